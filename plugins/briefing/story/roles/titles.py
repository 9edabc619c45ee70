"""The title: of a story inside a whole page, or of one copied alone."""

from __future__ import annotations

from collections import Counter

from ...dates.publication_line import read_publication_lines
from ...language.arabic import content_stems, is_latin
from ...model import Line
from ..boilerplate import find_surroundings
from ..lines import ENDS_SENTENCE
from .bylines import is_credit
from .captions import is_caption
from .head import HEAD_LINES, above_prose
from .publishers import is_outlet
from .role import Role, Roles, untaken
from .wording import (
    ENDS_PROSE,
    LONGEST_LABEL,
    LONGEST_LINK,
    LONGEST_TITLE,
    SHORTEST_TITLE,
    comparable,
    word_count,
)

TITLE_BELOW = 3
"""Lines above a title that stands twice: sections, a kicker."""


def whole_page(lines: tuple[Line, ...], roles: Roles) -> dict[int, Role]:
    """Take the title of a story inside a whole page, and set aside what is outside the story."""
    found = find_surroundings(lines, untaken(lines, roles), _belongs_above_title, is_caption)
    if found is None:
        return {}
    return {found.title: "title", **found.outside}  # type: ignore[dict-item]


def _belongs_above_title(text: str) -> bool:
    return bool(read_publication_lines(text)) or is_outlet(text)


def title(lines: tuple[Line, ...], roles: Roles) -> dict[int, Role]:
    """Take, if none is known, the first line that is no furniture, date, byline or publication."""
    if "title" in roles.values():
        return {}
    free = untaken(lines, roles)
    far = _far_from_story(lines, free)
    if far:
        return far
    counts = Counter(comparable(line.text) for line in lines[:HEAD_LINES])
    for place, i in enumerate(free):
        text = lines[i].text
        if _repeated_below(text, [lines[j].text for j in free[place + 1 :][:TITLE_BELOW]], counts):
            continue
        if is_credit(text) or is_latin(text):
            continue
        return {i: "title"} if word_count(text) <= LONGEST_TITLE else {}
    return {}


def _far_from_story(lines: tuple[Line, ...], free: list[int]) -> dict[int, Role]:
    """Take the title and the short lines above it that have no word in common with the story.

    Empty where the first line shares words with the prose, or no line below it does.
    """
    above = above_prose(lines, free)
    known = {stem for i in free[len(above) :] for stem in content_stems(lines[i].text)}
    strange: dict[int, Role] = {}
    for i in above:
        text = lines[i].text
        shared = len(known.intersection(content_stems(text)))
        headline = SHORTEST_TITLE <= word_count(text) <= LONGEST_LINK
        if shared > 1 and headline and not ENDS_PROSE.search(text):
            return {**strange, i: "title"} if strange else {}
        if shared or word_count(text) > LONGEST_LABEL:
            return {}
        if not is_credit(text):
            strange[i] = "navigation"
    return {}


def _repeated_below(text: str, below: list[str], counts: Counter[str]) -> bool:
    """Tell whether a short line has a headline below it that stands twice, as titles do."""
    if counts[comparable(text)] > 1 or word_count(text) > LONGEST_LABEL:
        return False
    twice = (
        line for line in below if counts[comparable(line)] > 1 and not ENDS_SENTENCE.search(line)
    )
    return any(SHORTEST_TITLE <= word_count(line) <= LONGEST_TITLE for line in twice)
