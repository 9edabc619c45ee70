"""A progress bar with the time left, on a terminal only."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol


class Progress(Protocol):
    """Counts the steps of something that takes over a second."""

    def step(self) -> None:
        """Note one more step."""


class Silent:
    """Shows nothing: for logs, pipes and tests."""

    def step(self) -> None:
        """Do nothing."""


@contextmanager
def shown_progress(what: str, total: int) -> Iterator[Progress]:
    """Yield a counter of `total` steps that draws a bar if standard error is a terminal."""
    # In a log or a pipe every redrawn bar would be a line of its own.
    if not sys.stderr.isatty():
        yield Silent()
        return
    from rich.console import Console  # noqa: PLC0415 - a tenth of a second
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        MofNCompleteColumn,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.progress import Progress as Bar  # noqa: PLC0415

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Bar(*columns, TimeRemainingColumn(), console=Console(stderr=True)) as bar:
        task = bar.add_task(what, total=total)

        class Drawn:
            def step(self) -> None:
                bar.advance(task)

        yield Drawn()
