"""The record of a finished build, by which the next one knows whether anything has changed.

Files are compared by their bytes and not by their times: clocks jump, and copies have new times.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..errors import SETTINGS_FILE, Problem
from ..fingerprint import digest, key_of
from ..settings import Settings
from .outputs import Written, state_of

Digests = Mapping[str, str]
"""The digests of files by their paths."""
_NAMESPACE, _OURS = "pelican.plugins.", "briefing"
_NOT_IN_PAGES = re.compile(
    r"BIND|PORT|(CACHE|OUTPUT)_PATH|BRIEFING_(CACHE|WORKERS|EXECUTOR|ENGINE\w*|EXPLAINER_WORDS)"
)
"""Settings of how a site is made and where it is put, on which no byte of a page depends."""
_LINE = re.compile(rf"""(?m)^({_NOT_IN_PAGES.pattern}) *= *(["'][^"'\n]*["']|[\d_]+) *(#.*)?\n""")
"""A line of a settings file that sets one of them to a literal."""


@dataclass(frozen=True)
class BuildRecord:
    """A finished build: the key of its sources, the problems it told, and the files of its site.

    `sources` is empty where the same sources might give another site.
    """

    sources: str = ""
    problems: tuple[Problem, ...] = ()
    files: Mapping[str, Written] = field(default_factory=dict)

    def is_unchanged(self, sources: str, site: Path) -> bool:
        """Tell whether the sources are these, and the site is as the build has left it."""
        if not self.sources or self.sources != sources:
            return False
        # If somebody has deleted or changed a page, the build is done again.
        return all(state_of(site / path) == known[1:] for path, known in self.files.items())


def settings_key(pelican: Mapping[str, Any]) -> str:
    """Return the key of all settings that pages depend on, and of the code beside them.

    It is empty where the site depends on something without a key: another plugin, or a function
    among the settings.
    """
    plugins = {str(name).removeprefix(_NAMESPACE) for name in pelican["PLUGINS"]}
    kept = [(name, repr(pelican[name])) for name in pelican if not _NOT_IN_PAGES.fullmatch(name)]
    # The `repr` of a function has its address, and says nothing of what it does.
    if plugins != {_OURS} or " at 0x" in repr(kept):
        return ""
    # A settings file may have other code as well, such as receivers of signals, in any encoding.
    files = sorted(Path(pelican["PATH"]).parent.glob("*.py"))
    code = [_LINE.sub("", path.read_text(encoding="latin-1")) for path in files]
    return key_of(sorted(kept), code)


def read_sources(pelican: Mapping[str, Any], settings: Settings) -> dict[str, str]:
    """Return the keys of all files that a build reads, besides the code, by their paths."""
    content = Path(pelican["PATH"])
    seeds = content.parent / settings.seeds
    # Templates and style sheets of the owner are sources, too.
    places = [content, seeds, Path(pelican["THEME"])]
    places += map(Path, pelican["THEME_TEMPLATES_OVERRIDES"])
    places += [content.parent / name for name in (settings.logo, settings.user_css) if name]
    # Pelican's own content may lie elsewhere.
    for name in ("ARTICLE_PATHS", "PAGE_PATHS", "STATIC_PATHS"):
        places += [content / path for path in pelican[name]]
    found: dict[str, str] = {}
    seen: set[str] = set()
    for place in places:
        if not place.is_dir():
            found[str(place)] = _digest_of(str(place))
        # Like Pelican it follows links, but no cycle of them.
        for parent, folders, names in os.walk(place, followlinks=True):
            real = os.path.realpath(parent)
            if real in seen:
                folders.clear()
                continue
            seen.add(real)
            for name in names:
                path = os.path.join(parent, name)  # noqa: PTH118 - many thousand times
                found[path] = _digest_of(path)
            # A folder with the name of an article is a problem that the build tells.
            found |= {f"{parent}/{name}": "folder" for name in folders if place == seeds}
    return found


def sources_key(settings: str, files: Digests, *others: object) -> str:
    """Return the key of all that a build is made of; empty where the settings have none."""
    return key_of(settings, sorted(files.items()), *others) if settings else ""


def changed_by_others(
    before: Digests, after: Digests, wrote: Mapping[str, str | None]
) -> list[str]:
    """Return the files that somebody but the build has changed between two readings of all.

    `wrote` has the digests of what the build has written, ``None`` for what it has removed.
    """
    changed = []
    for path in before.keys() | after.keys():
        if before.get(path) == after.get(path):
            continue
        # Changed, but by the build, unless somebody changed it again afterwards.
        if path not in wrote or after.get(path) != wrote[path]:
            changed.append(path)
    return changed


def is_final(problems: Iterable[Problem]) -> bool:
    """Tell whether another build of the same sources would meet the same problems.

    Not those told of the settings, which may come from the machine: an engine out of reach.
    """
    return not any(one.path == SETTINGS_FILE or one.may_pass for one in problems)


def _digest_of(path: str) -> str:
    try:
        # No pipe: opening it would block until somebody writes into it.
        if not os.path.isfile(path):  # noqa: PTH113 - as above
            return f"no file ({os.path.lexists(path)})"
        with open(path, "rb") as file:  # noqa: PTH123 - as above
            return digest(file.read())
    except OSError as error:
        # This build tells it as a problem, and the next one may be able to read it.
        return f"unreadable ({error.errno})"
