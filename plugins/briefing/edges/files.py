"""Files written whole or not at all; with edges/inputs.py, what touches the project's files."""

from __future__ import annotations

import codecs
import os
import tempfile
import tomllib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path

from ..errors import error_at
from ..formats.text import LARGEST_SEED, too_large

try:
    import fcntl
except ImportError:  # Windows has no such locks; there, two builds at once are not kept apart.
    fcntl = None  # type: ignore[assignment]

_UNFINISHED = (".briefing-", ".tmp")
"""How the name of a file that is being written begins and ends."""
OF_FILE_MANAGERS = ("Thumbs.db", "desktop.ini")
"""What Windows leaves in a folder that was opened; of others, such files begin with a dot."""


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


def write_new(path: Path, content: str | bytes | Iterator[str]) -> None:
    """Write a file, or the pieces of one: a new one, also where another name of the old one is."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # What is there may be a file of the site before, too.
    path.unlink(missing_ok=True)
    pieces = [content] if isinstance(content, (str, bytes)) else content
    with path.open("wb") as file:
        file.writelines(one if isinstance(one, bytes) else one.encode() for one in pieces)


def files_in(folder: Path) -> Iterator[str]:
    """Yield the paths of all files and links in a folder and below, from there, with slashes."""
    # Many thousand times: a path is no more than a string here.
    for parent, folders, names in os.walk(folder):
        start = "" if parent == str(folder) else f"{Path(parent).relative_to(folder).as_posix()}/"
        links = [name for name in folders if Path(parent, name).is_symlink()]
        for name in (*names, *links):
            yield start + name


def change_text(path: Path, change: Callable[[str], str]) -> bytes:
    """Write a file of UTF-8 anew, atomically, with what a function makes of its text; return it.

    Of a file that is not there the text is empty.
    """
    # As bytes: its line ends and a byte order mark stay as they are.
    written = path.read_bytes() if path.exists() else b""
    mark = codecs.BOM_UTF8 if written.startswith(codecs.BOM_UTF8) else b""
    changed = mark + change(written.removeprefix(mark).decode()).encode()
    write_atomically(path, changed)
    return changed


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


def read_utf8(path: Path) -> str:
    """Return a text in UTF-8, with or without a byte order mark."""
    # A pipe or a device would keep the build waiting.
    if not path.is_file():
        raise OSError(None, "it is not a regular file")
    return path.read_text(encoding="utf-8-sig")


def read_limited(path: Path, shown: str) -> bytes:
    """Return a file's bytes; raise `BriefingError` for one too large or that cannot be read."""
    try:
        # The size is asked first: a huge file must not fill the memory before it is refused.
        if path.stat().st_size > LARGEST_SEED:
            raise too_large(shown)
        return path.read_bytes()
    except OSError as error:
        message = f"cannot be read ({error.strerror})"
        raise error_at(shown, message, "Look at its permissions") from None


def taken_names(folder: Path) -> set[str]:
    """Return the names a new seed must not have, in lower case: stems of all files, and slugs."""
    taken = set()
    for path in folder.rglob("*"):
        if path.name[0] == ".":
            continue
        taken.add(path.name.removesuffix(".en.po").removesuffix(path.suffix).lower())
        if path.suffix == ".toml":
            # A broken sidecar keeps nobody from adding an article; the build will speak of it.
            with suppress(OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
                taken.add(str(tomllib.loads(read_utf8(path)).get("slug", "")).lower())
    return taken
