"""Problems in a person's files, worded for the person who can mend them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing a person has to mend.

    `path` is relative to the project, `line` is 1-based or ``None`` where no line is
    to blame, `hint` says what to do. An `error` fails the build; a warning does not.
    """

    path: str
    message: str
    hint: str
    line: int | None = None
    error: bool = True

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
    """Return the error to raise for one problem."""
    return BriefingError(Problem(path, message, hint, line))
