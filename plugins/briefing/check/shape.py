"""The look of a translation: letters left over, length, endings, loops and quotation marks."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from ..language.english import lexicon

ARABIC = re.compile(r"[\u0600-\u06FF\u0750-\u077F\uFB50-\uFDFF\uFE70-\uFEFC]+")
WORD = re.compile(r"[\w'’-]+")
SENTENCE_END = re.compile(r"[.!?؟…][\"'”’»)\]]*(?:\s|$)")
STOP = re.compile(r"[.!?؟…:؛;][\"'”’»)\]\s]*$")

SHORTEST_JUDGED = 6
"""Words of an Arabic text below which its length says nothing."""
TOO_SHORT, SHORT = 0.72, 0.95
"""English characters to one Arabic: fewer than the first is a cut, and so are fewer than the second
where the Arabic ends in a stop and the English does not. Human translations of news
(ntrex-dev) have 0.85 to 1.75 for nine in ten."""
TOO_LONG = 2.1
LOOP = 3
"""Times a phrase of three words or more stands in a row, or in all, when a machine loops."""


def leftover_arabic(_ar: str, en: str) -> str | None:
    """Return the Arabic words that stand in the English, ``None`` if there are none."""
    return " ".join(ARABIC.findall(en)) or None


def truncated(ar: str, en: str) -> str | None:
    """Return why a translation looks cut off, ``None`` if it does not."""
    words = WORD.findall(ar)
    ratio = len(en) / max(1, len(ar))
    unfinished = bool(STOP.search(ar)) and not STOP.search(en)
    if len(words) < SHORTEST_JUDGED:
        return None
    short = ratio < TOO_SHORT or (unfinished and ratio < SHORT)
    said = f"{len(WORD.findall(en))} words for {len(words)}"
    return said if short else _hanging(en)


def _hanging(en: str) -> str | None:
    """Return the last word of a text if no sentence ends in it (``the``), ``None`` otherwise."""
    last = WORD.findall(en)[-1:]
    hangs = bool(last) and last[0].lower() in lexicon("hanging")["words"]
    return f"it ends in “{last[0]}”" if hangs else None


def padded(ar: str, en: str) -> str | None:
    """Return why a translation looks too long, ``None`` if it does not."""
    words, ratio = WORD.findall(ar), len(en) / max(1, len(ar))
    if len(words) >= SHORTEST_JUDGED and ratio > TOO_LONG:
        return f"{len(WORD.findall(en))} words for {len(words)}"
    return None


def repeated(ar: str, en: str) -> str | None:
    """Return a phrase that a translation repeats again and again, ``None`` without one."""
    words = [w.lower() for w in WORD.findall(en)]
    threes = Counter(zip(words, words[1:], words[2:], strict=False))
    phrase, times = max(threes.items(), key=lambda item: item[1], default=((), 0))
    most = max(Counter(pairwise(WORD.findall(ar))).values(), default=0)
    return " ".join(phrase) if times >= LOOP and most < times else None


def unbalanced_quotes(ar: str, en: str) -> str | None:
    """Return the marks that do not come in pairs, ``None`` if they do, or do not in the Arabic.

    A quotation that goes on in the next sentence opens and does not close in both languages.
    """
    if _odd(en) and not _odd(ar):
        return "quotation marks do not come in pairs"
    return None


def _odd(text: str) -> bool:
    straight = text.count('"') + text.count("„") + text.count("''")
    pairs = (("“", "”"), ("«", "»"))
    return bool(straight % 2) or any(text.count(a) != text.count(b) for a, b in pairs)
