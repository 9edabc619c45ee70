"""The figures as a table for a terminal, and as a table and a picture in docs/performance.md."""

from __future__ import annotations

from pathlib import Path
from statistics import median

from cases import CASES
from plot import draw
from results import TITLES, Size, targets
from rich.console import Console
from rich.table import Table
from yardsticks import StockPelican

WIDTH = 170
"""Columns where there is no terminal: the table is that wide."""
BEGIN, END = "<!-- figures: written by make bench -->", "<!-- end of figures -->"
HEADINGS = (
    "stories",
    "build",
    "seconds",
    "CPU s",
    "MB together",
    "MB largest",
    "files written",
    "MB written",
    "× Pelican",
    "× Hugo",
    "target",
)
TARGET_HEADINGS = ("stories", "build", "at most", "is", "target")
LEFT = ("build", "target")
"""Columns of words."""


def show(sizes: dict[int, Size], console: Console) -> None:
    """Print the figures and the targets."""
    for headings, rows in ((HEADINGS, _rows(sizes)), (TARGET_HEADINGS, _target_rows(sizes))):
        table = Table()
        for heading in headings:
            table.add_column(heading, justify="left" if heading in LEFT else "right")
        for row in rows:
            table.add_row(*row)
        console.print(table)
    for line in _notes(sizes):
        console.print(line, markup=False, highlight=False)


def write_docs(sizes: dict[int, Size], docs: Path) -> None:
    """Put the figures between the marks in performance.md, and draw how they grow."""
    page = docs / "performance.md"
    text = page.read_text(encoding="utf-8")
    before, after = text.split(BEGIN)[0], text.split(END)[1]
    parts = [
        _in_markdown(HEADINGS, _rows(sizes)),
        _in_markdown(TARGET_HEADINGS, _target_rows(sizes)),
        "\n".join(_notes(sizes)),
    ]
    figures = "\n\n".join([BEGIN, *parts, END])
    page.write_text(before + figures + after, encoding="utf-8")
    (docs / "pictures" / "growth.svg").write_text(draw(sizes), encoding="utf-8")


def _rows(sizes: dict[int, Size]) -> list[tuple[str, ...]]:
    """Return the cells of the table, a row for each case and yardstick that was measured."""
    aims = {}
    for target in targets(sizes):
        aims[target.stories, target.case] = f"{target.most:g} {target.unit}: {target.verdict}"
    rows: list[tuple[str, ...]] = []
    for stories in sorted(sizes):
        size = sizes[stories]
        for name in TITLES:
            if name in size.runs:
                aim = aims.get((stories, name), "")
                rows.append((f"{stories:,}", TITLES[name], *_cells(size, name), aim))
    return rows


def _cells(size: Size, name: str) -> tuple[str, ...]:
    """Return the figures of one row: medians, of the seconds the least and the most, too."""
    runs = size.runs[name]
    walls = sorted(cost.wall for cost in runs)
    seconds = f"{median(walls):,.2f}"
    if len(walls) > 1:
        seconds += f" ({walls[0]:,.2f}–{walls[-1]:,.2f})"
    # Other systems than Linux do not say what all processes hold together.
    trees = [cost.tree for cost in runs if cost.tree is not None]
    ratios = ("", "")
    if name in CASES:
        ratios = _times(size.ratio(name, StockPelican.name)), _times(size.ratio_to_hugo(name))
    return (
        seconds,
        f"{median(cost.cpu for cost in runs):,.2f}",
        f"{median(trees) / 1e6:,.0f}" if trees else "",
        f"{median(cost.largest for cost in runs) / 1e6:,.0f}",
        f"{median(cost.files for cost in runs):,.0f}",
        f"{median(cost.size for cost in runs) / 1e6:,.1f}",
        *ratios,
    )


def _times(ratio: float | None) -> str:
    return "" if ratio is None else f"{ratio:.2f}"


def _target_rows(sizes: dict[int, Size]) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for target in targets(sizes):
        found = "" if target.found is None else f"{target.found:,.2f}"
        most = f"{target.most:g} {target.unit}"
        title = TITLES.get(target.case, target.case)
        rows.append((f"{target.stories:,}", title, most, found, target.verdict))
    return rows


def _notes(sizes: dict[int, Size]) -> list[str]:
    """Return a sentence for each size on what was measured, when, and with what."""
    notes = []
    for stories in sorted(sizes):
        size = sizes[stories]
        setup = ", ".join(f"{name} {value}" for name, value in size.setup.items())
        notes.append(f"{stories:,} stories: {size.day}, commit {size.commit}, {setup}.")
    return notes


def _in_markdown(headings: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    """Return a table in Markdown."""
    lines = [headings, tuple("---" for _ in headings), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
