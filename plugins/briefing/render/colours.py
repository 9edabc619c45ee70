"""The owner's accent colour: whether it can be read, and what it is on dark paper."""

from __future__ import annotations

import re

READABLE = 4.5
"""The least contrast of text that WCAG 2.2 allows at level AA (criterion 1.4.3)."""
_HEX = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
Colour = tuple[int, int, int]
_LIGHT_PAPER: Colour = (0xFB, 0xFA, 0xF6)
_DARK_PAPER: Colour = (0x14, 0x18, 0x1A)
"""The papers of the theme, as its style sheet has them."""
_WHITE: Colour = (255, 255, 255)
TINT = 12
"""Parts in a hundred of the colour in the tint behind summaries: that of the theme's own has 12."""


def read_colour(text: str) -> Colour | None:
    """Return the red, green and blue of ``#0f5257`` or ``#fff``, ``None`` for any other text."""
    if not _HEX.fullmatch(text):
        return None
    digits = text[1:] if len(text) == len("#rrggbb") else "".join(d * 2 for d in text[1:])
    red, green, blue = (int(digits[start : start + 2], 16) for start in (0, 2, 4))
    return red, green, blue


def _luminance(colour: Colour) -> float:
    """Return the relative luminance by WCAG 2.2."""
    linear = []
    for value in colour:
        share = value / 255
        linear.append(share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4)  # noqa: PLR2004 - of the definition
    red, green, blue = linear
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def is_readable(text: str) -> bool:
    """Tell whether text of a colour can be read on the light paper, and on a tint of itself."""
    colour = read_colour(text)
    return colour is not None and _can_be_read(colour, _LIGHT_PAPER)


def accent_style(text: str) -> str:
    """Return the style sheet that gives a site a colour of the owner's; `is_readable` knows which.

    Raise `ValueError` for what is no colour.
    """
    colour = read_colour(text)
    if colour is None:
        raise ValueError(text)
    # On dark paper the same colour is mixed with white, in steps, until it can be read there.
    steps = (_mixed(_WHITE, colour, percent) for percent in range(0, 101, 5))
    light = next(step for step in steps if _can_be_read(step, _DARK_PAPER))
    day, night = _tokens(colour, _LIGHT_PAPER), _tokens(light, _DARK_PAPER)
    # On paper the theme's black holds.
    return (
        "@media screen {\n"
        f":root {{ {day} }}\n"
        f"@media (prefers-color-scheme: dark) {{ :root:not([data-scheme]) {{ {night} }} }}\n"
        f':root[data-scheme="dark"] {{ {night} }}\n'
        "}\n"
    )


def _can_be_read(colour: Colour, paper: Colour) -> bool:
    """Tell whether a colour has the contrast of text, by WCAG 2.2, on its own tint on a paper."""
    darker, lighter = sorted(map(_luminance, (colour, _mixed(colour, paper, TINT))))
    return (lighter + 0.05) / (darker + 0.05) >= READABLE


def _mixed(one: Colour, other: Colour, percent: int) -> Colour:
    """Return so many parts in a hundred of one colour with the rest of another."""
    pairs = zip(one, other, strict=True)
    red, green, blue = ((a * percent + b * (100 - percent)) // 100 for a, b in pairs)
    return red, green, blue


def _tokens(colour: Colour, paper: Colour) -> str:
    tint = _mixed(colour, paper, TINT)
    return f"--accent: {_written(colour)}; --accent-soft: {_written(tint)};"


def _written(colour: Colour) -> str:
    return "#" + "".join(f"{part:02x}" for part in colour)
