"""The theme's fonts are what scripts/fonts.py makes, complete, and shaped for every browser."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from support import ROOT, load_script

FONTS = ROOT / "theme" / "static" / "fonts"
SHEET = (ROOT / "theme" / "static" / "css" / "fonts.css").read_text(encoding="utf-8")
SOURCES = ROOT / "tests" / "tools" / "node_modules"
FILES = sorted(FONTS.glob("*.woff2"))
FACES = load_script("font_faces")
RESERVED = re.compile(r"plex|source", re.IGNORECASE)
"""Names that the licences keep for fonts that nobody has modified."""
MULTIPLE, EXTENSION = 2, 7
"""Kinds of lookups in GSUB: a glyph becomes several; a lookup of another kind lies elsewhere."""
DOTTED = "بتثجخذزشضظغفقنيةپچژڤ"


def rules() -> dict[str, dict[str, str]]:
    """Return the declarations of each face that has a file, by the file's name."""
    found = {}
    for block in re.findall(r"@font-face \{\n(.*?)\n\}", SHEET, re.DOTALL):
        each = dict(re.findall(r"^  ([\w-]+): (.*?);$", block, re.DOTALL | re.MULTILINE))
        if "url(" in each["src"]:
            found[each["src"].split('"')[1].rpartition("/")[2]] = each
    return found


def characters(ranges: str) -> set[int]:
    spans = [span.partition("-") for span in re.findall(r"U\+([\dA-F-]+)", ranges)]
    return {c for a, _, b in spans for c in range(int(a, 16), int(b or a, 16) + 1)}


def tables(path: Path) -> dict[str, bytes]:
    """Return what is in a font: brotli need not pack it into the same bytes on every processor."""
    font = TTFont(path)
    return {tag: font.getTableData(tag) for tag in font.keys() if tag != "GlyphOrder"}  # noqa: SIM118


@pytest.fixture
def sources() -> set[str]:
    """The names of the fonts that ours are cut from; without them the test is skipped."""
    sources = {source for face in FACES.FACES for source in face.sources}
    if not all((SOURCES / f"{source}.woff2").is_file() for source in sources):
        reason = "the fonts' sources are not installed in tests/tools"
        if os.environ.get("CI", "") not in ("", "0", "false"):
            pytest.fail(f"{reason}, and CI is set, so nothing may be skipped")
        pytest.skip(reason)
    return sources


@pytest.mark.usefixtures("sources")
def test_the_script_makes_the_files_that_the_theme_has(tmp_path: Path) -> None:
    command = [sys.executable, ROOT / "scripts" / "fonts.py", "--out", tmp_path]
    subprocess.run(command, check=True, timeout=120)  # noqa: S603 - this project's own script

    assert (tmp_path / "css" / "fonts.css").read_text(encoding="utf-8") == SHEET
    made = {path.name: tables(path) for path in (tmp_path / "fonts").glob("*.woff2")}
    assert made.keys() == {path.name for path in FILES}
    assert [path.name for path in FILES if tables(path) != made[path.name]] == []


def test_no_character_of_the_sources_is_lost(sources: set[str]) -> None:
    """The Arabic faces leave accented letters to the Latin ones, which stand behind them."""
    had: dict[int, set[int]] = {400: set(), 600: set()}
    for source in sources:
        weight = next(number for number in had if f"-{number}-" in source)
        had[weight] |= set(TTFont(SOURCES / f"{source}.woff2").getBestCmap())
    for weight, characters_had in had.items():
        files = [path for path in FILES if f"-{weight}" in path.stem]
        have = set().union(*(TTFont(path).getBestCmap() for path in files))
        assert {c for c in characters_had - have - FACES.CONTROLS if c > 0x20} == set()


def test_every_file_has_a_rule_and_every_rule_a_file() -> None:
    assert rules().keys() == {path.name for path in FILES}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_range_is_what_its_file_has(path: Path) -> None:
    inside = set(TTFont(path).getBestCmap())
    fetched_for = characters(rules()[path.name]["unicode-range"])

    assert inside - fetched_for == set()
    assert fetched_for - inside - FACES.CONTROLS == set()


def test_no_character_is_in_two_files_of_a_face() -> None:
    seen: dict[tuple[str, ...], set[int]] = {}
    for rule in rules().values():
        face = tuple(rule[name] for name in ("font-family", "font-style", "font-weight"))
        found = characters(rule["unicode-range"]) - FACES.CONTROLS
        assert seen.get(face, set()) & found == set()
        seen[face] = seen.get(face, set()) | found


@pytest.mark.parametrize("name", ["naskh-400", "naskh-600", "sans-arabic-400", "sans-arabic-600"])
def test_arabic_needs_one_file_for_letters_digits_and_stops(name: str) -> None:
    text = "".join(FACES.SAMPLES.values()) + "٠١٢٣٤٥٦٧٨٩٪؟؛«»“”…–—()[]%/!\u00a0ًٌٍَُِّْٰ"

    assert set(map(ord, text)) - set(TTFont(FONTS / f"{name}.woff2").getBestCmap()) == set()


@pytest.mark.parametrize("name", ["naskh-400", "naskh-600", "sans-arabic-400", "sans-arabic-600"])
def test_the_dots_of_letters_are_no_marks(name: str) -> None:
    """WebKitGTK puts marks where they do not belong; it has nothing to put if dots are drawn in."""
    font = TTFont(FONTS / f"{name}.woff2")
    split = set()
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            inner = table.ExtSubTable if table.LookupType == EXTENSION else table
            if inner.LookupType == MULTIPLE:
                split |= inner.mapping.keys()
    cmap = font.getBestCmap()

    assert [letter for letter in DOTTED if cmap[ord(letter)] in split] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_modified_font_has_no_reserved_name(path: Path) -> None:
    names = TTFont(path)["name"]

    for number in (1, 2, 3, 4, 6, 16, 17):
        assert not RESERVED.search(names.getDebugName(number) or "")
    assert names.getDebugName(0)  # the copyright stays


def test_the_licences_lie_beside_the_fonts() -> None:
    licences = sorted(FONTS.glob("*-OFL.txt"))

    assert len(licences) == 3
    for licence in licences:
        assert "SIL OPEN FONT LICENSE Version 1.1" in licence.read_text(encoding="utf-8")
