"""The picture of a timeline, as inline SVG: a calendar with a line for each year.

The years stand one below the other, and along each line the days from January to December. A
phone's page is narrow and long; on one line for all years, the thirty events of a topic lie within
a few of its pixels, and names that point there from elsewhere become a tangle (this was drawn, and
looked at). In a calendar every event has room where its date is, a month is wide enough to tap, a
date known only to the month or year fills just that, and both directions read it line by line.
Years in which nothing begins or ends are told in one line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import cast

from babel.dates import get_month_names

from ..dates.when import Precision, When
from ..model import Event, Lang
from .drawing import DROP, MARGIN, SMALL, WIDTH, Canvas, Span, legend, mark_class, pack, width_of
from .l10n import Catalogue
from .signs import BAR, DOT, FEWEST, THINNEST, Kind, first_and_last, kind_of, signs, with_sentence

YEARS_AT, DAYS_AT, DAYS_END = 34.0, 41.0, WIDTH - MARGIN
"""Columns of the calendar: where the years' numbers end, and the days from first to last."""
LANE = 24.0
"""Height of a line to tap: WCAG asks for 24 pixels."""
GAP = 18.0
"""Height of the line that stands for years without events."""
QUARTERS, HALVES = (1, 4, 7, 10), (1, 7)


@dataclass(frozen=True, slots=True)
class _Dated:
    """An event with all days it may be of, how it is known, and its date in words."""

    event: Event
    span: When
    kind: Kind
    first: str
    last: str
    when: str

    @property
    def planned(self) -> bool:
        return self.event.when.planned

    @property
    def signs(self) -> str:
        return f"{self.kind} planned" if self.planned else self.kind


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the calendar: a year, or several in which nothing begins or ends."""

    first: int
    last: int
    top: float = 0.0
    height: float = 0.0

    @property
    def gap(self) -> bool:
        """Whether the line stands for more years than one, and has no scale."""
        return self.last > self.first


def timeline_svg(
    events: Sequence[Event], lang: Lang, t: Catalogue, cite_href: Callable[[Event], str]
) -> str:
    """Return a calendar of events; empty where fewer than two dates would stand on it."""
    dated = _dated(events, t)
    if len({(d.span.start, d.span.end) for d in dated}) < FEWEST:
        return ""
    canvas = Canvas(lang)
    heads = legend(canvas, _timeline_legend(dated, t), MARGIN) + SMALL
    lines, lanes = _lines(dated, heads + MARGIN)
    _months(canvas, lines, t, heads)
    for line in lines:
        _line(canvas, line, t)
    bottom = lines[-1].top + lines[-1].height
    canvas.draw(canvas.path([(0, bottom), (DAYS_END, bottom)], "chart-grid"))
    for i, one in enumerate(dated):
        shapes = [
            shape
            for line in lines
            if line.first <= one.span.end.year and one.span.start.year <= line.last
            for shape in _mark(canvas, one, line, line.top + lanes[line.first][i] * LANE, t)
        ]
        name = t("charts.noted", what=one.when, note=t("explainer.planned"))
        name = with_sentence(name if one.planned else one.when, one.event.excerpts, t)
        canvas.link(cite_href(one.event), name, shapes)
    first, last = first_and_last([(d.span, d.first, d.last) for d in dated])
    title = t("charts.timeline", count=len(dated), first=t.date(first), last=t.date(last))
    return canvas.svg("timeline", title, _told(dated, t), bottom + MARGIN)


def _dated(events: Iterable[Event], t: Catalogue) -> list[_Dated]:
    found = []
    for event in events:
        span = event.when.narrowed()
        first, last, kind = _ends(event, span)
        found.append(_Dated(event, span, kind, first, last, t.when(event)))
    return sorted(found, key=lambda d: (d.span.start, d.span.end, d.planned))


def _ends(event: Event, span: When) -> tuple[str, str, Kind]:
    """Return the first and last date to be named, which are equal unless it is a range."""
    when, units = event.when, {"week": "day", "season": "month", "decade": "year"}
    if when.iso_end:
        return when.iso, when.iso_end, "stretch"
    if when.precision in units:
        whole = replace(span, precision=cast(Precision, units[when.precision]))
        return whole.iso, whole.iso_end or whole.iso, "period"
    return when.iso, when.iso, kind_of(span)


def _lines(dated: Sequence[_Dated], top: float) -> tuple[list[_Line], dict[int, dict[int, int]]]:
    """Return the calendar's lines, and by a line's first year the lane of each event in it."""
    years = sorted({day.year for d in dated for day in (d.span.start, d.span.end)})
    lines: list[_Line] = []
    lanes: dict[int, dict[int, int]] = {}
    for year in years:
        if lines and year > lines[-1].last + 1:
            lines.append(_Line(lines[-1].last + 1, year - 1))
        lines.append(_Line(year, year))
    for i, line in enumerate(lines):
        inside = [
            k
            for k, d in enumerate(dated)
            if d.span.start.year <= line.last and line.first <= d.span.end.year
        ]
        found = pack([_taken(dated[k], line) for k in inside])
        lanes[line.first] = dict(zip(inside, found, strict=True))
        needed = LANE * (1 + max(lanes[line.first].values(), default=-1))
        height = max(needed, GAP) + (GAP if line.gap and inside else 0)
        lines[i] = replace(line, top=top, height=height)
        top += height
    return lines, lanes


def _at(day: date, line: _Line, part: float) -> float:
    """Return the place of a part of a day along its line: 0 its beginning, 1 its end."""
    begin = date(line.first, 1, 1).toordinal()
    days = date(line.first, 12, 31).toordinal() + 1 - begin
    return DAYS_AT + (DAYS_END - DAYS_AT) * (day.toordinal() + part - begin) / days


def _extent(one: _Dated, line: _Line) -> Span:
    """Return where an event begins and ends on a line."""
    begin = _at(one.span.start, line, 0) if one.span.start.year == line.first else DAYS_AT
    end = _at(one.span.end, line, 1) if one.span.end.year == line.last else DAYS_END
    return begin, end


def _number_at(middle: float, day: int) -> tuple[float, str]:
    """Return where the number of a day stands by its dot, and how: behind it, if there is room."""
    behind = middle + DOT + 3
    if behind + width_of(str(day), SMALL) <= WIDTH:
        return behind, "start"
    return middle - DOT - 3, "end"


def _taken(one: _Dated, line: _Line) -> Span:
    """Return what an event takes of its lane: for a day, the dot with its number."""
    begin, end = _extent(one, line)
    if one.kind != "day":
        return begin + 0.5, end - 0.5
    middle, width = (begin + end) / 2, DOT + 5 + width_of(str(one.span.start.day), SMALL)
    behind = _number_at(middle, one.span.start.day)[1] == "start"
    return (middle - DOT - 1, middle + width) if behind else (middle - width, middle + DOT + 1)


def _mark(canvas: Canvas, one: _Dated, line: _Line, top: float, t: Catalogue) -> list[str]:
    """Return an event's mark on a line, with the area to tap."""
    begin, end = _extent(one, line)
    top += GAP if line.gap else 0
    middle, high = (begin + end) / 2, top + LANE / 2
    taken = _taken(one, line)
    hit = canvas.box((taken[0], top + 1), (taken[1] - taken[0], LANE - 2), "chart-hit", 3)
    if one.kind == "day":
        day = one.span.start.day
        x, anchor = _number_at(middle, day)
        number = canvas.text((x, high + SMALL * DROP), t.number(day), "chart-day", anchor)
        return [hit, canvas.dot((middle, high), DOT, mark_class(one.signs)), number]
    width = max(end - begin - 2, THINNEST)
    bar = canvas.box((middle - width / 2, high - BAR / 2), (width, BAR), mark_class(one.signs))
    return [hit, bar]


