"""Sentence boundaries in Arabic news text.

Arabic commas, semicolons and colons do not end a sentence: pieces cut there cannot stand alone as
a citation. A quotation keeps its sentences and its attribution together.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import accumulate, chain

from .arabic import WORD, alternatives, fold, folded_words
from .lexicon import load
from .reporting_verbs import verb_forms

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
_CLOSED_BY = {"“": "”", "«": "»", "(": ")", "[": "]", "‘": "’"}
_MARK = re.compile(r"''|’’|[^\w\s]")
"""What may open or close a quotation or bracket: two apostrophes are one mark."""
_INITIAL = re.compile(r"(?:^|\s)\w$")
"""A single letter before the stop: an initial or a title such as ``د.``"""
_TITLE = re.compile(r"(?<!\w)[وفبل]?(?:\w\.){1,3}د$")
_LETTERS = re.compile(r"(?<!\w)(?:[وفبل]?(?:[^\W\d]\.){1,5}[^\W\d]|هـ|(?<=\d\s)[همص])$")
"""An abbreviation before its last stop, which may end a sentence: ``ق.م.``, ``U.S.``, ``9 م.``"""
_ARABIC_WORD = re.compile(r"[\u0621-\u063A\u0641-\u0652]{2}")
_BEFORE_LOST_SPACE = re.compile(
    rf"(?:{_ARABIC_WORD.pattern}|\d[%٪]|[%٪]\d{{1,3}}|(?<!\d)\d{{4}})[\"”»’')\]]{{0,3}} ?$"
)
"""Before a stop that ends a sentence though no space follows: a word, a percentage, a year."""


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
        # Without white space after it, a stop is mostly inside a number, an address or a name.
        at_space = text[done : done + 1].isspace() or _lost_space(text, mark, done)
        if at_space and depth[done] == 0 and _ends_sentence(text, mark, done):
            ends.append(done)
    return ends


def _lost_space(text: str, mark: re.Match[str], end: int) -> bool:
    """Tell whether a stop with an Arabic word right after it and before it ends a sentence."""
    word = WORD.match(text, end)
    if word is None or not _ARABIC_WORD.match(text, end) or mark.group() not in (".", "؟", "!"):
        return False
    before = text[max(0, mark.start() - STOP_CONTEXT) : mark.start()]
    # In an address a Latin letter or a slash stands in the same word.
    is_address = re.search(r"[A-Za-z/@#_]", before.rpartition(" ")[2])
    is_name = fold(word.group()) in folded_words("stops", "inside_names")
    return bool(_BEFORE_LOST_SPACE.search(before)) and not (is_address or is_name)


def _ends_sentence(text: str, mark: re.Match[str], end: int) -> bool:
    # Two dots are a pause in Arabic typing, as a dash is.
    if _STRAY_QUOTE.search(text[mark.end() : end]) or mark.group() == "..":
        return False
    before = text[max(0, mark.start() - STOP_CONTEXT) : mark.start()]
    after = fold(text[end : end + STOP_CONTEXT]).lstrip()
    if mark.group() != ".":
        # The mark of a quotation may be inside the clause that quotes it.
        return end == mark.end() or not _clause_goes_on(after)
    latin = re.search(r"\b[A-Za-z]{2,5}$", before)
    is_latin = latin is not None and latin[0].lower() in folded_words("stops", "latin")
    if is_latin or _LETTERS.search(before):
        return after.startswith("و") and not _TITLE.search(before)
    if _INITIAL.search(before[-2:]):
        return False
    # A stop after a month's name may be inside a date (``الأول. 7 تشرين``).
    day = re.match(rf"\d{{1,2}}\s+(\S.{{0,{MONTH_CONTEXT}}})", after)
    if not day or not _month_name().match(day[1]):
        return True
    tail = fold(before)[-MONTH_CONTEXT:].lower()
    return all(month.end() != len(tail) for month in _month_name().finditer(tail))


def _clause_goes_on(after: str) -> bool:
    """Tell whether the folded text after a quotation needs what is before: a verb, "and then"."""
    words = WORD.findall(after)[:2]
    phrases = folded_words("stops", "goes_on")
    return words[:1] != [] and (
        words[0] in verb_forms() or not phrases.isdisjoint((words[0], " ".join(words)))
    )


@cache
def _month_name() -> re.Pattern[str]:
    names = chain.from_iterable(load("months")["gregorian"])
    return re.compile(rf"(?:{alternatives(names)})(?!\w)")


def _nesting(text: str) -> list[int]:
    """Return, for each offset, how many quotations and brackets are open there.

    Straight quotes and doubled apostrophes alternate. A pair that is never closed does not count,
    so that one lost mark cannot swallow the rest of the paragraph.
    """
    changes = [0] * (len(text) + 1)
    opened: dict[str, int] = {}  # by the mark that will close it, where the first one opened
    for match in _MARK.finditer(text):
        mark, i = match.group(), match.start()
        if mark == "’’" and "’" in opened:
            mark = "’"
        if mark in opened:
            changes[opened.pop(mark)] += 1
            changes[i] -= 1
        elif mark in ('"', "''", "’’"):
            opened[mark] = i
        elif mark in _CLOSED_BY:
            opened.setdefault(_CLOSED_BY[mark], i)
    return list(accumulate(changes))
