"""Days and periods, known to a precision: the one value for time in this package."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

Precision = Literal["minute", "day", "week", "month", "season", "year", "decade"]
Part = Literal["early", "middle", "late", "end"]

PARTS: tuple[Part, ...] = ("early", "middle", "late", "end")
MONTHS_OF_A_SEASON = 3
YEARS_OF_A_DECADE = 10
_LONGEST_MONTH = 31
_ISO = re.compile(
    r"(?P<y>\d{4})(?:-(?P<m>\d\d)(?:-(?P<d>\d\d)"
    r"(?:T(?P<clock>\d\d:\d\d(?:Z|[+-]\d\d:\d\d)))?)?)?",
    re.ASCII,
)
"""ISO 8601 as `When.iso` writes it."""


@dataclass(frozen=True, slots=True)
class When:
    """The days from `start` to `end`, both included, known to `precision`.

    `part` is the part of the period that the text names ("early May"). `stated` is false where the
    year is written nowhere and was worked out. `planned` is true where the text speaks of it as
    still to come. `clock` is the local time of day with its outlet's offset as time zone, only with
    precision "minute". Raises `ValueError` where the end is before the start.
    """

    start: date
    end: date
    precision: Precision
    part: Part | None = None
    stated: bool = True
    planned: bool = False
    clock: time | None = None

    def __post_init__(self) -> None:
        """Raise `ValueError` where the fields contradict one another."""
        # A wrong period would be drawn, sorted and exported before anybody saw it.
        message = ""
        if self.end < self.start:
            message = f"{self.end} is before {self.start}"
        elif (self.precision == "minute") != (self.clock is not None):
            message = "a time of day goes with the precision of a minute, and no other"
        elif self.clock and self.clock.tzinfo is None:
            message = "a time of day needs the offset of its zone"
        if message:
            raise ValueError(message)

    def __reduce__(self) -> tuple[type, tuple[object, ...]]:
        """Return what makes another of it: to be asked which fields there are takes longer."""
        return When, tuple([getattr(self, name) for name in self.__slots__])

    @property
    def iso(self) -> str:
        """The start in ISO 8601, cut to the precision: a week is its Monday.

        >>> month(2024, 7).iso, decade(1980).iso
        ('2024-07', '1980')
        """
        if self.clock is None:
            return self.iso_date
        return f"{self.day}T{self.clock.isoformat('minutes').replace('+00:00', 'Z')}"

    @property
    def iso_date(self) -> str:
        """The date of `iso`, without a time of day."""
        return _cut(self.start, self.precision)

    @property
    def iso_end(self) -> str | None:
        """The last of several units, cut as `iso`; ``None`` where the period is one unit alone."""
        last = self.end
        if self.precision == "week":
            last -= timedelta(days=last.weekday())
        elif self.precision == "season":
            last = month(last.year, last.month - MONTHS_OF_A_SEASON + 1).start
        elif self.precision == "decade":
            last = date(last.year - YEARS_OF_A_DECADE + 1, 1, 1)
        written = _cut(last, self.precision)
        return None if written == self.iso_date else written

    @property
    def instant(self) -> datetime:
        """The first instant in UTC, to sort by and for feeds.

        A day without a time of day begins at midnight UTC: its zone is unknown.
        """
        clock = self.clock or time(tzinfo=UTC)
        return datetime.combine(self.start, clock).astimezone(UTC)

    @property
    def day(self) -> str:
        """The first day in ISO 8601, as its outlet counts days."""
        return self.start.isoformat()

    def as_shown(self) -> When:
        """Return the date as a reader sees it: two that differ only in how they are known agree."""
        return replace(self, stated=True, planned=False)

    @property
    def place(self) -> date:
        """The day by which a date has its place in an order of time."""
        within = self.narrowed()
        # A range is told at its start, a period of which only that is known at its end.
        return within.start if self.iso_end else within.end

    def narrowed(self) -> When:
        """Return the days its `part` is about: a third of them, of a year's end the last month.

        For drawing and for order alone: nobody knows that "early May" ends on the tenth.
        """
        days = (self.end - self.start).days + 1
        third = timedelta(days=days // 3)
        if self.part is None or not third:
            return self
        if self.part == "early":
            return replace(self, end=self.start + third - timedelta(days=1))
        if self.part == "middle":
            return replace(self, start=self.start + third, end=self.end - third)
        # "The end of May" is its last days as "late May" is; that of a year is December alone.
        is_long = self.part == "end" and days > _LONGEST_MONTH
        length = timedelta(days=days // 12) if is_long else third
        return replace(self, start=self.end - length + timedelta(days=1))

    def contains(self, other: When) -> bool:
        """Tell whether all days of another period are days of this one."""
        return self.start <= other.start and other.end <= self.end

    def without_clock(self) -> When:
        """Return the day alone of what is known to the minute; anything else as it is."""
        return replace(self, precision="day", clock=None) if self.clock else self

    @classmethod
    def from_iso(
        cls, text: str, end: str | None = None, precision: Precision | None = None
    ) -> When | None:
        """Return the period that `iso` and `iso_end` of a precision mean, ``None`` if they do not.

        Without a precision it is as fine as the text is written: a date cut to a month is a month.

        >>> When.from_iso("2024-02").end.isoformat()
        '2024-02-29'
        """
        found = _ISO.fullmatch(text)
        if found is None:
            return None
        written: Precision = "month" if found["m"] else "year"
        if found["d"]:
            written = "minute" if found["clock"] else "day"
        kind = precision or written
        try:
            first = date(int(found["y"]), int(found["m"] or 1), int(found["d"] or 1))
            period = unit_at(first, kind)
            if kind == written == "minute":
                clock = time.fromisoformat(found["clock"])
                period = replace(period, precision="minute", clock=clock)
        except ValueError:
            return None
        # A precision that is finer than the text is not believed.
        if len(_cut(first, kind)) > len(text):
            return None
        if end is None:
            return period
        last = cls.from_iso(end, precision=period.precision)
        return replace(period, end=last.end) if last and last.end >= period.end else None


def _cut(first: date, precision: Precision) -> str:
    """Return a date in ISO 8601 with no more of it than a precision knows."""
    if precision in ("year", "decade"):
        return f"{first.year:04}"
    if precision in ("month", "season"):
        return f"{first.year:04}-{first.month:02}"
    return first.isoformat()


def day(value: date) -> When:
    """Return one day."""
    return When(value, value, "day")


def week(value: date) -> When:
    """Return the week, Monday to Sunday, that holds a day."""
    monday = value - timedelta(days=value.weekday())
    return When(monday, monday + timedelta(days=6), "week")


def month(in_year: int, number: int) -> When:
    """Return a whole month; months past December count into the next years, back before January."""
    in_year, number = in_year + (number - 1) // 12, (number - 1) % 12 + 1
    last = calendar.monthrange(in_year, number)[1]
    return When(date(in_year, number, 1), date(in_year, number, last), "month")


def season(in_year: int, first_month: int) -> When:
    """Return the season that begins with a month of a year; months are counted as in `month`."""
    last = month(in_year, first_month + MONTHS_OF_A_SEASON - 1)
    return When(month(in_year, first_month).start, last.end, "season")


def year(number: int) -> When:
    """Return a whole year."""
    return When(date(number, 1, 1), date(number, 12, 31), "year")


def decade(first: int) -> When:
    """Return the ten years from `first` on."""
    return When(date(first, 1, 1), date(first + YEARS_OF_A_DECADE - 1, 12, 31), "decade")


def unit_at(value: date, precision: Precision, steps: int = 0) -> When:
    """Return the unit of a precision that holds a day, or one so many units from it.

    A season begins with the month of the day, since when the last one began is not known here.
    """
    if precision == "week":
        return week(value + timedelta(weeks=steps))
    if precision == "month":
        return month(value.year, value.month + steps)
    if precision == "season":
        return season(value.year, value.month + MONTHS_OF_A_SEASON * steps)
    if precision == "year":
        return year(value.year + steps)
    if precision == "decade":
        return decade(value.year - value.year % YEARS_OF_A_DECADE + YEARS_OF_A_DECADE * steps)
    return day(value + timedelta(days=steps))


def day_of(in_year: int, in_month: int, number: int) -> When | None:
    """Return a day by its numbers, ``None`` if the calendar has no such day."""
    try:
        return day(date(in_year, in_month, number))
    except ValueError:
        return None


def covering(first: When, last: When) -> When | None:
    """Return the finest month or year that surely holds both, ``None`` when not even a year does.

    For a story whose day of publication is known only to the month, an expression is resolved
    against the first and the last possible day; what both agree on is what the text supports.
    """
    if first == last:
        return first
    if (first.start.year, first.start.month) == (last.end.year, last.end.month):
        return month(first.start.year, first.start.month)
    return year(first.start.year) if first.start.year == last.end.year else None


def lies_after(when: When, published: When | None) -> bool:
    """Tell whether the part of a period told as past begins after its article appeared.

    "In late March" in an article of 5 March means a March of another year, or is a slip; nothing
    in the text says which, so such a date is in no timeline.
    """
    if when.part is None or when.planned or published is None:
        return False
    return when.narrowed().start > published.end
