"""The fonts that a theme declares in its style sheet, as books and cards choose from them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

# Bounded, so that no text is gone through again from each of its characters.
_RULE = re.compile(r"@font-face\s{0,9}\{([^{}]{0,9000})\}")
_PROPERTY = re.compile(r"(?<![\w-])([\w-]{1,60})\s{0,9}:\s{0,9}([^;]{1,9000}+)")
_URL = re.compile(r"url\(\s{0,9}[\"']?([^\"')]{1,9000}+)")
_RANGE = re.compile(r"U\+([0-9A-F?]+)(?:-([0-9A-F]+))?", re.IGNORECASE)
_EVERYTHING = ((0, 0x10FFFF),)


@dataclass(frozen=True)
class FontFace:
    """A rule ``@font-face``.

    `url` is the file's as the rule has it, relative to the style sheet: the first in WOFF2, or
    else the first of any kind. The other values are as written.
    """

    family: str
    style: str
    weight: str
    url: str
    unicode_range: str

    @property
    def name(self) -> str:
        """The file's own name."""
        return self.url.rpartition("/")[2]

    @property
    def weights(self) -> tuple[int, int]:
        """The least and the greatest weight, 400 where the rule has no number."""
        named = self.weight.replace("normal", "400").replace("bold", "700")
        weights = [int(number) for number in re.findall(r"\d+", named)] or [400]
        return weights[0], weights[-1]

    @cached_property
    def ranges(self) -> tuple[tuple[int, int], ...]:
        """The first and last code points of each range the file has: all where it does not say."""
        ranges = []
        for first, last in _RANGE.findall(self.unicode_range):
            # A "?" stands for every digit.
            low, high = first.replace("?", "0"), last or first.replace("?", "F")
            ranges.append((int(low, 16), int(high, 16)))
        return tuple(ranges) or _EVERYTHING

    def has(self, character: str) -> bool:
        """Tell whether the file is meant to have a character."""
        code = ord(character)
        return any(first <= code <= last for first, last in self.ranges)


def font_faces(css: str) -> Iterator[FontFace]:
    """Yield the fonts that a style sheet declares, in its order; a rule without a file is none."""
    for rule in _RULE.findall(without_comments(css)):
        values = {name.lower(): " ".join(value.split()) for name, value in _PROPERTY.findall(rule)}
        urls = [url.strip() for url in _URL.findall(values.get("src", ""))]
        if not urls:
            continue
        yield FontFace(
            family=values.get("font-family", "").strip("\"'"),
            style=values.get("font-style", "normal"),
            weight=values.get("font-weight", "400"),
            url=next((url for url in urls if url.endswith(".woff2")), urls[0]),
            unicode_range=values.get("unicode-range", ""),
        )


def upright(faces: Iterable[FontFace]) -> tuple[FontFace, ...]:
    """Return those of some fonts that are not slanted."""
    return tuple(face for face in faces if face.style == "normal")


def without_comments(css: str) -> str:
    """Return a style sheet without what only people read."""
    return re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
