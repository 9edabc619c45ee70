"""The order in which the characters of one line are drawn, by the rules of UAX #9.

A browser does this for pages. A picture is drawn from stretches of one font each, so that no
library below sees the whole line; what is isolated is what direction.py isolates on pages.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from unicodedata import bidirectional

from ..model import Lang
from .text import AGAINST

_STRONG = {"L": "L", "R": "R", "AL": "R"}
_KINDS = _STRONG | {"EN": "E", "AN": "A", "ES": "S", "CS": "C", "ET": "T"}
_NEUTRAL = "N"
_OBJECT = "\ufffc"
"""Stands for what is isolated in the text round it; it has no direction."""
_BRACKETS = {")": "(", "]": "[", "}": "{"}
_SIDE = {"L": "L", "R": "R", "E": "R", "A": "R"}
"""What a character is to the neutral ones beside it: numbers count as right to left (rule N1)."""


def embedding_levels(text: str, lang: Lang) -> list[int]:
    """Return the level of each character of a line in a language; odd ones run right to left.

    The text has no embeddings, overrides or isolates (see text.py:displayable).
    """
    base = 1 if lang == "ar" else 0
    pattern, _ = AGAINST[lang]
    isolated = list(pattern.finditer(text))
    around = iter(_resolved(pattern.sub(_OBJECT, text), base))
    levels: list[int] = []
    last = 0
    for match in isolated:
        levels += [next(around) for _ in text[last : match.start()]]
        # In the Arabic of an English line numbers and links run against it again.
        inner = match.group()
        levels += embedding_levels(inner, "ar") if lang == "en" else _resolved(inner, base + 1)
        next(around)
        last = match.end()
    return [*levels, *around]


def visual_order(levels: Sequence[int]) -> list[int]:
    """Return the indices of a line's parts from left to right, by the level of each (rule L2)."""
    order = list(range(len(levels)))
    for level in range(max(levels, default=0), 0, -1):
        start = 0
        while start < len(order):
            end = start
            while end < len(order) and levels[order[end]] >= level:
                end += 1
            order[start:end] = order[start:end][::-1]
            start = end + 1
    return order


def _resolved(text: str, base: int) -> list[int]:
    """Return the level of each character of a text that stands at a level by itself."""
    own = "R" if base % 2 else "L"
    kinds = _brackets(text, _numbers(text, own), own)
    # N1 and N2: what is neutral goes with both sides if they agree, else with the line.
    parts: list[str] = []
    for match in re.finditer(r"N+|[^N]", kinds):
        if match[0][0] != _NEUTRAL:
            parts.append(match[0])
            continue
        before = _SIDE[kinds[match.start() - 1]] if match.start() else own
        after = _SIDE[kinds[match.end()]] if match.end() < len(kinds) else own
        parts.append((before if before == after else own) * len(match[0]))
    above = {"L": 1, "R": 0, "E": 1, "A": 1} if base % 2 else {"L": 0, "R": 1, "E": 2, "A": 2}
    return [base + above[kind] for kind in "".join(parts)]


def _numbers(text: str, own: str) -> str:
    """Return a letter for the kind of each character, after the rules for numbers (W1 to W7)."""
    letters = []
    previous, strong = _NEUTRAL, ""
    for character in text:
        kind = bidirectional(character)
        if kind in _STRONG:
            strong = kind
        # W1: a mark is of its letter's kind. W2: digits after Arabic letters are Arabic numbers.
        letter = previous if kind == "NSM" else _KINDS.get(kind, _NEUTRAL)
        previous = "A" if letter == "E" and strong == "AL" else letter
        letters.append(previous)
    kinds = "".join(letters)
    kinds = re.sub(r"(?<=E)[SC](?=E)", "E", kinds)
    kinds = re.sub(r"(?<=A)C(?=A)", "A", kinds)
    kinds = re.sub(r"(?<!T)T++(?=E)|(?<=E)T++", lambda m: "E" * len(m[0]), kinds)
    kinds = re.sub(r"[SCT]", _NEUTRAL, kinds)

    def after_latin(match: re.Match[str]) -> str:
        return match[0].replace("E", "L") if (match[1] or own) == "L" else match[0]

    return re.sub(r"([LR]|^)[^LR]*", after_latin, kinds)


def _brackets(text: str, kinds: str, own: str) -> str:
    """Return the kinds with those of brackets in pairs resolved (N0)."""
    opened: list[int] = []
    pairs: list[tuple[int, int]] = []
    for at, character in enumerate(text):
        if character in _BRACKETS.values():
            opened.append(at)
        elif character in _BRACKETS:
            wanted = _BRACKETS[character]
            matching = next((i for i in reversed(opened) if text[i] == wanted), None)
            if matching is not None:
                del opened[opened.index(matching) :]
                pairs.append((matching, at))
    resolved = list(kinds)
    for start, end in sorted(pairs):
        sides = {_SIDE[kind] for kind in resolved[start + 1 : end] if kind in _SIDE}
        if not sides:
            continue
        before = (_SIDE[kind] for kind in reversed(resolved[:start]) if kind in _SIDE)
        other = own not in sides and next(before, own) != own
        resolved[start] = resolved[end] = next(iter(sides)) if other else own
    return "".join(resolved)
