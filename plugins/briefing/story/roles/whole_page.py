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
from ...language.phrases import comparable, is_byline, is_outlet, phrases
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
LEAST_STORY_SHARE = 0.2
"""Share of the words of what readers wrote, or of the rules for them, that a story has at least."""
FEWEST_OF_A_TICKER = 3
"""Headlines in one line."""
FEWEST_NOTICE_PHRASES = 2
"""A story may speak of comments or privacy, too, but seldom twice in a paragraph at its end."""
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
_TICKER_GAP = re.compile(r"\s{2,}|\s[|•●·*]\s")
_COUNT = re.compile(r"\(?\d+\)?")


def whole_page(lines: Lines, roles: Roles) -> dict[int, LineRole]:
    """Title of a story inside a whole page, and what is above the story.

    Nothing for a story copied alone, nor where no line above the prose has to do with it.
    """
    free = free_positions(lines, roles)
    core = _story_run(lines, free)
    above = [i for i in free if core and i < core[0]]
    if core is None or len(above) <= TALLEST_HEAD:
        return {}
    # Photo captions share the story's words as titles do, and are as long.
    candidates = [i for i in above if not is_caption(lines[i].text)]
    story = [lines[i].text for i in free if core[0] <= i <= core[-1]]
    title = _best_title(lines, candidates, story)
    if title is None:
        return {}
    found: dict[int, LineRole] = {title: "title"}
    for i in above:
        text = lines[i].text
        says_when_or_who = bool(read_publication_lines(text)) or is_outlet(text) or is_byline(text)
        is_own = i >= title - OWN_LINES and says_when_or_who
        if i < title and not is_own and not _may_be_text(text):
            found[i] = _outside_kind(text)
    # Below the story only a list is set aside: one that boilerplate begins and that is not short.
    taken = [i for i in range(core[-1] + 1, len(lines)) if i in roles]
    below = [i for i in free if taken and i > taken[0]]
    tail = [i for i in below if not _may_be_text(lines[i].text)]
    if len(tail) >= SHORTEST_TAIL:
        found |= {i: _outside_kind(lines[i].text) for i in tail}
    return found


def below_story(lines: Lines, roles: Roles) -> dict[int, LineRole]:
    """Return what follows a story for its readers: notices, and all from the form for comments on.

    Prose that is neither stays, since it may be the story's.
    """
    free = free_positions(lines, roles)
    core = _story_run(lines, free)
    # Of a text that is all notice, something has to stay.
    while core and len(core) > 1 and _is_notice(lines[core[-1]].text):
        core.pop()
    below = [i for i in free if core and i > core[-1]]
    end = min((i for i in _ends_of_article(lines) if core and i > core[-1]), default=len(lines))
    found: dict[int, LineRole] = {}
    for i in below:
        if i >= end or _is_notice(lines[i].text):
            found[i] = _outside_kind(lines[i].text)
    return found


def _outside_kind(text: str) -> LineRole:
    """Return what a line outside the story is."""
    if read_publication_lines(text):
        return "timestamp"
    return "other" if _may_be_text(text) else link_kind(text)


def _may_be_text(text: str) -> bool:
    """Tell whether a line could be the story's: prose of any length, or a label before a list."""
    return text.rstrip().endswith((":", "؛", "،")) or _is_running_text(text)


def _is_running_text(text: str) -> bool:
    """Tell whether a line is prose also among headlines, which may end in a stop or ask."""
    count = word_count(text)
    stopped = _is_stopped(text)
    # Several headlines that run through one line are no prose, however long they are together.
    is_ticker = not stopped and len(_TICKER_GAP.split(text)) >= FEWEST_OF_A_TICKER
    return (count >= LONG_LINE and not is_ticker) or (count >= SHORTEST_RUNNING_TEXT and stopped)


def _is_stopped(text: str) -> bool:
    """Tell whether a line ends in a full stop: headlines ask, or are cut short with dots."""
    return bool(ENDS_SENTENCE.search(text)) and not text.rstrip().endswith(("؟", "?", "..", "…"))


def _is_notice(text: str) -> bool:
    """Tell whether a line speaks to the site's readers: of comments, accounts, its own rules."""
    plain = f" {comparable(text)} "
    return sum(phrase in plain for phrase in phrases("notices", "phrases")) >= FEWEST_NOTICE_PHRASES


def _ends_of_article(lines: Lines) -> set[int]:
    """Return the positions of the lines that open what readers write, or the form for it."""
    ends = phrases("notices", "ends")
    plain = (_COUNT.sub("", comparable(line.text)).strip() for line in lines)
    return {i for i, text in enumerate(plain) if text in ends}


def _story_run(lines: Lines, free: Sequence[int]) -> list[int] | None:
    """Return the positions of the story's prose: of the runs of prose the one with most words.

    A run behind the form for comments is the story only where none before it may be.
    """
    # A text that is on the page twice is a caption and its photo's alternative text.
    counts = Counter(line.text for line in lines)
    ends = _ends_of_article(lines)
    runs: list[list[int]] = []
    last_index, last = 0, 0
    for index, i in enumerate(free):
        if not _is_running_text(lines[i].text) or counts[lines[i].text] > 1:
            continue
        is_over = not ends.isdisjoint(range(last + 1, i))
        if not runs or index - last_index > WIDEST_GAP or is_over:
            runs.append([])
        runs[-1].append(i)
        last_index, last = index, i
    sizes = []
    for run in runs:
        sizes.append(sum(word_count(lines[i].text) for i in run))
    best = max(range(len(runs)), key=sizes.__getitem__, default=None)
    if best is None:
        return None
    last_end = max((i for i in ends if i < runs[best][0]), default=-1)
    for rank, run in enumerate(runs[:best]):
        is_over = last_end > run[-1]
        if is_over and len(run) > 1 and sizes[rank] >= LEAST_STORY_SHARE * sizes[best]:
            return run
    return runs[best]


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
        # Right under its date only where nothing above the date may be the title: then it is the
        # caption of a photo.
        under = [day for day in dated if i - day == 1 and not _may_be_title(_above(lines, day))]
        if under or any(day - i in ABOVE_DATE for day in dated):
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


def _above(lines: Lines, i: int) -> str:
    return lines[i - 1].text if i else ""


def _may_be_title(text: str) -> bool:
    is_marked = bool(_ITEM_OR_TICKER_MARK.match(text))
    return word_count(text) in TITLE_WORDS and not is_marked and not is_latin(text)


def _without_site(headline: str) -> str:
    return _SITE_AFTER_TITLE.split(headline)[0].strip()
