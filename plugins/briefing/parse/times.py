"""Time expressions in running Arabic text, found and resolved.

Finding is a table of patterns over folded text; the longest match at a place wins. Resolving works
against the day of publication and the text before. What the text does not support stays
unresolved: no missing day or year is made up.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from ..lexicon import load
from ..model import Sentence, TimeRef
from .arabic import fold_with_offsets
from .months import (
    alternatives,
    key,
    month_number,
    month_pattern,
    ordinal_numbers,
    weekday_numbers,
)
from .numbers import number_pattern, read_number
from .timevalues import Period, covering, day_of, decade, from_iso, month, week, year

Resolver = Callable[[date], Period | None]
"""From the day of publication to what an expression means."""
LARGEST_GAP = 92
"""Days. "Last Monday" in a sentence that dates its event this much earlier is left unresolved."""


@dataclass(frozen=True, slots=True)
class Context:
    """What resolving may look at: the sentence, and the last month named before the expression."""

    folded: str
    start: int
    end: int
    antecedent: Period | None = None
    anchor: Period | None = None

    @property
    def future(self) -> bool:
        """Whether the clause speaks of what is still to come."""
        return _speaks_ahead(self.folded, self.start)


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of expression: its pattern over folded text, and how a match is resolved."""

    name: str
    pattern: re.Pattern[str]
    resolve: Callable[[re.Match[str], Context], Resolver | tuple[Resolver, Resolver] | None]


def find_times(
    sentences: tuple[Sentence, ...], published: Period | None
) -> tuple[TimeRef, ...]:
    """Return every time expression of a story's sentences, in document order, resolved.

    `published` is the period in which the story appeared, ``None`` where that is unknown: then
    only absolute dates get a value.
    """
    found: list[TimeRef] = []
    antecedent: Period | None = None
    for sentence in sentences:
        refs, antecedent = _in_sentence(sentence, published, antecedent)
        found += refs
    return tuple(found)


def _in_sentence(
    sentence: Sentence, published: Period | None, antecedent: Period | None
) -> tuple[list[TimeRef], Period | None]:
    folded = fold_with_offsets(sentence.ar)
    lowered = folded.text.lower()
    refs: list[TimeRef] = []
    anchor: Period | None = None
    for rule, match in _matches(lowered):
        context = Context(lowered, match.start("t"), match.end("t"), antecedent, anchor)
        first, last = _resolve(rule, match, context, published)
        start, end = folded.span(match.start("t"), match.end("t"))
        value = first.iso if first else None
        precision = first.precision if first else None
        ending = last.iso if last and first and last != first else None
        text = sentence.ar[start:end]
        refs.append(
            TimeRef(sentence.id, text, start, value, ending, precision, context.future)
        )
        if first and first.precision in ("month", "day"):
            antecedent = month(first.start.year, first.start.month)
        anchor = anchor or first
    return refs, antecedent


def _matches(folded: str) -> list[tuple[Rule, re.Match[str]]]:
    """Return the matches to keep: leftmost first, longest at a place, none overlapping."""
    found = [(rule, m) for rule in _rules() for m in rule.pattern.finditer(folded)]
    found.sort(key=lambda rm: (rm[1].start("t"), -rm[1].end("t")))
    kept: list[tuple[Rule, re.Match[str]]] = []
    end = -1
    for rule, match in found:
        if match.start("t") >= end:
            kept.append((rule, match))
            end = match.end("t")
    return kept


def _resolve(
    rule: Rule, match: re.Match[str], context: Context, published: Period | None
) -> tuple[Period | None, Period | None]:
    resolver = rule.resolve(match, context)
    if resolver is None:
        return None, None
    pair = resolver if isinstance(resolver, tuple) else (resolver, resolver)
    first, last = (_against(one, published) for one in pair)
    return first, last


def _against(resolver: Resolver, published: Period | None) -> Period | None:
    """Resolve against the first and last possible day of publication; keep what both support."""
    if published is None:
        return resolver(date.min) if getattr(resolver, "absolute", False) else None
    try:
        first, last = resolver(published.start), resolver(published.end)
    except (ValueError, OverflowError):
        return None
    return covering(first, last) if first and last else None


class _Absolute:
    """A resolver whose value does not depend on the day of publication."""

    absolute = True

    def __init__(self, period: Period | None) -> None:
        self.period = period

    def __call__(self, published: date) -> Period | None:
        return self.period


# Directions and tense ---------------------------------------------------------------------------


