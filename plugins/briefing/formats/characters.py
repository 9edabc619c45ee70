"""Characters that no page may hold, as they are and as character references; texts without them."""

from __future__ import annotations

import html
import re

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""The characters that XML 1.0 has not, so that neither lxml nor a feed takes them."""
_SURROGATE = re.compile("[\ud800-\udfff]")
_SPACE_REFERENCE = re.compile("&#(?:0*1[12](?![0-9])|x0*[bc](?![0-9a-f]));?", re.IGNORECASE)
"""References to the two of these characters that stand between words: vertical tab, form feed."""
_CONTROL_REFERENCE = re.compile(
    "&#(?:0*(?:[1-8]|1[124-9]|2[0-9]|3[01]|6553[45])(?![0-9])"
    "|x0*(?:[1-8bcef]|1[0-9a-f]|fff[ef])(?![0-9a-f]));?",
    re.IGNORECASE,
)
"""Character references to any of them, in decimal and hexadecimal. Of NUL parsers make U+FFFD."""
_WHITE_SPACE = re.compile(r"\s+")


def xml_text(text: str, *, markup: bool = False) -> str:
    r"""Return a text without the characters that XML has not, in markup also as references.

    White space among them becomes a space, so that no words are joined, and half a surrogate pair
    (an emoji cut in two) U+FFFD, as decoders write it.

    >>> xml_text("a\x07b\x1fc\ud83d")
    'ab c�'
    >>> xml_text("a&#7;b&#x0c;c &amp; &#10;", markup=True)
    'ab c &amp; &#10;'
    """
    # U+001C to U+001F divide records in old files; Python, too, takes them for white space.
    text = _NOT_XML.sub(lambda match: " " if match[0].isspace() else "", text)
    text = _SURROGATE.sub("\ufffd", text)
    if markup:
        text = _CONTROL_REFERENCE.sub("", _SPACE_REFERENCE.sub(" ", text))
        # What was around a reference may now be one itself (``&#&#7;7;``). U+FFFD makes no other.
        text = _CONTROL_REFERENCE.sub("\ufffd", text)
    return text


def clean(text: str) -> str:
    """Return a text in one line, without character references and control characters."""
    # References first: what they mean may be white space or a control character itself.
    return _WHITE_SPACE.sub(" ", xml_text(html.unescape(text))).strip()
