"""Cards on disk: the theme's fonts are read, and a picture is written for each text."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
from pathlib import Path

from ..errors import SETTINGS_FILE, Problem, one_file
from ..fingerprint import code_key, key_of
from ..render.card_drawing import CardText, card, forget_rows
from ..render.card_fonts import CardFonts, LoadedFace, font_stacks, shapes_arabic
from ..render.font_sheet import font_faces, upright
from .outputs import Outputs
from .workers import Workers

FONT_SHEET = "static/css/fonts.css"
"""Where a theme has its ``@font-face`` rules."""
LOOK_SHEET = "static/css/main.css"
"""Where it says which of them it prefers; without that, those first in the sheet of fonts."""
LETTERS = {"Arabic": "ب", "Latin": "a"}
"""A letter that a theme's fonts have to have if they are to write a card in that script."""


def read_card_fonts(theme: Path) -> CardFonts | Problem:
    """Return the fonts of a theme, or a warning that says why no card can be drawn with them."""
    without = "or set BRIEFING_CARDS = False"
    if not shapes_arabic():
        message = "no pictures are drawn for shared links, since Arabic letters cannot be joined"
        hint = f"Install FriBiDi (apt-get install libfribidi0, brew install fribidi), {without}"
        return Problem(SETTINGS_FILE, message, hint, error=False)
    sheet = theme / FONT_SHEET
    place = f"{theme.name}/{FONT_SHEET}"
    try:
        faces = upright(font_faces(sheet.read_text(encoding="utf-8")))
        loaded = [LoadedFace(face, (sheet.parent / face.url).read_bytes()) for face in faces]
        look = theme / LOOK_SHEET
        stacks = font_stacks(look.read_text(encoding="utf-8") if look.is_file() else "")
        fonts = CardFonts(loaded, stacks)
        letters = LETTERS.items()
        lacking = [name for name, letter in letters if not fonts.face("title", "en", letter)]
        # Whatever a person's theme has there: no font, one that is none, a text that is not UTF-8.
    except (OSError, ValueError) as error:
        lacking = []
        reason = f"its fonts cannot be read ({getattr(error, 'strerror', None) or error})"
    else:
        if not lacking:
            return fonts
        reason = f"its fonts have no {' and no '.join(lacking)} letters"
    message = f"no pictures are drawn for shared links: {reason}"
    hint = f"Copy the fonts of the theme that comes with the plugin, {without}"
    return Problem(place, message, hint, error=False)


def write_cards(
    texts: Mapping[str, CardText], fonts: CardFonts, outputs: Outputs, workers: Workers
) -> tuple[Problem, ...]:
    """Write a card for each text to its path in the site; return what went wrong.

    A card that says what it said in the site before is reused.
    """
    new = []
    for path, text in texts.items():
        if not outputs.reuse(path, key_of("card", code_key(), fonts.key, text)):
            new.append((path, text))

    def draw(asked: tuple[str, CardText]) -> tuple[Problem, ...]:
        path, text = asked
        problems: list[Problem] = []
        with one_file(problems, path, "drawn"):
            target = outputs.building / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(card(text, fonts))
        return tuple(problems)

    problems = tuple(chain.from_iterable(workers.share(draw, new, "drawing")))
    # The next build of this process reads fonts of its own.
    forget_rows()
    return problems
