"""A sheet to draw SVG on in either direction, and how what would overlap is placed on it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from markupsafe import escape

from ..model import Lang
from .l10n import DIRECTIONS
from .markdown_text import displayable

Point = tuple[float, float]
Span = tuple[float, float]

WIDTH = 320.0
"""Units across. Text is 328 pixels wide on a phone of 360, so that a unit there is a pixel."""
MARGIN = 6.0
LABEL, SMALL = 12.5, 12.0
"""Sizes of text, in units; main.css has the same."""
DROP = 0.35
"""Share of a text's size by which its base line lies below its middle."""
UPRIGHT = "mwMWQOGDNHU%@–—"
SLIM = " .,:;'’!|()[]iIjlt،؛"


def width_of(text: str, size: float) -> float:
    """Return about how wide a text is, rather too wide than too narrow.

    The shares of the size are those of IBM Plex Sans Arabic at weight 600.
    """
    return size * sum(map(_share, text))


def _share(letter: str) -> float:
    if letter in SLIM:
        return 0.4
    return 0.8 if letter.isupper() or letter in UPRIGHT else 0.62


def escaped(text: str) -> str:
    """Return a text for markup, without what would disguise or break it."""
    return str(escape(displayable(text)))


RANGE = re.compile(r"^\d+\s*[–-]\s*\d+$")
TURNED = {"start": "end", "middle": "middle", "end": "start"}
"""Where a text is held when it runs against its page."""


@dataclass(slots=True)
class Canvas:
    """A sheet that takes places from left to right and writes them in its language's direction.

    `image` is what is only looked at, `links` what leads somewhere.
    """

    lang: Lang
    image: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)

    def x(self, x: float, width: float = 0.0) -> str:
        """Return a place along the line as written: mirrored where the language asks for it."""
        x, width = round(x, 1), round(width, 1)
        return f"{(WIDTH - x - width if DIRECTIONS[self.lang] == 'rtl' else x):.1f}"

    def path(self, points: Sequence[Point], name: str, *, closed: bool = False) -> str:
        """Return a line through points, or the area within it."""
        places = " ".join(f"{self.x(x)},{y:.1f}" for x, y in points)
        return f'<poly{"gon" if closed else "line"} class="{name}" points="{places}"/>'

    def text(self, at: Point, text: str, name: str, anchor: str = "start") -> str:
        """Return a line of text whose base line begins, has its middle or ends at a place."""
        place = f'x="{self.x(at[0])}" y="{at[1]:.1f}"'
        if self.lang == "ar" and RANGE.match(text):  # or it would read 2010 – 2004
            place, anchor = f'{place} direction="ltr"', TURNED[anchor]
        return f'<text class="{name}" {place} text-anchor="{anchor}">{escaped(text)}</text>'

    def box(self, at: Point, size: Point, name: str, radius: float = 1.5) -> str:
        """Return a box."""
        place = f'x="{self.x(at[0], size[0])}" y="{at[1]:.1f}"'
        extent = f'width="{size[0]:.1f}" height="{size[1]:.1f}" rx="{radius:.1f}"'
        return f'<rect class="{name}" {place} {extent}/>'

    def dot(self, at: Point, radius: float, name: str) -> str:
        """Return a dot."""
        place = f'cx="{self.x(at[0])}" cy="{at[1]:.1f}"'
        return f'<circle class="{name}" {place} r="{radius:.1f}"/>'

    def draw(self, *shapes: str) -> None:
        """Put shapes on the image."""
        self.image += shapes

    def link(self, href: str, name: str, shapes: Iterable[str]) -> None:
        """Put a link around shapes, named for those who hear it or point at it."""
        inside = f"<title>{escaped(name)}</title>{''.join(shapes)}"
        self.links.append(f'<a class="chart-link" href="{escape(href)}">{inside}</a>')

    def svg(self, name: str, title: str, told: str, height: float) -> str:
        """Return the picture: first the image, which has its words, then the links."""
        mine = f"chart-{name}"
        return (
            f'<svg class="chart" id="{mine}" role="group" aria-labelledby="{mine}-title"'
            f' viewBox="0 0 {WIDTH:.0f} {height:.1f}" direction="{DIRECTIONS[self.lang]}">'
            f'<g role="img" aria-labelledby="{mine}-title" aria-describedby="{mine}-desc">'
            f'<title id="{mine}-title">{escaped(title)}</title>'
            f'<desc id="{mine}-desc">{escaped(told)}</desc>'
            f"{''.join(self.image)}</g>{''.join(self.links)}</svg>"
        )


def legend(canvas: Canvas, entries: Sequence[tuple[str, str]], top: float) -> float:
    """Draw what signs mean, in as many lines as it takes; return where they end."""
    x, line = MARGIN, SMALL + 8
    for sign, text in entries:
        indent = 20 if sign else 0
        width = indent + width_of(text, SMALL)
        if x > MARGIN and x + width > WIDTH:
            x, top = MARGIN, top + line
        middle = top + line / 2
        canvas.draw(*_sign(canvas, sign, (x + 7, middle)))
        canvas.draw(canvas.text((x + indent, middle + SMALL * DROP), text, "chart-tick"))
        x += width + 2 * MARGIN
    return top + line + MARGIN


