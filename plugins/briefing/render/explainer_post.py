"""An explainer as a plain Pelican post: every line ends in a link to its source sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..glossary import Glossary
from ..model import (
    Cite,
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
from .bidi import isolate_markdown
from .brief import brief
from .charts import figure_svg, timeline_svg
from .citations import Citations, title_text
from .claims import Claims
from .comparing import changes, differences, names, shared, side_by_side, unanswered
from .l10n import Catalogue
from .markdown_text import escape_attribute, escape_inline, escape_metadata
from .posts import publisher_name, signed, sortable


def explainer_post(explainer: Explainer, lang: Lang, glossary: Glossary, t: Catalogue) -> str:
    """Return the text of an explainer's post in one language."""
    cite = Citations(lang, t)
    parts: list[tuple[str, Iterator[str]]] = [
        ("brief", brief(explainer, cite)),
        ("questions", _answers(explainer, cite)),
        ("timeline", _timeline(explainer, cite)),
        ("figures", _figures(explainer.figures, cite)),
        ("quotes", _quotes(explainer, cite)),
        ("shared", shared(explainer, cite)),
        ("differ", differences(explainer, cite)),
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


def _answers(explainer: Explainer, cite: Citations) -> Iterator[str]:
    claims = Claims(explainer, cite)
    compared = {comparison.question: comparison for comparison in explainer.comparison}
    for answer in explainer.answers:
        yield f"### {escape_inline(answer.question[cite.lang])} {{: #q-{answer.id} }}"
        short, rest = answer.excerpts[: answer.lead], answer.excerpts[answer.lead :]
        yield claims.claims(short)
        if answer.withheld:
            told = cite.t("explainer.withheld", count=answer.withheld)
            yield f"{escape_inline(told)}\n{{: .silent }}"
        elif not answer.excerpts:
            yield f"{cite.t('explainer.silent_all')}\n{{: .unanswered }}"
        if answer.excerpts and answer.question in compared:
            shown = {e.cite for e in short}
            yield _each_source(compared[answer.question], shown, explainer, claims)
        elif rest:
            yield _more(claims.claims(rest), cite.t("explainer.more", count=len(rest)))


def _timeline(explainer: Explainer, cite: Citations) -> Iterator[str]:
    """Yield a picture, then each date with what happened; a sentence stands once."""
    events, claims = explainer.timeline, Claims(explainer, cite)
    yield from _picture(timeline_svg(events, cite.lang, cite.t, lambda e: cite.href(e.excerpts[0])))
    told: dict[str, list[Event]] = {}
    for event in events:
        told.setdefault(str(event.excerpts[0].cite), []).append(event)
    dated: dict[str, list[str]] = {}
    for of_sentence in told.values():
        dated.setdefault(_when(of_sentence, cite.t), []).append(_told(of_sentence, claims))
    for when, texts in dated.items():
        yield f"{when}\n:   " + "\n\n:   ".join(texts)


def _picture(svg: str) -> Iterator[str]:
    """Yield a drawing as a figure of its own, nothing where there is none."""
    if svg:
        yield f'<figure class="picture">{svg}</figure>'


def _when(events: list[Event], t: Catalogue) -> str:
    """Return the heading of a sentence's dates, marked where all of them are still to come."""
    dates = dict.fromkeys(t.when(event) for event in events)
    inferred = not any(event.stated for event in events)
    notes = {"planned": all(event.planned for event in events), "inferred": inferred}
    why = escape_attribute(t("explainer.meant"))
    titles = {"inferred": f' title="{why}"'}
    marks = (
        f" *{t(f'explainer.{note}')}*{{: .{note}{titles.get(note, '')} }}"
        for note, true in notes.items()
        if true
    )
    shown = "".join(marks)
    return f"**{escape_inline(' · '.join(dates))}**{{: .when }}{shown}"


def _told(events: list[Event], claims: Claims) -> str:
    cite, first = claims.cite, events[0].excerpts[0]
    cited = list({e.cite: e for event in events for e in event.excerpts}.values())
    marks = " ".join(cite.mark(excerpt, further=i > 0) for i, excerpt in enumerate(cited))
    known = {cite.t.when(event) for event in events}
    return f"{claims.said(first, known)} {marks}{claims.note(first)}"


def _figures(figures: tuple[Figure, ...], cite: Citations) -> Iterator[str]:
    t = cite.t
    for figure in figures:
        unit = escape_inline(figure.unit[cite.lang])
        head = f"| {t('figures.as_of')} | {unit} | {t('figures.source')} |"
        rows = [_figure_row(value, cite) for value in figure.values]
        yield f"### {escape_inline(figure.label[cite.lang])} {{: #f-{figure.id} }}"
        yield from _picture(figure_svg(figure, cite.lang, t, lambda v: cite.href(v.excerpts[0])))
        yield "\n".join([head, "| --- | --- | --- |", *rows])


def _figure_row(value: FigureValue, cite: Citations) -> str:
    t = cite.t
    day = t.date(value.as_of) if value.as_of else t("date.unknown")
    shown = t.qualified(t.number(value.value), value.qualifier)
    marks = cite.marks(value.excerpts)
    return f"| {day} | **{escape_inline(shown)}** | {marks} |"


def _quotes(explainer: Explainer, cite: Citations) -> Iterator[str]:
    """Yield what was said by side, then by those of nobody's side; reported speech is folded."""
    claims = Claims(explainer, cite)
    for side_id, name in (*explainer.sides, (None, None)):
        of_side = [q for q in explainer.quotes if q.side == side_id and q.about]
        if not of_side:
            continue
        yield f"### {escape_inline(name[cite.lang] if name else cite.t('explainer.other_voices'))}"
        direct, reported = ([q for q in of_side if q.direct is kind] for kind in (True, False))
        yield from (_quote(quote, claims) for quote in direct)
        if reported:
            told = "\n\n".join(_quote(quote, claims) for quote in reported)
            yield _more(told, cite.t("explainer.reported", count=len(reported)))


def _quote(quote: Quote, claims: Claims) -> str:
    cite = claims.cite
    role = f", {escape_inline(quote.role[cite.lang])}" if quote.role else ""
    if cite.lang == "ar":
        role = role.replace(", ", "، ", 1)
    speaker = f"**{escape_inline(quote.speaker[cite.lang])}**{role}"
    said = claims.said(quote.excerpt)
    by = f"— {speaker} {cite.mark(quote.excerpt)}"
    return f'<blockquote class="quote" markdown="1">\n\n{said}\n\n{by}\n\n</blockquote>'


def _each_source(
    comparison: Comparison, shown: set[Cite], explainer: Explainer, claims: Claims
) -> str:
    """Return what each source says besides what is shown, side by side, folded away."""
    t = claims.cite.t
    told = {slug for slug, excerpts in comparison.by_story.items() if excerpts}
    silent = [s for s in explainer.stories if s.slug not in told | comparison.withheld]
    further = {
        slug: [e for e in excerpts if e.cite not in shown]
        for slug, excerpts in comparison.by_story.items()
    }
    parts = [side_by_side(_columns(further, explainer, claims))] if any(further.values()) else []
    if silent:
        titles = (t("explainer.titled", title=_title(s, claims.cite.lang)) for s in silent)
        names = t("list.separator").join(titles)
        parts.append(f"{t('explainer.silent')} {names}\n{{: .silent }}")
    sources, total = t.number(len(told)), t.number(len(explainer.stories))
    found = sum(map(len, further.values()))
    label = t("explainer.each_source", count=found, sources=sources, total=total)
    return _more("\n\n".join(parts), label) if parts else ""


def _more(content: str, label: str) -> str:
    """Return what is folded away behind a label."""
    opening = '<details class="each-source" markdown="1">'
    return f"{opening}\n\n<summary>{escape_inline(label)}</summary>\n\n{content}\n\n</details>"


def _columns(
    said: Mapping[str, Sequence[Excerpt]], explainer: Explainer, claims: Claims
) -> Iterator[str]:
    """Yield what each story says, one box a story."""
    for story in explainer.stories:
        if excerpts := said.get(story.slug):
            yield f"#### {_title(story, claims.cite.lang)}\n\n{claims.claims(excerpts)}"


def _title(story: Story, lang: Lang) -> str:
    return escape_inline(title_text(story, lang))


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
    yield _more("\n".join(lines), cite.t("explainer.noted", count=len(lines)))
