"""Numbers in Arabic text: digits, words, and both (``39 ألف``, ``خمسة وثمانين``, ``5 آلاف``)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from .arabic import alternatives, fold, fold_with_offsets, folded_words, key
from .lexicon import any_word, load

LONGEST_NUMBER = 12
"""Words a number may have besides its first; a bound, so that matching stays linear."""
BEFORE_RANGE = 40
"""Characters before a range in which "between" or "from" begins, with a qualifier after it."""
_ADDED = ("units", "tens", "hundreds")
"""Sections of the lexicon with words that are added up to a number below a thousand."""
_THOUSANDS = re.compile(r"^[1-9]\d{0,2}(?:[.,]\d{3})+$")
"""Groups of three after comma or stop are thousands in Arabic news text (``866.646``)."""
_DECIMALS = re.compile(r"^(\d{1,3}(?:,\d{3})+)\.(\d+)$|^(\d{1,3}(?:\.\d{3})+),(\d+)$")
"""Such groups, and behind the other of the two marks a decimal (``41,583.90``, ``41.583,90``)."""
_SPACED = re.compile(r"(?<![\d.,])\d{1,3}(?:[\u00a0\u2009\u202f]\d{3})+(?!\d)")
"""Groups of three with spaces that do not break, as French has them."""
_BRACKETED = re.compile(r"\((\d+(?:[.,]\d+)*)\)(?=\s)")
"""A number that is written in brackets of its own, as in ``(99) مليونا و(876) ألفا``."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text: its value, its qualifier, and its offsets in the text as written.

    `bare` is what the lower end of a range is without the scale that stands after the upper one.
    """

    value: float
    qualifier: str | None
    start: int
    end: int
    percent: bool = False
    bare: float | None = None


@cache
def _values(*sections: str) -> dict[str, float]:
    """Return the number words of sections of ``numbers.toml``, folded, with their values."""
    values: dict[str, float] = {}
    for section in sections:
        values |= {key(word): float(value) for word, value in load("numbers")[section].items()}
    return values


@cache
def number_pattern() -> str:
    """Return a pattern of one number over folded text, without a qualifier."""
    digits = rf"\d+(?:[.,]\d+){{0,{LONGEST_NUMBER}}}"
    word = rf"(?:{alternatives([*_values(*_ADDED), *_values('scales')])})(?!\w)"
    scale = rf"(?:{alternatives(_values('scales'))})(?!\w)"
    more = f"{{0,{LONGEST_NUMBER}}}"
    return rf"(?:{digits}(?:\s+{scale}){more}|{word}(?:\s+(?:و\s?)?{word}){more})"


@cache
def year_pattern() -> str:
    """Return a pattern of a year in words (``ألفين وثمانية عشر``), over folded text."""
    years = load("numbers")["years"]
    teen = rf"(?:\s+(?:{alternatives(years['teens'])}))?"
    more = rf"(?:\s+و\s?(?:{alternatives(_values(*_ADDED))})(?!\w){teen})"
    # "Two thousand" is a year alone; "a thousand" is one only with the hundreds after it.
    whole, thousand = alternatives(years["whole"]), alternatives(years["with_hundreds"])
    return rf"(?:(?:{whole}){more}{{0,2}}|(?:{thousand}){more}{{1,3}})(?!\w)"


@cache
def early_year_pattern() -> str:
    """Return a pattern of a year of three digits, in digits or in words."""
    word = alternatives(_values(*_ADDED))
    hundreds = alternatives(load("numbers")["hundreds"])
    return rf"(?:\d{{3}}|(?:{hundreds})(?:\s+و\s?(?:{word})(?!\w)){{0,2}})(?!\w)"


@cache
def _qualified_number() -> tuple[re.Pattern[str], dict[str, str]]:
    """Return the pattern of a number with qualifier (``q``), digits or words (``n``), ``%``.

    Besides it comes what each qualifier means.
    """
    meanings = {key(word): meaning for word, meaning in load("numbers")["qualifiers"].items()}
    qualifiers = any_word(meanings)
    scales = alternatives(_values("scales"))
    # "Half" alone, "half a million", and "half of the million" after a number.
    part = rf"(?:{alternatives(_values('fractions'))})(?!\w)(?:\s+(?:ال)?(?:{scales})(?!\w))?"
    pair = rf"(?:{alternatives(load('numbers')['pairs']['words'])})(?!\w)"
    # Digits inside dates, times, links and decimals are no numbers of their own: hence the marks
    # that must not be next to one. One conjunction and one preposition may be written onto it.
    other = rf"(?:{alternatives(load('numbers')['look_alike']['words'])})(?!\w)"
    pattern = re.compile(
        rf"(?<![\w.,/:-])[وف]?(?!{other})[بلك]?(?:(?P<q>{qualifiers})\s+|ال(?=\d+(?:[.,]\d+)?\s+(?:{scales})(?!\w)))?"
        rf"(?P<n>{number_pattern()}(?:\s+و\s?{part})?|{part}|{pair})"
        rf"(?P<p>\s?%)?(?![\w/:])"
    )
    return pattern, meanings


@cache
def _more() -> re.Pattern[str]:
    """Return the pattern of a number that another may go on with."""
    # "3 thousand and 20 percent" are two.
    percent = "|".join(folded_words("numbers", "percent", "words"))
    return re.compile(rf"\s+و\s?(?P<n>{number_pattern()})(?!\s?%|\s+(?:{percent})(?!\w)|[\w/:])")


def end_of_number(folded: str, start: int, end: int) -> int:
    """Return where a number really ends: after a scale, or hundreds, less follows (``ألف و200``).

    `folded` is a folded text, in which the number has been found from `start` to `end`.
    """
    while True:
        last = folded[start:end].rsplit(maxsplit=1)[-1]
        known = _values("scales", "hundreds")
        scale = known.get(last) or known.get(last.removeprefix("و"), 0.0)
        more = _more().match(folded, end) if scale else None
        value = read_number(more["n"]) if more else None
        # As much as the scale is another number: "30 thousand and 50 thousand". The dual is twice
        # its scale.
        if more is None or value is None or value >= 10 ** (len(f"{scale:.0f}") - 1):
            return end
        end = more.end()


@cache
def _range_patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of two numbers with one scale, and of "between" and "from" before them.

    Without these, ``20 و25 ألف`` and ``12 إلى 20 ألفا`` may be two numbers.
    """
    words, end = load("numbers")["ranges"], r"\d{1,3}(?:[.,]\d{1,2})?"
    joined = rf"(?P<dash>[-\u2013\u2014])|\s+(?:(?P<and>و)\s?|(?:{alternatives(words['to'])})\s+)"
    scale = rf"(?P<scale>(?:\s+(?:{alternatives(_values('scales'))})(?!\w))+)"
    ends = rf"(?<![\w.,/:-])(?P<low>{end})(?:{joined})(?P<high>{end}){scale}"
    qualifier = rf"(?:(?:{any_word(map(key, load('numbers')['qualifiers']))})\s+)?"
    between, start = (
        re.compile(rf"(?<!\w)[وف]?(?:{alternatives(words[name])})\s+{qualifier}\Z")
        for name in ("between", "from")
    )
    return re.compile(ends), between, start


