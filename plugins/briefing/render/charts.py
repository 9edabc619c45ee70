"""The pictures of an explainer: a timeline, and a chart of a figure over time, as inline SVG.

The timeline is a calendar: a line for each year, one below the other, and along each line the days
from January to December. A phone's page is narrow and long; on one line for all years, the thirty
events of a topic lie within a few of its pixels, and names that point there from elsewhere become a
tangle (this was drawn, and looked at). In a calendar every event has room where its date is, a
month is wide enough to tap, a date known only to the month or year fills just that, and both
directions read it line by line. Years in which nothing begins or ends are told in one line.

The chart of a figure runs along the line of reading, from right to left in Arabic, since a rise or
a fall is read across; its labels hang above it in lanes.

Links may not stand inside ``role="img"``, which hides its content from assistive technology. So the
drawing is that image, with a title and a description that says the same in words, and the links
follow it in the same SVG.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import ceil
from typing import Literal

from babel.dates import get_month_names

from ..explain.dates import narrowed, span_of
from ..model import Event, Excerpt, Figure, FigureValue, Lang
from ..parse.timevalues import Period, from_iso
from .drawing import (
    DROP,
    LABEL,
    MARGIN,
    SMALL,
    WIDTH,
    Canvas,
    Flag,
    Point,
    Span,
    legend,
    mark_class,
    pack,
    place_flags,
    spread,
    width_of,
)
from .l10n import Catalogue

LEFT_TO_RIGHT = "\u200e"
Kind = Literal["day", "period", "stretch"]
"""How a date is known: to the day, only to its month or year, or from one date to another."""

FEWEST = 2
"""Dates that a picture needs: of one date the text says all."""
DOT, BAR = 4.5, 13.0
"""Radius of a dot and thickness of a bar, which is more so that a dot upon a bar hides it not."""

YEARS_AT, DAYS_AT, DAYS_END = 34.0, 41.0, WIDTH - MARGIN
"""Columns of the calendar: where the years' numbers end, and the days from first to last."""
LANE = 24.0
"""Height of a line to tap: WCAG asks for 24 pixels."""
GAP = 18.0
"""Height of the line that stands for years without events."""
QUARTERS, HALVES = (1, 4, 7, 10), (1, 7)

ROW = 24.0
PLOT = 112.0
LEVELS = 3
"""Most steps of the upright axis, from zero."""
APART, CLUSTER = 2 * DOT, 28.0
"""Dots of nearly one day stand side by side, so far apart; all of them together no wider."""
MOST_DRAWN = 40
"""Latest readings that are drawn, so that the picture can be read: the table has all."""
LONGEST_JOIN = 366
"""Days that a line between readings may bridge: a longer one would draw a course nobody told."""
THINNEST = 3.0
"""Width of the narrowest bar: a narrower one would be all outline."""
YEAR_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)


# The timeline.


@dataclass(frozen=True, slots=True)
class _Dated:
    """An event with all days it may be of, how it is known, and its date in words."""

    event: Event
    span: Period
    kind: Kind
    first: str
    last: str
    when: str

    @property
    def planned(self) -> bool:
        return self.event.planned

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
        name = _with_sentence(name if one.planned else one.when, one.event.excerpts, t)
        canvas.link(cite_href(one.event), name, shapes)
    first, last = _first_and_last([(d.span, d.first, d.last) for d in dated])
    title = t("charts.timeline", count=len(dated), first=t.date(first), last=t.date(last))
    return canvas.svg("timeline", title, _told(dated, t), bottom + MARGIN)


def _dated(events: Iterable[Event], t: Catalogue) -> list[_Dated]:
    found = []
    for event in events:
        span = _span(event)
        if span:
            first, last, kind = _ends(event, span)
            when = t.when(event)
            found.append(_Dated(event, span, kind, first, last, when))
    return sorted(found, key=lambda d: (d.span.start, d.span.end, d.planned))


def _span(event: Event) -> Period | None:
    """Return the days an event is drawn at: all it may be of, or the part it is told of."""
    whole = span_of(event)
    return narrowed(whole, event.part) if whole and event.part else whole


CUT: Mapping[str, int] = {
    "week": len("2024-07-24"),
    "season": len("2024-07"),
    "decade": len("2024"),
}


