"""How many corrupted translations the checks catch, and how many sound ones they complain of.

The sound translations are the reviewed segments of the five articles, and the sentences of
tests/cases/checks/sound.txt; corrupt.py corrupts them, seeded. measure_ntrex.py measures the same
on data that is not part of the project.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from casefile import CASES
from corrupt import Pair, corruptions, generator
from pelican.plugins.briefing.check.checks import findings
from pelican.plugins.briefing.edition import Edition, Inputs
from pelican.plugins.briefing.editors.glossary import Glossary

FLOORS = json.loads((Path(__file__).parent / "floors.json").read_text(encoding="utf-8"))
FLOORS = FLOORS["corruptions"]
SEED = 1
FEWEST_CASES = 10
"""Corrupted translations below which a share says little."""


@pytest.fixture(scope="module")
def glossary(inputs: Inputs) -> Glossary:
    return inputs.glossary


@pytest.fixture(scope="module")
def pairs(edition: Edition) -> list[Pair]:
    """Return every sound translation, with the article or the case it is of."""
    found = []
    for story in edition.stories:
        for segment in story.segments():
            if segment.lang == "ar":
                found.append(Pair(story.slug, segment.ar, segment.en or ""))
    text = (CASES / "checks" / "sound.txt").read_text(encoding="utf-8")
    for block in text.split("\n====\n"):
        title, given, _ = block.split("\n---\n", 2)
        found.append(Pair(title, *given.split("\n")))
    return found


def corrupted(pairs: list[Pair], name: str, glossary: Glossary) -> Iterator[tuple[str, str]]:
    """Yield the Arabic and the corrupted English wherever a corruption applies."""
    corrupt = corruptions(glossary)[name]
    for i, pair in enumerate(pairs):
        english = corrupt(pairs, i, generator(SEED, name, i))
        if english is not None:
            yield pair.source, english


def test_every_corruption_has_a_floor(glossary: Glossary) -> None:
    assert FLOORS["caught"].keys() == corruptions(glossary).keys()


@pytest.mark.parametrize("name", FLOORS["caught"])
def test_what_is_corrupted_is_caught(name: str, pairs: list[Pair], glossary: Glossary) -> None:
    cases = list(corrupted(pairs, name, glossary))
    missed = [case for case in cases if not findings(*case, glossary)]
    assert len(cases) >= FEWEST_CASES
    assert 1 - len(missed) / len(cases) >= FLOORS["caught"][name], missed


def test_sound_translations_are_hardly_complained_of(pairs: list[Pair], glossary: Glossary) -> None:
    alarms = [(pair.source, found) for pair in pairs if (found := findings(*pair[1:], glossary))]
    assert len(alarms) <= FLOORS["false_alarms_at_most"] * len(pairs), alarms
