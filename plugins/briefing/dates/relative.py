"""Values of times told from the day of publication, or from a time told before: resolvers.

As those of resolve.py: each takes an expression, and raises `ValueError` where it needs the day of
publication and that is unknown.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from ..language.numbers import number_pattern, read_number
from .expression import Expression, Value, day_of_month, year_number
from .vocabulary import any_of, units, weekday_numbers, word_list, word_values
from .when import Precision, When, day, day_of, month, season, unit_at

LARGEST_GAP = 92
"""Days. "Last Monday" in a sentence that dates its event this much earlier is left open."""
WEEK_STARTS = (5, 6, 0)
"""Saturday, Sunday and Monday: the Arab world and ISO 8601 open the week on different days."""
WEEKEND = SATURDAY, SUNDAY = WEEK_STARTS[:2]
DAYS_NEARBY = 21
"""Days from publication within which a weekday and its number are looked for: nobody says "Thursday
the 21st" of a day that is further away than the last or the next month."""
NEARER_AHEAD = 5
"""From so many days back on, the same weekday ahead is nearer."""
WINTER, LAST_MONTH_OF_SPRING = 12, 5
"""Until May, "this winter" is the one that began in the year before."""
FINEST_FIRST: tuple[Precision, ...] = ("day", "week", "month", "year")
_COUNTED_ON = re.compile(
    rf"(?:\s+(?:{any_of('span.exactly')})){{0,2}}\s+(?:من|علي|عن|ونصف|وربع|وثلث)(?!\w)"
)
"""Behind a span: "three days before the vote" counts from that, "two years and a half" are more."""
_COUNTED_FROM = re.compile(r"\s+(?:لل\w|ل(?!ل|[يتن])\w{3}|علي\s)")
_NO_NEAR_DAY = re.compile(
    rf"\s+(?:عشر|(?:الذي|التي)\s+[يت](?:ليه|سبقه)ا?|{any_of('names.after_weekday')}"
    rf"|(?:{any_of('nth')})\s+من)(?!\w)"
)
"""Behind a weekday: "Sunday" is half of "eleven", too; what follows another day is counted from
that, and "the first Sunday of each month" from its beginning."""
_NAMED_FOR_DAY = re.compile(rf"(?<!\w)[وفبل]?(?:{any_of('names.before_weekday')})\s+$")
_PLURAL_DAYS = re.compile(
    rf"(?<!\w)[وفبل]?ايام\s(?:و?(?:{'|'.join(weekday_numbers())})(?:\s|،\s)){{0,6}}و?\Z"
)

NEAREST = ("nearest_weekday", "numbered_weekday", "day_number")
"""Resolvers of what is near the day of publication, and of no year that the text is in."""


def relative_period(expression: Expression) -> Value:
    """Resolve "this week", "last month", "the current year"; "the coming decade" stays open."""
    unit, base = units("unit")[expression.group("u")], expression.latest
    # "The coming decade" is the years 2030 to 2039, or the ten years from now.
    if unit == "decade":
        return None
    steps = expression.steps("dir")
    if unit == "week" and steps is not None and _is_open_week(expression, steps):
        return None
    if steps is not None:
        return unit_at(expression.today, unit, steps)
    # "The following day" counts from the time named before, if that is known as exactly.
    steps = expression.steps("dir", from_antecedent=True)
    # "The day following the vote" counts from the vote.
    if _COUNTED_FROM.match(expression.match.string, expression.match.end("t")):
        return None
    if base is None or steps is None or unit_at(base.start, unit) != unit_at(base.end, unit):
        return None
    return unit_at(base.start, unit, steps)


def _is_open_week(expression: Expression, steps: int) -> bool:
    """Tell whether the outlet's own week decides which one is meant, or nothing does."""
    part = expression.group("part")
    # "At the end of the week" tells of the last one, too.
    is_end = part in word_list("part.end") and not expression.group("dir")
    if is_end and expression.tense == "past":
        return True
    weekday = expression.today.weekday()
    return weekday in WEEKEND and not (steps == -1 and weekday == SUNDAY and not part)


