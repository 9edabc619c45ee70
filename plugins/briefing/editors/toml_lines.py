"""Line numbers of the keys and list elements of a TOML text.

`tomllib` gives values without their places, and so does tomlkit: its items know the space around
them and not the line that they are on.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping

Where = tuple[str | int, ...]
"""The path of a value in a file: its keys, and numbers from 0 in lists and arrays of tables."""

_PART = r"(?:[A-Za-z0-9_-]+|\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*')"
_KEY = re.compile(rf"{_PART}(?:[ \t]*\.[ \t]*{_PART})*")
# Commas count as blank, since a valid text has them only where they divide.
_BLANK = re.compile(r"(?:[ \t\r\n,]|#[^\n]*)*")
_OPENING, _EQUALS, _CLOSING = map(re.compile, (r"\[\[?[ \t]*", r"[ \t]*=[ \t]*", r"[ \t]*\]\]?"))
_BRACKET = re.compile(r"[\[\]{}]")
# Three quotes before one, which would also be an empty string and a quote. A multi-line string may
# end in up to two quotes of its own, so that five of them close it.
_SCALAR = re.compile(
    r'"""(?:[^\\]|\\.)*?"""(?:"{0,2})'
    r"|'''.*?'''(?:'{0,2})"
    r"|\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'"
    r"|[^,\]}#\n]+",
    re.DOTALL,
)


def lines_of(text: str) -> dict[Where, int]:
    """Return the 1-based line on which each value of a valid TOML text begins, by its path.

    A table is on the line of its header, of its inline ``{``, or of the first key that goes
    through it (``a.b = 1`` makes ``a``). Not for text that `tomllib` refuses.
    """
    scanner = _Scanner(text)
    table: Where = ()
    while not scanner.at_end():
        if text[scanner.at] == "[":
            table = scanner.header()
        else:
            scanner.pair(table)
    return scanner.lines


def line_at(lines: Mapping[Where, int], place: Where) -> int | None:
    """Return the line of a place, or of the table or list it is in; ``None`` if unknown."""
    while place and place not in lines:
        place = place[:-1]
    return lines.get(place)


class _Scanner:
    """Goes once through a text that is known to be valid, so that it need not look for errors."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at, self.line = 0, 1
        self.lines: dict[Where, int] = {}
        self.last_tables: dict[Where, int] = {}

    def at_end(self) -> bool:
        """Go past white space and comments; tell whether nothing follows."""
        self.take(_BLANK)
        return self.at == len(self.text)

    def take(self, pattern: re.Pattern[str]) -> str:
        """Return what matches here, and go past it."""
        found = pattern.match(self.text, self.at)
        taken = found[0] if found else ""
        self.at += len(taken)
        self.line += taken.count("\n")
        return taken

    def key(self) -> list[str]:
        """Take a dotted key; return its parts."""
        # `tomllib` knows the escapes that quoted parts may have.
        table, parts = tomllib.loads(f"{self.take(_KEY)} = 0"), []
        while isinstance(table, dict):
            [(part, table)] = table.items()
            parts.append(part)
        return parts

    def header(self) -> Where:
        """Take ``[a.b]`` or ``[[a.b]]``; return the path of the table that it opens."""
        is_array = self.take(_OPENING).startswith("[[")
        keys = self.key()
        path: Where = ()
        for depth, key in enumerate(keys, 1):
            path = (*path, key)
            self.lines.setdefault(path, self.line)
            if is_array and depth == len(keys):
                self.last_tables[path] = self.last_tables.get(path, -1) + 1
            # What is below an array of tables belongs to the last of them.
            if path in self.last_tables:
                path = (*path, self.last_tables[path])
                self.lines.setdefault(path, self.line)
        self.take(_CLOSING)
        return path

    def pair(self, path: Where) -> None:
        """Take ``key = value`` in a table."""
        for key in self.key():
            path = (*path, key)
            self.lines.setdefault(path, self.line)
        self.take(_EQUALS)
        self.value(path)

    def value(self, path: Where) -> None:
        """Take a value; of an array and an inline table, all that it holds."""
        opening = self.take(_BRACKET)
        if not opening:
            self.take(_SCALAR)
            return
        index = 0
        # Both end with their own bracket: of a valid text it need not be told which.
        while not self.at_end() and self.text[self.at] not in "]}":
            if opening == "{":
                self.pair(path)
            else:
                self.lines.setdefault((*path, index), self.line)
                self.value((*path, index))
            index += 1
        self.take(_BRACKET)
