"""Times reading articles, as ratios in one run: machines are noisy, ratios less so.

    make bench BENCH=parse

Every figure is the best of several rounds on one core.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pelican.plugins

ROOT = Path(__file__).resolve().parent.parent
pelican.plugins.__path__.append(str(ROOT / "plugins"))

from pelican.plugins.briefing.dates.publication_line import read_publication_lines  # noqa: E402
from pelican.plugins.briefing.edges.inputs import read_inputs  # noqa: E402
from pelican.plugins.briefing.edges.making import make_edition  # noqa: E402
from pelican.plugins.briefing.editors.sidecar import Sidecar  # noqa: E402
from pelican.plugins.briefing.language.arabic import content_stems, fold  # noqa: E402
from pelican.plugins.briefing.language.numbers import find_numbers  # noqa: E402
from pelican.plugins.briefing.model import Seed  # noqa: E402
from pelican.plugins.briefing.story.parse import build_story  # noqa: E402
from pelican.plugins.briefing.story.roles.cascade import classify  # noqa: E402

ROUNDS = 15
ARTICLES = ROOT / "tests" / "articles"
STORY = ARTICLES / "seeds" / "001_ef74772261834a6f.txt"


def best(action: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Return the shortest of several runs, in milliseconds."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return min(times) * 1000


def parse(text: str) -> object:
    """Parse a text as a seed, as for the first time: what was remembered of it is forgotten."""
    for remembering in (fold, read_publication_lines, content_stems, find_numbers):
        remembering.cache_clear()
    seed = Seed("bench.txt", "bench", text)
    return build_story(seed, Sidecar(), classify(seed))


def row(name: str, milliseconds: float, note: str = "") -> None:
    """Print one figure."""
    print(f"{name:42} {milliseconds:10.1f} ms  {note}")


def parsing() -> None:
    """Time one story, then the same prose at growing lengths: cost should grow as length does."""
    text = STORY.read_text(encoding="utf-8")
    parse(text)
    base = best(lambda: parse(text))
    row(f"parse one story of {len(text.encode()) / 1000:.0f} kB", base)
    prose = text.split("\n")[8:]
    unit = None
    for times in (10, 40, 160, 480):
        long = "\n".join([*text.split("\n")[:8], *prose * times])
        size = len(long.encode())
        took = best(lambda long=long: parse(long), rounds=2)
        per_kilobyte = took / size * 1000
        unit = unit or per_kilobyte
        row(f"parse {size / 1e6:.2f} MB", took, f"{per_kilobyte / unit:.2f} × the cost per kB")


def adversarial() -> None:
    """Time inputs made to make patterns backtrack, at two lengths; 4 is linear, 16 quadratic."""
    for mark in (
        '"',
        "«",
        "(",
        ". ",
        "1",
        "1,",
        "1/",
        "- ",
        "و ",
        "في ",
        "ال",
        "@",
        "يوم ",
        "2024-",
    ):
        short, long = (f"عنوان\n{mark * n}\nجملة هنا.\n" for n in (10_000, 40_000))
        took = best(lambda short=short: parse(short), 2), best(lambda long=long: parse(long), 2)
        row(f"40,000 × {mark!r}", took[1], f"{took[1] / max(took[0], 0.5):.1f} × a quarter of it")


def building() -> None:
    """Time reading the seeds and the whole pipeline, without Pelican."""
    inputs = read_inputs(ARTICLES, "seeds")
    row("read all inputs", best(lambda: read_inputs(ARTICLES, "seeds"), 3))
    row("run the pipeline", best(lambda: make_edition(inputs), 3))


def main(_: list[str]) -> None:
    """Print every figure."""
    parsing()
    adversarial()
    building()
