"""A topic drafted from the stories at hand, as TOML for a person to finish.

Everything in it is from the stories, the glossary, or the sentences of ``lexicon/drafts.toml``;
what a person must decide is a comment that begins with TODO. ``topic.txt`` is its form.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files
from typing import Any

from jinja2 import Environment, StrictUndefined, select_autoescape

from ...editors.glossary import Entry, Glossary
from ...language.arabic import stems
from ...language.lexicon import any_word, load
from ...language.slugs import slug_for
from ...model import Bilingual, Story
from ..matching import has_any
from ..story_facts import find_quotes
from .disputes import suggest_disputes
from .material import Material, Thing, read_material
from .questions import fill, find_quantities, name_in_sentence, suggest_questions

_MOST_TELLING = 5
"""Things whose forms make the group of `about`."""
_MOST_NARROWING = 3
"""Places whose forms are suggested as a second group."""
_MOST_MOVING = 8
"""Things whose forms make the group of `events`."""
_MOST_FORMS = 4
"""Written forms of one thing in a group; more are rare spellings."""
_MOST_SIDES = 4
# TOML is no HTML: quoting is the filters' work, and autoescape would write &#34; for ".
_ENVIRONMENT = Environment(
    autoescape=select_autoescape((), default_for_string=False),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
"""The form of a draft, in which every text passes a filter that writes it as TOML."""


def draft_topic(name: str, stories: Sequence[Story], glossary: Glossary) -> str:
    """Return the TOML text of a topic called `name`, which loads as it is."""
    material = read_material(stories, glossary)
    quantities = find_quantities(material)
    quotes = find_quotes(material.stories, glossary)
    days = sorted(story.published.when.day for story in stories if story.published)
    dates: list[str] = []
    for story in stories:
        dates += [mention.when.iso for mention in story.times if mention.when]
    title = _title(name, material)
    # What has dates is what moved: its words find the sentences of the timeline.
    telling, dated = material.telling(), material.dated()
    moving = [thing for thing in telling if not thing.cites.isdisjoint(dated)]
    # Of the most telling things every story must have one, or it adds the first of its own.
    named = _named(name, material) or _of_headlines(material)
    about = [*named, *(thing for thing in telling if thing not in named)][:_MOST_TELLING]
    for story in material.stories:
        if not any(story.slug in thing.slugs for thing in about):
            own = [t for t in (*telling, *material.entities) if story.slug in t.slugs]
            about += own[:1]
    # Sides of whom somebody speaks come first.
    found = list(_sides(material, days))
    sides = [(party, ids) for party, ids in found if len(ids) > 1]
    sides += [(party, ids) for party, ids in found if len(ids) == 1]
    form = (files(__package__) / "topic.txt").read_text(encoding="utf-8")
    text = _ENVIRONMENT.from_string(form).render(
        name=name,
        material=material,
        days=days or [""],
        dates=f"{min(dates)} – {max(dates)}" if dates else "",
        title=fill("title", name=title),
        intro=fill("intro", name=title),
        about=_forms(about),
        narrower=_forms(material.of_kind("place")[:_MOST_NARROWING]),
        events=_forms(moving[:_MOST_MOVING]),
        sides=sides[:_MOST_SIDES],
        questions=suggest_questions(material, quotes, quantities),
        quantities=quantities,
        disputes=suggest_disputes(material),
    )
    return text.rstrip() + "\n"


def _title(name: str, material: Material) -> Bilingual:
    """Return what the topic is called for now: what its name names, or else most headlines.

    Where half of the stories share no name and no place it is the name given, in Arabic a word.
    """

    def rank(thing: Thing) -> int:
        return -_headlines_with(thing, material)

    things = _named(name, material)[:2]
    if not things:
        common = sorted(filter(material.is_common, material.entities), key=rank)
        named = [thing for thing in common if thing.kind != "place"][:1]
        things = named + [thing for thing in common if thing.kind == "place"][:1]
    given = name.replace("-", " ")
    names = [name_in_sentence(thing, material) for thing in things]
    # No Arabic title has a name in Latin letters.
    arabic = min(material.recurring, key=rank).name.ar if material.recurring else given
    names = names or [Bilingual(arabic, given)]
    # The name of a body may have that of its place in it.
    names = names[:1] if f" {names[-1].ar} " in f" {names[0].ar} " else names
    if len(names) == 1:
        return names[0]
    row, (a, b) = load("drafts")["and"], names
    return Bilingual(row["ar"].format(a=a.ar, b=b.ar), row["en"].format(a=a.en, b=b.en))


def _headlines_with(thing: Thing, material: Material) -> int:
    """Return how many headlines name a thing."""
    return sum(has_any(story.title.ar, thing.forms) for story in material.stories)


def _of_headlines(material: Material) -> list[Thing]:
    """Return the word that most headlines have, if half of them do."""
    words = sorted(material.recurring, key=lambda thing: -_headlines_with(thing, material))[:1]
    return [word for word in words if 2 * _headlines_with(word, material) >= len(material.stories)]


def _named(name: str, material: Material) -> list[Thing]:
    """Return the entries whose id or English name is in the topic's own name."""
    given = f"-{name}-"
    named = []
    for thing in material.entities:
        ids = (thing.entry.id, slug_for(thing.entry.name.en)) if thing.entry else ()
        if any(f"-{one}-" in given for one in ids):
            named.append(thing)
    return named


