"""What each day's stories brought to an explainer, the newest day first.

Read off the analysis itself: a fact came with the day of the first story that it cites. No
state is kept, so that the same stories give the same list whenever they are built.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from ..model import Bilingual, Change, Event, Excerpt, Figure, FigureValue, Story
from .analysis import Analysis
from .matching import cite_title
from .page import ChangesSection

MOST_DAYS = 6
"""Days that are told; what is older is not news."""


def first_day(story: Story) -> str | None:
    """Return the first day a story can be of, ``None`` where its date is unknown."""
    return story.published.when.day if story.published else None


def until(stories: Iterable[Story], day: str) -> list[Story]:
    """Return the stories that were surely published by a day; of undated ones nobody knows."""
    last = date.fromisoformat(day)
    return [s for s in stories if s.published and s.published.when.end <= last]


def changes_section(analysis: Analysis) -> ChangesSection | None:
    """Return what the last days brought, newest first; ``None`` where all came on one day.

    The first day of all brought the page itself: its articles are only listed.
    """
    days = changes(analysis)
    if not days:
        return None
    dated = {story.slug: day for story in analysis.stories if (day := first_day(story))}
    earliest = min(dated.values())
    first = [story for story in analysis.stories if dated.get(story.slug) == earliest]
    return ChangesSection(days, tuple(cite_title(story) for story in first))


def changes(analysis: Analysis) -> tuple[Change, ...]:
    """Return what the articles of each day but the first brought, newest first."""
    stories: dict[str, list[Story]] = defaultdict(list)
    for story in analysis.stories:
        if (day := first_day(story)) is not None:
            stories[day].append(story)
    events: dict[str | None, list[Event]] = defaultdict(list)
    for event in analysis.events:
        events[_came(event.excerpts)].append(event)
    figures: dict[str | None, list[tuple[Figure, FigureValue]]] = defaultdict(list)
    for figure, value in _new_values(analysis.figures):
        figures[_came(value.excerpts)].append((figure, value))
    answers: dict[str | None, list[tuple[Bilingual, Excerpt]]] = defaultdict(list)
    for one in analysis.answers:
        for excerpt in one.excerpts:
            answers[first_day(excerpt.story)].append((one.question, excerpt))
    found = []
    for day in sorted(stories, reverse=True)[:-1][:MOST_DAYS]:
        titles = tuple(cite_title(story) for story in stories[day])
        change = Change(day, titles, tuple(figures[day]), tuple(events[day]), tuple(answers[day]))
        found.append(change)
    return tuple(found)


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
