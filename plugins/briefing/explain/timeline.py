"""What happened when, from the dated sentences of the stories."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache

from ..lexicon import load
from ..model import Event, Excerpt, Story, TimeRef
from ..parse.arabic import fold
from ..parse.months import weekday_numbers
from ..parse.timevalues import from_iso
from .matching import alike, citable, excerpt, matches
from .topics import Terms

SAME_EVENT = 0.5
"""Share of the shorter sentence's stems that two tellings of one event have in common."""
MOST_COMPARED = 100
"""Latest events of a year that a new one is compared with; a bound, so that cost stays linear."""
NEARBY = 3
"""Words before a date in which those that make it another clause's are looked for."""


@cache
def _words(*names: str) -> frozenset[str]:
    """Return the folded words of lists of the lexicon."""
    return frozenset(fold(word) for name in names for word in load("events")[name])


def timeline(stories: Sequence[Story], terms: Terms) -> tuple[Event, ...]:
    """Return the events a topic's words name, earliest first, tellings of one event merged.

    A coarse date beside a finer one in one sentence is background there, and left out.
    """
    return _told(stories, lambda text: matches(text, terms), background=False)


def events(stories: Sequence[Story]) -> tuple[Event, ...]:
    """Return every dated event of the stories, whatever it is about, earliest first."""
    return _told(stories, lambda _: True, background=True)


def _told(
    stories: Sequence[Story], tells: Callable[[str], bool], *, background: bool
) -> tuple[Event, ...]:
    found = _Events()
    for story in stories:
        by_id = {s.id: s for _, s in citable(story) if tells(s.ar)}
        finer = {r.sentence for r in story.times if r.precision in ("day", "month")}
        for ref in story.times:
            sentence = by_id.get(ref.sentence)
            if sentence is None or not _dates_an_event(ref, sentence.ar, background=background):
                continue
            if background or not (ref.sentence in finer and _is_relative_year(ref)):
                found.add(_event(story, ref, excerpt(story, sentence)))
    return tuple(sorted(found.all(), key=_order))


def _dates_an_event(ref: TimeRef, text: str, *, background: bool) -> bool:
    if ref.value is None or ref.precision == "decade":
        return False
    if not background and ref.precision == "week":
        return False
    if (
        ref.precision == "year"
        and not ref.future
        and any(mark in fold(text) for mark in _words("now"))
    ):
        return False
    if ref.precision == "year" and any(mark in fold(ref.text) for mark in _words("vague")):
        return ref.future
    if not background and ref.precision in ("month", "year") and _coarser_than_said(ref):
        return False
    before = fold(text[: ref.start]).split()[-NEARBY:]
    return _words("compared", "subordinate").isdisjoint(before)


def _is_relative_year(ref: TimeRef) -> bool:
    """Tell whether a date is only "last year", which beside a finer one is background."""
    return ref.precision == "year" and not any(c.isdigit() for c in fold(ref.text))


def _coarser_than_said(ref: TimeRef) -> bool:
    """Tell whether the text names a day or a week and only the month or year could be resolved."""
    said = set(fold(ref.text).lower().split())
    return not said.isdisjoint(weekday_numbers()) or "الاسبوع" in said


def _event(story: Story, ref: TimeRef, cited: Excerpt) -> Event:
    value, precision = ref.value or "", ref.precision or "day"
    appeared = story.published.value[: len(value)] if story.published else None
    planned = ref.future and (appeared is None or value >= appeared)
    return Event(value, ref.end, precision, (cited,), planned)


class _Events:
    """Events by year, so that each is compared with those of its year alone, and not with all."""

    def __init__(self) -> None:
        self.by_year: dict[str, list[Event]] = {}

    def add(self, new: Event) -> None:
        """Add an event, or its citation to the event that is told already."""
        events = self.by_year.setdefault(new.date[:4], [])
        for i in range(len(events) - 1, max(-1, len(events) - 1 - MOST_COMPARED), -1):
            if _same(events[i], new):
                events[i] = _merged(events[i], new)
                return
        events.append(new)

    def all(self) -> list[Event]:
        """Return all events, in the order in which they came."""
        return [event for events in self.by_year.values() for event in events]


def _same(a: Event, b: Event) -> bool:
    """Tell whether two tellings are of one event: one date within the other, and like words."""
    if a.end or b.end or a.planned != b.planned:
        return False
    shorter = min(len(a.date), len(b.date))
    if a.date[:shorter] != b.date[:shorter] or (a.date != b.date and shorter == len("2014")):
        return False
    if a.excerpts[0].cite == b.excerpts[0].cite:
        return a.date == b.date
    return alike(a.excerpts[0].sentence.ar, b.excerpts[0].sentence.ar, SAME_EVENT)


def _merged(a: Event, b: Event) -> Event:
    """Return one event with both citations and the finer of the two dates."""
    finer = a if len(a.date) >= len(b.date) else b
    cites = {e.cite: e for e in (*a.excerpts, *b.excerpts)}
    ordered = sorted(cites.values(), key=lambda e: e.cite not in {x.cite for x in finer.excerpts})
    return replace(finer, excerpts=tuple(ordered))


def _order(event: Event) -> tuple[str, str, str]:
    period = from_iso(event.date)
    start = period.start.isoformat() if period else event.date
    return start, event.date, str(event.excerpts[0].cite)
