"""Negation in Arabic and English sentences: outright ("not"), and by meaning ("refuse")."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from .arabic import fold
from .english import lexicon
from .lexicon import load

Negation = Literal["outright", "implied"]


def negation_of(sentence: str, lang: str) -> Negation | None:
    """Return how a sentence in Arabic or English denies something, ``None`` where it does not.

    Outright ("not"), or by a word whose meaning denies ("refuse", "unable"; ``رفض``, ``دون``).
    """
    pattern_of = _arabic_words if lang == "ar" else _english_words
    # Some negations are so in form only: "not only", "is still".
    text = pattern_of("form_only").sub(" ", fold(sentence)) if lang == "ar" else sentence
    if pattern_of("words").search(text):
        return "outright"
    return "implied" if pattern_of("implied").search(text) else None


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
        pattern += rf"|\b(?:{'|'.join(lists['prefixes'])})[a-z]{{4,}}|\b\w+less\b"
    return re.compile(pattern, re.IGNORECASE)
