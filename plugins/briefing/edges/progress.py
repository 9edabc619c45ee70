"""A progress bar with the time left, on a terminal only."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from ..translate.fill import Steps


@contextmanager
def shown_progress(what: str, total: int) -> Iterator[Steps]:
    """Yield a counter of `total` steps that draws a bar if standard error is a terminal."""
    from rich.console import Console  # noqa: PLC0415 - a tenth of a second
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    # In a log or a pipe every redrawn bar would be a line of its own.
    is_log = not sys.stderr.isatty()
    console = Console(stderr=True)
    with Progress(*columns, TimeRemainingColumn(), console=console, disable=is_log) as bar:
        task = bar.add_task(what, total=total)

        class Drawn:
            def step(self) -> None:
                bar.advance(task)

        yield Drawn()
