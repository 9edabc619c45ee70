"""Numbers and dates that are in one language and not in the other."""

from __future__ import annotations

from collections.abc import Iterable

from ..language import english
from ..language.english import Figures
from . import arabic

ROUNDING = 0.006
"""Share by which 1.29 million and 1.3 million may differ and still be one figure."""
LARGE = 10_000
"""Smaller figures are not rounded by translators, and are shown without separators."""
CENTURY, YEARS = 100.0, (1500, 2100)
"""What the years of a decade are counted from: ``الثمانينيات`` are the 80s or the 1980s."""


def differing_figures(ar: str, en: str) -> str | None:
    """Return the numbers that only one of the two texts has, ``None`` if there are none."""
    ours, theirs = arabic.figures(ar), english.figures(en)
    lost = _unanswered(ours, theirs)
    new = _unanswered(theirs, ours)
    return _told(map(_shown, lost), map(_shown, new))


def differing_dates(ar: str, en: str) -> str | None:
    """Return the months and weekdays that only one of the two texts names, ``None`` if none."""
    found = []
    for name, read in (("months", "months"), ("weekdays", "weekdays")):
        ours: frozenset[int] = getattr(arabic, read)(ar)
        theirs: frozenset[int] = getattr(english, read)(en)
        names = {number: word for word, number in reversed(english.lexicon(name).items())}
        found.append(
            (
                [names[n].capitalize() for n in sorted(ours - theirs)],
                [names[n].capitalize() for n in sorted(theirs - ours)],
            )
        )
    lost, new = ([*found[0][side], *found[1][side]] for side in (0, 1))
    return _told(lost, new)


def _unanswered(ours: Figures, theirs: Figures) -> list[float]:
    stated = sorted(ours.digits | ours.words)
    return [value for value in stated if not any(_alike(value, v) for v in theirs.all())]


def _alike(one: float, other: float) -> bool:
    small, large = sorted((one, other))
    close = large - small <= ROUNDING * large and small > LARGE
    is_year = YEARS[0] <= large <= YEARS[1]
    decade = is_year and large % CENTURY == small and small % 10 == 0
    return one == other or close or decade


def _shown(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) and value >= LARGE else f"{value:g}"


def _told(lost: Iterable[str], new: Iterable[str]) -> str | None:
    """Return what is only in the Arabic and what is only in the English, in one line."""
    missing, added = ", ".join(lost), ", ".join(new)
    parts = [f"only in Arabic: {missing}"] if missing else []
    parts += [f"only in English: {added}"] if added else []
    return "; ".join(parts) or None
