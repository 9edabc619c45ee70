"""Values of dates by their names and numbers: days, months, years, and parts of them.

A resolver takes an expression and returns what it means for one day of publication: a period, the
first and the last of a range, or ``None`` where the text supports no value. It may raise
`ValueError` or `OverflowError` for days outside the calendar.
"""

from __future__ import annotations

import re
from datetime import timedelta

from hijridate import Hijri

from ..language.numbers import read_number
from .expression import Expression, Value, day_of_month, is_without_year, year_number
from .vocabulary import (
    any_of,
    day_numbers,
    month_number,
    row_numbers,
    units,
    weekday_numbers,
    word_values,
)
from .when import Precision, When, day, day_of, decade, month, unit_at, week, year

CENTURY = 100
NEAR = 92
"""Days from publication within which a weekday says of which year its day is."""
MONTHS = range(1, 13)
SOON = 2
"""Months ahead of publication that a bare name rather means than the same of a year before."""
_BETWEEN = re.compile(rf"(?<!\w)[وف]?(?:{any_of('range.between')})\s+(?:يوم\s+)?$")
_ALTERNATIVE = re.compile(r"(?<![\d.,/])\d{1,2}\s+او\s+$")
_FROM_THEN_ON = re.compile(rf"(?<!\w)(?:{any_of('ahead.words')})(?<=من)\s(?:\w+\s){{0,3}}$")
THURSDAY = 3
"""A week belongs to the month and year that have its Thursday (ISO 8601)."""
WEEKS_OF_A_MONTH = range(1, 6)


def years(expression: Expression) -> Value:
    """Resolve ``عام 2014`` and ``2014-2019``; years in falling order are no range."""
    first, last = year(year_number(expression.group("y"))), expression.group("y2")
    if not last:
        return first
    return (first, year(int(last))) if first.start.year < int(last) else None


def one_decade(expression: Expression) -> Value:
    """Resolve ``الثمانينيات``, the decade of the last century unless a century is named."""
    decades, name = word_values("decades"), expression.group("decade")
    # Before its century a decade loses its article.
    first = decades.get(name) or decades[f"ال{name}"]
    if century := expression.group("century"):
        first = word_values("centuries")[century] + first % CENTURY
    return decade(first)


def one_month(expression: Expression) -> When | None:
    """Resolve a month by its year, by its direction, or to the nearest one.

    ``None`` where a pair of names (``أبريل/مايو``) is of two different months.
    """
    group = expression.group
    number = int(group("mm")) if group("mm") else month_number(group("m"))
    if number is None or number not in MONTHS:
        return None
    if group("y"):
        return month(year_number(group("y")), number)
    if ends := expression.ends:
        # "From 20 December to 5 January 2024" begins in 2023; what is moved may be brought forward,
        # "in December and January 2024" be of one year, and "January to January" of one or two.
        is_later = number > ends.end.month
        is_same = number == ends.end.month and ends.precision == "month"
        is_open = (is_later and expression.may_go_back) or (is_same and group("t") == group("m"))
        in_year = ends.start.year - 1 if is_later else ends.start.year
        return None if is_open else month(in_year, number)
    if group("ys"):
        base = expression.named_year
        return month(base.start.year, number) if base else None
    if group("yd"):
        steps = expression.steps("yd")
        return None if steps is None else month(expression.today.year + steps, number)
    nearest = _nearest_month(number, expression)
    is_sure = group("dir") or (expression.begins and nearest)
    return nearest if is_sure else _beside_a_year(number, nearest, expression)


def _beside_a_year(number: int, nearest: When | None, expression: Expression) -> When | None:
    """Return a month without a year as of the year beside it, ``None`` where it may be another's.

    The nearest month where the year beside says nothing of it.
    """
    beside, this_year = expression.beside, expression.today.year
    if beside is None:
        return nearest
    if beside.period is None:
        return None
    first, last = beside.period.start.year, beside.period.end.year
    if nearest:
        # The text may go on from the time beside to the first such month after it.
        before = month(nearest.start.year - 1, number)
        is_between = beside.period.end < nearest.start <= expression.today
        goes_on = is_between and before.end < beside.period.start and not beside.is_sure
        if goes_on or first <= nearest.start.year <= last:
            return nearest
    # What is to come is of no year that has passed, and what was of none to come.
    is_ahead = expression.tense == "future"
    if (last < this_year and is_ahead) or (first > this_year and not is_ahead):
        return nearest
    if first <= this_year <= last:
        return None if beside.is_sure else nearest
    return month(first, number) if beside.is_sure and first == last else None


def same_year(expression: Expression) -> Value:
    """Resolve ``ذلك العام`` by the year named before."""
    return expression.named_year


