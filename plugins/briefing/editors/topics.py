"""Topics: what an explainer is about, as its editor plans it in ``seeds/topics/<topic>.toml``."""

from __future__ import annotations

from collections.abc import Container, Iterator
from itertools import chain
from typing import Annotated

from pydantic import Field, StrictBool, StrictInt
from pydantic.dataclasses import dataclass

from ..errors import error_at
from ..language.slugs import SLUG
from ..model import Bilingual, Terms
from .schema import (
    RESERVED,
    SCHEMA,
    BothTexts,
    Data,
    Mistake,
    Slug,
    Texts,
    accept_if,
    read_toml,
    repeated_ids,
    rows_of,
)

# Of a cite that is there twice nothing is told that it does not tell alone.
_PAIRS = accept_if(
    lambda groups: all(len(set(group)) > 1 for group in groups),
    "has a group with fewer than two cites",
    "Name two or more in each",
)
_VIEWS = accept_if(
    lambda views: len(set(views)) > 1 and all(views),
    "has fewer than two views",
    "Give each view a list of its cites",
)
Count = Annotated[StrictInt, Field(ge=1)]


@dataclass(frozen=True, slots=True, config=SCHEMA)
class _Named:
    """The id and the name in both languages that every table of a topic begins with."""

    id: Slug
    """The anchor on the page: lower-case letters, digits, hyphens."""
    # They may be empty: a draft takes them from stories, where one may lack its translation.
    ar: str
    """The question, or the name, in Arabic."""
    en: str
    """The same in English."""

    @property
    def text(self) -> Bilingual:
        """Return the question or the name."""
        return Bilingual(self.ar, self.en)


@dataclass(frozen=True, slots=True, config=SCHEMA)
class Question(_Named):
    """A reader's question."""

    match: Terms = ()
    """Groups of words; an answer has one of every group."""
    cites: Texts = ()
    """The editor's own choice of answers, best first."""
    limit: Count = 3
    """Sentences of the answer at most."""
    lead: Count = 1
    """How many of them are the short answer."""


@dataclass(frozen=True, slots=True, config=SCHEMA)
class FigureSpec(_Named):
    """A quantity to follow."""

    unit: Bilingual
    """What is counted, as readers are told."""
    nouns: Texts
    """The Arabic nouns that the number counts."""
    match: Terms = ()
    """Groups of words; the sentence has one of every group."""
    near: Texts = ()
    """Words of which the sentence has at least one."""
    exclude: Texts = ()
    """Words that the sentence must not have."""
    # What happened once has no day on which it holds: such readings stay undated.
    once: StrictBool = False
    """Whether it happened once, as deaths do."""


@dataclass(frozen=True, slots=True, config=SCHEMA)
class Side(_Named):
    """A party to the matter and who speaks for it."""

    entries: Texts = ()
    """Glossary ids of those who speak for it."""
    speakers: Texts = ()
    """Arabic names of others, as the page shows them."""


@dataclass(frozen=True, slots=True, config=SCHEMA)
class Contested(_Named):
    """A question on which sources contradict one another."""

    views: Annotated[Terms, _VIEWS]
    """A group of cites for each of the readings."""


@dataclass(frozen=True, slots=True, config=SCHEMA)
class Topic:
    """One explainer's plan; its `slug` is the name of its file."""

    # No key: a topic's address is the name of its file, so that two cannot have one.
    slug: Annotated[str, Field(exclude=True)]
    title: BothTexts
    """The page's title."""
    intro: BothTexts
    """What the page is about, in a sentence or two."""
    about: Terms
    """Groups of words; a story with one of every group bears on it."""
    # Where none are given these are the words of `about`, which another key holds: see `events`.
    own_events: Terms | None = Field(default=None, alias="events")
    """The same for the timeline; without it, as `about`."""
    questions: tuple[Question, ...] = Field(default=(), alias="question")
    """What readers ask."""
    figures: tuple[FigureSpec, ...] = Field(default=(), alias="figure")
    """What to count."""
    sides: tuple[Side, ...] = Field(default=(), alias="side")
    """The parties to the matter."""
    brief: Texts = ()
    """Cites of the sentences that open the page."""
    same: Annotated[Terms, _PAIRS] = ()
    """Groups of cites that tell of one event in words that are not alike."""
    disputes: tuple[Contested, ...] = Field(default=(), alias="dispute")
    """What the sources contradict one another on."""

    @property
    def events(self) -> Terms:
        """Return the groups of words that an event of the timeline has."""
        return self.about if self.own_events is None else self.own_events

    def cited(self) -> Texts:
        """Return every cite the topic has, in the order of the file's parts."""
        # A cite that leads nowhere is reported in this order, which is the editor's.
        questions = (question.cites for question in self.questions)
        disputes = (dispute.views for dispute in self.disputes)
        return tuple(chain(self.brief, *questions, *self.same, *chain.from_iterable(disputes)))


def read_topic(slug: str, text: str, path: str, known: Container[str] | None = None) -> Topic:
    """Return a topic; raise `BriefingError` with every mistake and its line.

    `known` are the glossary's ids, ``None`` where they cannot be told.
    """
    if not SLUG.fullmatch(slug):
        raise error_at(path, "the file's name is no usable slug", "Use a-z, digits and hyphens")
    if slug in RESERVED:
        raise error_at(path, "a page of the site has this name", "Rename the file")

    def check(data: Data) -> Iterator[Mistake]:
        # Ids are anchors, each table's with a letter of its own before them (#q-…, #f-…).
        for table in ("question", "dispute", "figure", "side"):
            yield from repeated_ids(data, [table], "Give one of the two another id")
        if known is None:
            return
        # A misspelt id would leave all that its person says under no side, and nobody would notice.
        for index, side in rows_of(data, "side"):
            entries = side.get("entries")
            for number, entry in enumerate(entries if isinstance(entries, list) else ()):
                if isinstance(entry, str) and entry not in known:
                    message = f"the glossary has no entry “{entry}”"
                    hint = "Add it there, or name it under “speakers”"
                    yield Mistake(("side", index, "entries", number), message, hint)

    return read_toml(Topic, text, path, check, slug=slug)
