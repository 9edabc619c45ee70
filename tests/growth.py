"""How the time of an expression or a function grows with a text that repeats something.

Texts are made of the expression itself: each of its parts that may be repeated, many times, after
what leads to it and before what makes the match fail, since that is where a search goes back.
"""

from __future__ import annotations

import itertools
import re
import time
from collections import deque
from collections.abc import Callable, Iterator
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

SIZES = (8, 16, 24, 64, 512, 4096)
"""Characters. The last three are eight times the one before; the first find what is exponential,
which would never end with more."""
MOST = 24
"""Times as long for eight times the text, for what is linear: a quadratic expression takes 64 times
as long, and one of n log n 11 times. Between them is room for a machine that does other work."""
TOO_SHORT = 0.002
"""Seconds under which a time is mostly noise: what is quadratic takes 20 times as long."""
SOON = 0.05
"""Seconds that 512 characters may take before a text eight times as long is tried. What looks at so
many words behind a place takes longer the more there are, up to that many: no growth that goes on,
and told as one only by a machine on which 512 characters take longer than `TOO_SHORT`."""
GENERIC = (
    *' .1aا\t<"(-،:/|\u064e',
    *(" ا", "1,", "1- ", "1 -", "1/ ", ". ", "a ", "و", "<a ", "] ", "\n"),
)
"""Repeated for every expression, whatever it is made of."""
FAILING = ("", "\x00", "ء!", "x")
"""What may make a match fail at its end."""

CATEGORIES = {
    codes.CATEGORY_DIGIT: "1",
    codes.CATEGORY_NOT_DIGIT: "x",
    codes.CATEGORY_SPACE: " ",
    codes.CATEGORY_NOT_SPACE: "x",
    codes.CATEGORY_WORD: "w",
    codes.CATEGORY_NOT_WORD: " ",
}


def seconds(call: Callable[[str], object], text: str, times: int) -> float:
    """Return the least processor time of a call."""
    taken = []
    for _ in range(times):
        start = time.thread_time()
        call(text)
        taken.append(time.thread_time() - start)
    return min(taken)


def grows_faster(call: Callable[[str], object], make: Callable[[int], str]) -> float:
    """Return by how much a call's time grows for a text several times as long; 0 if it is linear.

    Smaller texts come first, and the first that is too slow is the last.
    """
    for small, large in itertools.pairwise(SIZES):
        after = seconds(call, make(large), 1)
        if after < TOO_SHORT:
            continue
        before = seconds(call, make(small), 1)
        most = MOST * large / small / 8
        # Looked at again, and longer: another program may have had the processor meanwhile.
        if after > most * before:
            after, before = seconds(call, make(large), 5), seconds(call, make(small), 5)
            if after > max(most * before, TOO_SHORT):
                # What is exponential would have taken much longer by now.
                if small >= 64 and large < SIZES[-1] and after < SOON:
                    continue
                return after / before
    return 0


def characters(items: list[Any]) -> Iterator[str]:
    """Yield characters of a class, a few of each of its parts."""
    negated = bool(items) and items[0][0] is codes.NEGATE
    for code, value in items:
        if code is codes.LITERAL:
            yield chr(value)
        elif code is codes.RANGE:
            yield chr(value[0])
        elif code is codes.CATEGORY:
            yield CATEGORIES.get(value, "x")
    if negated:
        yield from "xا 1."


def sample(tree: Any) -> str:
    """Return a text that a parsed expression may match, as short as may be."""
    text = ""
    for code, value in tree:
        if code is codes.LITERAL:
            text += chr(value)
        elif code is codes.NOT_LITERAL or code is codes.ANY:
            text += "x"
        elif code is codes.IN:
            negated = value[0][0] is codes.NEGATE
            found = [*characters(value[1:])] if negated else [*characters(value)]
            text += next((c for c in "xا1 " if c not in found), "x") if negated else found[0]
        elif code is codes.BRANCH:
            text += sample(value[1][0])
        elif code is codes.SUBPATTERN:
            text += sample(value[-1])
        elif code is codes.ATOMIC_GROUP:
            text += sample(value)
        elif code in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
            text += sample(value[2]) * max(value[0], 1)
    return text


def repeated(tree: Any, before: str = "") -> Iterator[tuple[str, str]]:
    """Yield every part of an expression that may be repeated often, with what leads to it."""
    for code, value in tree:
        parts: list[Any] = []
        if code in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
            if value[1] > 8:
                yield before, sample(value[2])
                # With a space behind, which may stand between two parts: "9- 9- 9- ".
                yield before, f"{sample(value[2])} "
                # What begins a match anew at each repetition.
                yield "", before
                for inner, inner_value in value[2]:
                    if inner is codes.IN:
                        for character in list(characters(inner_value))[:6]:
                            yield before, character
                    if inner is codes.BRANCH:
                        for branch in inner_value[1]:
                            yield before, sample(branch)
            parts = [value[2]]
        elif code is codes.BRANCH:
            parts = value[1]
        elif code is codes.SUBPATTERN:
            parts = [value[-1]]
        elif code is codes.ATOMIC_GROUP:
            parts = [value]
        elif code in (codes.ASSERT, codes.ASSERT_NOT):
            parts = [value[1]]
        for part in parts[:40]:
            yield from repeated(part, before)
        before += sample([(code, value)])
        before = before[-30:]


def slow_texts(
    pattern: re.Pattern[str], at: Callable[[str], object] | None = None
) -> Iterator[tuple[float, str, str, str]]:
    """Yield what makes a search slow: its growth, what goes before, what repeats, what follows.

    `at` is called in place of a search, for an expression that is never searched for.
    """
    tree = parser.parse(pattern.pattern, pattern.flags)
    parts = {(before, part) for before, part in repeated(tree) if part}
    parts |= {("", part) for part in GENERIC}
    parts.add(("", sample(tree) or "x"))

    def search(text: str) -> None:
        deque(pattern.finditer(text), maxlen=0)

    for before, part in sorted(parts):
        for after in FAILING if before else FAILING[:2]:

            def make(size: int, before: str = before, part: str = part, after: str = after) -> str:
                return before + part * (size // len(part)) + after

            if growth := grows_faster(at or search, make):
                yield growth, before, part, after
                break
