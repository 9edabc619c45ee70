"""Who says what in a story: the attributions of each sentence, with speaker, verb and quotation.

The subject of a reporting verb is looked for after it, then before it. A verb or participle without
one continues the subject of its sentence, or the last speaker of the story that it agrees with. An
attribution without a known speaker is left out, and nobody is continued past an unknown speaker.
"""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import NamedTuple

from ..editors.glossary import Entry, Glossary, build_glossary, folded_office
from ..language.arabic import fold
from ..language.lexicon import load
from ..language.phrases import is_outlet, phrases
from ..language.reporting_verbs import is_reporting_verb
from ..model import Bilingual, Sentence
from .cues import find_cues, has_quotation, without_relays
from .noun_phrase import begins_genitive, read_noun, read_titled
from .sentence import (
    QUOTATION,
    ModifiedNoun,
    Name,
    NounPhrase,
    Referent,
    TaggedSentence,
    mask_quotations,
)
from .speaker_names import (
    counted_phrase,
    describe,
    described_speaker,
    name_beside,
    speaker_of_body,
    with_article,
)
from .subjects import Subjects
from .vocabulary import (
    IN_THE_NAME_OF,
    LONGEST_NAME,
    adjective_english,
    begins_name,
    counting_words,
    english_nouns,
    heads,
    is_feminine,
    may_name_speaker,
    name_words,
    phrases_of,
    plural_nouns,
    short_names,
    speaker_nouns,
    split_noun,
    word_set,
)

_MEMORY = 3
"""Sentences back to a speaker whom a verb may continue; a reader remembers hardly more."""


_SIGNED = re.compile(rf"\s*{QUOTATION.pattern}[\s–—-]*+(?P<who>[^\W_][^،؛:.]*+)[\s.]*")
"""A quotation with who says it behind it, in folded text."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says something in a sentence, by which verb, and whether in quotation marks."""

    speaker: Referent
    verb: str
    direct: bool


class _Antecedent(NamedTuple):
    """What a noun refers back to: a phrase and the number of its sentence.

    `rival` is the number of the last sentence in which the noun meant somebody else.
    """

    phrase: NounPhrase
    number: int
    rival: int | None


def attributions(
    sentences: Sequence[Sentence], glossary: Glossary, day: str | None
) -> Iterator[tuple[Attribution, ...]]:
    """Yield the attributions of each sentence of a story, one for each speaker.

    `day` is the ISO day of the story, on which offices are held; ``None`` if it is unknown.
    """
    glossary = glossary.for_story(sentence.ar for sentence in sentences)
    adjectives = english_nouns("adjectives") | glossary.adjectives()
    beginnings = Counter(sentence.ar.partition(":")[0] for sentence in sentences)
    labels = frozenset(beginning for beginning, times in beginnings.items() if times > 1)
    reader = _StoryReader(glossary, day, adjectives, labels)
    for number, sentence in enumerate(sentences):
        yield reader.read(number, sentence)


