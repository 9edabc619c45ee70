"""Lines of a page that extraction has left out of its article."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from ..model import UnextractedLine
from .visible_text import Run


def unextracted_lines(
    runs: Sequence[Run], left: Sequence[tuple[str, ...]], reached: Sequence[int]
) -> tuple[UnextractedLine, ...]:
    """Return each line of a page outside its article, in page order, for the story to classify.

    `left` has the parts of each run that the article does not have; `reached`, for each line of
    the article, the last run that it or a line before it is of.
    """
    lines: list[UnextractedLine] = []
    adjoins = False
    for number, run in enumerate(runs):
        is_whole = left[number] == (run.text,)
        # A row of links is read one by one; of a paragraph only what it has lost, after the rest.
        parts = run.parts if is_whole else left[number]
        adjoins = adjoins and is_whole
        before = bisect_right(reached, number) + 1
        for part in parts:
            lines.append(UnextractedLine(run.line, part, before, run.link, adjoins))
            adjoins = True
    return tuple(lines)
