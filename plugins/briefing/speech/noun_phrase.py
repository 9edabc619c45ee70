"""Reads what modifies a noun for a speaker: adjectives, a body, a person in apposition."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from itertools import pairwise

from ..language.lexicon import any_word
from ..language.phrases import is_outlet, phrases
from ..language.reporting_verbs import is_reporting_verb, verb_form, verb_forms
from .sentence import QUOTATION, ModifiedNoun, Name, TaggedSentence
from .vocabulary import (
    IN_THE_NAME_OF,
    LONGEST_NAME,
    Noun,
    adjective_english,
    begins_name,
    english_nouns,
    heads,
    is_feminine,
    is_preposition,
    name_words,
    nouns_of_people,
    office_adjectives,
    person_nouns,
    phrases_of,
    plural_nouns,
    speaker_nouns,
    split_noun,
    word_set,
)

_OF_WHAT = re.compile(r"\s(?:(?:في|عن|لدى)\s|[بل]\w)[^،.:؛_]{1,60}،\s")
_ENDS_NAME = re.compile(r"\s?[،:]|\s(?:ان\s|ل\w)")
_LONGEST_PHRASE = 14
"""Words of an office and its holder's name ("the commander of …, Major General …")."""
_LONGEST_GENITIVE = 3
"""Words without article in an office's genitive; after more of them a word is rather a name."""


def read_noun(
    sentence: TaggedSentence, first: int, last: int, noun: str, *, definite: bool
) -> ModifiedNoun:
    """Return a noun with its modifiers; a preposition, "that", a quotation or a verb ends them.

    `first` and `last` are the tokens of the noun, which may have several words.
    """
    tokens = sentence.tokens
    read = ModifiedNoun(noun, tokens[first].start, tokens[last].end, tokens[last].end, definite)
    is_office = noun in word_set("of_departments") and not definite
    departments = _departments().match(sentence.text, read.end) if is_office else None
    if departments:
        words, end = departments[1], departments.end()
        qualifiers = tuple(word.removeprefix("و") for word in words.split())
        read = replace(read, qualifiers=qualifiers, departments=words, shown=end, end=end)
    number = sentence.token_at(read.end)
    while number < min(len(tokens), last + _LONGEST_PHRASE) and read.person is None:
        word = tokens[number].text
        between, name = sentence.gap(read.end, number), sentence.name_at(number)
        # Another name of several words in brackets is no part of the first.
        is_long = not sentence.text.startswith(")", tokens[number].end)
        opens_another = between.endswith("(") and is_long and not name
        # Brackets around a name do not end a phrase; any sign but a comma does.
        gap = between.strip(" ()")
        is_behind = opens_another or QUOTATION.match(word) or word in word_set("that")
        if is_behind or gap not in ("", "،"):
            break
        purpose = _purposes().match(sentence.text, tokens[number].start)
        longer: ModifiedNoun | None
        if purpose and not gap and _may_have_purpose(read):
            qualifiers, end = (*read.qualifiers, " ".join(purpose.group().split())), purpose.end()
            longer = replace(read, qualifiers=qualifiers, shown=end, end=end)
        elif not name and (after := sentence.behind_quoted(number)) and _may_have_quoted(read, gap):
            # In quotation marks a name is complete ("the company “Oasis”").
            end = tokens[after - 1].end
            own = sentence.text[tokens[number].start : end]
            longer = replace(read, qualifiers=(own,), has_quoted=True, shown=end, end=end)
        elif name and read.body and name.text == read.body.text:
            # The same body by a shorter name, in brackets or quotation marks.
            longer = replace(read, end=name.end)
        elif name:
            longer = _with_name(sentence, number, read, name, gap)
        elif gap:
            longer = _with_apposition(sentence, number, read)
        else:
            longer = _with_word(sentence, number, read)
        if longer is None:
            break
        read = longer
        number = sentence.token_at(read.end)
    read = _with_distant_name(sentence, read)
    is_body = bool(read.qualifiers) and read.noun in english_nouns("bodies")
    return replace(read, is_closed=True) if is_body and _is_closed(sentence, read) else read


