"""Where sources differ: disputes an editor sets out, and figures and dates that do not agree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

from ..dates.when import When
from ..model import Difference, Event, Figure, FigureValue
from .analysis import Analysis, Groups
from .matching import alike, resolve_cites
from .page import DifferingDates, DifferSection, DisputeViews
from .tellings import nested

ROUND = 0.1
"""Share by which "about" may be off."""
ALIKE = 0.6
"""Share of stems from which two sentences tell of one event, though their dates differ."""


def differences(
    figures: Sequence[Figure], events: Sequence[Event], groups: Groups | None = None
) -> tuple[Difference, ...]:
    """Return the figures of one time that contradict one another, then events with two dates.

    `groups` are the tellings an editor puts together, whose dates then have to agree.
    """
    told = (*_put_together(events, groups or {}), *_of_events(events))
    once = {
        tuple(str(e.excerpts[0].cite) for e in difference.events): difference for difference in told
    }
    return (*_of_figures(figures), *once.values())


def _of_figures(figures: Sequence[Figure]) -> Iterable[Difference]:
    for figure in figures:
        by_time: dict[tuple[int, int], list[FigureValue]] = defaultdict(list)
        for value in figure.values:
            if value.as_of is not None:
                by_time[_month_of(value.as_of)].append(value)
        for values in by_time.values():
            if any(not goes_with(a, b) for a in values for b in values):
                yield Difference(figure, tuple(values))


def _month_of(when: When) -> tuple[int, int]:
    """Return year and month, which tell times apart; of what is known to the year month 0."""
    return when.start.year, 0 if when.precision in ("year", "decade") else when.start.month


def goes_with(a: FigureValue, b: FigureValue) -> bool:
    """Tell whether two readings can both be true: equal, or within what a qualifier leaves open."""
    if a.value == b.value:
        return True
    low, high = sorted((a, b), key=lambda reading: reading.value)
    if low.qualifier in ("more than", "at least") or high.qualifier in ("less than", "up to"):
        return True
    near = high.value - low.value <= ROUND * high.value
    return near and "about" in (low.qualifier, high.qualifier)


def _put_together(events: Sequence[Event], groups: Groups) -> Iterable[Difference]:
    """Yield what an editor says is one event and of which no two dates agree."""
    by_cite: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        for excerpt in event.excerpts:
            if str(excerpt.cite) in groups:
                by_cite[str(excerpt.cite)].append(event)
    for one, other in combinations(by_cite, 2):
        if groups[one] == groups[other] and not _agree(by_cite[one], by_cite[other]):
            yield Difference(None, events=(by_cite[one][0], by_cite[other][0]))


def _agree(ours: Iterable[Event], theirs: Sequence[Event]) -> bool:
    """Tell whether two sentences have a date in common, or one that lies within the other's."""
    return any(nested(a, b) for a in ours for b in theirs)


def _of_events(events: Sequence[Event]) -> Iterable[Difference]:
    """Yield events of one month and nearly the same words whose days differ."""
    by_month: dict[tuple[int, int], list[Event]] = defaultdict(list)
    for event in events:
        if event.when.precision in ("day", "week") and not event.when.iso_end:
            by_month[_month_of(event.when)].append(event)
    for of_month in by_month.values():
        for i, event in enumerate(of_month):
            other = next((o for o in of_month[i + 1 :][:ALIKE_LOOKED_AT] if _clash(event, o)), None)
            if other:
                yield Difference(None, events=(event, other))


ALIKE_LOOKED_AT = 20
"""Events behind one in its month that are compared with it."""


def _clash(a: Event, b: Event) -> bool:
    slugs = {e.story.slug for e in a.excerpts}
    if a.when.iso == b.when.iso or not slugs.isdisjoint(e.story.slug for e in b.excerpts):
        return False
    return alike(a.excerpts[0].sentence.ar, b.excerpts[0].sentence.ar, ALIKE)


FEWEST_VIEWS = 2
"""Views that make a dispute."""


def differ_section(analysis: Analysis) -> DifferSection | None:
    """Return disputes, then what the comparison of figures and dates found; ``None`` unsourced."""
    if not analysis.stories:
        return None
    found = differences(analysis.figures, analysis.events, analysis.groups)
    dates = []
    disputes = _disputes(analysis)
    for difference in found:
        if difference.events:
            tellings = []
            for event in difference.events:
                tellings.append((analysis.claims.claim(event.excerpts[0]), event))
            dates.append(DifferingDates(tuple(tellings)))
    figures = tuple(difference for difference in found if difference.figure)
    return DifferSection(disputes, figures, tuple(dates))


def _disputes(analysis: Analysis) -> tuple[DisputeViews, ...]:
    """Return the disputes of which two views at least can be cited."""
    found = []
    for contested in analysis.topic.disputes:
        views = [resolve_cites(view, analysis.stories) for view in contested.views]
        citable_views = [view for view in views if view]
        if len(citable_views) >= FEWEST_VIEWS:
            claims = tuple(analysis.claims.all(view) for view in citable_views)
            found.append(DisputeViews(contested.text, claims))
    return tuple(found)
