"""Where sources may contradict one another: candidates for a person, who alone can tell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from ...language.arabic import content_stems, folded_words, words
from ...language.negation import denied_stems
from ...model import Excerpt, FigureValue
from ..differences import goes_with
from ..matching import overlap
from .material import Material
from .questions import counted_nouns, key_of_noun

_MOST_DISPUTES = 5
_ALIKE = 0.3
"""Share of stems from which two sentences may speak of one thing. Lower than for what the page
itself puts together, since a person looks at each; below, pairs share a subject and no more."""
_FEWEST_STEMS = 5
"""Stems of a sentence that is compared."""
_DENIED = 2
"""Words of meaning after a negation that it may deny."""
_CONJUNCTIONS = "وف"


class PossibleDispute(NamedTuple):
    """A dispute that may be one: why, and the sentence or sentences of each view."""

    why: str
    views: tuple[Excerpt, ...]


def suggest_disputes(material: Material) -> list[PossibleDispute]:
    """Return at most five candidates, no sentence in two of them, those that differ most first.

    A claim and its denial in one sentence, one thing counted with values that do not go together,
    and what one source denies and another asserts.
    """
    found: list[PossibleDispute] = []
    shown: set[str] = set()
    for candidate in (*_denied(material), *_counted_twice(material), *_opposed(material)):
        cites = {str(excerpt.cite) for excerpt in candidate.views}
        if shown.isdisjoint(cites):
            found.append(candidate)
            shown |= cites
    return found[:_MOST_DISPUTES]


def _denied(material: Material) -> Iterator[PossibleDispute]:
    """Yield the sentences in which somebody claims and somebody denies."""
    claims, denials = (folded_words("drafts", name) for name in ("claims", "denials"))
    for cited in material.sentences:
        bare = [word.lstrip(_CONJUNCTIONS) for word in words(cited.sentence.ar)]
        claimed = [place for place, word in enumerate(bare) if word in claims]
        denied = [place for place, word in enumerate(bare) if word in denials]
        if claimed and denied and claimed[0] < denied[-1]:
            yield PossibleDispute("a claim and its denial in one sentence", (cited,))


def _opposed(material: Material) -> Iterator[PossibleDispute]:
    """Yield pairs of sources of which one denies what the other asserts, the most alike first."""
    asserting: dict[str, list[Excerpt]] = defaultdict(list)
    for cited in material.sentences:
        stems = set(content_stems(cited.sentence.ar))
        # Two words are shared by everything that is on the subject.
        if len(stems) >= _FEWEST_STEMS:
            for stem in stems - set(denied_stems(cited.sentence.ar, "ar", _DENIED)):
                asserting[stem].append(cited)
    pairs: list[tuple[float, int, PossibleDispute]] = []
    for cited in material.sentences:
        own = content_stems(cited.sentence.ar)
        for denied_stem in denied_stems(cited.sentence.ar, "ar", _DENIED):
            for other in asserting[denied_stem]:
                share = overlap(own, content_stems(other.sentence.ar))
                if other.story.slug != cited.story.slug and share >= _ALIKE:
                    why = "what one source denies another asserts"
                    pairs.append((-share, len(pairs), PossibleDispute(why, (other, cited))))
    for _, _, candidate in sorted(pairs, key=lambda pair: pair[:2]):
        yield candidate


def _counted_twice(material: Material) -> Iterator[PossibleDispute]:
    """Yield pairs of sentences of one month that count one thing and do not agree."""
    readings: dict[tuple[str, str], list[tuple[FigureValue, Excerpt]]] = defaultdict(list)
    for cited in material.sentences:
        published = cited.story.published
        for number, noun in counted_nouns(cited) if published else ():
            month = published.when.iso[:7] if published else ""
            value = FigureValue(number.value, number.qualifier, None, (cited,))
            for known, other in readings[key_of_noun(noun), month]:
                share = overlap(content_stems(cited.sentence.ar), content_stems(other.sentence.ar))
                if cited is not other and not goes_with(known, value) and share >= _ALIKE:
                    yield PossibleDispute("one thing counted, with two values", (other, cited))
            readings[key_of_noun(noun), month].append((value, cited))