def _is_closed(sentence: TaggedSentence, read: ModifiedNoun) -> bool:
    """Tell whether a body's name with its genitive is complete, so that no object is taken for it.

    It is if the genitive is one definite word with adjectives of relation. Else what is behind has
    to show it: "that", or a sign or preposition before it; after "according to" a sign.
    """
    words = read.qualifiers
    is_definite = read.body is not None or split_noun(words[-1]).definite
    # "General" is no object either, nor a second department, with "and" or of a genitive.
    written, is_single = sentence.text[read.start : read.end], True
    for one, word in pairwise(words):
        goes_on = f" و{word}" in written or not split_noun(one).definite
        is_department = goes_on and word in english_nouns("departments")
        is_adjective = word.endswith(("ي", "يه")) or word in word_set("of_names")
        is_single &= is_department or is_adjective
    if is_definite and is_single and not read.definite:
        return True
    first, number = sentence.token_at(read.start), sentence.token_at(read.end)
    # A short name in quotation marks may be behind the full one.
    end = sentence.tokens[after - 1].end if (after := sentence.behind_quoted(number)) else read.end
    mark = sentence.text[end:].lstrip()[:1]
    # "According to" may have its "to" joined to the noun, and an "and" to itself.
    joined = " ل" if sentence.word(first).startswith("ل") else ""
    before = f"{sentence.text[: read.start].rstrip()}{joined}"
    for phrase in phrases_of("according"):
        if before.endswith(phrase) and before.removesuffix(phrase)[-1:] in ("", " ", "و"):
            return is_definite and mark in ("", "،", ".", "(")
    verb, word = verb_forms().get(sentence.word(first - 1).removeprefix("و")), sentence.word_at(end)
    # Before its verb nothing but the subject is ("but the emergency room of Kassala said that").
    before_verb = verb is None and is_reporting_verb(word) and not word.startswith("و")
    if before_verb and _says(sentence, sentence.tokens[sentence.token_at(end)].end):
        return True
    # After a verb that takes a hearer the last words may be the hearer, unless another one is.
    if verb is None or verb.has_hearer:
        hearer = split_noun(word)
        return bool(verb) and is_definite and hearer.definite and hearer.noun in speaker_nouns()
    if is_definite and word in word_set("that"):
        return True
    # Indefinite words may be another clause before a preposition ("factions call themselves").
    has_preposition = is_definite and is_preposition(word)
    has_occasion = sentence.text.startswith(phrases_of("occasions"), end + 1)
    has_link = word in word_set("between") or word in word_set("that")
    is_ended = mark in ("،", "(") or has_preposition or has_occasion or has_link
    return is_ended and _says(sentence, end)


def _with_distant_name(sentence: TaggedSentence, read: ModifiedNoun) -> ModifiedNoun:
    """Read the name of a verb's subject behind what this is of ("said an expert in …, Karim,")."""
    if read.noun not in nouns_of_people() or read.person or not (read.definite or read.qualifiers):
        return read
    verb = verb_form(sentence.word_before(read.start))
    # What somebody says in a statement is no part of who it is.
    has_occasion = sentence.text.startswith(phrases_of("occasions"), read.end + 1)
    between = None if has_occasion else _OF_WHAT.match(sentence.text, read.end)
    if not verb or verb.has_hearer or not between:
        return read
    # Behind "in the office of the prime minister" a name is rather that of the last of them.
    others = speaker_nouns() - english_nouns("bodies").keys()
    words = between[0].split()
    if any(is_reporting_verb(word) or split_noun(word).noun in others for word in words):
        return read
    name = sentence.name_at(sentence.token_at(between.end()))
    if not name or name.kind != "person" or name.start != between.end():
        return read
    is_whole = _ENDS_NAME.match(sentence.text, name.end)
    return replace(read, person=name, end=name.end) if is_whole else read


def read_titled(sentence: TaggedSentence, number: int) -> ModifiedNoun | None:
    """Return a personal title with its name, ``None`` where no known name follows."""
    if sentence.word(number) not in word_set("titles"):
        return None
    read = read_noun(sentence, number, number, "", definite=True)
    return read if read.person else None


