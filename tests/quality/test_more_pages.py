"""Titles, dates and sentences of pages in the manner of many sites, without tuning first.

Each set was measured once before anything was mended for it; docs/quality.md keeps those figures.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from pelican.plugins.briefing.editors.sidecar import Sidecar
from pelican.plugins.briefing.model import Seed, Story
from story_support import parse_story

HERE = Path(__file__).parent
FLOORS = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))["more_pages"]
PAGES = sorted((HERE / "more_pages").glob("*.txt"))


@cache
def read(path: Path) -> tuple[Story, dict[str, Any]]:
    """Return a page as it is parsed, and what its author says is in it."""
    text = path.read_text(encoding="utf-8")
    story = parse_story(Seed(path.name, path.stem, text), Sidecar())
    return story, json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))


def day(value: str | None) -> str | None:
    return value[:10] if value else None


def sentences(story: Story) -> list[str]:
    return [s.ar for block, s in story.body() if block.kind in ("paragraph", "item")]


def hits() -> dict[str, list[bool]]:
    pages = [read(path) for path in PAGES]
    bodies = [sentences(story) for story, _ in pages]
    return {
        "titles": [story.title.ar == page["title"] for story, page in pages],
        "published": [
            day(story.published.when.iso if story.published else None) == day(page["published"])
            for story, page in pages
        ],
        # A paragraph may be several sentences, and the dateline is no part of the first.
        "first": [
            page["paragraphs"][0].startswith(body[0])
            for (_, page), body in zip(pages, bodies, strict=True)
        ],
        "last": [
            page["paragraphs"][-1].endswith(body[-1])
            for (_, page), body in zip(pages, bodies, strict=True)
        ],
    }


@pytest.mark.parametrize("measure", FLOORS)
def test_measure_is_at_or_above_its_floor(measure: str) -> None:
    found = hits()[measure]
    wrong = [path.stem for path, hit in zip(PAGES, found, strict=True) if not hit]
    assert sum(found) / len(found) >= FLOORS[measure], wrong


def test_no_paragraph_is_set_aside() -> None:
    lost = [
        (path.stem, paragraph)
        for path in PAGES
        for paragraph in read(path)[1]["paragraphs"]
        if paragraph in {aside.text for aside in read(path)[0].set_aside}
    ]
    assert lost == []
