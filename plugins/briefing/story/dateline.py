"""Datelines at the head of a paragraph (``بغداد -``): where and when a story was filed."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from ..dates.publication_line import not_places, read_publication_line
from ..dates.vocabulary import month_pattern
from ..language.arabic import alternatives, fold_with_offsets
from ..language.lexicon import load
from ..model import Dated

DRAWN_OUT = re.compile(r"(?<=\s)ـ+(?=\s)")
"""A dash drawn with the letter that lengthens others."""


@dataclass(frozen=True, slots=True)
class Filed:
    """A dateline at the head of a paragraph: its place, its own date, and where the text starts."""

    place: str
    end: int
    dated: Dated | None = None


@cache
def _prefix() -> re.Pattern[str]:
    """Return the pattern of ``بغداد -``, ``القاهرة (رويترز) -``, ``الرباط/ 12 ماي 2023/ومع/-``."""
    agencies = alternatives(load("phrases")["agencies"]["names"])
    word = r"[^\W\d_]+"
    place = rf"(?P<place>{word}(?:\s{word}){{0,2}}?)"
    day = rf"\d{{1,2}}\s+{month_pattern()}(?:\s+\d{{4}})?"
    dated = rf"(?:\s?[/،,(]?\s?(?P<date>{day})\)?)?"
    agency = rf"(?P<agency>\s?[-/(،,]\s?(?:{agencies})\s?[)/]?)"
    dash = r"\s?/?\s?[-ـ:]+(?=\s|[^\W\d])"
    spaced = r"\s[-ـ]+\s"
    return re.compile(rf"^{place}{dated}(?:{agency}{dash}|{spaced})\s*(?=\S)")


def read_dateline_prefix(text: str) -> Filed | None:
    """Return where a paragraph was filed from and where its text starts, ``None`` if not said.

    A place of one word before a spaced dash is taken as it is; longer ones only with an agency,
    or when no other dash closes an insertion further on. Openings such as ``من جهته`` are none.
    """
    folded = fold_with_offsets(DRAWN_OUT.sub(lambda dash: "-" * len(dash[0]), text))
    match = _prefix().match(folded.text.lower())
    if not match:
        return None
    words = match["place"].split()
    insertion = len(words) > 1 and re.search(r"\s-\s", folded.text[match.end() :])
    if not not_places().isdisjoint(words) or (insertion and not match["agency"]):
        return None
    start, end = folded.span(*match.span("place"))
    after = folded.offsets[match.end()] if match.end() < len(folded.offsets) else len(text)
    return Filed(text[start:end], after, _filed_on(match["date"], text[:after].strip()))


def _filed_on(date_text: str | None, evidence: str) -> Dated | None:
    """Return the day a dateline states, ``None`` without a year: it would be made up."""
    line = read_publication_line(date_text) if date_text else None
    return replace(line.dated, evidence=evidence, inferred=True) if line else None
