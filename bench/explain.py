"""Many synthetic stories, summarised, made one explainer and its page: cost must grow as they do.

    make bench BENCH="explain 10000"

Each story is one of the five articles with its sentences in a seeded shuffle and a day of its own,
so that texts differ and facts repeat, as with agencies.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pelican.plugins

ROOT = Path(__file__).resolve().parent.parent
pelican.plugins.__path__.append(str(ROOT / "plugins"))

from pelican.plugins.briefing.dates.when import When  # noqa: E402
from pelican.plugins.briefing.edges.inputs import read_inputs  # noqa: E402
from pelican.plugins.briefing.edges.making import make_edition  # noqa: E402
from pelican.plugins.briefing.explain.facts import ReadStory  # noqa: E402
from pelican.plugins.briefing.explain.page import Explainer  # noqa: E402
from pelican.plugins.briefing.explain.sections import compose, facts_of  # noqa: E402
from pelican.plugins.briefing.model import Block, Dated, Sentence, Story  # noqa: E402
from pelican.plugins.briefing.render.explainers import explainer_post  # noqa: E402
from pelican.plugins.briefing.render.l10n import read_catalogue  # noqa: E402
from pelican.plugins.briefing.render.wording import Wording  # noqa: E402
from pelican.plugins.briefing.story.summary import summarise  # noqa: E402

SENTENCES = 12
"""Of each story: a short agency report."""
FIRST_DAY = date(2020, 1, 1)


def synthetic(stories: list[Story], count: int) -> list[Story]:
    """Return stories made of real sentences, each with a day and a slug of its own."""
    pool = [s.ar for story in stories for b, s in story.body() if b.kind == "paragraph"]
    chance = random.Random(count)  # noqa: S311 - no secret
    made = []
    for number in range(count):
        texts = chance.sample(pool, SENTENCES)
        day = (FIRST_DAY + timedelta(days=number % 1500)).isoformat()
        made.append(_story(stories[number % len(stories)], number, day, texts))
    return made


def _story(like: Story, number: int, day: str, texts: list[str]) -> Story:
    sentences = [
        Sentence(f"p{n}s1", text, f"Sentence {n}.", "reviewed") for n, text in enumerate(texts, 1)
    ]
    blocks = tuple(Block(f"p{n}", "paragraph", n, (s,)) for n, s in enumerate(sentences, 1))
    return replace(
        like,
        slug=f"story-{number}",
        stem=f"story-{number}",
        published=Dated(When.from_iso(day), ""),
        publisher=None,
        blocks=blocks,
        times=tuple(t for t in like.times if t.sentence in {s.id for s in sentences}),
    )


def seconds(action: Callable[[], object]) -> float:
    """Return how long one run takes."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def main(arguments: list[str]) -> None:
    """Print the cost of summarising and of composing, at a quarter and at the whole number."""
    most = int(arguments[0]) if arguments else 10_000
    inputs = read_inputs(ROOT / "tests" / "articles", "seeds")
    edition = make_edition(inputs)
    topic = inputs.topics[0]
    strings = (ROOT / "theme" / "translations" / "en.toml").read_text(encoding="utf-8")
    english = read_catalogue("en", strings, "en_US", "en.toml")
    unit: dict[str, float] = {}
    for count in (most // 4, most):
        stories = synthetic(list(edition.stories), count)
        read: list[ReadStory] = []
        made: list[Explainer] = []
        steps: dict[str, Callable[[], object]] = {
            "summarise": lambda stories=stories: [summarise(s) for s in stories],  # type: ignore[misc]
            "read who says what": lambda stories=stories, read=read: read.extend(
                ReadStory(s, facts_of(s, inputs.glossary)) for s in stories
            ),  # type: ignore[misc]
            "compose one explainer": lambda read=read, made=made: made.append(
                compose(topic, read, inputs.glossary)
            ),  # type: ignore[misc]
            "write its page": lambda made=made: explainer_post(
                made[0], "en", Wording(english, inputs.glossary)
            ),  # type: ignore[misc]
        }
        for name, step in steps.items():
            took = seconds(step)
            each = took / count * 1000
            unit.setdefault(name, each)
            told = f"{name}, {count:,} stories"
            print(f"{told:42} {took:8.1f} s   {each:6.2f} ms each, {each / unit[name]:.2f} ×")
