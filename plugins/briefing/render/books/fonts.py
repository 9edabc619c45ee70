"""Which fonts of the theme a book needs, and the rules that name them in its style sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ..font_sheet import FontFace, font_faces, upright


def book_faces(sheet: str) -> tuple[FontFace, ...]:
    """Return the fonts of a style sheet that a book can have: WOFF2, with a family."""
    return tuple(face for face in font_faces(sheet) if face.family and face.url.endswith(".woff2"))


def needed_faces(faces: Iterable[FontFace], sheet: str, text: str) -> tuple[FontFace, ...]:
    """Return the upright fonts of the families that a style sheet names and a text has use for."""
    characters = set(text)
    named = [face for face in upright(faces) if f'"{face.family}"' in sheet]
    return tuple(face for face in named if any(map(face.has, characters)))


def face_rules(faces: Iterable[FontFace], address: Callable[[FontFace], str]) -> str:
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
