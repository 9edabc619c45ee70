"""What times told by counting mean: spans, quarters, seasons, weeks and weekdays of a period."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import cache

from ..language.lexicon import load
from ..language.numbers import number_pattern, read_number
from .months import alternatives, day_numbers, key, weekday_numbers
from .resolve import (
    STEPS,
    Absolute,
    Context,
    Relative,
    Value,
    base_month,
    base_year,
    day_in_month,
    mapped,
    unit,
    weekday,
    year_number,
)
from .tense import direction
from .when import Period, day, day_of, month, week

WEEK_STARTS = (5, 6, 0)
"""Saturday, Sunday and Monday: the Arab world and ISO 8601 open the week on different days."""
THURSDAY = 3
"""A week belongs to the month and year that have its Thursday (ISO 8601)."""
SEASON_MONTHS = 3
WINTER, SPRING_ENDS = 12, 5
"""Until May, "this winter" is the one that began in the year before."""
NEARBY = 21
"""Days from publication within which a weekday and its number are looked for."""
FINEST_FIRST = ("day", "week", "month", "year")


def amount_pattern() -> str:
    """Return a pattern of counted units (``عامين و3 أشهر``), over folded text."""
    table = load("months")
    counted = alternatives(name for names in table["counted"].values() for name in names)
    months = alternatives(n for row in (*table["gregorian"], *table["hijri"]) for n in row)
    of_something = rf"(?!\s+(?:ال|ه?\d|الف|(?:{months})(?!\w)))"
    one = (
        rf"(?:{number_pattern()}\s+(?:{counted})(?!\w)(?!\s+\d)|(?:{counted})(?!\w){of_something})"
    )
    return rf"(?P<amount>{one}(?:\s+و\s?{one}){{0,3}})"


@cache
def _one_amount() -> re.Pattern[str]:
    counted = alternatives(n for names in load("months")["counted"].values() for n in names)
    return re.compile(rf"(?:(?P<n>{number_pattern()})\s+)?(?P<c>{counted})(?!\w)")


@cache
def _count_alone(word: str) -> int | None:
    alone = load("months")["alone"]
    for count, names in ((1, alone["one"]), (2, alone["two"])):
        if word in {key(n) for n in names}:
            return count
    return None


def _amounts(text: str) -> dict[str, int] | None:
    """Return how many of each unit a text counts, ``None`` where a count is vague."""
    found: dict[str, int] = {}
    for match in _one_amount().finditer(text):
        count = read_number(match["n"]) if match["n"] else _count_alone(match["c"])
        name = unit("counted", match["c"])
        if count is None or count != int(count) or name not in FINEST_FIRST:
            return None
        found[name] = found.get(name, 0) + int(count)
    return found


def _moved(start: date, amounts: dict[str, int], way: int) -> Period:
    """Return the period so far from a day, as coarse as the finest unit that was counted."""
    months = start.year * 12 + start.month - 1
    months += way * (12 * amounts.get("year", 0) + amounts.get("month", 0))
    named, number = months // 12, months % 12 + 1
    there = date(named, number, min(start.day, monthrange(named, number)[1]))
    there += way * timedelta(days=amounts.get("day", 0), weeks=amounts.get("week", 0))
    finest = next(name for name in FINEST_FIRST if name in amounts)
    return STEPS[finest](there, 0)


def span(match: re.Match[str], _: Context) -> Value:
    """Resolve "three days ago" and "two years from now".

    Vague counts ("for months"), other spans ("for a year") and "three days before the vote" stay
    open.
    """
    words, amounts = load("months")["span"], _amounts(match["amount"])
    opening, now = match["way"], match.groupdict().get("now")
    way = -1 if opening in {key(w) for w in words["ago"]} else 0
    if now and (opening is None or opening in {key(w) for w in words["ahead"]}):
        way = 1
    counted_from = not now and re.compile(r"\s+(?:من|علي|عن)(?!\w)").match(
        match.string, match.end("t")
    )
    if not way or not amounts or match["about"] or counted_from:
        return None
    return Relative(lambda published: _moved(published, amounts, way))


def recent_span(match: re.Match[str], _: Context) -> Value:
    """Resolve "the last three months" to its first and last month, "the next two days"."""
    word = match["c"].removeprefix("ال")
    count = read_number(match["n"].removeprefix("ال")) if match["n"] else _count_alone(word)
    name = unit("counted", word)
    if not count or count != int(count) or name not in FINEST_FIRST:
        return None
    number, step = int(count), STEPS[name]
    future = match["ahead"] in {key(w) for w in load("months")["recent"]["future"]}
    next_day, last_day = timedelta(days=1), timedelta(days=-1)
    if future:
        first, last = Relative(lambda p: step(p + next_day, 0)), Relative(lambda p: step(p, number))
    else:
        first, last = (
            Relative(lambda p: step(p, -number)),
            Relative(lambda p: step(p + last_day, 0)),
        )
    return first, last


def _nth(word: str) -> int:
    """Return which one of several a word means, -1 for the last."""
    table = load("months")["nth"] | load("months")["nth_before"]
    return next(int(number) for name, number in table.items() if key(name) == word)


def part_of_year(match: re.Match[str], _: Context) -> Value:
    """Resolve ``الربع الثالث من عام 2016`` to its first and last month."""
    base, sizes = base_year(match), load("months")["fraction"]
    size = next(n for name, n in sizes.items() if key(name) == match["fraction"])
    parts = 12 // size
    number = _nth(match["nth"]) % (parts + 1)
    if base is None or not 1 <= number <= parts:
        return None
    last = size * number
    return (
        mapped(base, lambda p: month(p.start.year, last - size + 1)),
        mapped(base, lambda p: month(p.start.year, last)),
    )


def nth_week(match: re.Match[str], context: Context) -> Value:
    """Resolve ``الأسبوع الأول من أكتوبر`` by the week with the first Thursday (ISO 8601)."""
    in_year = match.groupdict().get("in_year")
    base = base_year(match) if in_year else base_month(match, context)
    number = _nth(match["nth"])
    return mapped(base, lambda p: _week_of(p, number)) if base else None


def _week_of(period: Period, number: int) -> Period | None:
    thursday = _nth_weekday(period, THURSDAY, number)
    return week(thursday.start) if thursday else None


def _nth_weekday(period: Period, number: int, nth: int) -> Period | None:
    """Return the nth of a weekday in a period, the last for -1; ``None`` if there is none."""
    if nth > 0:
        found = period.start + timedelta(days=(number - period.start.weekday()) % 7 + 7 * (nth - 1))
    else:
        found = period.end - timedelta(days=(period.end.weekday() - number) % 7)
    return day(found) if period.start <= found <= period.end else None


def _weekday_number(word: str) -> int:
    table = weekday_numbers()
    return table[word] if word in table else table[f"ال{word}"]


def nth_weekday(match: re.Match[str], context: Context) -> Value:
    """Resolve ``أول يوم جمعة من يوليو``."""
    base, number, nth = base_month(match, context), _weekday_number(match["wd"]), _nth(match["nth"])
    return mapped(base, lambda p: _nth_weekday(p, number, nth)) if base else None


def week_of_day(match: re.Match[str], context: Context) -> Value:
    """Resolve ``أسبوع 16 سبتمبر`` to the week that holds the day."""
    base = day_in_month(match, context)
    return mapped(base, lambda p: week(p.start)) if isinstance(base, Relative) else None


def weekday_of_week(match: re.Match[str], _: Context) -> Value:
    """Resolve ``الجمعة من الأسبوع المقبل`` and ``الأسبوع المقبل بين الأربعاء والجمعة``.

    Where the week's first day decides which day is meant, it stays open.
    """
    way = direction(match["dir"]) if match["dir"] else 0
    first, last = match["wd"], match.groupdict().get("wd2")
    if way is None:
        return None
    one = _in_week(weekday_numbers()[first], way)
    return (one, _in_week(weekday_numbers()[last], way)) if last else one


def _in_week(number: int, way: int) -> Relative:
    def resolve(published: date) -> Period | None:
        found = set()
        for opens in WEEK_STARTS:
            start = published - timedelta(days=(published.weekday() - opens) % 7 - 7 * way)
            found.add(start + timedelta(days=(number - opens) % 7))
        return day(found.pop()) if len(found) == 1 else None

    return Relative(resolve)


def numbered_weekday(match: re.Match[str], context: Context) -> Value:
    """Resolve ``الخميس 21`` to the nearest day that is both.

    Where there is none, a number in digits counts something else, and the weekday stands alone.
    """
    words, number = match["o"], weekday_numbers()[match["wd"]]
    wanted = day_numbers().get(" ".join(words.split())) if words else int(match["d"])
    alone = None if words else weekday(match, context)

    def resolve(published: date) -> Period | None:
        days = (published + timedelta(days=n) for n in range(-NEARBY, NEARBY + 1))
        found = [d for d in days if d.day == wanted and d.weekday() == number]
        if found:
            return day(min(found, key=lambda d: abs(d - published)))
        return alone.resolve(published) if isinstance(alone, Relative) else None

    return Relative(resolve)


def day_number(match: re.Match[str], context: Context) -> Value:
    """Resolve ``يوم 27`` to the last such day, or the next where the text looks ahead."""
    number, speaking = int(match["d"]), context.tense

    def resolve(published: date) -> Period | None:
        if speaking == "unclear":
            return None
        here = day_of(published.year, published.month, number)
        ahead = speaking == "future"
        if here and (here.start >= published if ahead else here.start <= published):
            return here
        there = month(published.year, published.month + (1 if ahead else -1)).start
        return day_of(there.year, there.month, number)

    return Relative(resolve)


def _season(named: int, first: int) -> Period:
    begins = month(named, first)
    return Period(begins.start, month(named, first + SEASON_MONTHS - 1).end, "season")


def season(match: re.Match[str], _: Context) -> Value:
    """Resolve ``صيف 2022``, ``هذا الصيف`` and ``الصيف الماضي``; a bare ``الصيف`` stays open."""
    starts, groups = load("months")["seasons"], match.groupdict()
    first = next(n for name, n in starts.items() if key(name) == match["s"])
    if groups.get("y"):
        return Absolute(_season(year_number(groups["y"]), first))
    way = direction(groups["dir"]) if groups.get("dir") else 0
    return None if way is None else Relative(lambda p: _season(_season_year(p, first, way), first))


def _season_year(published: date, first: int, way: int) -> int:
    """Return the year in which the last, this or the next season begins."""
    if way > 0:
        return published.year + (way - 1) + (first <= published.month)
    if way < 0:
        ended = month(published.year, first + SEASON_MONTHS - 1).end < published
        last = month(published.year - 1, first + SEASON_MONTHS - 1).end < published
        return published.year - (0 if ended else 1 if last else 2) + (way + 1)
    return published.year - (first == WINTER and published.month <= SPRING_ENDS)
