"""Phrases of news pages from ``lexicon/phrases.toml``, publication names and bylines among them."""

from __future__ import annotations

import re
from functools import cache

from .arabic import ENDS_SENTENCE, key
from .lexicon import load

LONGEST_OUTLET_NAME = 4
"""Words of a publication's name that begins with its kind (``وكالة أنباء البحرين``)."""
LONGEST_BRANDED_NAME = 3
"""Words of one that ends in a brand (``سكاي نيوز``); in longer lines the brand is a sentence's."""
LONGEST_BYLINE = 6
SURE_BYLINE = 3
"""Words of a byline whose first word is also an ordinary verb: ``كتبت`` and two names."""
_SITE_NAME = re.compile(r"^[\w-]+\.(?:نت|كوم|اونلاين|com|net|org|news|tv|info)$")
_MARKS_AT_END = re.compile(r"[\s:.…|›»>]+$")


def comparable(text: str) -> str:
    """Return a line as the lexicon's entries are compared: folded, without marks at its end."""
    return _MARKS_AT_END.sub("", key(text)).strip()


@cache
def phrases(section: str, name: str) -> frozenset[str]:
    """Return a list of ``lexicon/phrases.toml``, folded."""
    return frozenset(map(key, load("phrases")[section][name]))


def is_outlet(text: str) -> bool:
    """Tell whether a line is a publication's name: known, a kind first, or a brand last."""
    # The lexicon cannot know every outlet; most name what they are (``وكالة``, ``نيوز``).
    plain = comparable(text)
    if plain in phrases("outlet", "names") or _SITE_NAME.match(plain):
        return True
    words = plain.split()
    if not words or len(words) > LONGEST_OUTLET_NAME or ENDS_SENTENCE.search(text):
        return False
    if words[0] in phrases("outlet", "kinds"):
        return True
    if len(words) <= LONGEST_BRANDED_NAME and words[-1] in phrases("outlet", "brands"):
        return True
    # Some brands are common words, too ("today", "now"): only as the second of two words.
    return len(words[1:]) == 1 and words[-1] in phrases("outlet", "paired")


def is_byline(text: str) -> bool:
    """Tell whether a line names the author: ``بقلم: …``, ``كتب: …``, ``كتبت فلانة الفلاني``."""
    words = key(text).strip("| ").split()
    if not 1 < len(words) <= LONGEST_BYLINE or ENDS_SENTENCE.search(text):
        return False
    first = words[0].strip(":,،")
    if first in phrases("byline", "prefixes"):
        return True
    # "He wrote", "dialogue": ordinary words unless a colon or the bare name follows.
    sure = words[0].endswith(":") or words[1] == ":" or len(words) == SURE_BYLINE
    return sure and first in phrases("byline", "weak_prefixes")
