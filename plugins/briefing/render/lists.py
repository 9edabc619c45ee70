"""Lists of a site cut into pages, and grouped by year and month."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from ..model import Story
from .own_posts import OwnPost

T = TypeVar("T")
Listed = Story | OwnPost
"""What lists of articles show."""


@dataclass(frozen=True, slots=True)
class ListPage(Generic[T]):
    """One page of a list: what it shows, its number, and the paths of pages that it leads to.

    `before` is the page before it, `after` the one after it, ``None`` at an end.
    """

    items: tuple[T, ...]
    number: int
    path: str
    before: str | None
    after: str | None
    first: str
    last: str

    @property
    def is_first(self) -> bool:
        """Whether it is where the list begins."""
        return self.path == self.first

    @property
    def is_only(self) -> bool:
        """Whether there is no other."""
        return self.first == self.last


def list_pages(path: str, items: Sequence[T], size: int) -> tuple[ListPage[T], ...]:
    """Return a list cut into pages of `size` items, 0 for all on one; an empty list has a page.

    The first page has the path, the second of ``tags.html`` is ``tags.2.html``.
    """
    step = size or len(items) or 1
    cut = [tuple(items[start : start + step]) for start in range(0, len(items), step)] or [()]
    return linked(numbered(path, cut))


def lasting_pages(path: str, items: Sequence[T], size: int) -> tuple[ListPage[T], ...]:
    """Return a list, the newest first, cut into pages that a new item leaves as they are.

    They are numbered from the oldest: ``archives.1.html`` has the `size` oldest items for good.
    The first page, at the path, has the newest ones: `size` or more, but not twice as many.
    """
    whole = max(len(items) // size - 1, 0) if size else 0
    newest = len(items) - whole * size
    cut = [tuple(items[:newest])]
    cut += [tuple(items[start : start + size]) for start in range(newest, len(items), size or 1)]
    return linked(numbered(path, cut, from_last=True))


Numbered = tuple[str, int, tuple[T, ...]]
"""The path of a page, its number, and what it shows."""


def numbered(
    path: str, cut: Iterable[tuple[T, ...]], *, from_last: bool = False
) -> list[Numbered[T]]:
    """Return the pages of a list, the first one at the path, with their numbers.

    They are counted from the first page, or from the last.
    """
    stem = path.removesuffix(".html")
    pages = []
    runs = list(cut)
    for place, items in enumerate(runs):
        number = len(runs) - place if from_last else place + 1
        pages.append((f"{stem}.{number}.html" if place else path, number, items))
    return pages


def linked(runs: Sequence[Numbered[T]]) -> tuple[ListPage[T], ...]:
    """Return pages, each with the ways to the one before, the one after, the first and the last."""
    paths = [None, *(path for path, _, _ in runs), None]
    pages = []
    for place, (path, number, items) in enumerate(runs):
        before, after = paths[place], paths[place + 2]
        pages.append(ListPage(items, number, path, before, after, runs[0][0], runs[-1][0]))
    return tuple(pages)


def in_runs(
    items: Sequence[T], weigh: Callable[[T], int], most: int, *, from_last: bool = False
) -> list[tuple[T, ...]]:
    """Return items in runs of no more than a weight each, or of one item; at least one run.

    Cut `from_last`, one item more before the others leaves the last runs as they are.
    """
    if from_last:
        return [run[::-1] for run in in_runs(items[::-1], weigh, most)[::-1]]
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
