"""What Pelican logs of a person's own posts, told as this package tells what is wrong."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pelican.log import FatalLogger

from ..errors import Problem
from .build_state import Build

_LOGGERS = ("pelican.generators", "pelican.contents", "pelican.utils")
"""Where Pelican tells of a person's own post that it leaves out."""


@contextmanager
def own_posts_heard(content: Path, build: Build) -> Iterator[None]:
    """Within the block, what Pelican logs of a person's own posts is one line and an error.

    Pelican's ``--fatal errors`` would end the run with the first; the status at its end says it.
    """

    def heard(record: logging.LogRecord) -> bool:
        # Two posts at one address are told in own_content.py, of whatever language they are.
        if record.levelno != logging.ERROR or record.name == "pelican.utils":
            return "with slug" not in record.getMessage()
        arguments = record.args if isinstance(record.args, tuple) else ()
        names = [str(argument) for argument in arguments]
        # A link that leads nowhere is a post, too.
        path = next((name for name in names if name and os.path.lexists(content / name)), "")
        place = (content / path).relative_to(content.parent).as_posix()
        # Of an edited post that is not readable, the build has spoken before.
        if all(problem.path != place or not problem.error for problem in build.problems):
            # Pelican logs from where it caught what a post made a reader raise.
            message, hint = _reason(record.getMessage(), names, sys.exc_info()[1])
            build.add([Problem(place, f"left out: {message}", hint)])
        return False

    fatal = FatalLogger.fatal_lvl
    if fatal == logging.ERROR:
        FatalLogger.fatal_lvl = logging.CRITICAL + 1
    loggers = [logging.getLogger(name) for name in _LOGGERS]
    for logger in loggers:
        logger.addFilter(heard)
    try:
        yield
    finally:
        FatalLogger.fatal_lvl = fatal
        for logger in loggers:
            logger.removeFilter(heard)


def _reason(message: str, names: list[str], raised: BaseException | None) -> tuple[str, str]:
    """Return why Pelican leaves out a person's own post, and what to do."""
    if isinstance(raised, UnicodeDecodeError):
        return f"not UTF-8 (byte {raised.start})", "Save it as UTF-8"
    if "break out" in str(raised) or "outside output" in message:
        return "its address lies outside the site", "Mend the lines Slug, Lang and Save_as"
    if raised:
        missing = "Install it, or take out the setting that asks for it, as TYPOGRIFY"
        hint = missing if isinstance(raised, ImportError) else "Mend it, or move it away"
        return str(raised), hint
    if "status" in message:
        return f"its status is “{names[0]}”", "Use published, draft or hidden"
    if "could not find information" in message:
        missing = names[-1]
        return f"it has no {missing}", f"Write a line “{missing.capitalize()}: …” at its head"
    return message, "Mend it, or move it away"