@dataclass(slots=True)
class _StoryReader:
    """Reads a story's sentences one after another, with what is remembered of those before.

    `labels` recur as the beginning of a sentence; `labelled` is who speaks in the block `turn`, by
    the last of them. `opened` speaks in a quotation of its own behind a sentence with a colon.
    """

    glossary: Glossary
    day: str | None
    adjectives: Mapping[str, str]
    labels: frozenset[str]
    antecedents: dict[str, _Antecedent] = field(default_factory=dict)
    turns: deque[list[NounPhrase]] = field(default_factory=lambda: deque(maxlen=_MEMORY + 1))
    labelled: Attribution | None = None
    turn: str = ""
    opened: tuple[Attribution, NounPhrase] | None = None

    def read(self, number: int, sentence: Sentence) -> tuple[Attribution, ...]:
        """Return the attributions of the next sentence, one for each speaker."""
        tagged = _tag(sentence.ar, self.glossary, self.adjectives)
        reader = _PhraseReader(tagged, number, self.glossary, self.day, self.antecedents)
        phrases, at_token = reader.phrases()
        opened, self.opened = self.opened, None
        self.turns.append([])
        if by_label := self._by_label(sentence, tagged, at_token):
            self.turns.clear()
            return (by_label,)
        # What is a quotation and nothing else its bearer says, or whom a colon was behind.
        said = tagged.text.strip(" .…")
        if opened and QUOTATION.fullmatch(said):
            self.turns[-1].append(opened[1])
            return (replace(opened[0], direct=True),)
        if QUOTATION.fullmatch(said.partition(":")[2].strip()):
            label = sentence.ar.partition(":")[0]
            single = _labelled(tagged, label, at_token, self.glossary, quoted=True)
            if single and at_token[0]:
                self.turns[-1].append(at_token[0])
                return (single,)
        signed = _SIGNED.fullmatch(tagged.text)
        number = tagged.token_at(signed.start("who")) if signed else len(at_token)
        speaker = at_token[number] if number < len(at_token) else None
        named = tagged.text[speaker.start : speaker.end] if speaker else ""
        # A place, where it was said, has no noun that refers back to it.
        if signed and speaker and speaker.nouns and named == signed["who"].strip():
            self.turns[-1].append(speaker)
            who = tagged.as_written(speaker.start, speaker.end)
            return (Attribution(speaker.speaker, who, direct=True),)
        return self._by_cues(tagged, reader, phrases, at_token)

    def _by_label(
        self, sentence: Sentence, tagged: TaggedSentence, at_token: Sequence[NounPhrase | None]
    ) -> Attribution | None:
        """Return who speaks in a block of a transcript, ``None`` in another text."""
        label, block = sentence.ar.partition(":")[0], sentence.id.partition("s")[0]
        # All of a labelled block is its speaker's: "I stressed" there reports nobody else.
        if label in self.labels:
            self.labelled = _labelled(tagged, label, at_token, self.glossary)
            self.turn = block if self.labelled else ""
        return self.labelled if block == self.turn else None

    def _by_cues(
        self,
        tagged: TaggedSentence,
        reader: _PhraseReader,
        phrases: Sequence[NounPhrase],
        at_token: Sequence[NounPhrase | None],
    ) -> tuple[Attribution, ...]:
        """Return one attribution for each speaker: by the first verb, direct if any is."""
        cues = find_cues(tagged)
        spoken = Subjects(tagged, phrases, at_token, self.turns).speakers(cues)
        for cue, phrase in spoken:
            for name in short_names(name_beside(tagged, cue, phrase)):
                reader.remember(name, phrase)
        # Whom "and added" leaves unnamed said what is quoted, and not the agency that has it.
        named = [cue for cue, _ in spoken]
        unnamed = [cue for cue in cues if cue.kind == "verb" and cue.joined and cue not in named]
        is_anothers = any(has_quotation(tagged, cue, cues) for cue in unnamed)
        by_speaker: dict[Bilingual, Attribution] = {}
        for cue, phrase in without_relays(spoken):
            if is_anothers and cue.kind == "according" and is_outlet(phrase.speaker.name.ar):
                continue
            known = by_speaker.get(phrase.speaker.name)
            direct = has_quotation(tagged, cue, cues) or (known is not None and known.direct)
            # The verb is one word, also where the cue is a phrase.
            token = next(token for token in tagged.tokens if token.end > cue.start)
            verb = known.verb if known else tagged.as_written(cue.start, token.end)
            speaker = known.speaker if known else phrase.speaker
            attribution = Attribution(speaker, verb, direct)
            by_speaker[speaker.name] = attribution
            # What ends with a colon is said in the sentence behind it.
            is_last = cue == cues[-1] and cue.content is not None
            if is_last and not tagged.text[cue.content :].strip(": "):
                self.opened = attribution, phrase
        return tuple(by_speaker.values())


