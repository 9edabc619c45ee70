"""Arabic text: folding for comparison, light stems, script tests and patterns of name lists."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

from .lexicon import any_word, load

ARABIC_LETTER = re.compile(r"[\u0620-\u064A\u0671-\u06D3\uFB50-\uFDFF\uFE70-\uFEFC]")
LATIN_LETTER = re.compile(r"[A-Za-z]")
WORD = re.compile(r"\w+")
ENDS_SENTENCE = re.compile(r"[.!؟?…](?:[\"”»’)\]\s])*$")
"""The end of a line that closes a sentence, with its closing quotes and brackets."""
QUOTATION_MARK = re.compile(r"[“”\"«»]")
SHORTEST_STEM = 3
"""A stem keeps at least this many letters, so that short words are not eaten by their prefix."""
_PROCLITICS = ("وبال", "وال", "بال", "كال", "فال", "لل", "ال")
"""The article with the conjunctions and prepositions written onto it, longest first."""
_BEFORE_ARTICLE = "وفبلك"
"""Letters of which one may stand before another prefix that has the article."""
_ENDINGS = ("ات", "ين", "ون", "ان", "يه", "ها", "هم", "ه", "ي", "ا")
"""Plural, feminine, nisba and pronoun endings in folded spelling; the first that fits is cut."""
_ARABIC_DIGITS = "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹"


class Folded(NamedTuple):
    """A folded text; `offsets[i]` is the place of its i-th character in the original."""

    text: str
    offsets: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the original offsets of a half-open range of the folded text."""
        return self.offsets[start], self.offsets[end - 1] + 1


@cache
def _folding() -> dict[int, str]:
    """Return what becomes of each character that folding changes, by code point."""
    rules = load("folding")
    table = {ord(k): v for k, v in (rules["letters"] | rules["marks"]).items()}
    for char in rules["dropped"]["characters"]:
        table[ord(char)] = ""
    for first, last in rules["dropped"]["ranges"]:
        for code in range(ord(first), ord(last) + 1):
            table[code] = ""
    for digit in _ARABIC_DIGITS:
        table[ord(digit)] = str(unicodedata.digit(digit))
    # Old pages and PDFs use presentation forms: one code point for each shape of a letter, and
    # for ligatures. NFKC gives the letters, which then fold like any others.
    for code in (*range(0xFB50, 0xFE00), *range(0xFE70, 0xFEFD)):
        plain = unicodedata.normalize("NFKC", chr(code))
        table[code] = plain.translate(table) if plain != chr(code) else chr(code)
    return table


@cache
def _dropped() -> re.Pattern[str]:
    """Return the pattern of characters that folding leaves out."""
    dropped = [chr(code) for code, text in _folding().items() if not text]
    return re.compile(f"[{re.escape(''.join(dropped))}]+")


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Return the text with spelling variants, marks and digits made equal (see folding.toml)."""
    return text.translate(_folding())


def fold_with_offsets(text: str) -> Folded:
    """Return the folded text together with the original offset of each of its characters."""
    folded = fold(text)
    # Nearly every text keeps its length or only loses marks; walking it character by character
    # is needed for ligatures alone, which become several letters.
    if len(folded) == len(text):
        return Folded(folded, range(len(text)))
    kept: list[int] = []
    start = 0
    for mark in _dropped().finditer(text):
        kept += range(start, mark.start())
        start = mark.end()
    kept += range(start, len(text))
    if len(kept) == len(folded):
        return Folded(folded, kept)
    offsets: list[int] = []
    for i, char in enumerate(text):
        offsets += [i] * len(fold(char))
    return Folded(folded, tuple(offsets))


def key(word: str) -> str:
    """Return the form in which words of a lexicon are looked up: folded and in lower case."""
    return fold(word).lower()


@cache
def folded_words(lexicon: str, *path: str) -> frozenset[str]:
    """Return a list of words of a lexicon, as words are looked up; `path` are its sections."""
    section = load(lexicon)
    for name in path:
        section = section[name]
    return frozenset(map(key, section))


def alternatives(names: Iterable[str]) -> str:
    """Return a pattern that matches any of the names in folded text, longest first."""
    return any_word(map(key, names))


def words(text: str) -> list[str]:
    """Return the folded words of a text, in order; digits count as words."""
    return WORD.findall(fold(text))


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return a folded word without conjunction, preposition, article and common endings.

    A light stemmer in the manner of Larkey's light10: good for matching, not for display.
    """
    word = _strip_prefix(word)
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return word[: -len(ending)]
    return word


def _strip_prefix(word: str) -> str:
    if word[:1] in _BEFORE_ARTICLE and word[1:].isdigit():
        return word[1:]
    for prefix in _PROCLITICS:
        if word.startswith(prefix) and len(word) - len(prefix) >= SHORTEST_STEM:
            return word[len(prefix) :]
    # One letter more before the article ("فبالعراق"). Without an article it may as well be the
    # word's own first letter, so it stays.
    if word[:1] in _BEFORE_ARTICLE and len(word) > SHORTEST_STEM + 1 and word.startswith("ال", 1):
        return _strip_prefix(word[1:])
    return word


def stems(text: str) -> list[str]:
    """Return the light stems of a text's words, in order."""
    return [stem(word) for word in words(text)]


@cache
def _stop_stems() -> frozenset[str]:
    return frozenset(map(stem, folded_words("stopwords", "words")))


@lru_cache(maxsize=8192)
def content_stems(text: str) -> tuple[str, ...]:
    """Return the stems of a text that carry meaning: no function words, no single letters."""
    return tuple(content_of(stems(text)))


def content_of(found: Iterable[str]) -> list[str]:
    """Return those of some stems that carry meaning."""
    # A stem of one letter is a word of one letter: nothing is cut from shorter ones.
    stop = _stop_stems()
    return [one for one in found if len(one) > 1 and one not in stop]


def matching_rules() -> dict[str, Any]:
    """Return what `fold`, `stem` and the stop words go by as plain values, for other programs.

    `letters` has what becomes of each character that folding changes.
    """
    return {
        "letters": {chr(code): text for code, text in _folding().items()},
        "prefixes": list(_PROCLITICS),
        "before_article": _BEFORE_ARTICLE,
        "endings": list(_ENDINGS),
        "shortest": SHORTEST_STEM,
        "stop": sorted(_stop_stems()),
    }


def is_latin(text: str) -> bool:
    """Tell whether a text has Latin letters and no Arabic ones."""
    return bool(LATIN_LETTER.search(text)) and not ARABIC_LETTER.search(text)
