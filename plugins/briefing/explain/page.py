"""The explainer page as values: a list of sections of claims, in the order in which they are read.

Everything a writer of the page needs is decided here: which sentences, who speaks in them, what
their "that" and "last April" mean, and the number of each citation. The theme, the Markdown post,
the feeds and the export only write these values. Nothing here is laid out or put into words of the
site; those are in the theme's catalogues.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from functools import cache
from typing import Any, ClassVar, cast

from ..dates.when import When
from ..model import (
    Answer,
    Bilingual,
    Change,
    Comparison,
    Difference,
    EntryKind,
    Event,
    Excerpt,
    Figure,
    FigureValue,
    Lang,
    PlainValue,
    Quote,
    Sentence,
    Story,
)


@dataclass(frozen=True, slots=True)
class DateNote(PlainValue):
    """What a relative date in a sentence means, as a reader away from its article must be told.

    `phrase` are the words of the sentence that it explains, ``None`` where that is plain. Where
    nothing more can be told than the day of the article, `when` is that.
    """

    when: When
    phrase: str | None
    is_day_of_article: bool = False


@dataclass(frozen=True, slots=True)
class Speaker(PlainValue):
    """Who speaks in a sentence that names nobody; `role` only at the first mention on the page."""

    name: Bilingual
    role: Bilingual | None


@dataclass(frozen=True, slots=True)
class Claim(PlainValue):
    """What the page states, with its citations: a sentence, a part of one, or an editor's words.

    `citations` are all sentences that support it, its own first. `readings` has for each of them
    the date that its source gives where it knows less than the claim's own, else ``None``.
    `antecedent` is the sentence before it that its "that" refers to; the page may show it further
    up already (`is_antecedent_above`). `speakers` and `dates` are by
    language, since a translation may name what its original leaves out. `quote` is set where the
    claim is shown as somebody's words, `is_judgement` where the article itself judges. `words` are
    a part of the sentence in both languages or, if `is_written`, the editor's own words;
    `is_outdated` tells that a sentence changed since these were accepted. A sentence that the page
    shows further up (`is_above`) is only pointed to.
    """

    excerpt: Excerpt
    citations: tuple[Excerpt, ...]
    antecedent: Excerpt | None = None
    speakers: Mapping[Lang, Speaker] = field(default_factory=dict)
    dates: Mapping[Lang, tuple[DateNote, ...]] = field(default_factory=dict)
    readings: tuple[When | None, ...] = ()
    quote: Quote | None = None
    words: Bilingual | None = None
    is_written: bool = False
    is_outdated: bool = False
    is_judgement: bool = False
    is_antecedent_above: bool = False
    is_above: bool = False

    @property
    def note(self) -> Bilingual | None:
        """The editor's remark on the sentence, ``None`` without one or where not all is shown.

        What it is about may be in the rest.
        """
        return None if self.words else self.excerpt.story.notes.get(self.excerpt.cite.sentence)


@dataclass(frozen=True, slots=True)
class SourcesInBrief(PlainValue):
    """How many articles of how many outlets; `days` are the days of those that are dated."""

    count: int
    outlets: int
    days: tuple[When, ...]
    citations: tuple[Excerpt, ...]


@dataclass(frozen=True, slots=True)
class AheadInBrief(PlainValue):
    """Dates that the newest sources, of `day`, still had before them."""

    events: tuple[Event, ...]
    day: When
    citations: tuple[Excerpt, ...]


@dataclass(frozen=True, slots=True)
class NewerThanBrief(PlainValue):
    """How many articles are newer than all that an editor's brief cites, the newest of `day`."""

    count: int
    day: When


@dataclass(frozen=True, slots=True)
class BriefSection(PlainValue):
    """How things stand, what is still ahead, where that is from; each with its citations.

    `day` is that of the newest article that the claims can know of, ``None`` where it is unknown.
    """

    id: ClassVar[str] = "brief"
    claims: tuple[Claim, ...]
    ahead: AheadInBrief | None
    sources: SourcesInBrief
    day: When | None = None
    newer: NewerThanBrief | None = None


@dataclass(frozen=True, slots=True)
class View(PlainValue):
    """What one voice says in a dispute.

    `speaker` is ``None`` where it is the article itself, or where somebody `is_reported` there of
    whom it is not known who it is.
    """

    speaker: Speaker | None
    stories: tuple[Story, ...]
    claims: tuple[Claim, ...]
    is_reported: bool = False


@dataclass(frozen=True, slots=True)
class DisputeViews(PlainValue):
    """A question that sources dispute, with the view of each voice."""

    id: str
    question: Bilingual
    views: tuple[View, ...]


@dataclass(frozen=True, slots=True)
class DifferingDates(PlainValue):
    """One event for which sources give several dates, each with its claim."""

    reports: tuple[tuple[Claim, Event], ...]


