"""Time expressions in running Arabic text, found and resolved.

Finding is the table of patterns in time_rules.py; resolving works against the day of publication
and the text before. What the text does not support stays unresolved: no day or year is made up.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from ..language.arabic import Folded, fold_with_offsets
from ..language.lexicon import load
from ..model import Sentence, TimeRef
from .months import alternatives, key
from .patterns import BARE_TODAY, Rule, matches_in
from .resolve import Context, Relative, Value, year_number
from .tense import before, speaks_of_today, with_plain_future
from .when import Period, covering, from_iso, month

DEFINITE = re.compile(r"\s+ال")
"""A definite noun, before which ``غدا`` is the verb "became"."""


def find_times(sentences: tuple[Sentence, ...], published: Period | None) -> tuple[TimeRef, ...]:
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


@dataclass(frozen=True, slots=True)
class _Found:
    """One expression of a sentence, where it stands in the folded one, and what it means."""

    ref: TimeRef
    start: int
    end: int
    first: Period | None
    last: Period | None


def _in_sentence(
    sentence: Sentence, published: Period | None, antecedent: Period | None
) -> tuple[list[TimeRef], Period | None]:
    """Return the expressions of one sentence, and the month that "the same month" now means."""
    folded = fold_with_offsets(with_plain_future(sentence.ar))
    lowered = folded.text.lower()
    found: list[_Found] = []
    matches = [rm for rm in _matches(lowered) if not _is_no_time(*rm, folded, sentence.ar)]
    for (rule, match), following in zip(matches, [*matches, None][1:], strict=True):
        context = Context(
            lowered,
            match.start("t"),
            antecedent,
            *_told(found),
            _year(lowered, match, following),
            _begins(lowered, match, found),
        )
        value = rule.resolve(match, context)
        if _names_an_event(lowered, match):
            value = None
        first, last = _resolve(value, published)
        start, end = folded.span(match.start("t"), match.end("t"))
        text = sentence.ar[start:end]
        place = TimeRef(sentence.id, text, start, None, None, None, context.tense == "future")
        found.append(_Found(place, *match.span("t"), first, last))
        if first and first.precision in ("month", "day"):
            antecedent = month(first.start.year, first.start.month)
    return [_reference(one) for one in _joined(found, lowered, sentence.ar)], antecedent


def _told(found: list[_Found]) -> tuple[Period | None, Period | None]:
    """Return the first and the last period told before in a sentence."""
    first = next((one.first for one in found if one.first), None)
    last = next((one.first for one in reversed(found) if one.first), None)
    return first, last


def _year(
    folded: str, match: re.Match[str], following: tuple[Rule, re.Match[str]] | None
) -> int | None:
    """Return the year of the date that ends a range, for the date that begins it."""
    if following is None or not _join(
        folded, match.start("t"), match.end("t"), following[1].start("t")
    ):
        return None
    named = following[1].groupdict().get("y")
    return year_number(named) if named else None


def _begins(folded: str, match: re.Match[str], found: list[_Found]) -> Period | None:
    """Return the day that begins the range which an expression ends."""
    if not found or found[-1].first is None or found[-1].first.precision != "day":
        return None
    one = found[-1]
    return one.first if _join(folded, one.start, one.end, match.start("t")) else None


@cache
def _range_words() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return what joins two times: alone, after "between", "between", and what is moved instead."""
    words = load("months")["range"]
    to = re.compile(rf"\s*(?:-|(?:{alternatives(words['to'])}))\s*$")
    between = re.compile(rf"(?<!\w)[وف]?(?:{alternatives(words['between'])})\s+$")
    moved = re.compile(rf"(?<!\w)[وفبل]?(?:{alternatives(words['moved'])})(?!\w)")
    return to, re.compile(r"\s*و?\s*$"), between, moved


def _join(folded: str, start: int, end: int, next_start: int) -> bool:
    """Tell whether an expression and the next one are the ends of a range."""
    to, and_, between, moved = _range_words()
    behind = before(folded, start)
    if moved.search(behind):
        return False
    gap = folded[end:next_start]
    return bool(to.match(gap) or (and_.match(gap) and between.search(behind)))


