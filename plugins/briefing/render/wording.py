"""The words round an explainer's claims in one language: dates, readings, counts, introductions.

What is said by template is said here once, as plain text; the post, the theme and the feeds escape
and lay it out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..editors.glossary import Glossary
from ..explain.page import (
    AheadInBrief,
    Claim,
    FigureInBrief,
    NamedEntry,
    QuestionItem,
    SourcesInBrief,
    Speaker,
    TimelineEntry,
)
from ..model import Change, Excerpt, FigureValue, Lang, Story
from .l10n import Catalogue

ChangeLine = tuple[str, list[tuple[str, tuple[Excerpt, ...]]]]


@dataclass(frozen=True)
class Wording:
    """The words of one language; `t` is its catalogue, `glossary` names the publishers."""

    t: Catalogue
    glossary: Glossary

    @property
    def lang(self) -> Lang:
        """The language."""
        return self.t.lang

    def sentence(self, excerpt: Excerpt) -> str | None:
        """Return a sentence, ``None`` where there is no translation that a reader may rely on."""
        if self.lang == "en" and excerpt.sentence.doubtful:
            return None
        return excerpt.sentence.text(self.lang)

    def title(self, story: Story) -> str:
        """Return a story's title, in Arabic where there is no English to rely on."""
        reliable = None if story.title.doubtful else story.title.text(self.lang)
        return reliable or story.title.ar

    def day(self, story: Story) -> str:
        """Return the day a story appeared, as precisely as it is known."""
        published = story.published
        return self.t.date(published.when.iso_date) if published else self.t("date.unknown")

    def listed(self, texts: Sequence[str]) -> str:
        """Return texts one after another, without an "and"."""
        return self.t("list.separator").join(texts)

    # Round a sentence ------------------------------------------------------------------------

    def introduced(self, speaker: Speaker) -> str:
        """Return who speaks, with the office at the first mention."""
        role = [speaker.role[self.lang]] if speaker.role else []
        return self.listed([speaker.name[self.lang], *role])

    def meaning(self, claim: Claim) -> str:
        """Return what the relative dates of a sentence mean, empty where it has none."""
        meanings: dict[str, None] = {}
        for note in claim.dates[self.lang]:
            date = self.t.dated(note.when)
            if note.phrase:
                date = self.t("explainer.means", text=note.phrase, date=date)
            meanings[date] = None
        return self.t("dates.separator").join(meanings)

    def readings(self, claim: Claim) -> tuple[str, ...]:
        """Return for each citation of a claim the coarser date its source gives, or nothing."""
        readings = claim.readings or (None,) * len(claim.citations)
        return tuple(self.t.dated(reading) if reading else "" for reading in readings)

    def speaker(self, claim: Claim) -> str:
        """Return the speaker of a quotation with the office held."""
        if claim.quote is None:
            return ""
        return self.introduced(Speaker(claim.quote.speaker, claim.quote.role))

    # By section ------------------------------------------------------------------------------

    def sources(self, sources: SourcesInBrief) -> str:
        """Return how many sources there are, of how many outlets, from when to when."""
        text = self.t("brief.sources", count=sources.count)
        joint = " "
        if sources.outlets < sources.count:
            text += " " + self.t("brief.outlets", count=sources.outlets)
            # "5 articles published …", but "5 articles of 3 outlets, published …".
            joint = self.t("list.separator")
        if not sources.days:
            return text
        first, last = self.t.dated(sources.days[0]), self.t.dated(sources.days[-1])
        dated = len(sources.days)
        if dated < sources.count:
            return text + joint + self.t("brief.partly", count=dated, first=first, last=last)
        if first == last:
            return text + joint + self.t("brief.on", count=sources.count, first=first)
        return text + joint + self.t("brief.span", first=first, last=last)

    def ahead(self, ahead: AheadInBrief) -> str:
        """Return the dates that the newest sources still had before them."""
        dates = dict.fromkeys(self.t.when(event) for event in ahead.events)
        return self.t("brief.ahead", dates=self.t.listed(dates), day=self.t.dated(ahead.day))

    def figure_detail(self, brief: FigureInBrief) -> str:
        """Return as of when a figure holds and how many sources agree, empty if undated."""
        if not brief.value.as_of:
            return ""
        detail = self.t("brief.as_of", day=self.t.dated(brief.value.as_of))
        if brief.outlets > 1:
            since = self.t.dated(brief.since) if brief.since else ""
            detail += self.t("brief.agreed", count=brief.outlets, since=since)
        return detail

    def reading(self, value: FigureValue) -> str:
        """Return a number with its qualifier."""
        return self.t.qualified(self.t.number(value.value), value.qualifier)

    def as_of(self, value: FigureValue) -> str:
        """Return the day a reading holds for."""
        return self.t.dated(value.as_of) if value.as_of else self.t("date.unknown")

    def besides(self, item: QuestionItem) -> str:
        """Return how many sentences there are besides the short answer, of how many sources."""
        if not item.folded_count:
            return self.t("explainer.other_sources")
        counted = self.t("explainer.more", count=item.folded_count)
        if not item.by_source:
            return counted
        return f"{counted} {self.t('explainer.of_sources', count=len(item.by_source))}"

    def silent(self, stories: Sequence[Story]) -> str:
        """Return the titles of the stories of which no sentence was chosen."""
        titles = [self.t("explainer.titled", title=self.title(story)) for story in stories]
        return f"{self.t('explainer.silent')} {self.listed(titles)}"

    def dates(self, entry: TimelineEntry) -> str:
        """Return the dates of an entry of the timeline."""
        return " · ".join(dict.fromkeys(self.t.when(event) for event in entry.events))

    def date_marks(self, entry: TimelineEntry) -> Iterator[str]:
        """Yield whether the dates were still ahead when published, and whether worked out."""
        if entry.planned:
            yield self.t("explainer.planned")
        if entry.inferred:
            yield self.t("explainer.inferred")

    def change_heading(self, change: Change) -> str:
        """Return the days of the articles that brought a change."""
        stories = [excerpt.story for excerpt in change.articles]
        return self.listed(list(dict.fromkeys(self.day(story) for story in stories)))

    def change_lines(self, change: Change) -> Iterator[ChangeLine]:
        """Yield what a day's articles brought: a label, then texts with what each cites."""
        for article in change.articles:
            yield self.t("changes.article"), [(self.title(article.story), (article,))]
        for figure, value in change.figures:
            yield f"{figure.label[self.lang]}:", [(self.reading(value), value.excerpts)]
        dates: dict[str, list[Excerpt]] = {}
        for event in change.events:
            cited = dates.setdefault(self.t.when(event), [])
            # Two events of one day are one date here, and both are cited.
            report = change.report_of(event)
            if report not in cited:
                cited.append(report)
        if dates:
            yield self.t("changes.dates"), [(date, tuple(cited)) for date, cited in dates.items()]
        by_question: dict[str, list[Excerpt]] = {}
        for question, excerpt in change.answers:
            by_question.setdefault(question[self.lang], []).append(excerpt)
        for text, excerpts in by_question.items():
            yield self.t("changes.answer", question=text), [("", tuple(excerpts))]

    def name_detail(self, entry: NamedEntry) -> str:
        """Return the office held, and in how many articles the name is found."""
        held = ""
        if entry.role and entry.day:
            day = self.t.dated(entry.day)
            held = self.t("list.separator") + self.t(
                "names.held", role=entry.role[self.lang], day=day
            )
        return f"{held} ({self.t('names.stories', count=entry.stories)})"