def _labelled(
    tagged: TaggedSentence,
    label: str,
    at_token: Sequence[NounPhrase | None],
    glossary: Glossary,
    *,
    quoted: bool = False,
) -> Attribution | None:
    """Return the speaker of a transcript's label ("Minister Austin:"), ``None`` for another text.

    The `label` recurs in the story; it names a known person or somebody with an office. Before what
    is `quoted` it may name a body, too.
    """
    phrase = at_token[0] if at_token else None
    if phrase is None or tagged.text[phrase.end :].lstrip()[:1] != ":":
        return None
    speaker = phrase.speaker
    if speaker.entry is None and not english_nouns("offices").keys().isdisjoint(phrase.nouns):
        speaker = speaker._replace(name=Bilingual(label, speaker.name.en))
        return Attribution(speaker, label, direct=True)
    # "Erbil: …" is where it was.
    kind = glossary.entries[speaker.entry].kind if speaker.entry else ""
    speaks = kind == "person" or (quoted and (kind == "organisation" or phrase.nouns))
    return Attribution(speaker, label, direct=True) if speaks else None


def _tag(text: str, glossary: Glossary, adjectives: Mapping[str, str]) -> TaggedSentence:
    """Return an Arabic sentence with its quotations masked, and the glossary's names outside them.

    `adjectives` has the English of each by its masculine singular, folded.
    """
    masked = mask_quotations(text)
    names = []
    for mention in glossary.mentions(masked.text):
        entry, number = mention.entry, masked.token_at(mention.end)
        # A term names nobody who could speak.
        if entry.kind == "term":
            continue
        word = masked.word(number)
        # "The Foreign Ministry" is not the glossary's if another country's adjective follows.
        if entry.kind == "organisation" and word.startswith("ال"):
            nationality = adjective_english(word, adjectives)
            own = [adjective_english(part, adjectives) for part in fold(entry.name.ar).split()]
            if nationality not in (None, *own) and not masked.gap(mention.end, number):
                continue
        names.append(Name(entry.id, entry.kind, entry.name, mention.start, mention.end))
    for mention in _organisations().mentions(masked.text):
        one, start, end = mention.entry, mention.start, mention.end
        inside = [name for name in names if name.start < end and start < name.end]
        # The glossary goes first, but for a part ("the United Nations" of "its Children's Fund").
        if all(name.end - name.start < end - start for name in inside):
            names = [name for name in names if name not in inside]
            names.append(Name(None, one.kind, one.name, start, end))
    return replace(masked, names=tuple(names), adjectives=adjectives)


@cache
def _organisations() -> Glossary:
    """Return the bodies that news names without saying what they are; their ids are English."""
    entries = {}
    for english, (arabic, *variants) in load("organisations")["names"].items():
        name = Bilingual(arabic, english)
        entries[english] = Entry(english, "organisation", name, tuple(variants))
    return build_glossary(entries)


