"""Speakers that a noun describes, named in both languages: Arabic as written, English by rule."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from itertools import takewhile

from ..language.arabic import fold
from ..language.lexicon import load
from ..language.phrases import phrases
from ..language.reporting_verbs import is_reporting_verb
from ..model import Bilingual
from .sentence import Cue, ModifiedNoun, NounPhrase, Referent, TaggedSentence
from .vocabulary import (
    IN_THE_NAME_OF,
    LONGEST_NAME,
    bare_nouns,
    begins_name,
    english_nouns,
    heads,
    is_feminine,
    is_preposition,
    name_words,
    person_nouns,
    phrases_of,
    plural_nouns,
    speaker_nouns,
    split_noun,
    word_set,
)

_OBLIQUE = "ين"
"""Ending of a dual or sound plural in accusative and genitive; in the nominative it is ان or ون."""
_ACCUSATIVE = re.compile(r"\u064B?ا\u064B?$")
"""The ending of an indefinite accusative, with its mark on either side."""


def speaker_of_body(sentence: TaggedSentence, read: ModifiedNoun) -> Referent | None:
    """Return the body that the noun itself names, or who leads or speaks for it, else ``None``."""
    body, noun = read.body, read.noun
    if body is None:
        return None
    if noun in english_nouns("bodies"):
        # "The ministry of Iraq" is not Iraq, nor is a body's "second committee" the body.
        is_own = body.kind == "organisation" and not (read.qualifiers or read.adjectives)
    else:
        # A statement is its body's words, but a cable is quoted as "the cable of".
        is_own = noun in english_nouns("documents") and noun not in heads()
    if is_own:
        return body.speaker
    is_of_country = noun in word_set("of_countries") and body.kind == "place"
    if not (noun in heads() or (is_of_country and not read.adjectives)) or read.qualifiers:
        return None
    # The leader speaks, and represents the body.
    written = describe(sentence, read.start, body.start)
    # Without a space where a preposition is joined to the body ("for the ministry" is one word).
    space = " " if sentence.text[body.start - 1].isspace() else ""
    # English has "the ministry's statement", but "the head of the ministry".
    document = english_nouns("documents").get(noun)
    # "The head of the university of Baghdad" is no head of Baghdad.
    part = english_nouns("bodies").get(sentence.word(sentence.token_at(body.start) - 1))
    head = heads().get(noun) or f"{english_nouns('bodies')[noun]} of"
    whole = f"the {part} of {body.text.en}" if part and noun in heads() else body.text.en
    english = f"{body.text.en} {document}" if document else f"{head} {whole}"
    return Referent(Bilingual(f"{written}{space}{body.text.ar}", english), None, body.entry)


def described_speaker(sentence: TaggedSentence, read: ModifiedNoun) -> Referent | None:
    """Return a speaker without a name, in the text's words; ``None`` if it stays open who it is."""
    words = " ".join(read.qualifiers)
    departments = english_nouns("departments")
    department = departments.get(words) or departments.get(f"ال{words}") or ""
    if read.noun in english_nouns("bodies"):
        # A bare "ministry" could be any, and what qualifies it must be a known department.
        is_whole = bool(department if read.qualifiers else read.definite or read.adjectives)
        # A name is complete with what the body is for ("the high commission for elections").
        is_whole = is_whole or read.has_purpose or read.has_quoted
        is_understood = (is_whole or read.is_closed) and not read.unknown_name
        # "A large group" is some of the people who are named behind it.
        is_some = not read.definite and any(english == "senior" for _, english in read.adjectives)
        is_understood = is_understood and not (is_some and not read.qualifiers)
    elif not read.definite and read.is_bare:
        # A bare "minister" could be any; a bare "report" is the one that the text is about.
        is_understood = read.noun in english_nouns("documents")
    else:
        # The genitive of an office is complete if all of it is definite, if it is a body whose last
        # word is, or if a name or a comma follows.
        # What a body is for has several words ("for football").
        cities = phrases("places", "cities")
        last = [word.split()[-1] for word in read.qualifiers]
        definite = [split_noun(word).definite or word in cities for word in last]
        has_body = not english_nouns("bodies").keys().isdisjoint(read.qualifiers)
        behind = sentence.text[read.shown : read.end].split()
        is_named = bool(words and behind) and (behind[0] == "،" or begins_name(behind[0]))
        is_understood = bool(department) or all(definite) or is_named or read.has_quoted
        is_understood = is_understood or (has_body and definite[-1])
    # Whose a toll or an estimate is, or of what kind, has to be told.
    is_tally = read.noun in word_set("tallies") and not (read.adjectives or read.body)
    if is_tally or (not is_understood and read.noun not in person_nouns()):
        return None
    # With an abbreviation in brackets after a body's name.
    has_bracket = "(" in sentence.text[read.start : read.shown]
    has_bracket = has_bracket and sentence.text.startswith(")", read.shown)
    written = describe(sentence, read.start, read.shown + has_bracket)
    first, many = fold(written).partition(" ")[0], plural_nouns().get(read.noun, "")
    is_two = sentence.word(sentence.token_at(read.shown)) in word_set("two") or "two " in many
    # Arabic is shown in the nominative. Case is seen in the letters of a dual, of a sound plural
    # and of an indefinite singular.
    if first.endswith(_OBLIQUE) and many:
        # Only in the noun and its adjectives: a name after them may end so as well (Bahrain).
        ending, length = "ان" if is_two else "ون", 1 + len(read.adjectives)
        written = re.sub(rf"{_OBLIQUE}(?!\w)", ending, written, count=length)
    elif first.endswith("ي") and "two " in many:
        # A dual in the construct state has lost its last letter.
        written = written.replace("ي ", "ا ", 1)
    elif first.endswith("ا") and not first.startswith("ال") and read.noun.split()[0] != first:
        # Up to the first word without: "internationally" behind a body stays what it is.
        parts = written.split()
        own = list(takewhile(_ACCUSATIVE.search, parts))
        written = " ".join([*(_ACCUSATIVE.sub("", part) for part in own), *parts[len(own) :]])
    english = _english_name(read, department)
    # Not "two Iraqi and Turkish ministers": that would be two of each.
    is_two = bool(many) and is_two and " and " not in english
    name = Bilingual(written, f"two {english}" if is_two else english)
    return Referent(name, None, read.body.entry if read.body else None)


