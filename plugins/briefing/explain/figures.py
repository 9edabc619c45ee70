"""Quantities followed over time and across sources."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from ..editors.topics import FigureSpec
from ..model import Excerpt, Figure, FigureValue
from .analysis import Analysis
from .facts import BearingStory, Counting
from .page import FigureRow, FiguresSection


def follow(spec: FigureSpec, number: int, sources: Iterable[BearingStory]) -> Figure:
    """Return the readings of one quantity, oldest first; equal readings of one day are merged.

    `number` is its place among the topic's figures.
    """
    values: dict[tuple[object, ...], tuple[Counting, list[Excerpt]]] = {}
    for source in sources:
        for one in source.contribution.countings[number]:
            day = one.as_of
            as_of = (day.iso, day.iso_end, day.part) if day else None
            key = (one.value, one.qualifier, one.change, as_of)
            # Sources that give one value for one day are one reading with several citations.
            cites = values[key][1] if key in values else []
            cites.append(source.excerpts[one.place])
            values[key] = one, cites
    readings = []
    for one, cites in values.values():
        told = one.value, one.qualifier, one.as_of, tuple(cites), one.change
        readings.append(FigureValue(*told, is_rate=spec.rate))
    # What is told of a whole year comes behind what is told of its months.
    readings.sort(
        key=lambda reading: (
            reading.as_of.end.isoformat() if reading.as_of else "",
            reading.as_of.iso if reading.as_of else "",
            reading.change is None,
            reading.value,
            reading.qualifier or "",
        )
    )
    return Figure(spec.id, spec.text, spec.unit, tuple(readings))


def figures_section(analysis: Analysis) -> FiguresSection | None:
    """Return the readings of all figures, oldest first; equal neighbours are one span of time."""
    rows: list[FigureRow] = []
    for figure in analysis.figures:
        spans: list[list[FigureValue]] = []
        for value in figure.values:
            told = value.value, value.qualifier, value.change
            last = spans[-1][-1] if spans else value
            is_same = (last.value, last.qualifier, last.change) == told
            if spans and is_same and last.as_of and value.as_of:
                spans[-1].append(value)
            else:
                spans.append([value])
        for span in spans:
            citations = tuple(chain.from_iterable(value.excerpts for value in span))
            rows.append(FigureRow(figure, span[0], span[0].as_of, span[-1].as_of, citations))
    return FiguresSection(tuple(rows)) if rows else None
