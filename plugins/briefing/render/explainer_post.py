"""An explainer as a plain Pelican post: every line ends in a link to its source sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..glossary import Glossary
from ..model import (
    Bilingual,
    Comparison,
    Event,
    Excerpt,
    Explainer,
    Figure,
    FigureValue,
    Lang,
    Quote,
    Story,
)
from ..summarise import stands_alone
from .bidi import isolate_markdown
from .l10n import Catalogue
from .markdown_text import escape_attribute, escape_inline, escape_metadata
from .posts import publisher_name, signed, sortable


class Citations:
    """Numbers the sentences an explainer cites, in the order in which they are first cited."""

    def __init__(self, lang: Lang, t: Catalogue) -> None:
        self.lang = lang
        self.t = t
        self.numbers: dict[str, int] = {}
        self.cited: list[Excerpt] = []

    def mark(self, excerpt: Excerpt) -> str:
        """Return the link from a claim to the sentence it is taken from."""
        key = str(excerpt.cite)
        if key not in self.numbers:
            self.numbers[key] = len(self.numbers) + 1
            self.cited.append(excerpt)
        number = self.numbers[key]
        label = f"{_source_day(excerpt, self.t)} [{number}]"
        title = escape_attribute(excerpt.story.title.text(self.lang) or excerpt.story.title.ar)
        target = f"{{filename}}/{self.lang}/{excerpt.cite.slug}.md#{excerpt.cite.sentence}"
        return (
            f'[{escape_inline(label)}]({target}){{: .cite data-note="{number}" title="{title}" }}'
        )

    def claim(self, excerpt: Excerpt) -> str:
        """Return a cited sentence with its link; Arabic in place where English is missing."""
        return f"{sentence(excerpt, self.lang)} {self.mark(excerpt)}"


def _source_day(excerpt: Excerpt, t: Catalogue) -> str:
    published = excerpt.story.published
    return t.date(published.value) if published else t("date.unknown")


def sentence(excerpt: Excerpt, lang: Lang) -> str:
    """Return an excerpt's text in one language, marked where only the Arabic exists."""
    text = excerpt.sentence.text(lang)
    if text is not None:
        return isolate_markdown(escape_inline(text)) if lang == "ar" else escape_inline(text)
    arabic = isolate_markdown(escape_inline(excerpt.sentence.ar))
    return f'<span lang="ar" dir="rtl" class="pending">{arabic}</span>'


def explainer_post(explainer: Explainer, lang: Lang, glossary: Glossary, t: Catalogue) -> str:
    """Return the text of an explainer's post in one language."""
    cite = Citations(lang, t)
    sections = [
        _section("questions", t("explainer.questions"), _answers(explainer, cite)),
        _section("timeline", t("explainer.timeline"), _timeline(explainer.timeline, cite)),
        _section("figures", t("explainer.figures"), _figures(explainer.figures, cite)),
        _section("quotes", t("explainer.quotes"), _quotes(explainer, cite)),
        _section("sources", t("explainer.sources"), _sources(explainer, lang, glossary, t)),
    ]
    notes = _section("notes", t("explainer.notes"), _notes(cite))
    body = "\n\n".join(section for section in (*sections, notes) if section)
    return signed(_metadata(explainer, lang, t) + "\n" + body + "\n")


def _metadata(explainer: Explainer, lang: Lang, t: Catalogue) -> str:
    dated = [s.published.value[:10] for s in explainer.stories if s.published]
    newest = max(dated, default="")
    fields = [
        ("Title", escape_metadata(explainer.title[lang])),
        ("Date", sortable(newest) if newest else ""),
        ("Lang", lang),
        ("Slug", explainer.slug),
        ("Category", t("category.explainers")),
        ("Template", "explainer"),
        ("Topic", explainer.slug),
        ("Summary", escape_inline(explainer.intro[lang])),
    ]
    return "".join(f"{name}: {value}\n" for name, value in fields if value)


