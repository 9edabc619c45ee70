"""The fonts of the theme as pictures are drawn with them: which has a character, at which size."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from typing import Literal

from PIL import ImageFont, features

Role = Literal["title", "strong", "plain"]
"""What a text is on a card: its title, a name, or a remark."""
FAMILIES: dict[Role, dict[str, int]] = {
    "title": {"Source Serif 4": 600, "Noto Naskh Arabic": 700},
    "strong": {"IBM Plex Sans Arabic": 600},
    "plain": {"IBM Plex Sans Arabic": 400},
}
"""The theme's families for each role and their weights there; Naskh is light beside Latin letters.
The theme's other families have what these lack."""
OTHER_WEIGHT = 600
PROBE_SIZE = 24
"""Pixels at which a glyph is compared with the one for "missing": enough to tell any two apart."""
NO_CHARACTER = "\U0010ffff"
_FONT_FACE = re.compile(r"@font-face\s*\{([^}]*)\}")
_RANGE = re.compile(r"[Uu]\+([0-9A-Fa-f?]+)(?:-([0-9A-Fa-f]+))?")


@dataclass(frozen=True, slots=True)
class FontFace:
    """One upright ``@font-face`` rule: its address as written, and what it is for.

    `weights` are the least and the greatest; `ranges` are code points, both ends included.
    """

    family: str
    weights: tuple[int, int]
    url: str
    ranges: tuple[tuple[int, int], ...]


def font_faces(css: str) -> tuple[FontFace, ...]:
    """Return the upright faces of a style sheet in their order; a rule without a file is none."""
    faces = []
    for rule in _FONT_FACE.findall(re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)):
        values = dict(re.findall(r"([\w-]+)\s*:\s*([^;]+)", rule))
        url = re.search(r"url\(\s*[\"']?([^\"')]+)", values.get("src", ""))
        if not url or values.get("font-style", "normal").strip() != "normal":
            continue
        named = values.get("font-weight", "400").replace("normal", "400").replace("bold", "700")
        weights = [int(number) for number in re.findall(r"\d+", named)] or [400]
        ranges = [
            (int(first.replace("?", "0"), 16), int(last or first.replace("?", "F"), 16))
            for first, last in _RANGE.findall(values.get("unicode-range", "U+0-10FFFF"))
        ]
        family = values.get("font-family", "").strip().strip("\"'")
        faces.append(FontFace(family, (weights[0], weights[-1]), url[1], tuple(ranges)))
    return tuple(faces)


@dataclass(frozen=True, eq=False)
class LoadedFace:
    """A face with its file's bytes; what it was asked once it knows."""

    face: FontFace
    data: bytes
    _known: dict[str, bool] = field(default_factory=dict, repr=False)
    _fonts: dict[tuple[int, int], ImageFont.FreeTypeFont] = field(default_factory=dict, repr=False)

    def has(self, character: str) -> bool:
        """Tell whether the face has a glyph for a character that is not white space."""
        known = self._known.get(character)
        if known is None:
            code = ord(character)
            known = any(first <= code <= last for first, last in self.face.ranges)
            # A file may have less than the style sheet says, and would draw a box.
            known = known and self._glyph(character) != self._missing
            self._known[character] = known
        return known

    def font(self, role: Role, size: int) -> ImageFont.FreeTypeFont:
        """Return the face as it is for a role, at a size in pixels."""
        weight = self._weight(role)
        font = self._fonts.get((weight, size))
        if font is None:
            font = ImageFont.truetype(BytesIO(self.data), size, layout_engine=ImageFont.Layout.RAQM)
            low, high = self.face.weights
            if low < high:
                font.set_variation_by_axes([min(max(weight, low), high)])
            self._fonts[weight, size] = font
        return font

    def rank(self, role: Role) -> tuple[int, int]:
        """Return what faces are sorted by for a role: its families first, then by weight."""
        low, high = self.face.weights
        weight = self._weight(role)
        families = list(FAMILIES[role])
        known = self.face.family in families
        place = families.index(self.face.family) if known else len(families)
        return place, max(low - weight, weight - high, 0)

    def _weight(self, role: Role) -> int:
        return FAMILIES[role].get(self.face.family, OTHER_WEIGHT)

    def _glyph(self, character: str) -> tuple[tuple[int, int], bytes]:
        mask = self._probe.getmask(character)
        return mask.size, bytes(mask)

    @cached_property
    def _probe(self) -> ImageFont.FreeTypeFont:
        plain = ImageFont.Layout.BASIC
        return ImageFont.truetype(BytesIO(self.data), PROBE_SIZE, layout_engine=plain)

    @cached_property
    def _missing(self) -> tuple[tuple[int, int], bytes]:
        return self._glyph(NO_CHARACTER)


@dataclass(frozen=True, eq=False)
class CardFonts:
    """All that cards are drawn with. Made once a build, since opening a font takes milliseconds."""

    faces: Sequence[LoadedFace]
    _chosen: dict[tuple[Role, str], LoadedFace | None] = field(default_factory=dict, repr=False)

    def face(self, role: Role, character: str) -> LoadedFace | None:
        """Return the first face for a role that has a character, ``None`` if none of them has."""
        key = role, character
        if key not in self._chosen:
            faces = self._stacks[role]
            self._chosen[key] = next((face for face in faces if face.has(character)), None)
        return self._chosen[key]

    @cached_property
    def _stacks(self) -> dict[Role, list[LoadedFace]]:
        stacks: dict[Role, list[LoadedFace]] = {}
        for role in FAMILIES:
            # Faces of one rank stay in the order of the style sheet.
            stacks[role] = sorted(self.faces, key=lambda face, role=role: face.rank(role))  # type: ignore[misc]
        return stacks


def shapes_arabic() -> bool:
    """Tell whether Pillow can join Arabic letters: its wheels look for FriBiDi on the machine."""
    return bool(features.check("raqm"))
