"""A build after any changes gives the same bytes as one that knows nothing of earlier builds."""

from __future__ import annotations

import os
import random
import re
import shutil
import threading
import time
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import jinja2
import pytest
from pelican.plugins.briefing.edges.record import is_final, settings_key
from pelican.plugins.briefing.edges.store import Store
from pelican.plugins.briefing.edges.template_needs import Templates, known_names
from pelican.plugins.briefing.errors import Problem, one_file
from pelican.plugins.briefing.render.site import Site
from pelican.settings import read_settings
from support import ARTICLES, ROOT, Builder, Run, small_project

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
        'names = { "القوات" = "iraqi-army", "العراق" = "iran" }',
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


@pytest.mark.parametrize(
    "conf",
    [
        # Another plugin that looks at what is read.
        """
from pelican import signals
def look(content):
    assert content._content, content
signals.content_object_init.connect(look)
""",
        # One that makes a reader of ours.
        """
from pelican import signals
def choose(readers):
    class Reader(readers.reader_classes["md"]):
        def read(self, path):
            html, metadata = super().read(path)
            assert html, path
            return html, metadata
    readers.reader_classes["md"] = Reader
def begin(_):
    signals.readers_init.connect(choose)
signals.initialized.connect(begin)
""",
        "CACHE_CONTENT = LOAD_CONTENT_CACHE = True",
    ],
)
def test_whoever_reads_posts_beside_us_has_their_text(
    project: Path, build_anew: Run, conf: str
) -> None:
    assert build_anew().returncode == 0
    pages = tree(project / "output")
    with (project / "pelicanconf.py").open("a", encoding="utf-8") as file:
        file.write(f"{conf}\n")
    # The second time, of what the first has kept.
    for _ in range(2):
        template = project / "theme" / "templates" / "article.html"
        template.write_text(template.read_text(encoding="utf-8") + "{# #}", encoding="utf-8")
        done = build_anew()
        assert (done.returncode, done.stderr) == (0, "")
        assert tree(project / "output") == pages


@pytest.mark.parametrize(
    "resaved",
    [
        pytest.param(lambda text: b"\xef\xbb\xbf" + text, id="byte order mark"),
        pytest.param(lambda text: text.replace(b"\n", b"\r\n"), id="carriage returns"),
    ],
)
def test_texts_that_another_editor_has_saved_make_the_same_site(
    project: Path, build_anew: Run, resaved: Callable[[bytes], bytes]
) -> None:
    assert build_anew().returncode == 0
    pages = tree(project / "output")
    saved = [project / "pelicanconf.py"]
    for name in ("content", "seeds", "theme/translations", "theme/templates"):
        saved += [path for path in (project / name).rglob("*") if path.is_file()]
    for path in saved:
        path.write_bytes(resaved(path.read_bytes()))
    done = build_anew()
    assert (done.returncode, done.stderr) == (0, "")
    assert tree(project / "output") == pages


def test_a_build_that_could_not_write_is_done_again() -> None:
    """A full disk is no longer full, and a folder may be written again: no source tells it."""
    problems = [Problem("seeds/a.txt", "it has no date", "Write one", error=False)]
    assert is_final(problems)
    with one_file(problems, "content/ar/a.md", "written"):
        raise OSError(28, "No space left on device")
    assert not is_final(problems)


# What nobody would think of at first ---------------------------------------------------------


def with_override(template: str, text: str) -> Callable[[Path], None]:
    """Return what gives a project a template of its owner's, which goes on from the theme's."""

    def prepare(project: Path) -> None:
        (project / "templates").mkdir()
        path = project / "templates" / f"{template}.html"
        path.write_text(f"{{% extends '!theme/{template}.html' %}}{text}", encoding="utf-8")
        with (project / "pelicanconf.py").open("a", encoding="utf-8") as file:
            file.write('\nTHEME_TEMPLATES_OVERRIDES = ["templates"]\n')

    return prepare


def nothing(_: Path) -> None:
    """Leave a project as it is."""


