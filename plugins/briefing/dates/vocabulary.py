"""Words for months, weekdays, ordinals and units, as lists, as patterns and as numbers."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import chain
from typing import Any

from ..language.arabic import alternatives, key
from ..language.lexicon import load
from .when import Precision

HIJRI_FIGURES = r"\d\d?[/-]\d\d?[/-]1[34]\d\d|1[34]\d\d[/-]\d\d?[/-]\d\d?"
"""The pattern of a day of the Hijri calendar in figures."""
_SLASH = r"\s?/\s?"
_DAYS_OF_A_MONTH = 31
_WEEKDAYS_OF_A_MONTH = 5
"""No month has more of one weekday: a larger ordinal after a weekday is the day's number."""


@cache
def word_list(name: str) -> tuple[str, ...]:
    """Return the folded words of a list of the lexicon ``months``, or one made of its lists.

    `name` is a list (``direction.past``), or a section for all of its lists (``part``). Raises
    `KeyError` for an unknown name.
    """
    made = _made_lists()
    if name in made:
        return made[name]
    section, _, inner = name.partition(".")
    table = load("months")[section]
    return tuple(map(key, _flat(table[inner] if inner else table)))


@cache
def any_of(name: str) -> str:
    """Return a pattern that matches any word of a list, longest first."""
    return alternatives(word_list(name))


def is_list(name: str) -> bool:
    """Tell whether `word_list` knows a name: a section of the lexicon, or a list in one."""
    return name in _made_lists() or name.partition(".")[0] in load("months")


def _flat(entry: Any) -> list[str]:  # noqa: ANN401 - what a TOML file holds
    """Return the words of a list, of a list of lists, or of a table of either or of numbers."""
    if isinstance(entry, str):
        return [entry]
    words: list[str] = []
    for name, inner in entry.items() if isinstance(entry, dict) else enumerate(entry):
        words += [str(name)] if isinstance(inner, int) else _flat(inner)
    return words


@cache
def _made_lists() -> dict[str, tuple[str, ...]]:
    """Return the lists that are a choice of the lexicon's words, or other forms of them."""
    months, numbers = load("months"), load("numbers")
    ordinals = ordinal_numbers()
    # "The same" points to a time named before, not away from the day of publication.
    directions = {way: words for way, words in months["direction"].items() if way != "same"}
    of_amounts = ("units", "teens", "tens", "hundreds", "scales")
    amounts = chain.from_iterable(numbers[section] for section in of_amounts)
    return {
        "directions": tuple(map(key, _flat(directions))),
        "near_days": tuple(key(word) for word, days in months["today"].items() if days),
        "bare_weekdays": _without_article(_flat(months["weekdays"])),
        "bare_decades": _without_article(_flat(months["decades"])),
        "ordinals": tuple(ordinals),
        "late_ordinals": tuple(w for w, n in ordinals.items() if n > _WEEKDAYS_OF_A_MONTH),
        "first": tuple(map(key, numbers["first"])),
        "numbers": tuple(map(key, amounts)),
    }


def _without_article(words: list[str]) -> tuple[str, ...]:
    return tuple(key(word.removeprefix("ال")) for word in words)


@cache
def row_numbers(section: str) -> dict[str, int]:
    """Return the folded names of months (``gregorian``, ``hijri``) or weekdays, counted from 1."""
    numbers: dict[str, int] = {}
    for number, row in enumerate(load("months")[section], 1):
        numbers |= dict.fromkeys(map(key, row), number)
    return numbers


@cache
def weekday_numbers() -> dict[str, int]:
    """Return weekday names to 0 (Monday) .. 6, as `date.weekday` counts."""
    return {name: number - 1 for name, number in row_numbers("weekdays").items()}


@lru_cache(maxsize=4096)
def is_relative(text: str) -> bool:
    """Tell whether a time expression means what it does only on the day it was written."""
    looks = [*word_list("direction.past"), *word_list("direction.present")]
    looks += [*word_list("direction.future"), *load("months")["today"], *weekday_numbers()]
    return re.search(rf"(?<!\w)(?:هذ\w|{alternatives(looks)})(?!\w)", key(text)) is not None


@cache
def month_pattern() -> str:
    """Return a pattern of one month, alone or as a pair (``ديسمبر/كانون الأول``).

    Two names of one month may also follow one another (``نوفمبر تشرين الثاني``) or a hyphen.
    """
    # Levantine and international names are given side by side, so that every reader knows one.
    one = any_of("gregorian")
    pair = rf"(?:{_SLASH}|\s?\(\s?)(?:{one})\s?\)?"
    rows = map(alternatives, load("months")["gregorian"])
    twins = "|".join(rf"(?:{row})[\s-](?:{row})(?!\w)" for row in rows)
    return rf"(?:{twins}|(?:{one})(?:{pair})?(?!\w))"


@cache
def month_name() -> re.Pattern[str]:
    """Return the pattern of one month's name in folded text."""
    return re.compile(rf"(?:{any_of('gregorian')})(?!\w)")


def month_number(text: str) -> int | None:
    """Return the month a match of `month_pattern` means, ``None`` where its two names differ."""
    names = month_name().findall(text)
    found = {row_numbers("gregorian")[" ".join(name.split())] for name in names}
    return found.pop() if len(found) == 1 else None


@cache
def ordinal_numbers() -> dict[str, int]:
    """Return ordinals in words, as days of the month are written, to 1..31."""
    lexicon = load("numbers")
    table = {key(word): number for word, number in lexicon["ordinals"].items()}
    for unit_word, low in lexicon["ordinal_units"].items():
        for tens, high in (("العشرين", 20), ("العشرون", 20), ("الثلاثين", 30), ("الثلاثون", 30)):
            if low + high <= _DAYS_OF_A_MONTH:
                table[key(f"{unit_word} و{tens}")] = low + high
    return table


@cache
def day_numbers() -> dict[str, int]:
    """Return ordinals, and what is written before a month instead of one (``أول``, ``فاتح``)."""
    return ordinal_numbers() | {key(w): n for w, n in load("numbers")["first"].items()}


@cache
def word_values(section: str) -> dict[str, int]:
    """Return the folded words of a table of numbers of the lexicon, with their numbers."""
    return {key(word): int(number) for word, number in load("months")[section].items()}


@cache
def units(section: str) -> dict[str, Precision]:
    """Return the folded words for units of time, of the tables ``unit`` or ``counted``."""
    names: dict[str, Precision] = {}
    for name, words in load("months")[section].items():
        names |= dict.fromkeys(map(key, words), name)
    return names
