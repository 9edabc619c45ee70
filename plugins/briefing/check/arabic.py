"""The numbers, months and weekdays of an Arabic text, as the checks compare them."""

from __future__ import annotations

import re
from functools import cache

from ..dates.vocabulary import month_number, month_pattern, weekday_numbers
from ..language.arabic import alternatives, fold, key
from ..language.english import SMALLEST_HARD, Figures
from ..language.lexicon import load
from ..language.numbers import find_numbers

DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
ARABIC_COMMA = re.compile(r"(?<=\d)،(?=\d{3}(?!\d))")
GROUPS = re.compile(r"^\d{1,3}(?:[.,]\d{3})+$")


def figures(text: str) -> Figures:
    """Return the numbers of an Arabic text; what may be read two ways is there in both."""
    text = ARABIC_COMMA.sub(",", text)
    digits: set[float] = set()
    words: set[float] = set()
    folded = fold(text).lower()
    loose = set(_loose(folded))
    for number in find_numbers(text):
        written = fold(text[number.start : number.end])
        runs = DIGITS.findall(written)
        loose.update(reading for run in runs for reading in _readings(run))
        if runs:
            digits.add(number.value)
        elif number.value >= SMALLEST_HARD and not _ends_ordinal(text, number.start):
            words.add(number.value)
        loose.add(number.value)
        loose.update(_parts(written))
    return Figures(frozenset(digits), frozenset(words), frozenset(loose))


def _ends_ordinal(text: str, start: int) -> bool:
    """Tell whether a number word ends an ordinal that begins before it (``التاسع عشر``)."""
    before = re.search(r"(\w+)\s+و?$", fold(text[:start]))
    return bool(before and before[1].removesuffix("ه") in _ordinal_units())


@cache
def _ordinal_units() -> frozenset[str]:
    return frozenset(key(word) for word in load("numbers")["ordinal_units"])


def _readings(run: str) -> list[float]:
    """Return what a run of digits may mean: thousands, a decimal, or each part for itself."""
    parts = [float(part) for part in re.split(r"[.,]", run)]
    if len(parts) == 1:
        return parts
    readings = [*parts]
    if GROUPS.match(run):
        readings.append(float(re.sub(r"[.,]", "", run)))
    if len(parts) == 2:  # noqa: PLR2004 - one mark
        readings.append(float(run.replace(",", ".")))
    return readings


def _parts(written: str) -> list[float]:
    """Return each number word's own value, where several in a row may be no sum."""
    return [n.value for word in written.split() for n in find_numbers(word.removeprefix("و"))]


@cache
def _counted() -> re.Pattern[str]:
    """Return the pattern of words that hold a number without being one: decades, duals, scales."""
    decades = load("numbers")["check"]
    return re.compile(rf"(?<!\w)[وفبلك]{{0,2}}(?:ال|ل)?({alternatives(decades)})(?!\w)")


def _loose(folded: str) -> list[float]:
    """Return the numbers that other words of a text hold."""
    known = {key(word): float(value) for word, value in load("numbers")["check"].items()}
    found = [known[" ".join(m.split())] for m in _counted().findall(folded)]
    found += [value for m in _definite().finditer(folded) for value in _definite_values(m)]
    found += [float(run) for run in re.findall(r"\d+", folded)]
    return found + [float(n) for n in months(folded)]


@cache
def _definite() -> re.Pattern[str]:
    """Return the pattern of number words with the article, alone, as ordinals or summed up.

    ``الأربع``, ``الثالثة عشرة``, ``السادس والثلاثين``, ``الواحد والعشرين``.
    """
    lexicon = load("numbers")
    definite = [f"ال{word}" for word in lexicon["units"]]
    units = alternatives([*lexicon["ordinal_units"], *definite, "العاشر"])
    tens = alternatives(lexicon["tens"])
    more = rf"(?:\s+(?P<teen>عشره?)|\s+وال(?P<tens>{tens}))?"
    return re.compile(rf"(?<!\w)[وفبل]{{0,2}}(?:(?P<unit>{units})ه?{more}|ال(?P<ten>{tens}))(?!\w)")


def _definite_values(match: re.Match[str]) -> list[float]:
    lexicon = load("numbers")
    tens = {key(w): float(v) for w, v in lexicon["tens"].items()}
    if match["ten"]:
        return [tens[match["ten"]]]
    units = {key(w): float(v) for w, v in lexicon["ordinal_units"].items()}
    units |= {key(f"ال{w}"): float(v) for w, v in lexicon["units"].items()} | {key("العاشر"): 10.0}
    more = 10.0 if match["teen"] else tens.get(match["tens"] or "", 0.0)
    return [units[match["unit"]] + more]


@cache
def _month() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)[وفبلك]?({month_pattern()})")


def months(text: str) -> frozenset[int]:
    """Return the months an Arabic text names, 1 to 12."""
    folded = fold(text).lower()
    sure = (m for m in _month().finditer(folded) if _is_month(folded, m))
    return frozenset(number for m in sure if (number := month_number(m[1])))


def _is_month(folded: str, match: re.Match[str]) -> bool:
    """Tell whether what is a month's name and another word stands where a month does."""
    if match[1] not in {key(name) for name in load("months")["ambiguous"]["names"]}:
        return True
    before, after = folded[: match.start(1)].split()[-1:], folded[match.end(1) :].split()[:1]
    beside = (*before, *after)
    signs = {key(word) for word in load("months")["ambiguous"]["beside"]}
    return any(word in signs or word.strip("/،,.").isdigit() for word in beside)


@cache
def _weekday() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)[وفبلك]?({alternatives(weekday_numbers())})(?!\w)")


def weekdays(text: str) -> frozenset[int]:
    """Return the days of the week an Arabic text names, Monday is 0."""
    return frozenset(weekday_numbers()[name] for name in _weekday().findall(fold(text).lower()))
