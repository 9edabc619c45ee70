"""Time expressions in their clause: their words, the direction of these, and the clause's tense."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from typing import Literal

from ..language.arabic import QUOTATION_MARK, alternatives, folded_words
from ..language.numbers import read_number
from ..language.reporting_verbs import perfect_words, reporting_words
from ..language.uncounted import forecast_pattern
from .vocabulary import any_of, day_numbers, month_number, word_list
from .when import When

Tense = Literal["past", "future", "unclear"]
Value = When | tuple[When | None, When | None] | None
"""What an expression means: one period, the first and last of a range, or nothing."""

FUTURE_VERB = re.compile(r"(?<!\w)[وف]?(س[ينت][^\W\d]{2,})(?!\w)")
"""A folded verb in the future, as Arabic writes it: `سـ` on the imperfect."""
FUTURE_PARTICLE = re.compile(r"(?<!\w)[وف]?سوف(?!\w)")
CLAUSE_END = re.compile(r"[؛.:“«]|(?<!\w)[وفب]?ان(?:ه|ها|هم|هما)?(?!\w)")
"""Where another clause begins: stops, quotations, and "that", whose verb has its own time."""
NOUN_ENDINGS = r"(?:ات|ان|ون|ين|يه|ها|هم|ه|ي|ا)?"
WORDS_BETWEEN = 2
"""Words that may follow "by" before its date ("by the end of")."""
SUBJECT_WORDS = 4
"""Words between "expects" and "that", for who does ("the weather service")."""
WORDS_OF_SUBJECT = 4
"""Words right before a date that are a verb, what did it and "in" ("the board said in")."""
VERB_REACH = 40
"""Characters after a date in which a verb of the future still governs it."""
LOOK_BACK = 200
"""Characters before a date that are looked at, so that long sentences take linear time."""
LONGEST_AFTER_SAID = 6
"""Letters of a verb in the future right after "he said"; what is longer is rather a name."""
STEPS = {"before_last": -2, "past": -1, "present": 0, "future": 1, "after_next": 2}
STEPS_FROM_ANTECEDENT = {"preceding": -1, "following": 1}
_OF_WHICH_YEAR = ("y", "yd", "ys", "dir")
WORDS_OF_OPENING = 2
"""Words before a date that its verb follows ("and on Sunday the house will")."""
_MONTHS_AHEAD = 8
"""Months from publication to which goods are for delivery."""
_TO = re.compile(r"(?<!\w)(?:الي|حتي)\s+(?:(?:يوم|نهايه|جلسه)\s+)?$")
_PROVIDED = re.compile(r"(?<!\w)علي ان\s+[يتن]\w[^؛:.“«]*$")
"""A clause of what is agreed for later, up to the date."""
_ASKED = r"ل(?:ت|نا|وا|ه|ها|هم|ني|ك|تها|ته|تهم)?(?!\w)"
"""What makes `سأ` the verb "to ask", which looks like a first person in the future."""
_SO_IS = re.compile(r"[^.:؛؟]{0,30}?[\s،]ف[يت]\w{2}")
FIRST_PERSON = re.compile(rf"(?<!\w)([وف]?)سأ(?!{_ASKED})(?=\w{{2}})")
_QUOTED_NAME = re.compile(r"[\"“«](\w+(?:\s\w+){0,2})[\"”»]\s?$")
"""A name in quotation marks right before a date is no quotation."""
_AFTER = re.compile(r"(?<!\w)(?:منذ|(?:بعد|عقب|اثر)(?:\s+\w+){1,4})\s+(?:في\s+)?$")
"""The end of a clause that says since or after what: the date is of that."""
_DELIVERY = re.compile(rf"(?<!\w)[وبل]?(?:{any_of('ahead.delivery')})\s+(?:شهر\s+)?$")
_RELATIVE = re.compile(rf"(?<!\w)(?:{any_of('ahead.relative')})(?!\w)")
_WEATHER = re.compile(
    rf"(?<!\w)[وف]?(?:{any_of('ahead.being')})\s+(?:{any_of('ahead.weather')})(?!\w)"
)
_LOOKALIKE = re.compile(
    rf"(?:(?:{any_of('ahead.lookalikes')}){NOUN_ENDINGS}|{any_of('ahead.names')})$"
)
"""The nouns and names that begin as a verb in the future does."""
_PLANNED = f"{any_of('ahead.clause')}|{any_of('ahead.expected')}"
_EXPECTED_THAT = re.compile(
    rf"((?<!\w)[وفبل]?(?:{_PLANNED})(?:\s+\w+){{0,{SUBJECT_WORDS}}})\s+ان(?=\s+(?![يت]كون)[يتن]\w)"
)
"""Before a verb in the present that tells no result."""
_FORECAST = re.compile(rf"(?<!\w)[وفب]?(?:{forecast_pattern()})")
_PAST = f"{any_of('ahead.past')}|{alternatives(perfect_words())}"
_PAST_VERB = re.compile(rf"(?<!\w)[وف]?({_PAST})(?!\w)")
_CUTS = re.compile(
    rf"\sو(?=(?:{_PAST}|سوف|س[ينت]\w{{2,}})(?!\w))|(?<!\w)(?:{any_of('ahead.cuts')})(?!\w)"
)
"""Where a clause with a verb and a time of its own begins: behind "and", with its verb."""
_LASTING = folded_words("reporting_verbs", "lasting")
"""Verbs that tell of lasting things, as figures are: "amounts to", "indicates"."""
REPORTING_VERB = re.compile(rf"(?<!\w)[وف]?(?:{alternatives(reporting_words() - _LASTING)})(?!\w)")
_WAS_PLANNED = re.compile(
    rf"(?<!\w)(?:{any_of('ahead.was')})\s+(?:\w+\s+){{0,{SUBJECT_WORDS}}}(?:{_PLANNED})(?!\w)"
)
_BEGINNINGS = f"{any_of('ahead.relative')}|{any_of('ahead.joining')}"
_CLAUSE_BEGINS = re.compile(
    rf"(?<!قبل )(?:{CLAUSE_END.pattern}|،\s*و|(?<!\w)و?(?:{_BEGINNINGS})(?!\w))|^"
)
"""The end of one clause and the beginning of the next. "Before he left" tells what was, as the
clause before it does."""


@dataclass(frozen=True, slots=True)
class Beside:
    """Days of one or more years in whose company a day or month without a year stands.

    `period` is ``None`` where the text names a year and does not say which. `is_sure` tells that
    the day is of that year, and not perhaps of another.
    """

    period: When | None
    is_sure: bool


@dataclass(frozen=True)
class Expression:
    """A match of a row of patterns.toml in its sentence, and what else resolving may look at.

    `published` is the day of publication if known, `antecedent` the last month named before in the
    story, `first_period` the first period of the sentence and `latest` the last one before the
    expression. `ends` is the date behind it that names the year of both ("from 2 to 9 May 2024"),
    `may_go_back` whether that may be the earlier of the two ("moved from 9 to 2 May"); `begins` is
    what begins the range it ends ("from Friday to Sunday"). `named_year` is the year that
    "that year" means, `beside` the year that a day or month without one stands beside, `direction`
    what "next" or "last" behind two of them says of the first.
    """

    match: re.Match[str]
    published: date | None = None
    antecedent: When | None = None
    first_period: When | None = None
    latest: When | None = None
    ends: When | None = None
    may_go_back: bool = False
    begins: When | None = None
    named_year: When | None = None
    beside: Beside | None = None
    direction: str = ""

    def group(self, name: str) -> str:
        """Return the words of a group with single spaces; empty where it took no part."""
        words = self.match.groupdict().get(name) or (self.direction if name == "dir" else "")
        return " ".join(words.split())

    def steps(self, name: str, *, from_antecedent: bool = False) -> int | None:
        """Return how many steps the words of a group point back (-) or ahead; 0 without any.

        They count from the day of publication, or with `from_antecedent` from a time named before
        (``التالي``); ``None`` for words that count from the other one.
        """
        words = self.group(name)
        if not words or words.startswith("هذ"):  # "this year"
            return 0
        for way, steps in (STEPS_FROM_ANTECEDENT if from_antecedent else STEPS).items():
            if words in word_list(f"direction.{way}"):
                return steps
        return None

    @property
    def preceding(self) -> str:
        """What is looked at before the date."""
        return text_before(self.match.string, self.match.start("t"))

    @property
    def clause(self) -> str:
        """What its clause has before the date."""
        return CLAUSE_END.split(self.preceding)[-1]

    @property
    def is_dated(self) -> bool:
        """Whether its words say of which year it is."""
        return any(map(self.group, _OF_WHICH_YEAR))

    @property
    def today(self) -> date:
        """The day of publication; raises `ValueError` where it is unknown."""
        # By the error an expression told from that day is left open, and no resolver need ask.
        if self.published is None:
            message = "the day of publication is unknown"
            raise ValueError(message)
        return self.published

    @property
    def is_in_another_year(self) -> bool:
        """Whether a day without a year is surely of another one than that of publication."""
        if self.beside is None or not self.beside.is_sure or self.group("dir"):
            return False
        period = self.beside.period
        return bool(period and self.published and period.end.year < self.published.year)

    @cached_property
    def tense(self) -> Tense:
        """Whether the clause speaks of what was, of what is to come, or of neither surely."""
        return tense(self.match.string, self.match.start("t"))

    @property
    def is_surely_ahead(self) -> bool:
        """Whether "I will", "we will", ``سوف`` or "for delivery in" governs the date."""
        number = month_number(self.group("m") or "")
        if number and _DELIVERY.search(self.preceding):
            # What was to be delivered in a month that is over lately may be told of, too.
            return (number - self.today.month) % 12 <= _MONTHS_AHEAD
        # In the third person a foreign name may look like a verb in the future (``سيشنز``).
        is_first_person = any(verb[1].startswith("سن") for verb in _future_verbs(self.clause))
        return is_first_person or bool(FUTURE_PARTICLE.search(self.clause))

    @property
    def is_forecast(self) -> bool:
        """Whether what the weather is on the date is told: on the next such day, which is near."""
        end = self.match.end("t")
        return bool(_WEATHER.search(f"{self.clause} {self.match.string[end : end + VERB_REACH]}"))

    @property
    def is_decided(self) -> bool:
        """Whether the clause before the date names what is decided as often as done ("closing")."""
        return _holds("decided", self.clause)

    @property
    def is_limit(self) -> bool:
        """Whether "to" or "until" is right before the date ("put off to 9 March")."""
        return self.preceding.split()[-1:] in (["الي"], ["حتي"])

    @property
    def is_surely_past(self) -> bool:
        """Whether a verb of news in the past is right before the date, as its subject may be."""
        return bool(_PAST_VERB.search(" ".join(self.preceding.split()[-WORDS_OF_SUBJECT:])))


def is_without_year(match: re.Match[str]) -> bool:
    """Tell whether an expression names a month, and nothing says of which year."""
    groups = match.groupdict()
    return not any(map(groups.get, _OF_WHICH_YEAR)) and any(map(groups.get, ("m", "mm")))


def day_of_month(expression: Expression) -> int:
    """Return the number of a day by its digits or its ordinal in words."""
    digits = expression.group("d")
    return int(digits) if digits else day_numbers()[expression.group("o")]


def year_number(text: str) -> int:
    """Return a year in digits or words; 0 where the words make none."""
    return int(text) if text.isdigit() else int(read_number(text) or 0)


def text_before(folded: str, start: int) -> str:
    """Return what is looked at before a date at `start`."""
    return folded[max(0, start - LOOK_BACK) : start]


def speaks_of_today(folded: str, start: int) -> bool:
    """Tell whether a bare "today" at `start` is a day, as where something is said or will be done.

    Elsewhere it may be "nowadays", and in a quotation it is the day of the words.
    """
    before = _QUOTED_NAME.sub(r" \1 ", text_before(folded, start))
    earlier, *quoted = QUOTATION_MARK.split(before)
    if not quoted and re.search(rf"(?<!\w)[وف]?[بل]?(?:{any_of('bare_today.parts')})\s+$", earlier):
        return True
    clause = quoted[-1] if quoted else earlier
    return bool(REPORTING_VERB.search(clause)) or tense(clause, len(clause)) == "future"


def _future_verbs(text: str) -> list[re.Match[str]]:
    """Return the verbs in the future, not the nouns and names that begin as one does."""
    names = folded_words("given_names", "names")
    verbs = FUTURE_VERB.finditer(text)
    return [verb for verb in verbs if verb[1] not in names and not _LOOKALIKE.match(verb[1])]


def _reading(found: re.Match[str]) -> Literal["verb", "name", "either"]:
    """Return what a word is that looks like a verb in the future (``سيسيكو``, ``سيزور``).

    "verb": no verb in the past is before it, or one reports it ("the envoy will", "he said will").
    "name": it stands right behind that verb, or behind an office ("arrived Sisiko", "the envoy S").
    "either": it stands further behind that verb, where "that" may be left out ("a meeting will").
    """
    clause = _CUTS.split(found.string[: found.start()])[-1].split("،")[-1]
    past = _PAST_VERB.search(clause)
    known = found[1][1:] in (*word_list("ahead.present"), *word_list("ahead.unclear"))
    if past is None or known or found.group() != found[1]:
        return "verb"
    is_next = not clause[past.end() :].strip()
    if not is_next and clause[: past.start()].strip():
        return "verb"
    if past[1] not in perfect_words():
        return "name" if is_next or clause.split()[-1].startswith("ال") else "either"
    return "verb" if is_next and len(found[1]) <= LONGEST_AFTER_SAID else "either"


def _by_verb(near: str, following: str, *, is_relative: bool) -> Tense | None:
    """Return the tense by a verb in the future, ``None`` where none governs the date.

    `near` and `following` are what its clause has before and from the date on.
    """
    read = [(verb, _reading(verb)) for verb in _future_verbs(f"{near}\n{following}")]
    verbs = [verb.start() for verb, reading in read if reading == "verb"]
    before = [start for start in verbs if start < len(near)]
    past = [verb.start() for verb in _PAST_VERB.finditer(near)]
    if before or _holds("clause", near):
        # Where a verb in the past is nearer, the date may be of either.
        return "unclear" if before and past and past[-1] > before[-1] else "future"
    if any(reading == "either" for _, reading in read):
        return "unclear"
    if not verbs or past:
        return None
    # Arabic may put the verb behind its date; but a date that ends a clause has one before it.
    return "unclear" if is_relative or len(near.split()) > WORDS_OF_OPENING else "future"


def _holds(name: str, text: str, end: str = r"(?!\w)") -> bool:
    """Tell whether a text has a word by which a date is still to come, or may be."""
    return bool(re.search(rf"(?<!\w)[وفبل]?(?:{any_of(f'ahead.{name}')}){end}", text))


def tense(folded: str, start: int) -> Tense:
    """Return how the clause round a date at `start` of a folded sentence speaks of it."""
    # "It is expected that he comes" is one clause, and says "he will come".
    preceding = _EXPECTED_THAT.sub(r"\1 سوف", text_before(folded, start))
    clause = _CUTS.split(CLAUSE_END.split(preceding)[-1])[-1]
    # What was to come once (``كان من المقرر``) may have come or not.
    if _WAS_PLANNED.search(clause):
        return "unclear"

    # Words such as "by" hold whatever the verb says; the last may be the date's first ("end").
    end = re.match(r"\w+ (?=\d{4})|", folded[start : start + VERB_REACH])
    between = rf"\s+(?:\w+\s+){{0,{WORDS_BETWEEN}}}$"
    is_by = any(_holds("words", preceding + word, between) for word in {"", end[0] if end else ""})
    # What is moved "from" a day may be brought forward.
    put_off = _holds("put_off", clause, r"(?:ه|ها|هما)?(?!\w)")
    is_put_off = _TO.search(preceding) and put_off and " من " not in clause
    if is_by or is_put_off or _DELIVERY.search(preceding):
        return "future"
    following = _CUTS.split(CLAUSE_END.split(folded[start : start + VERB_REACH])[0])[0]
    # Who "will meet those who came on Thursday" may have met or awaited them.
    near = _RELATIVE.split(clause)[-1]
    if by_verb := _by_verb(near, following, is_relative=near != clause):
        return by_verb

    # The present of a verb such as "begins" tells of plans as well as of habits.
    is_governed = _holds("unclear_before", clause, r"\s+(?:\w+\s+)?$")
    is_ahead = _holds("clause", clause) or any(
        _reading(verb) == "verb" for verb in _future_verbs(clause)
    )
    # "Provided that it begins" is no more than a plan.
    is_provided = _PROVIDED.search(preceding) and not _PAST_VERB.search(near)
    if is_governed or is_ahead or is_provided:
        # What was counted "until" a day was counted by then; the verb may be behind its comma.
        behind = " ".join(folded[start : start + VERB_REACH].partition("،")[2].split()[:1])
        counting = near if len(clause.split()) > WORDS_OF_OPENING else behind
        is_until = _holds("until", clause, r"\s+(?:\w+\s+)?$") and _holds("counted", counting)
        return "past" if is_until and not is_ahead else "unclear"
    is_present = _is_in_present(preceding) or _is_presented(preceding, folded[start:])
    is_denied = re.search(r"(?<!\w)لن\s", following)
    if _holds("unclear", clause) or is_present or is_expected(clause) or is_denied:
        return "unclear"
    return "past"


def is_expected(clause: str) -> bool:
    """Tell whether a clause before a date says that something is expected or feared."""
    clause = _CUTS.split(clause)[-1]
    forecast = _FORECAST.search(clause)
    # Amid fears of something else came, all the same, and when it did is known.
    return forecast is not None and not _PAST_VERB.search(clause, forecast.end())


def _is_in_present(preceding: str) -> bool:
    """Tell whether a present that reports nothing governs the clause before a date."""
    last = [*_CLAUSE_BEGINS.finditer(preceding)][-1]
    found = _present_verb(follows_that="ان" in last.group()).match(preceding, last.end())
    rest = preceding[found.end() :] if found else ""
    # What somebody said on that day, what goes on since then, and what it comes after, is past.
    is_past = REPORTING_VERB.search(rest) or _AFTER.search(rest)
    return found is not None and not is_past


def _is_presented(preceding: str, following: str) -> bool:
    """Tell whether a date is opened by "as for", with a present behind it ("أما السبت فيكون")."""
    is_opened = preceding.split()[-1:] in (["اما"], ["واما"])
    return is_opened and bool(_SO_IS.match(following[:VERB_REACH]))


@cache
def _present_verb(*, follows_that: bool) -> re.Pattern[str]:
    """Return a clause up to its verb in the present, which its subject may precede.

    A verb that does tells of the date only where that is near: it may begin another clause.
    """
    # "Is expected to have arrived" tells of what was.
    verb = rf"[وف]?(?:{any_of('ahead.present')})(?!\w|(?:\s+\w+){{0,4}}\s+قد\s)"
    # Bounds, so that cost stays linear.
    word = rf"(?!و?(?:{any_of('ahead.told')})(?!\w))\w{{1,20}}\s{{1,3}}"
    # Without "that" before it, a name of two words may as well be a verb and what did it.
    named = rf"{word}(?:(?:{word}){{0,2}}ال\w{{1,20}}\s{{1,3}})?"
    subject = rf"(?:{word}){{1,3}}" if follows_that else named
    return re.compile(rf"\W{{0,3}}(?:{verb}|{subject}{verb}(?=(?:\s+\w+){{0,4}}\s{{0,3}}$))")
