"""Which way the words round a date point: back, to now, or ahead."""

from __future__ import annotations

import re
from functools import cache

from ..lexicon import load
from .months import alternatives, key

FUTURE_VERB = r"س[ينتا][^\W\d]{2,}"
"""A folded verb in the future, as Arabic writes it: ``سـ`` on the imperfect."""
CLAUSE_END = re.compile(r"[؛.]")
WORDS_BETWEEN = 2
"""Words that may stand between "by" and its date ("by the end of")."""
REACH = 40
"""Characters behind a date in which a verb of the future still governs it."""


@cache
def direction(word: str) -> int | None:
    """Return -1, 0 or +1 for a word that points back, to now, or ahead; ``None`` for others."""
    ways = load("months")["direction"]
    for way, step in (("past", -1), ("present", 0), ("future", 1)):
        if key(word) in {key(w) for w in ways[way]}:
            return step
    return None


@cache
def _ahead() -> re.Pattern[str]:
    words = load("months")["ahead"]["words"]
    return re.compile(rf"(?<!\w)[وفب]?(?:{alternatives(words)}|{FUTURE_VERB})(?!\w)")


@cache
def _right_before() -> re.Pattern[str]:
    words = load("months")["ahead"]["words"]
    between = rf"(?:\w+\s+){{0,{WORDS_BETWEEN}}}"
    return re.compile(rf"(?<!\w)[وفب]?(?:{alternatives(words)})\s+{between}$")


@cache
def _lookalikes() -> re.Pattern[str]:
    return re.compile(rf"[وفب]?(?:{alternatives(load('months')['ahead']['lookalikes'])})")


def speaks_ahead(folded: str, start: int) -> bool:
    """Tell whether a date at `start` of a folded sentence is spoken of as still to come."""
    if _right_before().search(folded[:start]):
        return True
    clause = CLAUSE_END.split(folded[:start])[-1] + folded[start:][:REACH]
    found = (match.group() for match in _ahead().finditer(clause))
    return any(w.lstrip("وفب").startswith("س") and not _lookalikes().match(w) for w in found)
