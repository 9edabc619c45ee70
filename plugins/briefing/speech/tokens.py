"""Tokens of a sentence outside its quotations, folded, with the way back to the text as written."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..language.arabic import WORD, Folded, fold_with_offsets

_QUOTED = re.compile(r"“([^”]+)(?:”|$)|«([^»]+)(?:»|$)|\"([^\"]+)\"")
"""Quoted spans; one left open runs to the sentence's end, but a straight mark may be a stray."""
_MARKS = re.compile(r"[“”«»\"]")
_SHORTEST_QUOTATION = 4
"""Words. A shorter quoted span is a term or a name, not speech."""
QUOTATION = re.compile(r"_{4,}")
"""What replaces a quotation in the masked text."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word of the masked text and its half-open range."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class MaskedSentence:
    """A sentence as `written`, and folded with its quotations masked."""

    written: str
    folded: Folded
    tokens: tuple[Token, ...]

    @property
    def text(self) -> str:
        """The folded text: a quotation is a run of low lines, quotation marks are spaces."""
        return self.folded.text

    def as_written(self, start: int, end: int) -> str:
        """Return the written words of a range of the masked text, without quotation marks."""
        first, last = self.folded.span(start, end)
        return " ".join(_MARKS.sub(" ", self.written[first:last]).split())

    def token_at(self, offset: int) -> int:
        """Return the number of the first token that begins at or after an offset."""
        for number, token in enumerate(self.tokens):
            if token.start >= offset:
                return number
        return len(self.tokens)

    def word(self, number: int) -> str:
        """Return the text of a token, empty where there is none of this number."""
        return self.tokens[number].text if 0 <= number < len(self.tokens) else ""

    def gap(self, start: int, number: int) -> str:
        """Return what is between an offset and a token, without spaces around it."""
        return self.text[start : self.tokens[number].start].strip()


def mask_quotations(sentence: str) -> MaskedSentence:
    """Return a sentence whose quotations cannot be taken for its own words.

    A mask is as long as what it replaces, so that offsets stay those of the sentence.
    """
    masked = _QUOTED.sub(_mask, sentence)
    folded = fold_with_offsets(_MARKS.sub(" ", masked))
    tokens = tuple(Token(m.group(), m.start(), m.end()) for m in WORD.finditer(folded.text))
    return MaskedSentence(sentence, folded, tokens)


def _mask(match: re.Match[str]) -> str:
    span = match.group()
    return span if len(span.split()) < _SHORTEST_QUOTATION else "_" * len(span)
