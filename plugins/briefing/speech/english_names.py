"""How speakers are named: the nouns of the lexicon of speech, and their English."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from ..editors.glossary import Entry, Glossary
from ..language.arabic import fold
from ..language.lexicon import load

PREFIXES = ("وال", "فال", "بال", "لل", "ال")
"""The article with what joins it, folded; every one makes its noun definite."""
OBLIQUE = "ين"
"""The ending of a sound plural in the accusative and genitive; in the nominative it is ون."""
ACCUSATIVE = re.compile(r"\u064B?ا\u064B?$")
"""The ending of an indefinite accusative, with its mark on either side."""
JOINED = ("و", "ل", "ب", "ف")


class Noun(NamedTuple):
    """A word as a noun of the lexicon: without what is joined to it, and whether it is definite."""

    noun: str
    definite: bool


@dataclass(frozen=True, slots=True)
class Adjective:
    """An adjective as it stands, folded, and its English."""

    word: str
    english: str


@dataclass(slots=True)
class Tail:
    """What stands behind a noun; `end` is where it is shown to, `stop` where the phrase ends.

    `qualifiers` are definite words in front of a body, `name` words of a name nobody knows.
    """

    end: int
    stop: int
    definite: bool = False
    adjectives: list[Adjective] = field(default_factory=list)
    qualifiers: list[str] = field(default_factory=list)
    name: list[str] = field(default_factory=list)
    body: Entry | None = None
    body_at: int = 0
    person: Entry | None = None

    @property
    def is_bare(self) -> bool:
        """Tell whether the noun stands alone."""
        return not (self.adjectives or self.qualifiers or self.name or self.body)


@cache
def listed(section: str, name: str) -> frozenset[str]:
    """Return a list of the lexicon of speech, folded."""
    return frozenset(fold(word) for word in load("speech")[section][name])


@cache
def table(section: str) -> dict[str, str]:
    """Return a table of the lexicon of speech, its Arabic folded."""
    return {fold(ar): en for ar, en in load("speech")[section].items()}


@cache
def people() -> dict[str, str]:
    """Return the English of the nouns for unnamed speakers, of one and of many."""
    found: dict[str, str] = {}
    for row in load("speech")["people"]:
        plural = row.get("many_en", f"{row['en']}s")
        found |= {fold(ar): plural for ar in row["many"]} | {
            fold(ar): row["en"] for ar in row["one"]
        }
    return found


@cache
def plurals() -> frozenset[str]:
    """Return the nouns for many people."""
    return frozenset(fold(ar) for row in load("speech")["people"] for ar in row["many"])


@cache
def nouns() -> frozenset[str]:
    """Return every noun of somebody who can speak."""
    tables = ("bodies", "documents", "heads", "offices")
    return frozenset(people()) | frozenset(noun for name in tables for noun in table(name))


def split_noun(word: str) -> Noun:
    """Return a folded word without article and joined particles, as far as a noun is left."""
    for prefix in PREFIXES:
        if word.startswith(prefix) and len(word) > len(prefix) + 1:
            return Noun(word.removeprefix(prefix), definite=True)
    bare = word[1:]
    if word.endswith("ا") and word[:-1] in nouns():
        return Noun(word[:-1], definite=False)
    if word[:1] in JOINED and word not in nouns() and bare in nouns():
        return Noun(bare, definite=False)
    return Noun(word, definite=False)


def without_prefix(written: str) -> str:
    """Return words as written without "and", "to" or "by" joined to the first of them."""
    first = fold(written).partition(" ")[0]
    if first.startswith("لل") and split_noun(first).noun in nouns():
        return f"ال{written[2:]}"
    joined = first[:1] in JOINED and first not in nouns()
    rest = first[1:]
    if joined and (rest in nouns() or (rest.startswith("ال") and rest[2:] in nouns())):
        return written[1:]
    return written


def nominative(written: str) -> str:
    """Return a noun and its adjectives without the ending of the accusative or genitive."""
    first = fold(written).partition(" ")[0]
    if first.endswith(OBLIQUE) and split_noun(first).noun in plurals():
        return re.sub(rf"{OBLIQUE}(?!\w)", "ون", written)
    if first in nouns() or first.startswith("ال") or not first.endswith("ا"):
        return written
    return " ".join(ACCUSATIVE.sub("", word) for word in written.split())


def adjectives(glossary: Glossary) -> dict[str, str]:
    """Return the English of adjectives, folded and masculine: the lexicon's and the glossary's."""
    return table("adjectives") | glossary.adjectives()


def adjective(word: str, known: Mapping[str, str]) -> str | None:
    """Return the English of an adjective in any gender and number, ``None`` for other words."""
    for bare in (word, word.removeprefix("و")):
        root = bare.removeprefix("ال")
        for ending in ("ون", "ين", "ان", "ه", "ا", ""):
            if root.endswith(ending) and root.removesuffix(ending) in known:
                return known[root.removesuffix(ending)]
    return None


def is_state(place: Entry) -> bool:
    """Tell whether a place stands for its government: a country or a capital."""
    return bool(place.adjective) or fold(place.name.ar) in table("states")


def is_feminine(noun: str) -> bool:
    """Tell whether a noun takes a feminine verb: by its ending or by the lexicon."""
    return noun.endswith("ه") or noun in listed("genders", "feminine")


def holds(entry: Entry, office: str, day: str) -> bool:
    """Tell whether a person held an office, named in full and folded, on a day."""
    role = entry.role_on(day) if entry.kind == "person" else None
    return role is not None and _one_spelling(fold(role.ar)) == _one_spelling(office)


def _one_spelling(text: str) -> str:
    return text.replace("امريك", "اميرك")


def is_told(noun: str, tail: Tail, *, definite: bool) -> bool:
    """Tell whether what stands behind a noun is understood well enough to name a speaker by it."""
    if noun in people():
        return True
    if noun in table("bodies"):
        whole = department(tail) is not None if tail.qualifiers else definite or tail.adjectives
        return bool(whole) and not tail.name
    if not definite and tail.is_bare:
        return noun in table("documents")
    return department(tail) is not None or all(split_noun(q).definite for q in tail.qualifiers)


def department(tail: Tail) -> str | None:
    """Return the English of the department behind "minister" or "ministry"."""
    words_behind = " ".join(tail.qualifiers)
    departments = table("departments")
    return departments.get(words_behind) or departments.get(f"ال{words_behind}")


def english(noun: str, tail: Tail) -> str:
    """Return the English of an unnamed speaker: adjectives, department, noun, body."""
    tables = (people(), table("offices"), table("documents"), table("bodies"), table("heads"))
    named = next(one[noun] for one in tables if noun in one)
    if noun in table("heads") and (tail.qualifiers or named == table("heads")[noun]):
        named = table("heads")[noun].rpartition(" ")[0]
    parts = [*_in_english(tail.adjectives), department(tail) or "", named]
    body = f" ({tail.body.name.en})" if tail.body else ""
    return " ".join(part for part in parts if part) + body


def _in_english(adjectives: list[Adjective]) -> list[str]:
    """Return adjectives in the English order, the reverse; those with "and" keep theirs."""
    chunks: list[str] = []
    for one in adjectives:
        if chunks and one.word.startswith("و"):
            chunks[-1] += f" and {one.english}"
        else:
            chunks.append(one.english)
    return chunks[::-1]


def singular(plural: str) -> str:
    """Return the English of one of many unnamed speakers."""
    for row in load("speech")["people"]:
        many = row.get("many_en", f"{row['en']}s")
        if plural.endswith(many):
            return plural.removesuffix(many) + str(row["en"])
    return plural


@cache
def phrases_of(name: str) -> tuple[str, ...]:
    """Return the phrases of a list of the lexicon, folded, longest first."""
    return tuple(
        sorted((fold(one) for one in load("speech")["phrases"][name]), key=len, reverse=True)
    )
