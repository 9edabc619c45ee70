"""The same pages inside a whole news page: ticker, menus and headlines above and below."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pelican.plugins.briefing.editors.sidecar import Sidecar
from pelican.plugins.briefing.model import Seed, Story
from story_support import parse_story

HERE = Path(__file__).parent
PAGES = sorted((HERE / "pages").glob("*.txt"))
HEAD, TAIL = (
    (HERE / "noise" / f"{name}.txt").read_text(encoding="utf-8") for name in ("head", "tail")
)
HEADLINES = [line for text in (HEAD, TAIL) for line in text.split("\n") if len(line.split()) >= 5]


def wrapped(path: Path) -> Story:
    text = HEAD + path.read_text(encoding="utf-8").strip("\n") + "\n" + TAIL
    return parse_story(Seed(path.name, path.stem, text), Sidecar())


def alone(path: Path) -> Story:
    return parse_story(Seed(path.name, path.stem, path.read_text(encoding="utf-8")), Sidecar())


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.stem)
def test_title_and_date_are_the_storys_own(path: Path) -> None:
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    story = wrapped(path)
    assert story.title.ar == expected["title"]
    assert (story.published.when.iso if story.published else None) == expected["published"]


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.stem)
def test_no_paragraph_is_lost_and_no_headline_joins_the_story(path: Path) -> None:
    roles = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["roles"]
    inside = {s.ar for b, s in wrapped(path).body() if b.kind == "paragraph"}
    own = {s.ar for b, s in alone(path).body() if roles.get(str(b.line)) == "paragraph"}
    kept = {s.ar for _, s in wrapped(path).body()}
    assert own - kept == set()
    assert [line for line in HEADLINES if line in inside] == []
