"""Marks drawn where they mostly stand, for browsers that do not lift them."""

from collections import defaultdict
from collections.abc import Iterator
from statistics import median_low
from typing import Any

from fontTools.ttLib import TTFont

MARK_TO_BASE, MARK_TO_LIGATURE, MARK_TO_MARK, EXTENSION = 4, 5, 6, 9
"""Kinds of lookups in GPOS."""


def settle_marks(font: TTFont) -> None:
    """Move each mark's outline to the height at which it stands above or below most letters.

    Its anchors move along, so what is drawn stays the same to the unit where anchors are followed.
    WebKitGTK 2.50 leaves a mark at the height of its outline, and moves a whole word instead where
    the mark ends it: both by what is left between the two heights, which is then mostly nothing.
    """
    lifts = _lifts(font)
    glyphs = font["glyf"]
    for name in font.getGlyphOrder():
        glyph, lift = glyphs[name], lifts.get(name, 0)
        if glyph.isComposite():
            for part in glyph.components:
                part.y += lift - lifts.get(part.glyphName, 0)
        elif glyph.numberOfContours > 0:
            glyph.coordinates.translate((0, lift))
    # Glyphs may share an anchor's table, which moves once.
    moved: dict[int, Any] = {}
    for name, anchor in _anchors_of_marks(font):
        if id(anchor) not in moved:
            anchor.YCoordinate += lifts.get(name, 0)
            moved[id(anchor)] = anchor


def _lifts(font: TTFont) -> dict[str, int]:
    """Return by how much each mark is lifted above most letters: the median of all it stands on."""
    found = defaultdict(list)
    for table in _lookups(font):
        if table.LookupType != MARK_TO_BASE:
            continue
        for name, mark in zip(table.MarkCoverage.glyphs, table.MarkArray.MarkRecord, strict=True):
            for base in table.BaseArray.BaseRecord:
                anchor = base.BaseAnchor[mark.Class]
                if anchor is not None:
                    found[name].append(anchor.YCoordinate - mark.MarkAnchor.YCoordinate)
    return {name: median_low(heights) for name, heights in found.items()}


def _anchors_of_marks(font: TTFont) -> Iterator[tuple[str, Any]]:
    """Yield the anchors by which marks hang, and those on which further marks hang from them."""
    for table in _lookups(font):
        if table.LookupType in (MARK_TO_BASE, MARK_TO_LIGATURE):
            marks, records = table.MarkCoverage.glyphs, table.MarkArray.MarkRecord
        elif table.LookupType == MARK_TO_MARK:
            marks, records = table.Mark1Coverage.glyphs, table.Mark1Array.MarkRecord
            carriers = table.Mark2Coverage.glyphs
            for name, record in zip(carriers, table.Mark2Array.Mark2Record, strict=True):
                for anchor in filter(None, record.Mark2Anchor):
                    yield name, anchor
        else:
            continue
        for name, record in zip(marks, records, strict=True):
            yield name, record.MarkAnchor


def _lookups(font: TTFont) -> Iterator[Any]:
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            yield table.ExtSubTable if table.LookupType == EXTENSION else table
