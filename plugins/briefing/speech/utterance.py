"""A sentence as its words outside quotations, folded, with the way back to what is written."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..language.arabic import Folded, fold_with_offsets

QUOTED = re.compile(r"“([^”]+)(?:”|$)|«([^»]+)(?:»|$)|\"([^\"]+)\"")
"""Quoted spans; one left open runs to the sentence's end, but a straight mark may be a stray."""
MARKS = re.compile(r"[“”«»\"]")
SHORTEST_QUOTE = 4
"""Words. A shorter quoted span is a term or a name, not speech."""
QUOTATION = re.compile(r"_{4,}")
"""What stands for a quotation in the text outside."""
WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Token:
    """A word of the folded text and its place."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Utterance:
    """A sentence: `written` as it stands, `outside` folded with its quotations blanked."""

    written: str
    folded: Folded
    tokens: tuple[Token, ...]

    @property
    def outside(self) -> str:
        """Return the folded text; a quotation is a run of low lines, its marks are spaces."""
        return self.folded.text

    def as_written(self, start: int, end: int) -> str:
        """Return the written words of a range of the folded text."""
        first, last = self.folded.span(start, end)
        return " ".join(MARKS.sub(" ", self.written[first:last]).split())

    def token_at(self, place: int) -> int:
        """Return the number of the first token at or behind a place."""
        return next((n for n, t in enumerate(self.tokens) if t.start >= place), len(self.tokens))


def utterance(text: str) -> Utterance:
    """Return a sentence with its quotations set apart."""
    blanked = QUOTED.sub(lambda m: _blank(m.group()), text)
    folded = fold_with_offsets(MARKS.sub(" ", blanked))
    tokens = tuple(Token(m.group(), m.start(), m.end()) for m in WORD.finditer(folded.text))
    return Utterance(text, folded, tokens)


def _blank(span: str) -> str:
    """Return low lines of the same length for speech, the span itself for a term or a name."""
    return span if len(span.split()) < SHORTEST_QUOTE else "_" * len(span)
