"""Keys of values: two values with one key are made of the same bytes by the same code."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable

_SIZE = 16
"""Bytes of a key: enough that no two values of any site ever share one."""
_LIBRARIES = "babel deflate jinja2 lxml markdown pelican pillow polib trafilatura"
"""Libraries whose other releases may make other values of the same files."""


def digest(data: bytes) -> str:
    """Return the key of bytes."""
    return hashlib.blake2b(data, digest_size=_SIZE).hexdigest()


def key_of(*values: object) -> str:
    """Return the key of values whose `repr` says all that there is to them, in this order.

    Strings, numbers, tuples, and dataclasses of such are; sets and dicts of changing order are not.
    """
    return digest(repr(values).encode("utf-8", "surrogatepass"))


@cache
def code_key() -> str:
    """Return the key of the code and the word lists of this package, and of what it runs on."""
    releases = [f"{name} {version(name)}" for name in _LIBRARIES.split()]
    # Compiled files change with the machine, and nothing is made of them.
    paths = sorted(_data_files(files(__package__)), key=lambda found: found[0])
    contents = [(name, digest(file.read_bytes())) for name, file in paths]
    return key_of(sys.version, releases, contents)


def _data_files(folder: Traversable, above: str = "") -> Iterable[tuple[str, Traversable]]:
    for entry in folder.iterdir():
        name = f"{above}/{entry.name}"
        if entry.is_file():
            yield name, entry
        elif entry.name != "__pycache__":
            yield from _data_files(entry, name)
