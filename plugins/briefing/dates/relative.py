"""Values of times told from the day of publication, or from a time told before: resolvers.

As those of resolve.py: each takes a match and its context, and raises `ValueError` where it needs
the day of publication and that is unknown.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import cache

from ..language.arabic import alternatives
from ..language.numbers import number_pattern, read_number
from .resolve import Context, Value, day_of_month
from .tense import direction
from .vocabulary import units, weekday_numbers, word_list, word_values
from .when import Precision, When, day, day_of, month, unit_at

# Days. "Last Monday" in a sentence that dates its event this much earlier is left open.
LARGEST_GAP = 92
# Saturday, Sunday and Monday: the Arab world and ISO 8601 open the week on different days.
WEEK_STARTS = (5, 6, 0)
# Days from publication within which a weekday and its number are looked for: nobody says "Thursday
# the 21st" of a day that is further away than the last or the next month.
DAYS_NEARBY = 21
FINEST_FIRST: tuple[Precision, ...] = ("day", "week", "month", "year")
# "Three days before the vote" counts from the vote.
_COUNTED_FROM = re.compile(r"\s+(?:من|علي|عن)(?!\w)")


def relative_period(match: re.Match[str], context: Context) -> Value:
    """Resolve "this week", "last month", "the current year"; "the coming decade" stays open."""
    word, unit = match.groupdict().get("dir"), units("unit")[match["u"]]
    # "The coming decade" is the years 2030 to 2039, or the ten years from now.
    if unit == "decade":
        return None
    steps = direction(word, from_antecedent=True) if word else None
    if steps is None:
        steps = direction(word) if word else 0
        return None if steps is None else unit_at(context.today, unit, steps)
    # "The following day" counts from the time named before, if that is known as exactly.
    base = context.latest
    if base is None or unit_at(base.start, unit) != unit_at(base.end, unit):
        return None
    return unit_at(base.start, unit, steps)


def near_day(match: re.Match[str], context: Context) -> Value:
    """Resolve "yesterday" and "the day after tomorrow"."""
    return unit_at(context.today, "day", word_values("today")[" ".join(match["w"].split())])


def nearest_weekday(match: re.Match[str], context: Context) -> When | None:
    """Resolve a weekday to the nearest such day before publication, or after it if ahead.

    One that contradicts the date of its own sentence is left open.
    """
    number, word = weekday_numbers()[match["wd"]], match.groupdict().get("dir") or ""
    way = direction(word)
    # "From Friday to Sunday": the first Sunday after that Friday, whatever the tense.
    if context.begins and not word:
        first = context.begins.start
        return unit_at(first, "day", (number - first.weekday() - 1) % 7 + 1)
    if direction(word, from_antecedent=True) or (way is None and context.tense == "unclear"):
        return None
    # "After next" and "before last" are a week further than the nearest.
    back = (context.today.weekday() - number) % 7
    further = 7 * max(0, abs(way or 0) - 1)
    if (way or 0) > 0 or (way is None and context.tense == "future"):
        return unit_at(context.today, "day", further + ((7 - back) % 7 or 7))
    # "Last Monday" in an article of a Monday is not that day, but "on Monday" is.
    is_last = (way or 0) < 0
    found = unit_at(context.today, "day", -further - (back or (7 if is_last else 0)))
    anchor = context.anchor
    return None if anchor and (found.start - anchor.end).days > LARGEST_GAP else found


def weekday_of_week(match: re.Match[str], context: Context) -> Value:
    """Resolve ``الجمعة من الأسبوع المقبل`` and ``الأسبوع المقبل بين الأربعاء والجمعة``.

    Where the week's first day decides which day is meant, it stays open.
    """
    way = direction(match["dir"]) if match["dir"] else 0
    if way is None:
        return None
    first, last = match["wd"], match.groupdict().get("wd2")
    first_day = _weekday_in_week(weekday_numbers()[first], context.today, way)
    if last is None:
        return first_day
    return first_day, _weekday_in_week(weekday_numbers()[last], context.today, way)


def _weekday_in_week(number: int, today: date, way: int) -> When | None:
    # Where the three weeks disagree, the outlet's own week would decide, and nobody says which.
    found = set()
    for opens in WEEK_STARTS:
        start = today - timedelta(days=(today.weekday() - opens) % 7 - 7 * way)
        found.add(start + timedelta(days=(number - opens) % 7))
    return day(found.pop()) if len(found) == 1 else None


def numbered_weekday(match: re.Match[str], context: Context) -> Value:
    """Resolve ``الخميس 21`` to the nearest day that is both.

    Where there is none, a number in digits counts something else, and the weekday is told alone.
    """
    wanted, number = day_of_month(match), weekday_numbers()[match["wd"]]
    # The nearest days first, and of two equally near ones the earlier.
    for days in sorted(range(-DAYS_NEARBY, DAYS_NEARBY + 1), key=abs):
        found = context.today + timedelta(days=days)
        if found.day == wanted and found.weekday() == number:
            return day(found)
    return None if match["o"] else nearest_weekday(match, context)


def day_number(match: re.Match[str], context: Context) -> Value:
    """Resolve ``يوم 27`` to the last such day, or the next where the text looks ahead."""
    number, today = int(match["d"]), context.today
    if context.tense == "unclear":
        return None
    is_ahead = context.tense == "future"
    here = day_of(today.year, today.month, number)
    if here and (here.start >= today if is_ahead else here.start <= today):
        return here
    there = month(today.year, today.month + (1 if is_ahead else -1)).start
    return day_of(there.year, there.month, number)


@cache
def _one_amount() -> re.Pattern[str]:
    counted = alternatives(word_list("counted"))
    return re.compile(rf"(?:(?P<n>{number_pattern()})\s+)?(?P<c>{counted})(?!\w)")


def _count(number: str | None, counted: str) -> int | None:
    """Return how many of a unit are counted, ``None`` where that is vague or no whole number.

    Without a number the singular counts one and the dual two.
    """
    if number is None:
        alone = {"alone.one": 1, "alone.two": 2}
        return next((n for name, n in alone.items() if counted in word_list(name)), None)
    value = read_number(number)
    return None if value is None or value != int(value) else int(value)


def _amounts(text: str) -> dict[str, int] | None:
    """Return how many of each unit a text counts, ``None`` where a count is vague."""
    found: dict[str, int] = {}
    for match in _one_amount().finditer(text):
        count, name = _count(match["n"], match["c"]), units("counted")[match["c"]]
        if count is None or name not in FINEST_FIRST:
            return None
        found[name] = found.get(name, 0) + count
    return found


def span(match: re.Match[str], context: Context) -> Value:
    """Resolve "three days ago" and "two years from now", as coarsely as the finest unit counted.

    Vague counts ("for months"), other spans ("for a year") and "three days before the vote" stay
    open.
    """
    opening, is_from_now = match["way"], match.groupdict().get("now")
    way = -1 if opening in word_list("span.ago") else 0
    if is_from_now and (opening is None or opening in word_list("span.ahead")):
        way = 1
    amounts = _amounts(match["amount"])
    counts_from_other = not is_from_now and _COUNTED_FROM.match(match.string, match.end("t"))
    # "About two years ago" is no year for sure.
    if not way or not amounts or match["about"] or counts_from_other:
        return None
    today = context.today
    months = 12 * amounts.get("year", 0) + amounts.get("month", 0)
    there = month(today.year, today.month + way * months).start
    # A month after 31 January is the last of February.
    there = there.replace(day=min(today.day, monthrange(there.year, there.month)[1]))
    there += way * timedelta(days=amounts.get("day", 0), weeks=amounts.get("week", 0))
    finest = next(name for name in FINEST_FIRST if name in amounts)
    return unit_at(there, finest)


def recent_span(match: re.Match[str], context: Context) -> Value:
    """Resolve "the last three months" to its first and last month, "the next two days"."""
    counted = match["c"].removeprefix("ال")
    count = _count(match["n"].removeprefix("ال") if match["n"] else None, counted)
    name, one_day = units("counted")[counted], timedelta(days=1)
    if not count or name not in FINEST_FIRST:
        return None
    # The day of publication belongs to neither: the last three days end with yesterday.
    today = context.today
    if match["ahead"] in word_list("recent.future"):
        return unit_at(today + one_day, name), unit_at(today, name, count)
    return unit_at(today, name, -count), unit_at(today - one_day, name)
