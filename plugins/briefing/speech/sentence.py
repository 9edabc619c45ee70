"""Values of a sentence being read: tokens outside quotations, names, noun phrases and cues."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from ..language.arabic import QUOTATION_MARK, WORD, Folded, fold_with_offsets
from ..model import Bilingual

QUOTATION = re.compile(r"_{4,}")
"""What replaces a quotation in the masked text: a word to the tokenizer, but no word of Arabic."""
_QUOTED = re.compile(
    r"“[^“”]+”|“[^“”«»]+»|“[^”]+(?:”|$)|«[^«»]+»|«[^«»“”]+”|«[^»]+(?:»|$)|\"[^\"]+\""
)
"""Quoted spans, some closed by the other mark; an open one runs to the end, a straight one not."""
_LATIN_COMMA = re.compile(r",(?=\s|$)")
"""Also written for the Arabic comma; between digits it is none."""
_DOCTOR = re.compile(r"(?<!\w)د\.(?=\s?\w)")
"""A title before a name, cut short."""
_SHORTEST_QUOTATION = 4
"""Words of a quotation at least: a shorter quoted span is a term or a name, not speech."""
_LONGEST_QUOTED_NAME = 6
"""Words of a quoted span at most that may be a name."""
_LONGEST_VERB = 20
"""Characters before a quoted span in which a verb alone in its clause is looked for."""
_VERB_ALONE = re.compile(r"(?:^|،)\s*\w+\s*\Z")
_AFTER_QUOTED_NAME = re.compile(
    r"\s?،?\s(?:(?:في|عبر)\s(?:(?!\sفيه)[^،.:]){1,60}?[،\s]\s?)?[إأ]ن(?:ها?|هم)?\s"
)
"""What follows where a quoted span is who says something: perhaps an occasion, and "that"."""
LONGEST_PROCLITIC = 2
"""Letters that may be joined to a name before it: "and", "to the"."""
CueKind = Literal["verb", "participle", "label", "according", "source", "appears", "relay"]
"""The kinds of a reporting verb, and those of the phrases in the lexicon."""


class Referent(NamedTuple):
    """Who a noun phrase refers to: a name in both languages, the id of its entry if it has one.

    `represents` is the id of the entry that one without an entry speaks for, ``None`` if unknown.
    """

    name: Bilingual
    entry: str | None = None
    represents: str | None = None

    @property
    def owner(self) -> str | None:
        """The id of the entry that speaks or is represented."""
        return self.entry or self.represents


class Token(NamedTuple):
    """A word of the masked text and its half-open range."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a sentence, with its kind and the id of its glossary entry, if it has one."""

    entry: str | None
    kind: str
    text: Bilingual
    start: int
    end: int

    @property
    def speaker(self) -> Referent:
        """The one named, as a speaker."""
        return Referent(self.text, self.entry)


