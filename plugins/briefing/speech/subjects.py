"""Grammatical subjects of attribution cues: beside the verb, of its sentence, of the story."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ..language.lexicon import Agreement
from ..language.reporting_verbs import is_reporting_verb
from .sentence import QUOTATION, Cue, NounPhrase, TaggedSentence
from .vocabulary import (
    IN_THE_NAME_OF,
    LONGEST_NAME,
    bare_nouns,
    begins_name,
    english_nouns,
    is_preposition,
    name_words,
    person_nouns,
    phrases_of,
    speaker_nouns,
    split_noun,
    word_set,
)

_LONGEST_APPOSITION = 60
"""Characters between commas, between a subject and its verb."""
_PRONOUN = re.compile("ه(?:ا|م|ما)$")
"""The endings for "her", "their" and "their two"; "his" has a single letter."""
_OF_WHOM = re.compile("(?:عن|ل|في|ب|الي|علي|من)ه(?:ا|م|ما)?")
"""A preposition with a pronoun."""
_Subject = NounPhrase | Literal["unknown"] | None
"""A verb's subject: its phrase, "unknown" for one that nobody can name, ``None`` if it has none."""


def _agrees(phrase: NounPhrase, agreement: Agreement | None) -> bool:
    """Tell whether a phrase may be the subject of a verb after it, by number and gender."""
    # After people, who are masculine plurals, a verb is plural; other plurals take the feminine.
    if phrase.plural and not phrase.feminine:
        return agreement == "p"
    return agreement != "p" and phrase.feminine in (None, agreement == "f")


def _is_own(word: str) -> bool:
    """Tell whether a word is what somebody announces of their own, and no subject ("his aid")."""
    return _PRONOUN.sub("ه", word) in word_set("own")


