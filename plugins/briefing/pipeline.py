"""The build's story: what is done to the seeds, in order. Files and network are elsewhere."""

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
from .translate.memory import Memory, apply_memory


def parse(article: Article) -> MadeStory:
    """Return the Arabic story of a seed; that there is no article in it is a problem."""
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
    """Return the story with the English that memory has for its segments; the rest stays pending.

    What a story's own memory lacks and another story's has is taken from there.
    """

    def english(sentence: Sentence) -> Sentence:
        made = apply_memory(sentence, article.memory)
        return made if made.state != "pending" else apply_memory(sentence, article.others)

    story = story.each(english)
    # A place is a name, so the glossary translates it and no engine may.
    dateline = story.dateline
    place = glossary.named(dateline.ar) if dateline else None
    if dateline and place:
        dateline = replace(dateline, en=place.name.en)
    # What a person wrote into a post's head is the title everywhere, and needs no check.
    title = story.title
    if arabic := article.titles.get("ar"):
        title = replace(title, ar=arabic)
    by_hand = article.titles.get("en")
    # A post whose body alone was edited has the title that the build wrote: no new one.
    if by_hand and by_hand not in (title.en, title.ar):
        title = replace(title, en=by_hand, state="reviewed", origin="", findings=())
    return replace(story, dateline=dateline, title=title)


def check(story: Story, _: Article, glossary: Glossary) -> Story:
    """Return the story with what the checks find in every translation."""
    return check_story(story, glossary)


def summarise_story(story: Story, article: Article, glossary: Glossary) -> Story:
    """Return the story with its key points and tags; what its editor wrote wins."""
    return add_editorial(story, article.sidecar, glossary)


Stage = Callable[[Story, Article, Glossary], Story]
STAGES: tuple[tuple[str, Stage], ...] = (
    ("translated", translate),
    ("checked", check),
    ("summarised", summarise_story),
)
"""What is done to a parsed story, in order; the words say in a message what is done to a seed."""


def finish(parsed: MadeStory, article: Article, glossary: Glossary) -> MadeStory:
    """Return what the stages make of a parsed story, without it where one of them fails."""
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
    """Yield what each story is made of besides the glossary, in the order of the seeds."""
    for seed in inputs.seeds:
        sidecar = inputs.sidecars.get(seed.stem, Sidecar())
        slug = sidecar.slug or slug_for(seed.stem)
        titles = {lang: inputs.edited_titles.get((slug, lang), "") for lang in LANGS}
        yield Article(seed, sidecar, inputs.memories.get(seed.stem, Memory()), titles=titles)


def untranslated(story: Story, memory: Memory) -> tuple[Sentence, ...]:
    """Return the segments of a parsed story that its own memory has no English for."""
    arabic = (sentence for sentence in story.segments() if sentence.lang == "ar")
    return tuple(sentence for sentence in arabic if memory.find(sentence) is None)


def gather(inputs: Inputs, made: Iterable[MadeStory]) -> Edition:
    """Return the edition of the stories that belong to it, newest first, with all problems."""
    problems = list(inputs.problems)
    stories: list[Story] = []
    named: dict[str, Mapping[str, tuple[str, ...]]] = {}
    texts: dict[tuple[str, ...], str] = {}
    # Two pages with one address would make Pelican stop without naming a seed. What is no article
    # has no page, and keeps none from another seed. Whoever has an address keeps it: readers have
    # found it there.
    made_of = list(zip(inputs.seeds, made, strict=True))
    owners = dict.fromkeys(RESERVED, "a page of the site")
    for seed, one in made_of:
        if one.story and inputs.earlier_slugs.get(seed.stem) == one.story.slug:
            owners.setdefault(one.story.slug, seed.name)
    for seed, one in made_of:
        if one.story and owners.setdefault(one.story.slug, seed.name) != seed.name:
            problems.append(_address_taken(seed, one.story.slug, owners[one.story.slug]))
            continue
        problems += one.problems
        if one.story is None:
            continue
        named[one.story.slug] = one.named
        # The text alone: a page and its copy by hand have other menus and titles around it.
        text = tuple(sentence.ar for _, sentence in one.story.body())
        if (first := texts.setdefault(text, seed.name)) != seed.name:
            message = f"it has the same text as {first}, and both are published"
            hint = f"Delete one of them, or leave it out by skip = true in {seed.stem}.toml"
            problems.append(Problem(f"seeds/{seed.name}", message, hint, error=False))
        if one.story.slug not in inputs.unreadable:
            stories.append(one.story)
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


