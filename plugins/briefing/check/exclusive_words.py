"""Words for which a translation has another of their kind: north for south, Iraq for Iran.

A word behind a number is of a kind with what else is as many: four minutes for four weeks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from ..language.arabic import fold
from ..language.english import lexicon
from ..language.lexicon import load
from ..language.numbers import read_number
from ..model import LANGS, Bilingual, Lang
from .details import as_spelled, only_in, worded

COUNTRIES, SPAN = "countries", "span"
_NONE = "none"
"""The name under which a group has what means none of its words."""
_WORD = re.compile(r"[^\W_]+|[$€£%]")
_UNITED_STATES = re.compile(r"\bUS\b")
_BETWEEN_FORMS = ", "
_BEFORE_ARABIC = "[وف]?[بلك]?(?:ال|لل|ل)?"
_NATIONAL = "ي(?:ا|ه|ين|ون|ات|ان|تين|تان)?"
"""Endings of what is of a country, and of its people."""


class _Meaning(NamedTuple):
    """What a word means: a group of the lexicon, and its name there; behind a number, that, too."""

    group: str
    name: str
    number: str = ""

    @property
    def kind(self) -> tuple[str, str]:
        """What it excludes others of: the words of its group, or those with its number."""
        return self.group, self.number

    @property
    def shown(self) -> str:
        """How messages name it ("4 minutes")."""
        return f"{self.number} {self.name}".strip()


@dataclass(slots=True)
class _Meanings:
    """What the words of a text mean: `told` with the words that tell it, `answered` all of it.

    A word that only answers has other meanings, too ("high" for a rise). A word behind a number is
    told without it and with it; `counted` has what such words mean without it.
    """

    told: dict[_Meaning, str] = field(default_factory=dict)
    answered: set[_Meaning] = field(default_factory=set)
    counted: set[_Meaning] = field(default_factory=set)


def exclusive_words(ar: str, en: str) -> Bilingual | None:
    """Return the words of a kind that only one text has, where the other has one of its own.

    ``None`` if there are none. A word that one text has and the other leaves out is no finding, but
    for a country only in the English beside others in the Arabic, and for who says so.
    """
    arabic, english = _meanings(ar, "ar"), _meanings(en, "en")
    lost = [meaning for meaning in arabic.told if meaning not in english.answered]
    added = [meaning for meaning in english.told if meaning not in arabic.answered]
    kinds = {meaning.kind for meaning in lost}
    # Of two mentions of a country one may have become another, and the first be still there.
    kinds.update(meaning.kind for meaning in arabic.told if meaning.kind == (COUNTRIES, ""))
    kinds &= {meaning.kind for meaning in added}
    # What is exchanged without a number needs not be told with its number again.
    loose = {group for group, number in kinds if not number}
    # What has no number may have that of another ("five of the civilians"); spans all have theirs.
    uncounted = (arabic.told.keys() - arabic.counted) | (english.told.keys() - english.counted)
    loose |= {one.group for one in uncounted if not one.number and one.group != SPAN}
    kinds = {(group, number) for group, number in kinds if not number or group not in loose}
    lacking: list[Bilingual] = []
    for meaning in lost:
        if meaning.kind in kinds:
            lacking.append(Bilingual(as_spelled(arabic.told[meaning], ar), meaning.shown))
    for name, (needing, answering) in load("exclusive")["needed"].items():
        needed = re.search(needing, fold(ar))
        if needed and not re.search(answering, en.lower()):
            lacking.append(Bilingual(as_spelled(needed.group(), ar), name))
    # With the words that were read so: they may mean something else.
    exchanged = [one for one in added if one.kind in kinds]
    written = [worded("word", meaning=one.shown, written=english.told[one]) for one in exchanged]
    return only_in(lacking, written)


def _meanings(text: str, lang: Lang) -> _Meanings:
    # The country, and not the pronoun.
    plain = _UNITED_STATES.sub("USA", text) if lang == "en" else fold(text)
    each = _WORD.findall(plain.lower())
    phrase, forms_of = _finders(lang)
    found = _Meanings()
    # What is of several words first: "tens of thousands" are no thousands.
    parts = phrase.split(" ".join(each))
    phrases, between = parts[1::2], parts[::2]
    for words in (*phrases, *" ".join(between).split()):
        for form in forms_of(words):
            found.answered.add(form.meaning)
            if form.tells:
                found.told.setdefault(form.meaning, words)
    for before, (word, counted) in zip(["", *each], pairwise(each), strict=False):
        forms = forms_of(counted)
        value = _number(word, lang) if forms else None
        # The last word of a longer number ("1.5", "twenty-five") is none.
        if value is None or _number(before, lang) is not None:
            continue
        for form in forms:
            meaning = form.meaning._replace(number=f"{value:g}")
            found.counted.add(form.meaning)
            found.answered.add(meaning)
            found.told.setdefault(meaning, f"{word} {counted}")
    return found


@lru_cache(maxsize=65536)
def _number(word: str, lang: Lang) -> float | None:
    """Return the number that one word is, in letters or in digits; ``None`` for another word."""
    if word.isdecimal():
        return float(word)
    if lang == "en":
        values: dict[str, float] = lexicon("units") | lexicon("tens")
        return values.get(word)
    return read_number(word) or read_number(re.sub(_BEFORE_ARABIC, "", word, count=1))


@dataclass(frozen=True, slots=True)
class _Form:
    """A form of a word in one language: its pattern, what it means, and whether it tells that."""

    pattern: str
    meaning: _Meaning
    tells: bool


@cache
def _finders(lang: Lang) -> tuple[re.Pattern[str], Callable[[str], list[_Form]]]:
    """Return what finds forms of several words, and what returns the forms that words are."""
    before = _BEFORE_ARABIC if lang == "ar" else ""
    forms = list(_forms(lang))
    phrases = [form.pattern for form in forms if " " in form.pattern]
    # The longest first.
    either = "|".join(sorted(phrases, key=len, reverse=True))
    meant = [form for form in forms if form.meaning.name != _NONE]
    known = [(re.compile(before + form.pattern), form) for form in meant]
    any_form = re.compile(f"{before}(?:{'|'.join(form.pattern for form in meant)})")

    # Words come again, and hardly any of them is a form of anything.
    @lru_cache(maxsize=65536)
    def forms_of(words: str) -> list[_Form]:
        if not any_form.fullmatch(words):
            return []
        return [form for pattern, form in known if pattern.fullmatch(words)]

    return re.compile(rf"(?<!\S)({before}(?:{either}))(?!\S)"), forms_of


def _forms(lang: Lang) -> Iterator[_Form]:
    lexicon = load("exclusive")
    for group, names in lexicon["groups"].items():
        for name, of_languages in names.items():
            yield from _listed(of_languages[LANGS.index(lang)], _Meaning(group, name))
    for name, (arabic, stems, english) in lexicon[COUNTRIES].items():
        meaning = _Meaning(COUNTRIES, name)
        yield from _listed(arabic if lang == "ar" else english, meaning)
        for stem in stems.split(_BETWEEN_FORMS) if lang == "ar" else ():
            yield _Form(fold(f"{stem}{_NATIONAL}"), meaning, tells=True)


def _listed(forms: str, meaning: _Meaning) -> Iterator[_Form]:
    """Yield the forms of a list of the lexicon, in which those that only answer come last."""
    tell, _, answer = forms.partition("; ")
    for listed, tells in ((tell, True), (answer, False)):
        for form in filter(None, listed.split(_BETWEEN_FORMS)):
            yield _Form(fold(form), meaning, tells)
