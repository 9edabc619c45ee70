"""Arabic text folded for matching, with the way back to the text as written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from .lexicon import load

ARABIC_LETTER = re.compile(r"[\u0620-\u064A\u0671-\u06D3\uFB50-\uFDFF\uFE70-\uFEFC]")
LATIN_LETTER = re.compile(r"[A-Za-z]")
WORD = re.compile(r"\w+")
PROCLITICS = ("وبال", "وال", "بال", "كال", "فال", "لل", "ال")
"""The article with what may stand before it, longest first."""
SHORTEST_STEM = 3
"""A stem keeps at least this many letters, so that short words are not eaten by their prefix."""


class Folded(NamedTuple):
    """A folded text; `offsets[i]` is where its i-th character stood in the original."""

    text: str
    offsets: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the original offsets of a half-open range of the folded text."""
        return self.offsets[start], self.offsets[end - 1] + 1


@cache
def _table() -> dict[int, str]:
    rules = load("folding")
    table = {ord(k): v for k, v in (rules["letters"] | rules["marks"]).items()}
    dropped = set(rules["dropped"]["characters"])
    for first, last in rules["dropped"]["ranges"]:
        dropped |= {chr(c) for c in range(ord(first), ord(last) + 1)}
    table |= {ord(c): "" for c in dropped}
    digits = "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹"
    table |= {ord(d): str(unicodedata.digit(d)) for d in digits}
    presentation = [*range(0xFB50, 0xFE00), *range(0xFE70, 0xFEFD)]
    for code in presentation:
        plain = unicodedata.normalize("NFKC", chr(code))
        table[code] = plain.translate(table) if plain != chr(code) else chr(code)
    return table


@cache
def _dropped() -> frozenset[str]:
    """Return the characters that folding leaves out."""
    return frozenset(chr(code) for code, folded in _table().items() if not folded)


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Return the text with spelling variants, marks and digits made equal (see folding.toml)."""
    return text.translate(_table())


def fold_with_offsets(text: str) -> Folded:
    """Return the folded text together with the original offset of each of its characters."""
    folded = fold(text)
    if len(folded) == len(text):
        return Folded(folded, range(len(text)))
    kept = tuple(i for i, char in enumerate(text) if char not in _dropped())
    if len(kept) == len(folded):
        return Folded(folded, kept)
    table = _table()
    pieces = [(table.get(ord(c), c), i) for i, c in enumerate(text)]
    offsets = tuple(i for piece, i in pieces for _ in piece)
    return Folded("".join(piece for piece, _ in pieces), offsets)


def key(word: str) -> str:
    """Return the form in which words of a lexicon are looked up: folded and in lower case."""
    return fold(word).lower()


def alternatives(names: Iterable[str]) -> str:
    """Return a pattern that matches any of the names, longest first, spaces of any width."""
    folded = sorted({key(name) for name in names}, key=lambda name: (-len(name), name))
    return "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in folded)


def words(text: str) -> list[str]:
    """Return the folded words of a text, in order; digits count as words."""
    return WORD.findall(fold(text))


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return a folded word without conjunction, preposition, article and common endings.

    A light stemmer in the manner of Larkey's light10: good for matching, not for display.
    """
    word = _strip_prefix(word)
    for ending in ("ات", "ين", "ون", "ان", "يه", "ها", "هم", "ه", "ي", "ا"):
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return word[: -len(ending)]
    return word


def _strip_prefix(word: str) -> str:
    for prefix in PROCLITICS:
        if word.startswith(prefix) and len(word) - len(prefix) >= SHORTEST_STEM:
            return word[len(prefix) :]
    if word[:1] in "وفبلك" and len(word) > SHORTEST_STEM + 1:
        rest = word[1:]
        return _strip_prefix(rest) if rest.startswith("ال") else word
    return word


def stems(text: str) -> list[str]:
    """Return the light stems of a text's words, in order."""
    return [stem(word) for word in words(text)]


def is_latin(text: str) -> bool:
    """Tell whether a text has Latin letters and no Arabic ones."""
    return bool(LATIN_LETTER.search(text)) and not ARABIC_LETTER.search(text)


@cache
def _stop_stems() -> frozenset[str]:
    return frozenset(stem(fold(word)) for word in load("stopwords")["words"])


@lru_cache(maxsize=8192)
def content_stems(text: str) -> tuple[str, ...]:
    """Return the stems of a text that carry meaning: no function words, no single letters."""
    found = (stem(word) for word in words(text) if len(word) > 1)
    return tuple(s for s in found if s not in _stop_stems())
