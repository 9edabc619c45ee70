"""Zip archives that are the same for the same files: fixed times and rights, one compressor.

Python packs with the zlib that it finds, and two of these may pack one text in two ways (Python on
Windows and some distributions have zlib-ng). libdeflate comes with its package instead, in one
version for all machines, and packs twice as fast.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from copy import copy
from itertools import islice
from typing import IO
from zlib import crc32

import deflate

OLDEST = (1980, 1, 1, 0, 0, 0)
"""The oldest time that a zip archive can tell: of its files no other is known."""
LEVEL = 6
"""How hard to pack: pages come to 9 % of their size; level 9 takes twice as long for 8.6 %."""
_AT_ONCE = 64
"""Files that are in memory at once: of a large site all together have half a gigabyte."""
_READABLE_BY_ALL = 0o100644 << 16
_UNIX = 3
"""Which system's rights are stated: by default `zipfile` names the one it runs on."""


def archive(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Return a zip archive of files, each a path with slashes and its bytes, in the given order."""
    packed = io.BytesIO()
    write_archived(packed, files)
    return packed.getvalue()


def write_archived(
    target: IO[bytes],
    files: Iterable[tuple[str, bytes | None]],
    before: zipfile.ZipFile | None = None,
    processors: int = 1,
) -> None:
    """Write a zip archive of files as `archive` makes it, on so many processors.

    Files without bytes are taken as they are packed in `before`, an archive that was written here.
    """
    files = iter(files)
    # Packing lets other threads go on meanwhile.
    with zipfile.ZipFile(target, "w") as packed, ThreadPoolExecutor(processors) as threads:
        while some := list(islice(files, _AT_ONCE)):
            made = threads.map(_packed, [one for one in some if one[1] is not None])
            for name, data in some:
                if data is None:
                    if before is None or before.fp is None:
                        raise KeyError(name)
                    entry = copy(before.getinfo(name))
                    # What `zipfile` adds of a place beyond 2 GiB is in the list at the end alone.
                    entry.extra, entry.create_version, entry.extract_version = b"", 20, 20
                    before.fp.seek(entry.header_offset + len(entry.FileHeader()))
                    content = before.fp.read(entry.compress_size)
                else:
                    entry, content = next(made)
                # `zipfile` has no way to take what is packed already: this is what `mkdir` does.
                entry.header_offset = target.tell()
                target.write(entry.FileHeader())
                target.write(content)
                packed.filelist.append(entry)
                packed.NameToInfo[name] = entry
                packed.start_dir = target.tell()


def _packed(file: tuple[str, bytes]) -> tuple[zipfile.ZipInfo, bytes]:
    """Return the entry of a file, and its bytes as the archive has them."""
    name, data = file
    entry = zipfile.ZipInfo(name, OLDEST)
    entry.create_system = _UNIX
    entry.external_attr = _READABLE_BY_ALL
    smaller = bytes(deflate.deflate_compress(data, LEVEL))
    # Pictures and fonts are packed by themselves; an EPUB begins with a file as it is.
    is_smaller = len(smaller) < len(data) and name != "mimetype"
    entry.compress_type = zipfile.ZIP_DEFLATED if is_smaller else zipfile.ZIP_STORED
    content = smaller if is_smaller else data
    entry.CRC, entry.file_size, entry.compress_size = crc32(data), len(data), len(content)
    return entry, content
