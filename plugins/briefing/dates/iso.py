"""Dates as pages and editors write them for machines, cut to what they surely say."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

EARLIEST_YEAR, LATEST_YEAR = 1900, 2999
"""Outside them a year is a placeholder (0001, 1601) or a slip of the pen."""
ISO = re.compile(
    r"(?P<y>\d{4})(?:[-/](?P<m>\d{1,2})(?:[-/](?P<d>\d{1,2})(?:[T\s]+(?P<clock>\d{1,2}:\d{2})"
    r"(?::\d{2}(?:[.,]\d+)?)?\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?)?)?",
    re.IGNORECASE,
)


def read_iso(text: str) -> str | None:
    """Return a date as ISO 8601 in UTC, cut to its precision; ``None`` for an impossible one.

    A clock without a zone is left out, since the minute would be invented. So is midnight: it is
    how programs fill in a time they were not told, and shifting it could change the day.

    >>> read_iso("2024-07-24T10:00:00+03:00"), read_iso("2024-07-24 10:00"), read_iso("2024-7")
    ('2024-07-24T07:00Z', '2024-07-24', '2024-07')
    """
    found = ISO.fullmatch(text.strip())
    if found is None:
        return _read_mail_date(text)
    if not EARLIEST_YEAR <= int(found["y"]) <= LATEST_YEAR:
        return None
    try:
        day = date(int(found["y"]), int(found["m"] or 1), int(found["d"] or 1))
        return _cut(found, day)
    except ValueError:
        return None


def _cut(found: re.Match[str], day: date) -> str:
    if found["clock"] and found["zone"]:
        zone = re.sub("UTC|GMT", "Z", found["zone"].upper())
        return _in_utc(datetime.strptime(f"{day} {found['clock']} {zone}", "%Y-%m-%d %H:%M %z"))
    return day.isoformat()[: 10 if found["d"] else 7 if found["m"] else 4]


def _in_utc(when: datetime) -> str:
    if (when.hour, when.minute) == (0, 0):
        return when.date().isoformat()
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ")


def _read_mail_date(text: str) -> str | None:
    """Return a date as in mail and in RSS (``Wed, 24 Jul 2024 10:00:00 +0300``)."""
    try:
        when = parsedate_to_datetime(text.strip())
    except (ValueError, TypeError, IndexError):
        return None
    if not EARLIEST_YEAR <= when.year <= LATEST_YEAR:
        return None
    return _in_utc(when) if when.tzinfo else when.date().isoformat()
