"""Figures, months and weekdays of English texts, as translations of news write them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import zip_longest
from typing import Any

from .lexicon import any_word, load

_DIGITS = r"\d+(?:,\d{3})*(?:\.\d+)?"
_CLOCK = re.compile(
    r"(?<![\d.,:])(?P<hour>[01]?\d|2[0-3])(?::[0-5]\d(?![\d:])|(?::[0-5]\d)?\s?[ap]\.?m\b)"
)
_CLOCK_OF_FOUR = re.compile(r"\b([01]\d|2[0-3])([0-5]\d)(?=\s?(?:gmt|utc)\b)")
_SHORT_YEAR = re.compile(r"\b(1[5-9]|20)\d\d[-\u2013/](?!0|1[0-2])(\d\d)(?![\d/-])")
"""Years of which the second is cut (``1975-76``): more than 12, since ``2024-07`` is a month."""
_WHOLE_HOUR = re.compile(r"(?<![\d.,:])(\d\d?):00(?![\d:])")
_BETWEEN = re.compile(r"\bbetween\s(?:about\s)?[$€£]?\Z")
_TO = re.compile(r"(?:[-\u2013\u2014]|\s(?:to|(?P<and>and))\s(?:about\s)?)[$€£]?")
_ENGLISH = load("english")
_NUMBER_WORDS: dict[str, float] = {**_ENGLISH["units"], **_ENGLISH["tens"], **_ENGLISH["scales"]}
_NAMED: dict[str, float] = {**_ENGLISH["ordinals"], **_ENGLISH["loose"], **_ENGLISH["fractions"]}
_NAMED |= _ENGLISH["months"]
"""Words that hold a number without stating a figure: "twice" may be "مرتين", and a month's name a
number in the other language ("7/2024")."""
_UNIT = re.compile(rf"\s({any_word(_ENGLISH['multiples'])})\b")
"""A unit behind a number that the other language may count in parts."""
_MONTH = re.compile(rf"\b(?=[A-Z])((?i:{any_word(_ENGLISH['months'])}))\b")
"""Months are written with a capital; "they march" and "it may" are not."""
_SHORTEST_STEM = 3
_ENDINGS = ("ing", "ies", "ied", "ers", "er", "ed", "es", "ly", "s")
SMALLEST_HARD = 3
"""One and two are also words of grammar ("one of", "both"), which a translation may leave out."""


@dataclass(slots=True)
class Figures:
    """Numbers of a text: `digits` written so, `words` in words from three up, `loose` the rest.

    What is in `loose` may answer a number of the other language and need not be answered. `bare`
    has numbers with another reading, of which the other text may have either: lower ends of ranges
    without their scale, a group before millions as thousands, decades in years.
    """

    digits: set[float] = field(default_factory=set)
    words: set[float] = field(default_factory=set)
    loose: set[float] = field(default_factory=set)
    bare: set[tuple[float, float]] = field(default_factory=set)

    def add_reading(self, value: float, other: float) -> None:
        """Add another number that one of them may be read as."""
        self.loose.add(other)
        self.bare.add((value, other))

    def add_clocks(self, clocks: Iterable[tuple[str, str]]) -> None:
        """Add hours and minutes without a colon: "0230 GMT" may be 2:30 in the other language."""
        for hour, minute in clocks:
            self.loose |= {float(int(hour) % 12 or 12), float(minute)}
            self.add_reading(float(hour + minute), float(hour))

    def all(self) -> set[float]:
        """Return every number, however it is written."""
        return self.digits | self.words | self.loose


def lexicon(section: str) -> Any:
    """Return a section of the English lexicon."""
    return _ENGLISH[section]


@cache
def _any_of(section: str) -> str:
    """Return a pattern that matches any word of a section of the lexicon."""
    return any_word(lexicon(section))


@cache
def _numbers() -> re.Pattern[str]:
    scales = "|".join(lexicon("scales"))
    word = any_word(_NUMBER_WORDS)
    # "Half a million", "3 and a half billion": first, or the whole would be a number of its own.
    whole = rf"(?:(?P<whole>{_DIGITS}|{word})\sand\s(?:a|one)\s)?"
    fractions = "|".join(lexicon("fractions"))
    part = rf"\b{whole}(?P<part>{fractions})\s(?:of\s)?(?:an?\s)?(?P<of>{scales})\b"
    short = rf"\s?(?P<short>{any_word(lexicon('short_scales'))})\b"
    scale = rf"(?P<scale>(?:[\s-](?:{scales}))+)\b"
    digits = rf"(?P<digits>{_DIGITS})(?:(?:st|nd|rd|th|s)\b|{short}|{scale})?"
    # "Two hundred and fifty" is one number, "between four and six" are two.
    also = "|".join(rf"(?<={name})\sand\s" for name in lexicon("scales"))
    words = rf"\b(?P<words>(?:{word})(?:(?:\s|-|{also})(?:{word}))*)\b"
    return re.compile(rf"{part}|{digits}|{words}")


def hours(text: str, pattern: re.Pattern[str] = _CLOCK) -> set[float]:
    """Return the hours of the times of day in a text, by both clocks: 13:20 is 1:20 p.m."""
    found: set[float] = set()
    for clock in pattern.finditer(text):
        hour = int(clock["hour"])
        found |= {hour % 12 or 12, (hour + 12) % 24}
    return found


def _scale(number: re.Match[str]) -> float:
    """Return by what digits are to be multiplied."""
    factor = lexicon("short_scales")[number["short"]] if number["short"] else 1.0
    # Scales multiply: "3 hundred thousand" is 300,000.
    for word in re.findall(r"[a-z]+", number["scale"] or ""):
        factor *= lexicon("scales")[word]
    return float(factor)


def _scale_of_range(text: str, low: re.Match[str], high: re.Match[str] | None) -> float:
    """Return by what the lower end of a range is to be multiplied: by the scale of the other."""
    if high is None or not high["digits"] or _scale(low) != 1.0:
        return 1.0
    joined = _TO.fullmatch(text, low.end(), high.start())
    if joined is None or (joined["and"] and not _BETWEEN.search(text, 0, low.start())):
        return 1.0
    # "From 30 to 5 thousand" is none.
    is_range = float(low["digits"].replace(",", "")) < float(high["digits"].replace(",", ""))
    return _scale(high) if is_range else 1.0


def english_figures(text: str) -> Figures:
    """Return the numbers of an English text."""
    lowered = _WHOLE_HOUR.sub(r"\1", text.lower())
    found = Figures(loose=_loose_values(lowered) | hours(text.lower()))
    for century, last in _SHORT_YEAR.findall(lowered):
        found.add_reading(float(last), float(century + last))
    found.add_clocks(_CLOCK_OF_FOUR.findall(lowered))
    matches = list(_numbers().finditer(lowered))
    for match, following in zip_longest(matches, matches[1:]):
        if match["part"]:
            whole, scale = match["whole"] or "0", lexicon("scales")[match["of"]]
            value = _NUMBER_WORDS.get(whole) or float(whole.replace(",", ""))
            found.words.add((value + lexicon("fractions")[match["part"]]) * scale)
            found.loose.update((scale, value) if value else (scale,))
            continue
        if match["words"]:
            row = re.split(r"[\s-]+", match["words"])
            value = _word_value(row)
            # "twenty" in "twenty-first" is none; "the other two three" are no sum.
            ordinal = re.match(rf"-(?:{_any_of('ordinals')})\b", lowered[match.end() :])
            unsure = ordinal or (len(row) > 1 and lexicon("units").keys() >= set(row))
            (found.words if value >= SMALLEST_HARD and not unsure else found.loose).add(value)
            # "nineteen eighty" is no sum: each word counts for itself, too.
            found.loose.update(float(_NUMBER_WORDS[word]) for word in row if word in _NUMBER_WORDS)
        else:
            bare = float(match["digits"].replace(",", ""))
            # The digits of a name ("F-16", "G7", "COVID-19") are no figure of the sentence.
            is_name = re.search(r"[a-z]-?$", lowered[max(0, match.start() - 2) : match.start()])
            of_range = 1.0 if is_name else _scale_of_range(lowered, match, following)
            value = bare * _scale(match) * of_range
            (found.loose if is_name else found.digits).add(value)
            found.loose.add(bare)
            if of_range != 1.0:
                found.add_reading(value, bare)
        # "Three decades" may be thirty years.
        if unit := _UNIT.match(lowered, match.end()):
            found.add_reading(value, value * lexicon("multiples")[unit[1]])
    return found


def _loose_values(lowered: str) -> set[float]:
    """Return the numbers that words of a text hold without stating a figure."""
    values = {float(_NAMED[word]) for word in re.findall(r"[a-z]+", lowered) if word in _NAMED}
    # "A quarter" is 25 percent.
    values |= {100 * value for value in values if value < 1}
    for unit in re.findall(rf"\ban?\s({_any_of('multiples')})\b", lowered):
        values.add(float(lexicon("multiples")[unit]))
    # Compound ordinals ("twenty-first").
    tens, units = lexicon("tens"), lexicon("ordinals")
    for ten, unit in re.findall(rf"\b({_any_of('tens')})-({_any_of('ordinals')})\b", lowered):
        values.add(float(tens[ten] + units[unit]))
    return values


def _word_value(words: list[str]) -> float:
    """Return the value of number words in a row ("two hundred and fifty thousand")."""
    total = current = 0.0
    for word in words:
        if word == "hundred":
            current = (current or 1) * 100
        elif word in lexicon("scales"):
            # A scale closes what was counted before it; "a million" has nothing before it.
            total += (current or 1) * lexicon("scales")[word]
            current = 0.0
        else:
            current += _NUMBER_WORDS.get(word, 0.0)
    return total + current


def english_months(text: str) -> frozenset[int]:
    """Return the months an English text names, 1 to 12; "may" only where it must be one."""
    names = lexicon("months")
    ambiguous = lexicon("ambiguous")["months"]
    found = set()
    for match in _MONTH.finditer(text):
        name = match[1].lower()
        if name not in ambiguous or _is_surely_month(text, match):
            found.add(int(names[name]))
    return frozenset(found)


def _is_surely_month(text: str, match: re.Match[str]) -> bool:
    # A month is beside a figure, or after "in", "since", "of".
    if re.match(r"\.?\s*\d", text[match.end() :]):
        return True
    # Only the word right before it: "in the May election" is left open.
    left = re.findall(r"[\w']+", text[: match.start()])[-1:]
    before = lexicon("ambiguous")["before"]
    return any(word.lower() in before or word[0].isdigit() for word in left)


def english_weekdays(text: str) -> frozenset[int]:
    """Return the days of the week an English text names, Monday is 0."""
    names = lexicon("weekdays")
    found = re.findall(rf"\b({_any_of('weekdays')})(?:s|'s)?\b", text.lower())
    return frozenset(int(names[name]) for name in found)


@lru_cache(maxsize=16384)
def english_stem(word: str) -> str:
    """Return a lower-case word without its inflection; alike words need only come out alike."""
    # The longest ending comes first in the list, and one is enough.
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            word = word.removesuffix(ending)
            break
    return word.removesuffix("e").removesuffix("y").removesuffix("i")


def english_content_stems(text: str) -> tuple[str, ...]:
    """Return the stems of an English text that carry meaning, in order: no function words."""
    found = []
    for word in re.findall(r"\d+(?:,\d{3})*|[a-z]+(?:['’][a-z]+)?", text.lower()):
        if word[0].isdigit():
            found.append(word)
        elif len(word) > _SHORTEST_STEM and word not in lexicon("function")["words"]:
            found.append(english_stem(re.sub(r"['’]s?$|['’].*", "", word)))
    return tuple(found)
