"""Pelican's writer: pages are rendered on all processors, and only those that have changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

from pelican import signals
from pelican.utils import sanitised_join
from pelican.writers import Writer

from ..errors import BriefingError, Problem
from .mistakes import problems_of
from .outputs import KeyOf, Outputs
from .workers import FEWEST, Workers

PAGES_TO_COPY_FOR = 500
"""Pages from which one of each template is rendered before this process is copied. Each copy would
compile the template anew: of 1,800 pages that was 6 % of the processor seconds, in three pairs."""


@dataclass(frozen=True)
class _Page:
    """A page that waits to be rendered: its file, its template, and how to write it."""

    file: str
    template: Any
    write: Callable[[], None]


class BriefingWriter(Writer):  # type: ignore[misc]
    """Writes pages; a subclass of each run knows what the site before has of them.

    Pages wait until there is an end to them (`flush`), so that they can be rendered together.
    """

    outputs: Outputs
    workers: Workers
    key_of: KeyOf

    @classmethod
    def of(cls, outputs: Outputs, workers: Workers, key_of: KeyOf) -> type[BriefingWriter]:
        """Return the writer of one run: Pelican makes its writer from a class."""
        values = {"outputs": outputs, "workers": workers, "key_of": staticmethod(key_of)}
        return type(cls.__name__, (cls,), values)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._waiting: list[_Page] = []
        # Who listens to every page that is written has to hear of it in this process.
        self._waits = not (signals.content_written.receivers or self.settings.get("DEBUG"))

    def write_file(
        self, name: Any, template: Any, context: Any, *arguments: Any, **options: Any
    ) -> None:
        """Write a page, now or when it is time (see `Writer.write_file`)."""
        write = partial(super().write_file, name, template, context, *arguments, **options)
        # What is not to be written: Pelican asks for pages of subjects without an address, too.
        if not name:
            return
        file = sanitised_join(self.output_path, name)
        # Which of two pages stays at one address is for Pelican to say.
        if file in self._written_files or not self._waits:
            self.flush()
            if options.get("override_output"):
                # The first may be a file that the site before still has.
                Path(file).unlink(missing_ok=True)
                self.outputs.reused.discard(name)
            write()
            return
        if not self.outputs.reuse(name, self.key_of(name, template, options)):
            self._waiting.append(_Page(file, template, write))
        # For Pelican it is written, though it may wait: so it sees the second of two.
        self._written_files.add(file)
        if options.get("override_output"):
            self._overridden_files.add(file)

    @contextmanager
    def doing(self, works: Iterable[Callable[[], None]]) -> Iterator[None]:
        """Let work be done by another process while the block is run: other files of the site.

        Raise `BriefingError` at its end where some of it has failed.
        """

        def problems_of_all() -> tuple[Problem, ...]:
            return tuple(chain.from_iterable(map(self._problems, works)))

        with self.workers.beside(problems_of_all) as found:
            yield
        if any(found):
            raise BriefingError(*chain.from_iterable(found))

    def flush(self) -> None:
        """Write the pages that wait; raise `BriefingError` where one cannot be rendered."""
        waiting, self._waiting = self._waiting, []
        if len(waiting) >= PAGES_TO_COPY_FOR:
            first = {page.template: page for page in reversed(waiting)}
            for page in first.values():
                self.together([partial(self._render, page)], "rendering")
            waiting = [page for page in waiting if first[page.template] is not page]
        self.together([partial(self._render, page) for page in waiting], "rendering")

    def together(
        self, works: Sequence[Callable[[], None]], doing: str, fewest: int = FEWEST
    ) -> None:
        """Let all processors do work (`doing` says what); raise `BriefingError` where it fails.

        Fewer than `fewest` works are done by this process.
        """
        for problems in self.workers.share(self._problems, works, doing, fewest):
            # What is wrong with one template is wrong with many pages.
            if problems:
                raise BriefingError(*problems)

    def stop_waiting(self) -> None:
        """Write the pages that wait, and from now on every page at once."""
        self.flush()
        self._waits = False

    def _render(self, page: _Page) -> None:
        # For this process it counted as written when it began to wait.
        self._written_files.discard(page.file)
        self._overridden_files.discard(page.file)
        page.write()

    def _problems(self, work: Callable[[], None]) -> tuple[Problem, ...]:
        try:
            work()
        except Exception as error:  # noqa: BLE001 - where it happened is known in this process alone
            return problems_of(error, Path(self.settings["PATH"]).parent)
        return ()
