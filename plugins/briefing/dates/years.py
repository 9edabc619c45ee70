"""The years that a text names, for the days and months that name none.

A chronology, or a sentence about another year, tells days of that year; the day of publication says
nothing of them. Where the text does not say surely whose they are, they stay open.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ..language.arabic import ENDS_SENTENCE
from .expression import Beside, is_without_year, text_before
from .vocabulary import any_of
from .when import When, year

# Words of a heading; a longer line is a paragraph or an item of its own.
HEADING_OF_YEAR = 8
# Words between a year that opens its sentence and a date that is of it ("in 2017 he announced in").
REACH_OF_YEAR = 5
# Sentences after the one that names another year in which days may still be of it.
SENTENCES_AFTER = 1
# A line that begins with its year, as the headings and items of chronologies do.
_OPENS_LINE = re.compile(
    r"[\s\-–—•*]*(?:(?:ال)?(?:عام|سنه)\s+)?(?P<y>(?:19|20)\d\d)\s*(?::|[\-–—](?!\s?\d)|$)"
)
_NUMBERED = re.compile(r"\d\s+ل$")
# Before a year or date that opens its sentence, and is what the sentence is about.
_OPENING = re.compile(r"(?:^|[.؛!؟])\W*(?:[وف]?(?:في|خلال|شهد)\s+)?[وف]?$")


@cache
def _beside() -> re.Pattern[str]:
    """Return the pattern of what may stand between a year and a date right beside it."""
    precisely = rf"(?:،?\s?[وف]?(?:{any_of('names.precisely')}))?"
    return re.compile(rf"{precisely}[،,(]?\s?(?:(?:ف?في|خلال)\s?)?(?:(?:يوم|شهر)\s?)?")


@cache
def _leaves() -> re.Pattern[str]:
    """Return the pattern of where another clause begins, or what somebody reported."""
    words = f"{any_of('ahead.relative')}|{any_of('ahead.cuts')}"
    return re.compile(rf"[؛:.«“]|.،|\sو|(?<!\w)(?:{words})(?!\w)")


@dataclass(slots=True)
class Years:
    """The years named so far in a story that is read from its beginning.

    `named` is the last one, which "that year" means; ``None`` where that is unsure.
    """

    named: When | None = None
    _section: Beside | None = None
    # The block of the sentence, that of an item's own year, and that of the sentence with `_other`.
    _block: str = ""
    _item: str = ""
    _told_in: str = ""
    _other: Beside | None = None
    _sentences_left: int = 0
    # A year of this sentence, and whether days beside it are surely of it.
    _last: tuple[re.Match[str], Beside] | None = None

    def enter(self, sentence_id: str, folded: str, text: str) -> None:
        """Begin a sentence: its line may be the heading of a section of one year."""
        self._block = sentence_id.partition("s")[0]
        is_heading = len(folded.split()) <= HEADING_OF_YEAR and not ENDS_SENTENCE.search(text)
        # An item's year is that of its line; a heading's goes on until the next.
        if self._item and self._block != self._item:
            self._section, self._item = None, ""
        if opening := _OPENS_LINE.match(folded):
            self.named = year(int(opening["y"]))
            self._section = Beside(self.named, is_sure=True)
            self._item = "" if is_heading else self._block
            self._sentences_left = 0
        elif is_heading and self._section:
            # Below a heading without a year nobody knows whether the chronology goes on.
            self._section = Beside(self._section.period, is_sure=False)
        self._last = None
        self._sentences_left -= 1
        if self._sentences_left < 0:
            self._other = None

    def beside(self, match: re.Match[str]) -> Beside | None:
        """Return the year whose days a day or month without one may be of, ``None`` without any."""
        if self._last:
            named, told = self._last
            gap = named.string[named.end("t") : match.start("t")]
            opens_with = _OPENING.search(text_before(named.string, named.start("t")))
            is_near = len(gap.split()) <= REACH_OF_YEAR and not _leaves().search(gap)
            if _beside().fullmatch(gap) or (opens_with and is_near):
                return told
        # In another paragraph it goes on where that begins with the day ("and in August").
        begins = _OPENING.search(text_before(match.string, match.start("t")))
        if self._other and (begins or self._block == self._told_in):
            # As long as days are told beside it, the text may not have left that year.
            if is_without_year(match):
                self._keep(self._other)
            return self._other
        return self._section

    def _keep(self, other: Beside) -> None:
        self._other, self._told_in, self._sentences_left = other, self._block, SENTENCES_AFTER + 1

    def tell(self, match: re.Match[str], first: When | None, last: When | None) -> None:
        """Take a resolved expression into account for what follows it."""
        # "Law no. 13 of the year 2019" is about no day of that year.
        if _NUMBERED.search(text_before(match.string, match.start("t"))):
            return
        groups = {name for name, words in match.groupdict().items() if words}
        one = first and last and first.start.year == last.end.year
        whole = year(first.start.year) if first and one else None
        is_year = first is not None and first.precision == "year"
        if groups & {"m", "mm", "y", "yd", "ys"} or is_year:
            self.named = whole
        period = When(first.start, last.end, "day") if first and last else None
        if groups & {"y", "ys", "hy"}:
            self._keep(Beside(period, is_sure=False))
        if is_year or "ys" in groups:
            # "Ten years ago" may be nine.
            self._last = match, Beside(period, is_sure=bool(whole) and "way" not in groups)
