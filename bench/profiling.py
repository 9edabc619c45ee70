"""Where the time of one build goes: the functions that take most of it, with all that they call.

    make profile PROFILE="added 100"

The case is one of `make bench`. Everything runs in one process, or the profile would miss the work
of the others.
"""

from __future__ import annotations

import argparse
import io
import pstats
import re
import subprocess
import tempfile
from pathlib import Path

from build import BUILD, make_project
from cases import CASES, COLD
from measure import measured

STORIES = 100
LINES = 50


def main(arguments: list[str]) -> None:
    """Print the profile of one case at one number of stories."""
    parser = argparse.ArgumentParser(prog="make profile", description=__doc__.splitlines()[0])
    parser.add_argument("case", nargs="?", default="added", choices=CASES)
    parser.add_argument("stories", nargs="?", type=int, default=STORIES)
    parser.add_argument("--lines", type=int, default=LINES, help="functions shown (%(default)s)")
    parser.add_argument("--keep", type=Path, help="a file for the whole profile (see pstats)")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as work:
        project = make_project(asked.stories, Path(work), 1, ["BRIEFING_WORKERS = 1"])
        if asked.case != COLD:
            measured(BUILD, project.folder, project.folder / "output")
        CASES[asked.case].change(project, 0)
        profile = asked.keep.resolve() if asked.keep else Path(work, "profile")
        python, *run = BUILD
        command = [python, "-m", "cProfile", "-o", str(profile), *run]
        subprocess.run(command, cwd=project.folder, check=True)  # noqa: S603 - our own command
        printed = io.StringIO()
        pstats.Stats(str(profile), stream=printed).sort_stats("cumulative").print_stats(asked.lines)
        # Paths from the project or from where libraries are.
        print(re.sub(r"/\S*/(?:project|site-packages)/", "", printed.getvalue()))
