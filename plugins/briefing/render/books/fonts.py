"""Which fonts of the theme a book needs, and the rules that name them in its style sheet."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

# Bounded, so that no text is gone through again from each of its characters.
_RULE = re.compile(r"@font-face\s{0,9}\{([^{}]{0,9000})\}")
_PROPERTY = re.compile(r"(?<![\w-])([\w-]{1,60})\s{0,9}:\s{0,9}([^;]{1,9000}+)")
_FILE = re.compile(r"""url\(\s{0,9}["']?([^"')]{1,300}\.woff2)["']?\s{0,9}\)""")
_RANGE = re.compile(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Face:
    """A rule ``@font-face`` of the theme.

    `path` is the file's as the rule has it, relative to the style sheet; `ranges` are the first
    and the last code points of what the file has, none where the rule does not say.
    """

    family: str
    style: str
    weight: str
    path: str
    unicode_range: str
    ranges: tuple[tuple[int, int], ...]

    @property
    def name(self) -> str:
        """The file's own name."""
        return self.path.rpartition("/")[2]

    def has_any(self, text: Iterable[str]) -> bool:
        """Tell whether the file may have a character of a text."""
        if not self.ranges:
            return True
        for code in map(ord, text):
            if any(first <= code <= last for first, last in self.ranges):
                return True
        return False


def read_faces(sheet: str) -> Iterator[Face]:
    """Yield the fonts in WOFF2 that a style sheet declares, in its order."""
    for rule in _RULE.findall(sheet):
        values = {name.lower(): " ".join(value.split()) for name, value in _PROPERTY.findall(rule)}
        file = _FILE.search(values.get("src", ""))
        if file is None or "font-family" not in values:
            continue
        wanted = values.get("unicode-range", "")
        ranges = []
        for first, last in _RANGE.findall(wanted):
            ranges.append((int(first, 16), int(last or first, 16)))
        family = values["font-family"].strip("\"'")
        style, weight = values.get("font-style", "normal"), values.get("font-weight", "400")
        yield Face(family, style, weight, file[1], wanted, tuple(ranges))


def needed_faces(faces: Iterable[Face], sheet: str, text: str) -> tuple[Face, ...]:
    """Return the upright fonts of the families that a style sheet names and a text has use for."""
    characters = set(text)
    needed = []
    for face in faces:
        if face.style == "normal" and f'"{face.family}"' in sheet and face.has_any(characters):
            needed.append(face)
    return tuple(needed)


def face_rules(faces: Iterable[Face], address: Callable[[Face], str]) -> str:
    """Return the rules for fonts; `address` says where each is found."""
    rules = []
    for face in faces:
        lines = [
            f'font-family: "{face.family}"',
            f"font-style: {face.style}",
            f"font-weight: {face.weight}",
            f'src: url("{address(face)}") format("woff2")',
        ]
        if face.unicode_range:
            lines.append(f"unicode-range: {face.unicode_range}")
        rules.append("@font-face {\n" + "".join(f"  {line};\n" for line in lines) + "}\n")
    return "".join(rules)


def data_address(data: bytes) -> str:
    """Return the address of a font that holds the font itself."""
    return f"data:font/woff2;base64,{b64encode(data).decode('ascii')}"
