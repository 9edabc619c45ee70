"""The kinds of time expressions: a table of patterns over folded text, each with its resolver."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from ..lexicon import load
from . import time_resolvers as to
from .months import alternatives, key, month_pattern, ordinal_numbers
from .numbers import number_pattern

START = r"(?<!\w)(?:[وف]?[بلك]?)(?P<t>"
"""A word start, with the conjunction and preposition that may be written onto it."""
END = r")(?!\w)"
YEAR = r"(?:1[0-9]\d\d|20\d\d)(?!\s*ه(?!\w))"
MODERN_YEAR = r"(?:19|20)\d\d(?!\s*ه(?!\w))"
YEAR_WORD = r"(?:ال)?(?:عام|سنه)"
IN_YEAR = rf"(?:[\s،,]+(?:من\s+)?(?:ل?{YEAR_WORD}\s+)?(?P<y>{YEAR}))"
DAY = r"(?P<d>[0-3]?\d)"
SEPARATOR = r"\s?[/.\-]\s?"


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of expression: its pattern, with the expression itself as group ``t``."""

    name: str
    pattern: re.Pattern[str]
    resolve: Callable[[re.Match[str], to.Context], to.Value]


def _words(*path: str) -> str:
    """Return a pattern of the words of lexicon lists, named ``section`` or ``section.list``."""
    table = load("months")
    names: list[str] = []
    for step in path:
        section, _, name = step.partition(".")
        names += table[section][name] if name else [n for row in table[section] for n in row]
    return alternatives(names)


def _not_behind(words: list[str]) -> str:
    """Return a pattern that holds where none of the words stands right before."""
    return "".join(rf"(?<!{re.escape(key(word))}\s)" for word in words)


def _blocks() -> dict[str, str]:
    """Return the pieces the patterns below are made of."""
    directed = _words("direction.past", "direction.present", "direction.future")
    weekdays = rf"(?:يوم\s+)?(?:{_words('weekdays')})"
    names = load("months")["names"]
    in_same_year = rf"\s+من\s+{YEAR_WORD}\s+(?P<ys>{_words('direction.same')})"
    in_directed_year = rf"\s+من\s+{YEAR_WORD}\s+(?P<yd>{directed})"
    units = [f"counted.{unit}" for unit in load("months")["counted"]]
    return {
        "month": rf"(?P<m>{month_pattern()})",
        "ordinal": rf"(?P<o>{alternatives(ordinal_numbers())})",
        "weekday": rf"(?:يوم\s+)?(?P<wd>{_words('weekdays')})",
        "weekday_before": rf"(?:{weekdays}[\s،,]+(?:الموافق\s+)?(?:في\s+)?)?",
        "of_month": r"\s+(?:من\s+)?(?:شهر\s+)?",
        "same": rf"(?:{_words('direction.same')})",
        "part": rf"(?:(?:{_words('part.words')})\s+(?:شهر\s+)?)?",
        "way": rf"(?P<dir>{directed})",
        "year_after": rf"(?:{IN_YEAR}|{in_directed_year}|{in_same_year}|\s+(?P<dir>{directed}))?",
        "unit": rf"(?P<u>{_words(*(f'unit.{unit}' for unit in load('months')['unit']))})",
        "about": rf"(?:(?:{_words('span.counts')})\s+)?",
        "number": rf"(?P<n>{number_pattern()})",
        "counted": rf"(?P<c>{_words(*units)})",
        "opening": rf"(?P<way>{_words('span.openings')})",
        "recent": rf"(?:{_words('recent.periods')})\s+(?:{_words('recent.words')})",
        "today": rf"(?P<w>{alternatives(w for w, n in load('months')['today'].items() if n)})",
        "two_days": rf"(?:يومي\s+)?{DAY}\s*(?:-|و|الي|حتي)\s*(?P<d2>[0-3]?\d)",
        "parts": rf"(?:{_words('part.words')})",
        "season": rf"(?P<s>{alternatives(load('months')['seasons'])})",
        "decade": rf"(?P<decade>{alternatives(load('months')['decades'])})",
        "hijri": alternatives(name for row in load("months")["hijri"] for name in row),
        "not_general": _not_behind(names["general"]),
        "not_counted": _not_behind(names["counted_by"]),
        "follower": rf"(?:{_words('bare_year.followers')})",
    }


