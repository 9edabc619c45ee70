"""The explainer page as values: a list of sections of claims, in the order in which they are read.

Everything a writer of the page needs is decided here: which sentences, who speaks in them, what
their "that" and "last April" mean, and the number of each citation. The theme, the Markdown post,
the feeds and the export only write these values. Nothing here is laid out or put into words of the
site; those are in the theme's catalogues.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from typing import ClassVar

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
    Quote,
    Sentence,
    Story,
)


@dataclass(frozen=True, slots=True)
class DateNote:
    """What a relative date in a sentence means, as a reader away from its article must be told.

    `phrase` are the words of the sentence that it explains, ``None`` where that is plain.
    """

    when: When
    phrase: str | None


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks in a sentence that names nobody; `role` only at the first mention on the page."""

    name: Bilingual
    role: Bilingual | None


@dataclass(frozen=True, slots=True)
class Claim:
    """A cited sentence as the page states it, with what it leaves unsaid.

    `citations` are all sentences that support it, its own first. `readings` has for each of them
    the date that its source gives where it knows less than the claim's own, else ``None``.
    `antecedent` is the sentence before it that its "that" refers to. `speakers` and `dates` are by
    language, since a translation may name what its original leaves out. `quote` is set where the
    claim is shown as somebody's words.
    """

    excerpt: Excerpt
    citations: tuple[Excerpt, ...]
    antecedent: Excerpt | None = None
    speakers: Mapping[Lang, Speaker] = field(default_factory=dict)
    dates: Mapping[Lang, tuple[DateNote, ...]] = field(default_factory=dict)
    readings: tuple[When | None, ...] = ()
    quote: Quote | None = None

    @property
    def note(self) -> Bilingual | None:
        """The editor's remark on the sentence, ``None`` without one."""
        return self.excerpt.story.notes.get(self.excerpt.cite.sentence)


@dataclass(frozen=True, slots=True)
class FigureInBrief:
    """The newest reading of a figure: in how many outlets it is the same, since when."""

    figure: Figure
    value: FigureValue
    outlets: int
    since: When | None
    citations: tuple[Excerpt, ...]


@dataclass(frozen=True, slots=True)
class SourcesInBrief:
    """How many articles of how many outlets; `days` are the days of those that are dated."""

    count: int
    outlets: int
    days: tuple[When, ...]
    citations: tuple[Excerpt, ...]


@dataclass(frozen=True, slots=True)
class AheadInBrief:
    """Dates that the newest sources, of `day`, still had before them."""

    events: tuple[Event, ...]
    day: When
    citations: tuple[Excerpt, ...]


@dataclass(frozen=True, slots=True)
class BriefSection:
    """*In brief*: the editor's sentences, then facts by template, each with its citations."""

    id: ClassVar[str] = "brief"
    claims: tuple[Claim, ...]
    figures: tuple[FigureInBrief, ...]
    sources: SourcesInBrief
    ahead: AheadInBrief | None
    unanswered: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class SourceClaims:
    """What one source says."""

    story: Story
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class QuestionItem:
    """A question with its short answer and what there is besides.

    `by_source` is that by source, `more` where no sources were compared; `silent` are the stories
    of which no sentence was chosen. All may be empty.
    """

    claims: tuple[Claim, ...]
    answer: Answer
    by_source: tuple[SourceClaims, ...] = ()
    more: tuple[Claim, ...] = ()
    silent: tuple[Story, ...] = ()

    @property
    def folded_count(self) -> int:
        """How many sentences there are besides the short answer."""
        return len(self.more) + sum(len(source.claims) for source in self.by_source)


@dataclass(frozen=True, slots=True)
class QuestionsSection:
    """Questions with their answers, in the order of the topic."""

    id: ClassVar[str] = "questions"
    items: tuple[QuestionItem, ...]


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """What happened on the dates of `events`, which all its claims tell of.

    `planned`: still ahead when published. `inferred`: the year stands in no sentence.
    """

    id: str
    claims: tuple[Claim, ...]
    events: tuple[Event, ...]
    planned: bool
    inferred: bool


@dataclass(frozen=True, slots=True)
class TimelineYear:
    """The entries of the timeline that begin in one year, for the strip at its head."""

    year: str
    entries: tuple[TimelineEntry, ...]


@dataclass(frozen=True, slots=True)
class TimelineSection:
    """What happened when, earliest first; a sentence is told once, under all its dates."""

    id: ClassVar[str] = "timeline"
    entries: tuple[TimelineEntry, ...]

    @property
    def years(self) -> tuple[TimelineYear, ...]:
        """The entries by the year in which they begin."""
        by_year: dict[str, list[TimelineEntry]] = {}
        for entry in self.entries:
            by_year.setdefault(str(entry.events[0].when.start.year), []).append(entry)
        return tuple(TimelineYear(year, tuple(found)) for year, found in by_year.items())


