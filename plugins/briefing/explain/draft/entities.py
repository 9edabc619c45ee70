"""People, bodies, places and notions of the glossary that the stories name."""

from __future__ import annotations

from collections.abc import Iterable

from ...editors.glossary import Glossary
from ...language.arabic import WORD, fold_with_offsets
from ...model import Excerpt
from .things import Tally, Thing, ranked_things


def find_entities(sentences: Iterable[Excerpt], glossary: Glossary) -> tuple[Thing, ...]:
    """Return the glossary's entries that are named, with the words they are named by."""
    tallies: dict[str, Tally] = {}
    for cited in sentences:
        folded = fold_with_offsets(cited.sentence.ar)
        for mention in (m for m in glossary.mentions(cited.sentence.ar) if m.start < m.end):
            start = _word_start(folded.text, mention.start)
            first, last = folded.span(start, mention.end)
            written = cited.sentence.ar[first:last]
            tallies.setdefault(mention.entry.id, Tally()).see(written, cited)
    entries = ((glossary.entries[entry_id], tally) for entry_id, tally in tallies.items())
    return ranked_things(tally.thing(entry.name, entry) for entry, tally in entries)


def _word_start(folded: str, start: int) -> int:
    """Return where the word begins that a name stands in: prefixes are part of a match word."""
    while start > 0 and WORD.fullmatch(folded[start - 1]):
        start -= 1
    return start
