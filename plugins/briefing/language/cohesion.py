"""Whether a sentence can be read alone, or leans on the one before it."""

from __future__ import annotations

import re
from functools import cache

from .arabic import fold
from .lexicon import load

WITHIN = 8
"""Words at the head of a sentence in which a pronoun refers to the sentence before; further on it
rather refers to something in its own."""
JOINED = re.compile(r"^[وف]")
QUOTED = re.compile(r"[“”\"«»]")


@cache
def openings(name: str) -> re.Pattern[str]:
    """Return what finds the openings of a list of the lexicon at the head of a folded sentence."""
    words = sorted((fold(w) for w in load("stopwords")[name]), key=len, reverse=True)
    return re.compile(rf"^(?:{'|'.join(map(re.escape, words))})(?!\w)")


def continues(text: str) -> bool:
    """Tell whether a sentence goes on from the one before it: "he added", "in contrast"."""
    return bool(openings("dangling").match(fold(text)))


def refers_back(text: str) -> bool:
    """Tell whether a sentence opens with a pronoun for what was told before it.

    A demonstrative before a definite noun is none, nor one in an adverb ("besides that").
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