def name_beside(sentence: TaggedSentence, cue: Cue, phrase: NounPhrase) -> list[str]:
    """Return the name of an unnamed speaker beside the office, empty where none surely is.

    `phrase` is the subject of `cue`. A name stands between the two, or behind the office
    up to what is said: between commas, or from a given name on.
    """
    is_office = len(phrase.nouns) == 1 and phrase.nouns[0].split()[0] in _offices()
    # Before a participle the sentence has another verb, whose object a name may be.
    if not is_office or phrase.speaker.entry or phrase.plural or phrase.start < cue.start:
        return []
    before = sentence.text[cue.end : phrase.start].strip(" ،")
    name = name_words(f"{before}،") if before else _name_behind(sentence, cue, phrase)
    return name if len(name) > 1 else []


@cache
def _offices() -> frozenset[str]:
    """Return the nouns for people who speak."""
    people = frozenset(english_nouns("offices")).union(heads(), person_nouns())
    return people - english_nouns("documents").keys()


def _name_behind(sentence: TaggedSentence, cue: Cue, phrase: NounPhrase) -> list[str]:
    """Return the words of a name behind an office, empty where none surely is."""
    limit = len(sentence.text) if cue.content is None else cue.content
    head, number = sentence.token_at(phrase.start), sentence.token_at(phrase.end)
    # "The adviser to the president Karim": whose name that is stays open.
    of_office = False
    for place in range(head, number):
        is_of = place == head or sentence.word(place) == IN_THE_NAME_OF
        of_office |= is_of and split_noun(sentence.word(place + 1)).noun in _offices()
    # "The deputy foreign minister Karim": the deputy's.
    of_office = of_office and split_noun(sentence.word(head)).noun not in word_set("named")
    # From `of_what` on no word was one that ends what the office is of.
    of_what, is_governed = number, False
    while number < len(sentence.tokens) and sentence.tokens[number].start < limit:
        word, start, _ = sentence.tokens[number]
        before = sentence.word(number - 1)
        gap = sentence.gap(sentence.tokens[number - 1].end, number)
        is_of = is_preposition(word) and not sentence.is_ali(number)
        is_other = is_of and word not in word_set("belonging") | {"الي"}
        is_other = is_other or bool(gap) or word in word_set("between")
        if is_other or sentence.text.startswith(phrases_of("occasions"), start):
            break
        is_title = word in word_set("titles")
        is_person = is_title or word in word_set("persons") or split_noun(word).noun in _offices()
        is_first = begins_name(word) and not is_title and word != IN_THE_NAME_OF
        is_first = is_first or before in word_set("titles") - {"الاول", "الركن"}
        is_first = is_first and not (is_of or of_office or is_preposition(before))
        if is_first or is_person:
            # "In the government of Karim", "announced the death of the actor Karim"; but "of the
            # company Oasis, Karim".
            is_named = of_what < number - 1 and (
                split_noun(sentence.word(of_what)).noun in english_nouns("bodies")
            )
            is_beside = before in word_set("titles") | word_set("called") or is_named
            if of_what != number and not (is_first and is_beside):
                return []
            if is_first:
                return _name_from(sentence, number)
        is_governed |= is_of or word[0] in "بل"
        is_last = split_noun(word).definite or word in phrases("places", "cities")
        is_last = is_last or any(name.start <= start < name.end for name in sentence.names)
        if is_of or (is_last and not is_person):
            # An object, of which somebody may be.
            if of_what != number and not is_governed:
                return []
            of_what = number + 1
        number += 1
    words = [token.text for token in sentence.tokens[of_what:number]]
    # Behind the definite word that ends what an office is of, indefinite ones are a name.
    is_ended = is_governed and split_noun(sentence.word(of_what - 1)).definite
    if len(words) > 1 and is_ended and not of_office:
        return name_words(f"{' '.join(words)}،")
    is_between = number < len(sentence.tokens) and sentence.tokens[number].start < limit
    # The second comma is often left out before "that".
    return (
        name_words(f"{sentence.text[sentence.tokens[number].start : limit]}،") if is_between else []
    )


