"""Who said what: direct and reported speech with its speaker.

One quote for each speaker of a sentence; what cannot be given a speaker is left out rather than
guessed. How the speakers are found is in `speech`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ..editors.glossary import Glossary
from ..editors.topics import Side
from ..language.arabic import fold
from ..language.cohesion import judges
from ..model import Quote, Story
from ..speech.attribution import attributions
from .analysis import Analysis
from .clauses import clauses_of
from .matching import citable, cite_sentence
from .page import QuotesSection, SideQuotes


def find_quotes(
    stories: Sequence[Story],
    glossary: Glossary,
    sides: Sequence[Side],
    differ: Callable[[str, str], object] = lambda *_: None,
) -> tuple[Quote, ...]:
    """Return the attributed sentences of the stories, in order of story and place.

    `differ` tells whether an Arabic and an English text are no translation of one another.
    """
    side_of: dict[str, str] = {}
    for side in sides:
        side_of |= dict.fromkeys(side.entries, side.id)
        side_of |= dict.fromkeys(map(fold, side.speakers), side.id)
    quotes: list[Quote] = []
    for story in stories:
        day = story.published.when.iso_date if story.published else None
        sentences = [sentence for _, sentence in citable(story)]
        by_sentence = attributions(sentences, glossary, day)
        for sentence, attributed in zip(sentences, by_sentence, strict=True):
            # Where several speak, or the article judges besides, each has a clause of its own.
            is_judged = judges(sentence.ar)
            is_shared = len(attributed) > 1 or (is_judged and bool(attributed))
            clauses = clauses_of(sentence, differ) if is_shared else []
            for one in attributed:
                own = [clause for clause in clauses if one.speaker.name.en in clause.en]
                words = own[0] if len(own) == 1 and len(clauses) > 1 else None
                # The reporter's judgement is nobody's quotation.
                if is_judged and not (words or one.direct):
                    continue
                entry = glossary.entries[one.speaker.entry] if one.speaker.entry else None
                # Somebody's office is that of the article's day, not of today.
                role = entry.role_on(day) if entry and day else None
                # "The spokesman of the coalition" has no entry; the coalition that he is of has.
                entry_id = glossary.usual(entry).id if entry else one.speaker.of or ""
                side_id = side_of.get(fold(one.speaker.name.ar)) or side_of.get(entry_id)
                excerpt = cite_sentence(story, sentence)
                quote = Quote(one.speaker.name, role, one.direct, excerpt, side_id, words=words)
                quotes.append(quote)
    return tuple(quotes)


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
