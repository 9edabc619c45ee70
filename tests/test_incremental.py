"""A build after any changes gives the same bytes as one that knows nothing of earlier builds."""

from __future__ import annotations

import os
import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from pelican.plugins.briefing.edges.record import is_final, settings_key
from pelican.plugins.briefing.errors import Problem, one_file
from pelican.settings import read_settings
from support import ARTICLES, Builder, small_project

SEQUENCES = 4
"""In how many projects the changes are made, so that several processes share them."""
TOGETHER = 3
"""Changes between two builds."""
BUILD = ("content", "-s", "pelicanconf.py", "--fatal", "errors")
# Without pictures and books, which take long and are kept like pages.
QUICKER = ("-e", "BRIEFING_CARDS=false", 'BRIEFING_DOWNLOADS="none"')
Change = Callable[[Path, random.Random], None]


def rewritten(path: Path, old: str, new: str, count: int = 1) -> None:
    """Replace what a pattern finds in a file."""
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(old, new, text, count=count), encoding="utf-8")


def one_of(chance: random.Random, folder: Path, pattern: str) -> Path:
    return chance.choice(sorted(folder.glob(pattern)))


def correct_a_translation(project: Path, chance: random.Random) -> None:
    memory = one_of(chance, project / "seeds", "*.en.po")
    number = chance.randrange(1000)
    rewritten(memory, r'(msgid "[^"].*\nmsgstr ")(\w)', rf"\g<1>Corrected {number}: \g<2>")


def take_a_translation_away(project: Path, chance: random.Random) -> None:
    memory = one_of(chance, project / "seeds", "*.en.po")
    rewritten(memory, r'(msgid "[^"].*\nmsgstr )".+"', r'\g<1>""')


def lengthen_an_article(project: Path, chance: random.Random) -> None:
    seed = one_of(chance, project / "seeds", "*.txt")
    with seed.open("a", encoding="utf-8") as file:
        file.write(f"\nوأضاف المصدر أن {chance.randrange(40, 900)} جنديا وصلوا إلى بغداد أمس.\n")


def add_an_article(project: Path, chance: random.Random) -> None:
    seeds = project / "seeds"
    of = one_of(chance, seeds, "*.txt")
    stem = f"new-{chance.randrange(10_000)}"
    text = of.read_text(encoding="utf-8").replace("2024", "2023")
    (seeds / f"{stem}.txt").write_text(text, encoding="utf-8")
    memory = of.with_name(f"{of.stem}.en.po")
    if memory.is_file() and chance.random() < 0.5:
        shutil.copy(memory, seeds / f"{stem}.en.po")


def take_an_article_away(project: Path, chance: random.Random) -> None:
    seed = one_of(chance, project / "seeds", "*.txt")
    for path in project.glob(f"seeds/{seed.stem}.*"):
        path.unlink()


def rename_an_article(project: Path, chance: random.Random) -> None:
    seed = one_of(chance, project / "seeds", "*.txt")
    stem = f"renamed-{chance.randrange(10_000)}"
    for path in project.glob(f"seeds/{seed.stem}.*"):
        path.rename(path.with_name(path.name.replace(seed.stem, stem, 1)))


def write_a_sidecar(project: Path, chance: random.Random) -> None:
    seed = one_of(chance, project / "seeds", "*.txt")
    lines = [
        'title = "عنوان آخر للمقال"',
        'publisher = "دار الأخبار"',
        "date = 2022-03-04",
        'tags = ["iraq", "water"]',
        "full_text = false",
        "skip = true",
        'old_slugs = ["former"]',
    ]
    chosen = chance.sample(lines, 2)
    seed.with_suffix(".toml").write_text("\n".join(chosen), encoding="utf-8")


def rename_an_entry(project: Path, chance: random.Random) -> None:
    """Change the English of a name, whoever has it."""
    glossary = project / "seeds" / "glossary.toml"
    names = re.findall(r'en = "([^"]+)"', glossary.read_text(encoding="utf-8"))
    rewritten(glossary, rf'en = "{re.escape(chance.choice(names))}"', 'en = "Another Name"')


def add_an_entry(project: Path, chance: random.Random) -> None:
    word = chance.choice(["القوات", "المصدر", "الحكومة", "بغداد"])
    with (project / "seeds" / "glossary.toml").open("a", encoding="utf-8") as file:
        number = chance.randrange(10_000)
        file.write(f'\n[[term]]\nid = "t{number}"\nar = "{word}"\nen = "Term {number}"\n')


def change_a_topic(project: Path, chance: random.Random) -> None:
    topic = one_of(chance, project / "seeds" / "topics", "*.toml")
    rewritten(topic, r'(title *= *\{ *ar *= *")', rf"\g<1>{chance.choice('ابتث')} ")


