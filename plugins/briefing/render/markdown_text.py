"""Source text as Markdown that renders to exactly that text, and still reads well.

Only what would trigger markup is escaped: with a backslash where Python-Markdown knows one, else
with a character reference. The escapes hold with and without the `extra` extensions.
"""

from __future__ import annotations

import re

SEPARATORS = re.compile(r"[\t\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f]")
BIDI_CONTROLS = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
ALWAYS = re.compile(r"[\\`*\[\]{}]")
LONE_UNDERSCORE = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
ENTITY = re.compile(r"&(?=#?\w)")
ORDERED = re.compile(r"^(\d+)\.(?=\s|$)")
LINE_MARK = re.compile(r"^([#>+-])")
REFERENCE_MARK = re.compile(r"^([=~:])")


def displayable(text: str) -> str:
    """Return a text that is safe to show in one line.

    Line separators become spaces, control characters U+FFFD, and the embeddings and overrides by
    which a text can disguise its order vanish; direction marks stay.
    """
    text = BIDI_CONTROLS.sub("", SEPARATORS.sub(" ", text))
    return CONTROLS.sub("\ufffd", text)


def escape_inline(text: str) -> str:
    """Return Markdown for a text that stands inside a line."""
    text = ALWAYS.sub(lambda m: "\\" + m.group(), displayable(text))
    text = ENTITY.sub("&amp;", text).replace("<", "&lt;").replace("|", "&#124;")
    return LONE_UNDERSCORE.sub(r"\\_", text)


def escape_line(text: str) -> str:
    """Return Markdown for a text that stands at the start of a line."""
    text = escape_inline(text).strip()
    text = ORDERED.sub(r"\1\\.", text)
    text = LINE_MARK.sub(r"\\\1", text)
    return REFERENCE_MARK.sub(lambda m: f"&#{ord(m.group(1))};", text)


def escape_attribute(text: str) -> str:
    """Return a text for a quoted attribute of an attribute list or an HTML tag."""
    text = displayable(text).replace("&", "&amp;").replace('"', "&quot;")
    for mark in "<>[]{}*_`|\\":
        text = text.replace(mark, f"&#{ord(mark)};")
    return text


def escape_metadata(text: str) -> str:
    """Return a text for one line of front matter, which themes print as HTML."""
    text = displayable(text).replace("&", "&amp;")
    return text.replace("<", "&lt;").replace(">", "&gt;").strip()