@cache
def _direction(word: str) -> int | None:
    """Return -1, 0 or +1 for a word that points back, to now, or ahead; ``None`` for others."""
    ways = load("months")["direction"]
    for way, step in (("past", -1), ("present", 0), ("future", 1)):
        if key(word) in {key(w) for w in ways[way]}:
            return step
    return None


@cache
def _ahead_pattern() -> re.Pattern[str]:
    words = load("months")["ahead"]["words"]
    future_verb = r"س[ينتا][^\W\d]{2,}"
    return re.compile(rf"(?<!\w)[وفب]?(?:{alternatives(words)}|{future_verb})(?!\w)")


@cache
def _ahead_directly() -> re.Pattern[str]:
    words = load("months")["ahead"]["words"]
    return re.compile(rf"(?<!\w)[وفب]?(?:{alternatives(words)})\s+(?:\w+\s+){{0,2}}$")


FUTURE_LOOKALIKES = re.compile(r"^[وفب]?(?:سياس|سيطر|سياد|سيار|سيد|سيناريو|ستين|سنوات|سنين|سنتين|ستار|سيئ|سيول|سيستان|سان)")
"""Nouns and names that begin like a future verb."""


def _speaks_ahead(folded: str, start: int) -> bool:
    """Tell whether a word by which a date is still to come stands near before or after it."""
    if _ahead_directly().search(folded[:start]):
        return True
    clause = re.split(r"[؛.]", folded[:start])[-1] + folded[start:][:40]
    found = (m.group() for m in _ahead_pattern().finditer(clause))
    return any(w.lstrip("وفب").startswith("س") and not FUTURE_LOOKALIKES.match(w) for w in found)


# Building blocks --------------------------------------------------------------------------------

START = r"(?<!\w)(?:[وف]?[بلك]?)(?P<t>"
"""A word start, with the conjunction and preposition that may be written onto it."""
END = r")(?!\w)"
YEAR = r"(?:1[0-9]\d\d|20\d\d)"
IN_YEAR = rf"(?:[\s،,]+(?:من\s+)?(?:(?:ال)?عام\s+|(?:ال)?سنه\s+|ل?عام\s+)?(?P<y>{YEAR}))"
DIGIT_DAY = r"(?P<d>[0-3]?\d)"


@cache
def _words(*path: str) -> str:
    table = load("months")
    names: list[str] = []
    for step in path:
        section, _, name = step.partition(".")
        names += table[section][name] if name else [n for row in table[section] for n in row]
    return alternatives(names)


def _directed() -> str:
    return _words("direction.past", "direction.present", "direction.future")


def _month_of(match: re.Match[str]) -> int | None:
    return month_number(match["m"])


def _nearest_year(number: int, context: Context, direction: int | None) -> Resolver:
    """Return the resolver of a month without a year: past unless the clause looks ahead."""

    def resolve(published: date) -> Period | None:
        if direction == 1:
            return month(published.year + (number <= published.month), number)
        if direction == -1:
            return month(published.year - (number >= published.month), number)
        if number <= published.month or context.future:
            return month(published.year, number)
        return month(published.year - 1, number)

    return resolve


def _in_month(resolver: Resolver, number: int) -> Resolver:
    def resolve(published: date) -> Period | None:
        period = resolver(published)
        return day_of(period.start.year, period.start.month, number) if period else None

    if getattr(resolver, "absolute", False):
        return _Absolute(resolve(date.min))
    return resolve


# Resolvers --------------------------------------------------------------------------------------


def _month_resolver(match: re.Match[str], context: Context) -> Resolver | None:
    """Resolve the month of a match, by its year, its direction, or the nearest one."""
    number = _month_of(match)
    if number is None:
        return None
    groups = match.groupdict()
    if groups.get("y"):
        return _Absolute(month(int(groups["y"]), number))
    if groups.get("yd"):
        step = _direction(groups["yd"])
        return lambda published: month(published.year + (step or 0), number)
    direction = _direction(groups["dir"]) if groups.get("dir") else None
    return _nearest_year(number, context, direction)


def _month_rule(match: re.Match[str], context: Context) -> Resolver | None:
    return _month_resolver(match, context)


def _day_number(match: re.Match[str]) -> int | None:
    groups = match.groupdict()
    if groups.get("d"):
        return int(groups["d"])
    return ordinal_numbers().get(" ".join(groups["o"].split()))


def _day_rule(match: re.Match[str], context: Context) -> Resolver | None:
    number = _day_number(match)
    resolver = _month_resolver(match, context)
    return _in_month(resolver, number) if resolver and number else None