def _with_name(
    sentence: TaggedSentence, number: int, read: ModifiedNoun, name: Name, gap: str
) -> ModifiedNoun | None:
    """Read the name of the person meant, or of the body, place or person that the noun is of."""
    before = sentence.word(number - 1)
    after_definite = split_noun(before).definite
    joined = sentence.text[sentence.tokens[number].start : name.start]
    # After a person's name, or a word with the article, a name is no genitive but the object of a
    # verb ("the president warned Turkey").
    is_whole = (read.unknown_name or after_definite) and name.kind != "person"
    is_complete = is_whole or _is_indefinite(sentence, read)
    if is_complete and not (gap or joined or before in word_set("belonging")):
        return None
    is_person = name.kind == "person" and not joined
    # After a definite word a name is in apposition ("the leader Karim"), else it is a genitive.
    has_place = read.noun in word_set("of_places") and read.qualifiers
    is_apposed = after_definite or read.body or has_place or before in word_set("between")
    if is_person and (gap or is_apposed):
        return replace(read, person=name, shown=name.end, end=name.end)
    # "And", "so" and "like" begin another phrase.
    if gap or joined in ("و", "ف", "ك"):
        return None
    if name.kind == "place" and (end := _end_of_own_name(sentence, before, name)):
        adjective = sentence.text[name.end : end].strip()
        return replace(read, qualifiers=(*read.qualifiers, adjective), shown=end, end=end)
    if read.noun in person_nouns():
        # A source "in" a ministry belongs to it; one that spoke "to" an agency does not.
        belongs = joined == "ب" or before in word_set("belonging") or (read.is_bare and not joined)
    else:
        belongs = joined != "ل" or read.is_bare or begins_genitive(read, sentence.word(number))
    if not (is_person or belongs):
        return None
    return replace(read, body=read.body or name, shown=name.end, end=name.end)


def _end_of_own_name(sentence: TaggedSentence, before: str, place: Name) -> int | None:
    """Return where a body's name with a place in it ends ("the Free Iraq Party"), if it is one.

    Behind the place is then an adjective that no list has, and no surname. A government is the
    country's own.
    """
    body, number = split_noun(before).noun, sentence.token_at(place.end)
    word = sentence.word(number)
    has_names = body in english_nouns("bodies") and body not in word_set("of_countries")
    is_listed = adjective_english(word, sentence.adjectives) is not None or begins_name(word)
    # "The new president of the university of Kuwait": the office's own.
    is_masculine = is_feminine(body) and not is_feminine(word)
    is_other = is_listed or is_masculine or word.endswith("ي") or not word.startswith("ال")
    if is_other or not has_names or sentence.gap(place.end, number):
        return None
    return sentence.tokens[number].end


def _with_apposition(
    sentence: TaggedSentence, number: int, read: ModifiedNoun
) -> ModifiedNoun | None:
    """Read who is meant, after a comma: a titled name, or an unknown one between two commas."""
    titled = read_titled(sentence, number)
    if titled:
        return replace(read, person=titled.person, end=titled.end)
    # A body has no person's name beside it.
    if read.noun not in english_nouns("offices") and read.noun not in person_nouns():
        return None
    # `name_words` asks for a second comma, else this may be the rest of the sentence. After a name
    # another one is that of a hearer.
    rest = sentence.text[sentence.tokens[number].start :]
    # A given name may end the sentence.
    name = name_words(f"{rest.rstrip(' .')}،" if begins_name(sentence.word(number)) else rest)
    if read.unknown_name or not name or any(map(is_reporting_verb, name)):
        return None
    end = sentence.tokens[number + len(name) - 1].end
    return replace(read, unknown_name=(*read.unknown_name, *name), end=end)


