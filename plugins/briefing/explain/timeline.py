"""What happened when, from the dated sentences of the stories."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from ..dates.qualifiers import belies_itself, coarser_than_said, narrowed, part_of, stated
from ..dates.when import from_iso
from ..editors.topics import Terms
from ..language.arabic import fold
from ..language.lexicon import load
from ..model import Event, Excerpt, Story, TimeRef
from .analysis import Analysis, Groups
from .matching import citable, cite_sentence, matches
from .page import TimelineEntry, TimelineSection
from .tellings import Events

NEARBY, BEHIND = 3, 6
"""Words before a date in which those that make it another clause's are looked for, and words behind
a date that tell what is dated."""


@cache
def _words(*names: str) -> frozenset[str]:
    """Return the folded words of lists of the lexicon."""
    return frozenset(fold(word) for name in names for word in load("events")[name])


def timeline(
    stories: Sequence[Story], terms: Terms, groups: Groups | None = None
) -> tuple[Event, ...]:
    """Return the events a topic's words name, earliest first, tellings of one event merged.

    A coarse date beside a finer one in one sentence is background there, and left out unless the
    topic's words stand in its own clause. `groups` are the tellings an editor puts together.
    """
    return _told(stories, lambda text: matches(text, terms), groups or {}, background=False)


def events(stories: Sequence[Story]) -> tuple[Event, ...]:
    """Return every dated event of the stories, whatever it is about, earliest first."""
    return _told(stories, lambda _: True, {}, background=True)


def _told(
    stories: Sequence[Story], tells: Callable[[str], bool], groups: Groups, *, background: bool
) -> tuple[Event, ...]:
    found = Events(groups)
    for story in stories:
        by_id = {s.id: s for _, s in citable(story) if tells(s.ar)}
        finer = {r.sentence for r in story.times if r.precision in ("day", "month")}
        for ref in story.times:
            sentence = by_id.get(ref.sentence)
            if sentence is None or not _dates_an_event(ref, sentence.ar, background=background):
                continue
            if belies_itself(ref, story):
                continue
            beside = not background and ref.sentence in finer and _is_relative_year(ref)
            if not beside or tells(after(sentence.ar, ref)):
                found.add(_event(story, ref, cite_sentence(story, sentence)))
    return tuple(sorted(found.all(), key=_order))


def _dates_an_event(ref: TimeRef, text: str, *, background: bool) -> bool:
    if ref.value is None or ref.precision == "decade":
        return False
    if (
        ref.precision == "year"
        and not ref.future
        and any(mark in fold(text) for mark in _words("now"))
    ):
        return False
    if ref.precision == "year" and any(mark in fold(ref.text) for mark in _words("vague")):
        return ref.future
    if not background and ref.precision in ("month", "year") and coarser_than_said(ref):
        return False
    before = fold(text[: ref.start]).split()[-NEARBY:]
    return _words("compared", "subordinate").isdisjoint(before)


def _is_relative_year(ref: TimeRef) -> bool:
    """Tell whether a date is only "last year", which beside a finer one is background."""
    return ref.precision == "year" and not any(c.isdigit() for c in fold(ref.text))


def after(text: str, ref: TimeRef) -> str:
    """Return the words right behind a date, which say what happened then."""
    return " ".join(text[ref.start + len(ref.text) :].split()[:BEHIND])


def _event(story: Story, ref: TimeRef, cited: Excerpt) -> Event:
    value, precision = ref.value or "", ref.precision or "day"
    appeared = story.published.value[: len(value)] if story.published else None
    planned = ref.future and (appeared is None or value >= appeared)
    part, known = part_of(ref), stated(ref)
    return Event(value, ref.end, precision, (cited,), planned, part, known, told=(value,))


def _order(event: Event) -> tuple[str, str, str]:
    period = from_iso(event.date)
    within = narrowed(period, event.part) if period and event.part else period
    start = within.start.isoformat() if within else event.date
    if within and event.part == "end":
        start = within.end.isoformat()
    return start, event.date, str(event.excerpts[0].cite)


def timeline_section(analysis: Analysis) -> TimelineSection | None:
    """Return the timeline: one entry for the same dates, in which a sentence is told once."""
    by_sentence: dict[str, list[Event]] = {}
    for event in analysis.events:
        by_sentence.setdefault(str(event.excerpts[0].cite), []).append(event)
    by_dates: dict[tuple[object, ...], list[list[Event]]] = {}
    for events in by_sentence.values():
        by_dates.setdefault(_dates_key(events), []).append(events)
    entries = []
    for number, groups in enumerate(by_dates.values(), 1):
        claims = [analysis.claims.claim(events[0].excerpts[0], None, events) for events in groups]
        is_stated = any(event.stated for events in groups for event in events)
        first = groups[0]
        planned = all(event.planned for event in first)
        entry = TimelineEntry(f"t-{number}", tuple(claims), tuple(first), planned, not is_stated)
        entries.append(entry)
    return TimelineSection(tuple(entries)) if entries else None


def _dates_key(events: Sequence[Event]) -> tuple[object, ...]:
    """Return what the tellings of one entry have in common: their dates, and whether ahead."""
    planned = all(event.planned for event in events)
    dates = dict.fromkeys((e.date, e.end, e.precision, e.part) for e in events)
    return planned, tuple(dates)
