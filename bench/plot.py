"""The picture of how cost grows: seconds by stories, both in powers of ten, drawn as SVG."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from results import TITLES, Size

WIDTH, HEIGHT = 860, 500
LEFT, RIGHT, TOP, BOTTOM = 64, 230, 24, 52
"""Around the field: to the right of it stand the names of the lines."""
LINE_HEIGHT = 18
"""Between two names, at least."""
COLOURS = {
    "cold": "#1b4f72",
    "unchanged": "#1e8449",
    "added": "#b9770e",
    "corrected": "#a93226",
    "renamed": "#6c3483",
    "template": "#117a65",
    "pelican": "#707b7c",
    "hugo-again": "#17202a",
}
"""What is drawn. Hugo's first build takes as long as its next ones and would hide them."""
YARDSTICKS = ("pelican", "hugo-again")
"""Drawn with dashes."""
GRID = 'stroke="#d5d8dc"'

Points = list[tuple[float, float]]
"""Stories and seconds."""


@dataclass(frozen=True)
class Field:
    """Where stories and seconds are in the picture, from one power of ten to another."""

    first: int
    last: int
    low: int
    high: int

    def x(self, stories: float) -> float:
        """Return where a number of stories is from the left."""
        along = (math.log10(stories) - self.first) / (self.last - self.first)
        return LEFT + along * (WIDTH - LEFT - RIGHT)

    def y(self, seconds: float) -> float:
        """Return where a number of seconds is from the top."""
        up = (math.log10(seconds) - self.low) / (self.high - self.low)
        return HEIGHT - BOTTOM - up * (HEIGHT - TOP - BOTTOM)


def draw(sizes: dict[int, Size]) -> str:
    """Return the picture; the same figures give the same bytes."""
    lines = _lines(sizes)
    stories = [point[0] for points in lines.values() for point in points]
    seconds = [point[1] for points in lines.values() for point in points]
    field = Field(*_powers(stories), *_powers(seconds))
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        'font-family="sans-serif" font-size="13" role="img">'
    )
    title = "<title>Seconds of a build by the number of stories</title>"
    # Dark pages show it, too.
    paper = f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>'
    return "\n".join([head, title, paper, *_grid(field), *_courses(field, lines), "</svg>", ""])


def _lines(sizes: dict[int, Size]) -> dict[str, Points]:
    """Return what was measured of each case and yardstick, with the medians of the seconds."""
    lines: dict[str, Points] = {}
    for stories in sorted(sizes):
        for name in COLOURS:
            wall = sizes[stories].wall(name)
            if wall is not None:
                lines.setdefault(name, []).append((stories, wall))
    return lines


def _powers(values: list[float]) -> tuple[int, int]:
    """Return the powers of ten between which all values are, two different ones."""
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    return low, max(high, low + 1)


def _grid(field: Field) -> Iterator[str]:
    """Yield the lines at the powers of ten, with their figures and what these count."""
    for power in range(field.low, field.high + 1):
        y = field.y(10.0**power)
        yield f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" {GRID}/>'
        yield f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{10.0**power:,g}</text>'
    for power in range(field.first, field.last + 1):
        x, bottom = field.x(10**power), HEIGHT - BOTTOM
        yield f'<path d="M{x:.1f} {bottom}V{TOP}" {GRID}/>'
        yield f'<text x="{x:.1f}" y="{bottom + 20}" text-anchor="middle">{10**power:,}</text>'
    middle = (LEFT + WIDTH - RIGHT) / 2
    yield f'<text x="{middle:.1f}" y="{HEIGHT - 12}" text-anchor="middle">stories</text>'
    yield f'<text x="{LEFT + 8}" y="{TOP + 14}">seconds</text>'


def _courses(field: Field, lines: dict[str, Points]) -> Iterator[str]:
    """Yield the lines with their names beside their ends."""
    names_y = _apart({name: field.y(points[-1][1]) for name, points in lines.items()})
    for name, points in lines.items():
        colour = COLOURS[name]
        places = [(field.x(stories), field.y(seconds)) for stories, seconds in points]
        course = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        look = f'fill="none" stroke="{colour}" stroke-width="2"'
        if name in YARDSTICKS:
            look += ' stroke-dasharray="6 4"'
        yield f'<polyline points="{course}" {look}/>'
        for x, y in places:
            yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>'
        x, y = places[-1]
        name_x, name_y = WIDTH - RIGHT + 14, names_y[name]
        lead = f"M{x + 5:.1f} {y:.1f}L{name_x - 4} {name_y:.1f}"
        yield f'<path d="{lead}" stroke="{colour}" stroke-width="0.7"/>'
        text = f'<text x="{name_x}" y="{name_y + 4:.1f}" fill="{colour}">'
        yield f"{text}{escape(TITLES[name])}</text>"


def _apart(ends: dict[str, float]) -> dict[str, float]:
    """Return where names stand from the top: at the ends of their lines, or near if these are."""
    from_below = sorted(ends, key=lambda name: -ends[name])
    places = dict(ends)
    free = float(HEIGHT - BOTTOM)
    for name in from_below:
        places[name] = min(places[name], free)
        free = places[name] - LINE_HEIGHT
    # Those that have moved up beyond the field move down again, and others with them.
    free = float(TOP)
    for name in reversed(from_below):
        places[name] = max(places[name], free)
        free = places[name] + LINE_HEIGHT
    return places
