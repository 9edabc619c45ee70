"""Names that mean something else in their place: ``السوداني`` a prime minister, and Sudanese."""

from __future__ import annotations

import re
from functools import cache

from .arabic import WORD, fold, folded_words
from .lexicon import any_word, load

_PHRASE_END = re.compile(r"\s*(?:[^\w\s#@]|$)")
"""A punctuation mark or the end of the text right after a word."""


def is_adjective_here(folded: str, start: int, end: int) -> bool:
    """Tell whether a name in a folded text must be read as an adjective at this place.

    Only for one word that is a nationality's adjective with the article. It is one after a
    definite noun (``الجيش السوداني``); after a title (``رئيس الوزراء السوداني``) only if somebody
    else's name follows, and no particle or mark.
    """
    name = folded[start:end]
    if " " in name or name.removeprefix("ال") not in folded_words("nationalities", "adjectives"):
        return False
    before = WORD.findall(folded[:start])[-1:]
    # An adjective agrees with its noun: after an indefinite word it cannot have the article.
    if not before or not before[0].lstrip("وفبك").startswith(("ال", "لل")):
        return False
    if before[0].lstrip("وفبل") not in folded_words("nationalities", "titles"):
        return True
    if _PHRASE_END.match(folded, end):
        return False
    following = WORD.search(folded, end)
    particles = folded_words("stopwords", "words")
    return following is not None and following.group() not in particles


def is_part_of_ministry(folded: str, start: int, end: int) -> bool:
    """Tell whether the name of a ministry goes on behind its end with a further department.

    The "ministry of health" of a glossary is not another country's "ministry of health and
    population".
    """
    of_several = _ministry_of_several().match(folded, start)
    return of_several is not None and of_several.end("one") == end


@cache
def _ministry_of_several() -> re.Pattern[str]:
    department = f"(?:{any_word(map(fold, load('speech')['departments']))})"
    return re.compile(rf"(?P<one>وزاره\s+{department})\s+و{department}(?!\w)")
