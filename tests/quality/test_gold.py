"""What the parser finds in the five seeds, against a gold made by reading them twice.

gold/*.json was annotated from the articles alone, without a look at the parser; optional.json holds
what two readers may see differently: it counts neither as found nor as wrong.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from briefing.model import Edition, Story
from briefing.parse.arabic import fold
from briefing.parse.numbers import find_numbers

HERE = Path(__file__).parent
FLOORS = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))["gold"]
CLOSE = 0.01
"""Fractions in words are compared to two decimals."""


def gold(name: str) -> dict[str, list[dict[str, Any]]]:
    return json.loads((HERE / "gold" / f"{name}.json").read_text(encoding="utf-8"))


def by_seed(edition: Edition) -> dict[str, Story]:
    return {story.seed: story for story in edition.stories}


def overlaps(first: str, second: str) -> bool:
    a, b = fold(first), fold(second)
    return a in b or b in a


def line_of(story: Story, sentence: str) -> int:
    block = sentence.partition("s")[0]
    return next(b.line for b in story.blocks if b.id == block)


def body_lines(story: Story) -> set[int]:
    return {block.line for block in story.blocks}


def time_rows(edition: Edition) -> list[tuple[str, dict[str, Any], Any]]:
    """Return each gold expression of a body line with the expression found there, or ``None``."""
    rows = []
    for seed, expressions in gold("times").items():
        story = by_seed(edition)[seed]
        free = list(story.times)
        for wanted in expressions:
            if wanted["line"] not in body_lines(story):
                continue
            found = next(
                (
                    ref
                    for ref in free
                    if line_of(story, ref.sentence) == wanted["line"]
                    and overlaps(ref.text, wanted["text"])
                ),
                None,
            )
            if found:
                free.remove(found)
            rows.append((seed, wanted, found))
    return rows


def is_right(wanted: dict[str, Any], found: Any) -> bool:  # noqa: ANN401 - a TimeRef or None
    if found is None:
        return False
    asked = (wanted["value"], wanted["end"], wanted["precision"])
    return asked == (found.value, found.end, found.precision)


def test_times_are_found(edition: Edition) -> None:
    rows = time_rows(edition)
    missed = [(s, w["line"], w["text"]) for s, w, found in rows if found is None]
    assert len(missed) <= (1 - FLOORS["times_found"]) * len(rows), missed


def test_times_are_resolved(edition: Edition) -> None:
    rows = time_rows(edition)
    wrong = [(s, w["line"], w["text"], w["value"], f) for s, w, f in rows if not is_right(w, f)]
    assert len(wrong) <= (1 - FLOORS["times_right"]) * len(rows), wrong


def test_no_time_is_resolved_wrongly_to_a_day(edition: Edition) -> None:
    wrong = [
        (seed, wanted["text"], found.value)
        for seed, wanted, found in time_rows(edition)
        if found and found.precision == "day" and found.value != wanted["value"]
    ]
    assert wrong == []


def test_nothing_is_found_that_is_no_time(edition: Edition) -> None:
    optional = gold("optional")["times"]
    extra = []
    for seed, story in by_seed(edition).items():
        known = [*gold("times")[seed], *optional.get(seed, [])]
        extra += [
            (seed, ref.text)
            for ref in story.times
            if not any(overlaps(ref.text, one["text"]) for one in known)
        ]
    assert extra == []


def figure_rows(edition: Edition) -> list[tuple[str, dict[str, Any], bool]]:
    """Return each gold figure of a body line, and whether its value was found on that line."""
    rows = []
    for seed, figures in gold("figures").items():
        story = by_seed(edition)[seed]
        for wanted in figures:
            sentences = [
                s.ar for b in story.blocks if b.line == wanted["line"] for s in b.sentences
            ]
            numbers = [n for text in sentences for n in find_numbers(text)]
            hit = any(
                abs(n.value - wanted["value"]) < CLOSE and n.qualifier == wanted["qualifier"]
                for n in numbers
            )
            if wanted["line"] in body_lines(story):
                rows.append((seed, wanted, hit))
    return rows


def test_figures_are_right(edition: Edition) -> None:
    rows = figure_rows(edition)
    wrong = [(s, w["line"], w["text"], w["value"], w["qualifier"]) for s, w, hit in rows if not hit]
    assert len(wrong) <= (1 - FLOORS["figures"]) * len(rows), wrong


def quote_hits(edition: Edition) -> list[tuple[str, dict[str, Any], bool]]:
    """Return each gold quotation in prose, and whether its speaker is the one the site names."""
    quotes = edition.explainers[0].quotes
    rows = []
    for seed, wanted_list in gold("quotes").items():
        story = by_seed(edition)[seed]
        of_story = [q for q in quotes if q.excerpt.story.seed == seed]
        for wanted in wanted_list:
            here = [
                q for q in of_story if line_of(story, q.excerpt.cite.sentence) == wanted["line"]
            ]
            hit = any(overlaps(q.speaker.ar.split()[-1], wanted["speaker"]) for q in here)
            rows.append((seed, wanted, hit))
    return rows


@pytest.mark.parametrize("direct", [True, False])
def test_speakers_are_right(edition: Edition, direct: bool) -> None:  # noqa: FBT001 - a case
    rows = [row for row in quote_hits(edition) if row[1]["direct"] == direct]
    wrong = [(s, w["line"], w["speaker"]) for s, w, hit in rows if not hit]
    floor = FLOORS["direct_speakers" if direct else "reported_speakers"]
    assert len(wrong) <= (1 - floor) * len(rows), wrong
