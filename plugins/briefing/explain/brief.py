"""*In brief*: how things stand, how many sources say so, what was still ahead."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from ..dates.when import When
from ..language.arabic import stems
from ..language.cohesion import is_superseded
from ..model import Cite, Excerpt, Story, newest_first
from .analysis import Analysis
from .matching import NEARLY_THE_SAME, cite_sentence, cite_title, outlet, overlap
from .page import AheadInBrief, BriefSection, NewerThanBrief, SourcesInBrief, cited_in

WORDS_IN_BRIEF = 120
"""Words of the brief, in Arabic: half a minute of reading. The first sentence is always there."""
LONGEST_IN_BRIEF = 45
"""Words of one of its sentences that the build chooses, in Arabic."""
MOST_IN_BRIEF = 4
"""Sentences of it that the build chooses."""
FEWEST_IN_BRIEF = 2
"""Sentences up to which key points go with what answers: a number alone is no state of things."""
MOST_SOURCES_IN_BRIEF = 12
"""Sources cited for there being so many; the section on sources lists all."""


def brief_section(analysis: Analysis) -> BriefSection | None:
    """Return the brief, ``None`` for a topic without sources.

    It is the editor's, or the newest answers to the questions that ask how things stand.
    """
    if not analysis.stories:
        return None
    claims = analysis.stated(analysis.topic.brief)
    # An editor's words stay as they are when an article comes; what the build chooses follows.
    behind = [excerpt.story for excerpt in cited_in(claims)] or analysis.stories
    if not claims:
        claims = analysis.claims.all(_as_read(_chosen(analysis)), dated=True)
    days = sorted(_days(analysis.stories), key=lambda day: day.iso)
    sources = SourcesInBrief(
        count=len(analysis.stories),
        outlets=len({outlet(story) for story in analysis.stories}),
        days=tuple(days),
        citations=tuple(cite_title(story) for story in analysis.stories[:MOST_SOURCES_IN_BRIEF]),
    )
    days_behind = _days(behind)
    last = max((day.end for day in days_behind), default=date.max)
    newer = [day for day in days if day.start > last]
    newer_than_it = NewerThanBrief(len(newer), newer[-1]) if newer else None
    # A day in a month says more than the month.
    as_of = max(days_behind, key=lambda day: day.iso, default=None)
    return BriefSection(claims, _ahead(analysis), sources, as_of, newer_than_it)


def _chosen(analysis: Analysis) -> list[Excerpt]:
    """Return the sentences that tell how things stand, the most telling first."""
    chosen: list[Excerpt] = []
    told: list[frozenset[str]] = []
    # What each sentence counts, and what the chosen ones count.
    counts: dict[Cite, dict[str, float]] = defaultdict(dict)
    for figure in analysis.figures:
        for value in figure.values:
            # "30 more than last week" is no count.
            if value.change is not None:
                continue
            for excerpt in value.excerpts:
                counts[excerpt.cite][figure.id] = value.value
    counted: dict[str, float] = {}
    is_asked = any(question.status for question in analysis.topic.questions)
    for is_wanted, excerpt in _newest_state(analysis):
        if not is_wanted and len(chosen) >= FEWEST_IN_BRIEF:
            break
        length = len(excerpt.sentence.ar.split())
        if length > LONGEST_IN_BRIEF or is_superseded(excerpt.sentence.ar):
            continue
        said = frozenset(stems(excerpt.sentence.ar))
        is_new = all(overlap(said, known) < NEARLY_THE_SAME for known in told)
        # How many there are the newest tells, and no older count is how things stand.
        own = counts[excerpt.cite]
        is_new = is_new and all(counted.get(one, own[one]) == own[one] for one in own)
        words = length + sum(len(one.sentence.ar.split()) for one in chosen)
        if is_new and words <= WORDS_IN_BRIEF:
            chosen.append(excerpt)
            told.append(said)
            counted |= own
        elif is_new and not is_asked:
            # A shorter key point further down says less: it does not take this one's place.
            break
    return chosen[:MOST_IN_BRIEF]


def _as_read(chosen: Sequence[Excerpt]) -> list[Excerpt]:
    """Return sentences with those of one article together, in its order."""
    slugs = [excerpt.cite.slug for excerpt in chosen]
    places = {one.cite: list(map(int, re.findall(r"\d+", one.cite.sentence))) for one in chosen}
    return sorted(chosen, key=lambda one: (slugs.index(one.cite.slug), places[one.cite]))


def _newest_state(analysis: Analysis) -> Iterator[tuple[bool, Excerpt]]:
    """Yield sentences that tell how things stand, newest first: of the questions that ask for it.

    Then come the key points of the newest articles that are on the subject, which are wanted as
    such (the first of each pair) where there is no such question.
    """
    status = {question.id for question in analysis.topic.questions if question.status}
    answers = [answer for answer in analysis.answers if answer.id in status and answer.excerpts]
    # The best sentence of each question before the second of any.
    ranked = [sorted(one.excerpts, key=lambda e: newest_first(e.story)) for one in answers]
    for place in range(max(map(len, ranked), default=0)):
        yield from ((True, row[place]) for row in ranked if place < len(row))
    for story in analysis.stories:
        points = (story.headline, *story.summary)
        for sentence in filter(None, (story.sentence(point) for point in points if point)):
            excerpt = cite_sentence(story, sentence)
            if analysis.is_about(excerpt) and not sentence.doubtful:
                yield not answers, excerpt


def _days(stories: Iterable[Story]) -> list[When]:
    return [story.published.when.without_clock() for story in stories if story.published]


def _ahead(analysis: Analysis) -> AheadInBrief | None:
    """Return the dates that the newest sources still had before them, ``None`` without any."""
    # Of a month and its last day the day says more exactly how far the sources reach.
    days = _days(analysis.stories)
    newest = max(days, key=lambda day: (day.end, day.precision == "day"), default=None)
    planned = [event for event in analysis.events if event.when.planned]
    found = [e for e in planned if newest and e.when.narrowed().start > newest.end]
    # "The end of May" beside "May 31" is no other date.
    last_days = {event.when.start for event in found if event.when.precision == "day"}
    events = [e for e in found if not e.when.part or e.when.narrowed().end not in last_days]
    if newest is None or not events:
        return None
    cited: dict[str, Excerpt] = {}
    for event in events:
        cited.setdefault(str(event.excerpts[0].cite), event.excerpts[0])
    return AheadInBrief(tuple(events), newest, tuple(cited.values()))
