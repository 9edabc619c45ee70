"""Figures, months and weekdays of Arabic texts, to be compared with those of the English."""

from __future__ import annotations

import re
from functools import cache

from ..dates.months import alternatives, key, month_number, month_pattern, weekday_numbers
from ..language.arabic import fold
from ..language.english import SMALLEST_HARD, Figures
from ..language.lexicon import load
from ..language.numbers import find_numbers

_DIGIT_RUN = re.compile(r"\d+(?:[.,]\d+)*")
_ARABIC_COMMA = re.compile(r"(?<=\d)،(?=\d{3}(?!\d))")
_GROUPS_OF_THREE = re.compile(r"^\d{1,3}(?:[.,]\d{3})+$")


def arabic_figures(text: str) -> Figures:
    """Return the numbers of an Arabic text; what may be read two ways is there in both."""
    text = _ARABIC_COMMA.sub(",", text)
    digits: set[float] = set()
    words: set[float] = set()
    loose = _loose_values(fold(text).lower())
    for number in find_numbers(text):
        written = fold(text[number.start : number.end])
        runs = _DIGIT_RUN.findall(written)
        for run in runs:
            # "14.250" is thousands, a decimal, or two figures with a stop between them.
            loose.update(float(part) for part in re.split(r"[.,]", run))
            if _GROUPS_OF_THREE.match(run):
                loose.add(float(re.sub(r"[.,]", "", run)))
            if run.count(",") + run.count(".") == 1:
                loose.add(float(run.replace(",", ".")))
        if runs:
            digits.add(number.value)
        elif number.value >= SMALLEST_HARD and not _ends_ordinal(text, number.start):
            words.add(number.value)
        loose.add(number.value)
        # Several number words in a row may be no sum ("ten, twenty"): each counts for itself, too.
        for word in written.split():
            loose.update(part.value for part in find_numbers(word.removeprefix("و")))
    return Figures(frozenset(digits), frozenset(words), frozenset(loose))


def _ends_ordinal(text: str, start: int) -> bool:
    """Tell whether a number word ends an ordinal that begins before it (``التاسع عشر``)."""
    before = re.search(r"(\w+)\s+و?$", fold(text[:start]))
    units = {key(word) for word in load("numbers")["ordinal_units"]}
    # The feminine has one more letter ("السادسة").
    return bool(before and before[1].removesuffix("ه") in units)


def _loose_values(folded: str) -> set[float]:
    """Return the numbers that words of a text hold without stating a figure."""
    known = {key(word): float(value) for word, value in load("numbers")["check"].items()}
    values = {float(run) for run in re.findall(r"\d+", folded)}
    # A month in words may be a figure in the other language ("7 July").
    values.update(float(number) for number in arabic_months(folded))
    for words in _counting_words().findall(folded):
        values.add(known[" ".join(words.split())])
    # "السادس والثلاثين" is 36, "الثالثة عشرة" is 13.
    definite = _definite_values()
    for match in _definite_numbers().finditer(folded):
        more = 10.0 if match["teen"] else definite.get(match["tens"] or "", 0.0)
        values.add(definite[match["unit"] or match["ten"]] + more)
    return values


@cache
def _counting_words() -> re.Pattern[str]:
    """Return the pattern of words that hold a number without being one: decades, duals, scales."""
    known = alternatives(load("numbers")["check"])
    return re.compile(rf"(?<!\w)[وفبلك]{{0,2}}(?:ال|ل)?({known})(?!\w)")


@cache
def _definite_numbers() -> re.Pattern[str]:
    """Return the pattern of number words with the article, alone, as ordinals or summed up.

    ``الأربع``, ``الثالثة عشرة``, ``السادس والثلاثين``, ``الواحد والعشرين``.
    """
    lexicon = load("numbers")
    definite = [f"ال{word}" for word in lexicon["units"]]
    units = alternatives([*lexicon["ordinal_units"], *definite, "العاشر"])
    tens = alternatives(lexicon["tens"])
    more = rf"(?:\s+(?P<teen>عشره?)|\s+وال(?P<tens>{tens}))?"
    return re.compile(rf"(?<!\w)[وفبل]{{0,2}}(?:(?P<unit>{units})ه?{more}|ال(?P<ten>{tens}))(?!\w)")


@cache
def _definite_values() -> dict[str, float]:
    """Return the values of tens without, and of units and ordinals with their article, folded."""
    lexicon = load("numbers")
    values = {key(word): float(value) for word, value in lexicon["tens"].items()}
    values |= {key(word): float(value) for word, value in lexicon["ordinal_units"].items()}
    values |= {key(f"ال{word}"): float(value) for word, value in lexicon["units"].items()}
    return values | {key("العاشر"): 10.0}


def arabic_months(text: str) -> frozenset[int]:
    """Return the months an Arabic text names, 1 to 12."""
    folded = fold(text).lower()
    found = set()
    for match in _months().finditer(folded):
        number = month_number(match[1])
        # A pair of names that contradict one another means neither for sure.
        if number and _is_surely_month(folded, match):
            found.add(number)
    return frozenset(found)


@cache
def _months() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)[وفبلك]?({month_pattern()})")


def _is_surely_month(folded: str, match: re.Match[str]) -> bool:
    """Tell whether a match is no other word of the same letters, judging by its neighbours."""
    ambiguous = load("months")["ambiguous"]
    if match[1] not in {key(name) for name in ambiguous["names"]}:
        return True
    signs = {key(word) for word in ambiguous["beside"]}
    before, after = folded[: match.start(1)].split()[-1:], folded[match.end(1) :].split()[:1]
    return any(word in signs or word.strip("/،,.").isdigit() for word in (*before, *after))


@cache
def _weekdays() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)[وفبلك]?({alternatives(weekday_numbers())})(?!\w)")


def arabic_weekdays(text: str) -> frozenset[int]:
    """Return the days of the week an Arabic text names, Monday is 0."""
    return frozenset(weekday_numbers()[name] for name in _weekdays().findall(fold(text).lower()))
