"""What a person is told of an exception that ended a run: one line in place of a traceback."""

from __future__ import annotations

import os
import re
import traceback
from io import TextIOBase
from pathlib import Path
from typing import NamedTuple

from jinja2 import TemplateNotFound, TemplateSyntaxError

from ..errors import LONGEST_REASON, SETTINGS_FILE, BriefingError, Problem

_COPY = "Copy it from the theme that comes with the plugin"
_LISTS = "Take DIRECT_TEMPLATES, TEMPLATE_PAGES and addresses of Pelican's lists out of the file"


class Place(NamedTuple):
    """A line of a file, which is shown from the project's root."""

    path: str
    line: int | None = None


def problems_of(error: BaseException, root: Path) -> tuple[Problem, ...]:
    """Return what an exception says to a person; paths are shown from the project's root.

    It is to be asked where the exception was caught: the place is read from its traceback.
    """
    if isinstance(error, BriefingError):
        return error.problems
    words = " ".join(str(error).split()).rstrip(".")[:LONGEST_REASON]
    place, template = _places(error, root)
    # Files first: a template that asks for one that cannot be read is not what is wrong.
    problem = _of_file(error, root) or _of_template(error, words, place, template, root)
    if problem:
        return (problem,)
    # What Pelican raises under --fatal, once it has logged the reason.
    if isinstance(error, RuntimeError) and words == "Warning or error encountered":
        message = "stopped at what is said above, as --fatal asks"
        return (Problem("pelican", message, "Mend that, or build without --fatal"),)
    asked = f", asked for in {template.path}:{template.line}" if template else ""
    message = f"an unexpected error ({type(error).__name__}: {words}){asked}"
    return (Problem(place.path, message, "Please report it", place.line),)


def _of_template(
    error: BaseException, words: str, place: Place, template: Place | None, root: Path
) -> Problem | None:
    """Return what is wrong with a template, ``None`` where none is to blame."""
    hint = "Mend this line, or take the template of the theme that comes with the plugin"
    if isinstance(error, TemplateSyntaxError) and error.filename:
        message = f"not a valid template ({(error.message or words).rstrip('.')})"
        return Problem(_shown(error.filename, root), message, hint, error.lineno)
    if isinstance(error, TemplateNotFound) and template:
        message = f"it asks for the template “{error.name}”, which is missing"
        return Problem(template.path, message, _COPY, template.line)
    # Pelican has an exception of its own, which names a template, endings and folders.
    found = re.match(r"\[templates\] unable to load (.+?)\[(\.\w+)", words)
    if found or isinstance(error, TemplateNotFound):
        name = f"{found[1]}{found[2]}" if found else getattr(error, "name", words)
        # The theme's folder is the last that it looked in.
        folder = ["templates", *re.findall(r"'([^']+)'", str(error))][-1] if found else "templates"
        path = _shown(Path(folder, name), root) if Path(folder).is_dir() else f"templates/{name}"
        return Problem(path, "the theme lacks this template", _COPY)
    # Pelican's own lists in the frame of the plugin's theme, which has lists of its own; "part" is
    # what its pages of subjects show.
    if words in {"'page' is undefined", "'part' is undefined"}:
        message = "the theme has no frame for what Pelican writes by itself"
        return Problem(SETTINGS_FILE, message, _LISTS)
    if place == template:
        message = f"it cannot be shown ({type(error).__name__}: {words})"
        return Problem(place.path, message, hint, place.line)
    return None


def _of_file(error: BaseException, root: Path) -> Problem | None:
    """Return what is wrong with a file, ``None`` where none is to blame."""
    # An exception of Pelican's, which is known by its name: Pelican is imported elsewhere.
    if type(error).__name__ == "FileOverwriteFailedError":
        written = re.search(r'"(.+)"', str(error))
        path = _shown(written[1], root) if written else "pelican"
        hint = "Give one of them another slug or Save_as"
        return Problem(path, "two pages have this address", hint)
    if isinstance(error, UnicodeDecodeError):
        opened = _opened(error, root)
        message = f"not text in {error.encoding.upper()} (byte {error.start})"
        return Problem(opened, message, "Save it as UTF-8") if opened else None
    if isinstance(error, OSError) and error.strerror:
        # Where it was raised is not what is wrong; a full disk is told without a file.
        path = _shown(os.fsdecode(error.filename), root) if error.filename else "a file"
        hint = "Look at its permissions and at the space on the disk"
        if isinstance(error, FileNotFoundError):
            hint = "Put it there, or mend what names it"
        return Problem(path, f"cannot be read or written ({error.strerror})", hint)
    return None


def _places(error: BaseException, root: Path) -> tuple[Place, Place | None]:
    """Return where an exception arose, and the last line of a template on the way, if any.

    It arose at the last line of a template or of the plugin, else, without any, at the last of all.
    """
    plugin = Path(__file__).resolve().parent.parent
    place = Place("pelican")
    template: Place | None = None
    is_known = False
    for frame in traceback.extract_tb(error.__traceback__):
        # Parts of Python that have no file of their own.
        if frame.filename[:1] == "<":
            continue
        # Jinja puts the templates' own lines into its tracebacks.
        is_template = not frame.filename.endswith(".py")
        is_ours = plugin in Path(frame.filename).resolve().parents
        if is_template or is_ours or not is_known:
            place = Place(_shown(frame.filename, root), frame.lineno)
        if is_template:
            template = place
        is_known = is_known or is_template or is_ours
    return place, template


def _opened(error: UnicodeDecodeError, root: Path) -> str | None:
    """Return the file with the bytes that could not be decoded, ``None`` where it is not found."""
    # The exception does not know it; whoever opened it has its name, or the open file.
    for frame, _ in traceback.walk_tb(error.__traceback__):
        for value in frame.f_locals.values():
            name = getattr(value, "name", "") if isinstance(value, TextIOBase) else value
            # Any text may be among them, also one that is too long for a path.
            if not isinstance(name, str | Path) or not os.path.isfile(name):  # noqa: PTH113
                continue
            if error.object in Path(name).read_bytes():
                return _shown(name, root)
    return None


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
