"""The values that pass through the pipeline. All are immutable; none knows a file or Pelican."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, Protocol

from .dates.when import When
from .errors import Problem

Lang = Literal["ar", "en"]
BlockKind = Literal["paragraph", "heading", "item", "pullquote", "caption", "embed"]
SetAsideKind = Literal["navigation", "related", "share", "counter", "timestamp", "other"]
State = Literal["reviewed", "machine", "pending"]
EntryKind = Literal["person", "organisation", "place", "term"]

Terms = tuple[tuple[str, ...], ...]
"""Groups of Arabic words or phrases; a sentence matches when it has one of every group."""
Groups = Mapping[str, int]
"""Cites that an editor says tell of one event, each to the number of its group."""

LANGS: tuple[Lang, Lang] = ("ar", "en")
ENTRY_KINDS: tuple[EntryKind, ...] = ("person", "organisation", "place", "term")
PROSE_KINDS: tuple[BlockKind, ...] = ("paragraph", "item")
"""Kinds that are cited; headings, captions and pull quotes repeat or announce the prose."""
_LIST_MARK = re.compile(r"\A(?:[•●▪■◦·]\s*|\*\s+|[-–—ـ]\s+(?![^\w\s]?\d)|\d{1,2}\)\s+)(?=\S)")
"""What opens a line of a list or of a dialogue; a dash before a number may be its sign."""


def without_list_mark(text: str) -> str:
    """Return a text to be read by itself: without the mark of its place in a list."""
    return _LIST_MARK.sub("", text)


def is_visible(text: str) -> bool:
    """Tell whether a text has anything to be seen: more than white space and marks of direction."""
    return any(c.isprintable() and not c.isspace() for c in text)


class PlainValue:
    """Base of frozen dataclasses with slots: pickled as the values of their fields.

    Python asks each one anew which fields it has, and takes twice as long.
    """

    __slots__: tuple[str, ...] = ()

    def __reduce__(self) -> tuple[type, tuple[object, ...]]:
        """Return the class, and what makes another of it."""
        return type(self), tuple([getattr(self, name) for name in self.__slots__])


@dataclass(frozen=True, slots=True)
class Bilingual(PlainValue):
    """A short text in both languages, written by a person or taken from a glossary."""

    ar: str
    en: str

    def __getitem__(self, lang: str) -> str:
        """Return the text in one language, so templates can write ``title[lang]``."""
        return self.ar if lang == "ar" else self.en


@dataclass(frozen=True, slots=True)
class Elsewhere(PlainValue):
    """Another outlet that has the same text, and its address there."""

    outlet: Bilingual
    url: str


@dataclass(frozen=True, slots=True)
class PageMeta(PlainValue):
    """What a page says of itself in its markup or its front matter.

    `date` and `modified` are ISO 8601 cut to what the page states. `evidence` has, by field, the
    tag and its value as written: ``datePublished: 2024-07-24T10:00:00+03:00``.
    """

    title: str | None = None
    date: str | None = None
    modified: str | None = None
    author: str | None = None
    publisher: str | None = None
    url: str | None = None
    tags: tuple[str, ...] = ()
    evidence: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Seed(PlainValue):
    """One source file: its name, its stem, its decoded text and how it was encoded.

    Of a page in HTML or Markdown `text` has the body's lines without markup; `meta` is what the
    page says of itself and `marks` what the markup says of a line, by the line's number. Of a page
    in HTML `places` has, by a line's number in `text`, its number in the file and `ranks` its place
    among all texts of the page; `aside` is what the page shows besides, in page order. `warnings`
    is what an editor should look at, though the seed could be read. `digest` is the key of the
    file's bytes, empty for a text of no file.
    """

    name: str
    stem: str
    text: str
    encoding: str = "utf-8"
    meta: PageMeta | None = None
    marks: Mapping[int, BlockKind] = field(default_factory=dict)
    places: Mapping[int, int] = field(default_factory=dict)
    ranks: Mapping[int, int] = field(default_factory=dict)
    aside: tuple[UnextractedLine, ...] = ()
    warnings: tuple[Problem, ...] = ()
    digest: str = ""

    def line(self, number: int) -> int:
        """Return the line of the file that a line of `text` begins on."""
        return self.places.get(number, number)


@dataclass(frozen=True, slots=True)
class Line(PlainValue):
    """One non-empty line of a seed; `number` is 1-based, `text` has no outer white space."""

    number: int
    text: str
    blank_before: bool = False


@dataclass(frozen=True, slots=True)
class UnextractedLine(PlainValue):
    """A line that a page shows and its article does not have.

    `line` is its number in the file, `before` the number of the line of `Seed.text` after it.
    `is_link` tells that all its words lead elsewhere, `adjoins` that nothing of the article is
    between it and the unextracted line before it. `rank` is its place among all texts of the page.
    """

    line: int
    text: str
    before: int
    is_link: bool = False
    adjoins: bool = False
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Finding(PlainValue):
    """What a check found in a translation: the check's name, and what it saw, in words."""

    kind: str
    detail: Bilingual


