"""Who said what: direct and reported speech with its speaker.

One quote for each speaker of a sentence; what cannot be given a speaker is left out rather than
guessed. How the speakers are found is in `speech`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..editors.glossary import Glossary
from ..editors.topics import Side
from ..language.arabic import fold
from ..model import Quote, Story
from ..speech.attribution import attributions
from .analysis import Analysis
from .matching import citable, cite_sentence
from .page import QuotesSection, SideQuotes


def find_quotes(
    stories: Sequence[Story], glossary: Glossary, sides: Sequence[Side]
) -> tuple[Quote, ...]:
    """Return the attributed sentences of the stories, in order of story and place."""
    side_of = {entry: side.id for side in sides for entry in side.entries}
    side_of |= {fold(name): side.id for side in sides for name in side.speakers}
    return tuple(q for story in stories for q in _of_story(story, glossary, side_of))


def _of_story(story: Story, glossary: Glossary, side_of: dict[str, str]) -> Iterator[Quote]:
    day = story.published.when.iso_date if story.published else None
    sentences = [sentence for _, sentence in citable(story)]
    found = attributions(sentences, glossary, day)
    for sentence, said in zip(sentences, found, strict=True):
        for one in said:
            entry = glossary.entries[one.speaker.entry] if one.speaker.entry else None
            role = entry.role_on(day) if entry and day else None
            ours = glossary.usual(entry).id if entry else one.speaker.of or ""
            side = side_of.get(fold(one.speaker.name.ar)) or side_of.get(ours)
            yield Quote(one.speaker.name, role, one.direct, cite_sentence(story, sentence), side)


def quotes_section(analysis: Analysis) -> QuotesSection | None:
    """Return what was said on the subject: by side, then by those of no side."""
    sides = []
    for side in (*analysis.topic.sides, None):
        side_id = side.id if side else None
        quotes = [q for q in analysis.quotes if q.side == side_id and q.about]
        direct = [analysis.claims.quotation(quote) for quote in quotes if quote.direct]
        reported = [analysis.claims.quotation(quote) for quote in quotes if not quote.direct]
        if quotes:
            sides.append(SideQuotes(side.text if side else None, tuple(direct), tuple(reported)))
    return QuotesSection(tuple(sides)) if sides else None