def _joined(found: list[_Found], folded: str, text: str) -> list[_Found]:
    """Return the expressions with the ends of each range made one ("from 2 May to 9 June")."""
    kept: list[_Found] = []
    for one in found:
        if kept and (whole := _range(kept[-1], one, folded, text)):
            kept[-1] = whole
        else:
            kept.append(one)
    return kept


def _range(one: _Found, other: _Found, folded: str, text: str) -> _Found | None:
    """Return two expressions as one range, ``None`` where they are none."""
    first, last = one.first, other.last
    if first is None or last is None or first != one.last or last != other.first:
        return None
    if first.precision != last.precision or first.start >= last.start:
        return None
    if not _join(folded, one.start, one.end, other.start):
        return None
    whole = text[one.ref.start : other.ref.start + len(other.ref.text)]
    return _Found(replace(one.ref, text=whole), one.start, other.end, first, last)


@cache
def _ambiguous() -> tuple[frozenset[str], re.Pattern[str], re.Pattern[str]]:
    """Return months that are also words, what must stand before them, and what names events."""
    names = load("months")["names"]
    behind = re.compile(rf"(?<!\w)[وف]?(?:{alternatives(names['behind'])})\s+[بل]?$|/\s*$")
    openings = re.compile(rf"(?<!\w)[وف]?[بل]?(?:{alternatives(names['openings'])})\s+$")
    return frozenset(map(key, names["ambiguous"])), behind, openings


def _is_no_time(rule: Rule, match: re.Match[str], folded: Folded, text: str) -> bool:
    """Tell whether a match only looks like a time."""
    if rule.name == BARE_TODAY:
        return not speaks_of_today(folded.text, match.start("t"))
    return _is_a_word(match, folded, text)


def _is_a_word(match: re.Match[str], folded: Folded, text: str) -> bool:
    """Tell whether a match is a common word that looks like a month (``مارس``, ``باب``)."""
    words, behind, _ = _ambiguous()
    if match["t"] not in words:
        return match["t"] == "غدا" and bool(DEFINITE.match(folded.text, match.end("t")))
    start = folded.offsets[match.start("t")]
    if match["t"] == key("آب") and text[start] != "آ":
        return True
    return not behind.search(before(folded.text, match.start("t")))


def _names_an_event(folded: str, match: re.Match[str]) -> bool:
    """Tell whether a date without a year names an event (``ثورة 14 تموز``), which has its own."""
    behind = before(folded, match.start("t"))
    return not match.groupdict().get("y") and bool(_ambiguous()[2].search(behind))


def _reference(found: _Found) -> TimeRef:
    """Return an expression with what it was resolved to."""
    first, last = found.first, found.last
    if first is None:
        return found.ref
    end = last.iso if last and last != first else None
    return replace(found.ref, value=first.iso, end=end, precision=first.precision)


def _matches(folded: str) -> list[tuple[Rule, re.Match[str]]]:
    """Return the matches to keep: leftmost first, longest at a place, none overlapping."""
    found = matches_in(folded)
    found.sort(key=lambda rm: (rm[1].start("t"), -rm[1].end("t")))
    kept: list[tuple[Rule, re.Match[str]]] = []
    end = -1
    for rule, match in found:
        if match.start("t") >= end:
            kept.append((rule, match))
            end = match.end("t")
    return kept


def _resolve(value: Value, published: Period | None) -> tuple[Period | None, Period | None]:
    if value is None:
        return None, None
    first, last = value if isinstance(value, tuple) else (value, value)
    return _against(first, published), _against(last, published)


def _against(value: Relative, published: Period | None) -> Period | None:
    """Resolve against the first and last possible day of publication; keep what both support."""
    if published is None:
        return getattr(value, "period", None)
    try:
        first, last = value.resolve(published.start), value.resolve(published.end)
    except (ValueError, OverflowError):
        return None
    return covering(first, last) if first and last else None


def published_period(value: str | None) -> Period | None:
    """Return the period in which a story appeared, from its ISO value; ``None`` if unknown."""
    return from_iso(value) if value else None
