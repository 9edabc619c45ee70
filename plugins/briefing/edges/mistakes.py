"""What a person is told of an exception that ended a run: one line in place of a traceback."""

from __future__ import annotations

import re
import traceback
from pathlib import Path

from jinja2 import TemplateNotFound, TemplateSyntaxError

from ..errors import BriefingError, Problem

_LONGEST_WORDS = 200
"""Characters of an exception's own words: some hold a whole page."""
_COPY = "Copy it from the theme that comes with the plugin"


def problems_of(error: BaseException, root: Path) -> tuple[Problem, ...]:
    """Return what an exception says to a person; paths are shown from the project's root.

    It is to be asked where the exception was caught: the place is read from its traceback.
    """
    if isinstance(error, BriefingError):
        return error.problems
    words = " ".join(str(error).split()).rstrip(".")[:_LONGEST_WORDS]
    path, line, is_template = _place(error, root)
    hint = "Mend this line, or take the template of the theme that comes with the plugin"
    if isinstance(error, TemplateSyntaxError):
        path = _shown(error.filename, root) if error.filename else f"templates/{error.name}"
        line, message = (
            error.lineno,
            f"not a valid template ({(error.message or words).rstrip('.')})",
        )
    elif isinstance(error, TemplateNotFound) and is_template:
        message, hint = f"it asks for the template “{error.name}”, which is missing", _COPY
    # Pelican has an exception of its own, which names a template, endings and folders.
    elif found := re.match(r"\[templates\] unable to load (.+?)\[(\.\w+)", words):
        path, line = f"templates/{found[1]}{found[2]}", None
        message, hint = "the theme lacks this template", _COPY
    elif isinstance(error, UnicodeDecodeError):
        # The exception does not know the file; whoever opened it has its name.
        for frame, _ in traceback.walk_tb(error.__traceback__):
            opened = frame.f_locals.get("filename") or frame.f_locals.get("path")
            path = _shown(opened, root) if isinstance(opened, str | Path) else path
        line, hint = None, "Save it as UTF-8"
        message = f"not text in {error.encoding.upper()} (byte {error.start})"
    elif is_template:
        message = f"it cannot be shown ({type(error).__name__}: {words})"
    elif isinstance(error, OSError) and error.strerror:
        path, line = (_shown(str(error.filename), root), None) if error.filename else (path, line)
        message = f"cannot be read or written ({error.strerror})"
        hint = "Look at its permissions and at the space on the disk"
    # What Pelican raises under --fatal, once it has logged the reason.
    elif isinstance(error, RuntimeError) and words == "Warning or error encountered":
        path, line, message = "pelican", None, "stopped at what is said above, as --fatal asks"
        hint = "Mend that, or build without --fatal"
    else:
        message, hint = f"an unexpected error ({type(error).__name__}: {words})", "Please report it"
    return (Problem(path, message, hint, line),)


def _place(error: BaseException, root: Path) -> tuple[str, int | None, bool]:
    """Return where an exception arose: file, line, and whether the file is a template.

    That is the last line of a template, else the last one of the plugin, else the last of all.
    """
    best = -1
    place: tuple[str, int | None, bool] = ("pelican", None, False)
    plugin = Path(__file__).resolve().parent.parent
    for frame in traceback.extract_tb(error.__traceback__):
        # Jinja puts the templates' own lines into its tracebacks.
        is_template = not frame.filename.endswith(".py") and frame.filename[:1] != "<"
        is_ours = plugin in Path(frame.filename).resolve().parents
        if (rank := 2 * is_template + is_ours) >= best:
            best, place = rank, (_shown(frame.filename, root), frame.lineno, is_template)
    return place


def _shown(path: str | Path, root: Path) -> str:
    """Return a path from the project's root or from its library's; never one of the machine."""
    file = Path(path)
    if "site-packages" in file.parts:
        return "/".join(file.parts[file.parts.index("site-packages") + 1 :])
    # A theme or a checkout may be linked into the project.
    for shown, folder in ((file, root), (file.resolve(), root.resolve())):
        if shown.is_relative_to(folder):
            return str(shown.relative_to(folder))
    return file.name
