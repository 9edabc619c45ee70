"""A long text in pieces a service takes: cut between sentences, else at a comma or a space."""

from __future__ import annotations

import re
from collections.abc import Callable

CUTS = (re.compile(r"(?<=[.!?؟…])\s+"), re.compile(r"(?<=[؛;،,:])\s+"), re.compile(r"\s+"))
"""Where a text may be cut, best first."""

Size = Callable[[str], int]


def split_for(text: str, limit: int, size: Size = len) -> list[str]:
    """Return a text in pieces of at most `limit` by `size`, in order.

    Joined with spaces they are the text again, spacing aside. A word longer than the limit is cut
    where it must be.
    """
    if size(text) <= limit:
        return [text]
    for cut in CUTS:
        parts = [part for part in cut.split(text) if part]
        if len(parts) > 1:
            packed = _packed(parts, limit, size)
            return [fit for piece in packed for fit in split_for(piece, limit, size)]
    half = len(text) // 2
    return [*split_for(text[:half], limit, size), *split_for(text[half:], limit, size)]


def _packed(parts: list[str], limit: int, size: Size) -> list[str]:
    """Return neighbouring parts joined as long as they fit together."""
    packed = parts[:1]
    for part in parts[1:]:
        joined = f"{packed[-1]} {part}"
        if size(joined) <= limit:
            packed[-1] = joined
        else:
            packed.append(part)
    return packed


def in_bytes(text: str) -> int:
    """Return the size of a text in UTF-8, for services that count so."""
    return len(text.encode())
