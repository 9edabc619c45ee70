"""Days and periods with their precision: ISO 8601 values that never say more than is known."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from ..model import Precision


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `start` to `end`, both included, known to `precision`."""

    start: date
    end: date
    precision: Precision

    @property
    def iso(self) -> str:
        """ISO 8601 cut to the precision; a week is its Monday, a decade its first year."""
        if self.precision in ("day", "minute", "week"):
            return self.start.isoformat()
        if self.precision in ("month", "season"):
            return self.start.isoformat()[:7]
        return self.start.isoformat()[:4]


def day(value: date) -> Period:
    """Return one day."""
    return Period(value, value, "day")


def day_of(year: int, month: int, number: int) -> Period | None:
    """Return the day, ``None`` if the calendar has no such day."""
    try:
        return day(date(year, month, number))
    except ValueError:
        return None


def month(year: int, number: int) -> Period:
    """Return a whole month; months past December count into the next years."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    last = calendar.monthrange(year, number)[1]
    return Period(date(year, number, 1), date(year, number, last), "month")


def year(number: int) -> Period:
    """Return a whole year."""
    return Period(date(number, 1, 1), date(number, 12, 31), "year")


def decade(first: int) -> Period:
    """Return the ten years from `first` on."""
    return Period(date(first, 1, 1), date(first + 9, 12, 31), "decade")


def week(value: date) -> Period:
    """Return the week, Monday to Sunday, that holds a day."""
    monday = value - timedelta(days=value.weekday())
    return Period(monday, monday + timedelta(days=6), "week")


def from_iso(value: str) -> Period | None:
    """Return the period an ISO 8601 date means, cut or not; ``None`` if it is none.

    >>> from_iso("2024-02").end.isoformat()
    '2024-02-29'
    """
    parts = value.split("T", maxsplit=1)[0].split("-")
    try:
        numbers = [int(part) for part in parts]
        if len(numbers) == 1:
            return year(numbers[0])
        if len(numbers) == 2:  # noqa: PLR2004 - year and month
            return month(*numbers) if 1 <= numbers[1] <= 12 else None  # noqa: PLR2004 - months
        return day(date(*numbers))
    except (ValueError, TypeError, calendar.IllegalMonthError):
        return None


def covering(first: Period, last: Period) -> Period | None:
    """Return the finest period that surely holds both, ``None`` when not even a year does.

    For a story whose day of publication is known only to the month, an expression is resolved
    against the first and the last possible day; what both agree on is what the text supports.
    """
    if first == last:
        return first
    if (first.start.year, first.start.month) == (last.end.year, last.end.month):
        return month(first.start.year, first.start.month)
    return year(first.start.year) if first.start.year == last.end.year else None
