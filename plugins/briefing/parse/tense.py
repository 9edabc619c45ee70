"""Which way the words round a date point: back, to now, ahead, or not surely anywhere."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from ..lexicon import load
from .months import alternatives, key

Tense = Literal["past", "future", "unclear"]
FUTURE_VERB = re.compile(r"(?<!\w)[وف]?(س[ينت][^\W\d]{2,})(?!\w)")
"""A folded verb in the future, as Arabic writes it: ``سـ`` on the imperfect."""
CLAUSE_END = re.compile(r"[؛.:“«]|(?<!\w)[وفب]?ان(?:ه|ها|هم|هما)?(?!\w)")
"""Where another clause begins: stops, quotations, and "that", whose verb has its own time."""
ENDINGS = r"(?:ات|ان|ون|ين|يه|ها|هم|ه|ي|ا)?"
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
def _pattern(name: str, end: str = r"(?!\w)") -> re.Pattern[str]:
    words = load("months")["ahead"][name]
    return re.compile(rf"(?<!\w)[وفبل]?(?:{alternatives(words)}){end}")


@cache
def _right_before() -> re.Pattern[str]:
    return _pattern("words", rf"\s+(?:\w+\s+){{0,{WORDS_BETWEEN}}}$")


@cache
def _lookalike() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(load('months')['ahead']['lookalikes'])}){ENDINGS}$")


def tense(folded: str, start: int) -> Tense:
    """Return how the clause round a date at `start` of a folded sentence speaks of it."""
    before = CLAUSE_END.split(folded[:start])[-1]
    after = CLAUSE_END.split(folded[start : start + REACH])[0]
    if _right_before().search(folded[:start]) or _pattern("clause").search(before):
        return "future"
    verbs = FUTURE_VERB.findall(f"{before}\n{after}")
    if any(not _lookalike().match(verb) for verb in verbs):
        return "future"
    governed = _pattern("unclear_before", r"\s+(?:\w+\s+)?$").search(before)
    return "unclear" if governed or _pattern("unclear").search(before) else "past"