@dataclass(frozen=True, slots=True)
class DifferSection(PlainValue):
    """Where sources differ: disputes an editor sets out, then figures and dates compared.

    All three empty means that figures and dates were compared and none differ.
    """

    id: ClassVar[str] = "differ"
    disputes: tuple[DisputeViews, ...]
    figures: tuple[Difference, ...]
    dates: tuple[DifferingDates, ...]


@dataclass(frozen=True, slots=True)
class QuestionItem(PlainValue):
    """A question with its short answer.

    Without `claims` the sentences of the answer are shown further up already: `above` are these.
    `sources` counts the articles that say something on it.
    """

    claims: tuple[Claim, ...]
    answer: Answer
    above: tuple[Excerpt, ...] = ()
    sources: int = 0


@dataclass(frozen=True, slots=True)
class QuestionsSection(PlainValue):
    """Questions with their answers, in the order of the topic, then those without any."""

    id: ClassVar[str] = "questions"
    items: tuple[QuestionItem, ...]
    unanswered: tuple[Answer, ...] = ()


@dataclass(frozen=True, slots=True)
class TimelineEntry(PlainValue):
    """What happened at `when`, which all its claims tell of.

    Where `named` has dates, these were still ahead: the entry is about the day on which they were
    named. `inferred`: the year stands in no sentence. `also` are the other days of which the one
    sentence tells.
    """

    id: str
    when: When
    claims: tuple[Claim, ...]
    named: tuple[When, ...] = ()
    inferred: bool = False
    also: tuple[When, ...] = ()


@dataclass(frozen=True, slots=True)
class TimelineSection(PlainValue):
    """What happened when, earliest first; on the page itself a choice of it."""

    id: ClassVar[str] = "timeline"
    entries: tuple[TimelineEntry, ...]


@dataclass(frozen=True, slots=True)
class FigureRow(PlainValue):
    """A reading of a figure that held from `first` to `last`, both ``None`` where undated.

    Of a change `value` is by how much: see `FigureValue.change`.
    """

    figure: Figure
    value: FigureValue
    first: When | None
    last: When | None
    citations: tuple[Excerpt, ...]


@dataclass(frozen=True, slots=True)
class FiguresSection(PlainValue):
    """The quantities of the topic with all their readings: rows of one table."""

    id: ClassVar[str] = "figures"
    rows: tuple[FigureRow, ...]


@dataclass(frozen=True, slots=True)
class SourcesSection(PlainValue):
    """The articles that the page draws on, newest first."""

    id: ClassVar[str] = "sources"
    stories: tuple[Story, ...]


@dataclass(frozen=True, slots=True)
class SourceClaims(PlainValue):
    """What one source says."""

    story: Story
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class SourceAnswers(PlainValue):
    """What each source says on a question; `silent` are those of which no sentence was chosen."""

    answer: Answer
    by_source: tuple[SourceClaims, ...]
    silent: tuple[Story, ...]


@dataclass(frozen=True, slots=True)
class AnswersSection(PlainValue):
    """Every question with what each source says on it."""

    id: ClassVar[str] = "answers"
    items: tuple[SourceAnswers, ...]


@dataclass(frozen=True, slots=True)
class SideQuotes(PlainValue):
    """What one side said; `name` is ``None`` for those who are of no side."""

    name: Bilingual | None
    direct: tuple[Claim, ...]
    reported: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class QuotesSection(PlainValue):
    """Who said what, by side."""

    id: ClassVar[str] = "quotes"
    sides: tuple[SideQuotes, ...]


@dataclass(frozen=True, slots=True)
class SharedSection(PlainValue):
    """Sentences of several outlets that report the same, a group of claims each."""

    id: ClassVar[str] = "shared"
    groups: tuple[tuple[Claim, ...], ...]


@dataclass(frozen=True, slots=True)
class ChangedAnswer(PlainValue):
    """The oldest and the newest sentence that answer a question."""

    answer: Answer
    oldest: Claim
    newest: Claim


@dataclass(frozen=True, slots=True)
class ArticlesOfDay(PlainValue):
    """The articles of one day, cited by their titles; `day` is ISO 8601."""

    day: str
    articles: tuple[Excerpt, ...]


@dataclass(frozen=True, slots=True)
class ChangesSection(PlainValue):
    """The oldest and the newest answers, and which day brought which articles, newest first."""

    id: ClassVar[str] = "changes"
    answers: tuple[ChangedAnswer, ...]
    days: tuple[ArticlesOfDay, ...]


@dataclass(frozen=True, slots=True)
class NamedEntry(PlainValue):
    """An entry of the glossary: its office on `day`, its newest mention, in how many stories."""

    id: str
    name: Bilingual
    role: Bilingual | None
    day: When | None
    excerpt: Excerpt
    stories: int


@dataclass(frozen=True, slots=True)
class NamesOfKind(PlainValue):
    """The people, or the organisations."""

    kind: EntryKind
    entries: tuple[NamedEntry, ...]


@dataclass(frozen=True, slots=True)
class NamesSection(PlainValue):
    """Who is named on the subject."""

    id: ClassVar[str] = "names"
    kinds: tuple[NamesOfKind, ...]


