"""The people and organisations that the stories name on a topic's subject."""

from __future__ import annotations

from collections.abc import Sequence

from ..editors.glossary import Glossary
from ..model import EntryKind, Excerpt, Story
from .analysis import Analysis
from .matching import citable, cite_sentence
from .page import NamedEntry, NamesOfKind, NamesSection

SHOWN_KINDS: tuple[EntryKind, ...] = ("person", "organisation")
MOST_NAMES = 60
"""Names shown; who is named in one article of many is found there."""


def names_section(analysis: Analysis) -> NamesSection | None:
    """Return people, then organisations, those in most stories first, ``None`` if there is none."""
    mentions = newest_mentions(analysis)
    counts = stories_naming(analysis.stories, analysis.glossary)
    entries = analysis.glossary.entries
    ranked = sorted(
        mentions, key=lambda name: (SHOWN_KINDS.index(entries[name].kind), -counts[name])
    )
    by_kind: dict[EntryKind, list[NamedEntry]] = {}
    for name in ranked[:MOST_NAMES]:
        entry, excerpt = entries[name], mentions[name]
        published = excerpt.story.published
        day = published.when.without_clock() if published else None
        # An office is that of the day of the article which names its holder.
        role = entry.role_on(day.iso) if day else None
        named = NamedEntry(entry.name, role, day, excerpt, counts[name])
        by_kind.setdefault(entry.kind, []).append(named)
    kinds = [NamesOfKind(kind, tuple(named)) for kind, named in by_kind.items()]
    return NamesSection(tuple(kinds)) if kinds else None


def newest_mentions(analysis: Analysis) -> dict[str, Excerpt]:
    """Return by glossary id where each name is first mentioned in the newest story on the subject.

    The newest story is the first. Who is named beside the subject only has no entry.
    """
    found: dict[str, Excerpt] = {}
    for story in analysis.stories:
        for _, sentence in citable(story):
            names = _names_in(sentence.ar, analysis.glossary)
            if not names:
                continue
            excerpt = cite_sentence(story, sentence)
            if analysis.is_about(excerpt):
                for name in names:
                    found.setdefault(name, excerpt)
    return found


def stories_naming(stories: Sequence[Story], glossary: Glossary) -> dict[str, int]:
    """Return by glossary id how many stories have the name in a citable sentence."""
    slugs: dict[str, set[str]] = {}
    for story in stories:
        for _, sentence in citable(story):
            for name in _names_in(sentence.ar, glossary):
                slugs.setdefault(name, set()).add(story.slug)
    return {name: len(named) for name, named in slugs.items()}


def _names_in(text: str, glossary: Glossary) -> list[str]:
    """Return the ids of the people and organisations in a text, each under its usual name."""
    entries = [glossary.usual(mention.entry) for mention in glossary.mentions(text)]
    return [entry.id for entry in entries if entry.kind in SHOWN_KINDS]