def _name_from(sentence: TaggedSentence, first: int) -> list[str]:
    """Return the words of a name from a given name or a title on."""
    others, name = word_set("between") | word_set("that"), [sentence.word(first)]
    for number in range(first + 1, min(first + LONGEST_NAME + 1, len(sentence.tokens))):
        word = sentence.word(number)
        is_other = word in others or split_noun(word).noun in speaker_nouns()
        is_other = is_other or is_reporting_verb(word) or sentence.name_at(number) is not None
        gap = sentence.gap(sentence.tokens[number - 1].end, number)
        if is_other or is_preposition(word) or gap:
            break
        name.append(word)
    return name


def _english_name(read: ModifiedNoun, department: str) -> str:
    """Return the English of an unnamed speaker: adjectives, department, noun, (body)."""
    noun, english, office = read.noun, "", ""
    # After a definite noun comes no genitive; its qualifiers are adjectives of no list.
    genitive = () if read.definite else read.qualifiers
    for nouns in (person_nouns(), *map(english_nouns, ("offices", "documents", "bodies"))):
        english = english or nouns.get(noun, "").removeprefix("two ")
    # With a genitive it is the head of a body: رئيس اللجنة is a head, no president.
    if noun in heads() and (genitive or not english):
        english = heads()[noun].rpartition(" ")[0]
    # "Deputy envoy" with the genitive: "deputy" alone is also a member of parliament.
    for count in (1, 2):
        of = split_noun(" ".join(genitive[:count])).noun
        office = english_nouns("offices").get(of, office)
    is_deputy = bool(genitive) and english == "deputy"
    english = f"deputy {office}".strip() if is_deputy else english
    # After a genitive an adjective may be that one's ("of the government hospital").
    is_own = bool(department) or all(split_noun(word).definite for word in read.qualifiers[:1])
    is_own = is_own or read.has_quoted or (read.definite and " " in read.qualifiers[0])
    is_own = is_own and not (is_deputy and not office)
    owner = split_noun(genitive[0]).noun if genitive and not department else ""
    adjectives = _english_adjectives(read, owner, is_two_offices=bool(office)) if is_own else []
    # What a body is for is not what its head is for.
    own = read.qualifiers[-1:] if noun in english_nouns("bodies") else ()
    purposes = [english_nouns("purposes").get(one) for one in own]
    name = " ".join(filter(None, [*adjectives, department, english, *purposes]))
    return f"{name} ({read.body.text.en})" if read.body else name


