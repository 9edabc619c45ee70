"""What is known of a story in English without a translation: names by the glossary, and figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..editors.glossary import ENTRY_KINDS, Entry, EntryKind, Glossary
from ..language.numbers import Number, find_numbers
from ..model import Sentence, Story

SMALLEST_FIGURE = 10
"""Smaller numbers are mostly part of how a sentence is said."""
YEARS = range(1900, 2101)
"""Numbers that stand for themselves as dates; the story's dates are shown elsewhere."""
REACH = 24
"""Characters behind a number in which what it counts begins."""


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
    """Entries by kind with the id of the first sentence that names each, and the figures."""

    names: Mapping[EntryKind, tuple[tuple[Entry, str], ...]]
    figures: tuple[KnownFigure, ...]


def known_of(story: Story, glossary: Glossary) -> Known:
    """Return what the glossary and the figures tell of a story, each in order of appearance."""
    first: dict[str, str] = {}
    for sentence in story.segments():
        for mention in glossary.mentions(sentence.ar):
            first.setdefault(mention.entry.id, sentence.id)
    entries = [(glossary.entries[entry], place) for entry, place in first.items()]
    names = {kind: tuple(e for e in entries if e[0].kind == kind) for kind in ENTRY_KINDS}
    figures = (f for s in story.segments() if s.lang == "ar" for f in _figures(s, glossary))
    return Known(names, tuple(figures))


def _figures(sentence: Sentence, glossary: Glossary) -> Iterator[KnownFigure]:
    for number in find_numbers(sentence.ar):
        if _tells(number):
            counted = _counted(sentence.ar[number.end : number.end + REACH], glossary)
            yield KnownFigure(number.value, number.percent, number.qualifier, counted, sentence.id)


def _tells(number: Number) -> bool:
    is_year = number.value in YEARS and not number.qualifier
    return number.percent or (number.value >= SMALLEST_FIGURE and not is_year)


def _counted(behind: str, glossary: Glossary) -> str | None:
    """Return the English of the term right behind a number, ``None`` if the glossary has none."""
    found = glossary.mentions(behind)
    at_once = bool(found) and not behind[: found[0].start].strip()
    return found[0].entry.name.en if at_once else None
