"""Known ways of picking sentences, to compare ours with: all get the same sentences and stems.

A ranker returns the places of all sentences, best first, and knows of no limit. `limited` gives it
one, in sentences or in words, the same way for every ranker.

The methods of `sumy` (a test requirement, with numpy for three of them) are left as they are but
for their input: our sentences, our stems and our stop words instead of nltk's, which would have to
be downloaded. Its Random is left out: it has no seed of its own, and a mean over many runs says
nothing that Lead and the other methods do not.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any

from pelican.plugins.briefing.language.arabic import fold, stem
from pelican.plugins.briefing.language.lexicon import load
from rouge import tokens

Ranker = Callable[[list[str]], list[int]]
Vector = dict[str, float]

MMR_LAMBDA = 0.7
"""Weight of centrality against novelty; Carbonell and Goldstein 1998 name 0.7 for summaries."""
ROUNDING = 9
"""Digits of a rating that count. The last ones change with the order in which sumy's sets of words
are gone through, so with the hash seed (its LSA does so everywhere) and with the numpy at hand."""
SUMY = {
    "LSA": ("lsa", "LsaSummarizer"),
    "LexRank": ("lex_rank", "LexRankSummarizer"),
    "TextRank": ("text_rank", "TextRankSummarizer"),
    "Luhn": ("luhn", "LuhnSummarizer"),
    "Edmundson": ("edmundson", "EdmundsonSummarizer"),
    "KL": ("kl", "KLSummarizer"),
    "SumBasic": ("sum_basic", "SumBasicSummarizer"),
    "Reduction": ("reduction", "ReductionSummarizer"),
}
NEUTRAL = {"cue_weight": 0.0, "key_weight": 1.0, "title_weight": 0.0, "location_weight": 1.0}
"""Edmundson without what it cannot have here: lists of cue words and the title, which is the
reference. What stays is the place and the article's own frequent words."""


@dataclass(frozen=True, slots=True)
class Limit:
    """How long a summary may be: in sentences or else in words."""

    sentences: int | None = None
    words: int | None = None

    def __str__(self) -> str:
        """Return the limit as a heading."""
        return f"{self.words} words" if self.words else f"{self.sentences} sentences"


def limited(rank: Ranker, limit: Limit) -> Ranker:
    """Return a ranker's summaries within a limit: places in document order."""
    return lambda sentences: sorted(within(sentences, rank(sentences), limit))


def within(sentences: list[str], ranking: list[int], limit: Limit) -> list[int]:
    """Return the best places of a ranking, as many as begin within the limit."""
    if limit.words is None:
        return ranking[: limit.sentences]
    taken: list[int] = []
    while len(taken) < len(ranking) and _length(sentences, taken) < limit.words:
        taken.append(ranking[len(taken)])
    return taken


def extract(sentences: list[str], ranking: list[int], limit: Limit) -> str:
    """Return the summary in document order; a limit in words cuts the lowest sentence short.

    So did DUC, for recall cannot be compared between summaries of different length.
    """
    taken = within(sentences, ranking, limit)
    texts = {place: sentences[place].split() for place in taken}
    if limit.words is not None and taken:
        spare = max(0, _length(sentences, taken) - limit.words)
        texts[taken[-1]] = texts[taken[-1]][: len(texts[taken[-1]]) - spare]
    return " ".join(" ".join(texts[place]) for place in sorted(texts))


def lead(sentences: list[str]) -> list[int]:
    """Rank sentences as they stand."""
    return list(range(len(sentences)))


def centroid_mmr(sentences: list[str]) -> list[int]:
    """Rank by likeness to the whole, less what is said already, over TF-IDF of stems.

    Radev et al. 2004 (centroid), Carbonell and Goldstein 1998 (maximal marginal relevance).
    """
    vectors = tfidf(content(text) for text in sentences)
    centre = unit(total(vectors))
    central = [cosine(vector, centre) for vector in vectors]
    return marginal(central, vectors, MMR_LAMBDA)