def _ranges(folded: str) -> tuple[str, dict[int, float]]:
    """Return a text without the dashes of ranges, and the scales of their lower ends, by place."""
    pattern, between, start = _range_patterns()
    scales: dict[int, float] = {}
    for found in pattern.finditer(folded):
        before = folded[max(0, found.start() - BEFORE_RANGE) : found.start()]
        word = between if found["and"] else start
        low, high, scale = map(read_number, (found["low"], found["high"], f"1{found['scale']}"))
        if scale and low and high and low < high and (found["dash"] or word.search(before)):
            scales[found.start()] = scale
            if found["dash"]:
                folded = f"{folded[: found.start('dash')]} {folded[found.end('dash') :]}"
    return folded, scales


def read_number(text: str) -> float | None:
    """Return the value of one number in digits, words or both; ``None`` if it is none.

    >>> read_number("خمسة وثمانين")
    85.0
    """
    folded = fold(text)
    if " ".join(folded.split()) in folded_words("numbers", "pairs", "words"):
        return 2.0
    values, scales, fractions = _values(*_ADDED), _values("scales"), _values("fractions")
    # `current` adds up until a scale multiplies it into the total. A fraction after a scale is
    # one of that scale ("a million and a half") if none follows ("a million and half a million").
    total, current, scale, is_number = 0.0, 0.0, 1.0, False
    words = folded.replace("،", " ").split()
    for i, word in enumerate(words):
        if word.removeprefix("ال") in scales:  # "half of the million"
            words[i] = word.removeprefix("ال")
    for word, following in zip(words, [*words[1:], ""], strict=True):
        rest = word.removeprefix("و")  # "and", unless the word itself begins with that letter
        if not rest:
            continue
        is_number_word = rest in values or rest in scales or rest in fractions
        token = rest if is_number_word or rest[0].isdigit() else word
        value = values.get(token, read_digits(token))
        if value is not None:
            current += value
        elif token in fractions and following in scales:
            current += fractions[token]
        elif token in fractions:
            total += fractions[token] * scale
        elif token in scales:
            scale = scales[token]
            # "And a thousand" adds to what is before it, as in years that begin with their units.
            total, current = (total + current, 0.0) if word != token else (total, current)
            # A scale in the dual is two of it by itself (``ألفين``), whatever is before it.
            total += (
                scale
                if token in folded_words("numbers", "dual", "words")
                else (current or 1.0) * scale
            )
            current = 0.0
        else:
            return None
        is_number = True
    return total + current if is_number else None


