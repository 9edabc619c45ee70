"""How well dates and periods of Microsoft's Recognizers-Text are read, the cases that we keep.

recognizers/ holds its Arabic specifications unchanged; left_out.json names every case that does not
count and why. A parser case passes if an expression at the expected place has the expected value,
an extractor case if the expected spans are found. Run by hand, this prints what fails.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from pelican.plugins.briefing.dates.arabic import find_mentions
from pelican.plugins.briefing.dates.when import When
from pelican.plugins.briefing.language.arabic import fold
from pelican.plugins.briefing.model import Mention, Sentence

HERE = Path(__file__).parent / "recognizers"
FLOORS = json.loads((HERE.parent / "floors.json").read_text(encoding="utf-8"))["recognizers"]
LEFT_OUT: dict[str, dict[str, str]] = json.loads(
    (HERE / "left_out.json").read_text(encoding="utf-8")
)
ALL = "all"
KINDS = ("date", "daterange")
"""Types of results that are dates or periods; a case's other results are not looked at."""
SOME_DAY = "2016-11-07"
"""The publication of extractor cases: they have no reference date and ask only what is found."""
SHARE = 0.5
"""Of the expected and of the found span, this much must be common to both."""
NO_DAY = "0001-01-01"
"""The library's value for a date that it finds and cannot resolve."""

Expected = tuple[str | None, str | None, str | None]
"""Value, end and precision, as the export has them."""
OPEN: Expected = (None, None, None)
NAMED_ENDS = re.compile(r"الى|إلى|حتى|بين|-")
"""In a range whose last day is named; the others' last day is the day before their end."""
OFFSET = re.compile(r"^(?:قبل|بعد)\s|من الآن$")
UNITS = (("day", "يوم|أيام"), ("week", "أسبوع|أسابيع"), ("month", "شهر|أشهر"), ("year", "سنة|عام"))
REST = re.compile(r"^(?:باقي|بقية)\s")
SEASONS = {"SP": "03", "SU": "06", "FA": "09", "WI": "12"}
LETTERS = {"D": "day", "W": "week", "M": "month", "Y": "year"}
DECADE = "P10Y"


class Outcome(NamedTuple):
    """One case with what was expected and what was found instead."""

    text: str
    passed: bool
    wanted: str
    found: str


@cache
def kept(name: str) -> list[dict[str, Any]]:
    cases = json.loads((HERE / name).read_text(encoding="utf-8-sig"))
    return [case for case in cases if case["Input"] not in LEFT_OUT[name]]


def cut(day: date, unit: str) -> str:
    """Return a day as our export writes the period of a unit that holds it."""
    if unit == "week":
        return (day - timedelta(days=day.weekday())).isoformat()
    return day.isoformat()[: {"day": 10, "month": 7, "season": 7}.get(unit, 4)]


def said_unit(text: str) -> str:
    """Return the finest unit a text counts in: "a month ago" is no more precise than a month."""
    return next((unit for unit, names in UNITS if re.search(names, text)), "day")


def of_day(text: str, value: str) -> Expected:
    if value == NO_DAY:
        return OPEN
    unit = said_unit(text) if OFFSET.search(text) else "day"
    return (cut(date.fromisoformat(value), unit), None, unit)


def period_unit(timex: str, text: str) -> str:
    """Return the precision of a period, from its timex."""
    span = re.search(r",(P\d+([DWMY]))\)$", timex)
    if REST.search(text):
        return said_unit(text)
    if span:
        return "decade" if span[1] == DECADE else LETTERS[span[2]]
    if re.fullmatch(r"\d{4}", timex):
        return "year"
    return "month" if re.fullmatch(r"[\dX]{4}-\d\d", timex) else "week"


def of_period(text: str, timex: str, first: date, last: date) -> Expected:
    unit = period_unit(timex, text)
    explicit = timex.startswith("(")
    if unit == "decade":
        return (cut(first, unit), None, unit)
    if not explicit:
        return (cut(first, unit), None, unit)
    end = last if NAMED_ENDS.search(text) else last - timedelta(days=1)
    value, until = cut(first, unit), cut(end, unit)
    return (value, None if until == value else until, unit)


def of_season(timex: str) -> Expected:
    year, _, name = timex.rpartition("-")
    return (f"{year}-{SEASONS[name]}", None, "season") if year else OPEN


def expectations(text: str, timex: str, values: list[dict[str, str]]) -> set[Expected]:
    """Return the values any of which passes: the library offers a past and a future one."""
    found: set[Expected] = set()
    for value in values:
        if "date" in value:
            found.add(of_day(text, value["date"]))
        elif "startDate" in value:
            first, last = value["startDate"], value["endDate"]
            found.add(of_period(text, timex, date.fromisoformat(first), date.fromisoformat(last)))
        else:
            found.add(of_season(timex))
    return found


def merged(value: dict[str, str]) -> Expected:
    """Return what a value of MergedParser expects; of before and after, the day that is named."""
    timex, start = value["timex"], value.get("start") or value.get("end") or value.get("value", "")
    if re.fullmatch(r"\d{4}", timex):
        return (timex, None, "year")
    if value["type"] == "daterange" and "Mod" not in value:
        first, last = date.fromisoformat(value["start"]), date.fromisoformat(value["end"])
        return of_period("", timex, first, last)
    return OPEN if start == "not resolved" else (start, None, "day")


