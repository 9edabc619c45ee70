"""Dates as pages and editors write them for machines, cut to what they surely say."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from email.utils import parsedate_to_datetime

from .when import When, day, month, year

EARLIEST_YEAR, LATEST_YEAR = 1900, 2999
"""Outside them a year is a placeholder (0001, 1601) or a slip of the pen."""
DATE_HINT = 'Write a day that exists, as "2024-07-24", or "2024-07" or "2024"'
"""What to do where somebody has written what is no date."""
_MACHINE_DATE = re.compile(
    r"(?P<y>\d{4})(?:[-/](?P<m>\d{1,2})(?:[-/](?P<d>\d{1,2})(?:[T\s]+(?P<clock>\d{1,2}:\d{2})"
    r"(?::\d{2}(?:[.,]\d+)?)?\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?)?)?",
    re.IGNORECASE,
)


def read_iso(text: str) -> When | None:
    """Return the date a machine-readable text states; ``None`` for none or an impossible one.

    The time of day keeps the offset it is written with: the local day is the one that readers know
    and that "today" in the article means. A time of day without an offset is left out, since the
    minute would be invented. So is midnight: it is how programs fill in a time that they lack.

    >>> [read_iso(x).iso for x in ("2024-07-24T03:01:00+04:00", "2024-07-24 10:00", "2024-7")]
    ['2024-07-24T03:01+04:00', '2024-07-24', '2024-07']
    """
    found = _MACHINE_DATE.fullmatch(text.strip())
    try:
        # Else a date as in mail and in RSS (``Wed, 24 Jul 2024 10:00:00 +0300``).
        when = _machine_date(found) if found else _at_minute(parsedate_to_datetime(text.strip()))
    # An offset in mail may have any number of digits, more than a time holds.
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return when if is_plausible(when) else None


def _machine_date(found: re.Match[str]) -> When:
    stated = date(int(found["y"]), int(found["m"] or 1), int(found["d"] or 1))
    if found["clock"] and found["zone"]:
        zone = re.sub("UTC|GMT", "Z", found["zone"].upper())
        written = f"{stated} {found['clock']} {zone}"
        return _at_minute(datetime.strptime(written, "%Y-%m-%d %H:%M %z"))
    if found["d"]:
        return day(stated)
    return month(stated.year, stated.month) if found["m"] else year(stated.year)


def _at_minute(moment: datetime) -> When:
    """Return a local time as a minute, at midnight or without its offset as its day alone."""
    clock = moment.timetz().replace(second=0, microsecond=0)
    if not clock.tzinfo or clock.replace(tzinfo=None) == time():
        return day(moment.date())
    return When(moment.date(), moment.date(), "minute", clock=clock)


def is_plausible(when: When) -> bool:
    """Tell whether a date is of a year in which a page may have been published."""
    return EARLIEST_YEAR <= when.start.year <= LATEST_YEAR
