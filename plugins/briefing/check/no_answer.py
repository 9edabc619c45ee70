"""Answers that are no translation: an error page, the Arabic itself, or another text's English.

Whether a text is another's is told word by word: of the Arabic words that a small dictionary of
the news knows, the share with one of their renderings in the English. It is three in five for
translations and none for half of other sentences. A sentence added to a translation is told by the
same dictionary, from the renderings to their originals.
"""

from __future__ import annotations

import re
from functools import cache

from ..language.arabic import ARABIC_LETTER, LATIN_LETTER, fold, stem, words
from ..language.english import english_stem, lexicon
from ..language.lexicon import load
from ..language.sentences import split_sentences
from ..model import Bilingual
from .details import as_written, worded
from .shape import TOO_LONG, too_long

LONGEST_ERROR = 600
"""Characters; a real segment may well quote an error, an error page is short or is markup."""
SHOWN = 40
"""Characters of an error message that a finding shows."""
FEWEST_KNOWN = 4
"""Known words below which their share says nothing."""
UNLIKE = 0.2
"""Share below which the two texts hardly have anything to do with one another. On ntrex-dev (see
docs/quality.md) it finds three human translations in a hundred, many of them with Arabic words run
together, and 85 of a hundred sentences put in another's place."""

SHORTEST_KNOWN = 3
"""Letters of the stem of an English word that may tell whose a sentence is."""
FEWEST_IN_ADDITION = 3
"""Known words of an English sentence below which it is taken for no addition."""
KNOWN_IN_ADDITION = 5.5
"""Known words from which a sentence is an addition, in English as long as the Arabic."""
FEWER_A_LENGTH = 7
"""How many fewer suffice where the English is longer by the length of the Arabic."""
MORE_AN_ANSWER = 3
"""How many more it takes for each of them that the Arabic answers."""
WHOLE = 0.65
"""English characters to one Arabic below which the rest is only a part of the translation."""

_STATUS = re.compile(r"^\W*(?:http\W*)?[45]\d\d\b[^a-z]*(?:[a-z]+\W*){0,4}$", re.IGNORECASE)
"""``429 Too Many Requests``: a status and a few words."""
_JSON_START = re.compile(r'^\s*[\[{]\s*"')
_PROCLITICS = "وفبلكس"
"""Letters written onto a word that the light stemmer leaves."""
_INITIALS = re.compile(r"\b([A-Za-z])\.([A-Za-z])\.")


def is_no_translation(ar: str, en: str) -> bool:
    """Tell whether an answer is not even worth keeping: blank, the source, or an error page."""
    return not en.strip() or bool(source_itself(ar, en) or error_page(ar, en))


def error_page(ar: str, en: str) -> Bilingual | None:
    """Return the words by which a service's message shows, ``None`` for what may be a translation.

    News may speak of errors, too: words count only where nothing of the Arabic is found again.
    """
    lowered = en.lower()
    sayings: list[str] = lexicon("errors")["sayings"]
    for saying in sayings:
        if saying.startswith("<") and saying in lowered:
            return as_written(saying)
    if _JSON_START.match(en):
        return as_written("JSON")
    if _STATUS.match(en) and not _STATUS.match(ar):
        return as_written(en[:SHOWN])
    for saying in sayings:
        if saying in lowered and re.search(rf"\b{re.escape(saying)}\b", lowered):
            answered, known = _answered_words(ar, en)
            # No translation of news is in capitals throughout, as services shout at times.
            is_message = en.isupper() or answered <= UNLIKE * known
            return as_written(saying) if len(en) < LONGEST_ERROR and is_message else None
    return None


def source_itself(ar: str, en: str) -> Bilingual | None:
    """Return words for an answer that is the Arabic again, ``None`` if it is not."""
    if not ARABIC_LETTER.search(en):
        return None
    arabic, latin = len(ARABIC_LETTER.findall(en)), len(LATIN_LETTER.findall(en))
    # Letters alone are compared, since services change spaces and stops; without an Arabic letter
    # (a link, a figure) a segment is rightly the same in both languages.
    is_same = re.sub(r"\W", "", fold(ar)) == re.sub(r"\W", "", fold(en))
    return worded("source") if is_same or arabic > latin else None


def unlike(ar: str, en: str) -> Bilingual | None:
    """Return how few of the known Arabic words the English answers, ``None`` if enough."""
    answered, known = _answered_words(ar, en)
    if known < FEWEST_KNOWN or answered >= UNLIKE * known:
        return None
    return worded("known_words", answered=answered, known=known)


def padded(ar: str, en: str) -> Bilingual | None:
    """Return why English says more than the Arabic, ``None`` if it does not.

    It is too long, or one of its sentences is that of another text: on ntrex-dev 98 in a hundred of
    those added, and one in 120 of sentences of which the English is told in two.
    """
    if reason := too_long(ar, en):
        return reason
    sentences = split_sentences(en)
    if len(sentences) == 1:
        return None
    arabic_stems = set(map(stem, words(ar)))
    arabic_stems.update(stem(word[1:]) for word in words(ar) if word[:1] in _PROCLITICS)
    originals = _originals()
    needed = KNOWN_IN_ADDITION - FEWER_A_LENGTH * (min(len(en) / len(ar), TOO_LONG) - 1)
    for sentence in sentences:
        known = [originals[word] for word in _english_stems(sentence) if word in originals]
        answered = sum(not arabic_stems.isdisjoint(of_word) for of_word in known)
        is_whole_without = len(en) - len(sentence) >= WHOLE * len(ar)
        fewest = max(FEWEST_IN_ADDITION, needed + MORE_AN_ANSWER * answered)
        if is_whole_without and len(known) >= fewest:
            return as_written(f"“{sentence[:SHOWN]}”")
    return None


def _english_stems(en: str) -> set[str]:
    # "U.S." becomes "US", and "p.m." "pm", or it would be two words of a letter.
    joined = _INITIALS.sub(r"\1\2", en).lower()
    return {english_stem(word) for word in re.findall(r"[a-z]+", joined)}


def _answered_words(ar: str, en: str) -> tuple[int, int]:
    """Return how many of the known Arabic words are answered, and how many are known."""
    english_stems, dictionary = _english_stems(en), _renderings()
    answered = known = 0
    for word in words(ar):
        # The word as it is comes first: many begin with a letter that is also a proclitic.
        renderings = dictionary.get(stem(word))
        if not renderings and word[:1] in _PROCLITICS:
            renderings = dictionary.get(stem(word[1:]))
        if renderings:
            known += 1
            answered += not english_stems.isdisjoint(renderings)
    return answered, known


@cache
def _renderings() -> dict[str, frozenset[str]]:
    """Return the stems of English renderings by the stem of each Arabic word."""
    table: dict[str, frozenset[str]] = {}
    for section in load("bilingual").values():
        for arabic, english in section.items():
            renderings = frozenset(english_stem(word) for word in english.split())
            # Two keys may share a light stem: their renderings then belong together.
            for word in words(arabic):
                table[stem(word)] = table.get(stem(word), frozenset()) | renderings
    return table


@cache
def _originals() -> dict[str, set[str]]:
    """Return the stems of Arabic words by the stem of each of their English renderings."""
    table: dict[str, set[str]] = {}
    for arabic, renderings in _renderings().items():
        for english in renderings:
            # "A" and "of" are in renderings, too, and answer nothing.
            if len(english) >= SHORTEST_KNOWN:
                table.setdefault(english, set()).add(arabic)
    return table
