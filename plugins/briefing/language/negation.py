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
    return bool(_english_words().search(en))


def english_implies_negation(en: str) -> bool:
    """Tell whether an English sentence has a word whose meaning denies ("refuse", "unable")."""
    return bool(_english_implied().search(en))


def _without_empty_negation(ar: str) -> str:
    """Return a folded sentence without what is negative in form only ("not only", "is still")."""
    return _form_only().sub(" ", fold(ar))


@cache
def _form_only() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)[وف]?(?:{'|'.join(load('negation')['form_only'])})(?!\w)")


@cache
def _arabic_words(section: str) -> re.Pattern[str]:
    words = "|".join(re.escape(fold(word)) for word in load("negation")[section])
    # و and ف join sentences and أ asks a question; all three are written onto the word.
    return re.compile(rf"(?<!\w)[وفأ]?(?:{words})(?!\w)")


@cache
def _english_words() -> re.Pattern[str]:
    # "n't" ends a word and begins none, so it has no boundary before it.
    words = [re.escape(word) for word in lexicon("negation")["words"] if word != "n't"]
    return re.compile(rf"\b(?:{'|'.join(words)})\b|n['’]t\b", re.IGNORECASE)


@cache
def _english_implied() -> re.Pattern[str]:
    words = "|".join(lexicon("negation")["implied"])
    prefixes = "|".join(lexicon("negation")["prefixes"])
    # Four letters after a prefix, so that "under", "until" and "dish" are none.
    return re.compile(rf"\b(?:{words})\b|\b(?:{prefixes})[a-z]{{4,}}|\w+less\b", re.IGNORECASE)
