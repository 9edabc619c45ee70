"""Dates that contradict themselves: shown to the editor, never silently resolved."""

from __future__ import annotations

import re

from ..errors import Problem
from ..language.arabic import fold
from ..model import Seed, Story
from .months import month_number, month_pattern

PAIR = re.compile(r"[/(]")


def conflicting_dates(story: Story, seed: Seed) -> list[Problem]:
    """Return a warning for each month given under two names that are of different months."""
    lines = {s.id: block.line for block in story.blocks for s in block.sentences}
    path = f"seeds/{seed.name}"
    hint = "It is left open; ask the source which one is meant"
    return [
        Problem(path, f"“{ref.text}” names two months", hint, lines[ref.sentence], error=False)
        for ref in story.times
        if ref.value is None and _names_two_months(ref.text)
    ]


def _names_two_months(text: str) -> bool:
    found = re.search(month_pattern(), fold(text).lower())
    return bool(found and PAIR.search(found.group()) and month_number(found.group()) is None)
