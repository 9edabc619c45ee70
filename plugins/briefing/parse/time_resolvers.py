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

from ..lexicon import load
from .months import key, month_number, ordinal_numbers, weekday_numbers
from .numbers import read_number
from .tense import Tense, direction, tense
from .timevalues import Period, day_of, decade, month, week, year

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
    month named before it in the story, `anchor` the first period of its own sentence.
    """

    folded: str
    start: int
    antecedent: Period | None = None
    anchor: Period | None = None

    @property
    def tense(self) -> Tense:
        """Whether the clause speaks of what was, of what is to come, or of neither surely."""
        return tense(self.folded, self.start)


def numeric(match: re.Match[str], _: Context) -> Value:
    """Resolve ``2021/12/12`` and ``12-12-2021``."""
    return Absolute(day_of(int(match["y"]), int(match["mm"]), int(match["d"])))


def english_date(match: re.Match[str], _: Context) -> Value:
    """Resolve ``February 17, 2024``."""
    number = month_number(match["m"])
    return Absolute(day_of(int(match["y"]), number, int(match["d"]))) if number else None


def one_year(match: re.Match[str], _: Context) -> Value:
    """Resolve ``عام 2014``."""
    return Absolute(year(int(match["y"])))


def year_range(match: re.Match[str], _: Context) -> Value:
    """Resolve ``2014-2019``; years in falling order are no range."""
    first, last = int(match["y"]), int(match["y2"])
    return (Absolute(year(first)), Absolute(year(last))) if first < last else None


def one_month(match: re.Match[str], context: Context) -> Relative | None:
    """Resolve a month by its year, by its direction, or to the nearest one.

    ``None`` where a pair of names (``أبريل/مايو``) is of two different months.
    """
    number = month_number(match["m"])
    if number is None:
        return None
    groups = match.groupdict()
    if groups.get("y"):
        return Absolute(month(int(groups["y"]), number))
    if groups.get("yd"):
        step = direction(groups["yd"]) or 0
        return Relative(lambda published: month(published.year + step, number))
    if groups.get("ys"):
        base = context.antecedent
        return Absolute(month(base.start.year, number)) if base else None
    return _nearest(number, context.tense, direction(groups.get("dir") or ""))


def _nearest(number: int, speaking: Tense, way: int | None) -> Relative:
    """Return a month without a year: the last one, the next where the text looks ahead.

    Where it does neither surely, only the month of publication itself has a value.
    """

    def resolve(published: date) -> Period | None:
        if way == 1:
            return month(published.year + (number <= published.month), number)
        if way == -1:
            return month(published.year - (number >= published.month), number)
        if speaking == "unclear" and number != published.month:
            return None
        ahead = speaking == "future" or number <= published.month
        return month(published.year - (not ahead), number)

    return Relative(resolve)


def day_in_month(match: re.Match[str], context: Context) -> Value:
    """Resolve ``9 ديسمبر/كانون الأول`` and ``السابع من أكتوبر الماضي``."""
    number, base = _day_number(match), one_month(match, context)
    return _day_of(base, number) if base and number else None


def day_range(match: re.Match[str], context: Context) -> Value:
    """Resolve ``من 5 إلى 9 مايو`` and ``يومي 11 و12 أبريل``; days in falling order are no range."""
    base, first, last = one_month(match, context), int(match["d"]), int(match["d2"])
    return (_day_of(base, first), _day_of(base, last)) if base and first < last else None


def season(match: re.Match[str], _: Context) -> Value:
    """Resolve ``صيف 2022`` to its first month, with the precision of a season."""
    start = load("months")["seasons"]
    first = next(n for name, n in start.items() if key(name) == match["s"])
    begins = month(int(match["y"]), first).start
    return Absolute(Period(begins, month(begins.year, first + 2).end, "season"))


def one_decade(match: re.Match[str], _: Context) -> Value:
    """Resolve ``الثمانينيات``, the decade of the last century unless the name says more."""
    table = {key(name): first for name, first in load("months")["decades"].items()}
    return Absolute(decade(table[" ".join(match["decade"].split())]))


def _day_of(base: Relative, number: int) -> Relative:
    def resolve(published: date) -> Period | None:
        period = base.resolve(published)
        return day_of(period.start.year, period.start.month, number) if period else None

    return Absolute(resolve(date.min)) if base.absolute else Relative(resolve)


def _day_number(match: re.Match[str]) -> int | None:
    groups = match.groupdict()
    if groups.get("d"):
        return int(groups["d"])
    return ordinal_numbers().get(" ".join(groups["o"].split()))


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
def _unit(table: str, word: str) -> str | None:
    units = load("months")[table]
    return next((u for u, names in units.items() if key(word) in {key(n) for n in names}), None)


def relative_period(match: re.Match[str], _: Context) -> Value:
    """Resolve "this week", "last month", "the current year"; "the coming decade" stays open."""
    unit = _unit("unit", match["u"])
    way = direction(match["dir"]) if match.groupdict().get("dir") else 0
    if unit is None or unit == "decade" or way is None:
        return None
    return Relative(lambda published: STEPS[unit](published, way))


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
    number = weekday_numbers()[match["wd"]]
    way = direction(match["dir"]) if match.groupdict().get("dir") else None
    ahead = way == 1 or (way is None and context.tense == "future")
    if way is None and context.tense == "unclear":
        return None

    def resolve(published: date) -> Period | None:
        back = (published.weekday() - number) % 7
        if ahead:
            return STEPS["day"](published, (7 - back) % 7 or 7)
        found = STEPS["day"](published, -(back or (7 if way == -1 else 0)))
        return None if _contradicts(found, context.anchor) else found

    return Relative(resolve)


def _contradicts(found: Period, anchor: Period | None) -> bool:
    return anchor is not None and (found.start - anchor.end).days > LARGEST_GAP


def span(match: re.Match[str], _: Context) -> Value:
    """Resolve "three days ago"; vague counts ("for months") and spans ("for a year") stay open."""
    counted, unit = match.groupdict().get("n"), _unit("counted", match["c"])
    count = read_number(counted) if counted else None
    ago = {key(word) for word in load("months")["span"]["ago"]}
    step = STEPS.get(unit or "") if unit != "decade" else None
    if match["way"] not in ago or count is None or step is None:
        return None
    return Relative(lambda published: step(published, -int(count)))


def unresolved(_: re.Match[str], __: Context) -> Value:
    """Leave an expression open that has no value of its own."""
    return None
