"""Who says what in a story: the attributions of each sentence, with speaker, verb and quotation.

A verb's subject is looked for after it, then before it; a verb or participle without one continues
the subject of its sentence or the last speaker of the story it agrees with. What cannot be given
a speaker is left out rather than guessed, and nobody is continued past a speaker nobody knows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ..editors.glossary import Glossary
from ..language.arabic import fold
from ..language.reporting_verbs import Agreement
from ..model import Sentence
from .cues import Cue, find_cues
from .sentence import (
    QUOTATION,
    Name,
    NounPhrase,
    Speaker,
    TaggedSentence,
    mask_quotations,
)
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
    named: dict[str, NounPhrase] = {}
    turns: tuple[_Turn, ...] = ()
    for number, sentence in enumerate(sentences):
        tagged = _tag(sentence.ar, glossary, adjectives)
        phrases, at_token = read_phrases(tagged, glossary, day, named)
        for phrase in phrases:
            named.update(dict.fromkeys(phrase.nouns, phrase))
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
    """Return the phrase of a cue's speaker, "unknown" for somebody nobody knows."""
    if cue.kind in ("according", "source", "appears"):
        return subjects.named_at(cue.end)
    if cue.kind == "relay":
        return subjects.named_at(cue.end) or "unknown"
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
    if comma and not rest.strip() and first and not cue.joined:
        return is_preposition(first.removeprefix("و"))
    return word_set("continuing").issuperset(before.split())


def _without_relays(spoken: Sequence[_SpokenCue]) -> list[_SpokenCue]:
    """Return who spoke, without those who only relay it where another speaker is named."""
    kept = []
    for number, one in enumerate(spoken):
        following = spoken[number + 1].cue if number + 1 < len(spoken) else None
        if not (following and _is_relayed(one.cue, following)):
            kept.append(one)
    # "As the paper wrote" says where the sentence is from: it counts where nobody else speaks.
    main = [one for one in kept if not _is_aside(one.cue)]
    return main or kept


def _is_relayed(cue: Cue, following: Cue) -> bool:
    """Tell whether what a verb reports comes only after the source that follows it."""
    if cue.kind != "verb" or following.kind not in ("source", "relay"):
        return False
    return cue.content is None or cue.content >= following.start


def _is_aside(cue: Cue) -> bool:
    if cue.kind == "according":
        return True
    return cue.has_as and cue.kind != "label" and not cue.has_content


def _attributions_of(
    sentence: TaggedSentence, cues: Sequence[Cue], spoken: Sequence[_SpokenCue]
) -> tuple[Attribution, ...]:
    """Return one attribution for each speaker, by the first verb, direct if any of theirs is."""
    found: dict[object, Attribution] = {}
    for one in spoken:
        speaker, direct = one.phrase.speaker, _is_direct(sentence, one.cue, cues)
        known = found.get(speaker.name)
        if known:
            found[speaker.name] = replace(known, direct=known.direct or direct)
        else:
            # Of a phrase only the first word attributes.
            token = next(token for token in sentence.tokens if token.end > one.cue.start)
            verb = sentence.as_written(one.cue.start, token.end)
            found[speaker.name] = Attribution(speaker, verb, direct)
    return tuple(found.values())


def _is_direct(sentence: TaggedSentence, cue: Cue, cues: Sequence[Cue]) -> bool:
    """Tell whether a quotation is between a cue and the next, or before the first."""
    if cue.kind in ("according", "source"):
        return bool(QUOTATION.search(sentence.text))
    start = 0 if cue == cues[0] else cue.start
    following = [other.start for other in cues if other.start > cue.start]
    end = following[0] if following else len(sentence.text)
    return bool(QUOTATION.search(sentence.text, start, end))
