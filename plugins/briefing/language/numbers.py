"""Numbers in Arabic text: digits, words, and both (``39 ألف``, ``خمسة وثمانين``, ``5 آلاف``)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from .arabic import alternatives, fold, fold_with_offsets, key
from .lexicon import load

THOUSANDS = re.compile(r"^\d{1,3}(?:[.,]\d{3})+$")
"""Groups of three behind comma or stop are thousands in Arabic news text (``866.646``)."""

LONGEST_NUMBER = 12
"""Words a number may have besides its first; a bound, so that matching stays linear."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text: its value, its qualifier, and where it stands in the text as written."""

    value: float
    qualifier: str | None
    start: int
    end: int
    percent: bool = False


@cache
def _values() -> dict[str, float]:
    lexicon = load("numbers")
    names = ("units", "tens", "hundreds")
    return {key(w): float(v) for name in names for w, v in lexicon[name].items()}


@cache
def _scales() -> dict[str, float]:
    return {key(w): float(v) for w, v in load("numbers")["scales"].items()}


@cache
def _duals() -> frozenset[str]:
    return frozenset(key(w) for w in load("numbers")["dual"]["words"])


@cache
def _fractions() -> dict[str, float]:
    return {key(w): float(v) for w, v in load("numbers")["fractions"].items()}


@cache
def _pairs() -> frozenset[str]:
    return frozenset(key(w) for w in load("numbers")["pairs"]["words"])


@cache
def number_pattern() -> str:
    """Return a pattern of one number over folded text, without a qualifier."""
    digits = rf"\d+(?:[.,]\d+){{0,{LONGEST_NUMBER}}}"
    word = rf"(?:{alternatives([*_values(), *_scales()])})(?!\w)"
    scale = rf"(?:{alternatives(_scales())})(?!\w)"
    more = f"{{0,{LONGEST_NUMBER}}}"
    return rf"(?:{digits}(?:\s+{scale}){more}|{word}(?:\s+(?:و\s?)?{word}){more})"


@cache
def year_pattern() -> str:
    """Return a pattern of a year in words (``ألفين وثمانية عشر``), over folded text."""
    years = load("numbers")["years"]
    teen = rf"(?:\s+(?:{alternatives(years['teens'])}))?"
    more = rf"(?:\s+و\s?(?:{alternatives(_values())})(?!\w){teen})"
    whole, thousand = alternatives(years["whole"]), alternatives(years["with_hundreds"])
    return rf"(?:(?:{whole}){more}{{0,2}}|(?:{thousand}){more}{{1,3}})(?!\w)"


@cache
def early_year_pattern() -> str:
    """Return a pattern of a year of three digits, in digits or in words."""
    word = alternatives(_values())
    hundreds = alternatives(load("numbers")["hundreds"])
    return rf"(?:\d{{3}}|(?:{hundreds})(?:\s+و\s?(?:{word})(?!\w)){{0,2}})(?!\w)"


@cache
def _qualified() -> re.Pattern[str]:
    qualifiers = alternatives(load("numbers")["qualifiers"])
    and_a_part = alternatives(_fractions())
    parts = rf"(?:{alternatives([*_fractions(), *_pairs()])})(?!\w)"
    return re.compile(
        rf"(?<![\w.,/:-])[وف]?[بلك]?(?:(?P<q>{qualifiers})\s+)?"
        rf"(?P<n>{number_pattern()}(?:\s+و\s?(?:{and_a_part})(?!\w))?|{parts})"
        rf"(?P<p>\s?%)?(?![\w/:])"
    )


def read_number(text: str) -> float | None:
    """Return the value of one number in digits, words or both; ``None`` if it is none.

    >>> read_number("خمسة وثمانين")
    85.0
    """
    if " ".join(fold(text).split()) in _pairs():
        return 2.0
    total, current, seen, scale = 0.0, 0.0, False, 1.0
    for token in fold(text).replace("،", " ").split():
        bare = token[1:] if token.startswith("و") and token[1:] in _known_words() else token
        value = _values().get(bare) if bare in _values() else _digits(bare)
        if value is not None:
            current, seen = _join(current, value), True
        elif bare in _fractions():
            total, seen = total + _fractions()[bare] * scale, True
        elif bare in _scales():
            scale = _scales()[bare]
            total += scale if bare in _duals() else (current or 1.0) * scale
            current, seen = 0.0, True
        else:
            return None
    return total + current if seen else None


@cache
def _known_words() -> frozenset[str]:
    return frozenset(_values()) | frozenset(_scales()) | frozenset(_fractions())


def _join(current: float, value: float) -> float:
    """Add a tens or units word; ``three`` before ``ten`` is thirteen, as both are added."""
    return current + value


def _digits(token: str) -> float | None:
    if not token[:1].isdigit():
        return None
    if THOUSANDS.match(token):
        return float(re.sub(r"[.,]", "", token))
    try:
        return float(token.replace(",", "."))
    except ValueError:
        return None


@lru_cache(maxsize=8192)
def find_numbers(text: str) -> tuple[Number, ...]:
    """Return the numbers of a text with qualifier and place, in order."""
    folded = fold_with_offsets(text)
    lowered = folded.text.lower()
    names = {key(w): meaning for w, meaning in load("numbers")["qualifiers"].items()}
    found = []
    for match in _qualified().finditer(lowered):
        value = read_number(match["n"])
        if value is None:
            continue
        first = match.start("q") if match["q"] else match.start("n")
        start, end = folded.span(first, match.end())
        qualifier = names.get(" ".join(match["q"].split())) if match["q"] else None
        found.append(Number(value, qualifier, start, end, bool(match["p"])))
    return tuple(found)
