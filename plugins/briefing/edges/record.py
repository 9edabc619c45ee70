"""What is written down of a finished build, by which the next one knows whether it has to be done.

Files are known by their bytes, not by their times: clocks jump, and copies have new times.
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
"""The keys of files' bytes, by their paths."""
_NAMESPACE, _OURS = "pelican.plugins.", "briefing"
_OF_NO_PAGE = re.compile(
    r"BIND|PORT|(CACHE|OUTPUT)_PATH|BRIEFING_(CACHE|WORKERS|EXECUTOR|ENGINE\w*|EXPLAINER_WORDS)"
)
"""Settings of how a site is made and where it is put: no byte of a page follows from them."""
_LINE = re.compile(rf"""(?m)^({_OF_NO_PAGE.pattern}) *= *(["'][^"'\n]*["']|[\d_]+) *(#.*)?\n""")


@dataclass(frozen=True)
class BuildRecord:
    """A finished build: the key of what it was made of, what it said, and the files of its site.

    `sources` is empty where the same sources might give another site.
    """

    sources: str = ""
    problems: tuple[Problem, ...] = ()
    files: Mapping[str, Written] = field(default_factory=dict)

    def is_unchanged(self, sources: str, site: Path) -> bool:
        """Tell whether the sources are these, and the site is as the build has left it."""
        if not self.sources or self.sources != sources:
            return False
        # A page that somebody has deleted or changed is put back.
        return all(state_of(site / path) == known[1:] for path, known in self.files.items())


def settings_key(pelican: Mapping[str, Any]) -> str:
    """Return the key of all settings that pages follow from, and of the code beside them.

    It is empty where something may change the site that has no key: another plugin, a function
    among the settings.
    """
    plugins = {str(name).removeprefix(_NAMESPACE) for name in pelican["PLUGINS"]}
    kept = [(name, repr(pelican[name])) for name in pelican if not _OF_NO_PAGE.fullmatch(name)]
    if plugins != {_OURS} or " at 0x" in repr(kept):
        return ""
    # A settings file may hold more than settings, in any encoding: what listens to Pelican, say.
    files = sorted(Path(pelican["PATH"]).parent.glob("*.py"))
    code = [_LINE.sub("", path.read_text(encoding="latin-1")) for path in files]
    return key_of(sorted(kept), code)


def read_sources(pelican: Mapping[str, Any], settings: Settings) -> dict[str, str]:
    """Return the keys of all files that a build reads, besides the code, by their paths."""
    content = Path(pelican["PATH"])
    seeds = content.parent / settings.seeds
    # Templates and style sheets of the owner count as much as articles do.
    places = [content, seeds, Path(pelican["THEME"])]
    places += map(Path, pelican["THEME_TEMPLATES_OVERRIDES"])
    places += [content.parent / name for name in (settings.logo, settings.user_css) if name]
    # Pelican takes what lies elsewhere, too.
    for name in ("ARTICLE_PATHS", "PAGE_PATHS", "STATIC_PATHS"):
        places += [content / path for path in pelican[name]]
    found: dict[str, str] = {}
    seen: set[str] = set()
    for place in places:
        if not place.is_dir():
            found[str(place)] = _digest_of(str(place))
        # As Pelican does, into what is linked, and into no circle.
        for parent, folders, names in os.walk(place, followlinks=True):
            real = os.path.realpath(parent)
            if real in seen:
                folders.clear()
                continue
            seen.add(real)
            for name in names:
                path = os.path.join(parent, name)  # noqa: PTH118 - many thousand times
                found[path] = _digest_of(path)
            # A folder that is called as an article is told of.
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
        # Somebody may have changed it again after the build wrote it.
        if path not in wrote or after.get(path) != wrote[path]:
            changed.append(path)
    return changed


def is_final(problems: Iterable[Problem]) -> bool:
    """Tell whether another build of the same sources would meet the same problems.

    What concerns the settings may come from the machine: an engine that cannot be reached.
    """
    return not any(one.path == SETTINGS_FILE or one.may_pass for one in problems)


def _digest_of(path: str) -> str:
    try:
        # To open a pipe would wait for whoever writes into it.
        if not os.path.isfile(path):  # noqa: PTH113 - as above
            return f"no file ({os.path.lexists(path)})"
        with open(path, "rb") as file:  # noqa: PTH123 - as above
            return digest(file.read())
    except OSError as error:
        # It may be readable in the next build, and is told in this one.
        return f"unreadable ({error.errno})"
