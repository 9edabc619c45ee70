"""Modifiers of a noun that names a speaker: adjectives, a body, a person in apposition."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from ..language.reporting_verbs import is_reporting_verb
from .sentence import QUOTATION, Adjective, ModifiedNoun, Name, TaggedSentence
from .vocabulary import (
    IN_THE_NAME_OF,
    adjective_english,
    english_nouns,
    is_office,
    is_preposition,
    person_nouns,
    plural_nouns,
    split_noun,
    word_set,
)

_LONGEST_PHRASE = 14
"""Words of an office with its name ("the commander of …, Major General …")."""
_LONGEST_NAME = 4
"""Words of a name that the glossary does not know."""


@dataclass(frozen=True, slots=True)
class _Position:
    """A token of a sentence and what was read up to it; `gap` is between the two."""

    sentence: TaggedSentence
    number: int
    read: ModifiedNoun
    gap: str
    word: str
    end: int
    word_before: str
    name: Name | None


def read_noun(
    sentence: TaggedSentence, first: int, last: int, noun: str, *, definite: bool
) -> ModifiedNoun:
    """Return a noun with its modifiers, up to a preposition, "that", a quotation or a verb.

    `first` and `last` are the tokens of the noun, which may be two words.
    """
    tokens = sentence.tokens
    read = ModifiedNoun(noun, tokens[first].start, tokens[last].end, tokens[last].end, definite)
    number = last + 1
    while number < min(len(tokens), last + _LONGEST_PHRASE) and read.person is None:
        token = tokens[number]
        gap = sentence.gap(read.end, number).strip(" ()")
        # Brackets around a name do not end a phrase; any sign but a comma does.
        if gap not in ("", "،", ",") or QUOTATION.match(token.text):
            break
        if token.text in word_set("that"):
            break
        before, name = tokens[number - 1].text, sentence.proper_name_at(number)
        position = _Position(sentence, number, read, gap, token.text, token.end, before, name)
        longer: ModifiedNoun | None = None
        for rule in _RULES[name is not None, bool(gap)]:
            longer = longer or rule(position)
        if longer is None:
            break
        read = longer
        number = sentence.token_at(read.end)
    return read


def read_titled(sentence: TaggedSentence, number: int) -> ModifiedNoun | None:
    """Return a personal title with its name, ``None`` where no known name follows."""
    if sentence.word(number) not in word_set("titles"):
        return None
    read = read_noun(sentence, number, number, "", definite=True)
    return read if read.person else None


def _apposed_person(position: _Position) -> ModifiedNoun | None:
    """Read the name of the person meant, after a comma or beside the noun, not in its genitive."""
    name, read, before = position.name, position.read, position.word_before
    if name is None or name.kind != "person" or _proclitic(position, name):
        return None
    # After a definite word a name is no genitive: "the leader Karim", but "leader of Karim's".
    beside = split_noun(before).definite or read.body or before in word_set("between")
    if not (position.gap or beside):
        return None
    return replace(read, person=name, shown=name.end, end=name.end)


def _owner(position: _Position) -> ModifiedNoun | None:
    """Read the name of the body, place or person that the noun belongs to."""
    name, read = position.name, position.read
    if name is None:
        return None
    joined = _proclitic(position, name)
    if name.kind == "person" and not joined:
        belongs = True
    elif joined in ("و", "ف", "ك"):
        # "And", "so" and "like" begin another phrase.
        belongs = False
    elif read.noun in person_nouns():
        # A source "in" a ministry is of it; a source that spoke "to" an agency is not.
        is_led = position.word_before in word_set("belonging")
        belongs = is_led or joined == "ب" or (read.is_bare and not joined)
    else:
        belongs = joined != "ل" or read.is_bare
    if not belongs:
        return None
    return replace(read, body=read.body or name, shown=name.end, end=name.end)


def _proclitic(position: _Position, name: Name) -> str:
    """Return what is joined to a name: "and", "to"."""
    return position.sentence.text[position.sentence.tokens[position.number].start : name.start]


def _titled_person(position: _Position) -> ModifiedNoun | None:
    """Read a title with the name of the person meant."""
    titled = read_titled(position.sentence, position.number)
    return replace(position.read, person=titled.person, end=titled.end) if titled else None


def _unknown_person(position: _Position) -> ModifiedNoun | None:
    """Read a name that the glossary lacks, if it is all there is between two commas."""
    sentence, read = position.sentence, position.read
    # A body has no person's name beside it.
    if read.noun not in english_nouns("offices") and read.noun not in person_nouns():
        return None
    inside, comma, _ = sentence.text[sentence.tokens[position.number].start :].partition("،")
    name = inside.split()
    # Without a second comma, or with more words, this may be the rest of the sentence.
    if not comma or len(name) > _LONGEST_NAME:
        return None
    for word in name:
        is_function_word = word in word_set("between") or word in word_set("that")
        if is_function_word or is_preposition(word) or is_reporting_verb(word):
            return None
        if not word.isalpha():
            return None
    end = sentence.tokens[position.number + len(name) - 1].end
    return replace(read, unknown_name=(*read.unknown_name, *name), end=end)


def _linking_word(position: _Position) -> ModifiedNoun | None:
    """Read past a word that tells nothing of its own: an aside, a title, "for" before a name."""
    word, read = position.word, position.read
    # A word of the lists may be an adjective here: "special" is also "in a special statement".
    is_aside = word in word_set("between") or word in word_set("titles")
    if not is_aside or adjective_english(word, position.sentence.adjectives):
        leads = word in ("ل", IN_THE_NAME_OF) or split_noun(word).noun in english_nouns("bodies")
        if not leads and not (read.noun in person_nouns() and word in word_set("belonging")):
            return None
        if position.sentence.proper_name_at(position.number + 1) is None:
            return None
    return replace(read, end=position.end)


def _adjective(position: _Position) -> ModifiedNoun | None:
    """Read an adjective that the lexicon or the glossary knows."""
    english = adjective_english(position.word, position.sentence.adjectives)
    if english is None or position.read.unknown_name or _is_end(position):
        return None
    adjectives = (*position.read.adjectives, Adjective(position.word, english))
    return replace(position.read, adjectives=adjectives, shown=position.end, end=position.end)


def _definite_word(position: _Position) -> ModifiedNoun | None:
    """Read a definite word, such as a department; after a body it adds nothing to the name."""
    read, word = position.read, position.word
    # "To the" begins a hearer; after a name a definite word begins something else.
    if read.unknown_name or word.startswith("لل") or not split_noun(word).definite:
        return None
    if _is_end(position):
        return None
    if read.body is None:
        read = replace(read, qualifiers=(*read.qualifiers, word.removeprefix("و")))
    return replace(read, shown=position.end, end=position.end)


def _unknown_word(position: _Position) -> ModifiedNoun | None:
    """Read a word that nothing knows: what an office is of ("head of …"), or part of a name."""
    read, word = position.read, position.word
    if not (is_office(read.noun) or read.noun in person_nouns()) or read.noun in plural_nouns():
        return None
    if word.isdigit() or word.startswith("و") or word == IN_THE_NAME_OF or _is_end(position):
        return None
    # An indefinite office is in the construct state: what follows is its genitive, no name.
    if is_office(read.noun) and read.is_bare and not read.definite:
        return replace(read, qualifiers=(word,), shown=position.end, end=position.end)
    if len(read.unknown_name) >= _LONGEST_NAME:
        return None
    return replace(read, unknown_name=(*read.unknown_name, word), end=position.end)


def _is_end(position: _Position) -> bool:
    """Tell whether a word ends a phrase: a preposition, a verb, "to" with a hearer."""
    word = position.word
    is_hearer = position.read.noun in person_nouns() and word.startswith("ل")
    return is_preposition(word) or is_reporting_verb(word) or is_hearer


_Rule = Callable[[_Position], ModifiedNoun | None]
"""Reads the part that begins at a position: the longer phrase, ``None`` if it is no such part."""
_RULES: dict[tuple[bool, bool], tuple[_Rule, ...]] = {
    (True, False): (_apposed_person, _owner),
    (True, True): (_apposed_person,),
    (False, False): (_linking_word, _adjective, _definite_word, _unknown_word),
    (False, True): (_titled_person, _unknown_person),
}
"""The rules, the surest first, by whether a name begins there and whether a comma is before it."""
