"""Who said what: direct and reported speech with its speaker.

One quote for each speaker of a sentence; what cannot be given a speaker is left out rather than
guessed. How the speakers are found is in `speech`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ..editors.topics import Side
from ..language.arabic import fold
from ..model import Excerpt, Quote
from .analysis import Analysis
from .facts import Spoken
from .page import QuotesSection, SideQuotes


def of_sides(sides: Sequence[Side]) -> Callable[..., Quote]:
    """Return what makes a quote, with its side, of what is said in a sentence."""
    side_of: dict[str, str] = {}
    for side in sides:
        side_of |= dict.fromkeys(side.entries, side.id)
        side_of |= dict.fromkeys(map(fold, side.speakers), side.id)

    def quote_of(one: Spoken, excerpt: Excerpt, *, about: bool = True) -> Quote:
        side = side_of.get(fold(one.speaker.ar)) or side_of.get(one.entry)
        return Quote(one.speaker, one.role, one.is_direct, excerpt, side, about, one.words)

    return quote_of


def quotes_section(analysis: Analysis) -> QuotesSection | None:
    """Return what was said on the subject: by side, then by those of no side.

    Whatever answers a question is on the subject, whether or not its words are.
    """
    sides = []
    answering: set[str] = set()
    for answer in analysis.answers:
        answering.update(str(excerpt.cite) for excerpt in answer.excerpts)
    for side in (*analysis.topic.sides, None):
        side_id = side.id if side else None
        quotes = [q for q in analysis.quotes if q.side == side_id]
        quotes = [q for q in quotes if q.about or str(q.excerpt.cite) in answering]
        direct = [analysis.claims.quotation(quote) for quote in quotes if quote.direct]
        reported = [analysis.claims.quotation(quote) for quote in quotes if not quote.direct]
        if quotes:
            sides.append(SideQuotes(side.text if side else None, tuple(direct), tuple(reported)))
    return QuotesSection(tuple(sides)) if sides else None
