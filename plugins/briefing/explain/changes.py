"""The oldest and the newest answer to each question, and what each day's stories brought.

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
from .page import ArticlesOfDay, ChangedAnswer, ChangesSection

DAYS_SHOWN = 6
"""Days of changes; what is older is not news."""


def changes_section(analysis: Analysis) -> ChangesSection | None:
    """Return for each question its oldest and its newest answer, then the articles by day.

    ``None`` where all articles are of one day: then nothing can have changed.
    """
    days = _by_day(analysis)
    if len(days) <= 1:
        return None
    changed = []
    for answer in analysis.answers:
        dated = [(one.story.published.when, one) for one in answer.excerpts if one.story.published]
        if not dated:
            continue
        # An article of which only the month is known may be older or newer than one of a day in it.
        first, oldest = min(dated, key=lambda one: one[0].end)
        last, newest = max(dated, key=lambda one: one[0].start)
        if first.end < last.start:
            claims = map(analysis.claims.claim, (oldest, newest))
            changed.append(ChangedAnswer(answer, *claims))
    of_days = [ArticlesOfDay(day, tuple(map(cite_title, stories))) for day, stories in days.items()]
    return ChangesSection(tuple(changed), tuple(of_days))


def changes_by_day(analysis: Analysis) -> tuple[Change, ...]:
    """Return what the last days brought, newest first; nothing where all came on one day.

    The first day of all brought the page itself, and changed nothing.
    """
    days = _by_day(analysis)
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
    for day in list(days)[:-1][:DAYS_SHOWN]:
        titles = tuple(map(cite_title, days[day]))
        change = Change(day, titles, tuple(figures[day]), tuple(events[day]), tuple(answers[day]))
        changes.append(change)
    return tuple(changes)


def _by_day(analysis: Analysis) -> dict[str, list[Story]]:
    """Return the stories by the first day they can be of, newest first, without undated ones."""
    by_day: dict[str, list[Story]] = defaultdict(list)
    for story in analysis.stories:
        day = first_day(story)
        if day is not None:
            by_day[day].append(story)
    return {day: by_day[day] for day in sorted(by_day, reverse=True)}


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
        seen: set[tuple[object, ...]] = set()
        for value in sorted(figure.values, key=lambda reading: _day_of(reading.excerpts) or ""):
            told = (value.value, value.qualifier, value.change)
            if told not in seen:
                seen.add(told)
                yield figure, value
