"""Tense of the clause round a date, and the direction of the words beside it."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from ..language.arabic import alternatives
from ..language.reporting_verbs import reporting_words
from .vocabulary import any_of, word_list

Tense = Literal["past", "future", "unclear"]

# A folded verb in the future, as Arabic writes it: `سـ` on the imperfect.
FUTURE_VERB = re.compile(r"(?<!\w)[وف]?(س[ينت][^\W\d]{2,})(?!\w)")
FUTURE_PARTICLE = re.compile(r"(?<!\w)[وف]?سوف(?!\w)")
# Where another clause begins: stops, quotations, and "that", whose verb has its own time.
CLAUSE_END = re.compile(r"[؛.:“«]|(?<!\w)[وفب]?ان(?:ه|ها|هم|هما)?(?!\w)")
QUOTATION_MARK = re.compile(r"[\"“”«»]")
NOUN_ENDINGS = r"(?:ات|ان|ون|ين|يه|ها|هم|ه|ي|ا)?"
# Words that may follow "by" before its date ("by the end of").
WORDS_BETWEEN = 2
# Characters after a date in which a verb of the future still governs it.
VERB_REACH = 40
# Characters before a date that are looked at, so that long sentences take linear time.
LOOK_BACK = 200
STEPS = {"before_last": -2, "past": -1, "present": 0, "future": 1, "after_next": 2}
STEPS_FROM_ANTECEDENT = {"preceding": -1, "following": 1}
# What makes `سأ` the verb "to ask", which looks like a first person in the future.
_ASKED = r"ل(?:ت|نا|وا|ه|ها|هم|ني|ك|تها|ته|تهم)?(?!\w)"
FIRST_PERSON = re.compile(rf"(?<!\w)([وف]?)سأ(?!{_ASKED})(?=\w{{2}})")


def with_plain_future(text: str) -> str:
    """Return a text with "I will" as "we will", which folding cannot take for another word.

    Folded, ``سأعود`` begins as ``ساعة`` does. No character moves.
    """
    return FIRST_PERSON.sub(r"\1سن", text)


def text_before(folded: str, start: int) -> str:
    """Return what is looked at before a date at `start`."""
    return folded[max(0, start - LOOK_BACK) : start]


@cache
def direction(word: str, *, from_antecedent: bool = False) -> int | None:
    """Return how many steps folded words point back (-) or ahead of the day of publication.

    With `from_antecedent` those of a word that counts from a time named before (``التالي``). Other
    words have ``None``.
    """
    for way, steps in (STEPS_FROM_ANTECEDENT if from_antecedent else STEPS).items():
        if word in word_list(f"direction.{way}"):
            return steps
    return None


def speaks_of_today(folded: str, start: int) -> bool:
    """Tell whether a bare "today" at `start` is a day, as where something is said or will be done.

    Elsewhere it may be "nowadays", and in a quotation it is the day of the words.
    """
    clause = QUOTATION_MARK.split(text_before(folded, start))[-1]
    return bool(_reporting_verb().search(clause)) or tense(clause, len(clause)) == "future"


@cache
def _reporting_verb() -> re.Pattern[str]:
    verbs = alternatives(reporting_words())
    return re.compile(rf"(?<!\w)[وف]?(?:{verbs})(?!\w)")


def surely_ahead(folded: str, start: int) -> bool:
    """Tell whether "I will", "we will" or the particle ``سوف`` governs a date.

    In the third person a foreign name may look like a verb in the future (``سيشنز``).
    """
    clause = CLAUSE_END.split(text_before(folded, start))[-1]
    first_person = any(verb.startswith("سن") for verb in _future_verbs(clause))
    return first_person or bool(FUTURE_PARTICLE.search(clause))


def _future_verbs(text: str) -> list[str]:
    """Return the verbs in the future, not the nouns that begin as one does."""
    noun = rf"(?:{any_of('ahead.lookalikes')}){NOUN_ENDINGS}$"
    return [verb for verb in FUTURE_VERB.findall(text) if not re.match(noun, verb)]


def _holds(name: str, text: str, end: str = r"(?!\w)") -> bool:
    """Tell whether a text has a word by which a date is still to come, or may be."""
    return bool(re.search(rf"(?<!\w)[وفبل]?(?:{any_of(f'ahead.{name}')}){end}", text))


def tense(folded: str, start: int) -> Tense:
    """Return how the clause round a date at `start` of a folded sentence speaks of it."""
    preceding = text_before(folded, start)
    clause = CLAUSE_END.split(preceding)[-1]
    # What was to come once (``كان من المقرر``) may have come or not.
    was, planned = any_of("ahead.was"), any_of("ahead.clause")
    if re.search(rf"(?<!\w)(?:{was})\s+(?:\w+\s+)?(?:{planned})(?!\w)", clause):
        return "unclear"

    # Words such as "by" and "scheduled" come first: they hold whatever the verb says.
    before_date = rf"\s+(?:\w+\s+){{0,{WORDS_BETWEEN}}}$"
    if _holds("words", preceding, before_date) or _holds("clause", clause):
        return "future"
    # Arabic may put the verb after its date, so a little of what follows counts as well.
    following = CLAUSE_END.split(folded[start : start + VERB_REACH])[0]
    if _future_verbs(f"{clause}\n{following}"):
        return "future"

    # The present of a verb such as "begins" tells of plans as well as of habits.
    is_governed = _holds("unclear_before", clause, r"\s+(?:\w+\s+)?$")
    return "unclear" if is_governed or _holds("unclear", clause) else "past"
