"""Negation in Arabic and English sentences: outright ("not"), and by meaning ("refuse")."""

from __future__ import annotations

import re
from functools import cache

from .arabic import fold
from .english import lexicon
from .lexicon import load


def denies(ar: str) -> bool:
    """Tell whether an Arabic sentence denies something outright."""
    return bool(_arabic_words("words").search(_without_empty_negation(ar)))


def arabic_implies_negation(ar: str) -> bool:
    """Tell whether an Arabic sentence has a word whose meaning denies (``رفض``, ``دون``)."""
    return bool(_arabic_words("implied").search(_without_empty_negation(ar)))


def english_denies(en: str) -> bool:
    """Tell whether an English sentence denies something outright."""
    return bool(_english_words("words").search(en))


def english_implies_negation(en: str) -> bool:
    """Tell whether an English sentence has a word whose meaning denies ("refuse", "unable")."""
    return bool(_english_words("implied").search(en))


def _without_empty_negation(ar: str) -> str:
    """Return a folded sentence without what is negative in form only ("not only", "is still")."""
    return _arabic_words("form_only").sub(" ", fold(ar))


@cache
def _arabic_words(section: str) -> re.Pattern[str]:
    words = "|".join(map(fold, load("negation")[section]))
    # "And" and "so" join sentences and are written onto the word.
    return re.compile(rf"(?<!\w)[وف]?(?:{words})(?!\w)")


@cache
def _english_words(section: str) -> re.Pattern[str]:
    lists = lexicon("negation")
    pattern = rf"\b(?:{'|'.join(lists[section])})\b"
    if section == "words":
        # "n't" ends a word and begins none, so it has no boundary before it.
        pattern += r"|n['’]t\b"
    else:
        # Four letters after a prefix, so that "under", "until" and "dish" are none.
        pattern += rf"|\b(?:{'|'.join(lists['prefixes'])})[a-z]{{4,}}|\w+less\b"
    return re.compile(pattern, re.IGNORECASE)
