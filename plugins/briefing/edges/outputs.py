"""The files of a site that is being built, and those of the site before, which may serve again."""

from __future__ import annotations

import filecmp
import os
import shutil
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..fingerprint import digest

Written = tuple[str, int, int]
"""What was known of a file: the key of what it was made of, its size, its time in nanoseconds."""


KeyOf = Callable[[str, Any, Mapping[str, Any]], str]
"""Returns the key of all that a page shows: of its path, its template, and the template's values.

Empty for one that must be made anew.
"""


def made_anew(*_: object) -> str:
    """Return the key of a page of which nothing is known."""
    return ""


@dataclass
class Outputs:
    """A site while it is built in the folder `building`, and the site before in `site`.

    `known` says of the files of that site, by path, what they were made of. `taken` are the paths
    of those that were taken over, and are as the build has left them.
    """

    building: Path = Path()
    site: Path = Path()
    known: Mapping[str, Written] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    _keys: dict[str, str] = field(default_factory=dict)
    _folders: set[Path] = field(default_factory=set)
    _paths: list[str] = field(default_factory=list)

    def reuse(self, path: str, key: str) -> bool:
        """Take a file over from the site before; return ``False`` where it must be made anew.

        It must have been made of what `key` stands for, and be as the build has left it.
        """
        if not key:
            return False
        # Noted in any case: what is not taken over is made under this key.
        self._keys[path] = key
        return self.is_left(path, key) and self._take_over(path)

    def is_left(self, path: str, key: str = "") -> bool:
        """Tell whether a file of the site before is as the build has left it, made under `key`."""
        known = self.known.get(path)
        if known is None or (key and known[0] != key):
            return False
        return known[1:] == state_of(f"{self.site}/{path}")

    def reuse_all(self, files: Mapping[str, str]) -> bool:
        """Take files over from the site before if they all have the bytes of these digests."""
        for path, wanted in files.items():
            # It may be gone between one step and the next, if somebody cleans up.
            with suppress(FileNotFoundError):
                if self.is_left(path) and digest((self.site / path).read_bytes()) == wanted:
                    continue
            return False
        return all(self._take_over(path) for path in files)

    def note(self, path: str, key: str) -> None:
        """Note what a file is made of, where that is known only when it has been made."""
        self._keys[path] = key

    def forget_keys(self) -> None:
        """Let no file of this site be taken over by the key of what it was made of."""
        self._keys.clear()

    def take_over_same(self, paths: Iterable[str]) -> None:
        """Put the old file in the place of each of these of the same bytes: its time stays."""
        # Files are taken over while the folder is gone through.
        written = list(paths)
        self._paths += written
        for path in set(written) - self.taken:
            # Of a first build there is none, by the ten thousand.
            if state_of(f"{self.site}/{path}")[0] < 0:
                continue
            old, new = self.site / path, self.building / path
            is_other = not (new.is_symlink() or old.is_symlink() or old.samefile(new))
            if is_other and filecmp.cmp(old, new, shallow=False):
                new.unlink()
                self._take_over(path)

    def written(self, site: Path) -> dict[str, Written]:
        """Return what there is to be known of every file, when it has its place in the site."""
        keys = self._keys
        return {path: (keys.get(path, ""), *state_of(f"{site}/{path}")) for path in self._paths}

    def _take_over(self, path: str) -> bool:
        old, new = self.site / path, self.building / path
        if new.parent not in self._folders:
            new.parent.mkdir(parents=True, exist_ok=True)
            self._folders.add(new.parent)
        try:
            os.link(old, new)
        except OSError:
            # Some disks know no second name of a file.
            with suppress(FileNotFoundError):
                shutil.copy2(old, new)
        if self.is_left(path):
            self.taken.add(path)
        # It may be gone in this moment, if somebody cleans up: then it is made anew.
        return new.exists()


def state_of(path: Path | str) -> tuple[int, int]:
    """Return the size of a file and its time, (-1, 0) where there is none."""
    try:
        found = os.stat(path)  # noqa: PTH116 - many thousand times
    except OSError:
        return -1, 0
    return found.st_size, found.st_mtime_ns
