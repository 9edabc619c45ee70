"""What the text of a page is that its article does not have: by the rules for pasted pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ..dates.publication_line import read_publication_lines
from ..model import Line, SetAside, SetAsideKind
from ..story.boilerplate import LONGEST_LABEL
from ..story.roles.boilerplate import set_aside_furniture
from ..story.roles.related import set_aside_related
from ..story.roles.role import Role
from .visible_text import Run


class Row(NamedTuple):
    """One line of a page: the run it is of, its text, and whether the article has it."""

    run: int
    text: str
    kept: bool


def left_out(runs: Sequence[Run], left: Sequence[tuple[str, ...]]) -> list[tuple[int, SetAside]]:
    """Return each line of a page outside its article, in page order, with the number of its run.

    `left` has the parts of each run that the article does not have.
    """
    rows = [row for number, run in enumerate(runs) for row in _rows(number, run, left[number])]
    known: dict[int, Role] = {i: "paragraph" for i, row in enumerate(rows) if row.kept}
    lines = tuple(Line(runs[row.run].line, row.text) for row in rows)
    for rule in (set_aside_furniture, set_aside_related):
        known = {**rule(lines, known), **known}
    return [
        (row.run, SetAside(line.number, _kind(row.text, known.get(i), runs[row.run]), row.text))
        for i, (row, line) in enumerate(zip(rows, lines, strict=True))
        if not row.kept
    ]


def _rows(number: int, run: Run, left: tuple[str, ...]) -> list[Row]:
    """Return the lines of one run: a row of links one by one, of a paragraph what it has lost."""
    if left == (run.text,):
        return [Row(number, part, kept=False) for part in run.parts]
    return [Row(number, run.text, kept=True), *(Row(number, part, kept=False) for part in left)]


def _kind(text: str, known: Role | None, run: Run) -> SetAsideKind:
    """Return what a rule has found, else what a date, a button and a link to an article are."""
    if known is not None:
        return known  # type: ignore[return-value]
    if read_publication_lines(text):
        return "timestamp"
    if run.link:
        return "navigation" if len(text.split()) <= LONGEST_LABEL else "related"
    return "other"
