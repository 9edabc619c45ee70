"""Whole builds of projects with many stories, in turn with stock Pelican and Hugo on their posts.

    make bench BENCH="--sizes 100,1000,10000 --rounds 5"

Every run is a process of its own. What is compared runs in turn: a noisy machine slows all of it.
"""

from __future__ import annotations

import argparse
import compileall
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import report
import results
from cases import CASES, COLD, Project
from measure import measured
from results import HUGO_AGAIN, TITLES, Size
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from yardsticks import Hugo, StockPelican, Yardstick

ROOT = Path(__file__).resolve().parent.parent
SIZES = "100,1000"
ROUNDS = 3
YARDSTICKS: dict[str, type[Yardstick]] = {StockPelican.name: StockPelican, Hugo.name: Hugo}
BUILD = [sys.executable, "-m", "pelican", "content", "-q", "-o", "output", "-s", "pelicanconf.py"]


@dataclass(frozen=True)
class Options:
    """What is measured and how often; `settings` are lines for our project's pelicanconf.py."""

    cases: tuple[str, ...]
    yardsticks: tuple[str, ...]
    rounds: int
    cold_rounds: int
    settings: tuple[str, ...] = ()


def main(arguments: list[str]) -> None:
    """Measure what the arguments ask for, print the table and keep the figures."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__.splitlines()[0])
    add = parser.add_argument
    add("--sizes", default=SIZES, help="numbers of stories, with commas between (%(default)s)")
    add("--cases", default=",".join(CASES), help="a cold build is always made (%(default)s)")
    add("--yardsticks", default=",".join(YARDSTICKS), help="empty for none (%(default)s)")
    add("--rounds", type=int, default=ROUNDS, help="builds of each case (%(default)s)")
    add("--cold-rounds", type=int, default=1, help="builds from nothing (%(default)s)")
    add("--workers", type=int, help="BRIEFING_WORKERS of our build (else as shipped)")
    add("--setting", action="append", default=[], help='another: "BRIEFING_CARDS = False"')
    add("--work", type=Path, default=ROOT / "build" / "bench", help="where projects are made")
    add("--keep", action="store_true", help="leave the projects there")
    add("--results", type=Path, default=ROOT / "build" / "bench.json", help="where figures go")
    add("--add", action="store_true", help="add to the figures that are there")
    add("--report", action="store_true", help="measure nothing: tell the figures that are there")
    add("--write-docs", action="store_true", help="write the table and the picture in docs/")
    asked = parser.parse_args(arguments)
    if asked.workers is not None:
        asked.setting.append(f"BRIEFING_WORKERS = {asked.workers}")
    options = Options(
        cases=_names(parser, asked.cases, CASES),
        yardsticks=_names(parser, asked.yardsticks, YARDSTICKS),
        rounds=asked.rounds,
        cold_rounds=max(asked.cold_rounds, 1),
        settings=tuple(asked.setting),
    )
    sizes = results.read(asked.results) if asked.add or asked.report else {}
    if not asked.report:
        for name in options.yardsticks:
            if YARDSTICKS[name].release() is None:
                parser.error(f"{name} is not installed: run `make bench`, or name --yardsticks")
        numbers = [int(number) for number in asked.sizes.split(",")]
        for stories in numbers:
            work = asked.work / str(stories)
            for size in measure(stories, options, work):
                sizes[stories] = size
                # After each run, so that one which fails loses none of those before.
                results.write(asked.results, sizes)
            if not asked.keep:
                shutil.rmtree(work)
    console = Console()
    if not console.is_terminal:
        console.width = report.WIDTH
    report.show(sizes, console)
    if asked.write_docs:
        report.write_docs(sizes, ROOT / "docs")


def _names(
    parser: argparse.ArgumentParser, asked: str, known: Mapping[str, object]
) -> tuple[str, ...]:
    """Return names in the order in which they are known; end the command where one is not."""
    names = asked.split(",") if asked else []
    unknown = set(names) - known.keys()
    if unknown:
        parser.error(f"unknown: {', '.join(sorted(unknown))}. Known are {', '.join(known)}")
    return tuple(name for name in known if name in names)


def measure(stories: int, options: Options, work: Path) -> Iterator[Size]:
    """Yield the runs with a number of stories, one more each time; the sites are in a folder."""
    size = Size(stories, f"{datetime.now(tz=UTC):%Y-%m-%d}", _commit(), _setup(options))
    shutil.rmtree(work, ignore_errors=True)
    project = make_project(stories, work, options.rounds, options.settings)
    steps = _rounds(options)
    console = Console(stderr=True)
    columns = TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn()
    with Progress(*columns, console=console, disable=not console.is_terminal) as progress:
        task = progress.add_task(f"{stories:,} stories", total=len(steps))
        yardsticks: dict[str, Yardstick] = {}
        for name, turn in steps:
            progress.update(task, description=f"{stories:,} stories: {TITLES[name]}")
            if name in CASES:
                CASES[name].change(project, turn)
                size.add(name, measured(BUILD, project.folder, project.folder / "output"))
            else:
                kind = Hugo.name if name == HUGO_AGAIN else name
                if kind not in yardsticks:
                    content = project.folder / "content"
                    yardsticks[kind] = YARDSTICKS[kind](work / kind, content)
                size.add(name, yardsticks[kind].build(anew=name != HUGO_AGAIN))
            progress.advance(task)
            yield size


def make_project(stories: int, work: Path, spares: int, settings: Iterable[str]) -> Project:
    """Make a project that is not built yet, with stories to add later and settings of its own."""
    project = Project(work / "project", work / "spare")
    # In another process: this one must not grow, since the system counts the memory of a process
    # from that of the one which starts it.
    command = [sys.executable, str(ROOT / "bench" / "stories.py"), str(project.folder)]
    more = [str(stories), str(project.spare), str(spares)]
    environment = {**os.environ, "PYTHONUTF8": "1"}
    subprocess.run([*command, *more], env=environment, check=True)  # noqa: S603 - our own script
    # Installed packages are compiled, so the plugin's copy is, too.
    compileall.compile_dir(project.folder / "plugins", quiet=1)
    with (project.folder / "pelicanconf.py").open("a", encoding="utf-8") as file:
        file.writelines(f"{setting}\n" for setting in settings)
    return project


def _rounds(options: Options) -> list[tuple[str, int]]:
    """Return what runs, in order: names of cases and yardsticks, each with its turn."""
    steps = []
    for turn in range(max(options.rounds, options.cold_rounds)):
        if turn < options.cold_rounds:
            steps.append((COLD, turn))
            steps += [(name, turn) for name in options.yardsticks]
        if turn < options.rounds:
            steps += _warm_round(options, turn)
    return steps


def _warm_round(options: Options, turn: int) -> Iterator[tuple[str, int]]:
    """Yield the cases that start from a built site, with Hugo before each that is held to it."""
    for name in options.cases:
        if name != COLD:
            if CASES[name].beside_hugo and Hugo.name in options.yardsticks:
                yield HUGO_AGAIN, turn
            yield name, turn


def _commit() -> str:
    """Return the commit that is measured, with a mark where files differ from it."""
    command = ["git", "describe", "--always", "--dirty=+", "--exclude=*"]
    done = subprocess.run(  # noqa: S603 - our own command
        command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    return done.stdout.strip() or "no commit"


def _setup(options: Options) -> dict[str, str]:
    """Return on what is measured: processors, workers, and releases."""
    setup = {
        "rounds": str(options.rounds),
        "cold rounds": str(options.cold_rounds),
        "processors": str(os.cpu_count()),
        "settings": "; ".join(options.settings) or "as shipped",
        "Python": platform.python_version(),
        "system": platform.system(),
    }
    for kind in YARDSTICKS.values():
        setup[kind.name] = kind.release() or "not installed"
    return setup
