"""Files written whole or not at all; with edges/inputs.py, what touches the project's files."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def write_atomically(path: Path, data: bytes) -> bool:
    """Write a file whole or not at all; return whether its bytes changed.

    A file that already has these bytes is left alone, so that watchers see no change.
    """
    if path.is_file() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    # Beside the file, since only within one file system a rename is atomic; hidden from watchers.
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            # Otherwise a rename may reach the disk before the data, and a loss of power between.
            os.fsync(file.fileno())
        # mkstemp lets only the owner read; what is written here is to be published.
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return True


def read_if_there(path: Path) -> str | None:
    """Return a file's text, ``None`` where there is none."""
    return path.read_text(encoding="utf-8") if path.is_file() else None
