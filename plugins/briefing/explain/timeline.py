"""What happened when: the dated events of the stories, and the timeline section of a page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache

from ..dates.when import When, lies_after
from ..language.arabic import fold
from ..language.lexicon import load
from ..model import Event, Groups, Mention, Story, Terms
from .analysis import Analysis
from .matching import citable, cite_sentence, matches
from .page import TimelineEntry, TimelineSection
from .same_event import Events

WORDS_BEFORE_DATE = 3
"""Words before a date in which those that make it another clause's are looked for."""
WORDS_AFTER_DATE = 6
"""Words after a date that tell what is dated."""


def timeline_section(analysis: Analysis) -> TimelineSection | None:
    """Return the timeline: one entry for the same dates, in which a sentence is told once."""
    # A sentence with two dates is two events and one entry, under both dates.
    by_sentence: dict[str, list[Event]] = {}
    for event in analysis.events:
        by_sentence.setdefault(str(event.excerpts[0].cite), []).append(event)
    # Sentences with the same dates share one entry, unless for one of them it is still ahead.
    by_dates: dict[tuple[bool, tuple[When, ...]], list[list[Event]]] = {}
    for of_sentence in by_sentence.values():
        planned = all(event.when.planned for event in of_sentence)
        dates = dict.fromkeys(event.when.as_shown() for event in of_sentence)
        by_dates.setdefault((planned, tuple(dates)), []).append(of_sentence)
    entries = []
    for number, ((planned, _), of_dates) in enumerate(by_dates.items(), 1):
        claims = []
        is_stated = False
        for of_sentence in of_dates:
            claims.append(analysis.claims.claim(of_sentence[0].excerpts[0], None, of_sentence))
            is_stated = is_stated or any(event.when.stated for event in of_sentence)
        first = tuple(of_dates[0])
        entries.append(TimelineEntry(f"t-{number}", tuple(claims), first, planned, not is_stated))
    return TimelineSection(tuple(entries)) if entries else None


def timeline(
    stories: Sequence[Story], terms: Terms, groups: Groups | None = None
) -> tuple[Event, ...]:
    """Return the events a topic's words name, earliest first, reports of one event merged.

    A coarse date beside a finer one in one sentence is background there, and left out unless the
    topic's words are in its own clause. `groups` are the reports an editor puts together.
    """
    return _events(stories, lambda text: matches(text, terms), groups or {}, background=False)


def events(stories: Sequence[Story]) -> tuple[Event, ...]:
    """Return every dated event of the stories, whatever it is about, earliest first."""
    return _events(stories, lambda _: True, {}, background=True)


def _events(
    stories: Sequence[Story], is_told: Callable[[str], bool], groups: Groups, *, background: bool
) -> tuple[Event, ...]:
    """Return the events of the sentences that `is_told` takes, with `background` all of them."""
    found = Events(groups)
    for story in stories:
        sentences = {s.id: s for _, s in citable(story) if is_told(s.ar)}
        published = story.published.when if story.published else None
        dated_finely = {
            mention.sentence
            for mention in story.times
            if mention.when and mention.when.precision in ("day", "month")
        }
        for mention in story.times:
            sentence, when = sentences.get(mention.sentence), mention.when
            if sentence is None or when is None or lies_after(when, published):
                continue
            if not _dates_an_event(mention, when, sentence.ar, background=background):
                continue
            # "Last year" beside a day is background, unless its own words are on the subject.
            is_last_year = when.precision == "year" and not when.stated
            beside = not background and is_last_year and mention.sentence in dated_finely
            # Its own words are those right after it.
            words_after = sentence.ar[mention.start + len(mention.text) :].split()
            if beside and not is_told(" ".join(words_after[:WORDS_AFTER_DATE])):
                continue
            # What was planned is so still only if it was not over when its article appeared.
            ahead = published is None or when.start >= published.start or when.contains(published)
            when = replace(when, planned=when.planned and ahead)
            found.add(Event(when, (cite_sentence(story, sentence),), (when,)))
    # By the first day, of "the end of" a period by its last.
    keyed = []
    for event in found.all():
        within = event.when.narrowed()
        start = within.end if event.when.part == "end" else within.start
        keyed.append((start, event.when.iso, str(event.excerpts[0].cite), event))
    return tuple(event for *_, event in sorted(keyed, key=lambda row: row[:3]))


def _dates_an_event(mention: Mention, when: When, text: str, *, background: bool) -> bool:
    """Tell whether a mention says when something happened, and not how things are or compare."""
    if when.precision == "decade":
        return False
    is_year = when.precision == "year"
    # "There are now 2500, in 2024": that is how things stand, not what happened.
    if is_year and not when.planned and any(mark in fold(text) for mark in _words("now")):
        return False
    if is_year and any(mark in fold(mention.text) for mark in _words("vague")):
        return when.planned
    if not background and mention.coarser:
        return False
    # "More than in 2014" compares, "after what happened in 2014" is about another clause.
    words_before = fold(text[: mention.start]).split()[-WORDS_BEFORE_DATE:]
    return _words("compared", "subordinate").isdisjoint(words_before)


@cache
def _words(*names: str) -> frozenset[str]:
    """Return the folded words of lists of the lexicon."""
    words: set[str] = set()
    for name in names:
        words.update(fold(word) for word in load("events")[name])
    return frozenset(words)
