"""Numbers by which nothing is counted: possible ones, names such as "minute 40", scores."""

from __future__ import annotations

import re
from functools import cache
from itertools import chain
from typing import NamedTuple

from .arabic import alternatives, folded_words, key
from .lexicon import conjugations, load

_YEARS = range(1900, 2101)
_SCORE = re.compile(r"(?<=\d)(?:(?:[-–+]|\s[-–]\s)\d{1,3}(?![\d%]|[.,]\d)|\s?ر\d)")
"""The other half of a score behind the first; what is behind a letter that is a point."""
_NAME = 60
"""Characters before a number in which the name stands of which it is a part."""
_BEFORE = 160
"""Characters before a number in which the clause stands that makes it none that is so."""


@cache
def _possible() -> dict[str, str]:
    """Return a pattern of each list of words by which a number is no count, by its name.

    With them come `word`, one more of the same clause, `aside`, what is between commas there, and
    `may_be`, before a verb.
    """
    known = {name: alternatives(listed) for name, listed in load("possible").items()}
    # What ends the clause of a total ends this one, too, as does "and said".
    said = {form for form, _, mood in conjugations("always") if mood == "perfect"}
    said -= set(load("reporting_verbs")["ambiguous"])
    ends = rf"{alternatives(load('totals')['ends'])}|و(?:{alternatives(said)})"
    word = rf"(?:\s+(?!(?:{ends}|{known['happened']})(?!\w))[^\W\d]{{1,20}})"
    # Who says so, or anything before a "to" that goes on with the clause.
    inside = rf"(?:{known['asides']})\s|(?!و)(?=[^،)–-]{{1,60}}[،)–-]\s+الي\s)"
    aside = rf"(?:\s?[،(–-]\s?(?:{inside})[^،؛.:()–-]{{1,60}}[،)–-](?!\s[وف]))"
    feminine = "|".join(known[name] for name in ("future", "bringing", "feminine"))
    present = rf"(?:(?:ي|تت|تست)\w{{1,20}}|ت(?:{feminine})(?!\w))"
    may_be = rf"(?:(?:{known['may']})\s+(?={present})|(?:{known['perhaps']})\s+)"
    return {**known, "word": word, "aside": aside, "may_be": may_be}


@cache
def forecast_pattern() -> str:
    """Return a pattern of what is expected or feared to happen, as a noun, over folded text."""
    known = _possible()
    far = rf"{known['word']}{{0,4}}{known['aside']}?"
    # "Responsible for the killing" tells of one that has happened.
    before = r"(?<!\sعن)(?<!\sفي)(?<!\sعلي)(?<!\sعند)"
    what = rf"(?:{known['happening']})(?!\w)"
    # "Nobody expected the killing" does, too.
    denied = r"(?:(?<!لا\s)(?<!لم\s)(?<!يكن\s)|(?=\w?ستبعد))"
    return (
        rf"{denied}(?:{known['expecting']}){far}{before}\s+[بل]?{what}"
        rf"|(?:{known['threatening']}){far}\s+ب{what}"
        rf"|(?:(?:{known['fearing']}){far}\s+من|(?!ال)(?:{known['fearing']}))\s+{what}"
    )


class _NoCount(NamedTuple):
    """What makes a number no count, over folded text.

    `clause` finds a clause before it, `behind` what follows. "There are 300 who may die": of such
    `introduced` finds what is before them, and `coming` what may happen. Who "came" or "was killed"
    did so, whatever may happen.
    """

    clause: re.Pattern[str]
    behind: re.Pattern[str]
    introduced: re.Pattern[str]
    coming: re.Pattern[str]


