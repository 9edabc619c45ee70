"""How well the parser reads pages it was not written for, against floors that may only rise.

pages/ holds news pages in our own words, in many layouts, each with what an editor reads in it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from pelican.plugins.briefing.editors.sidecar import Sidecar
from pelican.plugins.briefing.model import Seed, Story
from story_support import parse_story

HERE = Path(__file__).parent
FLOORS = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))["pages"]
PAGES = sorted((HERE / "pages").glob("*.txt"))
ASIDE = ("navigation", "related", "share", "counter", "timestamp", "other")
EVIDENCE = ("date", "updated", "publisher", "author", "evidence")


@cache
def read(path: Path) -> tuple[Story, dict[str, Any]]:
    """Return a page as it is parsed, and what an editor reads in it."""
    text = path.read_text(encoding="utf-8")
    story = parse_story(Seed(path.name, path.stem, text), Sidecar())
    return story, json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))


def roles(story: Story, page: dict[str, Any]) -> dict[str, str]:
    """Return the role the parser gave each line, by line number."""
    found = {str(line.number): "outside" for line in story.evidence}
    found |= {str(s.line): "outside" for s in story.set_aside}
    found |= {str(block.line): block.kind for block in story.blocks}
    for number in page["roles"]:
        found.setdefault(number, "title or deck")
    return found


def expected(role: str) -> str:
    if role in (*ASIDE, *EVIDENCE):
        return "outside"
    return "title or deck" if role in ("title", "deck") else role


def line_pairs() -> Iterator[tuple[str, str]]:
    """Yield the expected and the found role of every line of every page."""
    for path in PAGES:
        story, page = read(path)
        found = roles(story, page)
        for number, role in page["roles"].items():
            yield expected(role), found[number]


def rate(hits: list[bool]) -> float:
    return sum(hits) / len(hits)


def values() -> dict[str, list[bool]]:
    """Return, for each measure, which of its cases came out right."""
    pages = [read(path) for path in PAGES]
    return {
        "titles": [s.title.ar == p["title"] for s, p in pages],
        "published": [
            (s.published.when.iso if s.published else None) == p["published"] for s, p in pages
        ],
        "datelines": [(s.dateline.ar if s.dateline else None) == p["dateline"] for s, p in pages],
        "roles": [wanted == found for wanted, found in line_pairs()],
        "times": [hit for s, p in pages for hit in time_hits(s, p)],
    }


def time_hits(story: Story, page: dict[str, Any]) -> Iterator[bool]:
    found = {(ref.text, ref.when and ref.when.iso) for ref in story.times}
    named = {ref.text for ref in story.times}
    for time in page["times"]:
        if time["text"] in named:
            yield (time["text"], (time["value"] or "").split("/")[0] or None) in found
        else:
            yield False


@pytest.mark.parametrize("measure", FLOORS)
def test_measure_is_at_or_above_its_floor(measure: str) -> None:
    reached = rate(values()[measure])
    assert reached >= FLOORS[measure], f"{measure}: {reached:.3f}"


def test_no_paragraph_is_set_aside() -> None:
    lost = [pair for pair in line_pairs() if pair[0] == "paragraph" and pair[1] == "outside"]
    assert lost == []


if __name__ == "__main__":
    for name, hits in values().items():
        print(f"{name:10} {rate(hits):.3f} of {len(hits)}")  # noqa: T201 - run by hand to see where we stand
