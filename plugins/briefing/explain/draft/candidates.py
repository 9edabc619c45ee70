"""Questions that may be asked, with match words and the sentences suggested for each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from ...editors.glossary import EntryKind, Glossary
from ...editors.topics import Question, Terms
from ...model import Bilingual, Excerpt
from ..answers import answer
from ..quotes import find_quotes
from .cited import MOST_CITES, times_in, verbs_in
from .counted import Counted
from .material import Material
from .phrasing import asked, in_sentence
from .sides import belongs, is_country
from .things import MOST_NAMED, Thing, distinct_forms

MOST_ASKED = 2
"""Candidates for questions of one sort."""
MOST_DATES = 8
"""Written dates among the match words of a question."""
WHO_AND_WHAT: tuple[tuple[str, EntryKind], ...] = (("what", "organisation"), ("who", "person"))


class Candidate(NamedTuple):
    """A question that may be asked, with the sentences suggested for it.

    `untranslated` is a word in it whose English a person must decide.
    """

    id: str
    text: Bilingual
    match: Terms
    cites: tuple[Excerpt, ...]
    untranslated: str = ""


def find_candidates(
    material: Material, glossary: Glossary, counted: Sequence[Counted]
) -> Iterator[Candidate]:
    """Yield questions of every sort, with their match words and the sentences suggested."""
    yield from _who_and_what(material)
    yield from _says(material, glossary)
    yield from _when(material)
    yield from _how_many(counted)
    yield from _links(material)


def _who_and_what(material: Material) -> Iterator[Candidate]:
    """Yield what the bodies and who the people are that most stories name."""
    for sort, kind in WHO_AND_WHAT:
        for thing in material.of_kind(kind)[:MOST_ASKED]:
            yield _about_one(sort, thing, (), material)


def _says(material: Material, glossary: Glossary) -> Iterator[Candidate]:
    """Yield what those say who are quoted most."""
    quotes = find_quotes(material.stories, glossary, ())
    by_name = {thing.name: thing for thing in material.of_kind("person", "organisation", "place")}
    often = Counter(quote.speaker for quote in quotes if quote.speaker in by_name)
    ranked = sorted(often, key=lambda name: (-often[name], name.ar, name.en))
    for name in ranked[:MOST_ASKED]:
        cites = [q.excerpt for q in quotes if q.speaker == name]
        verbs = distinct_forms(Counter(verb for cited in cites for verb in verbs_in(cited)))
        yield _about_one("says", by_name[name], verbs, material, cites)


def _when(material: Material) -> Iterator[Candidate]:
    """Yield which dates are told of what is dated most."""
    dated = material.dated()
    ids = {str(c.cite) for c in dated}
    telling = [*material.of_kind("term", "organisation"), *material.recurring]
    ranked = sorted((t for t in telling if t.cites & ids), key=lambda t: -len(t.cites & ids))
    for thing in ranked[:MOST_ASKED]:
        own = [c for c in dated if str(c.cite) in thing.cites]
        said = Counter(t.text for c in own for t in times_in(c) if t.value)
        yield _about_one("when", thing, distinct_forms(said)[:MOST_DATES], material, own)


def _how_many(counted: Sequence[Counted]) -> Iterator[Candidate]:
    """Yield how many there are of what is counted."""
    for number, one in enumerate(counted, 1):
        text = asked("how-many", noun=one.noun)
        match = (one.spec.nouns, one.numbers())
        yield Candidate(f"how-many-{number}", text, match, one.cites, one.noun.ar)


def _links(material: Material) -> Iterator[Candidate]:
    """Yield what connects those named in one sentence in most stories, none inside the other."""
    named = material.of_kind("person", "organisation", "place")
    things = [thing for thing in named if thing.kind != "place" or is_country(thing)][:MOST_NAMED]
    pairs = [
        (-len(a.slugs & b.slugs), -len(a.cites & b.cites), i, a, b)
        for i, (a, b) in enumerate(combinations(things, 2))
        if a.cites & b.cites and _apart(a, b)
    ]
    for *_, a, b in sorted(pairs, key=lambda pair: pair[:3])[:MOST_ASKED]:
        names = [in_sentence(thing, material.stories) for thing in (a, b)]
        text = asked("links", a=names[0], b=names[1])
        match = (a.forms, b.forms)
        ident = f"links-{a.entry.id if a.entry else ''}-{b.entry.id if b.entry else ''}"
        yield Candidate(ident, text, match, _answers(text, match, material))


def _about_one(
    sort: str,
    thing: Thing,
    words: tuple[str, ...],
    material: Material,
    cites: Sequence[Excerpt] = (),
) -> Candidate:
    """Return a question on one thing, with the sentences given or else those that answer it."""
    match = (thing.forms, words) if words else (thing.forms,)
    ident = thing.entry.id if thing.entry else material.recurring.index(thing) + 1
    text = asked(sort, name=in_sentence(thing, material.stories))
    found = tuple(cites) or _answers(text, match, material)
    untranslated = "" if thing.entry else thing.name.ar
    return Candidate(f"{sort}-{ident}", text, match, found, untranslated)


def _answers(text: Bilingual, match: Terms, material: Material) -> tuple[Excerpt, ...]:
    question = Question("draft", text.ar, text.en, match, limit=MOST_CITES)
    return answer(question, material.stories).excerpts


def _apart(a: Thing, b: Thing) -> bool:
    """Tell whether neither of two belongs to the other by its name or an office."""
    if a.entry is None or b.entry is None:
        return False
    return not belongs(a.entry, b.entry, ()) and not belongs(b.entry, a.entry, ())
