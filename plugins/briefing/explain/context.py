"""The sentence before one that speaks of "that": what it refers to."""

from __future__ import annotations

import re
from functools import cache

from ..lexicon import load
from ..model import Sentence, Story
from ..parse.arabic import fold
from .matching import PROSE

PASSED_OVER = ("pullquote", "caption")
"""Kinds that stand between sentences of prose without parting them."""
WITHIN = 8
"""Words at the head of a sentence in which a pronoun refers to the sentence before; further on it
rather refers to something in its own."""
JOINED = re.compile(r"^[وف]")
QUOTED = re.compile(r"[“”\"«»]")


def antecedents(story: Story) -> dict[str, Sentence]:
    """Return by a sentence's id the one before it, for those that refer to it and have one.

    It is the sentence of prose right before; where it is none, or nobody may rely on its
    translation, there is nothing to show.
    """
    found: dict[str, Sentence] = {}
    before: Sentence | None = None
    for block, sentence in story.body():
        if block.kind in PASSED_OVER:
            continue
        told = before is not None and block.kind in PROSE and refers_back(sentence.ar)
        if before and told and not before.doubtful and before.lang == "ar":
            found[sentence.id] = before
        before = sentence if block.kind in PROSE else None
    return found


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
