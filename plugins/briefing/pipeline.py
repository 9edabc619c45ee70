"""The build's story: what is done to the seeds, in order. Files and network are elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from .check.checks import check_story, findings
from .check.support import unsupported
from .dates.arabic import conflicting_dates
from .edition import Edition, Inputs
from .editors.schema import RESERVED
from .editors.sidecar import Sidecar
from .editors.topics import Topic
from .errors import Problem, error_at, one_file
from .explain.changes import until
from .explain.contribution import bears_on
from .explain.facts import ReadStory
from .explain.page import Explainer
from .explain.questions import broken_cites
from .explain.reading import remarks
from .explain.sections import compose, facts_of
from .explain.statements import held_to_sources, outdated
from .language.slugs import slug_for
from .model import Bilingual, Sentence, Story, newest_first
from .story.editorial import add_editorial, unknown_ids
from .story.parse import parse_article
from .translate.memory import Memory, apply_memory, shared_memory


def parse(edition: Edition, inputs: Inputs) -> Edition:
    """Turn every seed into an Arabic story, newest first; one without an article is a problem."""
    stories: list[Story] = []
    problems = list(edition.problems)
    # Two pages with one address would make Pelican stop without naming a seed. What is no article
    # has no page, and keeps none from another seed.
    owners = dict.fromkeys(RESERVED, "a page of the site")
    for seed in inputs.seeds:
        sidecar, path = inputs.sidecars.get(seed.stem, Sidecar()), f"seeds/{seed.name}"
        with one_file(problems, path, "parsed"):
            story = parse_article(seed, sidecar, path)
            if story.slug in owners:
                message = f"its slug “{story.slug}” is that of {owners[story.slug]}"
                raise error_at(path, message, f"Give it a slug of its own in {seed.stem}.toml")
            # Said of every seed, also where its story is too new for this edition.
            problems += conflicting_dates(story, seed)
            owners[story.slug] = seed.name
            stories.append(story)
    parsed = {story.seed for story in stories}
    unparsed = frozenset(seed.stem for seed in inputs.seeds if seed.name not in parsed)
    if inputs.as_of:
        stories = list(until(stories, inputs.as_of))
    if inputs.latest:
        waiting = {s.slug for s in stories if s.published and s.published.when.day > inputs.latest}
        stories = [story for story in stories if story.slug not in waiting]
    stories.sort(key=newest_first)
    return replace(edition, stories=tuple(stories), problems=tuple(problems), unparsed=unparsed)


def _each_story(edition: Edition, done: str, work: Callable[[Story], Story]) -> Edition:
    """Return the edition with `work` done on its stories; one that it fails on is left out.

    `done` says in a message what the work does to a seed.
    """
    stories: list[Story] = []
    problems, unparsed = list(edition.problems), set(edition.unparsed)
    for story in edition.stories:
        unparsed.add(story.stem)
        with one_file(problems, f"seeds/{story.seed}", done):
            stories.append(work(story))
            unparsed.remove(story.stem)
    return replace(
        edition, stories=tuple(stories), problems=tuple(problems), unparsed=frozenset(unparsed)
    )


def translate(edition: Edition, inputs: Inputs) -> Edition:
    """Give every segment the English that memory has; the rest stays pending.

    What a story's own memory lacks and another story's has is taken from there.
    """
    shared = shared_memory(inputs.memories)

    def translated(story: Story) -> Story:
        own = inputs.memories.get(story.stem, Memory())

        def english(sentence: Sentence) -> Sentence:
            made = apply_memory(sentence, own)
            return made if made.state != "pending" else apply_memory(sentence, shared)

        story = story.each(english)
        # A place is a name, so the glossary translates it and no engine may.
        dateline = story.dateline
        place = inputs.glossary.named(dateline.ar) if dateline else None
        if dateline and place:
            dateline = replace(dateline, en=place.name.en)
        # What a person wrote into a post's head is the title everywhere, and needs no check.
        title = story.title
        if arabic := inputs.edited_titles.get((story.slug, "ar")):
            title = replace(title, ar=arabic)
        by_hand = inputs.edited_titles.get((story.slug, "en"))
        # A post whose body alone was edited has the title that the build wrote: no new one.
        if by_hand and by_hand not in (title.en, title.ar):
            title = replace(title, en=by_hand, state="reviewed", origin="", findings=())
        return replace(story, dateline=dateline, title=title)

    return _each_story(edition, "translated", translated)


def check(edition: Edition, inputs: Inputs) -> Edition:
    """Say of every translation what the checks find in it."""
    return _each_story(edition, "checked", lambda story: check_story(story, inputs.glossary))


def summarise_stories(edition: Edition, inputs: Inputs) -> Edition:
    """Choose each story's key points and tags; what its editor wrote wins."""

    def sidecar(story: Story) -> Sidecar:
        return inputs.sidecars.get(story.stem, Sidecar())

    edition = _each_story(
        edition, "summarised", lambda story: add_editorial(story, sidecar(story), inputs.glossary)
    )
    problems = list(edition.problems)
    for story in edition.stories:
        problems += unknown_ids(story, sidecar(story), f"seeds/{story.stem}.toml")
    return replace(edition, problems=tuple(problems))


