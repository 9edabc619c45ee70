"""Lines that are one in meaning: paragraphs broken at a width, dates below their labels."""

from __future__ import annotations

import re
from dataclasses import replace
from statistics import median

from ..dates.publication_line import read_publication_lines
from ..dates.vocabulary import month_name
from ..language.arabic import fold, key
from ..language.phrases import comparable, phrases
from ..model import Line
from .lines import LIST_MARK, PAGE_NUMBER, SHORTEST_TITLE, Lines, is_prose, word_count

SHORTEST_BROKEN = 6
"""Words of a line at the end of which a paragraph may go on in the next."""
FEWEST_BROKEN, WIDEST_BROKEN, FULL_WIDTH = 3, 110, 0.8
"""Such lines of a text broken at a width, their characters, and the share of the usual width from
which on a line is full."""
_MARKS = ("-", "–", "•", "●", "▪", "■", "*")
_CLOSED = re.compile(r"[.!؟?…:][\"”»’)\]\s]*$|(?<!\d)[.!؟?…][\"”»’)\]]*\d{1,2}$")
"""A line's end behind which no paragraph goes on, with the number of a note."""


def join_labels(lines: Lines) -> Lines:
    """Return the lines, a list's mark joined to its item, the label of a change to its date.

    Above the text a date whose day, month and year are below one another is one line, too.
    """
    joined: list[Line] = []
    has_text = False
    for place, line in enumerate(lines):
        label = joined[-1].text if joined else ""
        day = joined[-2].text if joined[1:] and not has_text else ""
        is_date = (
            day.isdigit() and line.text.isdigit() and month_name().fullmatch(fold(label).lower())
        )
        whole = f"{day} {label} {line.text}"
        # The marks of a list may have been copied as lines of their own.
        beside = [lines[i].text for i in (place - 3, place + 1) if 0 <= i < len(lines)]
        is_item = line.text not in _MARKS and not line.blank_before
        if label in _MARKS and label in beside and is_item:
            joined[-1] = replace(joined[-1], text=f"{label} {line.text}")
            continue
        is_open = label.endswith(":") and comparable(label) in phrases("date_labels", "updated")
        if is_open and read_publication_lines(line.text):
            joined[-1] = replace(joined[-1], text=f"{label} {line.text}")
        elif is_date and read_publication_lines(whole):
            joined[-2:] = [replace(joined[-2], text=whole)]
        else:
            joined.append(line)
        has_text = has_text or is_prose(line.text)
    return tuple(joined)


def join_wrapped(lines: Lines) -> Lines:
    """Return the lines of a text whose paragraphs were broken at a width, each paragraph as one.

    It has the number of its first line. Verse, lists and headlines stay as they are: broken is a
    text without long lines, of which one breaks behind a word that ends none of these ("in the").
    """
    broken = [line.text for line in lines if _may_be_broken(line.text)]
    whole = sum(word_count(line.text) >= SHORTEST_BROKEN for line in lines) - len(broken)
    is_wrapped = len(broken) >= FEWEST_BROKEN and max(len(x.text) for x in lines) <= WIDEST_BROKEN
    is_wrapped = is_wrapped and len(broken) >= whole
    ends = {text for text in broken if key(text.split()[-1]) in phrases("wrapped", "ends")}
    if not (is_wrapped and ends):
        return lines
    full = FULL_WIDTH * median(len(text) for text in broken)
    # The title may be as wide: the first line that can be one.
    long = [i for i, line in enumerate(lines) if word_count(line.text) >= SHORTEST_TITLE]
    first = next((i for i in long if not read_publication_lines(lines[i].text)), long[0])
    joined = list(lines[: first + 1])
    is_open = False
    for line in lines[first + 1 :]:
        goes_on = _may_be_broken(line.text) or _CLOSED.search(line.text)
        if is_open and goes_on and not line.blank_before and not LIST_MARK.match(line.text):
            joined[-1] = replace(joined[-1], text=f"{joined[-1].text} {line.text}")
        else:
            joined.append(line)
        is_open = _may_be_broken(line.text) and len(line.text) >= full
    return tuple(joined)


def _may_be_broken(text: str) -> bool:
    is_closed = _CLOSED.search(text) or PAGE_NUMBER.search(text)
    return not is_closed and word_count(text) >= SHORTEST_BROKEN
