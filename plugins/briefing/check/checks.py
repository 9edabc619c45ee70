"""All checks of one segment, in one table."""

from __future__ import annotations

from collections.abc import Callable

from ..editors.glossary import Glossary
from ..model import Finding
from .figures import differing_dates, differing_figures
from .likeness import unlike
from .names import missing_names
from .negation import lost_negation
from .no_answer import error_page, source_itself
from .shape import leftover_arabic, padded, repeated, truncated, unbalanced_quotes

Check = Callable[[str, str], str | None]
"""Takes the Arabic and the English; says what is wrong, or ``None``."""

CHECKS: dict[str, Check] = {
    "error_page": error_page,
    "source": source_itself,
    "leftover": leftover_arabic,
    "figures": differing_figures,
    "dates": differing_dates,
    "truncated": truncated,
    "padded": padded,
    "repeated": repeated,
    "quotes": unbalanced_quotes,
    "negation": lost_negation,
    "unlike": unlike,
}
NAMES = "names"
"""Checked with the glossary, besides those above."""
GRAVE = ("error_page", "source")
"""With one of these nothing else is worth saying."""


def findings(ar: str, en: str, glossary: Glossary) -> tuple[Finding, ...]:
    """Return everything the checks find in one translation, in the order of the table."""
    found = [Finding(kind, said) for kind, check in CHECKS.items() if (said := check(ar, en))]
    grave = tuple(one for one in found if one.kind in GRAVE)
    if grave:
        return grave
    names = missing_names(ar, en, glossary)
    return (*found, Finding(NAMES, names)) if names else tuple(found)
