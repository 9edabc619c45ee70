"""Stories made of their files, with the store as a cache of what earlier builds have made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial

from .. import pipeline
from ..edition import Article, Edition, Inputs, MadeStory
from ..editors.glossary import Glossary
from ..fingerprint import key_of
from ..model import Seed, Sentence
from ..translate.memory import Memory, shared_memory
from .composing import Composer, FactsSource
from .record import is_final
from .store import Store
from .workers import Workers

MOST_AT_ONCE = 1000
"""Articles parsed before any is finished: a parsed one takes as much memory again as its story."""


@dataclass(frozen=True)
class FinishInputs:
    """What finishing a story depends on besides its own files.

    `names` is the key of the glossary's names that may be in it, `untranslated` are the segments
    that its own memory lacks and other stories' memories may have. `entries` are the ids of all
    entries that may tell who speaks in it, and `entries_key` is the key of these.
    """

    names: str
    untranslated: tuple[Sentence, ...]
    entries: tuple[str, ...] = ()
    entries_key: str = ""


class StoryMaker:
    """Makes stories, or takes them from `store` if it has one made of the same files and names.

    `keys` has, by the name of its seed, the key of all that each story was made of, `sources` what
    is needed to read what it says. Others than `workers` may do the work from some time on.
    """

    def __init__(self, store: Store, workers: Workers) -> None:
        self.keys: dict[str, str] = {}
        self.sources: dict[str, FactsSource] = {}
        self.store = store
        self.workers = workers

    def make(self, inputs: Inputs, store: Store | None = None) -> list[MadeStory]:
        """Return the finished story of each seed, in order; a later run brings its own `store`."""
        self.store = store or self.store
        # Made of all memories at the first call, which an untranslated segment alone needs.
        shared = cache(partial(shared_memory, inputs.memories))
        made: dict[str, MadeStory] = {}
        changed: list[Article] = []
        # First what can be found without parsing: in most builds that is nearly everything.
        for article in pipeline.articles(inputs):
            needed: FinishInputs | None
            needed = self.store.get(self._finish_inputs_key(article, inputs.glossary))
            found = self._finished_before(article, needed, shared) if needed else None
            if found:
                made[article.seed.name] = found
            else:
                changed.append(article)
        for start in range(0, len(changed), MOST_AT_ONCE):
            made |= self._made_new(changed[start : start + MOST_AT_ONCE], inputs.glossary, shared)
        # In the order of the seeds: an address belongs to the first that has it.
        return [made[seed.name] for seed in inputs.seeds]

    def _made_new(
        self, articles: Sequence[Article], glossary: Glossary, shared: Callable[[], Memory]
    ) -> dict[str, MadeStory]:
        """Return the finished stories of articles that have changed, by the names of seeds."""
        made: dict[str, MadeStory] = {}
        unfinished = []
        # They have to be parsed, if only to see which names are in them.
        for article, parsed in zip(articles, self._parsed(articles), strict=True):
            name = article.seed.name
            needed = _finish_inputs(parsed, article, glossary)
            self.store.put(self._finish_inputs_key(article, glossary), needed)
            # If the glossary changed in other names alone, the store has the finished story.
            found = self._finished_before(article, needed, shared)
            if found:
                made[name] = found
            else:
                others = _entries_of(shared, needed.untranslated)
                # Without the text, which finishing does not need and other processes would get.
                seed = Seed(name, article.seed.stem, "")
                unfinished.append((parsed, replace(article, seed=seed, others=others)))
        # Checks take most of the time of a first build, and each story stands alone.
        finished = self.workers.map(partial(_finish, glossary=glossary), unfinished, "checking")
        for (_, article), story in zip(unfinished, finished, strict=True):
            made[article.seed.name] = story
            # A failure that may pass, as one for want of memory, is not kept.
            if is_final(story.problems):
                self.store.put(self.keys[article.seed.name], story)
        return made

    def edition(self, inputs: Inputs) -> Edition:
        """Return the edition of the inputs, with its explainers."""
        return self.explained(pipeline.gather(inputs, self.make(inputs)), inputs)

    def explained(self, edition: Edition, inputs: Inputs) -> Edition:
        """Return an edition of stories made here with its explainers."""
        composer = Composer(self.store, self.workers, self.sources, edition, inputs)
        edition = replace(edition, problems=(*edition.problems, *composer.read_facts()))
        return pipeline.explain(edition, inputs, composer.compose_topics, composer.support)

    def _parsed_key(self, article: Article) -> str:
        return self.store.key("parsed", article.seed.name, article.seed.digest, article.sidecar)

    def _finish_inputs_key(self, article: Article, glossary: Glossary) -> str:
        # The whole glossary: which names of it may be in a story is what is looked up here.
        return self.store.key("finish inputs", self._own_files(article), glossary.key)

    def _own_files(self, article: Article) -> tuple[object, ...]:
        """Return what stands in keys for a story's own files and the titles edited in its posts."""
        titles = tuple(article.titles.items())
        return self._parsed_key(article), article.memory.digest, titles

    def _finished_before(
        self, article: Article, needed: FinishInputs, shared: Callable[[], Memory]
    ) -> MadeStory | None:
        """Return a finished story if the store has it; note its key and its source anyway."""
        others = _entries_of(shared, needed.untranslated).entries
        key = self.store.key("finished", self._own_files(article), needed.names, others)
        self.keys[article.seed.name] = key
        self.sources[article.seed.name] = FactsSource(
            key_of(key, needed.entries_key), needed.entries
        )
        found: MadeStory | None = self.store.get(key)
        return found

    def _parsed(self, articles: Sequence[Article]) -> list[MadeStory]:
        """Return the parsed story of each article, those of earlier builds from the store."""
        parsed: dict[str, MadeStory] = {}
        new: list[Article] = []
        for article in articles:
            if known := self.store.get(self._parsed_key(article)):
                parsed[article.seed.name] = known
            else:
                new.append(article)
        made = self.workers.map(pipeline.parse, new, "reading")
        for article, story in zip(new, made, strict=True):
            parsed[article.seed.name] = story
            if is_final(story.problems):
                self.store.put(self._parsed_key(article), story)
        return [parsed[article.seed.name] for article in articles]


