"""Speakers that a noun describes, named in both languages: Arabic as written, English by rule."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from itertools import takewhile

from ..language.arabic import fold
from ..language.lexicon import any_word, load
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
    nouns_of_people,
    person_nouns,
    phrases_of,
    plural_nouns,
    speaker_nouns,
    split_noun,
    word_set,
)

LONGEST_PARTICLE = 3
"""Letters of a small word within a name ("for", "of")."""
LONGEST_MEMBERS = 2
"""Words of whose union it is ("of doctors of Sudan"); of more the first one tells too little."""
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
    before = sentence.word_before(body.start)
    # "The organization Doctors Without Borders" is no part of it.
    is_whole = body.kind == "organisation" and before in word_set("kinds_of_bodies")
    part = None if is_whole else english_nouns("bodies").get(before)
    head = heads().get(noun) or f"{english_nouns('bodies')[noun]} of"
    named = with_article(body.text.en, body.text.ar)
    whole = f"the {part} of {named}" if part and noun in heads() else named
    english = f"{body.text.en} {document}" if document else f"{head} {whole}"
    return Referent(Bilingual(f"{written}{space}{body.text.ar}", english), None, body.entry)


@lru_cache(maxsize=4096)
def with_article(english: str, arabic: str) -> str:
    """Return a name or an office behind "of" or "for", with the article if it takes one.

    A name does if it says what it is ("the World Bank", but "UNICEF"), an office or a body without
    a name where its `arabic` is definite.
    """
    words = english.split()
    # "Al-Hadithi" is written "al-Hadithi" within a name.
    own = (word.rpartition("-")[2] for word in words if len(word) > LONGEST_PARTICLE)
    if all(word[:1].isupper() for word in own):
        kinds = {name.split()[-1].lower() for name in english_nouns("bodies").values()}
        takes_it = not (kinds | word_set("with_article")).isdisjoint(english.lower().split())
    else:
        takes_it = any(split_noun(word).definite for word in fold(arabic).split())
    first = "".join(words[:1])
    has_owner = first == "the" or first.endswith(("'s", "’s"))
    return f"the {english}" if takes_it and not has_owner else english


def described_speaker(sentence: TaggedSentence, read: ModifiedNoun) -> Referent | None:
    """Return a speaker without a name, in the text's words; ``None`` if it stays open who it is."""
    department = _english_departments(read)
    # Whose a toll or an estimate is, or of what kind, has to be told.
    is_tally = read.noun in word_set("tallies") and not (read.adjectives or read.body)
    is_understood = read.noun in person_nouns() or _is_understood(sentence, read, department)
    if is_tally or not is_understood:
        return None
    # With an abbreviation in brackets after a body's name.
    is_opened = "(" in sentence.text[read.start : read.shown]
    is_bracket = is_opened and sentence.text.startswith(")", read.shown)
    written = describe(sentence, read.start, read.shown + (1 if is_bracket else 0))
    many, english = plural_nouns().get(read.noun, ""), _english_name(read, department)
    is_two = sentence.word_at(read.shown) in word_set("two") or "two " in many
    arabic = _nominative(written, read, many, is_two=is_two)
    # Not "two Iraqi and Turkish ministers": that would be two of each.
    says_two = many and is_two and " and " not in english
    name = Bilingual(arabic, f"two {english}" if says_two else english)
    return Referent(name, None, read.body.entry if read.body else None)


def _is_understood(sentence: TaggedSentence, read: ModifiedNoun, department: str) -> bool:
    """Tell whether a noun with its modifiers is all that has to be told of who speaks."""
    if read.noun in english_nouns("bodies"):
        # A bare "ministry" could be any, and what qualifies it must be known departments alone.
        is_of_known = department and not (read.departments and read.further_qualifiers)
        is_known = bool(is_of_known if read.qualifiers else read.definite or read.adjectives)
        # A name is complete with what the body is for ("the high commission for elections").
        is_whole = read.has_purpose or read.has_quoted or read.is_closed
        # "A large group" is some of the people who are named behind it.
        is_large = any(english == "senior" for _, english in read.adjectives)
        is_some = is_large and not read.definite and not read.qualifiers
        return (is_known or is_whole) and not (read.unknown_name or is_some)
    if not read.definite and read.is_bare:
        # A bare "minister" could be any; a bare "report" is the one that the text is about.
        return read.noun in english_nouns("documents")
    if department or read.has_quoted:
        return True
    # The genitive of an office is complete if all of it is definite, if it is a body whose last
    # word is, or if a name or a comma follows. What a body is for has several words.
    cities = phrases("places", "cities")
    last = [word.split()[-1] for word in read.qualifiers]
    definite = [split_noun(word).definite or word in cities for word in last]
    has_body = not english_nouns("bodies").keys().isdisjoint(read.qualifiers)
    behind = sentence.text[read.shown : read.end].split()
    has_name = bool(last and behind) and (behind[0] == "،" or begins_name(behind[0]))
    return has_name or all(definite) or (has_body and definite[-1])


