"""Quantities followed over time and across sources."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..dates.when import When
from ..editors.topics import FigureSpec
from ..language.arabic import fold
from ..language.lexicon import load
from ..language.numbers import Number, find_numbers
from ..model import Figure, FigureValue, Sentence, Story
from .analysis import Analysis
from .matching import citable, cite_sentence, has_any, matches
from .page import FiguresSection

WINDOW = 40
"""Characters after a number in which its counted noun and place stand."""
BACK = 30
"""Characters before a number in which an excluding word stands."""


def follow(spec: FigureSpec, stories: Sequence[Story]) -> Figure:
    """Return the readings of one quantity, oldest first; equal readings of one day are merged."""
    values: dict[tuple[object, ...], FigureValue] = {}
    for story in stories:
        for reading in _readings(spec, story):
            day = reading.as_of
            as_of = (day.iso, day.iso_end, day.part) if day else None
            key = (reading.value, reading.qualifier, as_of)
            known = values.get(key)
            # Sources that give one value for one day are one reading with several citations.
            cites = (*known.excerpts, *reading.excerpts) if known else reading.excerpts
            values[key] = replace(reading, excerpts=cites)
    oldest_first = sorted(
        values.values(),
        key=lambda reading: (
            reading.as_of.iso if reading.as_of else "",
            reading.value,
            reading.qualifier or "",
        ),
    )
    return Figure(spec.id, spec.text, spec.unit, tuple(oldest_first))


def _readings(spec: FigureSpec, story: Story) -> Iterator[FigureValue]:
    """Yield the numbers of one story that count what a figure counts."""
    for _, sentence in citable(story):
        if spec.match and not matches(sentence.ar, spec.match):
            continue
        numbers = find_numbers(sentence.ar)
        for place, number in enumerate(numbers):
            # A quarter of the soldiers is no number of soldiers.
            if number.percent:
                continue
            # What is counted stands between a number and the next one, in its own clause.
            next_start = numbers[place + 1].start if place + 1 < len(numbers) else len(sentence.ar)
            window = sentence.ar[number.end : min(next_start, number.end + WINDOW)]
            following = re.split(r"[،؛.]", window)[0]
            before = sentence.ar[max(0, number.start - BACK) : number.start]
            # An adjective may come between a number and its noun, seldom more.
            counts = has_any(" ".join(following.split()[:2]), spec.nouns)
            is_here = not spec.near or has_any(following, spec.near)
            if counts and is_here and not has_any(before, spec.exclude):
                day = None if spec.once else _as_of(story, sentence, number)
                cite = cite_sentence(story, sentence)
                yield FigureValue(number.value, number.qualifier, day, (cite,))


def _as_of(story: Story, sentence: Sentence, number: Number) -> When | None:
    """Return the day a figure held: the time told of if the text says "then", else publication."""
    around = fold(sentence.ar[max(0, number.start - 2 * BACK) : number.end + WINDOW])
    if any(fold(mark) in around for mark in load("events")["then"]):
        # "Then" points back, to the last date before the number.
        before = [t for t in story.times if t.sentence == sentence.id and t.start < number.start]
        if before and before[-1].when:
            return before[-1].when
    return story.published.when.without_clock() if story.published else None


def figures_section(analysis: Analysis) -> FiguresSection | None:
    """Return the figures that have a reading, ``None`` if none has."""
    return FiguresSection(analysis.figures) if analysis.figures else None
