"""A small dictionary of the news: words of one language by those of the other, stem by stem."""

from __future__ import annotations

from functools import cache

from .arabic import stem, words
from .english import english_stem
from .lexicon import load

SHORTEST_KNOWN = 3
"""Letters of the stem of an English word that may tell whose a sentence is."""


def renderings_of(word: str) -> frozenset[str]:
    """Return the stems of the English renderings of an Arabic word, none of an unknown one."""
    return _renderings().get(stem(word), frozenset())


@cache
def _renderings() -> dict[str, frozenset[str]]:
    """Return the stems of English renderings by the stem of each Arabic word."""
    table: dict[str, frozenset[str]] = {}
    for section in load("bilingual").values():
        for arabic, english in section.items():
            renderings = frozenset(english_stem(word) for word in english.split())
            # Two keys may share a light stem: their renderings then belong together.
            for word in words(arabic):
                table[stem(word)] = table.get(stem(word), frozenset()) | renderings
    return table


@cache
def originals_by_rendering() -> dict[str, set[str]]:
    """Return the stems of Arabic words by the stem of each of their English renderings."""
    table: dict[str, set[str]] = {}
    for arabic, renderings in _renderings().items():
        for english in renderings:
            # "A" and "of" are in renderings, too, and answer nothing.
            if len(english) >= SHORTEST_KNOWN:
                table.setdefault(english, set()).add(arabic)
    return table
