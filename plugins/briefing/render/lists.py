"""Lists of a site cut into pages, and grouped by year and month."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Generic, TypeVar

from ..model import Story
from .own_posts import OwnPost

T = TypeVar("T")
Listed = Story | OwnPost
"""What lists of articles show."""


@dataclass(frozen=True, slots=True)
class ListPage(Generic[T]):
    """One page of a list: what it shows, its number from 1, and the paths of all pages."""

    items: tuple[T, ...]
    number: int
    paths: tuple[str, ...]

    @property
    def path(self) -> str:
        """The path of this page."""
        return self.paths[self.number - 1]

    @property
    def before(self) -> str | None:
        """The path of the page before, ``None`` on the first."""
        return self.paths[self.number - 2] if self.number > 1 else None

    @property
    def after(self) -> str | None:
        """The path of the page after, ``None`` on the last."""
        return self.paths[self.number] if self.number < len(self.paths) else None


def list_pages(path: str, items: Sequence[T], size: int) -> tuple[ListPage[T], ...]:
    """Return a list cut into pages of `size` items, 0 for all on one; an empty list has a page.

    The first page has the path, the second of ``tags.html`` is ``tags.2.html``.
    """
    step = size or len(items) or 1
    cut = [tuple(items[start : start + step]) for start in range(0, len(items), step)] or [()]
    stem = path.removesuffix(".html")
    paths = tuple(path if n == 1 else f"{stem}.{n}.html" for n in range(1, len(cut) + 1))
    return tuple(ListPage(shown, number, paths) for shown, number in zip(cut, count(1)))


def in_runs(items: Sequence[T], weigh: Callable[[T], int], most: int) -> list[tuple[T, ...]]:
    """Return items in runs of no more than a weight each, or of one item; at least one run."""
    # A page of one entry that weighs more than it may is as short as can be.
    runs: list[list[T]] = [[]]
    room = most
    for item in items:
        weight = weigh(item)
        if runs[-1] and weight > room:
            runs.append([])
            room = most
        runs[-1].append(item)
        room -= weight
    return [tuple(run) for run in runs]


def grouped(items: Iterable[T], key: Callable[[T], str]) -> tuple[tuple[str, tuple[T, ...]], ...]:
    """Return items by a key, in the order in which the keys first come."""
    groups: dict[str, list[T]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return tuple((name, tuple(found)) for name, found in groups.items())


def year_of(item: Listed) -> str:
    """Return the year in which an article was published, empty where it is not known."""
    return f"{item.published.when.start.year:04}" if item.published else ""


def month_of(item: Listed) -> str:
    """Return the month as ``2024-07``, empty where not even that is known."""
    if item.published is None:
        return ""
    iso = item.published.when.iso_date
    return iso[:7] if len(iso) >= len("2024-07") else ""
