"""A watching run shows a corrected article before it builds the rest, and remembers nothing."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest
from support import ROOT, small_project

MEMORY = "seeds/market.en.po"
PAGES = ["output/ar/market.parallel.html", "output/en/market.html"]
PAGES += ["output/en/market.parallel.html"]
"""All that show one sentence of an article, but for lists and books."""


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """Return what was seen before the first of five changes, and after each."""
    project = small_project(tmp_path_factory.mktemp("watching") / "project")
    with (project / "pelicanconf.py").open("a", encoding="utf-8") as conf:
        conf.write('BRIEFING_CARDS = False\nBRIEFING_DOWNLOADS = "none"\n')
    command = [sys.executable, str(ROOT / "tests/watching_run.py"), str(project), MEMORY, "5"]
    done = subprocess.run(  # noqa: S603 - our own
        command, capture_output=True, encoding="utf-8", timeout=240, check=True
    )
    assert "seeds/market.en.po: its pages show it; the rest of the site follows" in done.stderr
    last: list[dict[str, Any]] = json.loads(done.stdout.splitlines()[-1])
    return last


def test_a_correction_is_on_its_pages_before_the_site_is_built(seen: list[dict[str, Any]]) -> None:
    assert seen[0]["all"] == []
    for change in seen[1:]:
        assert sorted(change["shown"]) == PAGES
        # To the byte: nothing on them changes when the rest follows.
        assert change["shown"] == change["built"]


def test_a_watching_run_keeps_nothing_of_earlier_builds(seen: list[dict[str, Any]]) -> None:
    # The first changes fill what is kept on purpose.
    early, late = seen[2]["kept"], seen[5]["kept"]
    assert late < early * 1.01