def _english_adjectives(read: ModifiedNoun, owner: str, *, is_two_offices: bool) -> list[str]:
    """Return the adjectives that are surely the noun's, and not those of its genitive `owner`."""
    groups: list[str] = []
    for word, adjective in read.adjectives:
        # The coach of a national team, or of the club called "the Egyptian", is of any country.
        if read.noun in word_set("of_teams") and split_noun(word).definite and not read.definite:
            continue
        of_noun, of_owner = (is_feminine(one) == is_feminine(word) for one in (read.noun, owner))
        # After "commander-in-chief of the forces" a feminine "armed" is that of the forces.
        if read.has_purpose and not of_noun and not adjective[:1].isupper():
            continue
        is_persons = of_noun and adjective in word_set("of_people")
        is_owners = owner and of_owner and not is_persons
        # A country is that of both; of another adjective ("former") it is open whose it is.
        if (is_two_offices or is_owners) and not adjective[:1].isupper():
            continue
        if groups and word.startswith("و"):
            groups[-1] += f" and {adjective}"
        else:
            groups.append(adjective)
    # English reverses the order of adjectives, except of those joined by "and".
    return groups[::-1]


def counted_phrase(
    sentence: TaggedSentence, first: int, noun: int, phrase: NounPhrase, counting: str
) -> NounPhrase:
    """Return the phrase of the noun at a token with its counting word ("several", "one of").

    `first` is the token of that word, `counting` its English.
    """
    is_one = counting == "one of"
    start, end = sentence.tokens[first].start, sentence.tokens[noun].end
    written = sentence.as_written(start, max(phrase.shown, end)).removeprefix("و")
    english = phrase.speaker.name.en
    for row in load("speech")["people"] if is_one else ():
        plural = row.get("many_en", f"{row['en']}s")
        if english.endswith(plural):
            english = english.removesuffix(plural).removeprefix("two ") + str(row["en"])
            break
    name = Bilingual(written, english if is_one else f"{counting} {english}")
    return replace(
        phrase,
        speaker=phrase.speaker._replace(name=name),
        start=start,
        nouns=(),
        plural=not is_one,
        feminine=False if is_one else phrase.feminine,
    )


def describe(sentence: TaggedSentence, start: int, end: int) -> str:
    """Return the words of a range as written, without "and", "to" or "by" joined to the first."""
    written = sentence.as_written(start, end)
    first = fold(written).partition(" ")[0]
    # "To the" is written لل: without "to" the article has its alef again.
    if first.startswith("لل") and split_noun(first).noun in speaker_nouns():
        return f"ال{written[2:]}"
    # The letter is removed only if a known noun is left: وزير begins with that of "and".
    rest = first[1:]
    is_joined = first.startswith(("و", "ل", "ب", "ف")) and first not in speaker_nouns()
    if is_joined and not bare_nouns().isdisjoint((rest, rest.removeprefix("ال"))):
        return written[1:]
    return written
