"""Explainers composed of what stories say, with a cache of those that earlier builds composed.

Which sentences an explainer shows follows from their Arabic and not from the wording of their
English. So it is composed without the English, and cached with references in the place of stories
and sentences: after a corrected translation the cached explainer is still right, and shows it.
"""

from __future__ import annotations

import io
import pickle
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import Any, NamedTuple

from ..check.support import unsupported
from ..edition import Edition, Inputs
from ..editors.glossary import Glossary
from ..editors.topics import Topic
from ..errors import Problem, one_file
from ..explain.contribution import TopicWords, bears_on, contribution_of
from ..explain.facts import Contribution, ReadStory, StoryFacts, outline, without_english
from ..explain.matching import cite_sentence, named_sentences
from ..explain.page import Explainer
from ..explain.sections import compose, facts_of
from ..fingerprint import key_of
from ..model import Bilingual, Excerpt, Finding, Sentence, Story
from .store import Store, ValuesOnly
from .workers import STORIES_TO_COPY, Workers

FEWEST_STORIES = 100
"""Stories from which explainers are composed on several processors."""


@dataclass(frozen=True)
class FactsSource:
    """What a story's facts are made of besides the story.

    `key` is that of the story and of the entries of the glossary that may tell who speaks in it,
    `entries` are the ids of these.
    """

    key: str
    entries: tuple[str, ...]


class _Outline(NamedTuple):
    """What a story says in short: the key of it (`outline`), and the topics that it bears on.

    The key is empty of a story that bears on none, which is not read.
    """

    key: str
    topics: tuple[str, ...]


@dataclass(frozen=True)
class _Task:
    """An explainer to be composed: of its topic, the stories that bear on it, what it cites."""

    topic: Topic
    stories: Sequence[Story]
    cited: Sequence[Excerpt]
    key: str

    @property
    def path(self) -> str:
        """What messages call the topic's file."""
        return f"seeds/topics/{self.topic.slug}.toml"