@dataclass(frozen=True, slots=True)
class FiguresSection:
    """The quantities of the topic with all their readings."""

    id: ClassVar[str] = "figures"
    figures: tuple[Figure, ...]

    @property
    def citations(self) -> tuple[Excerpt, ...]:
        """What the readings of all figures cite."""
        cited: list[Excerpt] = []
        for figure in self.figures:
            for value in figure.values:
                cited += value.excerpts
        return tuple(cited)


@dataclass(frozen=True, slots=True)
class SideQuotes:
    """What one side said; `name` is ``None`` for those who are of no side."""

    name: Bilingual | None
    direct: tuple[Claim, ...]
    reported: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class QuotesSection:
    """Who said what, by side."""

    id: ClassVar[str] = "quotes"
    sides: tuple[SideQuotes, ...]


@dataclass(frozen=True, slots=True)
class SharedSection:
    """Sentences of several outlets that report the same, a group of claims each."""

    id: ClassVar[str] = "shared"
    groups: tuple[tuple[Claim, ...], ...]


@dataclass(frozen=True, slots=True)
class DisputeViews:
    """A question that sources dispute, with the claims of each view."""

    question: Bilingual
    views: tuple[tuple[Claim, ...], ...]


@dataclass(frozen=True, slots=True)
class DifferingDates:
    """One event for which sources give several dates, each with its claim."""

    reports: tuple[tuple[Claim, Event], ...]


@dataclass(frozen=True, slots=True)
class DifferSection:
    """Where sources differ: disputes an editor sets out, then figures and dates compared.

    All three empty means that figures and dates were compared and none differ.
    """

    id: ClassVar[str] = "differ"
    disputes: tuple[DisputeViews, ...]
    figures: tuple[Difference, ...]
    dates: tuple[DifferingDates, ...]


@dataclass(frozen=True, slots=True)
class ChangesSection:
    """What the articles of each later day brought, newest first; `first` began the page."""

    id: ClassVar[str] = "changes"
    days: tuple[Change, ...]
    first: tuple[Excerpt, ...]


@dataclass(frozen=True, slots=True)
class UnansweredSection:
    """The questions on which the sources say nothing."""

    id: ClassVar[str] = "unanswered"
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class NamedEntry:
    """A name of the glossary: the office held on `day`, the newest mention, in how many stories."""

    name: Bilingual
    role: Bilingual | None
    day: When | None
    excerpt: Excerpt
    stories: int


@dataclass(frozen=True, slots=True)
class NamesOfKind:
    """The people, or the organisations."""

    kind: EntryKind
    entries: tuple[NamedEntry, ...]


@dataclass(frozen=True, slots=True)
class NamesSection:
    """Who is named on the subject."""

    id: ClassVar[str] = "names"
    kinds: tuple[NamesOfKind, ...]


@dataclass(frozen=True, slots=True)
class SourcesSection:
    """The articles that the page draws on, newest first."""

    id: ClassVar[str] = "sources"
    stories: tuple[Story, ...]


Section = (
    BriefSection
    | QuestionsSection
    | TimelineSection
    | FiguresSection
    | QuotesSection
    | SharedSection
    | DifferSection
    | ChangesSection
    | UnansweredSection
    | NamesSection
    | SourcesSection
)


@dataclass(frozen=True, slots=True)
class Explainer:
    """The combined, cited page on one topic: its sections, and the analysis the export tells.

    `cited` are the sentences the page cites in the order in which they are first cited, which is
    the order of their numbers.
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
    sections: tuple[Section, ...] = ()
    cited: tuple[Excerpt, ...] = ()
    numbers: Mapping[str, int] = field(default_factory=dict)

    def section(self, section_id: str) -> Section | None:
        """Return the section of an id, ``None`` where the page has none."""
        return next((one for one in self.sections if one.id == section_id), None)

    def number(self, excerpt: Excerpt) -> int:
        """Return the number of a cited sentence on this page."""
        return self.numbers[str(excerpt.cite)]

    @property
    def machine_made(self) -> int:
        """How many of the cited sentences a machine translated and nobody has accepted."""
        return sum(excerpt.sentence.state == "machine" for excerpt in self.cited)


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
    elif isinstance(value, tuple):
        for one in value:
            yield from cited_in(one)
    elif is_dataclass(value) and not isinstance(value, _WITHOUT_CITATIONS):
        for one in fields(value):
            yield from cited_in(getattr(value, one.name))


_WITH_CITATIONS = (Claim, FigureInBrief, SourcesInBrief, AheadInBrief, FiguresSection, Change)
_WITHOUT_CITATIONS = (Answer, Bilingual, Event, Figure, Sentence, Story)
"""Values that name what a part of a page is about; what they hold is cited by the claims in it."""
