"""What an Arabic text states of its numbers: what limits them, and whether they count anything."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache, lru_cache
from typing import NamedTuple

from .arabic import alternatives, fold
from .lexicon import any_word, load
from .numbers import Number, number_pattern, places_of_numbers
from .uncounted import counts_nothing, names_something

AROUND_NUMBER = 80
"""Characters before and after a number in which a verb or an adverb that qualifies it stands."""
FAR_FROM_VERB, CROSSED = 100, 10
"""The least number that is parted from "exceeds" by its subject, or stands right behind it: smaller
ones are days and shares, or hurdles that somebody takes."""
_TO = alternatives(load("numbers")["ranges"]["to"])
_JOINED_TO_NEW = re.compile(
    rf"\d(?:\s+[^\W\d]+){{1,2}}\s+(?:{alternatives(load('totals')['new'])})\s+و\Z"
)
"""Up to a number that "and" joins to new ones, in folded text."""
_JOINED = re.compile(
    rf"(?:\s+[^\W\d]+){{0,2}}\s+(?:{_TO})\s+|(?P<and>\s+و\s?)|(?P<again>(?:\s+[^\W\d]+){{0,2}}\s\()|\s+[^\W\d]+\s+و\s?"
)
"""What is between a number and another of which the same is told."""


class _Qualifying(NamedTuple):
    """How folded text around a number makes it a limit or an estimate.

    `verb` finds one before the number, with its subject and preposition ("the dead reached to"),
    `adverb` one behind what it counts ("wounded at least"), `crossing` what is crossed, and not
    exceeded ("migrants the border"). `meanings` has what verbs and adverbs say of the number.
    """

    verb: re.Pattern[str]
    adverb: re.Pattern[str]
    crossing: re.Pattern[str]
    meanings: dict[str, str]


@cache
def _qualifying() -> _Qualifying:
    lexicon = load("numbers")
    verbs = {fold(verb): meaning for verb, meaning in lexicon["qualifier_verbs"].items()}
    after = {fold(adverb): meaning for adverb, meaning in lexicon["qualifiers_after"].items()}
    listed = {name: alternatives(known) for name, known in lexicon["verb_subjects"].items()}
    prepositions = listed["prepositions"]
    bare = {re.sub(rf"\s(?:{prepositions})\Z", "", verb) for verb in verbs}
    unsure = rf"(?P<unsure>(?:{listed['unsure']}|قد(?=\s+(?:ي|تت)))\s+(?!لا\s))?"
    # The subject has one number.
    word = rf"\s+(?!(?:{prepositions}|{listed['ends']})(?!\w))[^\W\d]+"
    total = rf"\s+(?:ال)?(?:{listed['totals']})(?:ه|ها|هم)?(?!\w)(?:{word}){{0,6}}"
    total = rf"(?:{total}|\s+(?:{listed['measures']})(?:ه|ها|هم)?(?!\w)(?:{word}){{0,4}})"
    # What is "less than" anything is measured: "whose ages are less than".
    subject = rf"(?:(?P<subject>{total}|(?<=قل)(?:{word}){{1,3}})|(?P<share>\s+ال[^\W\d]{{2,15}}))?"
    # "That not" is one word, or two, and denies as "not" does.
    verb = rf"(?<!\w)[وف]?{unsure}(?:ب?ا(?=لا\s))?(?P<verb>{any_word(bare)})"
    verb = rf"{verb}(?:\s+(?:{listed['by_how_much']}))?{subject}"
    threshold = rf"(?:\s+(?:{listed['thresholds']}))?\s+(?:ال\s?)?"
    # What the number counts comes between, and neither another number nor another clause.
    counted = rf"(?<!\s)(?:\s+(?!و|{number_pattern()})[^\W\d]+){{0,2}}"
    adverb = rf"{counted}\s+(?P<adverb>{any_word(after)})(?!\w|\s+(?:من|\d|{number_pattern()}))"
    crossing = (
        rf"(?<!\s)\s+(?!(?:{listed['beside']})(?!\w))[^\W\d]+(?:\s+غير)?(?:\s+[^\W\d]+(?:ي|يه|يا|ين))?"
        rf"\s+(?:ال)?(?:{listed['crossed']})(?!\w)"
    )
    return _Qualifying(
        re.compile(rf"{verb}(?:\s+(?P<preposition>{prepositions}))?{threshold}\Z"),
        re.compile(adverb),
        re.compile(crossing),
        verbs | after,
    )


def _qualifier(folded: str, start: int, end: int, number: Number) -> str | None:
    """Return what a verb before a number in folded text, or an adverb after it, makes of it."""
    known = _qualifying()
    value, is_share = number.value, number.percent
    is_year = folded[start:end].isdigit() and value // 100 in (19, 20)
    found = known.verb.search(folded, max(0, start - AROUND_NUMBER), start)
    if found and (is_share or not found["share"]):
        words = f"{found['verb']} {found['preposition'] or ''}".split()
        meaning = known.meanings.get(" ".join(words))
        is_far = meaning and found["subject"] and not found["preposition"]
        if found["unsure"] or (is_far and ((value < FAR_FROM_VERB and not is_share) or is_year)):
            return None
        is_said = found["subject"] or found["preposition"] or is_share or meaning != "more than"
        if meaning and (is_said or (value >= CROSSED and not known.crossing.match(folded, end))):
            return meaning
    found = known.adverb.match(folded, end, end + AROUND_NUMBER)
    # "Until 2025 at least" is a year all the same.
    return known.meanings[" ".join(found["adverb"].split())] if found and not is_year else None


@cache
def _no_total() -> re.Pattern[str]:
    """Return the pattern of "new", "others" or two sorts behind a number and what it counts."""
    totals = load("totals")
    ends = alternatives((*totals["not_before"], *totals["ends"]))
    own, new, others = (alternatives(totals[name]) for name in ("own", "new", "others"))
    word = rf"\s+(?!(?:{ends})(?!\w))(?:(?!و)[^\W\d]+|(?:{own})(?!\w))"
    # "With a new virus": what a preposition is joined to is new. "20 others fled" are all who did.
    counted = rf"(?:{word}(?:(?!\s+[بل]){word})?)?"
    # "Killed and injured" in one case, also after "people"; "and one injured" is one more.
    victim = alternatives(totals["victims"])
    both = rf"(?:{victim})(?P<case>ا?)\s+و(?:{victim})(?P=case)(?!\w|\s+واحد)"
    on_top = rf"(?:{new}|(?P<others>{others})(?!\s+\w+وا(?!\w)))(?!\w)"
    return re.compile(rf"(?:(?:\s+[^\W\d]+)?\s+بين)?\s+{both}|{counted}\s+{on_top}")


def is_no_total(text: str, number: Number) -> bool:
    """Tell whether a number is no total: "10 new ones", "and 20 others", "9 killed and injured"."""
    found = _no_total().match(fold(text[number.end : number.end + AROUND_NUMBER]))
    before = text[: number.start].rstrip()
    # "45 new cases and 3 deaths": those are new, too.
    joined = _JOINED_TO_NEW.search(fold(before[-AROUND_NUMBER:]))
    return bool(joined or (found and (not found["others"] or before.endswith(" و"))))


@lru_cache(maxsize=8192)
def stated_numbers(text: str) -> tuple[Number, ...]:
    """Return the numbers of a text with qualifier and offsets, in order."""
    folded, places = places_of_numbers(text)
    found: list[Number] = []
    last_end, was_name = 0, False
    for number, start, end in places:
        qualifier = _qualifier(folded, start, end, number) or number.qualifier
        joined = _JOINED.fullmatch(folded, last_end, start) if found else None
        goes_on = False
        if joined and not found[-1].is_count and not was_name:
            # In brackets is the same in another currency, but no number of which a half is told.
            goes_on = not joined["again"] or found[-1].value >= 1
        # "Articles 3 and 4".
        is_listed = bool(joined and was_name and joined["and"])
        is_bare = not (qualifier or number.percent)
        was_name = is_bare and names_something(folded, start, end, number.value, listed=is_listed)
        is_idle = goes_on or was_name or counts_nothing(folded, start, end)
        is_count = number.is_count and not is_idle
        found.append(replace(number, qualifier=qualifier, is_count=is_count))
        last_end = end
    return tuple(found)
