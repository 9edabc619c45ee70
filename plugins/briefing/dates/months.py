"""Month, weekday and ordinal names as patterns and numbers, from the lexicon."""

from __future__ import annotations

import re
from functools import cache

from ..language.arabic import alternatives as alternatives  # noqa: PLC0414 - re-exported for dates/
from ..language.arabic import key as key  # noqa: PLC0414 - re-exported for dates/
from ..language.lexicon import load

SLASH = r"\s?/\s?"


@cache
def month_numbers() -> dict[str, int]:
    """Return month names, folded and lower-cased, to 1..12."""
    rows = load("months")["gregorian"]
    return {key(name): number for number, row in enumerate(rows, 1) for name in row}


@cache
def weekday_numbers() -> dict[str, int]:
    """Return weekday names to 0 (Monday) .. 6."""
    rows = load("months")["weekdays"]
    return {key(name): number for number, row in enumerate(rows) for name in row}


@cache
def month_name() -> re.Pattern[str]:
    """Return the pattern of one month's name in folded text."""
    return re.compile(rf"(?:{alternatives(month_numbers())})(?!\w)")


@cache
def month_pattern() -> str:
    """Return a pattern of one month, alone or as a pair (``ديسمبر/كانون الأول``).

    Two names of one month may also stand side by side (``نوفمبر تشرين الثاني``).
    """
    one = alternatives(month_numbers())
    pair = rf"(?:{SLASH}|\s?\(\s?)(?:{one})\s?\)?"
    rows = load("months")["gregorian"]
    twins = "|".join(rf"(?:{alternatives(row)})\s(?:{alternatives(row)})(?!\w)" for row in rows)
    return rf"(?:{twins}|(?:{one})(?:{pair})?(?!\w))"


def month_number(text: str) -> int | None:
    """Return the month a match of `month_pattern` means, ``None`` where its two names differ."""
    names = (" ".join(match.group().split()) for match in month_name().finditer(text))
    found = {month_numbers()[name] for name in names}
    return found.pop() if len(found) == 1 else None


@cache
def ordinal_numbers() -> dict[str, int]:
    """Return ordinals in words, as days of the month are written, to 1..31."""
    lexicon = load("numbers")
    table = {key(w): n for w, n in lexicon["ordinals"].items()}
    for unit, low in lexicon["ordinal_units"].items():
        for tens, high in (("العشرين", 20), ("العشرون", 20), ("الثلاثين", 30), ("الثلاثون", 30)):
            if low + high <= 31:  # noqa: PLR2004 - days of a month
                table[key(f"{unit} و{tens}")] = low + high
    return table


@cache
def day_numbers() -> dict[str, int]:
    """Return ordinals and what stands right before a month instead (``أول``, ``فاتح``)."""
    return ordinal_numbers() | {key(w): n for w, n in load("numbers")["first"].items()}
