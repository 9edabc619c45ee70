"""`make bench` at a tiny size: every case runs and is told, on stories that are always the same."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from support import ROOT

STORIES = 6
CASES = ("cold", "unchanged", "added", "corrected", "renamed", "template")
# Neither changes what is tested here, and both take longer than the rest.
QUICKER = ("--setting", "BRIEFING_CARDS = False", "--setting", 'BRIEFING_DOWNLOADS = "none"')


def run(*arguments: str) -> str:
    """Run Python with a file or folder of bench/; return what it prints."""
    done = subprocess.run(  # noqa: S603 - our own interpreter and scripts
        [sys.executable, "-X", "utf8", *arguments],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the results of one round, what was printed, and the project."""
    folder = tmp_path_factory.mktemp("bench")
    what = ("--sizes", str(STORIES), "--rounds", "1", "--yardsticks", "", *QUICKER)
    where = ("--work", str(folder), "--keep", "--results", str(folder / "bench.json"))
    printed = run("bench", *what, *where)
    (folder / "printed").write_text(printed, encoding="utf-8")
    return folder


def test_every_case_is_measured_and_told(work: Path) -> None:
    (size,) = json.loads((work / "bench.json").read_text(encoding="utf-8"))["sizes"]
    assert size["stories"] == STORIES
    assert tuple(size["runs"]) == CASES
    costs = {name: cost for name, (cost,) in size["runs"].items()}
    for cost in costs.values():
        assert cost["wall"] > 0
        assert cost["cpu"] > 0
        assert cost["largest"] > 10_000_000
    files = {name: cost["files"] for name, cost in costs.items()}
    # Each story has a page, and one side by side, in both languages.
    assert files["cold"] > 4 * STORIES
    assert files["unchanged"] < files["cold"]
    for name in ("added", "corrected", "renamed", "template"):
        assert files["unchanged"] < files[name], name
    printed = (work / "printed").read_text(encoding="utf-8")
    for title in ("cold", "no change", "one story added", "one sentence corrected"):
        assert title in printed


def test_the_same_number_gives_the_same_stories(work: Path, tmp_path: Path) -> None:
    again = tmp_path / "project"
    run("bench/stories.py", str(again), str(STORIES), str(tmp_path / "spare"), "1")
    built = work / str(STORIES) / "project" / "seeds"
    made = {path.name: path for path in built.rglob("*") if path.is_file()}
    # What the cases have changed, and added.
    changed = {"glossary.toml", "story-00005.en.po"}
    for folder in (again / "seeds", tmp_path / "spare"):
        for path in folder.rglob("*"):
            if path.is_file() and path.name not in changed:
                assert made.pop(path.name).read_bytes() == path.read_bytes()
    assert made.keys() == changed


def test_every_sentence_has_a_reviewed_translation(work: Path) -> None:
    export = work / str(STORIES) / "project" / "output" / "data" / "briefing.json"
    stories = json.loads(export.read_text(encoding="utf-8"))["stories"]
    # One was added.
    assert len(stories) == STORIES + 1
    pending = []
    for story in stories:
        assert story["title"]["en"], story["slug"]
        for block in story["blocks"]:
            for sentence in block["sentences"]:
                if sentence["state"] != "reviewed":
                    pending.append(sentence["ar"])
    assert pending == []