def _ends(event: Event, span: Period) -> tuple[str, str, Kind]:
    """Return the first and last date to be named, which are equal unless it is a range."""
    if event.end and event.end != event.date:
        return event.date, event.end, "stretch"
    if event.precision in CUT:
        cut = CUT[event.precision]
        return span.start.isoformat()[:cut], span.end.isoformat()[:cut], "period"
    return event.date, event.date, _kind(span)


def _kind(span: Period) -> Kind:
    return "day" if span.start == span.end else "period"


def _first_and_last(named: Sequence[tuple[Period, str, str]]) -> tuple[str, str]:
    """Return the dates to name as the first and the last of all."""
    first = min(named, key=lambda n: (n[0].start, n[0].end))
    last = max(named, key=lambda n: (n[0].end, n[0].start))
    return first[1], last[2]


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
    named = _signs(kinds, t)
    if any(d.planned for d in dated):
        named.append(("planned", t("explainer.planned")))
    return [*named, ("", t("charts.leads"))]


def _signs(kinds: Iterable[Kind], t: Catalogue) -> list[tuple[str, str]]:
    texts = {
        "day": t("charts.day"),
        "period": t("charts.period"),
        "stretch": t("charts.stretch"),
    }
    return [(kind, text) for kind, text in texts.items() if kind in set(kinds)]


def _with_sentence(name: str, excerpts: Sequence[Excerpt], t: Catalogue) -> str:
    """Return a link's name: what it stands for, and the sentence where the language has it."""
    sentence = excerpts[0].sentence.text(t.lang) if excerpts else None
    return t("charts.cited", what=name, sentence=sentence) if sentence else name


# The chart of a figure.


@dataclass(frozen=True, slots=True)
class _Reading:
    """A dated reading: the days it may be of, and the words for its date and its value."""

    of: FigureValue
    span: Period
    day: str
    when: str
    shown: str


@dataclass(frozen=True, slots=True)
class _Plot:
    """The area of a chart: whole years along, levels up from `top` + `PLOT`."""

    first: int
    last: int
    levels: Sequence[float]
    top: float = 0.0

    @property
    def left(self) -> float:
        return max(width_of(f"{level:,}", SMALL) for level in self.levels) + 2 * MARGIN

    @property
    def right(self) -> float:
        return WIDTH - 3 * MARGIN

    @property
    def bottom(self) -> float:
        return self.top + PLOT

    def x(self, day: float) -> float:
        """Return the place of the beginning of a day, given by its ordinal."""
        begin, end = _new_year(self.first), _new_year(self.last + 1)
        return self.left + (self.right - self.left) * (day - begin) / (end - begin)

    def y(self, value: float) -> float:
        """Return the height of a value."""
        low, high = self.levels[0], self.levels[-1]
        return self.bottom - PLOT * (value - low) / (high - low)

    def extent(self, span: Period) -> Span:
        """Return where a period begins and ends; wide enough to be seen."""
        begin, end = self.x(span.start.toordinal()), self.x(span.end.toordinal() + 1)
        spare = max(0.0, THINNEST - (end - begin)) / 2
        return begin - spare, end + spare

    def ticks(self) -> Iterator[tuple[int, float]]:
        """Yield years that begin on the axis, with their places, as many as have room."""
        room = (width_of("0000", SMALL) + MARGIN) / (self.right - self.left)
        count = self.last + 1 - self.first
        step = next((s for s in YEAR_STEPS if s >= room * count), YEAR_STEPS[-1])
        for year in range(self.first + -self.first % step, self.last + 2, step):
            yield year, self.x(_new_year(year))


def _new_year(year: int) -> int:
    return date(year, 1, 1).toordinal() if year <= date.max.year else date.max.toordinal() + 1


