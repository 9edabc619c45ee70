"""Dates of the Hijri calendar as the days of the common one that they are.

By the Umm al-Qura calendar (`hijridate`), in civil use in Saudi Arabia; where months begin by
sighting, a day may differ by one. The year of the common calendar is worked out, never stated.
"""

from __future__ import annotations

import re

from hijridate import Hijri

from .resolve import Context, Value
from .vocabulary import row_numbers
from .when import day, month, year

MONTHS_OF_A_YEAR = 12


def hijri_date(match: re.Match[str], _: Context) -> Value:
    """Resolve ``13 رمضان 1443هـ`` to its day, a month to its months, a year to its years.

    ``None`` without a year, or for one outside the calendar's tables: `hijridate` raises
    `OverflowError` for those, which leaves the expression open, too.
    """
    groups = match.groupdict()
    if not groups.get("hy"):
        return None
    in_year = int(groups["hy"])
    number = row_numbers("hijri")[" ".join(groups["hm"].split())] if groups.get("hm") else None
    if number and groups.get("hd"):
        return day(Hijri(in_year, number, int(groups["hd"])).to_gregorian())

    # A Hijri month or year lies across two of the common calendar's, mostly.
    last_month = Hijri(in_year, number or MONTHS_OF_A_YEAR, 1)
    first = Hijri(in_year, number or 1, 1).to_gregorian()
    last = Hijri(last_month.year, last_month.month, last_month.month_length()).to_gregorian()
    if number:
        return month(first.year, first.month), month(last.year, last.month)
    return year(first.year), year(last.year)
