"""Whether there is an article in a seed at all."""

from __future__ import annotations

from ..model import Seed
from .classify import read_marked
from .lines import ENDS_SENTENCE
from .roles.role import Role

PROSE: tuple[Role, ...] = ("deck", "paragraph", "item", "pullquote", "caption", "embed")
SHORTEST_SENTENCE, LONGEST_HEADLINE = 4, 25
"""Words: what ends in a stop and has the first number is a sentence, as is what has more than the
second. Lines of menus do not end in stops, headlines are shorter."""


def has_prose(seed: Seed) -> bool:
    """Tell whether a seed holds a sentence of an article, or only menus and headlines."""
    lines, roles = read_marked(seed)
    return any(roles[i] in PROSE and _is_sentence(line.text) for i, line in enumerate(lines))


def _is_sentence(text: str) -> bool:
    count = len(text.split())
    return count > LONGEST_HEADLINE or (
        count >= SHORTEST_SENTENCE and bool(ENDS_SENTENCE.search(text))
    )
