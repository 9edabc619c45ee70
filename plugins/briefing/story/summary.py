"""Key points of a story: some of its own sentences, in its own order.

A score of position and centrality picks sentences one by one, each time less what is already said
(maximal marginal relevance, Carbonell and Goldstein 1998). A strong prior for early sentences fits
single news stories: measured against the headline, the lead alone is better there than every
method that ignores position.

The weights were set by ROUGE against the headline on 60 articles (docs/quality.md,
tests/quality/compare_summaries.py); values round about do nearly as well.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from ..language.arabic import ENDS_SENTENCE, content_stems, fold
from ..language.arabic import words as words_of
from ..language.cohesion import is_background, is_superseded, stands_alone, tells_of_itself, unnamed
from ..language.lexicon import load
from ..language.phrases import opens_notice, opens_with_and
from ..model import PROSE_KINDS, Block, Sentence, Story

FEWEST_KEY_POINTS = 4
MOST_KEY_POINTS = 6
"""The headline and three to five more, as far as the body has sentences that can be points."""
SENTENCES_A_POINT = 5
"""One point for so many sentences of body, within the bounds above."""
MOST_WORDS_OF_POINTS = 180
"""Words of all key points together, about a minute of reading; a first point is always there."""
SPARE_POINTS = 4
"""Sentences ranked besides, in case one leans on what is not chosen."""
NEWS_WITHIN = 3
"""Sentences at the head among which the news is: the lead, or what a scene before it delays."""
SAME_AS_DECK = 0.6
"""Share of the shorter one's stems from which a deck and a point say the same, as for two points
of different sources (explain/shared.py)."""
SHORTEST_POINT = 6
"""Words. Fragments say nothing."""
SHORTEST_UNSTOPPED_POINT = 13
"""Words of one without a stop; headings have up to twelve."""
LONGEST_POINT = 60
"""Words. Longer sentences are penalised, not barred."""
SHORT_POINT = 10
"""Words below which a sentence seldom says who did what."""
SHORT_FACTOR = 0.5
POSITION_WEIGHT = 1.0
"""Weight of the position against centrality."""
POSITION_DECAY = 0.12
"""How fast the prior falls: the 10th sentence has a third of the lead's."""
REDUNDANCY_WEIGHT = 0.8
DANGLING_FACTOR = 0.6
"""For sentences that continue the one before and do not stand alone."""
BACKGROUND_FACTOR = 0.85
"""For sentences that open by looking back ("had", "it is worth recalling"): a story's summary says
what is new in it."""
LONG_POINTS = 2
"""How many points may be long. Two sentences say what happened; each further one has to be worth
its words."""
FURTHER_POINT_LENGTH = 25
"""Words from which on a further point counts for less."""
FURTHER_POINT_POWER = 0.8
"""How fast the worth of a further point falls with its length."""
MOST_BREVITY_GAIN = 1.3
"""Factor that a short further point gains at most."""
_PICTURE = re.compile(r"\(\s?\d+\s?/\s?\d+\s?\)")

_Vector = Mapping[str, float]


def summarise(story: Story) -> Story:
    """Return the story with the ids of its key points, in document order, and the best of them.

    The news is among them, none leans on a sentence that is not, and a state that the article says
    has ended is not told without its end.
    """
    candidates = [sentence for block, sentence in story.body() if can_be_point(block, sentence)]
    if not candidates:
        return story
    wanted = round(len(candidates) / SENTENCES_A_POINT)
    wanted = max(FEWEST_KEY_POINTS, min(MOST_KEY_POINTS, wanted))
    ranked = best_points(candidates, wanted + SPARE_POINTS)
    news = _news(candidates, story.title.ar)
    prose = [sentence.id for block, sentence in story.body() if block.kind in PROSE_KINDS]
    points: list[int] = []
    words = 0
    # What the news leans on comes with it.
    first = news
    while first and _leans(candidates[first], [story.title], prose):
        first -= 1
    opening = range(first, news + 1)
    for i in (*opening, *(place for place in ranked if place not in opening)):
        above = [candidates[j] for j in points if j < i]
        leans = i > 0 and _leans(candidates[i], [story.title, *above], prose)
        length = len(candidates[i].ar.split())
        # A point that no longer fits, or is told already, is passed over; others may still fit.
        fits = not points or words + length <= MOST_WORDS_OF_POINTS
        fits = fits and candidates[i].ar not in {point.ar for point in above}
        if len(points) < wanted and fits and not leans:
            points.append(i)
            words += length
    points = _with_ends(points or [news], candidates)
    ids = tuple(candidates[i].id for i in sorted(points))
    # Below a deck a headline that says the same would be read twice.
    deck = set(content_stems(story.deck.ar)) if story.deck else set()
    best = points[0]
    for i in points:
        stems = set(content_stems(candidates[i].ar))
        if len(stems & deck) < SAME_AS_DECK * min(len(stems), len(deck) or 1):
            best = i
            break
    return replace(story, summary=ids, headline=candidates[best].id)


def _news(sentences: Sequence[Sentence], title: str) -> int:
    """Return the place of the sentence with the news: of the first that one nearest the title."""
    heading = set(content_stems(title))
    shared = [len(heading & set(content_stems(s.ar))) for s in sentences[:NEWS_WITHIN]]
    return shared.index(max(shared))


