"""Word files (.docx), in which articles also reach a newsroom: read as HTML, and that as any page.

Their properties say who made the file and when, which is not who wrote the article or when it
appeared; so nothing is taken from them.
"""

from __future__ import annotations

import io
import re
import zipfile

from ..errors import BriefingError, error_at
from .text import LARGEST_SEED

_OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"
"""How files of Word before 2007 begin, and those with a password."""
_MOST_UNPACKED = 5 * LARGEST_SEED
"""Bytes of the texts in a file once unpacked; pictures are not unpacked."""
_TEXTS = (".xml", ".rels")
_CELL = re.compile(r"(<t[dh](?:\s[^<>]*)?>)((?:[^<]|<(?!/?t[dh]))*+)(</t[dh]>)")
_MARKUP = re.compile(r"<[^<>]+>")
"""Of the library's making: in text the sign is escaped."""
_HINT = "Save it in Word as .docx without a password, or as .txt"


def word_as_html(data: bytes, path: str) -> bytes:
    """Return a Word file as a page in UTF-8; raise `BriefingError` if it cannot be read.

    Each paragraph, item and heading is a line, so that a line's number is that of its paragraph.
    """
    try:
        import mammoth  # noqa: PLC0415 - an extra
    except ImportError:
        install = "pip install 'pelican-briefing[docx]', or in a checkout pip install mammoth"
        hint = f"Run {install}; or save the article as .txt"
        raise error_at(path, "Word files need the extra [docx]", hint) from None
    _check(data, path)
    try:
        html = mammoth.convert_to_html(
            io.BytesIO(data), ignore_empty_paragraphs=True, convert_image=lambda _: []
        ).value
    except Exception as error:  # whatever a damaged file makes the library raise
        raise _unreadable(path) from error
    lines = _CELL.sub(_cell, html)
    for tag in ("p", "li", "tr", *(f"h{rank}" for rank in range(1, 7))):
        lines = lines.replace(f"</{tag}>", f"</{tag}>\n")
    return f"<body><article>{lines}</article></body>".encode()


def _cell(found: re.Match[str]) -> str:
    """Return a cell of a table without the paragraphs in it, which would be lines."""
    return f"{found[1]}{_MARKUP.sub(' ', found[2]).strip()}{found[3]}"


def _check(data: bytes, path: str) -> None:
    """Raise `BriefingError` for what is no Word file of today, or unpacks to too much."""
    if data.startswith(_OLD_OR_LOCKED):
        raise error_at(path, "an old Word file, or one with a password", _HINT)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            texts = [one for one in archive.infolist() if one.filename.endswith(_TEXTS)]
            # A header may lie about a size; then unpacking fails, and so does reading.
            total = sum(one.file_size for one in texts)
            is_word = any(one.filename == "word/document.xml" for one in texts)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise _unreadable(path) from None
    if not is_word:
        raise error_at(path, "not a Word file", _HINT)
    if total > _MOST_UNPACKED:
        message = f"its texts unpack to {total // 1_000_000} MB"
        raise error_at(path, message, "Save the article alone")


def _unreadable(path: str) -> BriefingError:
    return error_at(path, "a damaged Word file", _HINT)