def read_digits(token: str) -> float | None:
    """Return the value of digits with their marks, ``None`` if they are no number."""
    if not token[:1].isdigit():
        return None
    if _THOUSANDS.match(token):
        return float(re.sub(r"[.,]", "", token))
    if decimals := _DECIMALS.match(token):
        whole, part = filter(None, decimals.groups())
        return float(f"{re.sub(r'[.,]', '', whole)}.{part}")
    try:
        return float(token.replace(",", "."))
    except ValueError:
        return None


def with_commas(text: str) -> str:
    """Return a text, as long as it was, with commas for the spaces inside of its numbers."""
    return _SPACED.sub(lambda found: re.sub(r"\s", ",", found[0]), text)


@lru_cache(maxsize=8192)
def find_numbers(text: str) -> tuple[Number, ...]:
    """Return the numbers of a text with qualifier and offsets, in order."""
    # Folded, "two hundred" before what is counted would be "dead"; its other case is not.
    folded = fold_with_offsets(with_commas(text).replace("مئتا", "مئتي"))
    # Folding may drop marks, so offsets are translated back to the text as written.
    lowered, scales = _ranges(_BRACKETED.sub(r" \1 ", folded.text.lower()))
    pattern, names = _qualified_number()
    found = []
    match = pattern.search(lowered)
    while match:
        is_counted = match["n"] not in folded_words("numbers", "uncounted", "words")
        start, end = match.span("n")
        end = end_of_number(lowered, start, end) if is_counted else end
        value = read_number(lowered[start:end])
        stop = max(end, match.end())
        if value is not None and is_counted:
            qualifier = names.get(" ".join((match["q"] or "").split()))
            # What is written onto the number (a conjunction, a preposition) is not part of it.
            first = match.start("q" if match["q"] else "n")
            # Brackets that have been taken out are.
            first -= lowered[first - 1 : first] == " " and folded.text[first - 1] == "("
            ends_in_bracket = lowered[stop : stop + 1] == " " and folded.text[stop] == ")"
            span = folded.span(first, stop + ends_in_bracket)
            scale = scales.get(start)
            whole, bare = (value * scale, value) if scale else (value, None)
            found.append(Number(whole, qualifier, *span, bool(match["p"]), bare))
        match = pattern.search(lowered, stop)
    return tuple(found)
