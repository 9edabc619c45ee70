"""The picture of a figure over time, as inline SVG.

It runs along the line of reading, from right to left in Arabic, since a rise or a fall is read
across; its labels hang above it in lanes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import ceil

from ..dates.when import When
from ..model import Figure, FigureValue, Lang
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
    place_flags,
    spread,
    width_of,
)
from .l10n import Catalogue
from .signs import BAR, DOT, FEWEST, THINNEST, first_and_last, kind_of, signs, with_sentence

LEFT_TO_RIGHT = "\u200e"
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
YEAR_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)


@dataclass(frozen=True, slots=True)
class _Reading:
    """A dated reading: the days it may be of, and the words for its date and its value."""

    of: FigureValue
    span: When
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

    def extent(self, span: When) -> Span:
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
        canvas.link(cite_href(reading.of), with_sentence(name, reading.of.excerpts, t), shapes)
    bottom = legend(canvas, _figure_legend(figure, readings, t), plot.bottom + SMALL + 12)
    first, last = first_and_last([(r.span, r.day, r.day) for r in readings])
    dates = {"first": t.date(first), "last": t.date(last)}
    names = {"label": figure.label[lang], "unit": figure.unit[lang]}
    title = t("charts.figure", count=len(readings), **dates, **names)
    told = t("charts.separator").join(t("charts.at", when=r.when, what=r.shown) for r in readings)
    return canvas.svg(f"f-{figure.id}", title, told, bottom)


def _readings(figure: Figure, t: Catalogue) -> list[_Reading]:
    found = []
    for value in figure.values:
        span = value.as_of
        if span:
            shown = t.qualified(_signed(value.value, t), value.qualifier)
            found.append(_Reading(value, span, span.iso, t.dated(span), shown))
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
    kind, y = kind_of(reading.span), plot.y(reading.of.value)
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
    named = signs({kind_of(r.span) for r in readings}, t)
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
