"""The files of a site that is being built, and those of the site before that can be reused."""

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
"""A file as a build left it: the key of what it was made of, its size, its time in nanoseconds."""


KeyOf = Callable[[str, Any, Mapping[str, Any]], str]
"""Returns the key of all that a page shows, from its path, its template and the template's values.

The key is empty for a page that must be made anew.
"""


def made_anew(*_: object) -> str:
    """Return the empty key, as a `KeyOf` for sites of which every page is made anew."""
    return ""


@dataclass
class Outputs:
    """A site while it is built in the folder `building`, and the site before in `site`.

    `known` has the files of the site before, by path, as their build left them. `reused` are the
    paths of those that are in the new site as well.
    """

    building: Path = Path()
    site: Path = Path()
    known: Mapping[str, Written] = field(default_factory=dict)
    reused: set[str] = field(default_factory=set)
    _keys: dict[str, str] = field(default_factory=dict)
    _folders: set[Path] = field(default_factory=set)
    _paths: list[str] = field(default_factory=list)

    def reuse(self, path: str, key: str) -> bool:
        """Reuse a file of the site before; return ``False`` where it must be made anew.

        It can be reused if it was made under `key` and nobody has changed it since.
        """
        if not key:
            return False
        # Noted in any case: a file that cannot be reused is made under this key.
        self._keys[path] = key
        return self.is_unchanged(path, key) and self._reuse_file(path)

    def is_unchanged(self, path: str, key: str = "") -> bool:
        """Tell whether a file of the site before is as its build left it, under `key` if given."""
        known = self.known.get(path)
        if known is None or (key and known[0] != key):
            return False
        return known[1:] == state_of(f"{self.site}/{path}")

    def reuse_all(self, files: Mapping[str, str]) -> bool:
        """Reuse files of the site before if all of them have the bytes of these digests."""
        for path, wanted in files.items():
            # Somebody may delete it between one step and the next.
            with suppress(FileNotFoundError):
                if self.is_unchanged(path) and digest((self.site / path).read_bytes()) == wanted:
                    continue
            return False
        return all(self._reuse_file(path) for path in files)

    def note_key(self, path: str, key: str) -> None:
        """Note the key of a file, where that is known only when it has been made."""
        self._keys[path] = key

    def forget_keys(self) -> None:
        """Let the next build reuse no file of this site by its key."""
        self._keys.clear()

    def reuse_identical(self, paths: Iterable[str]) -> None:
        """Note these files as written; replace each by that of the site before if it is the same.

        So they keep their times, by which servers and rsync tell what has changed.
        """
        written = list(paths)
        self._paths += written
        for path in set(written) - self.reused:
            # On a first build none is there: one cheap look at each of ten thousand files.
            if state_of(f"{self.site}/{path}")[0] < 0:
                continue
            old, new = self.site / path, self.building / path
            is_other = not (new.is_symlink() or old.is_symlink() or old.samefile(new))
            if is_other and filecmp.cmp(old, new, shallow=False):
                new.unlink()
                self._reuse_file(path)

    def written(self, site: Path) -> dict[str, Written]:
        """Return the key, size and time of every file, once the new site is in place."""
        keys = self._keys
        return {path: (keys.get(path, ""), *state_of(f"{site}/{path}")) for path in self._paths}

    def _reuse_file(self, path: str) -> bool:
        old, new = self.site / path, self.building / path
        if new.parent not in self._folders:
            new.parent.mkdir(parents=True, exist_ok=True)
            self._folders.add(new.parent)
        try:
            os.link(old, new)
        except OSError:
            # Some file systems have no hard links.
            with suppress(FileNotFoundError):
                shutil.copy2(old, new)
        if self.is_unchanged(path):
            self.reused.add(path)
        # Somebody may have deleted it in the meantime: then it is made anew.
        return new.exists()


def state_of(path: Path | str) -> tuple[int, int]:
    """Return the size of a file and its time, (-1, 0) where there is none."""
    try:
        found = os.stat(path)  # noqa: PTH116 - many thousand times
    except OSError:
        return -1, 0
    return found.st_size, found.st_mtime_ns