def _section(anchor: str, heading: str, parts: Iterator[str]) -> str:
    content = "\n\n".join(parts)
    if not content:
        return ""
    opening = f'<section id="{anchor}" class="part" markdown="1">'
    return f"{opening}\n\n## {escape_inline(heading)}\n\n{content}\n\n</section>"


def _answers(explainer: Explainer, cite: Citations) -> Iterator[str]:
    speakers = _speakers(explainer)
    compared = {comparison.question: comparison for comparison in explainer.comparison}
    for answer in explainer.answers:
        yield f"### {escape_inline(answer.question[cite.lang])} {{: #q-{answer.id} }}"
        for excerpt in answer.excerpts:
            yield _speaker_note(excerpt, speakers, cite.lang) + cite.claim(excerpt)
        if not answer.excerpts:
            yield f"{cite.t('explainer.unanswered')}\n{{: .unanswered }}"
        elif answer.question in compared:
            yield _each_source(compared[answer.question], explainer, cite)


def _speakers(explainer: Explainer) -> dict[str, Bilingual]:
    return {str(quote.excerpt.cite): quote.speaker for quote in explainer.quotes}


def _speaker_note(excerpt: Excerpt, speakers: Mapping[str, Bilingual], lang: Lang) -> str:
    """Return who speaks, in brackets, before a sentence that says only "he added"."""
    speaker = speakers.get(str(excerpt.cite))
    if speaker is None or stands_alone(excerpt.sentence.ar):
        return ""
    shown = excerpt.sentence.text(lang) or excerpt.sentence.ar
    if speaker[lang].split()[-1] in shown:
        return ""
    return f"*\\[{escape_inline(speaker[lang])}\\]*{{: .speaker }} "


def _timeline(events: tuple[Event, ...], cite: Citations) -> Iterator[str]:
    """Yield each date with what happened; a sentence stands once, under all its dates."""
    told: dict[str, list[Event]] = {}
    for event in events:
        told.setdefault(str(event.excerpts[0].cite), []).append(event)
    dated: dict[str, list[str]] = {}
    for of_sentence in told.values():
        dated.setdefault(_when(of_sentence, cite.t), []).append(_told(of_sentence, cite))
    for when, texts in dated.items():
        yield f"{when}\n:   " + "\n\n:   ".join(texts)


def _when(events: list[Event], t: Catalogue) -> str:
    """Return the heading of a sentence's dates, marked where all of them are still to come."""
    dates = dict.fromkeys(t.range(event.date, event.end) for event in events)
    planned = (
        f" *{t('explainer.planned')}*{{: .planned }}" if all(e.planned for e in events) else ""
    )
    return f"**{escape_inline(' · '.join(dates))}**{{: .when }}{planned}"


def _told(events: list[Event], cite: Citations) -> str:
    cited = {e.cite: e for event in events for e in event.excerpts}
    marks = " ".join(cite.mark(excerpt) for excerpt in cited.values())
    return f"{sentence(events[0].excerpts[0], cite.lang)} {marks}"


def _figures(figures: tuple[Figure, ...], cite: Citations) -> Iterator[str]:
    t = cite.t
    for figure in figures:
        unit = escape_inline(figure.unit[cite.lang])
        head = f"| {t('figures.as_of')} | {unit} | {t('figures.source')} |"
        rows = [_figure_row(value, cite) for value in figure.values]
        yield f"### {escape_inline(figure.label[cite.lang])} {{: #f-{figure.id} }}"
        yield "\n".join([head, "| --- | --- | --- |", *rows])


def _figure_row(value: FigureValue, cite: Citations) -> str:
    t = cite.t
    day = t.date(value.as_of) if value.as_of else t("date.unknown")
    number = t.number(value.value)
    shown = (
        t(f"qualifier.{value.qualifier.replace(' ', '_')}", number=number)
        if value.qualifier
        else number
    )
    marks = " ".join(cite.mark(excerpt) for excerpt in value.excerpts)
    return f"| {day} | **{escape_inline(shown)}** | {marks} |"


