"""Datelines at the head of a paragraph (``بغداد -``): the place and day a story is filed from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ..dates.vocabulary import month_pattern
from ..language.arabic import alternatives, fold_with_offsets
from ..language.lexicon import load
from ..language.phrases import phrases

_DRAWN_DASH = re.compile(r"(?<=\s)ـ+(?=\s)")
"""A dash drawn with the letter that lengthens others (tatweel), which folding would drop."""
_PARENTHETICAL_DASH = re.compile(r"\s-\s")


@dataclass(frozen=True, slots=True)
class DatelinePrefix:
    """A dateline as written: its text, place, date if any, and the offset of what follows it."""

    text: str
    place: str
    date: str | None
    end: int


@cache
def _dateline_pattern() -> re.Pattern[str]:
    """Return the pattern of ``بغداد -``, ``القاهرة (رويترز) -``, ``الرباط/ 12 ماي 2023/ومع/-``."""
    agencies = alternatives(load("phrases")["agencies"]["names"])
    word = r"[^\W\d_]+"
    place = rf"(?P<place>{word}(?:\s{word}){{0,2}}?)"
    day = rf"\d{{1,2}}\s+{month_pattern()}(?:\s+\d{{4}})?"
    dated = rf"(?:\s?[/،,(]?\s?(?P<date>{day})\)?)?"
    agency = rf"(?P<agency>\s?[-/(،,]\s?(?:{agencies})\s?[)/]?)"
    # After an agency the dash may be written onto either side; alone it needs its spaces, or
    # compound names ("البصرة-بغداد") would be datelines.
    dash = r"\s?/?\s?[-ـ:]+(?=\s|[^\W\d])"
    spaced = r"\s[-ـ]+\s"
    return re.compile(rf"^{place}{dated}(?:{agency}{dash}|{spaced})\s*(?=\S)")


def read_dateline(text: str) -> DatelinePrefix | None:
    """Return the dateline at the head of a paragraph, ``None`` if it has none.

    A place of one word before a spaced dash is taken as it is; longer ones only with an agency,
    or when no other dash closes a parenthesis further on. Openings such as ``من جهته`` are none.
    """
    folded = fold_with_offsets(_DRAWN_DASH.sub(lambda dash: "-" * len(dash[0]), text))
    match = _dateline_pattern().match(folded.text.lower())
    if not match:
        return None
    words = match["place"].split()
    if not phrases("not_places", "words").isdisjoint(words):
        return None
    is_clause = len(words) > 1 and _PARENTHETICAL_DASH.search(folded.text, match.end())
    if is_clause and not match["agency"]:
        return None
    start, end = folded.span(*match.span("place"))
    after = folded.offsets[match.end()]
    return DatelinePrefix(text[:after].strip(), text[start:end], match["date"], after)
