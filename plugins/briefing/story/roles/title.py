"""The title of a story copied alone, and the sections and breadcrumbs above it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from ...dates.publication_line import read_publication_lines
from ...language.arabic import ENDS_SENTENCE, content_stems, is_latin
from ...language.phrases import comparable, is_byline, is_outlet, phrases
from ..lines import (
    ENDS_CLAUSE,
    HEAD_LINES,
    LONGEST_HEADLINE_LINK,
    LONGEST_SHORT_LINE,
    LONGEST_TITLE,
    SHORTEST_TITLE,
    LineRole,
    Lines,
    Roles,
    above_prose,
    free_positions,
    word_count,
)

FEWEST_LINES_BELOW_SECTIONS = 2
"""Free lines a page must keep: of fewer the section would be the title itself."""
LONGEST_SECTION = 3
"""Words in the name of a section; one word alone above a headline is one, too."""
TITLE_BELOW = 3
"""Lines above a title that is there twice: sections, a kicker."""
_CRUMB = re.compile(r"[>›»|/,،\\]")
"""What divides the names in a row of breadcrumbs."""


def section_names(lines: Lines, roles: Roles) -> dict[int, LineRole]:
    """Sections and breadcrumbs above the title."""
    if "title" in roles.values():
        return {}
    found: dict[int, LineRole] = {}
    # Deep in a page a row of names is a table or a list of tags.
    head = [i for i in free_positions(lines, roles) if i < HEAD_LINES]
    texts = {comparable(lines[i].text) for i in head}
    for i in head:
        # A trail that ends in the headline (``المدى > سياسة > العنوان``), which is below it again.
        crumbs = _crumbs(lines[i].text)
        if len(crumbs) > 1 and crumbs[-1] in texts:
            found[i] = "navigation"
    free = [i for i in free_positions(lines, roles) if i not in found]
    # Sections are on top of one another and the title is below the last; the first line that is
    # neither ends them. A date between them is passed over.
    undated = [i for i in free if not read_publication_lines(lines[i].text)]
    for i, below in pairwise(undated):
        following = lines[below].text
        is_headline = SHORTEST_TITLE <= word_count(following) <= LONGEST_TITLE
        is_headline = is_headline and not following.endswith(".")
        if not _is_section(lines[i].text) or not (is_headline or _is_section(following)):
            break
        found[i] = "navigation"
    return found if len(free) >= FEWEST_LINES_BELOW_SECTIONS else {}


def _crumbs(text: str) -> list[str]:
    crumbs = (crumb.strip() for crumb in _CRUMB.split(comparable(text)))
    return [crumb for crumb in crumbs if crumb]


def _is_section(text: str) -> bool:
    """Tell whether a line is a section's name, or several in a row (``الرئيسية > الجهات``)."""
    if ENDS_SENTENCE.search(text) or _is_credit(text):
        return False
    crumbs = _crumbs(text)
    if len(crumbs) > 1 and crumbs[0] in phrases("navigation", "lines"):
        return True
    if not crumbs or max(map(word_count, crumbs)) > LONGEST_SECTION:
        return False
    is_word = word_count(crumbs[0]) == 1
    return len(crumbs) > 1 or is_word or crumbs[0] in phrases("sections", "names")


def _is_credit(text: str) -> bool:
    """Tell whether a line says when, where or by whom a story was published, and nothing else."""
    return bool(read_publication_lines(text)) or is_outlet(text) or is_byline(text)


def title(lines: Lines, roles: Roles) -> dict[int, LineRole]:
    """If no title is known, the first line that is no boilerplate, date, byline or publication."""
    if "title" in roles.values():
        return {}
    free = free_positions(lines, roles)
    distant = _title_below_strange_lines(lines, free)
    if distant:
        return distant
    # Otherwise the first line that can be one. A line too long for a title is the body already:
    # then there is none, and no later line is guessed.
    counts = Counter(comparable(line.text) for line in lines[:HEAD_LINES])
    for rank, i in enumerate(free):
        text = lines[i].text
        below = [lines[j].text for j in free[rank + 1 : rank + 1 + TITLE_BELOW]]
        if _is_kicker(text, below, counts) or _is_credit(text) or is_latin(text):
            continue
        return {i: "title"} if word_count(text) <= LONGEST_TITLE else {}
    return {}


def _title_below_strange_lines(lines: Lines, free: list[int]) -> dict[int, LineRole]:
    """Return the title and the short lines above it that share no word with the story.

    Empty where the first line shares words with the prose, or no line below it does.
    """
    # Lines that remain from a menu share no word with the story; its title nearly always does.
    above = above_prose(lines, free)
    known: set[str] = set()
    for i in free[len(above) :]:
        known.update(content_stems(lines[i].text))
    strange: dict[int, LineRole] = {}
    for i in above:
        text = lines[i].text
        shared = len(known.intersection(content_stems(text)))
        is_headline = SHORTEST_TITLE <= word_count(text) <= LONGEST_HEADLINE_LINK
        # One shared word may be chance: then nothing is concluded from it.
        if shared > 1 and is_headline and not ENDS_CLAUSE.search(text):
            return {**strange, i: "title"} if strange else {}
        if shared or word_count(text) > LONGEST_SHORT_LINE:
            return {}
        if not _is_credit(text):
            strange[i] = "navigation"
    return {}


def _is_kicker(text: str, below: Sequence[str], counts: Counter[str]) -> bool:
    """Tell whether a short line has a headline below it that is there twice, as titles are."""
    if counts[comparable(text)] > 1 or word_count(text) > LONGEST_SHORT_LINE:
        return False
    for line in below:
        is_headline = SHORTEST_TITLE <= word_count(line) <= LONGEST_TITLE
        if is_headline and counts[comparable(line)] > 1 and not ENDS_SENTENCE.search(line):
            return True
    return False
