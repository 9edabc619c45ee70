"""Word files (.docx), in which articles also reach a newsroom: their lines, and what each is.

Their properties say who made the file and when, which is not who wrote the article or when it
appeared; so nothing is taken from them.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import replace

from ..errors import BriefingError, error_at
from ..model import BlockKind, Seed
from .text import CELL_GAP, LARGEST_SEED, read_text
from .visible_text import visible_runs

_OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"
"""How files of Word before 2007 begin, and those with a password."""
_MOST_UNPACKED = 5 * LARGEST_SEED
"""Bytes of the texts in a file once unpacked; pictures are not unpacked."""
_TEXTS = (".xml", ".rels")
_ROW = re.compile(r"<tr>(?:[^<]|<(?!/?tr>))*+</tr>")
_CELL = re.compile(r"<t[dh](?:\s[^<>]*)?>((?:[^<]|<(?!/?t[dh]))*+)</t[dh]>")
_MARKUP = re.compile(r"<[^<>]+>")
"""Of the library's making: in text the sign is escaped."""
_KINDS: Mapping[str, BlockKind] = {
    "li": "item",
    **dict.fromkeys((f"h{rank}" for rank in range(1, 7)), "heading"),
}
_HINT = "Save it in Word as .docx without a password, or as .txt"


def read_word(name: str, data: bytes, path: str, _: str | None) -> Seed:
    """Return the text of a Word file as a seed; raise `BriefingError` if it cannot be read.

    Each paragraph, item, heading and row of a table is a line, so that a line's number is that of
    its paragraph.
    """
    from lxml.html import fragment_fromstring  # noqa: PLC0415 - most projects have no Word file

    markup = _ROW.sub(_row, _as_html(data, path))
    runs = visible_runs(fragment_fromstring(markup, create_parent="div"), _KINDS)
    seed = read_text(name, "\n".join(run.text for run in runs).encode(), path, "utf-8")
    marks = {number: run.kind for number, run in enumerate(runs, 1) if run.kind}
    return replace(seed, marks=marks)


def _as_html(data: bytes, path: str) -> str:
    try:
        import mammoth  # noqa: PLC0415 - an extra
    except ImportError:
        install = (
            "pip install 'pelican-briefing[docx]', or in a checkout .venv/bin/pip install mammoth"
        )
        hint = f"Run {install}; or save the article as .txt"
        raise error_at(path, "Word files need the extra [docx]", hint) from None
    _check(data, path)
    try:
        found = mammoth.convert_to_html(
            io.BytesIO(data), ignore_empty_paragraphs=True, convert_image=lambda _: []
        )
    except Exception as error:  # whatever a damaged file makes the library raise
        raise _unreadable(path) from error
    return str(found.value)


def _row(found: re.Match[str]) -> str:
    """Return a row of a table as one item."""
    paragraphs = (cell.replace("</p>", " ") for cell in _CELL.findall(found[0]))
    return f"<li>{CELL_GAP.join(_MARKUP.sub('', cell).strip() for cell in paragraphs)}</li>"


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
