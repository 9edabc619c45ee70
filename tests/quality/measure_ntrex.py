"""Checks and summaries measured on NTREX, which is not part of the project (CC-BY-SA).

    NTREX=folder/of/articles .venv/bin/python -m pytest tests/quality/measure_ntrex.py
    NTREX=folder/of/articles .venv/bin/python tests/quality/measure_ntrex.py

The first compares with the floors, the second prints the figures of docs/quality.md. `make test`
runs neither: what it needs is in every clone. The folder has one file an article, `*.tsv`, of an
Arabic and an English line each (see ntrex/README.md). compare_summaries.py compares with every
sumy method, too; sumy cannot be pinned here (docs/decisions.md).
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))
import compare_summaries as compare  # noqa: E402
from baselines import Limit, centroid_mmr, lead  # noqa: E402
from corrupt import Pair, corruptions, generator, read_pairs  # noqa: E402
from pelican.plugins.briefing.check.checks import NAMES_CHECK, SEGMENT_CHECKS, findings  # noqa: E402
from pelican.plugins.briefing.editors.glossary import Glossary  # noqa: E402
from pelican.plugins.briefing.editors.glossary_file import read_glossary  # noqa: E402
from pelican.plugins.briefing.story.summary import (  # noqa: E402
    FEWEST_KEY_POINTS,
    MOST_KEY_POINTS,
    SENTENCES_A_POINT,
    stands_alone,
)
from rouge import Rouge  # noqa: E402

DATA = Path(os.environ.get("NTREX", ""))
FLOORS = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))["ntrex"]
SEED = 1
R1, R2 = 0, 1
SHORT = (Limit(sentences=1), Limit(sentences=2), Limit(words=30), Limit(words=50))
LIMITS = (*SHORT, *(Limit(sentences=n) for n in range(3, 7)))
"""Longer summaries than six sentences are none; from 80 words on Lead and ours are even."""
MOST_LEANING = 0.01
"""Share of key points that lean on a sentence before them: one of 253 when it was set."""


@cache
def glossary() -> Glossary:
    path = HERE / "ntrex" / "names.toml"
    return read_glossary(path.read_text(encoding="utf-8"), path.name)


@cache
def pairs() -> tuple[Pair, ...]:
    found = tuple(read_pairs(DATA))
    assert found, "NTREX must name the folder of articles"
    return found


@cache
def alarms() -> dict[str, float]:
    """Return, by check, the share of human translations that it complains of."""
    found = [{f.kind for f in findings(p.source, p.target, glossary())} for p in pairs()]
    return {
        kind: sum(kind in one for one in found) / len(found)
        for kind in (*SEGMENT_CHECKS, NAMES_CHECK)
    }


def corrupted(name: str) -> Iterator[tuple[str, str]]:
    """Yield the Arabic and the corrupted English wherever a corruption applies."""
    corrupt = corruptions(glossary())[name]
    for i, pair in enumerate(pairs()):
        english = corrupt(pairs(), i, generator(SEED, name, i))
        if english is not None:
            yield pair.source, english


def caught(name: str) -> float:
    cases = list(corrupted(name))
    return sum(bool(findings(ar, en, glossary())) for ar, en in cases) / len(cases)


@pytest.mark.parametrize("check", [*SEGMENT_CHECKS, NAMES_CHECK])
def test_false_alarms_stay_below_their_ceiling(check: str) -> None:
    assert alarms()[check] <= FLOORS["false_alarms_at_most"]


@pytest.mark.parametrize("name", FLOORS["caught"])
def test_what_is_corrupted_is_caught(name: str) -> None:
    assert caught(name) >= FLOORS["caught"][name]


@cache
def articles() -> tuple[compare.Article, ...]:
    found = tuple(compare.articles(DATA))
    assert found, "NTREX must name the folder of articles"
    return found


def measured(method: compare.Method, tasks: list[compare.Task], limit: Limit) -> list[Rouge]:
    return compare.scores(method, tasks, limit)[0]


@pytest.mark.parametrize("limit", LIMITS, ids=str)
@pytest.mark.parametrize("baseline", [lead, centroid_mmr], ids=["lead", "centroid"])
def test_one_story_is_summed_up_better_than_by(baseline: compare.Ranker, limit: Limit) -> None:
    tasks = compare.headlines(list(articles()))
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
    groups = compare.groups(list(articles()))
    tasks = [task for group in groups for task in compare.left_out(group, words)]
    ours = measured(compare.once(compare.across), tasks, Limit(words=words))
    theirs = measured(compare.once(compare.of_sentences(baseline)), tasks, Limit(words=words))
    assert ours[R1].f1 > theirs[R1].f1


@pytest.mark.parametrize("baseline", [lead, centroid_mmr], ids=["lead", "centroid"])
def test_several_sources_are_summed_up_better_than_by(baseline: compare.Ranker) -> None:
    groups = compare.groups(list(articles()))
    tasks = [task for group in groups for task in compare.left_out(group)]
    ours = measured(compare.once(compare.across), tasks, Limit(words=100))
    theirs = measured(compare.once(compare.of_sentences(baseline)), tasks, Limit(words=100))
    assert ours[R1].f1 > theirs[R1].f1


def points_of(sentences: int) -> int:
    return max(FEWEST_KEY_POINTS, min(MOST_KEY_POINTS, round(sentences / SENTENCES_A_POINT)))


def test_key_points_stand_alone() -> None:
    points = [
        task.sentences[place]
        for task in compare.headlines(list(articles()))
        for place in compare.choose(task.sentences, points_of(len(task.sentences)))
    ]
    leaning = [text for text in points if not stands_alone(text)]
    assert points
    assert len(leaning) <= MOST_LEANING * len(points), leaning


if __name__ == "__main__":
    for check, share in alarms().items():
        print(f"{check:12} {share:6.1%} of {len(pairs())} human translations")  # noqa: T201
    for name in corruptions(glossary()):
        print(f"{name:18} {caught(name):6.1%} of {len(list(corrupted(name)))} caught")  # noqa: T201
