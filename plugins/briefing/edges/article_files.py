"""The files of articles in seeds/: each has its text, perhaps a sidecar, perhaps a memory."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from ..editors.sidecar import Sidecar, read_sidecar
from ..errors import BriefingError, Problem, error_at, one_file
from ..fingerprint import digest
from ..formats.file_types import decode
from ..model import Seed
from ..translate.memory import Memory, MemoryEntry, memory_path, read_memory
from .files import read_limited, read_utf8
from .store import Store
from .workers import Workers

_READINGS, _PAUSE = 5, 0.05
"""How often a memory is read that is written at the same moment, and the seconds between."""


@dataclass(frozen=True, slots=True)
class ArticleFiles:
    """What the files of one article hold; what is broken is ``None``, and `problems` says why."""

    seed: Seed | None
    sidecar: Sidecar | None
    memory: Memory | None
    problems: tuple[Problem, ...]


def read_articles(
    paths: Sequence[Path], folder: str, store: Store, workers: Workers
) -> list[ArticleFiles]:
    """Return what the files of each article hold, in the order of their texts' `paths`.

    `folder` is what messages call the folder that all are in. What `store` has of unchanged files
    is taken from there, and the others are read by all processors.
    """
    known = [_read_article(path, folder, store, from_store=True) for path in paths]
    new = [path for path, found in zip(paths, known, strict=True) if found is None]

    def read(path: Path) -> ArticleFiles:
        return _read_article(path, folder, store) or ArticleFiles(None, None, None, ())

    made = workers.share(read, new, "opening")
    read_anew = dict(zip(new, made, strict=True))
    for path, files in read_anew.items():
        # What the other processes have put there is lost with them.
        if files.seed:
            encoding = files.sidecar.encoding if files.sidecar else None
            store.put(_seed_key(store, path.name, files.seed.digest, encoding), files.seed)
        if files.memory and files.memory.digest:
            store.put(store.key("memory", files.memory.digest), files.memory.entries)
    return [kept or read_anew[path] for path, kept in zip(paths, known, strict=True)]


def read_memories(
    folder: Path, seeds: Iterable[Seed], problems: list[Problem], store: Store | None = None
) -> dict[str, Memory]:
    """Return the memories of seeds as they are now, by the seeds' stems, without broken ones.

    What is wrong with those is added to `problems`; what `store` has is not read anew.
    """
    memories, store = {}, store or Store(None)
    for seed in seeds:
        path = memory_path(folder / seed.name)
        shown = f"{folder.name}/{path.name}"
        with one_file(problems, shown, "read"):
            memory = _known_memory(path, store)
            if memory is None:
                memory = _new_memory(path, shown)
                store.put(store.key("memory", memory.digest), memory.entries)
            memories[seed.stem] = memory
    return memories


def is_there(path: Path) -> bool:
    """Tell whether a path leads to anything; raise `OSError` where it never could."""
    # Path.exists() tells of a name that is too long what it tells of a file that is not there, so
    # that the memory of such a seed would be missed only when it is written.
    with suppress(FileNotFoundError):
        return bool(path.lstat())
    return False


def _read_article(
    path: Path, folder: str, store: Store, *, from_store: bool = False
) -> ArticleFiles | None:
    """Return what the files of an article hold; with `from_store` ``None`` if that is not there."""
    problems: list[Problem] = []
    seed = sidecar = memory = None
    # All three are read although one may be broken, so that one run names every mistake.
    of_sidecar, of_memory = path.with_suffix(".toml"), memory_path(path)
    shown = f"{folder}/{of_sidecar.name}"
    with one_file(problems, shown, "read"):
        sidecar = read_sidecar(read_utf8(of_sidecar), shown) if is_there(of_sidecar) else Sidecar()
    shown = f"{folder}/{path.name}"
    with one_file(problems, shown, "read"):
        encoding = sidecar.encoding if sidecar else None
        seed = _seed(path, shown, encoding, store, from_store=from_store)
        if seed is None:
            return None
    shown = f"{folder}/{of_memory.name}"
    with one_file(problems, shown, "read"):
        memory = _known_memory(of_memory, store)
        if memory is None and from_store:
            return None
        memory = memory or _new_memory(of_memory, shown)
    return ArticleFiles(seed, sidecar, memory, tuple(problems))


def _seed(
    path: Path, shown: str, encoding: str | None, store: Store, *, from_store: bool
) -> Seed | None:
    """Return a seed; raise `BriefingError` for what is not a plain file of this folder."""
    if not path.name.isprintable():
        raise error_at(shown, "the name has control characters", "Rename the file")
    # A link in a circle is no file either, and older Pythons cannot resolve it.
    if not path.is_file():
        raise error_at(shown, "not a regular file", f"Take it out of {Path(shown).parent}/")
    # A link could publish a file of somebody else's on the machine that builds.
    if path.is_symlink() and path.parent.resolve() not in path.resolve().parents:
        hint = f"Copy the file itself into {Path(shown).parent}/"
        raise error_at(shown, "a link out of the folder", hint)
    data = read_limited(path, shown)
    content = digest(data)
    found: Seed | None = store.get(_seed_key(store, path.name, content, encoding))
    if found or from_store:
        return found
    return replace(decode(path.name, data, encoding=encoding), digest=content)


def _seed_key(store: Store, name: str, content: str, encoding: str | None) -> str:
    return store.key("seed", name, content, encoding)


def _known_memory(path: Path, store: Store) -> Memory | None:
    """Return the memory in a file, an empty one where there is none; ``None`` if it is new."""
    if not is_there(path):
        return Memory()
    # A pipe or a device would keep the build waiting.
    if not (path.is_file() or path.is_dir()) and path.exists():
        raise OSError(None, "it is not a regular file")
    content = digest(path.read_bytes())
    entries: tuple[MemoryEntry, ...] | None = store.get(store.key("memory", content))
    return None if entries is None else Memory(entries, content)


def _new_memory(path: Path, shown: str) -> Memory:
    """Return the memory in a file as it is read anew."""
    for _ in range(_READINGS):
        content = digest(path.read_bytes())
        entries = read_memory(str(path), shown).entries
        # polib reads the file itself, and somebody may have written it between.
        if content == digest(path.read_bytes()):
            return Memory(entries, content)
        time.sleep(_PAUSE)
    raise BriefingError(Problem(shown, "somebody is writing it", "Build again", may_pass=True))
