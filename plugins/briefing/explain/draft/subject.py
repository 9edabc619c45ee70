"""What a topic is on: its title, which stories and events bear on it, its first sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from ...language.arabic import stems
from ...model import Bilingual
from ..matching import has_any
from .material import Material
from .phrasing import filled, in_sentence, joined
from .things import Thing
from .toml_text import arrays, comment, inline_table, quoted

MOST_TELLING = 5
"""Things whose forms make the first group of `about`."""
MOST_PLACES = 3
MOST_EVENTS = 8
MOST_FORMS = 4
"""Written forms of one thing in a group; more are rare spellings."""


def subject(name: str, material: Material) -> Iterator[str]:
    """Yield title, `about`, `events` and intro."""
    called = _called(name, material)
    yield comment("title")
    yield f"title = {inline_table(filled('title', name=called))}"
    yield ""
    yield from _about(material)
    yield ""
    yield from _events(material)
    yield ""
    intro = filled("intro", name=called)
    yield from ("[intro]", f"ar = {quoted(intro.ar)}", f"en = {quoted(intro.en)}", "")


def _called(name: str, material: Material) -> Bilingual:
    """Return what the topic is called for now: its two most telling names, or the name given."""
    spaced = name.replace("-", " ")
    first = next(iter(material.of_kind("organisation", "term", "person")), None)
    place = next(iter(material.of_kind("place")), None)
    called = [in_sentence(thing, material.stories) for thing in (first, place) if thing]
    if not called:
        return Bilingual(spaced, spaced)
    return called[0] if len(called) == 1 else joined("and", *called)


def _telling(material: Material) -> list[Thing]:
    """Return what tells a subject: names and terms that are no places, then recurring words."""
    return [*material.of_kind("organisation", "term", "person"), *material.recurring]


def _about(material: Material) -> Iterator[str]:
    """Yield the group of words that tells the topic's stories, and places that would narrow it."""
    telling, narrower = _in_every_story(material), _group(material.of_kind("place")[:MOST_PLACES])
    yield comment("about")
    if narrower:
        yield comment("narrower", group=", ".join(map(quoted, narrower)))
    yield f"about = {arrays((telling,) if telling else ())}"


def _events(material: Material) -> Iterator[str]:
    """Yield the words of what has dates in the stories; they tell what is on the timeline."""
    dated = {str(cited.cite) for cited in material.dated()}
    moving = [thing for thing in _telling(material) if thing.cites & dated]
    yield comment("events")
    if moving:
        yield f"events = {arrays((_group(moving[:MOST_EVENTS]),))}"


def _in_every_story(material: Material) -> tuple[str, ...]:
    """Return a group of words of which every story has one."""
    chosen = _telling(material)[:MOST_TELLING]
    pool = [*_telling(material), *material.entities, *material.terms]
    for story in material.stories:
        if any(story.slug in thing.slugs for thing in chosen):
            continue
        chosen += islice((t for t in pool if story.slug in t.slugs), 1)
    return _group(chosen)


def _group(things: Iterable[Thing]) -> tuple[str, ...]:
    """Return the forms of things, without those that have a shorter one of them inside."""
    forms = list(dict.fromkeys(form for thing in things for form in thing.forms[:MOST_FORMS]))
    kept: list[str] = []
    for form in sorted(forms, key=lambda f: len(stems(f))):
        if not has_any(form, tuple(kept)):
            kept.append(form)
    return tuple(form for form in forms if form in kept)
