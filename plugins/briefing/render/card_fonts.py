"""The fonts of the theme as pictures are drawn with them: which has a character, at which size."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from typing import Literal

from PIL import ImageFont, features

from ..fingerprint import digest, key_of
from ..model import Lang
from .font_sheet import FontFace, without_comments

Role = Literal["title", "strong", "plain"]
"""What a text is on a card: its title, a name, or a remark."""
ROLES: dict[Role, tuple[str, int]] = {
    "title": ("serif", 600),
    "strong": ("sans", 600),
    "plain": ("sans", 400),
}
"""The theme's stack of families for each role, and the weight."""
ARABIC_TITLE = 700
"""The weight of Arabic titles where a font has it: Naskh is light beside Latin letters."""
PROBE_SIZE = 24
"""Pixels at which a glyph is compared with the one for "missing": enough to tell any two apart."""
NO_CHARACTER = "\U0010ffff"
# Bounded, so that no text is gone through again from each of its characters.
_RULE = re.compile(r"(?<![^{}])([^{}]{1,2000}+)\{([^{}]{0,9000}+)\}")
_STACK = re.compile(r"--(serif|sans)\s*:\s*([^;}]+)")
_FOR_ARABIC = re.compile(r":lang\(ar\)|\[lang=.?ar")


def font_stacks(css: str) -> dict[tuple[str, Lang], tuple[str, ...]]:
    """Return the families that a theme asks for, first those it prefers, by stack and language.

    The stacks are the custom properties ``--serif`` and ``--sans``; what a language does not set
    anew is that of English.
    """
    stacks: dict[tuple[str, Lang], tuple[str, ...]] = {}
    for selector, body in _RULE.findall(without_comments(css)):
        lang: Lang = "ar" if _FOR_ARABIC.search(selector) else "en"
        for name, families in _STACK.findall(body):
            named = tuple(family.strip().strip("\"'") for family in families.split(","))
            stacks.setdefault((name, lang), named)
    for name in ("serif", "sans"):
        stacks.setdefault((name, "en"), ())
        stacks.setdefault((name, "ar"), stacks[name, "en"])
    return stacks


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
            # A file may have less than the style sheet says, and would draw a box.
            known = self.face.has(character) and self._glyph(character) != self._missing
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

    def distance(self, role: Role) -> int:
        """Return how far the face's weights are from that of a role."""
        low, high = self.face.weights
        weight = self._weight(role)
        return max(low - weight, weight - high, 0)

    def _weight(self, role: Role) -> int:
        return ARABIC_TITLE if role == "title" and self.has("ب") else ROLES[role][1]

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
    stacks: Mapping[tuple[str, Lang], Sequence[str]]
    _chosen: dict[tuple[Role, Lang, str], LoadedFace | None] = field(
        default_factory=dict, repr=False
    )
    _sorted: dict[tuple[Role, Lang], list[LoadedFace]] = field(default_factory=dict, repr=False)

    @cached_property
    def key(self) -> str:
        """The key of all faces, of their order, and of what draws them."""
        faces = [(one.face, digest(one.data)) for one in self.faces]
        drawn_by = [features.version(name) for name in ("pil", "freetype2", "raqm", "fribidi")]
        return key_of(faces, sorted(self.stacks.items()), drawn_by)

    def face(self, role: Role, lang: Lang, character: str) -> LoadedFace | None:
        """Return the first face that has a character, ``None`` if none of them has.

        Those of the stack for the role and language come first, then all others of the theme.
        """
        key = role, lang, character
        if key not in self._chosen:
            faces = self._by_preference(role, lang)
            self._chosen[key] = next((face for face in faces if face.has(character)), None)
        return self._chosen[key]

    def _by_preference(self, role: Role, lang: Lang) -> list[LoadedFace]:
        faces = self._sorted.get((role, lang))
        if faces is None:
            stack = list(self.stacks[ROLES[role][0], lang])
            last = len(stack)
            places = {family: place for place, family in reversed([*enumerate(stack)])}

            def preference(one: LoadedFace) -> tuple[int, int]:
                return places.get(one.face.family, last), one.distance(role)

            # Where the ranges of one family overlap, browsers take the rule that stands last.
            last_first = self.faces[::-1]
            faces = self._sorted[role, lang] = sorted(last_first, key=preference)
        return faces


def shapes_arabic() -> bool:
    """Tell whether Pillow can join Arabic letters: its wheels look for FriBiDi on the machine."""
    return bool(features.check("raqm"))
