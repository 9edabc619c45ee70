"""*In brief*: facts by template, each with its citations."""

from __future__ import annotations

from collections.abc import Iterator

from ..explain.agreement import outlet
from ..model import Cite, Excerpt, Explainer, Figure, FigureValue, Story
from .citations import Citations
from .claims import Claims
from .l10n import Catalogue
from .markdown_text import escape_inline

MOST_FIGURES = 4
"""Figures named in brief; the section on figures has all."""
MOST_SOURCES = 12
"""Sources cited for there being so many; the section on sources lists all."""
MOST_QUESTIONS = 3
"""Unanswered questions named in brief; a section of its own has all."""
MOST_CITES = 4
"""Citations of one fact; more are in the sections below."""


def brief(explainer: Explainer, claims: Claims) -> Iterator[str]:
    """Yield the facts; nothing for an explainer without sources."""
    if not explainer.stories:
        return
    cite, told = claims.cite, claims.claims(explainer.brief)
    figures = "\n".join(f"- {figure}" for figure in _figures(explainer, cite))
    numbers = f'<div class="numbers" markdown="1">\n\n{figures}\n\n</div>' if figures else ""
    facts = "\n".join(f"- {fact}" for fact in (_sources(explainer, cite), *_ahead(explainer, cite)))
    content = "\n\n".join(filter(None, (told, numbers, facts)))
    yield f'<div class="brief" markdown="1">\n\n{content}\n\n</div>'
    yield from _unanswered(explainer, cite)


def title_of(story: Story) -> Excerpt:
    """Return a story's title as something to cite: it stands for the story as a whole."""
    return Excerpt(Cite(story.slug, story.title.id), story.title, story)


def _sources(explainer: Explainer, cite: Citations) -> str:
    """Return how many sources there are and from when to when."""
    stories, t = explainer.stories, cite.t
    outlets = len({outlet(story) for story in stories})
    days = sorted(s.published.when.iso_date for s in stories if s.published)
    count = t("brief.sources", count=len(stories))
    spread = t("brief.outlets", count=outlets) if outlets < len(stories) else ""
    span = _span(days, len(stories), t)
    marks = cite.marks(title_of(story) for story in stories[:MOST_SOURCES])
    return f"{escape_inline(' '.join(filter(None, (count, spread, span))))} {marks}"


def _figures(explainer: Explainer, cite: Citations) -> Iterator[str]:
    for figure in explainer.figures[:MOST_FIGURES]:
        newest = figure.values[-1]
        now = [v for v in figure.values if (v.value, v.as_of) == (newest.value, newest.as_of)]
        last = next((v for v in now if v.qualifier is None), newest)
        same = [v for v in figure.values if goes_on(v, last)] or [last]
        cited = {str(e.cite): e for v in reversed(same) for e in v.excerpts}
        outlets = len({outlet(e.story) for e in cited.values()})
        since = cite.t.dated(same[0].as_of) if same[0].as_of else ""
        agreed = cite.t("brief.agreed", count=outlets, since=since) if outlets > 1 else ""
        shown = _reading(figure, last, agreed, cite)
        yield f"{shown} {cite.marks(list(cited.values())[:MOST_CITES])}"


def _span(days: list[str], count: int, t: Catalogue) -> str:
    """Return from when to when the sources are, and of how many that is known."""
    if not days:
        return ""
    first, last = t.date(days[0]), t.date(days[-1])
    if len(days) == count:
        return t("brief.span", first=first, last=last)
    return t("brief.partly", count=len(days), first=first, last=last)


def goes_on(value: FigureValue, last: FigureValue) -> bool:
    """Tell whether a reading says the same as the last one, at a time that is known."""
    return value.as_of is not None and (value.value, value.qualifier) == (
        last.value,
        last.qualifier,
    )


def _reading(figure: Figure, value: FigureValue, agreed: str, cite: Citations) -> str:
    """Return the last reading of a figure: how many, of what, as of when, in how many sources."""
    t = cite.t
    number = t.qualified(t.number(value.value), value.qualifier)
    label = escape_inline(figure.label[cite.lang])
    as_of = t("brief.as_of", day=t.dated(value.as_of)) if value.as_of else ""
    detail = f" *{escape_inline(as_of + agreed)}*{{: .detail }}" if value.as_of else ""
    return f"**{escape_inline(number)}** {label}{detail}"


def _ahead(explainer: Explainer, cite: Citations) -> Iterator[str]:
    """Yield the dates that the newest sources still had before them."""
    days = [s.published.when.without_clock() for s in explainer.stories if s.published]
    newest = max(days, key=lambda day: (day.end, day.precision == "day"), default=None)
    planned = [e for e in explainer.timeline if e.when.planned]
    ahead = [e for e in planned if newest is None or e.when.start > newest.end]
    if newest is None or not ahead:
        return
    dates = dict.fromkeys(cite.t.when(e) for e in ahead)
    cited = {str(e.excerpts[0].cite): e.excerpts[0] for e in ahead}
    day = cite.t.date(newest.iso)
    text = cite.t("brief.ahead", dates=cite.t.listed(dates), day=day)
    yield f"{escape_inline(text)} {cite.marks(list(cited.values())[:MOST_CITES])}"


def _unanswered(explainer: Explainer, cite: Citations) -> Iterator[str]:
    """Yield the first questions that no source answers, each with a link to where it stands."""
    links = (
        f"[{escape_inline(a.question[cite.lang])}](#q-{a.id})"
        for a in explainer.unanswered[:MOST_QUESTIONS]
    )
    listed = " · ".join(links)
    if listed:
        yield f"{escape_inline(cite.t('brief.unanswered'))} {listed}\n{{: .method }}"
