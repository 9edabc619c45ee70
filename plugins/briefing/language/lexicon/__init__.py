"""Words as data: months, number words, phrases, stop words. Each list is a TOML file here."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load(name: str) -> dict[str, Any]:
    """Return the lexicon ``<name>.toml`` as plain values; read once per process."""
    text = (files(__package__) / f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
