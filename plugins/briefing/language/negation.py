"""Negation in Arabic and English sentences."""

from __future__ import annotations

import re
from functools import cache

from .arabic import fold
from .english import lexicon
from .lexicon import load


@cache
def arabic_negation(name: str) -> re.Pattern[str]:
    """Return what finds the words of a list that deny, over folded text."""
    words = "|".join(re.escape(fold(w)) for w in load("negation")[name])
    return re.compile(rf"(?<!\w)[وفأ]?(?:{words})(?!\w)")


@cache
def negative_in_form_only() -> re.Pattern[str]:
    """Return what finds phrases that only look negative ("not only"), over folded text."""
    return re.compile(rf"(?<!\w)[وف]?(?:{'|'.join(load('negation')['form_only'])})(?!\w)")


@cache
def english_negation() -> re.Pattern[str]:
    """Return what finds English words that deny."""
    words = "|".join(re.escape(w) for w in lexicon("negation")["words"] if w != "n't")
    return re.compile(rf"\b(?:{words})\b|n['’]t\b", re.IGNORECASE)


@cache
def english_implied_negation() -> re.Pattern[str]:
    """Return what finds English words whose meaning denies ("without", "refuse")."""
    words = "|".join(lexicon("negation")["implied"])
    prefixes = "|".join(lexicon("negation")["prefixes"])
    return re.compile(rf"\b(?:{words})\b|\b(?:{prefixes})[a-z]{{4,}}|\w+less\b", re.IGNORECASE)


def denies(ar: str) -> bool:
    """Tell whether an Arabic sentence denies something outright."""
    return bool(arabic_negation("words").search(negative_in_form_only().sub(" ", fold(ar))))
