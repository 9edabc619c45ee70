"""Who says what in a story: the attributions of each sentence, with speaker, verb and quotation.

A verb's subject is looked for after it, then before it; a verb or participle without one continues
the subject of its sentence or the last speaker of the story it agrees with. What cannot be given
a speaker is left out rather than guessed, and no speaker is continued past an unknown one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ..editors.glossary import Glossary
from ..language.arabic import fold
from ..language.reporting_verbs import Agreement
from ..model import Bilingual, Sentence
from .cues import Cue, find_cues
from .sentence import QUOTATION, Name, NounPhrase, Speaker, TaggedSentence, mask_quotations
from .speakers import read_phrases
from .subjects import Subject, Subjects, agrees
from .vocabulary import adjective_english, english_nouns, is_preposition, word_set

_MEMORY = 3
"""Sentences back whose speaker a verb may continue; a reader remembers hardly more."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says something in a sentence, by which verb, and whether in quotation marks."""

    speaker: Speaker
    verb: str
    direct: bool


@dataclass(frozen=True, slots=True)
class _SpokenCue:
    """A cue with the phrase of its speaker."""

    cue: Cue
    phrase: NounPhrase


@dataclass(frozen=True, slots=True)
class _Turn:
    """Somebody who spoke, and the number of the sentence."""

    sentence: int
    phrase: NounPhrase


def attributions(
    sentences: Sequence[Sentence], glossary: Glossary, day: str | None
) -> Iterator[tuple[Attribution, ...]]:
    """Yield the attributions of each sentence of a story, one for each speaker.

    `day` is the ISO day of the story, on which offices are held; ``None`` if it is unknown.
    """
    adjectives = english_nouns("adjectives") | glossary.adjectives()
    named: Mapping[str, NounPhrase] = {}
    turns: tuple[_Turn, ...] = ()
    for number, sentence in enumerate(sentences):
        tagged = _tag(sentence.ar, glossary, adjectives)
        phrases, at_token, named = read_phrases(tagged, glossary, day, named)
        cues = find_cues(tagged)
        turns = tuple(turn for turn in turns if number - turn.sentence <= _MEMORY)
        spoken, turns = _with_speakers(cues, Subjects(tagged, phrases, at_token), turns, number)
        yield _attributions_of(tagged, cues, _without_relays(spoken))


def _tag(text: str, glossary: Glossary, adjectives: Mapping[str, str]) -> TaggedSentence:
    """Return an Arabic sentence with its quotations masked and the glossary's names outside them.

    `adjectives` has the English by the masculine singular, folded.
    """
    masked = mask_quotations(text)
    names = []
    for mention in glossary.mentions(masked.text):
        entry, number = mention.entry, masked.token_at(mention.end)
        word = masked.word(number)
        # With another country's adjective after it, "the Foreign Ministry" is not the glossary's.
        if entry.kind == "organisation" and word.startswith("ال"):
            nationality = adjective_english(word, adjectives)
            own = [adjective_english(part, adjectives) for part in fold(entry.name.ar).split()]
            if nationality not in (None, *own) and not masked.gap(mention.end, number):
                continue
        names.append(Name(entry.id, entry.kind, entry.name, mention.start, mention.end))
    return replace(masked, names=tuple(names), adjectives=adjectives)


def _with_speakers(
    cues: Sequence[Cue], subjects: Subjects, turns: tuple[_Turn, ...], number: int
) -> tuple[list[_SpokenCue], tuple[_Turn, ...]]:
    """Return the cues of a sentence that have a speaker, and all turns up to its end."""
    spoken: list[_SpokenCue] = []
    for cue in cues:
        phrase = _speaker(cue, spoken, subjects, turns)
        if phrase == "unknown":
            # Whoever continues now continues the stranger, so earlier speakers are forgotten.
            turns = ()
        elif isinstance(phrase, NounPhrase):
            spoken.append(_SpokenCue(cue, phrase))
            # A verb tells the gender of a person, whose name does not.
            if cue.kind == "verb" and phrase.feminine is None and cue.agreement != "p":
                phrase = replace(phrase, feminine=cue.agreement == "f")
            turns = (*turns, _Turn(number, phrase))
    return spoken, turns