def _day_of_same_month(match: re.Match[str], context: Context) -> Resolver | None:
    number, base = _day_number(match), context.antecedent
    if base is None or number is None:
        return None
    return _Absolute(day_of(base.start.year, base.start.month, number))


def _same_month(match: re.Match[str], context: Context) -> Resolver | None:
    base = context.antecedent
    if base is None:
        return None
    number = int(match["y"]) if match.groupdict().get("y") else base.start.year
    return _Absolute(month(number, base.start.month))


def _numeric(match: re.Match[str], _: Context) -> Resolver | None:
    return _Absolute(day_of(int(match["y"]), int(match["mm"]), int(match["d"])))


def _year_rule(match: re.Match[str], _: Context) -> Resolver | None:
    return _Absolute(year(int(match["y"])))


def _year_range(match: re.Match[str], _: Context) -> tuple[Resolver, Resolver] | None:
    first, last = int(match["y"]), int(match["y2"])
    return (_Absolute(year(first)), _Absolute(year(last))) if first < last else None


UNIT_STEPS: dict[str, Callable[[date, int], Period]] = {
    "day": lambda p, n: Period(p + timedelta(days=n), p + timedelta(days=n), "day"),
    "week": lambda p, n: week(p + timedelta(weeks=n)),
    "month": lambda p, n: month(p.year, p.month + n),
    "year": lambda p, n: year(p.year + n),
    "decade": lambda p, n: decade((p.year // 10 + n) * 10),
}


@cache
def _unit_of(word: str) -> str | None:
    units = load("months")["unit"]
    return next((u for u, names in units.items() if key(word) in {key(n) for n in names}), None)


def _relative_period(match: re.Match[str], _: Context) -> Resolver | None:
    """Resolve "this week", "last month", "the current year"."""
    unit = _unit_of(match["u"])
    direction = _direction(match["dir"]) if match.groupdict().get("dir") else 0
    if unit in (None, "decade") or direction is None:
        return None
    step = UNIT_STEPS[unit or ""]
    return lambda published: step(published, direction)


def _today(match: re.Match[str], _: Context) -> Resolver | None:
    offset = {"امس": -1, "اول امس": -2, "غدا": 1, "بعد غد": 2}.get(" ".join(match["w"].split()))
    if offset is None:
        return None
    return lambda published: UNIT_STEPS["day"](published, offset)


def _weekday_rule(match: re.Match[str], context: Context) -> Resolver | None:
    """Resolve a bare or directed weekday to the nearest such day before, or after, publication."""
    number = weekday_numbers()[match["wd"]]
    direction = _direction(match["dir"]) if match.groupdict().get("dir") else None
    ahead = direction == 1 or (direction is None and context.future)

    def resolve(published: date) -> Period | None:
        back = (published.weekday() - number) % 7
        if ahead:
            return UNIT_STEPS["day"](published, (7 - back) % 7 or 7)
        found = UNIT_STEPS["day"](published, -(back or (7 if direction == -1 else 0)))
        return None if _contradicts(found, context.anchor) else found

    return resolve


def _contradicts(found: Period, anchor: Period | None) -> bool:
    """Tell whether the sentence dates its event long before the day found."""
    return anchor is not None and (found.start - anchor.end).days > LARGEST_GAP


def _ago(match: re.Match[str], _: Context) -> Resolver | None:
    """Resolve "three days ago"; a vague count ("for months") or a span ("for a year") stays open."""
    groups = match.groupdict()
    count = read_number(groups["n"]) if groups.get("n") else None
    unit = _counted_unit(groups["c"])
    if match["way"] != "قبل" or count is None or unit not in UNIT_STEPS or unit == "decade":
        return None
    step = UNIT_STEPS[unit]
    return lambda published: step(published, -int(count))


@cache
def _counted_unit(word: str) -> str | None:
    table = load("months")["counted"]
    return next((u for u, names in table.items() if key(word) in {key(n) for n in names}), None)


def _unresolved(_: re.Match[str], __: Context) -> None:
    return None


def _english_date(match: re.Match[str], _: Context) -> Resolver | None:
    number = month_number(match["m"])
    return _Absolute(day_of(int(match["y"]), number, int(match["d"]))) if number else None


# The table --------------------------------------------------------------------------------------


@cache
def _rules() -> tuple[Rule, ...]:
    months = rf"(?P<m>{month_pattern()})"
    ordinals = rf"(?P<o>{alternatives(ordinal_numbers())})"
    weekday = rf"(?:يوم\s+)?(?P<wd>{_words('weekdays')})"
    past_or_next = rf"(?P<dir>{_directed()})"
    same = _words("direction.same")
    part = rf"(?:(?:{_words('part.words')})\s+(?:شهر\s+)?)?"
    weekday_before = rf"(?:(?:يوم\s+)?(?:{_words('weekdays')})[\s،,]+(?:الموافق\s+)?(?:في\s+)?)?"
    year_after = rf"(?:{IN_YEAR}|\s+من\s+(?:العام|السنه)\s+(?P<yd>{_directed()})|\s+{past_or_next})?"
    count = rf"(?:(?:اكثر\s+من|نحو|حوالي|اقل\s+من|قرابه)\s+)?(?:(?P<n>{number_pattern()})\s+)?"
    counted = rf"(?P<c>{_words('counted.day', 'counted.week', 'counted.month', 'counted.year', 'counted.hour', 'counted.minute', 'counted.decade')})"
    definite = _words("unit.day", "unit.week", "unit.month", "unit.year", "unit.decade")
    table: tuple[tuple[str, str, Callable[..., object]], ...] = (
        ("iso", rf"(?P<y>{YEAR})\s?[/.\-]\s?(?P<mm>\d{{1,2}})\s?[/.\-]\s?(?P<d>\d{{1,2}})", _numeric),
        ("dmy", rf"(?P<d>\d{{1,2}})\s?[/.\-]\s?(?P<mm>\d{{1,2}})\s?[/.\-]\s?(?P<y>{YEAR})", _numeric),
        ("english", rf"(?P<m>{month_pattern()})\s+(?P<d>\d{{1,2}}),?\s+(?P<y>{YEAR})", _english_date),
        ("day month", rf"{weekday_before}{DIGIT_DAY}\s+(?:من\s+)?(?:شهر\s+)?{months}{year_after}", _day_rule),
        ("ordinal month", rf"{weekday_before}{ordinals}\s+(?:من\s+)?(?:شهر\s+)?{months}{year_after}", _day_rule),
        ("ordinal same month", rf"{ordinals}\s+من\s+الشهر\s+(?:{same})", _day_of_same_month),
        ("digit same month", rf"{DIGIT_DAY}\s+من\s+الشهر\s+(?:{same})", _day_of_same_month),
        ("same month", rf"الشهر\s+(?:{same}){IN_YEAR}?", _same_month),
        ("month", rf"{part}(?:شهر\s+)?{months}{year_after}", _month_rule),
        ("year range", rf"(?:(?:ال)?عام[يى]?\s+)?(?P<y>{YEAR})\s?-\s?(?P<y2>{YEAR})", _year_range),
        ("year", rf"{part}(?:(?:ال)?عام|(?:ال)?سنه)\s+(?P<y>{YEAR})", _year_rule),
        ("bare year", rf"(?P<y>(?:19|20)\d\d)(?=\s+(?:ضمن|عندما|حين|حيث|و|بعد|قبل|في|من|الي|عبر|اثر|ثم|ل|ب)|\s*[،,.؛)]|$)", _year_rule),
        ("relative", rf"{part}(?P<u>{definite})\s+{past_or_next}", _relative_period),
        ("this", rf"هذ[اه]\s+(?P<u>{definite})", _relative_period),
        ("recent", r"(?:الايام|الاسابيع|الاشهر|الشهور|السنوات|الاعوام|الاونه|الفتره)\s+(?:القليله\s+)?(?:الاخيره|الماضيه|المقبله|القادمه)", _unresolved),
        ("today", r"(?P<w>اول\s+امس|امس|غدا|بعد\s+غد)", _today),
        ("weekday", rf"{weekday}(?:\s+{past_or_next})?", _weekday_rule),
        ("span", rf"(?P<way>منذ|قبل|بعد|لمده|خلال|طوال|علي\s+مدي)\s+{count}{counted}", _ago),
        ("duration", rf"(?:(?:اكثر\s+من|نحو|حوالي|اقل\s+من|قرابه)\s+)?(?P<n>{number_pattern()})\s+{counted}", _unresolved),
    )  # fmt: skip
    return tuple(
        Rule(name, re.compile(START + pattern + END), resolve)  # type: ignore[arg-type]
        for name, pattern, resolve in table
    )


def published_period(value: str | None) -> Period | None:
    """Return the period in which a story appeared, from its ISO value; ``None`` if unknown."""
    return from_iso(value) if value else None


def without_offsets(ref: TimeRef) -> TimeRef:
    """Return the reference as the export shows it (offset zero), for comparing by value."""
    return replace(ref, start=0)
