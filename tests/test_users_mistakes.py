"""What people do wrong, each in a whole build: a status, a line that says what to do, no traceback.

`UPDATE_CASES=1 pytest tests/test_users_mistakes.py` writes what builds say into the cases; read it.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from casefile import CASES, cases
from support import ROOT, small_project

DRIVER = ROOT / "tests" / "many_builds.py"
MISTAKES = [tuple(case.values) for case in cases("users_mistakes")]  # type: ignore[attr-defined]
PATH = re.compile(r"^([+-]?)([^%]+)(?:%(.+))?$")
SILENT = {
    "seed: an ending in capitals",
    "memory: a header that names another encoding",
}
"""What is no mistake: it is read as it was meant."""


class Said(NamedTuple):
    """What a build says: its status, its lines on standard error, and all that it prints."""

    status: int
    lines: list[str]
    everything: str


def make_mistake(project: Path, given: str) -> None:
    """Write files of a case into a project."""
    for file in given.split("\n>>>>\n"):
        first, _, text = file.partition("\n")
        found = PATH.match(first)
        assert found
        how, name, encoding = found.groups()
        path = project / name
        lines = []
        for line in text.split("\n"):
            source = project / line.removeprefix("=")
            is_copy = line.startswith("=") and source.is_file()
            lines.append(source.read_text(encoding="utf-8") if is_copy else line.lstrip("\\"))
        text = "\n".join(lines)
        if how == "-":
            shutil.rmtree(path) if path.is_dir() else path.unlink()
            continue
        if how == "+":
            text = f"{path.read_text(encoding='utf-8')}\n{text}\n"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode(encoding or "utf-8", errors="replace"))


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Said]:
    """Return what the build of each mistake says, by its title."""
    folder = tmp_path_factory.mktemp("mistakes")
    model = small_project(folder / "model")
    projects = folder / "projects"
    for number, (title, given, _) in enumerate(MISTAKES):
        project = projects / f"{number:03}"
        # The theme is a link where a case leaves it alone: fonts are most of a project's bytes.
        own_theme = "theme/" in given
        left_out = ("plugins",) if own_theme else ("plugins", "theme")
        shutil.copytree(model, project, ignore=lambda _, __, names=left_out: names)
        if not own_theme:
            (project / "theme").symlink_to(model / "theme")
        make_mistake(project, given)
        assert title
    environment = {name: value for name, value in os.environ.items() if "KEY" not in name}
    command = [sys.executable, str(DRIVER), str(projects)]
    subprocess.run(command, check=True, env={**environment, "COLUMNS": "200"})  # noqa: S603 - ours
    found = {}
    for number, (title, _, _) in enumerate(MISTAKES):
        status, out, err = (
            (projects / f"{number:03}" / name).read_text(encoding="utf-8")
            for name in ("status", "stdout", "stderr")
        )
        found[title] = Said(int(status), err.splitlines(), out + err)
    if os.environ.get("UPDATE_CASES"):
        update_cases(found)
    return found


def update_cases(found: dict[str, Said]) -> None:
    """Write what builds say into the file of cases."""
    path = CASES / "users_mistakes.txt"
    head = [line for line in path.read_text(encoding="utf-8").split("\n") if line.startswith("#")]
    blocks = ["\n---\n".join((t, g, "\n".join(found[t].lines))) for t, g, _ in MISTAKES]
    path.write_text("\n".join(head) + "\n" + "\n====\n".join(blocks) + "\n", encoding="utf-8")


# One test, since each of several processes would build all of them.
def test_every_mistake_is_answered(said: dict[str, Said]) -> None:
    wrong = []
    for title, _, expected in MISTAKES:
        status, lines, everything = said[title]
        is_error = any(line.startswith("error: ") for line in lines)
        if lines != expected:
            wrong.append(f"{title}: {lines}")
        if re.search("Traceback|ERROR|CRITICAL", everything):
            wrong.append(f"{title}: {everything}")
        if status != int(is_error):
            wrong.append(f"{title}: the status is {status}")
        # No mistake goes by in silence.
        if bool(lines) == (title in SILENT):
            wrong.append(f"{title}: {len(lines)} lines")
        for line in lines:
            if not re.match(r"(?:error|warning): [^:]+(?::\d+)?: .+\. .+\.$", line):
                wrong.append(f"{title}: no place, reason and advice in {line}")
    assert wrong == []
    assert len(said) >= 69