def _speaker(
    cue: Cue, spoken: Sequence[_SpokenCue], subjects: Subjects, turns: Sequence[_Turn]
) -> Subject:
    """Return the phrase of a cue's speaker, "unknown" for one that cannot be named."""
    if cue.kind in ("according", "source", "appears"):
        return subjects.named_at(cue.end)
    if cue.kind == "relay":
        # Whoever is relayed speaks, even if it cannot be said who it is.
        return subjects.named_at(cue.end) or "unknown"
    # A verb that no content follows is not continued: it may have another sense.
    beside = subjects.beside(cue)
    if beside or cue.impersonal or (cue.content is None and cue.kind == "verb"):
        return beside
    return _continued(cue, spoken, subjects, turns)


def _continued(
    cue: Cue, spoken: Sequence[_SpokenCue], subjects: Subjects, turns: Sequence[_Turn]
) -> Subject:
    """Return who a verb without a subject continues: its sentence's speaker, else the story's."""
    for earlier in reversed(spoken):
        if agrees(earlier.phrase, cue.agreement):
            return earlier.phrase
    if _opens_sentence(cue, subjects.sentence):
        # An imperfect that opens a sentence without "and" begins afresh ("it is said that").
        if cue.imperfect and not cue.joined:
            return "unknown"
        return _last_speaker(turns, cue.agreement)
    # A verb later in the sentence continues its subject ("he received the envoy, stressing that").
    subject = subjects.of_sentence(cue)
    if subject or not subjects.is_headless():
        return subject
    return _last_speaker(turns, cue.agreement)


def _last_speaker(turns: Sequence[_Turn], agreement: Agreement | None) -> NounPhrase | None:
    for turn in reversed(turns):
        if agrees(turn.phrase, agreement):
            return turn.phrase
    return None


def _opens_sentence(cue: Cue, sentence: TaggedSentence) -> bool:
    """Tell whether a verb opens its sentence, after no more than "but he" or an occasion."""
    before = sentence.text[: cue.outer_start]
    opening, comma, rest = before.partition("،")
    first = " ".join(opening.split()[:1])
    # An occasion before the verb, up to a comma: "in his speech, he said".
    if comma and not rest.strip() and first and not cue.joined:
        return is_preposition(first.removeprefix("و"))
    return word_set("continuing").issuperset(before.split())


def _without_relays(spoken: Sequence[_SpokenCue]) -> list[_SpokenCue]:
    """Return who spoke, without those who only relay it where another speaker is named."""
    kept, main = [], []
    for number, one in enumerate(spoken):
        cue = one.cue
        following = spoken[number + 1].cue if number + 1 < len(spoken) else None
        # A verb only relays if what it reports comes after the source that follows it.
        if cue.kind == "verb" and following and following.kind in ("source", "relay"):
            content = following.start if cue.content is None else cue.content
            if content >= following.start:
                continue
        kept.append(one)
        # "As the paper wrote" says where the sentence is from: it counts where nobody else speaks.
        has_own_content = cue.kind in ("verb", "participle") and cue.content is not None
        is_aside = cue.has_as and cue.kind != "label" and not has_own_content
        if cue.kind != "according" and not is_aside:
            main.append(one)
    return main or kept


def _attributions_of(
    sentence: TaggedSentence, cues: Sequence[Cue], spoken: Sequence[_SpokenCue]
) -> tuple[Attribution, ...]:
    """Return one attribution for each speaker, by the first verb, direct if any of theirs is."""
    found: dict[Bilingual, Attribution] = {}
    for one in spoken:
        cue, speaker = one.cue, one.phrase.speaker
        # What a cue attributes is between it and the next; before the first cue, too.
        start, end = 0 if cue == cues[0] else cue.start, len(sentence.text)
        if cue.kind in ("according", "source"):
            start = 0
        else:
            end = min([other.start for other in cues if other.start > cue.start], default=end)
        direct = QUOTATION.search(sentence.text, start, end) is not None
        known = found.get(speaker.name)
        if known:
            found[speaker.name] = replace(known, direct=known.direct or direct)
            continue
        # Of a phrase only the first word attributes.
        token = next(token for token in sentence.tokens if token.end > cue.start)
        verb = sentence.as_written(cue.start, token.end)
        found[speaker.name] = Attribution(speaker, verb, direct)
    return tuple(found.values())
