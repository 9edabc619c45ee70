"""Words for which a translation has another of their kind: north for south, Iraq for Iran.

A word behind a number is of a kind with what else is as many: four minutes for four weeks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from ..language.arabic import fold
from ..language.english import lexicon
from ..language.lexicon import load
from ..language.numbers import read_number
from ..model import LANGS, Lang

COUNTRIES, SPAN = "countries", "span"
_Meaning = tuple[str, str]
"""A group of the lexicon, and the name of a word of it."""
_NONE = "none"
"""The name under which a group has what means none of its words."""
_WORD = re.compile(r"[^\W_]+|[$€£%]")
_UNITED_STATES = re.compile(r"\bUS\b")
_BETWEEN_FORMS = ", "
_BEFORE_ARABIC = "[وف]?[بلك]?(?:ال|لل|ل)?"
_NATIONAL = "ي(?:ا|ه|ين|ون|ات|ان|تين|تان)?"
"""Endings of what is of a country, and of its people."""


@dataclass(slots=True)
class _Read:
    """What the words of a text mean: `told` with the words that tell it, `answered` all of it.

    A word that only answers has other meanings, too ("high" for a rise). Behind a number, a word is
    `counted` and told with it, too ("4 span", "4 minutes").
    """

    told: dict[_Meaning, str] = field(default_factory=dict)
    answered: set[_Meaning] = field(default_factory=set)
    counted: set[_Meaning] = field(default_factory=set)


def exclusive_words(ar: str, en: str) -> str | None:
    """Return the words of a kind that only one text has, where the other has one of its own.

    ``None`` if there are none. A word that one text has and the other leaves out is no finding, but
    for a country that is only in the English, beside others that are in the Arabic.
    """
    arabic, english = _read(ar, "ar"), _read(en, "en")
    lost = [meaning for meaning in arabic.told if meaning not in english.answered]
    added = [meaning for meaning in english.told if meaning not in arabic.answered]
    # Of two mentions of a country one may have become another, and the first be still there.
    kinds = {group for group, _ in lost} | {group for group, _ in arabic.told if group == COUNTRIES}
    kinds &= {group for group, _ in added}
    # What has no number may have that of another ("five of the civilians"); spans all have theirs.
    uncounted = (arabic.told.keys() - arabic.counted) | (english.told.keys() - english.counted)
    # What is of a kind by itself needs not be told with its number again.
    loose = kinds | {group for group, _ in uncounted if group != SPAN}
    kinds = {group for group in kinds if group.partition(" ")[2] not in loose}
    names = [name for group, name in lost if group in kinds]
    # With the words that were read so: they may mean something else.
    exchanged = [meaning for meaning in added if meaning[0] in kinds]
    return only_in(names, [f"{meaning[1]} (“{english.told[meaning]}”)" for meaning in exchanged])


def only_in(lost: Sequence[str], added: Sequence[str]) -> str | None:
    """Return what only the Arabic and only the English has, in words; ``None`` for nothing."""
    sides = (("Arabic", lost), ("English", added))
    parts = [f"only in {language}: {', '.join(words)}" for language, words in sides if words]
    return "; ".join(parts) or None


def _read(text: str, lang: Lang) -> _Read:
    # The country, and not the pronoun.
    plain = _UNITED_STATES.sub("USA", text) if lang == "en" else fold(text)
    each = _WORD.findall(plain.lower())
    several, forms_of = _finders(lang)
    read = _Read()
    # What is of several words first: "tens of thousands" are no thousands.
    parts = several.split(" ".join(each))
    for words in (*parts[1::2], *" ".join(parts[::2]).split()):
        for form in forms_of(words):
            read.answered.add(form.meaning)
            if form.tells:
                read.told.setdefault(form.meaning, words)
    for before, number, counted in zip(["", *each], each, each[1:], strict=False):
        forms = forms_of(counted)
        value = _number(number, lang) if forms else None
        # The last word of a longer number ("1.5", "twenty-five") is none.
        for form in forms if value is not None and _number(before, lang) is None else ():
            group, name = form.meaning
            meaning = f"{value:g} {group}", f"{value:g} {name}"
            read.counted.add(form.meaning)
            read.answered.add(meaning)
            read.told.setdefault(meaning, f"{number} {counted}")
    return read


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
    meant = [form for form in forms if form.meaning[1] != _NONE]
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
            yield from _listed(of_languages[LANGS.index(lang)], (group, name))
    for name, (arabic, stems, english) in lexicon[COUNTRIES].items():
        meaning = COUNTRIES, name
        yield from _listed(arabic if lang == "ar" else english, meaning)
        for stem in stems.split(_BETWEEN_FORMS) if lang == "ar" else ():
            yield _Form(fold(f"{stem}{_NATIONAL}"), meaning, tells=True)


def _listed(forms: str, meaning: _Meaning) -> Iterator[_Form]:
    """Yield the forms of a list of the lexicon, in which those that only answer come last."""
    tell, _, answer = forms.partition("; ")
    for listed, tells in ((tell, True), (answer, False)):
        for form in filter(None, listed.split(_BETWEEN_FORMS)):
            yield _Form(fold(form), meaning, tells)
