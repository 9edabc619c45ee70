"""Who can speak: the noun phrases of a sentence that name a person, a body, a state or a source."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from ..editors.glossary import Entry, Glossary, Mention
from ..language.arabic import fold
from ..model import Bilingual
from .english_names import (
    Tail,
    adjectives,
    english,
    holds,
    is_feminine,
    is_state,
    is_told,
    nominative,
    nouns,
    phrases_of,
    plurals,
    singular,
    split_noun,
    table,
    without_prefix,
)
from .noun_phrase import Names, read_tail, titled
from .utterance import Token, Utterance

ONE_OF = "one of"
"""The counting word that singles out one of many."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: a name in both languages, the glossary entry if there is one.

    `of` is the id of the entry that a speaker without an entry speaks for, ``None`` if unknown.
    """

    name: Bilingual
    entry: Entry | None = None
    of: str | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase that names somebody who can speak, and its place in the folded text.

    `nouns` are the nouns it can be taken up by ("the ministry"); `feminine` is ``None`` where the
    form does not tell; `shown` is the end of the words that describe an unnamed speaker.
    """

    speaker: Speaker
    start: int
    end: int
    nouns: tuple[str, ...] = ()
    many: bool = False
    feminine: bool | None = None
    definite: bool = True
    shown: int = 0


@dataclass(slots=True)
class Context:
    """What a story has named so far, by the noun that takes it up, and the day of the story."""

    glossary: Glossary
    day: str | None = None
    named: dict[str, Phrase] = field(default_factory=dict)
    adjectives: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        """Take the adjectives from the glossary once for the story."""
        self.adjectives = adjectives(self.glossary)

    def remember(self, phrase: Phrase) -> None:
        """Take note of a phrase, so that "the ministry" is the one named last."""
        for noun in phrase.nouns:
            self.named[noun] = phrase


