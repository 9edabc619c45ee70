"""Answers that are no translation at all: an error page, or the text itself."""

from __future__ import annotations

import re

from ..language.arabic import ARABIC_LETTER, LATIN_LETTER, fold
from ..language.english import lexicon
from .likeness import has_nothing_of

STATUS = re.compile(r"^\W*(?:http\W*)?[45]\d\d\b[^a-z]*(?:[a-z]+\W*){0,4}$", re.IGNORECASE)
"""``429 Too Many Requests``: a status and a few words."""
LONGEST_ERROR = 600
"""Characters; a real passage may well quote an error, an error page is short or is markup."""


def error_page(ar: str, en: str) -> str | None:
    """Return how a service's message shows, ``None`` for what may be a translation.

    News may speak of errors, too: words count only where nothing of the Arabic is found again.
    """
    lowered = en.lower()
    markup = next((s for s in _sayings() if s.startswith("<") and s in lowered), None)
    if markup or re.match(r'^\s*[\[{]\s*"', en):
        return markup or "JSON"
    if STATUS.match(en) and not STATUS.match(ar):
        return en[:40]
    said = next((s for s in _sayings() if re.search(rf"\b{re.escape(s)}\b", lowered)), None)
    short = len(en) < LONGEST_ERROR
    return said if said and short and (en.isupper() or has_nothing_of(ar, en)) else None


def _sayings() -> list[str]:
    found: list[str] = lexicon("errors")["sayings"]
    return found


def source_itself(ar: str, en: str) -> str | None:
    """Return a word for an answer that is the Arabic again, ``None`` if it is not."""
    same = re.sub(r"\W", "", fold(ar)) == re.sub(r"\W", "", fold(en))
    arabic, latin = len(ARABIC_LETTER.findall(en)), len(LATIN_LETTER.findall(en))
    return "the Arabic itself" if (same and arabic) or arabic > latin else None


def is_no_translation(ar: str, en: str) -> bool:
    """Tell whether an answer is not even worth keeping: blank, the source, or an error page."""
    return not en.strip() or bool(source_itself(ar, en) or error_page(ar, en))
