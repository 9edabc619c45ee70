"""The settings file: run as Pelican runs it, with one line for whatever keeps it from running.

Pelican reads it before it loads a plugin, so that plain ``pelican`` shows a traceback there; `make`
and ``pelican-briefing`` ask here first. Nothing is imported that takes a while.
"""

from __future__ import annotations

import os
import runpy
import traceback
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from importlib.machinery import PathFinder
from importlib.util import find_spec
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

from ..errors import Problem, error_at
from ..pelican_settings import pelican_mistakes


def run_settings_file(conf: Path) -> dict[str, Any]:
    """Return the settings in a file; raise `BriefingError` where it cannot be run."""
    if not conf.is_file():
        raise error_at(conf.name, "no such file", "Name the file of the settings")
    try:
        return runpy.run_path(str(conf))
    except SyntaxError as error:
        # It may be in what the file imports: publishconf.py imports pelicanconf.py.
        name = Path(error.filename or conf).name
        if "codec can't decode" in error.msg or "null bytes" in error.msg:
            raise error_at(name, "not UTF-8", "Save it as UTF-8", error.lineno) from None
        message, hint = f"not valid Python ({error.msg})", "Mend this line or the one before"
        raise error_at(name, message, hint, error.lineno) from None
    except Exception as error:  # noqa: BLE001 - whatever the file's own code raises
        if isinstance(error, PermissionError) and str(error.filename).endswith(".py"):
            message = f"cannot be read ({error.strerror})"
            raise error_at(Path(error.filename).name, message, "Look at its permissions") from None
        name, line, folder = conf.name, None, conf.resolve().parent
        # The last line of the project's own that was run; below are libraries, above “<frozen …>”.
        for frame in traceback.extract_tb(error.__traceback__):
            if frame.filename[0] != "<" and Path(frame.filename).resolve().parent == folder:
                name, line = Path(frame.filename).name, frame.lineno
        message = f"it cannot be run ({type(error).__name__}: {error})"
        raise error_at(name, message, "Mend this line", line) from None


def problems_before_a_build(conf: Path, content: Path | None = None) -> Iterator[Problem]:
    """Yield what Pelican would end with before it loads a plugin.

    Raises `BriefingError` where the settings cannot be run. `content` is the folder of the posts,
    if it is not the one that the settings name.
    """
    settings = run_settings_file(conf)
    for message, hint in pelican_mistakes(settings):
        yield Problem(conf.name, message, hint)
    content = content or conf.parent / str(settings.get("PATH", "."))
    if not content.is_dir():
        inside = content.is_relative_to(conf.parent)
        shown = str(content.relative_to(conf.parent) if inside else content)
        yield Problem(shown, "no such folder", "Make it; the build writes its posts there")
    for message, hint in _missing_plugins(settings, conf.parent):
        yield Problem(conf.name, message, hint)
    theme = settings.get("THEME", "")
    if not isinstance(theme, str | os.PathLike):
        return
    # It may also be one of those that come with Pelican.
    pelican = find_spec("pelican")
    libraries = (pelican and pelican.submodule_search_locations) or ()
    folders = [conf.parent / theme, *(Path(folder, "themes", theme) for folder in libraries)]
    if not any(folder.is_dir() for folder in folders):
        hint = "Name its folder; “briefing” comes with the package: pip install pelican-briefing"
        yield Problem(conf.name, f"“THEME” is “{theme}”, which is not a folder", hint)


def _missing_plugins(settings: Mapping[str, Any], root: Path) -> Iterator[tuple[str, str]]:
    """Yield what to say of each plugin that Pelican would not find, and what to do."""
    paths = settings.get("PLUGIN_PATHS")
    paths = [paths] if isinstance(paths, str) else paths
    # What is not a list is told by another rule.
    paths = paths if isinstance(paths, list | tuple) else ()
    folders = [str(root / path) for path in paths]
    namespace = find_spec("pelican.plugins")
    places = (namespace and namespace.submodule_search_locations) or []
    installed = [module.name for module in iter_modules(places)]
    plugins = settings.get("PLUGINS")
    for plugin in plugins if isinstance(plugins, list | tuple | set) else ():
        # What is not text is the plugin itself.
        name = plugin.removeprefix("pelican.plugins.") if isinstance(plugin, str) else ""
        # To look into a package would run it.
        top = name.partition(".")[0]
        if not top or top in installed or PathFinder.find_spec(top, folders) or find_spec(top):
            continue
        near = get_close_matches(name, installed, 1)
        hint = "Install it, or name its folder in PLUGIN_PATHS"
        if near:
            hint = f"Perhaps “{near[0]}” is meant"
        yield f"“PLUGINS” names “{plugin}”, which is not installed", hint
