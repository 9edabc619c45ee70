"""Quantities to follow, as TOML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .cited import MOST_CITES
from .counted import Counted
from .toml_text import array, comment, inline_table, row, suggested


def figures(counted: Sequence[Counted]) -> Iterator[str]:
    """Yield a table for each counted noun, with the sentences that count it below."""
    yield from (comment("figures"), "")
    for number, one in enumerate(counted, 1):
        yield comment("english", noun=one.noun.ar)
        yield from row("figure", f"{one.spec.id}-{number}", one.spec.text)
        yield f"unit = {inline_table(one.spec.unit)}"
        yield f"nouns = {array(one.spec.nouns)}"
        yield from (suggested(cited) for cited in one.cites[:MOST_CITES])
        yield ""
