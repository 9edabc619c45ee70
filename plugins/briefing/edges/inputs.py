"""The folder seeds/ read as the inputs of a build; what is wrong with a file stops no other."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Collection
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from ..editors.glossary import Glossary
from ..editors.glossary_file import read_glossary
from ..editors.sidecar import RESERVED, Sidecar, read_sidecar
from ..editors.topics import Topic, read_topic
from ..errors import BriefingError, Problem, fail
from ..formats.decode import ENDINGS, LARGEST_SEED, decode, encoding_notice
from ..inputs import Inputs
from ..language.slugs import slug_for
from ..model import Seed
from ..translate.memory import Memory, read_memory
from .files import memory_path

T = TypeVar("T")
Article = tuple[Seed, Sidecar, Memory]

_GLOSSARY = "glossary.toml"
_TOPICS = "topics"
_SILENT_ENDINGS = frozenset({".mo"})
"""PO editors compile such a file beside each memory that they save."""


def read_inputs(root: Path, seeds: str) -> Inputs:
    """Return all that a project's folder of seeds holds; files with an error are left out.

    Every error and warning is among the `problems` of what is returned.
    """
    return _SeedsFolder(root, seeds).read()


class _SeedsFolder:
    """One project's folder of seeds, and the problems met in it so far."""

    def __init__(self, root: Path, seeds: str) -> None:
        self.root = root
        self.folder = root / seeds
        self.problems: list[Problem] = []

    def read(self) -> Inputs:
        """Return the inputs; without any where the folder is not there."""
        if not self.folder.is_dir():
            hint = "Make the folder or set BRIEFING_SEEDS"
            self.error(self.folder, "no such folder", hint)
            return Inputs(problems=tuple(self.problems))
        paths = self.listed(self.folder)
        articles = self.articles([path for path in paths if path.suffix.lower() in ENDINGS])
        self.warn_of_unread(paths)
        glossary = self.glossary(paths)
        taken = {_slug(seed, sidecar) for seed, sidecar, _ in articles}
        known = None if glossary is None else glossary.entries.keys()
        topics = self.topics(known, taken)
        return Inputs(
            seeds=tuple(seed for seed, sidecar, _ in articles if not sidecar.skip),
            sidecars={seed.stem: sidecar for seed, sidecar, _ in articles},
            memories={seed.stem: memory for seed, _, memory in articles},
            glossary=glossary or Glossary(),
            topics=topics,
            problems=tuple(self.problems),
        )

    def name(self, path: Path) -> str:
        """Return a path as messages call it: from the project's root."""
        return path.relative_to(self.root).as_posix() if self.root in path.parents else path.name

    def error(self, path: Path, message: str, hint: str) -> None:
        """Note an error of a file."""
        self.problems.append(Problem(self.name(path), message, hint))

    def warn(self, path: Path, message: str, hint: str) -> None:
        """Note a warning on a file."""
        self.problems.append(Problem(self.name(path), message, hint, error=False))

    def attempt(self, path: Path, read: Callable[[Path, str], T]) -> T | None:
        """Return what `read` makes of a file; where it fails, note why and return ``None``."""
        try:
            return read(path, self.name(path))
        except BriefingError as error:
            self.problems += error.problems
        except UnicodeDecodeError as error:
            self.error(path, f"not UTF-8 (byte {error.start})", "Save it as UTF-8")
        except OSError as error:
            hint = "Look at the file and its permissions"
            self.error(path, f"cannot be read ({error.strerror})", hint)
        return None

    def listed(self, folder: Path) -> list[Path]:
        """Return what a folder holds, by name; hidden files are editors' and systems' own."""
        paths = self.attempt(folder, lambda path, _: list(path.iterdir())) or []
        return sorted((p for p in paths if p.name[0] != "."), key=lambda p: p.name)

    def articles(self, paths: list[Path]) -> list[Article]:
        """Return the readable seeds with what belongs to each; the first of each address."""
        owners: dict[str, str] = {}
        articles = []
        for path in paths:
            article = self.article(path)
            if article is None:
                continue
            slug = _slug(article[0], article[1])
            hint = f"Give it a slug of its own in {path.stem}.toml"
            if slug in owners:
                self.error(path, f"its slug “{slug}” is that of {owners[slug]}", hint)
            elif slug in RESERVED:
                self.error(path, f"its slug “{slug}” is that of a page of the site", hint)
            else:
                owners[slug] = path.name
                articles.append(article)
        return articles

    def article(self, path: Path) -> Article | None:
        """Return a seed, its sidecar and its memory, ``None`` where one of them is broken."""
        # All three are read although one may be broken, so that one run names every mistake.
        sidecar = self.attempt(path.with_suffix(".toml"), _read_sidecar)
        encoding = sidecar.encoding if sidecar else None
        seed = self.attempt(path, lambda at, name: self.seed(at, name, encoding))
        memory = self.attempt(memory_path(path), _read_memory)
        if seed is None or sidecar is None or memory is None:
            return None
        notice = None if encoding else encoding_notice(seed)
        self.problems += [notice] if notice else []
        return seed, sidecar, memory

    def seed(self, path: Path, name: str, encoding: str | None) -> Seed:
        """Return a seed; raise `BriefingError` for what is not a plain file of this folder."""
        if not path.name.isprintable():
            raise fail(name, "the name has control characters", "Rename the file")
        # A link in a circle is no file, and older Pythons could not resolve it.
        if not path.is_file():
            raise fail(name, "not a regular file", "Take it out of seeds/")
        if self.folder.resolve() not in path.resolve().parents:
            raise fail(name, "a link out of the folder", "Copy the file itself into seeds/")
        return decode(path.name, read_limited(path, name), encoding=encoding)

    def warn_of_unread(self, paths: list[Path]) -> None:
        """Warn of what nobody reads: files of a lost seed, of another kind, or a level down."""
        stems = {path.stem for path in paths if path.suffix.lower() in ENDINGS}
        for path in paths:
            ending = path.suffix.lower()
            if path.name in {_GLOSSARY, _TOPICS} or ending in ENDINGS or ending in _SILENT_ENDINGS:
                continue
            if path.suffix in {".toml", ".po"}:
                if path.name.removesuffix(".en.po").removesuffix(path.suffix) not in stems:
                    hint = "It is kept; put the seed back or delete it"
                    self.warn(path, "its seed is gone", hint)
            elif path.is_file():
                hint = f"Save it as one of {', '.join(ENDINGS)}, or move it away"
                self.warn(path, "not read: this is no kind of file that seeds are", hint)
            elif any(below.suffix.lower() in ENDINGS for below in path.rglob("*")):
                hint = "Move them up into seeds/"
                self.warn(path, "the articles in this folder are not read", hint)

    def glossary(self, paths: list[Path]) -> Glossary | None:
        """Return the glossary, ``None`` where it is broken or missing."""
        path = self.folder / _GLOSSARY
        if path not in paths:
            # A project may do without, but topics live on names: where there are topics, it is
            # probably lost, and every post would silently be rewritten without its names.
            if self.folder / _TOPICS in paths:
                hint = "Put it back, or make an empty one if the site is to do without"
                self.warn(path, "no such file: names, offices and tags are left out", hint)
            return None
        return self.attempt(path, lambda at, name: read_glossary(_text(at), name))

    def topics(self, known: Collection[str] | None, taken: Collection[str]) -> tuple[Topic, ...]:
        """Return the readable topics with an address of their own.

        `known` are the glossary's ids, ``None`` if it cannot be told; `taken` articles' addresses.
        """
        folder = self.folder / _TOPICS
        if not folder.is_dir():
            if folder.exists():
                self.error(folder, "not a folder", "Make a folder of topics of it, or rename it")
            return ()
        topics = []
        for path in self.listed(folder):
            if path.suffix != ".toml":
                continue
            topic = self.attempt(path, lambda at, name: read_topic(at.stem, _text(at), name, known))
            if topic and topic.slug in taken:
                hint = "Rename the file or give the article another slug"
                self.error(path, "an article has this address", hint)
            elif topic:
                topics.append(topic)
        return tuple(topics)


def _slug(seed: Seed, sidecar: Sidecar) -> str:
    return sidecar.slug or slug_for(seed.stem)


def _read_sidecar(path: Path, name: str) -> Sidecar:
    return read_sidecar(_text(path), name) if _is_there(path) else Sidecar()


def _read_memory(path: Path, name: str) -> Memory:
    return read_memory(str(path), name) if _is_there(path) else Memory()


def _is_there(path: Path) -> bool:
    """Tell whether there is something at a path; a name that is too long for a file is an error."""
    try:
        path.lstat()
    except FileNotFoundError:
        return False
    return True


def _text(path: Path) -> str:
    # A pipe or a device would keep the build waiting.
    if not path.is_file():
        raise OSError(None, "it is no regular file")
    return path.read_text(encoding="utf-8-sig")


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
    taken = set()
    for path in folder.rglob("*"):
        if path.name[0] == ".":
            continue
        taken.add(path.name.removesuffix(".en.po").removesuffix(path.suffix).lower())
        if path.suffix == ".toml":
            # A broken sidecar keeps nobody from adding an article; the build will speak of it.
            with suppress(OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
                taken.add(str(tomllib.loads(_text(path)).get("slug", "")).lower())
    return taken
