"""Memories brought up to date: new segments are entered, and sent to the engines if any."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Protocol

import polib

from ..clock import today
from ..editors.glossary import Glossary
from ..errors import SETTINGS_FILE, Problem, one_file
from ..model import Story
from .engines import Engine
from .journal import Journal, MachineTranslation, WriteFile
from .memory import memory_path, read_memory
from .merge import merge_catalogue
from .workers import TranslationRun, translate_all


@dataclass(frozen=True)
class Job:
    """What is to be translated: the stories, and the engines in the order they are tried.

    `budget` is how many characters may be sent, 0 for any number.
    """

    stories: Sequence[Story]
    engines: Sequence[Engine]
    glossary: Glossary
    budget: int = 0


class Steps(Protocol):
    """What `fill_memories` calls for each answer."""

    def step(self) -> None:
        """Note one more answer."""


Alone = Callable[[Path], AbstractContextManager[object]]
"""Keeps others from the memory of a seed while its block is run."""
ShowProgress = Callable[[str, int], AbstractContextManager[Steps]]
"""Shows progress on a named task of so many steps."""
Answers = dict[str, MachineTranslation]
"""New translations by source text."""


def plan(job: Job, seeds: Path) -> list[str]:
    """Return, in lines for a person, what would be sent where; empty if nothing would be sent."""
    return _plan_lines(job, _missing_segments(job, seeds, Journal(seeds).read()))


def fill_memories(  # noqa: PLR0913 - each is a way to the outside
    job: Job,
    seeds: Path,
    say: Callable[[str], None],
    *,
    write: WriteFile,
    progress: ShowProgress,
    alone: Alone = nullcontext,
) -> tuple[Problem, ...]:
    """Write every story's memory with an entry for each segment; return what went wrong.

    What would be sent where is said before the first request. Every answer is kept as it comes,
    also when the run is interrupted or killed; what no engine answers stays empty.
    """
    journal = Journal(seeds)
    # What a run that was killed has left counts as answered.
    answers = journal.read()
    missing = _missing_segments(job, seeds, answers)
    lines = _plan_lines(job, missing)
    for line in lines:
        say(line)
    problems: list[Problem] = []
    try:
        if lines:
            with one_file(problems, f"{seeds.name}/{journal.path.name}", "written"):
                # Before anything is sent: an answer that cannot be kept would be paid in vain.
                journal.path.touch()
                problems += _ask_engines(job, missing, journal, answers, progress)
    finally:
        entered, wrong = _write_memories(job, seeds, answers, write, alone)
        problems += wrong
        # Answers for stories that are not part of this job, or that could not be written, wait for
        # a run that has them.
        waiting = [answer for text, answer in answers.items() if text not in entered]
        with one_file(problems, f"{seeds.name}/{journal.path.name}", "written"):
            journal.rewrite(waiting, write)
    return tuple(problems)


def _write_memories(
    job: Job, seeds: Path, answers: Answers, write: WriteFile, alone: Alone
) -> tuple[set[str], list[Problem]]:
    """Write each story's memory; return the Arabic of all that is in them, and what went wrong."""
    entered: set[str] = set()
    problems: list[Problem] = []
    for story in job.stories:
        path = memory_path(seeds / story.seed)
        shown = f"{seeds.name}/{path.name}"
        with one_file(problems, shown, "written"), alone(seeds / story.seed):
            # polib would read half of a file that is being edited, and half would be written.
            if path.is_file():
                read_memory(str(path), shown)
            # Read anew: a person may have written into it since the answers were asked for.
            catalogue = _merged_catalogue(story, seeds, answers)
            write(path, f"{str(catalogue).rstrip()}\n".encode())
            entered.update(segment.ar for segment in story.segments())
    return entered, problems


def _plan_lines(job: Job, missing: Mapping[str, Sequence[str]]) -> list[str]:
    texts = set(chain.from_iterable(missing.values()))
    if not texts or not job.engines:
        return []
    engines = ", then ".join(map(str, job.engines))
    lines = [f"{len(texts)} segments, {sum(map(len, texts)):,} characters → {engines}"]
    for seed, of_seed in missing.items():
        if of_seed:
            lines.append(f"  {seed}: {len(of_seed)} segments")
    if job.budget:
        lines.append(f"  at most {job.budget:,} characters in this run (BRIEFING_ENGINE_BUDGET)")
    return lines


def _missing_segments(job: Job, seeds: Path, answers: Answers) -> dict[str, list[str]]:
    """Return what has no English, by seed: in no memory, no earlier form, and no journal."""
    missing: dict[str, list[str]] = {}
    for story in job.stories:
        # The merge says what is new, so that an edited segment with a draft is not sent again.
        catalogue = _merged_catalogue(story, seeds, answers)
        current = [entry for entry in catalogue if not entry.obsolete]
        missing[story.seed] = [entry.msgid for entry in current if not entry.msgstr]
    return missing


def _merged_catalogue(story: Story, seeds: Path, answers: Answers) -> polib.POFile:
    """Return a story's memory with an entry for each segment and the answers there are."""
    path = memory_path(seeds / story.seed)
    old = polib.pofile(str(path), wrapwidth=0, encoding="utf-8") if path.is_file() else None
    return merge_catalogue(story.segments(), old, answers)


def _ask_engines(
    job: Job,
    missing: Mapping[str, Sequence[str]],
    journal: Journal,
    answers: Answers,
    progress: ShowProgress,
) -> list[Problem]:
    """Have the engines that can be reached translate the texts; return what went wrong."""
    problems: list[Problem] = []

    def warn(message: str, hint: str) -> None:
        problems.append(Problem(SETTINGS_FILE, message, hint, error=False))

    # Asked before any text is sent: a service that is not there costs no pauses and retries.
    reachable = [engine for engine in job.engines if engine.is_reachable()]
    for engine in job.engines:
        if engine not in reachable:
            hint = "Look at the network or the address, then run again"
            warn(f"{engine} cannot be reached", hint)
    # One day for the whole run, also if it goes past midnight.
    day = today()
    texts = list(dict.fromkeys(chain.from_iterable(missing.values())))
    with progress("translating", len(texts)) as steps:

        def keep(text: str, english: str, engine: str) -> None:
            answers[text] = MachineTranslation(text, english, f"{engine}, {day:%Y-%m-%d}")
            # On disk before the worker asks anew: an answer may have cost money.
            journal.add(answers[text])
            steps.step()

        run = TranslationRun(job.glossary, job.budget or math.inf)
        shortfalls = translate_all(texts, reachable, keep, run)
    for shortfall in shortfalls:
        hint = "They stay in Arabic unless another engine has them; run again later"
        if shortfall.reason == "budget":
            hint = "Raise BRIEFING_ENGINE_BUDGET or run again; they stay in Arabic until then"
        warn(f"{shortfall.engine} left {shortfall.left} segments ({shortfall.reason})", hint)
    return problems
