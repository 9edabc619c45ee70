"""Values of page metadata: clean texts, names of people and sites."""

from __future__ import annotations

import re
from typing import NamedTuple

from .characters import clean

_LONGEST_PERSON_OR_SITE = 100
"""Characters of an author or a publisher; more is a sentence about them."""
_NOT_A_NAME = re.compile(r"https?:|^[@/]|\S@\S", re.IGNORECASE)


class MetadataValue(NamedTuple):
    """A value as a page states it for a field of its metadata, and the tag it is in."""

    field: str
    tag: str
    value: str


def read_name(text: str) -> str | None:
    """Return a name, ``None`` for an address or a sentence."""
    text = clean(text)
    is_name = 1 < len(text) <= _LONGEST_PERSON_OR_SITE and not _NOT_A_NAME.search(text)
    return text if is_name else None