@cache
def _no_count() -> _NoCount:
    known = _possible()
    word, aside = known["word"], known["aside"]
    lists = (load("numbers")[name] for name in ("units", "tens", "hundreds", "scales"))
    numbers = alternatives(chain.from_iterable(lists))
    currencies = alternatives(load("drafts")["currencies"])
    is_so = rf"[يت](?:{known['bringing']})\s+(?:{known['happening']})(?!\w)"
    that = rf"\s+(?:[بل]?ان|من\s+ان)\s+(?!(?:{known['nouns']})(?!\w))[يتن]\w{{2,20}}"
    expecting = "|".join(known[name] for name in ("expecting", "fearing", "threatening"))
    clause = (
        rf"(?<!\w)[وف]?(?:(?:(?:{expecting}){word}{{0,4}}{aside}?{that}|{forecast_pattern()}"
        rf"|{known['may_be']}(?!{is_so})[يت]\w{{1,20}}"
        rf"|(?:سوف\s+[يت]|س[يت])(?:{known['future']})(?!\w)"
        rf"|(?:{known['conditions']})(?!\w|\s+(?:ب\s?\Z|(?:{known['states']})(?!\w)))|(?<!لا\s)(?<!لم\s)(?:{known['intending']}){word}"
        rf"){word}{{0,7}}(?:{aside}{word}{{0,5}})?|(?:{known['each']})|س[يت]كون)(?:\s+ما\s?بين)?\s*\Z"
    )
    behind = (
        rf"(?<!\s)\s+(?:{known['parts']})(?!\w)"
        rf"|(?<!\s){word}{{0,3}}\s+(?:{known['of_each']})\s+(?:\d|(?:{numbers})(?!\w))"
        # "Two machines for each tunnel"; what is "for all the tunnels" counts, as does a price.
        rf"|(?<!\s)(?!\s+(?:{currencies})){word}{{1,3}}\s+لكل\s(?!\s?ال)"
    )
    introduced = rf"(?:\A|[،؛.:(«“\"]\s*|(?<!\w)[وف]?(?:{known['introducing']})\s+)[وف]?\Z"
    coming = (
        rf"(?<!\s)(?:(?!\s+\w+وا(?!\w)){word}){{0,3}}\s+"
        rf"(?:{known['may_be']}[يت]\w|سوف\s|(?:{known['threatened']})(?!\w)|س[يت]\w{{2,6}}ون(?!\w))"
    )
    return _NoCount(*map(re.compile, (clause, behind, introduced, coming)))


@cache
def _labels() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, int]]:
    """Return the patterns of a name before its number, and of what follows, in groups by kind.

    Besides comes the last number of each clock.
    """
    known = {name: alternatives(listed) for name, listed in load("labels").items()}
    # Of "the second round 50" and of "the session, hour 9" it is no part.
    whole = ("not_parts", "names", "age", "clock", "of_year")
    which = chain(load("numbers")["ordinals"], *(load("labels")[name] for name in whole))
    part = rf"(?!(?:{alternatives(which)})(?!\w))ال[^\W\d]{{2,15}}|{known['parts']}"
    between = rf"(?:\s+(?:{part})){{0,3}}"
    names = (
        rf"(?P<age>{known['age']})|(?P<clock>{known['clock']})|(?P<year>{known['of_year']})"
        rf"|(?P<sure>{known['models']}|[a-z]{{1,9}}|{known['names']})|(?P<weak>{known['weak']}){between}"
    )
    # Scores and minutes of added time are no counts, either ("2-1", "45+6").
    score = r"(?<!\d)\d{1,3}\s?(?P<score>[-–+])"
    before = rf"(?<!\w)(?:[وف]?[بلك]?(?:{names})(?:\s+ال)?|{score})[\s(\"«“]*\Z"
    counted = alternatives(load("numbers")["counted"]["words"])
    # A definite word, a mark or a preposition counts nothing, a noun in its case behind eleven may.
    free = rf"(?P<free>\s{{0,3}}(?:[^\s\w]|\Z|(?:و?(?:ال|لل)\w|(?:{known['following']})(?!\w))))"
    behind = (
        rf"(?P<counted>\s{{1,3}}(?:{counted})ا?(?!\w|\s\d{{4}}(?!\d)))"
        rf"|(?P<kind>\s{{1,3}}(?:{known['kinds']})(?!\w))|{free}|(?P<noun>\s{{1,3}}[^\W\d]{{1,15}}ا(?!\w))"
    )
    clocks = {key(word): last for word, last in load("labels")["clock"].items()}
    return re.compile(before), re.compile(behind), clocks


def names_something(folded: str, start: int, end: int, value: float, *, listed: bool) -> bool:
    """Tell whether a number in folded text says which one something is, and not how many.

    `listed` tells that "and" joins it to one that does.
    """
    before, behind, clocks = _labels()
    label = before.search(folded, max(0, start - _NAME), start)
    following = behind.match(folded, end)
    kind, what = label and label.lastgroup, following and following.lastgroup
    # "Scored in minute 34 a goal" has the words of 34 goals.
    if kind == "age" or (label and kind == "clock" and value <= clocks[label["clock"]]):
        return True
    # So many thousands are no name.
    if not folded_words("numbers", "scales").isdisjoint(folded[start:end].split()):
        return False
    if kind == "score" or what == "kind" or _SCORE.match(folded, end):
        return True
    if kind == "year":
        is_name = value in _YEARS and folded[start:end].isdigit()
    else:
        is_joined = listed and not label and what != "noun"
        is_name = kind == "sure" or is_joined or (kind == "weak" and what == "free")
    return is_name and what != "counted"


def counts_nothing(folded: str, start: int, end: int) -> bool:
    """Tell whether a number in folded text, with its qualifier, counts nothing that is so."""
    known, near = _no_count(), max(0, start - _BEFORE)
    if known.clause.search(folded, near, start) or known.behind.match(folded, end):
        return True
    return bool(known.coming.match(folded, end) and known.introduced.search(folded, near, start))
