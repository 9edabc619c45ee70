"""Menus, share buttons, counters, controls and notices: what a page has around every story."""

from __future__ import annotations

import re
from functools import cache

from ...dates.publication_line import read_clock_line
from ...language.arabic import fold
from ...language.lexicon import load
from ...model import Line
from .role import Role, Roles, untaken
from .wording import LONGEST_LABEL, LONGEST_TITLE, comparable, is_prose, phrases, word_count

LONGEST_FURNITURE = 14
"""Words in a rights notice or a line of tags; longer lines that begin like one are prose."""
COUNTER = re.compile(r"^[\d\s.,+kKmM]{1,9}$")
CONTROL = re.compile(
    r"^(?:[+-]?\s?[Aaأ]\s?[+-]?|[+-]\s?الخط\s?[+-]|\d{1,2}:\d{2}\s?/\s?\d{1,2}:\d{2}|[\d.]{1,4}x)$"
)
"""Buttons: the size of letters, a player's clock and speed."""
SIGNED_OFF = re.compile(r"^(?:-{1,2}\s?\(\w+\)|(?:\w{1,2}[. ]\w{1,2}\s?/?\s?){2,4}|[ـ_=*-]{2,})$")
"""What ends an agency's report: its name in brackets, its editors' initials, a rule."""


def set_aside_furniture(lines: tuple[Line, ...], roles: Roles) -> dict[int, Role]:
    """Menus, share buttons, counters and the like: lines the lexicon knows.

    What could be a line of the story (a lone word or number) counts only at the head, at the foot
    or beside other furniture.
    """
    found = {i: r for i in untaken(lines, roles) if (r := _furniture(lines[i].text))}
    prose = [i for i in untaken(lines, roles) if i not in found and is_prose(lines[i].text)]
    first, last = (prose[0], prose[-1]) if prose else (len(lines), -1)

    def stands(i: int) -> bool:
        edge, beside = i < first or i > last, i - 1 in found or i + 1 in found
        return edge or beside or word_count(lines[i].text) != 1

    return {i: role for i, role in found.items() if stands(i)}


def _furniture(text: str) -> Role | None:
    """Return what kind of page furniture a line is, ``None`` if it is none."""
    plain = comparable(text)
    for role in ("related", "navigation", "share"):
        if plain in phrases(role, "lines"):
            return role
    if COUNTER.match(fold(text)) or _counts_something(plain):
        return "counter"
    if read_clock_line(text):
        return "timestamp"
    if CONTROL.match(text) or SIGNED_OFF.match(text) or _framed().match(plain):
        return "other"
    if word_count(text) <= LONGEST_FURNITURE and _begins(plain, "other"):
        return "other"
    inline = (
        word_count(text) <= LONGEST_TITLE and ":" in text and _begins(plain, "related_openings")
    )
    return "related" if inline else None


def _begins(plain: str, name: str) -> bool:
    return any(plain == o or plain.startswith(_ends(o)) for o in openings(name))


def _ends(opening: str) -> tuple[str, ...]:
    """Return how a line goes on behind an opening; a mark of its own is enough."""
    return (opening,) if not opening[-1].isalnum() else (f"{opening} ", f"{opening}:")


@cache
def openings(name: str) -> frozenset[str]:
    """Return what one kind of furniture begins with, as lines are compared."""
    return frozenset(comparable(entry) for entry in load("phrases")["furniture"][name])


@cache
def _framed() -> re.Pattern[str]:
    """Return the pattern of furniture with a name or a number in it."""
    words = r"\S+(?:\s\S+){0,3}"
    framed = load("phrases")["furniture"]["framed"]
    frames = (re.escape(comparable(frame)).replace(r"\{\}", words) for frame in framed)
    return re.compile(rf"^(?:{'|'.join(frames)})$")


def _counts_something(plain: str) -> bool:
    """Tell whether a line is a number and what it counts, or a reading time."""
    number, _, counted = plain.partition(" ")
    named = number.isdigit() and counted in openings("counters")
    return named or (word_count(plain) <= LONGEST_LABEL and _begins(plain, "counter_openings"))
