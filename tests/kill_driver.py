"""Kills a command at each call that changes a file or a folder, and looks at what is left.

``python kill_driver.py PROJECT FIRST STEP COMMAND…``: PROJECT is a folder, COMMAND `pelican` or
`pelican-briefing` with its arguments. For n = FIRST, FIRST + STEP, … the project is copied as it
was, the command runs in a fork that ends itself with SIGKILL before the n-th call, and one line of
JSON says what its files then are. A last line says what the command leaves that nobody kills. A
fork costs a tenth of a new Python, so that each call can be tried.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import os
import re
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pelican
import pelican.plugins

pelican.plugins.__path__.append(str(Path(__file__).parent.parent / "plugins"))

from pelican.plugins.briefing.edges import command, plugin, site_folder  # noqa: F401 - loaded once for all

CHANGING = ("rename", "replace", "unlink", "remove", "mkdir", "rmdir", "link", "fsync", "chmod")
"""Functions of `os` that change what is on the disk, or see to it that it is there."""
DAY = re.compile(rb"\d{4}-\d{2}-\d{2}")
FIXED = ("plugins", "theme")
"""Folders that no command changes."""
REMOVALS_A_KILL = 8
"""Files of a removed folder to one kill."""
REBUILD_EACH = 12
"""One in so many kills is followed by another run, which takes as long as all of a kill."""


def kill_before(number: int) -> None:
    """Let this process end itself before the n-th call that changes the disk."""
    calls = itertools.count(1)
    removals = itertools.count()
    make_folder = os.mkdir

    def counted(real: Callable[..., object]) -> Callable[..., object]:
        def call(*arguments: object, **options: object) -> object:
            # A folder that is there is asked for before each of its files, and nothing changes.
            is_same = real is make_folder and os.path.isdir(str(arguments[0]))  # noqa: PTH112
            # Of the hundred files of a former site one is like the other.
            is_same |= "dir_fd" in options and bool(next(removals) % REMOVALS_A_KILL)
            if not is_same and next(calls) == number:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*arguments, **options)

        return call

    for name in CHANGING:
        setattr(os, name, counted(getattr(os, name)))
    site_folder._exchange = counted(site_folder._exchange)  # noqa: SLF001 - it is no call of `os`


def run(project: Path, arguments: list[str], number: int) -> int | None:
    """Return the exit status of a command, ``None`` if it was killed before its n-th call."""
    child = os.fork()
    if child == 0:
        status = 70
        try:
            os.chdir(project)
            quiet = os.open(os.devnull, os.O_WRONLY)
            for stream in (1, 2):
                os.dup2(quiet, stream)
            kill_before(number)
            mains = {"pelican": pelican.main, "pelican-briefing": command.main}
            status = mains[arguments[0]](arguments[1:]) or 0
        except SystemExit as end:
            status = int(end.code or 0)
        finally:
            os._exit(status)
    _, ended = os.waitpid(child, 0)
    return None if os.WIFSIGNALED(ended) else os.waitstatus_to_exitcode(ended)


def files(project: Path) -> dict[str, str]:
    """Return a digest of each file that a command may change, by path.

    What builds keep for the next one is none of its results.
    """
    found = {}
    for path in project.rglob("*"):
        if path.is_file() and path.relative_to(project).parts[0] not in (*FIXED, "cache"):
            name = path.relative_to(project).as_posix()
            # A memory has the day of its translations, and a run may outlast a day.
            data = DAY.sub(b"", path.read_bytes()) if path.suffix == ".po" else path.read_bytes()
            found[name] = hashlib.sha256(data).hexdigest()[:16]
    return found


def main() -> None:
    """Try every call."""
    project, first, step = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    arguments = sys.argv[4:]
    kept = project.with_name("kept")
    kept.mkdir()
    for path in project.iterdir():
        if path.is_dir() and path.name not in (*FIXED, "cache"):
            shutil.copytree(path, kept / path.name, symlinks=True)
    for tried, number in enumerate(itertools.count(first, step), 1):
        for path in (*project.glob("*"), *project.glob(".output.*")):
            if path.is_dir() and path.name not in (*FIXED, "cache"):
                shutil.rmtree(path)
        shutil.copytree(kept, project, symlinks=True, dirs_exist_ok=True)
        status = run(project, arguments, number)
        left = {"number": number, "status": status, "files": files(project)}
        if status is None and tried % REBUILD_EACH == 0:
            left["next"] = run(project, arguments, 0)
            left["next_files"] = files(project)
        sys.stdout.write(json.dumps(left) + "\n")
        if status is not None:
            return


if __name__ == "__main__":
    main()
