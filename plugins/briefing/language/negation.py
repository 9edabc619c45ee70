"""Negation in Arabic and English sentences: outright ("not"), and by meaning ("refuse")."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from .arabic import content_stems, fold
from .english import english_content_stems, lexicon
from .lexicon import load

Negation = Literal["outright", "implied"]

_DENIED = re.compile(r"(?<!\w)(?:[وفبل]?غير\s+(?:ال)?|[وف]?ل[منا]\s(?!.{1,40} ب?دون))(\w+)")


def negation_of(sentence: str, lang: str, free: str = "either") -> Negation | None:
    """Return how a sentence in Arabic or English denies something, ``None`` where it does not.

    Outright ("not"), or by a word whose meaning denies ("refuse", "unable"; ``رفض``, ``دون``).
    `free` is the list of what may be put without a denial; "free" has also Arabic verbs of which
    English may say the opposite ("went on" for "did not stop").
    """
    # Some deny in form only ("is still"), and others may be put without a denial ("not until").
    text = _words("form_only", "ar").sub(" ", fold(sentence)) if lang == "ar" else sentence.lower()
    text, either = _words(free, lang).subn(" ", text)
    if _words("words", lang).search(text):
        return "outright"
    return "implied" if either or _words("implied", lang).search(text) else None


def is_denial_lost(ar: str, en: str) -> bool:
    """Tell whether Arabic denies by a verb or a noun what English, which has no denial, asserts.

    ``رفض``, ``عدم`` and ``دون`` need some word that answers them; of ``غير`` and of verbs like "did
    not stop" only what says the opposite is told, since English has many words ("rambling", "on").
    """
    arabic, english = _words("form_only", "ar").sub(" ", fold(ar)), en.lower()
    text = _words("free", "ar").sub(" ", arabic)
    if _words("needs_denial", "ar").search(text) and not _words("answering", "en").search(english):
        return True
    for word in _DENIED.findall(arabic):
        if any(one.fullmatch(word) and other.search(english) for one, other in _opposites()):
            return True
    return False


@cache
def _opposites() -> list[tuple[re.Pattern[str], re.Pattern[str]]]:
    """Return folded words that are denied, each with what finds in English the plain opposite."""
    opposites = load("negation")["opposites"].items()
    return [(re.compile(fold(word)), re.compile(rf"\b(?:{said})\b")) for word, said in opposites]


def denied_stems(sentence: str, lang: str, words: int) -> list[str]:
    """Return the stems of the words that a sentence denies outright: so many after each "not"."""
    stems_of = content_stems if lang == "ar" else english_content_stems
    text = _words("form_only", lang).sub(" ", fold(sentence) if lang == "ar" else sentence.lower())
    denied: list[str] = []
    for match in _words("words", lang).finditer(text):
        # What is denied stands in the same clause.
        clause = re.split(r"[,;:.،؛]", text[match.end() :], maxsplit=1)[0]
        near = _words("ends", "en").split(clause, maxsplit=1)[0] if lang == "en" else clause
        clause = near if stems_of(near) else clause
        denied += stems_of(clause)[:words]
    return denied


def denying_words(sentence: str, lang: str) -> list[str]:
    """Return the words by which somebody in a sentence says that something is not so."""
    return _words("denying", lang).findall(fold(sentence) if lang == "ar" else sentence.lower())


@cache
def _words(section: str, lang: str) -> re.Pattern[str]:
    """Return what finds any word of a list of denials: in folded Arabic, in English lower case."""
    if lang == "ar":
        tables = load("negation")
        verbs = [rf"ل[منا]\s{word}" for word in tables["opposites"]]
        listed = [*tables["either"], *verbs] if section == "free" else tables[section]
        words = "|".join(map(fold, listed))
        # "And" and "so" join sentences and are written onto the word.
        return re.compile(rf"(?<!\w)[وف]?(?:{words})(?!\w)")
    lists = lexicon("negation")
    pattern = rf"\b(?:{'|'.join(lists[section])})\b"
    if section == "words":
        # "n't" ends a word and begins none, so it has no boundary before it.
        pattern += r"|n['’]t\b"
    elif section == "implied":
        # Four letters after a prefix, so that "under", "until" and "dish" are none.
        others = "|".join(lists["no_prefixes"])
        pattern += rf"|\b(?!{others})(?:{'|'.join(lists['prefixes'])})[a-z]{{4,}}|\b\w+less\b"
    return re.compile(pattern)
