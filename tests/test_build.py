"""A plain ``pelican`` run over two tiny seeds: the golden site, and every way it can fail."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest
from pelican.plugins.briefing.edges.site_folder import LIST
from support import ROOT, Run

GOLDEN = ROOT / "tests" / "golden"
NO_NETWORK = """
import socket
def refuse(*arguments, **options):
    raise AssertionError("the build touched the network")
socket.socket.connect = socket.create_connection = socket.getaddrinfo = refuse
"""


MENU = "الرئيسية\nسياسة\nاقتصاد\nرياضة\nرئيس البلدية يفتتح الحديقة الجديدة\nتوقف القطار ساعتين\n"

LEFT_OUT = ("theme/", "cards/", "downloads/")


def files(folder: Path) -> dict[str, bytes]:
    """Return the files a build makes, by path, without the theme's own and the list.

    Nor are there pictures, whose bytes are those of one release of Pillow (see test_cards.py), and
    what is to be taken along, which holds the theme's fonts.
    """
    paths = (p for p in sorted(folder.rglob("*")) if p.is_file() and p.name != LIST)
    named = {p.relative_to(folder).as_posix(): p.read_bytes() for p in paths}
    return {name: data for name, data in named.items() if not name.startswith(LEFT_OUT)}


def update_golden(project: Path) -> None:
    """Take what was built as what is right; look at the diff before you commit it."""
    for name in ("content", "output"):
        shutil.rmtree(GOLDEN / name, ignore_errors=True)
        for path, data in files(project / name).items():
            target = GOLDEN / name / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)


def test_golden_site(project: Path, build_anew: Run) -> None:
    # The command as a person has it; Python loads what refuses the network as it starts.
    (project / "sitecustomize.py").write_text(NO_NETWORK, encoding="utf-8")
    done = build_anew(PYTHONPATH=str(project))
    assert done.returncode == 0, done.stderr
    if os.environ.get("UPDATE_GOLDEN"):
        update_golden(project)
    for name in ("content", "output"):
        built, golden = files(project / name), files(GOLDEN / name)
        assert built.keys() == golden.keys()
        assert [path for path in golden if built[path] != golden[path]] == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "the file is empty"),
        (MENU, "only menus and headlines, no sentence of an article"),
    ],
)
def test_a_bad_seed_fails_the_build_in_one_line_and_costs_nothing_else(
    project: Path, build: Run, text: str, message: str
) -> None:
    assert build().returncode == 0
    (project / "seeds" / "water.txt").write_text(text, encoding="utf-8")
    done = build()
    assert done.returncode == 1
    assert done.stderr.strip().split("\n") == [
        f"error: seeds/water.txt: {message}. Paste the article's text into it or delete it."
    ]
    assert "Traceback" not in done.stdout
    assert (project / "output" / "en" / "market.html").is_file()
    assert (project / "content" / "en" / "water-plan.md").is_file()


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        (
            'BRIEFING_ENGINE = "magic"',
            "“BRIEFING_ENGINE” names the unknown engine “magic”. Use none, ",
        ),
        ('BRIEFING_COLOUR = "red"', "unknown key “BRIEFING_COLOUR”. Use one of BRIEFING_SEEDS, "),
        ('BRIEFING_LOCALE_AR = "en"', "which is not a locale of this language. Write “ar”."),
        ('BRIEFING_SEEDS = ""', "pelicanconf.py: “BRIEFING_SEEDS” is empty."),
        ('BRIEFING_CACHE = "seeds"', "“BRIEFING_CACHE” is, holds or lies in seeds/."),
        ('BRIEFING_CACHE = "."', "“BRIEFING_CACHE” is, holds or lies in output/."),
        ('BRIEFING_CACHE = "pelicanconf.py"', "the folder cannot be made (File exists)."),
        ('BRIEFING_CACHE = "pelicanconf.py/a"', "the folder cannot be made (Not a directory)."),
        ('SITEURL = "news.example"', "“SITEURL” must start with http"),
        ('BRIEFING_LOCALE_EN = "xx_YY"', "BRIEFING_LOCALE_EN"),
        ('BRIEFING_SEEDS = "nowhere"', "nowhere: no such folder"),
        ('BRIEFING_SEEDS = "content"', "content: the folder of articles, and that of posts, too."),
    ],
)
def test_a_bad_setting_fails_the_build_in_one_line(
    project: Path, build: Run, setting: str, words: str
) -> None:
    with (project / "pelicanconf.py").open("a", encoding="utf-8") as file:
        file.write(f"\n{setting}\n")
    done = build()
    assert done.returncode == 1
    assert words in done.stderr
    assert len(done.stderr.strip().split("\n")) == 1
    assert "Traceback" not in done.stdout + done.stderr


@pytest.mark.parametrize("folder", ["articles", "seeds/news"])
def test_messages_name_the_folder_of_the_seeds(project: Path, build: Run, folder: str) -> None:
    seeds = project / folder
    (project / "seeds").rename(project / "before")
    seeds.parent.mkdir(exist_ok=True)
    (project / "before").rename(seeds)
    arabic = (seeds / "market.txt").read_text(encoding="utf-8")
    (seeds / "empty.txt").write_bytes(b"")
    (seeds / "old.txt").write_bytes(arabic.encode("windows-1256", errors="replace"))
    (seeds / "search.txt").write_text(arabic, encoding="utf-8")
    (seeds / "market.toml").write_text('summary = ["p9s9"]\n', encoding="utf-8")
    topic = seeds / "topics" / "water.toml"
    text = topic.read_text(encoding="utf-8")
    topic.write_text('brief = ["nothing#p1s1"]\n' + text, encoding="utf-8")
    (seeds / "topics" / "market.toml").write_text(text, encoding="utf-8")
    done = build("-e", f'BRIEFING_SEEDS="{folder}"', "BRIEFING_EXPLAINER_WORDS=5")
    places = sorted({line.split(": ")[1].split(":")[0] for line in done.stderr.splitlines()})
    names = ("empty.txt", "market.toml", "old.txt", "search.txt", "topics/market.toml")
    assert places == [f"{folder}/{name}" for name in (*names, "topics/water.toml")]
    # Each as often as in a folder of the usual name.
    assert not re.search(r"(?<!/)seeds/(?!news/)", done.stderr)


def test_a_missing_plugin_fails_the_build_in_one_line(project: Path, build_anew: Run) -> None:
    # Elsewhere the plugin is loaded before the project is looked at.
    shutil.rmtree(project / "plugins" / "briefing")
    done = build_anew()
    assert done.returncode == 1
    assert "the plugin “briefing” is not there" in done.stderr
    assert "Traceback" not in done.stdout + done.stderr


def test_publishing_needs_an_address(project: Path, build: Run) -> None:
    done = build("-s", "publishconf.py")
    assert done.returncode == 1
    assert "the address of the site is not set" in done.stderr
    done = build("-s", "publishconf.py", SITEURL="news.example")
    assert done.returncode == 1
    assert "“news.example” must start with https://. Run SITEURL=https://" in done.stderr
    assert build("-s", "publishconf.py", SITEURL="https://news.example/iraq").returncode == 0
    page = (project / "output" / "en" / "market.html").read_text(encoding="utf-8")
    assert 'href="https://news.example/iraq/en/market.html"' in page


def test_a_hand_edited_post_is_left_alone(project: Path, build: Run) -> None:
    build()
    post = project / "content" / "en" / "market.md"
    edited = post.read_text(encoding="utf-8").replace("old market", "ancient market")
    post.write_text(edited, encoding="utf-8")
    told = "warning: content/en/market.md: edited by hand, and left as it is. "
    # Where nothing has changed, too.
    for _ in range(2):
        done = build()
        assert done.returncode == 0
        assert done.stderr == f"{told}Delete it to have it anew.\n"
    assert "nothing has changed" in done.stdout
    assert post.read_text(encoding="utf-8") == edited
    page = (project / "output" / "en" / "market.html").read_text(encoding="utf-8")
    assert "ancient market" in page


def water_post(project: Path, lang: str = "ar") -> Path:
    """Return the post that the explainer of the golden site cites."""
    return project / "content" / lang / "water-plan.md"


def test_a_paragraph_added_to_a_post_shifts_no_citation(project: Path, build: Run) -> None:
    build()
    post = water_post(project)
    head, _, body = post.read_text(encoding="utf-8").partition("\n\n")
    post.write_text(f"{head}\n\nفقرة أضافها المحرر بيده.\n\n{body}", encoding="utf-8")
    before = (project / "output" / "ar" / "water-plan.html").read_text(encoding="utf-8")
    assert build().returncode == 0
    page = (project / "output" / "ar" / "water-plan.html").read_text(encoding="utf-8")
    assert "<p>فقرة أضافها المحرر بيده.</p>" in page
    sentences = re.compile(r'<span class="s" id="p\d+s\d+">.*?</span>')
    assert sentences.findall(page) == sentences.findall(before)
    assert len(sentences.findall(page)) > 1


def test_a_cited_sentence_that_a_hand_edit_changed_is_an_error(project: Path, build: Run) -> None:
    build()
    post = water_post(project)
    text = post.read_text(encoding="utf-8")
    post.write_text(text.replace("120 قرية", "130 قرية"), encoding="utf-8")
    done = build()
    assert done.returncode == 1
    (line,) = (x for x in done.stderr.split("\n") if x.startswith("error"))
    for words in ("content/ar/water-plan.md", "p2s1", "changed or taken out", "water cites it"):
        assert words in line
    assert "Traceback" not in done.stdout + done.stderr
    page = (project / "output" / "ar" / "water-plan.html").read_text(encoding="utf-8")
    assert "130 قرية" in page


def test_an_edited_title_is_the_title_everywhere(project: Path, build: Run) -> None:
    build()
    post = water_post(project)
    text = post.read_text(encoding="utf-8")
    old = re.search("^Title: (.*)$", text, re.MULTILINE)
    assert old
    post.write_text(text.replace(old[0], "Title: عنوان كتبه المحرر"), encoding="utf-8")
    assert build().returncode == 0
    output = project / "output"
    for name in (
        "ar/water-plan.html",
        "ar/water-plan.parallel.html",
        "ar/index.html",
        "ar/archives.html",
        "ar/sources.html",
        "ar/water.html",
        "feeds/ar.atom.xml",
        "feeds/ar.rss.xml",
        "feeds/ar.json",
    ):
        shown = (output / name).read_text(encoding="utf-8")
        assert "عنوان كتبه المحرر" in shown, name
        assert old[1] not in shown, name


def test_an_edited_body_makes_no_title_reviewed(project: Path, build: Run) -> None:
    """Missing stays missing: the Arabic in the head of an English post is no translation."""
    build()
    post = project / "content" / "en" / "water-plan.md"
    text = post.read_text(encoding="utf-8")
    post.write_text(f"{text}\nAdded by hand.\n", encoding="utf-8")
    before = (project / "output" / "data" / "briefing.json").read_text(encoding="utf-8")
    assert build().returncode == 0
    assert (project / "output" / "data" / "briefing.json").read_text(encoding="utf-8") == before


def test_an_edited_explainer_is_shown_as_it_was_edited(project: Path, build: Run) -> None:
    build()
    post = project / "content" / "en" / "water.md"
    text = post.read_text(encoding="utf-8")
    text = text.replace("Title: The water plan", "Title: The plan for water")
    post.write_text(text + "\nA remark of mine.\n", encoding="utf-8")
    assert build().returncode == 0
    page = (project / "output" / "en" / "water.html").read_text(encoding="utf-8")
    assert "A remark of mine." in page
    assert "<h1>The plan for water</h1>" in page
    index = (project / "output" / "en" / "index.html").read_text(encoding="utf-8")
    assert "The plan for water" in index


def test_the_pages_of_a_seed_that_is_gone_go_with_it(project: Path, build: Run) -> None:
    build()
    (project / "seeds" / "market.txt").unlink()
    done = build()
    assert done.returncode == 0
    assert "market.en.po: its seed is gone" in done.stderr
    assert not (project / "content" / "en" / "market.md").exists()
    assert not (project / "output" / "en" / "market.html").exists()
    assert (project / "seeds" / "market.en.po").is_file()


def test_missing_english_is_shown_as_missing(project: Path, build: Run) -> None:
    build()
    page = (project / "output" / "en" / "water-plan.html").read_text(encoding="utf-8")
    assert 'class="notice"' in page
    assert 'href="../ar/water-plan.html"' in page
    assert re.search('<span[^>]* lang="ar"[^>]*>أعلنت الحكومة', page)


def test_nothing_is_rewritten_by_a_second_build(project: Path, build: Run) -> None:
    build()
    before = {p: p.stat().st_mtime_ns for p in (project / "content").rglob("*.md")}
    build()
    assert {p: p.stat().st_mtime_ns for p in (project / "content").rglob("*.md")} == before


@pytest.mark.parametrize("line", ["skip = true", 'slug = "water-works"'])
def test_a_withdrawn_or_renamed_story_leaves_no_page_behind(
    project: Path, build: Run, line: str
) -> None:
    build()
    topic = project / "seeds" / "topics" / "water.toml"
    # What cites it must not be an error, and a draft has no page either.
    topic.write_text(f"draft = true\n{topic.read_text(encoding='utf-8')}", encoding="utf-8")
    (project / "seeds" / "water.toml").write_text(f"{line}\n", encoding="utf-8")
    done = build()
    assert done.returncode == 0
    told = "seeds/topics/water.toml:1: a draft, which is not published. Take this line out to"
    assert done.stderr.splitlines() == [f"warning: {told} publish it."]
    for name in ("water-plan", "water"):
        assert not (project / "output" / "en" / f"{name}.html").exists()
        assert not (project / "content" / "ar" / f"{name}.md").exists()


def test_a_broken_glossary_changes_no_post(project: Path, build: Run) -> None:
    build()
    before = files(project / "content")
    (project / "seeds" / "glossary.toml").write_text("[[person", encoding="utf-8")
    done = build()
    assert done.returncode == 1
    assert "seeds/glossary.toml:1: not valid TOML" in done.stderr
    assert files(project / "content") == before


def test_a_cite_that_leads_nowhere_is_said_and_the_explainer_is_there(
    project: Path, build: Run
) -> None:
    topic = project / "seeds" / "topics" / "water.toml"
    text = topic.read_text(encoding="utf-8")
    cites = 'match = [["خطة"]]\ncites = ["water-plan#p99s1", "gone#p1s1"]'
    topic.write_text(text.replace('match = [["خطة"]]', cites), encoding="utf-8")
    done = build()
    assert done.returncode == 1
    assert len(done.stderr.strip().split("\n")) == 2
    assert "“gone#p1s1” cites a story that is not there" in done.stderr
    assert (project / "output" / "en" / "water.html").is_file()


def test_control_characters_of_a_seed_never_reach_a_page(project: Path, build: Run) -> None:
    seed = project / "seeds" / "market.txt"
    text = seed.read_text(encoding="utf-8").replace("الناس", "الن\u202eاس\x01")
    seed.write_text(text, encoding="utf-8")
    (project / "seeds" / "market.toml").write_text('publisher = "دار\u202e"\n', encoding="utf-8")
    assert build().returncode == 0
    pages = [p for p in (project / "output").rglob("*") if p.suffix in (".html", ".xml")]
    bad = [p.name for p in pages if re.search("[\u202a-\u202e\x01]", p.read_text(encoding="utf-8"))]
    assert bad == []


def test_the_mark_of_a_lone_list_item_is_shown_in_its_article_alone(
    project: Path, build: Run
) -> None:
    text = (
        "سيول تغمر القرية\n\n- نزوح عشرات العائلات من القرية بعد السيول التي غمرت بيوتها.\n\n"
        "فتحت البلدية المدارس أمام العائلات النازحة صباح السبت."
    )
    (project / "seeds" / "list.txt").write_text(text, encoding="utf-8")
    topic = 'title = {ar = "السيول", en = "Floods"}\nabout = [["السيول"]]\n'
    topic += '[intro]\nar = "السيول"\nen = "Floods"\n'
    topic += '[[question]]\nid = "who"\nar = "من؟"\nen = "Who?"\nmatch = [["نزوح"]]\n'
    (project / "seeds" / "topics" / "floods.toml").write_text(topic, encoding="utf-8")
    assert build().returncode == 0
    # The article and the citation have it as it was written.
    for page, own in (("index", "none"), ("list", 'id="p1s1"'), ("floods", "original")):
        html = (project / "output" / "ar" / f"{page}.html").read_text(encoding="utf-8")
        assert "نزوح عشرات" in html.replace("- نزوح", "")
        tags = re.findall(r"<([^<>]*)>\s*- نزوح", html)
        assert [tag for tag in tags if own not in tag] == []
    post = (project / "content" / "ar" / "list.md").read_text(encoding="utf-8")
    assert "\nSummary: نزوح عشرات" in post
    assert "\n\\- نزوح عشرات" in post


def test_a_tag_of_any_words_has_a_safe_address(project: Path, build: Run) -> None:
    tags = '["../../evil", "x\\"><script>", "وسم عربي", "a/b?c#d"]'
    (project / "seeds" / "market.toml").write_text(f"tags = {tags}\n", encoding="utf-8")
    assert build().returncode == 0
    names = sorted(p.name for p in (project / "output" / "en" / "tag").iterdir())
    assert len(names) >= 4
    assert all(re.fullmatch(r"[a-z0-9-]+\.html", name) for name in names)


def test_a_hand_edit_that_moves_a_post_is_an_error_and_stops_no_other(
    project: Path, build: Run
) -> None:
    build()
    post = project / "content" / "en" / "market.md"
    text = post.read_text(encoding="utf-8")
    post.write_text(text.replace("Slug: market", "Slug: bazaar"), encoding="utf-8")
    done = build()
    # Explainers and lists lead to where it was.
    assert done.returncode == 1
    assert "error: content/en/market.md: the site has no page of it" in done.stderr
    assert (project / "output" / "en" / "bazaar.html").is_file()
    assert (project / "output" / "en" / "water.html").is_file()
