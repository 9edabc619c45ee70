"""Runs a command to its end and measures it as a whole: time, memory, and the files it writes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self

SHORTEST_PAUSE, LONGEST_PAUSE = 0.02, 0.5
"""Seconds between two looks at the memory in use."""
PAUSE_SHARE = 0.05
"""How the pause grows with the time a command has run: a look at many processes takes about 5 ms,
so that looking never takes more than a tenth of a processor."""
SESSION_FIELD = 3
"""Where /proc/PID/stat has it, counted after the name of the command."""
MAXRSS_UNIT = 1 if sys.platform == "darwin" else 1024
"""Bytes in which the system counts the memory of a process that has ended."""
TOLD = 2_000
"""Characters of what a command printed that are shown if it fails: the last."""

FileState = tuple[str, int, int, int]
"""Path, inode, time of the last change in nanoseconds, size in bytes."""


@dataclass(frozen=True)
class Measured:
    """What one run has cost.

    `wall` and `cpu` are seconds, `cpu` with all processes that it started. `tree` is the most bytes
    that all its processes held at once, in samples, memory that they share counted once; ``None``
    where the system has no /proc. `largest` is the most bytes that one of them held, as the system
    counted. `files` and `size` are the number and the bytes of the files it wrote.
    """

    wall: float
    cpu: float
    tree: int | None
    largest: int
    files: int
    size: int


def measured(command: list[str], folder: Path, output: Path) -> Measured:
    """Return the cost of running a command in a folder, where it writes into `output`.

    Raise `RuntimeError` with what it printed if it fails.
    """
    # Hashes take a fifth of the memory, and the system counts the memory of a process at least as
    # that of the one which started it.
    before = {hash(state) for state in files_below(output)}
    log = output.with_name(f"{output.name}.log")
    # What was written before this run must not be on its way to the disk during it.
    os.sync()
    with log.open("wb") as printed:
        start = time.perf_counter()
        # A session of its own: its processes are found by it, whoever started them.
        process = subprocess.Popen(  # noqa: S603 - our own commands
            command,
            cwd=folder,
            env={**os.environ, "PYTHONUTF8": "1"},
            stdin=subprocess.DEVNULL,
            stdout=printed,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            with _Watch(process.pid) as watch:
                # wait4 has the cost of this process and of all that it has waited for.
                _, status, usage = os.wait4(process.pid, 0)
                wall = time.perf_counter() - start
        except KeyboardInterrupt:
            # Ctrl-C does not reach another session.
            os.killpg(process.pid, signal.SIGKILL)
            raise
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        end = log.read_text(encoding="utf-8", errors="replace")[-TOLD:]
        message = f"{' '.join(command)} ended with {process.returncode}:\n{end}"
        raise RuntimeError(message)
    log.unlink()
    sizes = []
    for state in files_below(output):
        if hash(state) not in before:
            sizes.append(state[-1])
    return Measured(
        wall=wall,
        cpu=usage.ru_utime + usage.ru_stime,
        tree=watch.most,
        largest=usage.ru_maxrss * MAXRSS_UNIT,
        files=len(sizes),
        size=sum(sizes),
    )


def files_below(folder: Path) -> Iterator[FileState]:
    """Yield every file below a folder, which need not be there."""
    for place, _, names in os.walk(folder):
        for name in names:
            path = Path(place, name)
            stat = path.lstat()
            yield str(path), stat.st_ino, stat.st_mtime_ns, stat.st_size


class _Watch:
    """Looks, while it is entered, at the memory of all processes of a session.

    `most` is the most bytes it has seen, ``None`` where it has seen none.
    """

    def __init__(self, session: int) -> None:
        self.most: int | None = None
        self._session = session
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _look(self) -> None:
        start = time.perf_counter()
        pause = SHORTEST_PAUSE
        while not self._ended.wait(pause):
            held = sum(_memory(process) for process in _processes(self._session))
            if held:
                self.most = max(held, self.most or 0)
            elapsed = time.perf_counter() - start
            pause = min(max(elapsed * PAUSE_SHARE, SHORTEST_PAUSE), LONGEST_PAUSE)


def _processes(session: int) -> list[Path]:
    """Return the folders of a session's processes in /proc, none where the system has no /proc."""
    found = []
    with suppress(OSError):
        for entry in Path("/proc").iterdir():
            # A process may end between any two of these steps.
            with suppress(OSError, IndexError):
                if entry.name.isdigit():
                    stat = (entry / "stat").read_text(errors="replace")
                    if int(stat.rpartition(")")[2].split()[SESSION_FIELD]) == session:
                        found.append(entry)
    return found


def _memory(process: Path) -> int:
    """Return the bytes a process holds, its share of what it shares with others; 0 if it ended."""
    with suppress(OSError):
        for line in (process / "smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0