def marginal(scores: list[float], vectors: list[Vector], weight: float) -> list[int]:
    """Return places by maximal marginal relevance: score against likeness to those before."""
    ranking: list[int] = []
    repeated = [0.0] * len(scores)
    while len(ranking) < len(scores):
        rest = [i for i in range(len(scores)) if i not in ranking]
        best = max(rest, key=lambda i: (weight * scores[i] - (1 - weight) * repeated[i], -i))
        ranking.append(best)
        repeated = [
            max(r, cosine(vectors[best], v)) for r, v in zip(repeated, vectors, strict=True)
        ]
    return ranking


def distinct(sentences: list[str], ranking: list[int], likeness: float) -> list[int]:
    """Return a ranking without the sentences that are too like one before them."""
    vectors = [unit(Counter(content(text))) for text in sentences]
    kept: list[int] = []
    for place in ranking:
        if all(cosine(vectors[place], vectors[other]) < likeness for other in kept):
            kept.append(place)
    return kept


def content(text: str) -> list[str]:
    """Return the stems of a text without stop words."""
    return [found for found in tokens(text) if found not in stop_stems()]


@cache
def stop_stems() -> frozenset[str]:
    """Return the stems of our stop words."""
    return frozenset(stem(fold(word)) for word in load("stopwords")["words"])


def tfidf(documents: Iterable[list[str]]) -> list[Vector]:
    """Return a vector of unit length for each list of stems, rare stems weighing more."""
    counts = [Counter(stems) for stems in documents]
    spread = Counter(found for count in counts for found in count)
    weight = {found: math.log(1 + len(counts) / n) for found, n in spread.items()}
    return [unit({s: (1 + math.log(n)) * weight[s] for s, n in one.items()}) for one in counts]


def total(vectors: Iterable[Vector]) -> Vector:
    """Return the sum of vectors."""
    summed: Vector = {}
    for vector in vectors:
        for found, weight in vector.items():
            summed[found] = summed.get(found, 0.0) + weight
    return summed


def unit(vector: Vector | Counter[str]) -> Vector:
    """Return a vector of length one in the same direction."""
    norm = math.sqrt(sum(weight * weight for weight in vector.values())) or 1.0
    return {found: weight / norm for found, weight in vector.items()}


def cosine(first: Vector, second: Vector) -> float:
    """Return the cosine of two vectors of length one."""
    return sum(weight * second[found] for found, weight in first.items() if found in second)


class OurTokenizer:
    """Stands in for sumy's tokenizer, which needs nltk's data: our stems, stop words and all."""

    def to_words(self, text: str) -> tuple[str, ...]:
        """Return the stems of a sentence."""
        return tuple(tokens(text))


def sumy_ranker(name: str) -> Ranker:
    """Return one of sumy's methods as a ranker. Raise ImportError where sumy is not installed."""
    module, summarizer = SUMY[name]
    made = getattr(import_module(f"sumy.summarizers.{module}"), summarizer)
    options = NEUTRAL if name == "Edmundson" else {}

    def rank(sentences: list[str]) -> list[int]:
        summarize = made(str, **options)
        summarize.stop_words = summarize.null_words = stop_stems()
        summarize.bonus_words = frozenset(s for text in sentences for s in content(text))
        return _order(summarize, sentences)

    return rank


def _order(summarize: Any, sentences: list[str]) -> list[int]:  # noqa: ANN401 - sumy has no types
    """Return all places, best first: sumy hands its rated sentences to whatever counts them."""
    ranking: list[int] = []

    def keep(rated: Sequence[Any]) -> Sequence[Any]:
        best = sorted(rated, key=lambda one: (-round(float(one.rating), ROUNDING), one.order))
        ranking.extend(one.order for one in best)
        return rated

    summarize(_document(sentences), keep)
    return ranking


def _document(sentences: list[str]) -> Any:  # noqa: ANN401 - sumy has no types
    dom = import_module("sumy.models.dom")
    paragraph = dom.Paragraph(dom.Sentence(text, OurTokenizer()) for text in sentences)
    return dom.ObjectDocumentModel([paragraph])


def _length(sentences: list[str], places: Iterable[int]) -> int:
    return sum(len(sentences[place].split()) for place in places)


def rankers() -> dict[str, Ranker]:
    """Return every baseline by its name."""
    known = {name: sumy_ranker(name) for name in SUMY}
    return {"Lead": lead, **known, "Centroid+MMR": centroid_mmr}
