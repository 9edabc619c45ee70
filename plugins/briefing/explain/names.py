"""The people and organisations that the stories name on a topic's subject."""

from __future__ import annotations

from ..model import EntryKind, Excerpt
from .analysis import Analysis
from .facts import SHOWN_KINDS
from .page import NamedEntry, NamesOfKind, NamesSection

MOST_NAMES = 60
"""Names shown; who is named in one article of many is found there."""


def names_section(analysis: Analysis) -> NamesSection | None:
    """Return people, then organisations, those in most stories first, ``None`` if there is none."""
    mentions, slugs = find_names(analysis)
    entries = analysis.glossary.entries
    ranked = sorted(
        mentions, key=lambda name: (SHOWN_KINDS.index(entries[name].kind), -len(slugs[name]))
    )
    by_kind: dict[EntryKind, list[NamedEntry]] = {}
    for name in ranked[:MOST_NAMES]:
        entry, excerpt = entries[name], mentions[name]
        published = excerpt.story.published
        day = published.when.without_clock() if published else None
        # An office is that of the day of the article which names its holder.
        role = entry.role_on(day.iso) if day else None
        named = NamedEntry(name, entry.name, role, day, excerpt, len(slugs[name]))
        by_kind.setdefault(entry.kind, []).append(named)
    kinds = [NamesOfKind(kind, tuple(named)) for kind, named in by_kind.items()]
    return NamesSection(tuple(kinds)) if kinds else None


def find_names(analysis: Analysis) -> tuple[dict[str, Excerpt], dict[str, set[str]]]:
    """Return by glossary id where a name is found, and the slugs of all stories that have it.

    That is its first sentence in the newest story on the subject, which is the first; who is named
    beside the subject only is found nowhere. Different names of one body are the usual one.
    """
    mentions: dict[str, Excerpt] = {}
    slugs: dict[str, set[str]] = {}
    for slug, source in analysis.sources.items():
        for excerpt, sentence in zip(source.excerpts, source.facts.sentences, strict=True):
            is_about = bool(sentence.names) and analysis.is_about(excerpt)
            for name in sentence.names:
                slugs.setdefault(name, set()).add(slug)
                if is_about:
                    mentions.setdefault(name, excerpt)
    return mentions, slugs