class Composer:
    """Composes the explainers of one edition; `store` caches them, and what is read of stories.

    `sources` has, by the name of its seed, what each story's facts are made of.
    """

    def __init__(
        self,
        store: Store,
        workers: Workers,
        sources: Mapping[str, FactsSource],
        edition: Edition,
        inputs: Inputs,
    ) -> None:
        self._store = store
        self._workers = workers
        self._sources = sources
        self._glossary = inputs.glossary
        self._topics = inputs.topics
        self._stories = {story.slug: story for story in edition.stories}
        # Both by the slugs of stories: the facts only where no store can keep them.
        self._outlines: dict[str, _Outline] = {}
        self._facts: dict[str, StoryFacts] = {}

    def read_facts(self) -> list[Problem]:
        """Read what stories say on the topics, as far as it is new; return what went wrong."""
        # Which topics a story bears on depends on their words and cites.
        asked = key_of([(one.slug, one.about, *one.cited().values()) for one in self._topics])
        known: dict[str, _Outline] = {}
        new: dict[str, tuple[str, ...]] = {}
        for slug, story in self._stories.items():
            if found := self._store.get(self._key("outline", story, asked)):
                known[slug] = found
                continue
            new[slug] = tuple(topic.slug for topic in self._topics if bears_on(topic, story))
        problems: list[Problem] = []
        # Reading a story is expensive: one that bears on no topic is not read.
        on_topics = [self._stories[slug] for slug, topics in new.items() if topics]
        for story, facts, wrong in self._facts_of(on_topics):
            problems += wrong
            if facts:
                known[story.slug] = _Outline(outline(story, facts), new[story.slug])
        known |= {slug: _Outline("", ()) for slug, topics in new.items() if not topics}
        for slug in new.keys() & known.keys():
            self._store.put(self._key("outline", self._stories[slug], asked), known[slug])
        # In the order of the edition, whichever of them were cached: keys depend on it.
        self._outlines = {slug: known[slug] for slug in self._stories if slug in known}
        return problems

    def _facts_of(
        self, stories: Sequence[Story]
    ) -> Iterator[tuple[Story, StoryFacts | None, Sequence[Problem]]]:
        """Yield what stories say, ``None`` where reading one failed, and the problems met."""
        new: list[Story] = []
        for story in stories:
            if known := self._store.get(self._key("facts", story)):
                yield story, known, ()
            else:
                new.append(story)
        # The most expensive step of a build, and the last that takes each story by itself.
        tasks = [(story, self._sources[story.seed].entries) for story in new]
        work = partial(_facts_made, glossary=self._glossary)
        made = self._workers.map(work, tasks, "reading who says what")
        for story, (facts, wrong) in zip(new, made, strict=True):
            if facts:
                self._store.put(self._key("facts", story), facts)
                # Larger than stories, so they stay in memory only where there is no store.
                if not self._store.is_open:
                    self._facts[story.slug] = facts
            yield story, facts, wrong

    def compose_topics(
        self, topics: Sequence[Topic]
    ) -> Iterator[tuple[Explainer | None, Sequence[Problem]]]:
        """Yield the explainer of each topic, ``None`` where that failed, and what went wrong.

        `read_facts` has to be called before.
        """
        tasks = list(map(self._task, topics))
        excerpts: dict[str, Excerpt] = {}
        explainers: dict[str, Explainer] = {}
        problems: dict[str, list[Problem]] = {task.key: [] for task in tasks}
        for task in tasks:
            kept = self._store.get(task.key)
            # Whatever unpickling it raises, it is composed anew.
            with suppress(Exception):
                explainers[task.key] = _Unpickler(kept, self._stories, excerpts).load()
        new = [task for task in tasks if task.key not in explainers]
        fewest, groups = 2, [[task] for task in new]
        if len(self._stories) < FEWEST_STORIES:
            # No other process is started for them.
            fewest = len(new) + 1
        elif len(self._stories) > STORIES_TO_COPY:
            # All by one process: each would need its own copy, 145 MB for 1,000 stories.
            fewest, groups = 1, [new] if new else []
        # Forked processes write what they find, and would write what waits here as well.
        self._store.flush()
        made = self._workers.share(self._compose_group, groups, "composing explainers", fewest)
        for task, (pickled, wrong) in zip(new, chain.from_iterable(made), strict=True):
            problems[task.key] += wrong
            if pickled:
                self._store.put(task.key, pickled)
                with one_file(problems[task.key], task.path, "explained"):
                    explainers[task.key] = _Unpickler(pickled, self._stories, excerpts).load()
        for task in tasks:
            yield explainers.get(task.key), problems[task.key]

    def support(self, words: Bilingual, cited: Sequence[Excerpt]) -> list[Finding]:
        """Return what sentences do not bear out of an editor's words (`unsupported`, cached)."""
        made_of = [(one.sentence, one.story.names, *one.days()) for one in cited]
        key = self._store.key("support", words, made_of, self._glossary.key)
        return self._store.get_or_make(key, partial(unsupported, words, cited, self._glossary))

    def _task(self, topic: Topic) -> _Task:
        on = [slug for slug, found in self._outlines.items() if topic.slug in found.topics]
        said = [self._outlines[slug].key for slug in on]
        cited = named_sentences(list(topic.cited().values()), self._stories)
        # An editor's words rest on the English of what they cite, which is part of the key.
        whole = [(str(one.cite), one.sentence) for one in cited]
        key = self._store.key("explainer", topic, said, whole, self._glossary.key)
        task = _Task(topic, [self._stories[slug] for slug in on], cited, key)
        # The next article on the topic needs them again, perhaps after many builds that do not.
        words = TopicWords(topic)
        for story in task.stories:
            self._store.mark_used(self._key("facts", story), self._key("brings", story, words.key))
        return task

    def _compose_group(self, tasks: Sequence[_Task]) -> list[tuple[bytes, list[Problem]]]:
        """Return what `_compose` does for each task, in one process."""
        # Shared by all topics that cite nothing of a story, and freed after the last one.
        read: dict[str, ReadStory] = {}
        waiting: Counter[str] = Counter()
        for task in tasks:
            waiting.update(story.slug for story in task.stories)
        composed = []
        for task in tasks:
            composed.append(self._compose(task, read))
            waiting.subtract(story.slug for story in task.stories)
            for slug in [slug for slug in read if not waiting[slug]]:
                del read[slug]
        return composed

    def _compose(self, task: _Task, read: dict[str, ReadStory]) -> tuple[bytes, list[Problem]]:
        """Return an explainer pickled, empty where that failed, and what went wrong.

        `read` has what was read of stories before, by slug; what is read now is added.
        """
        problems: list[Problem] = []
        pickled = b""
        with one_file(problems, task.path, "explained"):
            stories = []
            for story in task.stories:
                cited = [e.cite.sentence for e in task.cited if e.cite.slug == story.slug]
                known = read.get(story.slug)
                # Cited sentences keep their English, so such a story is of this topic alone.
                if known is None or cited:
                    facts = known.facts if known else self._facts.get(story.slug)
                    facts = facts or self._store.get(self._key("facts", story))
                    entries = self._sources[story.seed].entries
                    facts = facts or facts_of(story, self._glossary.only(entries))
                    known = ReadStory(without_english(story, facts, cited), facts)
                    if not cited:
                        read[story.slug] = known
                stories.append(known)
            pickled = _pickled(compose(task.topic, stories, self._glossary, self._contribution))
        self._store.flush()
        return pickled, problems

    def _contribution(self, words: TopicWords, story: Story, facts: StoryFacts) -> Contribution:
        key = self._key("brings", story, words.key)
        return self._store.get_or_make(key, partial(contribution_of, words, story, facts))

    def _key(self, kind: str, story: Story, *values: object) -> str:
        return self._store.key(kind, self._sources[story.seed].key, *values)


