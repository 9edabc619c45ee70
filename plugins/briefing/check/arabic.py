"""Figures, months and weekdays of Arabic texts, to be compared with those of the English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import chain

from ..dates.vocabulary import HIJRI_FIGURES, any_of, month_number, month_pattern, weekday_numbers
from ..language.arabic import alternatives, fold, fold_with_offsets, folded_words, key
from ..language.english import SMALLEST_HARD, Figures, hours
from ..language.lexicon import load
from ..language.numbers import find_numbers, with_plain_marks

BESIDE = 40
"""Characters beside a number in which the word before an hour, or its unit, is; 12 is the most."""
_DIGIT_RUN = re.compile(r"\d+(?:[.,]\d+)*")
_TIME = re.compile(r"(?:[01]?\d|2[0-3])[.,][0-5]\d")
_MULTIPLES = {key(word): float(value) for word, value in load("numbers")["multiples"].items()}
"""By what a number is multiplied that has one of these words behind it."""
# A day of the Hijri calendar, its year perhaps; in figures it has its year and its era.
_HIJRI_DATE = re.compile(
    rf"(?<![\w/])(?:\d\d?\s+(?:{any_of('hijri')})(?!\w)(?:\s+1[34]\d\d(?!\d))?"
    rf"|(?:{HIJRI_FIGURES})\s?(?:ه|هجريه?)(?!\w))"
)
_NAMED_MONTH = re.compile(rf"(?<!\w)[وفبلك]?({month_pattern()})")
_NAMED_WEEKDAY = re.compile(rf"(?<!\w)[وفبلك]?({alternatives(weekday_numbers())})(?!\w)")
_CLOCK = {name: alternatives(listed) for name, listed in load("numbers")["clock"].items()}
# An hour without its colon, before a zone's name.
_CLOCK_OF_FOUR = re.compile(
    rf"(?<![\w.,/:-])([01]\d|2[0-3])([0-5]\d)(?=\s(?:{_CLOCK['zones']})(?!\w))"
)
# The word before an hour of the day, and both.
_BEFORE_HOUR = rf"(?<!\w)[وف]?[بلك]?(?:{_CLOCK['words']})\s+"
_TOLD_HOUR = re.compile(rf"{_BEFORE_HOUR}(?P<hour>[01]?\d|2[0-3])(?:[.,:][0-5]\d)?(?!\d|[.,:]\d)")
_ENDS_BEFORE_HOUR = re.compile(rf"{_BEFORE_HOUR}\Z")


def arabic_figures(text: str) -> Figures:
    """Return the numbers of an Arabic text; what may be read two ways is there in both."""
    text = with_plain_marks(text)
    # Beside the day of our calendar, that of the Hijri one may be left out.
    months = arabic_months(text)
    stated = _without_hijri_dates(text) if months else text
    folded = fold(text).lower()
    # A month in words may be a figure in the other language ("7 July").
    found = Figures(loose=_loose_values(folded) | set(map(float, months)))
    found.loose |= hours(folded) | hours(folded, _TOLD_HOUR)
    found.add_clocks(_CLOCK_OF_FOUR.findall(folded))
    for number in find_numbers(stated):
        written = fold(stated[number.start : number.end])
        runs = _DIGIT_RUN.findall(written)
        found.loose.update(chain.from_iterable(map(_readings, runs)))
        if number.bare is not None:
            found.bare.add((number.value, number.bare))
        following = fold(stated[number.end : number.end + BESIDE]).split(maxsplit=1)[:1]
        if following and (factor := _MULTIPLES.get(following[0].strip("،."))):
            found.add_reading(number.value, number.value * factor)
        before = fold(stated[max(0, number.start - BESIDE) : number.start])
        # "At 22.15" is a time; "at 3.50 an hour" is a decimal, and answers as one.
        is_time = _TIME.fullmatch(written) and _ENDS_BEFORE_HOUR.search(before)
        if runs and not is_time:
            found.digits.add(number.value)
        elif not runs and number.value >= SMALLEST_HARD:
            found.words.add(number.value)
        found.loose.add(number.value)
        # Several number words in a row may be no sum ("ten, twenty"): each counts for itself, too.
        for word in written.split():
            found.loose.update(part.value for part in find_numbers(word.removeprefix("و")))
    return found


def _readings(run: str) -> Iterator[float]:
    """Yield what digits may be: "14.250" is thousands, a decimal, or two figures with a stop."""
    yield from (float(part) for part in re.split(r"[.,]", run))
    if run.count(",") + run.count(".") == 1:
        yield float(run.replace(",", "."))


def _without_hijri_dates(text: str) -> str:
    folded = fold_with_offsets(text)
    for found in reversed([*_HIJRI_DATE.finditer(folded.text)]):
        start, end = folded.span(*found.span())
        text = f"{text[:start]} {text[end:]}"
    return text


def _loose_values(folded: str) -> set[float]:
    """Return the numbers that words of a text hold without stating a figure."""
    values = {float(run) for run in re.findall(r"\d+", folded)}
    pattern, held = _counting_words()
    values.update(chain.from_iterable(held[" ".join(w.split())] for w in pattern.findall(folded)))
    # "السادس والثلاثين" is 36, "الثالثة عشرة" is 13.
    pattern, known = _definite_numbers()
    for match in pattern.finditer(folded):
        more = 10.0 if match["teen"] else known.get(match["tens"] or "", 0.0)
        values.add(known[match["unit"] or match["ten"]] + more)
    return values


@cache
def _counting_words() -> tuple[re.Pattern[str], dict[str, list[float]]]:
    """Return a pattern of words that hold a number (decades, duals, scales), and their values."""
    words = load("numbers")["check"]
    values = {key(word): held if isinstance(held, list) else [held] for word, held in words.items()}
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
    units |= lexicon["definite_units"]
    values = {key(word): float(value) for word, value in (lexicon["tens"] | units).items()}
    unit, ten = alternatives(units), alternatives(lexicon["tens"])
    more = rf"(?:\s+(?P<teen>عشره?)|\s+وال(?P<tens>{ten}))?"
    pattern = rf"(?<!\w)[وفبل]{{0,2}}(?:(?P<unit>{unit})ه?{more}|ال(?P<ten>{ten}))(?!\w)"
    return re.compile(pattern), values


@lru_cache(maxsize=64)
def arabic_months(text: str) -> frozenset[int]:
    """Return the months an Arabic text names, 1 to 12."""
    folded = fold(text).lower()
    ambiguous_names = folded_words("months", "ambiguous", "names")
    signs = folded_words("months", "ambiguous", "beside")
    found = set()
    for match in _NAMED_MONTH.finditer(folded):
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
    names = _NAMED_WEEKDAY.findall(fold(text).lower())
    return frozenset(weekday_numbers()[name] for name in names)