def change_what_a_topic_asks(project: Path, chance: random.Random) -> None:
    """Take a word out of what a question, a figure or the subject goes by."""
    topic = one_of(chance, project / "seeds" / "topics", "coalition-*.toml")
    found = re.findall(
        r'\n(?:match|nouns|events) = \[\[?"[^"]+", ', topic.read_text(encoding="utf-8")
    )
    line = chance.choice(found)
    rewritten(topic, re.escape(line), line[: line.index('"')])


def change_what_an_editor_states(project: Path, chance: random.Random) -> None:
    """Let an editor's words count what no sentence does: their page does without them."""
    topic = one_of(chance, project / "seeds" / "topics", "coalition-*.toml")
    rewritten(
        topic, r"\d,\d{3} troops", f"{chance.randrange(3, 9)},{chance.randrange(100, 999)} troops"
    )


def change_a_template(project: Path, chance: random.Random) -> None:
    name = chance.choice(["article", "parallel", "tag", "base", "archive", "macros/stories"])
    with (project / "theme" / "templates" / f"{name}.html").open("a", encoding="utf-8") as file:
        file.write(f"{{# {chance.randrange(1000)} #}}")
    rewritten(project / "theme/templates/article.html", "<h1", f'<h1 title="{name}"')


def let_a_template_ask_for_all(project: Path, _: random.Random) -> None:
    """Show on every story how many there are, by another name than the site's."""
    rewritten(
        project / "theme/templates/article.html",
        r"\{% block content %\}",
        "{% block content %}{% set all = site %}<p>{{ all.stories|length }}</p>",
    )


def change_a_string(project: Path, chance: random.Random) -> None:
    strings = one_of(chance, project / "theme" / "translations", "*.toml")
    rewritten(strings, r'\npublisher = "', f'\\npublisher = "{chance.randrange(100)} ')


def change_a_setting(project: Path, chance: random.Random) -> None:
    line = chance.choice(
        [
            'BRIEFING_TITLE_EN = "Another"',
            "DEFAULT_PAGINATION = 2",
            'BRIEFING_LOCALE_AR = "ar"',
            "BRIEFING_FULL_TEXT = False",
            'SITEURL = "https://elsewhere.example/sub"',
        ]
    )
    with (project / "pelicanconf.py").open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")


def edit_a_post(project: Path, chance: random.Random) -> None:
    post = one_of(chance, project / "content", "*/*.md")
    if chance.random() < 0.5:
        rewritten(post, r"\nTitle: ", f"\nTitle: {chance.randrange(100)} ")
    else:
        with post.open("a", encoding="utf-8") as file:
            file.write("\nA line of a person's own.\n")


def delete_a_post(project: Path, chance: random.Random) -> None:
    one_of(chance, project / "content", "*/*.md").unlink()


def write_an_own_post(project: Path, chance: random.Random) -> None:
    number = chance.randrange(1000)
    text = (
        f"Title: Own {number}\nDate: 2024-05-06\nLang: en\nTags: Iraq\nSlug: own-{number}\n\nText."
    )
    (project / "content" / f"own-{number}.md").write_text(text, encoding="utf-8")


def touch_everything(project: Path, _: random.Random) -> None:
    """Give every file another time, and none another byte."""
    for path in project.rglob("seeds/*"):
        if path.is_file():
            path.touch()


