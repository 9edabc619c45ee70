"""Kinds of time expressions: the rows of patterns.toml, compiled, and what they match in a text."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

from ..language.arabic import fold, key
from ..language.numbers import early_year_pattern, number_pattern, year_pattern
from .vocabulary import any_of, is_list, month_pattern, word_list

WORD_START = r"(?<!\w)(?:[وف]?[بلك]?)(?P<t>"
"""Arabic writes its conjunctions and one-letter prepositions onto the next word."""
WORD_END = r")(?:(?<=\d)م)?(?!\w)"
"""The letter of the common era, glued to its date (``2003م``), is no part of it."""
_REFERENCE = re.compile(r"\{(!?[a-z_]+(?:\.[a-z_]+)?)\}")
"""A piece or list in a pattern; counts such as `{0,3}` are left to the regular expression."""
_WORD = re.compile(r"(?<!\w)\w+")
_PREFIX_LETTERS = 2
_DIGIT = "digit"


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of expression: a row of the table with its pattern compiled.

    `resolver` names the function of resolve.py or relative.py that says what an expression means;
    ``None`` where it is found and stays open. `ambiguous` expressions may as well mean no time.
    """

    name: str
    pattern: re.Pattern[str]
    resolver: str | None
    ambiguous: bool = False


@cache
def read_table() -> dict[str, Any]:
    """Return patterns.toml as plain values: its ``pieces`` by name, and its ``rows``."""
    text = (files(__package__) / "patterns.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def rules() -> tuple[Rule, ...]:
    """Return every kind of expression, in the order of the table."""
    found = []
    for row in read_table()["rows"]:
        pattern = re.compile(WORD_START + _expanded(row["pattern"]) + WORD_END)
        ambiguous = row.get("ambiguous", False)
        found.append(Rule(row["name"], pattern, row.get("resolver"), ambiguous))
    return tuple(found)


def _expanded(pattern: str) -> str:
    """Return a pattern of the table as a regular expression over folded text."""
    expanded = _REFERENCE.sub(lambda reference: _piece(reference[1]), pattern)
    return fold(expanded.replace(" ", r"\s+"))


@cache
def _piece(name: str) -> str:
    """Return what a name in braces stands for, as a regular expression."""
    numbers = {
        "any_number": number_pattern,
        "year_in_words": year_pattern,
        "early_year": early_year_pattern,
        "month_names": month_pattern,
    }
    if name in numbers:
        return numbers[name]()
    pieces = read_table()["pieces"]
    if name in pieces:
        return _expanded(pieces[name])
    if name.startswith("!"):
        # A lookbehind has one width: a white space of one character has to do.
        behind = map(re.escape, word_list(name[1:]))
        # With a joined letter or the article, but "in" is no part of "of the press" (صحفي).
        ways = (rf"(?<!\b{w}\s)(?<!\b[بفكلو]{w}\s)(?<!ال{w}\s)" for w in behind)
        return "".join(ways)
    return f"(?:{any_of(name)})"


@cache
def _rules_by_opening() -> dict[str, set[int]]:
    """Return by the first word of expressions, or for any digit, the places of their rules."""
    found: dict[str, set[int]] = {}
    for place, row in enumerate(read_table()["rows"]):
        for name in row["opens"]:
            for words in word_list(name) if is_list(name) else (key(name),):
                found.setdefault(words.split()[0].removeprefix("ال"), set()).add(place)
    return found


@lru_cache(maxsize=16384)
def _rules_for(word: str) -> tuple[Rule, ...]:
    """Return the rules whose expressions can begin with a folded word.

    Trying every pattern at every word takes three times as long, with the same matches.
    """
    # Prefixes are cut off whether the letters are some or belong to the word: patterns decide that.
    places: set[int] = set()
    for cut in range(_PREFIX_LETTERS + 1):
        bare = word[cut:].removeprefix("ال")
        places.update(_rules_by_opening().get(_DIGIT if bare[:1].isdigit() else bare, ()))
    return tuple(rules()[place] for place in sorted(places))


class Match(NamedTuple):
    """What a rule matches in a folded sentence; the words of the time are the group ``t``."""

    rule: Rule
    found: re.Match[str]


def matches_in(folded: str) -> list[Match]:
    """Return what each rule matches in a folded sentence, overlaps and all."""
    found = []
    for word in _WORD.finditer(folded):
        for rule in _rules_for(word.group()):
            match = rule.pattern.match(folded, word.start())
            if match:
                found.append(Match(rule, match))
    return found