def wanted_values(result: dict[str, Any]) -> set[Expected]:
    value = result["Value"]
    if "values" in value:
        return {merged(one) for one in value["values"]}
    resolved = [value["FutureResolution"], value["PastResolution"]]
    return expectations(result["Text"], value["Timex"], resolved)


def results(case: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the results of a case that are dates or periods; a holiday is a date without timex."""
    found = []
    for result in case["Results"]:
        kind = result.get("Type") or result["TypeName"]
        holiday = result.get("Value", {}).get("values", [{"timex": "?"}])[0]["timex"] == ""
        if kind.removeprefix("datetimeV2.") in KINDS and not holiday:
            found.append(result)
    return found


def refs(case: dict[str, Any]) -> tuple[Mention, ...]:
    day = case.get("Context", {}).get("ReferenceDateTime", SOME_DAY)[:10]
    return find_mentions((Sentence("p1s1", case["Input"]),), When.from_iso(day))


def place(case: dict[str, Any], result: dict[str, Any]) -> range:
    """Return where a result stands; its text may differ in spelling or a word from the input."""
    text = result["Text"]
    ways = (case["Input"].find(text), fold(case["Input"]).find(fold(text)))
    start = next((n for n in ways if n >= 0), case["Input"].find(text.split()[0]))
    return range(start, start + len(text))


def common(ref: Mention, wanted: range) -> int:
    return min(ref.start + len(ref.text), wanted.stop) - max(ref.start, wanted.start)


def is_span(ref: Mention, wanted: range) -> bool:
    return common(ref, wanted) >= SHARE * max(len(ref.text), len(wanted))


def understood(ref: Mention) -> Expected:
    when = ref.when
    return (when.iso, when.iso_end, when.precision) if when else OPEN


def described(found: tuple[Mention, ...]) -> str:
    return "; ".join(f"{r.text} = {understood(r)}" for r in found) or "nothing"


def parsed(case: dict[str, Any]) -> Outcome:
    """Return whether an expression at every expected place has an expected value."""
    found, wanted = refs(case), results(case)
    hits = []
    for result in wanted:
        here = [r for r in found if common(r, place(case, result)) > 0]
        values = wanted_values(result)
        hits.append(any(understood(r) in values for r in here))
    asked = "; ".join(f"{r['Text']} = {sorted(wanted_values(r), key=str)}" for r in wanted)
    return Outcome(case["Input"], all(hits), asked, described(found))


def extracted(case: dict[str, Any]) -> Outcome:
    """Return whether every expected span is found; where none is expected, whether none is."""
    found, wanted = refs(case), results(case)
    places = [place(case, result) for result in wanted]
    passed = all(any(is_span(r, p) for r in found) for p in places)
    passed = passed and (bool(case["Results"]) or not found)
    asked = "; ".join(fold(result["Text"]) for result in wanted) or "nothing"
    return Outcome(case["Input"], passed, asked, described(found))


@cache
def outcomes(name: str) -> list[Outcome]:
    """Return how the kept cases of a file came out, or of all files."""
    if name == ALL:
        return [one for each in LEFT_OUT for one in outcomes(each)]
    read = parsed if "Parser" in name else extracted
    return [read(case) for case in kept(name)]


def rate(name: str) -> float:
    found = outcomes(name)
    return sum(one.passed for one in found) / len(found)


def test_every_case_left_out_is_one_of_the_file_and_has_a_reason() -> None:
    for name, reasons in LEFT_OUT.items():
        inputs = {c["Input"] for c in json.loads((HERE / name).read_text(encoding="utf-8-sig"))}
        assert reasons.keys() <= inputs, name
        assert all(reasons.values()), name


def test_the_cases_kept_concern_dates() -> None:
    stray = [c["Input"] for n in LEFT_OUT for c in kept(n) if c["Results"] and not results(c)]
    assert stray == []


@pytest.mark.parametrize("name", FLOORS)
def test_recognizers_are_at_or_above_their_floor(name: str) -> None:
    failed = [(one.text, one.wanted, one.found) for one in outcomes(name) if not one.passed]
    assert rate(name) >= FLOORS[name], failed


def report() -> Iterator[str]:
    """Yield the rates, what was left out and why, and the failing cases of each file."""
    for name, left in LEFT_OUT.items():
        found = outcomes(name)
        yield f"{name:25} {rate(name):.3f} of {len(found)}, {len(left)} left out"
    yield f"{ALL:25} {rate(ALL):.3f} of {len(outcomes(ALL))}"
    reasons = Counter(reason for left in LEFT_OUT.values() for reason in left.values())
    yield from (f"{count:4} {reason}" for reason, count in reasons.most_common())
    for name in LEFT_OUT:
        yield f"== {name}"
        for one in outcomes(name):
            if not one.passed:
                yield f"{one.text}\n     wanted {one.wanted}\n     found  {one.found}"


if __name__ == "__main__":
    print("\n".join(report()))  # noqa: T201 - run by hand to see what fails