def near_day(expression: Expression) -> Value:
    """Resolve "yesterday" and "the day after tomorrow".

    A weekday beside it that is another says that the page is a day older or newer than its text;
    ``None`` where it is further away.
    """
    there = unit_at(expression.today, "day", word_values("today")[expression.group("w")])
    name = expression.group("wd")
    if not name:
        return there
    for days in (0, -1, 1):
        near = unit_at(there.start, "day", days)
        if near.start.weekday() == weekday_numbers()[name]:
            return near
    return None


def nearest_weekday(expression: Expression) -> When | None:
    """Resolve a weekday to the nearest such day before publication, or after it if ahead.

    One that contradicts the date of its own sentence is left open.
    """
    number, word = weekday_numbers()[expression.group("wd")], expression.group("dir")
    # "From Friday to Sunday": the first Sunday after that Friday, whatever the tense.
    if expression.begins and expression.begins.precision == "day" and not word:
        first = expression.begins.start
        return unit_at(first, "day", (number - first.weekday() - 1) % 7 + 1)
    steps, today = expression.steps("dir"), expression.today
    # A label of a row ("Friday: sunny") may be of the days before or to come, "days" in the plural
    # come again, or have numbers behind them.
    (start, end), text = expression.match.span("t"), expression.match.string
    is_label = not start and text[end:].lstrip().startswith(":")
    is_another_day = is_label and number != today.weekday()
    preceding = expression.preceding
    is_named = _PLURAL_DAYS.search(preceding) or _NAMED_FOR_DAY.search(preceding)
    is_unsure = not word and (is_another_day or is_named)
    if is_unsure or _NO_NEAR_DAY.match(text, end):
        return None
    # "The following Friday" counts from another day.
    back = (today.weekday() - number) % 7
    if steps is None or (not word and expression.tense == "unclear"):
        return unit_at(today, "day", -back % 7) if expression.is_forecast and not word else None
    # "After next" and "before last" are a week further than the nearest.
    further = 7 * max(0, abs(steps) - 1)
    if steps > 0 or (not word and expression.tense == "future"):
        # What will be "on Wednesday" in an article of a Wednesday may be that day, or in a week.
        return unit_at(today, "day", further + 7 - back) if back or word else None
    # Tomorrow, or a day of last week.
    if not word and back >= NEARER_AHEAD and expression.is_decided:
        return None
    # "Last Monday" in an article of a Monday is not that day, but "on Monday" is.
    found = unit_at(today, "day", -further - (back or (7 if steps < 0 else 0)))
    before = expression.first_period
    return None if before and (found.start - before.end).days > LARGEST_GAP else found


def weekday_of_week(expression: Expression) -> Value:
    """Resolve ``الجمعة من الأسبوع المقبل`` and ``الأسبوع المقبل بين الأربعاء والجمعة``.

    Where the week's first day decides which day is meant, it stays open.
    """
    steps, last = expression.steps("dir"), expression.group("wd2")
    if steps is None:
        return None
    first_day = _weekday_in_week(expression.group("wd"), expression.today, steps)
    return (first_day, _weekday_in_week(last, expression.today, steps)) if last else first_day


def _weekday_in_week(name: str, today: date, steps: int) -> When | None:
    # Where the three weeks disagree, the outlet's own week would decide, and nobody says which.
    number, found = weekday_numbers()[name], set()
    for opens in WEEK_STARTS:
        start = today - timedelta(days=(today.weekday() - opens) % 7 - 7 * steps)
        found.add(start + timedelta(days=(number - opens) % 7))
    return day(found.pop()) if len(found) == 1 else None


def numbered_weekday(expression: Expression) -> Value:
    """Resolve ``الخميس 21`` to the nearest day that is both.

    Where there is none, a number in digits counts something else, and the weekday is told alone.
    """
    wanted, number = day_of_month(expression), weekday_numbers()[expression.group("wd")]
    # The nearest days first, and of two equally near ones the earlier.
    for days in sorted(range(-DAYS_NEARBY, DAYS_NEARBY + 1), key=abs):
        found = expression.today + timedelta(days=days)
        if found.day == wanted and found.weekday() == number:
            return day(found)
    return None if expression.group("o") else nearest_weekday(expression)


