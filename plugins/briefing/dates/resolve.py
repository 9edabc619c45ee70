"""Values of dates by their names and numbers: days, months, years, and parts of them.

A resolver takes a match of a row of patterns.toml and its context, and returns what the expression
means for one day of publication: a period, the first and the last of a range, or ``None`` where the
text supports no value. It may raise `ValueError` or `OverflowError` for days outside the calendar.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from ..language.numbers import read_number
from .tense import Tense, direction, surely_ahead, tense, told_direction
from .vocabulary import day_numbers, month_number, weekday_numbers, word_values
from .when import (
    MONTHS_OF_A_SEASON,
    When,
    day,
    day_of,
    decade,
    month,
    season,
    week,
    year,
)

CENTURY = 100
WINTER, LAST_MONTH_OF_SPRING = 12, 5
"""Until May, "this winter" is the one that began in the year before."""
THURSDAY = 3
"""A week belongs to the month and year that have its Thursday (ISO 8601)."""

Value = When | tuple[When | None, When | None] | None
"""One period, the first and last of a range, or nothing."""


@dataclass(frozen=True)
class Context:
    """What resolving may look at besides the match.

    `folded` is the sentence, `start` the place of the expression in it, `published` the day of
    publication if known, `antecedent` the last month named before in the story, `anchor` the first
    period of the sentence and `latest` the last one before the expression. `year` is that of the
    date it is joined to ("from 2 to 9 May 2024"), `begins` the day that begins the range it ends
    ("from Friday to Sunday").
    """

    folded: str
    start: int
    published: date | None = None
    antecedent: When | None = None
    anchor: When | None = None
    latest: When | None = None
    year: int | None = None
    begins: When | None = None

    @property
    def today(self) -> date:
        """The day of publication; raises `ValueError` where it is unknown.

        So an expression told from that day gets no value then, and its resolver need not ask.
        """
        if self.published is None:
            message = "the day of publication is unknown"
            raise ValueError(message)
        return self.published

    @cached_property
    def tense(self) -> Tense:
        """Whether the clause speaks of what was, of what is to come, or of neither surely."""
        return tense(self.folded, self.start)

    @property
    def sure(self) -> bool:
        """Whether what is to come is told by a verb that no name looks like."""
        return surely_ahead(self.folded, self.start)


def year_number(text: str) -> int:
    """Return a year in digits or words; 0 where the words make none."""
    return int(text) if text.isdigit() else int(read_number(text) or 0)


def numeric(match: re.Match[str], _: Context) -> Value:
    """Resolve ``2021/12/12`` and ``12-12-2021``."""
    return day_of(int(match["y"]), int(match["mm"]), int(match["d"]))


def english_date(match: re.Match[str], _: Context) -> Value:
    """Resolve ``February 17, 2024``."""
    number = month_number(match["m"])
    return day_of(int(match["y"]), number, int(match["d"])) if number else None


def one_year(match: re.Match[str], _: Context) -> Value:
    """Resolve ``عام 2014``."""
    return year(year_number(match["y"]))


def year_range(match: re.Match[str], _: Context) -> Value:
    """Resolve ``2014-2019``; years in falling order are no range."""
    first, last = int(match["y"]), int(match["y2"])
    return (year(first), year(last)) if first < last else None


def one_decade(match: re.Match[str], _: Context) -> Value:
    """Resolve ``الثمانينيات``, the decade of the last century unless a century is named."""
    decades = word_values("decades")
    # Before its century a decade loses its article.
    name = match["decade"]
    first = decades[name] if name in decades else decades[f"ال{name}"]
    if match["century"]:
        century = word_values("centuries")[" ".join(match["century"].split())]
        first = century + first % CENTURY
    return decade(first)


def one_month(match: re.Match[str], context: Context) -> When | None:
    """Resolve a month by its year, by its direction, or to the nearest one.

    ``None`` where a pair of names (``أبريل/مايو``) is of two different months.
    """
    number, groups = month_number(match["m"]), match.groupdict()
    if number is None:
        return None
    if groups.get("y"):
        return month(year_number(groups["y"]), number)
    if context.year:
        return month(context.year, number)
    if groups.get("ys"):
        return month(context.antecedent.start.year, number) if context.antecedent else None
    if groups.get("yd"):
        step = direction(groups["yd"])
        return None if step is None else month(context.today.year + step, number)
    way = groups.get("dir") or ""
    return None if told_direction(way) else _nearest_month(number, context, direction(way))


def _nearest_month(number: int, context: Context, way: int | None) -> When | None:
    """Return a month without a year: the last one, the next where the text looks ahead.

    Where it does neither surely, only the month of publication itself has a value, and a month
    that has passed is next year's only behind a verb that cannot be anything but a future.
    """
    today = context.today
    if way:
        passed = number <= today.month if way > 0 else number < today.month
        return month(today.year + way + (passed - (way > 0)), number)
    if context.tense == "unclear" and number != today.month:
        return None
    if context.tense == "future":
        passed = number < today.month
        return month(today.year + passed, number) if not passed or context.sure else None
    return month(today.year - (number > today.month), number)


def _base_month(match: re.Match[str], context: Context) -> When | None:
    """Return the month a part belongs to: a named one, this, the last, the next."""
    groups = match.groupdict()
    if groups.get("m"):
        return one_month(match, context)
    way = direction(groups["md"]) if groups.get("md") else 0
    return None if way is None else month(context.today.year, context.today.month + way)


def _base_year(match: re.Match[str], context: Context) -> When | None:
    """Return the year a part belongs to: a named one, this, the last, the next."""
    groups = match.groupdict()
    if groups.get("y"):
        return year(year_number(groups["y"]))
    way = direction(groups["yd"]) if groups.get("yd") else 0
    return None if way is None else year(context.today.year + way)


def day_of_month(match: re.Match[str]) -> int | None:
    """Return the number of a day by its digits or its ordinal in words."""
    groups = match.groupdict()
    if groups.get("d"):
        return int(groups["d"])
    return day_numbers().get(" ".join(groups["o"].split()))


def _day_in(base: When | None, number: int | None) -> When | None:
    """Return a day of a month, ``None`` if one of them is unknown or it is no day of that month."""
    return day_of(base.start.year, base.start.month, number) if base and number else None


def day_in_month(match: re.Match[str], context: Context) -> When | None:
    """Resolve ``9 ديسمبر/كانون الأول`` and ``السابع من أكتوبر الماضي``."""
    return _day_in(one_month(match, context), day_of_month(match))


def day_of_base_month(match: re.Match[str], context: Context) -> Value:
    """Resolve ``20 من الشهر المقبل`` and ``15 الجاري``."""
    return _day_in(_base_month(match, context), day_of_month(match))


def day_of_same_month(match: re.Match[str], context: Context) -> Value:
    """Resolve ``الثامن والعشرين من الشهر نفسه`` by the month named before."""
    return _day_in(context.antecedent, day_of_month(match))


def numeric_day(match: re.Match[str], context: Context) -> Value:
    """Resolve ``22/04``, whose year is not told."""
    return _day_in(_nearest_month(int(match["mm"]), context, None), int(match["d"]))


def numeric_month(match: re.Match[str], _: Context) -> Value:
    """Resolve ``3/2015``; ``2011/12`` may as well be two years in a row and stays open."""
    number, named = int(match["mm"]), int(match["y"])
    in_a_row = match.start("y") < match.start("mm") and number == (named + 1) % CENTURY
    return None if in_a_row else month(named, number)


def day_range(match: re.Match[str], context: Context) -> Value:
    """Resolve ``من 5 إلى 9 مايو`` and ``يومي 11 و12 أبريل``; days in falling order are no range."""
    base, first = _base_month(match, context), day_of_month(match)
    words = match.groupdict().get("o2")
    last = day_numbers().get(" ".join(words.split())) if words else int(match["d2"])
    if base is None or first is None or last is None or first >= last:
        return None
    return _day_in(base, first), _day_in(base, last)


def same_month(match: re.Match[str], context: Context) -> Value:
    """Resolve ``الشهر نفسه من سنة 2025`` by the month named before."""
    base, named = context.antecedent, match.groupdict().get("y")
    if base is None:
        return None
    return month(year_number(named) if named else base.start.year, base.start.month)


def part_of_year(match: re.Match[str], context: Context) -> Value:
    """Resolve ``الربع الثالث من عام 2016`` to its first and last month."""
    base, size = _base_year(match, context), word_values("fraction")[match["fraction"]]
    parts = 12 // size
    # The last quarter is -1, and the fourth of four.
    number = nth_number(match["nth"]) % (parts + 1)
    if base is None or not 1 <= number <= parts:
        return None
    last = size * number
    return month(base.start.year, last - size + 1), month(base.start.year, last)


def season_named(match: re.Match[str], context: Context) -> Value:
    """Resolve ``صيف 2022``, ``هذا الصيف`` and ``الصيف الماضي``."""
    first, groups = word_values("seasons")[match["s"]], match.groupdict()
    if groups.get("y"):
        return season(year_number(groups["y"]), first)
    way = direction(groups["dir"]) if groups.get("dir") else 0
    return None if way is None else season(_season_year(context.today, first, way), first)


def _season_year(today: date, first: int, way: int) -> int:
    """Return the year in which the last, this or the next season begins."""
    if way > 0:
        return today.year + (way - 1) + (first <= today.month)
    if way < 0:
        last_month = first + MONTHS_OF_A_SEASON - 1
        years_back = 2
        for back in (1, 0):
            if month(today.year - back, last_month).end < today:
                years_back = back
        return today.year - years_back + (way + 1)
    return today.year - (first == WINTER and today.month <= LAST_MONTH_OF_SPRING)


def nth_number(word: str) -> int:
    """Return which one of several a word means, -1 for the last."""
    after_its_noun = word_values("nth")
    return after_its_noun[word] if word in after_its_noun else word_values("nth_before")[word]


def nth_in(period: When, weekday: int, nth: int) -> When | None:
    """Return the nth of a weekday in a period, the last for -1; ``None`` if there is none."""
    if nth > 0:
        ahead = (weekday - period.start.weekday()) % 7
        found = period.start + timedelta(days=ahead, weeks=nth - 1)
    else:
        found = period.end - timedelta(days=(period.end.weekday() - weekday) % 7)
    return day(found) if period.start <= found <= period.end else None


def nth_weekday(match: re.Match[str], context: Context) -> Value:
    """Resolve ``أول يوم جمعة من يوليو``."""
    base, name = _base_month(match, context), match["wd"]
    numbers = weekday_numbers()
    number = numbers[name] if name in numbers else numbers[f"ال{name}"]
    return nth_in(base, number, nth_number(match["nth"])) if base else None


def nth_week(match: re.Match[str], context: Context) -> Value:
    """Resolve ``الأسبوع الأول من أكتوبر`` by the week with the first Thursday (ISO 8601)."""
    in_year = match.groupdict().get("in_year")
    base = _base_year(match, context) if in_year else _base_month(match, context)
    thursday = nth_in(base, THURSDAY, nth_number(match["nth"])) if base else None
    return week(thursday.start) if thursday else None


def week_of_day(match: re.Match[str], context: Context) -> Value:
    """Resolve ``أسبوع 16 سبتمبر`` to the week that holds the day."""
    base = day_in_month(match, context)
    return week(base.start) if base else None
