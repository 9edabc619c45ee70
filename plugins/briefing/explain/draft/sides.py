"""Countries and bodies, with those who belong to them by name or by office."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...editors.glossary import Entry
from ...model import Bilingual
from ..matching import has_any
from .material import Material
from .phrasing import capital
from .things import Thing
from .toml_text import array, comment, row

MOST_SIDES = 4


def sides(material: Material) -> Iterator[str]:
    """Yield countries and bodies with those who belong to them by name or by office."""
    yield from (comment("sides"), "")
    days = material.days()
    placed: set[str] = set()
    shown = 0
    for head in material.of_kind("place", "organisation"):
        if shown == MOST_SIDES or head.entry is None or head.entry.id in placed:
            continue
        if head.kind == "place" and not is_country(head):
            continue
        members = [m.entry for m in material.entities if m.entry and m.entry.id not in placed]
        own = [e for e in members if e != head.entry and belongs(e, head.entry, days)]
        if own:
            shown += 1
            placed |= {head.entry.id, *(entry.id for entry in own)}
            yield from _side(head.entry, own)


def _side(head: Entry, own: Sequence[Entry]) -> Iterator[str]:
    yield from row("side", head.id, Bilingual(head.name.ar, capital(head.name.en)))
    yield f"entries = {array([head.id, *(entry.id for entry in own)])}"
    yield ""


def belongs(entry: Entry, head: Entry, days: Sequence[str]) -> bool:
    """Tell whether an office held when the stories appeared, or a body's name, names the head."""
    names = (head.name.ar, *head.variants, *head.adjective)
    if entry.kind == "person":
        held = (r for r in entry.roles if not days or any(r.held_on(day) for day in days))
        return any(_names(role.name.ar, names) for role in held)
    return entry.kind == "organisation" and _names(entry.name.ar, names)


def _names(text: str, names: tuple[str, ...]) -> bool:
    """Tell whether a text has one of the names, also behind a preposition written with it."""
    bare = " ".join(word[1:] for word in text.split() if word[:1] in "بلك")
    return has_any(text, names) or has_any(bare, tuple(n for n in names if " " not in n))


def is_country(thing: Thing) -> bool:
    """Tell whether a place has an adjective, so that it can be a party."""
    return thing.kind == "place" and thing.entry is not None and bool(thing.entry.adjective)
