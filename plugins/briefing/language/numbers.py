"""Numbers in Arabic text: digits, words, and both (``39 ألف``, ``خمسة وثمانين``, ``5 آلاف``)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain, pairwise
from typing import NamedTuple

from .arabic import alternatives, fold, fold_with_offsets, folded_words, key
from .lexicon import any_word, load

LONGEST_NUMBER = 12
"""Words a number may have besides its first; a bound, so that matching stays linear."""
_TEN, _HUNDRED, _THOUSAND = 10, 10**2, 10**3
_MILLION, _BILLION, _TRILLION = 10**6, 10**9, 10**12
_DIGITS_OF_UNITS, _DIGITS_OF_TENS = 1, 2
BEFORE_RANGE = 40
"""Characters before a range in which "between" or "from" begins, with a qualifier after it."""
_ADDED = ("units", "tens", "hundreds")
"""Sections of the lexicon with words that are added up to a number below a thousand."""
_THOUSANDS = re.compile(r"^[1-9]\d{0,2}(?:[.,]\d{3})+$")
"""Groups of three after comma or stop are thousands in Arabic news text (``866.646``)."""
_DECIMALS = re.compile(r"^(\d{1,3}(?:,\d{3})+)\.(\d+)$|^(\d{1,3}(?:\.\d{3})+),(\d+)$")
"""Such groups, and behind the other of the two marks a decimal (``41,583.90``, ``41.583,90``)."""
_GROUP = re.compile(r"^\d{1,3}([.,])\d{3}$")
"""One such group with a stop before millions or more is decimals (``46.384 مليار``); a round one,
and in some countries one before billions (``23.891 مليار ليرة``), may be thousands as well, and one
with a comma there decimals. Before trillions, and where a shorter decimal tells, it is decimals."""
_SPACED = re.compile(r"(?<![\d.,])\d{1,3}(?:[\u00a0\u2009\u202f]\d{3})+(?!\d)")
"""Groups of three with spaces that do not break, as French has them."""
_REVERSED = re.compile(
    r"(?<![\w.,/:])([وبلك]?)(?<!\d\s)((?:000[ \u00a0\u2009\u202f]){1,3})"
    r"([1-9]\d{0,2})(?!\s?\d|[.,/:])"
)
"""The groups of a round number in the order in which a page of the other direction showed them
(``000 21``, 21,000): no number begins with three zeros."""
_SPOKEN_POINT = re.compile(r"(?<![\d.,])(\d{1,9})(\s{1,3}فاصلة?\s{1,3})(\d{1,6})(?![\d.,])")
"""A decimal with its point in words (``28 فاصل 8``), as papers of Tunisia have it."""
_MARK = re.compile(r"\A\s{0,3}\d{1,2}\s?[-\u2013.)](?=\s?[^\W\d]|\s\D)|(?<=[^\s\[])\[\d{1,3}\]")
"""The number of a list's item before it, and that of a note (``2025[1]``)."""
_PERCENT_BEFORE = re.compile(r"(?:\A|[^\d\s]\s?)%\s?\Z")
"""The sign before its number (``% 7,5``), where it is not that of a number before it."""
_BEFORE_SIGN = 5
"""Characters before a number in which its sign is, with what parts it from another number."""
_DIGITS_END = re.compile(r"\d\s\Z")
_ARTICLE = re.compile(r"\A(?:[وفبك]?ال|[وف]?لل)")
_DEFINITE = re.compile(r" (ال\w{3,20})")
_OPENS, _CLOSES = '(«“"', ')»”"'
_BRACKETED = re.compile(rf"[{_OPENS}](\d+(?:[.,]\d+)?)[{_CLOSES}](?=\s)")
"""A number in brackets or quotes of its own, as in ``(99) مليونا و(876) ألفا``, ``«70» مليون``; a
large one (``(1,200,000) مليون ومئتا ألف``) is told again in words."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text: its value, its qualifier, and its offsets in the text as written.

    `bare` is another reading: of the lower end of a range without the scale that stands after the
    upper one, of a group before millions as thousands. What is no count (`is_count`) is no reading
    of a figure: feared, expected, a part, "of every ten", or of two readings.
    """

    value: float
    qualifier: str | None
    start: int
    end: int
    percent: bool = False
    bare: float | None = None
    is_count: bool = True


