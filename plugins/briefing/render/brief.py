"""*In brief*: a paragraph of facts by template, each with its citations."""

from __future__ import annotations

from collections.abc import Iterator

from ..explain.agreement import outlet
from ..model import Cite, Excerpt, Explainer, Figure, FigureValue, Story
from .citations import Citations
from .l10n import Catalogue
from .markdown_text import escape_inline

MOST_FIGURES = 4
"""Figures named in brief; the section on figures has all."""
MOST_SOURCES = 12
"""Sources cited for there being so many; the section on sources lists all."""
MOST_CITES = 4
"""Citations of one fact; more are in the sections below."""


def brief(explainer: Explainer, cite: Citations) -> Iterator[str]:
    """Yield the paragraph; nothing for an explainer without sources."""
    if not explainer.stories:
        return
    facts = [
        _sources(explainer, cite),
        *_figures(explainer, cite),
        *_ahead(explainer, cite),
        *_unanswered(explainer, cite),
    ]
    yield "\n".join(facts) + "\n{: .brief }"


def title_of(story: Story) -> Excerpt:
    """Return a story's title as something to cite: it stands for the story as a whole."""
    return Excerpt(Cite(story.slug, story.title.id), story.title, story)


def _sources(explainer: Explainer, cite: Citations) -> str:
    """Return how many sources there are and from when to when."""
    stories, t = explainer.stories, cite.t
    outlets = len({outlet(story) for story in stories})
    days = sorted(s.published.value.split("T")[0] for s in stories if s.published)
    count = t("brief.sources", count=len(stories))
    spread = t("brief.outlets", count=outlets) if outlets < len(stories) else ""
    span = t("brief.span", first=t.date(days[0]), last=t.date(days[-1])) if days else ""
    marks = cite.marks(title_of(story) for story in stories[:MOST_SOURCES])
    return f"{escape_inline(' '.join(filter(None, (count, spread, span))))} {marks}"


def _figures(explainer: Explainer, cite: Citations) -> Iterator[str]:
    for figure in explainer.figures[:MOST_FIGURES]:
        newest = figure.values[-1]
        same = [v for v in figure.values if v.value == newest.value]
        plain = (v for v in same if v.as_of == newest.as_of and v.qualifier is None)
        last = next(plain, newest)
        cited = {str(e.cite): e for v in reversed(same) for e in v.excerpts}
        outlets = len({outlet(e.story) for e in cited.values()})
        shown = _reading(figure, last, cite)
        agreed = cite.t("brief.agreed", count=outlets) if outlets > 1 else ""
        yield f"{escape_inline(shown + agreed)}. {cite.marks(list(cited.values())[:MOST_CITES])}"


def _reading(figure: Figure, value: FigureValue, cite: Citations) -> str:
    """Return the last reading of a figure in words: what, how many, as of when."""
    t = cite.t
    day = t.date(value.as_of) if value.as_of else t("date.unknown")
    number = shown_value(value, cite)
    return t("brief.figure", label=figure.label[cite.lang], number=number, day=day)


def shown_value(value: FigureValue, cite: Citations) -> str:
    """Return a number with its qualifier, in the page's language."""
    return number_in_words(value, cite.t)


def number_in_words(value: FigureValue, t: Catalogue) -> str:
    """Return a number with its qualifier, in the catalogue's language."""
    number = t.number(value.value)
    if value.qualifier is None:
        return number
    return t(f"qualifier.{value.qualifier.replace(' ', '_')}", number=number)


def _ahead(explainer: Explainer, cite: Citations) -> Iterator[str]:
    """Yield the dates that the newest sources still had before them."""
    newest = max((s.published.value[:10] for s in explainer.stories if s.published), default="")
    ahead = [e for e in explainer.timeline if e.planned and e.date > newest[: len(e.date)]]
    if not ahead:
        return
    dates = dict.fromkeys(cite.t.range(e.date, e.end) for e in ahead)
    cited = {str(e.excerpts[0].cite): e.excerpts[0] for e in ahead}
    text = cite.t("brief.ahead", dates=cite.t("list.separator").join(dates))
    yield f"{escape_inline(text)} {cite.marks(list(cited.values())[:MOST_CITES])}"


def _unanswered(explainer: Explainer, cite: Citations) -> Iterator[str]:
    open_ones = [a for a in explainer.answers if not a.excerpts]
    if open_ones:
        yield f"[{escape_inline(cite.t('brief.unanswered', count=len(open_ones)))}](#unanswered)"
