"""What one story says, and what of it is on a topic: values that sections are built from.

Reading what a story says is expensive and depends on the story and the glossary alone. So it is
done once for all topics, perhaps in another process, and cached from build to build. Sentences are
given by their place among those that may be cited, and no text of the story is repeated.
"""

from __future__ import annotations

import sys
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal, NamedTuple

from ..dates.when import When
from ..fingerprint import key_of
from ..language.arabic import content_of
from ..model import Bilingual, Cite, EntryKind, Excerpt, Lang, PlainValue, Sentence, Story

SHOWN_KINDS: tuple[EntryKind, ...] = ("person", "organisation")
"""Kinds of glossary entries of which an explainer tells who is named."""


class Counted(NamedTuple):
    """A number that may count something, with padded stems of the words around it.

    `noun` are those of the two words after it and of the noun after "the number of" before it; of a
    percentage (`is_rate`) those of what it is the rate or the share of. `around` are those of its
    clause, `before` those before it, `beside` those of them in its clause. `day` is when it held.
    `is_part` tells that "among them" is before it.
    """

    value: float
    qualifier: str | None
    noun: str
    around: str
    before: str
    beside: str
    day: When | None
    is_part: bool
    is_rate: bool


class Changed(NamedTuple):
    """By how much something is said to have changed: `what`, and the `value` of the change.

    `after` are the stems of the words after it, of which one has to be what is counted; ``None``
    where nothing follows that could be. `day` is that of the change, ``None`` if unknown.
    """

    what: str
    value: float
    after: str | None
    day: When | None
    is_less: bool


class Spoken(NamedTuple):
    """What somebody says in a sentence: `Quote` without what a topic adds to it.

    `entry` is the glossary's id of whoever speaks or is spoken for, empty where there is none.
    """

    speaker: Bilingual
    role: Bilingual | None
    is_direct: bool
    entry: str
    words: Bilingual | None


class WorkedOut(NamedTuple):
    """A date that has to be explained: its words in both languages, and what they mean.

    `english` are the words that surely mean it, ``None`` where there are none; `has_part` tells
    whether they name the part of the period that the Arabic names.
    """

    arabic: str
    english: str | None
    when: When
    has_part: bool


class OutOfContext(NamedTuple):
    """What a reader has to be told of a sentence away from its article.

    `is_unnamed` tells whether it speaks of a body that it does not name ("the statement says").
    `unnamed` are the languages in which it has a speaker and does not name them ("he added").
    `antecedent` is the id of the sentence that its "that" refers to. `dates` are to be explained.
    `times` counts its time expressions; `open_times` are the Arabic words of those that nothing
    explains.
    """

    is_alone: bool
    is_unnamed: bool
    is_judging: bool
    unnamed: tuple[Lang, ...]
    antecedent: str | None
    dates: tuple[WorkedOut, ...]
    times: int
    open_times: tuple[str, ...]


class SentenceFacts(NamedTuple):
    """What one sentence that may be cited says; `stems` are padded with blanks.

    `numbers` and `facts` (those and the months of its dates) are what two reports of one thing have
    in common. `names` are ids of the glossary. `is_long` tells whether it is more than is read at a
    glance, in either language; `clause` is then its head clause, if it has a date.
    """

    id: str
    stems: str
    denies: bool
    numbers: frozenset[float]
    facts: frozenset[str]
    counted: tuple[Counted, ...]
    changed: tuple[Changed, ...]
    spoken: tuple[Spoken, ...]
    names: tuple[str, ...]
    is_long: bool
    clause: Bilingual | None
    out_of_context: OutOfContext


class DatedReport(NamedTuple):
    """A date that a sentence gives an event: the sentence's place, and the stems after the date.

    `after` is ``None`` where the sentence may be on a subject by any of its words.
    """

    place: int
    when: When
    after: str | None