def _facts_made(
    task: tuple[Story, Sequence[str]], glossary: Glossary
) -> tuple[StoryFacts | None, list[Problem]]:
    """Return what a story says, for all topics, and the problems met; ``None`` if that failed.

    With the story are the ids of the glossary's entries that tell who speaks in it.
    """
    story, entries = task
    facts = None
    problems: list[Problem] = []
    with one_file(problems, f"seeds/{story.seed}", "explained"):
        # Without the others, so that no entry can matter that the key does not have.
        facts = facts_of(story, glossary.only(entries))
    return facts, problems


# Pickled with references in the place of stories and sentences -----------------------------------


def _pickled(explainer: Explainer) -> bytes:
    file = io.BytesIO()
    pickler = pickle.Pickler(file, protocol=5)
    pickler.dispatch_table = _REDUCERS
    pickler.dump(explainer)
    return file.getvalue()


def _reference(name: str) -> Story | Excerpt:
    """Stand in a pickle for a story or a cited sentence: `_Unpickler` puts these in its place."""
    raise NotImplementedError(name)


def _no_reference(sentence: Sentence) -> Any:
    # A sentence without its story cannot be looked up, so its English could not be put back.
    message = f"{sentence.id} is not cited with its story"
    raise pickle.PicklingError(message)


_REDUCERS: Mapping[type, Callable[[Any], Any]] = {
    Excerpt: lambda excerpt: (_reference, (str(excerpt.cite),)),
    Story: lambda story: (_reference, (story.slug,)),
    Sentence: _no_reference,
}


class _Unpickler(ValuesOnly):
    """Reads an explainer with stories and sentences as they are now.

    `excerpts` are those of all explainers by their cites, so that each is there once.
    """

    def __init__(
        self, pickled: bytes, stories: Mapping[str, Story], excerpts: dict[str, Excerpt]
    ) -> None:
        super().__init__(io.BytesIO(pickled))
        self._stories = stories
        self._excerpts = excerpts

    def find_class(self, module: str, name: str) -> Any:
        """Return the class of a value, or what looks up the story or sentence of a reference."""
        is_reference = (module, name) == (__name__, _reference.__name__)
        return self._found if is_reference else super().find_class(module, name)

    def _found(self, name: str) -> Story | Excerpt:
        slug, _, sentence_id = name.partition("#")
        story = self._stories[slug]
        if not sentence_id:
            return story
        if name not in self._excerpts:
            sentence = story.sentence(sentence_id)
            if sentence is None:
                message = f"{name} is not there"
                raise pickle.UnpicklingError(message)
            self._excerpts[name] = cite_sentence(story, sentence)
        return self._excerpts[name]