def _nominative(written: str, read: ModifiedNoun, many: str, *, is_two: bool) -> str:
    """Return how a noun's phrase is written in the nominative, in which Arabic is shown.

    Case is seen in the letters of a dual, of a sound plural and of an indefinite singular; `many`
    is the English of a plural noun, empty for another.
    """
    first = fold(written).partition(" ")[0]
    if first.endswith(_OBLIQUE) and many:
        # Only in the noun and its adjectives: a name after them may end so as well (Bahrain).
        ending, length = "ان" if is_two else "ون", 1 + len(read.adjectives)
        return re.sub(rf"{_OBLIQUE}(?!\w)", ending, written, count=length)
    if first.endswith("ي") and "two " in many:
        # A dual in the construct state has lost its last letter.
        return written.replace("ي ", "ا ", 1)
    if first.endswith("ا") and not first.startswith("ال") and read.noun.split()[0] != first:
        # Up to the first word without: "internationally" behind a body stays what it is.
        parts = written.split()
        own = list(takewhile(_ACCUSATIVE.search, parts))
        return " ".join([*(_ACCUSATIVE.sub("", part) for part in own), *parts[len(own) :]])
    return written


def name_beside(sentence: TaggedSentence, cue: Cue, phrase: NounPhrase) -> list[str]:
    """Return the name of an unnamed speaker beside the office, empty where none surely is.

    `phrase` is the subject of `cue`. A name stands between the two, or behind the office
    up to what is said: between commas, or from a given name on.
    """
    is_office = len(phrase.nouns) == 1 and phrase.nouns[0].split()[0] in nouns_of_people()
    # Before a participle the sentence has another verb, whose object a name may be.
    if not is_office or phrase.speaker.entry or phrase.plural or phrase.start < cue.start:
        return []
    before = sentence.text[cue.end : phrase.start].strip(" ،")
    name = name_words(f"{before}،") if before else _name_behind(sentence, cue, phrase)
    return name if len(name) > 1 else []


def _name_behind(sentence: TaggedSentence, cue: Cue, phrase: NounPhrase) -> list[str]:
    """Return the words of a name behind an office, empty where none surely is."""
    limit, count = len(sentence.text) if cue.content is None else cue.content, len(sentence.tokens)
    of_office, number = _is_of_office(sentence, phrase), sentence.token_at(phrase.end)
    # The token behind the last word that may end what the office is of.
    behind_owner, is_governed = number, False
    while number < count and sentence.tokens[number].start < limit:
        word, start, _ = sentence.tokens[number]
        before = sentence.word(number - 1)
        is_of = is_preposition(word) and not sentence.is_ali(number)
        is_circumstance = is_of and word != "الي" and word not in word_set("belonging")
        is_parted = sentence.gap_before(number) or word in word_set("between")
        if is_circumstance or is_parted or sentence.text.startswith(phrases_of("occasions"), start):
            break
        is_title, noun = word in word_set("titles"), split_noun(word).noun
        is_person = is_title or word in word_set("persons") or noun in nouns_of_people()
        is_given = begins_name(word) and not is_title and word != IN_THE_NAME_OF
        is_titled = before in word_set("titles") and before not in word_set("parts_of_titles")
        is_another = is_of or of_office or is_preposition(before)
        is_first = (is_given or is_titled) and not is_another
        if is_first or is_person:
            # "In the government of Karim", "announced the death of the actor Karim"; but "of the
            # company Oasis, Karim".
            is_body = split_noun(sentence.word(behind_owner)).noun in english_nouns("bodies")
            ends_body = is_body and behind_owner < number - 1
            is_beside = ends_body or before in word_set("titles") or before in word_set("called")
            if behind_owner != number and not (is_first and is_beside):
                return []
            if is_first:
                return _name_from(sentence, number)
        is_governed |= is_of or word[0] in "بل"
        is_definite = split_noun(word).definite or word in phrases("places", "cities")
        is_known = any(name.start <= start < name.end for name in sentence.names)
        if is_of or ((is_definite or is_known) and not is_person):
            # An object, of which somebody may be.
            if behind_owner != number and not is_governed:
                return []
            behind_owner = number + 1
        number += 1
    words = [token.text for token in sentence.tokens[behind_owner:number]]
    # Behind the definite word that ends what an office is of, indefinite ones are a name.
    is_ended = is_governed and split_noun(sentence.word(behind_owner - 1)).definite
    if len(words) > 1 and is_ended and not of_office:
        return name_words(f"{' '.join(words)}،")
    # The second comma is often left out before "that".
    between = sentence.text[sentence.tokens[number].start : limit] if number < count else ""
    return name_words(f"{between}،") if between else []


