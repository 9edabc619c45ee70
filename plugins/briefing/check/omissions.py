"""Names and negations that one of the two texts has and the other lacks."""

from __future__ import annotations

import re
from functools import lru_cache

from ..editors.glossary import Entry, Glossary
from ..language.negation import is_denial_lost, negation_of
from ..model import Bilingual
from .details import listed, worded

SHORTEST_ALONE = 4
"""Letters of a name's last part that is taken for the whole ("Al-Kadhimi")."""


def missing_names(ar: str, en: str, glossary: Glossary) -> Bilingual | None:
    """Return every name that the translation lacks, ``None`` if it has all.

    A short form, an adjective of nationality, initials with or without points, a plural or a
    person's last name answer a name, too.
    """
    missing: dict[str, Bilingual] = {}
    for mention in glossary.mentions(ar):
        entry = mention.entry
        # Terms are not asked for: they have many good translations.
        if entry.kind != "term" and not any(name_pattern(f).search(en) for f in names_of(entry)):
            missing[entry.id] = entry.name
    return listed(list(missing.values())) if missing else None


def names_of(entry: Entry) -> list[str]:
    """Return every English form that answers a name."""
    forms = [entry.name.en, *entry.others_en]
    forms += [form for form in (entry.short, entry.adjective_en) if form]
    last = entry.name.en.split()[-1]
    if entry.kind == "person" and len(last) >= SHORTEST_ALONE:
        # Papers write "Al-Kadhimi", "al-Kadhimi" and "Kadhimi"; case is ignored.
        forms += [last, re.sub("^al-", "", last, flags=re.IGNORECASE)]
    return forms


@lru_cache(maxsize=4096)
def name_pattern(form: str) -> re.Pattern[str]:
    """Return the pattern of a name in English, initials with or without their points."""
    # "FAO", "F.A.O." and "F.A.O" are one name, as are "U.S. military" and "US military".
    words: list[str] = []
    for word in form.split():
        letters = word.replace(".", "")
        is_initials = re.fullmatch(r"[A-Z]{2,5}", letters)
        words.append(r"\.?".join(letters) + r"\.?" if is_initials else re.escape(word))
    if len(words) == 1 and is_initials:
        # No ending may follow, or "US" is in "use".
        return re.compile(rf"(?<!\w){words[0]}(?!\w)")
    # Hyphen and space are one ("Port-Said"), and a plural, a possessive or an adjective may follow.
    spaced = r"[\s-]+".join(words).replace(r"\-", r"[\s-]?")
    return re.compile(rf"(?<!\w)(?:the\s)?{spaced}(?:e?s|['’]s?|n|ns)?(?!\w)", re.IGNORECASE)


def lost_negation(ar: str, en: str) -> Bilingual | None:
    """Return which language denies what the other asserts, ``None`` if both or neither deny.

    A negation may lie in another word's meaning (`without`, `refuse`, `نفى`): that answers one in
    the other language, and one as plain as `رفض` has to be answered. Words alone cannot decide
    more; the finding says where to look.
    """
    arabic, english = negation_of(ar, "ar", "free"), negation_of(en, "en")
    if english is None and (arabic == "outright" or is_denial_lost(ar, en)):
        return worded("arabic_denies")
    if english == "outright" and arabic is None:
        return worded("english_denies")
    return None