def _nearest_month(number: int, expression: Expression) -> When | None:
    """Return a month without a year: the last one, the next where the text looks ahead.

    Where it does neither surely, only the month of publication itself has a value, and a month
    that has passed is next year's only after a verb that cannot be anything but a future.
    """
    group, today, steps = expression.group, expression.today, expression.steps("dir")
    # "The following March" counts from a time that may be named in another sentence.
    if steps is None:
        return None
    if steps:
        shift = -(number > today.month) if steps > 0 else number < today.month
        return month(today.year + steps + shift, number)
    begins = None if group("dir") else expression.begins
    if begins:
        # A range goes on to the next such month, or to a later one; what was done is over.
        found = month(begins.start.year + (number < begins.start.month), number)
        is_open = found.start.replace(year=found.start.year + 1) <= today
        return None if is_open or (expression.tense == "past" and found.start > today) else found
    # What has no word for "last" may as well be of the next weeks as of a year ago.
    is_soon = 0 < number - today.month <= SOON and not any(map(group, ("dir", "d", "o")))
    if is_soon and expression.tense == "past" and not expression.is_surely_past:
        return None
    # The month of publication is this year's in any tense.
    if number == today.month or expression.tense == "past":
        return month(today.year - (number > today.month), number)
    is_later = number > today.month
    is_ahead = expression.tense != "unclear" and (is_later or expression.is_surely_ahead)
    # What holds "from December on" may do so since a few weeks.
    is_far = number - today.month >= MONTHS[-1] - SOON
    may_hold = is_far and _FROM_THEN_ON.search(expression.preceding)
    return month(today.year + (not is_later), number) if is_ahead and not may_hold else None


def _base(expression: Expression, unit: Precision) -> When | None:
    """Return the month or year a part belongs to: a named one, the same, this, the last, the next.

    The year is named by the group ``y`` or ``yd``, the month by ``m``, ``mm``, ``md`` or ``same``.
    """
    group = expression.group
    if unit == "month" and (group("m") or group("mm")):
        return one_month(expression)
    if group("same"):
        return expression.antecedent
    if unit == "year" and group("y"):
        return year(year_number(group("y")))
    steps = expression.steps("md" if unit == "month" else "yd")
    return None if steps is None else unit_at(expression.today, unit, steps)


def year_first(expression: Expression) -> Value:
    """Resolve ``2015/03``; ``2011/12`` may as well be two years in a row and stays open."""
    next_year = (int(expression.group("y")) + 1) % CENTURY
    return None if int(expression.group("mm")) == next_year else one_month(expression)


def this_of_a_year(expression: Expression) -> Value:
    """Resolve ``مثل هذا اليوم من عام 2003`` to the day or month of publication in that year."""
    base, today = _base(expression, "year"), expression.today
    if base is None:
        return None
    if units("unit")[expression.group("u")] == "month":
        return month(base.start.year, today.month)
    return day_of(base.start.year, today.month, today.day)


def same_month(expression: Expression) -> Value:
    """Resolve ``الشهر نفسه من سنة 2025`` and ``… من العام الماضي`` by the month named before."""
    base, named = expression.antecedent, expression.group("y")
    in_year = year_number(named) if named else None
    if expression.group("yd"):
        steps = expression.steps("yd")
        # "The year before" counts from that month, "last year" from today.
        before = expression.steps("yd", from_antecedent=True)
        if steps is not None:
            in_year = expression.today.year + steps
        elif base and before is not None:
            in_year = base.start.year + before
        # A month is not compared with itself: "last year" may be the year before its own.
        if in_year is None or (base and in_year == base.start.year):
            return None
    if base is None:
        return year(in_year) if in_year else None
    return month(in_year or base.start.year, base.start.month)


def day_in_month(expression: Expression) -> When | None:
    """Resolve ``9 ديسمبر/كانون الأول``, ``2021/12/12``, ``20 من الشهر المقبل``, ``15 الجاري``."""
    base, number = _base(expression, "month"), day_of_month(expression)
    found = day_of(base.start.year, base.start.month, number) if base else None
    # "The 23rd or 24th" is neither surely.
    if _ALTERNATIVE.search(expression.preceding):
        return None
    wanted = weekday_numbers().get(expression.group("wb"))
    if found and _may_be_of_this_month(found, expression):
        # Its weekday tells which one is meant.
        here = day_of(expression.today.year, found.start.month, number)
        return next((one for one in (found, here) if one and one.start.weekday() == wanted), None)
    in_month = month_number(expression.group("m"))
    # "Thursday, the first of March" may be its first Thursday.
    is_other = found is not None and wanted not in (None, found.start.weekday())
    if is_other and expression.group("o") and number in WEEKS_OF_A_MONTH:
        return None
    if wanted is None or in_month is None or not is_without_year(expression.match):
        return found
    # "Wednesday, 2 October": of the nearest years the one that has it, if the day is near.
    nearest = (found.start if found else expression.today).year
    for in_year in (nearest, nearest - 1, nearest + 1):
        other = day_of(in_year, in_month, number)
        days = abs((other.start - expression.today).days) if other else 0
        if other and other.start.weekday() == wanted and days <= NEAR:
            return other
    # A wrong weekday is a slip near publication, and further away as well of another year.
    is_near = found is not None and abs((found.start - expression.today).days) <= NEAR
    return found if found and (is_near or found.start.weekday() == wanted) else None


