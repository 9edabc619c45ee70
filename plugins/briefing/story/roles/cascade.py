"""What each line of a seed is: an ordered cascade from sure evidence to weak.

Each rule looks at the lines no earlier rule has taken and returns the roles it gives. What no rule
takes is a paragraph: a doubtful line stays in the body.
"""

from __future__ import annotations

from collections.abc import Callable

from ...model import Line
from .body import headings, items, paragraphs
from .boilerplate import set_aside_furniture
from .bylines import publisher_and_author
from .captions import credited_captions, head_captions
from .embeds import embeds
from .head import deck
from .publication import date_at_end, dates
from .pull_quotes import pull_quotes
from .related import set_aside_related
from .role import Role, Roles
from .sections import sections
from .titles import title, whole_page


def assign_roles(lines: tuple[Line, ...], fixed: Roles | None = None) -> dict[int, Role]:
    """Return the role of every line, by its position in `lines`; none is left out.

    `fixed` are roles that are known otherwise, from a page's own metadata.
    """
    roles: dict[int, Role] = dict(fixed or {})
    for rule in RULES:
        for position, role in rule(lines, roles).items():
            if roles.get(position, "timestamp") == "timestamp":
                roles[position] = role  # a timestamp may turn out to be the story's own date
    return roles


RULES: tuple[Callable[[tuple[Line, ...], Roles], dict[int, Role]], ...] = (
    set_aside_furniture,
    whole_page,
    set_aside_related,
    sections,
    embeds,
    title,
    dates,
    date_at_end,
    publisher_and_author,
    credited_captions,
    head_captions,
    deck,
    items,
    pull_quotes,
    headings,
    paragraphs,
)
"""The cascade, sure evidence first."""
