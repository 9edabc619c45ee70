"""Figures, months and weekdays of Arabic texts, to be compared with those of the English."""

from __future__ import annotations

import re
from functools import cache

from ..dates.vocabulary import month_number, month_pattern, weekday_numbers
from ..language.arabic import alternatives, fold, folded_words, key
from ..language.english import SMALLEST_HARD, Figures
from ..language.lexicon import load
from ..language.numbers import find_numbers

ORDINAL_BEFORE = 40
"""Characters before a number in which an ordinal that it ends may begin; the longest has 12."""
_DIGIT_RUN = re.compile(r"\d+(?:[.,]\d+)*")
_ARABIC_COMMA = re.compile(r"(?<=\d)،(?=\d{3}(?!\d))")
_GROUPS_OF_THREE = re.compile(r"^\d{1,3}(?:[.,]\d{3})+$")


def arabic_figures(text: str) -> Figures:
    """Return the numbers of an Arabic text; what may be read two ways is there in both."""
    # "At 22.15" is a time, and no decimal.
    text = _clock()[1].sub(r"\1:", _ARABIC_COMMA.sub(",", text))
    digits: set[float] = set()
    words: set[float] = set()
    folded = fold(text).lower()
    loose = _loose_values(folded)
    for clock in _clock()[0].finditer(folded):
        # 13:20 is 1:20 p.m., and 8 in the evening is 20:00.
        hour = int(clock["told"] or clock["hour"])
        loose.update((hour % 12 or 12, (hour + 12) % 24))
    ordinals = folded_words("numbers", "ordinal_units")
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
        elif number.value >= SMALLEST_HARD:
            # It may end an ordinal that begins before it (``التاسع عشر``), which the English may
            # put otherwise. The feminine has one more letter ("السادسة").
            window = fold(text[max(0, number.start - ORDINAL_BEFORE) : number.start])
            before = re.search(r"(?<!\w)(\w+)\s+و?$", window)
            if not before or before[1].removesuffix("ه") not in ordinals:
                words.add(number.value)
        loose.add(number.value)
        # Several number words in a row may be no sum ("ten, twenty"): each counts for itself, too.
        for word in written.split():
            loose.update(part.value for part in find_numbers(word.removeprefix("و")))
    return Figures(frozenset(digits), frozenset(words), frozenset(loose))


@cache
def _clock() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the pattern of an hour in folded text, and of one whose minutes follow a stop."""
    hour, words = r"(?:[01]?\d|2[0-3])", load("numbers")["clock"]["words"]
    told = rf"(?:{alternatives(words)})\s+(?P<told>{hour})(?![\d.,])"
    digits = rf"(?<![\d.,:])(?P<hour>{hour}):[0-5]\d(?![\d:])"
    stop = rf"((?:{'|'.join(words)})\s+{hour})\.(?=[0-5]\d(?!\d))"
    return re.compile(f"{told}|{digits}"), re.compile(stop)


def _loose_values(folded: str) -> set[float]:
    """Return the numbers that words of a text hold without stating a figure."""
    values = {float(run) for run in re.findall(r"\d+", folded)}
    # A month in words may be a figure in the other language ("7 July").
    values.update(float(number) for number in arabic_months(folded))
    pattern, known = _counting_words()
    for words in pattern.findall(folded):
        values.add(known[" ".join(words.split())])
    # "السادس والثلاثين" is 36, "الثالثة عشرة" is 13.
    pattern, known = _definite_numbers()
    for match in pattern.finditer(folded):
        more = 10.0 if match["teen"] else known.get(match["tens"] or "", 0.0)
        values.add(known[match["unit"] or match["ten"]] + more)
    return values


@cache
def _counting_words() -> tuple[re.Pattern[str], dict[str, float]]:
    """Return a pattern of words that hold a number (decades, duals, scales), and their values."""
    words = load("numbers")["check"]
    values = {key(word): float(value) for word, value in words.items()}
    return re.compile(rf"(?<!\w)[وفبلك]{{0,2}}(?:ال|ل)?({alternatives(words)})(?!\w)"), values


@cache
def _definite_numbers() -> tuple[re.Pattern[str], dict[str, float]]:
    """Return a pattern of number words with the article, and the values of their parts.

    Alone, as ordinals or summed up: ``الأربع``, ``الثالثة عشرة``, ``السادس والثلاثين``. The
    pattern and the values have the tens without the article, the units with it.
    """
    lexicon = load("numbers")
    units: dict[str, int] = {**lexicon["ordinal_units"], "العاشر": 10}
    units |= {f"ال{word}": value for word, value in lexicon["units"].items()}
    values = {key(word): float(value) for word, value in (lexicon["tens"] | units).items()}
    unit, ten = alternatives(units), alternatives(lexicon["tens"])
    more = rf"(?:\s+(?P<teen>عشره?)|\s+وال(?P<tens>{ten}))?"
    pattern = rf"(?<!\w)[وفبل]{{0,2}}(?:(?P<unit>{unit})ه?{more}|ال(?P<ten>{ten}))(?!\w)"
    return re.compile(pattern), values


def arabic_months(text: str) -> frozenset[int]:
    """Return the months an Arabic text names, 1 to 12."""
    folded = fold(text).lower()
    ambiguous_names = folded_words("months", "ambiguous", "names")
    signs = folded_words("months", "ambiguous", "beside")
    found = set()
    for match in _name_patterns()[0].finditer(folded):
        number = month_number(match[1])
        # A pair of names that contradict one another means neither for sure.
        if number is None:
            continue
        # Whether the word is another of the same letters its neighbours show.
        beside = folded[: match.start(1)].split()[-1:] + folded[match.end(1) :].split()[:1]
        is_dated = any(word in signs or word.strip("/،,.").isdigit() for word in beside)
        if is_dated or match[1] not in ambiguous_names:
            found.add(number)
    return frozenset(found)


def arabic_weekdays(text: str) -> frozenset[int]:
    """Return the days of the week an Arabic text names, Monday is 0."""
    names = _name_patterns()[1].findall(fold(text).lower())
    return frozenset(weekday_numbers()[name] for name in names)


@cache
def _name_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    months = re.compile(rf"(?<!\w)[وفبلك]?({month_pattern()})")
    weekdays = re.compile(rf"(?<!\w)[وفبلك]?({alternatives(weekday_numbers())})(?!\w)")
    return months, weekdays