def own_post(lang: str) -> Callable[[Path], None]:
    text = f"Title: Un titre\nDate: 2024-02-02\nLang: {lang}\nSave_as: own.html\nURL: own.html\n\nA"

    def write(project: Path) -> None:
        (project / "content" / "own.md").write_text(text, encoding="utf-8")

    return write


def elsewhere(project: Path) -> None:
    """Let a project have its topics, its pages and a part of its theme behind links."""
    for name in ("seeds/topics", "content/pages", "theme/static/js"):
        there = project.parent / f"linked {project.name}" / name.replace("/", "-")
        shutil.rmtree(there, ignore_errors=True)
        there.parent.mkdir(exist_ok=True)
        (project / name).mkdir(exist_ok=True)
        shutil.move(project / name, there)
        (project / name).symlink_to(there)


def in_linked_topics(project: Path) -> None:
    rewritten(next(project.glob("seeds/topics/*.toml")), r'(?m)^(title = .*en = ")', r"\1Anew: ")


def in_linked_scripts(project: Path) -> None:
    with next(project.glob("theme/static/js/*.js")).open("a", encoding="utf-8") as file:
        file.write("// changed\n")


def an_own_page(project: Path) -> None:
    (project / "content" / "pages" / "a.md").write_text("Title: A\nLang: en\n\nText", "utf-8")


def outside(project: Path) -> None:
    """Let Pelican read what lies beside content/."""
    (project / "assets").mkdir()
    (project / "posts").mkdir()
    (project / "assets" / "a.txt").write_text("one", encoding="utf-8")
    text = "Title: O\nDate: 2023-01-01\nLang: en\nSlug: o\n\nOne."
    (project / "posts" / "o.md").write_text(text, encoding="utf-8")
    with (project / "pelicanconf.py").open("a", encoding="utf-8") as file:
        file.write('\nSTATIC_PATHS = ["../assets"]\nARTICLE_PATHS = ["", "../posts"]\n')
        file.write('EXTRA_PATH_METADATA = {"../assets/a.txt": {"path": "a.txt"}}\n')


def in_assets(project: Path) -> None:
    (project / "assets" / "a.txt").write_text("two", encoding="utf-8")


def in_posts(project: Path) -> None:
    rewritten(project / "posts" / "o.md", "One", "Two")


def another_publisher(project: Path) -> None:
    for seed in sorted(project.glob("seeds/*.txt"))[:1]:
        sidecar = seed.with_suffix(".toml")
        text = sidecar.read_text(encoding="utf-8") if sidecar.is_file() else ""
        sidecar.write_text(f'publisher = "Somebody Else"\n{text}', encoding="utf-8")


def another_intro(project: Path) -> None:
    topic = project / "seeds" / "topics" / "water.toml"
    text = topic.read_text(encoding="utf-8")
    at = text.index("en = ", text.index("intro")) + len('en = "')
    topic.write_text(f"{text[:at]}Anew: {text[at:]}", encoding="utf-8")


def with_topics(project: Path) -> None:
    for topic in (ARTICLES / "seeds" / "topics").glob("*.toml"):
        shutil.copy(topic, project / "seeds" / "topics")


def other_remarks(project: Path) -> None:
    for sidecar in sorted(project.glob("seeds/0*.toml")):
        text = sidecar.read_text(encoding="utf-8")
        sidecar.write_text(re.sub(r'(?m)^(p\d+s\d+ = .*en = ")', r"\1Anew: ", text), "utf-8")


def other_bodies(project: Path) -> None:
    """Let the English of every sentence of a body begin with another word."""
    body = re.compile(r'(msgctxt "p\d+s\d+"\nmsgid ".*"\nmsgstr ")(?=.)')
    for memory in sorted(project.glob("seeds/*.en.po")):
        text = memory.read_text(encoding="utf-8")
        memory.write_text(body.sub(r"\1Anew: ", text), encoding="utf-8")


