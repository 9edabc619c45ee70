"""Names and figures kept out of an engine's hands where it is known to damage them.

A name the glossary knows is sent as ``X1X`` and comes back as the glossary's English; a figure in
digits comes back as it was. An answer that lost or doubled a mask is refused, and the text is then
sent as it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ..editors.glossary import Glossary
from ..language.arabic import fold_with_offsets

FIGURE = re.compile(r"(?<![\w.,])\d[\d.,:/-]*\d")
DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩٫٬", "0123456789.,")
MASK = re.compile(r"\bX\s?(\d{1,3})\s?X\b", re.IGNORECASE)
QUOTES = str.maketrans("«»„”“", '"""""')
"""Small models drop the marks they have seldom seen."""
FEWEST_DIGITS = 3
"""Shorter figures survive, and are part of a sentence's grammar ("two", "3 soldiers")."""


@dataclass(frozen=True, slots=True)
class Masked:
    """A text with masks, and what each stands for in English, by number from 1."""

    text: str
    hidden: Mapping[int, str]


def mask(text: str, glossary: Glossary) -> Masked:
    """Return an Arabic text with its known people, organisations and long figures masked."""
    if MASK.search(text):
        return Masked(text, {})
    folded = fold_with_offsets(text)
    found = [
        (*folded.span(m.start, m.end), m.entry.name.en)
        for m in glossary.mentions(text)
        if m.entry.kind in ("person", "organisation")
    ]
    figures = ((m.span(), m[0].translate(DIGITS)) for m in FIGURE.finditer(text))
    found += [(*span, shown) for span, shown in figures if len(shown) >= FEWEST_DIGITS]
    pieces: list[str] = []
    hidden: dict[int, str] = {}
    end = 0
    for start, stop, shown in sorted(found):
        if start < end:
            continue
        hidden[len(hidden) + 1] = shown
        pieces += [text[end:start], f"X{len(hidden)}X"]
        end = stop
    return Masked(("".join(pieces) + text[end:]).translate(QUOTES), hidden)


def unmask(answer: str, masked: Masked) -> str | None:
    """Return an answer with what was hidden, ``None`` if a mask is missing, new or there twice."""
    numbers = sorted(int(m[1]) for m in MASK.finditer(answer))
    if numbers != sorted(masked.hidden):
        return None
    return MASK.sub(lambda m: masked.hidden[int(m[1])], answer)