@cache
def _values(*sections: str) -> dict[str, float]:
    """Return the number words of sections of ``numbers.toml``, folded, with their values."""
    values: dict[str, float] = {}
    for section in sections:
        values |= {key(word): float(value) for word, value in load("numbers")[section].items()}
    return values


@cache
def _pairs() -> frozenset[str]:
    """Return what says "two of them" in one word, folded: both cases of the dual of each noun."""
    known = load("numbers")["pairs"]
    duals = set(known["words"])
    for noun in known["nouns"]:
        root = f"{noun.removesuffix('ة')}ت" if noun.endswith("ة") else noun
        duals |= {f"{root}ين", f"{root}ان"}
    return frozenset(map(key, duals))


@cache
def number_pattern() -> str:
    """Return a pattern of one number over folded text, without a qualifier."""
    digits = rf"\d+(?:[.,]\d+){{0,{LONGEST_NUMBER}}}"
    word = rf"(?:{alternatives([*_values(*_ADDED), *_values('scales', 'teens', 'shares')])})(?!\w)"
    scale = rf"(?:{alternatives(_values('scales'))})(?!\w)"
    more = f"{{0,{LONGEST_NUMBER}}}"
    # The space before the first scale is often lost ("15million").
    return rf"(?:{digits}(?:{scale})?(?:\s+{scale}){more}|{word}(?:\s+(?:و\s?)?{word}){more})"


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
    listed = load("numbers")["qualifiers"]
    meanings = {key(word).replace(" ", ""): meaning for word, meaning in listed.items()}
    # The space within one is often lost ("morethan").
    qualifiers = alternatives(listed).replace(r"\s+", r"\s*")
    scales = alternatives(_values("scales"))
    # "Half" alone, "half a million", and "half of the million" after a number.
    part = rf"(?:{alternatives(_values('fractions'))})(?!\w)(?:\s+(?:ال)?(?:{scales})(?!\w))?"
    pair = rf"(?:{alternatives(_pairs())})(?!\w)"
    # Digits inside dates, times, links and decimals are no numbers of their own: hence the marks
    # that must not be next to one. One conjunction and one preposition may be written onto it.
    other = rf"(?:{alternatives(load('numbers')['look_alike']['words'])})(?!\w)"
    # The space before digits is often lost ("to820").
    glued = rf"(?:{alternatives(load('numbers')['glued']['words'])})(?=\d)"
    before = rf"(?<![\w.,/:-])[وف]?(?!{other})(?:[بلك]|{glued})?"
    qualifier = rf"(?P<q>{qualifiers})(?:\s+(?:ال\s?(?=\d))?|(?=\d))"
    article = rf"ال(?=\d+(?:[.,]\d+)?\s+(?:(?:{scales})(?!\w)|{_counted()}))"
    number = rf"(?P<n>{number_pattern()}(?:\s+و\s?{part})?|{part}|{pair})"
    percent = rf"(?P<p>\s?%|(?=\s+{_percent()}))?"
    # Of digits with letters written onto them ("14.62م"), the first are no number.
    after = rf"(?:(?![\w/:]|\s?[.,]\d|-\d{{1,2}}-\d)|(?<=\d)(?={_counted()}))"
    return re.compile(f"{before}(?:{qualifier}|{article})?{number}{percent}{after}"), meanings


@cache
def _counted() -> str:
    """Return a pattern of what numbers count, over folded text, in either case."""
    return rf"(?:{alternatives(load('numbers')['counted']['words'])})ا?(?!\w)"


