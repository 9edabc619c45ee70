"""Long texts in chunks that a service takes: cut between sentences, else at a comma or a space."""

from __future__ import annotations

import re
from collections.abc import Callable

Size = Callable[[str], int]
"""Measures a text as a service counts it."""
_BOUNDARIES = (re.compile(r"(?<=[.!?؟…])\s+"), re.compile(r"(?<=[؛;،,:])\s+"), re.compile(r"\s+"))
"""Where a text may be cut, best first: ends of sentences, of clauses, of words."""


def split_text(text: str, limit: int, size: Size = len) -> list[str]:
    """Return a text in chunks of at most `limit` by `size`, in order.

    Joined with spaces they are the text again, spacing aside. A word longer than the limit is cut
    where it must be.
    """
    if size(text) <= limit:
        return [text]
    for boundary in _BOUNDARIES:
        parts = [part for part in boundary.split(text) if part]
        if len(parts) <= 1:
            continue
        packed = parts[:1]
        for part in parts[1:]:
            joined = f"{packed[-1]} {part}"
            if size(joined) <= limit:
                # Whole sentences together: an engine translates better with context.
                packed[-1] = joined
            else:
                packed.append(part)
        chunks: list[str] = []
        for part in packed:
            # One sentence may still be too long: then it is cut at its commas, and so on.
            chunks += split_text(part, limit, size)
        return chunks
    half = len(text) // 2
    return [*split_text(text[:half], limit, size), *split_text(text[half:], limit, size)]


def utf8_size(text: str) -> int:
    """Return the size of a text in bytes of UTF-8, for services that count so."""
    return len(text.encode())
