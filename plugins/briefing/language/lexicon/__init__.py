"""Words as data: months, number words, phrases, stop words. Each list is a TOML file here."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load(name: str) -> dict[str, Any]:
    """Return the lexicon ``<name>.toml`` as plain values; read once per process."""
    text = (files(__package__) / f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def any_word(words: Iterable[str]) -> str:
    """Return a pattern that matches any of the words, longest first, spaces of any width."""
    # Longest first, or "seven" would match in "seventy"; then by letters, so that order is fixed.
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered)
