"""Which sentences of a story stand for it: its own words, in its own order.

A score of place and centrality picks sentences one by one, each time less what is already said
(maximal marginal relevance, Carbonell and Goldstein 1998). A strong prior for early sentences fits
single news stories, where the lead is the best known summary (FINDINGS: Lead beats every
position-free method there).
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import replace

from ..language.arabic import content_stems, fold
from ..language.cohesion import continues, openings, refers_back
from ..model import Block, Sentence, Story

FEWEST, MOST = 4, 6
"""Sentences of a summary: the headline and three to five more, as far as there are any."""
SENTENCES_A_POINT = 5
"""One point for so many sentences of body, within the bounds above."""
POSITION_WEIGHT = 1.0
"""Weight of the place against centrality. This and the next two were set on ntrex-dev by ROUGE
against the headline (tests/quality/compare_summaries.py)."""
POSITION_DECAY = 0.12
"""How fast the prior falls: the 10th sentence has a third of the lead's."""
REDUNDANCY_WEIGHT = 0.8
DANGLING_PENALTY = 0.6
"""Factor for sentences that continue the one before and do not stand alone."""
SHORTEST_POINT, LONGEST_POINT = 6, 60
"""Words. Fragments say nothing; very long sentences are penalised, not barred."""
SHORT_POINT, SHORT_FACTOR = 10, 0.5
"""Words below which a sentence counts for less, and how much: it seldom says who did what."""
BRIEF_FROM, BRIEF_LENGTH, BRIEF_POWER, BRIEF_GAIN = 2, 25, 0.8, 1.3
"""From this pick on (the third), how long a sentence may be before it counts for less, how fast it
does, and how much at most a shorter one gains. Two sentences say what happened; each further one
has to be worth its words. Set on ntrex-dev as the weights above; values round about do as well."""
MOST_WORDS = 180
"""Words of all key points together, about a minute of reading; a first point is always there."""
BACKGROUND_FACTOR = 0.85
"""For sentences that open by looking back ("had", "it is worth recalling"): a story's summary says
what is new in it."""


def summarise(story: Story) -> Story:
    """Return the story with the ids of its key points, in document order, and the best of them."""
    candidates = [(b, s) for b, s in story.body() if _can_be_point(b, s)]
    if not candidates:
        return story
    vectors = [_vector(s.ar) for _, s in candidates]
    scores = _scores([s for _, s in candidates], vectors)
    count = max(FEWEST, min(MOST, round(len(candidates) / SENTENCES_A_POINT)))
    lengths = [len(s.ar.split()) for _, s in candidates]
    picked = _pick(scores, vectors, lengths, min(count, len(candidates)))
    chosen = _within(MOST_WORDS, picked, lengths)
    ids = [sentence.id for _, sentence in candidates]
    return replace(story, summary=tuple(ids[i] for i in sorted(chosen)), headline=ids[chosen[0]])


def _can_be_point(block: Block, sentence: Sentence) -> bool:
    """Tell whether a sentence may be a key point: prose, long enough, in Arabic, not doubtful."""
    prose = block.kind in ("paragraph", "item") and sentence.lang == "ar"
    return prose and not sentence.doubtful and len(sentence.ar.split()) >= SHORTEST_POINT


def stands_alone(text: str) -> bool:
    """Tell whether a sentence can be read without the one before it."""
    return not continues(text) and not refers_back(text)


def _vector(text: str) -> dict[str, float]:
    """Return the stems of a sentence with weights of unit length, each counted once."""
    stems = sorted(set(content_stems(text)))
    weight = 1 / math.sqrt(len(stems)) if stems else 0.0
    return dict.fromkeys(stems, weight)


def _cosine(a: dict[str, float], b: dict[str, float]) -> float:
    small, large = (a, b) if len(a) <= len(b) else (b, a)
    return sum(weight * large[s] for s, weight in small.items() if s in large)


def _scores(sentences: list[Sentence], vectors: list[dict[str, float]]) -> list[float]:
    """Return place plus centrality for each sentence; linear in the number of sentences."""
    centroid: Counter[str] = Counter()
    for vector in vectors:
        centroid.update(vector)
    norm = math.sqrt(sum(v * v for v in centroid.values())) or 1.0
    centre = {s: v / norm for s, v in centroid.items()}
    scores = []
    for place, (sentence, vector) in enumerate(zip(sentences, vectors, strict=True)):
        score = POSITION_WEIGHT * math.exp(-POSITION_DECAY * place) + _cosine(vector, centre)
        scores.append(score * _fitness(sentence.ar))
    return scores


def _fitness(text: str) -> float:
    length = len(text.split())
    factor = 1.0 if length <= LONGEST_POINT else math.sqrt(LONGEST_POINT / length)
    factor *= SHORT_FACTOR if length < SHORT_POINT else 1.0
    factor *= BACKGROUND_FACTOR if openings("background").match(fold(text)) else 1.0
    return factor if stands_alone(text) else factor * DANGLING_PENALTY


def _pick(
    scores: list[float], vectors: list[dict[str, float]], lengths: list[int], count: int
) -> list[int]:
    chosen: list[int] = []
    while len(chosen) < count:
        rest = [i for i in range(len(scores)) if i not in chosen]
        worth = {i: _novel(i, scores, vectors, chosen) for i in rest}
        if len(chosen) >= BRIEF_FROM:
            worth = {i: _for_its_length(value, lengths[i]) for i, value in worth.items()}
        chosen.append(max(rest, key=lambda i: (worth[i], -i)))
    return chosen


def _for_its_length(worth: float, words: int) -> float:
    """Return what a further point is worth for its length; what only repeats gains nothing."""
    return worth if worth <= 0 else worth * min(BRIEF_GAIN, (BRIEF_LENGTH / words) ** BRIEF_POWER)


def _within(most: int, chosen: list[int], lengths: list[int]) -> list[int]:
    """Return the chosen that fit a budget of words together, the best always."""
    kept: list[int] = []
    for i in chosen:
        if not kept or sum(lengths[j] for j in kept) + lengths[i] <= most:
            kept.append(i)
    return kept


def _novel(
    i: int, scores: list[float], vectors: list[dict[str, float]], chosen: list[int]
) -> float:
    repeated = max((_cosine(vectors[i], vectors[j]) for j in chosen), default=0.0)
    return scores[i] - REDUNDANCY_WEIGHT * repeated
