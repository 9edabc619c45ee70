"""What each day's stories brought to an explainer, the newest day first.

Read off the analysis itself: a fact came with the day of the first story that it cites. No state is
kept, so that the same stories give the same list whenever they are built.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from ..model import Bilingual, Change, Event, Excerpt, Figure, FigureValue, Story
from .analysis import Analysis
from .matching import cite_title
from .page import ChangesSection

DAYS_SHOWN = 6
"""Days of changes; what is older is not news."""


def changes_section(analysis: Analysis) -> ChangesSection | None:
    """Return what the last days brought, newest first; ``None`` where all came on one day.

    The first day of all brought the page itself: its articles are only listed.
    """
    by_day: dict[str, list[Story]] = defaultdict(list)
    for story in analysis.stories:
        day = first_day(story)
        if day is not None:
            by_day[day].append(story)
    days = sorted(by_day, reverse=True)
    if len(days) <= 1:
        return None
    events: dict[str | None, list[Event]] = defaultdict(list)
    for event in analysis.events:
        events[_day_of(event.excerpts)].append(event)
    figures: dict[str | None, list[tuple[Figure, FigureValue]]] = defaultdict(list)
    for figure, value in _new_values(analysis.figures):
        figures[_day_of(value.excerpts)].append((figure, value))
    answers: dict[str | None, list[tuple[Bilingual, Excerpt]]] = defaultdict(list)
    for answer in analysis.answers:
        for excerpt in answer.excerpts:
            answers[first_day(excerpt.story)].append((answer.question, excerpt))
    changes = []
    # Facts of the first day, and of undated articles, belong to none of the days shown.
    for day in days[:-1][:DAYS_SHOWN]:
        titles = tuple(cite_title(story) for story in by_day[day])
        change = Change(day, titles, tuple(figures[day]), tuple(events[day]), tuple(answers[day]))
        changes.append(change)
    first = tuple(cite_title(story) for story in by_day[days[-1]])
    return ChangesSection(tuple(changes), first)


def first_day(story: Story) -> str | None:
    """Return the first day a story can be of, ``None`` where its date is unknown."""
    return story.published.when.day if story.published else None


def until(stories: Iterable[Story], day: str) -> list[Story]:
    """Return the stories that were surely published by a day; of undated ones nobody knows."""
    last = date.fromisoformat(day)
    return [s for s in stories if s.published and s.published.when.end <= last]


def _day_of(excerpts: Sequence[Excerpt]) -> str | None:
    """Return the first day on which one of the cited stories was there."""
    days = [first_day(excerpt.story) for excerpt in excerpts]
    return min((day for day in days if day is not None), default=None)


def _new_values(figures: Iterable[Figure]) -> Iterator[tuple[Figure, FigureValue]]:
    """Yield each value of a figure where it is first read; the same again is no change."""
    for figure in figures:
        seen: set[tuple[float, str | None]] = set()
        for value in sorted(figure.values, key=lambda reading: _day_of(reading.excerpts) or ""):
            if (value.value, value.qualifier) not in seen:
                seen.add((value.value, value.qualifier))
                yield figure, value