def _forms(things: Iterable[Thing]) -> tuple[str, ...]:
    """Return the forms of things, without those that have a shorter one of them inside."""
    forms: list[str] = []
    for thing in things:
        forms += thing.forms[:_MOST_FORMS]
    # A short form finds all that a longer one with it inside would find.
    shortest: list[str] = []
    for form in sorted(dict.fromkeys(forms), key=lambda form: len(stems(form))):
        if not has_any(form, tuple(shortest)):
            shortest.append(form)
    return tuple(sorted(shortest, key=forms.index))


def _sides(material: Material, days: Sequence[str]) -> Iterator[tuple[Entry, list[str]]]:
    """Yield countries and bodies, with the ids of those who belong to them by name or office."""
    # Two countries that half of the stories name are parties also with nobody.
    common = list(filter(material.is_common, material.of_kind("place")))
    common = [t for t in common if t.entry and t.entry.adjective and len(t.slugs) > 1]
    placed: set[str] = set()
    for party in material.entities:
        entry = party.entry
        # A place is a party if it is a country, which has an adjective.
        if not entry or entry.id in placed or not (entry.adjective or entry.kind == "organisation"):
            continue
        # Nobody is on two sides; the party named most comes first and takes its own.
        free = [t.entry for t in material.entities if t.entry and t.entry.id not in placed]
        ids = [entry.id, *(other.id for other in free if _is_of(other, entry, days))]
        if len(ids) > 1 or (party in common and len(common) > 1):
            placed.update(ids)
            yield entry, ids


def _is_of(member: Entry, party: Entry, days: Sequence[str]) -> bool:
    """Tell whether a body's name, or an office held on one of some days, names a party."""
    if member == party:
        return False
    # Former ministers are nobody's side any more; without days every office counts.
    offices = [r for r in member.roles if not days or any(map(r.held_on, days))]
    texts = [office.name.ar for office in offices]
    if member.kind == "organisation":
        texts.append(member.name.ar)
    names = (party.name.ar, *party.variants)
    at, within = load("drafts")["held_at"], load("drafts")["held_in"]
    for text in texts:
        # Behind "to" and "with" is where an office is held; "in" a place it is too, though "in the
        # Iraqi army" tells whom it serves.
        served = re.split(rf"\s(?:{any_word(at)})\s", text, maxsplit=1)[0]
        # The name may be the adjective, as of Saudi Arabia.
        if has_any(re.sub(rf"\s(?:{any_word(within)})\s\w+", " ", served), party.adjective):
            return True
        if party.kind == "place":
            inside = rf"(?:{any_word(within)})\s|ب(?:{any_word(names)})(?!\w)"
            served = re.split(rf"\s(?:{inside})", served, maxsplit=1)[0]
        # A preposition may be joined to the name.
        bare = " ".join(word[1:] if word[0] in "لك" else word for word in served.split())
        if has_any(served, names) or has_any(bare, (*names, *party.adjective)):
            return True
    return False


def _toml(value: str | Bilingual | Iterable[Any]) -> str:
    """Return a text, a text in two languages or an array of values as TOML."""
    if isinstance(value, str):
        # A basic string of TOML is what JSON's is but for the character DEL.
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, Bilingual):
        return f"{{ ar = {_toml(value.ar)}, en = {_toml(value.en)} }}"
    return f"[{', '.join(map(_toml, value))}]"


_ENVIRONMENT.filters |= {
    # A comment is one line, and TOML allows no control characters in it.
    "line": lambda text: "".join(c for c in " ".join(text.split()) if c.isprintable()),
    "toml": _toml,
}
