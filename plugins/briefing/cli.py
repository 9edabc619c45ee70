"""The command ``pelican-briefing``: the same calls as the build, for a terminal."""

from __future__ import annotations

import argparse
import runpy
import sys
from collections.abc import Sequence
from pathlib import Path

from . import pipeline
from .errors import Problem
from .model import Story
from .render.posts import translation_of
from .settings import Settings, read_settings
from .store import Reader
from .translate.fill import fill_memories


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return 0, or 1 if anything is wrong."""
    options = _parser().parse_args(arguments)
    root = Path(options.root).resolve()
    settings, problems = _settings(root)
    if problems:
        return _show(problems)
    inputs = Reader(root, settings.seeds).read()
    edition, problems = pipeline.run(inputs)
    chosen = [s for s in edition.stories if not options.stem or s.stem in options.stem]
    unknown = sorted(set(options.stem) - {story.stem for story in edition.stories})
    problems += tuple(
        Problem(f"{settings.seeds}/{stem}", "no such seed", "Name it without its ending")
        for stem in unknown
    )
    if options.command == "status":
        _status(chosen)
    else:
        problems += fill_memories(chosen, root / settings.seeds, settings.engine, print)
    return _show(problems)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("pelican-briefing", description=__doc__)
    parser.add_argument("--root", default=".", help="the project's folder (with pelicanconf.py)")
    commands = parser.add_subparsers(dest="command", required=True)
    about = {
        "status": "how much of each story is in English",
        "translate": "enter new segments into the memories and translate them if an engine is set",
    }
    for name, text in about.items():
        command = commands.add_parser(name, help=text, description=text)
        command.add_argument("stem", nargs="*", help="a seed's name without ending; default: all")
    return parser


def _settings(root: Path) -> tuple[Settings, tuple[Problem, ...]]:
    path = root / "pelicanconf.py"
    if not path.is_file():
        problem = Problem("pelicanconf.py", "not in this folder", "Run it there or give --root")
        return Settings(), (problem,)
    return read_settings(runpy.run_path(str(path)))


def _status(stories: Sequence[Story]) -> None:
    print(f"{'reviewed':>8} {'machine':>8} {'missing':>8}  seed")
    for story in stories:
        state = translation_of(story)
        print(f"{state.reviewed:8} {state.machine:8} {state.pending:8}  {story.seed}")


def _show(problems: Sequence[Problem]) -> int:
    for problem in problems:
        print(f"{'error' if problem.error else 'warning'}: {problem}", file=sys.stderr)
    return int(any(problem.error for problem in problems))


if __name__ == "__main__":
    sys.exit(main())
