"""The build's story: what is done to the seeds, in order. Files and network are elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from .check.checks import check_story
from .dates.conflicts import conflicting_dates
from .editors.glossary import Glossary
from .errors import Problem
from .explain.answers import broken_cites
from .explain.changes import until
from .explain.compose import compose, newest_first
from .inputs import Inputs
from .model import Edition, Sentence, Sidecar, Story
from .story.editor import lost_ids, with_knowledge
from .story.parse import parse_story
from .story.tags import choose_tags
from .translate.memory import Memory, apply_memory, shared_memory


def parse(edition: Edition, inputs: Inputs) -> Edition:
    """Turn every seed into an Arabic story, newest first."""
    made = [(parse_story(s, inputs.sidecars.get(s.stem, Sidecar())), s) for s in inputs.seeds]
    known = [story for story, _ in made]
    stories = sorted(until(known, inputs.as_of) if inputs.as_of else known, key=newest_first)
    doubts = (doubt for story, seed in made for doubt in conflicting_dates(story, seed))
    return replace(edition, stories=tuple(stories), problems=(*edition.problems, *doubts))


def translate(edition: Edition, inputs: Inputs) -> Edition:
    """Give every segment the English that memory has; the rest stays pending.

    What a story's own memory lacks and another story's has is taken from there.
    """
    shared = shared_memory(inputs.memories)
    stories = (
        _translated(story, inputs.memories.get(story.stem, Memory()), shared, inputs.glossary)
        for story in edition.stories
    )
    return replace(edition, stories=tuple(stories))


def _translated(story: Story, memory: Memory, shared: Memory, glossary: Glossary) -> Story:
    def english(sentence: Sentence) -> Sentence:
        own = apply_memory(sentence, memory)
        return own if own.state != "pending" else apply_memory(sentence, shared)

    place = glossary.named(story.dateline.ar) if story.dateline else None
    filed = story.dateline
    return replace(
        story.each(english),
        dateline=replace(filed, en=place.name.en) if filed and place else filed,
    )


def check(edition: Edition, inputs: Inputs) -> Edition:
    """Say of every translation what the checks find in it."""
    stories = (check_story(story, inputs.glossary) for story in edition.stories)
    return replace(edition, stories=tuple(stories))


def summarise_stories(edition: Edition, inputs: Inputs) -> Edition:
    """Choose each story's key points and tags; what its editor wrote wins."""
    told = [(s, inputs.sidecars.get(s.stem, Sidecar())) for s in edition.stories]
    stories = (
        replace(with_knowledge(s, sidecar), tags=s.tags or choose_tags(s, inputs.glossary))
        for s, sidecar in told
    )
    lost = (p for s, sidecar in told for p in lost_ids(s, sidecar, f"seeds/{s.stem}.toml"))
    return replace(edition, stories=tuple(stories), problems=(*edition.problems, *lost))


def explain(edition: Edition, inputs: Inputs) -> Edition:
    """Compose the explainer of every topic from the stories that bear on it."""
    made = [compose(topic, edition.stories, inputs.glossary) for topic in inputs.topics]
    made.sort(key=lambda explainer: -sum(bool(a.excerpts) for a in explainer.answers))
    broken = [
        problem
        for topic in (() if inputs.as_of else inputs.topics)
        for problem in broken_cites(topic, edition.stories, f"seeds/topics/{topic.slug}.toml")
    ]
    return replace(edition, explainers=tuple(made), problems=(*edition.problems, *broken))


def translated(inputs: Inputs) -> tuple[Story, ...]:
    """Return the stories with what memory has, for whoever fills the memories."""
    return translate(parse(Edition(), inputs), inputs).stories


Stage = Callable[[Edition, Inputs], Edition]
STAGES: tuple[tuple[str, Stage], ...] = (
    ("parse", parse),
    ("translate", translate),
    ("check", check),
    ("summarise", summarise_stories),
    ("explain", explain),
)
"""What is done, in order. Each stage takes and returns an `Edition`; writing comes after."""


def run(inputs: Inputs) -> tuple[Edition, tuple[Problem, ...]]:
    """Return the edition made of the inputs, and every problem met on the way."""
    edition = Edition(problems=inputs.problems)
    for _, stage in STAGES:
        edition = stage(edition, inputs)
    return edition, edition.problems
