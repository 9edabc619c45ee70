"""Zip archives that are the same for the same files: fixed times and rights, nothing compressed.

Two builds of zlib may pack one text in two ways (Python on Windows and some distributions have
zlib-ng), so that a compressed archive would differ from machine to machine. Stored files do not.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from typing import IO

OLDEST = (1980, 1, 1, 0, 0, 0)
"""The oldest time that a zip archive can tell: of its files no other is known."""
_READABLE_BY_ALL = 0o100644 << 16
_UNIX = 3
"""Which system's rights are stated: by default `zipfile` names the one it runs on."""


def archive(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Return a zip archive of files, each a path with slashes and its bytes, in the given order."""
    packed = io.BytesIO()
    write_archived(packed, files)
    return packed.getvalue()


def write_archived(target: IO[bytes], files: Iterable[tuple[str, bytes]]) -> None:
    """Write a zip archive of files as `archive` makes it, one file after another."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as packed:
        for name, data in files:
            entry = zipfile.ZipInfo(name, OLDEST)
            entry.create_system = _UNIX
            entry.external_attr = _READABLE_BY_ALL
            packed.writestr(entry, data)
