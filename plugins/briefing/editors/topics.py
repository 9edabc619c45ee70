"""Topics: what an explainer is about, as its editor plans it in ``seeds/topics/<topic>.toml``."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import replace
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, StrictBool, StrictInt
from pydantic.dataclasses import dataclass

from ..errors import error_at
from ..language.slugs import SLUG
from ..model import Bilingual, Terms, is_visible
from . import schema
from .schema import RESERVED, SCHEMA, BothTexts, Data, IsoDate, Mistake, OfFile, Slug, Texts
from .toml_lines import Where

# Of a cite that is there twice nothing is told that it does not tell alone.
_PAIRS = schema.accept_if(
    lambda groups: all(len(set(group)) > 1 for group in groups),
    "has a group with fewer than two cites",
    "Name two or more in each",
)
_VIEWS = schema.accept_if(
    lambda views: len(set(views)) > 1 and all(views),
    "has fewer than two views",
    "Give each view a list of its cites, or words of yours with theirs",
)
Count = Annotated[StrictInt, Field(ge=1)]


@dataclass(frozen=True, slots=True, config=SCHEMA)
class Words:
    """What a page may say on one matter; `_is_statement` says which keys go together."""

    ar: str = ""
    """The words in Arabic: the editor's own, or a part of the sentence."""
    en: str = ""
    """The same in English."""
    cite: str = ""
    """The sentence that is shown, whole, or as far as `ar` and `en` are parts of it."""
    cites: Texts = ()
    """The sentences on which the editor's own words rest."""
    basis: str = ""
    """What these said when the words were accepted: `pelican-briefing accept` writes it."""

    @property
    def text(self) -> Bilingual | None:
        """Return the words, ``None`` where a whole sentence is shown."""
        return Bilingual(self.ar, self.en) if self.ar else None

    @property
    def is_written(self) -> bool:
        """Tell whether the words are the editor's own, which are checked against `cites`."""
        return bool(self.cites)

    def all_cites(self) -> Texts:
        """Return the sentences that the words rest on, or the one that is shown."""
        return self.cites or (self.cite,)


def _is_statement(words: Words) -> bool:
    """Tell whether words have their sentences: a whole one, a part of one, or one's own words."""
    has_both = is_visible(words.ar) and is_visible(words.en)
    if words.cites:
        return has_both and not words.cite
    return bool(words.cite) and (has_both or not (words.ar or words.en))


_SOUND = schema.accept_if(
    _is_statement,
    "is not a statement",
    'Write a cite, { cite = "…", ar = "…", en = "…" } for parts of a sentence, or '
    '{ ar = "…", en = "…", cites = ["…"] } for words of your own',
)
Statement = Annotated[
    Words,
    # A sentence is mostly shown whole, and then its cite says all.
    BeforeValidator(lambda value: {"cite": value} if isinstance(value, str) else value),
    _SOUND,
]
"""A sentence, a marked part of one, or an editor's own words with the sentences they rest on."""
Statements = Annotated[
    tuple[Statement, ...],
    # One needs no list.
    BeforeValidator(lambda value: [value] if isinstance(value, (dict, str)) else value),
]


@dataclass(frozen=True, slots=True, config=SCHEMA, kw_only=True)
class TimelineStatement(Words):
    """An entry of the timeline: a statement and its date."""

    date: IsoDate
    """The day, month or year, as one of its sentences has it."""


Moment = Annotated[TimelineStatement, _SOUND]


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
    status: StrictBool = False
    """Whether it asks how things stand now: its newest answer opens the brief."""
    answer: Statements = ()
    """The short answer, where it is the editor's own words or a part of a sentence."""


@dataclass(frozen=True, slots=True, config=SCHEMA)
class FigureSpec(_Named):
    """A quantity to follow."""

    unit: Bilingual
    """What is counted, as readers are told; of a rate what of ("of voters")."""
    nouns: Texts
    """The Arabic nouns that the number counts; of a rate those of what it is the rate."""
    match: Terms = ()
    """Groups of words; the sentence has one of every group."""
    near: Texts = ()
    """Words of which the sentence has at least one."""
    exclude: Texts = ()
    """Words that the sentence must not have."""
    # What happened once has no day on which it holds: such readings stay undated.
    once: StrictBool = False
    """Whether it happened once, as deaths do."""
    rate: StrictBool = False
    """Whether it is a rate or a share in percent, as turnout is."""


def _with_unit(row: Any) -> Any:
    """Return the row of a figure; a rate needs no unit, since it is in percent."""
    is_rate = isinstance(row, dict) and row.get("rate") is True
    return {"unit": {"ar": "", "en": ""}, **row} if is_rate else row


FollowedFigure = Annotated[FigureSpec, BeforeValidator(_with_unit)]


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

    views: Annotated[tuple[Statements, ...], _VIEWS]
    """What each side says: statements, or one."""


