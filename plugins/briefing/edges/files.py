"""Reading the project's folders and writing files whole or not at all: the only file access."""

from __future__ import annotations

import os
import tempfile
import tomllib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from ..editors.glossary import Glossary, read_glossary
from ..editors.sidecar import read_sidecar
from ..editors.topics import Topic, read_topic
from ..errors import BriefingError, Problem, fail
from ..formats.decode import ENDINGS, LARGEST_SEED, decode, encoding_notice
from ..inputs import Inputs
from ..language.slugs import slug_for
from ..model import Seed, Sidecar
from ..translate.memory import Memory, memory_path, read_memory

T = TypeVar("T")


class Reader:
    """Reads one project's inputs; problems are collected, so that one bad file stops no other."""

    def __init__(self, root: Path, seeds: str) -> None:
        self.root = root
        self.folder = root / seeds
        self.problems: list[Problem] = []

    def read(self) -> Inputs:
        """Return all inputs. Seeds with a problem are left out and their problem is kept."""
        if not self.folder.is_dir():
            hint = "Make the folder or set BRIEFING_SEEDS"
            self.problems.append(Problem(self._name(self.folder), "no such folder", hint))
            return Inputs(problems=tuple(self.problems))
        found = [self._story(path) for path in self._seed_files()]
        good = self._distinct([one for one in found if one is not None])
        self._orphans()
        topics = self._topics({sidecar.slug or slug_for(seed.stem) for seed, sidecar, _ in good})
        return Inputs(
            seeds=tuple(seed for seed, sidecar, _ in good if not sidecar.skip),
            sidecars={seed.stem: sidecar for seed, sidecar, _ in good},
            memories={seed.stem: memory for seed, _, memory in good},
            glossary=self._glossary(),
            topics=topics,
            problems=tuple(self.problems),
        )

    def _name(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix() if self.root in path.parents else path.name

    def _try(self, step: Callable[[], T]) -> T | None:
        try:
            return step()
        except BriefingError as error:
            self.problems.append(error.problem)
            return None

    def _seed_files(self) -> list[Path]:
        """Return the seeds by name; hidden files are editors' and systems' own."""
        files = [p for p in self.folder.iterdir() if p.suffix.lower() in ENDINGS]
        return sorted((p for p in files if p.name[0] != "."), key=lambda p: p.name)

    def _story(self, path: Path) -> tuple[Seed, Sidecar, Memory] | None:
        sidecar = self._try(lambda: self._sidecar(path))
        told = sidecar.encoding if sidecar else None
        seed = self._try(lambda: decode(path.name, self._bytes(path), encoding=told))
        memory = self._try(lambda: self._memory(path))
        if seed is None or sidecar is None or memory is None:
            return None
        notice = None if told else encoding_notice(seed)
        self.problems += [notice] if notice else []
        return seed, sidecar, memory

    def _bytes(self, path: Path) -> bytes:
        name = self._name(path)
        if not path.name.isprintable():
            raise fail(ascii(name), "the name has control characters", "Rename the file")
        if self.folder.resolve() not in path.resolve().parents:
            raise fail(name, "a link out of the folder", "Copy the file itself into seeds/")
        if not path.is_file():
            raise fail(name, "not a regular file", "Take it out of seeds/")
        return read_limited(path, name)

    def _text(self, path: Path) -> str:
        try:
            return path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as error:
            message = f"not UTF-8 (byte {error.start})"
            raise fail(self._name(path), message, "Save it as UTF-8") from None

    def _sidecar(self, seed: Path) -> Sidecar:
        path = seed.with_suffix(".toml")
        return read_sidecar(self._text(path), self._name(path)) if path.is_file() else Sidecar()

    def _memory(self, seed: Path) -> Memory:
        path = memory_path(seed)
        return read_memory(str(path), self._name(path)) if path.is_file() else Memory()

    def _distinct(
        self, found: list[tuple[Seed, Sidecar, Memory]]
    ) -> list[tuple[Seed, Sidecar, Memory]]:
        """Keep the first seed of each slug; two pages cannot have one address."""
        taken: dict[str, str] = {}
        kept = []
        for seed, sidecar, memory in found:
            slug = sidecar.slug or slug_for(seed.stem)
            if slug in taken:
                message = f"its slug “{slug}” is that of {taken[slug]}"
                hint = f"Give it a slug of its own in {seed.stem}.toml"
                self.problems.append(Problem(f"seeds/{seed.name}", message, hint))
            else:
                taken[slug] = seed.name
                kept.append((seed, sidecar, memory))
        return kept

    def _orphans(self) -> None:
        """Report sidecars and memories whose seed is gone; they are kept."""
        stems = {path.stem for path in self._seed_files()}
        for path in sorted(self.folder.glob("*")):
            stem = path.name.removesuffix(".en.po") if path.name.endswith(".en.po") else path.stem
            belongs = path.suffix in (".toml", ".po") and path.name != "glossary.toml"
            if belongs and stem not in stems:
                hint = "It is kept; put the seed back or delete it"
                self.problems.append(
                    Problem(self._name(path), "its seed is gone", hint, error=False)
                )

    def _glossary(self) -> Glossary:
        path = self.folder / "glossary.toml"
        if not path.is_file():
            return Glossary()
        found = self._try(lambda: read_glossary(self._text(path), self._name(path)))
        return found or Glossary()

    def _topics(self, taken: set[str]) -> tuple[Topic, ...]:
        """Return the topics; one with the address of an article would take its page."""
        found = (self._topic(path) for path in sorted((self.folder / "topics").glob("*.toml")))
        topics = [topic for topic in found if topic is not None]
        for topic in topics:
            if topic.slug in taken:
                path = self._name(self.folder / "topics" / f"{topic.slug}.toml")
                hint = "Rename the file or give the article another slug"
                self.problems.append(Problem(path, "an article has this address", hint))
        return tuple(topic for topic in topics if topic.slug not in taken)

    def _topic(self, path: Path) -> Topic | None:
        return self._try(lambda: read_topic(path.stem, self._text(path), self._name(path)))


def read_limited(path: Path, name: str) -> bytes:
    """Return a file's bytes; raise `BriefingError` for one too large or that cannot be read."""
    try:
        if path.stat().st_size > LARGEST_SEED:
            megabytes = LARGEST_SEED // (1024 * 1024)
            raise fail(name, f"larger than {megabytes} MB", "Keep one article to a file")
        return path.read_bytes()
    except OSError as error:
        message = f"cannot be read ({error.strerror})"
        raise fail(name, message, "Look at its permissions") from None


def taken_names(folder: Path) -> set[str]:
    """Return the names a new seed must not have: stems of all files, and slugs in use."""
    paths = [path for path in folder.rglob("*") if path.name[0] != "."]
    stems = {path.name.removesuffix(".en.po").removesuffix(path.suffix) for path in paths}
    slugs = (_slug(path) for path in paths if path.suffix == ".toml")
    return {name.lower() for name in (*stems, *slugs)}


def _slug(sidecar: Path) -> str:
    """Return the slug in a sidecar, empty where there is none or the file is broken."""
    try:
        return str(tomllib.loads(sidecar.read_text(encoding="utf-8-sig")).get("slug", ""))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        return ""


def write_atomically(path: Path, data: bytes) -> bool:
    """Write a file whole or not at all; return whether its bytes changed.

    A file that already has these bytes is left alone, so that watchers see no change.
    """
    if path.is_file() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return True


def read_if_there(path: Path) -> str | None:
    """Return a file's text, ``None`` where there is none."""
    return path.read_text(encoding="utf-8") if path.is_file() else None


def remove_others(folder: Path, keep: Iterable[str], ours: Callable[[str], bool]) -> list[Path]:
    """Delete the Markdown files of a folder that are ours and not kept; return what was deleted."""
    kept = set(keep)
    gone = [
        path
        for path in sorted(folder.glob("*.md"))
        if path.name not in kept and ours(path.read_text(encoding="utf-8"))
    ]
    for path in gone:
        path.unlink()
    return gone
