"""Grammatical subjects of reporting verbs: after the verb, before it, or of the sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ..language.reporting_verbs import Agreement, is_reporting_verb
from .cues import Cue
from .sentence import QUOTATION, NounPhrase, TaggedSentence
from .vocabulary import is_preposition, phrases_of, speaker_nouns, split_noun, word_set

_LONGEST_APPOSITION = 60
"""Characters between commas, between a subject and its verb."""
_LONGEST_TO_THE = 2
"""Letters of لل, "to the": a longer word that begins so names a hearer."""
Subject = NounPhrase | Literal["unknown"] | None
"""A verb's subject; "unknown" is one that cannot be named, ``None`` that there is none."""


def agrees(phrase: NounPhrase, agreement: Agreement | None) -> bool:
    """Tell whether a verb without a subject after it may be this speaker's."""
    if agreement is None:
        return True
    # Masculine plurals are of people, after whom a verb is plural; others take the feminine.
    if phrase.plural and not phrase.feminine:
        return agreement == "p"
    return agreement != "p" and phrase.feminine in (None, agreement == "f")


@dataclass(frozen=True, slots=True)
class Subjects:
    """Finds the subjects of one sentence's cues.

    `phrases` are those of the sentence in order, `at_token` has the one that begins at each token.
    """

    sentence: TaggedSentence
    phrases: Sequence[NounPhrase]
    at_token: Sequence[NounPhrase | None]

    def named_at(self, offset: int) -> NounPhrase | None:
        """Return the phrase of the word at an offset, after "according to" or "from"."""
        for number, token in enumerate(self.sentence.tokens):
            if token.end > offset:
                return None if self.sentence.gap(offset, number) else self.at_token[number]
        return None

    def beside(self, cue: Cue) -> Subject:
        """Return the subject of a verb: after it, else before it; a participle has none.

        A word after "what … called" that names nobody is what it is called.
        """
        if cue.kind == "participle":
            return None
        after = self._after(cue)
        if isinstance(after, NounPhrase):
            return after
        if cue.kind == "label":
            return None
        before = self._before(cue)
        # Somebody named before the verb is surer than a word after it that cannot be named.
        return before if isinstance(before, NounPhrase) or after is None else after

    def _after(self, cue: Cue) -> Subject:
        """Return the subject after a verb, past occasions, times and hearers."""
        limit = len(self.sentence.text) if cue.content is None else cue.content
        number, offset = self.sentence.token_at(cue.end), cue.end
        while number < len(self.sentence.tokens):
            token = self.sentence.tokens[number]
            if token.start >= limit or self.sentence.gap(offset, number).strip(" ،,()"):
                return None
            skipped = self._circumstance(number) or self._hearer(number)
            if skipped is None:
                # A preposition, a quotation or another verb says that there is no subject here.
                if is_preposition(token.text) or QUOTATION.match(token.text):
                    return None
                if is_reporting_verb(token.text):
                    return None
                return self.at_token[number] or "unknown"
            number = skipped
            offset = self.sentence.tokens[number - 1].end
        return None

    def _circumstance(self, number: int) -> int | None:
        """Return the token after an occasion or a time ("in a statement"), ``None`` if none."""
        rest = self.sentence.text[self.sentence.tokens[number].start :]
        for phrase in phrases_of("occasions"):
            if rest.startswith(phrase) and not rest[len(phrase) :][:1].isalpha():
                return number + len(phrase.split())
        return number + 1 if self.sentence.word(number) in word_set("between") else None

    def _hearer(self, number: int) -> int | None:
        """Return the token after a hearer ("to Reuters"), ``None`` where none is named."""
        token = self.sentence.tokens[number]
        if token.text == "ل":
            return self._end_of_phrase(number + 1)
        if not token.text.startswith("ل") or token.text in speaker_nouns():
            return None
        if len(token.text) <= _LONGEST_TO_THE:
            return None
        # The letter may be the first of a name (Layla), which is then a subject.
        name = self.sentence.name_at(number)
        is_name = name is not None and name.start == token.start
        if is_name and not token.text.startswith("لل"):
            return None
        return self._end_of_phrase(number)

    def _end_of_phrase(self, number: int) -> int:
        """Return the token after the phrase at a token, the next token where there is none."""
        phrase = self.at_token[number] if number < len(self.at_token) else None
        return max(number + 1, self.sentence.token_at(phrase.end)) if phrase else number + 1

    def _before(self, cue: Cue) -> Subject:
        """Return the subject before a verb ("but sources say", "the body that said")."""
        first = self.sentence.token_at(cue.outer_start)
        has_topic = self.sentence.word(0) in word_set("topic")
        # Arabic puts the verb first after "and", unless the sentence opens with "as for".
        if first == 0 or (cue.joined and not has_topic):
            return None
        near = [phrase for phrase in self.phrases if phrase.end <= cue.start]
        if near and agrees(near[-1], cue.agreement) and self._leads(near[-1], cue):
            return near[-1]
        return "unknown" if self._follows_stranger(cue, first - 1) else None

    def _leads(self, phrase: NounPhrase, cue: Cue) -> bool:
        """Tell whether a phrase before a verb is its subject."""
        gap = self.sentence.text[phrase.end : cue.outer_start]
        between = [word for word in gap.split() if word not in word_set("between")]
        if between and word_set("relatives").issuperset(between):
            return True
        # What a preposition governs is no subject, unless its verb is a relative clause without
        # "who", which follows an indefinite noun at once ("to sources that said").
        if self._is_governed(phrase) and (phrase.definite or between):
            return False
        inside = " ".join(between)
        is_apposition = inside.startswith("،") and inside.endswith("،") and len(inside) > 1
        if is_apposition and len(gap) <= _LONGEST_APPOSITION:
            return True
        return word_set("auxiliaries").issuperset(between)

    def _follows_stranger(self, cue: Cue, number: int) -> bool:
        """Tell whether the word right before a verb may be its subject, one without a name."""
        token = self.sentence.tokens[number]
        gap = self.sentence.text[token.end : cue.outer_start].strip()
        if gap or cue.joined or cue.has_as or QUOTATION.match(token.text):
            return False
        function_words = (word_set(name) for name in ("continuing", "between", "openers"))
        if any(token.text in words for words in function_words):
            return False
        # A relative pronoun refers to somebody before it, and two verbs have one subject.
        is_relative = token.text.removeprefix("و") in word_set("relatives")
        return not (is_relative or is_reporting_verb(token.text))

    def _is_governed(self, phrase: NounPhrase) -> bool:
        """Tell whether a preposition is before a phrase or joined to it."""
        number = self.sentence.token_at(phrase.start)
        word, before = self.sentence.word(number), self.sentence.word(number - 1)
        # Only where a known noun or an article is left is the letter a preposition.
        if word.startswith(("ل", "ب")) and split_noun(word).noun != word:
            return True
        return is_preposition(before, joined=True)

    def of_sentence(self, cue: Cue) -> NounPhrase | None:
        """Return the first phrase before a cue that is a subject and agrees with it.

        A subject is first in its clause, or after the verb that opens it.
        """
        for phrase in self.phrases:
            if phrase.end > cue.start or not agrees(phrase, cue.agreement):
                continue
            number = self.sentence.token_at(phrase.start)
            before = self.sentence.word(number - 1)
            opens = before in word_set("openers") or before in word_set("verb_follows")
            is_first = number == 0 or opens or self._is_like_verb(number - 1)
            if is_first and not self._is_governed(phrase):
                return phrase
        return None

    def _is_like_verb(self, number: int) -> bool:
        """Tell whether a word is a verb, by its place or by an ending that few nouns have."""
        word = self.sentence.word(number)
        if word.endswith("ت") and not word.endswith("ات"):
            return True
        if self.sentence.word(number - 1) in word_set("verb_follows"):
            return True
        # At the head of a sentence any other word is taken for its verb, for Arabic begins so.
        if word.endswith("ه") or word in speaker_nouns() or split_noun(word).definite:
            return False
        if number == 0:
            return True
        # The dash after a dateline: the story begins there.
        return "-" in self.sentence.gap(self.sentence.tokens[number - 1].end, number)

    def is_headless(self) -> bool:
        """Tell whether the sentence opens with a verb and a preposition: its subject is unsaid."""
        return is_preposition(self.sentence.word(1)) and self._is_like_verb(0)
