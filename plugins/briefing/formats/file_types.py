"""Seed files: the table of formats, the limits, and whether what was read is Arabic text."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import PurePath
from typing import NamedTuple

from ..errors import error_at
from ..language.detect import not_arabic
from ..model import Seed
from .html import read_html
from .markdown import read_markdown
from .text import LARGEST_SEED, read_text, too_large
from .word import read_word

LONGEST_LINE = 200_000
"""Characters. A whole page in one line still fits; more is a data dump."""
_SNIFFED = 1024
"""Bytes in which a file shows by its signature what it is."""

Format = Callable[[str, bytes, str, str | None], Seed]
"""Reads the bytes of a seed: from the file's name, its bytes, what messages call the file, and the
encoding that its sidecar names (for text) to a seed. Raises `BriefingError` if it cannot."""


class FileType(NamedTuple):
    """A type of seed file: the format that reads it, and what it is known by.

    `endings` are those of file names, the usual one first, `media_types` what servers call it.
    `signature` is found among the first bytes of a file whose name and server do not tell.
    """

    read: Format
    endings: tuple[str, ...]
    media_types: tuple[str, ...]
    signature: re.Pattern[bytes] | None = None


FILE_TYPES = (
    FileType(
        read_html,
        endings=(".html", ".htm"),
        media_types=("text/html", "application/xhtml+xml"),
        signature=re.compile(rb"<!doctype html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE),
    ),
    FileType(
        read_markdown,
        endings=(".md",),
        media_types=("text/markdown",),
        signature=re.compile(rb"\A(?:\xef\xbb\xbf)?---[ \t]*\r?\n"),
    ),
    FileType(
        read_word,
        endings=(".docx",),
        media_types=("application/vnd.openxmlformats-officedocument.wordprocessingml.document",),
        signature=re.compile(rb"\APK\x03\x04"),
    ),
    FileType(read_text, endings=(".txt",), media_types=("text/plain",)),
)
"""Every type of seed file; what nothing tells is taken for the last, text."""


def type_of_name(name: str) -> FileType | None:
    """Return the type of the files whose names end so, ``None`` if it is not one of seeds."""
    ending = PurePath(name).suffix.lower()
    for file_type in FILE_TYPES:
        if ending in file_type.endings and not has_ending_too_many(name):
            return file_type
    return None


def has_ending_too_many(name: str) -> bool:
    """Tell whether something stands after the ending of a sidecar or a memory, as in `a.toml.txt`.

    Notepad adds it, and Windows does not show it.
    """
    return PurePath(PurePath(name).stem).suffix.lower() in {".toml", ".po"}


def guess_type(data: bytes, media_type: str = "") -> FileType:
    """Return the type of a file without a name: what a server calls it, or how it begins."""
    # The server goes first, since a text about web pages may begin with tags.
    for file_type in FILE_TYPES:
        if media_type in file_type.media_types:
            return file_type
    for file_type in FILE_TYPES:
        if file_type.signature and file_type.signature.search(data[:_SNIFFED]):
            return file_type
    return FILE_TYPES[-1]


def decode(name: str, data: bytes, path: str = "", encoding: str | None = None) -> Seed:
    """Return the seed in `data`, every line end a line feed; raise `BriefingError` if unusable.

    The ending of `name` says which format it has; `path` is what a message calls the file;
    `encoding` is what its sidecar says it is in, where it is not UTF-8. `Seed.warnings` has what
    an editor should look at.
    """
    path = path or f"seeds/{name}"
    if not data.strip():
        raise error_at(path, "the file is empty", "Paste the article's text into it or delete it")
    if len(data) > LARGEST_SEED:
        raise too_large(path)
    file_type = type_of_name(name) or FILE_TYPES[-1]
    seed = file_type.read(name, data, path, encoding)
    for number, line in enumerate(seed.text.split("\n"), 1):
        if len(line) > LONGEST_LINE:
            raise error_at(
                path, f"a line of {len(line)} characters", "Break it up", seed.line(number)
            )
    if refused := not_arabic(seed.text):
        raise error_at(path, *refused)
    return seed