def _quotes(explainer: Explainer, cite: Citations) -> Iterator[str]:
    """Yield direct quotations by side, then those of nobody's side; all with their speaker."""
    sides = [*explainer.sides, (None, None)]
    for side_id, name in sides:
        of_side = [q for q in explainer.quotes if q.side == side_id and q.direct]
        if not of_side:
            continue
        heading = name[cite.lang] if name else cite.t("explainer.other_voices")
        yield f"### {escape_inline(heading)}"
        for quote in of_side:
            yield _quote(quote, cite)


def _quote(quote: Quote, cite: Citations) -> str:
    role = f", {escape_inline(quote.role[cite.lang])}" if quote.role else ""
    if cite.lang == "ar":
        role = role.replace(", ", "، ", 1)
    speaker = f"**{escape_inline(quote.speaker[cite.lang])}**{role}"
    said = sentence(quote.excerpt, cite.lang)
    by = f"— {speaker} {cite.mark(quote.excerpt)}"
    return f'<blockquote class="quote" markdown="1">\n\n{said}\n\n{by}\n\n</blockquote>'


def _each_source(comparison: Comparison, explainer: Explainer, cite: Citations) -> str:
    """Return what each source says on a question, side by side, folded away until asked for."""
    columns = "\n\n".join(_columns(comparison, explainer, cite))
    silent = [s for s in explainer.stories if not comparison.by_story.get(s.slug)]
    speaking = len(explainer.stories) - len(silent)
    label = cite.t("explainer.each_source", count=speaking, total=len(explainer.stories))
    parts = [
        '<details class="each-source" markdown="1">',
        f"<summary>{escape_inline(label)}</summary>",
        f'<div class="compare" markdown="1">\n\n{columns}\n\n</div>',
    ]
    if silent:
        names = cite.t("list.separator").join(_title(s, cite.lang) for s in silent)
        parts.append(f"{cite.t('explainer.silent')} {names}\n{{: .silent }}")
    return "\n\n".join([*parts, "</details>"])


def _columns(comparison: Comparison, explainer: Explainer, cite: Citations) -> Iterator[str]:
    """Yield what each story says, one box a story."""
    speakers = _speakers(explainer)
    for story in explainer.stories:
        excerpts = comparison.by_story.get(story.slug, ())
        if excerpts:
            claims = "\n\n".join(
                _speaker_note(e, speakers, cite.lang) + cite.claim(e) for e in excerpts
            )
            heading = f"#### {_title(story, cite.lang)}"
            yield f'<div class="says" markdown="1">\n\n{heading}\n\n{claims}\n\n</div>'


def _title(story: Story, lang: Lang) -> str:
    return escape_inline(story.title.text(lang) or story.title.ar)


def _sources(explainer: Explainer, lang: Lang, glossary: Glossary, t: Catalogue) -> Iterator[str]:
    lines = []
    for story in explainer.stories:
        title = _title(story, lang)
        name = publisher_name(story, lang, glossary)
        publisher = escape_inline(name) if name else t("publisher.unknown")
        day = t.date(story.published.value) if story.published else t("date.unknown")
        link = f"[{title}]({{filename}}/{lang}/{story.slug}.md)"
        lines.append(f"- {link} — {publisher}{t('list.separator')}{day}")
    yield "\n".join(lines)


def _notes(cite: Citations) -> Iterator[str]:
    """Yield the cited sentences in the language of the source, numbered as in the text."""
    lines = []
    for number, excerpt in enumerate(cite.cited, 1):
        target = f"{{filename}}/{cite.lang}/{excerpt.cite.slug}.md#{excerpt.cite.sentence}"
        arabic = isolate_markdown(escape_inline(excerpt.sentence.ar))
        label = cite.t("explainer.read_in_place")
        lines.append(
            f'{number}. <span lang="ar" dir="rtl" class="original">{arabic}</span> '
            f"[{label}]({target}){{: .place }}\n{{: #note-{number} }}"
        )
    yield "\n".join(lines)
