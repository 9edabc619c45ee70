"""What each day's stories brought to an explainer, the newest day first.

Read off the explainer itself: a part of it came with the day of the first story that it cites. No
state is kept, so that the same stories give the same list whenever they are built.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from ..model import Change, Event, Excerpt, Explainer, Figure, FigureValue, Story

MOST_DAYS = 6
"""Days that are told; what is older is not news."""


def first_day(story: Story) -> str | None:
    """Return the first day a story can be of, ``None`` where its date is unknown."""
    return story.published.when.day if story.published else None


def until(stories: Iterable[Story], day: str) -> list[Story]:
    """Return the stories that were surely published by a day; of undated ones nobody knows."""
    last = date.fromisoformat(day)
    return [s for s in stories if s.published and s.published.when.end <= last]


def changes(made: Explainer) -> tuple[Change, ...]:
    """Return what the last days brought, newest first; the first of all brought the page."""
    stories: dict[str, list[Story]] = defaultdict(list)
    for story in made.stories:
        if (day := first_day(story)) is not None:
            stories[day].append(story)
    events: dict[str | None, list[Event]] = defaultdict(list)
    for event in made.timeline:
        events[_came(event.excerpts)].append(event)
    figures: dict[str | None, list[tuple[Figure, FigureValue]]] = defaultdict(list)
    for figure, value in _new_values(made.figures):
        figures[_came(value.excerpts)].append((figure, value))
    answers = [(first_day(e.story), (a.question, e)) for a in made.answers for e in a.excerpts]
    return tuple(
        Change(
            day,
            tuple(stories[day]),
            tuple(answered for of, answered in answers if of == day),
            tuple(events[day]),
            tuple(figures[day]),
        )
        for day in sorted(stories, reverse=True)[:-1][:MOST_DAYS]
    )


def _came(excerpts: Sequence[Excerpt]) -> str | None:
    """Return the first day on which one of the cited stories was there."""
    return min((day for e in excerpts if (day := first_day(e.story))), default=None)


def _new_values(figures: Iterable[Figure]) -> Iterable[tuple[Figure, FigureValue]]:
    """Yield each value of a figure where it is first read; the same again is no change."""
    for figure in figures:
        seen: set[tuple[float, str | None]] = set()
        for value in sorted(figure.values, key=lambda v: _came(v.excerpts) or ""):
            if (value.value, value.qualifier) not in seen:
                seen.add((value.value, value.qualifier))
                yield figure, value
