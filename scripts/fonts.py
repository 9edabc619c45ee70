"""Makes theme/static/fonts/*.woff2 and theme/static/css/fonts.css. `--out` makes them elsewhere.

.venv/bin/python scripts/fonts.py [--out FOLDER]

The sources are the npm packages pinned in tests/tools/package-lock.json (`scripts/test-tools`
installs them). The same packages give the same fonts; a build of the site only copies them.
"""

import argparse
import sys
from io import BytesIO
from pathlib import Path

from font_faces import CONTROLS, FACES, STAND_INS, WIDTHS, Face, StandIn
from font_marks import settle_marks
from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "tests" / "tools" / "node_modules"
FEATURES = [
    *("ccmp", "locl", "isol", "init", "medi", "fina", "rlig", "rclt", "calt", "liga", "curs"),
    *("mark", "mkmk", "abvm", "blwm", "kern"),
]
"""What a text needs without asking: joining, ligatures, marks, kerning. No style that the sheet
would have to turn on."""
COPYRIGHT, FAMILY, STYLE, FULL_NAME, POSTSCRIPT_NAME, LICENCE, LICENCE_URL = 0, 1, 2, 4, 6, 13, 14
WINDOWS, UNICODE, ENGLISH = 3, 1, 0x409
"""Where a name table keeps the names that are read."""
LINE = 90
"""Characters after which a list of ranges goes on in another line."""
HEAD = """\
/*
 * Made by scripts/fonts.py, which says from what. A browser fetches a file only where a page's text
 * meets its unicode-range. The families have names of their own because they are modified: parts of
 * IBM Plex Sans Arabic, Source Serif 4 and Noto Naskh Arabic, whose licences lie beside the files.
 */
"""
STAND_INS_HEAD = """\
/*
 * Fonts of the reader's system, made as wide and as high as ours, so that little moves when ours
 * arrive.
 */
"""


def main() -> None:
    """Write the files, all at once: a rule depends on what is in its font."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--out", type=Path, default=ROOT / "theme" / "static")
    folder = parser.parse_args().out
    if not SOURCES.is_dir():
        sys.exit(f"{SOURCES} is missing; run: scripts/test-tools")
    for name in ("fonts", "css"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    rules = [HEAD]
    lines = {}
    for face in FACES:
        font = make(face)
        font.save(folder / "fonts" / f"{face.file}.woff2")
        rules.append(face_rule(face, covered(face, font)))
        lines[face.file] = [
            percentage(value, font["head"].unitsPerEm)
            for value in (font["hhea"].ascent, -font["hhea"].descent, font["hhea"].lineGap)
        ]
    rules.append(STAND_INS_HEAD)
    faces = {face.file: face for face in FACES}
    for stand_in in STAND_INS:
        rules.append(stand_in_rule(stand_in, faces[stand_in.file], lines[stand_in.file]))
    (folder / "css" / "fonts.css").write_text("\n".join(rules), encoding="utf-8")


def make(face: Face) -> TTFont:
    """Return a face's font: what it takes of its sources, in one, under the theme's name."""
    parts = []
    taken: set[int] = set()
    for source in face.sources:
        font = TTFont(SOURCES / f"{source}.woff2", recalcTimestamp=False)
        characters = (face.characters & font.getBestCmap().keys()) - taken
        taken |= characters
        parts.append(subset(font, characters))
    font = merge(parts) if len(parts) > 1 else parts[0]
    if "GPOS" in font:
        settle_marks(font)
    rename(font, face)
    font.flavor = "woff2"
    return font


def subset(font: TTFont, characters: set[int]) -> TTFont:
    """Return the font with these characters, all their forms, and the layout they need."""
    options = Options()
    options.layout_features = FEATURES
    # Instructions for coarse screens are a third of a file; browsers hint by themselves, if at all.
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = [COPYRIGHT, LICENCE, LICENCE_URL]
    options.drop_tables += ["STAT", "BASE", "prep"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    return font


def merge(parts: list[TTFont]) -> TTFont:
    """Return one font with all glyphs and layout of the parts, which are cut from one design."""
    files = []
    for part in parts:
        part.flavor = None
        file = BytesIO()
        part.save(file)
        file.seek(0)
        files.append(file)
    font = Merger().merge(files)
    # fontTools dates what it merges with the present.
    font.recalcTimestamp = False
    font["head"].created = parts[0]["head"].created
    font["head"].modified = parts[0]["head"].modified
    return font


def rename(font: TTFont, face: Face) -> None:
    """Give a font the theme's name: the licences reserve the names of what is not modified."""
    style = {400: "Regular", 600: "SemiBold"}[face.weight]
    if face.italic:
        style = "Italic"
    full = f"{face.family} {style}"
    names = font["name"]
    for number, text in {
        FAMILY: face.family,
        STYLE: style,
        FULL_NAME: full,
        POSTSCRIPT_NAME: f"{face.family.replace(' ', '')}-{style}",
    }.items():
        names.setName(text, number, WINDOWS, UNICODE, ENGLISH)


def covered(face: Face, font: TTFont) -> set[int]:
    """Return the characters for which a browser is to fetch a face."""
    return set(font.getBestCmap()) | (CONTROLS if face.controls else set())


def face_rule(face: Face, characters: set[int]) -> str:
    """Return the rule by which a browser finds a face for these characters."""
    return rule(
        {
            "font-family": f'"{face.family}"',
            "font-style": "italic" if face.italic else "normal",
            "font-weight": str(face.weight),
            "font-display": "swap",
            "src": f'url("../fonts/{face.file}.woff2") format("woff2")',
            "unicode-range": ranges(characters),
        }
    )


def stand_in_rule(stand_in: StandIn, face: Face, lines: list[int]) -> str:
    """Return the rule of a system's font scaled to a face, whose lines are in hundredths of 1%."""
    scale = percentage(WIDTHS[face.file], stand_in.width)
    ascent, descent, gap = (percentage(value, scale) for value in lines)
    return rule(
        {
            "font-family": f'"{stand_in.family}"',
            "font-style": "italic" if face.italic else "normal",
            "font-weight": str(face.weight),
            "src": ", ".join(f'local("{name}")' for name in stand_in.local),
            "size-adjust": written(scale),
            "ascent-override": written(ascent),
            "descent-override": written(descent),
            "line-gap-override": written(gap),
        }
    )


def rule(declarations: dict[str, str]) -> str:
    """Return an ``@font-face`` with one declaration a line."""
    lines = [f"  {name}: {value};\n" for name, value in declarations.items()]
    return "@font-face {\n" + "".join(lines) + "}\n"


def percentage(part: int, whole: int) -> int:
    """Return a share in hundredths of 1%, rounded: whole numbers are the same everywhere."""
    return (part * 10_000 + whole // 2) // whole


def written(share: int) -> str:
    """Return hundredths of 1% as CSS has them: ``92.19%``."""
    return f"{share // 100}.{share % 100:02}%"


def ranges(characters: set[int]) -> str:
    """Return a unicode-range: ``U+20-7E, U+A0``, in lines of a few."""
    spans: list[list[int]] = []
    for character in sorted(characters):
        if spans and character == spans[-1][1] + 1:
            spans[-1][1] = character
        else:
            spans.append([character, character])
    lines = [""]
    for first, last in spans:
        span = f"U+{first:X}" if first == last else f"U+{first:X}-{last:X}"
        if len(lines[-1]) + len(span) > LINE:
            lines.append("")
        lines[-1] += f" {span},"
    return "\n   ".join(lines).strip().rstrip(",")


if __name__ == "__main__":
    main()
