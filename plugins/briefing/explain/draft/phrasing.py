"""The sentences of ``lexicon/drafts.toml``, with names in them, in both languages."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ...language.lexicon import load
from ...model import Bilingual, Story
from .things import Thing


def filled(template: str, **fill: Bilingual) -> Bilingual:
    """Return the sentence of a template, its English beginning with a capital."""
    return _fill(load("drafts")[template], fill)


def asked(sort: str, **fill: Bilingual) -> Bilingual:
    """Return the question of a sort, its English beginning with a capital."""
    return _fill(load("drafts")["question"][sort], fill)


def joined(key: str, a: Bilingual, b: Bilingual) -> Bilingual:
    """Return two names in one phrase, as they stand within a sentence."""
    row = load("drafts")[key]
    return Bilingual(row["ar"].format(a=a.ar, b=b.ar), row["en"].format(a=a.en, b=b.en))


def _fill(row: Mapping[str, str], fill: Mapping[str, Bilingual]) -> Bilingual:
    """Return a template's two sentences with names in them; the English begins with a capital."""
    arabic = row["ar"].format(**{key: value.ar for key, value in fill.items()})
    english = row["en"].format(**{key: value.en for key, value in fill.items()})
    return Bilingual(arabic, capital(english))


def in_sentence(thing: Thing, stories: Sequence[Story]) -> Bilingual:
    """Return a name with the article where the English of the stories mostly has it."""
    name = re.escape(thing.name.en)
    the = load("drafts")["article"]
    found = re.compile(rf"(?<!\w)({the}\s+)?{name}(?!\w)", re.IGNORECASE)
    texts = (s.en or "" for story in stories for s in story.segments())
    seen = [bool(match[1]) for text in texts for match in found.finditer(text)]
    if thing.kind == "person" or sum(seen) * 2 <= len(seen):
        return thing.name
    return Bilingual(thing.name.ar, f"{the} {thing.name.en}")


def capital(text: str) -> str:
    """Return a text that begins with a capital."""
    return text[:1].upper() + text[1:]
