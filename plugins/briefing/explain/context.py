"""The sentence before one that speaks of "that": what it refers to."""

from __future__ import annotations

from ..language.cohesion import refers_back
from ..model import PROSE_KINDS, Sentence, Story

PASSED_OVER = ("pullquote", "caption")
"""Kinds that stand between sentences of prose without parting them."""


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
        told = before is not None and block.kind in PROSE_KINDS and refers_back(sentence.ar)
        if before and told and not before.doubtful and before.lang == "ar":
            found[sentence.id] = before
        before = sentence if block.kind in PROSE_KINDS else None
    return found