def season_named(expression: Expression) -> Value:
    """Resolve ``صيف 2022``, ``هذا الصيف`` and ``الصيف الماضي``."""
    first, named = word_values("seasons")[expression.group("s")], expression.group("y")
    if named:
        return season(year_number(named), first)
    steps, today = expression.steps("dir"), expression.today
    if steps is None:
        return None
    if steps > 0:
        # The next one is of this year where it has not begun.
        is_ahead = first > today.month
        return season(today.year + steps - (1 if is_ahead else 0), first)
    if steps == 0:
        in_last_year = first == WINTER and today.month <= LAST_MONTH_OF_SPRING
        return season(today.year - (1 if in_last_year else 0), first)
    # "Last summer" is the last one that is over.
    in_year = today.year
    while season(in_year, first).end >= today:
        in_year -= 1
    return season(in_year + steps + 1, first)


def day_number(expression: Expression) -> Value:
    """Resolve ``يوم 27`` to the last such day, or the next where the text looks ahead."""
    number, today = int(expression.group("d")), expression.today
    if expression.tense == "unclear":
        return None
    is_ahead = expression.tense == "future"
    here = day_of(today.year, today.month, number)
    if here and (here.start >= today if is_ahead else here.start <= today):
        return here
    there = month(today.year, today.month + (1 if is_ahead else -1)).start
    return day_of(there.year, there.month, number)


def _count(number: str, counted: str) -> int | None:
    """Return how many of a unit are counted, ``None`` where that is vague or no whole number."""
    if number:
        value = read_number(number)
        return None if value is None or value != int(value) else int(value)
    # Without a number the singular counts one and the dual two.
    if counted in word_list("alone.one"):
        return 1
    return 2 if counted in word_list("alone.two") else None


def _amounts(text: str) -> dict[str, int] | None:
    """Return how many of each unit a text counts, ``None`` where a count is vague."""
    found: dict[str, int] = {}
    amount = rf"(?:(?<!\d)(?P<n>{number_pattern()})\s+)?(?P<c>{any_of('counted')})(?!\w)"
    for match in re.finditer(amount, text):
        count, name = _count(match["n"] or "", match["c"]), units("counted")[match["c"]]
        if count is None or name not in FINEST_FIRST:
            return None
        found[name] = found.get(name, 0) + count
    return found


def span(expression: Expression) -> Value:
    """Resolve "three days ago" and "two years from now", as coarsely as the finest unit counted.

    Vague counts ("for months"), other spans ("for a year") and "three days before the vote" stay
    open.
    """
    opening, match = expression.group("way"), expression.match
    is_from_now = bool(expression.group("now"))
    way = -1 if opening in word_list("span.ago") else 0
    if is_from_now and (not opening or opening in word_list("span.ahead")):
        way = 1
    amounts = _amounts(expression.group("amount"))
    is_counted_on = not is_from_now and _COUNTED_ON.match(match.string, match.end("t"))
    # "About two years ago" is no year for sure.
    if not way or not amounts or expression.group("about") or is_counted_on:
        return None
    today = expression.today
    months = 12 * amounts.get("year", 0) + amounts.get("month", 0)
    there = month(today.year, today.month + way * months).start
    # A month after 31 January is the last of February.
    there = there.replace(day=min(today.day, monthrange(there.year, there.month)[1]))
    there += way * timedelta(days=amounts.get("day", 0), weeks=amounts.get("week", 0))
    finest = next(name for name in FINEST_FIRST if name in amounts)
    return unit_at(there, finest)


def recent_span(expression: Expression) -> Value:
    """Resolve "the last three months" to its first and last month, "the next two days"."""
    counted = expression.group("c").removeprefix("ال")
    count = _count(expression.group("n").removeprefix("ال"), counted)
    name, one_day = units("counted")[counted], timedelta(days=1)
    if not count or name not in FINEST_FIRST:
        return None
    # The day of publication belongs to neither: the last three days end with yesterday.
    today = expression.today
    if expression.group("ahead") in word_list("recent.future"):
        return unit_at(today + one_day, name), unit_at(today, name, count)
    return unit_at(today, name, -count), unit_at(today - one_day, name)