Section = (
    BriefSection
    | DifferSection
    | QuestionsSection
    | TimelineSection
    | FiguresSection
    | SourcesSection
    | AnswersSection
    | QuotesSection
    | SharedSection
    | ChangesSection
    | NamesSection
)


@dataclass(frozen=True, slots=True)
class Explainer(PlainValue):
    """The combined, cited page on one topic: its sections, and the analysis the export tells.

    `sections` are the page itself, `details` the pages beside it, one section each. `cited` are the
    sentences that they cite in the order in which they are first cited, which is the order of their
    numbers on the page itself and in the export; a page beside it counts its own (`beside`).
    `written` are the editor's own words by the place where the topic has them, `old_slugs`
    addresses that the page had before.
    """

    slug: str
    title: Bilingual
    intro: Bilingual
    stories: tuple[Story, ...]
    answers: tuple[Answer, ...]
    events: tuple[Event, ...]
    figures: tuple[Figure, ...]
    quotes: tuple[Quote, ...]
    comparison: tuple[Comparison, ...]
    changes: tuple[Change, ...] = ()
    sections: tuple[Section, ...] = ()
    details: tuple[Section, ...] = ()
    cited: tuple[Excerpt, ...] = ()
    numbers: Mapping[str, int] = field(default_factory=dict)
    written: Mapping[str, Claim] = field(default_factory=dict)
    old_slugs: tuple[str, ...] = ()

    def section(self, section_id: str) -> Section | None:
        """Return the section of the page with an id, ``None`` where it has none."""
        return next((one for one in self.sections if one.id == section_id), None)

    def detail(self, section_id: str) -> Section | None:
        """Return the section that has a page of its own, ``None`` where there is none."""
        return next((one for one in self.details if one.id == section_id), None)

    def number(self, excerpt: Excerpt) -> int:
        """Return the number of a cited sentence on this page and those beside it."""
        return self.numbers[str(excerpt.cite)]

    def numbered(self) -> Explainer:
        """Return the explainer with what it cites, numbered as its reader meets the sentences."""
        cited: dict[str, Excerpt] = {}
        for excerpt in cited_in((*self.sections, *self.details)):
            cited.setdefault(str(excerpt.cite), excerpt)
        numbers = {cite: number for number, cite in enumerate(cited, 1)}
        return replace(self, cited=tuple(cited.values()), numbers=numbers)

    def beside(self, section: Section) -> Explainer:
        """Return the explainer as a page beside it has it: sentences are numbered as they come."""
        cited = dict.fromkeys(str(excerpt.cite) for excerpt in cited_in(section))
        return replace(self, numbers={cite: number for number, cite in enumerate(cited, 1)})

    def cited_by(self, sections: tuple[Section, ...]) -> tuple[Excerpt, ...]:
        """Return the sentences that sections cite, by their numbers."""
        found = {self.number(excerpt): excerpt for excerpt in cited_in(sections)}
        return tuple(found[number] for number in sorted(found))

    @property
    def changed(self) -> frozenset[str]:
        """The ids of the questions whose answer has changed, as a page beside this one shows."""
        changes = self.detail("changes")
        answers = changes.answers if isinstance(changes, ChangesSection) else ()
        return frozenset(one.answer.id for one in answers)


def cited_in(value: object) -> Iterator[Excerpt]:
    """Yield the excerpts in a section or a part of one, in the order in which they are shown.

    That is the order of the fields of every value above. What has `citations` of its own shows
    these, a claim its antecedent before them. So numbers run as the text does, whoever writes it.
    """
    if isinstance(value, Excerpt):
        yield value
    elif isinstance(value, _WITH_CITATIONS):
        if isinstance(value, Claim) and value.antecedent:
            yield value.antecedent
        yield from value.citations
    else:
        for one in _parts(value):
            yield from cited_in(one)


def claims_in(value: object) -> Iterator[Claim]:
    """Yield the claims of sections or of a part of one, in the order in which they are shown."""
    if isinstance(value, Claim):
        yield value
    elif not isinstance(value, Excerpt):
        for one in _parts(value):
            yield from claims_in(one)


def _parts(value: object) -> Iterable[object]:
    """Return what is in a value of a page that may be cited, in the order of its fields."""
    if isinstance(value, tuple):
        return value
    if not is_dataclass(value) or isinstance(value, _WITHOUT_CITATIONS):
        return ()
    return [getattr(value, name) for name in field_names(value.__class__)]


@cache
def field_names(kind: Hashable) -> tuple[str, ...]:
    """Return the names of the fields of a dataclass."""
    return tuple(one.name for one in fields(cast("Any", kind)))


_WITH_CITATIONS = (Claim, SourcesInBrief, AheadInBrief, FigureRow)
_WITHOUT_CITATIONS = (Answer, Bilingual, Event, Figure, Sentence, Story)
"""Values that name what a part of a page is about; what they hold is cited by the claims in it."""
