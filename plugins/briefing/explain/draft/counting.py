"""What the numbers of a sentence count, by the noun behind them or the words beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain
from typing import NamedTuple

from ...language.arabic import WORD, alternatives, content_stems, fold, folded_words, stem
from ...language.lexicon import load
from ...language.numbers import Number
from ...language.stated import is_no_total, stated_numbers
from ...model import Excerpt
from ...speech.vocabulary import is_preposition
from ..contribution import what_happened
from ..rates import rate_before
from .material import is_reporting_word, written_words

_NOUN = re.compile(r"\s+([\u0620-\u0652\u0670-\u06d3]{3,})(?!\w)")
_ENDS_CLAUSE = re.compile(r"[،؛:]|[.,](?!\d)")
_OF_ILLNESS, _CASE = (alternatives(load("drafts")[name]) for name in ("illnesses", "cases"))
_ILLNESS = re.compile(rf"(?<!\w)(?P<of>ب|(?:ال)?(?:{_CASE})\s)?(?:ال)?(?:{_OF_ILLNESS})(?!\w)")
"""An illness, and in `of` what makes somebody have it: "cases of cholera"."""
_VIOLENCE = re.compile(
    rf"(?<!\w)(?:و?[بل]?ال|[وبل])?(?:{alternatives(load('drafts')['violence'])})(?!\w)"
)
RATE = "rate"
"""What the keys of rates begin with."""


class NounCount(NamedTuple):
    """A number and what it counts: `key` is equal for what may be compared, empty if unknown.

    `noun` stands behind the number, empty where none does. `cue` is the word that tells what
    happened to those counted: `key` is then a row of ``counted`` in ``lexicon/drafts.toml``.
    """

    number: Number
    noun: str
    key: str
    cue: str = ""


def counts(cited: Excerpt) -> Iterator[NounCount]:
    """Yield the numbers of a sentence that count something."""
    text = cited.sentence.ar
    measures, generic = _keys("measures"), _keys("generic")
    totals = folded_words("numbers", "verb_subjects", "totals")
    dates: set[int] = set()
    for ref in cited.times():
        dates.update(range(ref.start, ref.end))
    for number in stated_numbers(text):
        # One and its fractions ("one of", "a third") count nothing.
        is_date = not dates.isdisjoint((number.start, number.end - 1))
        # What may be thousands as well as a decimal is neither for sure.
        is_open = not number.is_count and (number.bare or 0) > number.value
        if number.percent or number.value <= 1 or is_date or is_open or is_no_total(text, number):
            continue
        found = _NOUN.match(text, number.end)
        noun = found[1] if found else ""
        # A dual is its own noun: "20 killed and two injured" in one word.
        word = text[number.start : number.end]
        noun = word if what_happened(fold(word)) else noun
        key = key_of_noun(noun)
        # "5 died and 20 were injured": with "and" another clause begins.
        begins_clause = noun[:1] in ("و", "ف") and what_happened(fold(noun)[1:])
        is_none = begins_clause or is_preposition(fold(noun))
        if is_none or (not content_stems(noun) and key not in generic):
            noun = key = ""
        if noun and (key in measures or is_reporting_word(fold(noun))):
            continue
        before = WORD.findall(_ENDS_CLAUSE.split(text[: number.start])[-1])[::-1]
        # "Among them" are a part of those counted already.
        if before and fold(before[0]) in folded_words("drafts", "among"):
            continue
        after = WORD.findall(_ENDS_CLAUSE.split(text[number.end :], maxsplit=1)[0])
        own = what_happened(fold(noun))
        if noun and not own and key not in generic:
            yield NounCount(number, noun, key)
            continue
        # "In the camp live 500 displaced": who lives there is counted, whatever happened before.
        living = [word for word in before if own and what_happened(fold(word)) == "living"]
        # A verb right behind is theirs ("25 people died"), unless "and" begins another.
        behind = [word for word in after[bool(noun) :][:1] if word[0] not in "وف"]
        beside = [word for word in (*behind, *before, *after) if what_happened(fold(word))]
        cue = (living or ([noun] if own else beside) or [""])[0]
        happened = what_happened(fold(cue)) or key
        # "The number of the injured rose to 20" has its noun before the number.
        beyond = before[before.index(cue) + 1 :] if cue in before else []
        is_tallied = bool(beyond) and fold(beyond[0]).removeprefix("و") in totals
        noun = cue if is_tallied and not noun else noun
        # "With cholera" stands in the clause of a verb, but anywhere with a noun such as "cases";
        # where the cases are what is counted, the illness is named in any way.
        if happened == "injured":
            of_noun = key_of_noun(cue) in _keys("cases")
            named = _ILLNESS.finditer(fold(text if of_noun else " ".join((*before[::-1], *after))))
            is_ill = any(key in _keys("cases") or one["of"] for one in named)
            # A sentence that names neither has what its article tells of.
            is_open = of_noun and not is_ill and not _VIOLENCE.search(fold(text))
            happened = "infected" if is_ill or (is_open and _is_on_illness(cited)) else happened
        yield NounCount(number, noun, happened, cue)


def _is_on_illness(cited: Excerpt) -> bool:
    """Tell whether a sentence's article has an illness in its title, or cases of one."""
    title, *others = (_ILLNESS.finditer(fold(one.ar)) for one in cited.story.segments())
    return any(title) or any(one["of"] for one in chain(*others))


def rates(cited: Excerpt) -> Iterator[NounCount]:
    """Yield the percentages of a sentence that tell a rate or a share, with what it is of."""
    text = cited.sentence.ar
    numbers = stated_numbers(text)
    for place, number in enumerate(numbers):
        told = rate_before(text, numbers, place) if number.is_count else ""
        if not told:
            continue
        first = told.split()[0]
        for word, start, end in written_words(text[: number.start]):
            # "And" may be joined to it.
            if word.removeprefix("و") == first:
                noun = text[start if word == first else start + 1 : end]
                yield NounCount(number, noun, f"{RATE} {key_of_noun(noun)}")
                break


def key_of_noun(noun: str) -> str:
    """Return what a counted noun is known by, whatever its number."""
    # Stemmed twice, since a dual or plural may leave an ending of its own.
    known = stem(stem(fold(noun)))
    return _singulars().get(known, known)


@cache
def _singulars() -> dict[str, str]:
    """Return the first of words with the same English and consonants: "vote" of "votes"."""
    first: dict[tuple[str, str], str] = {}
    singulars = {}
    for section in load("bilingual").values():
        for word, english in section.items():
            known = stem(stem(fold(word)))
            root = re.sub("[اويءئؤهت]", "", known)
            singulars[known] = first.setdefault((english, root), known)
    return singulars


@cache
def _keys(name: str) -> frozenset[str]:
    return frozenset(map(key_of_noun, load("drafts")[name]))
