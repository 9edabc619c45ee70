"""Extractive summary of several sources: sentences whose words together are most like theirs.

A greedy search adds the sentence that brings the whole summary nearest to the centroid of the
sources, by cosine (Radev et al. 2004; of the whole summary: Ghalandari 2017). A sentence that
repeats what is there brings it no nearer, so neither novelty nor length needs a weight of its own.
Each source counts once in the centroid, however long it is. Hardly anything is tuned, so little can
be overfitted to one set of articles; variants are compared in docs/quality.md.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from ..language.arabic import content_stems

SHORTEST, LONGEST = 8, 60
"""Words that a sentence must have, and may have at most, to be chosen."""
SAME = 0.6
"""Cosine of two sentences' stems from which they say the same; docs/quality.md uses the same."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One sentence: which source it is of, its place there from 0, its text."""

    source: str
    place: int
    text: str


def select_across(candidates: Sequence[Candidate], words: int) -> list[int]:
    """Return the positions of the sentences chosen, best first.

    They have at most so many `words`, except that the first is always there.
    """
    # A sentence is a binary vector: the set of its stems, sorted so that sums of floats are stable.
    stems = [sorted(set(content_stems(candidate.text))) for candidate in candidates]
    lengths = [len(candidate.text.split()) for candidate in candidates]
    sentences_with: dict[str, list[int]] = defaultdict(list)
    for i, of_sentence in enumerate(stems):
        for stem in of_sentence:
            sentences_with[stem].append(i)
    centroid = _centroid(candidates, stems)
    dots = [math.fsum(map(centroid.__getitem__, of_sentence)) for of_sentence in stems]
    # The summary is the sum of the chosen vectors. Kept up to date as it grows: its dot product
    # with the centroid, its norm squared, and its dot product with each sentence.
    dot, norm_squared, overlaps = 0.0, 0, [0] * len(stems)
    eligible = [i for i, n in enumerate(lengths) if stems[i] and SHORTEST <= n <= LONGEST]
    chosen: list[int] = []
    left = words
    while eligible:
        best, best_cosine = eligible[0], -1.0
        for i in eligible:
            # |summary + sentence|² = |summary|² + 2 summary·sentence + |sentence|²
            size = norm_squared + 2 * overlaps[i] + len(stems[i])
            cosine = (dot + dots[i]) / math.sqrt(size)
            if cosine > best_cosine:  # of equal ones the earlier
                best, best_cosine = i, cosine
        chosen.append(best)
        left -= lengths[best]
        dot += dots[best]
        norm_squared += 2 * overlaps[best] + len(stems[best])
        shared: Counter[int] = Counter()
        for stem in stems[best]:
            shared.update(sentences_with[stem])
        for i, count in shared.items():
            overlaps[i] += count
        # Sentences that say the same, or no longer fit, drop out.
        remaining = []
        for i in eligible:
            is_new = shared[i] < SAME * math.sqrt(len(stems[i]) * len(stems[best]))
            if is_new and lengths[i] <= left:
                remaining.append(i)
        eligible = remaining
    return chosen


def _centroid(candidates: Sequence[Candidate], stems: Sequence[Sequence[str]]) -> dict[str, float]:
    """Return the sum of the sources' vectors, each of length 1, as weights by stem."""
    vectors: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for candidate, of_sentence in zip(candidates, stems, strict=True):
        # A source begins with what it is about: its first sentence counts twice, its second one
        # and a half times.
        weight = (1 + 1 / (1 + candidate.place)) / math.sqrt(len(of_sentence) or 1)
        for stem in of_sentence:
            vectors[candidate.source][stem] += weight
    centroid: dict[str, float] = defaultdict(float)
    for vector in vectors.values():
        norm = math.sqrt(math.fsum(weight * weight for weight in vector.values()))
        for stem, weight in vector.items():
            centroid[stem] += weight / norm
    return centroid
