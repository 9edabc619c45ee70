"""The dated events found in the five seeds, against the gold made by reading them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from pelican.plugins.briefing.edition import Edition
from pelican.plugins.briefing.explain.matching import cite_sentence
from pelican.plugins.briefing.explain.same_event import Events
from pelican.plugins.briefing.explain.story_facts import dated_reports
from pelican.plugins.briefing.language.arabic import content_stems

HERE = Path(__file__).parent
FLOORS = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))["events"]

Told = tuple[str, int, str]
"""A seed, a line and a date: what an event is known by."""


def rows(name: str) -> list[tuple[str, dict[str, Any]]]:
    data = json.loads((HERE / "gold" / f"{name}.json").read_text(encoding="utf-8"))
    by_seed = data if name == "events" else data["events"]
    return [(seed, row) for seed, of_seed in by_seed.items() for row in of_seed]


@pytest.fixture(scope="module")
def found(edition: Edition) -> dict[Told, bool]:
    """Return each event found, and whether it is still to come."""
    lines = {
        (story.slug, block.id): block.line for story in edition.stories for block in story.blocks
    }
    # Every date, whatever it is about.
    events = Events({})
    for story in edition.stories:
        for sentence, when, _ in dated_reports(story, background=True):
            words = frozenset(content_stems(sentence.ar))
            events.add(when, cite_sentence(story, sentence), words)
    told = {}
    for event in events:
        for one, reading in zip(event.excerpts, event.readings, strict=True):
            line = lines[one.cite.slug, one.cite.sentence.partition("s")[0]]
            told[one.story.seed, line, reading.iso] = event.when.planned
    assert told
    return told


def test_events_are_found(found: dict[Told, bool]) -> None:
    wanted = [(seed, row["line"], row["date"]) for seed, row in rows("events")]
    missed = [one for one in wanted if one not in found]
    assert len(missed) <= (1 - FLOORS["recall"]) * len(wanted), missed


def test_what_is_found_is_an_event(found: dict[Told, bool]) -> None:
    known = {(s, r["line"], r["date"]) for name in ("events", "optional") for s, r in rows(name)}
    extra = [one for one in found if one not in known]
    assert len(extra) <= (1 - FLOORS["precision"]) * len(found), extra


def test_no_event_has_a_wrong_day(found: dict[Told, bool]) -> None:
    known = {(s, r["line"], r["date"]) for name in ("events", "optional") for s, r in rows(name)}
    days = {(seed, line) for seed, line, date in known if len(date) > len("2024-07")}
    wrong = [
        one
        for one in found
        if len(one[2]) > len("2024-07") and one not in known and (one[0], one[1]) in days
    ]
    assert wrong == []


def test_what_was_still_to_come_is_told_so(found: dict[Told, bool]) -> None:
    asked = [((s, r["line"], r["date"]), r["planned"]) for s, r in rows("events")]
    wrong = [one for one, planned in asked if one in found and found[one] != planned]
    assert len(wrong) <= (1 - FLOORS["planned"]) * len(asked), wrong
