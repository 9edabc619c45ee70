"""The comments a draft opens with: what it was made from, and what is named in it most."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...editors.glossary import EntryKind
from ...language.lexicon import load
from .material import Material
from .things import MOST_NAMED, Thing
from .toml_text import comment, one_line

KINDS: tuple[tuple[str, EntryKind], ...] = (
    ("people", "person"),
    ("bodies", "organisation"),
    ("places", "place"),
    ("notions", "term"),
)
"""Each list's comment, and what of the glossary is in it."""


def inventory(name: str, material: Material) -> Iterator[str]:
    """Yield comments that say what the draft was made from."""
    yield comment("head", name=name, count=str(len(material.stories)))
    days = material.days()
    told = sorted(ref.value for s in material.stories for ref in s.times if ref.value)
    none = load("drafts")["comments"]["none"]
    ends = {"first": days[0], "last": days[-1]} if days else {"first": none, "last": none}
    yield comment("span", **ends, told=f"{told[0]} – {told[-1]}" if told else none)
    for story in material.stories:
        date = story.published.value[:10] if story.published else "?"
        yield comment("story", date=date, slug=story.slug, title=story.title.ar)
    yield "#"
    for label, kind in KINDS:
        yield from _listed(label, material.of_kind(kind))
    yield from _listed("terms", material.recurring)
    yield ""


def _listed(label: str, things: Sequence[Thing]) -> Iterator[str]:
    """Yield one comment a thing, with how often and in how many stories it is named."""
    if things:
        yield f"{comment(label)}:"
    for thing in things[:MOST_NAMED]:
        name = f"{thing.entry.id}: {thing.name.ar}" if thing.entry else thing.forms[0]
        yield f"#   {one_line(name)} ({thing.count}, {len(thing.slugs)})"
