"""The page of an explainer, kept short: of a section that lists it has a choice.

However many articles there are, the page does not grow with them: all of what it leaves out is on
the pages beside it (beside.py).
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import groupby
from typing import TypeVar

from ..dates.when import When
from ..explain import page
from ..model import LANGS, Difference, FigureValue

MOST_SOURCES = 8
"""Articles that an explainer's page lists. This and the next numbers were found together, on a page
of twelve questions and four disputes: with five articles it had 1,585 words, with 300 articles
10,000, and with these it has the 1,800 of `BRIEFING_EXPLAINER_WORDS`."""
MOST_DIFFERENCES = 2
"""Figures that do not agree, and as many pairs of dates, on the page: what an editor sets out as a
dispute comes before them, and of 300 articles on one subject there are a hundred."""
MOST_VALUES = 3
"""Readings of one difference on the page: the lowest and the highest, and the newest besides."""
MOST_READINGS = 4
"""Readings of a figure on the page: what it was lately, and where that came from."""
MOST_CITED = 8
"""Citations of one line on the page; more numbers than words are read by nobody."""
MOST_AHEAD = 6
"""Dates still ahead in the brief, the nearest first: one sentence has no room for more."""
T = TypeVar("T")
Citing = TypeVar("Citing", page.Claim, page.FigureRow, FigureValue)
CITATIONS: dict[type, tuple[str, ...]] = {
    page.Claim: ("citations", "readings"),
    page.FigureRow: ("citations",),
    FigureValue: ("excerpts",),
}
"""The fields with the citations of one entry, and what goes with each of them."""


def shortened(explainer: page.Explainer) -> page.Explainer:
    """Return an explainer whose page stays short; all that it lists is on the pages beside it.

    One that is short is returned as it is. Numbers run as the shorter page is read.
    """
    short = tuple(map(_short, explainer.sections))
    left_out: list[page.Section] = []
    for one, whole in zip(short, explainer.sections, strict=True):
        if isinstance(whole, page.DifferSection) and one is not whole:
            # What an editor sets out as a dispute is on the page in any case.
            left_out.append(replace(whole, disputes=()))
        elif one is not whole:
            left_out.append(whole)
    if not left_out:
        return explainer
    sections: list[page.Section] = []
    shown: set[str] = set()
    for section in short:
        sections.append(_without_pointers(section, shown, explainer))
        # Shown, and not only cited.
        for claim in page.claims_in(sections[-1]):
            shown.update(str(one.cite) for one in (claim.excerpt, claim.antecedent) if one)
    # Of the brief the other sections have more, and some have a page beside them in any case.
    known = {"brief", *(section.id for section in explainer.details)}
    details = (*explainer.details, *(whole for whole in left_out if whole.id not in known))
    return replace(explainer, sections=tuple(sections), details=details).numbered()


def _short(section: page.Section) -> page.Section:
    """Return a section as the page has it: the same object where nothing is left out."""
    short = section
    if isinstance(section, page.BriefSection) and section.ahead:
        events, cited = section.ahead.events[:MOST_AHEAD], section.ahead.citations[:MOST_CITED]
        short = replace(section, ahead=replace(section.ahead, events=events, citations=cited))
    elif isinstance(section, page.DifferSection):
        figures = _newest(section.figures, lambda one: one.values[-1].as_of)
        dates = _newest(section.dates, lambda one: one.reports[0][1].when)
        short = replace(section, figures=tuple(map(_fewer_values, figures)), dates=dates)
    elif isinstance(section, page.TimelineSection):
        entries = []
        for entry in section.entries:
            entries.append(replace(entry, claims=tuple(map(_fewer_citations, entry.claims))))
        short = replace(section, entries=tuple(entries))
    elif isinstance(section, page.FiguresSection):
        rows: list[page.FigureRow] = []
        for _, of_figure in groupby(section.rows, key=lambda row: row.figure.id):
            rows += map(_fewer_citations, list(of_figure)[-MOST_READINGS:])
        short = replace(section, rows=tuple(rows))
    elif isinstance(section, page.SourcesSection):
        short = replace(section, stories=section.stories[:MOST_SOURCES])
    return section if short == section else short


def _newest(items: tuple[T, ...], when: Callable[[T], When | None]) -> tuple[T, ...]:
    """Return the newest of what differs, in the order in which it stands."""
    days = []
    for place, item in enumerate(items):
        found = when(item)
        days.append((found.iso if found else "", place))
    places = sorted(place for _, place in sorted(days)[-MOST_DIFFERENCES:])
    return tuple(items[place] for place in places)


def _fewer_values(difference: Difference) -> Difference:
    """Return a difference with its lowest and its highest reading, and the newest of the others."""
    values = difference.values
    if len(values) > MOST_VALUES:
        by_number = sorted(values, key=lambda value: value.value)
        ends = (by_number[0], by_number[-1])
        newest = [value for value in values if value not in ends][2 - MOST_VALUES :]
        values = tuple(value for value in values if value in ends or value in newest)
    return replace(difference, values=tuple(map(_fewer_citations, values)))


def _fewer_citations(one: Citing) -> Citing:
    """Return what has citations with so many that one can look at them; an editor's keep all."""
    if isinstance(one, page.Claim) and one.is_written:
        return one
    # The first is the claim's own sentence; a span of time ends with its newest.
    last = slice(-MOST_CITED, None) if isinstance(one, page.FigureRow) else slice(MOST_CITED)
    return replace(one, **{name: getattr(one, name)[last] for name in CITATIONS[type(one)]})


def _without_pointers(
    section: page.Section, shown: AbstractSet[str], explainer: page.Explainer
) -> page.Section:
    """Return a section that says itself what is no longer said further up: `shown` are cites."""

    def said(claim: page.Claim) -> page.Claim:
        is_above = claim.is_above and str(claim.excerpt.cite) in shown
        known = claim.antecedent and str(claim.antecedent.cite) in shown
        is_known = claim.is_antecedent_above and bool(known)
        return replace(claim, is_above=is_above, is_antecedent_above=is_known)

    if isinstance(section, page.TimelineSection):
        entries = [replace(one, claims=tuple(map(said, one.claims))) for one in section.entries]
        return replace(section, entries=tuple(entries))
    if isinstance(section, page.QuestionsSection):
        items = []
        here = set(shown)
        for item in section.items:
            answered = replace(item, claims=tuple(map(said, item.claims)))
            if not here >= {str(excerpt.cite) for excerpt in item.above}:
                answered = replace(item, claims=_as_beside(item, explainer), above=())
            items.append(answered)
            here.update(str(claim.excerpt.cite) for claim in answered.claims)
        return replace(section, items=tuple(items))
    return section


def _as_beside(item: page.QuestionItem, explainer: page.Explainer) -> tuple[page.Claim, ...]:
    """Return the sentences that answer a question further up, as a page beside it tells them."""
    told: dict[str, page.Claim] = {}
    beside = explainer.detail("answers")
    for of_question in beside.items if isinstance(beside, page.AnswersSection) else ():
        if of_question.answer.id == item.answer.id:
            for source in of_question.by_source:
                told |= {str(claim.excerpt.cite): claim for claim in source.claims}
    plain = dict.fromkeys(LANGS, ())
    bare = [page.Claim(excerpt, (excerpt,), dates=plain) for excerpt in item.above]
    return tuple(told.get(str(claim.excerpt.cite), claim) for claim in bare)
