"""Names of sections and breadcrumbs above the title."""

from __future__ import annotations

import re
from itertools import pairwise

from ...dates.publication_line import read_publication_lines
from ...model import Line
from ..lines import ENDS_SENTENCE
from .bylines import is_credit
from .head import HEAD_LINES
from .role import Role, Roles, untaken
from .wording import LONGEST_TITLE, SHORTEST_TITLE, comparable, phrases, word_count

MOST_LINES_OF_A_PAGE_WITHOUT_SECTION = 2
LONGEST_SECTION = 3
"""Words in the name of a section; one word alone above a headline is one, too."""
CRUMB = re.compile(r"\s*[>›»|/,،\\]\s*")


def sections(lines: tuple[Line, ...], roles: Roles) -> dict[int, Role]:
    """Set aside sections and breadcrumbs above the title."""
    if "title" in roles.values():
        return {}
    found = _trails(lines, untaken(lines, roles))
    roles = {**roles, **found}
    undated = [i for i in untaken(lines, roles) if not read_publication_lines(lines[i].text)]
    for i, below in pairwise(undated):
        if not _is_section(lines[i].text) or not _may_be_headline(lines[below].text):
            break
        found[i] = "navigation"
    return found if len(untaken(lines, roles)) >= MOST_LINES_OF_A_PAGE_WITHOUT_SECTION else {}


def _trails(lines: tuple[Line, ...], free: list[int]) -> dict[int, Role]:
    """Take lines that end in the headline behind its sections (``المدى > سياسة > العنوان``)."""
    head = [i for i in free if i < HEAD_LINES]
    texts = {comparable(lines[i].text) for i in head}
    ends = {i: [p for p in CRUMB.split(comparable(lines[i].text)) if p] for i in head}
    return {i: "navigation" for i, parts in ends.items() if len(parts) > 1 and parts[-1] in texts}


def _is_section(text: str) -> bool:
    """Tell whether a line is a section's name, or several in a row (``الرئيسية > الجهات``)."""
    if ENDS_SENTENCE.search(text) or is_credit(text):
        return False
    parts = [part for part in CRUMB.split(comparable(text)) if part]
    if len(parts) > 1 and parts[0] in phrases("navigation", "lines"):
        return True
    if not parts or any(word_count(part) > LONGEST_SECTION for part in parts):
        return False
    one_word = word_count(parts[0]) == 1
    return len(parts) > 1 or one_word or parts[0] in phrases("sections", "names")


def _may_be_headline(text: str) -> bool:
    """Tell whether a line below could be the title, or one more section above it."""
    headline = SHORTEST_TITLE <= word_count(text) <= LONGEST_TITLE and not text.endswith(".")
    return headline or _is_section(text)
