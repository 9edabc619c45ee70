"""Percentages that tell a rate or a share, and what of: "the rate of unemployment is 12 %".

By how much something changed, what is aimed at and the shares of parts are none of these.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from ..language.arabic import WORD, fold, folded_words, words
from ..language.lexicon import any_word, load
from ..language.numbers import Number
from ..speech.vocabulary import is_preposition, phrases_of

_MOST_TELLING = 4
"""Words that tell of what a percentage is the rate."""
_MOST_BETWEEN = 7
"""Words from a verb to the percentage that its subject has reached."""
_CLAUSE = re.compile(r"[،؛.]\s|:\s(?!\s*\Z)")
_PERCENT = re.compile(rf"\s*(?:%|٪|{any_word(load('numbers')['percent']['words'])})")
_ASIDE = re.compile(rf"،\s?(?:{any_word(phrases_of('according'))})[^،]{{1,80}}،")
"""Whose words it is, between commas in folded text."""
_rate_words = partial(folded_words, "rates")
"""A list of words of rates.toml, folded, by its name."""
_CHANGES = _rate_words("moved") | folded_words("totals", "moved")
_CHANGES |= folded_words("figure_changes", "up") | folded_words("figure_changes", "down")
"""Words by which something changes, verbs and nouns."""


def rate_before(text: str, numbers: Sequence[Number], place: int) -> str:
    """Return the words of what a percentage of a text is the rate or the share of.

    `place` is that of a number among the text's numbers. Empty where it is no percentage, or where
    it is not sure of what.
    """
    number = numbers[place]
    if not number.percent:
        return ""
    before = numbers[place - 1] if place else None
    begin, end, joint = 0, number.start, []
    if before and before.percent:
        joint = words(without_percent(text[before.end : number.start]))
        is_from = words(text[: before.start])[-1:] == ["من"]
        if is_from and len(joint) == 1 and joint[0] in _rate_words("up_to"):
            # "Rose from 10 % to 12 %" tells that it is 12.
            end = before.start
        else:
            begin, joint = before.end, []
    told = _CLAUSE.split(_ASIDE.sub(" ", fold(text[begin:end])))[-1]
    own = folded_words("totals", "own")
    clause = [one if one in own else one.removeprefix("و") for one in WORD.findall(told)]
    if joint:
        clause[-1:] = joint
    if number.qualifier == "up to":
        # "Was not more than 30 %" tells of it, and denies nothing.
        clause = [word for word in clause if word not in _rate_words("limits")]
    # "56 % in towns and 40 % in villages": neither is that of the whole.
    following = numbers[place + 1] if place + 1 < len(numbers) else None
    if following and following.percent:
        between = without_percent(text[number.end : following.start])
        if re.search(r"\sو\s?\Z", between) and not _CLAUSE.search(between):
            return ""
    return " ".join(_told_of(clause))


def without_percent(text: str) -> str:
    """Return what is behind a percentage without the sign, or the words, that make it one."""
    found = _PERCENT.match(text)
    return text[found.end() :] if found else text


def _told_of(clause: Sequence[str]) -> list[str]:
    """Return the words of what a percentage behind the folded words of a clause is the rate of."""
    if not clause or not _rate_words("unsure").isdisjoint(clause):
        return []
    last, up_to = clause[-1], _rate_words("up_to")
    has_moved = not _CHANGES.isdisjoint(clause)
    is_other = last in _rate_words("not_before") or is_preposition(last)
    if last not in up_to and (has_moved or is_other):
        return []
    verbs = _rate_words("reached")
    if last in up_to:
        verbs = verbs | _rate_words("reached_up_to") | _CHANGES
    heads = [place for place, word in enumerate(clause) if word in _rate_words("heads")]
    reached = [place for place, word in enumerate(clause) if word in verbs]
    told: Sequence[str] = ()
    if heads:
        told = clause[heads[-1] + 1 :]
    elif reached and len(clause) - reached[-1] <= _MOST_BETWEEN:
        # "Inflation reached", or "reached inflation" as Arabic mostly has it.
        told = [word for word in clause[reached[-1] + 1 :] if word not in up_to]
        ends = [n for n, word in enumerate(clause) if word in folded_words("totals", "ends")]
        subject = clause[max(ends, default=-1) + 1 : reached[-1]]
        # Behind an indefinite noun the verb tells of that alone ("with a precision that reached").
        if not told and subject and subject[-1].startswith("ال"):
            told = subject
    telling: list[str] = []
    for word in told[:_MOST_TELLING]:
        # Where, or among whom, comes behind.
        if word in verbs or word in up_to or is_preposition(word) or word.isdigit():
            break
        telling.append(word)
    return telling
