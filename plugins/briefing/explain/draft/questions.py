"""Questions, as TOML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...editors.glossary import Glossary
from ...language.cohesion import stands_alone
from .candidates import find_candidates
from .cited import MOST_CITES
from .counted import Counted
from .material import Material
from .toml_text import arrays, comment, row, suggested


def questions(material: Material, glossary: Glossary, counted: Sequence[Counted]) -> Iterator[str]:
    """Yield a table for each question that a sentence is found for, those that stand alone first.

    The cites are comments: who finishes the draft takes away the marks of those to keep.
    """
    yield from (comment("questions"), "")
    for candidate in find_candidates(material, glossary, counted):
        cites = sorted(candidate.cites, key=lambda e: not stands_alone(e.sentence.ar))
        if not cites:
            continue
        if candidate.untranslated:
            yield comment("english", noun=candidate.untranslated)
        yield from row("question", candidate.id, candidate.text)
        yield f"match = {arrays(candidate.match)}"
        yield f"cites = [ {comment('cites')}"
        yield from (f"  {suggested(cited)}" for cited in cites[:MOST_CITES])
        yield from ("]", "")
