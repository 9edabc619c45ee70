"""An explainer as a plain Pelican post: every line ends in a link to its source sentence."""

from __future__ import annotations

from collections.abc import Iterator

from ..editors.glossary import Glossary
from ..model import Explainer, Figure, FigureValue, Lang, Story
from .answering import answers
from .bidi import isolate_markdown
from .brief import brief
from .charts import figure_svg
from .citations import Citations, title_text
from .claims import Claims
from .comparing import changes, differences, names, shared, unanswered
from .dating import timeline
from .folding import folded, picture
from .l10n import Catalogue
from .markdown_text import escape_inline, escape_metadata
from .posts import publisher_name, signed
from .voices import quotes


def explainer_post(explainer: Explainer, lang: Lang, glossary: Glossary, t: Catalogue) -> str:
    """Return the text of an explainer's post in one language."""
    cite = Citations(lang, t)
    claims = Claims(explainer, cite)
    parts: list[tuple[str, Iterator[str]]] = [
        ("brief", brief(explainer, claims)),
        ("questions", answers(explainer, claims)),
        ("timeline", timeline(explainer, claims)),
        ("figures", _figures(explainer.figures, cite)),
        ("quotes", quotes(explainer, claims)),
        ("shared", shared(explainer, claims)),
        ("differ", differences(explainer, claims)),
        ("changes", changes(explainer, cite)),
        ("unanswered", unanswered(explainer, cite)),
        ("names", names(explainer, glossary, cite)),
        ("sources", _sources(explainer, lang, glossary, t)),
    ]
    sections = [_section(anchor, t(f"explainer.{anchor}"), texts) for anchor, texts in parts]
    notes = _section("notes", t("explainer.notes"), _notes(cite))
    machine = _machine_notice(cite)
    body = "\n\n".join(section for section in (machine, *sections, notes) if section)
    return signed(_metadata(explainer, lang, t) + "\n" + body + "\n")


def _metadata(explainer: Explainer, lang: Lang, t: Catalogue) -> str:
    newest = max((s.published.when.day for s in explainer.stories if s.published), default="")
    fields = [
        ("Title", escape_metadata(explainer.title[lang])),
        ("Date", newest),
        ("Lang", lang),
        ("Slug", explainer.slug),
        ("Category", t("category.explainers")),
        ("Template", "explainer"),
        ("Topic", explainer.slug),
        ("Summary", escape_inline(explainer.intro[lang])),
    ]
    return "".join(f"{name}: {value}\n" for name, value in fields if value)


def _machine_notice(cite: Citations) -> str:
    """Return how many of the cited sentences a machine translated and nobody has read."""
    made = sum(e.sentence.state == "machine" for e in cite.cited) if cite.lang == "en" else 0
    return (
        f"{escape_inline(cite.t('explainer.machine', count=made))}\n{{: .notice }}" if made else ""
    )


def _section(anchor: str, heading: str, parts: Iterator[str]) -> str:
    content = "\n\n".join(parts)
    if not content:
        return ""
    opening = f'<section id="{anchor}" class="part" markdown="1">'
    return f"{opening}\n\n## {escape_inline(heading)}\n\n{content}\n\n</section>"


def _figures(figures: tuple[Figure, ...], cite: Citations) -> Iterator[str]:
    t = cite.t
    for figure in figures:
        unit = escape_inline(figure.unit[cite.lang])
        head = f"| {t('figures.as_of')} | {unit} | {t('figures.source')} |"
        rows = [_figure_row(value, cite) for value in figure.values]
        yield f"### {escape_inline(figure.label[cite.lang])} {{: #f-{figure.id} }}"
        yield from picture(figure_svg(figure, cite.lang, t, lambda v: cite.href(v.excerpts[0])))
        yield "\n".join([head, "| --- | --- | --- |", *rows])


def _figure_row(value: FigureValue, cite: Citations) -> str:
    t = cite.t
    day = t.dated(value.as_of) if value.as_of else t("date.unknown")
    shown = t.qualified(t.number(value.value), value.qualifier)
    marks = cite.marks(value.excerpts)
    return f"| {day} | **{escape_inline(shown)}** | {marks} |"


def _title(story: Story, lang: Lang) -> str:
    return escape_inline(title_text(story, lang))


def _sources(explainer: Explainer, lang: Lang, glossary: Glossary, t: Catalogue) -> Iterator[str]:
    lines = []
    for story in explainer.stories:
        title = _title(story, lang)
        name = publisher_name(story, lang, glossary)
        publisher = escape_inline(name) if name else t("publisher.unknown")
        day = t.date(story.published.when.iso_date) if story.published else t("date.unknown")
        link = f"[{title}]({{filename}}/{lang}/{story.slug}.md)"
        lines.append(f"- {link} — {publisher}{t('list.separator')}{day}")
    yield "\n".join(lines)
    if any(story.publisher is None for story in explainer.stories):
        yield f"{escape_inline(t('sources.unstated'))}\n{{: .method }}"


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
    if lines:
        yield folded("\n".join(lines), cite.t("explainer.noted", count=len(lines)))
