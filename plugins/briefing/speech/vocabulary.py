"""Lookups in speech.toml: nouns, adjectives and function words by which a speaker is recognised.

All words are folded, as are the texts in which they are looked for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache, partial
from typing import NamedTuple

from ..language.arabic import fold, folded_words
from ..language.lexicon import load

IN_THE_NAME_OF = "باسم"
_ARTICLES = ("وال", "فال", "بال", "لل", "ال")
"""The article, alone or with a particle joined to it."""
LONGEST_NAME = 4
"""Words of a name that the glossary does not know."""
_PROCLITICS = ("و", "ل", "ب", "ف")
_ADJECTIVE_ENDINGS = ("تان", "تين", "ون", "ين", "ان", "ه", "ا", "")
"""Endings of gender, number and case, the longest first."""


class Noun(NamedTuple):
    """A word as a noun of the lexicon: without what is joined to it, and whether it is definite."""

    noun: str
    definite: bool


word_set = partial(folded_words, "speech", "words")
"""The function words of a list (prepositions, titles …), by its name."""


@cache
def phrases_of(name: str) -> tuple[str, ...]:
    """Return a list of phrases, the longest first."""
    return tuple(sorted(map(fold, load("speech")["phrases"][name]), key=len, reverse=True))


@cache
def english_nouns(section: str) -> dict[str, str]:
    """Return the English of the nouns of a section (bodies, offices, states …)."""
    return {fold(arabic): english for arabic, english in load("speech")[section].items()}


@cache
def heads() -> dict[str, str]:
    """Return the English of nouns for who leads or speaks for a body, with its preposition."""
    return {fold(noun): " ".join(english) for noun, english in load("speech")["heads"].items()}


@cache
def office_adjectives(noun: str, *, has_to: bool) -> dict[str, str]:
    """Return the English that adjectives have only after an office; `has_to`: "to" a body follows.

    It is empty where the adjective is ambiguous ("Qatari" or "of a country").
    """
    adjectives = {}
    for row in load("speech")["office_adjectives"]:
        if noun in map(fold, row["offices"]):
            adjectives[fold(row["adjective"])] = row["en"] if has_to or not row["needs_to"] else ""
    return adjectives


@cache
def plural_nouns() -> dict[str, str]:
    """Return the English of the plural nouns for unnamed people, and of the dual ones ("two …")."""
    english: dict[str, str] = {}
    for row in load("speech")["people"]:
        many = row.get("many_en", f"{row['en']}s")
        english |= dict.fromkeys(map(fold, row["many"]), many)
        # The construct state loses the last letter ("the bank's analysts").
        construct = [form[:-1] for form in row["many"] if form.endswith("ون")]
        english |= dict.fromkeys(map(fold, construct), many)
        english |= dict.fromkeys(map(fold, row.get("two", ())), f"two {many}")
    return english


@cache
def person_nouns() -> dict[str, str]:
    """Return the English of the nouns for unnamed people, singular and plural."""
    english = dict(plural_nouns())
    for row in load("speech")["people"]:
        english |= dict.fromkeys(map(fold, row["one"]), row["en"])
    return english


@cache
def nouns_of_people() -> frozenset[str]:
    """Return the nouns for people who speak: offices, who leads a body, unnamed people."""
    people = frozenset(english_nouns("offices")).union(heads(), person_nouns())
    return people - english_nouns("documents").keys()


@cache
def speaker_nouns() -> frozenset[str]:
    """Return every noun for somebody or something that can speak; a few are of two words."""
    sections = ("bodies", "documents", "offices")
    return frozenset(person_nouns()).union(heads(), *map(english_nouns, sections))


@cache
def bare_nouns() -> frozenset[str]:
    """Return what may be left of a word without a joined particle: nouns, or their first words."""
    longer = {*person_nouns(), *english_nouns("offices")}
    return speaker_nouns().union(noun.split()[0] for noun in longer)


@cache
def counting_words() -> dict[str, list[tuple[str, str]]]:
    """Return the words that count people ("several"), with their English, by their first word."""
    words: dict[str, list[tuple[str, str]]] = {}
    for arabic, english in english_nouns("counting").items():
        words.setdefault(arabic.split()[0], []).append((arabic, english))
    return words


@cache
def _first_words() -> frozenset[str]:
    """Return the words that the nouns, states and counting words of the lexicon begin with."""
    phrases = (*speaker_nouns(), *english_nouns("states"), *counting_words())
    return frozenset(phrase.split()[0] for phrase in phrases)


@lru_cache(maxsize=16384)
def may_name_speaker(word: str) -> bool:
    """Tell whether a phrase for a speaker may begin with a word that is no name.

    A quick test: most words of a sentence cannot, and are not looked at any further.
    """
    beginnings = (split_noun(word).noun, word.removeprefix("و"))
    return word in word_set("titles") or not _first_words().isdisjoint(beginnings)


@lru_cache(maxsize=16384)
def split_noun(word: str) -> Noun:
    """Return a word without article and joined particles, as far as a noun is left."""
    if word in word_set("not_definite"):
        return Noun(word, definite=False)
    # At least two letters must be left: a short word may begin with the same letters.
    for prefix in _ARTICLES:
        if word.startswith(prefix) and len(word) > len(prefix) + 1:
            return Noun(word.removeprefix(prefix), definite=True)
    # An indefinite accusative has an alef that the lexicon's form lacks (مسؤولا).
    if word.endswith("ا") and word[:-1] in speaker_nouns():
        return Noun(word[:-1], definite=False)
    # The first letter may belong to the word (وزير): it is removed only if a known noun is left.
    if word.startswith(_PROCLITICS) and word not in speaker_nouns() and word[1:] in bare_nouns():
        return Noun(word[1:], definite=False)
    return Noun(word, definite=False)


def adjective_english(word: str, known: Mapping[str, str]) -> str | None:
    """Return the English of an adjective in any gender and number, ``None`` for other words.

    `known` has the English by the masculine singular.
    """
    # The word as it is comes first: these letters begin some adjectives, too (وطني, ألماني).
    for prefix in ("", "و", "ال", "وال"):
        if not word.startswith(prefix):
            continue
        root = word.removeprefix(prefix)
        for ending in _ADJECTIVE_ENDINGS:
            if root.endswith(ending) and root.removesuffix(ending) in known:
                return known[root.removesuffix(ending)]
    return None


def is_feminine(noun: str) -> bool:
    """Tell whether a noun takes a feminine verb: by its ending or by the lexicon."""
    # Plurals of things and bodies are feminine whatever their ending: the lexicon lists them.
    return noun.partition(" ")[0].endswith("ه") or noun in word_set("feminine")


def is_preposition(word: str, *, joined: bool = False) -> bool:
    """Tell whether a word is a preposition; if `joined`, also with "and" or "so" before it."""
    bare = word.removeprefix("و") if joined else word
    # The second letter may be the preposition's own (وفي).
    return not word_set("prepositions").isdisjoint((word, bare, bare.removeprefix("ف")))


def begins_name(word: str) -> bool:
    """Tell whether a name begins with a word: a given name or a title."""
    return word in word_set("titles") or word in folded_words("given_names", "names")


def surname(name: Sequence[str]) -> str:
    """Return the last word of a name, or its last two ("Abd al-Rahman"), empty for no name."""
    is_of_two = not word_set("before_surnames").isdisjoint(name[1:][-2:-1])
    return " ".join(name[-1 - is_of_two :])


def short_names(name: Sequence[str]) -> list[str]:
    """Return what can refer back to somebody with a name: the surname, all but the first, all."""
    own = [word for word in name if word not in word_set("titles")]
    tail = own[1:] if own[2:] else ()
    # Behind a surname with the article may be an object ("Karim al-Jabiri some sides").
    definite = [word for word in own[1:] if split_noun(word).definite]
    last = definite[-1] if definite and begins_name(own[0]) else ""
    return list(dict.fromkeys(filter(None, (surname(own), last, " ".join(tail), " ".join(own)))))


def name_words(text: str) -> list[str]:
    """Return the words before the first comma that can be a name, empty if they cannot."""
    inside, comma, _ = text.partition("،")
    name = inside.split()
    is_source = any(phrase.split()[:1] == name[:1] for phrase in phrases_of("according"))
    is_long = len([word for word in name if word not in word_set("titles")]) > LONGEST_NAME
    if is_source or not comma or is_long:
        return []
    # An accusative before a definite noun is what somebody does ("refusing to comment").
    is_doing = len(name) > 1 and name[0].endswith("ا") and name[1].startswith("ال")
    if is_doing and not begins_name(name[0]):
        return []
    others = word_set("between") | word_set("that")
    # Without its article the word for God is "to him".
    nouns = speaker_nouns() | others - {"له"}
    for number, word in enumerate(name):
        # Behind a given name an office is a surname ("Ahmad al-Wakil").
        if number and word == name[-1] and word.startswith("ال") and begins_name(name[number - 1]):
            continue
        if is_preposition(word) or not word.isalpha():
            return []
        is_other = word in others or split_noun(word).noun in nouns
        if is_other and word not in word_set("titles"):
            return []
    return name
