"""All that a draft is made of: the stories, their sentences, and what these speak of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...editors.glossary import EntryKind, Glossary
from ...model import Excerpt, Story
from ..compose import newest_first
from ..matching import citable, excerpt
from .cited import times_in
from .entities import find_entities
from .terms import find_terms, recurring
from .things import Thing


@dataclass(frozen=True, slots=True)
class Material:
    """All that a draft is made of, most telling first."""

    stories: tuple[Story, ...]
    sentences: tuple[Excerpt, ...]
    entities: tuple[Thing, ...]
    terms: tuple[Thing, ...]
    recurring: tuple[Thing, ...]

    def of_kind(self, *kinds: EntryKind) -> list[Thing]:
        """Return the entities of some kinds."""
        return [thing for thing in self.entities if thing.kind in kinds]

    def days(self) -> list[str]:
        """Return the days on which the stories appeared, as far as they are known, in order."""
        return sorted(s.published.value[:10] for s in self.stories if s.published)

    def dated(self) -> list[Excerpt]:
        """Return the sentences with a time that is resolved."""
        return [c for c in self.sentences if any(ref.value for ref in times_in(c))]


def read_material(stories: Sequence[Story], glossary: Glossary) -> Material:
    """Return what the stories have for a draft, the newest story first."""
    ordered = tuple(sorted(stories, key=newest_first))
    sentences = tuple(excerpt(story, s) for story in ordered for _, s in citable(story))
    terms = find_terms(sentences, glossary)
    entities = find_entities(sentences, glossary)
    return Material(ordered, sentences, entities, terms, recurring(terms))
