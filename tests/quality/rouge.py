"""ROUGE over Arabic-aware tokens: how much of a reference a summary holds.

Lin 2004, "ROUGE: A Package for Automatic Evaluation of Summaries" (ACL workshop Text Summarization
Branches Out, pages 74 to 81). Words are folded and lightly stemmed, as search does it, so that
the article, a conjunction or a spelling of alef does not part two equal words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

from pelican.plugins.briefing.language.arabic import fold, stem, words

THOUSANDS = re.compile(r"(?<=\d)[,٬](?=\d{3}(?!\d))")
"""The mark between groups of digits: 26,750 and 26750 are one number."""


class Rouge(NamedTuple):
    """What a measure gives, each from 0 to 1."""

    precision: float
    recall: float
    f1: float


Measure = Callable[[str, str], Rouge]
NOTHING, ALL = Rouge(0.0, 0.0, 0.0), Rouge(1.0, 1.0, 1.0)


def tokens(text: str) -> list[str]:
    """Return the light stems of a text's words, digits in one form."""
    return [stem(word) for word in words(THOUSANDS.sub("", fold(text)))]


def rouge_n(candidate: str, reference: str, n: int) -> Rouge:
    """Return ROUGE-N: the n-grams both have, each counted as often as both have it (section 2)."""
    if candidate == reference:
        return ALL
    have, want = _grams(tokens(candidate), n), _grams(tokens(reference), n)
    return _rouge((have & want).total(), have.total(), want.total())


def rouge_1(candidate: str, reference: str) -> Rouge:
    """Return ROUGE-1: single words."""
    return rouge_n(candidate, reference, 1)


def rouge_2(candidate: str, reference: str) -> Rouge:
    """Return ROUGE-2: pairs of neighbouring words."""
    return rouge_n(candidate, reference, 2)


def rouge_l(candidate: str, reference: str) -> Rouge:
    """Return ROUGE-L: the longest common subsequence of both texts as one line (section 3.1)."""
    if candidate == reference:
        return ALL
    have, want = tokens(candidate), tokens(reference)
    return _rouge(common_subsequence(have, want), len(have), len(want))


def common_subsequence(first: Sequence[str], second: Sequence[str]) -> int:
    """Return the length of the longest common subsequence."""
    above = [0] * (len(second) + 1)
    for one in first:
        row = [0]
        for place, other in enumerate(second):
            row.append(above[place] + 1 if one == other else max(row[-1], above[place + 1]))
        above = row
    return above[-1]


MEASURES: dict[str, Measure] = {"R1": rouge_1, "R2": rouge_2, "RL": rouge_l}


def _grams(found: list[str], n: int) -> Counter[tuple[str, ...]]:
    return Counter(zip(*(found[start:] for start in range(n)), strict=False))


def _rouge(shared: int, have: int, want: int) -> Rouge:
    if not shared:
        return NOTHING
    precision, recall = shared / have, shared / want
    return Rouge(precision, recall, 2 * precision * recall / (precision + recall))
