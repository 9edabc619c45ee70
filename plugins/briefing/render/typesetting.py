"""Lines of words for a picture: the font of each stretch, where lines break, where words stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from unicodedata import category, normalize

from PIL import ImageDraw

from ..model import Lang
from .card_fonts import CardFonts, LoadedFace, Role
from .text import displayable
from .visual_order import embedding_levels, visual_order

MOST_CHARACTERS = 400
"""Characters of a text that are looked at: four lines of a card have room for about 200."""
SPACE = 24
"""Per cent of a size between two words, as in the theme's fonts."""
ELLIPSIS = "…"
_JOINERS = "\u200c\u200d"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters of one word that are drawn at once: of one face, at one level."""

    text: str
    face: LoadedFace
    level: int

    @property
    def way(self) -> str:
        """Its direction, as Pillow names it."""
        return "rtl" if self.level % 2 else "ltr"


@dataclass(frozen=True, slots=True)
class Word:
    """The stretches of a word in reading order, and the level of the space after it."""

    stretches: tuple[Stretch, ...]
    space: int


@dataclass(frozen=True, slots=True)
class Setter:
    """Sets texts of one role in lines that run as a language does; widths are in pixels.

    Two of the same fonts, role and language are equal.
    """

    fonts: CardFonts
    role: Role
    lang: Lang
    _widths: dict[tuple[Stretch, int], int] = field(default_factory=dict, repr=False, compare=False)

    def words(self, text: str) -> list[Word]:
        """Return the words of a text; for letters that no font has there is an ellipsis."""
        text = " ".join(displayable(text).split())
        if len(text) > MOST_CHARACTERS:
            text = f"{text[:MOST_CHARACTERS].rsplit(' ', 1)[0]} {ELLIPSIS}"
        # Where no font has a letter with its marks in one, it is drawn without those it lacks.
        whole = normalize("NFC", text)
        text = "".join(c if c == " " or self._face(c) else normalize("NFD", c) for c in whole)
        words: list[Word] = []
        stretches: list[Stretch] = []
        for character, level in zip(text, embedding_levels(text, self.lang), strict=True):
            if character == " ":
                words.append(Word(tuple(stretches), level))
                stretches = []
                continue
            last = stretches[-1] if stretches else None
            drawn, face = self._glyph(character, last)
            if face is None:
                continue
            if last and (last.face, last.level) == (face, level):
                stretches[-1] = Stretch(last.text + drawn, face, level)
            else:
                stretches.append(Stretch(drawn, face, level))
        words.append(Word(tuple(stretches), self.base))
        return [word for word in words if word.stretches]

    def width(self, word: Word, size: int) -> int:
        """Return the width of a word."""
        return sum(self.advance(stretch, size) for stretch in word.stretches)

    def line_width(self, words: Sequence[Word], size: int) -> int:
        """Return the width of words with the spaces between them."""
        spaces = max(len(words) - 1, 0) * space(size)
        return sum(self.width(word, size) for word in words) + spaces

    def fitted(
        self, words: Sequence[Word], size: int, room: int, *, cut: bool = False
    ) -> list[Word]:
        """Return the words that have room in a line, with an ellipsis for others.

        `cut` says that there are others already.
        """
        fit = list(words)
        if not cut and self.line_width(fit, size) <= room:
            return fit
        face = self._face(ELLIPSIS)
        end = [Word((Stretch(ELLIPSIS, face, self.base),), self.base)] if face else []
        while len(fit) > 1 and self.line_width([*fit, *end], size) > room:
            fit.pop()
        # What is wider than a line by itself is no word: an address, or a row of letters.
        while fit and self.line_width([*fit, *end], size) > room:
            first = fit[0].stretches[0]
            shorter = replace(first, text=first.text[: len(first.text) * 9 // 10])
            fit = [Word((shorter,), self.base)] if shorter.text else []
        return [*fit, *end]

    @property
    def base(self) -> int:
        """The level of a line."""
        return 1 if self.lang == "ar" else 0

    def _glyph(self, character: str, last: Stretch | None) -> tuple[str, LoadedFace | None]:
        """Return what is drawn for a character after a stretch, and its face or ``None``."""
        kind = category(character)
        # A mark goes with its letter: in another font it would stand alone. A joiner has no glyph.
        if kind[0] == "M" or character in _JOINERS:
            fits = last and (character in _JOINERS or last.face.has(character))
            return character, last.face if last and fits else None
        face = None if kind == "Cf" else self._face(character)
        if face is None and kind[0] in "LN":
            again = last is not None and last.text.endswith(ELLIPSIS)
            return ELLIPSIS, None if again else self._face(ELLIPSIS)
        return character, face

    def _face(self, character: str) -> LoadedFace | None:
        return self.fonts.face(self.role, self.lang, character)

    def advance(self, stretch: Stretch, size: int) -> int:
        """Return the width of a stretch."""
        width = self._widths.get((stretch, size))
        if width is None:
            font = stretch.face.font(self.role, size)
            length = font.getlength(stretch.text, direction=stretch.way, language=self.lang)
            # A length is a whole number of 64ths of a pixel.
            width = self._widths[stretch, size] = -(-round(length * 64) // 64)
        return width


@dataclass(frozen=True, slots=True)
class SetLine:
    """Words of one line at a size in pixels."""

    setter: Setter
    words: Sequence[Word]
    size: int

    @property
    def width(self) -> int:
        """Its width in pixels."""
        return self.setter.line_width(self.words, self.size)

    def draw(self, pen: ImageDraw.ImageDraw, x: int, y: int) -> None:
        """Draw it from its left end on a base line."""
        parts: list[Stretch | int] = []
        for word in self.words:
            parts += [*word.stretches, word.space]
        parts = parts[:-1]
        setter = self.setter
        for index in visual_order([p if isinstance(p, int) else p.level for p in parts]):
            part = parts[index]
            if isinstance(part, int):
                x += space(self.size)
                continue
            font = part.face.font(setter.role, self.size)
            pen.text((x, y), part.text, 255, font, "ls", direction=part.way, language=setter.lang)
            x += setter.advance(part, self.size)


def space(size: int) -> int:
    """Return the pixels between two words."""
    return size * SPACE // 100


def broken(widths: Sequence[int], gap: int, room: int) -> list[int]:
    """Return the number of words in each line if every line takes as many as it has room for."""
    counts: list[int] = []
    left = -1
    for width in widths:
        if not counts or left < gap + width:
            counts.append(1)
            left = room - width
        else:
            counts[-1] += 1
            left -= gap + width
    return counts


def balanced(widths: Sequence[int], gap: int, room: int) -> list[int]:
    """Return the number of words in each of as few lines as there may be, all nearly as wide."""
    fewest = len(broken(widths, gap, room))
    narrow, wide = max(widths, default=0), room
    while narrow < wide:
        middle = (narrow + wide) // 2
        if len(broken(widths, gap, middle)) <= fewest:
            wide = middle
        else:
            narrow = middle + 1
    return broken(widths, gap, wide)
