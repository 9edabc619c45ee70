"""What the parser finds in the five seeds, against a gold made by reading them twice.

gold/*.json was annotated from the articles alone, without a look at the parser; optional.json holds
what two readers may see differently: it counts neither as found nor as wrong.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from pelican.plugins.briefing.edition import Edition, Inputs
from pelican.plugins.briefing.editors.glossary import Glossary
from pelican.plugins.briefing.explain.story_facts import find_quotes
from pelican.plugins.briefing.language.arabic import fold
from pelican.plugins.briefing.language.numbers import find_numbers
from pelican.plugins.briefing.model import Quote, Story

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
    assert rows
    return rows


def is_right(wanted: dict[str, Any], found: Any) -> bool:  # noqa: ANN401 - a Mention or None
    if found is None:
        return False
    asked = (wanted["value"], wanted["end"], wanted["precision"])
    when = found.when
    return asked == ((when.iso, when.iso_end, when.precision) if when else (None, None, None))


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
        (seed, wanted["text"], found.when)
        for seed, wanted, found in time_rows(edition)
        if found and found.when and found.when.precision == "day"
        if found.when.iso != wanted["value"]
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
    assert rows
    return rows


def test_figures_are_right(edition: Edition) -> None:
    rows = figure_rows(edition)
    wrong = [(s, w["line"], w["text"], w["value"], w["qualifier"]) for s, w, hit in rows if not hit]
    assert len(wrong) <= (1 - FLOORS["figures"]) * len(rows), wrong


@pytest.fixture(scope="module")
def quotes(edition: Edition, inputs: Inputs) -> list[tuple[str, int, Quote]]:
    """Return every quotation of the seeds with its seed and line."""
    found = find_quotes(edition.stories, inputs.glossary)
    assert found
    return [
        (q.excerpt.story.seed, line_of(q.excerpt.story, q.excerpt.cite.sentence), q) for q in found
    ]


def is_same(quote: Quote, wanted: dict[str, Any], glossary: Glossary) -> bool:
    """Tell whether two names are one: the same entry of the glossary, or one the other's part."""
    found, glossary = quote.speaker, glossary.with_names(quote.excerpt.story.names)
    entry = glossary.entry_of(found.ar)
    if entry and {mention.entry for mention in glossary.mentions(wanted["speaker"])} == {entry}:
        return True
    words = [set(fold(name).split()) for name in (found.ar, wanted["speaker"])]
    return words[0] <= words[1] or words[1] <= words[0]


@pytest.mark.parametrize("direct", [True, False])
def test_speakers_are_right(
    quotes: list[tuple[str, int, Quote]],
    inputs: Inputs,
    direct: bool,  # noqa: FBT001 - a case
) -> None:
    rows = [(seed, w) for seed, ws in gold("quotes").items() for w in ws if w["direct"] == direct]
    wrong = [
        (seed, wanted["line"], wanted["speaker"])
        for seed, wanted in rows
        if not any(
            (at, line) == (seed, wanted["line"]) and is_same(q, wanted, inputs.glossary)
            for at, line, q in quotes
        )
    ]
    assert rows
    floor = FLOORS["direct_speakers" if direct else "reported_speakers"]
    assert len(wrong) <= (1 - floor) * len(rows), wrong


def test_no_speaker_is_invented(quotes: list[tuple[str, int, Quote]], inputs: Inputs) -> None:
    known = [gold("quotes"), gold("optional")["quotes"]]
    wrong = [
        (seed, line, quote.speaker.ar)
        for seed, line, quote in quotes
        if not any(
            wanted["line"] == line and is_same(quote, wanted, inputs.glossary)
            for rows in known
            for wanted in rows.get(seed, [])
        )
    ]
    assert len(wrong) <= (1 - FLOORS["speakers_not_invented"]) * len(quotes), wrong
