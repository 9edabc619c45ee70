"""Stories made of their files; what an earlier build has made of the same is in the store."""

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
from .composing import Composer
from .record import is_final
from .store import Store
from .workers import Workers

MOST_AT_ONCE = 1000
"""Articles that are made at once: parsed, each takes as much memory again as its story."""


@dataclass(frozen=True)
class FinishInputs:
    """What finishing a story depends on besides its own files.

    `names` is the key of all names of the glossary that may be in it, `lacking` its segments that
    other stories' memories are asked for.
    """

    names: str
    lacking: tuple[Sentence, ...]


class StoryMaker:
    """Makes stories; of the same files and names each is made once, if `store` keeps it.

    It has those of earlier builds. `keys` has, by the name of its seed, the key of all that
    each story was made of.
    """

    def __init__(self, store: Store, workers: Workers) -> None:
        self.keys: dict[str, str] = {}
        self.store = store
        self._workers = workers

    def make(self, inputs: Inputs) -> list[MadeStory]:
        """Return the finished story of each seed, in their order."""
        # Of the glossary as a whole; a story depends on the names that may be in it alone.
        names = inputs.glossary.key
        shared = cache(partial(shared_memory, inputs.memories))
        made: dict[str, MadeStory] = {}
        waiting: list[Article] = []
        # First what is known without reading any text: in most builds that is nearly everything.
        for article in pipeline.articles(inputs):
            known: FinishInputs | None = self.store.get(self._finish_inputs_key(article, names))
            found = self._finished(article, known, shared) if known else None
            if found:
                made[article.seed.name] = found
            else:
                waiting.append(article)
        for start in range(0, len(waiting), MOST_AT_ONCE):
            made |= self._made_new(waiting[start : start + MOST_AT_ONCE], inputs.glossary, shared)
        # As the seeds are read: an address belongs to the first that has it.
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
            self.store.put(self._finish_inputs_key(article, glossary.key), needed)
            # Names may have changed that this story has not.
            found = self._finished(article, needed, shared)
            if found:
                made[name] = found
            else:
                others = _entries_of(shared, needed.lacking)
                # No more of its seed than messages need, since it goes to other processes.
                seed = Seed(name, article.seed.stem, "")
                unfinished.append((parsed, replace(article, seed=seed, others=others)))
        # Checks take most of the time of a first build, and each story stands alone.
        finished = self._workers.map(_Finish(glossary), unfinished, "checking")
        for (_, article), story in zip(unfinished, finished, strict=True):
            made[article.seed.name] = story
            # What failed for want of memory, say, need not fail again.
            if is_final(story.problems):
                self.store.put(self.keys[article.seed.name], story)
        return made

    def make_later(self, inputs: Inputs, store: Store) -> list[MadeStory]:
        """Return the stories of inputs in a later run of the process, whose store is another."""
        self.store = store
        return self.make(inputs)

    def edition(self, inputs: Inputs) -> Edition:
        """Return the edition of the inputs, with its explainers."""
        return self.explained(pipeline.gather(inputs, self.make(inputs)), inputs)

    def explained(self, edition: Edition, inputs: Inputs) -> Edition:
        """Return an edition of stories made here with its explainers."""
        composer = Composer(self.store, self._workers, self.keys, edition, inputs)
        edition = replace(edition, problems=(*edition.problems, *composer.read()))
        return pipeline.explain(edition, inputs, composer.composed, composer.support)

    def _parsed_key(self, article: Article) -> str:
        return self.store.key("parsed", article.seed.name, article.seed.digest, article.sidecar)

    def _finish_inputs_key(self, article: Article, names: str) -> str:
        return self.store.key("finish inputs", self._own_key(article), names)

    def _own_key(self, article: Article) -> tuple[object, ...]:
        """Return what a story's own files say, and what a person wrote into its posts."""
        titles = tuple(article.titles.items())
        return self._parsed_key(article), article.memory.digest, titles

    def _finished(
        self, article: Article, needed: FinishInputs, shared: Callable[[], Memory]
    ) -> MadeStory | None:
        """Note the key of a finished story, and return it if it is in the store."""
        others = _entries_of(shared, needed.lacking).entries
        key = self.store.key("finished", self._own_key(article), needed.names, others)
        self.keys[article.seed.name] = key
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
        made = self._workers.map(pipeline.parse, new, "reading")
        for article, story in zip(new, made, strict=True):
            parsed[article.seed.name] = story
            if is_final(story.problems):
                self.store.put(self._parsed_key(article), story)
        return [parsed[article.seed.name] for article in articles]


def make_edition(inputs: Inputs, store: Store | None = None, processes: int = 1) -> Edition:
    """Return the edition of the inputs; `store` has what earlier builds have made."""
    return StoryMaker(store or Store(None), Workers(processes)).edition(inputs)


def _entries_of(memory: Callable[[], Memory], lacking: Sequence[Sentence]) -> Memory:
    """Return the entries of a memory for the segments that a story lacks, and no others."""
    found = []
    for sentence in lacking:
        # Put together of all memories when the first story asks for it.
        if entry := memory().find(sentence):
            found.append(replace(entry, context=sentence.id))
    return Memory(found)


@dataclass(frozen=True)
class _Finish:
    """Finishes parsed stories, in whatever process."""

    glossary: Glossary

    def __call__(self, parsed: tuple[MadeStory, Article]) -> MadeStory:
        return pipeline.finish(*parsed, self.glossary)


def _finish_inputs(parsed: MadeStory, article: Article, glossary: Glossary) -> FinishInputs:
    story = parsed.story
    if story is None:
        return FinishInputs("", ())
    # Whatever a name may stand in, so that no other name can change the story.
    naming = [*story.naming_texts(), *article.titles.values()]
    bearing = glossary.may_bear_on("\n".join(naming))
    # An editor may tag with any entry, and say that a name means it.
    tagged = [glossary.entries.get(one) for one in (*story.tags, *article.sidecar.names.values())]
    return FinishInputs(key_of(bearing, tagged), pipeline.lacking(story, article.memory))
