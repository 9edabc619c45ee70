"""Problems in a person's files, worded for the person who can mend them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from errno import ENAMETOOLONG

SETTINGS_FILE = "pelicanconf.py"
"""How messages call the file of a project's settings."""
_SEEDS = "seeds/"
"""The folder of the seeds, where nothing is known of what it is called in a project."""
MOST_NAMED = 3
"""Files that a message names of many."""
LONGEST_REASON = 200
"""Characters of an exception's own words; some hold a whole page."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing a person has to mend.

    `path` is relative to the project, `line` is 1-based or ``None`` where no line is
    to blame, `hint` says what to do. An `error` fails the build; a warning does not. One that
    `may_pass` need not be met again with the same files: a full disk, a lack of memory.
    """

    path: str
    message: str
    hint: str
    line: int | None = None
    error: bool = True
    may_pass: bool = False

    def __str__(self) -> str:
        """Return the one line that is shown: place, what is wrong, what to do."""
        place = f"{self.path}:{self.line}" if self.line else self.path
        text = f"{place}: {self.message}. {self.hint}."
        # A file's name or a key may hold what moves a terminal's cursor or turns a line around.
        return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)


class BriefingError(Exception):
    """Problems that stop the step they were found in; there is at least one."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def error_at(path: str, message: str, hint: str, line: int | None = None) -> BriefingError:
    """Return the error to raise for one problem at a place of a file."""
    return BriefingError(Problem(path, message, hint, line))


def not_utf8(path: str, error: UnicodeDecodeError) -> Problem:
    """Return the problem of a file that should be UTF-8, with the line of its first other byte."""
    line = error.object.count(b"\n", 0, error.start) + 1
    return Problem(path, f"not UTF-8 (byte {error.start})", "Save it as UTF-8", line)


def in_folder(problems: Iterable[Problem], folder: str) -> list[Problem]:
    """Return problems with the name of a project's folder of seeds in the place of ``seeds/``."""
    placed = []
    for problem in problems:
        # What has been read from the folder is called by its name already, perhaps ``seeds/ar/``.
        if problem.path.startswith(_SEEDS) and not problem.path.startswith(f"{folder}/"):
            below = problem.path.removeprefix(_SEEDS)
            problem = replace(problem, path=f"{folder}/{below}")  # noqa: PLW2901 - as placed
        placed.append(problem)
    return placed


def some_of(names: Sequence[str]) -> str:
    """Return the first of some names for a message, and how many more there are."""
    more = len(names) - MOST_NAMED
    return ", ".join(names[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


@contextmanager
def one_file(problems: list[Problem], path: str, done: str) -> Iterator[None]:
    """Note in `problems` whatever goes wrong with one file, so that it stops no other.

    `path` is what messages call the file, `done` what is done to it: it cannot be `done`.
    """
    try:
        yield
    except BriefingError as error:
        problems += error.problems
    except UnicodeDecodeError as error:
        problems.append(not_utf8(path, error))
    except OSError as error:
        message = f"cannot be {done} ({error.strerror or error})"
        hint = "Look at the file and its permissions"
        if error.errno == ENAMETOOLONG:
            hint = "Give it, and the files called as it is, a shorter name"
        problems.append(Problem(path, message, hint, may_pass=True))
    except Exception as error:  # noqa: BLE001 - a mistake of ours, and the others are worth a site
        reason = " ".join(f"{type(error).__name__}: {error}".split())[:LONGEST_REASON]
        message = f"cannot be {done} ({reason.rstrip(': ')})"
        problems.append(Problem(path, message, "Please report it, with the file", may_pass=True))
