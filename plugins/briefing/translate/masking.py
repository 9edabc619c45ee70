"""Masks: names and figures kept from an engine that is known to damage them.

A name in the glossary is sent as ``X1X`` and comes back as the glossary's English; a figure in
digits comes back as it was. An answer that lost or doubled a mask is refused, and the text is then
sent as it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ..editors.glossary import Glossary
from ..language.arabic import fold_with_offsets

_FIGURE = re.compile(r"(?<![\w.,])\d[\d.,:/-]*\d")
_FEWEST_DIGITS = 3
"""Shorter figures survive, and are part of a sentence's grammar ("two", "3 soldiers")."""
_WESTERN_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩٫٬", "0123456789.,")
_MASK = re.compile(r"\bX\s?(\d{1,3})\s?X\b", re.IGNORECASE)
"""A mask as engines give it back: some write it small, some put a space into it."""
_PLAIN_QUOTES = str.maketrans("«»„”“", '"""""')
"""Small models drop the marks that they have seldom seen."""


@dataclass(frozen=True, slots=True)
class Masked:
    """A text with masks, and what each stands for in English, by number from 1."""

    text: str
    hidden: Mapping[int, str]


def mask(text: str, glossary: Glossary) -> Masked:
    """Return an Arabic text with its known people, organisations and long figures masked."""
    spans: list[tuple[int, int, str]] = []
    folded = fold_with_offsets(text)
    for mention in glossary.mentions(text):
        if mention.entry.kind in ("person", "organisation"):
            start, end = folded.span(mention.start, mention.end)
            spans.append((start, end, mention.entry.name.en))
    for figure in _FIGURE.finditer(text):
        western = figure[0].translate(_WESTERN_DIGITS)
        # Back in Western digits, which the English has in any case.
        if sum(char.isdigit() for char in western) >= _FEWEST_DIGITS:
            spans.append((*figure.span(), western))
    # What looks like a mask already ("the model X5X") is masked, too: its number would be taken
    # for one of ours in the answer.
    spans += [(*lookalike.span(), lookalike[0]) for lookalike in _MASK.finditer(text)]

    # From left to right, of two that begin together the longer one; what overlaps is left out.
    pieces: list[str] = []
    hidden: dict[int, str] = {}
    end_of_last = 0
    for start, end, english in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start < end_of_last:
            continue
        number = len(hidden) + 1
        hidden[number] = english
        pieces += [text[end_of_last:start], f"X{number}X"]
        end_of_last = end
    pieces.append(text[end_of_last:])
    return Masked("".join(pieces).translate(_PLAIN_QUOTES), hidden)


def unmask(answer: str, masked: Masked) -> str | None:
    """Return an answer with what was hidden, ``None`` if a mask is missing, new or there twice."""
    numbers = sorted(int(found[1]) for found in _MASK.finditer(answer))
    if numbers != sorted(masked.hidden):
        return None
    return _MASK.sub(lambda found: masked.hidden[int(found[1])], answer)
