"""Date lines that are the story's own: near the title, or right below the last prose."""

from __future__ import annotations

from ...dates.publication_line import read_publication_lines
from ...model import Line
from .head import HEAD_LINES
from .role import Role, Roles, title_position, untaken
from .wording import is_prose

FOOT_LINES = 3
"""How far below the last prose a date without a label may stand that is the story's own."""


def dates(lines: tuple[Line, ...], roles: Roles) -> dict[int, Role]:
    """Date lines near the title.

    Without a label one counts only above the body: above all prose, or below one line of it, the
    deck. A labelled one further down belongs to something else.
    """
    start = title_position(roles)
    found: dict[int, Role] = {}
    prose = 0
    for i in untaken(lines, roles):
        line = next(iter(read_publication_lines(lines[i].text)), None)
        if line and line.labelled:
            found[i] = "date" if i <= start + HEAD_LINES else "timestamp"
        elif line and prose <= 1 and i <= start + HEAD_LINES:
            found[i] = "date"
        elif i > start and is_prose(lines[i].text):
            prose += 1
    return found


def date_at_end(lines: tuple[Line, ...], roles: Roles) -> dict[int, Role]:
    """Take a date right below the story, or the page's only labelled one, if none stands above."""
    if "date" in roles.values():
        return {}
    last = max((i for i in untaken(lines, roles) if is_prose(lines[i].text)), default=len(lines))
    foot = range(last + 1, min(len(lines), last + 1 + FOOT_LINES))
    near = [i for i in foot if read_publication_lines(lines[i].text)]
    labelled = [i for i in range(len(lines)) if _says_published(lines[i].text)]
    only = labelled if len(labelled) == 1 else []
    return dict.fromkeys((near or only)[:1], "date")


def _says_published(text: str) -> bool:
    return any(line.labelled and line.kind == "published" for line in read_publication_lines(text))
