"""Figures, months and weekdays that are in one language and not in the other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain

from ..language.arabic import fold
from ..language.english import Figures, english_figures, english_months, english_weekdays, lexicon
from ..language.lexicon import load
from .arabic import arabic_figures, arabic_months, arabic_weekdays
from .exclusive_words import only_in

ROUNDING = 0.006
"""Share by which 4.98 million and 5 million may differ and still be one figure."""
LARGE = 10_000
"""Smaller figures are not rounded by translators, and are shown without separators."""
FIRST_YEAR = 1500
LAST_YEAR = 2100
"""Between them a figure may be a year of a decade: ``الثمانينيات`` are the 80s or the 1980s."""

_DATE = re.compile(
    r"(?<![\d/])\d\d?(?:[-/.]\d\d?[-/.]|[-/])\d{4}(?!\d)"
    r"|(?<!\d)\d{4}(?:[-/.]\d\d?[-/.]|/)\d\d?(?!\d)"
)
"""A date in figures with its year."""
_DAY = re.compile(r"(?<![\d/.])\d\d?/\d\d?(?![\d/.])")
"""A day and its month in figures; in English they may be a month and its day."""


def differing_figures(ar: str, en: str) -> str | None:
    """Return the figures that only one of the two texts has, ``None`` if there are none."""
    arabic, english = arabic_figures(ar), english_figures(en)
    lost = [shown_figure(value) for value in _unanswered(arabic, english)]
    added = [shown_figure(value) for value in _unanswered(english, arabic)]
    return only_in(lost, added)


@cache
def _told_times() -> tuple[
    list[list[tuple[str, re.Pattern[str], re.Pattern[str]]]], re.Pattern[str]
]:
    """Return the times told from today ("last week") that exclude one another, in groups.

    Each has its English name, and what finds it in folded Arabic and in English. Besides comes what
    finds any of them in English.
    """
    groups = []
    for group in load("months")["told"]["times"]:
        forms = []
        for arabic, english in group:
            in_arabic = re.compile(rf"(?<!\w)[وفبل]?(?:{fold(arabic)})(?!\w)")
            in_english = re.compile(rf"\b(?:{english})\b", re.IGNORECASE)
            forms.append((english.split("|")[0], in_arabic, in_english))
        groups.append(forms)
    patterns = [english.pattern for _, _, english in chain.from_iterable(groups)]
    return groups, re.compile("|".join(patterns), re.IGNORECASE)


def differing_dates(ar: str, en: str) -> str | None:
    """Return the months, weekdays and times ("last week") that differ, ``None`` if none do."""
    arabic, months = arabic_months(ar), english_months(en)
    # A month that one text names may be a figure of a date in the other (7/2024).
    lost = date_names("months", arabic - months - _months_in_figures(en))
    in_figures = _months_in_figures(ar) | _months_in_figures(ar, _DAY)
    added = date_names("months", months - arabic - in_figures)
    arabic, english = arabic_weekdays(ar), english_weekdays(en)
    lost += date_names("weekdays", arabic - english)
    added += date_names("weekdays", english - arabic)
    folded = fold(ar)
    # With its date in English, a time may be told from another day.
    is_dated = english or months or re.search(r"\b(?:19|20)\d\d\b", en)
    # Nearly all texts tell none.
    groups, any_time = _told_times()
    for group in groups if not is_dated and any_time.search(en) else ():
        told = [name for name, arabic_form, _ in group if arabic_form.search(folded)]
        meant = [name for name, _, english_form in group if english_form.search(en)]
        # One that only one language tells may be told by its date in the other.
        if told and meant and set(told).isdisjoint(meant):
            lost.append(told[0])
            added.append(meant[0])
    return only_in(lost, added)


def _months_in_figures(text: str, dates: re.Pattern[str] = _DATE) -> frozenset[int]:
    """Return the numbers of the dates that a text has in figures: some may be months."""
    parts = chain.from_iterable(re.split("[-/.]", date) for date in dates.findall(text))
    return frozenset(map(int, parts))


def _unanswered(figures: Figures, others: Figures) -> Iterator[float]:
    """Yield the figures one text states outright that the other has in no form."""
    answers = others.all().union(second for _, second in others.bare)
    # Loose numbers may answer, and are not asked for: "one of them" is "بعضهم", too.
    for value in sorted(figures.digits | figures.words):
        readings = (value, dict(figures.bare).get(value, value))
        if not any(_is_same(one, answer) for answer in answers for one in readings):
            yield value


def _is_same(value: float, answer: float) -> bool:
    """Tell whether two texts mean one figure by these."""
    small, large = sorted((value, answer))
    rounded = large - small <= ROUNDING * large and small > LARGE
    # The 80s are 80 in one language and 1980 in the other.
    is_decade = large % 100 == small and small % 10 == 0
    return small == large or rounded or (is_decade and FIRST_YEAR <= large <= LAST_YEAR)


def shown_figure(value: float) -> str:
    """Return a figure as messages show it, with the thousands of a large one set off."""
    # A run of hundreds of digits is read as infinite, which is no whole number.
    return f"{value:,.0f}" if value.is_integer() and value >= LARGE else f"{value:g}"


def date_names(section: str, numbers: frozenset[int]) -> list[str]:
    """Return the English names of months or weekdays, in the order of the year or week."""
    # The lexicon has full names first, then their short forms.
    words = reversed(lexicon(section).items()) if numbers else ()
    names = {number: word.capitalize() for word, number in words}
    return [names[number] for number in sorted(numbers)]
