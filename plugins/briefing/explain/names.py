"""The people and organisations of the stories, with where each is named."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ..glossary import Glossary, Kind
from ..model import Excerpt, Named, Story
from .matching import citable, excerpt

KINDS: tuple[Kind, ...] = ("person", "organisation")
MOST = 60
"""Names shown; who is named in one article of many is found there."""


def names_of(
    stories: Sequence[Story], glossary: Glossary, about: Callable[[Excerpt], bool]
) -> tuple[Named, ...]:
    """Return people, then organisations, those in most stories first, each with its first mention.

    Only sentences that are on the subject count.

    The first mention is the one in the newest story, which is the first of `stories`.
    """
    first: dict[str, Excerpt] = {}
    slugs: dict[str, set[str]] = {}
    for story in stories:
        for _, sentence in citable(story):
            said = excerpt(story, sentence)
            if not about(said):
                continue
            for entry in (glossary.usual(m.entry) for m in glossary.mentions(sentence.ar)):
                if entry.kind in KINDS:
                    first.setdefault(entry.id, said)
                    slugs.setdefault(entry.id, set()).add(story.slug)
    found = [Named(entry, first[entry], len(of_entry)) for entry, of_entry in slugs.items()]
    ranked = sorted(found, key=lambda n: (KINDS.index(glossary.entries[n.entry].kind), -n.stories))
    return tuple(ranked[:MOST])
