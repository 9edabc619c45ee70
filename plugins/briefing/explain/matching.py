"""Whether an Arabic sentence speaks of what a topic's words name."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from ..editors.topics import Terms
from ..language.arabic import content_stems, stems
from ..model import PROSE_KINDS, Block, Cite, Excerpt, Sentence, Story


@cache
def _padded(text: str) -> str:
    return f" {' '.join(stems(text))} "


def hits(text: str, terms: Terms) -> int:
    """Return how many of the terms a sentence has, 0 unless it has one of every group."""
    padded = _padded(text)
    found = [sum(_padded(term) in padded for term in group) for group in terms]
    return sum(found) if all(found) else 0


def matches(text: str, terms: Terms) -> bool:
    """Tell whether a sentence has one term of every group; false for no groups at all."""
    return bool(terms) and hits(text, terms) > 0


def has_any(text: str, words: tuple[str, ...]) -> bool:
    """Tell whether a text has one of the words or phrases."""
    padded = _padded(text)
    return any(_padded(word) in padded for word in words)


def citable(story: Story) -> Iterator[tuple[Block, Sentence]]:
    """Yield the sentences an explainer may cite: the story's prose, less doubtful translations."""
    prose = ((b, s) for b, s in story.body() if b.kind in PROSE_KINDS and s.lang == "ar")
    return ((b, s) for b, s in prose if not s.doubtful)


def excerpt(story: Story, sentence: Sentence) -> Excerpt:
    """Return a sentence together with where it stands."""
    return Excerpt(Cite(story.slug, sentence.id), sentence, story)


def alike(a: str, b: str, share: float) -> bool:
    """Tell whether two sentences share so much of the shorter one's content stems."""
    first, second = set(content_stems(a)), set(content_stems(b))
    return len(first & second) >= share * min(len(first), len(second))


def near_duplicates(a: str, b: str, share: float = 0.6) -> bool:
    """Tell whether two sentences say nearly the same: agency copy, or a pull quote of the body."""
    first, second = set(stems(a)), set(stems(b))
    smaller = min(len(first), len(second)) or 1
    return len(first & second) >= share * smaller