def figure_svg(
    figure: Figure, lang: Lang, t: Catalogue, cite_href: Callable[[FigureValue], str]
) -> str:
    """Return a chart of a figure's dated readings; empty where fewer than two dates have one."""
    readings = _readings(figure, t)[-MOST_DRAWN:]
    if len({(r.span.start, r.span.end) for r in readings}) < FEWEST:
        return ""
    canvas = Canvas(lang)
    numbers = [reading.of.value for reading in readings]
    years = [day.year for r in readings for day in (r.span.start, r.span.end)]
    plot = _Plot(min(years), max(years), _levels(min(numbers), max(numbers)))
    anchors = _anchors(readings, plot)
    wanted = [
        (x, ceil(width_of(r.shown, LABEL)) + 8) for x, r in zip(anchors, readings, strict=True)
    ]
    flags = place_flags(wanted)
    unit = figure.unit[lang]
    aside = MARGIN + width_of(unit, SMALL) < min(anchors)
    foot = MARGIN + (0 if aside else SMALL + 4) + ROW * (1 + max(flag.lane for flag in flags))
    plot = replace(plot, top=foot + BAR + 8)
    unit_at = plot.top - SMALL if aside else MARGIN + SMALL
    canvas.draw(canvas.text((MARGIN, unit_at), unit, "chart-tick"))
    _grid(canvas, plot, t)
    for run in _runs(readings):
        if len(run) > 1 or len({r.of.value for r in run[0]}) > 1:
            _joined(canvas, run, plot)
    for reading, x, flag in zip(readings, anchors, flags, strict=True):
        shapes = _reading(canvas, reading, (x, foot - (flag.lane + 1) * ROW), flag, plot)
        name = t("charts.at", when=reading.when, what=reading.shown)
        canvas.link(cite_href(reading.of), _with_sentence(name, reading.of.excerpts, t), shapes)
    bottom = legend(canvas, _figure_legend(figure, readings, t), plot.bottom + SMALL + 12)
    first, last = _first_and_last([(r.span, r.day, r.day) for r in readings])
    dates = {"first": t.date(first), "last": t.date(last)}
    names = {"label": figure.label[lang], "unit": figure.unit[lang]}
    title = t("charts.figure", count=len(readings), **dates, **names)
    told = t("charts.separator").join(t("charts.at", when=r.when, what=r.shown) for r in readings)
    return canvas.svg(f"f-{figure.id}", title, told, bottom)


def _readings(figure: Figure, t: Catalogue) -> list[_Reading]:
    found = []
    for value in figure.values:
        day = value.as_of or ""
        span = from_iso(day)
        if span:
            shown = t.qualified(_signed(value.value, t), value.qualifier)
            found.append(_Reading(value, span, day, t.date(day), shown))
    return sorted(found, key=lambda r: (r.span.start, r.span.end, r.of.value, r.shown))


def _signed(value: float, t: Catalogue) -> str:
    """Return a number whose sign stays before it among Arabic letters."""
    return f"{LEFT_TO_RIGHT if value < 0 else ''}{t.number(value)}"


