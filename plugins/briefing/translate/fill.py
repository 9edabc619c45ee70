"""Brings the memories up to date: new segments are entered, and sent to the engines if any."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import polib

from ..edges.files import memory_path, write_atomically
from ..edges.progress import Progress, shown_progress
from ..editors.glossary import Glossary
from ..errors import Problem
from ..model import Story
from .engines import CONF, Engine
from .journal import Answer, Journal
from .merge import merge_catalogue
from .request import Budget, Rules
from .workers import Shortfall, translate_all


@dataclass(frozen=True)
class Job:
    """What is to be translated: the stories, and the engines in the order they are tried."""

    stories: Sequence[Story]
    engines: Sequence[Engine]
    glossary: Glossary
    budget: int = 0


Missing = Mapping[str, Sequence[str]]
"""The passages without English, by the name of their seed."""


def plan(job: Job, seeds: Path) -> list[str]:
    """Return, in words, what would be sent where; empty where nothing would be sent."""
    return _told(job, _missing(job, seeds, Journal(seeds).read()))


def _told(job: Job, missing: Missing) -> list[str]:
    texts = _texts(missing)
    if not texts or not job.engines:
        return []
    names = ", then ".join(map(str, job.engines))
    lines = [f"{len(texts)} passages, {sum(map(len, texts)):,} characters → {names}"]
    lines += [f"  {seed}: {len(of_seed)} passages" for seed, of_seed in missing.items() if of_seed]
    if job.budget:
        lines.append(f"  at most {job.budget:,} characters in this run (BRIEFING_ENGINE_BUDGET)")
    return lines


def _missing(job: Job, seeds: Path, made: Mapping[str, Answer]) -> Missing:
    """Return what no memory has, also not of an earlier form of the passage."""
    merged = {story.seed: _merged(story, seeds, made) for story in job.stories}
    return {
        seed: [entry.msgid for entry in catalogue if not entry.obsolete and not entry.msgstr]
        for seed, catalogue in merged.items()
    }


def _texts(missing: Missing) -> list[str]:
    """Return every missing text once, in the order of the stories."""
    return list(dict.fromkeys(text for of_seed in missing.values() for text in of_seed))


def fill_memories(job: Job, seeds: Path, told: Callable[[str], None]) -> tuple[Problem, ...]:
    """Write every story's memory with an entry for each segment; return what went wrong.

    What would be sent where is told before the first request. Every answer is kept as it comes,
    also when the run is interrupted or killed; what no engine answers stays empty.
    """
    journal = Journal(seeds)
    made = journal.read()
    missing = _missing(job, seeds, made)
    for line in _told(job, missing):
        told(line)
    try:
        problems = _ask(job, _texts(missing), journal, made)
    finally:
        for story in job.stories:
            catalogue = _merged(story, seeds, made)
            write_atomically(
                memory_path(seeds / story.seed), f"{str(catalogue).rstrip()}\n".encode()
            )
        entered = {segment.ar for story in job.stories for segment in story.segments()}
        journal.keep(answer for text, answer in made.items() if text not in entered)
    return tuple(problems)


def _ask(job: Job, texts: list[str], journal: Journal, made: dict[str, Answer]) -> list[Problem]:
    """Have the engines that can be reached translate the texts; return what went wrong."""
    if not texts or not job.engines:
        return []
    reached = [engine for engine in job.engines if engine.is_reachable()]
    problems = [_unreachable(e) for e in job.engines if e not in reached]
    short = _translate(replace(job, engines=reached), texts, journal, made)
    return [*problems, *_problems(short)]


def _unreachable(engine: Engine) -> Problem:
    hint = "Look at the network or the address, then run again"
    return Problem(CONF, f"{engine} cannot be reached", hint, error=False)


def _translate(
    job: Job, texts: list[str], journal: Journal, made: dict[str, Answer]
) -> tuple[Shortfall, ...]:
    day, budget = today(), Budget(job.budget or float("inf"))
    with shown_progress("translating", len(texts)) as progress:
        keep = _keeper(journal, made, day, progress)
        return translate_all(texts, job.engines, keep, Rules(job.glossary, budget))


def _keeper(
    journal: Journal, made: dict[str, Answer], day: str, progress: Progress
) -> Callable[[str, str, str], None]:
    def keep(text: str, english: str, engine: str) -> None:
        made[text] = Answer(text, english, f"{engine}, {day}")
        journal.add(made[text])
        progress.step()

    return keep


def _problems(short: Iterable[Shortfall]) -> Iterable[Problem]:
    for one in short:
        message = f"{one.engine} left {one.left} passages ({one.why})"
        yield Problem(CONF, message, _hint(one.why), error=False)


def _hint(why: str) -> str:
    if why == "budget":
        return "Raise BRIEFING_ENGINE_BUDGET or run again; they stay in Arabic until then"
    return "They stay in Arabic unless another engine has them; run again later"


def today() -> str:
    """Return the day for a translation's label; SOURCE_DATE_EPOCH sets it for repeatable runs."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH")
    now = datetime.fromtimestamp(int(fixed), UTC) if fixed else datetime.now(UTC)
    return now.date().isoformat()


def _merged(story: Story, seeds: Path, made: Mapping[str, Answer]) -> polib.POFile:
    """Return a story's memory with an entry for each segment and the answers there are."""
    path = memory_path(seeds / story.seed)
    old = polib.pofile(str(path), wrapwidth=0, encoding="utf-8") if path.is_file() else None
    answers = {text: (answer.en, answer.origin) for text, answer in made.items()}
    return merge_catalogue(story.segments(), old, answers)