@cache
def _percent() -> str:
    """Return a pattern of a word for "per cent", over folded text."""
    return rf"(?:{alternatives(load('numbers')['percent']['words'])})(?!\w)"


@cache
def _more() -> re.Pattern[str]:
    """Return the pattern of a number that another may go on with, by "and" or in digits alone."""
    # "5 million, and 250 thousand people" is one number.
    behind_comma = rf"،\s+و\s?(?={number_pattern()}\s+{_counted()})"
    digits = rf"\s+(?=\d{{1,3}}\s(?:{alternatives(_values('scales'))})(?!\w))"
    # "3 thousand and 20 percent" are two.
    after = rf"(?!\s?%|\s+{_percent()}|[\w/:])"
    return re.compile(rf"(?:\s+و\s?|{behind_comma}|{digits})(?P<n>{number_pattern()}){after}")


def _counts_thousands(last: float, hundreds: float, scale: float) -> bool:
    """Tell whether a scale counts what is before the last one, too: "a thousand 200 million"."""
    return last == _THOUSAND and _HUNDRED <= hundreds < _THOUSAND and scale >= _MILLION


def _first_sum(number: str) -> str:
    """Return the part of number words that is one number: of "four and six" the first.

    Two words joined by "and" are not added up if both are units, tens or hundreds, nor a unit
    behind tens, nor ten behind a unit, nor what is counted by the same scale or a larger one.
    """
    values, scales, known = _values(*_ADDED), _values("scales"), _values(*_ADDED, "scales")
    # The digits of the word before, the last scale, and where the words joined to that begin.
    last_digits, last_scale, joined_at = 0, 0.0, 0
    is_joined = False
    for found in re.finditer(r"\S+", number):
        word = found[0]
        if word == "و":
            is_joined = True
            continue
        bare = word.removeprefix("و")
        if bare != word and word not in values and bare in known:
            word, is_joined = bare, True
        if is_joined and last_scale and not joined_at:
            joined_at = found.start()
        if word in scales:
            if joined_at and scales[word] >= last_scale:
                words = number[joined_at : found.start()].strip(" و")
                hundreds = read_number(words) or 0 if words else 0
                if not _counts_thousands(last_scale, hundreds, scales[word]):
                    return number[:joined_at].rstrip(" \tو")
            last_digits, last_scale, joined_at = 0, scales[word], 0
        elif word in values:
            digits = len(f"{values[word]:.0f}")
            is_unit = (last_digits, digits) == (_DIGITS_OF_TENS, _DIGITS_OF_UNITS)
            is_ten = last_digits == _DIGITS_OF_UNITS and values[word] == _TEN
            if is_joined and (digits == last_digits or is_unit or is_ten):
                return number[: found.start()].rstrip(" \tو")
            last_digits = digits
        else:
            last_digits = 0
        is_joined = False
    return number


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
        if more is None or value is None:
            return end
        hundreds, *counted = more["n"].split()
        is_one = len(counted) == 1 and counted[0] in known
        is_one = is_one and _counts_thousands(scale, read_digits(hundreds) or 0, known[counted[0]])
        if value >= 10 ** (len(f"{scale:.0f}") - 1) and not is_one:
            return end
        end = more.end()


