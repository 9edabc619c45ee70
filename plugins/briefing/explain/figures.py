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
from ..model import Figure, FigureValue, Story
from .analysis import Analysis
from .matching import citable, cite_sentence, has_any, matches
from .page import FiguresSection

WINDOW = 40
"""Characters behind a number in which its counted noun and place stand."""
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
            cites = (*known.excerpts, *reading.excerpts) if known else reading.excerpts
            values[key] = replace(reading, excerpts=cites)
    return Figure(spec.id, spec.text, spec.unit, tuple(sorted(values.values(), key=_oldest_first)))


def _oldest_first(reading: FigureValue) -> tuple[str, float, str]:
    return reading.as_of.iso if reading.as_of else "", reading.value, reading.qualifier or ""


def _readings(spec: FigureSpec, story: Story) -> Iterator[FigureValue]:
    for _, sentence in citable(story):
        if spec.match and not matches(sentence.ar, spec.match):
            continue
        for number, following, before in _with_context(sentence.ar):
            if _counts(spec, following, before):
                day = None if spec.once else _as_of(story, sentence.id, number, sentence.ar)
                cite = cite_sentence(story, sentence)
                yield FigureValue(number.value, number.qualifier, day, (cite,))


def _with_context(text: str) -> Iterator[tuple[Number, str, str]]:
    numbers = find_numbers(text)
    for i, number in enumerate(numbers):
        after = numbers[i + 1].start if i + 1 < len(numbers) else len(text)
        following = text[number.end : min(after, number.end + WINDOW)]
        before = text[max(0, number.start - BACK) : number.start]
        yield number, re.split(r"[،؛.]", following)[0], before


def _counts(spec: FigureSpec, following: str, before: str) -> bool:
    counted = has_any(" ".join(following.split()[:2]), spec.nouns)
    here = not spec.near or has_any(following, spec.near)
    return counted and here and not has_any(before, spec.exclude)


def _as_of(story: Story, sentence_id: str, number: Number, text: str) -> When | None:
    """Return the day a figure held: the time told of if the text says "then", else publication."""
    around = fold(text[max(0, number.start - 2 * BACK) : number.end + WINDOW])
    if any(fold(mark) in around for mark in load("events")["then"]):
        told = [t for t in story.times if t.sentence == sentence_id and t.start < number.start]
        if told and told[-1].when:
            return told[-1].when
    return story.published.when.without_clock() if story.published else None


def figures_section(analysis: Analysis) -> FiguresSection | None:
    """Return the figures that have a reading, ``None`` if none has."""
    return FiguresSection(analysis.figures) if analysis.figures else None