class Reader:
    """Reads the noun phrases of one sentence."""

    def __init__(self, said: Utterance, context: Context) -> None:
        self.said = said
        self.context = context
        mentions = context.glossary.mentions(said.outside)
        self.names = Names(said, context.adjectives, mentions)
        self._read: dict[int, Phrase | None] = {}

    def phrases(self) -> tuple[Phrase, ...]:
        """Return the phrases of the sentence from left to right; none overlaps another."""
        found: list[Phrase] = []
        for n, token in enumerate(self.said.tokens):
            if found and token.start < found[-1].end:
                continue
            phrase = self.phrase(n)
            if phrase:
                found.append(phrase)
                self.context.remember(phrase)
        return tuple(found)

    def phrase(self, n: int) -> Phrase | None:
        """Return the phrase that begins at a token, joined ones ("A and B") as one."""
        if n not in self._read:
            self._read[n] = self._phrase(n)
        return self._read[n]

    def _phrase(self, n: int) -> Phrase | None:
        first = self._single(n)
        while first:
            behind = self.said.token_at(first.end)
            second = self._single(behind) if self._joins(first.end, behind) else None
            if second is None or second.speaker.name == first.speaker.name:
                break
            first = _joined(first, second)
        return first

    def _joins(self, end: int, n: int) -> bool:
        """Tell whether the token behind a phrase begins with "and"."""
        if n >= len(self.said.tokens) or self.said.tokens[n].text in nouns():
            return False
        token, mention = self.said.tokens[n], self.names.mention(n)
        joined = token.text.startswith("و") and (mention is None or mention.start > token.start)
        return joined and not self.said.outside[end : token.start].strip()

    def _single(self, n: int) -> Phrase | None:
        """Return the phrase that begins at a token: a name, or a noun behind a counting word."""
        at, counting = self._counting(n)
        if at >= len(self.said.tokens):
            return None
        if counting:
            counted = self._by_noun(at)
            return self._counted(counted, n, at, counting) if counted else None
        mention = self.names.mention(n)
        return (self._named(n, mention) if mention else None) or self._by_noun(n)

    def _counting(self, n: int) -> tuple[int, str | None]:
        """Return where a noun stands behind a counting word, and that word's English."""
        text = self.said.outside[self.said.tokens[n].start :].removeprefix("و")
        for word, english_word in table("counting").items():
            if text.startswith(f"{word} "):
                return n + len(word.split()), english_word
        return n, None

    def _counted(self, phrase: Phrase, n: int, at: int, counting: str) -> Phrase:
        """Return a phrase of many as some of them, or as one."""
        start = self.said.tokens[n].start
        end = max(phrase.shown, self.said.tokens[at].end)
        written = self.said.as_written(start, end).removeprefix("و")
        one = counting == ONE_OF
        plural = phrase.speaker.name
        english_name = singular(plural.en) if one else f"{counting} {plural.en}"
        name = Bilingual(written, english_name)
        speaker = replace(phrase.speaker, name=name)
        feminine = False if one else phrase.feminine
        return replace(
            phrase, speaker=speaker, start=start, nouns=(), many=not one, feminine=feminine
        )

    def _named(self, n: int, mention: Mention) -> Phrase | None:
        """Return the phrase of a name: a person, a body, or a place that stands for a state."""
        entry = mention.entry
        start = self.said.tokens[n].start
        if entry.kind == "organisation":
            return self._body(start, mention)
        if entry.kind == "person" or (entry.kind == "place" and is_state(entry)):
            return Phrase(Speaker(entry.name, entry), start, mention.end)
        return None

    def _body(self, start: int, mention: Mention) -> Phrase:
        """Return the phrase of a body, which any noun of its names can take up."""
        name = mention.entry.name
        firsts = [
            part for one in (name.ar, *mention.entry.variants) for part in fold(one).split()[:1]
        ]
        known = {split_noun(first).noun for first in firsts} & set(table("bodies"))
        written = next(iter(self.said.outside[mention.start :].split()), "")
        feminine = is_feminine(split_noun(written).noun)
        speaker = Speaker(name, mention.entry)
        return Phrase(speaker, start, mention.end, tuple(sorted(known)), feminine=feminine)

    def _by_noun(self, n: int) -> Phrase | None:
        """Return the phrase of a noun for a person, an office, a document or a body."""
        token = self.said.tokens[n]
        split = split_noun(token.text)
        behind = titled(self.names, n)
        if behind and behind.person:
            speaker = Speaker(behind.person.name, behind.person)
            return Phrase(speaker, token.start, behind.stop)
        if n + 1 < len(self.said.tokens):
            pair = f"{split.noun} {self.said.tokens[n + 1].text}"
            if pair in nouns():
                return self._of_noun(n, n + 1, pair, definite=True)
        if split.noun in nouns():
            return self._of_noun(n, n, split.noun, definite=split.definite)
        return self._taken_up(token) or self._state(n)

    def _taken_up(self, token: Token) -> Phrase | None:
        """Return the phrase of a surname whose bearer was named in full before."""
        before = self.context.named.get(token.text)
        return replace(before, start=token.start, end=token.end) if before else None

    def _state(self, n: int) -> Phrase | None:
        """Return the phrase of a state that the glossary lacks."""
        for token in self.said.tokens[n : n + 2][::-1]:
            start = self.said.tokens[n].start
            start += self.said.outside[start : start + 1] == "و"
            name = table("states").get(self.said.outside[start : token.end])
            if name:
                written = self.said.as_written(start, token.end)
                return Phrase(Speaker(Bilingual(written, name)), start, token.end)
        return None

    def _of_noun(self, n: int, last: int, noun: str, *, definite: bool) -> Phrase | None:
        """Return the phrase of a noun with what stands behind it, if it tells who speaks."""
        tail = read_tail(self.names, last, noun)
        inner = self._inner(noun, tail)
        if inner:
            return self._of_inner(n, noun, tail, inner)
        speaker = self._speaker(n, noun, tail, definite=definite)
        if speaker is None:
            return None
        taking_up = (noun, *tail.name[-1:])
        feminine = None if tail.person else is_feminine(noun)
        many = noun in plurals() and tail.person is None
        start = self.said.tokens[n].start
        return Phrase(speaker, start, tail.stop, taking_up, many, feminine, definite, tail.end)

    def _inner(self, noun: str, tail: Tail) -> Phrase | None:
        """Return the phrase of a body without entry that somebody or a statement speaks for."""
        n = self.said.token_at(tail.stop)
        if tail.person or tail.body or n >= len(self.said.tokens):
            return None
        word = self.said.tokens[n].text
        document = noun in table("documents") and word.startswith("ل") and word not in nouns()
        if not document and not (word == "باسم" and noun in table("heads")):
            return None
        at = n + (word == "باسم")
        return self.phrase(at) if at < len(self.said.tokens) else None

    def _of_inner(self, n: int, noun: str, tail: Tail, inner: Phrase) -> Phrase:
        """Return the phrase of one who speaks for a body without entry, or of its statement."""
        start = self.said.tokens[n].start
        behind = read_tail(self.names, self.said.token_at(inner.end) - 1, noun)
        taking_up = (noun, *behind.name[-1:])
        if behind.person:
            speaker = Speaker(behind.person.name, behind.person)
        else:
            written = without_prefix(self.said.as_written(start, tail.end))
            speaker = _speaking_for(inner.speaker, noun, written)
        return Phrase(speaker, start, behind.stop, taking_up, feminine=is_feminine(noun))

    def _speaker(self, n: int, noun: str, tail: Tail, *, definite: bool) -> Speaker | None:
        """Return who a noun means: a name, one taken up, a body, a leader, or an unnamed one."""
        if tail.person:
            return Speaker(tail.person.name, tail.person)
        if definite and self._is_alone(tail) and noun in self.context.named:
            return self.context.named[noun].speaker
        if tail.body and tail.body.kind != "term" and self._is_of(noun, tail):
            return Speaker(tail.body.name, tail.body)
        if tail.body and noun in table("heads") and not tail.qualifiers:
            return self._headed(n, noun, tail, tail.body)
        return self._held(n, noun, tail) or self._unnamed(n, noun, tail, definite=definite)

    def _is_alone(self, tail: Tail) -> bool:
        """Tell whether a noun has nothing behind it that tells which one is meant ("expert in")."""
        behind = self.said.outside[tail.stop :].lstrip()
        occasion = behind.startswith(phrases_of("occasions"))
        return tail.is_bare and (occasion or not behind.startswith(("في ", "ب")))

    def _is_of(self, noun: str, tail: Tail) -> bool:
        """Tell whether a body speaks by this noun: its own, or that of a statement it made."""
        if noun in table("bodies"):
            within = tail.body is None or tail.body.kind != "organisation"
            return not (tail.qualifiers or tail.adjectives or within)
        return noun in table("documents") and noun not in table("heads")

    def _headed(self, n: int, noun: str, tail: Tail, body: Entry) -> Speaker:
        """Return "the leader of" a body; the words are the leader's, the side the body's."""
        at = tail.body_at
        written = self.said.as_written(self.said.tokens[n].start, at)
        gap = " " if self.said.outside[at - 1].isspace() else ""
        name = f"{without_prefix(written)}{gap}{body.name.ar}"
        return Speaker(Bilingual(name, f"{table('heads')[noun]} {body.name.en}"), None, body.id)

    def _held(self, n: int, noun: str, tail: Tail) -> Speaker | None:
        """Return the only one who held an office on the story's day by the glossary."""
        if noun not in table("offices") or self.context.day is None or tail.name:
            return None
        written = self.said.as_written(self.said.tokens[n].start, tail.end)
        office = fold(without_prefix(written))
        day = self.context.day
        holders = [one for one in self.context.glossary.entries.values() if holds(one, office, day)]
        return Speaker(holders[0].name, holders[0]) if len(holders) == 1 else None

    def _unnamed(self, n: int, noun: str, tail: Tail, *, definite: bool) -> Speaker | None:
        """Return a speaker without a name, in the words of the text."""
        if not is_told(noun, tail, definite=definite):
            return None
        written = self.said.as_written(self.said.tokens[n].start, tail.end)
        name = Bilingual(nominative(without_prefix(written)), english(noun, tail))
        glossary = self.context.glossary
        if tail.body and tail.body.kind != "term":
            return Speaker(name, None, tail.body.id)
        countries = {glossary.by_adjective(one.english) for one in tail.adjectives}
        return Speaker(name, None, countries.pop() if len(countries) == 1 else None)


def _speaking_for(owner: Speaker, noun: str, written: str) -> Speaker:
    """Return who speaks for a body by a noun: its spokesman, its cable, or the body itself."""
    person = owner.entry is not None and owner.entry.kind == "person"
    if noun not in table("heads") or person:
        return owner
    joined = "ل" if noun in table("documents") else "باسم "
    arabic = f"{written} {joined}{owner.name.ar}"
    name = Bilingual(arabic, f"{table('heads')[noun]} {owner.name.en}")
    return Speaker(name, None, owner.entry.id if owner.entry else owner.of)


def _joined(first: Phrase, second: Phrase) -> Phrase:
    """Return two phrases joined by "and" as one speaker."""
    one, other = first.speaker, second.speaker
    name = Bilingual(f"{one.name.ar} و{other.name.ar}", f"{one.name.en} and {other.name.en}")
    owner = one.entry.id if one.entry else one.of
    same = owner == (other.entry.id if other.entry else other.of)
    speaker = Speaker(name, None, owner if same else None)
    return Phrase(speaker, first.start, second.end, (), many=True, feminine=first.feminine)
