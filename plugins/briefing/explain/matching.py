"""Sentences that may be cited: found by a topic's words, by an editor's cites, compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from ..language.arabic import content_stems, stems
from ..model import PROSE_KINDS, Block, Cite, Excerpt, Sentence, Story, Terms


@cache
def _padded(text: str) -> str:
    # With a blank on either side a phrase is found at whole words only.
    return f" {' '.join(stems(text))} "


def hits(text: str, terms: Terms) -> int:
    """Return how many of the terms a sentence has, 0 unless it has one of every group."""
    padded = _padded(text)
    total = 0
    for group in terms:
        in_group = [term for term in group if _padded(term) in padded]
        if not in_group:
            return 0
        total += len(in_group)
    return total


def matches(text: str, terms: Terms) -> bool:
    """Tell whether a sentence has one term of every group; false for no groups at all."""
    return bool(terms) and hits(text, terms) > 0


def has_any(text: str, words: tuple[str, ...]) -> bool:
    """Tell whether a text has one of the words or phrases."""
    padded = _padded(text)
    return any(_padded(word) in padded for word in words)


def citable(story: Story) -> Iterator[tuple[Block, Sentence]]:
    """Yield the sentences an explainer may cite: the story's prose, less doubtful translations."""
    for block, sentence in story.body():
        # A sentence in another language is a name or an embed, which nobody translated.
        if block.kind in PROSE_KINDS and sentence.lang == "ar" and not sentence.doubtful:
            yield block, sentence


def cite_sentence(story: Story, sentence: Sentence) -> Excerpt:
    """Return a sentence of a story as something to cite."""
    return Excerpt(Cite(story.slug, sentence.id), sentence, story)


def cite_title(story: Story) -> Excerpt:
    """Return a story's title as something to cite: it stands for the story as a whole."""
    return cite_sentence(story, story.title)


def resolve_cites(cites: Sequence[str], stories: Sequence[Story]) -> tuple[Excerpt, ...]:
    """Return the sentences that an editor named as ``slug#p3s2``, those that exist, in order.

    Sentences whose machine translation failed a check are left out: nobody may rely on them.
    """
    return tuple(e for e in named_sentences(cites, stories) if not e.sentence.doubtful)


def named_sentences(cites: Sequence[str], stories: Sequence[Story]) -> tuple[Excerpt, ...]:
    """Return the sentences that an editor named, doubtful ones among them."""
    by_slug = {story.slug: story for story in stories}
    found: list[Excerpt] = []
    for cite in dict.fromkeys(cites):
        slug, _, sentence_id = cite.partition("#")
        sentence = by_slug[slug].sentence(sentence_id) if slug in by_slug else None
        if sentence is not None:
            found.append(cite_sentence(by_slug[slug], sentence))
    return tuple(found)


def outlet(story: Story) -> str:
    """Return who speaks in a story: its publisher, or where that is unknown the story itself."""
    return story.publisher.name if story.publisher else story.slug


def alike(a: str, b: str, share: float) -> bool:
    """Tell whether two sentences share so much of the shorter one's content stems."""
    return overlap(content_stems(a), content_stems(b)) >= share


def near_duplicates(a: str, b: str, share: float = 0.6) -> bool:
    """Tell whether two sentences say nearly the same: agency copy, or a pull quote of the body."""
    return overlap(stems(a), stems(b)) >= share


def overlap(a: Iterable[str], b: Iterable[str], of: int = 0) -> float:
    """Return the share of `of` words, or of the smaller set, that both have; 0 for empty ones."""
    first, second = set(a), set(b)
    return len(first & second) / max(1, of or min(len(first), len(second)))