@dataclass(frozen=True, slots=True)
class StoryFacts(PlainValue):
    """All that explainers need of one story; `sentences` are those that may be cited, in order.

    `doubtful` has the ids of those that may not, with the stems of prose (``None`` for the rest).
    """

    sentences: tuple[SentenceFacts, ...]
    dated: tuple[DatedReport, ...]
    doubtful: tuple[tuple[str, str | None], ...]


class Counting(NamedTuple):
    """What a sentence says of a figure: `FigureValue` with the sentence's place in the story."""

    place: int
    value: float
    qualifier: str | None
    as_of: When | None
    change: Literal["down", "up"] | None = None


@dataclass(frozen=True, slots=True)
class Contribution(PlainValue):
    """What one story brings to a topic, sentences by their places among its facts.

    `on_subject` are those with the words of the topic's events, `events` the places of its dated
    reports among them. By question: `hits` are the sentences with its words and how many these
    are, `chosen` the ids of those that stand for the story, `withheld` how many are doubtful. By
    figure: `countings`.
    """

    on_subject: frozenset[int]
    events: tuple[int, ...]
    hits: tuple[tuple[tuple[int, int], ...], ...]
    chosen: tuple[tuple[str, ...], ...]
    withheld: tuple[int, ...]
    countings: tuple[tuple[Counting, ...], ...]


def month_fact(when: When) -> str:
    """Return the month in which a time begins, as `SentenceFacts.facts` names it."""
    return f"{when.start.year}-{when.start.month}"


def without_english(story: Story, facts: StoryFacts, but: Collection[str] = ()) -> Story:
    """Return a story without the English of the sentences that `facts` describe.

    `but` are the ids of sentences that keep theirs, since an editor's words may rest on it.
    """
    known = {sentence.id for sentence in facts.sentences}.difference(but)

    def bare(sentence: Sentence) -> Sentence:
        return Sentence(sentence.id, sentence.ar) if sentence.id in known else sentence

    return story.each(bare)


def outline(story: Story, facts: StoryFacts) -> str:
    """Return the key of all that explainers are composed of in a story, unless they cite it."""
    said = []
    for one in facts.sentences:
        # Sorted, since the order of a set of strings differs from process to process.
        bare = one._replace(numbers=frozenset(), facts=frozenset())
        said.append((bare, sorted(one.numbers), sorted(one.facts)))
    return key_of(without_english(story, facts), said, facts.dated, facts.doubtful)


class ReadStory:
    """A story and what it says, with its sentences as excerpts; all topics share it."""

    def __init__(self, story: Story, facts: StoryFacts) -> None:
        self.story = story
        self.facts = facts
        self.places = {one.id: place for place, one in enumerate(facts.sentences)}
        self.excerpts: list[Excerpt] = []
        for sentence in story.segments():
            if sentence.id in self.places:
                self.excerpts.append(Excerpt(Cite(story.slug, sentence.id), sentence, story))
        self._content: dict[int, tuple[str, ...]] = {}

    def excerpt(self, sentence_id: str) -> Excerpt | None:
        """Return any sentence of the story, headings and captions among them, by its id."""
        if sentence_id in self.places:
            return self.excerpts[self.places[sentence_id]]
        sentence = self.story.sentence(sentence_id)
        cite = Cite(self.story.slug, sentence_id)
        return Excerpt(cite, sentence, self.story) if sentence else None

    def content(self, place: int) -> tuple[str, ...]:
        """Return the stems of a sentence that carry meaning, each once."""
        if place not in self._content:
            stems = self.facts.sentences[place].stems.split()
            # Ten thousand articles have two hundred thousand of these: strings are shared, and a
            # tuple takes a sixth of the memory of a set.
            self._content[place] = tuple(dict.fromkeys(map(sys.intern, content_of(stems))))
        return self._content[place]


class BearingStory:
    """A story that bears on a topic: what `ReadStory` has, and what the story brings to it."""

    def __init__(self, read: ReadStory, contribution: Contribution) -> None:
        self.story, self.facts = read.story, read.facts
        self.excerpts, self.places = read.excerpts, read.places
        self.excerpt, self.content = read.excerpt, read.content
        self.contribution = contribution