def _with_word(sentence: TaggedSentence, number: int, read: ModifiedNoun) -> ModifiedNoun | None:
    """Read a word that is no name: a link to what follows, an adjective, a definite word."""
    word, start, end = sentence.tokens[number]
    # The article has no hamza: with one its letters are of a name ("Aleksandr").
    hamza = ("أل", "إل")
    definite = split_noun(word).definite and not sentence.as_written(start, end).startswith(hamza)
    english = _adjective(sentence, number, read)
    # A word of the lists may be an adjective here: "special" is also "in a special statement". A
    # title may be part of a genitive ("head of the team") or of the name of a place.
    in_genitive = read.is_bare and not read.definite and read.noun in heads()
    in_place = sentence.word(number - 1) in word_set("compound")
    is_title = word in word_set("titles") and not (in_genitive or in_place)
    is_aside = english is None and (word in word_set("between") or is_title)
    if is_aside or _links_to_name(sentence, number, read):
        return replace(read, end=end)
    has_to = word.startswith("ل")
    is_owner = has_to and begins_genitive(read, word) and not read.unknown_name
    # A hearer ("to …") ends a person's phrase; an owner without article is read by the caller.
    is_hearer = has_to and read.noun in person_nouns() and not _is_purpose(read, word)
    is_left = not definite if is_owner else is_hearer
    is_behind_quoted = read.has_quoted and english is None and not word.startswith("لل")
    if is_left or is_behind_quoted or _begins_another_phrase(sentence, number, read):
        return None
    if english is not None and not read.unknown_name:
        adjectives = (*read.adjectives, (word, english))
        return replace(read, adjectives=adjectives, shown=end, end=end)
    if definite and (_is_complete(sentence, read, word) or _is_object(sentence, read, word, end)):
        return None
    # "To the" begins a hearer, unless it is what a body is for; after a name no definite word is
    # part of the phrase.
    is_part = is_owner or not word.startswith("لل") or _is_purpose(read, word)
    # Given names may have the article, too ("the governor of Kassala al-Sadiq Muhammad").
    last = split_noun("".join(read.qualifiers[-1:])).noun
    is_name = begins_name(word) and begins_name(sentence.word(number + 1))
    is_part &= not (is_name and read.qualifiers and last not in speaker_nouns())
    if definite and not read.unknown_name and is_part:
        # A department, for instance; after a body it adds nothing to the name.
        added = () if read.body else (word.removeprefix("و"),)
        return replace(read, qualifiers=(*read.qualifiers, *added), shown=end, end=end)
    # Behind a time comes no more of a name ("the minister Karim announced yesterday the launch").
    is_later = read.unknown_name and sentence.word(number - 1) in word_set("between")
    return None if is_later else _with_unknown_word(read, word, end)


def _links_to_name(sentence: TaggedSentence, number: int, read: ModifiedNoun) -> bool:
    """Tell whether a word stands between a noun and a name that belongs to it ("spokesman for")."""
    word, linked = sentence.word(number), sentence.name_at(number + 1)
    if linked is None:
        return False
    # "To" with a space before a place names an outlet ("Baghdad Today"), which is a hearer.
    if word == "ل" and linked.kind != "place":
        return read.noun in word_set("of_by_to") or read.noun in english_nouns("documents")
    is_body = split_noun(word).noun in english_nouns("bodies")
    belongs = read.noun in person_nouns() and word in word_set("belonging")
    return word == IN_THE_NAME_OF or is_body or belongs


def _begins_another_phrase(sentence: TaggedSentence, number: int, read: ModifiedNoun) -> bool:
    """Tell whether a word is no part of the phrase before it, whatever that is."""
    word = sentence.word(number)
    if is_preposition(word) and not sentence.is_ali(number):
        return True
    if is_reporting_verb(word) or word.removeprefix("ل") in word_set("counterparts"):
        return True
    bare = word.removeprefix("و")
    if bare in word_set("relatives") or bare in word_set("attached"):
        return True
    # "With the" begins what somebody does ("condemned the attack") unless somebody is there,
    # behind a verb of speech or in apposition.
    if not word.startswith("بال") or word in word_set("with_b"):
        return False
    is_body = split_noun(word).noun in english_nouns("bodies")
    return not (is_body or _is_beside_verb_or_name(sentence, sentence.token_at(read.start)))