@dataclass(frozen=True, slots=True)
class Sentence(PlainValue):
    """The unit of citation.

    `ar` is the source text as written (`lang` says when the source itself is not Arabic);
    `en` is ``None`` while there is no translation. `origin` names the engine and day of a
    machine translation, else it is empty. `findings` are what the checks say of `en`.
    """

    id: str
    ar: str
    en: str | None = None
    state: State = "pending"
    lang: Lang = "ar"
    origin: str = ""
    findings: tuple[Finding, ...] = ()

    @property
    def doubtful(self) -> bool:
        """Tell whether nobody should rely on the English: made by machine, and a check failed."""
        return self.state == "machine" and bool(self.findings)

    def text(self, lang: str) -> str | None:
        """Return the sentence in one language, ``None`` where it is missing."""
        return self.ar if lang == "ar" else self.en

    def text_or_original(self, lang: str) -> str:
        """Return the sentence in one language, in Arabic where that is missing."""
        return self.text(lang) or self.ar

    def shown(self, lang: str) -> str | None:
        """Return the same to be read by itself, where the source's own form is not asked for."""
        text = self.text(lang)
        return text and without_list_mark(text)


@dataclass(frozen=True, slots=True)
class Block(PlainValue):
    """A run of sentences of one kind; `id` is ``p`` and its 1-based place, `line` the seed's."""

    id: str
    kind: BlockKind
    line: int
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class SetAside(PlainValue):
    """A line of the seed that is not part of the story, and why."""

    line: int
    kind: SetAsideKind
    text: str


@dataclass(frozen=True, slots=True)
class Dated(PlainValue):
    """When a story was published or updated.

    `evidence` is the text it was read from, or the editor's reason; `inferred` is true where no
    publication line of the story states it.
    """

    when: When
    evidence: str
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class Stated(PlainValue):
    """A name (publisher, author) and the text of the story that states it."""

    name: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Dateline(PlainValue):
    """Where a story was filed from; `evidence` is the text it was read from."""

    ar: str
    evidence: str
    en: str | None = None


@dataclass(frozen=True, slots=True)
class Mention(PlainValue):
    """A time expression in a sentence, and what it means.

    `start` is the offset of `text` in the Arabic sentence. `when` is ``None`` where the text does
    not support a value. `coarser` is true where the text names a day or a week, and only the month
    or the year could be resolved.
    """

    sentence: str
    text: str
    start: int
    when: When | None
    coarser: bool = False

    @property
    def end(self) -> int:
        """The offset right after the text."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Story(PlainValue):
    """One article in both languages.

    `summary` has the ids of its key points in document order; `headline` is the one of them that
    says most, ``None`` without any. `notes` are an editor's remarks on sentences, by their ids,
    and under ``date`` how the day of publication is known. `names` has the ids of glossary entries
    by the Arabic names that mean them here alone. `added` is the day on which the article came to
    the site, `old_slugs` are addresses that it had before. `also` is where else the same text is,
    `withheld` is how many of its sentences may not be republished.
    """

    slug: str
    seed: str
    stem: str
    title: Sentence
    deck: Sentence | None
    published: Dated | None
    updated: Dated | None
    publisher: Stated | None
    author: Stated | None
    dateline: Dateline | None
    blocks: tuple[Block, ...]
    set_aside: tuple[SetAside, ...]
    evidence: tuple[Line, ...] = ()
    times: tuple[Mention, ...] = ()
    tags: tuple[str, ...] = ()
    summary: tuple[str, ...] = ()
    headline: str | None = None
    editor_summary: Bilingual | None = None
    notes: Mapping[str, Bilingual] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    url: str | None = None
    also: tuple[Elsewhere, ...] = ()
    rights: str | None = None
    short_name: Bilingual | None = None
    added: When | None = None
    old_slugs: tuple[str, ...] = ()
    withheld: int = 0

    def segments(self) -> Iterator[Sentence]:
        """Yield title, deck and every sentence, in document order: all that is translated."""
        yield self.title
        if self.deck:
            yield self.deck
        for block in self.blocks:
            yield from block.sentences

    def each(self, change: Callable[[Sentence], Sentence]) -> Story:
        """Return the story with every segment changed by a function."""
        return replace(
            self,
            title=change(self.title),
            deck=change(self.deck) if self.deck else None,
            blocks=tuple(
                replace(block, sentences=tuple(map(change, block.sentences)))
                for block in self.blocks
            ),
        )

    def body(self) -> Iterator[tuple[Block, Sentence]]:
        """Yield every sentence of the blocks with its block, in document order."""
        for block in self.blocks:
            for sentence in block.sentences:
                yield block, sentence

    def naming_texts(self) -> list[str]:
        """Return all Arabic texts of the story in which a name of the glossary may be."""
        texts = [segment.ar for segment in self.segments()]
        texts += [self.dateline.ar] if self.dateline else []
        return [*texts, self.publisher.name] if self.publisher else texts

    def sentence(self, sentence_id: str) -> Sentence | None:
        """Return the sentence with this id, or ``None``."""
        return next((s for s in self.segments() if s.id == sentence_id), None)


@dataclass(frozen=True, slots=True)
class Cite(PlainValue):
    """A reference to one sentence of one story: ``slug#p3s2``."""

    slug: str
    sentence: str

    def __str__(self) -> str:
        """Return the form used in the data export."""
        return f"{self.slug}#{self.sentence}"


