"""The story inside a whole page copied as text: menus and headlines above it and below it.

A page counts as whole only when far more stands above its prose than any story's head has. Then the
title is chosen by evidence, and what lies outside is set aside; prose never is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ..dates.publication_line import read_publication_lines
from ..language.arabic import content_stems, is_latin
from ..model import Line
from .lines import ENDS_SENTENCE

SHORTEST_PROSE = 9
"""Words of a line with a stop that is read as prose; menus and tickers stay below."""
LONG_LINE = 25
"""Words of a line that is prose even without a stop."""
WIDEST_GAP = 6
"""Free lines without prose inside one story: headings, captions, links in between."""
TALLEST_HEAD = 9
"""Free lines above the prose of a story copied alone; the test pages have up to 8."""
SHORTEST_TAIL = 6
"""Free lines below the prose from which on they are another list and not the story's end."""
TITLE_REACH = 26
"""Lines above the prose in which the title stands, with deck, byline, date and share buttons."""
TITLE_WORDS = range(4, 31)
SHORTEST_USUAL_TITLE, LONGEST_USUAL_TITLE = 6, 16
OWN_LINES = 2
"""Lines right above the title that may be its date and its publisher."""
LONGEST_LABEL = 3
"""Words: a shorter line of a menu is a button, a longer one another headline."""
REPEATED_BONUS, NEAR_DATE_BONUS, STOP_PENALTY, SHORT_PENALTY = 0.5, 0.5, 0.6, 0.3
"""Weights beside the share of a title's stems that the story has (0 to 1). A title is also in the
browser's tab and the crumbs, stands by its date, and seldom ends in a stop. Set on pages wrapped
in menus (tests/quality/test_whole_pages.py)."""
FEWEST_STEMS = 4
"""What shared stems are counted against at least, so that two common words make no title."""
FIRST_BONUS, FIRST_AMONG = 0.3, 8
"""Weight of having no other line of such length among so many above: captions follow titles."""
NEAR, FAR_PENALTY = 14, 0.3
"""Free lines above the prose in which a title mostly stands, and the weight of standing higher."""
ABOVE_DATE = range(1, 4)
"""Lines between a title and the date below it; a title under its date stands right under it."""
LIST_MARK = re.compile(r"^(?:[•●▪■◦*·–—-]|\d{1,2}[.)]|\d{1,2}:\d{2})\s")
"""An item of a list or of a ticker begins so, a title does not."""
SHARED_STEMS = 1
"""Fewer stems shared with the story are chance."""


Is = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The position of the title in a whole page, and what is outside the story, by position."""

    title: int
    outside: Mapping[int, str]


def find_surroundings(
    lines: Sequence[Line], free: Sequence[int], belongs: Is, is_caption: Is
) -> Surroundings | None:
    """Return what surrounds the story of a whole page, ``None`` for a story copied alone.

    `free` are the positions no surer rule has taken; `belongs` tells dates and publishers, which
    right above the title are the story's own, `is_caption` lines that are no titles. ``None`` also
    where no line above the prose has to do with it: then nothing is set aside.
    """
    core = _core(lines, free)
    if core is None:
        return None
    first, last = core
    above = [i for i in free if i < first]
    if len(above) <= TALLEST_HEAD:
        return None
    captions = {i for i in above if is_caption(lines[i].text)}
    candidates = [i for i in above if i not in captions]
    title = _title(lines, candidates, [lines[i].text for i in free if first <= i <= last])
    if title is None:
        return None
    higher = [i for i in above if i < title - OWN_LINES or not belongs(lines[i].text)]
    outside = [i for i in higher if i < title and not _may_be_text(lines[i].text)]
    outside += _tail(lines, free, last)
    return Surroundings(title, {i: _kind(lines[i].text) for i in outside})


def _tail(lines: Sequence[Line], free: Sequence[int], last: int) -> list[int]:
    """Return what follows the first furniture below the prose, if it is a list of its own."""
    taken = set(range(last + 1, len(lines))) - set(free)
    below = [i for i in free if taken and i > min(taken) and not _may_be_text(lines[i].text)]
    return below if len(below) >= SHORTEST_TAIL else []


def _may_be_text(text: str) -> bool:
    """Tell whether a line could be the story's: prose of any length, or a label before a list."""
    ends = text.rstrip().endswith((":", "؛", "،")) or _is_prose(text)
    return ends or len(text.split()) >= LONG_LINE


