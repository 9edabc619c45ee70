"""The picture of a page that other places show beside a link to it: 1200 by 630 pixels, PNG.

Drawn from integers only, packed by one compressor and saved without metadata: one release of Pillow
gives the same bytes each time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, chain, pairwise
from struct import pack
from zlib import crc32

import deflate
from PIL import Image, ImageColor, ImageDraw

from ..language.arabic import ARABIC_LETTER
from ..model import Lang
from .card_fonts import CardFonts
from .text import displayable
from .typesetting import SetLine, Setter, Word, balanced, broken, space

WIDTH, HEIGHT = 1200, 630
"""What Open Graph's readers agree on: 1.91 to 1, and sharp where they show it at half its size."""
MARGIN = 80
ROOM = WIDTH - 2 * MARGIN
PAPER, INK, SOFT, LINE, ACCENT = "#fbfaf6", "#1c2023", "#555c61", "#dfdbd0", "#0f5257"
"""The theme's light colours (main.css); a picture cannot follow its reader's scheme."""
SHADES = 10
"""Steps from the paper to a colour, for smooth edges: more cost bytes and look the same."""
COMPRESSION = 6
"""Of libdeflate, which takes half of zlib's time; 9 takes three times as long for 10 % less."""
BAND = 12
HEAD, TITLE, FOOT = (44, 120), (132, 516), (540, 622)
"""The rows of a card's three texts: nothing of one reaches into another."""
FOOT_RULE = 528
SMALL, NAME = 28, 32
TITLE_SIZES: dict[Lang, tuple[tuple[int, int], ...]] = {
    "en": ((112, 1), (96, 2), (84, 3), (74, 4), (66, 4), (58, 4), (50, 4)),
    "ar": ((116, 1), (96, 2), (84, 3), (68, 4), (60, 4), (54, 4)),
}
"""Sizes of a title in pixels, each with the lines that its rows have room for; the first is taken
into which the title fits."""
LEADING: dict[Lang, int] = {"en": 116, "ar": 142}
"""Per cent of a title's size from one line to the next."""
ABOVE: dict[Lang, int] = {"en": 74, "ar": 72}
BELOW: dict[Lang, int] = {"en": 18, "ar": 40}
"""Per cent of a title's size that its letters reach over their base line, and below it."""
SLACK = 98
"""Per cent of the width that titles are broken for: widths are scaled from one measured size."""
_ROWS_KEPT = 64
"""Lines of heads and feet that are kept: thousands of cards have the same names and days."""


