"""Names of publications."""

from __future__ import annotations

import re

from ..lines import ENDS_SENTENCE
from .wording import LONGEST_LABEL, comparable, phrases

PAIR = 2
"""Words of a name whose brand is a common word, too (``المغرب اليوم``)."""
SITE_NAME = re.compile(r"^[\w-]+\.(?:نت|كوم|اونلاين|com|net|org|news|tv|info)$")


def is_outlet(text: str) -> bool:
    """Tell whether a line is a publication's name: known, a kind first, or a brand last."""
    plain = comparable(text)
    if plain in phrases("outlet", "names") or SITE_NAME.match(plain):
        return True
    words = plain.split()
    if not words or len(words) > LONGEST_LABEL - 2 or ENDS_SENTENCE.search(text):
        return False
    brand = len(words) <= LONGEST_LABEL // 2 and words[-1] in phrases("outlet", "brands")
    paired = len(words) == PAIR and words[-1] in phrases("outlet", "paired")
    return words[0] in phrases("outlet", "kinds") or brand or paired
