"""Plain text: a seed's bytes as lines, without the characters that no page may hold."""

from __future__ import annotations

import re
from itertools import takewhile
from pathlib import PurePath

from ..errors import Problem, error_at
from ..model import Seed
from .encodings import decode_bytes

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
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


def read_text(
    name: str, data: bytes, path: str, encoding: str | None, *, markup: bool = False
) -> Seed:
    """Return a seed with the text in bytes, every line end a line feed.

    This is the format of plain text, and what the other formats that are text begin with. With
    `markup` a ``<meta charset>`` counts, and references to control characters are left out, too.
    Raises `BriefingError` for binary data and for bytes that are in no encoding of Arabic.
    """
    text, used = decode_bytes(data, path, encoding, markup=markup)
    warnings = []
    if not encoding and not used.startswith("utf-8"):
        hint = "Look whether it reads well; save it as UTF-8 to be sure"
        warnings.append(Problem(path, f"read as {used}", hint, error=False))
    text = _LINE_ENDS.sub("\n", text)
    if "\0" in text:
        # In no text, but in nearly every picture, archive and document of an office program.
        line = text.count("\n", 0, text.index("\0")) + 1
        raise error_at(path, "binary data", "Keep text files in seeds/", line)
    kept = xml_text(text)
    if markup:
        kept = _SPACE_REFERENCE.sub(" ", kept)
        kept = _CONTROL_REFERENCE.sub("", kept)
        # What was around a reference may now be one itself (``&#&#7;7;``). U+FFFD makes no other.
        kept = _CONTROL_REFERENCE.sub("\ufffd", kept)
    if kept != text:
        unchanged = takewhile(lambda pair: pair[0] == pair[1], zip(text, kept, strict=False))
        line = sum(char == "\n" for char, _ in unchanged) + 1
        hint = "Compare its line with the source; delete them from the file"
        warnings.append(Problem(path, "control characters are left out", hint, line, error=False))
    return Seed(name, PurePath(name).stem, kept, used, warnings=tuple(warnings))


def xml_text(text: str) -> str:
    r"""Return a text without the characters that XML has not.

    White space among them becomes a space, so that no words are joined, and half a surrogate pair
    (an emoji cut in two) U+FFFD, as decoders write it.

    >>> xml_text("a\x07b\x1fc\ud83d")
    'ab c�'
    """
    text = _NOT_XML.sub(lambda match: " " if match[0].isspace() else "", text)
    return _SURROGATE.sub("\ufffd", text)
