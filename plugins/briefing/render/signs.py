"""What the pictures of an explainer have in common: how a date is known, and how that is shown.

Links may not stand inside ``role="img"``, which hides its content from assistive technology. So a
drawing is that image, with a title and a description that says the same in words, and the links
follow it in the same SVG.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from ..dates.when import When
from ..model import Excerpt
from .l10n import Catalogue

Kind = Literal["day", "period", "stretch"]
"""How a date is known: to the day, only to its month or year, or from one date to another."""

FEWEST = 2
"""Dates that a picture needs: of one date the text says all."""
DOT, BAR = 4.5, 13.0
"""Radius of a dot and thickness of a bar, which is more so that a dot upon a bar hides it not."""
THINNEST = 3.0
"""Width of the narrowest bar: a narrower one would be all outline."""


def kind_of(span: When) -> Kind:
    """Return how a period is known: a day, or more days than one."""
    return "day" if span.start == span.end else "period"


def first_and_last(named: Sequence[tuple[When, str, str]]) -> tuple[str, str]:
    """Return the dates to name as the first and the last of all."""
    first = min(named, key=lambda n: (n[0].start, n[0].end))
    last = max(named, key=lambda n: (n[0].end, n[0].start))
    return first[1], last[2]


def signs(kinds: Iterable[Kind], t: Catalogue) -> list[tuple[str, str]]:
    """Return the legend of the kinds of dates that a picture has: sign and text."""
    texts = {
        "day": t("charts.day"),
        "period": t("charts.period"),
        "stretch": t("charts.stretch"),
    }
    return [(kind, text) for kind, text in texts.items() if kind in set(kinds)]


def with_sentence(name: str, excerpts: Sequence[Excerpt], t: Catalogue) -> str:
    """Return a link's name: what it stands for, and the sentence where the language has it."""
    sentence = excerpts[0].sentence.text(t.lang) if excerpts else None
    return t("charts.cited", what=name, sentence=sentence) if sentence else name