def one_article_less(project: Path) -> None:
    for path in project.glob("seeds/market.*"):
        path.unlink()


def a_name_like_an_id(project: Path) -> None:
    people = re.findall(r'id = "([\w-]+)"', (project / "seeds/glossary.toml").read_text("utf-8"))
    with (project / "seeds" / "glossary.toml").open("a", encoding="utf-8") as file:
        for number, person in enumerate(people):
            file.write(
                f'\n[[term]]\nid = "zz{number}"\nar = "كلمةغريبة{number}"\nen = "{person}"\n'
            )


def a_seed_that_is_a_folder(project: Path) -> None:
    (project / "seeds" / "new.txt").mkdir()


def a_page_that_is_a_folder(project: Path) -> None:
    page = project / "output" / "en" / "index.html"
    page.unlink(missing_ok=True)
    page.mkdir(parents=True)


def an_edited_post(number: int) -> Callable[[Path], None]:
    def edit(project: Path) -> None:
        post = project / "content" / "ar" / "market.md"
        if post.is_file():
            with post.open("a", encoding="utf-8") as file:
                file.write(f"\nسطر {number}\n")

    return edit


ASKS_NEIGHBOUR = (
    "{% import 'macros/stories.html' as m with context %}{% block end %}"
    "{% set slug = page.path.split('/')[1].removesuffix('.html') %}"
    "{% for one in site.neighbours(slug, page.lang) if one %}"
    "{{ m.byline(one, site.words[page.lang].t, site) }}{% endfor %}{% endblock %}"
)
Step = Callable[[Path], None]


@pytest.fixture(scope="module")
def built_project(tmp_path_factory: pytest.TempPathFactory, builder: Builder) -> Path:
    """Return a project with the five articles, of which a build has written posts."""
    project = small_project(tmp_path_factory.mktemp("built") / "project")
    for path in (*ARTICLES.glob("seeds/0*"), ARTICLES / "seeds" / "glossary.toml"):
        shutil.copy(path, project / "seeds")
    builder.run(project, *BUILD, *QUICKER)
    # The site of another folder is none that a build could go on from.
    shutil.rmtree(project / "output")
    return project


@pytest.mark.parametrize(
    ("prepare", "change"),
    [
        (elsewhere, in_linked_topics),
        (elsewhere, in_linked_scripts),
        (elsewhere, an_own_page),
        (outside, in_assets),
        (outside, in_posts),
        (nothing, a_seed_that_is_a_folder),
        (nothing, a_page_that_is_a_folder),
        (own_post("de"), own_post("fa")),
        (nothing, a_name_like_an_id),
        (with_topics, other_remarks),
        (with_topics, other_bodies),
        (
            with_override(
                "sources",
                "{% block end %}{% for story in part.items %}{% for one in story.segments() %}"
                "{{ one.en }}{% endfor %}{% endfor %}{% endblock %}",
            ),
            other_bodies,
        ),
        (
            with_override(
                "tag",
                "{% block end %}{% for one in part.items if not one.is_own %}"
                "{% for block in one.blocks %}{{ block.sentences|map(attribute='en')|join }}"
                "{% endfor %}{% endfor %}{% endblock %}",
            ),
            other_bodies,
        ),
        (
            with_override(
                "base",
                "{% block end %}{% for x in site.explainers %}{{ x.intro.en }}{% endfor %}"
                "{% endblock %}",
            ),
            another_intro,
        ),
        (with_override("article", ASKS_NEIGHBOUR), another_publisher),
        (
            with_override(
                "base",
                "{% block end %}{% set what = 'stories' %}{{ site[what]|length }}{% endblock %}",
            ),
            one_article_less,
        ),
        (
            with_override(
                "base",
                "{% macro many(x) %}{{ x.stories|length }}{% endmacro %}"
                "{% block end %}{{ many(site) }}{% endblock %}",
            ),
            one_article_less,
        ),
        (
            with_override(
                "article",
                "{% block end %}{% for one in article.translations %}{{ one.content|striptags }}"
                "{% endfor %}{% endblock %}",
            ),
            an_edited_post(2),
        ),
        (
            with_override(
                "article",
                "{% block end %}{{ site.explainers|map(attribute='intro.en')|join }}{% endblock %}",
            ),
            another_intro,
        ),
    ],
)
def test_what_a_build_hangs_on_is_looked_at(
    built_project: Path, tmp_path: Path, builder: Builder, prepare: Step, change: Step
) -> None:
    kept, clean = tmp_path / "both" / "kept", tmp_path / "both" / "clean"
    shutil.copytree(built_project, kept)
    prepare(kept)
    an_edited_post(1)(kept)
    before = builder.run(kept, *BUILD, *QUICKER)
    change(kept)
    shutil.copytree(
        kept, clean, symlinks=True, ignore=shutil.ignore_patterns("cache", "output", "__pycache__")
    )
    runs = [builder.run(project, *BUILD, *QUICKER) for project in (kept, clean)]
    assert runs[0].returncode == runs[1].returncode, runs
    assert (kept / "output").is_dir(), before
    for folder in ("output", "content"):
        found, expected = tree(kept / folder), tree(clean / folder)
        paths = found.keys() | expected.keys()
        assert [path for path in paths if found.get(path) != expected.get(path)] == []


