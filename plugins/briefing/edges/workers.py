"""Many values worked on at once, on all processors or on a cluster; results keep their order."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import Any, TypeVar

from ..errors import SETTINGS_FILE, error_at
from .cluster import workers_of
from .terminal import shown_progress

T = TypeVar("T")
R = TypeVar("R")

FEWEST = 16
"""Values for which it is worth while to start processes."""
MOST_TOGETHER = 32
"""Values that go to a process at once, so that all processes come to their end together."""
_LOOKS = 1.0
"""Seconds after which a process looks whether the one that started it is still there."""


class Workers:
    """Does one thing to many values, on `count` processes, or in this one.

    What can leave this machine goes to the cluster at an address, if there is one.
    """

    def __init__(self, count: int = 0, cluster: str = "") -> None:
        self.count = count or usable_processors()
        self.cluster = cluster

    def map(self, work: Callable[[T], R], values: Sequence[T], doing: str) -> Iterator[R]:
        """Yield what `work` makes of each value, in their order; both must be picklable.

        `doing` says what it does, for a person who waits.
        """
        if self.cluster and values:
            executors = workers_of(self.cluster)
        elif self._is_worth_while(len(values)):
            executors = _processes(self.count)
        else:
            yield from map(work, values)
            return
        parts = self._parts(values)
        with executors as executor:
            results = [executor.submit(_each, work, part) for part in parts]
            yield from _collected(results, parts, doing)

    def share(
        self,
        work: Callable[[T], R],
        values: Sequence[T],
        doing: str,
        fewest: int = FEWEST,
        long: int = 0,
    ) -> Iterator[R]:
        """Yield what `work` makes of each value, in their order; only the results are picklable.

        It may use whatever this process has, of which the others are copies; what it changes there
        is lost. `fewest` is for how many values processes are started; each of the first `long`
        takes as long as many others.
        """
        if not self._is_worth_while(len(values), fewest):
            yield from map(work, values)
            return
        # Small parts, since a page of one kind takes ten times as long as one of another.
        parts = [values[place : place + 1] for place in range(long)] + self._parts(values[long:])
        # Where the copies find it.
        _SHARED[:] = [work, parts]
        try:
            with _processes(self.count) as executor:
                results = [executor.submit(_each_shared, number) for number in range(len(parts))]
                yield from _collected(results, parts, doing)
        finally:
            _SHARED.clear()

    def _is_worth_while(self, count: int, fewest: int = FEWEST) -> bool:
        return self.count > 1 and count >= fewest and _CAN_FORK

    def _parts(self, values: Sequence[T]) -> list[Sequence[T]]:
        size = max(1, min(MOST_TOGETHER, len(values) // (self.count * 2)))
        return [values[start : start + size] for start in range(0, len(values), size)]


def usable_processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


_SHARED: list[Any] = []


def _each_shared(number: int) -> list[Any]:
    work, parts = _SHARED
    return _each(work, parts[number])


def _collected(
    results: Sequence[Future[list[R]]], parts: Sequence[Sequence[T]], doing: str
) -> Iterator[R]:
    """Yield results as they come in order, and show how far they are."""
    # The bar draws from a thread of its own, which no process may be copied with.
    with shown_progress(doing, sum(map(len, parts))) as steps:
        for result in results:
            for one in result.result():
                yield one
                steps.step()


def _each(work: Callable[[T], R], values: Sequence[T]) -> list[R]:
    return [work(value) for value in values]


# A process that is a copy of this one knows the plugin already, and all word lists.
_CAN_FORK = "fork" in multiprocessing.get_all_start_methods() and sys.platform != "darwin"


@contextmanager
def _processes(count: int) -> Iterator[Executor]:
    """Yield processes that end with the block, and with this process, however that ends."""
    # From Python 3.14 on another way is the default, which copies nothing.
    context = multiprocessing.get_context("fork")
    executor = ProcessPoolExecutor(count, context, initializer=_begin, initargs=(os.getpid(),))
    try:
        yield executor
    except BrokenProcessPool:
        message = "a process of the build ended before its work did"
        hint = "If the machine is short of memory, set BRIEFING_WORKERS = 1"
        raise error_at(SETTINGS_FILE, message, hint) from None
    except BaseException:
        executor.shutdown(wait=False, cancel_futures=True)
        raise
    executor.shutdown()


def _begin(parent: int) -> None:
    """Let a process end when its parent does, and say nothing of Ctrl-C, which the parent does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # What it has of its parent's is looked through for nothing, and would be copied by that.
    gc.freeze()

    def look() -> None:
        while os.getppid() == parent:
            time.sleep(_LOOKS)
        os._exit(1)

    threading.Thread(target=look, daemon=True).start()