@dataclass(frozen=True, slots=True)
class TaggedSentence:
    """A sentence as `written`, and folded with its quotations masked.

    `names` are those outside quotations; `adjectives` has the English by the masculine singular.
    """

    written: str
    folded: Folded
    tokens: tuple[Token, ...]
    # A name is found in the masked text, so a sentence is masked before it can have names.
    names: tuple[Name, ...] = ()
    adjectives: Mapping[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The folded text: a quotation is a run of low lines, quotation marks are spaces."""
        return self.folded.text

    def as_written(self, start: int, end: int) -> str:
        """Return the written words of a range of the masked text, without quotation marks."""
        first, last = self.folded.span(start, end)
        return " ".join(QUOTATION_MARK.sub(" ", self.written[first:last]).split())

    def token_at(self, offset: int) -> int:
        """Return the number of the first token that begins at or after an offset."""
        return bisect_left(self.tokens, offset, key=lambda token: token.start)

    def word(self, number: int) -> str:
        """Return the text of a token, empty where there is none of this number."""
        return self.tokens[number].text if 0 <= number < len(self.tokens) else ""

    def word_at(self, offset: int) -> str:
        """Return the text of the first token that begins at or after an offset, empty for none."""
        return self.word(self.token_at(offset))

    def word_before(self, offset: int) -> str:
        """Return the text of the token before that, empty for none."""
        return self.word(self.token_at(offset) - 1)

    def is_ali(self, number: int) -> bool:
        """Tell whether a token is the name Ali, which folding makes the same as "on"."""
        _, start, end = self.tokens[number]
        return self.as_written(start, end) == "علي"

    def gap(self, start: int, number: int) -> str:
        """Return what is between an offset and a token, without spaces around it."""
        return self.text[start : self.tokens[number].start].strip()

    def gap_before(self, number: int) -> str:
        """Return what is between a token and the one before it, without spaces around it."""
        return self.gap(self.tokens[number - 1].end, number)

    def behind_quoted(self, number: int) -> int | None:
        """Return the token behind a quoted name that begins at a token, ``None`` for no such name.

        Of a long quotation only a run of low lines is left.
        """
        if number >= len(self.tokens):
            return None
        first, _ = self.folded.span(*self.tokens[number][1:])
        is_quoted = first and QUOTATION_MARK.match(self.written, first - 1)
        closing = QUOTATION_MARK.search(self.written, first) if is_quoted else None
        if not closing:
            return None
        while number < len(self.tokens):
            start, _ = self.folded.span(*self.tokens[number][1:])
            if start > closing.start():
                break
            number += 1
        return number

    def is_of_quoted(self, number: int, end: int) -> bool:
        """Tell whether what begins at a token begins a longer quoted name (``«روسيا اليوم»``)."""
        behind = self.behind_quoted(number)
        return behind is not None and self.tokens[behind - 1].end > end

    def name_at(self, number: int) -> Name | None:
        """Return the name that begins in a token, after no more than joined particles."""
        # Asked of every word, and most sentences have no name.
        if not self.names or number >= len(self.tokens):
            return None
        _, start, end = self.tokens[number]
        last = min(start + LONGEST_PROCLITIC, end - 1)
        for name in self.names:
            if start <= name.start <= last:
                return name
        return None


@dataclass(frozen=True, slots=True)
class ModifiedNoun:
    """A noun for a speaker with what is after it.

    `end` is where the phrase ends, `shown` where the words that describe the speaker do.
    `adjectives` are folded, each with its English. `qualifiers` are the words of a genitive without
    a name (`has_quoted`: in quotation marks; `is_closed`: they are all of a body's); the first are
    `departments`, as written, if the lexicon has these. `unknown_name` are the words of a name that
    the glossary lacks, `body` is the name that the noun belongs to, `person` the one it is in
    apposition with.
    """

    noun: str
    start: int
    shown: int
    end: int
    definite: bool
    adjectives: tuple[tuple[str, str], ...] = ()
    qualifiers: tuple[str, ...] = ()
    departments: str = ""
    unknown_name: tuple[str, ...] = ()
    has_quoted: bool = False
    is_closed: bool = False
    body: Name | None = None
    person: Name | None = None

    @property
    def has_purpose(self) -> bool:
        """Whether a qualifier says what it is for ("for elections", "for human rights")."""
        return any(one.startswith("لل") or " " in one for one in self.qualifiers)

    @property
    def further_qualifiers(self) -> tuple[str, ...]:
        """The qualifiers behind the departments: all of them where there are none."""
        return self.qualifiers[len(self.departments.split()) :]

    @property
    def is_bare(self) -> bool:
        """Whether nothing after the noun tells which one is meant."""
        return not (self.adjectives or self.qualifiers or self.unknown_name or self.body)


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """A noun phrase that names a speaker, and its range in the masked text.

    `nouns` are the nouns that can refer back to it ("the ministry"); `feminine` is ``None`` where
    the form does not tell; `shown` is the end of the words that describe an unnamed speaker;
    `parts` are the two of "A and B".
    """

    speaker: Referent
    start: int
    end: int
    nouns: tuple[str, ...] = ()
    plural: bool = False
    feminine: bool | None = None
    definite: bool = True
    shown: int = 0
    parts: tuple[NounPhrase, ...] = ()


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb or phrase that attributes; `start` is after a joined "and" or "so" (`joined`).

    `content` is where what is said begins, ``None`` where nothing marks it. `agreement` is that of
    a verb with its subject; `has_as` tells of an "as" before it ("as he said"), `has_hearer` of a
    verb with somebody as its object ("told").
    """

    kind: CueKind
    start: int
    end: int
    agreement: Literal["m", "f", "p"] | None = None
    content: int | None = None
    joined: str = ""
    has_as: bool = False
    impersonal: bool = False
    imperfect: bool = False
    has_hearer: bool = False

    @property
    def outer_start(self) -> int:
        """Where the cue begins with its "and" or "so"."""
        return self.start - len(self.joined)


def mask_quotations(sentence: str) -> TaggedSentence:
    """Return a sentence whose quotations are masked, without names yet."""
    masked = sentence
    for quoted in _QUOTED.finditer(sentence):
        first, last = quoted.span()
        words = len(QUOTATION_MARK.sub(" ", quoted.group()).split())
        speaks = words <= _LONGEST_QUOTED_NAME and _AFTER_QUOTED_NAME.match(sentence, last)
        # Right behind the verb that opens its clause.
        is_name = speaks and _VERB_ALONE.search(sentence, max(0, first - _LONGEST_VERB), first)
        if words >= _SHORTEST_QUOTATION and not is_name:
            # Of the same length, so that offsets stay those of the sentence.
            masked = masked[:first] + "_" * (last - first) + masked[last:]
    masked = _DOCTOR.sub("د ", _LATIN_COMMA.sub("،", masked))
    # Quotation marks are removed: a quoted name is read as any other, and no token has a mark.
    folded = fold_with_offsets(QUOTATION_MARK.sub(" ", masked))
    tokens = tuple(Token(m.group(), m.start(), m.end()) for m in WORD.finditer(folded.text))
    return TaggedSentence(sentence, folded, tokens)
