"""What a matched time expression means: functions from the day of publication to a period.

Each resolver of the table in time_rules.py takes the match and its context and returns what to
call with that day, or ``None`` where the text supports no value.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from ..language.lexicon import load
from ..language.numbers import read_number
from .months import day_numbers, key, month_number, weekday_numbers
from .tense import Tense, direction, surely_ahead, tense, told_direction
from .when import Period, day_of, decade, month, week, year

CENTURY = 100
LARGEST_GAP = 92
"""Days. "Last Monday" in a sentence that dates its event this much earlier is left unresolved."""


class Relative:
    """A value that depends on the day of publication."""

    absolute = False

    def __init__(self, resolve: Callable[[date], Period | None]) -> None:
        self.resolve = resolve


class Absolute(Relative):
    """A value that does not."""

    absolute = True

    def __init__(self, period: Period | None) -> None:
        super().__init__(lambda _: period)
        self.period = period


Value = Relative | tuple[Relative, Relative] | None
"""One value, the first and last of a range, or nothing."""


@dataclass(frozen=True, slots=True)
class Context:
    """What resolving may look at besides the match.

    `folded` is the sentence, `start` where the expression stands in it, `antecedent` the last
    month named before it in the story, `anchor` the first period of its own sentence and `latest`
    the last one before it. `year` is that of the date it is joined to ("from 2 to 9 May 2024"),
    `begins` the day that begins the range it ends ("from Friday to Sunday").
    """

    folded: str
    start: int
    antecedent: Period | None = None
    anchor: Period | None = None
    latest: Period | None = None
    year: int | None = None
    begins: Period | None = None

    @property
    def tense(self) -> Tense:
        """Whether the clause speaks of what was, of what is to come, or of neither surely."""
        return tense(self.folded, self.start)

    @property
    def sure(self) -> bool:
        """Whether what is to come is told by a verb that no name looks like."""
        return surely_ahead(self.folded, self.start)


def mapped(base: Relative, part: Callable[[Period], Period | None]) -> Relative:
    """Return a part of what a value means, absolute where the value is."""

    def resolve(published: date) -> Period | None:
        period = base.resolve(published)
        return part(period) if period else None

    return Absolute(resolve(date.min)) if base.absolute else Relative(resolve)


def year_number(text: str) -> int:
    """Return a year in digits or words; 0 where the words make none."""
    return int(text) if text.isdigit() else int(read_number(text) or 0)


def numeric(match: re.Match[str], _: Context) -> Value:
    """Resolve ``2021/12/12`` and ``12-12-2021``."""
    return Absolute(day_of(int(match["y"]), int(match["mm"]), int(match["d"])))


def english_date(match: re.Match[str], _: Context) -> Value:
    """Resolve ``February 17, 2024``."""
    number = month_number(match["m"])
    return Absolute(day_of(int(match["y"]), number, int(match["d"]))) if number else None


def one_year(match: re.Match[str], _: Context) -> Value:
    """Resolve ``عام 2014``."""
    return Absolute(year(year_number(match["y"])))


def year_range(match: re.Match[str], _: Context) -> Value:
    """Resolve ``2014-2019``; years in falling order are no range."""
    first, last = int(match["y"]), int(match["y2"])
    return (Absolute(year(first)), Absolute(year(last))) if first < last else None


def one_month(match: re.Match[str], context: Context) -> Relative | None:
    """Resolve a month by its year, by its direction, or to the nearest one.

    ``None`` where a pair of names (``أبريل/مايو``) is of two different months.
    """
    number, groups = month_number(match["m"]), match.groupdict()
    if number is None:
        return None
    if groups.get("y") or context.year:
        return Absolute(month(year_number(groups.get("y") or str(context.year)), number))
    if groups.get("ys"):
        base = context.antecedent
        return Absolute(month(base.start.year, number)) if base else None
    if groups.get("yd"):
        return _in_directed_year(number, groups["yd"])
    way = groups.get("dir") or ""
    return None if told_direction(way) else nearest_month(number, context, direction(way))


def _in_directed_year(number: int, way: str) -> Relative | None:
    step = direction(way)
    if step is None:
        return None
    return Relative(lambda published: month(published.year + step, number))


def nearest_month(number: int, context: Context, way: int | None) -> Relative:
    """Return a month without a year: the last one, the next where the text looks ahead.

    Where it does neither surely, only the month of publication itself has a value, and a month
    that has passed is next year's only behind a verb that cannot be anything but a future.
    """
    speaking = context.tense

    def resolve(published: date) -> Period | None:
        if way:
            passed = number <= published.month if way > 0 else number < published.month
            return month(published.year + way + (passed - (way > 0)), number)
        if speaking == "unclear" and number != published.month:
            return None
        if speaking == "future":
            passed = number < published.month
            return month(published.year + passed, number) if not passed or context.sure else None
        return month(published.year - (number > published.month), number)

    return Relative(resolve)


def day_in_month(match: re.Match[str], context: Context) -> Value:
    """Resolve ``9 ديسمبر/كانون الأول`` and ``السابع من أكتوبر الماضي``."""
    number, base = _day_number(match), one_month(match, context)
    return _day_of(base, number) if base and number else None


def numeric_day(match: re.Match[str], context: Context) -> Value:
    """Resolve ``22/04``, whose year is not told."""
    return _day_of(nearest_month(int(match["mm"]), context, None), int(match["d"]))


def numeric_month(match: re.Match[str], _: Context) -> Value:
    """Resolve ``3/2015``; ``2011/12`` may as well be two years in a row and stays open."""
    number, named = int(match["mm"]), int(match["y"])
    in_a_row = match.start("y") < match.start("mm") and number == (named + 1) % CENTURY
    return None if in_a_row else Absolute(month(named, number))


def base_month(match: re.Match[str], context: Context) -> Relative | None:
    """Return the month a part belongs to: a named one, this, the last, the next."""
    groups = match.groupdict()
    if groups.get("m"):
        return one_month(match, context)
    way = direction(groups["md"]) if groups.get("md") else 0
    return None if way is None else Relative(lambda day: month(day.year, day.month + way))


def base_year(match: re.Match[str]) -> Relative | None:
    """Return the year a part belongs to: a named one, this, the last, the next."""
    groups = match.groupdict()
    if groups.get("y"):
        return Absolute(year(year_number(groups["y"])))
    way = direction(groups["yd"]) if groups.get("yd") else 0
    return None if way is None else Relative(lambda day: year(day.year + way))


def day_of_base_month(match: re.Match[str], context: Context) -> Value:
    """Resolve ``20 من الشهر المقبل`` and ``15 الجاري``."""
    number, base = _day_number(match), base_month(match, context)
    return _day_of(base, number) if base and number else None


def day_range(match: re.Match[str], context: Context) -> Value:
    """Resolve ``من 5 إلى 9 مايو`` and ``يومي 11 و12 أبريل``; days in falling order are no range."""
    base, first = base_month(match, context), _day_number(match)
    words = match.groupdict().get("o2")
    last = day_numbers().get(" ".join(words.split())) if words else int(match["d2"])
    if base is None or first is None or last is None or first >= last:
        return None
    return _day_of(base, first), _day_of(base, last)


def one_decade(match: re.Match[str], _: Context) -> Value:
    """Resolve ``الثمانينيات``, the decade of the last century unless the name says more."""
    names, centuries = load("months")["decades"], load("months")["centuries"]
    first = next(n for name, n in names.items() if key(name).endswith(match["decade"]))
    if match["century"]:
        told = " ".join(match["century"].split())
        first = first % CENTURY + next(n for name, n in centuries.items() if key(name) == told)
    return Absolute(decade(first))


def _day_of(base: Relative, number: int) -> Relative:
    return mapped(base, lambda p: day_of(p.start.year, p.start.month, number))


def _day_number(match: re.Match[str]) -> int | None:
    groups = match.groupdict()
    if groups.get("d"):
        return int(groups["d"])
    return day_numbers().get(" ".join(groups["o"].split()))


def day_of_same_month(match: re.Match[str], context: Context) -> Value:
    """Resolve ``الثامن والعشرين من الشهر نفسه`` by the month named before."""
    number, base = _day_number(match), context.antecedent
    if base is None or number is None:
        return None
    return Absolute(day_of(base.start.year, base.start.month, number))


def same_month(match: re.Match[str], context: Context) -> Value:
    """Resolve ``الشهر نفسه من سنة 2025`` by the month named before."""
    base = context.antecedent
    if base is None:
        return None
    number = int(match["y"]) if match.groupdict().get("y") else base.start.year
    return Absolute(month(number, base.start.month))


STEPS: Mapping[str, Callable[[date, int], Period]] = {
    "day": lambda p, n: Period(p + timedelta(days=n), p + timedelta(days=n), "day"),
    "week": lambda p, n: week(p + timedelta(weeks=n)),
    "month": lambda p, n: month(p.year, p.month + n),
    "year": lambda p, n: year(p.year + n),
    "decade": lambda p, n: decade((p.year // 10 + n) * 10),
}
"""The period so many units from a day."""


@cache
def unit(table: str, word: str) -> str | None:
    """Return the unit a word of a lexicon table names, ``None`` for others."""
    units = load("months")[table]
    return next((u for u, names in units.items() if key(word) in {key(n) for n in names}), None)


def relative_period(match: re.Match[str], context: Context) -> Value:
    """Resolve "this week", "last month", "the current year"; "the coming decade" stays open."""
    word, name = match.groupdict().get("dir"), unit("unit", match["u"])
    if name is None or name == "decade":
        return None
    told = told_direction(word) if word else None
    if told is not None:
        return _from_told(name, told, context.latest)
    way = direction(word) if word else 0
    return None if way is None else Relative(lambda published: STEPS[name](published, way))


def _from_told(name: str, step: int, latest: Period | None) -> Relative | None:
    """Return "the following day" after a time told before, if that is known as exactly."""
    if latest is None or STEPS[name](latest.start, 0) != STEPS[name](latest.end, 0):
        return None
    return Absolute(STEPS[name](latest.start, step))


@cache
def _days_from_today() -> dict[str, int]:
    return {key(word): days for word, days in load("months")["today"].items()}


def near_day(match: re.Match[str], _: Context) -> Value:
    """Resolve "yesterday" and "the day after tomorrow"."""
    days = _days_from_today()[" ".join(match["w"].split())]
    return Relative(lambda published: STEPS["day"](published, days))


def weekday(match: re.Match[str], context: Context) -> Value:
    """Resolve a weekday to the nearest such day before publication, or after it if ahead.

    One that contradicts the date of its own sentence is left open.
    """
    number, word = weekday_numbers()[match["wd"]], match.groupdict().get("dir") or ""
    way = direction(word)
    if context.begins and not word:
        return _weekday_after(context.begins.start, number)
    if told_direction(word) or (way is None and context.tense == "unclear"):
        return None
    ahead = (way or 0) > 0 or (way is None and context.tense == "future")
    further = 7 * max(0, abs(way or 0) - 1)

    def resolve(published: date) -> Period | None:
        back = (published.weekday() - number) % 7
        if ahead:
            return STEPS["day"](published, further + ((7 - back) % 7 or 7))
        found = STEPS["day"](published, -further - (back or (7 if (way or 0) < 0 else 0)))
        return None if _contradicts(found, context.anchor) else found

    return Relative(resolve)


def _weekday_after(start: date, number: int) -> Relative:
    after = (number - start.weekday() - 1) % 7 + 1
    return Absolute(STEPS["day"](start, after))


def _contradicts(found: Period, anchor: Period | None) -> bool:
    return anchor is not None and (found.start - anchor.end).days > LARGEST_GAP


def unresolved(_: re.Match[str], __: Context) -> Value:
    """Leave an expression open that has no value of its own."""
    return None