@cache
def rules() -> tuple[Rule, ...]:
    """Return every kind of expression; where two match at one place, the longer match wins."""
    b = _blocks()
    table: tuple[tuple[str, str, Callable[[re.Match[str], to.Context], to.Value]], ...] = (
        ("ymd", rf"(?P<y>{YEAR}){SEPARATOR}(?P<mm>\d\d?){SEPARATOR}(?P<d>\d\d?)", to.numeric),
        ("dmy", rf"(?P<d>\d\d?){SEPARATOR}(?P<mm>\d\d?){SEPARATOR}(?P<y>{YEAR})", to.numeric),
        ("english", rf"{b['month']}\s+(?P<d>\d\d?),?\s+(?P<y>{YEAR})", to.english_date),
        (
            "day month",
            rf"{b['weekday_before']}{DAY}{b['of_month']}{b['month']}{b['year_after']}",
            to.day_in_month,
        ),
        (
            "ordinal month",
            rf"{b['weekday_before']}{b['ordinal']}{b['of_month']}{b['month']}{b['year_after']}",
            to.day_in_month,
        ),
        (
            "day range",
            rf"{b['two_days']}{b['of_month']}{b['month']}{b['year_after']}",
            to.day_range,
        ),
        ("years", rf"(?:عامي|سنتي)\s+(?P<y>{YEAR})\s+و\s?(?P<y2>{YEAR})", to.year_range),
        (
            "day of same month",
            rf"(?:{b['ordinal']}|{DAY})\s+من\s+الشهر\s+{b['same']}",
            to.day_of_same_month,
        ),
        ("same month", rf"الشهر\s+{b['same']}{IN_YEAR}?", to.same_month),
        ("month", rf"{b['part']}(?:شهر\s+)?{b['month']}{b['year_after']}", to.one_month),
        ("year range", rf"(?:{YEAR_WORD}\s+)?(?P<y>{YEAR})\s?-\s?(?P<y2>{YEAR})", to.year_range),
        ("hijri", rf"(?:\d\d?\s+)?(?:{b['hijri']})(?:\s+1[34]\d\d)?(?:\s*ه)?", to.unresolved),
        ("hijri year", rf"{YEAR_WORD}\s+1[34]\d\d\s*ه", to.unresolved),
        ("year", rf"{b['not_general']}{b['part']}{YEAR_WORD}\s+(?P<y>{YEAR})", to.one_year),
        (
            "bare year",
            rf"{b['not_counted']}(?P<y>{MODERN_YEAR})(?=\s+(?:{b['follower']}\s|و)|\s*[،,.؛)]|$)",
            to.one_year,
        ),
        ("relative", rf"{b['part']}{b['unit']}\s+{b['way']}", to.relative_period),
        ("this", rf"هذ[اه]\s+{b['unit']}", to.relative_period),
        ("part of this", rf"{b['parts']}\s+{b['unit']}", to.relative_period),
        ("recent", b["recent"], to.unresolved),
        (
            "vague span",
            rf"{b['opening']}\s+(?:{_words('vague.nouns')})(?:\s+(?:{_words('vague.lengths')}))?",
            to.unresolved,
        ),
        ("hours later", rf"بعد\s+ذلك\s+ب(?:{_words('vague.plurals')})", to.unresolved),
        ("uncounted", rf"(?:{_words('vague.plurals')})", to.unresolved),
        (
            "english relative",
            r"(?:later\s+|earlier\s+)?(?:this|last)\s+(?:week|month|year)",
            to.unresolved,
        ),
        ("today in a quotation", r"(?<=[“\"«])اليوم", to.unresolved),
        ("season", rf"{b['season']}\s+(?:{YEAR_WORD}\s+)?(?P<y>{YEAR})", to.season),
        ("decade", rf"{b['part']}{b['decade']}", to.one_decade),
        ("today", rf"(?P<w>اليوم)\s+(?:{_words('weekdays')})", to.near_day),
        ("near day", rf"{b['today']}(?:\s+(?:{_words('weekdays')}))?", to.near_day),
        ("weekday", rf"{b['weekday']}(?:\s+{b['way']})?", to.weekday),
        (
            "span",
            rf"{b['opening']}\s+{b['about']}(?:{b['number']}\s+)?{b['counted']}(?!\s+\d)",
            to.span,
        ),
        ("duration", rf"{b['about']}{b['number']}\s+{b['counted']}", to.unresolved),
    )
    return tuple(Rule(name, re.compile(START + text + END), to_do) for name, text, to_do in table)
