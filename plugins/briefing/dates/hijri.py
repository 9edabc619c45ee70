"""Hijri dates as the days of the common calendar they stand for.

By the Umm al-Qura calendar (`hijridate`), in civil use in Saudi Arabia; where months begin by
sighting, a day may differ by one. A date without its year is left open.
"""

from __future__ import annotations

import re
from functools import cache

from hijridate import Hijri

from ..language.lexicon import load
from .months import key
from .resolve import Absolute, Context, Value
from .when import day, month, year

MONTHS_A_YEAR = 12


@cache
def _numbers() -> dict[str, int]:
    rows = load("months")["hijri"]
    return {key(name): number for number, row in enumerate(rows, 1) for name in row}


def hijri_date(match: re.Match[str], _: Context) -> Value:
    """Resolve ``13 رمضان 1443هـ`` to its day, a month to its months, a year to its years."""
    groups = match.groupdict()
    if not groups.get("hy"):
        return None
    number = _numbers()[" ".join(groups["hm"].split())] if groups.get("hm") else None
    try:
        return _value(int(groups["hy"]), number, int(groups["hd"]) if groups.get("hd") else None)
    except (ValueError, OverflowError):
        return None


def _value(in_year: int, in_month: int | None, on_day: int | None) -> Value:
    """Return the value of a Hijri date; raise `ValueError` if there is no such date."""
    if in_month and on_day:
        return Absolute(day(Hijri(in_year, in_month, on_day).to_gregorian()))
    first = Hijri(in_year, in_month or 1, 1).to_gregorian()
    end = Hijri(in_year, in_month or MONTHS_A_YEAR, 1)
    last = Hijri(end.year, end.month, end.month_length()).to_gregorian()
    if in_month:
        return Absolute(month(first.year, first.month)), Absolute(month(last.year, last.month))
    return Absolute(year(first.year)), Absolute(year(last.year))
