"""What people do wrong, each in a whole build: a status, a line that says what to do, no traceback.

`UPDATE_CASES=1 pytest tests/test_users_mistakes.py` writes what builds say into the cases; read it.
"""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest
from casefile import CASES, cases
from support import Builder, small_project

MISTAKES = cases("users_mistakes")
PATH = re.compile(r"^([+-]?)([^%]+)(?:%(.+))?$")
SILENT = {
    "seed: an ending in capitals",
    "memory: a header that names another encoding",
    "post: what a Mac leaves beside it",
}
"""What is no mistake: it is read as it was meant."""
BUILD = ("content", "-s", "pelicanconf.py", "--fatal", "errors")
# Without pictures and books, which no mistake changes.
QUICKER = ("-e", "BRIEFING_CARDS=false", 'BRIEFING_DOWNLOADS="none"')


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
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the project in which the mistakes are made."""
    return small_project(tmp_path_factory.mktemp("mistakes") / "model")


def update_case(title: str, lines: list[str]) -> None:
    """Write what a build says into the file of cases."""
    path = CASES / "users_mistakes.txt"
    head = [line for line in path.read_text(encoding="utf-8").split("\n") if line.startswith("#")]
    blocks = []
    for case in cases("users_mistakes"):
        name, given, expected = case.values  # type: ignore[attr-defined]
        blocks.append(
            "\n---\n".join((name, given, "\n".join(lines if name == title else expected)))
        )
    path.write_text("\n".join(head) + "\n" + "\n====\n".join(blocks) + "\n", encoding="utf-8")


@pytest.mark.parametrize(("title", "given", "expected"), MISTAKES)
def test_every_mistake_is_answered(  # noqa: PLR0913, PLR0917 - a case, and where it is made
    model: Path, tmp_path: Path, builder: Builder, title: str, given: str, expected: list[str]
) -> None:
    project = tmp_path / "project"
    # The theme is a link where a case leaves it alone: fonts are most of a project's bytes.
    own_theme = "theme/" in given
    left_out = ("plugins",) if own_theme else ("plugins", "theme")
    shutil.copytree(model, project, ignore=lambda _, __: left_out)
    if not own_theme:
        (project / "theme").symlink_to(model / "theme")
    make_mistake(project, given)
    done = builder.run(project, *BUILD, *QUICKER, COLUMNS="200")
    lines = done.stderr.splitlines()
    if os.environ.get("UPDATE_CASES"):
        update_case(title, lines)
    assert lines == expected
    assert not re.search("Traceback|ERROR|CRITICAL", done.stdout + done.stderr)
    assert done.returncode == int(any(line.startswith("error: ") for line in lines))
    # No mistake goes by in silence.
    assert bool(lines) != (title in SILENT)
    for line in lines:
        place_reason_and_advice = r"(?:error|warning): [^:]+(?::\d+)?: .+\. .+\.$"
        assert re.match(place_reason_and_advice, line)


def test_no_mistake_is_forgotten() -> None:
    assert len(MISTAKES) >= 93
    assert {case.values[0] for case in MISTAKES} > SILENT  # type: ignore[attr-defined]