def sound_topic(topic: Topic, edition: Edition, inputs: Inputs) -> tuple[Topic, list[Problem]]:
    """Return a topic without what its sentences do not bear out, and what that is."""
    support = partial(unsupported, glossary=inputs.glossary)
    translation = partial(findings, glossary=inputs.glossary)
    return held_to_sources(topic, edition.stories, support, translation)


def read_stories(
    edition: Edition, inputs: Inputs, problems: list[Problem]
) -> dict[str, ReadStory | None]:
    """Return every story with what it says, by slug: ``None`` for one that bears on no topic.

    So is one that cannot be read, of which a problem is added.
    """
    known: dict[str, ReadStory | None] = {}
    for story in edition.stories:
        known[story.slug] = None
        # Who speaks is dear to find: what bears on no topic is not asked for it.
        with one_file(problems, f"seeds/{story.seed}", "explained"):
            if any(bears_on(topic, story) for topic in inputs.topics):
                known[story.slug] = ReadStory(story, facts_of(story, inputs.glossary))
    return known


def explain(edition: Edition, inputs: Inputs) -> Edition:
    """Compose the explainer of every topic from the stories that bear on it."""
    explainers: list[Explainer] = []
    problems = list(edition.problems)
    remarked: list[Problem] = []
    changed: dict[str, tuple[Problem, ...]] = {}
    taken = {story.slug for story in edition.stories}
    lost = set()
    for stem in edition.unparsed | inputs.unread:
        slug = inputs.sidecars.get(stem, Sidecar()).slug
        lost.add(inputs.earlier_slugs.get(stem) or slug or slug_for(stem))
    known = read_stories(edition, inputs, problems)
    for topic in inputs.topics:
        path = f"seeds/topics/{topic.slug}.toml"
        with one_file(problems, path, "explained"):
            if topic.slug in taken:
                hint = "Rename the file or give the article another slug"
                raise error_at(path, "an article has this address", hint)
            ar = inputs.edited_titles.get((topic.slug, "ar")) or topic.title.ar
            en = inputs.edited_titles.get((topic.slug, "en")) or topic.title.en
            titled = replace(topic, title=Bilingual(ar, en))
            sound, unsound = sound_topic(titled, edition, inputs)
            explainer = compose(sound, edition.stories, inputs.glossary, known)
            explainers.append(explainer)
            remarked += remarks(explainer)
            # On an earlier day a cited article may not be there yet, which is no mistake.
            if not inputs.as_of:
                problems += broken_cites(topic, edition.stories, path, lost - taken)
                problems += unsound
                changed[topic.slug] = tuple(outdated(titled, sound, edition.stories))
                problems += changed[topic.slug]
                remarked += changed[topic.slug]
    # The topic on which the sources say most comes first.
    explainers.sort(key=lambda explainer: -sum(bool(a.excerpts) for a in explainer.answers))
    return replace(
        edition,
        explainers=tuple(explainers),
        problems=tuple(problems),
        remarks=tuple(remarked),
        outdated=changed,
    )


Stage = Callable[[Edition, Inputs], Edition]
STAGES: tuple[tuple[str, Stage], ...] = (
    ("parse", parse),
    ("translate", translate),
    ("check", check),
    ("summarise", summarise_stories),
    ("explain", explain),
)
"""What is done, in order. Each stage takes and returns an `Edition`; writing comes after."""


def run(inputs: Inputs, parsed: Edition | None = None) -> Edition:
    """Return the edition made of the inputs, with every problem met on the way, each once.

    `parsed` is what `parse` has made of the same seeds, where it has been called already.
    """
    edition = parsed or parse(Edition(), inputs)
    edition = replace(edition, problems=(*inputs.problems, *edition.problems))
    # The first stage is `parse`, which has just been done.
    for _, stage in STAGES[1:]:
        edition = stage(edition, inputs)
    return replace(edition, problems=tuple(dict.fromkeys(edition.problems)))