def _is_complete(sentence: TaggedSentence, read: ModifiedNoun, word: str) -> bool:
    """Tell whether a noun has all its modifiers, so that a definite word is an object behind it."""
    # "Of high rank" is the only definite word that belongs to an indefinite noun.
    if word not in word_set("qualities") and _is_indefinite(sentence, read):
        return True
    # The only qualifiers of several words, a purpose and a quoted name, are the last ones.
    has_last = " " in "".join(read.qualifiers[-1:]) and not read.unknown_name
    if has_last or _is_announced(sentence, read, word):
        return True
    noun = split_noun(word).noun
    is_body = read.noun in english_nouns("bodies")
    if any(english[:1].isupper() for _, english in read.adjectives):
        # "The Iraqi minister received the Turkish ambassador".
        if noun in english_nouns("offices"):
            return True
        # "The Somali youth movement announced the control": only adjectives go on.
        is_further = word.endswith(("ي", "يه")) or word in word_set("of_names")
        if is_body and read.qualifiers and word.startswith("ال") and not is_further:
            return True
    # Behind an office of several words ("the prime minister") people and bodies are the object.
    is_whole = read.definite and " ال" in read.noun
    if not is_whole or read.qualifiers or read.unknown_name or not word.startswith("ال"):
        return False
    return noun in plural_nouns() or noun in english_nouns("bodies")


def _is_announced(sentence: TaggedSentence, read: ModifiedNoun, word: str) -> bool:
    """Tell whether a word behind a whole name is the object of its verb ("the budget")."""
    noun = split_noun(word).noun
    if not word.startswith("ال") or word in word_set("qualities"):
        return False
    # "Farmers told the minister": their plural governs no genitive.
    if read.noun in plural_nouns() and read.noun.endswith("ون") and not read.definite:
        return True
    if read.qualifiers and not split_noun(read.qualifiers[-1]).definite:
        return False
    # "The ministry of finance announced the budget": else the name may be longer.
    is_whole = read.definite or (read.qualifiers and word.endswith("يه"))
    if is_whole and noun in word_set("objects"):
        return True
    # "The network mourned the journalist": an adjective of it would be feminine.
    is_body = read.noun.endswith("ه") and read.noun in english_nouns("bodies")
    if not is_body or read.qualifiers:
        is_person = noun in english_nouns("offices") or noun in person_nouns()
        return is_body and is_person and noun not in plural_nouns() and word[-1] != "ه"
    # So would one of "the committee", but for "recognised (by them)".
    is_adjective = word[-1] in "هاي" or word in word_set("of_names")
    behind = sentence.word(sentence.token_at(read.end) + 1)
    return read.definite and not (is_adjective or behind in word_set("between"))


def _is_beside_verb_or_name(sentence: TaggedSentence, first: int) -> bool:
    """Tell whether an office's first token is behind a verb of speech, its title or a comma."""
    while sentence.word(first - 1) in word_set("titles"):
        first -= 1
    is_apposed = first > 0 and "،" in sentence.gap_before(first)
    return is_apposed or is_reporting_verb(sentence.word(first - 1))


def _adjective(sentence: TaggedSentence, number: int, read: ModifiedNoun) -> str | None:
    """Return the English of an adjective, ``None`` for other words.

    It is empty where the office before it makes it ambiguous ("Qatari" or "of a country"), and for
    an adverb ("the government recognised internationally").
    """
    word, following = sentence.word(number), sentence.word(number + 1)
    is_body = read.noun in english_nouns("bodies")
    # A definite word behind an indefinite noun is whose it is: "channel of Al Arabiya".
    is_begun = read.definite or read.qualifiers or read.body or read.adjectives
    if is_body and not is_begun and word.startswith("ال"):
        return None
    # After "the deputy of the envoy" an adjective is the envoy's.
    offices = [split_noun(one).noun for one in (read.noun, *read.qualifiers)]
    office = next((noun for noun in reversed(offices) if noun in heads()), read.noun)
    has_to = not is_body and following.startswith("ل") and not is_preposition(following)
    english = adjective_english(word, office_adjectives(office, has_to=has_to))
    if english is None:
        english = adjective_english(word, sentence.adjectives)
    is_adverb = read.definite and word.endswith("ا")
    return "" if english and is_adverb else english


