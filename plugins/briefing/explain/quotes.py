"""Who said what: direct and reported speech with its speaker.

The speaker is looked for beside the verb; a verb without one ("he added") continues the last
speaker of the story. What cannot be given a speaker is left out rather than guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from ..glossary import Entry, Glossary
from ..lexicon import load
from ..model import Bilingual, Quote, Sentence, Story
from ..parse.arabic import fold, fold_with_offsets
from .matching import citable, excerpt
from .topics import Side

QUOTED = re.compile(r"“([^”]+)”|«([^»]+)»|\"([^\"]+)\"")
SHORTEST_QUOTE = 4
"""Words. A shorter quoted span is a term or a name, not speech."""
MOST_ADJECTIVES = 2
"""Nationalities behind an unnamed speaker ("Iraqi and U.S. officials")."""
REACH = 90
"""Characters behind a verb of speech within which its subject stands."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: a name in both languages, the glossary entry if there is one.

    `of` is the id of the entry that an unnamed speaker speaks for, ``None`` if that is not one.
    """

    name: Bilingual
    entry: Entry | None = None
    of: str | None = None


def find_quotes(
    stories: Sequence[Story], glossary: Glossary, sides: Sequence[Side]
) -> tuple[Quote, ...]:
    """Return the attributed sentences of the stories, in order of story and place."""
    side_of = {entry: side.id for side in sides for entry in side.entries}
    return tuple(q for story in stories for q in _of_story(story, glossary, side_of))


def _of_story(story: Story, glossary: Glossary, side_of: dict[str, str]) -> Iterator[Quote]:
    last: Speaker | None = None
    day = story.published.value if story.published else None
    for _, sentence in citable(story):
        verb = _verb(sentence.ar)
        if verb is None:
            continue
        speaker = _speaker(sentence, verb, glossary)
        if speaker is None and _continues(sentence, verb):
            speaker = last
        if speaker is None:
            continue
        last = speaker
        role = speaker.entry.role_on(day[:10]) if speaker.entry and day else None
        side = side_of.get(speaker.entry.id if speaker.entry else speaker.of or "")
        yield Quote(speaker.name, role, is_direct(sentence.ar), excerpt(story, sentence), side)


def is_direct(text: str) -> bool:
    """Tell whether a sentence quotes somebody verbatim."""
    spans = (next(filter(None, groups)) for groups in QUOTED.findall(text))
    return any(len(span.split()) >= SHORTEST_QUOTE for span in spans)


@cache
def _verbs() -> re.Pattern[str]:
    stems = sorted({fold(v) for v in load("speech")["verbs"]["stems"]}, key=len, reverse=True)
    return re.compile(rf"(?<!\w)[وف]?(?:{'|'.join(stems)})(?!\w)")


@cache
def _unnamed() -> re.Pattern[str]:
    nouns = [*load("speech")["speakers"], *load("speech")["heads"]]
    names = sorted((fold(noun) for noun in nouns), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)")


def _outside_quotes(text: str) -> str:
    """Return the folded text with quoted spans blanked, lengths kept."""
    return fold(QUOTED.sub(lambda m: "_" * len(m.group()), text))


def _verb(text: str) -> re.Match[str] | None:
    return _verbs().search(_outside_quotes(text))


def _speaker(sentence: Sentence, verb: re.Match[str], glossary: Glossary) -> Speaker | None:
    """Return who speaks, by the first place that tells: "quoted … from", behind, or before."""
    outside = _outside_quotes(sentence.ar)
    for subject in _subjects(outside, verb):
        found = _in_subject(subject, sentence.ar, glossary)
        if found:
            return found
    return None


def _subjects(outside: str, verb: re.Match[str]) -> Iterator[str]:
    """Yield the parts of a sentence that may name a verb's subject, surest first."""
    quoted_from = re.search(r"(?<!\w)[وف]?نقل(?:ت|وا)?\s.{0,60}?\sعن\s", outside)
    if quoted_from:
        yield outside[quoted_from.end() : quoted_from.end() + REACH]
    after = outside[verb.end() : verb.end() + REACH]
    yield re.split(r"(?<!\w)(?:ان|انه|انها|انهم|الي\s+ان)(?!\w)|_{4,}|:", after)[0]
    before = outside[: verb.start()]
    if re.match(r"[وف]?(?:كان|كانت|قد|سبق)(?!\w)", before):
        yield before


