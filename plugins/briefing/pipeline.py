"""The build's story: what is done to the seeds, in order. Files and network are elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from .check.checks import check_story
from .dates.arabic import conflicting_dates
from .edition import Edition, Inputs
from .editors.schema import RESERVED
from .editors.sidecar import Sidecar
from .errors import BriefingError, Problem
from .explain.analysis import newest_first
from .explain.changes import until
from .explain.page import Explainer
from .explain.questions import broken_cites
from .explain.sections import compose
from .model import Bilingual, Sentence, Story
from .story.editorial import add_editorial, unknown_ids
from .story.parse import parse_article
from .translate.memory import Memory, apply_memory, shared_memory


def parse(edition: Edition, inputs: Inputs) -> Edition:
    """Turn every seed into an Arabic story, newest first; one without an article is a problem."""
    stories: list[Story] = []
    unparsed: list[str] = []
    problems = list(edition.problems)
    # Two pages with one address would make Pelican stop without naming a seed. What is no article
    # has no page, and keeps none from another seed.
    owners = dict.fromkeys(RESERVED, "a page of the site")
    for seed in inputs.seeds:
        sidecar, path = inputs.sidecars.get(seed.stem, Sidecar()), f"seeds/{seed.name}"
        try:
            story = parse_article(seed, sidecar, path)
        except BriefingError as error:
            # The others are still worth a site; the run fails at its end.
            unparsed.append(seed.stem)
            problems += error.problems
            continue
        if story.slug in owners:
            unparsed.append(seed.stem)
            message = f"its slug “{story.slug}” is that of {owners[story.slug]}"
            hint = f"Give it a slug of its own in {seed.stem}.toml"
            problems.append(Problem(path, message, hint))
            continue
        owners[story.slug] = seed.name
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
    stories = []
    for story in edition.stories:
        own = inputs.memories.get(story.stem, Memory())

        def english(sentence: Sentence, own: Memory = own) -> Sentence:
            made = apply_memory(sentence, own)
            return made if made.state != "pending" else apply_memory(sentence, shared)

        translated = story.each(english)
        # A place is a name, so the glossary translates it and no engine may.
        dateline = story.dateline
        place = inputs.glossary.named(dateline.ar) if dateline else None
        if dateline and place:
            dateline = replace(dateline, en=place.name.en)
        # What a person wrote into a post's head is the title everywhere, and needs no check.
        title = translated.title
        if arabic := inputs.edited_titles.get((story.slug, "ar")):
            title = replace(title, ar=arabic)
        by_hand = inputs.edited_titles.get((story.slug, "en"))
        # A post whose body alone was edited has the title that the build wrote: no new one.
        if by_hand and by_hand not in (title.en, title.ar):
            title = replace(title, en=by_hand, state="reviewed", origin="", findings=())
        stories.append(replace(translated, dateline=dateline, title=title))
    return replace(edition, stories=tuple(stories))


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
    explainers: list[Explainer] = []
    problems = list(edition.problems)
    taken = {story.slug for story in edition.stories}
    for topic in inputs.topics:
        path = f"seeds/topics/{topic.slug}.toml"
        if topic.slug in taken:
            hint = "Rename the file or give the article another slug"
            problems.append(Problem(path, "an article has this address", hint))
            continue
        ar = inputs.edited_titles.get((topic.slug, "ar")) or topic.title.ar
        en = inputs.edited_titles.get((topic.slug, "en")) or topic.title.en
        titled = replace(topic, title=Bilingual(ar, en))
        explainers.append(compose(titled, edition.stories, inputs.glossary))
        # On an earlier day a cited article may not be there yet, which is no mistake.
        if not inputs.as_of:
            problems += broken_cites(topic, edition.stories, path)
    # The topic on which the sources say most comes first.
    explainers.sort(key=lambda explainer: -sum(bool(a.excerpts) for a in explainer.answers))
    return replace(edition, explainers=tuple(explainers), problems=tuple(problems))


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
