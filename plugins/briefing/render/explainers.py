"""An explainer as a plain Pelican post: Markdown with a footnote for every cited sentence.

The pages beside it (who said what, the full timeline) are the theme's alone; of the page itself the
theme lays out the same values with columns and folds (theme/templates/sections/). This text is
what other themes show, what a person may edit, and what a change in the pipeline shows as a diff.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..explain import page
from ..model import Excerpt, Lang
from .l10n import Catalogue
from .posts import signed
from .text import at_line_start, escape_inline, escape_metadata, isolate_markdown
from .wording import Wording


def explainer_post(explainer: page.Explainer, lang: Lang, words: Wording) -> str:
    """Return the text of an explainer's post in one language."""
    post = _Post(explainer, lang, words)
    return signed(post.metadata() + "\n" + "\n\n".join(post.parts()) + "\n")


class _Post:
    """Writes one explainer in one language."""

    def __init__(self, explainer: page.Explainer, lang: Lang, words: Wording) -> None:
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
            ("Topic", self.explainer.slug),
            ("Summary", escape_inline(self.explainer.intro[self.lang])),
        )
        return "".join(f"{name}: {value}\n" for name, value in fields if value)

    def parts(self) -> Iterator[str]:
        """Yield the blocks of the post: a notice, the sections, the footnotes."""
        cited = self.explainer.cited_by(self.explainer.sections)
        yield from map(escape_inline, self.words.notices(cited))
        for section in self.explainer.sections:
            yield f"## {escape_inline(self.t(f'explainer.{section.id}'))}"
            yield from self.section(section)
            if shown := self.words.shown_of(section, self.explainer):
                yield self._text(shown)
        # A footnote has the cited sentence in its source's own words, and the way to it.
        for excerpt in cited:
            number = self.explainer.number(excerpt)
            arabic = isolate_markdown(escape_inline(excerpt.sentence.ar))
            title = self._text(self.words.cited_story(excerpt.story))
            target = f"{{filename}}/{self.lang}/{excerpt.cite.slug}.md#{excerpt.cite.sentence}"
            source = f"[{title}]({target})"
            yield f'[^{number}]: <span lang="ar" dir="rtl">{arabic}</span> — {source}'

    def section(self, section: page.Section) -> Iterator[str]:
        """Write one section, by its kind."""
        # As `singledispatchmethod` this would keep every post for good in some of Python 3.13.
        match section:
            case page.BriefSection():
                return self._brief(section)
            case page.DifferSection():
                return self._differ(section)
            case page.QuestionsSection():
                return self._questions(section)
            case page.TimelineSection():
                return self._timeline(section)
            case page.FiguresSection():
                return self._figures(section)
            case page.SourcesSection():
                return self._sources(section)
        raise TypeError(section)

    def _brief(self, section: page.BriefSection) -> Iterator[str]:
        yield from self._claims(section.claims)
        sources, ahead = section.sources, section.ahead
        facts = []
        if ahead:
            facts.append(f"- {self._text(self.words.ahead(ahead))}{self._marks(ahead.citations)}")
        facts.append(f"- {self._text(self.words.sources(sources))}{self._marks(sources.citations)}")
        if section.newer:
            facts.append(f"- {self._text(self.words.newer(section.newer))}")
        yield "\n".join(facts)

    def _differ(self, section: page.DifferSection) -> Iterator[str]:
        for dispute in section.disputes:
            yield f"### {self._text(dispute.question[self.lang])}"
            for view in dispute.views:
                yield f"**{self._text(self.words.voice(view))}**"
                yield from self._claims(view.claims)
        for difference in section.figures:
            label = difference.figure.label[self.lang] if difference.figure else ""
            readings = []
            for value in difference.values:
                number = self._text(self.words.reading(value))
                day = self._text(self.words.as_of(value))
                readings.append(f"{number} ({day}){self._marks(value.excerpts)}")
            yield f"**{self._text(label)}:** {self.t('list.separator').join(readings)}"
        for dates in section.dates:
            lines = []
            for claim, event in dates.reports:
                lines.append(f"- **{self._text(self.t.when(event))}** {self._claim(claim)}")
            yield "\n".join(lines)
        if not (section.disputes or section.figures or section.dates):
            yield self._text(self.t("differ.none"))

    def _questions(self, section: page.QuestionsSection) -> Iterator[str]:
        for item in section.items:
            yield f"### {self._text(item.answer.question[self.lang])}"
            yield from self._claims(item.claims)
            if item.above:
                yield f"{self._text(self.t('explainer.above'))}{self._marks(item.above)}"
            if item.answer.withheld:
                yield self._text(self.t("explainer.withheld", count=item.answer.withheld))
        if section.unanswered:
            yield f"### {self._text(self.t('explainer.unanswered'))}"
            questions = [self._text(answer.question[self.lang]) for answer in section.unanswered]
            yield "\n".join(f"- {at_line_start(question)}" for question in questions)

    def _timeline(self, section: page.TimelineSection) -> Iterator[str]:
        lines = []
        for entry in section.entries:
            dates = f"**{self._text(self.words.dates(entry))}**"
            mark = f" *{self._text(self.t('explainer.inferred'))}*" if entry.inferred else ""
            lines += [f"- {dates}{mark}: {self._claim(claim)}" for claim in entry.claims]
        yield "\n".join(lines)

    def _figures(self, section: page.FiguresSection) -> Iterator[str]:
        heads = [self.t(f"figures.{head}") for head in ("figure", "value", "as_of", "source")]
        rows = [f"| {' | '.join(map(self._text, heads))} |", "| --- | --- | --- | --- |"]
        for row in section.rows:
            label = self._text(row.figure.label[self.lang])
            number, days = self._text(self.words.reading(row.value)), self.words.span(row)
            rows.append(f"| {label} | **{number}** | {days} | {self._marks(row.citations)} |")
        yield "\n".join(rows)

    def _sources(self, section: page.SourcesSection) -> Iterator[str]:
        lines = []
        for story in section.stories:
            title, name = self._text(self.words.title(story)), self.words.name(story)
            link = f"[{title}]({{filename}}/{self.lang}/{story.slug}.md)"
            named = f"**{self._text(name)}**: " if name else ""
            lines.append(f"- {named}{link}{self.t('list.separator')}{self.words.day(story)}")
        yield "\n".join(lines)

    def _claims(self, claims: Sequence[page.Claim]) -> Iterator[str]:
        for claim in claims:
            if claim.is_above:
                above = f"*\\[{self._text(self.t('explainer.said_above'))}\\]*"
                yield above + self._marks(claim.citations)
            else:
                yield at_line_start(self._claim(claim))

    def _claim(self, claim: page.Claim) -> str:
        """Return a claim with all that a reader needs to understand it, and its footnotes."""
        pieces = []
        if speaker := claim.speakers.get(self.lang):
            pieces.append(f"*\\[{self._text(self.words.introduced(speaker))}\\]*")
        if claim.antecedent and claim.is_antecedent_above:
            mark = self._marks([claim.antecedent])
            pieces.append(f"*\\[{self._text(self.t('explainer.goes_on'))}*{mark}*\\]*")
        elif claim.antecedent:
            before = self._sentence(claim.antecedent, self.words.sentence(claim.antecedent))
            pieces.append(before + self._marks([claim.antecedent]))
        elif claim.is_written or claim.is_judgement:
            voice = "editor" if claim.is_written else "article"
            pieces.append(f"*\\[{self._text(self.t(f'explainer.{voice}'))}\\]*")
        pieces.append(self._sentence(claim.excerpt, self.words.shown(claim)))
        if meaning := self.words.meaning(claim):
            pieces.append(f"*\\[{self._text(meaning)}\\]*")
        text = " ".join(pieces)
        for excerpt, reading in zip(claim.citations, self.words.readings(claim), strict=True):
            text += self._marks([excerpt])
            if reading:
                text += f" *\\[{self._text(reading)}\\]*"
        if claim.is_outdated:
            text += f" *\\[{self._text(self.t('explainer.outdated'))}\\]*"
        if claim.note:
            text += f" *{self._text(self.t('story.note', text=claim.note[self.lang]))}*"
        return text

    def _text(self, text: str) -> str:
        """Return words of ours as Markdown, isolated where they run against the page."""
        return isolate_markdown(escape_inline(text), self.lang)

    def _sentence(self, excerpt: Excerpt, text: str | None) -> str:
        """Return a sentence, in Arabic and marked where there is no English to rely on."""
        if text is not None:
            return self._text(text)
        arabic = isolate_markdown(escape_inline(excerpt.sentence.shown("ar") or ""))
        return f'<span lang="ar" dir="rtl" class="pending">{arabic}</span>'

    def _marks(self, excerpts: Sequence[Excerpt]) -> str:
        return "".join(f"[^{self.explainer.number(excerpt)}]" for excerpt in excerpts)
