"""Journal of a run: the engines' answers, line by line as they come, until memories have them.

A memory is written whole, which is too slow to do for each answer. The journal is only appended
to: after a kill at any moment it holds every answer but the one being written.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

_NAME = ".answers.jsonl"
"""Beside the memories, hidden: nobody edits it, and it is gone when a run ends well."""
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
        self.path = folder / _NAME

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
        handle = os.open(self.path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o644)
        try:
            size = os.fstat(handle).st_size
            # After a line that a kill cut short, this one begins on a new line.
            is_cut = size > 0 and os.pread(handle, 1, size - 1) != b"\n"
            # One write, past Python's buffer, so that a kill finds the whole line or none.
            os.write(handle, (("\n" if is_cut else "") + _line(answer)).encode())
        finally:
            os.close(handle)

    def rewrite(self, answers: Iterable[MachineTranslation], write: WriteFile) -> None:
        """Leave only these answers, or no journal: the others are in the memories."""
        lines = [_line(answer) for answer in answers]
        if lines:
            write(self.path, "".join(lines).encode())
        else:
            self.path.unlink(missing_ok=True)


def _line(answer: MachineTranslation) -> str:
    return f"{json.dumps(asdict(answer), ensure_ascii=False)}\n"
