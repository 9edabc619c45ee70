"""Nouns that numbers count, as quantities to follow."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from ...editors.topics import FigureSpec
from ...language.arabic import content_stems, fold, stem
from ...language.lexicon import load
from ...language.numbers import Number, find_numbers
from ...model import Bilingual, Excerpt
from ..figures import follow
from ..matching import has_any
from .cited import date_spans, overlap
from .material import Material
from .phrasing import filled
from .things import Tally, Thing, distinct_forms, ranked_things

MOST_FIGURES = 6
ONE = 1
"""One and its fractions ("one of", "a third") count nothing."""
COUNTED = re.compile(r"\s+([\u0620-\u0652\u0670-\u06d3]{3,})(?!\w)")
ENGLISH_NUMBER = re.compile(r"\d+(?:,\d{3})*|[A-Za-z]+")
ENGLISH_NOUN = re.compile(
    r"\s+(?:[A-Z][\w.]*\s+){0,2}((?:[a-z]{4,}\s+){0,2}[a-z]{3,}s\b|[a-z]{4,})|\s+([A-Z][a-z]{3,})"
)
"""Behind a number: up to the first plural, else one word; adjectives of origin are passed over."""


class Counted(NamedTuple):
    """A counted noun: the quantity to follow, its noun in both languages, its sentences."""

    spec: FigureSpec
    noun: Bilingual
    cites: tuple[Excerpt, ...]

    def numbers(self) -> tuple[str, ...]:
        """Return the numbers that count it, as written."""
        found = (
            cited.sentence.ar[number.start : number.end]
            for cited in self.cites
            for number, noun in _numbered(cited)
            if has_any(noun, self.spec.nouns)
        )
        return distinct_forms(Counter(found))


def find_counted(material: Material) -> tuple[Counted, ...]:
    """Return the nouns that stand behind numbers, those of most stories first."""
    tallies: dict[str, Tally] = {}
    english: dict[str, Counter[str]] = {}
    for cited in material.sentences:
        for number, noun in _numbered(cited):
            key = stem(stem(fold(noun)))
            tallies.setdefault(key, Tally()).see(noun, cited)
            english.setdefault(key, Counter()).update(_english_noun(number, cited.sentence.en))
    things = {key: tally.thing(None) for key, tally in tallies.items()}
    order = {thing: place for place, thing in enumerate(ranked_things(things.values()))}
    keys = sorted(things, key=lambda key: order[things[key]])
    made = (_to_follow(things[key], english[key], material) for key in keys)
    return tuple(islice((one for one in made if one), MOST_FIGURES))


def _to_follow(noun: Thing, said: Counter[str], material: Material) -> Counted | None:
    """Return a quantity to follow, ``None`` where following it gives no reading."""
    best = min(said, key=lambda word: (-said[word], len(word), word), default="")
    name = Bilingual(noun.forms[0], best or noun.name.en)
    label = filled("figure", noun=name)
    spec = FigureSpec("figure", label.ar, label.en, name, noun.forms)
    values = follow(spec, material.stories).values
    cites = {str(cited.cite): cited for value in values for cited in value.excerpts}
    return Counted(spec, name, tuple(cites.values())) if cites else None


def _numbered(cited: Excerpt) -> Iterator[tuple[Number, str]]:
    """Yield the numbers of a sentence that count something, with the noun they count."""
    text = cited.sentence.ar
    dates = date_spans(cited)
    measures = {stem(fold(word)) for word in load("drafts")["measures"]}
    for number in find_numbers(text):
        following = COUNTED.match(text, number.end)
        dated = overlap(dates, number.start, number.end)
        if following is None or dated or number.percent or number.value <= ONE:
            continue
        if content_stems(following[1]) and stem(fold(following[1])) not in measures:
            yield number, following[1]


def _english_noun(number: Number, english: str | None) -> list[str]:
    """Return the noun behind the same number in the translation, if it is found there."""
    units = load("english")["units"]
    for match in ENGLISH_NUMBER.finditer(english or ""):
        written = match.group().lower().replace(",", "")
        value = float(written) if written.isdigit() else units.get(written)
        noun = ENGLISH_NOUN.match(english or "", match.end())
        if value == number.value and noun:
            return [noun[1] or noun[2]]
    return []
