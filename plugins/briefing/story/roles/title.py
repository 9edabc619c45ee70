"""The title of a story copied alone, and the sections and breadcrumbs above it."""

from __future__ import annotations

import re
from itertools import pairwise

from ...dates.publication_line import is_credit, read_publication_lines
from ...language.arabic import ENDS_SENTENCE, is_latin
from ...language.phrases import comparable, is_letterhead, phrases, says_who
from ..dateline import read_dateline
from ..lines import (
    HEAD_LINES,
    LONGEST_SHORT_LINE,
    LONGEST_TITLE,
    SHORTEST_TITLE,
    LineRole,
    Lines,
    Roles,
    free_positions,
    is_prose,
    word_count,
)

FEWEST_LINES_BELOW_SECTIONS = 2
"""Free lines a page must keep: of fewer the section would be the title itself."""
LONGEST_SECTION = 3
"""Words in the name of a section; one word alone above a headline is one, too."""
_SHORTEST_NAMED = 2
"""Words of a headline below the known name of a section."""
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
        is_trail = len(crumbs) > 1 and max(map(word_count, crumbs[:-1])) <= LONGEST_SHORT_LINE
        if is_trail and crumbs[-1] in texts and not is_credit(lines[i].text):
            found[i] = "navigation"
    free = [i for i in free_positions(lines, roles) if i not in found]
    # Sections are on top of one another and the title is below the last; the first line that is
    # neither ends them. A date between them is passed over.
    undated = [i for i in free if not read_publication_lines(lines[i].text)]
    for i, below in pairwise(undated):
        following = lines[below].text
        # There a title may be a name itself.
        is_known = comparable(lines[i].text) in phrases("sections", "names")
        shortest = _SHORTEST_NAMED if is_known else SHORTEST_TITLE
        is_headline = shortest <= word_count(following) <= LONGEST_TITLE
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
    if ENDS_SENTENCE.search(text) or is_credit(text):
        return False
    crumbs = _crumbs(text)
    if len(crumbs) > 1 and crumbs[0] in phrases("navigation", "lines"):
        return True
    if not crumbs or max(map(word_count, crumbs)) > LONGEST_SECTION:
        return False
    is_word = word_count(crumbs[0]) == 1
    return len(crumbs) > 1 or is_word or crumbs[0] in phrases("sections", "names")


def title(lines: Lines, roles: Roles) -> dict[int, LineRole]:
    """If no title is known, the first line that is no boilerplate, date, byline or publication."""
    if "title" in roles.values():
        return {}
    # A line too long for a title is the body already: then there is none, and no later line is
    # guessed.
    texts = {i: lines[i].text for i in free_positions(lines, roles)}
    own = [i for i, text in texts.items() if not is_credit(text) and not is_latin(text)]
    own = [i for i in own if texts[i].count("#") < word_count(texts[i])]  # no tags alone
    # Below who writes, or whose paper it is, a line that has the form of a title is one.
    for i, below in pairwise(own):
        is_title = word_count(texts[below]) <= LONGEST_TITLE and not is_prose(texts[below])
        if not (is_title and (says_who(texts[i]) or is_letterhead(texts[i]))):
            break
        own = own[1:]
    first = texts[own[0]] if own else ""
    # Of a post, all there is above the text: a name, and what its bearer is.
    is_bearer = says_who(first) and any(is_credit(line.text) for line in lines[: own[0]][-1:])
    is_body = word_count(first) > LONGEST_TITLE or is_bearer
    is_body = is_body or bool(read_dateline(first) and ENDS_SENTENCE.search(first))
    return {own[0]: "title"} if own and not is_body else {}
