"""Where sources may contradict one another: candidates for a person, who alone can tell."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise, product
from typing import Literal, NamedTuple

from ...language.arabic import (
    alternatives,
    content_stems,
    fold,
    fold_with_offsets,
    folded_words,
    stem,
    words,
)
from ...language.lexicon import load
from ...language.negation import denied_stems, denying_words
from ...model import Excerpt, FigureValue
from ..differences import goes_with
from ..facts import month_fact
from ..matching import overlap, padded_stems, padded_terms
from .counting import counts, rates
from .material import Material, is_reporting_word

_MOST_DISPUTES = 15
_ALIKE = 0.6
"""Share of stems from which two sentences speak of one thing, where nothing else tells."""
_OBJECT = 0.5
"""Share of the words that somebody denies, from which another sentence says them."""
_FEWEST_DENIED = 3
"""Such words."""
_OBJECT_BEFORE = 0.25
"""The share for the sentence right before, which a denial mostly answers."""
_FEWEST_STEMS = 5
"""Stems of a sentence that is compared."""
_DENIED = 2
"""Words of meaning after a negation that it may deny."""
_MONTHS = 62
"""Days between two articles that may speak of one state of things."""
_LATEST_COMPARED = 60
"""Readings of one thing that a new one is compared with: a bound, so that cost stays linear."""
_CONJUNCTIONS = "وف"
_ENDS_CLAUSE = re.compile(r"[،؛:.«\"“]")
_NAMES = ("denials", "refusals", "said_before")
_DENIALS, _REFUSALS, _BEFORE = (alternatives(load("drafts")[name]) for name in _NAMES)
_REFUSED = rf"(?:{_REFUSALS})(?=(?:\s\w+){{0,3}}\s(?:{_BEFORE})(?!\w))"
_DENIAL = re.compile(rf"(?<!\w)[وف]?(?:(?:{_DENIALS})|{_REFUSED})(?!\w)")
"""A verb of denial, or of refusal with what was said before behind it."""
Scope = tuple[str, str]
"""A kind of place or event, and its name; either may be empty."""


Why = Literal[
    "a claim and its denial in one sentence",
    "what is said, and its denial",
    "two numbers in one sentence, of two sources",
    "one thing counted, with two values",
    "what is said, and its answer",
    "what one source denies another asserts",
]
"""What may be a dispute; the desk has a string for each."""


class PossibleDispute(NamedTuple):
    """A dispute that may be one: why, and the sentence or sentences of each view."""

    why: Why
    views: tuple[Excerpt, ...]


def suggest_disputes(material: Material) -> list[PossibleDispute]:
    """Return at most fifteen candidates, no sentence in two of them, the surest kinds first.

    An accusation and its denial in one sentence; what is denied, with where it is said; two counts
    of one thing, in one sentence or two; what answers the sentence before by a negation; nearly
    the same words with a negation and without.
    """
    found: list[PossibleDispute] = []
    shown: set[str] = set()
    finders = (_in_one, _denied, _counted_in_one, _counted_twice, _answered, _opposed)
    for finder in finders:
        for candidate in finder(material):
            cites = {str(excerpt.cite) for excerpt in candidate.views}
            if shown.isdisjoint(cites):
                found.append(candidate)
                shown |= cites
    return found[:_MOST_DISPUTES]


def _in_one(material: Material) -> Iterator[PossibleDispute]:
    """Yield the sentences in which somebody accuses and somebody denies."""
    claims, denials = (folded_words("drafts", name) for name in ("claims", "denials"))
    for cited in material.sentences:
        bare = [word.lstrip(_CONJUNCTIONS) for word in words(cited.sentence.ar)]
        claimed = [place for place, word in enumerate(bare) if word in claims]
        denied = [place for place, word in enumerate(bare) if word in denials]
        if claimed and denied and claimed[0] < denied[-1]:
            yield PossibleDispute("a claim and its denial in one sentence", (cited,))


def _denied(material: Material) -> Iterator[PossibleDispute]:
    """Yield the sentences in which somebody denies, each with the one that says it."""
    having: dict[str, list[Excerpt]] = defaultdict(list)
    for cited in material.sentences:
        if not denying_words(cited.sentence.ar, "ar"):
            for word in set(content_stems(cited.sentence.ar)):
                having[word].append(cited)
    for place, cited in enumerate(material.sentences):
        folded = fold(cited.sentence.ar)
        verb = _DENIAL.search(folded)
        if verb is None:
            continue
        # What is denied: the words behind the verb, up to the next comma.
        clause = _ENDS_CLAUSE.split(folded[verb.end() :], maxsplit=1)[0]
        before = material.sentences[place - 1] if place else None
        previous = before if before and before.story is cited.story else None
        if previous and _points_back(clause):
            yield PossibleDispute("what is said, and its denial", (previous, cited))
            continue
        denied = set(content_stems(_without_subject(clause, material)))
        best: tuple[float, Excerpt] | None = None
        near = {str(other.cite): other for word in denied for other in having[word]}
        for other in near.values():
            shared = denied.intersection(content_stems(other.sentence.ar))
            share = len(shared) / len(denied)
            is_enough = len(shared) >= _FEWEST_DENIED and share >= _OBJECT
            is_enough = is_enough or (other is previous and share >= _OBJECT_BEFORE)
            is_better = is_enough and (best is None or share > best[0])
            if is_better and other is not cited and _is_near(other, cited):
                best = share, other
        if best:
            yield PossibleDispute("what is said, and its denial", (best[1], cited))


def _points_back(clause: str) -> bool:
    """Tell whether what a folded clause denies is only named by a word such as "this"."""
    said = words(clause)
    named = folded_words("drafts", "said_before")
    return not named.isdisjoint(said) or not folded_words("drafts", "that").isdisjoint(said[-1:])


def _without_subject(clause: str, material: Material) -> str:
    """Return a clause without the name of whoever denies, which stands right behind the verb."""
    padded = padded_stems(clause)
    for thing in material.entities:
        for form in padded_terms((thing.forms,))[0]:
            if padded.startswith(form) and form.strip():
                return padded[len(form) :]
    return padded


def _is_near(one: Excerpt, other: Excerpt) -> bool:
    """Tell whether two articles are of one time, as far as their dates are known."""
    ours, theirs = one.story.published, other.story.published
    if one.story is other.story or not (ours and theirs):
        return True
    return abs((ours.when.start - theirs.when.start).days) <= _MONTHS


def _counted_in_one(material: Material) -> Iterator[PossibleDispute]:
    """Yield the sentences in which another source gives another number: "while X says that"."""
    another = re.compile(rf"(?<!\w)(?:{alternatives(load('drafts')['another'])})\s(\w+)")
    tallies = {stem(word) for word in folded_words("drafts", "tallies")}
    for cited in material.sentences:
        folded = fold_with_offsets(cited.sentence.ar)
        turn = another.search(folded.text)
        if turn is None or not is_reporting_word(turn[1]):
            continue
        is_tally = not tallies.isdisjoint(map(stem, words(folded.text[turn.end() :])))
        place, found = folded.offsets[turn.start()], list(counts(cited))
        first = [one for one in found if one.number.start < place]
        second = [one for one in found if one.number.start >= place]
        for a, b in product(first, second):
            is_same = a.key == b.key if b.key else is_tally
            if is_same and a.number.value != b.number.value:
                yield PossibleDispute("two numbers in one sentence, of two sources", (cited,))


def _counted_twice(material: Material) -> Iterator[PossibleDispute]:
    """Yield pairs of sentences of one time that count one thing and do not agree."""
    readings: dict[str, list[tuple[list[FigureValue], Excerpt]]] = defaultdict(list)
    for cited in material.sentences:
        own: dict[str, list[FigureValue]] = defaultdict(list)
        for count in (*counts(cited), *rates(cited)) if cited.story.published else ():
            number = count.number
            # "May reach 150,000" goes with 15,000, and an editor should look at both.
            qualifier = None if number.qualifier == "up to" else number.qualifier
            value = FigureValue(number.value, qualifier, None, (cited,), is_rate=number.percent)
            own[count.key].append(value)
        own.pop("", None)
        for key, values in own.items():
            for known, other in readings[key][-_LATEST_COMPARED:]:
                # One value in common is enough: others are then of other things. A tenth more is
                # what a month or another rounding makes, but not of a rate.
                counted = [value for value in known if not value.is_rate]
                rounded = [replace(value, qualifier="about") for value in counted]
                is_alike = any(goes_with(*pair) for pair in product((*known, *rounded), values))
                if is_alike or not _is_near(cited, other):
                    continue
                if _count_one_thing(cited, other, material):
                    yield PossibleDispute("one thing counted, with two values", (other, cited))
            readings[key].append((values, cited))


def _count_one_thing(one: Excerpt, other: Excerpt, material: Material) -> bool:
    """Tell whether two sentences may count in one place and time, as far as they name them."""
    months, others = _months(one), _months(other)
    if months and others and months.isdisjoint(others):
        return False
    share = overlap(content_stems(one.sentence.ar), content_stems(other.sentence.ar))
    return share >= _ALIKE or _is_one_scope(_scopes(one, material), _scopes(other, material))


def _months(cited: Excerpt) -> set[str]:
    """Return the months of the dates that a sentence names."""
    named = [mention.when for mention in cited.times() if mention.when]
    return {month_fact(when) for when in named if when.precision in ("day", "week", "month")}


def _scopes(cited: Excerpt, material: Material) -> set[Scope]:
    """Return where, or in what event, a sentence counts: kinds with their names, and places."""
    kinds = {stem(word) for word in folded_words("drafts", "scopes")}
    found: set[Scope] = set()
    for word, following in pairwise((*words(cited.sentence.ar), "")):
        kind = stem(word) if stem(word) in kinds else stem(word[1:])
        if kind in kinds:
            # "The village" has been named before.
            name = "" if "ال" in word[:3] else "".join(content_stems(following))
            found.add((kind, name))
    for thing in material.of_kind("place"):
        # A country is where everything is.
        if thing.entry and not thing.entry.adjective and str(cited.cite) in thing.cites:
            found.add(("", thing.entry.id))
    return found


def _is_one_scope(ours: set[Scope], theirs: set[Scope]) -> bool:
    """Tell whether two sentences may count in one place: a kind in common, no other name of it."""
    shared: set[str] = set()
    for kind in dict(ours).keys() & dict(theirs).keys():
        names = {name for known, name in ours if known == kind and name}
        others = {name for known, name in theirs if known == kind and name}
        if not (names and others and names.isdisjoint(others)):
            shared.add(kind)
        elif kind:
            return False
    return bool(shared)


def _answered(material: Material) -> Iterator[PossibleDispute]:
    """Yield the sentences that answer the one before, of which one denies: "in contrast"."""
    opening = re.compile(rf"[وف]?(?:{alternatives(load('drafts')['contrast'])})(?!\w)")
    for before, cited in pairwise(material.sentences):
        if before.story is not cited.story or not opening.match(fold(cited.sentence.ar)):
            continue
        texts = before.sentence.ar, cited.sentence.ar
        is_denial = [bool(denied_stems(text, "ar", _DENIED)) for text in texts]
        shared = set(content_stems(texts[0])).intersection(content_stems(texts[1]))
        if is_denial[0] != is_denial[1] and shared:
            yield PossibleDispute("what is said, and its answer", (before, cited))


def _opposed(material: Material) -> Iterator[PossibleDispute]:
    """Yield pairs of sources of which one denies what the other asserts, the most alike first."""
    asserting: dict[str, list[Excerpt]] = defaultdict(list)
    for cited in material.sentences:
        stems = set(content_stems(cited.sentence.ar))
        # Two words are shared by everything that is on the subject.
        if len(stems) >= _FEWEST_STEMS and not denied_stems(cited.sentence.ar, "ar", _DENIED):
            for word in stems:
                asserting[word].append(cited)
    pairs: list[tuple[float, PossibleDispute]] = []
    silent = folded_words("drafts", "silent")
    for cited in material.sentences:
        own = content_stems(cited.sentence.ar)
        # Whoever did not answer denies nothing.
        if not silent.isdisjoint(words(cited.sentence.ar)):
            continue
        for denied_stem in denied_stems(cited.sentence.ar, "ar", _DENIED):
            for other in asserting[denied_stem]:
                share = overlap(own, content_stems(other.sentence.ar))
                if other.story is not cited.story and share >= _ALIKE and _is_near(other, cited):
                    why: Why = "what one source denies another asserts"
                    pairs.append((share, PossibleDispute(why, (other, cited))))
    for _, candidate in sorted(pairs, key=lambda pair: -pair[0]):
        yield candidate