@dataclass(frozen=True, slots=True)
class _PhraseReader:
    """Reads the noun phrases of a sentence that name a speaker.

    `number` is that of the sentence in the story, `day` the story's. `antecedents` has what the
    story has named so far, by the nouns that refer back to it; what is named here is added.
    """

    sentence: TaggedSentence
    number: int
    glossary: Glossary
    day: str | None
    antecedents: MutableMapping[str, _Antecedent]

    def phrases(self) -> tuple[list[NounPhrase], list[NounPhrase | None]]:
        """Return the phrases, none overlapping another, and the one that begins at each token."""
        phrases: list[NounPhrase] = []
        at_token: list[NounPhrase | None] = []
        known = {noun.partition(" ")[0] for noun in self.antecedents}
        for number, token in enumerate(self.sentence.tokens):
            is_known = token.text in known or self.sentence.name_at(number)
            is_first = begins_name(token.text) or token.text in word_set("before_surnames")
            may_begin = is_known or is_first or may_name_speaker(token.text)
            phrase = self._phrase(number) if may_begin else None
            at_token.append(phrase)
            # A phrase inside another one ("ministry" in "source in the ministry") is no speaker of
            # its own, but a cue may ask for the phrase at any token.
            if phrase and not (phrases and token.start < phrases[-1].end):
                phrases.append(phrase)
                for noun in (*phrase.nouns, *self._name_before(phrase)):
                    self.remember(noun, phrase)
        return phrases, at_token

    def _name_before(self, phrase: NounPhrase) -> list[str]:
        """Return what refers back to the name between the first word and an office's comma."""
        before, _, office = self.sentence.text.partition("،")
        _, _, named = before.partition(" ")
        is_apposed = phrase.start == len(before) + 1 + len(office) - len(office.lstrip())
        is_person = is_apposed and not phrase.speaker.entry and bool(phrase.nouns)
        name = name_words(f"{named}،") if is_person else []
        return short_names(name) if name[1:] and begins_name(name[0]) else []

    def remember(self, noun: str, phrase: NounPhrase) -> None:
        """Note a phrase as what a noun refers back to from here on."""
        known, rival = self.antecedents.get(noun), None
        if known:
            # The same one, if one name is the beginning of the other: full and short forms vary.
            one, other = sorted((known.phrase.speaker.name.ar, phrase.speaker.name.ar), key=len)
            rival = known.rival if other.startswith(one) else known.number
        self.antecedents[noun] = _Antecedent(phrase, self.number, rival)

    def _antecedent(self, noun: str) -> NounPhrase | None:
        """Return what a noun refers back to, ``None`` if nothing or if that is ambiguous."""
        known = self.antecedents.get(noun)
        if known is None or (known.rival is not None and self.number - known.rival <= _MEMORY):
            return None
        return known.phrase

    def _phrase(self, number: int) -> NounPhrase | None:
        """Return the phrase that begins at a token; "A and B" is one phrase."""
        first = self._single(number)
        while first:
            number = self.sentence.token_at(first.end)
            word, name = self.sentence.word(number), self.sentence.name_at(number)
            if not word.startswith("و") or self.sentence.gap(first.end, number):
                break
            # The letter for "and" may be the first of a noun or of a name.
            is_name = name is not None and name.start == self.sentence.tokens[number].start
            second = None if is_name or word in speaker_nouns() else self._single(number)
            if second is None or second.speaker.name == first.speaker.name:
                break
            # "The writer and editor Karim" is one person, unless the writer has a name.
            is_title = self.sentence.word_at(first.start) in word_set("titles")
            if is_title and len(first.nouns) == 1:
                first = replace(second, start=first.start)
                continue
            one, other = first.speaker, second.speaker
            arabic = f"{one.name.ar} و{other.name.ar}"
            names = Bilingual(arabic, f"{one.name.en} and {other.name.en}")
            both = Referent(names, None, one.owner if one.owner == other.owner else None)
            joined = NounPhrase(both, first.start, second.end, plural=True, parts=(first, second))
            first = replace(joined, feminine=first.feminine)
        # "The ministers A and" is no phrase without B.
        is_part = first and not first.plural and not plural_nouns().keys().isdisjoint(first.nouns)
        return None if is_part else first

    def _single(self, number: int) -> NounPhrase | None:
        """Return the phrase that begins at a token: a name, or a noun after a counting word."""
        start = self.sentence.tokens[number].start
        first_word = self.sentence.tokens[number].text.removeprefix("و")
        for word, english in counting_words().get(first_word, ()):
            if self.sentence.text[start:].removeprefix("و").startswith(f"{word} "):
                noun = number + len(word.split())
                phrase = self._by_noun(noun) if noun < len(self.sentence.tokens) else None
                # Of somebody with a name there is only one.
                if phrase and phrase.speaker.entry:
                    phrase = None
                return phrase and counted_phrase(self.sentence, number, noun, phrase, english)
        name = self.sentence.name_at(number)
        if name is None:
            return self._by_noun(number)
        if name.kind == "place" and self.sentence.is_of_quoted(number, name.end):
            return None
        entry = self.glossary.entries[name.entry] if name.entry else None
        phrase, full_name = NounPhrase(name.speaker, start, name.end), fold(name.text.ar)
        if name.kind == "organisation":
            # The first noun of each of a body's names can refer back to it ("the ministry").
            nouns: set[str] = set()
            for written in (full_name, *(entry.variants if entry else ())):
                nouns.update(split_noun(word).noun for word in fold(written).split()[:1])
            nouns.intersection_update(english_nouns("bodies"))
            nouns.update(_departments(full_name.split()))
            named = "".join(self.sentence.text[name.start :].split()[:1])
            first = split_noun(named).noun
            # Names without a noun ("Hamas") are of either gender.
            gender = is_feminine(first) or (False if first in english_nouns("bodies") else None)
            return replace(phrase, nouns=tuple(sorted(nouns)), feminine=gender)
        if name.kind == "person":
            # A surname refers back to whoever was named in full.
            return replace(phrase, nouns=tuple(full_name.split()[1:][-1:]))
        # A place speaks as a government: a country, which has an adjective, or a capital. Behind a
        # definite noun its name is an adjective ("the Saudi director").
        is_state = (entry and entry.adjective) or full_name in english_nouns("states")
        return phrase if is_state and not self._is_adjective(number) else self._by_noun(number)

    def _by_noun(self, number: int) -> NounPhrase | None:
        """Return the phrase of a title, a noun for a speaker, a surname or a state at a token."""
        word, start, _ = self.sentence.tokens[number]
        titled = read_titled(self.sentence, number)
        if titled and titled.person:
            return NounPhrase(titled.person.speaker, start, titled.end)
        noun, last, definite = self._noun_at(number)
        is_noun = noun in speaker_nouns()
        if is_noun and not self._is_other_word(number, last, noun, definite=definite):
            return self._of_noun(number, last, noun, definite=definite)
        if phrase := self._by_surname(number):
            return phrase
        if self._is_adjective(number):
            return None
        # A state that the glossary lacks, of two words or of one.
        start += word.startswith("و")
        for token in reversed(self.sentence.tokens[number : number + 2]):
            english = english_nouns("states").get(self.sentence.text[start : token.end])
            if english and not self.sentence.is_of_quoted(number, token.end):
                name = Bilingual(self.sentence.as_written(start, token.end), english)
                return NounPhrase(Referent(name), start, token.end)
        return None

    def _noun_at(self, number: int) -> tuple[str, int, bool]:
        """Return the noun that begins at a token, its last token, and whether it is definite."""
        word, start, end = self.sentence.tokens[number]
        noun, definite = split_noun(word)
        # The longer noun is the more exact one: "prime minister" has "president" in it.
        for words in (3, 2):
            following = self.sentence.tokens[number + 1 : number + words]
            longer = " ".join([noun, *(token.text for token in following)])
            if longer in speaker_nouns():
                # "Director general" and "emergency room" are in the construct, "prime minister" is
                # whole.
                offices, bodies = english_nouns("offices"), english_nouns("bodies")
                is_construct, parts = longer in offices or longer in bodies, longer.split()
                has_country = parts[-1] in phrases("places", "countries")
                is_whole = has_country or any(split_noun(part).definite for part in parts)
                return longer, number + len(following), definite or is_whole or not is_construct
        # "Its director": folded, the pronoun is the ending of a feminine noun.
        has_pronoun = self.sentence.as_written(start, end)[-1:] == "ه"
        return noun, number, definite or (has_pronoun and noun[:-1] in speaker_nouns())

    def _is_other_word(self, number: int, last: int, noun: str, *, definite: bool) -> bool:
        """Tell whether the word of a noun is another here: an adjective, a title, a surname."""
        word, start, _ = self.sentence.tokens[number]
        behind = self.sentence.word(number + 1)
        has_verb = is_reporting_verb(self.sentence.word(number - 1))
        if noun in word_set("before_offices"):
            return not (has_verb and behind in english_nouns("offices"))
        # Behind a noun they are adjectives ("the media office").
        if noun in word_set("also_adjectives"):
            return not definite or not (has_verb or self.sentence.text[:start].endswith("، "))
        if noun in word_set("behind_verbs"):
            return not (definite or has_verb)
        # With the article it is remembered as a surname alone ("al-Wakil": undersecretary).
        if word.startswith("ال") and word in self.antecedents and last == number:
            return True
        # A noun with an alef before an article is a dual in the construct: "the two ministers of".
        is_dual = word == f"{noun.partition(' ')[0]}ا" and behind.startswith("ال")
        return is_dual or word in word_set("forms_of_address")

    def _is_adjective(self, number: int) -> bool:
        """Tell whether the name of a state is an adjective: feminine, behind a definite noun."""
        before, word = self.sentence.word(number - 1), self.sentence.word(number)
        is_like_one = word.startswith("ال") and word.endswith("يه") and before.startswith("ال")
        return is_like_one and not self.sentence.gap_before(number)

    def _by_surname(self, number: int) -> NounPhrase | None:
        """Return the phrase of a surname, or another noun, whose bearer was named before."""
        word, start, end = self.sentence.tokens[number]
        before, behind = self.sentence.word(number - 1), self.sentence.word(number + 1)
        ends_name = self.sentence.text[end:].lstrip().startswith(("،", ":"))
        behind = "" if ends_name or behind in word_set("between") else behind
        bearer = self._antecedent(word)
        named = fold(bearer.speaker.name.ar).split() if bearer and bearer.speaker.entry else None
        # Beside another given name it is somebody else's, and is ambiguous from here on.
        is_first = begins_name(word) and (begins_name(behind) or split_noun(behind).definite)
        is_last = begins_name(before) and before not in word_set("titles")
        if bearer and (is_first or (named and is_last and before not in named)):
            del self.antecedents[word]
            bearer = None
        # The whole name, or a surname of two words.
        for words in range(LONGEST_NAME, 1, -1):
            tokens = self.sentence.tokens[number : number + words]
            whole = self._antecedent(" ".join(token.text for token in tokens))
            if whole:
                return replace(whole, start=start, end=tokens[-1].end, shown=tokens[-1].end)
        if bearer is None:
            return None
        # After a noun a surname is the name of something ("Nasser Hospital").
        is_subject = not before or is_reporting_verb(before) or before in word_set("verb_follows")
        return replace(bearer, start=start, end=end, shown=end) if is_subject or not named else None

    def _of_noun(self, first: int, last: int, noun: str, *, definite: bool) -> NounPhrase | None:
        """Return the phrase of a noun with what follows it, if it tells who speaks."""
        read = read_noun(self.sentence, first, last, noun, definite=definite)
        # First, since "in the name of" after the phrase changes who is meant.
        representative = self._representative(read)
        if representative:
            return representative
        if read.person and self._may_name_superior(read, read.person):
            read = replace(read, person=None)
        # "The expert in …" or "tied to …" is not the one named before; "in a statement" it may be.
        following = self.sentence.text[read.end :].lstrip()
        is_occasion = following.startswith(phrases_of("occasions"))
        is_another = following.startswith(("في ", "ب", *word_set("attached"))) and not is_occasion
        refers_back = definite and read.is_bare and not is_another
        antecedent = self._antecedent(noun) if refers_back else None
        # From the surest to the vaguest: who is named here or was before, then descriptions.
        speaker = (
            (read.person and read.person.speaker)
            or (antecedent and antecedent.speaker)
            or speaker_of_body(self.sentence, read)
            or self._office_holder(read)
            or described_speaker(self.sentence, read)
        )
        if speaker is None:
            # The noun may mean this one from here on, so it is ambiguous.
            if read.qualifiers and noun in self.antecedents:
                known = self.antecedents[noun]
                self.antecedents[noun] = known._replace(rival=self.number)
            return None
        nouns = {split_noun(one).noun for one in (noun, *read.qualifiers)}
        if not speaker.owner and nouns.isdisjoint(word_set("private")):
            # Somebody unnamed represents the country of the adjectives, if they name one.
            countries = {self.glossary.by_adjective(english) for _, english in read.adjectives}
            owner = countries.pop() if len(countries) == 1 else None
            speaker = speaker._replace(represents=owner)
        return NounPhrase(
            speaker,
            read.start,
            read.end,
            nouns=_nouns_for(read),
            plural=noun in plural_nouns() and read.person is None,
            feminine=None if read.person else is_feminine(noun),
            definite=definite,
            shown=read.shown,
        )

    def _representative(self, read: ModifiedNoun) -> NounPhrase | None:
        """Return the phrase of somebody's representative or statement ("spokesman for the …")."""
        sentence, noun = self.sentence, read.noun
        # Moved on below, to where the owner begins.
        number = sentence.token_at(read.end)
        word = sentence.word(number)
        is_spokesman = word == IN_THE_NAME_OF and noun in heads()
        # Arabic writes this "of" as "to" or not at all; a statement is always "to" its body.
        is_to = word.startswith("ل") and word not in speaker_nouns()
        is_statement = is_to and noun in english_nouns("documents")
        issued = word_set("issued")
        if word in word_set("relatives") and sentence.word(number + 1) in issued:
            number += 1
            word = sentence.word(number)
        if noun in english_nouns("documents") and issued & {word, sentence.word(number - 1)}:
            # "Issued by" a body, or "(which) it issued": the words are the body's.
            number += 1 if word in issued else 0
            number += 1 if sentence.word(number) == "عن" else 0
            is_statement = True
        has_owner = is_spokesman or is_statement or begins_genitive(read, word)
        if read.person or read.body or not has_owner:
            return None
        number += 1 if is_spokesman else 0
        owner = self._phrase(number) if number < len(sentence.tokens) else None
        if owner is None:
            return None
        # The name of the spokesman may follow that of the body.
        last = sentence.token_at(owner.end) - 1
        apposed = read_noun(sentence, last, last, noun, definite=True)
        speaker, entry = owner.speaker, owner.speaker.entry
        is_person = entry is not None and self.glossary.entries[entry].kind == "person"
        names = [name for name in sentence.names if owner.start <= name.start < owner.end]
        start_of_name = {name.entry: name.start for name in names}
        if apposed.person:
            speaker = apposed.person.speaker
        elif entry and is_person and entry in start_of_name and not is_statement:
            office = sentence.text[sentence.tokens[number].start : start_of_name[entry]].strip()
            if office and not self._has_own_name(noun, office, entry):
                # Whose name it is stays open: Arabic as written, English by the office alone.
                written = describe(sentence, read.start, owner.end)
                speaker = Referent(Bilingual(written, heads()[noun].rpartition(" ")[0]))
        elif noun in heads() and (begins_genitive(read, word) or not is_person):
            speaker = _head_of(sentence, read, owner, is_spokesman=is_spokesman, is_to=is_to)
        # The name behind "deputy foreign minister" is the deputy's.
        deputys = owner.nouns[1:] if noun in word_set("named") and not entry else ()
        nouns = (noun, *short_names(_own_name(apposed)), *deputys)
        return NounPhrase(speaker, read.start, apposed.end, nouns, feminine=is_feminine(noun))

    def _may_name_superior(self, read: ModifiedNoun, person: Name) -> bool:
        """Tell whether the name after "the president's adviser" may be the president's."""
        before = self.sentence.text[read.start : person.start]
        genitive = {split_noun(word).noun for word in read.qualifiers}
        is_of_office = not genitive.isdisjoint(english_nouns("offices"))
        if read.definite or read.noun not in heads() or "،" in before or not is_of_office:
            return False
        office = before.partition(" ")[2].strip().removeprefix("ال")
        return not self._has_own_name(read.noun, office, person.entry)

    def _has_own_name(self, noun: str, office: str, entry: str | None) -> bool:
        """Tell whether the name after "deputy of the minister" is the deputy's.

        The role of the person named decides; without a role there, the noun does.
        """
        role = self.glossary.entries[entry].role_on(self.day[:10]) if self.day and entry else None
        held = fold(role.ar) if role else ""
        if held.startswith(f"{noun} "):
            return True
        is_others = bool(held) and (office.startswith(held) or held.startswith(office))
        return noun in word_set("named") and not is_others

    def _office_holder(self, read: ModifiedNoun) -> Referent | None:
        """Return the only one who held an office, as named in full, on the story's day."""
        if self.day is None or read.unknown_name or read.noun not in english_nouns("offices"):
            return None
        office = folded_office(describe(self.sentence, read.start, read.shown))
        holders = []
        for entry in self.glossary.entries.values():
            role = entry.role_on(self.day[:10]) if entry.kind == "person" else None
            if role and folded_office(role.ar) == office:
                holders.append(Referent(entry.name, entry.id))
        # Two on one day: the office changed hands that day, or the glossary has no dates.
        return holders[0] if len(holders) == 1 else None


