"""Where sentences end in Arabic news text.

Arabic commas, semicolons and colons do not end a sentence: pieces cut there cannot stand alone as
a citation. A quotation keeps its sentences and its attribution together.
"""

from __future__ import annotations

import re
from functools import cache

from .arabic import WORD, alternatives, fold
from .lexicon import load

ENDING = re.compile(r"[.!?؟…]+")
"""What can end a sentence; runs count as one."""
CLOSING = re.compile(r"[\"”»’)\]]*(?:\s+[.\"”»](?=\s|$))*")
"""Closing quotes and stray stops after the end, which belong to the sentence before them."""
STRAY_QUOTE = re.compile(r"\s[\"”»]")
"""A quotation mark that stands alone after the stop: the attribution of the quotation follows."""
NEARBY = 40
"""Characters on either side of a stop that can say what it is; so cost stays linear."""
PAIRS = {"“": "”", "«": "»", "(": ")", "[": "]", "‘": "’"}
INITIAL = re.compile(r"(?:^|\s)\w$")
"""A single letter before the stop: an initial or an abbreviation such as ``د.`` and ``U.S.``"""


def split_sentences(text: str) -> list[str]:
    """Return the sentences of one paragraph, in order; joined by spaces they are its words.

    Only white space between sentences is lost. A text without any end mark is one sentence.
    """
    pieces: list[str] = []
    start = 0
    for end in _ends(text):
        pieces.append(text[start:end].strip())
        start = end
    pieces.append(text[start:].strip())
    return _rejoin([piece for piece in pieces if piece])


def _ends(text: str) -> list[int]:
    depth = _depths(text)
    ends: list[int] = []
    done = 0
    for match in ENDING.finditer(text):
        if match.start() < done:
            continue  # a stray stop that already belongs to the sentence before
        close = CLOSING.match(text, match.end())
        end = done = close.end() if close else match.end()
        if end == len(text) or not text[end].isspace():
            continue
        if depth[end] == 0 and _is_end(text, match, end):
            ends.append(end)
    return ends


def _is_end(text: str, stop: re.Match[str], end: int) -> bool:
    mark, start = stop.group(), stop.start()
    before, after = text[max(0, start - NEARBY) : start], text[end : end + NEARBY].lstrip()
    if STRAY_QUOTE.search(text[stop.end() : end]):
        return False
    if mark == ".." or (mark == "." and INITIAL.search(before[-2:])):
        return False
    return not (mark == "." and _continues_date(before, after))


@cache
def _month_name() -> re.Pattern[str]:
    """Return the pattern of one month's name in folded text."""
    names: list[str] = []
    for row in load("months")["gregorian"]:
        names += row
    return re.compile(rf"(?:{alternatives(names)})(?!\w)")


def _continues_date(before: str, after: str) -> bool:
    """Tell whether a stop after a month name stands inside a date (``الأول. 7 تشرين``)."""
    day = re.match(r"\d{1,2}\s+(\S.{0,20})", fold(after))
    return bool(day and _month_name().match(day.group(1)) and _ends_in_month(fold(before)))


def _ends_in_month(folded: str) -> bool:
    tail = folded[-20:].lower()
    return any(m.end() == len(tail) for m in _month_name().finditer(tail))


def _depths(text: str) -> list[int]:
    """Return, for each offset, how many quotations and brackets are open there.

    Straight quotes alternate. A pair that is never closed does not count, so that one lost mark
    cannot swallow the rest of the paragraph.
    """
    change = [0] * (len(text) + 1)
    for opened, closed in _spans(text):
        change[opened] += 1
        change[closed] -= 1
    depth, depths = 0, []
    for step in change:
        depth += step
        depths.append(depth)
    return depths


def _spans(text: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    open_at: dict[str, int] = {}
    straight: int | None = None
    for i, char in enumerate(text):
        if char == '"':
            if straight is None:
                straight = i
            else:
                spans.append((straight, i))
                straight = None
        elif char in PAIRS:
            open_at.setdefault(PAIRS[char], i)
        elif char in open_at:
            spans.append((open_at.pop(char), i))
    return spans


def _rejoin(pieces: list[str]) -> list[str]:
    """Give a piece without any word (a stray stop or quote) back to the sentence before it."""
    groups: list[list[str]] = []
    for piece in pieces:
        if groups and not WORD.search(piece):
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return [" ".join(group) for group in groups]
