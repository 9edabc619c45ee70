"""Figures, months and weekdays that are in one language and not in the other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain
from typing import NamedTuple

from ..language.arabic import fold
from ..language.english import Figures, english_figures, english_months, english_weekdays, lexicon
from ..language.lexicon import load
from ..model import Bilingual
from .arabic import arabic_figures, arabic_months, arabic_weekdays
from .details import as_spelled, as_written, only_in

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


def differing_figures(ar: str, en: str) -> Bilingual | None:
    """Return the figures that only one of the two texts has, ``None`` if there are none."""
    arabic, english = arabic_figures(ar), english_figures(en)
    lost = [as_written(shown_figure(value)) for value in _unanswered(arabic, english)]
    added = [as_written(shown_figure(value)) for value in _unanswered(english, arabic)]
    return only_in(lost, added)


def differing_dates(ar: str, en: str) -> Bilingual | None:
    """Return the months, weekdays and times ("last week") that differ, ``None`` if none do."""
    arabic, months = arabic_months(ar), english_months(en)
    # A month that one text names may be a figure of a date in the other (7/2024).
    lost = date_names("months", arabic - months - _months_in_figures(en))
    in_figures = _months_in_figures(ar) | _months_in_figures(ar, _DAY)
    added = date_names("months", months - arabic - in_figures)
    arabic, weekdays = arabic_weekdays(ar), english_weekdays(en)
    lost += date_names("weekdays", arabic - weekdays)
    # "Today" and "yesterday" may be told by their name.
    days = _told_times()[0] if len(weekdays) == 1 and not arabic else ()
    if not any(day.in_arabic.search(fold(ar)) for day in days):
        added += date_names("weekdays", weekdays - arabic)
    # With its date in English, a time may be told from another day.
    if not (months or weekdays or re.search(r"\b(?:19|20)\d\d\b", en)):
        for told, meant in _exchanged_times(ar, en):
            lost.append(told)
            added.append(as_written(meant))
    return only_in(lost, added)


class _ToldTime(NamedTuple):
    """A time told from today ("last week"): its English name, what finds it in either language."""

    name: str
    in_arabic: re.Pattern[str]
    in_english: re.Pattern[str]


@cache
def _told_times() -> list[list[_ToldTime]]:
    """Return the times told from today, in groups of those that exclude one another."""
    groups = []
    for listed in load("months")["told"]["times"]:
        group = []
        for arabic, english in listed:
            in_arabic = re.compile(rf"(?<!\w)[وفبل]?(?:{fold(arabic)})(?!\w)")
            in_english = re.compile(rf"\b(?:{english})\b", re.IGNORECASE)
            group.append(_ToldTime(english.split("|")[0], in_arabic, in_english))
        groups.append(group)
    return groups


@cache
def _any_told_time() -> re.Pattern[str]:
    times = chain.from_iterable(_told_times())
    return re.compile("|".join(time.in_english.pattern for time in times), re.IGNORECASE)


def _exchanged_times(ar: str, en: str) -> Iterator[tuple[Bilingual, str]]:
    """Yield the time that the Arabic tells, and the English words of another that stand for it."""
    # Nearly all texts tell none.
    if not _any_told_time().search(en):
        return
    for group in _told_times():
        meant = [time.name for time in group if time.in_english.search(en)]
        # One that only one language tells may be told by its date in the other.
        found = [(time.name, time.in_arabic.search(fold(ar))) for time in group if meant]
        told = {name: match.group() for name, match in found if match}
        if told and told.keys().isdisjoint(meant):
            name, written = next(iter(told.items()))
            yield Bilingual(as_spelled(written, ar), name), meant[0]


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


def date_names(section: str, numbers: frozenset[int]) -> list[Bilingual]:
    """Return the names of months or weekdays, in the order of the year or week."""
    if not numbers:
        return []
    # The lexicons have the usual names first.
    english = {number: word.capitalize() for word, number in reversed(lexicon(section).items())}
    if section == "months":
        arabic = dict(enumerate(load("months")["gregorian"], 1))
    else:
        arabic = dict(enumerate(load("months")["weekdays"]))
    return [Bilingual(arabic[number][0], english[number]) for number in sorted(numbers)]
