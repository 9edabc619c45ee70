"""A negation that is in one language and not in the other."""

from __future__ import annotations

import re
from functools import cache

from ..lexicon import load
from ..parse.arabic import fold
from .english import lexicon


@cache
def _arabic(name: str) -> re.Pattern[str]:
    words = "|".join(re.escape(fold(w)) for w in load("negation")[name])
    return re.compile(rf"(?<!\w)[وفأ]?(?:{words})(?!\w)")


@cache
def _form_only() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)[وف]?(?:{'|'.join(load('negation')['form_only'])})(?!\w)")


@cache
def _english() -> re.Pattern[str]:
    words = "|".join(re.escape(w) for w in lexicon("negation")["words"] if w != "n't")
    return re.compile(rf"\b(?:{words})\b|n['’]t\b", re.IGNORECASE)


@cache
def _implied() -> re.Pattern[str]:
    words = "|".join(lexicon("negation")["implied"])
    prefixes = "|".join(lexicon("negation")["prefixes"])
    return re.compile(rf"\b(?:{words})\b|\b(?:{prefixes})[a-z]{{4,}}|\w+less\b", re.IGNORECASE)


def denies(ar: str) -> bool:
    """Tell whether an Arabic sentence denies something outright."""
    return bool(_arabic("words").search(_form_only().sub(" ", fold(ar))))


def lost_negation(ar: str, en: str) -> str | None:
    """Return which language denies what the other asserts, ``None`` if both or neither deny.

    A negation may be said by another word's meaning (`without`, `refuse`, `نفى`): that answers one
    in the other language. Reported as it is measured; a checker of words cannot do better than
    point out the sentences where to look.
    """
    text = _form_only().sub(" ", fold(ar))
    ours, theirs = denies(ar), bool(_english().search(en))
    if ours and not theirs and not _implied().search(en):
        return "the Arabic denies, the English does not"
    if theirs and not ours and not _arabic("implied").search(text):
        return "the English denies, the Arabic does not"
    return None