@cache
def _range_patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of two numbers with one scale, and of "between" and "from" before them.

    Without these, ``20 و25 ألف`` and ``12 إلى 20 ألفا`` may be two numbers.
    """
    words = load("numbers")["ranges"]
    word = rf"(?:{alternatives(_values(*_ADDED))})(?!\w)"
    teens = alternatives(_values("teens"))
    end = rf"(?:\d{{1,3}}(?:[.,]\d{{1,2}})?|{teens}|{word}(?:\s+عشره?(?!\w)|\s+و\s?{word})?)"
    to = alternatives(words["to"])
    joined = rf"\s?(?P<dash>[-\u2013\u2014])\s?|\s+(?:(?P<and>و)\s?|(?:{to})\s+)"
    scale = rf"(?P<scale>(?:\s+(?:{alternatives(_values('scales'))})(?!\w))+)"
    percent = rf"(?P<percent>(?=\s?%|\s+{_percent()}))"
    of_both = rf"(?:{scale}|(?=\s{_counted()})|{percent})"
    ends = rf"(?<![\w.,/:-])[وفبلك]?(?P<low>{end})(?:\s?%)?(?:{joined})(?P<high>{end}){of_both}"
    qualifier = rf"(?:{any_word(map(key, load('numbers')['qualifiers']))})\s+"
    # The "difference between" two tells of each of them.
    apart = rf"(?:(?<!\w)[وف]?(?P<apart>{alternatives(words['apart'])})\s+)?"
    between, start = (
        rf"(?<!\w)[وف]?(?:{alternatives(words[name])})\s+(?:{qualifier})?\Z"
        for name in ("between", "from")
    )
    # "About 10 to 15 thousand" is a range, too, and so is "between 10 to 15".
    start = rf"{start}|(?P<between>{between})|(?<!\w)[وف]?[بلك]?{qualifier}\Z"
    return re.compile(ends), re.compile(f"{apart}{between}"), re.compile(start)


class _RangeEnd(NamedTuple):
    """An end of a range: what stands behind the other one alone, and what limits this one."""

    scale: float | None = None
    percent: bool = False
    limit: str | None = None


def _ranges(folded: str) -> tuple[str, dict[int, _RangeEnd]]:
    """Return a text without the dashes of ranges, and the ends of ranges, by place."""
    pattern, between, start = _range_patterns()
    range_ends: dict[int, _RangeEnd] = {}
    for found in pattern.finditer(folded):
        before = folded[max(0, found.start() - BEFORE_RANGE) : found.start()]
        word = between if found["and"] else start
        low, high = read_number(found["low"]), read_number(found["high"])
        # "Between twenty-five thousand", and not "between five and twenty thousand".
        is_joined = found["and"] and not found["low"][0].isdigit()
        is_sum = is_joined and len(_first_sum(found[0])) > len(found["low"])
        opened = word.search(before)
        if is_sum or not (low and high and low < high and (found["dash"] or opened)):
            continue
        told = opened.groupdict() if opened else {}
        is_between = told.get("between") or (found["and"] and not told["apart"])
        scale = read_number(f"1{found['scale']}") if found["scale"] else None
        # What goes from one number to another has been both.
        lowest, highest = ("at least", "up to") if found["dash"] or is_between else (None, None)
        range_ends[found.start("low")] = _RangeEnd(scale, found["percent"] is not None, lowest)
        range_ends[found.start("high")] = _RangeEnd(limit=highest)
        if found["dash"]:
            folded = f"{folded[: found.start('dash')]} {folded[found.end('dash') :]}"
    return folded, range_ends


@cache
def _construct() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, str]]:
    """Return the patterns of a dual right before a noun and of a number's end, and other cases."""
    lexicon = load("numbers")
    cases: dict[str, str] = lexicon["construct"]
    counted = any_word(lexicon["counted"]["words"])
    duals = re.compile(rf"(?<!\w)([وفبلك]?)({any_word(cases)})(?= (?:{counted})(?!\w))")
    numbers = any_word(chain.from_iterable(lexicon[name] for name in (*_ADDED, "teens")))
    return duals, re.compile(rf"(?:\d|(?<!\w)و?(?:{numbers}))\s\Z"), cases


def _with_plain_duals(text: str) -> str:
    """Return a text, as long as it was, with the duals before a noun in a case that is plain.

    "Two thousand soldiers" (``ألفا جندي``), which folded would be one thousand; "two hundred",
    which would be "dead", before anything.
    """
    text = text.replace("مئتا", "مئتي")
    duals, number, cases = _construct()

    def plain(found: re.Match[str]) -> str:
        before = text[max(0, found.start() - BEFORE_RANGE) : found.start()]
        return found[0] if number.search(before) else f"{found[1]}{cases[found[2]]}"

    return duals.sub(plain, text)