def _is_prose(text: str) -> bool:
    count, asks = len(text.split()), text.rstrip().endswith(("؟", "?"))
    stopped = bool(ENDS_SENTENCE.search(text)) and not asks  # headlines ask, too
    return count >= LONG_LINE or (count >= SHORTEST_PROSE and stopped)


def _core(lines: Sequence[Line], free: Sequence[int]) -> tuple[int, int] | None:
    """Return the first and last position of the run of prose with the most words.

    A line that stands twice is a caption and its photo's text.
    """
    counts = Counter(line.text for line in lines)
    prose = [i for i in free if _is_prose(lines[i].text) and counts[lines[i].text] == 1]
    place = {i: n for n, i in enumerate(free)}
    runs: list[list[int]] = [[i] for i in prose[:1]]
    for before, i in pairwise(prose):
        if place[i] - place[before] <= WIDEST_GAP:
            runs[-1].append(i)
        else:
            runs.append([i])
    if not runs:
        return None
    best = max(runs, key=lambda run: sum(len(lines[i].text.split()) for i in run))
    return best[0], best[-1]


def _title(lines: Sequence[Line], above: Sequence[int], story: Sequence[str]) -> int | None:
    """Return the line above the prose with the best evidence of being its title.

    From the prose upward, so that a first paragraph without a stop counts as the story, too.
    """
    known = {stem for text in story for stem in content_stems(text)}
    counts = Counter(_bare(lines[i].text) for i in above if lines[i].text != lines[i - 1].text)
    dated = {i for i in above if read_publication_lines(lines[i].text)}
    scored = []
    for i in reversed(above[-TITLE_REACH:]):
        text, own = lines[i].text, set(content_stems(lines[i].text))
        if i in dated or not _may_be_title(text) or len(own & known) < SHARED_STEMS:
            continue
        near_date = any(day - i in ABOVE_DATE or i - day == 1 for day in dated)
        score = len(own & known) / max(len(own), FEWEST_STEMS) + NEAR_DATE_BONUS * near_date
        before = (j for j in range(max(0, i - FIRST_AMONG), i) if j in above)
        score += FIRST_BONUS * (not any(_is_candidate(lines[j].text) for j in before))
        score -= FAR_PENALTY * (len(above) - above.index(i) > NEAR)
        scored.append((score + _shape(text, repeated=counts[_bare(text)] > 1), -i))
        known |= own if len(text.split()) > LONGEST_USUAL_TITLE else set()
    return -max(scored)[1] if scored else None


def _is_candidate(text: str) -> bool:
    return _may_be_title(text) and len(text.split()) >= SHORTEST_USUAL_TITLE


def _may_be_title(text: str) -> bool:
    marked = LIST_MARK.match(text)
    return len(text.split()) in TITLE_WORDS and not marked and not is_latin(text)


def _shape(text: str, *, repeated: bool) -> float:
    """Return what the look of a line says for or against its being the title."""
    long = len(text.split()) > LONGEST_USUAL_TITLE
    stopped = bool(ENDS_SENTENCE.search(text.rstrip("؟?")))
    short = len(text.split()) < SHORTEST_USUAL_TITLE
    penalties = STOP_PENALTY * (long + stopped) + SHORT_PENALTY * short
    return REPEATED_BONUS * repeated - penalties


def _bare(text: str) -> str:
    """Return a headline without the publication's name behind it."""
    return re.split(r"\s[|–—-]\s", text)[0].strip()


def _kind(text: str) -> str:
    if read_publication_lines(text):
        return "timestamp"
    return "navigation" if len(text.split()) <= LONGEST_LABEL else "related"
