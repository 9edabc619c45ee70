"""Explainers composed of what stories say; what an earlier build has composed of the same is kept.

Which sentences an explainer shows follows from what they say, and not from how their English is
put: it is composed without that, and kept with names in the place of stories and sentences. So a
corrected translation leaves it as it is, and is shown in it nevertheless.
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
from typing import Any

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
    """Composes the explainers of one edition, of the same each once, if `store` keeps it.

    `story_keys` has, by the name of its seed, the key of all that each story was made of.
    """

    def __init__(
        self,
        store: Store,
        workers: Workers,
        story_keys: Mapping[str, str],
        edition: Edition,
        inputs: Inputs,
    ) -> None:
        self._store = store
        self._workers = workers
        self._story_keys = story_keys
        self._glossary = inputs.glossary
        self._topics = inputs.topics
        self._stories = {story.slug: story for story in edition.stories}
        # Of each story that bears on a topic its outline, and the slugs of its topics.
        self._outlines: dict[str, tuple[str, tuple[str, ...]]] = {}
        self._facts: dict[str, StoryFacts] = {}

    def read(self) -> list[Problem]:
        """Find what stories say on the topics, as far as it is new, and return what failed."""
        # Whether a story is on a topic depends on the words and cites of that topic.
        asked = key_of([(one.slug, one.about, *one.cited().values()) for one in self._topics])
        known: dict[str, tuple[str, tuple[str, ...]]] = {}
        new: dict[str, tuple[str, ...]] = {}
        for slug, story in self._stories.items():
            if found := self._store.get(self._key("outline", story, asked)):
                known[slug] = found
                continue
            new[slug] = tuple(topic.slug for topic in self._topics if bears_on(topic, story))
        problems: list[Problem] = []
        # Who speaks in a story is dear to find for no use.
        on_topics = [self._stories[slug] for slug, on in new.items() if on]
        for story, facts, wrong in self._read(on_topics):
            problems += wrong
            if facts:
                known[story.slug] = outline(story, facts), new[story.slug]
        known |= {slug: ("", on) for slug, on in new.items() if not on}
        for slug in new.keys() & known.keys():
            self._store.put(self._key("outline", self._stories[slug], asked), known[slug])
        # In one order, whichever of them are new.
        self._outlines = {slug: known[slug] for slug in self._stories if slug in known}
        return problems

    def _read(
        self, stories: Sequence[Story]
    ) -> Iterator[tuple[Story, StoryFacts | None, Sequence[Problem]]]:
        """Yield what stories say, ``None`` where reading one failed, and the problems met."""
        new: list[Story] = []
        for story in stories:
            if known := self._store.get(self._key("facts", story)):
                yield story, known, ()
            else:
                new.append(story)
        # The dearest step of all, and the last that is of one story alone.
        read_facts = partial(_read_facts, glossary=self._glossary)
        made = self._workers.map(read_facts, new, "reading who says what")
        for story, (facts, wrong) in zip(new, made, strict=True):
            if facts:
                self._store.put(self._key("facts", story), facts)
                # Otherwise whoever composes takes them from there: they are larger than stories.
                if not self._store.is_open:
                    self._facts[story.slug] = facts
            yield story, facts, wrong

    def composed(
        self, topics: Sequence[Topic]
    ) -> Iterator[tuple[Explainer | None, Sequence[Problem]]]:
        """Yield the explainer of each topic, ``None`` where that failed, and what went wrong.

        `read` has been called before.
        """
        tasks = list(map(self._task, topics))
        excerpts: dict[str, Excerpt] = {}
        explainers: dict[str, Explainer] = {}
        problems: dict[str, list[Problem]] = {task.key: [] for task in tasks}
        for task in tasks:
            kept = self._store.get(task.key)
            # Whatever reading it raises, it is composed anew.
            with suppress(Exception):
                explainers[task.key] = _Unpacking(kept, self._stories, excerpts).load()
        new = [task for task in tasks if task.key not in explainers]
        fewest, groups = 2, [[task] for task in new]
        if len(self._stories) < FEWEST_STORIES:
            fewest = len(new) + 1
        elif len(self._stories) > STORIES_TO_COPY:
            # By one process: what each is composed of takes 145 MB of 1,000 stories.
            fewest, groups = 1, [new] if new else []
        # Copies of this process write what they find, and would write what waits here as well.
        self._store.keep()
        made = self._workers.share(self._pack_all, groups, "composing explainers", fewest)
        for task, (packed, wrong) in zip(new, chain.from_iterable(made), strict=True):
            problems[task.key] += wrong
            if packed:
                self._store.put(task.key, packed)
                with one_file(problems[task.key], task.path, "explained"):
                    explainers[task.key] = _Unpacking(packed, self._stories, excerpts).load()
        for task in tasks:
            yield explainers.get(task.key), problems[task.key]

    def support(self, words: Bilingual, cited: Sequence[Excerpt]) -> list[Finding]:
        """Return what sentences do not bear out of words, as `unsupported` does."""
        made_of = [(one.sentence, one.story.names, *one.days()) for one in cited]
        key = self._store.key("support", words, made_of, self._glossary.key)
        return self._store.kept(key, partial(unsupported, words, cited, self._glossary))

    def _task(self, topic: Topic) -> _Task:
        on = [slug for slug, (_, slugs) in self._outlines.items() if topic.slug in slugs]
        said = [self._outlines[slug][0] for slug in on]
        cited = named_sentences(list(topic.cited().values()), self._stories)
        # An editor's words rest on the English of what they cite.
        whole = [(str(one.cite), one.sentence) for one in cited]
        key = self._store.key("explainer", topic, said, whole, self._glossary.key)
        task = _Task(topic, [self._stories[slug] for slug in on], cited, key)
        # Nobody asks for these until there is one more article, which may be long after.
        words = TopicWords(topic)
        for story in task.stories:
            self._store.use(self._key("facts", story), self._key("brings", story, words.key))
        return task

    def _pack_all(self, tasks: Sequence[_Task]) -> list[tuple[bytes, list[Problem]]]:
        # What is read of a story is the same for every topic that cites nothing of it.
        read: dict[str, ReadStory] = {}
        waiting: Counter[str] = Counter()
        for task in tasks:
            waiting.update(story.slug for story in task.stories)
        packed = []
        for task in tasks:
            packed.append(self._pack(task, read))
            waiting.subtract(story.slug for story in task.stories)
            # Topics of other stories each would together keep all that there are.
            for slug in [slug for slug in read if not waiting[slug]]:
                del read[slug]
        return packed

    def _pack(self, task: _Task, read: dict[str, ReadStory]) -> tuple[bytes, list[Problem]]:
        """Return an explainer packed, empty where that failed, and what went wrong.

        `read` has what was read of stories before, by slug, and gets what is read now.
        """
        problems: list[Problem] = []
        packed = b""
        with one_file(problems, task.path, "explained"):
            of_topic = []
            for story in task.stories:
                whole = [e.cite.sentence for e in task.cited if e.cite.slug == story.slug]
                one = read.get(story.slug)
                if one is None or whole:
                    facts = one.facts if one else self._said(story)
                    one = ReadStory(without_english(story, facts, whole), facts)
                    if not whole:
                        read[story.slug] = one
                of_topic.append(one)
            packed = _packed(compose(task.topic, of_topic, self._glossary, self._brought))
        self._store.keep()
        return packed, problems

    def _said(self, story: Story) -> StoryFacts:
        known = self._facts.get(story.slug) or self._store.get(self._key("facts", story))
        return known or facts_of(story, self._glossary)

    def _brought(self, words: TopicWords, story: Story, facts: StoryFacts) -> Contribution:
        key = self._key("brings", story, words.key)
        return self._store.kept(key, partial(contribution_of, words, story, facts))

    def _key(self, kind: str, story: Story, *values: object) -> str:
        made_of = self._story_keys[story.seed]
        return self._store.key(kind, made_of, self._glossary.key, *values)


def _read_facts(story: Story, glossary: Glossary) -> tuple[StoryFacts | None, list[Problem]]:
    """Return what a story says, for all topics, and the problems met; ``None`` if that failed."""
    facts = None
    problems: list[Problem] = []
    with one_file(problems, f"seeds/{story.seed}", "explained"):
        facts = facts_of(story, glossary)
    return facts, problems


# Packed with names in the place of stories and sentences -----------------------------------------


def _packed(explainer: Explainer) -> bytes:
    file = io.BytesIO()
    pickler = pickle.Pickler(file, protocol=5)
    pickler.dispatch_table = _NAMED
    pickler.dump(explainer)
    return file.getvalue()


def _named(name: str) -> Story | Excerpt:
    """Stand for a story, or for a sentence of one that is cited: see `_Unpacking`."""
    raise NotImplementedError(name)


def _unnamed(sentence: Sentence) -> Any:
    # Its English may have been left out, and would not be put back.
    message = f"{sentence.id} is not cited with its story"
    raise pickle.PicklingError(message)


_NAMED: Mapping[type, Callable[[Any], Any]] = {
    Excerpt: lambda excerpt: (_named, (str(excerpt.cite),)),
    Story: lambda story: (_named, (story.slug,)),
    Sentence: _unnamed,
}


class _Unpacking(ValuesOnly):
    """Reads an explainer: stories and sentences are as they are now. `excerpts` are those met."""

    def __init__(
        self, packed: bytes, stories: Mapping[str, Story], excerpts: dict[str, Excerpt]
    ) -> None:
        super().__init__(io.BytesIO(packed))
        self._stories = stories
        self._excerpts = excerpts

    def find_class(self, module: str, name: str) -> Any:
        """Return the class of a value, or what finds a story or a sentence by its name."""
        is_name = (module, name) == (__name__, _named.__name__)
        return self._found if is_name else super().find_class(module, name)

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
