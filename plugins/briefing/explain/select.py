"""Which sentences stand for several sources: those whose words together are most like the sources'.

Greedily that sentence is added with which the summary as a whole comes nearest the centre of all
sources (Radev et al. 2004; the summary compared as a whole: Ghalandari 2017). What was said already
brings it no nearer, so that novelty needs no weight of its own, nor has length one. Every source is
one voice in the centre, however long it is. There is little to be fitted to one set of articles and
wrong on another, as the weights before were; variants are compared in docs/quality.md.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from ..language.arabic import content_stems

SHORTEST, LONGEST = 8, 60
"""Words of a sentence that may be picked."""
SAME = 0.6
"""Cosine of two sentences' stems from which they say the same, as where methods are compared."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One sentence: which source it is of, its place there from 0, its text."""

    source: str
    place: int
    text: str


def select_across(candidates: Sequence[Candidate], words: int) -> list[int]:
    """Return the positions of sentences that together say most, best first.

    Their words stay within the budget, but for the first, which is always there.
    """
    # A sentence is the set of its stems, in one order, so that floats are summed in one order.
    stems = [sorted(set(content_stems(candidate.text))) for candidate in candidates]
    lengths = [len(candidate.text.split()) for candidate in candidates]
    having: dict[str, list[int]] = defaultdict(list)
    for i, of_sentence in enumerate(stems):
        for stem in of_sentence:
            having[stem].append(i)
    centre = _centre(candidates, stems)
    near = [math.fsum(map(centre.__getitem__, of_sentence)) for of_sentence in stems]
    # Of the summary so far: how near it is, its length squared, the stems that each sentence has
    # in common with it. All are kept up to date by the stems of what is chosen.
    reached, square, common = 0.0, 0, [0] * len(stems)
    fitting = [i for i, n in enumerate(lengths) if stems[i] and SHORTEST <= n <= LONGEST]
    chosen: list[int] = []
    left = words
    while fitting:
        best, best_worth = fitting[0], -1.0
        for i in fitting:
            size = square + 2 * common[i] + len(stems[i])
            worth = (reached + near[i]) / math.sqrt(size)
            if worth > best_worth:  # of equal ones the earlier
                best, best_worth = i, worth
        chosen.append(best)
        left -= lengths[best]
        reached += near[best]
        square += 2 * common[best] + len(stems[best])
        shared: Counter[int] = Counter()
        for stem in stems[best]:
            shared.update(having[stem])
        for i, count in shared.items():
            common[i] += count
        # What says the same, or no longer fits, is not weighed again.
        others = []
        for i in fitting:
            is_new = shared[i] < SAME * math.sqrt(len(stems[i]) * len(stems[best]))
            if is_new and lengths[i] <= left:
                others.append(i)
        fitting = others
    return chosen


def _centre(candidates: Sequence[Candidate], stems: Sequence[Sequence[str]]) -> dict[str, float]:
    """Return what the sources are about: by stem its weight in each, which are of equal length."""
    voices: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for candidate, of_sentence in zip(candidates, stems, strict=True):
        # What a source begins with tells what it is about: its first sentence counts twice, its
        # second one and a half times.
        weight = (1 + 1 / (1 + candidate.place)) / math.sqrt(len(of_sentence) or 1)
        for stem in of_sentence:
            voices[candidate.source][stem] += weight
    centre: dict[str, float] = defaultdict(float)
    for voice in voices.values():
        norm = math.sqrt(math.fsum(weight * weight for weight in voice.values()))
        for stem, weight in voice.items():
            centre[stem] += weight / norm
    return centre
