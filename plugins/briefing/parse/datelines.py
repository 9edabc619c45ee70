"""Date lines (``تم النشر: 2021/12/12 الساعة 15:10 بتوقيت غرينتش``) and datelines (``بغداد-…``)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Literal

from ..lexicon import load
from ..model import Moment, Precision
from .arabic import fold
from .months import alternatives, key, month_number, month_pattern, weekday_numbers

LONGEST_DATE_LINE = 120
"""Characters. Longer lines that hold a date are prose."""
MOST_PLACE_WORDS = 4
"""Words a date line may hold besides the date: a city and a country."""
PLACE = re.compile(r"^[^\W\d]+(?:\s+[^\W\d]+){0,2}$")
CLOCK = re.compile(r"(?<!\d)([01]?\d|2[0-3]):([0-5]\d)(?::[0-5]\d)?(?!\d)")


@dataclass(frozen=True, slots=True)
class DateLine:
    """What a line made only of date material says; `places` are words beside the date."""

    kind: Literal["published", "updated"]
    labelled: bool
    moment: Moment
    places: tuple[str, ...]


@cache
def _date_patterns() -> tuple[re.Pattern[str], ...]:
    separator = r"\s?[/.\-]\s?"
    numeric = rf"(?P<y>\d{{4}}){separator}(?P<m>\d{{1,2}}){separator}(?P<d>\d{{1,2}})"
    european = rf"(?P<d>\d{{1,2}}){separator}(?P<m>\d{{1,2}}){separator}(?P<y>\d{{4}})"
    named = rf"(?P<d>\d{{1,2}})\s*(?P<name>{month_pattern()})[\s,،]*(?P<y>\d{{4}})"
    english = rf"(?P<name>{month_pattern()})\s+(?P<d>\d{{1,2}}),?\s+(?P<y>\d{{4}})"
    month_only = rf"(?P<name>{month_pattern()})\s+(?P<y>\d{{4}})"
    kinds = (numeric, european, named, english, month_only)
    return tuple(re.compile(rf"(?<!\d){kind}(?!\d)") for kind in kinds)


def read_date_line(text: str) -> DateLine | None:
    """Return what a date line states, ``None`` for any line with more in it than a date.

    Times are returned in UTC when the line names a zone of the lexicon; a clock time without a
    zone is left out, since the minute would be invented. A day outside the calendar is no date.
    """
    if len(text) > LONGEST_DATE_LINE or not any(c.isdigit() for c in text):
        return None
    folded = fold(text).lower()
    found = next(filter(None, (p.search(folded) for p in _date_patterns())), None)
    if not found:
        return None
    kind, labelled, rest = _take_label(folded[: found.start()] + " | " + folded[found.end() :])
    zone, rest = _take_zone(rest)
    clock = CLOCK.search(rest)
    places = _places(CLOCK.sub(" ", rest), text)
    moment = _moment(found, clock, zone, text)
    if moment is None or places is None:
        return None
    return DateLine(kind, labelled, moment, places)


def _take_label(folded: str) -> tuple[Literal["published", "updated"], bool, str]:
    labels = load("phrases")["date_labels"]
    for kind in ("updated", "published"):
        pattern = rf"(?<!\w)(?:{alternatives(labels[kind])})\s*:?(?!\w)"
        if re.search(pattern, folded):
            return kind, True, re.sub(pattern, " ", folded)
    return "published", False, folded


ZONE = re.compile(r"بتوقيت\s+[^\W\d]+(?:\s+المكرمه)?")


def _take_zone(folded: str) -> tuple[int | None, str]:
    """Return the offset of the zone a line names and the line without its "in … time"."""
    rest = ZONE.sub(" ", folded)
    for name, minutes in load("phrases")["zones"].items():
        if re.search(rf"(?<!\w){re.escape(key(name))}(?!\w)", folded):
            return minutes, rest
    return None, rest


def _places(rest: str, text: str) -> tuple[str, ...] | None:
    """Return the words that are neither date nor filler, ``None`` if they look like prose."""
    fillers = load("phrases")["date_labels"]["filler"]
    known = {key(f) for f in fillers} | set(weekday_numbers())
    parts = [part.strip(" :.") for part in re.split(r"[-|,،/()]", rest)]
    original = {key(w): w for w in re.findall(r"[^\W\d]+", text)}
    places = []
    for part in parts:
        words = [w for w in re.findall(r"\w+", part) if w not in known]
        if words and PLACE.match(" ".join(words)):
            places.append(" ".join(original.get(w, w) for w in words))
        elif words:
            return None
    return tuple(places) if sum(len(p.split()) for p in places) <= MOST_PLACE_WORDS else None


def _moment(
    found: re.Match[str], clock: re.Match[str] | None, zone: int | None, text: str
) -> Moment | None:
    groups = found.groupdict()
    number = month_number(groups["name"]) if groups.get("name") else int(groups.get("m") or 0)
    try:
        when = date(int(groups["y"]), number or 0, int(groups.get("d") or 1))
    except ValueError:
        return None
    precision: Precision = "day" if groups.get("d") else "month"
    value = when.isoformat() if precision == "day" else when.isoformat()[:7]
    if clock and zone is not None:
        local = datetime(when.year, when.month, when.day, int(clock[1]), int(clock[2]))  # noqa: DTZ001 - shifted to UTC below
        value = (local - timedelta(minutes=zone)).strftime("%Y-%m-%dT%H:%MZ")
        precision = "minute"
    return Moment(value, precision, text)


PREFIX = re.compile(
    r"^(?P<place>[^\W\d]+(?:\s[^\W\d]+){0,2})"
    r"(?P<agency>\s?[/(،,]\s?[^-–—]{2,20}?)?\s?[-–—:]\s(?=\S)"
)
"""``واشنطن - …``, ``بغداد (رويترز) - …`` at the head of the first paragraph."""


def read_dateline_prefix(text: str) -> tuple[str, int] | None:
    """Return the place a paragraph was filed from and where its text starts, or ``None``.

    A place of one word before a spaced dash is taken as it is; longer ones only when the dash
    does not close an insertion further on.
    """
    match = PREFIX.match(text)
    if not match:
        return None
    dashes = re.findall(r"\s[-–—]\s", text[match.end() :])
    if match["place"].count(" ") and dashes:
        return None
    if match.group().rstrip().endswith(":"):
        return None
    return match["place"], match.end()
