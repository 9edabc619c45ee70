"""A plain ``pelican`` run over two tiny seeds: the golden site, and every way it can fail."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest
from support import ROOT, Run

GOLDEN = ROOT / "tests" / "golden"
NO_NETWORK = """
import socket
def refuse(*arguments, **options):
    raise AssertionError("the build touched the network")
socket.socket.connect = socket.create_connection = socket.getaddrinfo = refuse
"""


def files(folder: Path) -> dict[str, bytes]:
    """Return the files a build makes, by path; the theme's own files are not part of it."""
    paths = (p for p in sorted(folder.rglob("*")) if p.is_file())
    named = {p.relative_to(folder).as_posix(): p.read_bytes() for p in paths}
    return {name: data for name, data in named.items() if not name.startswith("theme/")}


def update_golden(project: Path) -> None:
    """Take what was built as what is right; look at the diff before you commit it."""
    for name in ("content", "output"):
        shutil.rmtree(GOLDEN / name, ignore_errors=True)
        for path, data in files(project / name).items():
            target = GOLDEN / name / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)


def test_golden_site(project: Path, build: Run) -> None:
    (project / "sitecustomize.py").write_text(NO_NETWORK, encoding="utf-8")
    done = build(PYTHONPATH=str(project))
    assert done.returncode == 0, done.stderr
    if os.environ.get("UPDATE_GOLDEN"):
        update_golden(project)
    for name in ("content", "output"):
        built, golden = files(project / name), files(GOLDEN / name)
        assert built.keys() == golden.keys()
        assert [path for path in golden if built[path] != golden[path]] == []


def test_a_bad_seed_fails_the_build_in_one_line_and_costs_nothing_else(
    project: Path, build: Run
) -> None:
    assert build().returncode == 0
    (project / "seeds" / "water.txt").write_bytes(b"")
    done = build()
    assert done.returncode == 1
    assert done.stderr.strip().split("\n") == [
        "error: seeds/water.txt: the file is empty. Paste the article's text into it or delete it."
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
        ('SITEURL = ""', "“SITEURL” must start with http"),
        ('BRIEFING_LOCALE_EN = "xx_YY"', "BRIEFING_LOCALE_EN"),
        ('BRIEFING_SEEDS = "nowhere"', "nowhere: no such folder"),
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


def test_a_missing_plugin_fails_the_build_in_one_line(project: Path, build: Run) -> None:
    shutil.rmtree(project / "plugins" / "briefing")
    done = build()
    assert done.returncode == 1
    assert "the plugin “briefing” is not there" in done.stderr
    assert "Traceback" not in done.stdout + done.stderr


def test_publishing_needs_an_address(project: Path, build: Run) -> None:
    done = build("-s", "publishconf.py")
    assert done.returncode == 1
    assert "the address of the site is not set" in done.stderr
    assert build("-s", "publishconf.py", SITEURL="https://news.example/iraq").returncode == 0
    page = (project / "output" / "en" / "market.html").read_text(encoding="utf-8")
    assert 'href="https://news.example/iraq/en/market.html"' in page


def test_a_hand_edited_post_is_left_alone(project: Path, build: Run) -> None:
    build()
    post = project / "content" / "en" / "market.md"
    edited = post.read_text(encoding="utf-8").replace("old market", "ancient market")
    post.write_text(edited, encoding="utf-8")
    done = build()
    assert done.returncode == 0
    assert "edited by hand" in " ".join((done.stdout + done.stderr).split())
    assert post.read_text(encoding="utf-8") == edited
    page = (project / "output" / "en" / "market.html").read_text(encoding="utf-8")
    assert "ancient market" in page


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
    (project / "seeds" / "topics" / "water.toml").unlink()
    (project / "seeds" / "water.toml").write_text(f"{line}\n", encoding="utf-8")
    assert build().returncode == 0
    assert not (project / "output" / "en" / "water-plan.html").exists()


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


def test_a_tag_of_any_words_has_a_safe_address(project: Path, build: Run) -> None:
    tags = '["../../evil", "x\\"><script>", "وسم عربي", "a/b?c#d"]'
    (project / "seeds" / "market.toml").write_text(f"tags = {tags}\n", encoding="utf-8")
    assert build().returncode == 0
    names = sorted(p.name for p in (project / "output" / "en" / "tag").iterdir())
    assert len(names) >= 4
    assert all(re.fullmatch(r"[a-z0-9-]+\.html", name) for name in names)


def test_a_hand_edit_that_moves_a_post_does_not_break_the_build(project: Path, build: Run) -> None:
    build()
    post = project / "content" / "en" / "market.md"
    text = post.read_text(encoding="utf-8")
    post.write_text(text.replace("Slug: market", "Slug: bazaar"), encoding="utf-8")
    assert build().returncode == 0