def test_pages_lead_to_no_card_that_is_gone(tmp_path: Path, builder: Builder) -> None:
    kept, clean = small_project(tmp_path / "kept"), tmp_path / "clean"
    no_books = ("-e", 'BRIEFING_DOWNLOADS="none"')
    builder.run(kept, *BUILD, *no_books)
    assert "og:image" in (kept / "output/en/index.html").read_text(encoding="utf-8")
    (kept / "theme" / "static" / "css" / "fonts.css").unlink()
    shutil.copytree(kept, clean, ignore=shutil.ignore_patterns("cache", "output"))
    for project in (kept, clean):
        builder.run(project, *BUILD, *no_books)
    assert tree(kept / "output") == tree(clean / "output")


def test_what_was_changed_while_it_was_built_is_built_again(
    tmp_path: Path, builder: Builder
) -> None:
    """A template that is changed during a build, and as before when the next one begins."""
    kept, clean = small_project(tmp_path / "kept"), tmp_path / "clean"
    builder.run(kept, *BUILD, *QUICKER)
    template = kept / "theme" / "templates" / "parallel.html"
    text = template.read_text(encoding="utf-8")
    rewritten(kept / "pelicanconf.py", "DEFAULT_PAGINATION = .*", "DEFAULT_PAGINATION = 3")
    running = threading.Thread(target=builder.run, args=(kept, *BUILD, *QUICKER))
    running.start()
    while running.is_alive() and not (kept / ".output.building" / "theme").is_dir():
        time.sleep(0.001)
    template.write_text(text.replace("<h1", '<h1 class="other"'), encoding="utf-8")
    running.join()
    template.write_text(text, encoding="utf-8")
    shutil.copytree(kept, clean, ignore=shutil.ignore_patterns("cache", "output"))
    for project in (kept, clean):
        builder.run(project, *BUILD, *QUICKER)
    assert tree(kept / "output") == tree(clean / "output")


def test_what_pages_hang_on_is_what_the_themes_templates_ask() -> None:
    """A name that a template asks for anew has to be among what its pages depend on.

    Where it is, it belongs into template_names.toml.
    """
    questions = {one.name for one in fields(Site)} | set(dir(Site))
    loader = jinja2.FileSystemLoader(ROOT / "theme" / "templates")
    environment = jinja2.Environment(loader=loader, autoescape=True)
    templates = Templates(environment, Store(None), questions)
    keyed = [name for name in environment.list_templates() if known_names(name, "site")]
    assert len(keyed) > 5
    for name in keyed:
        needs = templates.needs(name)
        assert needs.is_known
        assert needs.of_anything == known_names(name), name
        assert needs.asked <= known_names(name, "site"), name
