"""What a page claims of itself, and how each claim is read: of use or not."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from ..dates.iso import is_plausible, read_iso
from ..dates.publication_line import read_publication_line
from ..language.arabic import ARABIC_LETTER


class Claim(NamedTuple):
    """One value a page claims for a field, and the name of the tag it stands in."""

    field: str
    tag: str
    value: str


PLACEHOLDER_DATES = ("1970-01-01", "1900-01-01")
"""What programs write when they do not know: the first day of their calendars."""
LONGEST_NAME = 100
"""Characters of an author or a publisher; more is a sentence about them."""
NO_NAME = re.compile(r"https?:|^[@/]|\S@\S", re.IGNORECASE)
SPACE = re.compile(r"\s+")


def clean(text: str) -> str:
    """Return a text in one line, without character references and control characters."""
    kept = "".join(c for c in html.unescape(text) if c.isspace() or ord(c) >= ord(" "))
    return SPACE.sub(" ", kept).strip()


def _title(text: str) -> str | None:
    text = clean(text)
    return text if ARABIC_LETTER.search(text) else None


def _date(text: str) -> str | None:
    line = read_publication_line(clean(text))
    when = read_iso(text) or (line.dated.when if line else None)
    is_usable = when and is_plausible(when) and when.day not in PLACEHOLDER_DATES
    return when.iso if when and is_usable else None


def read_name(text: str) -> str | None:
    """Return a name, ``None`` for an address or a sentence."""
    text = clean(text)
    return text if 1 < len(text) <= LONGEST_NAME and not NO_NAME.search(text) else None


def _url(text: str) -> str | None:
    text = text.strip()
    return text if re.fullmatch(r"https?://[^\s<>\"\\]+", text) else None


READERS: Mapping[str, Callable[[str], str | None]] = {
    "title": _title,
    "date": _date,
    "modified": _date,
    "author": read_name,
    "publisher": read_name,
    "url": _url,
}
"""For each field, how a claim is read; ``None`` where it is of no use and the next one counts."""
