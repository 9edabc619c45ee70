"""*In brief*: the editor's sentences, the newest figures, the sources, what was still ahead."""

from __future__ import annotations

from ..dates.when import When
from ..model import Excerpt, Figure, FigureValue
from .analysis import Analysis
from .matching import cite_title, outlet, resolve_cites
from .page import AheadInBrief, BriefSection, FigureInBrief, SourcesInBrief

MOST_FIGURES_IN_BRIEF = 4
"""Figures named in brief; the section on figures has all."""
MOST_SOURCES_IN_BRIEF = 12
"""Sources cited for there being so many; the section on sources lists all."""
MOST_QUESTIONS_IN_BRIEF = 3
"""Unanswered questions named in brief; a section of its own has all."""
MOST_CITES_IN_BRIEF = 4
"""Citations of one fact; more are in the sections below."""


def brief_section(analysis: Analysis) -> BriefSection | None:
    """Return the facts in brief, ``None`` for a topic without sources."""
    if not analysis.stories:
        return None
    claims = analysis.claims.all(resolve_cites(analysis.topic.brief, analysis.stories))
    figures = [newest_reading(figure) for figure in analysis.figures[:MOST_FIGURES_IN_BRIEF]]
    open_questions = analysis.unanswered[:MOST_QUESTIONS_IN_BRIEF]
    days = sorted(_days(analysis), key=lambda day: day.iso)
    sources = SourcesInBrief(
        count=len(analysis.stories),
        outlets=len({outlet(story) for story in analysis.stories}),
        days=tuple(days),
        citations=tuple(cite_title(story) for story in analysis.stories[:MOST_SOURCES_IN_BRIEF]),
    )
    return BriefSection(claims, tuple(figures), sources, _ahead(analysis), open_questions)


def newest_reading(figure: Figure) -> FigureInBrief:
    """Return the newest reading of a figure, with the sources that give the same one.

    Of equal values of one day the unqualified one is shown, which is the most exact.
    """
    newest = figure.values[-1]
    of_its_day = [v for v in figure.values if (v.value, v.as_of) == (newest.value, newest.as_of)]
    last = next((value for value in of_its_day if value.qualifier is None), newest)
    # Back to the last reading of another value: what was so before it has not been so since.
    same: list[FigureValue] = []
    for value in reversed(figure.values):
        if value.as_of is None or value.value != last.value:
            break
        if value.qualifier == last.qualifier:
            same.insert(0, value)
    same = same or [last]
    cited: dict[str, Excerpt] = {}
    for value in reversed(same):
        for excerpt in value.excerpts:
            cited.setdefault(str(excerpt.cite), excerpt)
    outlets = len({outlet(excerpt.story) for excerpt in cited.values()})
    citations = tuple(cited.values())[:MOST_CITES_IN_BRIEF]
    return FigureInBrief(figure, last, outlets, same[0].as_of, citations)


def _days(analysis: Analysis) -> list[When]:
    """Return the days of the stories that are dated."""
    return [s.published.when.without_clock() for s in analysis.stories if s.published]


def _ahead(analysis: Analysis) -> AheadInBrief | None:
    """Return the dates that the newest sources still had before them, ``None`` without any."""
    # Of a month and its last day the day says more exactly how far the sources reach.
    newest = max(_days(analysis), key=lambda day: (day.end, day.precision == "day"), default=None)
    planned = [event for event in analysis.events if event.when.planned]
    events = [e for e in planned if newest is None or e.when.start > newest.end]
    if newest is None or not events:
        return None
    cited: dict[str, Excerpt] = {}
    for event in events:
        cited.setdefault(str(event.excerpts[0].cite), event.excerpts[0])
    return AheadInBrief(tuple(events), newest, tuple(cited.values()))
