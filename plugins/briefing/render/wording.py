"""The words round an explainer's claims in one language: dates, readings, counts, introductions.

What is said by template is said here once, as plain text; the post, the theme and the feeds escape
and lay it out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ..editors.glossary import Glossary
from ..explain import page
from ..model import Change, Excerpt, FigureValue, Lang, Story, without_list_mark
from .l10n import Catalogue
from .text import CLOSED_BY, OMITTED, cut_at_word

WORDS_OF_A_TITLE = 5
"""Words of a title that stand for a source without a name: two of one month can be told apart."""
LONGEST_ANSWER = 45
"""Words of a sentence that is shown whole on the page; of a longer one only the opening is."""
WORDS_OF_AN_OPENING = 25
"""Words of a long sentence that are shown while the rest is folded."""
MOST_SILENT = 40
"""Articles without an answer that are named, in four lines or five; of more there is the number,
and a page that has them all."""
_MARKS = " .؟?!،؛,;:…\"'“”«»‘’()[]"
"""What may stand round a part of a sentence without being left out."""
_PARTS = {0.5: "half", 0.333: "third", 0.667: "two_thirds", 0.25: "quarter"}
_LISTED = {"differ": ("figures", "dates"), "figures": ("rows",), "sources": ("stories",)}
"""The fields of a section of which the page shows the newest, and a page beside it all."""
ChangeLine = tuple[str, list[tuple[str, tuple[Excerpt, ...]]]]


@dataclass(frozen=True)
class Wording:
    """The words of one language; `t` is its catalogue, `glossary` names the publishers."""

    t: Catalogue
    glossary: Glossary
    _cited: dict[int, tuple[Story, str]] = field(default_factory=dict, init=False, compare=False)

    longest = LONGEST_ANSWER
    """Words of a sentence that is shown whole in an answer or a view."""

    @property
    def lang(self) -> Lang:
        """The language."""
        return self.t.lang

    def sentence(self, excerpt: Excerpt) -> str | None:
        """Return a sentence, ``None`` where there is no translation that a reader may rely on."""
        if self.lang == "en" and excerpt.sentence.doubtful:
            return None
        return excerpt.sentence.shown(self.lang)

    def notices(self, cited: Sequence[Excerpt]) -> Iterator[str]:
        """Yield how many of these sentences are not in English, and how many a machine made so."""
        for state in ("pending", "machine") if self.lang == "en" else ():
            if count := sum(excerpt.sentence.state == state for excerpt in cited):
                yield self.t(f"explainer.{state}", count=count)

    def title(self, story: Story) -> str:
        """Return a story's title, in Arabic where there is no English to rely on."""
        reliable = None if story.title.doubtful else story.title.text(self.lang)
        return reliable or story.title.ar

    def day(self, story: Story) -> str:
        """Return the day a story appeared, as precisely as known; one worked out is marked."""
        published = story.published
        if published is None:
            return self.t("date.unknown")
        day = self.t.date(published.when.iso_date)
        return self.t("date.worked_out", date=day) if published.inferred else day

    def name(self, story: Story) -> str | None:
        """Return a source's short name: the editor's or its publisher, ``None`` if unknown."""
        if story.short_name:
            return story.short_name[self.lang]
        return self.glossary.publisher(story, self.lang)

    def source(self, story: Story) -> str:
        """Return a source's short name, or words of its title where it has none."""
        name = self.name(story)
        if name:
            return name
        return self.t("explainer.titled", title=cut_at_word(self.title(story), WORDS_OF_A_TITLE))

    def heading(self, story: Story) -> str:
        """Return a source's short name, or its whole title, and its day: there is room for it."""
        name = self.name(story) or self.t("explainer.titled", title=self.title(story))
        return self.listed([name, self.day(story)])

    def shown(self, claim: page.Claim) -> str | None:
        """Return what a claim says, ``None`` where there is no translation to rely on.

        Where a part of a sentence is shown an ellipsis stands for what is left out.
        """
        whole = self.sentence(claim.excerpt)
        if claim.words is None or whole is None:
            return whole
        text = claim.words[self.lang]
        if claim.is_written:
            return text
        text = without_list_mark(text)
        before, _, after = whole.partition(text)
        # Marks round the part are nothing that is left out, but a sentence keeps its end.
        opening = "…\u00a0" if before.strip(_MARKS) else ""
        end = next((mark for mark in after if mark in ".؟?!"), "")
        # What is cut out of a quotation is one still; what is left out of it is told inside.
        mark, closing = _open_quotation(before), CLOSED_BY.get(_open_quotation(before + text), "")
        is_begun = bool(mark) and not before.rstrip().endswith(mark)
        text = f"{mark}{opening}{text}" if is_begun else f"{opening}{mark}{text}"
        if after.strip(_MARKS):
            is_ended = bool(closing) and after.lstrip(" .,،؟?!").startswith(closing)
            return f"{text}{closing}{OMITTED}" if is_ended else f"{text}{OMITTED}{closing}"
        return f"{text}{end}{closing}" if self.lang == "en" else f"{text}{closing}{end}"

    def opening(self, claim: page.Claim, longest: int) -> str | None:
        """Return the first words of a sentence of more than `longest` words.

        ``None`` for one that is short, or is shown in part.
        """
        text = self.sentence(claim.excerpt) or claim.excerpt.sentence.shown("ar") or ""
        if claim.words or len(text.split()) <= longest:
            return None
        return cut_at_word(text, WORDS_OF_AN_OPENING)

    def listed(self, texts: Sequence[str]) -> str:
        """Return texts one after another, without an "and"; English commas are inside of quotes."""
        separator = self.t("list.separator")
        inside = f"{separator.rstrip()}” "
        joined = ""
        for text in texts:
            is_quoted = self.lang == "en" and joined.endswith("”")
            joined = joined.removesuffix("”") + inside if is_quoted else joined + separator
            joined += text
        return joined.removeprefix(separator)

    # Round a sentence ------------------------------------------------------------------------

    def introduced(self, speaker: page.Speaker) -> str:
        """Return who speaks, with the office at the first mention, as it begins a line."""
        role = [speaker.role[self.lang]] if speaker.role else []
        text = self.listed([speaker.name[self.lang], *role])
        return text[:1].upper() + text[1:]

    def meaning(self, claim: page.Claim) -> str:
        """Return what the relative dates of a sentence mean, empty where it has none."""
        meanings: dict[str, None] = {}
        for note in claim.dates[self.lang]:
            date = self.t.dated(note.when)
            if note.is_day_of_article:
                date = self.t("explainer.article_of", day=date)
            elif note.phrase:
                date = self.t("explainer.means", text=note.phrase, date=date)
            meanings[date] = None
        return self.t("dates.separator").join(meanings)

    def readings(self, claim: page.Claim) -> tuple[str, ...]:
        """Return for each citation of a claim the coarser date its source gives, or nothing."""
        readings = claim.readings or (None,) * len(claim.citations)
        return tuple(self.t.dated(reading) if reading else "" for reading in readings)

    def speaker(self, claim: page.Claim) -> str:
        """Return the speaker of a quotation with the office held."""
        if claim.quote is None:
            return ""
        return self.introduced(page.Speaker(claim.quote.speaker, claim.quote.role))

    # By section ------------------------------------------------------------------------------

    def sources(self, sources: page.SourcesInBrief) -> str:
        """Return how many sources there are, of how many outlets, from when to when."""
        text = self.t("brief.sources", count=sources.count)
        comma = joint = self.t("list.separator")
        if sources.outlets < sources.count:
            text += " " + self.t("brief.outlets", count=sources.outlets)
        else:
            # "5 articles published …", but "5 articles from 3 outlets, published …".
            joint = " "
        if not sources.days:
            return text
        first, last = self.t.dated(sources.days[0]), self.t.dated(sources.days[-1])
        dated = len(sources.days)
        if dated < sources.count:
            return text + comma + self.t("brief.partly", count=dated, first=first, last=last)
        if first == last:
            return text + joint + self.t("brief.on", count=sources.count, first=first)
        return text + joint + self.t("brief.span", count=sources.count, first=first, last=last)

    def ahead(self, ahead: page.AheadInBrief) -> str:
        """Return the dates that the newest sources still had before them."""
        dates = dict.fromkeys(self.t.when(event) for event in ahead.events)
        return self.t("brief.ahead", dates=self.t.listed(dates), day=self.t.dated(ahead.day))

    def newer(self, newer: page.NewerThanBrief) -> str:
        """Return how many articles are newer than an editor's brief, and of which day."""
        return self.t("brief.newer", count=newer.count, day=self.t.dated(newer.day))

    def voice(self, view: page.View) -> str:
        """Return who holds a view: a speaker with the office and when, or which article has it."""
        if view.speaker:
            days = dict.fromkeys(self.day(story) for story in view.stories)
            name = self.introduced(view.speaker)
            return self.t("differ.voice", name=name, day=self.listed(list(days)))
        first, *others = view.stories
        if others:
            names = self.t("dates.separator").join(map(self.heading, view.stories))
            return self.t("differ.articles", names=names)
        if view.is_reported:
            return self.t("differ.reported", name=self.heading(first))
        return self.t("differ.article", name=self.heading(first))

    def reading(self, value: FigureValue) -> str:
        """Return a number with its qualifier, or by how much something changed."""
        if value.change is None:
            number = self.t.number(value.value)
            # English has "fewer" for what can be counted alone.
            if value.is_rate and value.qualifier == "less than":
                return self.t("figures.less_than_percent", number=number)
            number = self.t("figures.percent", number=number) if value.is_rate else number
            return self.t.qualified(number, value.qualifier)
        part = _PARTS.get(value.value)
        amount = self.t(f"part.{part}") if part else self.t.number(value.value)
        return self.t(f"figures.{value.change}", amount=amount)

    def as_of(self, value: FigureValue) -> str:
        """Return the day a reading holds for."""
        return self.t.dated(value.as_of) if value.as_of else self.t("date.unknown")

    def span(self, row: page.FigureRow) -> str:
        """Return from when to when a reading holds."""
        if row.first is None or row.last is None:
            return self.t("date.unknown")
        days = dict.fromkeys((self.t.dated(row.first), self.t.dated(row.last)))
        first, *others = days
        return self.t("date.range", first=first, last=others[0]) if others else first

    def silent(self, stories: Sequence[Story]) -> str:
        """Return the stories of which no sentence was chosen: their short names, or how many."""
        if len(stories) > MOST_SILENT:
            return self.t("explainer.silent_count", count=len(stories))
        names = [self.cited_story(story) for story in stories]
        return f"{self.t('explainer.silent')} {self.t('dates.separator').join(names)}"

    def cited_story(self, story: Story) -> str:
        """Return a source's short name and its day."""
        # Asked for beside every citation. The story is kept, so that its number stays its own.
        if id(story) not in self._cited:
            self._cited[id(story)] = story, self.listed([self.source(story), self.day(story)])
        return self._cited[id(story)][1]

    def dates(self, entry: page.TimelineEntry) -> str:
        """Return the dates of an entry of the timeline, and the dates that were named on it."""
        days = dict.fromkeys(map(self.t.dated, (entry.when, *entry.also)))
        day = self.t("dates.separator").join(days)
        if not entry.named:
            return day
        named = dict.fromkeys(map(self.t.dated, entry.named))
        return self.t("timeline.named", day=day, dates=self.listed(list(named)))

    def detail(self, section: page.Section) -> str:
        """Return the title of a page beside the explainer, with how much it holds."""
        title = self.t(f"detail.{section.id}")
        if isinstance(section, page.TimelineSection):
            return f"{title} ({self.t.number(len(section.entries))})"
        return title

    def shown_of(self, section: page.Section, explainer: page.Explainer) -> str:
        """Return how much of all a section of the page shows, empty where that is everything."""
        whole = explainer.detail(section.id)
        fields = _LISTED.get(section.id, ())
        if whole is None or not fields:
            return ""
        shown = sum(len(getattr(section, name)) for name in fields)
        count = sum(len(getattr(whole, name)) for name in fields)
        return self.t(f"shown.{section.id}", shown=shown, count=count)

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

    def name_detail(self, entry: page.NamedEntry) -> str:
        """Return the office held, and in how many articles the name is found."""
        held = ""
        if entry.role and entry.day:
            day = self.t.dated(entry.day)
            office = self.t("names.held", role=entry.role[self.lang], day=day)
            held = self.t("list.separator") + office
        return f"{held} ({self.t('names.stories', count=entry.stories)})"


def _open_quotation(text: str) -> str:
    """Return the mark of the quotation that is open at the end of a text, empty without one."""
    if re.search(r'(?<!\d)"', re.sub(r'(?<!\d)"[^"]*"', "", text)):  # of a 5" gun it is none
        return '"'
    for mark in "“«":
        if text.count(mark) > text.count(CLOSED_BY[mark]):
            return mark
    return ""
