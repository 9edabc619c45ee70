"""Words and phrases of meaning that the glossary does not have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from ...editors.glossary import Glossary
from ...language.arabic import WORD, content_stems, fold, fold_with_offsets, stem, stems
from ...model import Excerpt
from .cited import date_spans, overlap, verbs_of_speech
from .things import Tally, Thing, ranked_things

OFTEN = 4
"""Times a word must recur where only one story has it."""
SWALLOWED = 0.6
"""Share of a word's occurrences within one phrase from which on the phrase stands for it."""
BREAK = re.compile(r"[^\w\s]")


def find_terms(sentences: Iterable[Excerpt], glossary: Glossary) -> tuple[Thing, ...]:
    """Return the words and two-word phrases of meaning that the glossary does not have."""
    tallies: dict[tuple[str, ...], Tally] = {}
    for cited in sentences:
        for phrase in (p for run in _runs(cited, glossary) for p in _phrases(run)):
            key = tuple(stem(fold(word)) for word in phrase)
            tallies.setdefault(key, Tally()).see(" ".join(phrase), cited)
    return ranked_things(tally.thing(None) for tally in tallies.values())


def _phrases(run: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield the words of a run, then its pairs of neighbours."""
    yield from ((word,) for word in run)
    yield from pairwise(run)


def _runs(cited: Excerpt, glossary: Glossary) -> Iterator[list[str]]:
    """Yield words of meaning that stand side by side, as written; names and dates divide them."""
    text = cited.sentence.ar
    folded = fold_with_offsets(text)
    names = [(m.start, m.end) for m in glossary.mentions(text)]
    dates = date_spans(cited)
    adjectives = {stem(adjective) for adjective in glossary.adjectives()}
    run: list[str] = []
    last = 0
    for word in WORD.finditer(folded.text):
        first, end = folded.span(*word.span())
        taken = overlap(names, *word.span()) or overlap(dates, first, end)
        fits = not taken and _has_meaning(word.group(), adjectives)
        if not fits or BREAK.search(folded.text[last : word.start()]):
            yield run
            run = []
        if fits:
            run.append(text[first:end])
        last = word.end()
    yield run


def _has_meaning(word: str, adjectives: set[str]) -> bool:
    """Tell whether a folded word says what a text is on: no number, verb of speech or origin."""
    empty = not content_stems(word) or word.isdigit()
    return not empty and word not in verbs_of_speech() and stem(word) not in adjectives


def recurring(terms: Sequence[Thing]) -> tuple[Thing, ...]:
    """Return the terms that recur, without words that mostly stand inside a phrase."""
    return tuple(_without_swallowed([term for term in terms if _recurs(term)]))


def _recurs(term: Thing) -> bool:
    return len(term.slugs) > 1 or term.count >= OFTEN


def _without_swallowed(terms: Sequence[Thing]) -> Iterator[Thing]:
    """Yield terms without words that mostly occur inside one of the phrases."""
    phrases = [(set(stems(t.forms[0])), t.count) for t in terms if " " in t.forms[0]]
    for term in terms:
        own = set(stems(term.forms[0]))
        inside = (count for words, count in phrases if own < words)
        if not any(count >= SWALLOWED * term.count for count in inside):
            yield term
