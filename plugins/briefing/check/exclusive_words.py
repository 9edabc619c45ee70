"""Words for which a translation has another of their group: north for south, Iraq for Iran."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from ..language.arabic import fold
from ..language.lexicon import load
from ..model import LANGS, Lang

Told = frozenset[tuple[str, str]]
"""What words tell: groups of the lexicon, each with a name of it."""

COUNTRIES = "countries"
_WORD = re.compile(r"[^\W_]+|[$€£%]")
_UNITED_STATES = re.compile(r"\bUS\b")
_BETWEEN_FORMS = ", "
_BEFORE_ARABIC = "[وف]?[بلك]?(?:ال|لل|ل)?"
_NATIONAL = "ي(?:ا|ه|ين|ون|ات|ان|تين|تان)?"
"""Endings of what is of a country, and of its people."""


def exclusive_words(ar: str, en: str) -> str | None:
    """Return the words of a group that only one text has, where the other has one of its own.

    ``None`` if there are none. A word that one text has and the other leaves out is no finding, but
    for a country that is only in the English, beside others that are in the Arabic.
    """
    arabic, english = _told(ar, "ar"), _told(en, "en")
    lost, added = arabic - english, english - arabic
    # Of two mentions of a country one may have become another, and the first be still there.
    answering = {group for group, _ in lost} | {group for group, _ in arabic if group == COUNTRIES}
    exchanged = answering & {group for group, _ in added}
    sides = []
    for language, only_there in (("Arabic", lost), ("English", added)):
        names = sorted(name for group, name in only_there if group in exchanged)
        if names:
            sides.append(f"only in {language}: {', '.join(names)}")
    return "; ".join(sides) or None


def _told(text: str, lang: Lang) -> Told:
    """Return what the words of a text tell."""
    # The country, and not the pronoun.
    plain = _UNITED_STATES.sub("USA", text) if lang == "en" else fold(text)
    words = " ".join(_WORD.findall(plain.lower()))
    phrase_pattern, told_by = _forms(lang)
    found: set[tuple[str, str]] = set()

    def take(phrase: re.Match[str]) -> str:
        found.update(told_by(phrase[0]))
        return ""

    for word in phrase_pattern.sub(take, words).split():
        found.update(told_by(word))
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class _Form:
    """A form of a word in one language: its pattern, and what it tells."""

    pattern: str
    group: str
    name: str


@cache
def _forms(lang: Lang) -> tuple[re.Pattern[str], Callable[[str], Told]]:
    """Return what finds forms of several words, and what returns the told of one form."""
    before = _BEFORE_ARABIC if lang == "ar" else ""
    forms = list(_lexicon_forms(lang))
    phrases = [form.pattern for form in forms if " " in form.pattern]
    # "Tens of thousands" before "tens".
    several = "|".join(sorted(phrases, key=len, reverse=True))
    known = [(re.compile(before + form.pattern), form) for form in forms]

    # Words come again: of each all forms are tried once.
    @lru_cache(maxsize=65536)
    def told_by(found: str) -> Told:
        fitting = [form for pattern, form in known if pattern.fullmatch(found)]
        return frozenset((form.group, form.name) for form in fitting)

    return re.compile(rf"(?<!\S){before}(?:{several})(?!\S)"), told_by


def _lexicon_forms(lang: Lang) -> Iterator[_Form]:
    lexicon = load("exclusive")
    for group, names in lexicon["groups"].items():
        for name, of_languages in names.items():
            for form in of_languages[LANGS.index(lang)].split(_BETWEEN_FORMS):
                yield _Form(fold(form), group, name)
    for name, (arabic, stems, english) in lexicon[COUNTRIES].items():
        forms = english.split(_BETWEEN_FORMS)
        if lang == "ar":
            adjectives = [f"{stem}{_NATIONAL}" for stem in stems.split(_BETWEEN_FORMS)]
            forms = [*arabic.split(_BETWEEN_FORMS), *adjectives]
        for form in forms:
            yield _Form(fold(form), COUNTRIES, name)
