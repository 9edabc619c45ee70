"""The story inside a whole page copied as text: menus and headlines above it and below it.

A page counts as whole only when far more is above its prose than any story's head has. Then the
title is chosen by evidence, and what lies outside is set aside; prose never is. The thresholds and
weights were set on the test pages, alone and wrapped in the menus of a news site
(tests/quality/test_whole_pages.py): titles and dates all right, no paragraph lost.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ...dates.publication_line import read_publication_lines
from ...language.arabic import ENDS_SENTENCE, content_stems, is_latin
from ...language.phrases import is_outlet
from ..lines import LineRole, Lines, Roles, free_positions, link_kind, word_count
from .body import is_caption

SHORTEST_RUNNING_TEXT = 9
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
"""Lines above the prose that can have the title, with deck, byline, date and share buttons."""
TITLE_WORDS = range(4, 31)
SHORTEST_USUAL_TITLE = 6
LONGEST_USUAL_TITLE = 16
OWN_LINES = 2
"""Lines right above the title that may be its date and its publisher."""
FEWEST_SHARED_STEMS = 1
"""Stems a title shares with the story at least."""
SHORTEST_TITLE_STEMS = 4
"""Shared stems are counted against at least so many, so that two common words make no title."""
# Weights beside the share of a title's stems that the story has, from 0 to 1.
REPEATED_BONUS = 0.5
"""A title is also in the browser's tab and in the breadcrumbs."""
NEAR_DATE_BONUS = 0.5
STOP_PENALTY = 0.6
"""Titles seldom end in a stop, and seldom have more words than `LONGEST_USUAL_TITLE`."""
SHORT_PENALTY = 0.3
FIRST_BONUS = 0.3
"""For having no other possible title among the lines right above: captions follow titles."""
FIRST_REACH = 8
"""How many lines above are looked at for that."""
FAR_PENALTY = 0.3
"""For being further above the prose than titles mostly are."""
NEAR_PROSE = 14
"""Free lines above the prose in which a title mostly is."""
ABOVE_DATE = range(1, 4)
"""Lines between a title and the date below it; a title under its date is right under it."""
_ITEM_OR_TICKER_MARK = re.compile(r"^(?:[•●▪■◦*·–—-]|\d{1,2}[.)]|\d{1,2}:\d{2})\s")
"""An item of a list or of a ticker begins so, a title does not."""
_SITE_AFTER_TITLE = re.compile(r"\s[|–—-]\s")


def whole_page(lines: Lines, roles: Roles) -> dict[int, LineRole]:
    """Title of a story inside a whole page, and what is outside the story.

    Nothing for a story copied alone, nor where no line above the prose has to do with it.
    """
    free = free_positions(lines, roles)
    core = _longest_run(lines, free)
    if core is None:
        return {}
    first, last = core
    above = [i for i in free if i < first]
    if len(above) <= TALLEST_HEAD:
        return {}
    # Photo captions share the story's words as titles do, and are as long.
    candidates = [i for i in above if not is_caption(lines[i].text)]
    title = _best_title(lines, candidates, [lines[i].text for i in free if first <= i <= last])
    if title is None:
        return {}
    outside = []
    for i in above:
        text = lines[i].text
        is_own = i >= title - OWN_LINES and (bool(read_publication_lines(text)) or is_outlet(text))
        if i < title and not is_own and not _may_be_text(text):
            outside.append(i)
    # Below the story only a list is set aside: one that boilerplate begins and that is not short.
    taken = set(range(last + 1, len(lines))) - set(free)
    tail = [i for i in free if taken and i > min(taken) and not _may_be_text(lines[i].text)]
    if len(tail) >= SHORTEST_TAIL:
        outside += tail
    found: dict[int, LineRole] = {title: "title"}
    for i in outside:
        text = lines[i].text
        found[i] = "timestamp" if read_publication_lines(text) else link_kind(text)
    return found


def _may_be_text(text: str) -> bool:
    """Tell whether a line could be the story's: prose of any length, or a label before a list."""
    return text.rstrip().endswith((":", "؛", "،")) or _is_running_text(text)


def _is_running_text(text: str) -> bool:
    """Tell whether a line is prose also among headlines, which may end in a stop or ask."""
    count = word_count(text)
    stopped = bool(ENDS_SENTENCE.search(text)) and not text.rstrip().endswith(("؟", "?"))
    return count >= LONG_LINE or (count >= SHORTEST_RUNNING_TEXT and stopped)


def _longest_run(lines: Lines, free: Sequence[int]) -> tuple[int, int] | None:
    """Return the first and last position of the run of prose with the most words."""
    # A text that is on the page twice is a caption and its photo's alternative text.
    counts = Counter(line.text for line in lines)
    runs: list[list[int]] = []
    last_index = 0
    for index, i in enumerate(free):
        if not _is_running_text(lines[i].text) or counts[lines[i].text] > 1:
            continue
        if not runs or index - last_index > WIDEST_GAP:
            runs.append([])
        runs[-1].append(i)
        last_index = index
    if not runs:
        return None
    best = max(runs, key=lambda run: sum(word_count(lines[i].text) for i in run))
    return best[0], best[-1]


def _best_title(lines: Lines, above: Sequence[int], story: Sequence[str]) -> int | None:
    """Return the position of the line above the prose with the best evidence of being its title.

    `above` are the positions that can have it; ``None`` if no line shares a word with the story.
    """
    known: set[str] = set()
    for text in story:
        known.update(content_stems(text))
    # Copying may double a line where it is; a title is in two places.
    places = [i for i in above if lines[i].text != lines[i - 1].text]
    counts = Counter(_without_site(lines[i].text) for i in places)
    dated = [i for i in above if read_publication_lines(lines[i].text)]
    best, best_score = None, 0.0
    # From the prose upward, so that a first paragraph without a stop counts as the story, too.
    for rank, i in enumerate(reversed(above[-TITLE_REACH:]), 1):
        text = lines[i].text
        own = set(content_stems(text))
        if i in dated or not _may_be_title(text) or len(own & known) < FEWEST_SHARED_STEMS:
            continue
        score = len(own & known) / max(len(own), SHORTEST_TITLE_STEMS)
        if any(day - i in ABOVE_DATE or i - day == 1 for day in dated):
            score += NEAR_DATE_BONUS
        rivals = [lines[j].text for j in above if i - FIRST_REACH <= j < i]
        longer = [rival for rival in rivals if word_count(rival) >= SHORTEST_USUAL_TITLE]
        if not any(map(_may_be_title, longer)):
            score += FIRST_BONUS
        if rank > NEAR_PROSE:
            score -= FAR_PENALTY
        if counts[_without_site(text)] > 1:
            score += REPEATED_BONUS
        # What the form of the line says against it.
        score -= STOP_PENALTY * bool(ENDS_SENTENCE.search(text.rstrip("؟?")))
        score -= STOP_PENALTY * (word_count(text) > LONGEST_USUAL_TITLE)
        score -= SHORT_PENALTY * (word_count(text) < SHORTEST_USUAL_TITLE)
        if best is None or score >= best_score:  # of equal ones the higher on the page
            best, best_score = i, score
        if word_count(text) > LONGEST_USUAL_TITLE:
            known |= own
    return best


def _may_be_title(text: str) -> bool:
    is_marked = bool(_ITEM_OR_TICKER_MARK.match(text))
    return word_count(text) in TITLE_WORDS and not is_marked and not is_latin(text)


def _without_site(headline: str) -> str:
    return _SITE_AFTER_TITLE.split(headline)[0].strip()
