"""A progress bar with the time left, on a terminal only."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from ..translate.fill import Steps


class Silent:
    """Shows nothing: for logs, pipes and tests."""

    def step(self) -> None:
        """Do nothing."""


@contextmanager
def shown_progress(what: str, total: int) -> Iterator[Steps]:
    """Yield a counter of `total` steps that draws a bar if standard error is a terminal."""
    # In a log or a pipe every redrawn bar would be a line of its own; a bar of rich's that is
    # disabled leaves an empty line there in some of its versions.
    if not sys.stderr.isatty():
        yield Silent()
        return
    from rich import progress  # noqa: PLC0415 - a tenth of a second
    from rich.console import Console  # noqa: PLC0415

    text = progress.TextColumn("{task.description}")
    columns = (text, progress.BarColumn(), progress.MofNCompleteColumn())
    console = Console(stderr=True)
    with progress.Progress(*columns, progress.TimeRemainingColumn(), console=console) as bar:
        task = bar.add_task(what, total=total)

        class Drawn:
            def step(self) -> None:
                bar.advance(task)

        yield Drawn()
