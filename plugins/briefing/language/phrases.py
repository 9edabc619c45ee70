"""Phrases of news pages from ``lexicon/phrases.toml``, publication names, bylines and titles."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .arabic import ENDS_SENTENCE, folded_words, key, words

LONGEST_OUTLET_NAME = 4
"""Words of a publication's name that begins with its kind (``وكالة أنباء البحرين``)."""
LONGEST_BRANDED_NAME = 3
"""Words of one that ends in a brand (``سكاي نيوز``); in longer lines the brand is a sentence's."""
LONGEST_BYLINE = 6
SURE_BYLINE = 3
"""Words of a byline whose first word is also an ordinary verb: ``كتبت`` and two names."""
TITLE_WITHIN = 16
"""Lines from the top in which a page may repeat its title; further down it is a link to itself."""
_SITE_NAME = re.compile(r"^[\w-]+\.(?:نت|كوم|اونلاين|com|net|org|news|tv|info)$")
_PARTS = re.compile(r"\s?[/|()\-–—:ـ،]\s|[()]|:$")
_MARKS_AT_END = ":.…|›»>"


def comparable(text: str) -> str:
    """Return a line as the lexicon's entries are compared: folded, without marks at its end."""
    plain = key(text)
    # Not by an expression, which would look for the end from each of many marks.
    end = len(plain)
    while end and (plain[end - 1] in _MARKS_AT_END or plain[end - 1].isspace()):
        end -= 1
    return plain[:end].strip()


def phrases(section: str, name: str) -> frozenset[str]:
    """Return a list of ``lexicon/phrases.toml``, folded."""
    return folded_words("phrases", section, name)


def is_outlet(text: str) -> bool:
    """Tell whether a line is a publication's name: known, a kind first, or a brand last."""
    # The lexicon cannot know every outlet; most name what they are (``وكالة``, ``نيوز``).
    plain = comparable(text)
    if plain in phrases("outlet", "names") or _SITE_NAME.match(plain):
        return True
    parts = plain.split()
    if not parts or len(parts) > LONGEST_OUTLET_NAME or ENDS_SENTENCE.search(text):
        return False
    if parts[0] in phrases("outlet", "kinds"):
        return True
    if len(parts) <= LONGEST_BRANDED_NAME and parts[-1] in phrases("outlet", "brands"):
        return True
    # Some brands are common words, too ("today", "now"): only as the second of two words.
    return len(parts[1:]) == 1 and parts[-1] in phrases("outlet", "paired")


def names_outlet(text: str) -> bool:
    """Tell whether a line is an outlet's or an agency's name with a place or a person beside it."""
    parts = [part.strip() for part in _PARTS.split(text) if part.strip()]
    is_row = len(parts) > 1 and len(text.split()) <= LONGEST_BYLINE
    agencies = phrases("agencies", "names")
    return is_row and any(is_outlet(one) or comparable(one) in agencies for one in parts)


def is_byline(text: str) -> bool:
    """Tell whether a line names the author: ``بقلم: …``, ``كتب: …``, ``كتبت فلانة الفلاني``."""
    parts = key(text).strip("| ").split()
    if not 1 < len(parts) <= LONGEST_BYLINE or ENDS_SENTENCE.search(text):
        return False
    # "He wrote", "dialogue": ordinary words unless a colon or the bare name follows.
    is_bare = len(parts) == SURE_BYLINE and parts[0] in phrases("byline", "weak_prefixes")
    return is_bare or opens_byline(text)


def opens_byline(text: str) -> bool:
    """Tell whether a line begins with what introduces an author, such as ``بقلم`` or ``كتب:``."""
    parts = key(text).strip("| ").split()
    first = parts[0].strip(":,،-") if parts else ""
    if first in phrases("byline", "prefixes"):
        return True
    is_divided = parts[:1] != [first] or parts[1:2] == [":"]
    return is_divided and first in phrases("byline", "weak_prefixes")


def common_words(one: str, other: str) -> set[str]:
    """Return the words that two titles have in common."""
    return set(words(one)) & set(words(other))


def title_similarity(one: str, other: str) -> float:
    """Return the share of the shorter title's words that the longer one has, 0 to 1."""
    shorter = min(len(set(words(one))), len(set(words(other))))
    return len(common_words(one, other)) / shorter if shorter else 0.0


def find_title(texts: Sequence[str], title: str) -> int | None:
    """Return the index of a known title among the first lines, ``None`` if it is not there."""
    # Title and headline of a page often differ in vowel marks and forms of alif alone.
    wanted = key(title).split()
    for i, text in enumerate(texts[:TITLE_WITHIN]):
        if key(text).split() == wanted:
            return i
    return None