@cache
def _teens() -> tuple[re.Pattern[str], dict[str, float]]:
    """Return the pattern of 11, 12 and shares in two words in folded text, and their values."""
    values = _values("teens", "shares")
    return re.compile(rf"(?:{alternatives(values)})(?!\w)"), values


def read_number(text: str) -> float | None:
    """Return the value of one number in digits, words or both; ``None`` if it is none.

    >>> read_number("خمسة وثمانين")
    85.0
    """
    folded = re.sub(r"(?<=\d)(?=[^\W\d])", " ", fold(text))
    if " ".join(folded.split()) in _pairs():
        return 2.0
    values, scales, fractions = _values(*_ADDED), _values("scales"), _values("fractions")
    # `current` adds up until a scale multiplies it into the total. A fraction after a scale is
    # one of that scale ("a million and a half") if none follows ("a million and half a million").
    total, current, scale = 0.0, 0.0, 1.0
    # What the scale right before a word has added to the total.
    last_added = 0.0
    words = _words_of_number(folded)
    for (word, is_joined), (following, _) in pairwise([*words, ("", False)]):
        value = values.get(word, read_digits(word))
        added, last_added = last_added, 0.0
        # One group of three behind a stop, before millions or more, is decimals.
        if "." in word and _GROUP.match(word) and scales.get(following, 0) >= _MILLION:
            value = float(word)
        if value is not None:
            current += value
        elif word in fractions and following in scales:
            current += fractions[word]
        elif word in fractions:
            total += fractions[word] * scale
        elif word in scales:
            scale = scales[word]
            # "And a thousand" adds to what is before it, as in years that begin with their units.
            total, current = (total + current, 0.0) if is_joined else (total, current)
            if added and not is_joined:
                # "Two thousand million": it multiplies the scale before it.
                total, last_added = total - added, added * scale
            else:
                # A scale in the dual is two of it by itself (``ألفين``), whatever is before it.
                is_dual = word in folded_words("numbers", "dual", "words")
                # "A thousand 200 million": it multiplies both.
                if _HUNDRED <= current < _THOUSAND <= total < _MILLION <= scale:
                    total, current = 0.0, total + current
                last_added = scale if is_dual else (current or 1.0) * scale
            total, current = total + last_added, 0.0
        else:
            return None
    return total + current if words else None


def _words_of_number(folded: str) -> list[tuple[str, bool]]:
    """Return the words of a number without "and" and articles; "and" is told beside each."""
    pattern, teens = _teens()
    folded = pattern.sub(lambda teen: f"{teens[' '.join(teen[0].split())]:g}", folded)
    known = _values(*_ADDED, "scales", "fractions")
    words = []
    for word in folded.replace("،", " ").split():
        # Some words begin with the letter of "and" themselves.
        rest = word.removeprefix("و")
        is_joined = rest != word and (rest in known or rest[:1].isdigit())
        bare = rest if is_joined else word
        scale = bare.removeprefix("ال")  # "half of the million"
        if rest:
            words.append((scale if scale in _values("scales") else bare, is_joined))
    return words


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


@cache
def _definite_scale() -> re.Pattern[str]:
    """Return the pattern of "the million and" before a number."""
    return re.compile(rf"(?<!\w)[وفبك]?ال(?:{alternatives(_values('scales'))})\s+و\s?\Z")


@cache
def _decimal_of_millions() -> re.Pattern[str]:
    """Return the pattern of a decimal of millions or more; its group is the mark in it."""
    large = [word for word, value in _values("scales").items() if value >= _MILLION]
    return re.compile(rf"(?<![\d.,])\d+([.,])\d{{1,2}}\s+(?:{alternatives(large)})(?!\w)")


