"""The folder of the built site, replaced as a whole or not at all.

A build writes into a folder of its own beside the site. When it has succeeded, the two exchange
names; until then, and whatever happens, the site stays as it was. A list in the folder names what
builds wrote there. Nothing else is ever removed: what somebody else put into the site, such as
CNAME or .git, is kept from one site to the next.
"""

from __future__ import annotations

import ctypes
import errno
import filecmp
import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from ..errors import BriefingError, Problem, error_at, one_file
from .files import files_in
from .terminal import report

LIST = ".briefing-files"
"""The list of what a build wrote, a path a line under a heading; empty while it is being built."""
_HEADING = "# What the build wrote here. It removes these files, and no others."
_SITE_MARK = "data/briefing.json"
"""A file of every site, by which one is known that was built before there were such lists."""
_AT_FDCWD = -100
"""Linux: relative paths start from the working directory; here all are absolute."""
_EXCHANGE = 2
"""RENAME_EXCHANGE of Linux and RENAME_SWAP of macOS."""
_CANNOT_EXCHANGE = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP}


@contextmanager
def replaced_site(output: Path) -> Iterator[Path]:
    """Yield an empty folder that becomes the site when the block ends, and not if it raises.

    Raise `BriefingError` where a file that no build wrote would be lost.
    """
    # If it is a symbolic link, its target is replaced and not the link.
    site = output.resolve()
    building, former = (site.with_name(f".{site.name}.{end}") for end in ("building", "former"))
    # A build that was killed between its two renames left no site: the former one is put back.
    if former.is_dir() and not site.exists():
        former.rename(site)
    if problems := _remove_all((building, former), site):
        raise BriefingError(*problems)
    building.mkdir(parents=True)
    (building / LIST).touch()
    try:
        yield building
        written = sorted(path for path in files_in(building) if path != LIST)
        _refuse_to_replace(site, building, written)
        kept = _keep_others(site, building)
        if kept and _listed(site) is None:
            message = f"kept what no build is known to have written, as {kept[0]}"
            report([Problem(f"{output.name}/", message, "Delete what is stale", error=False)])
        (building / LIST).write_text("\n".join([_HEADING, *written, ""]), encoding="utf-8")
    except BaseException:
        # If even this fails the next build removes it; the first error is the one to raise.
        with suppress(OSError):
            _remove(building, site)
        raise
    _put_in_place(building, site, former)
    # The new site is in place, so leftovers of the former one are only warned of.
    report(replace(problem, error=False) for problem in _remove_all((building, former), site))


def is_site(folder: Path) -> bool:
    """Tell whether a build wrote a folder."""
    return (folder / LIST).is_file() or (folder / _SITE_MARK).is_file()


def _listed(folder: Path) -> set[str] | None:
    """Return what builds wrote in a folder; ``None`` where no list says so."""
    if not (folder / LIST).is_file():
        return None
    return {LIST, *(folder / LIST).read_text(encoding="utf-8").split("\n")[1:]}


def _refuse_to_replace(site: Path, building: Path, written: list[str]) -> None:
    """Raise `BriefingError` where the new site would replace a file that no build wrote."""
    ours = _listed(site)
    if ours is None and is_site(site):
        return
    for path in written:
        if path in (ours or ()):
            continue
        there = site / path
        if there.is_file() and not filecmp.cmp(there, building / path, shallow=False):
            place = f"{site.name}/{path}"
            message = "a page of the site would replace this file, which no build wrote"
            raise error_at(place, message, "Move it away, or build elsewhere (-o)")


def _keep_others(old: Path, new: Path) -> list[str]:
    """Link into a new site the files of the old one that no build wrote; return their paths.

    One whose path is taken in the new site is left out.
    """
    ours, kept = _listed(old) or set(), []
    for path in sorted(set(files_in(old)) - ours):
        there, here = old / path, new / path
        if here.is_dir() and not here.is_symlink():
            message = "a folder of the site would replace this file, which no build wrote"
            place = f"{old.name}/{path}"
            raise error_at(place, message, "Move it away, or build elsewhere (-o)")
        if os.path.lexists(here):
            continue
        taken = _file_above(path, new)
        if taken is not None:
            message = "a page of the site would replace this folder, in which are files of yours"
            place = f"{old.name}/{taken}"
            raise error_at(place, message, "Move them away, or build elsewhere (-o)")
        kept.append(path)
        here.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(there, here, follow_symlinks=False)
        except (OSError, NotImplementedError):
            # Some file systems have no hard links.
            shutil.copy2(there, here, follow_symlinks=False)
    # With empty folders, without which a .git would be no repository.
    for parent, folders, names in os.walk(old):
        empty = Path(parent).relative_to(old).as_posix()
        if not (folders or names or _file_above(f"{empty}/", new)):
            (new / empty).mkdir(parents=True, exist_ok=True)
    return kept


def _file_above(path: str, site: Path) -> str | None:
    """Return the part of a path that is a file in a site and no folder, ``None`` if none is."""
    parts = path.split("/")
    above = ("/".join(parts[:count]) for count in range(1, len(parts)))
    return next((one for one in above if (site / one).is_file()), None)


def _put_in_place(building: Path, site: Path, former: Path) -> None:
    """Put the new site in the place of the old one, in one step where the system can."""
    try:
        if site.exists():
            shutil.copymode(site, building)
        if not (site.exists() and _exchange(building, site)):
            if site.exists():
                site.rename(former)
            building.rename(site)
    except OSError as error:
        if former.is_dir() and not site.exists():
            former.rename(site)
        _remove(building, site)
        message = f"cannot be replaced ({error.strerror})"
        hint = "If a disk is mounted there, build into a folder of it, as -o output/site"
        raise error_at(site.name, message, hint) from None


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one system call; return ``False`` where there is none for that."""
    names = os.fsencode(one), os.fsencode(other)
    try:
        library = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "darwin":
            code = library.renamex_np(*names, _EXCHANGE)
        else:
            code = library.renameat2(_AT_FDCWD, names[0], _AT_FDCWD, names[1], _EXCHANGE)
    except (AttributeError, TypeError):
        return False
    if code and ctypes.get_errno() not in _CANNOT_EXCHANGE:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), str(other))
    return not code


def _remove_all(leftovers: Iterable[Path], site: Path) -> list[Problem]:
    """Remove unfinished and former sites; return what is wrong with those that cannot be."""
    problems: list[Problem] = []
    for leftover in leftovers:
        with one_file(problems, leftover.name, "removed"):
            _remove(leftover, site)
    return problems


def _remove(leftover: Path, site: Path) -> None:
    """Remove an unfinished or a former site, after what no build wrote there is saved to `site`."""
    if not leftover.is_dir():
        return
    is_unfinished = (leftover / LIST).is_file() and not (leftover / LIST).stat().st_size
    if site.is_dir() and not is_unfinished:
        _keep_others(leftover, site)
    # The list last: if this is killed, it still says what the rest is.
    for path in leftover.iterdir():
        if path.name == LIST:
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()
    with suppress(FileNotFoundError):
        (leftover / LIST).unlink()
    leftover.rmdir()
