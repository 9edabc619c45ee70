"""Names the glossary knows in the Arabic and does not find in the English."""

from __future__ import annotations

import re
from functools import lru_cache

from ..editors.glossary import Entry, Glossary

SHORTEST_ALONE = 4
"""Letters of a name's last part that is taken for the whole ("Al-Kadhimi")."""


def missing_names(ar: str, en: str, glossary: Glossary) -> str | None:
    """Return the English of every name that the translation lacks, ``None`` if it has all.

    A short form, an adjective of nationality, initials with or without points, a plural or a
    person's last name answer a name, too. Terms are not asked for: they have many translations.
    """
    named = {m.entry.id: m.entry for m in glossary.mentions(ar) if m.entry.kind != "term"}
    missing = [e.name.en for e in named.values() if not any(_in(f, en) for f in _forms(e))]
    return ", ".join(missing) or None


def _forms(entry: Entry) -> list[str]:
    forms = [f for f in (entry.name.en, entry.short, entry.adjective_en, *entry.others_en) if f]
    last = entry.name.en.split()[-1]
    if entry.kind == "person" and len(last) >= SHORTEST_ALONE:
        forms += [last, last.removeprefix("al-").removeprefix("Al-")]
    return forms


def _in(form: str, text: str) -> bool:
    return bool(_pattern(form).search(text))


@lru_cache(maxsize=4096)
def _pattern(form: str) -> re.Pattern[str]:
    """Return the pattern of a name in English, initials with or without their points."""
    letters = form.replace(".", "")
    if re.fullmatch(r"[A-Z]{2,5}", letters):
        dotted = r"\.?".join(letters)
        return re.compile(rf"(?<!\w){dotted}(?!\w)")
    words = re.escape(form).replace(r"\ ", r"[\s-]+").replace(r"\-", r"[\s-]?")
    return re.compile(rf"(?<!\w)(?:the\s)?{words}(?:e?s|['’]s?|n|ns)?(?!\w)", re.IGNORECASE)
