"""Lists of other articles and of tags below their headings."""

from __future__ import annotations

from ...model import Line
from ..lines import ENDS_SENTENCE
from .boilerplate import openings
from .role import Role, Roles
from .wording import ITEM, LONGEST_HEADING, LONGEST_LINK, comparable, phrases, word_count


def set_aside_related(lines: tuple[Line, ...], roles: Roles) -> dict[int, Role]:
    """Take the headlines under a "read more", and the words under "tags", up to the next prose."""
    found: dict[int, Role] = {}
    for start in [i for i, role in roles.items() if role in ("related", "other")]:
        if not _opens_list(lines[start].text):
            continue
        role = roles[start]
        spaced = start + 1 < len(lines) and lines[start + 1].blank_before
        for i in range(start + 1, len(lines)):
            gap = i > start + 1 and lines[i].blank_before and not spaced
            if i in roles or gap or not _may_be_link(lines[i].text):
                break
            found[i] = role
    return found


def _opens_list(text: str) -> bool:
    """Tell whether a line of furniture is only the heading of what follows."""
    return comparable(text) in phrases("related", "lines") | openings("tags")


def _may_be_link(text: str) -> bool:
    count = word_count(text)
    if count >= LONGEST_HEADING and (text[0] in "وف" or "،" in text):
        return False  # a headline seldom begins with "and", or pauses that late
    if count > LONGEST_LINK or ITEM.match(text) or text.rstrip().endswith((":", "…")):
        return False
    question = text.rstrip().endswith(("؟", "?")) and count <= LONGEST_HEADING
    return question or not ENDS_SENTENCE.search(text)
