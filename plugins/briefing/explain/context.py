"""The sentence before one that speaks of "that": what it refers to."""

from __future__ import annotations

import re
from functools import cache

from ..lexicon import load
from ..model import Excerpt
from ..parse.arabic import fold
from .matching import citable, excerpt

WITHIN = 8
"""Words at the head of a sentence in which a pronoun refers to the sentence before; further on it
rather refers to something in its own."""
JOINED = re.compile(r"^[وف]")
QUOTED = re.compile(r"[“”\"«»]")


def antecedent(cited: Excerpt) -> Excerpt | None:
    """Return the prose sentence before a sentence that refers to it, else ``None``."""
    if not refers_back(cited.sentence.ar):
        return None
    before = None
    for _, sentence in citable(cited.story):
        if sentence.id == cited.cite.sentence:
            return excerpt(cited.story, before) if before else None
        before = sentence
    return None


def refers_back(text: str) -> bool:
    """Tell whether a sentence opens with a pronoun for what was told before it.

    A demonstrative before a definite noun is none, nor one in an adverb ("after that").
    """
    words = fold(QUOTED.split(text)[0]).split()[:WITHIN]
    pronouns, adverbial = _pronouns()
    return any(
        word in pronouns and JOINED.sub("", before) not in adverbial and not after.startswith("ال")
        for before, word, after in zip(["", *words], words, [*words[1:], ""], strict=False)
    )


@cache
def _pronouns() -> tuple[frozenset[str], frozenset[str]]:
    words = load("stopwords")["refers"]
    return frozenset(map(fold, words["pronouns"])), frozenset(map(fold, words["adverbial"]))