def _head_of(
    sentence: TaggedSentence,
    read: ModifiedNoun,
    owner: NounPhrase,
    *,
    is_spokesman: bool,
    is_to: bool,
) -> Referent:
    """Return who is head, or speaks "in the name of", of those that a phrase behind it names."""
    of, arabic = f" {IN_THE_NAME_OF} " if is_spokesman else " ", owner.speaker.name.ar
    if is_spokesman and owner.plural and not owner.speaker.entry:  # in the genitive
        arabic = describe(sentence, owner.start, owner.shown or owner.end)
    if is_to:  # the article loses its alef
        arabic = f"لل{arabic[2:]}" if arabic.startswith("ال") else f"ل{arabic}"
    # In English "deputy minister", but "deputy of" somebody with a name.
    head = heads()[read.noun]
    head = "deputy" if head == "deputy of" and not owner.speaker.entry else head
    own = [english for _, english in reversed(read.adjectives) if english]
    # "Deputy foreign minister" has an office, and no "of".
    name = owner.speaker.name
    of_whom = name.en if head == "deputy" else with_article(name.en, name.ar)
    english = " ".join([*own, head, of_whom])
    described = describe(sentence, read.start, read.shown)
    return Referent(Bilingual(f"{described}{of}{arabic}", english), None, owner.speaker.owner)


