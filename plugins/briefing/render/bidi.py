"""What runs left to right inside Arabic text and would be drawn reversed: marked and isolated.

``2014-2019`` is drawn as 2019-2014 behind Arabic letters and ``(@name)`` as (name@), since
separators take the direction of the line (UAX #9, rules W4 and N1).
"""

from __future__ import annotations

import re

from markupsafe import Markup, escape

from .markdown_text import displayable

RANGE = r"(?<![\w/.])(?<!\d-)\d+(?:\s?[-–+]\s?\d+)+(?![\w/-])"
HANDLE = r"(?<!\w)@\w+"
LEFT_TO_RIGHT = re.compile(rf"{RANGE}|{HANDLE}")
ISOLATED = '<bdi dir="ltr">{}</bdi>'


def mark_ltr(text: str) -> Markup:
    """Return an Arabic text as HTML, with number ranges and handles isolated."""
    text = displayable(text)
    pieces, last = [], 0
    # What stands between is escaped here, so that marked text never passes through escape.
    for match in LEFT_TO_RIGHT.finditer(text):
        pieces += [escape(text[last : match.start()]), Markup(ISOLATED).format(match.group())]  # noqa: S704 - format escapes
        last = match.end()
    return Markup("").join([*pieces, escape(text[last:])])


def isolate_markdown(markdown: str) -> str:
    """Return the Markdown of an Arabic text with number ranges and handles isolated."""
    return LEFT_TO_RIGHT.sub(lambda match: ISOLATED.format(match.group()), markdown)