def _may_be_of_this_month(found: When, expression: Expression) -> bool:
    """Tell whether a day of "last March" may be of the March that still runs.

    Of a day that is over, papers say "last" before its month is, and of one to come "next".
    """
    steps = expression.steps("dir")
    if steps not in (-1, 1) or found.start.month != expression.today.month:
        return False
    return (expression.today.day - found.start.day) * steps < 0


def day_range(expression: Expression) -> Value:
    """Resolve ``من 5 إلى 9 مايو`` and ``يومي 11 و12 أبريل``; days in falling order are no range.

    Days that are only counted up (``يومي 11 و20 أبريل``) and do not follow one another stay open.
    """
    base, first = _base(expression, "month"), day_of_month(expression)
    # In words or in digits, as the first day is.
    words = expression.group("o2")
    last = day_numbers()[words] if words else int(expression.group("d2"))
    if base is None or first >= last:
        return None
    between = [int(digits) for digits in re.findall(r"\d+", expression.group("between"))]
    match, end = expression.match, "o" if expression.group("o") else "d"
    joint = match.string[match.end(end) : match.start(f"{end}2")].removesuffix("ال")
    is_range = joint.strip(" ،,") != "و" or _BETWEEN.search(expression.preceding)
    is_row = [first, *between, last] == [*range(first, last + 1)]
    if not is_row and (between or not is_range):
        return None
    in_year, in_month = base.start.year, base.start.month
    ends = day_of(in_year, in_month, first), day_of(in_year, in_month, last)
    is_open = all(one and _may_be_of_this_month(one, expression) for one in ends)
    return None if is_open else ends


def week_of_day(expression: Expression) -> Value:
    """Resolve ``أسبوع 16 سبتمبر`` to the week that holds the day."""
    base = day_in_month(expression)
    return week(base.start) if base else None


def part_of_year(expression: Expression) -> Value:
    """Resolve ``الربع الثالث من عام 2016`` or its first nine months to the first and the last."""
    base, counted = _base(expression, "year"), expression.group("n")
    if counted:
        first_months = int(read_number(counted.removeprefix("ال")) or 0)
        if base is None or first_months not in MONTHS:
            return None
        return month(base.start.year, 1), month(base.start.year, first_months)
    size = word_values("fraction")[expression.group("fraction")]
    parts = len(MONTHS) // size
    number = _which(expression)
    if base is None or number > parts:
        return None
    # Quarters and halves are told as ranges of months: a precision of their own would help nobody.
    last = size * (parts if number < 0 else number)
    return month(base.start.year, last - size + 1), month(base.start.year, last)


def _which(expression: Expression) -> int:
    """Return which one of several is meant, -1 for the last."""
    return (word_values("nth") | word_values("nth_before"))[expression.group("nth")]


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


def nth_weekday(expression: Expression) -> Value:
    """Resolve ``أول يوم جمعة من يوليو``."""
    numbers, name = weekday_numbers(), expression.group("wd")
    number = numbers[name] if name in numbers else numbers[f"ال{name}"]
    return _nth_in(_base(expression, "month"), number, _which(expression))


def nth_week(expression: Expression) -> Value:
    """Resolve ``الأسبوع الأول من أكتوبر`` by the week with the first Thursday (ISO 8601)."""
    base = _base(expression, "year" if expression.group("in_year") else "month")
    thursday = _nth_in(base, THURSDAY, _which(expression))
    return week(thursday.start) if thursday else None


def hijri_date(expression: Expression) -> Value:
    """Resolve ``13 رمضان 1443هـ`` to its day, a month to its months, a year to its years.

    By the Umm al-Qura calendar, in civil use in Saudi Arabia; where months begin by sighting, a day
    may differ by one. ``None`` without a year, or without the era where all is in figures;
    `OverflowError` for a year outside its tables.
    """
    group = expression.group
    if not group("hy"):
        return None
    in_year = int(group("hy"))
    number = row_numbers("hijri")[group("hm")] if group("hm") else None
    if group("hmm"):
        number = int(group("hmm")) if group("era") else 0
        if number not in MONTHS:
            return None
    if number and (group("hd") or group("o")):
        in_month = int(group("hd")) if group("hd") else day_numbers()[group("o")]
        return day(Hijri(in_year, number, in_month).to_gregorian())

    # A Hijri month or year lies across two of the common calendar's, mostly.
    first = Hijri(in_year, number or 1, 1).to_gregorian()
    last_month = Hijri(in_year, number or MONTHS[-1], 1)
    last = last_month.to_gregorian() + timedelta(days=last_month.month_length() - 1)
    if number:
        return month(first.year, first.month), month(last.year, last.month)
    return year(first.year), year(last.year)
