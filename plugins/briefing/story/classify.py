"""The lines of a seed and what each is: by wording, and by what the page's own markup says."""

from __future__ import annotations

import re
from dataclasses import replace
from operator import itemgetter

from ..formats.metadata_values import find_title
from ..model import Line, PageMeta, Seed
from .lines import split_lines
from .roles.cascade import assign_roles
from .roles.publishers import is_outlet
from .roles.role import Role

TEXT: tuple[Role, ...] = ("paragraph", "heading", "item", "pullquote", "caption")
"""Roles read off a line's wording, over which markup knows better."""
TITLE_PUBLISHER = re.compile(r"^(?P<title>.*\S)\s+(?P<mark>[|–—-])\s+(?P<name>[^|–—-]+)$")


def read_marked(seed: Seed) -> tuple[tuple[Line, ...], dict[int, Role]]:
    """Return the lines of a seed and what each is, by wording and by the page's own markup."""
    lines, fixed = _headed(split_lines(seed.text), seed.meta)
    roles = assign_roles(lines, fixed)
    for i, line in enumerate(lines):
        mark = seed.marks.get(line.number)
        if mark and roles[i] in TEXT:
            roles[i] = mark
        elif fixed and roles[i] == "title" and i not in fixed:
            roles[i] = "paragraph"
    return _within_page(seed, *_split_title(lines, roles))


def _within_page(
    seed: Seed, lines: tuple[Line, ...], roles: dict[int, Role]
) -> tuple[tuple[Line, ...], dict[int, Role]]:
    """Return the lines among what else their page shows, all numbered as in the file."""
    placed: list[tuple[int, bool, Line, Role]] = [
        (x.number, True, replace(x, number=seed.line(x.number)), roles[i])
        for i, x in enumerate(lines)
    ]
    placed += [(n, False, Line(one.line, one.text), one.kind) for n, one in seed.aside]
    placed.sort(key=itemgetter(0, 1))
    return tuple(x for _, _, x, _ in placed), {i: role for i, (*_, role) in enumerate(placed)}


def _headed(
    lines: tuple[Line, ...], meta: PageMeta | None
) -> tuple[tuple[Line, ...], dict[int, Role]]:
    """Return the lines with the title the page names, which stands there once, and its place."""
    if meta is None or meta.title is None:
        return lines, {}
    place = find_title([line.text for line in lines], meta.title)
    if place is not None:
        return lines, {place: "title"}
    return (Line(1, meta.title), *lines), {0: "title"}


def _split_title(
    lines: tuple[Line, ...], roles: dict[int, Role]
) -> tuple[tuple[Line, ...], dict[int, Role]]:
    """Cut the publication's name off a browser's title (``العنوان | صحيفة الضفة``)."""
    place = next((i for i in range(len(lines)) if roles[i] == "title"), None)
    match = TITLE_PUBLISHER.match(lines[place].text) if place is not None else None
    if place is None or match is None or not is_outlet(match["name"]):
        return lines, roles
    number, mark = lines[place].number, f"{match['mark']} {match['name']}"
    pieces = (Line(number, match["title"]), Line(number, mark))
    kept = {i + (i > place): role for i, role in roles.items()}
    known = any(role == "publisher" for role in roles.values())
    cut = (*lines[:place], *pieces, *lines[place + 1 :])
    return cut, {**kept, place + 1: "other" if known else "publisher"}
