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
_CLOSING = re.compile(r"[\"”»’')\]]*(?:\s+[.\"”»](?=\s|$))*")
"""Closing quotes and stray stops after the end, which belong to the sentence before them."""
_STRAY_QUOTE = re.compile(r"\s[\"”»]")
"""A quotation mark alone after the stop: the attribution of the quotation follows."""
_CLOSED_BY = {"“": "”", "«": "»", "(": ")", "[": "]", "‘": "’", "‘‘": "’’"}
_CLOSED_BY |= {mark: mark for mark in ('"', "''", "’’")}
_MARK = re.compile(r"''|’’|‘‘|[^\w\s]")
"""What may open or close a quotation or bracket: two apostrophes are one mark."""
_INITIAL = re.compile(r"(?:(?:^|\s)\w|\.د)$")
"""A single letter before the stop: an initial or a title such as ``د.`` and ``أ.د.``"""
_ABBREVIATION = re.compile(
    rf"(?<!\w)(?:{'|'.join(load('stops')['latin'])}|[وفبل]?(?:[^\W\d]\.){{1,5}}[^\W\dد]|(?<=\d\s)[همص])$"
)
"""What may end a sentence with its stop: ``ق.م.``, ``U.S.``, ``9 م.``."""
_LOST_SPACE = re.compile(
    r"(?:(?<!\w)(?P<word>[\u0621-\u0652]{3,20})|\d[%٪]|[%٪]\d{1,3}|(?<!\d)\d{4})[\"”»’')\]]{0,3} ?$"
)
"""Before a stop that ends a sentence though no space follows: a word, a percentage, a year."""
_SHORT_WORD = 3
"""Letters of a word that may as well be part of a name in letters (``إتش.إس``)."""


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
        if done < len(text) and depth[done] == 0 and _ends_sentence(text, mark, done):
            ends.append(done)
    return ends


def _lost_space(before: str, mark: str, after: str) -> bool:
    """Tell whether a mark with an Arabic word right after it and before it ends a sentence."""
    following = re.match(r"[\u0621-\u0652]{2,}", after)
    found = _LOST_SPACE.search(before)
    if mark not in (".", "؟", "!") or following is None or found is None:
        return False
    # In an address a Latin letter or a slash stands in the same word.
    is_address = re.search(r"[A-Za-z/@#_]", before.rpartition(" ")[2])
    if is_address or _beginning("inside_names").match(after):
        return False
    # Names of letters make names ("جورج دبليو.بوش"), and short words may be some that nobody knows.
    word = fold(found["word"] or "")
    is_letter = _beginning("letters").fullmatch(word) or _beginning("letters").match(after)
    is_bare = found.end("word") == len(before) and len(word) == _SHORT_WORD
    is_sure = following[0][0] == "و" and len(following[0]) > _SHORT_WORD
    is_short = is_bare and not (is_sure or _beginning("begins").match(after))
    return not (is_letter or is_short)


def _ends_sentence(text: str, mark: re.Match[str], end: int) -> bool:
    before = text[max(0, mark.start() - STOP_CONTEXT) : mark.start()]
    after = fold(text[end : end + STOP_CONTEXT])
    # Without white space after it, a stop is mostly inside a number, an address or a name.
    is_inside = not (text[end].isspace() or _lost_space(before, mark.group(), after))
    # Two dots are a pause in Arabic typing, as a dash is.
    if is_inside or mark.group() == ".." or _STRAY_QUOTE.search(text[mark.end() : end]):
        return False
    after = after.lstrip()
    if mark.group() != ".":
        # The mark of a quotation may be inside the clause that quotes it.
        return end == mark.end() or not _beginning("goes_on").match(after)
    if _ABBREVIATION.search(before):
        return after.startswith("و")
    is_year = before.endswith("هـ") and _beginning("after_year").match(after)
    if is_year or _INITIAL.search(before[-2:]):
        return False
    # A stop after a month's name may be inside a date (``الأول. 7 تشرين``).
    day = re.match(rf"\d{{1,2}}\s+(\S.{{0,{MONTH_CONTEXT}}})", after)
    if not day or not _beginning("months").match(day[1]):
        return True
    tail = fold(before)[-MONTH_CONTEXT:].lower()
    return all(month.end() != len(tail) for month in _beginning("months").finditer(tail))


@cache
def _beginning(words: str) -> re.Pattern[str]:
    """Return the pattern of a list of ``stops.toml``, or of the ``months``, in folded text."""
    months = chain.from_iterable(load("months")["gregorian"])
    names = months if words == "months" else load("stops")[words]
    return re.compile(rf"(?:{alternatives(names)})(?!\w)")


def _nesting(text: str) -> list[int]:
    """Return, for each offset, how many quotations and brackets are open there.

    Straight quotes and doubled apostrophes alternate. A pair that is never closed does not count,
    so that one lost mark cannot swallow the rest of the paragraph.
    """
    changes = [0] * (len(text) + 1)
    opened: dict[str, int] = {}  # by the mark that will close it, where the first one opened
    # Where a text has one of the curly marks alone, it both opens and closes.
    alike = {mark: mark for mark, other in ("“”", "”“") if mark in text and other not in text}
    closed_by = _CLOSED_BY | alike
    for match in _MARK.finditer(text):
        mark, i = match.group(), match.start()
        if mark in opened:
            changes[opened.pop(mark)] += 1
            changes[i] -= 1
        elif mark in _CLOSED_BY or (mark in alike and not text[:i][-1:].isalnum()):
            opened.setdefault(closed_by[mark], i)
    return list(accumulate(changes))
