"""What was measured, as build/bench.json keeps it, and the figures that are read from it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median

from cases import CASES, COLD
from measure import Measured
from yardsticks import Hugo, StockPelican

HUGO_AGAIN = "hugo-again"
TITLES = {name: case.title for name, case in CASES.items()} | {
    StockPelican.name: f"{StockPelican.title}, cold",
    Hugo.name: f"{Hugo.title}, cold",
    HUGO_AGAIN: f"{Hugo.title}, over its last site",
}
"""All that is measured, in the order of the table."""
VERSION = 1
"""Of the file's form."""


@dataclass
class Size:
    """The runs at one number of stories: each case's and yardstick's, in the order they ran.

    `day` and `commit` say what was measured, `setup` on what and with which releases.
    """

    stories: int
    day: str
    commit: str
    setup: dict[str, str]
    runs: dict[str, list[Measured]] = field(default_factory=dict)

    def add(self, name: str, cost: Measured) -> None:
        """Add one run."""
        self.runs.setdefault(name, []).append(cost)

    def middle(self, name: str, figure: Callable[[Measured], float]) -> float | None:
        """Return the median of a figure over the runs, ``None`` where there are none."""
        return median(map(figure, self.runs[name])) if name in self.runs else None

    def wall(self, name: str) -> float | None:
        """Return the median of the seconds that passed, ``None`` where nothing was measured."""
        return self.middle(name, lambda cost: cost.wall)

    def ratio(self, name: str, to: str) -> float | None:
        """Return how many times as long a case takes as a yardstick, by their medians."""
        own, other = self.wall(name), self.wall(to)
        return own / other if own and other else None

    def ratio_to_hugo(self, name: str) -> float | None:
        """Return the ratio to Hugo: of a cold build to its first, of others to its next ones."""
        return self.ratio(name, Hugo.name if name == COLD else HUGO_AGAIN)

    def peak(self) -> int | None:
        """Return the most bytes that any of our builds held; ``None`` where none was measured."""
        peaks = []
        for name in CASES:
            for cost in self.runs.get(name, []):
                # Samples may miss a peak, and the largest process may be one of several.
                peaks.append(max(cost.tree or 0, cost.largest))
        return max(peaks, default=None)


def read(path: Path) -> dict[int, Size]:
    """Return what was measured before, by the number of stories; nothing where no file is."""
    if not path.is_file():
        return {}
    data = json.loads(path.read_text(encoding="utf-8"))
    sizes = {}
    for size in data["sizes"]:
        runs = {}
        for name, costs in size["runs"].items():
            runs[name] = [Measured(**cost) for cost in costs]
        sizes[size["stories"]] = Size(**{**size, "runs": runs})
    return sizes


def write(path: Path, sizes: dict[int, Size]) -> None:
    """Keep what was measured, smallest number of stories first."""
    path.parent.mkdir(parents=True, exist_ok=True)
    ordered = [asdict(sizes[stories]) for stories in sorted(sizes)]
    data = {"version": VERSION, "sizes": ordered}
    path.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


@dataclass(frozen=True)
class Target:
    """A figure of a case that should be at most so much: `unit` says what is counted.

    `found` is what it is, ``None`` where it was not measured.
    """

    stories: int
    case: str
    most: float
    unit: str
    found: float | None

    @property
    def verdict(self) -> str:
        """Whether it is met, in a word or two."""
        if self.found is None:
            return "not measured"
        return "met" if self.found <= self.most else "missed"


def targets(sizes: dict[int, Size]) -> list[Target]:
    """Return all targets with what was found."""
    nothing = Size(0, "", "", {})
    thousand, ten_thousand = sizes.get(1_000, nothing), sizes.get(10_000, nothing)
    few, many, peak = thousand.wall(COLD), ten_thousand.wall(COLD), ten_thousand.peak()
    growth = many / few if many and few else None
    to_pelican = thousand.ratio(COLD, StockPelican.name)
    found = [Target(1_000, COLD, 1.5, f"× {StockPelican.title}", to_pelican)]
    for case, most in (("unchanged", 0.75), ("added", 1.0), ("corrected", 1.0)):
        to_hugo = thousand.ratio_to_hugo(case)
        found.append(Target(1_000, case, most, f"× {Hugo.title}", to_hugo))
    return [
        *found,
        Target(10_000, COLD, 11, "× 1,000 stories", growth),
        Target(10_000, "any", 600, "MB in all processes", peak / 1e6 if peak else None),
    ]
