"""What the checks of translations catch, and how often they are wrong, on human translations.

The data is read where it lies (../shared/data/ntrex-dev) and is not part of the project: where it
is not there, nothing is measured.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from pelican.plugins.briefing.check.checks import CHECKS, NAMES, findings
from pelican.plugins.briefing.editors.glossary import Glossary
from pelican.plugins.briefing.editors.glossary_file import read_glossary

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))
from ntrex.corrupt import Pair, corruptions, generator, read_pairs  # noqa: E402

DATA = HERE.parents[2] / "shared" / "data" / "ntrex-dev"
FLOORS = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))["checks"]
SEED = 1

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="../shared/data/ntrex-dev is not here")


@cache
def glossary() -> Glossary:
    path = HERE / "ntrex" / "names.toml"
    return read_glossary(path.read_text(encoding="utf-8"), path.name)


@cache
def pairs() -> tuple[Pair, ...]:
    return tuple(read_pairs(DATA))


@cache
def alarms() -> dict[str, float]:
    """Return, by check, the share of human translations that it complains of."""
    found = [{f.kind for f in findings(p.source, p.target, glossary())} for p in pairs()]
    return {kind: sum(kind in one for one in found) / len(found) for kind in (*CHECKS, NAMES)}


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


@pytest.mark.parametrize("check", [*CHECKS, NAMES])
def test_false_alarms_stay_below_their_ceiling(check: str) -> None:
    assert alarms()[check] <= FLOORS["false_alarms_at_most"]


@pytest.mark.parametrize("name", FLOORS["caught"])
def test_what_is_corrupted_is_caught(name: str) -> None:
    assert caught(name) >= FLOORS["caught"][name]


if __name__ == "__main__":
    for check, share in alarms().items():
        print(f"{check:12} {share:6.1%} of {len(pairs())} human translations")  # noqa: T201
    for name in corruptions(glossary()):
        print(f"{name:18} {caught(name):6.1%} of {len(list(corrupted(name)))} caught")  # noqa: T201
