"""The people and organisations of the stories, with where each is named."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ..editors.glossary import EntryKind, Glossary
from ..model import Excerpt, Named, Story
from .matching import citable, excerpt

KINDS: tuple[EntryKind, ...] = ("person", "organisation")
MOST = 60
"""Names shown; who is named in one article of many is found there."""


def names_of(
    stories: Sequence[Story], glossary: Glossary, about: Callable[[Excerpt], bool]
) -> tuple[Named, ...]:
    """Return people, then organisations, those in most stories first, each with its first mention.

    Only who is named on the subject is there; the stories are all that name them at all.

    The first mention is the one in the newest story, which is the first of `stories`.
    """
    first: dict[str, Excerpt] = {}
    slugs: dict[str, set[str]] = {}
    for story in stories:
        for _, sentence in citable(story):
            mentions = glossary.mentions(sentence.ar)
            if not mentions:
                continue
            said = excerpt(story, sentence)
            on_subject = about(said)
            for entry in (glossary.usual(mention.entry) for mention in mentions):
                if entry.kind in KINDS:
                    slugs.setdefault(entry.id, set()).add(story.slug)
                    if on_subject:
                        first.setdefault(entry.id, said)
    found = [Named(entry, cited, len(slugs[entry])) for entry, cited in first.items()]
    ranked = sorted(found, key=lambda n: (KINDS.index(glossary.entries[n.entry].kind), -n.stories))
    return tuple(ranked[:MOST])
