"""The build's story: what is done to the seeds, in order. Files and network are elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from .check.story import check_story
from .dates.conflicts import conflicting_dates
from .editors.glossary import Glossary
from .errors import BriefingError, Problem
from .explain.answers import broken_cites
from .explain.changes import until
from .explain.compose import compose, newest_first
from .inputs import Inputs
from .model import Edition, Sentence, Sidecar, Story
from .story.editorial import add_editorial, unknown_ids
from .story.parse import parse_article
from .translate.memory import Memory, apply_memory, shared_memory


def parse(edition: Edition, inputs: Inputs) -> Edition:
    """Turn every seed into an Arabic story, newest first; one without an article is a problem."""
    stories: list[Story] = []
    unparsed: list[str] = []
    problems = list(edition.problems)
    for seed in inputs.seeds:
        sidecar = inputs.sidecars.get(seed.stem, Sidecar())
        try:
            story = parse_article(seed, sidecar, f"seeds/{seed.name}")
        except BriefingError as error:
            unparsed.append(seed.stem)
            problems.append(error.problem)
            continue
        stories.append(story)
        # Said of every seed, also where its story is too new for this edition.
        problems += conflicting_dates(story, seed)
    if inputs.as_of:
        stories = list(until(stories, inputs.as_of))
    stories.sort(key=newest_first)
    return replace(
        edition,
        stories=tuple(stories),
        problems=tuple(problems),
        unparsed=frozenset(unparsed),
    )


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
    stories: list[Story] = []
    problems = list(edition.problems)
    for story in edition.stories:
        sidecar = inputs.sidecars.get(story.stem, Sidecar())
        stories.append(add_editorial(story, sidecar, inputs.glossary))
        problems += unknown_ids(story, sidecar, f"seeds/{story.stem}.toml")
    return replace(edition, stories=tuple(stories), problems=tuple(problems))


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


Stage = Callable[[Edition, Inputs], Edition]
STAGES: tuple[tuple[str, Stage], ...] = (
    ("parse", parse),
    ("translate", translate),
    ("check", check),
    ("summarise", summarise_stories),
    ("explain", explain),
)
"""What is done, in order. Each stage takes and returns an `Edition`; writing comes after."""


def run(inputs: Inputs, parsed: Edition | None = None) -> tuple[Edition, tuple[Problem, ...]]:
    """Return the edition made of the inputs, and every problem met on the way.

    `parsed` is what `parse` has made of the same seeds, where it has been called already.
    """
    edition = parsed or parse(Edition(), inputs)
    edition = replace(edition, problems=(*inputs.problems, *edition.problems))
    # The first stage is `parse`, which has just been done.
    for _, stage in STAGES[1:]:
        edition = stage(edition, inputs)
    return edition, edition.problems
