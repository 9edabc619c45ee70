"""Words as data: months, number words, phrases, stop words. Each list is a TOML file here."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any, Literal

Agreement = Literal["m", "f", "p"]
"""Masculine, feminine or plural: what the form of a verb says of its subject."""

Mood = Literal["perfect", "imperfect", "participle"]


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


def conjugations(*groups: str) -> Iterator[tuple[str, Agreement, Mood]]:
    """Yield the forms of all verbs in lists of ``reporting_verbs.toml``."""
    for group in groups:
        for row in load("reporting_verbs")[group]:
            yield from conjugated(row)


def conjugated(row: str) -> Iterator[tuple[str, Agreement, Mood]]:
    """Yield the forms of the verb of a row of ``reporting_verbs.toml``, as they are written."""
    perfect, imperfect, participle, *_ = row.split()
    if perfect != "-":
        # A final ى is dropped before an ending (نفى, نفت), and there is no dual of its own.
        stem = perfect.removesuffix("ى")
        yield from ((perfect, "m", "perfect"), (f"{stem}ت", "f", "perfect"))
        for ending in ("وا", "تا", "ا") if stem == perfect else ("وا", "تا"):
            yield f"{stem}{ending}", "p", "perfect"
    if imperfect != "-":
        # Gender is in the prefix, number in the ending; a final weak letter goes before ون.
        root = imperfect[1:]
        stem = root[:-1] if root.endswith(("ى", "ي")) else root
        yield from ((imperfect, "m", "imperfect"), (f"ت{root}", "f", "imperfect"))
        yield from ((f"ي{stem}ون", "p", "imperfect"), (f"{imperfect}ان", "p", "imperfect"))
    if participle != "-":
        # A participle that reports is a circumstance, so it is in the accusative.
        yield from ((f"{participle}ا", "m", "participle"), (f"{participle}ة", "f", "participle"))
        yield f"{participle}ين", "p", "participle"
