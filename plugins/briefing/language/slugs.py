"""Names for pages: ASCII, stable while a seed keeps its name, never two alike by accident."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Container

from unidecode import unidecode

LONGEST_SLUG = 60
"""Characters; the longest that social networks and feed readers show unbroken."""
SLUG = re.compile(r"^[a-z0-9]+(?:-[a-z0-9]+)*$")


def slugify(text: str) -> str:
    """Return lower-case ASCII words joined by hyphens; empty if the text has none."""
    return "-".join(re.findall(r"[a-z0-9]+", unidecode(text).lower()))[:LONGEST_SLUG].strip("-")


def free_slug(wanted: str, taken: Container[str]) -> str:
    """Return a slug that is none of those taken: ``talks``, else ``talks-2``, and so on."""
    free, number = wanted, 1
    while free in taken:
        number += 1
        free = f"{wanted}-{number}"
    return free


def slug_for(stem: str) -> str:
    """Return the slug of a seed without one in its sidecar, from its file name.

    Arabic names lose letters in ASCII (علم and عالم meet), so they carry a digest of the name.
    """
    # A Mac may write أ as two characters, and the page has one address wherever it is built.
    stem = unicodedata.normalize("NFC", stem)
    slug = slugify(stem)
    # An ASCII stem keeps all its letters, so it needs no digest to stay apart from others.
    if stem.isascii() and slug:
        return slug
    digest = hashlib.sha256(stem.encode()).hexdigest()[:8]
    return f"{slug}-{digest}" if slug else f"story-{digest}"