def _is_of_office(sentence: TaggedSentence, phrase: NounPhrase) -> bool:
    """Tell whether it stays open whose a name behind a phrase is ("adviser to the president K")."""
    head = sentence.token_at(phrase.start)
    # "The deputy foreign minister Karim": the deputy's.
    if split_noun(sentence.word(head)).noun in word_set("named"):
        return False
    for place in range(head, sentence.token_at(phrase.end)):
        is_of = place == head or sentence.word(place) == IN_THE_NAME_OF
        if is_of and split_noun(sentence.word(place + 1)).noun in nouns_of_people():
            return True
    return False


def _name_from(sentence: TaggedSentence, first: int) -> list[str]:
    """Return the words of a name from a given name or a title on."""
    others, name = word_set("between") | word_set("that"), [sentence.word(first)]
    for number in range(first + 1, min(first + LONGEST_NAME + 1, len(sentence.tokens))):
        word = sentence.word(number)
        is_function_word = word in others or is_preposition(word) or is_reporting_verb(word)
        is_speaker = split_noun(word).noun in speaker_nouns() or sentence.name_at(number)
        if is_function_word or is_speaker or sentence.gap_before(number):
            break
        name.append(word)
    return name


def _english_departments(read: ModifiedNoun) -> str:
    """Return the English of the departments that a noun is of, empty where none is known."""
    english, words = english_nouns("departments"), " ".join(read.qualifiers)
    if not read.departments:
        return english.get(words) or english.get(f"ال{words}") or ""
    found = re.findall(any_word(english), read.departments)
    *others, last = [english[" ".join(one.split())] for one in found]
    return f"{', '.join(others)} and {last}" if others else last


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
    first = "".join(read.qualifiers[:1])
    is_genitive = first and not split_noun(first).definite
    is_whole = department or read.has_quoted or (read.definite and " " in first)
    is_open = (is_genitive and not is_whole) or (is_deputy and not office)
    # An adjective may be that of a genitive, or of a further department that no list has.
    is_known = department and not read.departments
    unknown = () if read.definite or is_known else read.further_qualifiers
    owner = split_noun(unknown[0]).noun if unknown else ""
    adjectives = [] if is_open else _english_adjectives(read, owner, is_two_offices=bool(office))
    # What a body is for is not what its head is for.
    last = read.qualifiers[-1:] if noun in english_nouns("bodies") else ()
    purposes = [english_nouns("purposes").get(one) for one in last]
    # "The journalists' union": whose union it is.
    is_union = noun in word_set("unions") and len(read.qualifiers) <= LONGEST_MEMBERS
    people = plural_nouns().get(split_noun(first).noun) if is_union else None
    members = people and (f"{people}'" if people.endswith("s") else f"{people}'s")
    name = " ".join(filter(None, [*adjectives, department, members, english, *purposes]))
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
    if first.startswith("لل"):
        return f"ال{written[2:]}"
    # The letter is removed only if a known noun is left: وزير begins with that of "and".
    rest = first[1:]
    is_joined = first.startswith(("و", "ل", "ب", "ف")) and first not in speaker_nouns()
    if is_joined and not bare_nouns().isdisjoint((rest, rest.removeprefix("ال"))):
        return written[1:]
    return written