def _address_taken(seed: Seed, slug: str, owner: str) -> Problem:
    message = f"its slug “{slug}” is that of {owner}"
    hint = f"Give it a slug of its own in {seed.stem}.toml"
    if owner.rpartition(".")[0] == seed.stem:
        # That sidecar is the other's, too.
        message, hint = f"{owner} and {seed.name} have one sidecar and one memory", "Rename one"
    return Problem(f"seeds/{seed.name}", message, hint)


def sound_topic(
    topic: Topic, edition: Edition, inputs: Inputs, support: Check | None = None
) -> tuple[Topic, list[Problem]]:
    """Return a topic without what its sentences do not bear out, and what that is.

    `support` tells what they do not bear out of words, as `unsupported` does, now or earlier.
    """
    support = support or partial(unsupported, glossary=inputs.glossary)
    translation = partial(findings, glossary=inputs.glossary)
    sound, problems = held_to_sources(topic, edition.stories, support, translation)
    return sound, in_folder(problems, inputs.folder)


ComposeTopics = Callable[[Sequence[Topic]], Iterable[tuple[Explainer | None, Sequence[Problem]]]]
"""Compose the explainers of some topics: each, ``None`` where that failed, and what went wrong."""


def explain(
    edition: Edition,
    inputs: Inputs,
    composed: ComposeTopics,
    support: Check | None = None,
) -> Edition:
    """Return the edition with the explainer of every topic; each problem is told once.

    `support` as in `sound_topic`.
    """
    explainers: list[Explainer] = []
    problems = list(edition.problems)
    remarked: list[Problem] = []
    outdated_words: dict[str, tuple[Problem, ...]] = {}
    taken = {story.slug for story in edition.stories}
    # The addresses of articles that are not there, whose own errors are told already.
    lost = set()
    for stem in edition.unparsed | inputs.unread:
        slug = inputs.sidecars.get(stem, Sidecar()).slug
        lost.add(inputs.earlier_slugs.get(stem) or slug or slug_for(stem))
    sound: dict[str, Topic] = {}
    for topic in inputs.topics:
        path = f"seeds/topics/{topic.slug}.toml"
        with one_file(problems, path, "explained"):
            if topic.slug in taken:
                hint = "Rename the file or give the article another slug"
                raise error_at(path, "an article has this address", hint)
            ar = inputs.edited_titles.get((topic.slug, "ar")) or topic.title.ar
            en = inputs.edited_titles.get((topic.slug, "en")) or topic.title.en
            titled = replace(topic, title=Bilingual(ar, en))
            sound[topic.slug], unsound = sound_topic(titled, edition, inputs, support)
            # On an earlier day a cited article may not be there yet, which is no mistake.
            if not inputs.as_of:
                problems += broken_cites(topic, edition.stories, path, lost - taken)
                problems += unsound
                warnings = outdated(titled, sound[topic.slug], edition.stories)
                outdated_words[topic.slug] = tuple(in_folder(warnings, inputs.folder))
                problems += outdated_words[topic.slug]
    plans = {topic.slug: topic for topic in inputs.topics}
    for explainer, wrong in composed(list(sound.values())):
        problems += wrong
        if explainer is None:
            continue
        explainers.append(explainer)
        with one_file(problems, f"seeds/topics/{explainer.slug}.toml", "explained"):
            remarked += remarks(explainer, plans[explainer.slug])
        remarked += outdated_words.get(explainer.slug, ())
    # The topic on which the sources say most comes first.
    explainers.sort(key=lambda explainer: -sum(bool(a.excerpts) for a in explainer.answers))
    return replace(
        edition,
        explainers=tuple(explainers),
        problems=tuple(dict.fromkeys(in_folder(problems, inputs.folder))),
        remarks=tuple(in_folder(remarked, inputs.folder)),
        outdated=outdated_words,
    )