@dataclass(frozen=True, slots=True)
class Excerpt(PlainValue):
    """A cited sentence with its text in both languages and the story's metadata at hand."""

    cite: Cite
    sentence: Sentence
    story: Story

    def times(self) -> list[Mention]:
        """Return the time expressions of the sentence, in order."""
        return [one for one in self.story.times if one.sentence == self.cite.sentence]

    def days(self) -> Iterator[When]:
        """Yield the dates that the sentence names, and the day on which its article appeared."""
        yield from (mention.when for mention in self.times() if mention.when)
        if self.story.published:
            yield self.story.published.when.without_clock()


@dataclass(frozen=True, slots=True)
class Answer(PlainValue):
    """A question of the topic and the sentences that answer it, best first; may be empty.

    The first `lead` are the short answer. `withheld` counts sentences on it that are left out
    because their translation is doubtful.
    """

    id: str
    question: Bilingual
    excerpts: tuple[Excerpt, ...]
    withheld: int = 0
    lead: int = 1


@dataclass(frozen=True, slots=True)
class Event(PlainValue):
    """Something with a date: the sentences that tell it.

    `readings` has the date as each of the excerpts gives it, in their order: one may know only the
    month.
    """

    when: When
    excerpts: tuple[Excerpt, ...]
    readings: tuple[When, ...] = ()


@dataclass(frozen=True, slots=True)
class FigureValue(PlainValue):
    """One reading of a figure: its number, qualifier, the day it holds for, and its source.

    Where the text tells a change and no number of its own ("cut by half") `change` is its direction
    and `value` the part of the whole, or a number of what is counted where that is above 1. Of a
    rate (`is_rate`) it is a percentage.
    """

    value: float
    qualifier: str | None
    as_of: When | None
    excerpts: tuple[Excerpt, ...]
    change: Literal["down", "up"] | None = None
    is_rate: bool = False


@dataclass(frozen=True, slots=True)
class Figure(PlainValue):
    """A quantity followed across sources and over time, values in order of `as_of`."""

    id: str
    label: Bilingual
    unit: Bilingual
    values: tuple[FigureValue, ...]


@dataclass(frozen=True, slots=True)
class Quote(PlainValue):
    """What somebody said; `direct` where it holds a verbatim span in quotation marks.

    `about` tells whether it is on the explainer's subject; `words` are the clause of the sentence
    that is this speaker's, ``None`` where that is all of it.
    """

    speaker: Bilingual
    role: Bilingual | None
    direct: bool
    excerpt: Excerpt
    side: str | None = None
    about: bool = True
    words: Bilingual | None = None


@dataclass(frozen=True, slots=True)
class Comparison(PlainValue):
    """One question and what each story says on it, by slug; a story may say nothing.

    `withheld` are the slugs of stories of which only doubtful translations speak of it.
    """

    question: Bilingual
    by_story: Mapping[str, tuple[Excerpt, ...]]
    withheld: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Difference(PlainValue):
    """Readings of one figure, or dates of one event, that do not go together."""

    figure: Figure | None
    values: tuple[FigureValue, ...] = ()
    events: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True)
class Change(PlainValue):
    """What the articles of one day brought to an explainer that it did not have before.

    `articles` are cited by their titles.
    """

    day: str
    articles: tuple[Excerpt, ...]
    figures: tuple[tuple[Figure, FigureValue], ...]
    events: tuple[Event, ...]
    answers: tuple[tuple[Bilingual, Excerpt], ...]

    @property
    def citations(self) -> tuple[Excerpt, ...]:
        """What each of these cites."""
        cited = list(self.articles)
        for _, value in self.figures:
            cited += value.excerpts
        cited += [self.report_of(event) for event in self.events]
        cited += [excerpt for _, excerpt in self.answers]
        return tuple(cited)

    def report_of(self, event: Event) -> Excerpt:
        """Return the report of an event that came on this day."""
        # The finest date comes first in an event, and may be of a later article.
        for excerpt in event.excerpts:
            published = excerpt.story.published
            if published and published.when.day == self.day:
                return excerpt
        return event.excerpts[0]


class Published(Protocol):
    """What has a slug and perhaps a day on which it was published."""

    @property
    def slug(self) -> str:
        """What orders articles of one instant."""

    @property
    def published(self) -> Dated | None:
        """The day, ``None`` where it is not known."""


def newest_first(article: Published) -> tuple[bool, float, str]:
    """Return the key that orders articles by the first instant they can be of, newest first.

    Undated ones come last; those of one instant go by slug.
    """
    instant = article.published.when.instant.timestamp() if article.published else 0.0
    return article.published is None, -instant, article.slug