def change_without_a_trace(project: Path, chance: random.Random) -> None:
    """Change one word as the clock jumps back: the file is as long as before, and of its time."""
    memory = one_of(chance, project / "seeds", "*.en.po")
    before = memory.stat()
    rewritten(memory, r'(msgid "[^"].*\nmsgstr ")[A-Z]', rf"\g<1>{chance.choice('XYZ')}")
    os.utime(memory, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert memory.stat().st_size == before.st_size


def lose_a_page(project: Path, chance: random.Random) -> None:
    one_of(chance, project / "output", "*/*.html").unlink()


def write_over_a_page(project: Path, chance: random.Random) -> None:
    one_of(chance, project / "output", "*/*.html").write_text("lost", encoding="utf-8")


def damage_what_was_kept(project: Path, chance: random.Random) -> None:
    """Write over parts of what earlier builds have kept."""
    store = project / "cache" / "briefing.sqlite3"
    data = bytearray(store.read_bytes())
    for _ in range(20):
        data[chance.randrange(100, len(data))] ^= 0xFF
    store.write_bytes(data)


CHANGES: tuple[Change, ...] = (
    correct_a_translation,
    correct_a_translation,
    change_without_a_trace,
    take_a_translation_away,
    lengthen_an_article,
    add_an_article,
    take_an_article_away,
    rename_an_article,
    write_a_sidecar,
    rename_an_entry,
    add_an_entry,
    change_a_topic,
    change_what_a_topic_asks,
    change_what_an_editor_states,
    change_a_template,
    let_a_template_ask_for_all,
    change_a_string,
    change_a_setting,
    edit_a_post,
    delete_a_post,
    write_an_own_post,
    touch_everything,
    lose_a_page,
    write_over_a_page,
    damage_what_was_kept,
)


def tree(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every file in a folder, by path."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def build_both(kept: Path, clean: Path, builder: Builder) -> None:
    """Build a project with all that it has kept, and a copy of it that has kept nothing."""
    shutil.rmtree(clean, ignore_errors=True)
    shutil.copytree(kept, clean, ignore=shutil.ignore_patterns("cache", "output", "__pycache__"))
    runs = [builder.run(project, *BUILD, *QUICKER) for project in (kept, clean)]
    assert len({run.returncode for run in runs}) == 1, runs


@pytest.mark.parametrize("sequence", range(SEQUENCES))
def test_a_build_after_changes_gives_what_a_first_one_does(
    tmp_path: Path, builder: Builder, sequence: int
) -> None:
    chance = random.Random(sequence)  # noqa: S311 - no secret
    both = tmp_path / "both"
    kept, clean = small_project(both / "kept"), both / "clean"
    # Articles that name people, and a topic that cites them.
    for path in (*ARTICLES.glob("seeds/003*"), *ARTICLES.glob("seeds/004*")):
        shutil.copy(path, kept / "seeds")
    shutil.copy(ARTICLES / "seeds" / "glossary.toml", kept / "seeds")
    shutil.copy(ARTICLES / "seeds" / "topics" / "coalition-mission.toml", kept / "seeds" / "topics")
    # Every change has its turn in one of the sequences, in an order that is nobody's choice.
    order = list(CHANGES)
    random.Random(7).shuffle(order)  # noqa: S311 - no secret
    turns = order[sequence::SEQUENCES]
    build_both(kept, clean, builder)
    for start in range(0, len(turns), TOGETHER):
        changes = turns[start : start + TOGETHER]
        for change in changes:
            change(kept, chance)
        build_both(kept, clean, builder)
        # What leaves no site to publish leaves the one that was there.
        if not (clean / "output").is_dir():
            continue
        for folder in ("output", "content"):
            found, expected = tree(kept / folder), tree(clean / folder)
            paths = found.keys() | expected.keys()
            differing = [path for path in paths if found.get(path) != expected.get(path)]
            assert differing == [], [change.__name__ for change in changes]


def test_what_is_left_of_a_withheld_article_is_made_anew(tmp_path: Path, builder: Builder) -> None:
    """Of one sentence nothing is cut, and yet what stands around it is no longer shown."""
    kept, clean = tmp_path / "kept", tmp_path / "clean"
    small_project(kept)
    body = "اجتمع المجلس أمس في بغداد لبحث حصص المياه بين المحافظات وقال رئيسه إن القرار قريب."
    text = f"المجلس يبحث حصص المياه في بغداد\n\nبغداد - 10 مايو 2024\n\n{body}\n\nاقرأ أيضا\n"
    (kept / "seeds" / "short.txt").write_text(text, encoding="utf-8")
    build_both(kept, clean, builder)
    before = (kept / "output" / "data" / "stories" / "short.json").read_bytes()
    with (kept / "pelicanconf.py").open("a", encoding="utf-8") as file:
        file.write("BRIEFING_FULL_TEXT = False\n")
    build_both(kept, clean, builder)
    assert tree(kept / "output") == tree(clean / "output")
    assert (kept / "output" / "data" / "stories" / "short.json").read_bytes() != before


@pytest.mark.parametrize(
    ("line", "is_same"),
    [
        ("BRIEFING_WORKERS = 3  # of four", True),
        ('BRIEFING_EXECUTOR = "dask://127.0.0.1:8786"', True),
        ("BRIEFING_ENGINE_BUDGET = 1_000", True),
        ("BRIEFING_CACHE = 'kept'", True),
        ("PORT = 8001", True),
        ('SITENAME = "Another"', False),
        ("BRIEFING_FULL_TEXT = False", False),
        # It is no value that nobody shows.
        ("BRIEFING_WORKERS = len(SITENAME)", False),
        ("print(BRIEFING_ENGINE)", False),
    ],
)
def test_how_a_site_is_made_changes_no_page(tmp_path: Path, line: str, *, is_same: bool) -> None:
    project = small_project(tmp_path / "project")
    conf = project / "pelicanconf.py"
    before = settings_key(read_settings(str(conf)))
    with conf.open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")
    after = settings_key(read_settings(str(conf)))
    assert before
    assert (before == after) is is_same


def test_a_build_that_could_not_write_is_done_again() -> None:
    """A full disk is no longer full, and a folder may be written again: no source tells it."""
    problems = [Problem("seeds/a.txt", "it has no date", "Write one", error=False)]
    assert is_final(problems)
    with one_file(problems, "content/ar/a.md", "written"):
        raise OSError(28, "No space left on device")
    assert not is_final(problems)
