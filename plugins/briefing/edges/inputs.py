"""The folder seeds/ read as the inputs of a build; what is wrong with a file stops no other."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from ..edition import Inputs
from ..editors.glossary import Glossary
from ..editors.glossary_file import GLOSSARY_FILE, read_glossary
from ..editors.sidecar import Sidecar
from ..editors.sources import PULLED_FILE, SOURCES_FILE, Sources, read_feed_sources
from ..editors.topics import Topic, read_topic
from ..errors import Problem, error_at, in_folder, one_file
from ..formats.file_types import FILE_TYPES, has_ending_too_many, type_of_name
from ..model import Seed
from ..translate.memory import Memory
from .article_files import ArticleFiles, is_there, read_articles
from .files import OF_FILE_MANAGERS, read_utf8
from .store import Store
from .workers import Workers

T = TypeVar("T")

_TOPICS = "topics"
_KNOWN = {GLOSSARY_FILE, _TOPICS, SOURCES_FILE, PULLED_FILE}
_COMPILED = ".mo"
"""PO editors write such a file beside each memory that they save."""


def read_inputs(
    root: Path,
    seeds: str,
    store: Store | None = None,
    slugs: Mapping[str, str] | None = None,
    workers: Workers | None = None,
) -> Inputs:
    """Return all that a project's folder of seeds holds; files with an error are left out.

    What `store` has of unchanged files is not read anew; `workers` read the others. `slugs` are
    those of posts: of two articles with one address that one keeps it which has a page there. Every
    error and warning is among the `problems` of what is returned. Raise `BriefingError` where there
    is no such folder.
    """
    folder = _SeedsFolder(root, root / seeds)
    if not folder.path.is_dir():
        raise error_at(folder.shown, "no such folder", "Make the folder or set BRIEFING_SEEDS")
    paths = folder.listed(folder.path)
    texts = [path for path in paths if type_of_name(path.name)]
    read = read_articles(texts, folder.shown, store or Store(None), workers or Workers(1))
    for path, files in zip(texts, read, strict=True):
        folder.keep(path, files)
    folder.warn_of_unread(paths)
    # The glossary comes before the topics, which name its entries.
    glossary = folder.attempt(folder.path / GLOSSARY_FILE, folder.read_glossary)
    known = None if glossary is None else glossary.entries.keys()
    topics = folder.attempt(folder.path / _TOPICS, lambda path, _: folder.read_topics(path, known))
    sources = folder.read_sources({topic.slug for topic in topics or ()})
    return Inputs(
        seeds=tuple(folder.seeds),
        skipped=tuple(folder.skipped),
        sidecars=folder.sidecars,
        memories=folder.memories,
        glossary=glossary or Glossary(),
        topics=topics or (),
        sources=sources,
        problems=tuple(in_folder(folder.problems, folder.shown)),
        earlier_slugs=slugs or {},
        unread=frozenset(folder.unread),
        folder=folder.shown,
    )


class _SeedsFolder:
    """One project's folder of seeds, what has been read of it so far, and the problems met."""

    def __init__(self, root: Path, path: Path) -> None:
        self.root = root
        self.path = path
        self.shown = self.shown_as(path)
        self.problems: list[Problem] = []
        self.seeds: list[Seed] = []
        self.skipped: list[Seed] = []
        self.sidecars: dict[str, Sidecar] = {}
        self.memories: dict[str, Memory] = {}
        self.unread: set[str] = set()

    def note(self, path: Path, message: str, hint: str, *, error: bool = True) -> None:
        """Keep a problem of a file, which is named as from the project's root."""
        self.problems.append(Problem(self.shown_as(path), message, hint, error=error))

    def shown_as(self, path: Path) -> str:
        """Return how messages call a file."""
        # A build of an earlier day reads seeds from outside its root: nobody's full path is shown.
        above = self.root if self.root in path.parents else self.path.parent
        return path.relative_to(above).as_posix()

    def attempt(self, path: Path, read: Callable[[Path, str], T]) -> T | None:
        """Return what `read` makes of a file; where it fails, note why and return ``None``."""
        with one_file(self.problems, self.shown_as(path), "read"):
            return read(path, self.shown_as(path))
        return None

    def listed(self, folder: Path) -> list[Path]:
        """Return what a folder holds, by name; hidden files are editors' and systems' own."""
        # Systems list files in different orders; of two seeds with one address the first counts.
        paths = self.attempt(folder, lambda path, _: list(path.iterdir())) or []
        named = (path for path in paths if path.name not in OF_FILE_MANAGERS)
        shown = (path for path in named if not path.name.startswith((".", "~$")))
        return sorted(shown, key=lambda path: path.name)

    def keep(self, path: Path, files: ArticleFiles) -> None:
        """Keep a seed, its sidecar and its memory, none of them where one is broken."""
        self.problems += files.problems
        if files.seed is None or files.sidecar is None or files.memory is None:
            self.unread.add(path.stem)
            return
        self.problems += files.seed.warnings
        # Of an article that is skipped, the sidecar stays: by it its old posts are known as stale.
        self.sidecars[path.stem] = files.sidecar
        self.memories[path.stem] = files.memory
        (self.skipped if files.sidecar.skip else self.seeds).append(files.seed)

    def warn_of_unread(self, paths: list[Path]) -> None:
        """Warn of what nobody reads: files of a lost seed, of another kind, or a level down."""
        stems = {path.stem for path in paths if type_of_name(path.name)}
        names = {path.name for path in paths}
        for path in paths:
            if path.name in _KNOWN or path.suffix.lower() == _COMPILED or type_of_name(path.name):
                continue
            # A browser saves a page's pictures and frames in a folder beside it.
            page = path.name.removesuffix("_files")
            if page != path.name and page in stems:
                continue
            if has_ending_too_many(path.name):
                self._warn_of_ending(path, names)
                continue
            stem = path.name.removesuffix(".en.po").removesuffix(path.suffix)
            if path.suffix.lower() in {".toml", ".po"}:
                self._warn_of_loose(path, stem, stems, names)
                continue
            # What may not be looked into is an error of its own.
            with one_file(self.problems, self.shown_as(path), "read"):
                if path.is_file():
                    endings = ", ".join(file_type.endings[0] for file_type in FILE_TYPES)
                    hint = f"Save it as one of {endings}, or move it away"
                    message = "not read: an article cannot be a file of this kind"
                    self.note(path, message, hint, error=False)
                elif any(type_of_name(below.name) for below in path.rglob("*")):
                    message = "the articles in this folder are not read"
                    self.note(path, message, f"Move them up into {self.shown}/", error=False)

    def _warn_of_ending(self, path: Path, names: Collection[str]) -> None:
        is_there_too = path.stem in names
        hint = f"Move it away: {path.stem} is read" if is_there_too else f"Name it {path.stem}"
        self.note(path, "not read: it has an ending too many", hint, error=False)

    def _warn_of_loose(
        self, path: Path, stem: str, stems: Collection[str], names: Collection[str]
    ) -> None:
        """Warn of a sidecar or a memory that belongs to no seed, or is not called as one is."""
        is_called = path.suffix == ".toml" or path.name.endswith(".en.po")
        of_seed = stem if stem in stems else stem.rpartition(".")[0]
        message = "its seed is gone"
        hint = "It is kept; put the seed back or delete it; a topic belongs in topics/"
        if of_seed in stems:
            name = of_seed + (".toml" if path.suffix.lower() == ".toml" else ".en.po")
            message, hint = "not read: no seed has this name", f"Name it {name}"
            # A copy, or another language: whoever followed that hint would lose what is there.
            if name in names:
                hint = f"Move it away: {name} is read"
        if not is_called or stem not in stems:
            self.note(path, message, hint, error=False)

    def read_glossary(self, path: Path, shown: str) -> Glossary | None:
        """Return the glossary, ``None`` where it is missing."""
        if is_there(path):
            return read_glossary(read_utf8(path), shown)
        # A project may do without, but topics live on names: where there are topics, it is
        # probably lost, and every post would silently be rewritten without its names.
        if any((self.path / _TOPICS).glob("*.toml")):
            hint = "Put it back, or make an empty one if the site is to do without"
            self.note(path, "no such file: names and offices are left out", hint, error=False)
        return None

    def read_sources(self, topics: Collection[str]) -> Sources | None:
        """Return the feeds, ``None`` where their list is missing or wrong; they name `topics`."""
        path = self.path / SOURCES_FILE
        wrong: list[Problem] = []
        with one_file(wrong, self.shown_as(path), "read"):
            if is_there(path):
                return read_feed_sources(read_utf8(path), self.shown_as(path), topics)
        # Pulls alone need the feeds: what is wrong with them keeps no page from the site.
        self.problems += [replace(problem, error=False) for problem in wrong]
        return None

    def read_topics(self, folder: Path, known: Collection[str] | None) -> tuple[Topic, ...]:
        """Return the readable topics; `known` are the glossary's ids, ``None`` if it is broken."""
        if not folder.is_dir():
            if folder.exists():
                self.note(folder, "not a folder", "Make a folder of topics of it, or rename it")
            return ()
        topics = []
        paths = self.listed(folder)
        for path in paths:
            if path.suffix != ".toml":
                if has_ending_too_many(path.name):
                    self._warn_of_ending(path, {one.name for one in paths})
                elif type_of_name(path.name):
                    message = f"not read: articles are in {self.shown}/ itself"
                    self.note(path, message, f"Move it up into {self.shown}/", error=False)
                elif path.suffix.lower() == ".toml":
                    self.note(
                        path, "not read: its ending is in capitals", f"Name it {path.stem}.toml"
                    )
                continue
            topic = self.attempt(
                path, lambda at, shown: read_topic(at.stem, read_utf8(at), shown, known)
            )
            if topic:
                topics.append(topic)
        return tuple(topics)
