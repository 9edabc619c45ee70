"""Whether two titles of a page are one, and which words of a title are the site's."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..language.arabic import fold, words
from ..language.phrases import is_outlet

TITLE_SITE = re.compile(r"^(?P<title>.*\S)\s+(?:[|–—·«»:-]|::)\s+(?P<site>[^|–—]+)$")
TITLE_WITHIN = 16
"""Lines from the top in which a page may repeat its title; further down it is a link to itself."""
SAME_TITLE = 0.5
"""Share of the words that headline and metadata have in common when they are one title; the one
may be cut, reworded for search engines, or followed by the site's name."""


def shared_words(one: str, other: str) -> set[str]:
    """Return the words that two titles have in common."""
    return set(words(one)) & set(words(other))


def same_title(one: str, other: str) -> bool:
    """Tell whether two titles say the same, though one may be cut or longer."""
    return likeness(one, other) >= SAME_TITLE


def likeness(one: str, other: str) -> float:
    """Return the share of the shorter text's words that the longer one has."""
    shorter = min(len(set(words(one))), len(set(words(other))))
    return len(shared_words(one, other)) / shorter if shorter else 0.0


def without_site(title: str, publisher: str | None) -> str:
    """Return a title without the name of its site behind it."""
    found = TITLE_SITE.match(title)
    named = found and (found["site"].strip() == publisher or is_outlet(found["site"]))
    return found["title"] if found and named else title


def find_title(texts: Sequence[str], title: str) -> int | None:
    """Return the place of a known title among the first lines, ``None`` if it is not there."""
    wanted = _comparable(title)
    near = enumerate(texts[:TITLE_WITHIN])
    return next((i for i, text in near if _comparable(text) == wanted), None)


def _comparable(text: str) -> str:
    return " ".join(fold(text).lower().split())
