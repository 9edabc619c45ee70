"""Speakers that a noun describes, named in both languages: Arabic as written, English by rule."""

from __future__ import annotations

import re

from ..language.arabic import fold
from ..language.lexicon import load
from ..model import Bilingual
from .sentence import ModifiedNoun, NounPhrase, Speaker, TaggedSentence
from .vocabulary import (
    IN_THE_NAME_OF,
    english_nouns,
    heads,
    person_nouns,
    plural_nouns,
    speaker_nouns,
    split_noun,
)

_OBLIQUE_PLURAL = "ين"
"""The ending of a sound plural in the accusative and genitive; in the nominative it is ون."""
_ACCUSATIVE = re.compile(r"\u064B?ا\u064B?$")
"""The ending of an indefinite accusative, with its mark on either side."""


def own_speaker(read: ModifiedNoun) -> Speaker | None:
    """Return the body whose own noun this is, or that made the statement, ``None`` if none did."""
    body, noun = read.body, read.noun
    if body is None or body.kind == "term":
        return None
    if noun in english_nouns("bodies"):
        # "The ministry of a country" is not the country; nor is its "second committee" the body.
        is_own = body.kind == "organisation" and not (read.qualifiers or read.adjectives)
    else:
        # A body speaks by its statement, but a cable is quoted as "the cable of".
        is_own = noun in english_nouns("documents") and noun not in heads()
    return body.speaker if is_own else None


def head_of_body(sentence: TaggedSentence, read: ModifiedNoun) -> Speaker | None:
    """Return "the leader of" a body; the words are the leader's, the side is the body's."""
    body = read.body
    if body is None or read.noun not in heads() or read.qualifiers:
        return None
    written = describe(sentence, read.start, body.start)
    # A preposition is written on to the body: "for the ministry" is one word in Arabic.
    space = " " if sentence.text[body.start - 1].isspace() else ""
    english = heads()[read.noun].of(body.text.en)
    return Speaker(Bilingual(f"{written}{space}{body.text.ar}", english), None, body.entry)


def described_speaker(sentence: TaggedSentence, read: ModifiedNoun) -> Speaker | None:
    """Return a speaker without a name, in the words of the text; ``None`` if they are too few."""
    if not _is_understood(read):
        return None
    written = nominative(describe(sentence, read.start, read.shown))
    owner = read.body.entry if read.body and read.body.kind != "term" else None
    return Speaker(Bilingual(written, english_name(read)), None, owner)


def _is_understood(read: ModifiedNoun) -> bool:
    """Tell whether what follows a noun is understood well enough to name a speaker by it."""
    if read.noun in person_nouns():
        return True
    has_department = _department(read) is not None
    if read.noun in english_nouns("bodies"):
        # "A ministry" without more could be any; a qualifier must be a department that is known.
        is_whole = has_department if read.qualifiers else read.definite or bool(read.adjectives)
        return is_whole and not read.unknown_name
    # "A minister said" could be anybody's; a bare "report" is at least the one spoken of.
    if not read.definite and read.is_bare:
        return read.noun in english_nouns("documents")
    return has_department or all(split_noun(word).definite for word in read.qualifiers)


def speaking_for(owner: Speaker, noun: str, written: str) -> Speaker:
    """Return who speaks for another by a noun: a spokesman, a cable, or the owner itself."""
    if noun not in heads():
        return owner
    joined = "ل" if noun in english_nouns("documents") else f"{IN_THE_NAME_OF} "
    name = Bilingual(f"{written} {joined}{owner.name.ar}", heads()[noun].of(owner.name.en))
    return Speaker(name, None, owner.owner)


def join_phrases(first: NounPhrase, second: NounPhrase) -> NounPhrase:
    """Return two phrases joined by "and" as one speaker."""
    one, other = first.speaker, second.speaker
    name = Bilingual(f"{one.name.ar} و{other.name.ar}", f"{one.name.en} and {other.name.en}")
    speaker = Speaker(name, None, one.owner if one.owner == other.owner else None)
    return NounPhrase(speaker, first.start, second.end, plural=True, feminine=first.feminine)


def describe(sentence: TaggedSentence, start: int, end: int) -> str:
    """Return the words of a range as written, without "and", "to" or "by" joined to the first."""
    written = sentence.as_written(start, end)
    first = fold(written).partition(" ")[0]
    # "To the" is written لل: the article's alef comes back when "to" is taken away.
    if first.startswith("لل") and split_noun(first).noun in speaker_nouns():
        return f"ال{written[2:]}"
    # The letter goes only if a known noun is left: وزير begins with that of "and".
    rest = first[1:]
    is_joined = first.startswith(("و", "ل", "ب", "ف")) and first not in speaker_nouns()
    if is_joined and not speaker_nouns().isdisjoint((rest, rest.removeprefix("ال"))):
        return written[1:]
    return written


def nominative(written: str) -> str:
    """Return a noun and its adjectives without the ending of the accusative or genitive."""
    first = fold(written).partition(" ")[0]
    # Case shows in letters in two places only: the sound plural, and the indefinite singular.
    if first.endswith(_OBLIQUE_PLURAL) and split_noun(first).noun in plural_nouns():
        return re.sub(rf"{_OBLIQUE_PLURAL}(?!\w)", "ون", written)
    if first in speaker_nouns() or first.startswith("ال") or not first.endswith("ا"):
        return written
    return " ".join(_ACCUSATIVE.sub("", word) for word in written.split())


def english_name(read: ModifiedNoun) -> str:
    """Return the English of an unnamed speaker: adjectives, department, noun, (body)."""
    noun, english = read.noun, ""
    for nouns in (person_nouns(), *map(english_nouns, ("offices", "documents", "bodies"))):
        english = english or nouns.get(noun, "")
    # A qualifier shows that the noun heads a body: رئيس اللجنة is a head, no president.
    if noun in heads() and (read.qualifiers or not english):
        english = heads()[noun].english
    # English has adjectives in the reverse of the Arabic order; joined ones keep theirs.
    groups: list[str] = []
    for adjective in read.adjectives:
        if groups and adjective.word.startswith("و"):
            groups[-1] += f" and {adjective.english}"
        else:
            groups.append(adjective.english)
    words = [*reversed(groups), _department(read) or "", english]
    name = " ".join(filter(None, words))
    return f"{name} ({read.body.text.en})" if read.body else name


def _department(read: ModifiedNoun) -> str | None:
    """Return the English of the department after "minister" or "ministry", ``None`` if unknown."""
    words = " ".join(read.qualifiers)
    departments = english_nouns("departments")
    return departments.get(words) or departments.get(f"ال{words}")


def one_of_many(english: str) -> str:
    """Return the English of unnamed people as that of one of them ("informed source")."""
    for row in load("speech")["people"]:
        plural = row.get("many_en", f"{row['en']}s")
        if english.endswith(plural):
            return english.removesuffix(plural) + str(row["en"])
    return english
