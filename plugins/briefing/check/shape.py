"""The form of a translation: leftover letters, length, endings, loops and quotation marks."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from ..language.english import lexicon
from ..model import Bilingual
from .details import as_written, worded

_ARABIC_RUN = re.compile(r"[\u0600-\u06FF\u0750-\u077F\uFB50-\uFDFF\uFE70-\uFEFC]+")
_SPELLED_WORD = re.compile(r"[\w'’-]+")
_FINAL_STOP = re.compile(r"[.!?؟…:؛;][\"'”’»)\]\s]*$")

SHORTEST_JUDGED = 6
"""Words of an Arabic text below which its length says nothing."""
TOO_SHORT = 0.72
"""English characters to one Arabic below which a translation is cut. Human translations of news
(ntrex-dev, see docs/quality.md) have 0.85 to 1.75 for nine in ten."""
SHORT = 0.95
"""The same where the Arabic ends in a stop and the English does not."""
TOO_LONG = 2.1
"""English characters to one Arabic above which something was added."""
LOOP = 3
"""Times the same three words in a row occur in a translation when a machine loops."""


def leftover_arabic(_ar: str, en: str) -> Bilingual | None:
    """Return the Arabic words that stand in the English, ``None`` if there are none."""
    leftover = " ".join(_ARABIC_RUN.findall(en))
    return as_written(leftover) if leftover else None


def truncated(ar: str, en: str) -> Bilingual | None:
    """Return why a translation looks cut off, ``None`` if it does not."""
    words = _SPELLED_WORD.findall(ar)
    if len(words) < SHORTEST_JUDGED:
        return None
    # Characters, not words: Arabic writes articles, conjunctions and pronouns onto its words.
    ratio = len(en) / len(ar)
    unfinished = bool(_FINAL_STOP.search(ar)) and not _FINAL_STOP.search(en)
    english_words = _SPELLED_WORD.findall(en)
    if ratio < TOO_SHORT or (unfinished and ratio < SHORT):
        return worded("length", english=len(english_words), arabic=len(words))
    # A sentence cut late is long enough, and shows by the word it breaks off at.
    if english_words and english_words[-1] in lexicon("hanging")["words"]:
        return worded("ending", word=english_words[-1])
    return None


def too_long(ar: str, en: str) -> Bilingual | None:
    """Return why a translation looks too long, ``None`` if it does not."""
    words = _SPELLED_WORD.findall(ar)
    if len(words) >= SHORTEST_JUDGED and len(en) / len(ar) > TOO_LONG:
        return worded("length", english=len(_SPELLED_WORD.findall(en)), arabic=len(words))
    return None


def repeated(ar: str, en: str) -> Bilingual | None:
    """Return a phrase that a translation repeats again and again, ``None`` without one."""
    words = [word.lower() for word in _SPELLED_WORD.findall(en)]
    triples = Counter(zip(words, words[1:], words[2:], strict=False))
    phrase, times = max(triples.items(), key=lambda item: item[1], default=((), 0))
    if times < LOOP:
        return None
    # A slogan or a list repeats in the Arabic, too; two words there are often three in English.
    times_in_arabic = max(Counter(pairwise(_SPELLED_WORD.findall(ar))).values(), default=0)
    return as_written(" ".join(phrase)) if times_in_arabic < times else None


def unbalanced_quotes(ar: str, en: str) -> Bilingual | None:
    """Return that quotation marks do not come in pairs, ``None`` if they do, or in neither text.

    A quotation that goes on in the next sentence opens and does not close in both languages.
    """
    is_odd = _has_odd_mark(en) and not _has_odd_mark(ar)
    return worded("quotes") if is_odd else None


def _has_odd_mark(text: str) -> bool:
    # German opens low and closes with any mark; two simple marks are typed for a double one.
    straight = text.count('"') + text.count("„") + text.count("''")
    curled = text.count("“") != text.count("”")
    return bool(straight % 2) or curled or text.count("«") != text.count("»")
