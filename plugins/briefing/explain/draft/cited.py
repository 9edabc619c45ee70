"""What a sentence has in it: times and verbs of speech."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from ...language.arabic import WORD, fold, fold_with_offsets
from ...language.lexicon import load
from ...model import Excerpt, Mention

MOST_CITES = 4
"""Sentences suggested for one question or figure."""


def times_in(cited: Excerpt) -> list[Mention]:
    """Return the times a sentence tells of."""
    return [ref for ref in cited.story.times if ref.sentence == cited.sentence.id]


def date_spans(cited: Excerpt) -> list[tuple[int, int]]:
    """Return where in a sentence its times stand."""
    return [(ref.start, ref.start + len(ref.text)) for ref in times_in(cited)]


def overlap(spans: Iterable[tuple[int, int]], start: int, end: int) -> bool:
    """Tell whether one of the spans has a part of what stands from `start` to `end`."""
    return any(a < end and start < b for a, b in spans)


def verbs_in(cited: Excerpt) -> list[str]:
    """Return the verbs of speech of a sentence, as written."""
    folded = fold_with_offsets(cited.sentence.ar)
    spoken = (m.span() for m in WORD.finditer(folded.text) if m.group() in verbs_of_speech())
    return [cited.sentence.ar[slice(*folded.span(*span))] for span in spoken]


@cache
def verbs_of_speech() -> frozenset[str]:
    """Return the verbs of speech, folded, as they may open a sentence, too."""
    verbs = [fold(verb) for verb in load("drafts")["said"]]
    return frozenset(form for verb in verbs for form in (verb, f"و{verb}", f"ف{verb}"))
