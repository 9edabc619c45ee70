"""Who says what in a story: each sentence's attributions with speaker, verb and quotation.

A verb's subject is looked for behind it, then before it; a verb or participle without one continues
the subject of its sentence or the last speaker of the story it agrees with. What cannot be given
a speaker is left out rather than guessed, and nobody is continued past a speaker nobody knows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from ..editors.glossary import Glossary
from ..model import Sentence
from .english_names import listed
from .reporting_verbs import Cue, Form, find_cues
from .speakers import Context, Phrase, Reader, Speaker
from .subjects import Subject, Subjects, agrees
from .utterance import QUOTATION, Utterance, utterance

MEMORY = 3
"""Sentences back whose speaker a verb may continue; a reader remembers hardly more."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says something in a sentence, by which verb, and whether in quotation marks."""

    speaker: Speaker
    verb: str
    direct: bool


@dataclass(frozen=True, slots=True)
class Said:
    """A cue with the phrase of its speaker."""

    cue: Cue
    phrase: Phrase


@dataclass(slots=True)
class Memory:
    """What reading a story sentence by sentence remembers: who was named, and who spoke."""

    context: Context
    sentence: int = 0
    spoke: list[tuple[int, Phrase]] = field(default_factory=list)

    def last(self, form: Form | None) -> Phrase | None:
        """Return the last speaker that a verb's form agrees with."""
        near = (p for n, p in reversed(self.spoke) if self.sentence - n <= MEMORY)
        return next((phrase for phrase in near if agrees(phrase, form)), None)

    def note(self, phrase: Phrase) -> None:
        """Take note of who speaks in the sentence being read."""
        self.spoke.append((self.sentence, phrase))


def attributions(
    sentences: Sequence[Sentence], glossary: Glossary, day: str | None
) -> Iterator[tuple[Attribution, ...]]:
    """Yield the attributions of each sentence of a story, one for each speaker."""
    memory = Memory(Context(glossary, day))
    for memory.sentence, sentence in enumerate(sentences):
        yield tuple(_of_sentence(utterance(sentence.ar), memory))


def _of_sentence(said: Utterance, memory: Memory) -> Iterator[Attribution]:
    cues = find_cues(said)
    reader = Reader(said, memory.context)
    subjects = Subjects(said, reader, reader.phrases())
    found = _without_relays(_said(cues, subjects, memory))
    for speaker in dict.fromkeys(one.phrase.speaker.name for one in found):
        own = [one for one in found if one.phrase.speaker.name == speaker]
        direct = any(_is_direct(said, one.cue, cues) for one in own)
        yield Attribution(own[0].phrase.speaker, _word(own[0].cue, said), direct)


def _said(cues: Sequence[Cue], subjects: Subjects, memory: Memory) -> list[Said]:
    """Return the cues that have a speaker; note who spoke, and where nobody knows who did."""
    found: list[Said] = []
    for cue in cues:
        phrase = _speaker(cue, found, subjects, memory)
        if phrase == "unknown":
            memory.spoke.clear()
        elif isinstance(phrase, Phrase):
            found.append(Said(cue, phrase))
            memory.note(_with_gender(phrase, cue))
    return found


def _with_gender(phrase: Phrase, cue: Cue) -> Phrase:
    """Return a person's phrase with the gender its verb tells."""
    if cue.kind != "verb" or phrase.feminine is not None or cue.form == "p":
        return phrase
    return replace(phrase, feminine=cue.form == "f")


def _speaker(cue: Cue, found: Sequence[Said], subjects: Subjects, memory: Memory) -> Subject | None:
    """Return the phrase of a cue's speaker, "unknown" for somebody nobody knows."""
    if cue.kind in ("according", "source", "appears"):
        return subjects.named_at(cue.end)
    if cue.kind == "relay":
        return subjects.named_at(cue.end) or "unknown"
    beside = subjects.beside(cue)
    if beside != "none":
        return beside
    nobody = cue.impersonal or (cue.content is None and cue.kind == "verb")
    return None if nobody else _continued(cue, found, subjects, memory)


def _continued(
    cue: Cue, found: Sequence[Said], subjects: Subjects, memory: Memory
) -> Subject | None:
    """Return who a verb without a subject continues: its sentence's speaker, else the story's."""
    before = [one.phrase for one in found if agrees(one.phrase, cue.form)]
    if before:
        return before[-1]
    if _opens(cue, subjects.said):
        return "unknown" if cue.imperfect and not cue.joined else memory.last(cue.form)
    subject = subjects.of_sentence(cue)
    if subject or not subjects.is_headless():
        return subject
    return memory.last(cue.form)


def _opens(cue: Cue, said: Utterance) -> bool:
    """Tell whether a verb opens its sentence, behind no more than "but he" or an occasion."""
    before = said.outside[: cue.start - len(cue.joined)]
    opening, comma, rest = before.partition("،")
    first = opening.split()[:1]
    if comma and not rest.strip() and first and not cue.joined:
        return first[0].removeprefix("و") in listed("clauses", "prepositions")
    return all(word in listed("continuing", "words") for word in before.split())


def _without_relays(found: Sequence[Said]) -> list[Said]:
    """Return who spoke, less those who only relay it where another speaker is named."""
    kept = [
        one
        for n, one in enumerate(found)
        if not (found[n + 1 :] and _is_relayed(one.cue, found[n + 1].cue))
    ]
    main = [one for one in kept if not _is_aside(one.cue)]
    return main or kept


def _is_relayed(cue: Cue, following: Cue) -> bool:
    """Tell whether what a verb tells comes only behind the source that follows it."""
    told = cue.content is None or cue.content >= following.start
    return following.kind in ("source", "relay") and cue.kind == "verb" and told


def _is_aside(cue: Cue) -> bool:
    """Tell whether a cue only says where the sentence is from ("as the paper wrote")."""
    return cue.kind == "according" or (cue.like and cue.kind != "label" and not cue.tells)


def _word(cue: Cue, said: Utterance) -> str:
    """Return the word that attributes, as written; the first of a phrase."""
    token = next(t for t in said.tokens if t.end > cue.start)
    return said.as_written(cue.start, token.end)


def _is_direct(said: Utterance, cue: Cue, cues: Sequence[Cue]) -> bool:
    """Tell whether a quotation stands between a cue and the next, or before the first."""
    if cue.kind in ("according", "source"):
        return bool(QUOTATION.search(said.outside))
    start = 0 if cue == cues[0] else cue.start
    end = next((c.start for c in cues if c.start > cue.start), len(said.outside))
    return bool(QUOTATION.search(said.outside, start, end))
