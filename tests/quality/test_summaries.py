"""Our summaries against the headline, above Lead and centroid with MMR in one run.

tests/quality/compare_summaries.py compares with every sumy method, too; sumy cannot be pinned here
(docs/decisions.md). The data is read where it lies and is not part of the project.
"""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

import pytest

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))
import compare_summaries as compare  # noqa: E402
from baselines import Limit, centroid_mmr, lead  # noqa: E402
from pelican.plugins.briefing.language.cohesion import stands_alone  # noqa: E402
from pelican.plugins.briefing.story.summary import (  # noqa: E402
    FEWEST_KEY_POINTS,
    MOST_KEY_POINTS,
    SENTENCES_A_POINT,
)
from rouge import Rouge  # noqa: E402

pytestmark = pytest.mark.skipif(
    not compare.ARTICLES.is_dir(), reason="../shared/data/ntrex-dev is not here"
)
R1, R2 = 0, 1


@cache
def read() -> tuple[compare.Article, ...]:
    return tuple(compare.articles(compare.ARTICLES))


def measured(method: compare.Method, tasks: list[compare.Task], limit: Limit) -> list[Rouge]:
    return compare.scores(method, tasks, limit)[0]


SHORT = (Limit(sentences=1), Limit(sentences=2), Limit(words=30), Limit(words=50))
LIMITS = (*SHORT, *(Limit(sentences=n) for n in range(3, 7)))
"""Longer summaries than six sentences are none; from 80 words on Lead and ours are even."""


@pytest.mark.parametrize("limit", LIMITS, ids=str)
@pytest.mark.parametrize("baseline", [lead, centroid_mmr], ids=["lead", "centroid"])
def test_one_story_is_summed_up_better_than_by(baseline: compare.Ranker, limit: Limit) -> None:
    tasks = compare.headlines(list(read()))
    ours = measured(compare.of_sentences(compare.ours), tasks, limit)
    theirs = measured(compare.of_sentences(baseline), tasks, limit)
    assert ours[R1].f1 > theirs[R1].f1
    assert ours[R2].f1 > theirs[R2].f1
    if limit in SHORT:
        assert ours[R1].recall > theirs[R1].recall


@pytest.mark.parametrize("words", compare.BODY_WORDS)
@pytest.mark.parametrize("baseline", [lead, centroid_mmr], ids=["lead", "centroid"])
def test_several_sources_tell_what_another_tells_first(
    baseline: compare.Ranker, words: int
) -> None:
    groups = compare.groups(list(read()))
    tasks = [task for group in groups for task in compare.left_out(group, words)]
    ours = measured(compare.once(compare.across), tasks, Limit(words=words))
    theirs = measured(compare.once(compare.of_sentences(baseline)), tasks, Limit(words=words))
    assert ours[R1].f1 > theirs[R1].f1


@pytest.mark.parametrize("baseline", [lead, centroid_mmr], ids=["lead", "centroid"])
def test_several_sources_are_summed_up_better_than_by(baseline: compare.Ranker) -> None:
    groups = compare.groups(list(read()))
    tasks = [task for group in groups for task in compare.left_out(group)]
    ours = measured(compare.once(compare.across), tasks, Limit(words=100))
    theirs = measured(compare.once(compare.of_sentences(baseline)), tasks, Limit(words=100))
    assert ours[R1].f1 > theirs[R1].f1


MOST_LEANING = 0.01
"""Share of key points that lean on a sentence before them: one of 253 when it was set."""


def points_of(sentences: int) -> int:
    return max(FEWEST_KEY_POINTS, min(MOST_KEY_POINTS, round(sentences / SENTENCES_A_POINT)))


def test_key_points_stand_alone() -> None:
    points = [
        task.sentences[place]
        for task in compare.headlines(list(read()))
        for place in compare.choose(task.sentences, points_of(len(task.sentences)))
    ]
    leaning = [text for text in points if not stands_alone(text)]
    assert len(leaning) <= MOST_LEANING * len(points), leaning