@cache
def _arabic_comma() -> re.Pattern[str]:
    """Return the pattern of an Arabic comma that groups digits, or is the point of a decimal.

    Between smaller numbers it is one only before what measures them (``3،8 مليون``, ``19،4%``).
    """
    # The text is as it was written, and so are the words.
    measures = "|".join([*load("numbers")["percent"]["words"], *load("numbers")["scales"]])
    return re.compile(
        rf"(?<=\d)(?<!\d{{4}})،(?=\d{{3}}(?!\d))|(?<=\d)(?<![،.,]\d)(?<![،.,]\d\d)،"
        rf"(?=\d{{1,2}}(?:\s?[%٪]|\s{{1,3}}(?:{measures})(?!\w)))"
    )


def with_plain_marks(text: str) -> str:
    """Return a text, as long as it was, with commas and stops inside of its numbers as usual."""
    text = _arabic_comma().sub(",", text)
    text = _REVERSED.sub(lambda found: found[1] + ",".join((found[3], *found[2].split())), text)
    # Zeros behind a decimal keep both its value and the length.
    text = _SPOKEN_POINT.sub(lambda found: f"{found[1]}.{found[3]}".ljust(len(found[0]), "0"), text)
    return _SPACED.sub(lambda found: re.sub(r"\s", ",", found[0]), text)


def _ends_definite(folded: str, start: int, end: int) -> bool:
    """Tell whether a number in folded text is the ten of an ordinal, or of a number with article.

    ``الرابعة عشرة``, ``الأربعة عشر``: checks know their values, and figures they are none.
    """
    before = folded[max(0, start - BEFORE_RANGE) : start].rsplit(maxsplit=1)[-1:]
    ordinal, ten = before[0] if before else "", folded[start:end]
    # They agree: behind "the second attack" ten of something else is a number. Many write the
    # feminine without its letter, behind which then is nothing that could be counted.
    agree = ten == ("عشره" if ordinal.endswith("ه") else "عشر")
    following = re.sub(r"\W.*", "", folded[end : end + BEFORE_RANGE].lstrip())
    is_free = following in folded_words("labels", "following") or following[:2] in ("", "ال", "لل")
    if ordinal.removesuffix("ه") in folded_words("numbers", "ordinal_units"):
        return agree or (ten == "عشر" and is_free)
    unit = _ARTICLE.sub("", ordinal)
    # "On Sunday ten raids", "on Monday ten dead" are no numbers with article.
    if unit in (ordinal, "احد", "اثنين") or ten not in ("عشر", "عشره"):
        return False
    # From three on they do not agree.
    is_teen = unit in _values("units") and unit.endswith("ه") == (ten == "عشر")
    return is_teen or f"{unit} {ten}" in _values("teens")


def _end_and_next(folded: str, match: re.Match[str]) -> tuple[int, int]:
    """Return where a number in folded text ends, and where the next may begin."""
    start, end = match.span("n")
    summed = _first_sum(match["n"])
    if len(summed) < end - start:
        return start + len(summed), start + len(summed)
    end = end_of_number(folded, start, end)
    return end, max(end, match.end())


def find_numbers(text: str) -> tuple[Number, ...]:
    """Return the numbers of a text as they are written, in order.

    `stated_numbers` knows besides what limits them, and which of them count nothing.
    """
    return tuple(number for number, _, _ in places_of_numbers(text)[1])


