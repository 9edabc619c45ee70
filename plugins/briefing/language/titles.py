"""How alike two titles are, and where a page has one that is known."""

from __future__ import annotations

from collections.abc import Sequence

from .arabic import key, words

TITLE_WITHIN = 16
"""Lines from the top in which a page may repeat its title; further down it is a link to itself."""


def common_words(one: str, other: str) -> set[str]:
    """Return the words that two titles have in common."""
    return set(words(one)) & set(words(other))


def title_similarity(one: str, other: str) -> float:
    """Return the share of the shorter title's words that the longer one has, 0 to 1."""
    shorter = min(len(set(words(one))), len(set(words(other))))
    return len(common_words(one, other)) / shorter if shorter else 0.0


def find_title(texts: Sequence[str], title: str) -> int | None:
    """Return the index of a known title among the first lines, ``None`` if it is not there."""
    # Title and headline of a page often differ in vowel marks and forms of alif alone.
    wanted = key(title).split()
    for i, text in enumerate(texts[:TITLE_WITHIN]):
        if key(text).split() == wanted:
            return i
    return None
