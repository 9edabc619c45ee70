"""An explainer as a plain Pelican post: Markdown with a footnote for every cited sentence.

The theme lays out the same values with columns and folds (theme/templates/sections/). This text is
what other themes show, what a person may edit, and what a change in the pipeline shows as a diff.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import singledispatchmethod

from ..explain.page import (
    BriefSection,
    ChangesSection,
    Claim,
    DifferSection,
    Explainer,
    FiguresSection,
    NamesSection,
    QuestionsSection,
    QuotesSection,
    Section,
    SharedSection,
    SourcesSection,
    TimelineSection,
    UnansweredSection,
)
from ..model import Answer, Excerpt, Lang
from .l10n import Catalogue
from .posts import publisher_name, signed
from .text import at_line_start, escape_inline, escape_metadata, isolate_markdown
from .wording import Wording


def explainer_post(explainer: Explainer, lang: Lang, words: Wording) -> str:
    """Return the text of an explainer's post in one language."""
    post = _Post(explainer, lang, words)
    body = "\n\n".join(post.parts())
    return signed(post.metadata() + "\n" + body + "\n")


class _Post:
    """Writes one explainer in one language."""

    def __init__(self, explainer: Explainer, lang: Lang, words: Wording) -> None:
        self.explainer = explainer
        self.lang = lang
        self.words = words
        self.t: Catalogue = words.t

    def metadata(self) -> str:
        """Return the front matter."""
        days = [s.published.when for s in self.explainer.stories if s.published]
        newest = max((when.day for when in days), default="")
        fields = (
            ("Title", escape_metadata(self.explainer.title[self.lang])),
            ("Date", newest),
            ("Lang", self.lang),
            ("Slug", self.explainer.slug),
            ("Category", self.t("category.explainers")),
            ("Template", "explainer"),
            ("Topic", self.explainer.slug),
            ("Summary", escape_inline(self.explainer.intro[self.lang])),
        )
        return "".join(f"{name}: {value}\n" for name, value in fields if value)

    def parts(self) -> Iterator[str]:
        """Yield the blocks of the post: a notice, the sections, the footnotes."""
        made = self.explainer.machine_made
        if made and self.lang == "en":
            yield escape_inline(self.t("explainer.machine", count=made))
        for section in self.explainer.sections:
            yield f"## {escape_inline(self.t(f'explainer.{section.id}'))}"
            yield from self.section(section)
        # A footnote has the cited sentence in its source's own words, and the way to it.
        for number, excerpt in enumerate(self.explainer.cited, 1):
            arabic = isolate_markdown(escape_inline(excerpt.sentence.ar))
            title = self._text(self.words.title(excerpt.story))
            target = f"{{filename}}/{self.lang}/{excerpt.cite.slug}.md#{excerpt.cite.sentence}"
            source = f"[{title}]({target}){self.t('list.separator')}{self.words.day(excerpt.story)}"
            yield f'[^{number}]: <span lang="ar" dir="rtl">{arabic}</span> — {source}'

    @singledispatchmethod
    def section(self, section: Section) -> Iterator[str]:
        """Write one section, by its kind."""
        raise TypeError(section)

    @section.register
    def _brief(self, section: BriefSection) -> Iterator[str]:
        """Write *in brief*."""
        yield from self._claims(section.claims)
        figures = []
        for brief in section.figures:
            number = self._text(self.words.reading(brief.value))
            label = self._text(brief.figure.label[self.lang])
            detail = self.words.figure_detail(brief)
            shown = f" *{self._text(detail)}*" if detail else ""
            figures.append(f"- **{number}** {label}{shown}{self._marks(brief.citations)}")
        if figures:
            yield "\n".join(figures)
        sources, ahead = section.sources, section.ahead
        facts = [f"- {self._text(self.words.sources(sources))}{self._marks(sources.citations)}"]
        if ahead:
            facts.append(f"- {self._text(self.words.ahead(ahead))}{self._marks(ahead.citations)}")
        yield "\n".join(facts)
        if section.unanswered:
            yield self._text(self.t("brief.unanswered"))
            yield self._question_list(section.unanswered)

    @section.register
    def _questions(self, section: QuestionsSection) -> Iterator[str]:
        """Write each question with its short answer, then what each source says besides."""
        for item in section.items:
            yield f"### {self._text(item.answer.question[self.lang])}"
            yield from self._claims(item.claims)
            if item.answer.withheld:
                yield self._text(self.t("explainer.withheld", count=item.answer.withheld))
            elif not item.answer.excerpts:
                yield self._text(self.t("explainer.silent_all"))
            yield from self._claims(item.more)
            for source in item.by_source:
                yield f"#### {self._text(self.words.title(source.story))}"
                yield from self._claims(source.claims)
            if item.silent:
                yield self._text(self.words.silent(item.silent))

    @section.register
    def _timeline(self, section: TimelineSection) -> Iterator[str]:
        """Write each date with what happened."""
        lines = []
        for entry in section.entries:
            dates = f"**{self._text(self.words.dates(entry))}**"
            marks = "".join(f" *{self._text(mark)}*" for mark in self.words.date_marks(entry))
            lines += [f"- {dates}{marks}: {self._claim(claim)}" for claim in entry.claims]
        yield "\n".join(lines)

    @section.register
    def _figures(self, section: FiguresSection) -> Iterator[str]:
        """Write a table of readings for each figure."""
        for figure in section.figures:
            yield f"### {self._text(figure.label[self.lang])}"
            heads = (self.t("figures.as_of"), figure.unit[self.lang], self.t("figures.source"))
            rows = [f"| {' | '.join(map(self._text, heads))} |", "| --- | --- | --- |"]
            for value in figure.values:
                number, day = self._text(self.words.reading(value)), self.words.as_of(value)
                rows.append(f"| {day} | **{number}** | {self._marks(value.excerpts)} |")
            yield "\n".join(rows)

    @section.register
    def _quotes(self, section: QuotesSection) -> Iterator[str]:
        """Write what was said, by side; reported speech after quotations."""
        for side in section.sides:
            name = side.name[self.lang] if side.name else self.t("explainer.other_voices")
            yield f"### {self._text(name)}"
            for claim in (*side.direct, *side.reported):
                # The speaker stands between two quotations, or Markdown would join them.
                yield f"> {at_line_start(self._claim(claim))}"
                yield f"— {self._text(self.words.speaker(claim))}"

    @section.register
    def _shared(self, section: SharedSection) -> Iterator[str]:
        """Write what several outlets report, in the words of each."""
        for group in section.groups:
            yield f"*{self._text(self.t('shared.outlets', count=len(group)))}*"
            yield from self._claims(group)

    @section.register
    def _differ(self, section: DifferSection) -> Iterator[str]:
        """Write disputes view by view, then readings and dates that do not agree."""
        for dispute in section.disputes:
            yield f"### {self._text(dispute.question[self.lang])}"
            for place, claims in enumerate(dispute.views):
                # A rule parts the views; whose they are stands in each claim.
                if place:
                    yield "* * *"
                yield from self._claims(claims)
        for difference in section.figures:
            label = difference.figure.label[self.lang] if difference.figure else ""
            lines = [f"- **{self._text(label)}**"]
            for value in difference.values:
                number = self._text(self.words.reading(value))
                day = self._text(self.words.as_of(value))
                lines.append(f"- {number} ({day}){self._marks(value.excerpts)}")
            yield "\n".join(lines)
        for dates in section.dates:
            lines = []
            for claim, event in dates.reports:
                lines.append(f"- **{self._text(self.t.when(event))}** {self._claim(claim)}")
            yield "\n".join(lines)
        if not (section.disputes or section.figures or section.dates):
            yield self._text(self.t("differ.none"))

    @section.register
    def _changes(self, section: ChangesSection) -> Iterator[str]:
        """Write what the articles of each day brought, newest first."""
        yield self._text(self.t("changes.about"))
        for change in section.days:
            yield f"### {self._text(self.words.change_heading(change))}"
            lines = []
            for label, parts in self.words.change_lines(change):
                texts = [f"{self._text(text)}{self._marks(cited)}" for text, cited in parts]
                lines.append(f"- {self._text(label)} {self.t('list.separator').join(texts)}")
            yield "\n".join(lines)
        yield f"### {self._text(self.t('changes.began', count=len(section.first)))}"
        titles = [at_line_start(self._sentence(title)) for title in section.first]
        marks = [self._marks([title]) for title in section.first]
        yield "\n".join(f"- {title}{mark}" for title, mark in zip(titles, marks, strict=True))

    @section.register
    def _unanswered(self, section: UnansweredSection) -> Iterator[str]:
        """Write the questions on which the sources say nothing."""
        yield self._text(self.t("unanswered.about"))
        yield self._question_list(section.answers)

    @section.register
    def _names(self, section: NamesSection) -> Iterator[str]:
        """Write people and organisations with the office they held and where they are named."""
        for kind in section.kinds:
            yield f"### {self._text(self.t(f'known.{kind.kind}'))}"
            lines = []
            for entry in kind.entries:
                name = f"**{self._text(entry.name[self.lang])}**"
                detail = self._text(self.words.name_detail(entry))
                lines.append(f"- {name}{detail}{self._marks([entry.excerpt])}")
            yield "\n".join(lines)

    @section.register
    def _sources(self, section: SourcesSection) -> Iterator[str]:
        """Write the articles with publisher and day."""
        lines = []
        for story in section.stories:
            title = self._text(self.words.title(story))
            name = publisher_name(story, self.lang, self.words.glossary)
            publisher = self._text(name) if name else self.t("publisher.unknown")
            day = self.words.day(story)
            link = f"[{title}]({{filename}}/{self.lang}/{story.slug}.md)"
            lines.append(f"- {link} — {publisher}{self.t('list.separator')}{day}")
        yield "\n".join(lines)
        if any(story.publisher is None for story in section.stories):
            yield self._text(self.t("sources.unstated"))

    def _claims(self, claims: Sequence[Claim]) -> Iterator[str]:
        for claim in claims:
            yield at_line_start(self._claim(claim))

    def _claim(self, claim: Claim) -> str:
        """Return a claim with all that a reader needs to understand it, and its footnotes."""
        pieces = []
        if speaker := claim.speakers.get(self.lang):
            pieces.append(f"*\\[{self._text(self.words.introduced(speaker))}\\]*")
        if claim.antecedent:
            pieces.append(self._sentence(claim.antecedent) + self._marks([claim.antecedent]))
        pieces.append(self._sentence(claim.excerpt))
        if meaning := self.words.meaning(claim):
            pieces.append(f"*\\[{self._text(meaning)}\\]*")
        text = " ".join(pieces)
        for excerpt, reading in zip(claim.citations, self.words.readings(claim), strict=True):
            text += self._marks([excerpt])
            if reading:
                text += f" *\\[{self._text(reading)}\\]*"
        if claim.note:
            text += f" *{self._text(self.t('story.note', text=claim.note[self.lang]))}*"
        return text

    def _question_list(self, answers: Sequence[Answer]) -> str:
        questions = [self._text(answer.question[self.lang]) for answer in answers]
        return "\n".join(f"- {at_line_start(question)}" for question in questions)

    def _text(self, text: str) -> str:
        """Return words of ours as Markdown, isolated where they run against the page."""
        return isolate_markdown(escape_inline(text), self.lang)

    def _sentence(self, excerpt: Excerpt) -> str:
        """Return a cited sentence, in Arabic and marked where there is no English to rely on."""
        text = self.words.sentence(excerpt)
        if text is not None:
            return self._text(text)
        arabic = isolate_markdown(escape_inline(excerpt.sentence.ar))
        return f'<span lang="ar" dir="rtl" class="pending">{arabic}</span>'

    def _marks(self, excerpts: Sequence[Excerpt]) -> str:
        """Return the footnote marks of what a part of a section cites."""
        return "".join(f"[^{self.explainer.number(excerpt)}]" for excerpt in excerpts)