def _leans(sentence: Sentence, above: Sequence[Sentence], prose: Sequence[str]) -> bool:
    """Tell whether a sentence leans on what is not above it; `prose` has the ids of its story's.

    Who "he" is, and what "that" was, is told by the sentence right before; which ministry it is,
    by the title or any point above, too.
    """
    told = set(content_stems(" ".join(one.ar for one in above)))
    if stands_alone(sentence.ar) and unnamed(sentence.ar) <= told:
        return False
    return prose[max(0, prose.index(sentence.id) - 1)] not in {one.id for one in above}


def _with_ends(points: Sequence[int], sentences: Sequence[Sentence]) -> list[int]:
    """Return points in which no state stands that a later sentence says has ended.

    That sentence takes its place where it says what has ended, too, and else follows it.
    """
    kept = list(points)
    states = load("states")
    for i in points:
        for begun, ended in states["pairs"]:
            if not _has(sentences[i], begun) or _has(sentences[i], ended):
                continue
            own = set(content_stems(sentences[i].ar)) - set(content_stems(" ".join(begun)))
            for j in range(i + 1, len(sentences)):
                if j in kept or not _has(sentences[j], ended):
                    continue
                if own & set(content_stems(sentences[j].ar)):
                    kept.append(j)
                    break
    return kept


def _has(sentence: Sentence, forms: Sequence[str]) -> bool:
    """Tell whether a sentence has one of the words, with or without what is written onto it."""
    wanted = {fold(form) for form in forms}
    return any(word in wanted or word[1:] in wanted for word in words_of(sentence.ar))


def can_be_point(block: Block, sentence: Sentence) -> bool:
    """Tell whether a sentence may be a key point: prose, long enough, in Arabic, not doubtful.

    A question says nothing, nor does a credit or a picture's number ("(2 / 6)").
    """
    prose = block.kind in PROSE_KINDS and sentence.lang == "ar" and not sentence.doubtful
    # What an outlet corrects is not what its story says, nor a count that holds no more.
    if tells_of_itself(sentence.ar) or opens_notice(block.sentences[0].ar):
        return False
    is_other = is_superseded(sentence.ar) or _PICTURE.match(sentence.ar)
    if is_other or sentence.ar.rstrip('"”“». ').endswith("؟"):
        return False
    # A short line without a stop is a notice or a label that no rule knows, unless it goes on.
    goes_on = opens_with_and(sentence.ar) and not sentence.ar.endswith(":")
    is_sure = goes_on or ENDS_SENTENCE.search(sentence.ar)
    shortest = SHORTEST_POINT if is_sure else SHORTEST_UNSTOPPED_POINT
    return prose and len(sentence.ar.split()) >= shortest


def best_points(sentences: Sequence[Sentence], count: int) -> list[int]:
    """Return the positions of the best sentences of a story, the best first, at most `count`."""
    vectors: list[_Vector] = []
    for sentence in sentences:
        # Sorted, so that sums of floats are made in one order whatever the hash seed.
        stems = sorted(set(content_stems(sentence.ar)))
        vectors.append({stem: 1 / math.sqrt(len(stems)) for stem in stems})
    scores = _scores(sentences, vectors)
    # By position, the likeness to the nearest chosen sentence; kept up to date as they are chosen.
    repeated = [0.0] * len(sentences)
    chosen: list[int] = []
    while len(chosen) < min(count, len(sentences)):
        best, best_worth = -1, -math.inf
        for i, sentence in enumerate(sentences):
            if i in chosen:
                continue
            worth = scores[i] - REDUNDANCY_WEIGHT * repeated[i]
            # What only repeats is worth less than nothing and must not gain by being short.
            if len(chosen) >= LONG_POINTS and worth > 0:
                shortness = FURTHER_POINT_LENGTH / len(sentence.ar.split())
                worth *= min(MOST_BREVITY_GAIN, shortness**FURTHER_POINT_POWER)
            if worth > best_worth:  # of equal ones the earlier
                best, best_worth = i, worth
        chosen.append(best)
        for i, vector in enumerate(vectors):
            repeated[i] = max(repeated[i], _cosine(vector, vectors[best]))
    return chosen


def _scores(sentences: Sequence[Sentence], vectors: Sequence[_Vector]) -> list[float]:
    """Return position plus centrality of each sentence, times what its form makes of it."""
    centroid: Counter[str] = Counter()
    # A sentence is central as far as its words are those of the whole story.
    for vector in vectors:
        centroid.update(vector)
    # fsum, since Python 3.12 and later add floats otherwise than 3.11 in `sum`.
    norm = math.sqrt(math.fsum(value * value for value in centroid.values())) or 1.0
    centre = {stem: value / norm for stem, value in centroid.items()}
    scores = []
    for position, (sentence, vector) in enumerate(zip(sentences, vectors, strict=True)):
        prior = POSITION_WEIGHT * math.exp(-POSITION_DECAY * position)
        score = prior + _cosine(vector, centre)
        length = len(sentence.ar.split())
        if length > LONGEST_POINT:
            score *= math.sqrt(LONGEST_POINT / length)
        if length < SHORT_POINT:
            score *= SHORT_FACTOR
        if is_background(sentence.ar):
            score *= BACKGROUND_FACTOR
        if not stands_alone(sentence.ar):
            score *= DANGLING_FACTOR
        scores.append(score)
    return scores


def _cosine(a: _Vector, b: _Vector) -> float:
    small, large = (a, b) if len(a) <= len(b) else (b, a)
    return math.fsum(weight * large[stem] for stem, weight in small.items() if stem in large)
