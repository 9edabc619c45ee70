"""Captions of photos: by their credit, or by where they stand above the body."""

from __future__ import annotations

import re

from ...language.arabic import fold, is_latin, stems
from ...model import Line
from ..lines import ENDS_SENTENCE
from .head import head_positions
from .publishers import is_outlet
from .role import Role, Roles, untaken
from .wording import ITEM, LONGEST_LABEL, LONGEST_TITLE, comparable, phrases, word_count

LONGEST_HEAD_CAPTION = 15
"""Words of a photo's caption above the body; a longer line without a stop is a paragraph."""
LONGEST_ATTRIBUTION = 80
"""Characters at the end of a line in which its source is named."""
LAST_IN_BRACKETS = re.compile(r"\(([^()]{2,30})\)\s*$")
ATTRIBUTED = re.compile(r"(?:بحسب|حسب|وفق|وفقا ل|نقلا عن|وكاله)\s*\S*\s*[-/(]?[^-/(]{2,20}\)?\.?$")


def credited_captions(lines: tuple[Line, ...], roles: Roles) -> dict[int, Role]:
    """Lines with a photo credit, and the photo's short text right above one."""
    found: dict[int, Role] = {}
    free = set(untaken(lines, roles))
    for i in sorted(free):
        if _is_attributed_prose(lines[i].text) or not _has_credit(lines[i].text):
            continue
        found[i] = "caption"
        above = lines[i - 1].text if i - 1 in free else ""
        if above and _is_alt_text(above, lines[i].text):
            found[i - 1] = "caption"
    return found


def head_captions(lines: tuple[Line, ...], roles: Roles) -> dict[int, Role]:
    """Above the body: a line below the date without a stop, or one in another script."""
    head = head_positions(lines, roles)
    last_date = max((i for i, r in roles.items() if r == "date"), default=None)
    found: dict[int, Role] = {i: "caption" for i in head if is_latin(lines[i].text)}
    below = [i for i in head if last_date is not None and last_date < i]
    for i in below[:1]:
        text = lines[i].text
        short = word_count(text) <= LONGEST_HEAD_CAPTION and not ITEM.match(text)
        if short and not ENDS_SENTENCE.search(text):
            found[i] = "caption"
    return found


def is_caption(text: str) -> bool:
    """Tell whether a line names a photo's source or says what it shows, or who filed the story."""
    if is_outlet(re.split(r"\s[-–—|/]\s", text)[0]) or _names_outlet_last(text):
        return True
    opened = any(
        re.match(rf"{re.escape(o)}(?!\w)", comparable(text)) for o in phrases("caption", "openings")
    )
    return opened or (_has_credit(text) and not _is_attributed_prose(text))


def _names_outlet_last(text: str) -> bool:
    """Tell whether a line ends in a publication's name in brackets, as captions do."""
    found = LAST_IN_BRACKETS.search(text)
    name = found[1] if found else ""
    return is_outlet(name) or comparable(name) in phrases("caption", "credits")


def _is_attributed_prose(text: str) -> bool:
    """Tell whether an agency at the end of a line is the source of what a sentence says."""
    return bool(ATTRIBUTED.search(fold(text)[-LONGEST_ATTRIBUTION:]))


def _has_credit(text: str) -> bool:
    """Tell whether a line opens as captions do or names an agency last, behind a mark."""
    if word_count(text) > LONGEST_TITLE:
        return False
    parts = re.split(r"[/|()\-–—:]", fold(text).lower())
    tail = [part.strip(" .") for part in parts if part.strip(" .")][-1:]
    opening = comparable(text).split(":")[0].strip() in phrases("caption", "openings")
    credited = bool(tail) and tail[0] in phrases("caption", "credits")
    return len(parts) > 1 and (opening or credited)


def _is_alt_text(text: str, caption: str) -> bool:
    """Tell whether a line is a photo's short text: no word in it that the caption has not."""
    if word_count(text) > LONGEST_LABEL or ENDS_SENTENCE.search(text):
        return False
    return set(stems(text)) <= set(stems(caption))
