"""Where the head of a story ends and its body begins, and the deck between them."""

from __future__ import annotations

from ...language.arabic import is_latin
from ...model import Line
from ..dateline import read_dateline_prefix
from .role import Role, Roles, title_position, untaken
from .wording import is_prose

HEAD_LINES = 16
"""How far below the title a date line still belongs to the story (kickers, bylines, decks)."""


def above_prose(lines: tuple[Line, ...], free: list[int]) -> list[int]:
    """Return those of the free positions that stand above the first prose; none without prose."""
    prose = next((n for n, i in enumerate(free) if is_prose(lines[i].text)), 0)
    return free[:prose]


def head_positions(lines: tuple[Line, ...], roles: Roles) -> list[int]:
    """Return the free positions from the top to where the body surely starts.

    That is the paragraph with a dateline prefix or the first prose below the last date line,
    whichever comes first within reach; without either there is no head below the title.
    """
    start = title_position(roles)
    reach = range(start + 1, min(len(lines), start + HEAD_LINES))
    filed = next((i for i in reach if read_dateline_prefix(lines[i].text)), None)
    dated = max((i for i in reach if roles.get(i) == "date"), default=None)
    if filed is not None:
        end = filed
    elif dated is not None:
        below = (i for i in reach if i > dated and is_prose(lines[i].text))
        end = next(below, dated + 1)
    else:
        end = start
    return [i for i in untaken(lines, roles) if i < end]


def deck(lines: tuple[Line, ...], roles: Roles) -> dict[int, Role]:
    """Take the one line of prose between the title and the body, above or below the date."""
    start = title_position(roles)
    candidates = [
        i for i in head_positions(lines, roles) if i > start and not is_latin(lines[i].text)
    ]
    return {candidates[0]: "deck"} if candidates else {}
