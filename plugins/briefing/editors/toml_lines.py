"""Line numbers of the keys and list elements of a TOML text.

`tomllib` gives values without their places, and says of a wrong value nothing but its file.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter

Where = tuple[str | int, ...]
"""The path of a value in a file: its keys, and numbers from 0 in lists and arrays of tables."""

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
# Three quotes before one: an opening `"""` is also an empty string followed by a quote. A
# multi-line string may itself end in up to two quotes, so that five of them close it.
_STRING = re.compile(
    r'"""(?:[^\\]|\\.)*?"""(?:"{0,2})'
    r"|'''.*?'''(?:'{0,2})"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'",
    re.DOTALL,
)
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_SCALAR = re.compile(r"[^,\]}#\n]+")


def lines_of(text: str) -> dict[Where, int]:
    """Return the 1-based line on which each value of a valid TOML text begins, by its path.

    A table is on the line of its header, of its inline ``{``, or of the first key that goes
    through it (``a.b = 1`` makes ``a``). Not for text that `tomllib` refuses.
    """
    return _Scanner(text).document()


class _Scanner:
    """Walks once through a text that is known to be valid, so that it need not look for errors."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.lines: dict[Where, int] = {}
        self.counted_to = 0
        self.line = 1

    def document(self) -> dict[Where, int]:
        """Return the lines of all values."""
        table: Where = ()
        tables: Counter[Where] = Counter()
        self.skip_blank()
        while self.at < len(self.text):
            if self.text[self.at] == "[":
                table = self.header(tables)
            else:
                self.pair(table)
            self.skip_blank()
        return self.lines

    def header(self, tables: Counter[Where]) -> Where:
        """Read ``[a.b]`` or ``[[a.b]]`` and return the path of the table that it opens.

        `tables` has how often each array of tables was opened: a header below one belongs to its
        last table.
        """
        brackets = 2 if self.text.startswith("[[", self.at) else 1
        start = self.at
        self.at += brackets
        keys = self.dotted_key()
        self.at = self.text.index("]", self.at) + brackets
        table: Where = ()
        for depth, key in enumerate(keys, 1):
            table = (*table, key)
            self.note(table, start)
            if brackets == 2 and depth == len(keys):  # noqa: PLR2004 - the second bracket
                tables[table] += 1
            if table in tables:
                table = (*table, tables[table] - 1)
                self.note(table, start)
        return table

    def pair(self, table: Where) -> None:
        """Read ``key = value`` in a table."""
        start = self.at
        path = table
        for key in self.dotted_key():
            path = (*path, key)
            self.note(path, start)
        self.at = self.text.index("=", self.at) + 1
        self.value(path)

    def dotted_key(self) -> list[str]:
        """Read a key and return its parts; ends after white space that follows it."""
        parts: list[str] = []
        while True:
            self.skip_blank()
            quoted = _STRING.match(self.text, self.at)
            found = quoted or _BARE_KEY.match(self.text, self.at)
            if found is None:
                return parts
            # tomllib knows every escape that a quoted key may have.
            parts.append(tomllib.loads(f"key = {found[0]}")["key"] if quoted else found[0])
            self.at = found.end()
            self.skip_blank()
            if self.text[self.at] != ".":
                return parts
            self.at += 1

    def value(self, path: Where) -> None:
        """Read a value and note what it holds."""
        self.skip_blank()
        opening = self.text[self.at]
        if opening == "[":
            self.elements(path, "]")
        elif opening == "{":
            self.elements(path, "}")
        else:
            found = _STRING.match(self.text, self.at) or _SCALAR.match(self.text, self.at)
            self.at = found.end() if found else len(self.text)

    def elements(self, path: Where, closing: str) -> None:
        """Read an array up to ``]``, or an inline table up to ``}``."""
        self.at += 1
        self.skip_blank()
        index = 0
        while self.text[self.at] != closing:
            if closing == "]":
                self.note((*path, index), self.at)
                self.value((*path, index))
            else:
                self.pair(path)
            index += 1
            self.skip_blank()
            if self.text[self.at] == ",":
                self.at += 1
                self.skip_blank()
        self.at += 1

    def skip_blank(self) -> None:
        """Go past white space, line ends and comments."""
        found = _BLANK.match(self.text, self.at)
        self.at = found.end() if found else self.at

    def note(self, path: Where, start: int) -> None:
        """Keep the line of a path, where it is met first."""
        # Places only ever grow, so that each line end is counted once.
        self.line += self.text.count("\n", self.counted_to, start)
        self.counted_to = max(self.counted_to, start)
        self.lines.setdefault(path, self.line)
