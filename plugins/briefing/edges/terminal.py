"""What a person is told on standard error: problems, and a progress bar on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module

from ..errors import Problem

INTERRUPTED = 130
"""The status that shells expect of a command that Ctrl-C ended."""

_AS_WIDE_AS_IT_IS = 10_000
"""Columns of what is no terminal: no row of a table reaches the end, and none is broken."""


class Silent:
    """Shows nothing: for logs, pipes and tests."""

    def step(self) -> None:
        """Do nothing."""


@contextmanager
def shown_progress(what: str, total: int, done: int = 0, *, stays: bool = True) -> Iterator[Silent]:
    """Yield a counter of steps that draws a bar if standard error is a terminal.

    `done` of the steps are done already. Where the bar does not stay, the next takes its place.
    """
    # In a log or a pipe every redrawn bar would be a line of its own; a bar of rich's that is
    # disabled leaves an empty line there in some of its versions.
    if not sys.stderr.isatty():
        yield Silent()
        return
    from rich import progress  # noqa: PLC0415 - a tenth of a second
    from rich.console import Console  # noqa: PLC0415

    text, bars = progress.TextColumn("{task.description}"), progress.BarColumn()
    columns = text, bars, progress.MofNCompleteColumn(), progress.TimeRemainingColumn()
    console = Console(stderr=True)
    with progress.Progress(*columns, console=console, transient=not stays) as bar:
        task = bar.add_task(what, total=total, completed=done)

        class Drawn(Silent):
            def step(self) -> None:
                bar.advance(task)

        yield Drawn()


def show_table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table on standard output; in a pipe each row is one line, however long."""
    from rich.box import SIMPLE_HEAD  # noqa: PLC0415 - as above
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    table = Table(*columns, box=SIMPLE_HEAD)
    for row in rows:
        # As plain text: a title may hold what is markup to rich, or moves a terminal's cursor.
        table.add_row(*(Text("".join(filter(str.isprintable, cell))) for cell in row))
    Console(width=None if sys.stdout.isatty() else _AS_WIDE_AS_IT_IS).print(table)


def say(text: str) -> None:
    """Print one line on standard error, where the log would wrap and style it."""
    print(text, file=sys.stderr)  # noqa: T201 - as said


def report(problems: Iterable[Problem]) -> int:
    """Print each problem in one line on standard error; return 1 if one is an error, else 0."""
    failed = False
    # Apart from what a command prints, so that a table can be piped on without them.
    for problem in problems:
        failed = failed or problem.error
        say(f"{'error' if problem.error else 'warning'}: {problem}")
    return int(failed)


def run_command() -> int:
    """Run ``pelican-briefing``, and return its status, also for Ctrl-C while it is being loaded."""
    try:
        status: int = import_module(".command", __package__).main()
    except KeyboardInterrupt:
        return INTERRUPTED
    return status