def _sign(canvas: Canvas, sign: str, at: Point) -> list[str]:
    """Return the sign for a legend: its shape by its name, as the sheet's marks are named."""
    x, y = at
    if sign == "join":
        return [canvas.path([(x - 7, y), (x + 7, y)], "chart-join")]
    if sign == "band":
        return [canvas.box((x - 7, y - 5), (14, 10), "chart-band")]
    if sign.startswith("day"):
        return [canvas.dot(at, 4.5, mark_class(sign))]
    return [canvas.box((x - 7, y - 5), (14, 10), mark_class(sign))] if sign else []


def mark_class(kinds: str) -> str:
    """Return the classes of a mark of these kinds."""
    return " ".join(["chart-mark", *(f"is-{kind}" for kind in kinds.split())])


def pack(spans: Sequence[Span]) -> list[int]:
    """Return for each span, in the order given, the first lane that is free behind the others."""
    ends: list[float] = []
    found = []
    for begin, end in spans:
        free = next((i for i, last in enumerate(ends) if last <= begin), len(ends))
        if free == len(ends):
            ends.append(end)
        ends[free] = end
        found.append(free)
    return found


def spread(wanted: Sequence[float], size: float, bounds: Span) -> list[float]:
    """Return where things of one size begin that may not overlap, as near as can be to `wanted`.

    They keep their order, and stay within the bounds if they fit. Those that would overlap are
    joined to a block about their mean (pool of adjacent violators: least squares).

    >>> spread([10, 10, 50], 4, (0, 60))
    [8.0, 12.0, 50.0]
    """
    blocks: list[list[float]] = []
    for i, place in enumerate(wanted):
        blocks.append([place - i * size])
        while len(blocks) > 1 and _mean(blocks[-2]) > _mean(blocks[-1]):
            last = blocks.pop()
            blocks[-1] += last
    low = bounds[0]
    high = max(low, bounds[1] - size * len(wanted))
    level = [min(max(_mean(block), low), high) for block in blocks for _ in block]
    return [place + i * size for i, place in enumerate(level)]


def _mean(block: Sequence[float]) -> float:
    return sum(block) / len(block)


@dataclass(frozen=True, slots=True)
class Flag:
    """The box of a label above a chart: where it begins, how wide, how many lanes are below."""

    x: float
    width: float
    lane: int

    def meets(self, x: float) -> bool:
        """Tell whether a line at x would run through the box and not along its edge."""
        return self.x + 1 < x < self.x + self.width - 1

    def overlaps(self, other: Flag) -> bool:
        """Tell whether two boxes are (nearly) on one spot."""
        apart = self.x >= other.x + other.width + 2 or other.x >= self.x + self.width + 2
        return self.lane == other.lane and not apart


def place_flags(wanted: Sequence[tuple[float, float]]) -> list[Flag]:
    """Return boxes for labels that hang above places x, given with their widths.

    A box is put where no other is and where, if such a place is, no line from another label down
    to the chart runs through it; then as low as can be. Several ways are tried, since a crowd at
    one end is best placed from the other; that with the fewest crossings, then lanes, is kept.
    """
    ascending = sorted(range(len(wanted)), key=lambda i: (wanted[i][0], i))
    half = len(ascending) // 2
    orders = (ascending, ascending[::-1], ascending[:half][::-1] + ascending[half:])
    tried = [_in_order(wanted, order, side) for side in range(3) for order in orders]
    return min(tried, key=lambda found: (found[0], max(f.lane for f in found[1])))[1]


def _in_order(
    wanted: Sequence[tuple[float, float]], order: Sequence[int], side: int
) -> tuple[int, list[Flag]]:
    """Return how many lines cross labels, and the boxes, placed in an order, rather to a side.

    The sides are those of `_begins`; of about, the first, a lower lane outweighs it.
    """
    placed: dict[int, Flag] = {}
    crossings = 0
    for i in order:
        x, width = wanted[i]
        lines = [(wanted[j][0], flag) for j, flag in placed.items()]
        highest = max((flag.lane for flag in placed.values()), default=-1)
        begins = _begins(x, width)
        boxes = [
            (Flag(begin, width, lane), bool(side) and begin != begins[side])
            for lane in range(highest + 2)
            for begin in (begins[side], *begins)
        ]
        free = [b for b in boxes if not any(b[0].overlaps(flag) for flag in placed.values())]
        best, _ = min(free, key=lambda b: (_crossings(b[0], x, lines), b[1], b[0].lane))
        crossings += _crossings(best, x, lines)
        placed[i] = best
    return crossings, [placed[i] for i in range(len(wanted))]


def _begins(x: float, width: float) -> list[float]:
    """Return where a box over x may begin: about it, before it, behind it; all on the sheet."""
    wanted = (x - width / 2, x - width + 1, x - 1)
    return [min(max(begin, 0.0), WIDTH - width) for begin in wanted]


def _crossings(flag: Flag, x: float, lines: Sequence[tuple[float, Flag]]) -> int:
    own = sum(other.lane < flag.lane and other.meets(x) for _, other in lines)
    return own + sum(other.lane > flag.lane and flag.meets(line) for line, other in lines)
