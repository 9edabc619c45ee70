"""The state of one run of Pelican, which its steps share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..errors import Problem
from ..fingerprint import digest
from .files import write_atomically
from .outputs import KeyOf, Outputs, made_anew
from .store import Store
from .terminal import report
from .workers import Workers


@dataclass
class ReadPosts:
    """What Pelican's reader of a run is given, and what it has read (see reader.py).

    `converted` has the posts as HTML until Pelican reads them, by path, `texts` the HTML that it
    has read, `authors` the authors of posts.
    """

    converted: dict[str, Any] = field(default_factory=dict)
    texts: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    authors: Mapping[tuple[str, str], str] = field(default_factory=dict)


@dataclass
class Build:
    """The state of a run: the folder of its seeds, the problems that were told, and more.

    `store` has what earlier builds have made, `outputs` the files of this site and the one before,
    `workers` the processors that the run may use. `settings_key` is the key of the settings that
    pages depend on, empty where they have none, and `key_of` returns the key of a page. `unlisted`
    are the paths of drafts and hidden pages, which nothing may link to. `latest` is the last day of
    which stories are shown (ISO 8601), empty for all. `wrote` has the digests of what the run has
    written besides the site, by path, ``None`` for what it has removed.
    While Pelican watches, `look` writes changed pages before the build does (see first_look.py).
    """

    seeds: Path = Path("seeds")
    problems: list[Problem] = field(default_factory=list)
    store: Store = field(default_factory=lambda: Store(None))
    outputs: Outputs = field(default_factory=Outputs)
    workers: Workers = field(default_factory=lambda: Workers(1))
    settings_key: str = ""
    key_of: KeyOf = field(default=made_anew)
    posts: ReadPosts = field(default_factory=ReadPosts)
    unlisted: set[str] = field(default_factory=set)
    latest: str = ""
    wrote: dict[str, str | None] = field(default_factory=dict)
    is_watching: bool = False
    look: Any = None

    def add(self, problems: Iterable[Problem]) -> None:
        """Tell problems that were not told yet, and keep them for the end of the run."""
        found = [problem for problem in dict.fromkeys(problems) if problem not in self.problems]
        report(found)
        self.problems += found

    def write(self, path: Path, data: bytes) -> bool:
        """Write a file as `write_atomically` does, and note that this run did."""
        self.wrote[str(path)] = digest(data)
        return write_atomically(path, data)

    def remove(self, path: Path) -> None:
        """Remove a file, and note that this run did."""
        self.wrote[str(path)] = None
        path.unlink()

    @property
    def failed(self) -> bool:
        """Whether any problem is an error."""
        return any(problem.error for problem in self.problems)