def _is_object(sentence: TaggedSentence, read: ModifiedNoun, word: str, end: int) -> bool:
    """Tell whether a definite word after a speaker's noun is the object of the verb before it.

    "The minister announced the resignation": an adjective would be masculine like the minister.
    A word that may also be a name ("mourning") is an object if no content follows. After a verb
    that takes a hearer, people and bodies are objects ("the minister reassured the citizens").
    """
    before, noun = sentence.word_before(read.start), split_noun(word).noun
    verbs, after = {before, before.removeprefix("و")}, sentence.word_at(end)
    is_described = after in word_set("described_as") and not word.endswith(("ي", "يه"))
    is_complete = read.definite or read.qualifiers or read.body
    if is_described and is_complete and verbs & word_set("describing"):
        return True
    # Two people have an adjective in the dual, or one each ("the Iraqi and Turkish ministers").
    is_two = read.definite and plural_nouns().get(read.noun, "").startswith("two ")
    is_second = is_two and not read.unknown_name and not word.endswith(("ان", "ين", "ي"))
    verb = verb_form(before)
    is_hearer = noun in speaker_nouns() and noun not in word_set("assistants")
    # "The doctors' union accused the ministry": its genitive has ended.
    is_ended = read.body or split_noun("".join(read.qualifiers[-1:])).definite
    is_accused = verb and verb.has_hearer and is_ended and is_hearer and word.startswith("ال")
    if is_second or is_accused:
        return True
    is_alone = read.definite and not read.qualifiers
    # A title alone has no noun.
    if not (_is_of_department(read) or is_alone) or not read.noun or read.unknown_name:
        return False
    if verb and verb.has_hearer:
        is_many = word.endswith("ين") and not begins_name(noun)
        # A document has no name: after it only an adjective is part of its phrase.
        is_other = read.noun in english_nouns("documents") and word[-1] not in "يه"
        if is_many or is_other or is_hearer:
            return True
    if read.noun not in english_nouns("offices"):
        return False
    # Of an office of two words a feminine adjective may belong to the second one.
    takes_masculine = read.is_bare and not any(map(is_feminine, read.noun.split()))
    is_feminine_one = read.definite and word.startswith("ال") and word.endswith("ه")
    is_announced = word in word_set("announced") and not _says(sentence, end)
    return (takes_masculine and is_feminine_one) or is_announced


def _says(sentence: TaggedSentence, start: int) -> bool:
    """Tell whether "that", a colon or a quotation follows before another reporting verb."""
    for number in range(sentence.token_at(start), len(sentence.tokens)):
        word, first, _ = sentence.tokens[number]
        # "After that" introduces no content.
        before = sentence.word(number - 1)
        is_after = is_preposition(before) and before not in ("عن", "الي")
        is_that = word in word_set("that") and not is_after
        if is_that or QUOTATION.match(word) or ":" in sentence.text[first - 2 : first]:
            return True
        if is_reporting_verb(word) and not is_preposition(word):
            return False
    # The quotation may be a sentence of its own.
    return sentence.text.rstrip().endswith(":")


def _with_unknown_word(read: ModifiedNoun, word: str, end: int) -> ModifiedNoun | None:
    """Read a word of no list: part of an office's genitive ("head of …"), or of a name."""
    is_office = read.noun in english_nouns("offices") or read.noun in heads()
    is_body = read.noun in english_nouns("bodies")
    is_other = not (is_office or is_body or read.noun in person_nouns())
    # "For affairs of refugees": for whom an office is.
    is_no_name = word.isdigit() or word == IN_THE_NAME_OF or word in word_set("not_names")
    if is_other or is_no_name or read.noun in plural_nouns():
        return None
    has_and = word.startswith("و") and word not in word_set("with_w")
    noun = split_noun(word).noun
    hearers = speaker_nouns() if word.startswith("لل") else english_nouns("bodies").keys()
    # "At a university" is as little a name as "to the agency".
    has_to = word[0] in "لب" and noun != word and noun in hearers
    if has_and or has_to or begins_genitive(read, word):
        return None
    # An indefinite office is in the construct state: its genitive follows, and ends with a definite
    # word or before a given name ("commander of the police of Wasit Ahmad").
    is_whole = (
        bool(read.definite or read.adjectives or read.body or read.shown < read.end)
        or any(split_noun(qualifier).definite for qualifier in read.qualifiers)
        or not phrases("places", "cities").isdisjoint(read.qualifiers)
        or (bool(read.qualifiers) and begins_name(word))
    )
    words = len(read.qualifiers) + read.noun.count(" ")
    if (is_office or is_body) and not is_whole and words < _LONGEST_GENITIVE:
        return replace(read, qualifiers=(*read.qualifiers, word), shown=end, end=end)
    # Another office behind a name is in apposition, unless somebody is made that.
    is_again = read.unknown_name and noun in english_nouns("offices") and word != f"{noun}ا"
    if is_body or is_again or len(read.unknown_name) >= LONGEST_NAME:
        return None
    return replace(read, unknown_name=(*read.unknown_name, word), end=end)


