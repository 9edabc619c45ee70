"""Brings the memories up to date: new segments are entered, and sent to the engine if any."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

import polib

from ..errors import Problem
from ..model import Story
from ..store import memory_path, write_atomically
from .catalogue import merge_catalogue
from .engines import make_engine, translate_all

SAVE_EVERY = 10
"""Segments between two saves of a memory; a kill loses at most so many requests."""


def fill_memories(
    stories: Iterable[Story], seeds: Path, engine_name: str, told: Callable[[str], None]
) -> tuple[Problem, ...]:
    """Write every story's memory with an entry for each segment; return what went wrong.

    Missing segments are sent to the engine, if one is named; where and how many is told before
    the first request. What an engine does not answer stays empty.
    """
    engine = make_engine(engine_name)
    problems: list[Problem] = []
    for story in stories:
        path = memory_path(seeds / story.seed)
        made: dict[str, tuple[str, str]] = {}
        missing = [s.ar for s in story.segments() if s.state == "pending" and s.lang == "ar"]
        if engine is not None and missing:
            characters = sum(map(len, missing))
            told(f"{path.name}: {len(missing)} passages, {characters} characters → {engine_name}")
            keep = _keeper(story, path, made, engine_name)
            why = translate_all(missing, engine, keep)
            if why:
                message = f"{engine_name} does not answer ({why})"
                hint = f"{len(missing) - len(made)} passages stay in Arabic; try again later"
                problems.append(Problem(path.name, message, hint, error=False))
        _save(story, path, made)
    return tuple(problems)


def _keeper(
    story: Story, path: Path, made: dict[str, tuple[str, str]], engine: str
) -> Callable[[str, str], None]:
    origin = f"{engine}, {_today()}"

    def keep(text: str, answer: str) -> None:
        made[text] = (answer, origin)
        if len(made) % SAVE_EVERY == 0:
            _save(story, path, made)

    return keep


def _today() -> str:
    """Return the day for a translation's label; SOURCE_DATE_EPOCH sets it for repeatable runs."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH")
    now = datetime.fromtimestamp(int(fixed), UTC) if fixed else datetime.now(UTC)
    return now.date().isoformat()


def _save(story: Story, path: Path, made: dict[str, tuple[str, str]]) -> None:
    old = polib.pofile(str(path), wrapwidth=0, encoding="utf-8") if path.is_file() else None
    catalogue = merge_catalogue(story.segments(), old, made)
    write_atomically(path, f"{str(catalogue).rstrip()}\n".encode())
