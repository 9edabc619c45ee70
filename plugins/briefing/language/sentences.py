"""Sentence boundaries in Arabic news text.

Arabic commas, semicolons and colons do not end a sentence: pieces cut there cannot stand alone as
a citation. A quotation keeps its sentences and its attribution together.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import accumulate, chain

from .arabic import WORD, alternatives, fold
from .lexicon import load

STOP_CONTEXT = 40
"""Characters on either side of a stop that can say what it is; so cost stays linear."""
MONTH_CONTEXT = 20
"""Characters of a month's name, a pair of names included."""
_END_MARK = re.compile(r"[.!?؟…]+")
"""What can end a sentence; runs count as one."""
_CLOSING = re.compile(r"[\"”»’)\]]*(?:\s+[.\"”»](?=\s|$))*")
"""Closing quotes and stray stops after the end, which belong to the sentence before them."""
_STRAY_QUOTE = re.compile(r"\s[\"”»]")
"""A quotation mark alone after the stop: the attribution of the quotation follows."""
_CLOSED_BY = {"“": "”", "«": "»", "(": ")", "[": "]", "‘": "’"}
_INITIAL = re.compile(r"(?:^|\s)\w$")
"""A single letter before the stop: an initial or an abbreviation such as ``د.`` and ``U.S.``"""


def split_sentences(text: str) -> list[str]:
    """Return the sentences of one paragraph, in order; joined by spaces they are its words.

    Only white space between sentences is lost. A text without any end mark is one sentence.
    """
    sentences: list[str] = []
    start = 0
    for end in (*_sentence_ends(text), len(text)):
        piece = text[start:end].strip()
        start = end
        if sentences and piece and not WORD.search(piece):
            # A stray stop or quote without any word belongs to the sentence before it.
            sentences[-1] += f" {piece}"
        elif piece:
            sentences.append(piece)
    return sentences


def _sentence_ends(text: str) -> list[int]:
    """Return the offsets after each sentence that another one follows, its closing marks passed."""
    depth = _nesting(text)
    ends: list[int] = []
    done = 0
    for mark in _END_MARK.finditer(text):
        if mark.start() < done:
            continue  # a stray stop that already belongs to the sentence before
        closing = _CLOSING.match(text, mark.end())
        done = closing.end() if closing else mark.end()
        # Without white space after it, a stop is inside a number, an address or a name.
        at_space = done < len(text) and text[done].isspace()
        if at_space and depth[done] == 0 and _ends_sentence(text, mark, done):
            ends.append(done)
    return ends


def _ends_sentence(text: str, mark: re.Match[str], end: int) -> bool:
    if _STRAY_QUOTE.search(text[mark.end() : end]):
        return False
    if mark.group() == "..":  # a pause in Arabic typing, as a dash is
        return False
    if mark.group() != ".":
        return True
    before = text[max(0, mark.start() - STOP_CONTEXT) : mark.start()]
    after = text[end : end + STOP_CONTEXT].lstrip()
    if _INITIAL.search(before[-2:]):
        return False
    # A stop after a month's name may be inside a date (``الأول. 7 تشرين``).
    day = re.match(rf"\d{{1,2}}\s+(\S.{{0,{MONTH_CONTEXT}}})", fold(after))
    if not day or not _month_name().match(day[1]):
        return True
    tail = fold(before)[-MONTH_CONTEXT:].lower()
    return all(month.end() != len(tail) for month in _month_name().finditer(tail))


@cache
def _month_name() -> re.Pattern[str]:
    names = chain.from_iterable(load("months")["gregorian"])
    return re.compile(rf"(?:{alternatives(names)})(?!\w)")


def _nesting(text: str) -> list[int]:
    """Return, for each offset, how many quotations and brackets are open there.

    Straight quotes alternate. A pair that is never closed does not count, so that one lost mark
    cannot swallow the rest of the paragraph.
    """
    changes = [0] * (len(text) + 1)
    opened: dict[str, int] = {}  # by the mark that will close it, where the first one opened
    for i, char in enumerate(text):
        if char in opened:
            changes[opened.pop(char)] += 1
            changes[i] -= 1
        elif char == '"':
            opened[char] = i
        elif char in _CLOSED_BY:
            opened.setdefault(_CLOSED_BY[char], i)
    return list(accumulate(changes))
