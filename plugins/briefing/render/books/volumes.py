"""Which volumes a book has: one, or one a year where there are many articles.

Otherwise a page of all would have 180 MB at ten thousand articles, and every book would be another
one with each new article. Volumes are counted from the oldest article on, so that a new one changes
the volume of its year, and the one of the explainers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...explain.page import Explainer
from ...model import Story, newest_first
from ..lists import grouped, year_of
from .book import VOLUME_OF_EXPLAINERS, VOLUME_OF_UNDATED, BookSite

MOST_ARTICLES = 200
"""Articles of a volume: a page of all in Arabic has some 4 MB then, a book as much."""


@dataclass(frozen=True, slots=True)
class Volume:
    """A part of the briefing that is a book: its name is empty where all is in one."""

    name: str
    explainers: tuple[Explainer, ...]
    stories: tuple[Story, ...]


def volumes(site: BookSite) -> Iterator[Volume]:
    """Yield the volumes of a site, the newest first.

    A year of more articles than a volume has goes on in `2016-2`.
    """
    if len(site.stories) <= MOST_ARTICLES:
        yield Volume("", tuple(site.explainers), tuple(site.stories))
        return
    if site.explainers:
        # They change with every article, which the others do not.
        yield Volume(VOLUME_OF_EXPLAINERS, tuple(site.explainers), ())
    for year, newest in grouped(sorted(site.stories, key=newest_first), year_of):
        oldest = newest[::-1]
        starts = range(0, len(oldest), MOST_ARTICLES)
        for number, start in reversed(list(enumerate(starts, 1))):
            name = year or VOLUME_OF_UNDATED
            # The first keeps its name when there is a second.
            name = f"{name}-{number}" if start else name
            yield Volume(name, (), oldest[start : start + MOST_ARTICLES][::-1])
