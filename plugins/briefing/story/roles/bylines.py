"""Who published a story and who wrote it, as the lines above its body say."""

from __future__ import annotations

import re

from ...dates.publication_line import read_publication_lines
from ...language.arabic import fold
from ...model import Line
from ..lines import ENDS_SENTENCE
from .head import above_prose, head_positions
from .publishers import is_outlet
from .role import Role, Roles, untaken
from .wording import LONGEST_LABEL, phrases

BYLINE_WITH_PLACE = re.compile(
    r"^[^\W\d]+(?:\s[^\W\d]+){1,2}\s[-–—]\s[^\W\d]+(?:\s[^\W\d]+)?$"
    r"|^[^\W\d]+\s?(?:[-–—]|:)\s[^\W\d]+(?:\s[^\W\d]+){1,3}$"
)
"""``محمد أحمد - القاهرة`` and ``القاهرة: محمد أحمد``: a name of two to four words and a place."""


def publisher_and_author(lines: tuple[Line, ...], roles: Roles) -> dict[int, Role]:
    """Take a publication's name or a byline above the body of a story that has date lines."""
    found: dict[int, Role] = {}
    for i in head_positions(lines, roles):
        if "publisher" not in found.values() and is_outlet(lines[i].text):
            found[i] = "publisher"
        elif is_byline(lines[i].text):
            found[i] = "author"
    return found or _byline_with_place(lines, roles)


def _byline_with_place(lines: tuple[Line, ...], roles: Roles) -> dict[int, Role]:
    """Take a name and a place in one of the two lines above the first prose."""
    above = above_prose(lines, untaken(lines, roles))[-2:]
    return {i: "author" for i in above if BYLINE_WITH_PLACE.match(lines[i].text)}


def is_credit(text: str) -> bool:
    """Tell whether a line says when, where or by whom a story was published, and nothing else."""
    return bool(read_publication_lines(text)) or is_outlet(text) or is_byline(text)


def is_byline(text: str) -> bool:
    """Tell whether a line names the author: ``بقلم: …``, ``كتب: …``, ``كتبت فلانة الفلاني``."""
    words = fold(text).lower().strip("| ").split()
    if not 1 < len(words) <= LONGEST_LABEL or ENDS_SENTENCE.search(text):
        return False
    first = words[0].strip(":,،")
    if first in phrases("byline", "prefixes"):
        return True
    sure = words[0].endswith(":") or words[1] == ":" or len(words) == LONGEST_LABEL // 2
    return sure and first in phrases("byline", "weak_prefixes")
