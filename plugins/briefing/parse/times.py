"""Time expressions in running Arabic text, found and resolved.

Finding is the table of patterns in time_rules.py; resolving works against the day of publication
and the text before. What the text does not support stays unresolved: no day or year is made up.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from ..lexicon import load
from ..model import Sentence, TimeRef
from .arabic import Folded, fold_with_offsets
from .months import alternatives, key
from .time_resolvers import Context, Relative, Value
from .time_rules import Rule, rules
from .timevalues import Period, covering, from_iso, month


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


def _in_sentence(
    sentence: Sentence, published: Period | None, antecedent: Period | None
) -> tuple[list[TimeRef], Period | None]:
    """Return the expressions of one sentence, and the month that "the same month" now means."""
    folded = fold_with_offsets(sentence.ar)
    lowered = folded.text.lower()
    refs: list[TimeRef] = []
    anchor: Period | None = None
    for rule, match in _matches(lowered):
        if _is_a_word(match, folded, sentence.ar):
            continue
        context = Context(lowered, match.start("t"), antecedent, anchor)
        value = rule.resolve(match, context)
        if _names_an_event(lowered, match):
            value = None
        first, last = _resolve(value, published)
        start, end = folded.span(match.start("t"), match.end("t"))
        text = sentence.ar[start:end]
        place = TimeRef(sentence.id, text, start, None, None, None, context.tense == "future")
        refs.append(_reference(place, first, last))
        if first and first.precision in ("month", "day"):
            antecedent = month(first.start.year, first.start.month)
        anchor = anchor or first
    return refs, antecedent


@cache
def _ambiguous() -> tuple[frozenset[str], re.Pattern[str], re.Pattern[str]]:
    """Return months that are also words, what must stand before them, and what names events."""
    names = load("months")["names"]
    behind = re.compile(rf"(?<!\w)[وف]?(?:{alternatives(names['behind'])})\s+[بل]?$|/\s*$")
    openings = re.compile(rf"(?<!\w)[وف]?[بل]?(?:{alternatives(names['openings'])})\s+$")
    return frozenset(map(key, names["ambiguous"])), behind, openings


def _is_a_word(match: re.Match[str], folded: Folded, text: str) -> bool:
    """Tell whether a match is a common word that looks like a month (``مارس``, ``باب``)."""
    words, behind, _ = _ambiguous()
    if match["t"] not in words:
        return match["t"] == "غدا" and bool(re.match(r"\s+ال", folded.text[match.end("t") :]))
    start = folded.offsets[match.start("t")]
    if match["t"] == key("آب") and text[start] != "آ":
        return True
    return not behind.search(folded.text[: match.start("t")])


def _names_an_event(folded: str, match: re.Match[str]) -> bool:
    """Tell whether a date without a year names an event (``ثورة 14 تموز``), which has its own."""
    before = folded[: match.start("t")]
    return not match.groupdict().get("y") and bool(_ambiguous()[2].search(before))


def _reference(place: TimeRef, first: Period | None, last: Period | None) -> TimeRef:
    """Return an expression with what it was resolved to."""
    if first is None:
        return place
    end = last.iso if last and last != first else None
    return replace(place, value=first.iso, end=end, precision=first.precision)


def _matches(folded: str) -> list[tuple[Rule, re.Match[str]]]:
    """Return the matches to keep: leftmost first, longest at a place, none overlapping."""
    found = [(rule, m) for rule in rules() for m in rule.pattern.finditer(folded)]
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
