"""Reads case files: cases divided by ``====``, each of parts divided by ``---``."""

from __future__ import annotations

from pathlib import Path

import pytest

CASES = Path(__file__).parent / "cases"


def cases(name: str) -> list[object]:
    """Return the cases of a file as pytest parameters (title, input, expected lines)."""
    text = (CASES / f"{name}.txt").read_text(encoding="utf-8")
    body = "\n".join(line for line in text.split("\n") if not line.startswith("#"))
    found = []
    for block in body.split("\n====\n"):
        title, given, *expected = (part.strip("\n") for part in f"{block}\n".split("\n---\n"))
        lines = [line for line in "".join(expected).split("\n") if line.strip()]
        found.append(pytest.param(title.strip(), given, lines, id=title.strip()))
    return found
