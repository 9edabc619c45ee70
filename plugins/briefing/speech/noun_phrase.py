"""Modifiers of a noun that names a speaker: adjectives, a body, a person in apposition."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from ..editors.glossary import Entry, Glossary, Mention
from ..language.arabic import fold
from ..language.reporting_verbs import is_reporting_verb
from .tokens import QUOTATION, MaskedSentence, mask_quotations
from .vocabulary import (
    Adjective,
    adjective_english,
    english_nouns,
    heads,
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
IN_THE_NAME_OF = "باسم"
_LONGEST_PROCLITIC = 2
"""Letters written on to a name before it: "and", "to the"."""


@dataclass(frozen=True, slots=True)
class TaggedSentence(MaskedSentence):
    """A sentence with the glossary's names in it, and the English of adjectives by masculine."""

    mentions: tuple[Mention, ...]
    adjectives: Mapping[str, str]

    def mention_at(self, number: int) -> Mention | None:
        """Return the name that begins in a token, after no more than joined particles."""
        if number >= len(self.tokens):
            return None
        start = self.tokens[number].start
        for mention in self.mentions:
            is_here = start <= mention.start <= start + _LONGEST_PROCLITIC
            if is_here and not self._is_of_another_country(mention):
                return mention
        return None

    def name_at(self, number: int) -> Mention | None:
        """Return the name of a person, a body or a place that begins in a token."""
        mention = self.mention_at(number)
        return mention if mention and mention.entry.kind != "term" else None

    def _is_of_another_country(self, mention: Mention) -> bool:
        """Tell whether a nationality after a body's short name makes it another country's."""
        number = self.token_at(mention.end)
        word = self.word(number)
        nationality = adjective_english(word, self.adjectives)
        if mention.entry.kind != "organisation" or not word.startswith("ال") or not nationality:
            return False
        if self.gap(mention.end, number):
            return False
        own = {adjective_english(w, self.adjectives) for w in fold(mention.entry.name.ar).split()}
        return nationality not in own


def tag_names(text: str, glossary: Glossary, adjectives: Mapping[str, str]) -> TaggedSentence:
    """Return an Arabic sentence with its quotations masked and the names outside them."""
    masked = mask_quotations(text)
    mentions = glossary.mentions(masked.text)
    return TaggedSentence(masked.written, masked.folded, masked.tokens, mentions, adjectives)


@dataclass(frozen=True, slots=True)
class ModifiedNoun:
    """A noun for a speaker with what is after it.

    `end` is where the phrase ends, `shown` where the words that describe the speaker do.
    `qualifiers` are definite words before a body, `unknown_name` words of a name that the glossary
    lacks, `body` the name that the noun belongs to, `person` the one it is in apposition with.
    """

    noun: str
    start: int
    shown: int
    end: int
    definite: bool
    adjectives: tuple[Adjective, ...] = ()
    qualifiers: tuple[str, ...] = ()
    unknown_name: tuple[str, ...] = ()
    body: Mention | None = None
    person: Entry | None = None

    @property
    def is_bare(self) -> bool:
        """Whether nothing after the noun tells which one is meant."""
        return not (self.adjectives or self.qualifiers or self.unknown_name or self.body)

    @property
    def is_person(self) -> bool:
        """Whether the noun is one for people without an office ("source")."""
        return self.noun in person_nouns()

    @property
    def is_office(self) -> bool:
        """Whether the noun is that of an office or of one who speaks for a body."""
        return self.noun in english_nouns("offices") or self.noun in heads()


@dataclass(frozen=True, slots=True)
class _Position:
    """A token of a sentence and what was read up to it; `gap` is between the two."""

    sentence: TaggedSentence
    number: int
    read: ModifiedNoun
    gap: str
    mention: Mention | None

    @property
    def word(self) -> str:
        return self.sentence.word(self.number)

    @property
    def word_before(self) -> str:
        return self.sentence.word(self.number - 1)

    @property
    def end(self) -> int:
        return self.sentence.tokens[self.number].end


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
        gap = sentence.gap(read.end, number).strip(" ()")
        position = _Position(sentence, number, read, gap, sentence.name_at(number))
        longer = _longer(position)
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


