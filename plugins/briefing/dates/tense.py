"""Which way the words round a date point: back, to now, ahead, or not surely anywhere."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from ..language.lexicon import load
from ..language.reporting_verbs import reporting_words
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

PARTICLE = re.compile(r"(?<!\w)[وف]?سوف(?!\w)")
QUOTATION_MARK = re.compile(r"[\"“”«»]")
LOOK_BACK = 200
"""Characters before a date that are looked at, so that long sentences take linear time."""
STEPS = {"before_last": -2, "past": -1, "present": 0, "future": 1, "after_next": 2}
TOLD_STEPS = {"preceding": -1, "following": 1}
ASKED = r"ل(?:ت|نا|وا|ه|ها|هم|ني|ك|تها|ته|تهم)?(?!\w)"
"""What makes ``سأ`` the verb "to ask", which looks like a first person in the future."""
FIRST_PERSON = re.compile(rf"(?<!\w)([وف]?)سأ(?!{ASKED})(?=\w{{2}})")


def with_plain_future(text: str) -> str:
    """Return a text with "I will" as "we will", which folding cannot take for another word.

    Folded, ``سأعود`` begins as ``ساعة`` does. No character moves.
    """
    return FIRST_PERSON.sub(r"\1سن", text)


def before(folded: str, start: int) -> str:
    """Return what is looked at before a date at `start`."""
    return folded[max(0, start - LOOK_BACK) : start]


@cache
def _told() -> re.Pattern[str]:
    verbs = alternatives(reporting_words())
    return re.compile(rf"(?<!\w)[وف]?(?:{verbs})(?!\w)")


def speaks_of_today(folded: str, start: int) -> bool:
    """Tell whether a bare "today" at `start` is a day, as where something is said or will be done.

    Elsewhere it may be "nowadays", and in a quotation it is the day of the words.
    """
    behind = QUOTATION_MARK.split(before(folded, start))[-1]
    return bool(_told().search(behind)) or tense(behind, len(behind)) == "future"


def direction(word: str) -> int | None:
    """Return how many steps a word points back (-) or ahead; ``None`` for others."""
    return _step(key(" ".join(word.split())), tuple(STEPS.items()))


def told_direction(word: str) -> int | None:
    """Return the step of a word that counts from a time told before (``التالي``)."""
    return _step(key(word), tuple(TOLD_STEPS.items()))


@cache
def _step(word: str, steps: tuple[tuple[str, int], ...]) -> int | None:
    ways = load("months")["direction"]
    return next((n for way, n in steps if word in {key(w) for w in ways[way]}), None)


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


def _future_verbs(text: str) -> list[str]:
    return [verb for verb in FUTURE_VERB.findall(text) if not _lookalike().match(verb)]


def surely_ahead(folded: str, start: int) -> bool:
    """Tell whether "I will", "we will" or the particle ``سوف`` governs a date.

    In the third person a foreign name may look like a verb in the future (``سيشنز``).
    """
    clause = CLAUSE_END.split(before(folded, start))[-1]
    persons = any(verb.startswith("سن") for verb in _future_verbs(clause))
    return persons or bool(PARTICLE.search(clause))


@cache
def _was_planned() -> re.Pattern[str]:
    """Return a pattern of what was to come once (``كان من المقرر``), which may have come or not."""
    ahead = load("months")["ahead"]
    was, planned = alternatives(ahead["was"]), alternatives(ahead["clause"])
    return re.compile(rf"(?<!\w)(?:{was})\s+(?:\w+\s+)?(?:{planned})(?!\w)")


def tense(folded: str, start: int) -> Tense:
    """Return how the clause round a date at `start` of a folded sentence speaks of it."""
    behind = before(folded, start)
    clause = CLAUSE_END.split(behind)[-1]
    after = CLAUSE_END.split(folded[start : start + REACH])[0]
    if _was_planned().search(clause):
        return "unclear"
    if _right_before().search(behind) or _pattern("clause").search(clause):
        return "future"
    if _future_verbs(f"{clause}\n{after}"):
        return "future"
    governed = _pattern("unclear_before", r"\s+(?:\w+\s+)?$").search(clause)
    return "unclear" if governed or _pattern("unclear").search(clause) else "past"
