"""The numbers, months and weekdays of an English text, as the checks compare them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from .lexicon import load

DIGITS = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
SMALLEST_HARD = 3
"""One and two are also words of grammar ("one of", "both"), which a translation may leave out."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Numbers of a text: `digits` written so, `words` in words from three up, `loose` the rest.

    What is in `loose` may answer a number of the other language and need not be answered.
    """

    digits: frozenset[float] = frozenset()
    words: frozenset[float] = frozenset()
    loose: frozenset[float] = frozenset()

    def all(self) -> frozenset[float]:
        """Return every number, however it is written."""
        return self.digits | self.words | self.loose


def lexicon(section: str) -> Any:
    """Return a section of the English lexicon."""
    return load("english")[section]


def _longest_first(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


@cache
def _number() -> re.Pattern[str]:
    scales = "|".join(lexicon("scales"))
    word = _longest_first({**lexicon("units"), **lexicon("tens"), **lexicon("scales")})
    short = rf"\s?(?P<short>{_longest_first(lexicon('short_scales'))})\b"
    scale = rf"(?P<scale>(?:[\s-](?:{scales}))+)\b"
    digits = rf"(?P<digits>{DIGITS.pattern})(?:(?:st|nd|rd|th|s)\b|{short}|{scale})?"
    words = rf"\b(?P<words>(?:{word})(?:(?:\s|-|\sand\s)(?:{word}))*)\b"
    return re.compile(rf"{digits}|{words}")


def figures(text: str) -> Figures:
    """Return the numbers of an English text."""
    lowered = text.lower().replace("’", "'")
    digits: set[float] = set()
    words: set[float] = set()
    loose: set[float] = set()
    for match in _number().finditer(lowered):
        if match["words"]:
            value = _word_value(re.split(r"[\s-]+", match["words"]))
            (words if value >= SMALLEST_HARD else loose).add(value)
            loose.update(_parts(match["words"]))
        else:
            value = float(match["digits"].replace(",", "")) * _scale(match)
            glued = lowered[max(0, match.start() - 2) : match.start()]
            (loose if re.search(r"[a-z]-?$", glued) else digits).add(value)
            loose.add(float(match["digits"].replace(",", "")))
    named = {**lexicon("ordinals"), **lexicon("loose"), **lexicon("months")}
    loose.update(float(named[w]) for w in re.findall(r"[a-z]+", lowered) if w in named)
    loose.update(_ordinals(lowered))
    return Figures(frozenset(digits), frozenset(words), frozenset(loose))


def _scale(match: re.Match[str]) -> float:
    if match["short"]:
        return float(lexicon("short_scales")[match["short"]])
    factor = 1.0
    for word in re.findall(r"[a-z]+", match["scale"] or ""):
        factor *= lexicon("scales")[word]
    return factor


def _word_value(words: list[str]) -> float:
    """Return the value of number words in a row (``two hundred and fifty thousand``)."""
    total = current = 0.0
    small = {**lexicon("units"), **lexicon("tens")}
    for word in words:
        if word in small:
            current += small[word]
        elif word == "hundred":
            current = (current or 1) * 100
        elif word in lexicon("scales"):
            total += (current or 1) * lexicon("scales")[word]
            current = 0.0
    return total + current


def _parts(words: str) -> list[float]:
    """Return each number word's own value: ``nineteen eighty`` is no sum."""
    known = {**lexicon("units"), **lexicon("tens"), **lexicon("scales")}
    return [float(known[w]) for w in re.split(r"[\s-]+", words) if w in known]


def _ordinals(lowered: str) -> set[float]:
    """Return compound ordinals in words (``twenty-first``)."""
    tens, last = lexicon("tens"), lexicon("ordinals")
    found = re.findall(rf"\b({'|'.join(tens)})-({'|'.join(last)})\b", lowered)
    return {float(tens[a] + last[b]) for a, b in found}


def months(text: str) -> frozenset[int]:
    """Return the months an English text names, 1 to 12; "may" only where it must be one."""
    names = lexicon("months")
    unsure = lexicon("ambiguous")
    found = set()
    for match in re.finditer(rf"\b({_longest_first(names)})\b", text, re.IGNORECASE):
        name = match[1].lower()
        if not match[1][0].isupper():
            continue
        if name in unsure["months"] and not _is_month(text, match, unsure["before"]):
            continue
        found.add(int(names[name]))
    return frozenset(found)


def _is_month(text: str, match: re.Match[str], before: list[str]) -> bool:
    """Tell whether a word that is a month's name and another word stands where a month does."""
    left = re.findall(r"[\w']+", text[: match.start()])[-1:]
    right = re.match(r"\s*\d", text[match.end() :])
    return bool(right or (left and (left[0].lower() in before or left[0][0].isdigit())))


def weekdays(text: str) -> frozenset[int]:
    """Return the days of the week an English text names, Monday is 0."""
    names = lexicon("weekdays")
    found = re.findall(rf"\b({'|'.join(names)})(?:s|'s)?\b", text.lower())
    return frozenset(int(names[name]) for name in found)