def _longer(position: _Position) -> ModifiedNoun | None:
    """Return what was read with the part at a position, ``None`` where the phrase ends."""
    word, gap = position.word, position.gap
    if gap not in ("", "،", ",") or QUOTATION.match(word) or word in word_set("that"):
        return None
    if position.mention:
        rules = _APPOSITIONS if gap else _NAMES
    else:
        rules = _AFTER_COMMA if gap else _WORDS
    for rule in rules:
        longer = rule(position)
        if longer:
            return longer
    return None


def _apposed_person(position: _Position) -> ModifiedNoun | None:
    """Read the name of the person meant, after a comma or beside the noun, not in its genitive."""
    mention, read, before = position.mention, position.read, position.word_before
    if mention is None or mention.entry.kind != "person" or _proclitic(position, mention):
        return None
    # After a definite word a name is no genitive: "the leader Karim", but "leader of Karim's".
    beside = split_noun(before).definite or read.body or before in word_set("between")
    if not (position.gap or beside):
        return None
    return replace(read, person=mention.entry, shown=mention.end, end=mention.end)


def _owner(position: _Position) -> ModifiedNoun | None:
    """Read the name of the body, place or person that the noun belongs to."""
    mention, read = position.mention, position.read
    if mention is None:
        return None
    joined = _proclitic(position, mention)
    if mention.entry.kind == "person" and not joined:
        belongs = True
    elif joined in ("و", "ف", "ك"):
        belongs = False
    elif read.is_person:
        # A source "in" a ministry is of it; a source that told "to" an agency is not.
        is_led = position.word_before in word_set("belonging")
        belongs = is_led or joined == "ب" or (read.is_bare and not joined)
    else:
        belongs = joined != "ل" or read.is_bare
    if not belongs:
        return None
    return replace(read, body=read.body or mention, shown=mention.end, end=mention.end)


def _proclitic(position: _Position, mention: Mention) -> str:
    """Return what is joined to a name: "and", "to"."""
    return position.sentence.text[position.sentence.tokens[position.number].start : mention.start]


def _titled_person(position: _Position) -> ModifiedNoun | None:
    """Read a title with the name of the person meant."""
    titled = read_titled(position.sentence, position.number)
    return replace(position.read, person=titled.person, end=titled.end) if titled else None


def _unknown_person(position: _Position) -> ModifiedNoun | None:
    """Read a name that the glossary lacks, if it is all there is between two commas."""
    sentence, read = position.sentence, position.read
    if read.noun not in english_nouns("offices") and not read.is_person:
        return None
    inside, comma, _ = sentence.text[sentence.tokens[position.number].start :].partition("،")
    name = inside.split()
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
    is_aside = word in word_set("between") or word in word_set("titles")
    if not is_aside or adjective_english(word, position.sentence.adjectives):
        leads = word in ("ل", IN_THE_NAME_OF) or split_noun(word).noun in english_nouns("bodies")
        if not leads and not (read.is_person and word in word_set("belonging")):
            return None
        if position.sentence.name_at(position.number + 1) is None:
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
    if not (read.is_office or read.is_person) or read.noun in plural_nouns():
        return None
    if word.isdigit() or word.startswith("و") or word == IN_THE_NAME_OF or _is_end(position):
        return None
    if read.is_office and read.is_bare and not read.definite:
        return replace(read, qualifiers=(word,), shown=position.end, end=position.end)
    if len(read.unknown_name) >= _LONGEST_NAME:
        return None
    return replace(read, unknown_name=(*read.unknown_name, word), end=position.end)


def _is_end(position: _Position) -> bool:
    """Tell whether a word ends a phrase: a preposition, a verb, "to" the one who was told."""
    word = position.word
    is_hearer = position.read.is_person and word.startswith("ل")
    return is_preposition(word) or is_reporting_verb(word) or is_hearer


_Rule = Callable[[_Position], ModifiedNoun | None]
"""Reads the part that begins at a position: the longer phrase, ``None`` if it is no such part."""
_APPOSITIONS: tuple[_Rule, ...] = (_apposed_person,)
_NAMES: tuple[_Rule, ...] = (_apposed_person, _owner)
_AFTER_COMMA: tuple[_Rule, ...] = (_titled_person, _unknown_person)
_WORDS: tuple[_Rule, ...] = (_linking_word, _adjective, _definite_word, _unknown_word)
"""The rules by what begins at a position, the surest first."""
