"""Reporting verbs ("say", "announce", "deny") in all forms that news text uses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from .arabic import fold
from .lexicon import Agreement, conjugated, load

VerbKind = Literal["verb", "participle", "label"]
"""A finite verb, a participle ("adding that"), or a verb with its object ("what he called")."""


@dataclass(frozen=True, slots=True)
class VerbForm:
    """One form of a reporting verb.

    `needs_content` is true where only "that", a colon, a quotation or the `preposition` after it
    tells that something is said. An `impersonal` form without a subject reports no speaker ("it is
    worth mentioning"); an `ambiguous` one is more often another word. `has_hearer` is true of verbs
    with somebody as their object.
    """

    kind: VerbKind
    agreement: Agreement
    needs_content: bool = False
    imperfect: bool = False
    preposition: str | None = None
    impersonal: bool = False
    ambiguous: bool = False
    has_hearer: bool = False


@cache
def verb_forms() -> dict[str, VerbForm]:
    """Return every form of the reporting verbs, folded; without a joined "and"."""
    lexicon = load("reporting_verbs")
    forms: dict[str, VerbForm] = {}
    # The order matters where verbs share a form: the surer verb replaces the one before.
    for group, needs in ("with_content", True), ("always", False):
        for row in lexicon[group]:
            for form, verb in _forms(row):
                has_hearer = row.split()[0] in lexicon["with_hearer"]
                forms[fold(form)] = replace(verb, needs_content=needs, has_hearer=has_hearer)
    for row in lexicon["with_object"]:
        for form, verb in _forms(row):
            # Inside a word ى is written ا, and the silent alef of the plural is dropped.
            stem = re.sub("ى$", "ا", re.sub("(?<=و)ا$", "", form))
            for pronoun in ("ه", "ها", "هم") if verb.kind == "verb" else ():
                forms[fold(f"{stem}{pronoun}")] = VerbForm("label", verb.agreement)
    for form in map(fold, lexicon["other_words"]):
        del forms[form]
    for form in map(fold, lexicon["impersonal"]):
        forms[form] = replace(forms[form], impersonal=True)
    for form in map(fold, lexicon["ambiguous"]):
        forms[form] = replace(forms[form], ambiguous=True)
    return forms


def verb_form(word: str) -> VerbForm | None:
    """Return the form that a folded word is, perhaps with an "and"; ``None`` for another word."""
    return verb_forms().get(word) or verb_forms().get(word.removeprefix("و"))


@cache
def reporting_words() -> frozenset[str]:
    """Return the folded words that tell that something is said; none is surely another word."""
    # With an object a form names what is spoken of and often introduces nothing said.
    verbs = set(map(fold, load("reporting_verbs")["nouns"]))
    for form, verb in verb_forms().items():
        if verb.kind != "label" and not verb.ambiguous:
            verbs.add(form)
    return frozenset(verbs)


@cache
def perfect_words() -> frozenset[str]:
    """Return the folded finite forms that tell that something was said ("said", "announced")."""
    found = set()
    for form, verb in verb_forms().items():
        if verb.kind == "verb" and not (verb.imperfect or verb.ambiguous):
            found.add(form)
    return frozenset(found)


def is_reporting_verb(word: str) -> bool:
    """Tell whether a folded word can be a reporting verb, with or without "and" or "so"."""
    return word in verb_forms() or (word[:1] in "وف" and word[1:] in verb_forms())


def _forms(row: str) -> Iterator[tuple[str, VerbForm]]:
    """Yield the forms of the verb of a row of the lexicon, as they are written."""
    preposition = fold(" ".join(row.split()[3:])) or None
    for form, agreement, mood in conjugated(row):
        kind: VerbKind = "participle" if mood == "participle" else "verb"
        imperfect = mood == "imperfect"
        yield form, VerbForm(kind, agreement, imperfect=imperfect, preposition=preposition)
