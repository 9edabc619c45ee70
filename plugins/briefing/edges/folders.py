"""The folders of a project: what a build may replace, and where it may keep what it knows."""

from __future__ import annotations

from collections.abc import Iterable
from os.path import relpath
from pathlib import Path

from ..errors import SETTINGS_FILE, error_at


def check_folders(output: Path, content: Path, sources: Iterable[Path]) -> None:
    """Raise `BriefingError` for a missing `content`, and an `output` that no site may replace."""
    site, root = output.resolve(), content.parent.resolve()
    place, hint = f"OUTPUT_PATH: {relpath(site, root)}", "Name a folder of its own, as output/"
    if not content.is_dir():
        raise error_at(content.name, "no such folder", hint="Make it, or name another as PATH")
    if site == root or site in root.parents or output.is_file():
        raise error_at(place, "not a folder for a site", hint)
    # Where PATH is not set, it is the folder of the project itself.
    if (content / SETTINGS_FILE).is_file():
        raise error_at(
            SETTINGS_FILE, "PATH is the folder of the whole project", 'Set PATH = "content"'
        )
    if overlap := _overlap(site, sources):
        message = f"it is, holds or lies in {overlap.name}/, which is not a site"
        raise error_at(place, message, hint)


def check_cache(cache: Path | None, others: Iterable[Path]) -> None:
    """Raise `BriefingError` for a folder in which builds cannot keep anything, or should not."""
    if cache is None:
        return
    hint = "Name a folder of its own, as cache, or leave it empty"
    if overlap := _overlap(cache.resolve(), others):
        message = f"“BRIEFING_CACHE” is, holds or lies in {overlap.name}/"
        raise error_at(SETTINGS_FILE, message, hint)
    try:
        cache.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"“BRIEFING_CACHE”: the folder cannot be made ({error.strerror})"
        raise error_at(SETTINGS_FILE, message, hint) from None


def _overlap(folder: Path, others: Iterable[Path]) -> Path | None:
    """Return the first of other folders that a folder is, holds or lies in."""
    for other in (one.resolve() for one in others):
        if folder == other or folder in other.parents or other in folder.parents:
            return other
    return None
