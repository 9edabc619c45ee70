"""Reporting verbs ("say", "announce", "deny") in all forms that news text uses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from .arabic import fold
from .lexicon import load

Agreement = Literal["m", "f", "p"]
"""Masculine, feminine or plural: what the form of a verb says of its subject."""
VerbKind = Literal["verb", "participle", "label"]
"""A finite verb, a participle ("adding that"), or a verb with its object ("what he called")."""


@dataclass(frozen=True, slots=True)
class VerbForm:
    """One form of a reporting verb.

    `needs_content` is true where only "that", a colon, a quotation or the `preposition` after it
    tells that something is said. An `impersonal` form without a subject reports no speaker ("it is
    worth mentioning"); an `ambiguous` one is more often another word.
    """

    kind: VerbKind
    agreement: Agreement
    needs_content: bool = False
    imperfect: bool = False
    preposition: str | None = None
    impersonal: bool = False
    ambiguous: bool = False


@cache
def verb_forms() -> dict[str, VerbForm]:
    """Return every form of the reporting verbs, folded; without a joined "and"."""
    lexicon = load("reporting_verbs")
    forms: dict[str, VerbForm] = {}
    # The order matters where verbs share a form: the surer verb replaces the one before.
    for group in ("with_content", "always"):
        for row in lexicon[group]:
            forms.update(_conjugated(row, needs_content=group == "with_content"))
    for row in lexicon["with_object"]:
        perfect, imperfect, _ = row.split()
        for agreement, form in (*_perfect(perfect), *_imperfect(imperfect)):
            # Inside a word ى is written ا, and the silent alef of the plural is dropped.
            joined = form.removesuffix("ا") if form.endswith("وا") else form
            if form.endswith("ى"):
                joined = f"{form[:-1]}ا"
            for pronoun in ("ه", "ها", "هم"):
                forms[fold(f"{joined}{pronoun}")] = VerbForm("label", agreement)
    for form in map(fold, lexicon["impersonal"]):
        forms[form] = replace(forms[form], impersonal=True)
    for form in map(fold, lexicon["ambiguous"]):
        forms[form] = replace(forms[form], ambiguous=True)
    return forms


@cache
def reporting_words() -> frozenset[str]:
    """Return the folded words that tell that something is said; none is surely another word."""
    # With an object a form names what is spoken of and often introduces nothing said.
    verbs = set(map(fold, load("reporting_verbs")["nouns"]))
    for form, verb in verb_forms().items():
        if verb.kind != "label" and not verb.ambiguous:
            verbs.add(form)
    return frozenset(verbs)


def is_reporting_verb(word: str) -> bool:
    """Tell whether a folded word can be a reporting verb, with or without "and" or "so"."""
    return word in verb_forms() or (word[:1] in "وف" and word[1:] in verb_forms())


def _conjugated(row: str, *, needs_content: bool) -> Iterator[tuple[str, VerbForm]]:
    perfect, imperfect, participle, *rest = row.split()
    preposition = fold(rest[0]) if rest else None
    base = VerbForm("verb", "m", needs_content=needs_content, preposition=preposition)
    for agreement, form in _perfect(perfect):
        yield fold(form), replace(base, agreement=agreement)
    for agreement, form in _imperfect(imperfect):
        yield fold(form), replace(base, agreement=agreement, imperfect=True)
    # A participle that reports is a circumstance, so it is in the accusative.
    for agreement, ending in (("m", "ا"), ("f", "ة"), ("p", "ين")):
        if participle != "-":
            yield fold(participle + ending), replace(base, kind="participle", agreement=agreement)


def _perfect(verb: str) -> Iterator[tuple[Agreement, str]]:
    if verb == "-":
        return
    # A final ى is dropped before an ending (نفى, نفت), and there is no dual of its own.
    stem = verb.removesuffix("ى")
    yield from (("m", verb), ("f", f"{stem}ت"), ("p", f"{stem}وا"), ("p", f"{stem}تا"))
    if stem == verb:
        yield "p", f"{verb}ا"


def _imperfect(verb: str) -> Iterator[tuple[Agreement, str]]:
    if verb == "-":
        return
    # Gender is in the prefix, number in the ending; a final weak letter goes before ون.
    root = verb[1:]
    stem = root[:-1] if root.endswith(("ى", "ي")) else root
    yield from (("m", verb), ("f", f"ت{root}"), ("p", f"ي{stem}ون"), ("p", f"{verb}ان"))
