"""What the tests of the translation engines share: numbered passages, and engines on loopback."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import polib
import pytest
from libre_server import libre_server
from pelican.plugins.briefing import pipeline
from pelican.plugins.briefing.edges.inputs import read_inputs
from pelican.plugins.briefing.editors.glossary import Glossary
from pelican.plugins.briefing.model import Story
from pelican.plugins.briefing.translate import circuit_breaker as gate
from pelican.plugins.briefing.translate import http_limits as wire
from pelican.plugins.briefing.translate.engines import Engine, Wanted, make_engines
from pelican.plugins.briefing.translate.request import Budget, Rules
from pelican.plugins.briefing.translate.workers import Shortfall, translate_all

KEY = "Geheim-7f3a9c51e2"
NUMBER = re.compile(r"رقم ([\w.,]+)")


def passages(count: int, first: int = 1) -> list[str]:
    """Return Arabic passages, each with its number; those from 100 on are sent with a mask."""
    return [f"أغلقت البلدية الشارع رقم {n} أمام السيارات." for n in range(first, first + count)]


def english(ar: str) -> str:
    """Return the English of passages, each with its number (or the mask of it)."""
    said = (f"The city closed street number {n} to all cars." for n in NUMBER.findall(ar))
    return " ".join(said)


def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the pauses between failures short."""
    monkeypatch.setattr(gate, "FIRST_PAUSE", 0.01)
    monkeypatch.setattr(gate, "LONGEST_PAUSE", 0.05)


def cut_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the time limits of a request short, for servers that keep it waiting."""
    monkeypatch.setattr(wire, "WAIT", 0.6)
    monkeypatch.setattr(wire, "WHOLE", 1.5)


def libre(url: str, workers: int = 4) -> Engine:
    """Return the engine libre that asks a server on loopback."""
    engines, problems = make_engines(Wanted(("libre",), url, "", workers), {"LIBRE_API_KEY": KEY})
    assert problems == ()
    return engines[0]


@dataclass
class Outcome:
    """What a run gave: the English and the engine by Arabic, what is left, how long it took."""

    kept: dict[str, str] = field(default_factory=dict)
    made_by: dict[str, str] = field(default_factory=dict)
    short: tuple[Shortfall, ...] = ()
    seconds: float = 0.0

    def misplaced(self) -> list[str]:
        """Return the answers that are not their passages'."""
        return [en for ar, en in self.kept.items() if en != english(ar)]

    def why(self) -> str:
        """Return what the last engine gave as the reason of what it left."""
        return self.short[-1].why


def ask(
    texts: Sequence[str],
    *engines: Engine,
    budget: float = float("inf"),
    glossary: Glossary | None = None,
) -> Outcome:
    """Return what the engines made of the texts."""
    outcome = Outcome()

    def keep(ar: str, en: str, engine: str) -> None:
        assert ar not in outcome.kept
        outcome.kept[ar], outcome.made_by[ar] = en, engine

    rules = Rules(glossary or Glossary(), Budget(budget))
    start = time.monotonic()
    outcome.short = translate_all(texts, engines, keep, rules)
    outcome.seconds = time.monotonic() - start
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
    edition, problems = pipeline.run(read_inputs(project, "seeds"))
    assert [problem for problem in problems if problem.error] == []
    return edition.stories


def catalogue(project: Path, stem: str) -> polib.POFile:
    """Return the memory of a seed, as polib reads it."""
    path = project / "seeds" / f"{stem}.en.po"
    return polib.pofile(str(path), wrapwidth=0, encoding="utf-8", check_for_duplicates=True)


def entered(project: Path, stem: str) -> dict[str, str]:
    """Return the English of a memory by its Arabic, the missing left out.

    There must be an entry for each segment, in order, and each answer at its own passage.
    """
    entries = [entry for entry in catalogue(project, stem) if not entry.obsolete]
    story = next(story for story in stories(project) if story.stem == stem)
    assert [(e.msgctxt, e.msgid) for e in entries] == [(s.id, s.ar) for s in story.segments()]
    found = {entry.msgid: entry.msgstr for entry in entries if entry.msgstr}
    assert found == {ar: english(ar) for ar in found}
    return found


@contextmanager
def server_apart(latency: float) -> Iterator[str]:
    """Give the address of a server in a process of its own, so that it shares no lock with us."""
    code = f"import conftest, engine_support; engine_support.serve({latency})"
    with subprocess.Popen(  # noqa: S603 - our own code
        [sys.executable, "-c", code],
        cwd=Path(__file__).parent,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        assert process.stdin
        assert process.stdout
        yield process.stdout.readline().strip()
        process.stdin.close()


def serve(latency: float) -> None:
    """Serve until standard input ends, and say the address first; for a process of its own."""
    with libre_server(latency=latency, translate=english) as server:
        print(server.url, flush=True)  # noqa: T201 - how the other process learns of it
        sys.stdin.read()


def paced(engine: Engine, pause: float) -> Engine:
    """Return an engine with a pause between two requests."""
    return replace(engine, pause=pause)
