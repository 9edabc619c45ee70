"""Date lines (``تم النشر: 2021/12/12 الساعة 15:10 بتوقيت غرينتش``): when a story appeared."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache, lru_cache
from itertools import pairwise
from typing import Literal

from ..language.arabic import fold, fold_with_offsets, is_latin
from ..language.lexicon import load
from ..model import Moment, Precision
from .clocks import CLOCK, hour_of, take_zone
from .months import alternatives, key, month_number, month_pattern, weekday_numbers

LONGEST_DATE_LINE = 120
"""Characters. Longer lines that hold a date are prose."""
MOST_PLACE_WORDS = 4
"""Words a date line may hold besides the date: a city and a country."""
MOST_WORDS_OF_A_BYLINE = 8
MOST_WORDS_BEHIND = 3
"""Words behind a date that opens its line: a publication or a section."""
DIGIT = re.compile(r"\d")
GLUED_DIGITS = re.compile(r"(?<=[0-9])(?=[٠-٩])|(?<=[٠-٩])(?=[0-9])")
"""Where one date in two scripts was copied without a space: ``17/2/2025١٧ فبراير ٢٠٢٥``."""
ISO_CLOCK = re.compile(r"(?<=\d)t\d{2}:\d{2}(?::\d{2})?(?:[+-]\d{2}:?\d{2}|z)?")
DATE_MARK = "\x00"
"""Stands for the date while the rest of its line is read."""


@dataclass(frozen=True, slots=True)
class DateLine:
    """What a line made only of date material says; `places` are words beside the date."""

    kind: Literal["published", "updated"]
    labelled: bool
    moment: Moment
    places: tuple[str, ...]


@lru_cache(maxsize=4096)
def read_date_lines(text: str) -> tuple[DateLine, ...]:
    """Return all that a date line states, cut where labels stand (``نشر: … - تحديث: …``).

    Empty for any line with more in it than dates.
    """
    if len(text) > LONGEST_DATE_LINE or not DIGIT.search(text):
        return ()
    folded = fold_with_offsets(text)
    starts = [folded.offsets[m.start()] for m in _label().finditer(folded.text.lower())]
    cuts = [0, *(start for start in starts if any(c.isdigit() for c in text[:start])), len(text)]
    pieces = [text[a:b].strip(" -–—|،,") for a, b in pairwise(cuts)]
    found = [read_date_line(piece) for piece in pieces if piece]
    if len(found) > 1 and all(found):
        return tuple(replace(f, moment=replace(f.moment, evidence=text)) for f in found if f)
    whole = read_date_line(text)
    return (whole,) if whole else ()


def read_date_line(text: str) -> DateLine | None:
    """Return what a date line states, ``None`` for any line with more in it than a date.

    Times are returned in UTC when the line names a zone of the lexicon; a clock time without a
    zone is left out, since the minute would be invented. A day outside the calendar is no date.
    """
    if len(text) > LONGEST_DATE_LINE or "@" in text or not DIGIT.search(text):
        return None
    text = GLUED_DIGITS.sub(" ", text)
    folded = ISO_CLOCK.sub(" ", _hijri_date().sub(" ", fold(text).lower()))
    found = next(filter(None, (p.search(folded) for p in _date_patterns())), None)
    if not found:
        return None
    kind, labelled, rest = _take_label(folded[: found.start()] + DATE_MARK + folded[found.end() :])
    zone, rest = take_zone(rest)
    clock = CLOCK.search(rest)
    named = _files_story(CLOCK.sub(" ", rest)) or (labelled and _names_outlet(rest))
    places = () if named else _places(CLOCK.sub(" ", rest), text)
    moment = _moment(found, clock, zone, text)
    if moment is None or places is None:
        return None
    return DateLine(kind, labelled, moment, places)


def read_clock_line(text: str) -> bool:
    """Tell whether a line holds a time of day and nothing else (``الساعة 11:54 صباحا``)."""
    folded = fold(text).lower()
    rest = CLOCK.sub(" ", folded)
    return rest != folded and set(re.findall(r"\w+", rest)) <= _fillers()


@cache
def _date_patterns() -> tuple[re.Pattern[str], ...]:
    separator = r"\s?[/.\-]\s?"
    numeric = rf"(?P<y>\d{{4}}){separator}(?P<m>\d{{1,2}}){separator}(?P<d>\d{{1,2}})"
    european = rf"(?P<d>\d{{1,2}}){separator}(?P<m>\d{{1,2}}){separator}(?P<y>\d{{4}})"
    gap = r"[\s,،]*(?:[-/.]\s?)?"
    named = rf"(?P<d>\d{{1,2}}){gap}(?P<name>{month_pattern()}){gap}(?P<y>\d{{4}})"
    english = rf"(?P<name>{month_pattern()})\.?\s+(?P<d>\d{{1,2}}),?\s+(?P<y>\d{{4}})"
    month_only = rf"(?P<name>{month_pattern()})\s+(?P<y>\d{{4}})"
    turned = (
        rf"(?P<y>\d{{4}})\s(?P<name>{month_pattern()})\s(?P<d>\d{{1,2}})"  # copied from the right
    )
    kinds = (numeric, european, named, turned, english, month_only)
    return tuple(re.compile(rf"(?<!\d){kind}(?!\d)") for kind in kinds)


@cache
def _hijri_date() -> re.Pattern[str]:
    months = alternatives(name for row in load("months")["hijri"] for name in row)
    numeric = r"1[34]\d\d[/-]\d{1,2}[/-]\d{1,2}|\d{1,2}[/-]\d{1,2}[/-]1[34]\d\d"
    named = rf"\d{{1,2}}\s+(?:{months})\s+1[34]\d\d"
    return re.compile(rf"(?<![\d/-])(?:{named}|{numeric})\s*ه?(?!\w)")


@cache
def _label() -> re.Pattern[str]:
    labels = load("phrases")["date_labels"]
    return re.compile(
        rf"(?<!\w)(?:{alternatives([*labels['published'], *labels['updated']])})(?!\w)"
    )


def _take_label(folded: str) -> tuple[Literal["published", "updated"], bool, str]:
    for kind, pattern in _labels():
        if pattern.search(folded):
            return kind, True, pattern.sub(" ", folded)
    return "published", False, folded


@cache
def _labels() -> tuple[tuple[Literal["published", "updated"], re.Pattern[str]], ...]:
    labels = load("phrases")["date_labels"]
    kinds: tuple[Literal["updated"], Literal["published"]] = ("updated", "published")
    return tuple(
        (kind, re.compile(rf"(?<!\w)(?:{alternatives(labels[kind])})\s*:?(?!\w)")) for kind in kinds
    )


@cache
def _fillers() -> frozenset[str]:
    fillers = load("phrases")["date_labels"]["filler"]
    agencies = load("phrases")["agencies"]["names"]
    sections = load("phrases")["sections"]["names"]
    words = (*fillers, *(name for name in (*agencies, *sections) if " " not in name))
    return frozenset(map(key, words)) | frozenset(weekday_numbers())


def _places(rest: str, text: str) -> tuple[str, ...] | None:
    """Return the places before the date, ``None`` if the words beside it look like prose.

    A place is divided from the date by a mark (``بغداد-العراق-…``); words that run into the date
    or follow it, bylines and rights notices make the line something else.
    """
    original = {key(w): w for w in re.findall(r"[^\W\d]+", text)}
    places: list[str] = []
    before = True
    leads = _fillers().issuperset(re.findall(r"[^\W\d]+", rest[: rest.index(DATE_MARK)]))
    for part in re.split(r"[-|,،/()]", rest):
        words = [w for w in re.findall(r"[^\W\d]+", part) if w not in _fillers()]
        if before and DATE_MARK not in part and is_latin(part):
            continue  # a name in Latin letters is an author's, not a place
        holds_date = DATE_MARK in part
        few = leads and len(words) <= MOST_WORDS_BEHIND
        behind = holds_date or not before
        before = before and not holds_date
        if words and behind and few:
            continue  # ``2025/07/27 أرقام - خاص``: who published it
        if words and (behind or not _may_be_place(words)):
            return None
        if words:
            places.append(" ".join(original.get(w, w) for w in words))
    return tuple(places) if sum(len(p.split()) for p in places) <= MOST_PLACE_WORDS else None


def _files_story(rest: str) -> bool:
    """Tell whether a line that ends in a date names place, publication and author before it."""
    before, _, behind = rest.partition(DATE_MARK)
    words = [w for w in re.findall(r"[^\W\d]+", before) if w not in _fillers()]
    named = ":" in before and not _outlet_words().isdisjoint(words)
    return named and len(words) <= MOST_WORDS_OF_A_BYLINE and not re.search(r"[^\W\d]{3,}", behind)


def _names_outlet(rest: str) -> bool:
    """Tell whether all words beside a labelled date are a publication's (``في الشروق يوم …``)."""
    words = {w for w in re.findall(r"[^\W\d]+", rest) if w not in _fillers()}
    return bool(words) and words <= _outlet_words()


@cache
def _outlet_words() -> frozenset[str]:
    return frozenset(w for name in load("phrases")["outlet"]["names"] for w in key(name).split())


def _may_be_place(words: list[str]) -> bool:
    return len(words) <= MOST_PLACE_WORDS - 1 and not_places().isdisjoint(words)


@cache
def not_places() -> frozenset[str]:
    """Return words that stand where a place would and are none, folded."""
    return frozenset(key(word) for word in load("phrases")["not_places"]["words"])


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
        local = datetime(when.year, when.month, when.day, hour_of(clock), int(clock[2]))  # noqa: DTZ001 - shifted to UTC below
        value = (local - timedelta(minutes=zone)).strftime("%Y-%m-%dT%H:%MZ")
        precision = "minute"
    return Moment(value, precision, text)
