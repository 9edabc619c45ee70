"""Journal of a run: the engines' answers, line by line as they come, until memories have them.

A memory is written whole, which is too slow to do for each answer. The journal is only appended
to: after a kill at any moment it holds every answer but the one being written.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

WriteFile = Callable[[Path, bytes], object]
"""Writes a file whole or not at all."""


@dataclass(frozen=True, slots=True)
class MachineTranslation:
    """One translation made by an engine; `origin` names the engine and the day."""

    ar: str
    en: str
    origin: str


class Journal:
    """Answers on their way into the memories of one folder."""

    def __init__(self, folder: Path) -> None:
        # Beside the memories, hidden: nobody edits it, and it is gone when a run ends well.
        self.path = folder / ".answers.jsonl"

    def read(self) -> dict[str, MachineTranslation]:
        """Return the answers an interrupted run left, by source text; a broken line is skipped."""
        answers: dict[str, MachineTranslation] = {}
        if not self.path.is_file():
            return answers
        for line in self.path.read_text(encoding="utf-8", errors="replace").split("\n"):
            # A kill may have cut a line short, and a person may have written into the file.
            try:
                answer = MachineTranslation(**json.loads(line))
            except (ValueError, TypeError):
                continue
            if all(isinstance(value, str) for value in asdict(answer).values()):
                answers[answer.ar] = answer
        return answers

    def add(self, answer: MachineTranslation) -> None:
        """Append an answer; the system has it when this returns."""
        # A line feed comes first, too: a kill may have cut the line before this one short. One
        # write, past Python's buffer, so that a kill finds the whole line or none.
        with self.path.open("ab", buffering=0) as file:
            file.write(b"\n" + _line(answer))

    def rewrite(self, answers: Iterable[MachineTranslation], write: WriteFile) -> None:
        """Leave only these answers, or no journal: the others are in the memories."""
        lines = [_line(answer) for answer in answers]
        if lines:
            write(self.path, b"".join(lines))
        else:
            self.path.unlink(missing_ok=True)


def _line(answer: MachineTranslation) -> bytes:
    return f"{json.dumps(asdict(answer), ensure_ascii=False)}\n".encode()
