"""Which sentences stand for several sources: those that cover most of what the sources share.

Maximum coverage of concepts under a budget of words (Gillick and Favre 2009), picked greedily by
gain for cost (Lin and Bilmes 2010). A concept is a stem or two neighbouring ones, and weighs by how
many sources have it; what was covered once is not gained again, so nothing is said twice. Unlike
centrality it compares no sentence with another, so that its cost is linear in the text.
"""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ..language.arabic import content_stems

PLACE, DECAY = 0.5, 0.2
"""Weight of standing early in its source, and how fast that falls. Weak, since what several sources
share need not stand at their heads (measured there, a prior for place loses against centrality)."""
SCALE = 0.9
"""Power of a sentence's length in its cost: 1 favours short ones, 0 long ones. Both set on the
articles of several outlets in ntrex-dev (tests/quality/compare_summaries.py)."""
SHORTEST, LONGEST = 8, 60
"""Words of a sentence that may be picked."""
SAME = 0.6
"""Share of a sentence's concepts that are covered already from which it says nothing new."""

Concept = str | tuple[str, str]


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
    concepts: list[set[Concept]] = []
    for candidate in candidates:
        stems = content_stems(candidate.text)
        concepts.append({*stems, *pairwise(stems)})
    # A concept weighs by how many sources have it.
    sources: dict[Concept, set[str]] = defaultdict(set)
    for candidate, of_sentence in zip(candidates, concepts, strict=True):
        for concept in of_sentence:
            sources[concept].add(candidate.source)
    weights = {concept: len(of_concept) for concept, of_concept in sources.items()}
    covered: set[Concept] = set()
    chosen: list[int] = []
    left = words
    # Gains only shrink as more is covered, so a gain computed earlier is an upper bound, and only
    # what is promising has to be weighed anew (lazy greedy, Minoux 1978).
    queue = [(-_gain(i, candidates, concepts, weights, covered), i) for i in range(len(candidates))]
    heapq.heapify(queue)
    while queue:
        promised, i = heapq.heappop(queue)
        gain = _gain(i, candidates, concepts, weights, covered)
        if gain <= 0:
            continue
        if queue and -gain > queue[0][0] and -gain != promised:
            heapq.heappush(queue, (-gain, i))
            continue
        length = len(candidates[i].text.split())
        says_nothing_new = len(concepts[i] & covered) >= SAME * len(concepts[i])
        if chosen and (length > left or says_nothing_new):
            continue
        chosen.append(i)
        left -= length
        covered |= concepts[i]
    return chosen


def _gain(
    i: int,
    candidates: Sequence[Candidate],
    concepts: Sequence[set[Concept]],
    weights: Mapping[Concept, int],
    covered: set[Concept],
) -> float:
    """Return what a sentence adds for its length, more at the head of its source."""
    length = len(candidates[i].text.split())
    if not SHORTEST <= length <= LONGEST:
        return 0.0
    new = sum(weights[concept] for concept in concepts[i] if concept not in covered)
    early = 1 + PLACE * math.exp(-DECAY * candidates[i].place)
    return float(early * new / length**SCALE)
