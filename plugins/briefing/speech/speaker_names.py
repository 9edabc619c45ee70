"""Speakers and their names in both languages: the Arabic as written, the English by rule."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..editors.glossary import Entry
from ..language.arabic import fold
from ..language.lexicon import load
from ..model import Bilingual
from .vocabulary import (
    Adjective,
    english_nouns,
    heads,
    person_nouns,
    plural_nouns,
    speaker_nouns,
    split_noun,
)

_OBLIQUE_PLURAL = "ين"
"""The ending of a sound plural in the accusative and genitive; in the nominative it is ون."""
_ACCUSATIVE = re.compile(r"\u064B?ا\u064B?$")
"""The ending of an indefinite accusative, with its mark on either side."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: a name in both languages, the glossary entry if there is one.

    `of` is the id of the entry that a speaker without an entry speaks for, ``None`` if unknown.
    """

    name: Bilingual
    entry: Entry | None = None
    of: str | None = None

    @property
    def owner(self) -> str | None:
        """The id of the entry that speaks or is spoken for."""
        return self.entry.id if self.entry else self.of


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """A noun phrase that names somebody who can speak, and its range in the masked text.

    `nouns` are the nouns that can refer back to it ("the ministry"); `feminine` is ``None`` where
    the form does not tell; `shown` is the end of the words that describe an unnamed speaker.
    """

    speaker: Speaker
    start: int
    end: int
    nouns: tuple[str, ...] = ()
    plural: bool = False
    feminine: bool | None = None
    definite: bool = True
    shown: int = 0


def without_proclitic(written: str) -> str:
    """Return words as written without "and", "to" or "by" joined to the first of them."""
    first = fold(written).partition(" ")[0]
    # "To the" is written لل: the article's alef comes back when "to" is taken away.
    if first.startswith("لل") and split_noun(first).noun in speaker_nouns():
        return f"ال{written[2:]}"
    noun = first[1:].removeprefix("ال")
    joined = first.startswith(("و", "ل", "ب", "ف")) and first not in speaker_nouns()
    if joined and (noun in speaker_nouns() or first[1:] in speaker_nouns()):
        return written[1:]
    return written


def nominative(written: str) -> str:
    """Return a noun and its adjectives without the ending of the accusative or genitive."""
    first = fold(written).partition(" ")[0]
    if first.endswith(_OBLIQUE_PLURAL) and split_noun(first).noun in plural_nouns():
        return re.sub(rf"{_OBLIQUE_PLURAL}(?!\w)", "ون", written)
    if first in speaker_nouns() or first.startswith("ال") or not first.endswith("ا"):
        return written
    return " ".join(_ACCUSATIVE.sub("", word) for word in written.split())


def english_name(
    noun: str, adjectives: Sequence[Adjective], qualifiers: Sequence[str], body: str | None
) -> str:
    """Return the English of an unnamed speaker: adjectives, department, noun, (body)."""
    sections = ("offices", "documents", "bodies")
    named = next(
        (t[noun] for t in (person_nouns(), *map(english_nouns, sections)) if noun in t), ""
    )
    # A qualifier shows that the noun heads a body: رئيس اللجنة is a head, no president.
    if noun in heads() and (qualifiers or not named):
        named = heads()[noun].english
    words = [*_in_english_order(adjectives), department(qualifiers) or "", named]
    name = " ".join(filter(None, words))
    return f"{name} ({body})" if body else name


def _in_english_order(adjectives: Sequence[Adjective]) -> list[str]:
    """Return English adjectives in the reverse of the Arabic order; joined ones keep theirs."""
    groups: list[str] = []
    for adjective in adjectives:
        if groups and adjective.word.startswith("و"):
            groups[-1] += f" and {adjective.english}"
        else:
            groups.append(adjective.english)
    return groups[::-1]


def department(qualifiers: Sequence[str]) -> str | None:
    """Return the English of the department after "minister" or "ministry", ``None`` if unknown."""
    words = " ".join(qualifiers)
    departments = english_nouns("departments")
    return departments.get(words) or departments.get(f"ال{words}")


def one_of_many(english: str) -> str:
    """Return the English of unnamed people as that of one of them ("informed source")."""
    for row in load("speech")["people"]:
        plural = row.get("many_en", f"{row['en']}s")
        if english.endswith(plural):
            return english.removesuffix(plural) + str(row["en"])
    return english
