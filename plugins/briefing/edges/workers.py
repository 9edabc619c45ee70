"""Many values worked on at once, on all processors or on a cluster; results keep their order."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from math import ceil
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from ..errors import SETTINGS_FILE, BriefingError, error_at
from .cluster import workers_of
from .terminal import shown_progress

T = TypeVar("T")
R = TypeVar("R")

FEWEST = 16
"""Values for which it is worth while to start processes."""
MOST_TOGETHER = 16
"""Values that go to a process at once, so that all processes come to their end together."""
PARTS_A_PROCESS = 8
"""Parts that there are for each process, where there are as many values."""
STORIES_TO_COPY = 3_000
"""Stories up to which a copy of this process may read all of them: it has most of their memory once
more, of 10,000 stories more than a gigabyte."""
PARTS_OF_A_COPY = 16
"""Parts after which a copy of this process makes room for another: what it has touched of the
memory it has for itself. With 4,096 pages a copy that was 150 of 290 MB at 1,000 stories, with 256
it is 60, and rendering takes a tenth longer: what a copy remembers, the next has to find out again.
"""
MOST_ROUNDS = 16
"""Times that copies make room for others, at most. To copy this process and to let its copies end
took 0.06 s where it had 240 MB and 0.2 s where it had 1.7 GB: the pages of 10,000 stories would be
rendered in 137 rounds."""
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
            # What it makes ready, patterns and word lists, the copies of this process have as well.
            yield work(values[0])
            values = values[1:]
            executors = _processes(self.count)
        else:
            yield from map(work, values)
            return
        parts = self._parts(values, MOST_TOGETHER)
        with executors as executor:
            results = [executor.submit(_each, work, part) for part in parts]
            yield from _collected(results, parts, doing)

    def share(
        self, work: Callable[[T], R], values: Sequence[T], doing: str, fewest: int = FEWEST
    ) -> Iterator[R]:
        """Yield what `work` makes of each value, in their order; only the results are picklable.

        It may use whatever this process has, of which the others are copies; what it changes there
        is lost. `fewest` is for how many values processes are started.
        """
        if not self._is_worth_while(len(values), fewest):
            yield from map(work, values)
            return
        # Small parts, since a page of one kind takes ten times as long as one of another.
        # Where few values are worth a process each is long.
        parts = self._parts(values, min(fewest, MOST_TOGETHER))
        # Where the copies find it.
        _SHARED[:] = [work, parts]
        count = min(self.count, len(parts))
        in_a_round = max(PARTS_OF_A_COPY * count, ceil(len(parts) / MOST_ROUNDS))
        try:
            for start in range(0, len(parts), in_a_round):
                numbers = range(len(parts))[start : start + in_a_round]
                with _processes(count) as executor:
                    results = [executor.submit(_each_shared, number) for number in numbers]
                    yield from _collected(results, parts, doing, start)
        finally:
            _SHARED.clear()

    @contextmanager
    def beside(self, work: Callable[[], R]) -> Iterator[list[R]]:
        """Let a copy of this process do work while the block is run, with one processor before it.

        At the end of the block the list that it got has the result.
        """
        if not self._is_worth_while(1, fewest=1):
            yield [work()]
            return
        # No executor: its threads would be there when the next processes are copied.
        context = multiprocessing.get_context("fork")
        receiving, sending = context.Pipe(duplex=False)
        process = context.Process(target=_send, args=(work, sending, os.getpid()))
        found: list[R] = []
        try:
            # Ctrl-C is for the time when the process is known, and never for that process.
            held = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
            try:
                process.start()
            finally:
                signal.pthread_sigmask(signal.SIG_SETMASK, held)
            sending.close()
            yield found
            try:
                found.append(receiving.recv())
            except (EOFError, OSError):
                raise _ended() from None
        finally:
            if process.pid:
                process.terminate()
                process.join()

    def _is_worth_while(self, count: int, fewest: int = FEWEST) -> bool:
        return self.count > 1 and count >= fewest and _CAN_FORK

    def _parts(self, values: Sequence[T], most: int) -> list[Sequence[T]]:
        size = max(1, min(most, len(values) // (self.count * PARTS_A_PROCESS)))
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
    results: list[Future[list[R]]], parts: Sequence[Sequence[T]], doing: str, first: int = 0
) -> Iterator[R]:
    """Yield the results of parts from the `first` on in order, and show how far all parts are.

    The list `results` is emptied.
    """
    done, total = sum(map(len, parts[:first])), sum(map(len, parts))
    is_last = first + len(results) == len(parts)
    # Each future keeps its result: all together were 400 MB of what 10,000 stories say.
    waiting = deque(results)
    results.clear()
    # The bar draws from a thread of its own, which no process may be copied with.
    with shown_progress(doing, total, done, stays=is_last) as steps:
        while waiting:
            for one in waiting.popleft().result():
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
        raise _ended() from None
    except BaseException:
        # None of them may write into a folder that is about to be removed.
        for process in list((executor._processes or {}).values()):  # noqa: SLF001 - no other way
            process.terminate()
            process.join()
        executor.shutdown(wait=False, cancel_futures=True)
        raise
    executor.shutdown()


def _ended() -> BriefingError:
    message = "a process of the build ended before its work did"
    hint = "If the machine is short of memory, set BRIEFING_WORKERS = 1"
    return error_at(SETTINGS_FILE, message, hint)


def _send(work: Callable[[], object], sending: Connection, parent: int) -> None:
    _begin(parent)
    sending.send(work())


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
