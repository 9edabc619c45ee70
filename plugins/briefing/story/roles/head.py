"""The head of a story: publication lines, publisher, byline, photo caption and deck."""

from __future__ import annotations

import re

from ...dates.publication_line import read_publication_lines
from ...language.arabic import ENDS_SENTENCE, LATIN_LETTER, is_latin
from ...language.phrases import is_byline, is_outlet
from ..dateline import read_dateline
from ..lines import (
    HEAD_LINES,
    LIST_MARK,
    LineRole,
    Lines,
    Roles,
    above_prose,
    free_positions,
    is_prose,
    title_position,
    word_count,
)

FOOT_LINES = 3
"""How far below the last prose a date without a label may be that is the story's own."""
LONGEST_HEAD_CAPTION = 15
"""Words of a photo's caption above the body; a longer line without a stop is a paragraph."""
_BYLINE_WITH_PLACE = re.compile(
    r"^[^\W\d]+(?:\s[^\W\d]+){1,2}\s[-–—]\s[^\W\d]+(?:\s[^\W\d]+)?$"
    r"|^[^\W\d]+\s?(?:[-–—]|:)\s[^\W\d]+(?:\s[^\W\d]+){1,3}$"
)
"""``محمد أحمد - القاهرة`` and ``القاهرة: محمد أحمد``: a name of two to four words and a place."""


def publication_lines(lines: Lines, roles: Roles) -> dict[int, LineRole]:
    """Date lines near the title.

    Without a label one counts only above the body: above all prose, or below one line of it, the
    deck. A labelled one further down belongs to something else.
    """
    start = title_position(roles)
    found: dict[int, LineRole] = {}
    # Below two lines of prose the body has begun, and a bare date may be part of it.
    prose = 0
    for i in free_positions(lines, roles):
        is_near = i <= start + HEAD_LINES
        dates = read_publication_lines(lines[i].text)
        if dates and dates[0].labelled:
            found[i] = "date" if is_near else "timestamp"
        elif dates and is_near and prose <= 1:
            found[i] = "date"
        elif i > start and is_prose(lines[i].text):
            prose += 1
    return found


def publication_line_at_end(lines: Lines, roles: Roles) -> dict[int, LineRole]:
    """Date line right below the story, or the page's only labelled one, if none is above it."""
    if "date" in roles.values():
        return {}
    prose = [i for i in free_positions(lines, roles) if is_prose(lines[i].text)]
    if prose:
        # Agencies and some papers put the date at the foot.
        foot = range(prose[-1] + 1, min(len(lines), prose[-1] + 1 + FOOT_LINES))
        for i in foot:
            if read_publication_lines(lines[i].text):
                return {i: "date"}
    labelled = []
    for i, line in enumerate(lines):
        dates = read_publication_lines(line.text)
        if any(found.labelled and found.kind == "published" for found in dates):
            labelled.append(i)
    # Several are those of other articles in a list, and nothing tells which is this one's.
    return {labelled[0]: "date"} if len(labelled) == 1 else {}


def head_positions(lines: Lines, roles: Roles) -> list[int]:
    """Return the free positions from the top to where the body surely begins.

    That is the paragraph with a dateline or the first prose below the last publication line,
    whichever comes first within reach; without either there is no head below the title.
    """
    # A dateline opens the body for certain. A publication line is still above it, but deck and
    # captions may follow; both are short or without a stop.
    start = title_position(roles)
    reach = range(start + 1, min(len(lines), start + HEAD_LINES))
    end = next((i for i in reach if read_dateline(lines[i].text)), None)
    if end is None:
        dated = [i for i in reach if roles.get(i) == "date"]
        if dated:
            below = range(dated[-1] + 1, reach.stop)
            end = next((i for i in below if is_prose(lines[i].text)), dated[-1] + 1)
        else:
            end = start
    return [i for i in free_positions(lines, roles) if i < end]


def publisher_and_author(lines: Lines, roles: Roles) -> dict[int, LineRole]:
    """Publication's name and bylines in the head; without either, a name with a place."""
    found: dict[int, LineRole] = {}
    for i in head_positions(lines, roles):
        if "publisher" not in found.values() and is_outlet(lines[i].text):
            found[i] = "publisher"
        elif is_byline(lines[i].text):
            found[i] = "author"
    if found:
        return found
    # The pattern fits many headlines, too ("Sudan - a year of war"): hence only the two lines
    # right above the first prose.
    for i in above_prose(lines, free_positions(lines, roles))[-2:]:
        if _BYLINE_WITH_PLACE.match(lines[i].text) and not LATIN_LETTER.search(lines[i].text):
            found[i] = "author"
    return found


def head_captions(lines: Lines, roles: Roles) -> dict[int, LineRole]:
    """In the head: the first line below the date without a stop, and any in another script."""
    head = head_positions(lines, roles)
    found: dict[int, LineRole] = {i: "caption" for i in head if is_latin(lines[i].text)}
    # A photo and its caption are usually between the date and the body; above the date, a line
    # without a stop is rather the deck.
    dated = [i for i, role in roles.items() if role == "date"]
    below = [i for i in head if dated and i > max(dated)]
    if below:
        text = lines[below[0]].text
        is_short = word_count(text) <= LONGEST_HEAD_CAPTION and not LIST_MARK.match(text)
        if is_short and not ENDS_SENTENCE.search(text):
            found[below[0]] = "caption"
    return found


def deck(lines: Lines, roles: Roles) -> dict[int, LineRole]:
    """Line of prose between the title and the body, above or below the date."""
    for i in head_positions(lines, roles):
        if i > title_position(roles) and not is_latin(lines[i].text):
            return {i: "deck"}
    return {}
