"""What the body is made of: items of lists, headings, and paragraphs, which is all the rest."""

from __future__ import annotations

from ...model import Line
from ..lines import ENDS_SENTENCE
from .role import Role, Roles, untaken
from .wording import ENDS_PROSE, ITEM, LONGEST_HEADING, word_count


def items(lines: tuple[Line, ...], roles: Roles) -> dict[int, Role]:
    """Bulleted and numbered lines; a lone dash line without a neighbour is prose."""
    marked = {i for i in untaken(lines, roles) if ITEM.match(lines[i].text)}
    neighbours = {i for i in marked if i - 1 in marked or i + 1 in marked}
    return dict.fromkeys(sorted(neighbours), "item")


def headings(lines: tuple[Line, ...], roles: Roles) -> dict[int, Role]:
    """Short lines without a full stop that stand before something longer, or before a list."""
    found: dict[int, Role] = {}
    for i in untaken(lines, roles)[:-1]:
        text, below = lines[i].text, i + 1
        short = word_count(text) <= LONGEST_HEADING and not ENDS_PROSE.search(text)
        if short and not ITEM.match(text) and _is_headed(text, lines[below].text, roles.get(below)):
            found[i] = "heading"
    return found


def _is_headed(heading: str, following: str, role: Role | None) -> bool:
    """Tell whether the line below a heading is what a heading stands over."""
    if role is not None:
        return role == "item"
    longer = word_count(following) >= max(LONGEST_HEADING, 2 * word_count(heading))
    prose = bool(ENDS_SENTENCE.search(following)) and word_count(following) > word_count(heading)
    return longer or prose


def paragraphs(lines: tuple[Line, ...], roles: Roles) -> dict[int, Role]:
    """All that is left."""
    return dict.fromkeys(untaken(lines, roles), "paragraph")
