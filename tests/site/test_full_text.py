"""Where a text may not be republished, nothing that the build makes has it."""

from __future__ import annotations

import html
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pelican.plugins.briefing.rights import LEFT_OUT, MOST_SHOWN
from site_reader import LANGS, build, copy_project, read_website
from support import Builder

RUN = 8
"""So many words in a row are a quotation; fewer may be a name or a phrase."""
ENDINGS = {".html", ".xml", ".json", ".js", ".md", ".xhtml", ".opml", ".ncx", ".opf"}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory, builder: Builder) -> Path:
    """Return a project of which one article alone may be republished."""
    project = copy_project(tmp_path_factory.mktemp("excerpts"))
    with (project / "pelicanconf.py").open("a", encoding="utf-8") as conf:
        conf.write("BRIEFING_FULL_TEXT = False\n")
    sidecar = min((project / "seeds").glob("0*.toml"))
    sidecar.write_text(f"full_text = true\n{sidecar.read_text(encoding='utf-8')}", encoding="utf-8")
    build(project, builder)
    return project


def words_of(text: str) -> list[str]:
    """Return the words of a text without marks, so that markup between them does not matter."""
    plain = re.sub(r"<[^>]*>|\\u[0-9a-f]{4}", "", html.unescape(text))
    return re.findall(r"\w+(?:\.\w+)*", re.sub(r"[\u2066-\u2069]", "", plain))


def runs_of(text: str, length: int = RUN) -> Iterator[tuple[str, ...]]:
    words = words_of(text)
    for start in range(len(words) - length + 1):
        yield tuple(words[start : start + length])


def files_of(project: Path) -> Iterator[tuple[str, str]]:
    """Yield the name and the text of every file that the build wrote, those in archives too."""
    for folder in ("output", "content"):
        for path in sorted((project / folder).rglob("*")):
            name = path.relative_to(project).as_posix()
            if path.suffix in (".zip", ".epub"):
                with zipfile.ZipFile(path) as archive:
                    for inner in archive.namelist():
                        if Path(inner).suffix in ENDINGS:
                            yield f"{name}!{inner}", archive.read(inner).decode()
            elif path.suffix in ENDINGS and "/theme/" not in name:
                yield name, path.read_text(encoding="utf-8")


def shown_runs(project: Path) -> set[tuple[str, ...]]:
    """Return the runs of words of what is shown."""
    shown: set[tuple[str, ...]] = set()
    export = json.loads((project / "output/data/briefing.json").read_text(encoding="utf-8"))
    for story in export["stories"]:
        for sentence in (story["title"], *(s for b in story["blocks"] for s in b["sentences"])):
            for lang in LANGS:
                shown |= set(runs_of(sentence[lang] or ""))
    return shown


def editors_runs(project: Path) -> set[tuple[str, ...]]:
    """Return the runs of one word less of what editors wrote: topics, offices, sidecars.

    On a page a date or a word of the site stands before or after them, as it may in a source.
    """
    written: set[tuple[str, ...]] = set()
    for path in (project / "seeds").rglob("*.toml"):
        written |= set(runs_of(path.read_text(encoding="utf-8"), RUN - 1))
    return written


def test_no_file_has_a_sentence_that_is_withheld(project: Path, export: dict[str, Any]) -> None:
    shown, written = shown_runs(project), editors_runs(project)
    withheld: dict[tuple[str, ...], str] = {}
    for story in export["stories"]:
        for block in story["blocks"]:
            for sentence in block["sentences"]:
                for lang in LANGS:
                    for run in runs_of(sentence[lang] or ""):
                        if run not in shown and not {run[1:], run[:-1]} & written:
                            withheld[run] = f"{story['slug']}#{sentence['id']}"
    assert len(withheld) > 1_000
    for name, text in files_of(project):
        leaked = {f"{withheld[run]}: {' '.join(run)}" for run in runs_of(text) if run in withheld}
        assert not leaked, f"{name}: {sorted(leaked)[:5]}"


def test_what_is_shown_is_a_quarter_and_says_so(project: Path, export: dict[str, Any]) -> None:
    made = json.loads((project / "output/data/briefing.json").read_text(encoding="utf-8"))
    whole = {story["slug"]: story for story in export["stories"]}
    in_full = 0
    for story in made["stories"]:
        texts = [s["ar"] for b in story["blocks"] for s in b["sentences"]]
        everything = [s["ar"] for b in whole[story["slug"]]["blocks"] for s in b["sentences"]]
        if texts == everything:
            in_full += 1
            continue
        shown = [text for text in texts if text != LEFT_OUT]
        assert shown
        share = sum(len(t.split()) for t in shown) / sum(len(t.split()) for t in everything)
        assert share <= MOST_SHOWN or len(shown) == 1, story["slug"]
        page = (project / "output" / "en" / f"{story['slug']}.html").read_text(encoding="utf-8")
        assert "may not be republished here" in page
    assert in_full == 1


def test_every_citation_still_leads_to_its_place(project: Path) -> None:
    website = read_website(project / "output")
    checked = 0
    for path, link in website.elements("a"):
        href = link.get("href", "")
        target, fragment = website.resolve(path, href)
        if fragment and target in website.pages:
            assert website.target(path, href) is not None, f"{path}: {href}"
            checked += 1
    assert checked > 500