def _levels(least: float, most: float) -> list[float]:
    """Return round numbers for the upright axis: zero, the least and the most are within them.

    >>> _levels(900, 5000)
    [0.0, 2000.0, 4000.0, 6000.0]
    """
    low, high = min(least, 0.0), max(most, 0.0)
    if low == high:
        return [0.0, 1.0]
    power = 10.0 ** (len(f"{(high - low) / LEVELS:.0f}") - 3)
    steps = (factor * power * 10**k for k in range(6) for factor in (1, 2, 2.5, 5))
    step = next(s for s in steps if -(low // s) - (-high // s) <= LEVELS)
    first, last = round(low // step), -round(-high // step)
    return [round(step * i, 6) for i in range(first, last + 1)]


def _anchors(readings: Sequence[_Reading], plot: _Plot) -> list[float]:
    """Return where along the axis each reading hangs; those of nearly one day side by side."""
    true = [sum(plot.extent(r.span)) / 2 for r in readings]
    clusters: list[list[int]] = []
    for i in sorted(range(len(true)), key=lambda i: (true[i], i)):
        if clusters and true[i] - true[clusters[-1][-1]] < APART:
            clusters[-1].append(i)
        else:
            clusters.append([i])
    found = list(true)
    for cluster in clusters:
        step = min(APART, CLUSTER / len(cluster))
        wanted = [true[i] - step / 2 for i in cluster]
        for i, x in zip(cluster, spread(wanted, step, (plot.left, WIDTH - MARGIN)), strict=True):
            found[i] = x + step / 2
    return found


def _grid(canvas: Canvas, plot: _Plot, t: Catalogue) -> None:
    for level in plot.levels:
        y = plot.y(level)
        name = "chart-axis" if level == 0 else "chart-grid"
        canvas.draw(canvas.path([(plot.left, y), (plot.right, y)], name))
        at = (plot.left - MARGIN, y + SMALL * DROP)
        canvas.draw(canvas.text(at, _signed(level, t), "chart-tick", "end"))
    for year, x in plot.ticks():
        canvas.draw(canvas.path([(x, plot.bottom), (x, plot.bottom + 4)], "chart-axis"))
        at = (x, plot.bottom + 5 + SMALL)
        canvas.draw(canvas.text(at, str(year), "chart-tick", "middle"))


def _groups(readings: Sequence[_Reading]) -> list[list[_Reading]]:
    """Return the readings in groups whose dates have days in common."""
    groups: list[list[_Reading]] = []
    for reading in readings:
        if groups and reading.span.start <= max(r.span.end for r in groups[-1]):
            groups[-1].append(reading)
        else:
            groups.append([reading])
    return groups


def _runs(readings: Sequence[_Reading]) -> list[list[list[_Reading]]]:
    """Return the groups in runs: where nothing is known for too long, another run begins."""
    runs: list[list[list[_Reading]]] = []
    last: date | None = None
    for group in _groups(readings):
        near = last is not None and (group[0].span.start - last).days <= LONGEST_JOIN
        if near:
            runs[-1].append(group)
        else:
            runs.append([group])
        last = max(r.span.end for r in group)
    return runs


def _joined(canvas: Canvas, groups: Sequence[list[_Reading]], plot: _Plot) -> None:
    """Draw a line through the readings, or two about an area where readings of a date differ."""
    low: list[Point] = []
    high: list[Point] = []
    for group in groups:
        begin = plot.extent(group[0].span)[0]
        end = max(plot.extent(r.span)[1] for r in group)
        numbers = [r.of.value for r in group]
        for line, value in ((low, min(numbers)), (high, max(numbers))):
            line += [(begin, plot.y(value)), (end, plot.y(value))]
    if low != high:
        canvas.draw(canvas.path([*low, *high[::-1]], "chart-band", closed=True))
        canvas.draw(canvas.path(high, "chart-join"))
    canvas.draw(canvas.path(low, "chart-join"))


def _reading(canvas: Canvas, reading: _Reading, hung: Point, flag: Flag, plot: _Plot) -> list[str]:
    """Return a reading's mark and its label, which hangs above it; draw the line between them."""
    kind, y = _kind(reading.span), plot.y(reading.of.value)
    begin, end = plot.extent(reading.span)
    x = hung[0] if kind == "day" else min(max(hung[0], begin), end)
    tip = y - (DOT if kind == "day" else BAR / 2)
    canvas.draw(canvas.path([(x, hung[1] + ROW - 4), (x, tip)], "chart-leader"))
    middle = (flag.x + flag.width / 2, hung[1] + ROW / 2 + LABEL * DROP)
    mark = (
        canvas.dot((x, y), DOT, mark_class(kind))
        if kind == "day"
        else canvas.box((begin, y - BAR / 2), (end - begin, BAR), mark_class(kind))
    )
    hit = canvas.box((flag.x, hung[1]), (flag.width, ROW), "chart-hit is-flag", 3)
    return [hit, mark, canvas.text(middle, reading.shown, "chart-label", "middle")]


def _figure_legend(
    figure: Figure, readings: Sequence[_Reading], t: Catalogue
) -> list[tuple[str, str]]:
    named = _signs({_kind(r.span) for r in readings}, t)
    groups = _groups(readings)
    if any(len(run) > 1 for run in _runs(readings)):
        named.append(("join", t("charts.between")))
    if any(len({r.of.value for r in group}) > 1 for group in groups):
        named.append(("band", t("charts.band")))
    undated = sum(value.as_of is None for value in figure.values)
    older = len(figure.values) - undated - len(readings)
    if undated:
        named.append(("", t("charts.undated", count=undated)))
    if older > 0:
        named.append(("", t("charts.older", count=older)))
    return named
