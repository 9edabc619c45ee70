"""Pages in HTML in the manner of Arabic outlets, as served and as copied: what is read of them.

They were written for what real pages of outlets have and pages of ours had not: dates above the
headline or in Greenwich's time, captions between title and text, polls, tickers, rules for readers.
What is not read right yet is among them, so that the floors have room to rise.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from pelican.plugins.briefing.editors.sidecar import Sidecar
from pelican.plugins.briefing.formats.file_types import decode
from pelican.plugins.briefing.formats.visible_text import visible_runs
from pelican.plugins.briefing.model import Seed, Story
from story_support import parse_story

HERE = Path(__file__).parent
FLOORS = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))["html_pages"]
PAGES = sorted((HERE / "html_pages").glob("*.html"))


def seed_of(path: Path, form: str) -> Seed:
    """Return a page as it is served, or its text as a browser copies it."""
    if form == "html":
        return decode(path.name, path.read_bytes())
    tree = html.document_fromstring(path.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))
    text = "\n".join(run.text for run in visible_runs(tree.find("body")))
    return Seed(f"{path.stem}.txt", path.stem, text)


def read(story: Story) -> dict[str, str | None]:
    """Return title, day, first and last sentence of a story."""
    body = [s.ar for block, s in story.body() if block.kind in ("paragraph", "item")]
    day = story.published.when.iso[:10] if story.published else None
    return {"title": story.title.ar, "day": day, "first": body[0], "last": body[-1]}


@cache
def wrong(form: str) -> dict[str, list[str]]:
    """Return the pages that are read otherwise than they are, by what of them is."""
    found: dict[str, list[str]] = {"title": [], "day": [], "first": [], "last": []}
    for path in PAGES:
        truth: dict[str, Any] = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        if form == "text":
            truth["day"] = truth.get("text_day", truth["day"])
        story = parse_story(seed_of(path, form), Sidecar())
        for name, value in read(story).items():
            if value != truth[name]:
                found[name].append(path.stem)
    return found


@pytest.mark.parametrize("form", ["html", "text"])
@pytest.mark.parametrize("name", ["title", "day", "first", "last"])
def test_measure_is_at_or_above_its_floor(form: str, name: str) -> None:
    missed = wrong(form)[name]
    assert 1 - len(missed) / len(PAGES) >= FLOORS[form][name], missed
