"""Brings the memories up to date: new segments are entered, and sent to the engines if any."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import polib

from ..errors import Problem
from ..glossary import Glossary
from ..model import Story
from ..progress import Progress, shown_progress
from ..store import memory_path, write_atomically
from .asking import Budget, Rules
from .catalogue import merge_catalogue
from .engines import CONF, Engine
from .journal import Answer, Journal
from .run import Shortfall, translate_all


@dataclass(frozen=True)
class Job:
    """What is to be translated: texts by story, and the engines in the order they are tried."""

    stories: Sequence[Story]
    engines: Sequence[Engine]
    glossary: Glossary
    budget: int = 0

    def missing(self, story: Story) -> list[str]:
        """Return the Arabic of a story that has no English yet."""
        return [s.ar for s in story.segments() if s.state == "pending" and s.lang == "ar"]

    def texts(self) -> list[str]:
        """Return every missing text once, in the order of the stories."""
        return list(dict.fromkeys(text for story in self.stories for text in self.missing(story)))


def plan(job: Job) -> list[str]:
    """Return, in words, what would be sent where; empty where nothing would be sent."""
    texts = job.texts()
    if not texts or not job.engines:
        return []
    names = ", then ".join(map(str, job.engines))
    lines = [f"{len(texts)} passages, {sum(map(len, texts)):,} characters → {names}"]
    for story in job.stories:
        missing = job.missing(story)
        if missing:
            lines.append(f"  {story.seed}: {len(missing)} passages")
    if job.budget:
        lines.append(f"  at most {job.budget:,} characters in this run (BRIEFING_ENGINE_BUDGET)")
    return lines


def fill_memories(job: Job, seeds: Path, told: Callable[[str], None]) -> tuple[Problem, ...]:
    """Write every story's memory with an entry for each segment; return what went wrong.

    What would be sent where is told before the first request. Every answer is kept as it comes,
    also when the run is interrupted or killed; what no engine answers stays empty.
    """
    journal = Journal(seeds)
    made = journal.read()
    texts = [text for text in job.texts() if text not in made]
    for line in plan(job):
        told(line)
    problems: list[Problem] = []
    try:
        if texts and job.engines:
            reached = [engine for engine in job.engines if engine.is_reachable()]
            problems += [_unreachable(e, len(texts)) for e in job.engines if e not in reached]
            short = _translate(replace(job, engines=reached), texts, journal, made)
            problems += _problems(short)
    finally:
        for story in job.stories:
            _save(story, memory_path(seeds / story.seed), made)
        journal.clear()
    return tuple(problems)


def _unreachable(engine: Engine, count: int) -> Problem:
    message = f"{engine} cannot be reached; {count} passages wait for it"
    return Problem(CONF, message, "Look at the network or the address, then run again", error=False)


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


def _save(story: Story, path: Path, made: dict[str, Answer]) -> None:
    old = polib.pofile(str(path), wrapwidth=0, encoding="utf-8") if path.is_file() else None
    answers = {text: (answer.en, answer.origin) for text, answer in made.items()}
    catalogue = merge_catalogue(story.segments(), old, answers)
    write_atomically(path, f"{str(catalogue).rstrip()}\n".encode())
