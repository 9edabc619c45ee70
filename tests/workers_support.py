"""Workers that tests look at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from pelican.plugins.briefing.edges.workers import FEWEST, Workers

T = TypeVar("T")
R = TypeVar("R")


class CountingWorkers(Workers):
    """Workers that count the values that they share, after `first` was called."""

    def __init__(self, first: Callable[[], None] = lambda: None) -> None:
        super().__init__(1)
        self.values = 0
        self._first = first

    def share(
        self, work: Callable[[T], R], values: Sequence[T], doing: str, fewest: int = FEWEST
    ) -> Iterator[R]:
        """Count the values, and do the work."""
        self._first()
        self.values += len(values)
        return super().share(work, values, doing, fewest)
