"""The non-empty lines of a seed, numbered as an editor numbers them."""

from __future__ import annotations

import re

from ..model import Line

ENDS_SENTENCE = re.compile(r"[.!؟?…](?:[\"”»’)\]\s])*$")
"""The end of a line that closes a sentence, with its closing quotes and brackets."""
INVISIBLE = (
    "\ufeff\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
"""Marks that may stand alone on a line and leave it empty to the eye."""


def split_lines(text: str) -> tuple[Line, ...]:
    """Return the lines with something visible on them, outer white space removed."""
    lines: list[Line] = []
    blank = False
    for number, raw in enumerate(text.split("\n"), 1):
        visible = raw.strip()
        if visible.strip(INVISIBLE).strip():
            lines.append(Line(number, visible, blank))
            blank = False
        else:
            blank = True
    return tuple(lines)
