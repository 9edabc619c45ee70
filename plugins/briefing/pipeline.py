"""The stages of a build in order: `parse` and `finish` one story, `gather` and `explain` all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from .check.checks import check_story, findings
from .check.support import unsupported
from .dates.arabic import conflicting_dates
from .edition import Article, Edition, Inputs, MadeStory
from .editors.glossary import Glossary
from .editors.schema import RESERVED
from .editors.sidecar import Sidecar
from .editors.topics import Topic
from .errors import Problem, error_at, in_folder, one_file
from .explain.changes import until
from .explain.page import Explainer
from .explain.questions import broken_cites
from .explain.reading import remarks
from .explain.statements import Check, held_to_sources, outdated
from .language.slugs import slug_for
from .model import LANGS, Bilingual, Seed, Sentence, Story, newest_first
from .story.editorial import add_editorial, unknown_ids
from .story.parse import further_articles, parse_article
from .translate.memory import OUTDATED, Memory, apply_memory


def parse(article: Article) -> MadeStory:
    """Return the Arabic story of a seed, ``None`` with a problem where no article is in it."""
    seed, path = article.seed, f"seeds/{article.seed.name}"
    problems: list[Problem] = []
    story = None
    with one_file(problems, path, "parsed"):
        parsed = parse_article(seed, article.sidecar, path)
        problems += conflicting_dates(parsed, seed)
        problems += further_articles(seed)
        story = parsed
    return MadeStory(story, tuple(problems))


def translate(story: Story, article: Article, glossary: Glossary) -> Story:
    """Return the story with the English of its segments; what no memory has stays pending.

    Its own memory comes first, then what other stories' memories have.
    """

    def english(sentence: Sentence) -> Sentence:
        own = apply_memory(sentence, article.memory)
        if own.state != "pending" and own.origin != OUTDATED:
            return own
        other = apply_memory(sentence, article.others)
        return own if other.state == "pending" else other

    story = story.each(english)
    # The place is a name, which only the glossary translates.
    dateline = story.dateline
    place = glossary.entry_of(dateline.ar) if dateline else None
    if dateline and place:
        dateline = replace(dateline, en=place.name.en)
    # A title that a person wrote into the head of a post is shown everywhere, unchecked.
    title = story.title
    if arabic := article.titles.get("ar"):
        title = replace(title, ar=arabic)
    by_hand = article.titles.get("en")
    # If only the body of the post was edited, its title is still the one that the build wrote.
    if by_hand and by_hand not in (title.en, title.ar):
        title = replace(title, en=by_hand, state="reviewed", origin="", findings=())
    return replace(story, dateline=dateline, title=title)


def check(story: Story, _: Article, glossary: Glossary) -> Story:
    """Return the story with what the checks find in every translation.

    English of an earlier wording is for editors alone: where a figure was corrected, it is wrong.
    """

    def current(sentence: Sentence) -> Sentence:
        is_outdated = sentence.origin == OUTDATED
        return replace(sentence, en=None, state="pending") if is_outdated else sentence

    return check_story(story, glossary).each(current)


def summarise_story(story: Story, article: Article, glossary: Glossary) -> Story:
    """Return the story with its key points and tags; what its editor wrote wins."""
    return add_editorial(story, article.sidecar, glossary)


Stage = Callable[[Story, Article, Glossary], Story]
STAGES: tuple[tuple[str, Stage], ...] = (
    ("translated", translate),
    ("checked", check),
    ("summarised", summarise_story),
)
"""What is done to a parsed story, in order; messages say what could not be done to the seed."""


def finish(parsed: MadeStory, article: Article, glossary: Glossary) -> MadeStory:
    """Return a parsed story after all stages, ``None`` with a problem where one of them fails."""
    problems = list(parsed.problems)
    story = parsed.story
    if story:
        glossary = glossary.with_names(article.sidecar.names)
        glossary = glossary.for_story(sentence.ar for sentence in story.segments())
    for done, stage in STAGES:
        if story is None:
            break
        before, story = story, None
        with one_file(problems, f"seeds/{article.seed.name}", done):
            story = stage(before, article, glossary)
    # Pages of people and bodies list every sentence that names them.
    named: dict[str, tuple[str, ...]] = {}
    if story:
        problems += unknown_ids(story, article.sidecar, glossary, f"seeds/{story.stem}.toml")
        for sentence in story.segments():
            mentions = glossary.mentions(sentence.ar)
            named[sentence.id] = tuple(mention.entry.id for mention in mentions)
    return MadeStory(story, tuple(problems), named)


def articles(inputs: Inputs) -> Iterator[Article]:
    """Yield for each seed, in their order, what its story is made of besides the glossary."""
    for seed in inputs.seeds:
        sidecar = inputs.sidecars.get(seed.stem, Sidecar())
        slug = sidecar.slug or slug_for(seed.stem)
        titles = {lang: inputs.edited_titles.get((slug, lang), "") for lang in LANGS}
        yield Article(seed, sidecar, inputs.memories.get(seed.stem, Memory()), titles=titles)


def untranslated(story: Story, memory: Memory) -> tuple[Sentence, ...]:
    """Return the segments of a parsed story that its own memory has no English for, as they are."""
    missing: list[Sentence] = []
    for sentence in story.segments():
        known = memory.find(sentence)
        if sentence.lang == "ar" and (known is None or known.origin == OUTDATED):
            missing.append(sentence)
    return tuple(missing)


def gather(inputs: Inputs, made: Iterable[MadeStory]) -> Edition:
    """Return the edition of the stories that are to be shown, newest first, with all problems."""
    problems = list(inputs.problems)
    stories: list[Story] = []
    named: dict[str, Mapping[str, tuple[str, ...]]] = {}
    first_seeds: dict[tuple[str, ...], str] = {}
    made = list(made)
    owners = _address_owners(inputs, made)
    for seed, one in zip(inputs.seeds, made, strict=True):
        story = one.story
        if story and owners[story.slug] != seed.name:
            problems.append(_address_taken(seed, story.slug, owners[story.slug]))
            continue
        problems += one.problems
        if story is None:
            continue
        named[story.slug] = one.named
        # The body alone is compared: two copies of a page may differ in menus and title.
        text = tuple(sentence.ar for _, sentence in story.body())
        if (first := first_seeds.setdefault(text, seed.name)) != seed.name:
            message = f"it has the same text as {first}, and both are published"
            hint = f"Delete one of them, or leave it out by skip = true in {seed.stem}.toml"
            problems.append(Problem(f"seeds/{seed.name}", message, hint, error=False))
        if story.slug not in inputs.unreadable:
            stories.append(story)
    unparsed = {seed.stem for seed in inputs.seeds} - {story.stem for story in stories}
    problems += inputs.unreadable.values()
    if inputs.as_of:
        stories = list(until(stories, inputs.as_of))
    if inputs.latest:
        stories = [s for s in stories if not s.published or s.published.when.day <= inputs.latest]
    stories.sort(key=newest_first)
    return Edition(
        stories=tuple(stories),
        problems=tuple(in_folder(problems, inputs.folder)),
        unparsed=frozenset(unparsed),
        named=named,
    )


def _address_owners(inputs: Inputs, made: Sequence[MadeStory]) -> dict[str, str]:
    """Return by slug the name of the one seed whose story is shown there."""
    # Pelican would stop at two pages with one address without naming a seed.
    owners = dict.fromkeys(RESERVED, "a page of the site")
    stories = {seed.name: one.story for seed, one in zip(inputs.seeds, made, strict=True)}
    # A seed keeps its address of an earlier build, where readers know it; else the first has it.
    for seed in inputs.seeds:
        story = stories[seed.name]
        if story and inputs.earlier_slugs.get(seed.stem) == story.slug:
            owners.setdefault(story.slug, seed.name)
    for name, story in stories.items():
        if story:
            owners.setdefault(story.slug, name)
    return owners


def _address_taken(seed: Seed, slug: str, owner: str) -> Problem:
    message = f"its slug “{slug}” is that of {owner}"
    hint = f"Give it a slug of its own in {seed.stem}.toml"
    if owner.rpartition(".")[0] == seed.stem:
        # Files of one stem share a sidecar, so a slug in it would be that of both.
        message, hint = f"{owner} and {seed.name} have one sidecar and one memory", "Rename one"
    return Problem(f"seeds/{seed.name}", message, hint)


def sound_topic(
    topic: Topic, edition: Edition, inputs: Inputs, support: Check | None = None
) -> tuple[Topic, list[Problem]]:
    """Return a topic without the statements that their sentences do not bear out, and why.

    `support` is `unsupported` with a glossary, or a cache of it.
    """
    support = support or partial(unsupported, glossary=inputs.glossary)
    translation = partial(findings, glossary=inputs.glossary)
    sound, problems = held_to_sources(topic, edition.stories, support, translation)
    return sound, in_folder(problems, inputs.folder)


ComposeTopics = Callable[[Sequence[Topic]], Iterable[tuple[Explainer | None, Sequence[Problem]]]]
"""Compose the explainers of some topics: each, ``None`` where that failed, and what went wrong."""


def explain(
    edition: Edition, inputs: Inputs, compose_topics: ComposeTopics, support: Check | None = None
) -> Edition:
    """Return the edition with the explainer of every topic; each problem is told once.

    `support` as in `sound_topic`.
    """
    explainers: list[Explainer] = []
    problems = list(edition.problems)
    remarked: list[Problem] = []
    sound, outdated_words = _sound_topics(edition, inputs, support, problems)
    written = {topic.slug: topic for topic in inputs.topics}
    for explainer, wrong in compose_topics(sound):
        problems += wrong
        if explainer is None:
            continue
        explainers.append(explainer)
        path, topic = f"seeds/topics/{explainer.slug}.toml", written[explainer.slug]
        # On an earlier day there may have been none yet, and of seeds with an error that is told.
        is_whole = not (inputs.as_of or inputs.unread or edition.unparsed)
        if is_whole and edition.stories and not explainer.stories:
            message = "no article bears on it, and its page has open questions alone"
            hint = "Look at the words of about, or write draft = true until there is one"
            problems.append(Problem(path, message, hint, topic.line(("about",)), error=False))
        with one_file(problems, path, "explained"):
            remarked += remarks(explainer, topic)
        remarked += outdated_words.get(explainer.slug, ())
    # The explainer with the most answered questions comes first.
    explainers.sort(key=lambda explainer: -sum(bool(a.excerpts) for a in explainer.answers))
    return replace(
        edition,
        explainers=tuple(explainers),
        problems=tuple(dict.fromkeys(in_folder(problems, inputs.folder))),
        remarks=tuple(in_folder(remarked, inputs.folder)),
        outdated=outdated_words,
    )


def _sound_topics(
    edition: Edition, inputs: Inputs, support: Check | None, problems: list[Problem]
) -> tuple[list[Topic], dict[str, tuple[Problem, ...]]]:
    """Return the topics to compose and warnings of outdated words; add to `problems`."""
    sound: list[Topic] = []
    outdated_words: dict[str, tuple[Problem, ...]] = {}
    taken = {story.slug for story in edition.stories}
    # The addresses of articles that failed: their errors are told, so cites of them are not.
    lost = set()
    for stem in edition.unparsed | inputs.unread:
        slug = inputs.sidecars.get(stem, Sidecar()).slug
        lost.add(inputs.earlier_slugs.get(stem) or slug or slug_for(stem))
    for topic in inputs.topics:
        path = f"seeds/topics/{topic.slug}.toml"
        with one_file(problems, path, "explained"):
            if topic.slug in taken:
                hint = "Rename the file or give the article another slug"
                raise error_at(path, "an article has this address", hint)
            ar = inputs.edited_titles.get((topic.slug, "ar")) or topic.title.ar
            en = inputs.edited_titles.get((topic.slug, "en")) or topic.title.en
            titled = replace(topic, title=Bilingual(ar, en))
            reduced, unsound = sound_topic(titled, edition, inputs, support)
            sound.append(reduced)
            # On an earlier day a cited article may not be there yet, which is no mistake.
            if not inputs.as_of:
                problems += broken_cites(topic, edition.stories, path, lost - taken)
                problems += unsound
                warnings = outdated(titled, reduced, edition.stories)
                outdated_words[topic.slug] = tuple(in_folder(warnings, inputs.folder))
                problems += outdated_words[topic.slug]
    return sound, outdated_words