def _nouns_for(read: ModifiedNoun) -> tuple[str, ...]:
    """Return the words that can refer back to a noun's phrase: the noun and a surname."""
    noun, office = read.noun, english_nouns("offices").get(read.noun, "")
    # Arabic has one word for a president and for the head of a body. "The president" refers back
    # to the former only; the latter needs the body as well ("the head of the committee").
    is_head = noun in heads() and not heads()[noun].startswith(f"{office} ")
    is_of_body = office and is_head and not (read.body and read.body.kind == "place")
    if not read.definite and (is_of_body or noun in word_set("never_short")):
        noun = " ".join([noun, *read.qualifiers])
    nouns = (noun, *_departments(read.qualifiers if noun in english_nouns("bodies") else ()))
    # A surname refers back to whoever was named in full.
    surnames = fold(read.person.text.ar).split()[1:][-1:] if read.person else ()
    return (*nouns, *surnames, *short_names(_own_name(read)))


def _own_name(read: ModifiedNoun) -> tuple[str, ...]:
    """Return a name without what an office is of, if it begins so ("of the United Nations")."""
    name = read.unknown_name
    return name[2:] if name and name[0].startswith("لل") else name


def _departments(words: Sequence[str]) -> list[str]:
    """Return what a ministry with these words in its name is called for short ("the Foreign")."""
    nouns = [split_noun(word).noun for word in words]
    known = english_nouns("departments").keys()
    return [noun for noun in nouns if noun in english_nouns("bodies") and f"ال{noun}" in known]
