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
from .tense import Tense, direction, surely_ahead, tense
from .vocabulary import day_numbers, month_number, weekday_numbers, word_values
from .when import When, day, day_of, decade, month, season, unit_at, week, year

CENTURY = 100
MONTHS = range(1, 13)
# Until May, "this winter" is the one that began in the year before.
WINTER, LAST_MONTH_OF_SPRING = 12, 5
# A week belongs to the month and year that have its Thursday (ISO 8601).
THURSDAY = 3

# One period, the first and last of a range, or nothing.
Value = When | tuple[When | None, When | None] | None


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
        """The day of publication; raises `ValueError` where it is unknown."""
        # By the error an expression told from that day is left open, and no resolver need ask.
        if self.published is None:
            message = "the day of publication is unknown"
            raise ValueError(message)
        return self.published

    @cached_property
    def tense(self) -> Tense:
        """Whether the clause speaks of what was, of what is to come, or of neither surely."""
        return tense(self.folded, self.start)


def year_number(text: str) -> int:
    """Return a year in digits or words; 0 where the words make none."""
    return int(text) if text.isdigit() else int(read_number(text) or 0)


def years(match: re.Match[str], _: Context) -> Value:
    """Resolve ``عام 2014`` and ``2014-2019``; years in falling order are no range."""
    first, last = year(year_number(match["y"])), match.groupdict().get("y2")
    if last is None:
        return first
    return (first, year(int(last))) if first.start.year < int(last) else None


def one_decade(match: re.Match[str], _: Context) -> Value:
    """Resolve ``الثمانينيات``, the decade of the last century unless a century is named."""
    decades, name = word_values("decades"), match["decade"]
    # Before its century a decade loses its article.
    first = decades[name] if name in decades else decades[f"ال{name}"]
    if match["century"]:
        century = word_values("centuries")[" ".join(match["century"].split())]
        first = century + first % CENTURY
    return decade(first)


def one_month(match: re.Match[str], context: Context) -> When | None:
    """Resolve a month by its year, by its direction, or to the nearest one.

    ``None`` where a pair of names (``أبريل/مايو``) is of two different months.
    """
    groups = match.groupdict()
    number = int(groups["mm"]) if groups.get("mm") else month_number(groups["m"])
    if number is None or number not in MONTHS:
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
    return _nearest_month(number, groups.get("dir") or "", context)


def _nearest_month(number: int, word: str, context: Context) -> When | None:
    """Return a month without a year: the last one, the next where the text looks ahead.

    Where it does neither surely, only the month of publication itself has a value, and a month
    that has passed is next year's only after a verb that cannot be anything but a future.
    """
    # "The following March" counts from a time that may be named in another sentence.
    if direction(word, from_antecedent=True):
        return None
    today, way = context.today, direction(word)
    if way:
        passed = number <= today.month if way > 0 else number < today.month
        return month(today.year + way + (passed - (way > 0)), number)
    if context.tense == "past":
        return month(today.year - (number > today.month), number)
    if context.tense == "unclear":
        return month(today.year, number) if number == today.month else None
    if number >= today.month:
        return month(today.year, number)
    is_sure = surely_ahead(context.folded, context.start)
    return month(today.year + 1, number) if is_sure else None


def _base_month(match: re.Match[str], context: Context) -> When | None:
    """Return the month a part belongs to: a named one, this, the last, the next."""
    groups = match.groupdict()
    if groups.get("m") or groups.get("mm"):
        return one_month(match, context)
    steps = direction(groups["md"]) if groups.get("md") else 0
    return None if steps is None else unit_at(context.today, "month", steps)


def _base_year(match: re.Match[str], context: Context) -> When | None:
    """Return the year a part belongs to: a named one, this, the last, the next."""
    groups = match.groupdict()
    if groups.get("y"):
        return year(year_number(groups["y"]))
    steps = direction(groups["yd"]) if groups.get("yd") else 0
    return None if steps is None else unit_at(context.today, "year", steps)


def numeric_month(match: re.Match[str], context: Context) -> Value:
    """Resolve ``3/2015``; ``2011/12`` may as well be two years in a row and stays open."""
    in_a_row = int(match["mm"]) == (int(match["y"]) + 1) % CENTURY
    return None if in_a_row and match.start("y") < match.start("mm") else one_month(match, context)


