"""What engines have answered, line by line as it comes, until it is in the memories.

A memory is written whole, which is too slow to do for each answer. The journal is only appended
to: after a kill at any moment it holds every answer but the one being written.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

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
            try:
                answer = Answer(**json.loads(line))
            except (ValueError, TypeError):
                continue
            answers[answer.ar] = answer
        return answers

    def add(self, answer: Answer) -> None:
        """Append an answer; it is in the hands of the system when this returns."""
        line = json.dumps(asdict(answer), ensure_ascii=False)
        handle = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
        try:
            os.write(handle, f"{line}\n".encode())
        finally:
            os.close(handle)

    def clear(self) -> None:
        """Delete the journal: everything in it is in the memories."""
        self.path.unlink(missing_ok=True)
