"""What happened when: the dated events of the stories, and the timeline section of a page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache

from ..dates.when import When, lies_after
from ..language.arabic import fold
from ..language.cohesion import stands_alone
from ..language.lexicon import load
from ..model import LANGS, Event, Groups, Mention, Story, Terms
from .analysis import Analysis
from .clauses import LONGEST_CLAUSE, head_clause
from .matching import citable, cite_sentence, matches
from .page import TimelineEntry, TimelineSection
from .same_event import Events

MOST_ON_PAGE = 8
"""Dates on the page itself where the editor names none."""
WORDS_BEFORE_DATE = 3
"""Words before a date in which those that make it another clause's are looked for."""
WORDS_AFTER_DATE = 6
"""Words after a date that tell what is dated."""


def timeline_section(analysis: Analysis) -> TimelineSection | None:
    """Return the dates that the page itself shows: the editor's, or those that say most."""
    moments = _moments(analysis)
    if moments:
        return TimelineSection(_merged(moments, "e"))
    above = {
        event.excerpts[0].cite
        for event in analysis.events
        if analysis.claims.is_shown(event.excerpts[0])
    }
    # A sentence of several dates is told at its first.
    first = {entry.claims[0].excerpt.cite: entry for entry in reversed(_entries(analysis))}
    told = [entry for entry in first.values() if not _is_long(entry)]
    chosen: list[TimelineEntry] = []
    # What more articles tell weighs more, then what is newer; a sentence is shown once on a page.
    told.sort(key=lambda entry: (-len(entry.claims[0].citations), -entry.when.end.toordinal()))
    for entry in told:
        excerpt = entry.claims[0].excerpt
        if excerpt.cite not in above and stands_alone(excerpt.sentence.ar):
            above.add(excerpt.cite)
            chosen.append(entry)
    return TimelineSection(_merged(chosen[:MOST_ON_PAGE], "e")) if chosen else None


def full_timeline(analysis: Analysis) -> TimelineSection | None:
    """Return every dated event on the subject, the editor's entries among them."""
    moments = _moments(analysis)
    # What the editor tells of a date and a sentence is not told again in the sentence's words.
    told = {(entry.when.iso, str(e.cite)) for entry in moments for e in entry.claims[0].citations}
    of_sources = _entries(analysis)
    entries = [e for e in of_sources if (e.when.iso, str(e.claims[0].excerpt.cite)) not in told]
    entries += moments
    return TimelineSection(_merged(entries, "t")) if entries else None


def _moments(analysis: Analysis) -> list[TimelineEntry]:
    """Return the entries that the editor gives, by their dates."""
    entries = []
    for moment in analysis.topic.moments:
        when = When.from_iso(moment.date)
        claims = analysis.stated([moment])
        if when and claims:
            entries.append(TimelineEntry("", when, claims))
    return entries


def _entries(analysis: Analysis) -> list[TimelineEntry]:
    """Return an entry for each date of each sentence that tells of an event."""
    by_sentence: dict[str, list[Event]] = {}
    for event in analysis.events:
        by_sentence.setdefault(str(event.excerpts[0].cite), []).append(event)
    entries = []
    for of_sentence in by_sentence.values():
        excerpt = of_sentence[0].excerpts[0]
        # When something was named and for when are two things: a deadline is told under the day on
        # which it was named, which is that of the article where the sentence has no other.
        named = tuple(event.when.as_shown() for event in of_sentence if event.when.planned)
        past = [event for event in of_sentence if not event.when.planned]
        # A sentence that is read at a glance is shown whole.
        texts = excerpt.sentence.ar, excerpt.sentence.en or ""
        is_long = max(len(text.split()) for text in texts) > LONGEST_CLAUSE
        clause = head_clause(excerpt.sentence, analysis.differ) if is_long else None
        for place, event in enumerate(past):
            # The clause is shown only under a date that stands in it.
            dated = [m for m in excerpt.story.times if m.sentence == excerpt.cite.sentence]
            own = [m.text for m in dated if m.when and m.when.iso == event.when.iso]
            is_told = clause is not None and any(text in clause.ar for text in own)
            words = clause if is_told else None
            claim = analysis.claims.claim(excerpt, None, [event], words)
            when, is_inferred = event.when.as_shown(), not event.when.stated
            entry = TimelineEntry("", when, (claim,), () if place else named, is_inferred)
            entries.append(entry)
        published = excerpt.story.published
        if named and not past and published:
            claim = analysis.claims.claim(excerpt, None, of_sentence)
            when = published.when.without_clock()
            entries.append(TimelineEntry("", when, (claim,), named, published.inferred))
    return sorted(entries, key=_order)


def _merged(entries: Sequence[TimelineEntry], letter: str) -> tuple[TimelineEntry, ...]:
    """Return entries in their order, those of the same dates as one, with ids by their places."""
    by_dates: dict[tuple[object, ...], TimelineEntry] = {}
    for entry in sorted(entries, key=_order):
        dates = entry.when, entry.named
        known = by_dates.setdefault(dates, entry)
        if known is not entry:
            claims = (*known.claims, *entry.claims)
            is_inferred = known.inferred and entry.inferred
            by_dates[dates] = replace(known, claims=claims, inferred=is_inferred)
    merged = []
    for number, entry in enumerate(by_dates.values(), 1):
        merged.append(replace(entry, id=f"{letter}-{number}"))
    return tuple(merged)


def _is_long(entry: TimelineEntry) -> bool:
    claim = entry.claims[0]
    texts = [
        claim.words[lang] if claim.words else claim.excerpt.sentence.text(lang) for lang in LANGS
    ]
    return any(len((text or "").split()) > LONGEST_CLAUSE for text in texts)


def _order(entry: TimelineEntry) -> tuple[object, ...]:
    """Return the key that orders entries: by day, a period after all that lies within it.

    Of one day an act comes before the reaction to it.
    """
    within = entry.when.narrowed()
    # A range is told at its start, a period of which only that is known at its end.
    day = within.start if entry.when.iso_end else within.end
    excerpt = entry.claims[0].excerpt
    text = f" {fold(excerpt.sentence.ar)} "
    is_reaction = any(f" {mark} " in text or f" و{mark} " in text for mark in _words("reaction"))
    return day, within.end - within.start, is_reaction, str(excerpt.cite)


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
