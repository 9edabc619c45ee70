"""Shared fixtures: the edition of five articles, and small projects made for one test."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pelican.plugins
import pytest
from hypothesis import HealthCheck, settings
from support import ARTICLES, PATH, ROOT, Builder, Run, small_project

pelican.plugins.__path__.append(str(ROOT / "plugins"))  # as pelicanconf.py does

from pelican.plugins.briefing.edges.inputs import read_inputs
from pelican.plugins.briefing.edges.making import make_edition
from pelican.plugins.briefing.edition import Edition, Inputs

settings.register_profile("steady", deadline=None)  # shared machines are noisy
settings.load_profile("steady")
# What `make fuzz` loads: new examples each time, and how to have a failing one again.
settings.register_profile(
    "fuzz",
    deadline=None,
    max_examples=int(os.environ.get("FUZZ_EXAMPLES", "500")),
    print_blob=True,
    suppress_health_check=list(HealthCheck),
)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Return how many processes run the tests: three for two processors.

    One that waits, for a browser, a server or a disk, leaves its processor to another.
    """
    return max(1, (os.cpu_count() or 1) * 3 // 2)


@pytest.fixture(scope="session")
def inputs() -> Inputs:
    """Return the five articles with their memories, glossary and topics."""
    read = read_inputs(ARTICLES, "seeds")
    assert read.problems == ()
    return read


@pytest.fixture(scope="session")
def edition(inputs: Inputs) -> Edition:
    """Return the edition of the five articles."""
    made = make_edition(inputs)
    assert made.problems == ()
    return made


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a copy of the project with two tiny seeds (tests/golden/seeds), nothing built."""
    return small_project(tmp_path / "project")


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that all processes of this run of the tests have."""
    own = tmp_path_factory.getbasetemp()
    folder = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    (folder / "shared").mkdir(exist_ok=True)
    return folder / "shared"


@pytest.fixture(scope="session")
def builder(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Builder]:
    """Return what builds projects in half of the time."""
    started = Builder(tmp_path_factory.mktemp("builder"), shared)
    yield started
    started.close()


@pytest.fixture
def build(project: Path, builder: Builder) -> Run:
    """Return a function that runs plain ``pelican`` in the small project, with more arguments."""
    return partial(builder.run, project)


@pytest.fixture
def build_anew(project: Path) -> Run:
    """Return the same in a new Python, for tests of how it starts and of what it loads."""

    def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "pelican", *arguments]
        env = {"PATH": PATH, "HOME": str(project), **environment}
        return subprocess.run(  # noqa: S603 - our own command
            command,
            cwd=project,
            env=env,
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )

    return run