@lru_cache(maxsize=8192)
def places_of_numbers(text: str) -> tuple[str, tuple[tuple[Number, int, int], ...]]:
    """Return a folded text, and its numbers with where each begins and ends there, in order."""
    unmarked = _MARK.sub(lambda mark: " " * len(mark[0]), text)
    folded = fold_with_offsets(_with_plain_duals(with_plain_marks(unmarked)))
    # As long as the folded text, without the brackets of numbers and the dashes of ranges.
    lowered, range_ends = _ranges(_BRACKETED.sub(r" \1 ", folded.text.lower()))
    # The mark before the decimals of millions; empty where none or both are.
    marks = set(_decimal_of_millions().findall(lowered))
    point = marks.pop() if len(marks) == 1 else ""
    pattern, meanings = _qualified_number()
    found: list[tuple[Number, int, int]] = []
    match = pattern.search(lowered)
    while match:
        start, stop = match.start("n"), match.end()
        if not _is_rest(lowered, match):
            end, stop = _end_and_next(lowered, match)
            value = _value(lowered, start, end)
            if value is not None and not _ends_definite(lowered, start, end):
                # What is written onto the number (a conjunction, a preposition) is no part of it.
                first = match.start("q" if match["q"] else "n")
                # Brackets that have been taken out are.
                first -= lowered[first - 1 : first] == " " and folded.text[first - 1] in _OPENS
                in_bracket = lowered[stop : stop + 1] == " " and folded.text[stop] in _CLOSES
                # Folding may drop marks, so offsets are translated back to the text as written.
                span = folded.span(first, stop + in_bracket)
                scale, percent, limit = range_ends.get(start, _RangeEnd())
                sign_before = lowered[max(0, start - _BEFORE_SIGN) : start]
                percent |= match["p"] is not None or bool(_PERCENT_BEFORE.search(sign_before))
                qualifier = meanings.get("".join((match["q"] or "").split()), limit)
                whole, bare, is_count = _readings(value, lowered[start:end], scale, point)
                number = Number(whole, qualifier, *span, percent, bare, is_count)
                found.append((number, first, stop))
        match = pattern.search(lowered, stop)
    return lowered, tuple(found)


def _is_rest(folded: str, match: re.Match[str]) -> bool:
    """Tell whether a match is none by itself: "thousands", or what another number goes on with."""
    start = match.start("n")
    # Behind digits that are none a scale is none, either: some have a word written onto them
    # (``بنحو246.4 مليون``), some a letter for a point (``3ر2 مليون``).
    is_scale = match["n"].split()[0] in _values("scales")
    if is_scale and _DIGITS_END.search(folded, max(0, start - 2), start):
        return True
    # "The million and 800 thousand" is one number, of which the first half is none.
    before = folded[max(0, match.start() - BEFORE_RANGE) : start]
    if _definite_scale().search(before):
        return True
    return match["n"] in folded_words("numbers", "uncounted", "words")


def _value(folded: str, start: int, end: int) -> float | None:
    """Return the value of a number in folded text."""
    written = folded[start:end]
    noun = _DEFINITE.match(folded, end)
    # "A fifth of the" is written as "five" is; "five last month" and "the five years" are none.
    if noun and noun[1] not in folded_words("numbers", "no_whole", "words"):
        return _values("before_article").get(written, read_number(written))
    return read_number(written)


def _readings(
    value: float, written: str, scale: float | None, point: str
) -> tuple[float, float | None, bool]:
    """Return the value of a number, another reading of it, and whether it may count something.

    `scale` is what stands behind the other end of its range, `point` the mark of decimals.
    """
    whole, bare = (value * scale, value) if scale else (value, None)
    # A part in words is no count of the whole; in figures it is measured.
    is_part = 0 < whole < 1 and not written[0].isdigit()
    digits, following = [*written.split(), ""][:2]
    known = _values("scales").get(following, 0)
    mark = _GROUP.match(digits)
    # A long one with a nought before it is that of a telephone.
    is_telephone = digits.startswith("0") and digits.isdigit() and int(digits) >= _MILLION
    if not mark or known < _MILLION or (mark[1] == "," and mark[1] != point and known < _BILLION):
        return whole, bare, not (is_part or is_telephone)
    # A stop has been read as a point, a comma as none.
    large, small = (whole * 1000, whole) if mark[1] == "." else (whole, whole / 1000)
    if mark[1] == point or (mark[1] == "." and known >= _TRILLION):
        return small, large, True
    return small, large, known < _BILLION and not digits.endswith("00")
