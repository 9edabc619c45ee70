"""A negation that is in one language and not in the other."""

from __future__ import annotations

from ..language.arabic import fold
from ..language.negation import (
    arabic_negation,
    denies,
    english_implied_negation,
    english_negation,
    negative_in_form_only,
)


def lost_negation(ar: str, en: str) -> str | None:
    """Return which language denies what the other asserts, ``None`` if both or neither deny.

    A negation may be said by another word's meaning (`without`, `refuse`, `نفى`): that answers one
    in the other language. Reported as it is measured; a checker of words cannot do better than
    point out the sentences where to look.
    """
    text = negative_in_form_only().sub(" ", fold(ar))
    ours, theirs = denies(ar), bool(english_negation().search(en))
    if ours and not theirs and not english_implied_negation().search(en):
        return "the Arabic denies, the English does not"
    if theirs and not ours and not arabic_negation("implied").search(text):
        return "the English denies, the Arabic does not"
    return None
