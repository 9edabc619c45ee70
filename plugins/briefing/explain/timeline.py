"""What happened when: the dated events of the stories, and the timeline section of a page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from ..dates.when import When, year
from ..language.arabic import fold, folded_words
from ..model import LANGS, Event, Excerpt, Groups
from .analysis import Analysis
from .clauses import LONGEST_CLAUSE
from .facts import BearingStory, SentenceFacts
from .page import TimelineEntry, TimelineSection
from .same_event import Events

MOST_ON_PAGE = 8
"""Dates on the page itself where the editor names none."""
FEWEST_ON_PAGE = 5
"""Dates up to which sentences are taken that are too long to be read at a glance."""
_YEAR = re.compile(r"(?<![\d,.])(?:19|20)\d\d(?![\d,]|\.\d)")


def timeline_section(analysis: Analysis) -> TimelineSection | None:
    """Return the dates that the page itself shows: the editor's, or those that say most."""
    moments = _moments(analysis)
    if moments:
        return TimelineSection(_merged(moments, "e"))
    excerpts = (event.excerpts[0] for event in analysis.events)
    above = {excerpt.cite for excerpt in excerpts if analysis.claims.is_shown(excerpt)}
    born = folded_words("events", "born")
    told = []
    for entry in _entries(analysis):
        claim = entry.claims[0]
        is_long = _facts(analysis, claim.excerpt).is_long
        if claim.words:
            is_long = any(len(claim.words[lang].split()) > LONGEST_CLAUSE for lang in LANGS)
        # When somebody was born is told in full, and seldom what a subject turns on.
        if born.isdisjoint(fold(claim.excerpt.sentence.ar).split()):
            told.append((is_long, entry))
    chosen: list[TimelineEntry] = []
    # What is read at a glance comes first, then what more articles tell, then what is newer; a
    # sentence is shown once on a page, and a long one only where there is little else.
    told.sort(
        key=lambda row: (row[0], -len(row[1].claims[0].citations), -row[1].when.end.toordinal())
    )
    for is_long, entry in told:
        excerpt = entry.claims[0].excerpt
        context = _facts(analysis, excerpt).out_of_context
        is_new = excerpt.cite not in above and not (is_long and len(chosen) >= FEWEST_ON_PAGE)
        if is_new and context.is_alone and not context.is_unnamed:
            chosen.append(entry)
    return TimelineSection(_merged(chosen[:MOST_ON_PAGE], "e")) if chosen else None


def full_timeline(analysis: Analysis) -> TimelineSection | None:
    """Return every dated event on the subject, the editor's entries among them."""
    moments = _moments(analysis)
    # What the editor tells of a date and a sentence is not told again in the sentence's words.
    told: dict[str, list[When]] = {}
    for entry in moments:
        claim = entry.claims[0]
        # "They left, before returning in 2014" tells of 2014, too.
        years = _YEAR.findall(claim.words.en if claim.words else "")
        for excerpt in claim.citations:
            days = told.setdefault(str(excerpt.cite), [])
            days += [entry.when, *(year(int(digits)) for digits in years)]
    entries = [*_entries(analysis, told), *moments]
    return TimelineSection(_merged(entries, "t")) if entries else None


def _moments(analysis: Analysis) -> list[TimelineEntry]:
    entries = []
    for moment in analysis.topic.moments:
        when = When.from_iso(moment.date)
        claims = analysis.stated([moment])
        if when and claims:
            entries.append(TimelineEntry("", when, claims))
    return entries


def _entries(
    analysis: Analysis, told: Mapping[str, Sequence[When]] | None = None
) -> list[TimelineEntry]:
    """Return an entry for each sentence that dates an event, at its first date.

    With `told` it has its other dates, too, less those under which the editor tells the sentence.
    """
    by_sentence: dict[str, list[Event]] = {}
    for event in analysis.events:
        by_sentence.setdefault(str(event.excerpts[0].cite), []).append(event)
    entries = []
    for of_sentence in by_sentence.values():
        excerpt = of_sentence[0].excerpts[0]
        # When something was named and for when are two things: a deadline is told under the day on
        # which it was named, which is that of the article where the sentence has no other.
        named = tuple(event.when.as_shown() for event in of_sentence if event.when.planned)
        past = _news_first([event for event in of_sentence if not event.when.planned], excerpt)
        own = past[:1]
        if told is not None:
            by_editor = told.get(str(excerpt.cite), ())
            # Those that are finer than the editor's are told.
            own = [e for e in past if not any(map(e.when.contains, by_editor))]
        if own:
            entries.append(_entry(analysis, excerpt, own, named))
        published = excerpt.story.published
        if named and not past and published:
            claim = analysis.claims.claim(excerpt, None, of_sentence)
            when = published.when.without_clock()
            # What is to come on that very day is told under it.
            ahead = tuple(one for one in named if (one.start, one.end) != (when.start, when.end))
            entries.append(TimelineEntry("", when, (claim,), ahead, published.inferred))
    return sorted(entries, key=_order)


