"""What the tests of the translation engines share: numbered segments, and engines on loopback."""

from __future__ import annotations

import re
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import polib
import pytest
from pelican.plugins.briefing.edges.inputs import read_inputs
from pelican.plugins.briefing.edges.making import make_edition
from pelican.plugins.briefing.editors.glossary import Glossary
from pelican.plugins.briefing.model import Story
from pelican.plugins.briefing.translate import circuit_breaker, deep_translator_patches
from pelican.plugins.briefing.translate.circuit_breaker import Clock
from pelican.plugins.briefing.translate.engines import Engine, EngineSettings, make_engines
from pelican.plugins.briefing.translate.workers import Shortfall, TranslationRun, translate_all

KEY = "Geheim-7f3a9c51e2"
NUMBER = re.compile(r"رقم ([\w.,]+)")


def segments(count: int, first: int = 1) -> list[str]:
    """Return Arabic segments, each with its number; those from 100 on are sent with a mask."""
    return [f"أغلقت البلدية الشارع رقم {n} أمام السيارات." for n in range(first, first + count)]


def english(ar: str) -> str:
    """Return the English of segments, each with its number (or the mask of it)."""
    said = (f"The city closed street number {n} to all cars." for n in NUMBER.findall(ar))
    return " ".join(said)


def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the pauses between failures short, for runs that have no clock of ours."""
    monkeypatch.setattr(circuit_breaker, "FIRST_PAUSE", 0.01)


def cut_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the time limits of a request short, for servers that keep it waiting."""
    monkeypatch.setattr(deep_translator_patches, "READ_TIMEOUT", 1.0)
    monkeypatch.setattr(deep_translator_patches, "BODY_TIMEOUT", 1.5)


class FakeClock(Clock):
    """Time that passes where somebody waits, and at once; each look at it takes a tick.

    `waited` is how many seconds somebody waited, at most one at a time.
    """

    TICK = 1e-6

    def __init__(self) -> None:
        self.waited = 0.0
        self._time = 0.0
        self._lock = threading.Lock()

    def now(self) -> float:
        with self._lock:
            self._time += self.TICK
            return self._time

    def wait(self, event: threading.Event, seconds: float) -> None:
        if not event.is_set():
            with self._lock:
                self._time += seconds
                self.waited += seconds


def libre(url: str, workers: int = 4) -> Engine:
    """Return the engine libre that asks a server on loopback."""
    engines, problems = make_engines(
        EngineSettings(("libre",), url, "", workers), {"LIBRE_API_KEY": KEY}
    )
    assert problems == ()
    return engines[0]


@dataclass
class Outcome:
    """What a run gave: the English and the engine by Arabic, what is left, and the clock."""

    kept: dict[str, str] = field(default_factory=dict)
    made_by: dict[str, str] = field(default_factory=dict)
    short: tuple[Shortfall, ...] = ()
    clock: FakeClock = field(default_factory=FakeClock)

    def misplaced(self) -> list[str]:
        """Return the answers that are not their segments'."""
        return [en for ar, en in self.kept.items() if en != english(ar)]

    def why(self) -> str:
        """Return what the last engine gave as the reason of what it left."""
        return self.short[-1].reason


def ask(
    texts: Sequence[str],
    *engines: Engine,
    budget: float = float("inf"),
    glossary: Glossary | None = None,
    clock: FakeClock | None = None,
) -> Outcome:
    """Return what the engines made of the texts; nobody waits for a pause."""
    outcome = Outcome(clock=clock or FakeClock())

    def keep(ar: str, en: str, engine: str) -> None:
        assert ar not in outcome.kept
        outcome.kept[ar], outcome.made_by[ar] = en, engine

    run = TranslationRun(glossary or Glossary(), budget, outcome.clock)
    outcome.short = translate_all(texts, engines, keep, run)
    return outcome


def write_seed(project: Path, stem: str, texts: Sequence[str]) -> None:
    """Write a seed: the first text is its title, each five of the others a paragraph."""
    body = [" ".join(texts[n : n + 5]) for n in range(1, len(texts), 5)]
    seed = "\n\n".join([texts[0].removesuffix("."), *body])
    (project / "seeds" / f"{stem}.txt").write_text(f"{seed}\n", encoding="utf-8")


def set_engine(project: Path, url: str, names: str = "libre", **settings: object) -> None:
    """Have a project use engines; of several lines that set a name the last one counts."""
    given = {"BRIEFING_ENGINE": names, "BRIEFING_ENGINE_URL": url, **settings}
    with (project / "pelicanconf.py").open("a", encoding="utf-8") as file:
        file.writelines(f"{name} = {value!r}\n" for name, value in given.items())


def stories(project: Path) -> tuple[Story, ...]:
    """Return the stories of a project as its seeds and memories make them."""
    edition = make_edition(read_inputs(project, "seeds"))
    assert [problem for problem in edition.problems if problem.error] == []
    return edition.stories


def catalogue(project: Path, stem: str) -> polib.POFile:
    """Return the memory of a seed, as polib reads it."""
    path = project / "seeds" / f"{stem}.en.po"
    return polib.pofile(str(path), wrapwidth=0, encoding="utf-8", check_for_duplicates=True)


def entered(project: Path, stem: str) -> dict[str, str]:
    """Return the English of a memory by its Arabic, the missing left out.

    There must be an entry for each segment, in order, and each answer at its own segment.
    """
    entries = [entry for entry in catalogue(project, stem) if not entry.obsolete]
    story = next(story for story in stories(project) if story.stem == stem)
    assert [(e.msgctxt, e.msgid) for e in entries] == [(s.id, s.ar) for s in story.segments()]
    found = {entry.msgid: entry.msgstr for entry in entries if entry.msgstr}
    assert found == {ar: english(ar) for ar in found}
    return found


def paced(engine: Engine, pause: float) -> Engine:
    """Return an engine with a pause between two requests."""
    return replace(engine, pause=pause)