def make_edition(inputs: Inputs, store: Store | None = None, processes: int = 1) -> Edition:
    """Return the edition of the inputs; `store` has what earlier builds have made."""
    return StoryMaker(store or Store(None), Workers(processes)).edition(inputs)


def _entries_of(shared: Callable[[], Memory], untranslated: Sequence[Sentence]) -> Memory:
    """Return what other stories' memories have for the untranslated segments of a story."""
    found = []
    for sentence in untranslated:
        if entry := shared().find(sentence):
            found.append(replace(entry, context=sentence.id))
    return Memory(found)


def _finish(parsed: tuple[MadeStory, Article], glossary: Glossary) -> MadeStory:
    # A function of this module, so that it can be sent to another process.
    return pipeline.finish(*parsed, glossary)


def _finish_inputs(parsed: MadeStory, article: Article, glossary: Glossary) -> FinishInputs:
    story = parsed.story
    if story is None:
        return FinishInputs("", ())
    # All texts that may have a name in them, so that no other name can change the story.
    naming = [*story.naming_texts(), *article.titles.values()]
    bearing = glossary.may_bear_on("\n".join(naming))
    # An editor may tag with any entry, and say that a name means it.
    tagged = [glossary.entries.get(one) for one in (*story.tags, *article.sidecar.names.values())]
    day = story.published.when.iso_date if story.published else None
    telling = glossary.may_tell_speakers("\n".join(naming), day)
    known = {entry.id for _, entry in bearing}
    known |= {entry.id for entry in (*tagged, *telling) if entry}
    # In the glossary's order: of two countries with one adjective the first has it.
    entries = [entry for entry in glossary.entries.values() if entry.id in known]
    return FinishInputs(
        key_of(bearing, tagged),
        pipeline.untranslated(story, article.memory),
        tuple(entry.id for entry in entries),
        key_of(entries),
    )
