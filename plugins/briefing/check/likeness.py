"""Whether an English text can be the translation of an Arabic one at all, word by word.

Of the Arabic words that a small dictionary of the news knows, the share with one of their
renderings in the English: three in five for translations, none for half of other sentences.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from ..language.arabic import stem, words
from ..language.lexicon import load

FEWEST_KNOWN = 4
"""Known words below which the share says nothing."""
UNLIKE = 0.2
"""Share below which the two texts hardly have anything to do with one another (ntrex-dev: three
human translations in a hundred, many of them with Arabic words run together, and 85 of a hundred
sentences put in another's place)."""
PREFIXES = "وفبلكس"
"""Letters written onto a word that the light stemmer leaves."""
INITIALS = re.compile(r"\b([A-Z])\.([A-Z])\.")
ENDINGS = ("ing", "ies", "ied", "ers", "er", "ed", "es", "ly", "s")
SHORTEST = 3


def unlike(ar: str, en: str) -> str | None:
    """Return how few of the known Arabic words the English answers, ``None`` if enough."""
    answered, known = _answered(ar, en)
    if known < FEWEST_KNOWN or answered >= UNLIKE * known:
        return None
    return f"{answered} of {known} known words"


def has_nothing_of(ar: str, en: str) -> bool:
    """Tell whether hardly a known word of the Arabic is found in the English, or none is known."""
    answered, known = _answered(ar, en)
    return answered <= UNLIKE * known


def _answered(ar: str, en: str) -> tuple[int, int]:
    """Return how many of the known Arabic words are answered, and how many there are."""
    renderings = [found for word in words(ar) if (found := _renderings(word))]
    said = {_english_stem(word) for word in re.findall(r"[a-z]+", _joined(en).lower())}
    return sum(not said.isdisjoint(found) for found in renderings), len(renderings)


def _joined(en: str) -> str:
    """Return a text with initials without their points (``U.S.``)."""
    return INITIALS.sub(r"\1\2", en)


@lru_cache(maxsize=16384)
def _renderings(word: str) -> frozenset[str]:
    """Return the stems of a folded Arabic word's renderings, empty for a word not known."""
    bare = word[1:] if word[:1] in PREFIXES else word
    found = (_dictionary().get(stem(form)) for form in (word, bare))
    return next((one for one in found if one), frozenset())


@cache
def _dictionary() -> dict[str, frozenset[str]]:
    table: dict[str, frozenset[str]] = {}
    for section in load("bilingual").values():
        for arabic, english in section.items():
            for word in words(arabic):
                stems = frozenset(map(_english_stem, english.split()))
                table[stem(word)] = table.get(stem(word), frozenset()) | stems
    return table


@lru_cache(maxsize=16384)
def _english_stem(word: str) -> str:
    """Return a lower-case word without its inflection; alike words need only come out alike."""
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST:
            word = word.removesuffix(ending)
            break
    return word.removesuffix("e").removesuffix("y").removesuffix("i")
