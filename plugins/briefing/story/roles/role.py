"""The roles a line can have, and what of them is given so far."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from ...model import Line

Role = Literal[
    "title", "deck", "date", "publisher", "author", "paragraph", "heading", "item", "pullquote",
    "caption", "embed", "navigation", "related", "share", "counter", "timestamp", "other",
]  # fmt: skip
Roles = Mapping[int, Role]
"""Role by position in the list of lines."""


def untaken(lines: tuple[Line, ...], roles: Roles) -> list[int]:
    """Return the positions of the lines that have no role yet."""
    return [i for i in range(len(lines)) if i not in roles]


def title_position(roles: Roles) -> int:
    """Return where the title stands; without one, the top."""
    return next((i for i, role in roles.items() if role == "title"), 0)