def _in_subject(subject: str, text: str, glossary: Glossary) -> Speaker | None:
    """Return who a subject names: a person, one who heads a body, an unnamed one, or a body."""
    mentions = glossary.mentions(subject)
    person = next((m for m in mentions if m.entry.kind == "person"), None)
    body = next((m for m in mentions if m.entry.kind == "organisation"), None)
    state = next((m for m in mentions if m.entry.kind == "place" and m.start <= 1), None)
    unnamed = _unnamed().search(subject)
    named = person or body or state
    heads = unnamed is not None and unnamed.group() in _heads()
    if unnamed and body and heads and not person:
        return _head_of(unnamed.group(), body.entry)
    if named and (heads or not unnamed or named.start < unnamed.start()):
        return Speaker(named.entry.name, named.entry)
    return _unnamed_speaker(unnamed, subject, text, glossary) if unnamed else None


@cache
def _heads() -> dict[str, str]:
    """Return nouns that stand before the body they lead or speak for, folded, to English."""
    return {fold(ar): en for ar, en in load("speech")["heads"].items()}


def _head_of(noun: str, body: Entry) -> Speaker:
    """Return "the leader of" a body; the words are the leader's, the side the body's."""
    written = next(ar for ar in load("speech")["heads"] if fold(ar) == noun)
    name = Bilingual(f"{written} {body.name.ar}", f"{_heads()[noun]} {body.name.en}")
    return Speaker(name, None, body.id)


def _unnamed_speaker(noun: re.Match[str], subject: str, text: str, glossary: Glossary) -> Speaker:
    """Return an unnamed speaker with the nationality behind it, in the words of the text."""
    table = {fold(ar): en for ar, en in load("speech")["speakers"].items()} | _heads()
    known = glossary.adjectives() | {fold(a): e for a, e in load("speech")["adjectives"].items()}
    english, words = [], []
    for word in subject[noun.end() :].split()[:MOST_ADJECTIVES]:
        adjective = _adjective(word.strip("،,"), known)
        if adjective is None:
            break
        words.append(word.strip("،,"))
        english.append(adjective)
    arabic = _as_written(" ".join([noun.group(), *words]), text)
    noun_en = table[noun.group()]
    name = Bilingual(arabic, f"{' and '.join(english)} {noun_en}".strip())
    countries = [glossary.by_adjective(adjective) for adjective in english]
    return Speaker(name, None, countries[0] if len(countries) == 1 else None)


def _adjective(word: str, known: dict[str, str]) -> str | None:
    """Return the English of an adjective of nationality in any number, ``None`` for other words."""
    bare = word.removeprefix("و").removeprefix("ال")
    for ending in ("ون", "ين", "ه", ""):
        if bare.endswith(ending) and bare[: len(bare) - len(ending)] in known:
            return known[bare[: len(bare) - len(ending)]]
    return None


def _as_written(folded: str, text: str) -> str:
    """Return the words of the text that fold to these, so that a name is shown as written."""
    whole = fold_with_offsets(text)
    at = whole.text.find(folded)
    if at < 0:
        return folded
    start, end = whole.span(at, at + len(folded))
    return text[start:end]


def _continues(sentence: Sentence, verb: re.Match[str]) -> bool:
    """Tell whether a verb opens the sentence without a subject ("he added: …", "but he said")."""
    before = _outside_quotes(sentence.ar)[: verb.start()].split()
    return not before or (len(before) == 1 and before[0] in load("speech")["continuing"]["words"])
