"""Captions of photos, recognised by their credit or by how they open."""

from __future__ import annotations

import re

from ...language.arabic import ENDS_SENTENCE, fold, stems
from ...language.phrases import comparable, is_outlet, phrases
from ..lines import (
    LONGEST_SHORT_LINE,
    LONGEST_TITLE,
    LineRole,
    Lines,
    Roles,
    free_positions,
    word_count,
)

LONGEST_ATTRIBUTION = 80
"""Characters at the end of a line in which its source is named."""
_LAST_IN_BRACKETS = re.compile(r"\(([^()]{2,30})\)\s*$")
_ATTRIBUTION = re.compile(
    r"(?:بحسب|حسب|وفق|وفقا ل|نقلا عن|وكاله)\s*\S*\s*[-/(]?[^-/(]{2,20}\)?\.?$"
)
"""An agency at the end of a line as the source of what a sentence says ("according to")."""
_PARTS = re.compile(r"[/|()\-–—:]")
"""Marks between a caption and its credit."""


def credited_captions(lines: Lines, roles: Roles) -> dict[int, LineRole]:
    """Lines with a photo credit, and the photo's short text right above one."""
    found: dict[int, LineRole] = {}
    free = set(free_positions(lines, roles))
    for i in sorted(free):
        text = lines[i].text
        # "…, according to Reuters" ends like a credit and is the story's.
        if _is_attributed_prose(text) or not _has_credit(text):
            continue
        found[i] = "caption"
        # The alternative text of the photo, which copying puts above it: nothing new in it.
        above = lines[i - 1].text if i - 1 in free else ""
        is_short = 0 < word_count(above) <= LONGEST_SHORT_LINE and not ENDS_SENTENCE.search(above)
        if is_short and set(stems(above)) <= set(stems(text)):
            found[i - 1] = "caption"
    return found


def is_caption(text: str) -> bool:
    """Tell whether a line names a photo's source or says what it shows, or who filed the story."""
    # A publication first is the photo's source or a dateline of the agency's own.
    if is_outlet(re.split(r"\s[-–—|/]\s", text)[0]):
        return True
    bracketed = _LAST_IN_BRACKETS.search(text)
    if bracketed:
        name = bracketed[1]
        if is_outlet(name) or comparable(name) in phrases("caption", "credits"):
            return True
    plain = comparable(text)
    for opening in phrases("caption", "openings"):
        if re.match(rf"{re.escape(opening)}(?!\w)", plain):
            return True
    return _has_credit(text) and not _is_attributed_prose(text)


def _is_attributed_prose(text: str) -> bool:
    return bool(_ATTRIBUTION.search(fold(text)[-LONGEST_ATTRIBUTION:]))


def _has_credit(text: str) -> bool:
    """Tell whether a line opens as captions do or names an agency last, after a mark."""
    parts = _PARTS.split(fold(text).lower())
    if word_count(text) > LONGEST_TITLE or len(parts) == 1:
        return False
    if comparable(text).split(":")[0].strip() in phrases("caption", "openings"):
        return True
    stripped = [part.strip(" .") for part in parts]
    named = [part for part in stripped if part]
    return bool(named) and named[-1] in phrases("caption", "credits")
