"""Noun phrases of a sentence that name a speaker: a person, a body, a state or a source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ..editors.glossary import Glossary
from ..language.arabic import fold
from ..model import Bilingual
from .noun_phrase import read_noun, read_titled
from .sentence import ModifiedNoun, Name, NounPhrase, Speaker, TaggedSentence
from .speaker_names import (
    describe,
    described_speaker,
    head_of_body,
    join_phrases,
    one_of_many,
    own_speaker,
    speaking_for,
)
from .vocabulary import (
    IN_THE_NAME_OF,
    english_nouns,
    heads,
    is_feminine,
    phrases_of,
    plural_nouns,
    speaker_nouns,
    split_noun,
)

_ONE_OF = "one of"
"""The English of the counting word that singles out one of many."""
_AMERICAN = ("امريك", "اميرك")
"""Two spellings of "American", folded; outlets differ, and so do the offices of the glossary."""


def read_phrases(
    sentence: TaggedSentence, glossary: Glossary, day: str | None, named: Mapping[str, NounPhrase]
) -> tuple[list[NounPhrase], list[NounPhrase | None], Mapping[str, NounPhrase]]:
    """Return the phrases of a sentence, the one that begins at each token, and what is named now.

    Of the first none overlaps another. `day` is the story's, `named` has what the story named
    before, by the nouns that refer back to it.
    """
    phrases: list[NounPhrase] = []
    at_token: list[NounPhrase | None] = []
    known = dict(named)
    for number, token in enumerate(sentence.tokens):
        phrase = _Reader(sentence, glossary, day, known).phrase(number)
        at_token.append(phrase)
        # A phrase inside another one ("ministry" in "source in the ministry") names nobody anew,
        # but a cue may ask for the phrase at any token.
        if phrase and not (phrases and token.start < phrases[-1].end):
            phrases.append(phrase)
            known.update(dict.fromkeys(phrase.nouns, phrase))
    return phrases, at_token, known


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the phrase that begins at a token, with what the story named up to there."""

    sentence: TaggedSentence
    glossary: Glossary
    day: str | None
    named: Mapping[str, NounPhrase]

    def phrase(self, number: int) -> NounPhrase | None:
        """Return the phrase that begins at a token, joined ones ("A and B") as one."""
        first = self._single(number)
        while first:
            number = self.sentence.token_at(first.end)
            word, name = self.sentence.word(number), self.sentence.name_at(number)
            if not word.startswith("و") or self.sentence.gap(first.end, number):
                break
            # The letter of "and" may be the first of a noun or of a name.
            is_name = name is not None and name.start == self.sentence.tokens[number].start
            if is_name or word in speaker_nouns():
                break
            second = self._single(number)
            if second is None or second.speaker.name == first.speaker.name:
                break
            first = join_phrases(first, second)
        return first

    def _single(self, number: int) -> NounPhrase | None:
        """Return the phrase that begins at a token: a name, or a noun after a counting word."""
        text = self.sentence.text[self.sentence.tokens[number].start :].removeprefix("و")
        for word, english in english_nouns("counting").items():
            if text.startswith(f"{word} "):
                return self._counted(number, number + len(word.split()), english)
        name = self.sentence.name_at(number)
        named = self._named(number, name) if name else None
        return named or self._by_noun(number)

    def _counted(self, number: int, noun: int, counting: str) -> NounPhrase | None:
        """Return the phrase of a noun after a counting word as some of them, or as one."""
        phrase = self._by_noun(noun) if noun < len(self.sentence.tokens) else None
        if phrase is None:
            return None
        is_one = counting == _ONE_OF
        start = self.sentence.tokens[number].start
        written = self.sentence.as_written(start, max(phrase.shown, self.sentence.tokens[noun].end))
        english = phrase.speaker.name.en
        english = one_of_many(english) if is_one else f"{counting} {english}"
        name = Bilingual(written.removeprefix("و"), english)
        return replace(
            phrase,
            speaker=replace(phrase.speaker, name=name),
            start=start,
            nouns=(),
            plural=not is_one,
            feminine=False if is_one else phrase.feminine,
        )

    def _named(self, number: int, name: Name) -> NounPhrase | None:
        """Return the phrase of a name: a person, a body, or a place that stands for a state."""
        entry = self.glossary.entries[name.entry]
        start = self.sentence.tokens[number].start
        phrase = NounPhrase(name.speaker, start, name.end)
        if name.kind == "organisation":
            # Any noun of a body's names can refer back to it ("the ministry").
            nouns: set[str] = set()
            for written in (entry.name.ar, *entry.variants):
                nouns.update(split_noun(word).noun for word in fold(written).split()[:1])
            nouns.intersection_update(english_nouns("bodies"))
            first_word = "".join(self.sentence.text[name.start :].split()[:1])
            feminine = is_feminine(split_noun(first_word).noun)
            return replace(phrase, nouns=tuple(sorted(nouns)), feminine=feminine)
        # A place speaks as a government: a country, which has an adjective, or a capital.
        is_state = entry.adjective or fold(entry.name.ar) in english_nouns("states")
        return phrase if name.kind == "person" or (name.kind == "place" and is_state) else None

    def _by_noun(self, number: int) -> NounPhrase | None:
        """Return the phrase of a noun for a person, an office, a document or a body."""
        token = self.sentence.tokens[number]
        titled = read_titled(self.sentence, number)
        if titled and titled.person:
            return NounPhrase(titled.person.speaker, token.start, titled.end)
        noun, definite = split_noun(token.text)
        # The longer noun is the more exact one: "prime minister" has "president" in it.
        pair = f"{noun} {self.sentence.word(number + 1)}"
        if pair in speaker_nouns():
            return self._of_noun(number, number + 1, pair, definite=True)
        if noun in speaker_nouns():
            return self._of_noun(number, number, noun, definite=definite)
        # A surname whose bearer was named in full before.
        bearer = self.named.get(token.text)
        if bearer:
            return replace(bearer, start=token.start, end=token.end)
        return self._state(number)

    def _state(self, number: int) -> NounPhrase | None:
        """Return the phrase of a state that the glossary lacks, of two words or of one."""
        start = self.sentence.tokens[number].start
        start += self.sentence.text.startswith("و", start)
        for last in reversed(self.sentence.tokens[number : number + 2]):
            english = english_nouns("states").get(self.sentence.text[start : last.end])
            if english:
                name = Bilingual(self.sentence.as_written(start, last.end), english)
                return NounPhrase(Speaker(name), start, last.end)
        return None

    def _of_noun(self, first: int, last: int, noun: str, *, definite: bool) -> NounPhrase | None:
        """Return the phrase of a noun with what follows it, if it tells who speaks."""
        read = read_noun(self.sentence, first, last, noun, definite=definite)
        # "In the name of" after the phrase changes who is meant, so it is looked for first.
        representative = self._representative(read)
        if representative:
            return representative
        if read.person:
            speaker: Speaker | None = read.person.speaker
        else:
            # From the surest to the vaguest: who was named before, then descriptions.
            speaker = (
                self._referent(read)
                or own_speaker(read)
                or head_of_body(self.sentence, read)
                or self._office_holder(read)
                or described_speaker(self.sentence, read)
            )
        if speaker is None:
            return None
        if not speaker.owner:
            # Somebody unnamed is of the one country that the adjectives name, if any.
            countries = {self.glossary.by_adjective(one.english) for one in read.adjectives}
            owner = countries.pop() if len(countries) == 1 else None
            speaker = replace(speaker, of=owner)
        return NounPhrase(
            speaker,
            read.start,
            read.end,
            nouns=(noun, *read.unknown_name[-1:]),
            plural=noun in plural_nouns() and read.person is None,
            feminine=None if read.person else is_feminine(noun),
            definite=definite,
            shown=read.shown,
        )

    def _representative(self, read: ModifiedNoun) -> NounPhrase | None:
        """Return the phrase of one who speaks for a body without entry, or of its statement."""
        sentence, noun = self.sentence, read.noun
        number = sentence.token_at(read.end)
        word = sentence.word(number)
        is_to_body = word.startswith("ل") and word not in speaker_nouns()
        if word == IN_THE_NAME_OF and noun in heads():
            number += 1
        elif noun not in english_nouns("documents") or not is_to_body:
            return None
        if read.person or read.body or number >= len(sentence.tokens):
            return None
        owner = self.phrase(number)
        if owner is None:
            return None
        # The name of the spokesman may follow that of the body.
        last = sentence.token_at(owner.end) - 1
        named = read_noun(sentence, last, last, noun, definite=True)
        if named.person:
            speaker = named.person.speaker
        elif owner.speaker.entry and self.glossary.entries[owner.speaker.entry].kind == "person":
            speaker = owner.speaker
        else:
            written = describe(sentence, read.start, read.shown)
            speaker = speaking_for(owner.speaker, noun, written)
        nouns = (noun, *named.unknown_name[-1:])
        return NounPhrase(speaker, read.start, named.end, nouns, feminine=is_feminine(noun))

    def _referent(self, read: ModifiedNoun) -> Speaker | None:
        """Return who was named before by a definite noun that nothing else describes."""
        following = self.sentence.text[read.end :].lstrip()
        is_occasion = following.startswith(phrases_of("occasions"))
        # "The expert in" is another one, though "in a statement" is not.
        if not read.is_bare or (following.startswith(("في ", "ب")) and not is_occasion):
            return None
        phrase = self.named.get(read.noun) if read.definite else None
        return phrase.speaker if phrase else None

    def _office_holder(self, read: ModifiedNoun) -> Speaker | None:
        """Return the only one who held an office, as named in full, on the story's day."""
        if self.day is None or read.unknown_name or read.noun not in english_nouns("offices"):
            return None
        office = fold(describe(self.sentence, read.start, read.shown)).replace(*_AMERICAN)
        holders = []
        for entry in self.glossary.entries.values():
            role = entry.role_on(self.day[:10]) if entry.kind == "person" else None
            if role and fold(role.ar).replace(*_AMERICAN) == office:
                holders.append(Speaker(entry.name, entry.id))
        # Two holders on one day: the day of a change, or a glossary that knows no dates.
        return holders[0] if len(holders) == 1 else None