def _may_have_quoted(read: ModifiedNoun, gap: str) -> bool:
    """Tell whether a quoted word is the name of a body, or what an office is of, and no speech."""
    nouns = english_nouns("bodies").keys() | english_nouns("offices").keys()
    return read.noun in nouns and read.is_bare and not (read.definite or gap)


def _is_of_department(read: ModifiedNoun) -> bool:
    """Tell whether an office or a body is of departments that the lexicon has."""
    return bool(read.departments) or " ".join(read.qualifiers) in english_nouns("departments")


@cache
def _departments() -> re.Pattern[str]:
    """Return the pattern of the known departments behind an office: further ones with an "and"."""
    one = rf"(?:{any_word(english_nouns('departments'))})(?!\w)"
    return re.compile(rf"\s+({one}(?:\s+و{one})*)")


@cache
def _purposes() -> re.Pattern[str]:
    """Return the pattern of what bodies are for, whichever they are ("for human rights")."""
    return re.compile(rf"(?:{any_word(english_nouns('purposes'))})(?!\w)")


def _may_have_purpose(read: ModifiedNoun) -> bool:
    """Tell whether a body is read so far ("the center", "head of the center"), but no ministry."""
    nouns = {read.noun, *(split_noun(word).noun for word in read.qualifiers)}
    is_begun = bool(read.definite or read.qualifiers or read.body)
    return is_begun and not (_is_of_department(read) or nouns.isdisjoint(english_nouns("bodies")))


def _is_purpose(read: ModifiedNoun, word: str) -> bool:
    """Tell whether "to the" begins what a body is for ("the high commission for elections").

    It does after an adjective such as "high" or "general", unless a hearer follows (people or an
    outlet) or a number of times.
    """
    told = {*read.noun.split(), *read.qualifiers, *(adjective for adjective, _ in read.adjectives)}
    # Whose head it is may be a body, too.
    nouns = [*map(split_noun, read.qualifiers), Noun(read.noun, definite=read.definite)]
    is_body = any(one.definite and one.noun in english_nouns("bodies") for one in nouns)
    if not is_body or told.isdisjoint(word_set("of_names")):
        return False
    noun, whole = split_noun(word).noun, f"ال{split_noun(word).noun}"
    is_people = noun in speaker_nouns() or noun.endswith("ين")
    is_agency = is_outlet(whole) or whole in phrases("agencies", "names")
    # "For the first time" modifies the verb.
    return not (is_people or is_agency or noun in word_set("counted_times"))


def _is_indefinite(sentence: TaggedSentence, read: ModifiedNoun) -> bool:
    """Tell whether a noun has an indefinite adjective, after which neither genitive nor name is."""
    if read.definite or not read.adjectives:
        return False
    noun, definite = split_noun(read.adjectives[-1][0])
    return not (definite and adjective_english(noun, sentence.adjectives))


def begins_genitive(read: ModifiedNoun, word: str) -> bool:
    """Tell whether a word begins the office or body that a noun belongs to, with or without ل."""
    if not word.startswith("ل") or word in speaker_nouns():
        is_construct = read.noun in heads() and read.is_bare and not read.definite
        return is_construct and word in english_nouns("offices")
    # "To" an outlet is said of a hearer.
    owner = split_noun(word).noun
    is_owner = owner in english_nouns("bodies") or owner in english_nouns("offices")
    return is_owner and read.noun in word_set("of_by_to") and owner not in word_set("outlets")
