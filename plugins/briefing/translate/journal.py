"""What engines have answered, line by line as it comes, until it is in the memories.

A memory is written whole, which is too slow to do for each answer. The journal is only appended
to: after a kill at any moment it holds every answer but the one being written.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from ..edges.files import write_atomically

NAME = ".answers.jsonl"
"""Beside the memories, hidden: nobody edits it, and it is gone when a run ends well."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One translation made by machine; `origin` names the engine and the day."""

    ar: str
    en: str
    origin: str


class Journal:
    """Answers on their way into the memories of one folder."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME

    def read(self) -> dict[str, Answer]:
        """Return the answers an interrupted run left, by source text; a broken line is skipped."""
        if not self.path.is_file():
            return {}
        answers: dict[str, Answer] = {}
        for line in self.path.read_text(encoding="utf-8", errors="replace").split("\n"):
            answer = _answer(line)
            if answer is not None:
                answers[answer.ar] = answer
        return answers

    def add(self, answer: Answer) -> None:
        """Append an answer; it is in the hands of the system when this returns."""
        line = json.dumps(asdict(answer), ensure_ascii=False)
        handle = os.open(self.path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o644)
        try:
            broken = os.fstat(handle).st_size and os.pread(handle, 1, os.fstat(handle).st_size - 1)
            start = "\n" if broken and broken != b"\n" else ""  # a line that a kill cut short
            os.write(handle, f"{start}{line}\n".encode())
        finally:
            os.close(handle)

    def keep(self, answers: Iterable[Answer]) -> None:
        """Leave only these in the journal, or no journal: the others are in the memories."""
        lines = [f"{json.dumps(asdict(one), ensure_ascii=False)}\n" for one in answers]
        if lines:
            write_atomically(self.path, "".join(lines).encode())
        else:
            self.path.unlink(missing_ok=True)


def _answer(line: str) -> Answer | None:
    """Return the answer in a line, ``None`` for a line that is none."""
    try:
        answer = Answer(**json.loads(line))
    except (ValueError, TypeError):
        return None
    return answer if all(isinstance(v, str) for v in asdict(answer).values()) else None
