"""Whose verb it is: the subject of a cue of speech, behind it, before it, or of its sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .english_names import listed, nouns, phrases_of, split_noun
from .reporting_verbs import Cue, Form, is_verb
from .speakers import Phrase, Reader
from .utterance import QUOTATION, Utterance

LONGEST_APPOSITION = 60
"""Characters between commas, between a subject and its verb."""
FORMS_OF_TO = 2
"""Letters of "to the": a longer word that begins so names a hearer."""
Subject = Phrase | Literal["none", "unknown"]
"""A verb's subject: who it is, none beside the verb, or somebody nobody knows."""


def agrees(phrase: Phrase, form: Form | None) -> bool:
    """Tell whether a verb without its subject behind it may be this speaker's."""
    if form is None:
        return True
    if phrase.many and not phrase.feminine:
        return form == "p"
    return form != "p" and phrase.feminine in (None, form == "f")


@dataclass(frozen=True, slots=True)
class Subjects:
    """Finds the subjects of one sentence's cues."""

    said: Utterance
    reader: Reader
    phrases: tuple[Phrase, ...]

    def named_at(self, place: int) -> Phrase | None:
        """Return the phrase of the word at a place, behind "according to" or "from"."""
        for n, token in enumerate(self.said.tokens):
            if token.end > place:
                gap = self.said.outside[place : token.start]
                return None if gap.strip() else self.reader.phrase(n)
        return None

    def beside(self, cue: Cue) -> Subject:
        """Return the subject of a verb: behind it, else in front of it; a participle has none.

        A word behind "what … called" that names nobody is what it is called.
        """
        if cue.kind == "participle":
            return "none"
        behind = self._behind(cue)
        if isinstance(behind, Phrase) or cue.kind == "label":
            return "none" if behind == "unknown" else behind
        before = self._before(cue)
        return before if isinstance(before, Phrase) or behind == "none" else behind

    def _behind(self, cue: Cue) -> Subject:
        limit = len(self.said.outside) if cue.content is None else cue.content
        n, place = self.said.token_at(cue.end), cue.end
        while n < len(self.said.tokens) and self.said.tokens[n].start < limit:
            if self.said.outside[place : self.said.tokens[n].start].strip(" ،,()"):
                return "none"
            skipped = self._skipped(n)
            if skipped == 0:
                return self._subject_at(n)
            n += skipped
            place = self.said.tokens[n - 1].end
        return "none"

    def _subject_at(self, n: int) -> Subject:
        """Return the subject a word begins; a preposition or another verb says there is none."""
        word = self.said.tokens[n].text
        if word in listed("clauses", "prepositions") or QUOTATION.match(word) or is_verb(word):
            return "none"
        return self.reader.phrase(n) or "unknown"

    def _skipped(self, n: int) -> int:
        """Return how many words at a token tell of an occasion, a time or a hearer."""
        token = self.said.tokens[n]
        behind = self.said.outside[token.start :]
        for phrase in phrases_of("occasions"):
            if behind.startswith(phrase) and not behind[len(phrase) :][:1].isalpha():
                return len(phrase.split())
        if token.text in listed("between", "words"):
            return 1
        return self._hearer(n)

    def _hearer(self, n: int) -> int:
        """Return how many words name a hearer ("to Reuters"), 0 where none is named."""
        word = self.said.tokens[n].text
        mention = self.reader.names.mention(n)
        own = mention is not None and mention.start == self.said.tokens[n].start
        if word == "ل":
            return 1 + self._length(n + 1)
        if not word.startswith("ل") or len(word) <= FORMS_OF_TO or word in nouns():
            return 0
        return 0 if own and not word.startswith("لل") else self._length(n)

    def _length(self, n: int) -> int:
        """Return how many words a phrase has, 1 where there is none."""
        phrase = self.reader.phrase(n) if n < len(self.said.tokens) else None
        return max(1, self.said.token_at(phrase.end) - n) if phrase else 1

    def _before(self, cue: Cue) -> Subject:
        """Return the subject in front of a verb ("but sources say", "the body that said")."""
        first = self.said.token_at(cue.start - len(cue.joined))
        topic = bool(self.said.tokens[:1]) and self.said.tokens[0].text in ("اما", "واما")
        if first == 0 or (cue.joined and not topic):
            return "none"
        near = [phrase for phrase in self.phrases if phrase.end <= cue.start]
        if near and agrees(near[-1], cue.form) and self._leads(near[-1], cue):
            return near[-1]
        return "unknown" if self._stranger(cue, first) else "none"

    def _leads(self, phrase: Phrase, cue: Cue) -> bool:
        """Tell whether a phrase in front of a verb is its subject."""
        gap = self.said.outside[phrase.end : cue.start - len(cue.joined)]
        between = [word for word in gap.split() if word not in listed("between", "words")]
        if between and set(between) <= listed("clauses", "relatives"):
            return True
        if self._is_governed(phrase) and (phrase.definite or between):
            return False
        inside = " ".join(between)
        commas = inside.startswith("،") and inside.endswith("،") and len(inside) > 1
        apposed = commas and len(gap) <= LONGEST_APPOSITION
        return apposed or all(word in ("قد", "،", "كان", "كانت") for word in between)

    def _stranger(self, cue: Cue, first: int) -> bool:
        """Tell whether the word right before a verb is one that may be its unknown subject."""
        before = self.said.tokens[first - 1]
        gap = self.said.outside[before.end : cue.start - len(cue.joined)]
        if gap.strip() or cue.joined or QUOTATION.match(before.text):
            return False
        known = (
            listed("continuing", "words")
            | listed("between", "words")
            | listed("clauses", "openers")
        )
        bare = before.text.removeprefix("و")
        relative = bare in listed("clauses", "relatives")
        return not (before.text in known or relative or is_verb(before.text) or cue.like)

    def _is_governed(self, phrase: Phrase) -> bool:
        """Tell whether a preposition stands before a phrase or is joined to it."""
        n = self.said.token_at(phrase.start)
        word = self.said.tokens[n].text
        joined = word[:1] in ("ل", "ب") and split_noun(word).noun != word
        before = self.said.tokens[n - 1].text if n else ""
        bare = before.removeprefix("و").removeprefix("ف")
        return (
            joined
            or before in listed("clauses", "prepositions")
            or (bare in listed("clauses", "prepositions"))
        )

    def of_sentence(self, cue: Cue) -> Phrase | None:
        """Return the first phrase before a cue that stands as a subject and agrees with it."""
        return next(
            (
                phrase
                for phrase in self.phrases
                if phrase.end <= cue.start and agrees(phrase, cue.form) and self._stands(phrase)
            ),
            None,
        )

    def _stands(self, phrase: Phrase) -> bool:
        """Tell whether a phrase stands first in its clause, or behind the verb that opens it."""
        n = self.said.token_at(phrase.start)
        if self._is_governed(phrase):
            return False
        if n == 0 or self._opens(n - 1):
            return True
        return self._is_like_verb(n - 1)

    def _opens(self, n: int) -> bool:
        word = self.said.tokens[n].text
        return word in listed("clauses", "openers") or word in listed("clauses", "verb_follows")

    def _is_like_verb(self, n: int) -> bool:
        """Tell whether a word is a verb, by its place or by an ending that few nouns have."""
        word = self.said.tokens[n].text
        if word.endswith("ت") and not word.endswith("ات"):
            return True
        if n and self.said.tokens[n - 1].text in listed("clauses", "verb_follows"):
            return True
        noun = word.endswith("ه") or word in nouns() or split_noun(word).definite
        return not noun and (n == 0 or self._behind_dash(n))

    def _behind_dash(self, n: int) -> bool:
        """Tell whether a dash stands before a word: behind a place, the story begins there."""
        return "-" in self.said.outside[self.said.tokens[n - 1].end : self.said.tokens[n].start]

    def is_headless(self) -> bool:
        """Tell whether the sentence opens with a verb and a preposition: its subject is unsaid."""
        second = self.said.tokens[1].text if len(self.said.tokens) > 1 else ""
        return second in listed("clauses", "prepositions") and self._is_like_verb(0)
