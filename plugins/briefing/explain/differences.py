"""Where sources differ: disputes an editor sets out, and figures and dates that do not agree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations, permutations, product

from ..dates.when import When
from ..language.arabic import content_stems, fold
from ..model import Difference, Event, Figure, FigureValue, Groups
from ..speech.cues import reports_speech
from .analysis import Analysis
from .contribution import what_happened
from .matching import is_alike
from .page import DifferingDates, DifferSection, DisputeViews, View
from .same_event import nested

FEWEST_VIEWS = 2
"""Views that make a dispute."""
ABOUT_TOLERANCE = 0.1
"""Share by which a figure that is told with "about" may be off."""
MOST_OF_ONE = 2
"""Readings of one article and day up to which they may be of one thing."""
EVENT_LIKENESS = 0.6
"""Share of stems from which two sentences tell of one event though their dates differ. Higher than
for the same date (same_event.py), since here the words alone have to carry it."""
EVENTS_COMPARED = 20
"""Events after one in its month that are compared with it: a bound, so that cost stays linear."""


def differ_section(analysis: Analysis) -> DifferSection | None:
    """Return disputes, then what the comparison of figures and dates found.

    ``None`` only for a topic without stories: that nothing differs is worth saying.
    """
    if not analysis.stories:
        return None
    disputes = []
    for contested in analysis.topic.disputes:
        views: list[View] = []
        for statements in contested.views:
            # One voice a view, whatever an editor puts together.
            of_side: list[View] = []
            # Who compares two views reads both here, also where one opens the page.
            for claim in analysis.stated(statements, in_full=True):
                speaker = analysis.claims.voice_of(claim)
                stories = tuple({e.story.slug: e.story for e in claim.citations}.values())
                reported = (reports_speech(cited.sentence.ar) for cited in claim.citations)
                view = View(speaker, stories, (claim,), is_reported=not speaker and any(reported))
                last = of_side[-1] if of_side else None
                if last and replace(last, claims=view.claims) == view:
                    of_side[-1] = replace(last, claims=(*last.claims, claim))
                else:
                    of_side.append(view)
            views += of_side
        # A view that cannot be cited is not there, and one view alone is no dispute.
        if len(views) >= FEWEST_VIEWS:
            disputes.append(DisputeViews(contested.id, contested.text, tuple(views)))
    figures: list[Difference] = []
    dates: list[DifferingDates] = []
    found = differences(analysis.figures, analysis.events, analysis.groups, analysis.subject)
    for difference in found:
        if difference.figure:
            figures.append(difference)
            continue
        reports = ((analysis.claims.claim(one.excerpts[0]), one) for one in difference.events)
        dates.append(DifferingDates(tuple(reports)))
    return DifferSection(tuple(disputes), tuple(figures), tuple(dates))


def differences(
    figures: Sequence[Figure],
    events: Sequence[Event],
    groups: Groups | None = None,
    subject: frozenset[str] = frozenset(),
) -> tuple[Difference, ...]:
    """Return the figures of one time that contradict one another, then events with two dates.

    `groups` are the reports an editor puts together, whose dates then have to agree, `subject` the
    stems that name the subject.
    """
    by_cites: dict[tuple[str, ...], Difference] = {}
    for difference in (*_of_groups(events, groups or {}), *_of_months(events, subject)):
        cites = tuple(str(event.excerpts[0].cite) for event in difference.events)
        by_cites[cites] = difference
    return (*_of_figures(figures), *by_cites.values())


def _of_figures(figures: Sequence[Figure]) -> Iterator[Difference]:
    """Yield the readings of one figure in one month of which two cannot both be true."""
    for figure in figures:
        by_month: dict[tuple[int, int], list[FigureValue]] = defaultdict(list)
        for value in figure.values:
            if value.as_of is not None and value.change is None:
                by_month[_month_of(value.as_of)].append(value)
        for values in by_month.values():
            if differing := _differing(values, is_toll=bool(what_happened(fold(figure.unit.ar)))):
                yield Difference(figure, differing)


def _differing(values: Sequence[FigureValue], *, is_toll: bool) -> tuple[FigureValue, ...]:
    """Return the readings of one time of articles of which none agrees with one of another's.

    A toll that rises by day, or as it is told later, is news; an article's largest is the whole.
    """
    # By article, and by when it was so and when it was told.
    told: dict[tuple[str, tuple[date, date]], list[int]] = defaultdict(list)
    first: dict[str, tuple[date, float]] = {}
    for place, value in enumerate(values):
        day, last = (value.as_of.start, value.as_of.end) if value.as_of else (date.min, date.min)
        for story in {excerpt.cite.slug: excerpt.story for excerpt in value.excerpts}.values():
            # A toll does not fall: fewer than an article has of an earlier day are a part.
            earlier, count = first.setdefault(story.slug, (day, value.value))
            if is_toll and earlier < day and value.value < count:
                continue
            # Readings of one day are in ascending order.
            if earlier == day:
                first[story.slug] = day, value.value
            published = story.published.when.start if story.published else day
            # From a week later on a toll of a day rises no more: such reports are compared.
            is_late = published - last >= timedelta(weeks=1)
            told[story.slug, (day, date.max if is_late else published)].append(place)
    # Of thousands of articles most tell one of a few things, which are compared once.
    tellers: dict[tuple[tuple[date, date], tuple[int, ...]], set[str]] = defaultdict(set)
    for (slug, time), places in told.items():
        # More are those of groups or places, of which none is sure to be the whole.
        if len(places) <= MOST_OF_ONE:
            tellers[time, tuple(places)].add(slug)
    differing: set[int] = set()
    for ((time, ours), some), ((later, theirs), others) in combinations(sorted(tellers.items()), 2):
        pairs = [(values[a], values[b]) for a, b in product(ours, theirs)]
        is_more = max(a.value for a, _ in pairs) <= max(b.value for _, b in pairs)
        # One article that gives two counts says more of one thing, or counts two.
        is_open = (len(some) == 1 and some == others) or (is_toll and is_more and time < later)
        if not (is_open or any(goes_with(a, b) for a, b in pairs)):
            differing.update(ours, theirs)
    return tuple(value for place, value in enumerate(values) if place in differing)


def _month_of(when: When) -> tuple[int, int]:
    """Return year and month, which tell times apart; of what is known to the year month 0."""
    return when.start.year, 0 if when.precision in ("year", "decade") else when.start.month


def goes_with(a: FigureValue, b: FigureValue) -> bool:
    """Tell whether two readings can both be true: equal, or within what a qualifier leaves open."""
    qualifiers = {a.qualifier, b.qualifier}
    if a.value == b.value:
        # 85 is not more than 85; "about" leaves it open, and so do "up to" and "at least".
        is_open = "about" in qualifiers or len(qualifiers) == 1
        return is_open or not qualifiers & {"more than", "less than"}
    # "More than 2000" and 2500 agree, and so do "up to 2500" and 2000.
    low, high = sorted((a, b), key=lambda reading: reading.value)
    if low.qualifier in ("more than", "at least") or high.qualifier in ("less than", "up to"):
        return True
    # 56 % is 56.11 % rounded, and 57 % is 56.6 %.
    for rounded, exact in permutations((a.value, b.value)) if a.is_rate else ():
        half = 0.5 if rounded == round(rounded) else 0.05
        # Halves are rounded up or down.
        if rounded == round(rounded, 1) and round(abs(rounded - exact), 3) <= half:
            return True
    is_near = high.value - low.value <= ABOUT_TOLERANCE * high.value
    return is_near and "about" in (low.qualifier, high.qualifier)


def _of_groups(events: Sequence[Event], groups: Groups) -> Iterator[Difference]:
    """Yield what an editor says is one event and of which no two dates agree."""
    by_cite: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        for excerpt in event.excerpts:
            if str(excerpt.cite) in groups:
                by_cite[str(excerpt.cite)].append(event)
    for one, other in combinations(by_cite, 2):
        if groups[one] != groups[other]:
            continue
        # They agree where a date of one is that of the other, or lies within it.
        pairs = product(by_cite[one], by_cite[other])
        if not any(nested(ours.when, theirs.when) for ours, theirs in pairs):
            yield Difference(None, events=(by_cite[one][0], by_cite[other][0]))


def _of_months(events: Sequence[Event], subject: frozenset[str]) -> Iterator[Difference]:
    """Yield events of one month and nearly the same words whose days differ."""
    by_month: dict[tuple[int, int], list[Event]] = defaultdict(list)
    for event in events:
        if event.when.precision in ("day", "week") and not event.when.iso_end:
            by_month[_month_of(event.when)].append(event)
    for in_month in by_month.values():
        for place, event in enumerate(in_month, 1):
            slugs = {excerpt.story.slug for excerpt in event.excerpts}
            words = content_stems(event.excerpts[0].sentence.ar)
            for other in in_month[place : place + EVENTS_COMPARED]:
                # One article that gives two days tells of two things, or corrects itself.
                if not slugs.isdisjoint(excerpt.story.slug for excerpt in other.excerpts):
                    continue
                # What was planned need not have happened, or is to come behind what has.
                is_one_kind = event.when.planned == other.when.planned
                is_other_day = is_one_kind and event.when.iso != other.when.iso
                other_words = content_stems(other.excerpts[0].sentence.ar)
                if is_other_day and is_alike(words, other_words, EVENT_LIKENESS, subject):
                    yield Difference(None, events=(event, other))
                    break
