"""Who speaks in a sentence that does not say so: told in brackets before it."""

from __future__ import annotations

from collections.abc import Mapping

from ..model import Bilingual, Excerpt, Explainer, Lang
from ..summarise import stands_alone
from .markdown_text import escape_inline


def speakers_of(explainer: Explainer) -> dict[str, Bilingual]:
    """Return the speaker of each attributed sentence, by its cite."""
    first: dict[str, Bilingual] = {}
    for quote in explainer.quotes:
        first.setdefault(str(quote.excerpt.cite), quote.speaker)
    return first


def speaker_note(excerpt: Excerpt, speakers: Mapping[str, Bilingual], lang: Lang) -> str:
    """Return who speaks, in brackets, before a sentence that says only "he added"."""
    speaker = speakers.get(str(excerpt.cite))
    if speaker is None or stands_alone(excerpt.sentence.ar):
        return ""
    shown = excerpt.sentence.text(lang) or excerpt.sentence.ar
    if speaker[lang].split()[-1] in shown:
        return ""
    return f"*\\[{escape_inline(speaker[lang])}\\]*{{: .speaker }} "
