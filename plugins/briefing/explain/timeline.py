"""What happened when, from the dated sentences of the stories."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import cache

from ..dates.when import When, lies_after
from ..editors.topics import Terms
from ..language.arabic import fold
from ..language.lexicon import load
from ..model import Event, Excerpt, Mention, Story
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
        published = story.published.when if story.published else None
        finer = {m.sentence for m in story.times if m.when and m.when.precision in ("day", "month")}
        for mention in story.times:
            sentence, when = by_id.get(mention.sentence), mention.when
            if sentence is None or when is None:
                continue
            if not _dates_an_event(mention, when, sentence.ar, background=background):
                continue
            if lies_after(when, published):
                continue
            beside = not background and mention.sentence in finer and _is_relative_year(mention)
            if not beside or tells(after(sentence.ar, mention)):
                found.add(_event(when, published, cite_sentence(story, sentence)))
    return tuple(sorted(found.all(), key=_order))


def _dates_an_event(mention: Mention, when: When, text: str, *, background: bool) -> bool:
    if when.precision == "decade":
        return False
    is_year = when.precision == "year"
    if is_year and not when.planned and any(mark in fold(text) for mark in _words("now")):
        return False
    if is_year and any(mark in fold(mention.text) for mark in _words("vague")):
        return when.planned
    if not background and mention.coarser:
        return False
    before = fold(text[: mention.start]).split()[-NEARBY:]
    return _words("compared", "subordinate").isdisjoint(before)


def _is_relative_year(mention: Mention) -> bool:
    """Tell whether a date is only "last year", which beside a finer one is background."""
    when = mention.when
    return when is not None and when.precision == "year" and not when.stated


def after(text: str, mention: Mention) -> str:
    """Return the words right behind a date, which say what happened then."""
    return " ".join(text[mention.start + len(mention.text) :].split()[:BEHIND])


def _event(when: When, published: When | None, cited: Excerpt) -> Event:
    """Return an event, still planned only if it was not over when its article appeared."""
    ahead = published is None or when.start >= published.start or when.contains(published)
    when = replace(when, planned=when.planned and ahead)
    return Event(when, (cited,), (when,))


def _order(event: Event) -> tuple[date, str, str]:
    within = event.when.narrowed()
    start = within.end if event.when.part == "end" else within.start
    return start, event.when.iso, str(event.excerpts[0].cite)


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
        is_stated = any(event.when.stated for events in groups for event in events)
        first = groups[0]
        planned = all(event.when.planned for event in first)
        entry = TimelineEntry(f"t-{number}", tuple(claims), tuple(first), planned, not is_stated)
        entries.append(entry)
    return TimelineSection(tuple(entries)) if entries else None


def _dates_key(events: Sequence[Event]) -> tuple[object, ...]:
    """Return what the tellings of one entry have in common: their dates, and whether ahead."""
    planned = all(event.when.planned for event in events)
    return planned, tuple(dict.fromkeys(event.when.as_shown() for event in events))
