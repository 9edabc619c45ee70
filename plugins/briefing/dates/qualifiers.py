"""How a sentence puts a date: which part of a period, outright or by the day of publication."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from functools import cache

from ..language.arabic import fold
from ..language.lexicon import load
from ..model import Event, Excerpt, Part, Precision, Story, TimeRef
from .months import alternatives, key, weekday_numbers
from .when import Period, decade, from_iso, month, week

PARTS: tuple[Part, ...] = ("early", "middle", "late", "end")
YEAR = re.compile(r"\d{4}")
WEEK = fold("الأسبوع")
ONE_DAY, LONGEST_MONTH = timedelta(days=1), 31


@cache
def _parts() -> tuple[tuple[Part, re.Pattern[str]], ...]:
    words = load("months")["part"]
    return tuple(
        (part, re.compile(rf"^[وفبل]?(?:{alternatives(words[part])})(?!\w)")) for part in PARTS
    )


def part_of(ref: TimeRef) -> Part | None:
    """Return which part of its period an expression names (``مطلع يناير``), ``None`` for all.

    Of a range each end may have a part of its own; then none is told.
    """
    folded = "" if ref.end else fold(ref.text)
    return next((part for part, pattern in _parts() if pattern.match(folded)), None)


def stated(ref: TimeRef) -> bool:
    """Tell whether the year stands in the text, or had to be worked out."""
    return bool(YEAR.search(fold(ref.text)))


def coarser_than_said(ref: TimeRef) -> bool:
    """Tell whether the text names a day or a week and only the month or year could be resolved."""
    said = set(fold(ref.text).lower().split())
    days = {*weekday_numbers(), *(key(word) for word in load("months")["today"]), WEEK}
    return not said.isdisjoint(days) and ref.precision in ("month", "year")


def belies_itself(ref: TimeRef, story: Story) -> bool:
    """Tell whether a past date would lie after the day its article appeared ("late" this month)."""
    period, part = from_iso(ref.value or ""), part_of(ref)
    appeared = from_iso(story.published.value) if story.published else None
    if period is None or part is None or appeared is None or ref.future:
        return False
    return narrowed(period, part).start > appeared.end


def worked_out(excerpt: Excerpt) -> tuple[TimeRef, ...]:
    """Return the dates of a sentence that a reader elsewhere cannot know without its article's day.

    "Last April" is one, "April 2024" none; what is known more coarsely than it is put is left out.
    """
    refs = (r for r in excerpt.story.times if r.sentence == excerpt.cite.sentence and r.value)
    told = (r for r in refs if not stated(r) and not coarser_than_said(r))
    return tuple(r for r in told if not belies_itself(r, excerpt.story))


def span_of(event: Event) -> Period | None:
    """Return all the days an event may be of; ``None`` if its dates are none."""
    return period_of(event.date, event.end, event.precision)


def period_of(value: str, end: str | None, precision: Precision) -> Period | None:
    """Return the days a value of a precision means, up to those of its end; ``None`` for none."""
    first = from_iso(value)
    last = from_iso(end) if end else first
    if first is None or last is None:
        return None
    if precision == "decade":
        first = decade(first.start.year)
    elif precision == "week":
        first = week(first.start)
    elif precision == "season":
        first = Period(first.start, month(first.start.year, first.start.month + 2).end, "season")
    return Period(first.start, max(first.end, last.end), precision)


def narrowed(period: Period, part: Part) -> Period:
    """Return the days a part of a period is about: its thirds, of a year's end the last month.

    For drawing and for order alone: the value of a date never gets more precise by it.
    """
    days = (period.end - period.start).days + 1
    third = timedelta(days=days // 3)
    if part == "early":
        return replace(period, end=period.start + third - ONE_DAY)
    if part == "middle":
        return replace(period, start=period.start + third, end=period.end - third)
    length = timedelta(days=days // 12) if part == "end" and days > LONGEST_MONTH else third
    return replace(period, start=period.end - length + ONE_DAY)
