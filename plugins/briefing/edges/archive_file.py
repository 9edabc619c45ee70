"""The archive of the whole site, for who takes it along."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from ..render.books.archive import archive
from .site_folder import LIST

FOLDER = "downloads"
"""The folder of the site that has what can be taken along, and nothing else."""
ARCHIVE = f"{FOLDER}/site.zip"
_UNPACKED = "briefing"
"""The folder that the archive unpacks to."""


def write_archive(folder: Path, unlisted: Collection[str]) -> None:
    """Write an archive of a finished site into it, without pages that nothing leads to."""
    files = []
    for path in sorted(folder.rglob("*"), key=lambda path: path.relative_to(folder).as_posix()):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name not in (LIST, ARCHIVE) and name not in unlisted:
            files.append((f"{_UNPACKED}/{name}", path.read_bytes()))
    target = folder / ARCHIVE
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(archive(files))