@dataclass(frozen=True, slots=True)
class Subjects:
    """Finds the subjects of one sentence's cues, in their order.

    `phrases` are those of the sentence in order, `at_token` has the one that begins at each token.
    `turns` has the speakers of the last sentences, which a verb may continue; this one's are last.
    """

    sentence: TaggedSentence
    phrases: Sequence[NounPhrase]
    at_token: Sequence[NounPhrase | None]
    turns: deque[list[NounPhrase]]

    def speakers(self, cues: Sequence[Cue]) -> list[tuple[Cue, NounPhrase]]:
        """Return the cues that have a speaker, with the phrase that names it; add to `turns`."""
        spoken: list[tuple[Cue, NounPhrase]] = []
        earlier: list[_Subject] = []
        unknown_cue = None
        for cue in cues:
            phrase = None if self._is_hidden(cue, unknown_cue) else self._subject(cue, earlier)
            # A verb tells the gender of its subject, which a name or an office may not.
            if isinstance(phrase, NounPhrase) and cue.kind == "verb" and cue.agreement != "p":
                is_open = phrase.feminine is None or not phrase.plural
                phrase = replace(phrase, feminine=cue.agreement == "f") if is_open else phrase
            earlier.append(phrase)
            if phrase == "unknown":
                # "Our reporter" hides nobody's words: it is the outlet's own.
                is_ours = self.sentence.word_at(cue.end) in word_set("reporters")
                unknown_cue = unknown_cue if is_ours else cue
                # "He added" would now mean the unknown speaker, so earlier ones are forgotten.
                for turn in self.turns:
                    turn.clear()
            elif phrase:
                spoken.append((cue, phrase))
                # After "she said …, according to the agency" the agency is not who "added".
                if cue.kind not in ("according", "source") or len(earlier) == 1:
                    self.turns[-1].append(phrase)
        return spoken

    def _is_hidden(self, cue: Cue, unknown_cue: Cue | None) -> bool:
        """Tell whether a cue is within an indirect question or the words of an unknown speaker.

        `unknown_cue` is the last cue before it whose speaker is unknown.
        """
        if cue.kind not in ("verb", "participle", "label"):
            return False
        before = self.sentence.text[: cue.outer_start]
        asked = f" {before.rpartition('،')[2]}"
        if any(f" {phrase} " in asked for phrase in phrases_of("whether")):
            return True
        # "The army, of which he said that it": who said that is not in this sentence.
        word, relatives = before.split()[-1:], word_set("relatives")
        is_about = relatives.issuperset(word) and asked.split() == word and word
        if is_about and self.sentence.text.startswith(("انه ", "انها ", "انهم "), cue.content or 0):
            return self._subject_after(cue) is None
        if unknown_cue is None or unknown_cue.content is None or cue.joined or cue.has_as:
            return False
        inside = before[unknown_cue.content :]
        others = word_set("openers") - word_set("that")
        _, comma, clause = inside.rpartition("،")
        begins_anew = "؛" in inside or (comma and clause.startswith(" و"))
        return bool(inside) and not begins_anew and others.isdisjoint(inside.split())

    def _subject(self, cue: Cue, earlier: Sequence[_Subject]) -> _Subject:
        """Return the phrase of a cue's speaker; `earlier` are those of the cues before it."""
        if cue.kind not in ("verb", "participle", "label"):
            # The next word, or the rest of a word to which the preposition is joined.
            number = bisect_right(self.sentence.tokens, cue.end, key=lambda token: token.end)
            is_beside = number < len(self.at_token) and not self.sentence.gap(cue.end, number)
            phrase = self.at_token[number] if is_beside else None
            # In "relayed from" somebody speaks, even if it cannot be said who.
            return "unknown" if phrase is None and cue.kind == "relay" else phrase
        if cue.kind == "verb" and cue.has_hearer:
            subject = self._subject_before_hearer(cue, earlier)
            if subject:
                return subject
        # A participle has no subject of its own.
        found = None if cue.kind == "participle" else self._subject_after(cue)
        if cue.kind == "label" and found == "unknown":
            # After "what … called" a word that names nobody is what it is called.
            found = None
        if cue.kind == "verb" and not isinstance(found, NounPhrase):
            # Somebody named before the verb is surer than an unknown word after it.
            word = self.sentence.word(self.sentence.token_at(cue.end))
            noun = re.sub("ت$", "ه", _PRONOUN.sub("ه", word).removesuffix("ه"))
            # "Its president" is none of those who have been named.
            if noun != word and noun in english_nouns("offices") | person_nouns():
                return "unknown"
            before = self._subject_before(cue)
            found = before if isinstance(before, NounPhrase) else found or before
        if found or cue.impersonal:
            return found
        if cue.kind == "verb" and cue.content is None:
            # Without content it may have another sense, and continues nobody. But "he stressed his
            # support" is speech; "who stressed" is whoever is before that.
            word = self.sentence.word_before(cue.outer_start).removeprefix("و")
            if word in word_set("relatives") or not _is_own(self.sentence.word_at(cue.end)):
                return None
        return self._continued_subject(cue, earlier)

    def _subject_before_hearer(self, cue: Cue, earlier: Sequence[_Subject]) -> _Subject:
        """Return the subject before a verb such as "told", after which the hearer then stands."""
        first = self.sentence.token_at(cue.outer_start)
        before = self._subject_before(cue)
        word, outer = self.sentence.word(first - 1), self.sentence.word(first - 2)
        # "That he told the envoy": the pronoun in "that he" is the subject, or a noun after "that".
        that = word_set("that") - {"ان", "بان"}
        if word in that and not cue.joined:
            return self._continued_subject(cue, earlier) or "unknown"
        if isinstance(before, NounPhrase) or (before and outer in word_set("that")):
            return before
        # "States which accused Israel of": Israel is the object, unless another name follows, or a
        # pronoun that shows that "which" is the object ("which Israel warned of").
        after = self._subject_after(cue) if word in word_set("relatives") else None
        if isinstance(after, NounPhrase):
            number = self.sentence.token_at(after.end)
            refers_back = self.sentence.word(number) in word_set("between")
            if not (refers_back or self._phrase_at(number)):
                return "unknown"
        return None

    def _phrase_at(self, number: int) -> NounPhrase | None:
        """Return the phrase that begins at a token, ``None`` also behind the last one."""
        return self.at_token[number] if number < len(self.at_token) else None

    def _continued_subject(self, cue: Cue, earlier: Sequence[_Subject]) -> _Subject:
        """Return whom a verb without a subject continues, in this sentence or one before it."""
        for subject in reversed(earlier):
            if subject == "unknown" or (subject and _agrees(subject, cue.agreement)):
                return subject
        before = self.sentence.text[: cue.outer_start]
        opening, comma, rest = before.partition("،")
        # Before a verb that opens its sentence is at most "but he", or an occasion with a comma.
        opens_sentence = word_set("continuing").issuperset(before.split())
        if comma and opening.strip() and not rest.strip() and not cue.joined:
            opens_sentence = is_preposition(opening.split()[0].removeprefix("و"))
        if not opens_sentence:
            # A later verb has the subject of the sentence ("he received the envoy, stressing").
            subject = self._sentence_subject(cue)
            # A sentence that begins with a verb and a preposition has none: the story's is meant.
            behind = self.sentence.word(1)
            has_none = is_preposition(behind) or _is_own(behind)
            if subject or not (has_none and self._looks_like_verb(0)):
                return subject
        elif cue.imperfect and not cue.joined:
            # An imperfect that opens a sentence without "and" is impersonal ("it is said that").
            return "unknown"
        for turn in reversed(self.turns):
            for phrase in reversed(turn):
                if _agrees(phrase, cue.agreement):
                    return phrase
        return None

    def _subject_after(self, cue: Cue) -> _Subject:
        """Return the subject after a verb; occasions, times and hearers may be between them."""
        limit = len(self.sentence.text) if cue.content is None else cue.content
        number, offset = self.sentence.token_at(cue.end), cue.end
        while number < len(self.sentence.tokens):
            word, start, _ = self.sentence.tokens[number]
            if start >= limit or self.sentence.gap(offset, number).strip(" ،,()"):
                return None
            following = self._after_circumstance(number)
            if following is None:
                # A preposition, a quotation or another verb shows that no subject follows.
                has_preposition = is_preposition(word) and not self.sentence.is_ali(number)
                is_no_noun = is_reporting_verb(word) or QUOTATION.match(word)
                # "She informed of taking …": before a name "that" would follow.
                verb = self.sentence.text[cue.start : cue.end]
                is_open = cue.content is None and self.at_token[number] is None
                is_of_what = is_open and word[0] == "ب" and verb in word_set("with_of")
                if has_preposition or is_no_noun or is_of_what or _is_own(word):
                    return None
                subject: _Subject = self.at_token[number] or self._apposed_office(cue, number)
                is_part = self.sentence.word(number - 2) == "كل"
                # After "each of" a phrase may name all, so that no "and" goes on.
                if is_part and isinstance(subject, NounPhrase) and subject.plural:
                    is_part = self.sentence.word_at(subject.end).startswith("و")
                subject = "unknown" if is_part or not subject else subject
                return None if self._is_object(cue, subject, number) else subject
            # The sentence may end with a hearer's title ("he said to the judge") or a bare "to".
            if following >= len(self.sentence.tokens):
                break
            number, offset = following, self.sentence.tokens[following - 1].end
        return None

    def _is_object(self, cue: Cue, subject: _Subject, number: int) -> bool:
        """Tell whether what follows a verb is its object: "it described the report as"."""
        word, _, end = self.sentence.tokens[number]
        # A subject is never in the accusative. Duals and plurals, which careless writers put in it,
        # are taken for objects only after verbs that can have people as their object.
        is_construct = self.sentence.word(number + 1).startswith("ال")
        if word.endswith("ا") and word[:-1] in speaker_nouns() and not is_construct:
            return True
        verb = self.sentence.text[cue.start : cue.end]
        # Where a bare "that" begins the content, the verb takes a clause as its object.
        is_content = self.sentence.text[cue.content or cue.end :].startswith(("ان ", "انه"))
        takes_people = cue.has_hearer or (verb in word_set("of_somebody") and not is_content)
        if isinstance(subject, NounPhrase):
            end = subject.end
            if takes_people and subject.plural and word.endswith("ين"):
                return True
            # A verb agrees with a subject right after it; a counting word has its own gender.
            is_beside = number == self.sentence.token_at(cue.end)
            has_gender = subject.feminine is not None and subject.nouns and not subject.plural
            is_other = has_gender and not _agrees(subject, cue.agreement)
            if cue.has_hearer and is_beside and is_other:
                return True
        is_described = self.sentence.word_at(end) in word_set("described_as")
        return verb in word_set("describing") and is_described

    def _apposed_office(self, cue: Cue, number: int) -> NounPhrase | None:
        """Return the office after a title or an unknown name, behind which a comma may be."""
        titled = self._phrase_at(number + 1)
        if titled and self.sentence.word(number) in word_set("titles"):
            return titled
        words = name_words(self.sentence.text[self.sentence.tokens[number].start :])
        # Without a comma the office of a hearer would be taken for the speaker's.
        if not (words or cue.has_hearer):
            words = self._name_before_office(cue, number)
        phrase = self._phrase_at(number + len(words)) if words else None
        # "Karim, expert and head of the forum" is one person.
        if phrase and phrase.parts and cue.agreement != "p":
            phrase = replace(phrase.parts[0], end=phrase.end)
        if phrase is None or phrase.speaker.entry or phrase.plural or not phrase.nouns:
            return None
        # Without a mark after it the office may belong to another clause.
        following = self.sentence.text[phrase.end :].lstrip()
        behind = self.sentence.word_at(phrase.end)
        has_mark = following.startswith(("،", ":", "ان ", f"{IN_THE_NAME_OF} "))
        # "An expert and head of the forum".
        has_second = behind[:1] == "و" and split_noun(behind).noun in speaker_nouns()
        if has_mark or has_second or behind in word_set("between"):
            return phrase
        # What the office is of, or the occasion, ends before what is said.
        of_what = self.sentence.text[phrase.end : cue.content or phrase.end].split()
        first = "".join(of_what[:1])
        has_more = is_preposition(first) or first.startswith(("ل", "ب", "وال"))
        return phrase if has_more and not any(map(is_reporting_verb, of_what)) else None

    def _name_before_office(self, cue: Cue, number: int) -> list[str]:
        """Return the words with a given name before an office, empty where they are no name."""
        first = number
        while self.sentence.word(first) in word_set("titles"):
            first += 1
        for following in range(number + 1, min(first + LONGEST_NAME + 1, len(self.at_token))):
            name = [token.text for token in self.sentence.tokens[number:following]]
            if self.sentence.gap_before(following):
                break
            word = self.sentence.word(following)
            # A surname that was read before is a part of the name.
            if self.at_token[following] and word.removeprefix("ال") in bare_nouns():
                if len(name) == 1 or any(map(is_preposition, name)):
                    return []
                # "Karim, brother of the minister": its last word may be another noun.
                ends_it = begins_name(name[-1]) or split_noun(name[-1]).definite
                ends_it = ends_it or self._may_be_surname(cue, name)
                return name if ends_it and any(map(begins_name, name)) else []
        return []

    def _may_be_surname(self, cue: Cue, name: Sequence[str]) -> bool:
        """Tell whether an unknown last word may be one: behind a single given name after "said".

        Of other verbs it may be the object ("Karim confirmed the refusal of the president that").
        """
        verb = self.sentence.text[cue.start : cue.end]
        own = [word for word in name if word not in word_set("titles")]
        is_behind = len(own[1:]) == 1 or not word_set("before_surnames").isdisjoint(own[-2:-1])
        # "To the head of" and "and the head of" are no surname, nor is a woman's noun ("widow").
        is_other = any(own[-1] in word_set(name) for name in ("kin", "between"))
        is_office = own[-1][1:] in speaker_nouns()
        is_womans = cue.agreement == "f" and own[-1].endswith("ه")
        is_sure = verb in word_set("without_object") and cue.content is not None
        return is_sure and is_behind and not (is_other or is_office or is_womans)

    def _after_circumstance(self, number: int) -> int | None:
        """Return the token after an occasion, a time or a hearer, ``None`` where there is none."""
        word, start, _ = self.sentence.tokens[number]
        rest = self.sentence.text[start:]
        for occasion in phrases_of("occasions"):
            if rest.startswith(occasion) and not rest[len(occasion) :][:1].isalpha():
                return number + len(occasion.split())
        if word in word_set("between"):
            return number + 1
        # "Each of A and B".
        if word == "كل" and self.sentence.word(number + 1) == "من":
            return number + 2
        if word == "ل":
            number += 1
        elif word in speaker_nouns() or len(word) <= len("لل") or not word.startswith("ل"):
            return None
        elif not word.startswith("لل"):
            # The letter may be the first of a name (Layla), which is then a subject.
            name = self.sentence.name_at(number)
            if name and name.start == start:
                return None
        else:
            word = f"ا{word[1:]}"
        # A title may come before the hearer ("to His Excellency the minister").
        while not word_set("titles").isdisjoint((word, word.removeprefix("ل"))):
            number += 1
            word = self.sentence.word(number)
        hearer = self._phrase_at(number)
        behind = self.sentence.token_at(hearer.end) if hearer else 0
        return max(number + 1, behind, self.sentence.behind_quoted(number) or 0)

    def _subject_before(self, cue: Cue) -> _Subject:
        """Return the subject before a verb ("but sources say", "the body that said")."""
        first = self.sentence.token_at(cue.outer_start)
        # After "and" Arabic puts the verb first, unless the sentence opens with "as for".
        if first == 0 or (cue.joined and self.sentence.word(0) not in word_set("topic")):
            return None
        # A statement "in which he said" is that of whoever the sentence is of.
        following = self.sentence.word_at(cue.end)
        is_document = split_noun(self.sentence.word(first - 1)).noun in english_nouns("documents")
        # One that it received or rejects is somebody else's.
        earlier = [word.removeprefix("و") for word, _, _ in self.sentence.tokens[: first - 1]]
        is_own = earlier[-1:] == ["في"] or not word_set("issues").isdisjoint(earlier)
        if following in word_set("in_it") and is_document and is_own:
            return None
        # After a relative clause ("Washington, which accuses the factions,") Washington speaks.
        inside, _, rest = self.sentence.text[: cue.outer_start].rpartition("،")
        head, _, clause = inside.rpartition("،")
        is_clause = not rest.strip() and "".join(clause.split()[:1]) in word_set("relatives")
        limit = len(head) if is_clause else cue.start
        near = [phrase for phrase in self.phrases if phrase.end <= limit]
        if near and _agrees(near[-1], cue.agreement) and self._is_subject(near[-1], cue):
            return near[-1]
        if opening := self._opening_subject(cue):
            return opening
        # The word right before the verb may be its subject, somebody without a name.
        word, _, end = self.sentence.tokens[first - 1]
        gap = self.sentence.text[end : cue.outer_start].strip()
        is_link = any(word in word_set(name) for name in ("continuing", "between", "openers"))
        if gap or cue.joined or cue.has_as or is_link or QUOTATION.match(word):
            return None
        # A relative pronoun or another verb is no subject; whose it is stands further back. Who
        # "who said that" is about is unknown here.
        is_relative = word.removeprefix("و") in word_set("relatives")
        is_about = is_relative and (cue.content is None or following in word_set("in_it"))
        # "The results, of which he said": another one's gender.
        is_anothers = word == ("التي" if cue.agreement == "m" else "الذي")
        return None if is_about or is_anothers or is_reporting_verb(word) else "unknown"

    def _opening_subject(self, cue: Cue) -> NounPhrase | None:
        """Return the subject of "was" or before an aside ("the ministry, in its answer, said")."""
        has_was = self.sentence.word(0).removeprefix("و") in ("كان", "كانت")
        phrase = self._phrase_at(1 if has_was else 0)
        if phrase is None or phrase.end > cue.start or cue.joined or cue.has_as:
            return None
        gap = self.sentence.text[phrase.end : cue.outer_start].strip()
        others = word_set("relatives") | word_set("openers") | word_set("that")
        between = gap.strip("، و").split()
        is_aside = gap.startswith(("،", "و")) and is_preposition("".join(between[:1]))
        is_other = any(word in others or is_reporting_verb(word) for word in gap.split())
        is_own = (has_was or is_aside) and _agrees(phrase, cue.agreement)
        return phrase if is_own and not (is_other or self._is_governed(phrase)) else None

    def _is_subject(self, phrase: NounPhrase, cue: Cue) -> bool:
        """Tell whether a phrase before a verb is its subject."""
        gap = self.sentence.text[phrase.end : cue.outer_start]
        between = [word for word in gap.split() if word not in word_set("between")]
        if between and word_set("relatives").issuperset(between):
            return True
        if between[:1] == ["،"] and word_set("relatives").issuperset(between[1:]) and between[1:]:
            # Not "somebody at the ministry, who", "the son of the president, who" nor "of whom".
            number = self.sentence.token_at(phrase.start)
            if self._is_governed(phrase):
                is_clear = english_nouns("bodies").keys().isdisjoint(phrase.nouns)
            else:
                follows_definite = split_noun(self.sentence.word(number - 1)).definite
                is_clear = number == 0 or follows_definite or self._looks_like_verb(number - 1)
            is_of_whom = _OF_WHOM.fullmatch(self.sentence.word_at(cue.end))
            return is_clear and cue.content is not None and not is_of_whom
        # What a preposition governs is no subject, except that of a relative clause: after an
        # indefinite noun Arabic has no "that" ("to sources that said").
        if self._is_governed(phrase) and (phrase.definite or between):
            return False
        inside = " ".join(between)
        # What an occasion ends with is not its subject ("of the match against Qatar, he said").
        if inside == "،" and english_nouns("documents").keys().isdisjoint(phrase.nouns):
            number = self.sentence.token_at(phrase.start)
            before = self.sentence.word(number - 1)
            is_opener = before in word_set("openers") or before in word_set("that")
            if before and not is_opener and not self.sentence.gap_before(number):
                return False
        is_apposition = inside.startswith("،") and inside.endswith("،") and len(inside) > 1
        is_short = is_apposition and len(gap) <= _LONGEST_APPOSITION
        return is_short or word_set("auxiliaries").issuperset(between)

    def _is_governed(self, phrase: NounPhrase) -> bool:
        """Tell whether a preposition is before a phrase or joined to it."""
        number = self.sentence.token_at(phrase.start)
        word, before = self.sentence.word(number), self.sentence.word(number - 1)
        # The letter is a preposition only if a known noun or an article is left without it.
        if word.startswith(("ل", "ب")) and split_noun(word).noun != word:
            return True
        return is_preposition(before, joined=True)

    def _sentence_subject(self, cue: Cue) -> NounPhrase | None:
        """Return the first phrase before a cue that agrees with it and is a subject.

        That is one at the beginning of its clause, or after the verb that opens it.
        """
        for phrase in self.phrases:
            if phrase.end > cue.start or not _agrees(phrase, cue.agreement):
                continue
            number = self.sentence.token_at(phrase.start)
            while self.sentence.word(number - 1) in word_set("titles"):
                number -= 1
            before = self.sentence.word(number - 1)
            # "The firms are not responsible": that is no subject.
            if before in word_set("negations"):
                continue
            opens = before in word_set("openers") or before in word_set("verb_follows")
            is_first = number == 0 or opens or self._looks_like_verb(number - 1)
            if is_first and not self._is_governed(phrase):
                return phrase
        return None

    def _looks_like_verb(self, number: int) -> bool:
        """Tell whether a word is probably a verb, by its place or an ending that few nouns have."""
        word = self.sentence.word(number)
        if word.endswith("ت") and not word.endswith("ات"):
            return True
        if word.removeprefix("و") in word_set("like_definite") or is_reporting_verb(word):
            return True
        if self.sentence.word(number - 1) in word_set("verb_follows"):
            return True
        # Arabic sentences begin with a verb: so is their first word, if it is no noun.
        if word.endswith("ه") or word in speaker_nouns() or split_noun(word).definite:
            return False
        # Some are verbs behind an opening, too ("meanwhile, the minister condemned").
        before = self.sentence.text[: self.sentence.tokens[number].start].rstrip()
        if number == 0 or (before.endswith("،") and word in word_set("opening_verbs")):
            return True
        # Or the first word after a dateline and its dash.
        return "-" in self.sentence.gap_before(number)