def _news_first(events: list[Event], excerpt: Excerpt) -> list[Event]:
    """Return the events of a sentence earliest first, but before all the news that it opens with.

    "The court tried them on Sunday for the floods of last September" is told under Sunday.
    """
    told = [mention.when.iso for mention in excerpt.times() if mention.when]
    for event in events:
        is_finer = event.when.end - event.when.start < events[0].when.end - events[0].when.start
        if is_finer and event.when.iso in told[:1]:
            return [event, *(other for other in events if other is not event)]
    return events


def _entry(
    analysis: Analysis, excerpt: Excerpt, events: Sequence[Event], named: tuple[When, ...]
) -> TimelineEntry:
    """Return the entry of a sentence that tells of these events, under the first of them."""
    when, *also = (event.when.as_shown() for event in events)
    # A sentence that is read at a glance is shown whole; its clause only under a date that
    # stands in it.
    clause = _facts(analysis, excerpt).clause
    if clause:
        times = [one.text for one in excerpt.times() if one.when and one.when.iso == when.iso]
        clause = None if also or not any(text in clause.ar for text in times) else clause
    claim = analysis.claims.claim(excerpt, None, events, clause)
    is_inferred = not all(event.when.stated for event in events)
    return TimelineEntry("", when, (claim,), named, is_inferred, tuple(also))


def _facts(analysis: Analysis, excerpt: Excerpt) -> SentenceFacts:
    source = analysis.sources[excerpt.cite.slug]
    return source.facts.sentences[source.places[excerpt.cite.sentence]]


def _merged(entries: Sequence[TimelineEntry], letter: str) -> tuple[TimelineEntry, ...]:
    """Return entries in their order, those of the same dates as one, with ids by their days."""
    by_dates: dict[tuple[object, ...], TimelineEntry] = {}
    for entry in sorted(entries, key=_order):
        dates = entry.when, entry.also, entry.named
        known = by_dates.setdefault(dates, entry)
        if known is not entry:
            claims = (*known.claims, *entry.claims)
            is_inferred = known.inferred and entry.inferred
            by_dates[dates] = replace(known, claims=claims, inferred=is_inferred)
    merged = []
    # An id by its place would be another one with each new date before it.
    used: Counter[str] = Counter()
    for entry in by_dates.values():
        day = f"{letter}-{entry.when.iso_date}"
        used[day] += 1
        merged.append(replace(entry, id=day if used[day] == 1 else f"{day}.{used[day]}"))
    return tuple(merged)


def _order(entry: TimelineEntry) -> tuple[object, ...]:
    """Return the key that orders entries: by day, a period after all that lies within it.

    Of one day an act comes before the reaction to it.
    """
    within = entry.when.narrowed()
    excerpt = entry.claims[0].excerpt
    text = f" {fold(excerpt.sentence.ar)} "
    marks = folded_words("events", "reaction")
    is_reaction = any(f" {mark} " in text or f" و{mark} " in text for mark in marks)
    return entry.when.place, within.end - within.start, is_reaction, str(excerpt.cite)


def timeline(
    sources: Iterable[BearingStory],
    groups: Groups | None = None,
    subject: frozenset[str] = frozenset(),
) -> tuple[Event, ...]:
    """Return the events a topic's words name, earliest first, reports of one event merged.

    `groups` are the reports an editor puts together, `subject` the stems that name the subject.
    """
    found = Events(groups or {}, subject)
    for source in sources:
        for number in source.contribution.events:
            report = source.facts.dated[number]
            found.add(report.when, source.excerpts[report.place], source.content(report.place))
    return tuple(found)
