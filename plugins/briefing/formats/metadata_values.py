"""Values of page metadata: clean texts, names of people and sites, and titles compared."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ..language.arabic import fold, words
from .characters import clean

_LONGEST_PERSON_OR_SITE = 100
"""Characters of an author or a publisher; more is a sentence about them."""
_NOT_A_NAME = re.compile(r"https?:|^[@/]|\S@\S", re.IGNORECASE)

_TITLE_WITHIN = 16
"""Lines from the top in which a page may repeat its title; further down it is a link to itself."""


class MetadataValue(NamedTuple):
    """A value as a page states it for a field of its metadata, and the tag it is in."""

    field: str
    tag: str
    value: str


def read_name(text: str) -> str | None:
    """Return a name, ``None`` for an address or a sentence."""
    text = clean(text)
    is_name = 1 < len(text) <= _LONGEST_PERSON_OR_SITE and not _NOT_A_NAME.search(text)
    return text if is_name else None


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
    wanted = _folded(title)
    for i, text in enumerate(texts[:_TITLE_WITHIN]):
        if _folded(text) == wanted:
            return i
    return None


def _folded(text: str) -> str:
    return " ".join(fold(text).lower().split())
