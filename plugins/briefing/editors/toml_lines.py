"""Line numbers of the keys and list elements of a TOML text.

`tomllib` gives values without their places, and says of a wrong value nothing but its file.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect
from collections import Counter

Where = tuple[str | int, ...]
"""The path of a value in a file: its keys, and numbers from 0 in lists and arrays of tables."""

_PART = r"(?:[A-Za-z0-9_-]+|\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*')"
_KEY = re.compile(rf"{_PART}(?:[ \t]*\.[ \t]*{_PART})*")
# Commas count as blank, since a valid text has them only where they divide.
_BLANK = re.compile(r"(?:[ \t\r\n,]|#[^\n]*)*")
_OPENING, _EQUALS, _CLOSING = map(re.compile, (r"\[\[?[ \t]*", r"[ \t]*=[ \t]*", r"[ \t]*\]\]?"))
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


class _Scanner:
    """Goes once through a text that is known to be valid, so that it need not look for errors."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.lines: dict[Where, int] = {}
        self.line_ends = [found.start() for found in re.finditer("\n", text)]
        self.tables: Counter[Where] = Counter()

    def at_end(self) -> bool:
        """Go past white space and comments; tell whether nothing follows."""
        self.take(_BLANK)
        return self.at == len(self.text)

    def take(self, pattern: re.Pattern[str]) -> str:
        """Return what matches here, and go past it."""
        found = pattern.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return found[0] if found else ""

    def note(self, path: Where, start: int) -> None:
        """Keep the line of a path where it is met first."""
        self.lines.setdefault(path, bisect(self.line_ends, start) + 1)

    def header(self) -> Where:
        """Read ``[a.b]`` or ``[[a.b]]`` and return the path of the table that it opens."""
        start = self.at
        is_array = self.take(_OPENING).startswith("[[")
        keys = _parts(self.take(_KEY))
        self.take(_CLOSING)
        path: Where = ()
        for depth, key in enumerate(keys, 1):
            path = (*path, key)
            self.note(path, start)
            self.tables[path] += is_array and depth == len(keys)
            # What is below an array of tables belongs to the last of them.
            if self.tables[path]:
                path = (*path, self.tables[path] - 1)
                self.note(path, start)
        return path

    def pair(self, path: Where) -> None:
        """Read ``key = value`` in a table."""
        start = self.at
        for key in _parts(self.take(_KEY)):
            path = (*path, key)
            self.note(path, start)
        self.take(_EQUALS)
        self.value(path)

    def value(self, path: Where) -> None:
        """Read a value; of an array and an inline table, all that it holds."""
        opening = self.text[self.at]
        if opening not in "[{":
            self.take(_SCALAR)
            return
        self.at += 1
        index = 0
        # Both end with their own bracket: of a valid text it need not be told which.
        while not self.at_end() and self.text[self.at] not in "]}":
            if opening == "{":
                self.pair(path)
            else:
                self.note((*path, index), self.at)
                self.value((*path, index))
            index += 1
        self.at += 1


def _parts(key: str) -> list[str]:
    """Return the parts of a dotted key; `tomllib` knows the escapes that quoted ones may have."""
    table, parts = tomllib.loads(f"{key} = 0"), []
    while isinstance(table, dict):
        [(part, table)] = table.items()
        parts.append(part)
    return parts
