"""The years that a text names, for the days and months that name none.

A chronology, or a sentence about another year, tells days of that year; the day of publication says
nothing of them. Where the text does not say surely whose they are, they stay open.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from ..language.arabic import ENDS_SENTENCE, fold
from .expression import REPORTING_VERB, Beside, is_without_year, text_before
from .vocabulary import any_of
from .when import When, year

HEADING_OF_YEAR = 8
"""Words of a heading; a longer line is a paragraph or an item of its own."""
REACH_OF_YEAR = 5
LONGEST_REACH = 80
"""Words and characters between a year and a date that is of it ("in 2017 he announced in")."""
SENTENCES_AFTER = 2
"""Sentences after the one that names another year in which days may still be of it."""
_OPENS_LINE = re.compile(
    r"[\s\-–—•*]*(?:(?:ال)?(?:عام|سنه)\s+)?(?P<y>(?:19|20)\d\d)\s*(?::|[\-–—](?!\s?\d)|$)"
)
"""A line that begins with its year, as the headings and items of chronologies do."""
_OPENS_ITEM = re.compile(r"[\s\-–—•*]*(?:(?:في|خلال)\s+)?")
"""What may be before the day that opens an item."""
_THAT = re.compile(r"[:«“\"]|(?<!\w)ان(?:ه|ها|هم)?(?!\w)")
"""What is before the words of somebody."""
_NUMBERED = re.compile(r"\d\s+ل$")
_OPENING = re.compile(r"(?:^|[.؛!؟])\W*(?:[وف]?(?:في|خلال|شهد)\s+)?[وف]?$")
"""Before a year or date that opens its sentence, and is what the sentence is about."""
_OPENING_CLAUSE = re.compile(r"(?<!\w)[وف](?:(?:في|خلال)\s+(?:(?:يوم|شهر)\s+)?)?$")
"""Before a date that opens a clause ("and in August")."""


_BESIDE = re.compile(
    rf"(?:،?\s?[وف]?(?:{any_of('names.precisely')}))?[،,(]?\s?(?:(?:ف?في|خلال)\s?)?(?:(?:يوم|شهر)\s?)?"
)
"""What may stand between a year and a date right beside it."""
_LEAVES = re.compile(
    rf"[؛:.«“]|.،|\sو|(?<!\w)(?:{any_of('ahead.relative')}|{any_of('ahead.cuts')})(?!\w)"
)
"""Where another clause begins, or what somebody reported."""


@cache
def _aside() -> re.Pattern[str]:
    """Return the pattern of words before a year in which nothing of the text happens.

    Since when ("the highest since 2008"), which event ("the law of 2005"), and whose beginning.
    """
    events = "|".join(map(any_of, ("names.openings", "names.events", "names.of_a_year")))
    named = rf"[بلك]?(?:{events})(?:\s+ال\w{{1,20}})?"
    since = r"منذ(?:\s+\w{1,20}){0,2}"
    born = rf"(?P<born>(?:ال)?(?:{any_of('names.born')})(?:\s+\w{{1,20}}){{0,3}})"
    return re.compile(rf"(?<!\w)[وف]?(?:{named}|{since}|{born})\s+$")


def has_headings(lines: Iterable[str]) -> bool:
    """Tell whether more lines than one begin with their year, as in chronologies."""
    return sum(bool(_OPENS_LINE.match(fold(line[:LONGEST_REACH]))) for line in lines) > 1


@dataclass(slots=True)
class Years:
    """The years named so far in a story that is read from its beginning, a chronology perhaps.

    `named` is the last one, which "that year" means; ``None`` where that is unsure.
    """

    is_chronology: bool = False
    named: When | None = None
    # The block of the sentence, whether that opens with a day or year, as the items of sections do,
    # and whether the sentence is as short as a heading.
    _block: str = ""
    _is_item: bool = False
    _is_short: bool = False
    # The year of a heading or item, which of both it is, and where its words in the sentence end.
    _section: Beside | None = None
    _is_year_of_item: bool = False
    _end_of_heading: int = 0
    # The last other year that was named, and in how many more sentences days may be of it.
    _in_passing: Beside | None = None
    _sentences_left: int = 0
    # The last year of this sentence, and whether days right beside it are surely of it.
    _in_sentence: tuple[re.Match[str], Beside] | None = None

    def enter(self, sentence_id: str, folded: str, first: re.Match[str] | None) -> None:
        """Begin a sentence with its first expression: its line may be the heading of a year."""
        block, opening = sentence_id.partition("s")[0], _OPENS_LINE.match(folded)
        if block != self._block:
            self._block = block
            self._is_item = bool(opening or (first and is_without_year(first) and _opens(first)))
            # An item's year is that of its line; a heading's goes on until the next.
            self._section = None if self._is_year_of_item else self._section
            self._is_year_of_item = False
        self._is_short = len(folded.split()) <= HEADING_OF_YEAR and not ENDS_SENTENCE.search(folded)
        # A deck that begins with a year heads a chronology only where other lines do, too.
        if opening and (self.is_chronology or sentence_id != "deck"):
            self.named, self._in_passing = year(int(opening["y"])), None
            self._section = Beside(self.named, is_sure=self.is_chronology)
            self._is_year_of_item = not self._is_short
        # Below another heading, or what somebody said, nobody knows whether it goes on.
        elif self._section and not self._is_item:
            is_report = REPORTING_VERB.search(folded) and _THAT.search(folded)
            is_sure = self._section.is_sure and not (self._is_short or is_report)
            self._section = Beside(self._section.period, is_sure)
        self._end_of_heading = opening.end() if opening else 0
        self._in_sentence = None
        self._sentences_left -= 1
        if self._sentences_left < 0:
            self._in_passing = None

    def beside(self, match: re.Match[str]) -> Beside | None:
        """Return the year whose days a day or month without one may be of, ``None`` without any."""
        if told := self._beside_year(match):
            return told
        # It goes on where a sentence or clause begins with the day ("and in August").
        preceding = text_before(match.string, match.start("t"))
        if self._in_passing and (_opens(match) or _OPENING_CLAUSE.search(preceding)):
            # As long as days are told beside it, the text may not have left that year.
            if is_without_year(match):
                self._sentences_left = SENTENCES_AFTER
            return self._in_passing
        # "2019: on 3 March", and below it "- 3 March:", are of that year whatever else there is.
        start, end = self._end_of_heading, match.start("t")
        if self._section and end - start <= LONGEST_REACH:
            opens_item = _OPENS_ITEM.fullmatch(match.string, start, end)
            if opens_item and (start or match.string.startswith((":", " :"), match.end("t"))):
                return Beside(self._section.period, is_sure=True)
        return self._section

    def _beside_year(self, match: re.Match[str]) -> Beside | None:
        """Return the year named before a date in its sentence, ``None`` where that says nothing."""
        if self._in_sentence is None:
            return None
        named, told = self._in_sentence
        start, end = named.end("t"), match.start("t")
        gap = named.string[start : min(end, start + LONGEST_REACH)]
        is_near = end - start <= LONGEST_REACH and len(gap.split()) <= REACH_OF_YEAR
        # "He died on 3 June 1989 and X followed him on 4 June": mostly of the same year.
        if any(map(named.groupdict().get, ("m", "mm"))):
            return told if is_near and "،" not in gap else replace(told, is_sure=False)
        opens = _opens(named)
        if _BESIDE.fullmatch(gap) or (opens and is_near and not _LEAVES.search(gap)):
            return told
        # A sentence that opens with its year is about it; "founded in 1992, and in May" may go on.
        is_clause = is_near and "." not in gap and _OPENING_CLAUSE.search(gap)
        goes_on = is_clause and not self._in_passing
        return Beside(told.period, is_sure=False) if opens or goes_on else None

    def tell(self, match: re.Match[str], first: When | None, last: When | None) -> None:
        """Take a resolved expression into account for what follows it."""
        preceding = text_before(match.string, match.start("t"))
        # "Law no. 13 of the year 2019" is about no day of that year.
        if match.start("t") < self._end_of_heading or _NUMBERED.search(preceding):
            return
        groups = {name for name, words in match.groupdict().items() if words}
        if self._section and not self._is_year_of_item and groups & {"w", "wd"}:
            # A weekday alone is open in a chronology: it may be of that year.
            may_go_on = "w" not in groups and "dir" not in groups and self._section.is_sure
            self._section = Beside(self._section.period, is_sure=False) if may_go_on else None
        one = first and last and first.start.year == last.end.year
        whole = year(first.start.year) if first and one else None
        is_year = first is not None and first.precision == "year"
        if groups & {"m", "mm", "y", "yd", "ys"} or is_year:
            self.named = whole
        period = When(first.start, last.end, "day") if first and last else None
        aside = None if self._is_short else _aside().search(preceding)
        if groups & {"y", "ys", "hy"} and not aside:
            self._in_passing, self._sentences_left = Beside(period, is_sure=False), SENTENCES_AFTER
        if is_year or groups & {"y", "ys"}:
            # "Ten years ago" may be nine.
            is_sure = bool(whole) and "way" not in groups and not groups & {"m", "mm"}
            is_told = not aside or aside["born"]
            self._in_sentence = (match, Beside(period, is_sure)) if is_told else None


def _opens(match: re.Match[str]) -> bool:
    """Tell whether an expression opens its sentence."""
    return bool(_OPENING.search(text_before(match.string, match.start("t"))))
