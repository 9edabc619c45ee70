"""What the desk has changed, to be taken back; and what others have changed since."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from .memories import Stored
from .toml_files import FileChange


@dataclass(frozen=True, slots=True)
class Rewritten:
    """One segment that was written: of which story, what it had before and has since."""

    stem: str
    segment: str
    before: Stored
    after: Stored


class History:
    """The changes since the desk was opened, by the stem of the story whose page made them.

    `files` has those of whole files by the page that made them, as `topic/<slug>`.
    """

    def __init__(self) -> None:
        self._done: dict[str, list[tuple[Rewritten, ...]]] = defaultdict(list)
        self._last: dict[tuple[str, str], Rewritten] = {}
        self.files: dict[str, list[FileChange]] = defaultdict(list)

    def add(self, page: str, *changes: Rewritten) -> None:
        """Note changes that a page made together."""
        self._done[page].append(changes)
        # Of each segment the last is known, whichever page made it.
        for change in changes:
            self._last[change.stem, change.segment] = change

    def last(self, page: str) -> tuple[Rewritten, ...]:
        """Return what a page changed last and has not taken back, nothing if there is none."""
        return self._done[page][-1] if self._done[page] else ()

    def taken_back(self, page: str) -> None:
        """Note that the last changes of a page are undone."""
        for change in self._done[page].pop():
            self._last.pop((change.stem, change.segment), None)

    def lost(self, stem: str, segment: str, now: Stored) -> Stored | None:
        """Return what was written to a segment where another program has changed it since.

        An editor that had read the file earlier, and saves it whole, does so without noticing; who
        has seen what was written and changed it cannot be told apart from that.
        """
        change = self._last.get((stem, segment))
        is_other = change is not None and change.after.key != now.key
        # Where the source was edited, what was written is of another sentence.
        return change.after if change and is_other and change.after.ar == now.ar else None

    def earlier(self, stem: str, segment: str, now: Stored) -> Stored | None:
        """Return what a segment had before it was rewritten here, ``None`` where it had nothing.

        It is mostly the machine's suggestion, which no file has any more.
        """
        change = self._last.get((stem, segment))
        is_other = change is not None and change.before.en not in ("", now.en)
        return change.before if change and is_other else None

    def settled(self, stem: str, segment: str) -> None:
        """Note that somebody has seen what was lost, and decided."""
        self._last.pop((stem, segment), None)