@dataclass(frozen=True, slots=True, config=SCHEMA)
class Topic(OfFile):
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
    figures: tuple[FollowedFigure, ...] = Field(default=(), alias="figure")
    """What to count."""
    sides: tuple[Side, ...] = Field(default=(), alias="side")
    """The parties to the matter."""
    brief: Statements = ()
    """What opens the page."""
    moments: tuple[Moment, ...] = Field(default=(), alias="timeline")
    """The dates that the page shows; without any, the build chooses them."""
    same: Annotated[Terms, _PAIRS] = ()
    """Groups of cites that tell of one event in words that are not alike."""
    disputes: tuple[Contested, ...] = Field(default=(), alias="dispute")
    """What the sources contradict one another on."""
    old_slugs: tuple[Slug, ...] = ()
    """Addresses that the page had before; whoever follows them is led on."""
    draft: StrictBool = False
    """Whether its editor is still at work on it: no build publishes it."""

    @property
    def events(self) -> Terms:
        """Return the groups of words that an event of the timeline has."""
        return self.about if self.own_events is None else self.own_events

    def statements(self) -> Iterator[tuple[Where, Statement]]:
        """Yield every statement with its place in the file, in the order of the page."""
        for number, statement in enumerate(self.brief):
            yield ("brief", number), statement
        for place, contested in enumerate(self.disputes):
            for number, view in enumerate(contested.views):
                for part, statement in enumerate(view):
                    yield ("dispute", place, "views", number, part), statement
        for place, question in enumerate(self.questions):
            for number, statement in enumerate(question.answer):
                yield ("question", place, "answer", number), statement
        for number, moment in enumerate(self.moments):
            yield ("timeline", number), moment

    def without(self, places: Container[Where]) -> Topic:
        """Return the topic without the statements at these places, as `statements` names them."""
        kept = {place: one for place, one in self.statements() if place not in places}

        def under(*start: str | int) -> tuple[Statement, ...]:
            return tuple(one for place, one in kept.items() if place[:-1] == start)

        questions = []
        for place, question in enumerate(self.questions):
            questions.append(replace(question, answer=under("question", place, "answer")))
        disputes = []
        for place, contested in enumerate(self.disputes):
            numbers = range(len(contested.views))
            views = [under("dispute", place, "views", number) for number in numbers]
            # One view alone is no dispute, nor the same twice.
            if len(set(filter(None, views))) > 1:
                disputes.append(replace(contested, views=tuple(filter(None, views))))
        # By the names of the fields; to mypy they have those of the file's keys.
        kept_parts: dict[str, Any] = {
            "brief": under("brief"),
            "questions": tuple(questions),
            "disputes": tuple(disputes),
            "moments": under("timeline"),
        }
        return replace(self, **kept_parts)

    def cited(self) -> dict[Where, str]:
        """Return every cite the topic has by its place, in the order of the file's parts."""
        # A cite that leads nowhere is reported in this order, which is the editor's.
        groups: list[tuple[Where, Texts]] = []
        for place, statement in self.statements():
            groups.append(((*place, "cites" if statement.cites else "cite"), statement.all_cites()))
        for index, question in enumerate(self.questions):
            groups.append((("question", index, "cites"), question.cites))
        groups += ((("same", index), group) for index, group in enumerate(self.same))
        found: dict[Where, str] = {}
        for place, cites in groups:
            found |= {(*place, number): cite for number, cite in enumerate(cites)}
        return found


def read_topic(slug: str, text: str, path: str, known: Container[str] | None = None) -> Topic:
    """Return a topic; raise `BriefingError` with every mistake and its line.

    `known` are the glossary's ids, ``None`` where they cannot be told.
    """
    if not SLUG.fullmatch(slug):
        raise error_at(path, "the file's name is not a usable slug", "Use a-z, digits and hyphens")
    if slug in RESERVED:
        raise error_at(path, "a page of the site has this name", "Rename the file")

    def check(data: Data) -> Iterator[Mistake]:
        # Ids are anchors, each table's with a letter of its own before them (#q-…, #f-…).
        for table in ("question", "dispute", "figure", "side"):
            yield from schema.repeated_ids(data, [table], "Give one of the two another id")
        if known is None:
            return
        # A misspelt id would leave all that its person says under no side, and nobody would notice.
        for index, side in schema.rows_of(data, "side"):
            for number, entry in schema.texts_in(side, "entries"):
                if entry not in known:
                    message = f"the glossary has no entry “{entry}”"
                    hint = "Add it there, or name it under “speakers”"
                    yield Mistake(("side", index, "entries", number), message, hint)

    return schema.read_toml(Topic, text, path, check, slug=slug, toml=text)
