"""The command ``pelican-briefing``: the same calls as the build, for a terminal."""

from __future__ import annotations

import argparse
import json
import os
import re
import runpy
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from .. import pipeline
from ..errors import BriefingError, Problem, fail
from ..explain.draft.topic import draft_topic
from ..formats.decode import LARGEST_SEED
from ..inputs import Inputs
from ..language.slugs import SLUG
from ..model import Edition
from ..settings import Settings, is_day, read_settings
from ..translate.engines import make_engines
from ..translate.fill import Job, fill_memories, plan
from ..translate.review import StoryReview, complaints, review
from .add import Source, file_source, page_source, piped_source, prepare
from .files import Reader, read_limited, taken_names, write_atomically
from .network import fetch, without_user
from .progress import shown_progress


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return 0, 1 if anything is wrong, or 130 if it was interrupted."""
    options = _parser().parse_args(arguments)
    try:
        return _run(options)
    except KeyboardInterrupt:
        print("stopped; what was answered is kept", file=sys.stderr)
        return INTERRUPTED


INTERRUPTED = 130
"""What shells expect of a command that Ctrl-C ended."""


def _run(options: argparse.Namespace) -> int:
    root = Path(options.root).resolve()
    settings, problems = _settings(root)
    if problems:
        return _show(problems)
    if options.command == "build":
        return _build(options, root, settings)
    if options.command == "add":
        return _show(_add(options.source, options.name, root, settings.seeds))
    inputs = Reader(root, settings.seeds).read()
    edition, problems = pipeline.run(inputs)
    stems = getattr(options, "stem", [])
    chosen = [s for s in edition.stories if not stems or s.stem in stems]
    unknown = sorted(set(stems) - {story.stem for story in edition.stories})
    problems += tuple(_unknown(stem, settings.seeds) for stem in unknown)
    if options.command == "topic":
        return _show(problems + _draft(options.name, edition, inputs, root / settings.seeds))
    if options.command == "translate":
        job = Job(chosen, (), inputs.glossary, settings.engine_budget)
        problems += _translate(job, settings, root, dry=options.dry_run)
    else:
        rows = review(chosen)
        strict = options.command == "check" and options.strict
        problems += tuple(complaints(rows, settings.seeds, strict=strict))
        if options.command == "status":
            _status(rows)
            problems = tuple(p for p in problems if p.error)
    return _show(problems)


def _unknown(stem: str, folder: str) -> Problem:
    return Problem(f"{folder}/{stem}", "no such seed", "Name it without its ending")


def _translate(job: Job, settings: Settings, root: Path, *, dry: bool) -> tuple[Problem, ...]:
    """Fill the memories, or with `dry` only say what would be sent where; shortfalls are errors."""
    engines, problems = make_engines(settings.engines(), os.environ)
    if problems:
        return problems
    job = replace(job, engines=engines)
    if dry:
        print("\n".join(plan(job, root / settings.seeds)) or "nothing would be sent")
        return ()
    told = fill_memories(
        job, root / settings.seeds, print, write=write_atomically, progress=shown_progress
    )
    left = bool(plan(job, root / settings.seeds))
    return tuple(replace(problem, error=left) for problem in told)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("pelican-briefing", description=__doc__)
    parser.add_argument("--root", default=".", help="the project's folder (with pelicanconf.py)")
    commands = parser.add_subparsers(dest="command", required=True)
    about = {
        "status": "how much of each story is in English, reviewed, stale or failing a check",
        "translate": "enter new segments into the memories and translate them if an engine is set",
        "check": "what the checks find in the translations; exit 1 on an error",
    }
    made = {
        name: commands.add_parser(name, help=text, description=text) for name, text in about.items()
    }
    for command in made.values():
        command.add_argument("stem", nargs="*", help="a seed's name without ending; default: all")
    text = "say what would be sent where, and send nothing"
    made["translate"].add_argument("--dry-run", action="store_true", help=text)
    text = "exit 1 on any finding and on any passage that is not reviewed"
    made["check"].add_argument("--strict", action="store_true", help=text)
    _add_build(commands)
    text = "draft an explainer's plan from the articles at hand, for a person to finish"
    command = commands.add_parser("topic", help=text, description=text)
    command.add_argument("name", help="the new topic's file name: a-z, digits and hyphens")
    text = "bring an article into seeds/, with a sidecar to edit"
    command = commands.add_parser("add", help=text, description=text)
    command.add_argument("source", help="a file, a web address, or - for standard input")
    command.add_argument("--name", help="the name in seeds/; default: the source's")
    return parser


def _draft(name: str, edition: Edition, inputs: Inputs, seeds: Path) -> tuple[Problem, ...]:
    """Write seeds/topics/NAME.toml, never over one that is there; print its path."""
    path = seeds / "topics" / f"{name}.toml"
    shown = f"{seeds.name}/topics/{path.name}"
    if not SLUG.fullmatch(name) or name.endswith("\n"):
        return (Problem(ascii(name), "no usable name", "Use a-z, digits and hyphens"),)
    if any(story.slug == name for story in edition.stories):
        return (Problem(shown, "an article has this address", "Choose another name"),)
    if path.exists():
        return (Problem(shown, "it is there already", "Choose another name or delete it"),)
    write_atomically(path, draft_topic(name, edition.stories, inputs.glossary).encode())
    print(shown)
    return ()


def _add_build(commands: Any) -> None:
    text = "build the site as it was on an earlier day, beside the site and its posts"
    command = commands.add_parser("build", help=text, description=text)
    command.add_argument("--as-of", required=True, metavar="DATE", help="the day, YYYY-MM-DD")
    command.add_argument("--output", help="where to; default: output-DATE")


def _build(options: argparse.Namespace, root: Path, settings: Settings) -> int:
    """Run Pelican on a copy of nothing: later articles are left out, and the posts stay aside."""
    output = Path(options.output or root / f"output-{options.as_of}").resolve()
    wrong = _wrong_build(options.as_of, output, root)
    if wrong:
        return _show((wrong,))
    with tempfile.TemporaryDirectory() as folder:
        content = Path(folder) / "content"
        content.mkdir()
        extra = {
            "BRIEFING_AS_OF": options.as_of,
            "BRIEFING_SEEDS": str((root / settings.seeds).resolve()),
            "BRIEFING_ENGINE": "none",
        }
        given = [f"{name}={json.dumps(value)}" for name, value in extra.items()]
        command = [sys.executable, "-m", "pelican", str(content), "-o", str(output)]
        command += ["-s", str(root / "pelicanconf.py"), "--fatal", "errors", "-e", *given]
        code = subprocess.run(command, cwd=root, check=False).returncode  # noqa: S603 - our own command
    if code == 0:
        print(f"{output}/index.html")
    return code


def _wrong_build(day: str, output: Path, root: Path) -> Problem | None:
    """Return why a day cannot be built there: Pelican empties the folder that it writes to."""
    if not is_day(day):
        return Problem(ascii(day), "no day", "Write it as 2024-07-24")
    inside = root in output.parents and output.parent != root
    used = output.is_dir() and any(output.iterdir()) and not (output / OWN_MARK).is_file()
    if output == root or output in root.parents or inside or used or output.is_file():
        hint = "Name a new folder, or one that an earlier build made"
        return Problem(str(options_path(output, root)), "not a folder to build into", hint)
    return None


OWN_MARK = "data/briefing.json"
"""What every built site has."""


def options_path(path: Path, root: Path) -> Path:
    """Return a path as a person would name it from the project."""
    return path.relative_to(root) if root in path.parents else Path(path.name or "/")


def _add(source: str, name: str | None, root: Path, seeds: str) -> tuple[Problem, ...]:
    """Write a seed and its sidecar and print their paths; write nothing if anything is wrong."""
    folder = root / seeds
    try:
        if not folder.is_dir():
            raise fail(seeds, "no such folder", "Make the folder or set BRIEFING_SEEDS")
        added = prepare(_source(source, folder), name, taken_names(folder))
        for ending, data in ((added.ending, added.data), (".toml", added.sidecar.encode())):
            write_atomically(folder / f"{added.name}{ending}", data)
            print(f"{seeds}/{added.name}{ending}")
    except BriefingError as error:
        return (error.problem,)
    except OSError as error:
        return (Problem(seeds, f"cannot be written ({error.strerror})", "Look at the folder"),)
    return ()


def _source(source: str, folder: Path) -> Source:
    """Return what is to be added, read from a file, the web or standard input."""
    if source == "-":
        return piped_source(sys.stdin.buffer.read(LARGEST_SEED + 1))
    if re.match(r"https?://", source, re.IGNORECASE):
        page = fetch(source)
        return page_source(without_user(source), page.data, page.content_type, page.charset)
    path = Path(source)
    shown = source if source.isprintable() else ascii(source)
    if not path.is_file():
        raise fail(shown, "no such file", "Name a file, a web address (https://…) or -")
    if path.resolve().parent == folder:
        raise fail(shown, "it is in the folder already", "Write its sidecar by hand")
    return file_source(path.name, read_limited(path, shown), shown)


def _settings(root: Path) -> tuple[Settings, tuple[Problem, ...]]:
    path = root / "pelicanconf.py"
    if not path.is_file():
        problem = Problem("pelicanconf.py", "not in this folder", "Run it there or give --root")
        return Settings(), (problem,)
    return read_settings(runpy.run_path(str(path)))


def _status(rows: Sequence[StoryReview]) -> None:
    names = ("reviewed", "machine", "missing", "stale", "failing")
    print(*(f"{name:>8}" for name in names), " seed")
    for row in rows:
        counts = (row.reviewed, row.machine, row.pending, row.stale, row.failing)
        print(*(f"{count:8}" for count in counts), f" {row.story.seed}")


def _show(problems: Sequence[Problem]) -> int:
    for problem in problems:
        print(f"{'error' if problem.error else 'warning'}: {problem}", file=sys.stderr)
    return int(any(problem.error for problem in problems))


if __name__ == "__main__":
    sys.exit(main())
