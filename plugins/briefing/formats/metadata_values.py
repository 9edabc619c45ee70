"""Values of page metadata: how those of each field are read, and how two titles are compared."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from ..dates.iso import read_iso
from ..dates.publication_line import read_date_line
from ..language.arabic import ARABIC_LETTER, fold, words
from ..story.roles.publishers import is_outlet
from .text import xml_text

_PLACEHOLDER_DATES = ("1970-01-01", "1900-01-01")
"""What programs write when they do not know: the first day of their calendars."""
_LONGEST_PERSON_OR_SITE = 100
"""Characters of an author or a publisher; more is a sentence about them."""
_NOT_A_NAME = re.compile(r"https?:|^[@/]|\S@\S", re.IGNORECASE)
_WEB_ADDRESS = re.compile(r"https?://[^\s<>\"\\]+")
_WHITE_SPACE = re.compile(r"\s+")

_TITLE_WITH_SITE = re.compile(r"^(?P<title>.*\S)\s+(?:[|–—·«»:-]|::)\s+(?P<site>[^|–—]+)$")
_TITLE_WITHIN = 16
"""Lines from the top in which a page may repeat its title; further down it is a link to itself."""
_SAME_TITLE = 0.5
"""Least share of common words of one title in two wordings: a headline is often cut, reworded for
search engines or followed by the site's name, while other articles share a word or two."""


class MetadataValue(NamedTuple):
    """A value as a page states it for a field of its metadata, and the tag it is in."""

    field: str
    tag: str
    value: str


def clean(text: str) -> str:
    """Return a text in one line, without character references and control characters."""
    return _WHITE_SPACE.sub(" ", xml_text(html.unescape(text))).strip()


def _read_title(text: str) -> str | None:
    text = clean(text)
    return text if ARABIC_LETTER.search(text) else None


def _read_date(text: str) -> str | None:
    line = read_date_line(clean(text))
    value = read_iso(text) or read_iso(line.moment.value if line else "")
    return None if value is None or value[:10] in _PLACEHOLDER_DATES else value


def read_name(text: str) -> str | None:
    """Return a name, ``None`` for an address or a sentence."""
    text = clean(text)
    is_name = 1 < len(text) <= _LONGEST_PERSON_OR_SITE and not _NOT_A_NAME.search(text)
    return text if is_name else None


def _read_url(text: str) -> str | None:
    # Not cleaned: an address may hold what looks like a character reference (``?a=1&copy=2``).
    text = xml_text(text).strip()
    return text if _WEB_ADDRESS.fullmatch(text) else None


FIELD_READERS: Mapping[str, Callable[[str], str | None]] = {
    "title": _read_title,
    "date": _read_date,
    "modified": _read_date,
    "author": read_name,
    "publisher": read_name,
    "url": _read_url,
}
"""How a value of each field is read; ``None`` where it is of no use and the next one counts."""


def common_words(one: str, other: str) -> set[str]:
    """Return the words that two titles have in common."""
    return set(words(one)) & set(words(other))


def title_similarity(one: str, other: str) -> float:
    """Return the share of the shorter title's words that the longer one has, 0 to 1."""
    shorter = min(len(set(words(one))), len(set(words(other))))
    return len(common_words(one, other)) / shorter if shorter else 0.0


def is_same_title(one: str, other: str) -> bool:
    """Tell whether two titles are of one article, though one may be cut or longer."""
    return title_similarity(one, other) >= _SAME_TITLE


def without_site(title: str, publisher: str | None) -> str:
    """Return a title without the name of its site at the end."""
    match = _TITLE_WITH_SITE.match(title)
    if match and (match["site"].strip() == publisher or is_outlet(match["site"])):
        return match["title"]
    return title


def find_title(texts: Sequence[str], title: str) -> int | None:
    """Return the index of a known title among the first lines, ``None`` if it is not there."""
    wanted = _folded(title)
    for i, text in enumerate(texts[:_TITLE_WITHIN]):
        if _folded(text) == wanted:
            return i
    return None


def _folded(text: str) -> str:
    return " ".join(fold(text).lower().split())