def same_month(match: re.Match[str], context: Context) -> Value:
    """Resolve ``الشهر نفسه من سنة 2025`` by the month named before."""
    base, named = context.antecedent, match.groupdict().get("y")
    if base is None:
        return None
    return month(year_number(named) if named else base.start.year, base.start.month)


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
    """Resolve ``9 ديسمبر/كانون الأول``, ``2021/12/12``, ``20 من الشهر المقبل``, ``15 الجاري``."""
    return _day_in(_base_month(match, context), day_of_month(match))


def day_of_same_month(match: re.Match[str], context: Context) -> Value:
    """Resolve ``الثامن والعشرين من الشهر نفسه`` by the month named before."""
    return _day_in(context.antecedent, day_of_month(match))


def day_range(match: re.Match[str], context: Context) -> Value:
    """Resolve ``من 5 إلى 9 مايو`` and ``يومي 11 و12 أبريل``; days in falling order are no range."""
    base, first = _base_month(match, context), day_of_month(match)
    # In words or in digits, as the first day is.
    words = match.groupdict().get("o2")
    last = day_numbers().get(" ".join(words.split())) if words else int(match["d2"])
    if first is None or last is None or first >= last:
        return None
    return _day_in(base, first), _day_in(base, last)


def week_of_day(match: re.Match[str], context: Context) -> Value:
    """Resolve ``أسبوع 16 سبتمبر`` to the week that holds the day."""
    base = day_in_month(match, context)
    return week(base.start) if base else None


def part_of_year(match: re.Match[str], context: Context) -> Value:
    """Resolve ``الربع الثالث من عام 2016`` to its first and last month."""
    base, size = _base_year(match, context), word_values("fraction")[match["fraction"]]
    parts = 12 // size
    # The last quarter is -1, and of four quarters the fourth.
    number = _which(match) % (parts + 1)
    if base is None or not 1 <= number <= parts:
        return None
    # Quarters and halves are told as ranges of months: a precision of their own would help nobody.
    last = size * number
    return month(base.start.year, last - size + 1), month(base.start.year, last)


def season_named(match: re.Match[str], context: Context) -> Value:
    """Resolve ``صيف 2022``, ``هذا الصيف`` and ``الصيف الماضي``."""
    first, groups = word_values("seasons")[match["s"]], match.groupdict()
    if groups.get("y"):
        return season(year_number(groups["y"]), first)
    way = direction(groups["dir"]) if groups.get("dir") else 0
    if way is None:
        return None
    today = context.today
    if way > 0:
        return season(today.year + way - 1 + (first <= today.month), first)
    if way == 0:
        in_last_year = first == WINTER and today.month <= LAST_MONTH_OF_SPRING
        return season(today.year - in_last_year, first)
    # "Last summer" is the last one that is over.
    last = season(today.year, first)
    while last.end >= today:
        last = season(last.start.year - 1, first)
    return season(last.start.year + way + 1, first)


def _which(match: re.Match[str]) -> int:
    """Return which one of several a match means, -1 for the last."""
    words = word_values("nth") | word_values("nth_before")
    return words[match["nth"]]


def _nth_in(period: When | None, weekday: int, nth: int) -> When | None:
    """Return the nth of a weekday in a period, the last for -1; ``None`` if there is none."""
    if period is None:
        return None
    if nth > 0:
        ahead = (weekday - period.start.weekday()) % 7
        found = period.start + timedelta(days=ahead, weeks=nth - 1)
    else:
        found = period.end - timedelta(days=(period.end.weekday() - weekday) % 7)
    return day(found) if period.start <= found <= period.end else None


def nth_weekday(match: re.Match[str], context: Context) -> Value:
    """Resolve ``أول يوم جمعة من يوليو``."""
    numbers, name = weekday_numbers(), match["wd"]
    number = numbers[name] if name in numbers else numbers[f"ال{name}"]
    return _nth_in(_base_month(match, context), number, _which(match))


def nth_week(match: re.Match[str], context: Context) -> Value:
    """Resolve ``الأسبوع الأول من أكتوبر`` by the week with the first Thursday (ISO 8601)."""
    in_year = match.groupdict().get("in_year")
    base = _base_year(match, context) if in_year else _base_month(match, context)
    thursday = _nth_in(base, THURSDAY, _which(match))
    return week(thursday.start) if thursday else None