def _months(canvas: Canvas, lines: Sequence[_Line], t: Catalogue, y: float) -> None:
    """Draw the heads of the calendar: the months that begin its quarters, or if long, halves."""
    names = get_month_names("abbreviated", locale=t.locale)
    room = (DAYS_END - DAYS_AT) / len(QUARTERS)
    fit = all(width_of(names[m], SMALL) < room for m in QUARTERS)
    year = next(line for line in lines if not line.gap)
    for m in QUARTERS if fit else HALVES:
        x = _at(date(year.first, m, 1), year, 0)
        canvas.draw(canvas.text((x, y), names[m], "chart-tick"))


def _line(canvas: Canvas, line: _Line, t: Catalogue) -> None:
    """Draw a line's year and its months, without any events."""
    top, bottom = line.top, line.top + line.height
    canvas.draw(canvas.path([(0, top), (DAYS_END, top)], "chart-grid"))
    if line.gap:
        years = t.range(str(line.first), str(line.last))
        canvas.draw(canvas.text((DAYS_AT, top + GAP / 2 + SMALL * DROP), years, "chart-tick"))
        return
    middle = top + min(line.height, LANE) / 2
    canvas.draw(
        canvas.text((YEARS_AT, middle + SMALL * DROP), str(line.first), "chart-tick", "end")
    )
    for m in range(1, 13):
        x = _at(date(line.first, m, 1), line, 0)
        name = "chart-grid" if m in QUARTERS else "chart-grid is-fine"
        canvas.draw(canvas.path([(x, top), (x, bottom)], name))


def _told(dated: Sequence[_Dated], t: Catalogue) -> str:
    """Return the events' dates in words, in order, with how many each has."""
    counts: dict[tuple[str, bool], int] = {}
    for one in dated:
        counts[one.when, one.planned] = counts.get((one.when, one.planned), 0) + 1
    told = []
    for (when, planned), count in counts.items():
        notes = [t("charts.events", count=count)] if count > 1 else []
        notes += [t("explainer.planned")] if planned else []
        note = t("list.separator").join(notes)
        told.append(t("charts.noted", what=when, note=note) if notes else when)
    return t("charts.separator").join(told)


def _timeline_legend(dated: Sequence[_Dated], t: Catalogue) -> list[tuple[str, str]]:
    kinds = {d.kind for d in dated}
    named = signs(kinds, t)
    if any(d.planned for d in dated):
        named.append(("planned", t("explainer.planned")))
    return [*named, ("", t("charts.leads"))]
