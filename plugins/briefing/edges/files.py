"""Files written whole or not at all; with edges/inputs.py, what touches the project's files."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows has no such locks; there, two builds at once are not kept apart.
    fcntl = None  # type: ignore[assignment]

_UNFINISHED = (".briefing-", ".tmp")
"""How the name of a file that is being written begins and ends."""


def write_atomically(path: Path, data: bytes) -> bool:
    """Write a file whole or not at all; return whether its bytes changed.

    A file that already has these bytes is left alone, so that watchers see no change.
    """
    if path.is_file() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    # Beside the file, since only within one file system a rename is atomic; hidden from watchers.
    prefix, suffix = _UNFINISHED
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=prefix, suffix=suffix)
    try:
        with os.fdopen(handle, "wb") as file:
            _lock(handle)
            file.write(data)
            file.flush()
            # Otherwise a rename may reach the disk before the data, and a loss of power between.
            os.fsync(file.fileno())
            # mkstemp lets only the owner read; what is written here is to be published.
            Path(name).chmod(0o644)
            # Renamed while it is locked: a build at the same moment takes it for no leftover.
            Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return True


def remove_unfinished(folder: Path) -> None:
    """Remove what writers that were killed have left in a folder and below."""
    for path in folder.rglob("*".join(_UNFINISHED)):
        # Another process may be writing it, or may just have finished.
        with suppress(OSError), path.open("rb") as file:
            if _lock(file.fileno()):
                path.unlink()


@contextmanager
def only_one(folder: Path, wait: Callable[[], None]) -> Iterator[None]:
    """Let one process at a time through for a folder; `wait` is called if another is there.

    The lock is the system's own: it ends with the process, however that ends.
    """
    if fcntl is None:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        if not _lock(handle):
            wait()
            _lock(handle, wait=True)
        yield
    finally:
        os.close(handle)


def alone_with(file: Path) -> AbstractContextManager[None]:
    """Let one process at a time read a file and write what it makes of that.

    What is locked has to stay in its place, so that a memory goes by its seed: whoever waits for a
    file that is replaced meanwhile has a lock on nothing.
    """
    return only_one(file, lambda: None)


def _lock(handle: int, *, wait: bool = False) -> bool:
    """Lock a file or a folder until it is closed; return ``False`` if another process has it."""
    if fcntl is None:
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        return False
    except OSError:
        # Some disks of other machines know no locks.
        return True
    return True