@dataclass(frozen=True, slots=True)
class CardText:
    """What a card says, empty where nothing is known; `accent` is a colour as CSS writes it."""

    lang: Lang
    kicker: str
    title: str
    day: str
    site: str
    accent: str = ACCENT

    @property
    def alt(self) -> str:
        """What the card says, for those who do not see it."""
        parts = (self.kicker, self.title, self.day, self.site)
        return " · ".join(dict.fromkeys(part for part in map(displayable, parts) if part))


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of a card's head or foot, white on black: its picture, with a letter's room around."""

    layer: Image.Image
    width: int
    size: int


def card(text: CardText, fonts: CardFonts) -> bytes:
    """Return the card of a text as a PNG; raise `ValueError` for an accent that is no colour."""
    image = Image.new("P", (WIDTH, HEIGHT))
    colours = (INK, text.accent, SOFT, LINE)
    image.putpalette(list(chain.from_iterable(map(_shades, colours))))
    ink, accent, soft, line = range(len(colours))
    image.paste(_solid(accent), (0, 0, WIDTH, BAND))
    is_arabic = text.lang == "ar"
    names = Setter(fonts, "strong", text.lang)
    day = _row(Setter(fonts, "plain", text.lang), text.day, HEAD, SMALL, ROOM * 2 // 3)
    _paint_row(image, day, HEAD, soft, on_right=not is_arabic)
    room = ROOM - (day.width + 2 * SMALL if day.width else 0)
    kicker = _row(names, text.kicker, HEAD, SMALL, room)
    _paint_row(image, kicker, HEAD, accent, on_right=is_arabic)
    _title(image, ink, text, fonts)
    if text.site:
        image.paste(_solid(line), (MARGIN, FOOT_RULE, WIDTH - MARGIN, FOOT_RULE + 2))
        site = _row(names, text.site, FOOT, NAME, ROOM)
        _paint_row(image, site, FOOT, ink, on_right=is_arabic)
    return _png(image)


def _png(image: Image.Image) -> bytes:
    # Before each row stands the filter of its pixels, which for a palette is best none: zero.
    rows = Image.new("P", (image.width + 1, image.height))
    rows.paste(image, (1, 0))
    chunks = (
        (b"IHDR", pack(">2I5B", image.width, image.height, 8, 3, 0, 0, 0)),
        (b"PLTE", bytes(image.getpalette() or ())),
        (b"IDAT", bytes(deflate.zlib_compress(rows.tobytes(), COMPRESSION))),
        (b"IEND", b""),
    )
    parts = [b"\x89PNG\r\n\x1a\n"]
    for kind, data in chunks:
        parts += [pack(">I", len(data)), kind, data, pack(">I", crc32(kind + data))]
    return b"".join(parts)


def title_lines(setter: Setter, text: str) -> list[SetLine]:
    """Return the lines of a title, of one size and about as wide as each other.

    What has no room at the smallest size is an ellipsis; a text without words has no line.
    """
    units = _units(setter.words(text))
    sizes = TITLE_SIZES[setter.lang]
    measured, _ = sizes[0]
    widths = [setter.line_width(unit, measured) for unit in units]
    room = ROOM * SLACK // 100
    for size, most in sizes:
        scaled = [width * size // measured for width in widths]
        if max(scaled, default=0) <= room and len(broken(scaled, space(size), room)) <= most:
            counts = balanced(scaled, space(size), room)
            return [SetLine(setter, line, size) for line in _split(units, counts)]
    split = _split(units, broken(scaled, space(size), room))
    lines = []
    for number, line in enumerate(split[:most], 1):
        cut = number == most < len(split)
        lines.append(SetLine(setter, setter.fitted(line, size, ROOM, cut=cut), size))
    return lines


def _title(image: Image.Image, colour: int, text: CardText, fonts: CardFonts) -> None:
    """Draw the title in the middle of its rows, as its own language runs."""
    # An untranslated title is Arabic on an English card, too.
    letters = sum(map(str.isalpha, text.title))
    arabic = len(ARABIC_LETTER.findall(text.title)) * 2 > letters
    lang: Lang = "ar" if arabic else text.lang
    lines = title_lines(Setter(fonts, "title", lang), text.title)
    if not lines:
        return
    size = lines[0].size
    step = size * LEADING[lang] // 100
    above, below = size * ABOVE[lang] // 100, size * BELOW[lang] // 100
    top, bottom = TITLE
    layer = Image.new("L", (WIDTH, bottom - top))
    pen = ImageDraw.Draw(layer)
    y = (bottom - top - above - step * (len(lines) - 1) - below) // 2 + above
    for line in lines:
        line.draw(pen, WIDTH - MARGIN - line.width if lang == "ar" else MARGIN, y)
        y += step
    _paint(image, layer, (0, top), colour)


@lru_cache(maxsize=_ROWS_KEPT)
def _row(setter: Setter, text: str, rows: tuple[int, int], size: int, room: int) -> _Row:
    """Return one line of a text, as much of it as has room."""
    line = SetLine(setter, setter.fitted(setter.words(text), size, room), size)
    top, bottom = rows
    layer = Image.new("L", (line.width + 2 * size, bottom - top))
    line.draw(ImageDraw.Draw(layer), size, (bottom - top + size * 7 // 10) // 2)
    return _Row(layer, line.width, size)


def forget_rows() -> None:
    """Let go of the lines that are kept, and so of the fonts that they were drawn with."""
    _row.cache_clear()


def _paint_row(
    image: Image.Image, row: _Row, rows: tuple[int, int], colour: int, *, on_right: bool
) -> None:
    x = WIDTH - MARGIN - row.width if on_right else MARGIN
    _paint(image, row.layer, (x - row.size, rows[0]), colour)


def _paint(image: Image.Image, layer: Image.Image, at: tuple[int, int], colour: int) -> None:
    shades = [colour * SHADES + (value * (SHADES - 1) + 127) // 255 for value in range(256)]
    image.paste(layer.point(shades), at)


def _solid(colour: int) -> int:
    return colour * SHADES + SHADES - 1


def _shades(colour: str) -> list[int]:
    """Return the steps from the paper to a colour, as three numbers each."""
    paper, full = ImageColor.getrgb(PAPER), ImageColor.getrgb(colour)
    shades = []
    for step in range(SHADES):
        for low, high in zip(paper[:3], full[:3], strict=True):
            shades.append(low + (high - low) * step // (SHADES - 1))
    return shades


def _units(words: Sequence[Word]) -> list[list[Word]]:
    """Return words that stay on one line together: a dash between two goes with the first."""
    units: list[list[Word]] = []
    for word in words:
        is_mark = not any(map(str.isalnum, "".join(part.text for part in word.stretches)))
        if units and is_mark:
            units[-1].append(word)
        else:
            units.append([word])
    return units


def _split(units: Sequence[list[Word]], counts: Sequence[int]) -> list[list[Word]]:
    """Return the words of lines of so many units each."""
    starts = [0, *accumulate(counts)]
    return [list(chain.from_iterable(units[a:b])) for a, b in pairwise(starts)]
