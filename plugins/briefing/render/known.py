"""What is known of a story in English without a translation: names, dates and figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..dates.when import When
from ..editors.glossary import Entry, Glossary
from ..language.stated import stated_numbers
from ..model import ENTRY_KINDS, EntryKind, Sentence, Story

SMALLEST_FIGURE = 10
"""Smaller numbers are mostly part of how a sentence is said."""
YEARS = range(1900, 2101)
"""Numbers that stand for themselves as dates where no time expression is read."""
REACH = 24
"""Characters after a number in which what it counts begins."""


@dataclass(frozen=True, slots=True)
class KnownFigure:
    """A number as a reader can use it: its value, what it counts if the glossary has it, where."""

    value: float
    percent: bool
    qualifier: str | None
    counted: str | None
    sentence: str


@dataclass(frozen=True, slots=True)
class Known:
    """Entries by kind and dates, with the id of the first sentence that names each; the figures."""

    names: Mapping[EntryKind, tuple[tuple[Entry, str], ...]]
    dates: tuple[tuple[When, str], ...]
    figures: tuple[KnownFigure, ...]


def known_of(story: Story, glossary: Glossary) -> Known:
    """Return what glossary, dates and figures tell of a story, each in order of appearance."""
    first: dict[str, str] = {}
    glossary = glossary.with_names(story.names)
    for sentence in story.segments():
        for mention in glossary.mentions(sentence.ar):
            first.setdefault(mention.entry.id, sentence.id)
    # The page lists the kinds one after another, so each of them has its place, filled or not.
    names: dict[EntryKind, list[tuple[Entry, str]]] = {kind: [] for kind in ENTRY_KINDS}
    for entry_id, sentence_id in first.items():
        entry = glossary.entries[entry_id]
        names[entry.kind].append((entry, sentence_id))
    dates: dict[When, str] = {}
    spans: dict[str, list[range]] = {}
    for time in story.times:
        spans.setdefault(time.sentence, []).append(range(time.start, time.end))
        if time.when:
            dates.setdefault(time.when.as_shown(), time.sentence)
    figures: list[KnownFigure] = []
    for sentence in story.segments():
        if sentence.lang == "ar":
            figures += _figures(sentence, glossary, spans.get(sentence.id, ()))
    by_kind = {kind: tuple(entries) for kind, entries in names.items()}
    return Known(by_kind, tuple(dates.items()), tuple(figures))


def _figures(
    sentence: Sentence, glossary: Glossary, dates: Sequence[range]
) -> Iterator[KnownFigure]:
    """Yield the numbers of a sentence that tell something of their own, outside its dates."""
    for number in stated_numbers(sentence.ar):
        # What is feared, expected or of two readings is not known.
        if not number.is_count or any(number.start in date for date in dates):
            continue
        is_year = number.value in YEARS and not number.qualifier
        if not number.percent and (number.value < SMALLEST_FIGURE or is_year):
            continue
        # What is counted is the term right after the number; further on it counts something else.
        following = sentence.ar[number.end : number.end + REACH]
        mentions = glossary.mentions(following)
        at_once = bool(mentions) and not following[: mentions[0].start].strip()
        counted = mentions[0].entry.name.en if at_once else None
        yield KnownFigure(number.value, number.percent, number.qualifier, counted, sentence.id)
