"""Questions and quantities that a topic may have, with the sentences suggested for each."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from ...language.arabic import WORD, alternatives, fold, stems
from ...language.cohesion import stands_alone
from ...language.lexicon import load
from ...language.numbers import Number
from ...model import Bilingual, Excerpt, Quote, Terms
from ..matching import hits
from .counting import RATE, counts, key_of_noun, rates
from .material import (
    Material,
    Occurrences,
    Thing,
    distinct_forms,
    is_reporting_word,
    thing_of,
    written_words,
)

_MOST_CITES = 4
"""Sentences suggested for one question or quantity."""
_LONGEST_SUGGESTED = 45
"""Words of a sentence that an answer shows whole."""
_MOST_STATUS = 2
"""Questions that open the brief."""
_MOST_ASKED = 2
"""Questions of one sort."""
_MOST_QUANTITIES = 6
_FEWEST_QUANTITIES = 3
"""Up to so many are added of which one story alone tells."""
_OFFICE = 40
"""Characters before a name in which the last word of an office stands."""
_MOST_DATES = 8
"""Written dates among the match words of a question."""
_ENGLISH_NUMBER = re.compile(r"\d+(?:,\d{3})*|[A-Za-z]+")
_ENGLISH_NOUN = re.compile(
    r"\s+(?:[A-Z][\w.]*\s+){0,2}"
    rf"((?:[a-z]{{4,}}\s+){{0,2}}[a-z]{{3,}}s\b|(?:{'|'.join(load('english')['plural']['words'])})\b)"
    r"|\s+([A-Z][a-z]{3,})"
)
"""After a number: up to the first plural; adjectives of origin are passed over."""


_NONE = alternatives(load("drafts")["no_apposition"])
_APPOSITION = re.compile(
    rf"\s?[،,]\s(?!(?:{_NONE})(?!\w))ال\w+|\s?[،,]?\sو?ه[وي]\s(?!ما\s|الامر\s)"
)
"""What stands behind a name in folded text and says what it is: "which is", "the". "Which is what"
and "is the matter that" speak of what is said, not of the name."""


class SuggestedQuestion(NamedTuple):
    """A question that may be asked, its match words and the sentences suggested for it.

    `untranslated` is a word in it whose English a person must decide; `status` tells that it asks
    how things stand.
    """

    id: str
    text: Bilingual
    match: Terms
    cites: Sequence[Excerpt]
    untranslated: str = ""
    status: bool = False


class Quantity(NamedTuple):
    """What numbers count: its nouns' forms, the numbers as written and the sentences.

    `cues` are the words beside the numbers that tell what happened to those who are counted; none
    where the noun alone says what is counted. `untranslated` is a noun whose English a person must
    decide. Sums of money, and "people" of whom nothing is told, are no figure to follow. Of a rate
    (`is_rate`) the nouns are those of what it is the rate of.
    """

    label: Bilingual
    question: Bilingual
    noun: Bilingual
    forms: tuple[str, ...]
    numbers: tuple[str, ...]
    cues: tuple[str, ...]
    cites: list[Excerpt]
    untranslated: str
    is_figure: bool
    is_rate: bool


def fill(template: str, **names: Bilingual) -> Bilingual:
    """Return a sentence of ``lexicon/drafts.toml`` with names in it, in both languages."""
    row = load("drafts").get(template) or load("drafts")["question"][template]
    arabic = row["ar"].format(**{key: name.ar for key, name in names.items()})
    english = row["en"].format(**{key: name.en for key, name in names.items()})
    return Bilingual(arabic, english[:1].upper() + english[1:])


def name_in_sentence(thing: Thing, material: Material) -> Bilingual:
    """Return a name with the article where the English of the stories mostly has it."""
    # A glossary has "water company", a sentence "the water company": the translations tell.
    the = load("drafts")["article"]
    name = re.compile(rf"(?<!\w)({the}\s+)?{re.escape(thing.name.en)}(?!\w)", re.IGNORECASE)
    with_article = []
    for cited in material.sentences:
        with_article += [bool(match[1]) for match in name.finditer(cited.sentence.en or "")]
    if thing.kind == "person" or sum(with_article) * 2 <= len(with_article):
        return thing.name
    return Bilingual(thing.name.ar, f"{the} {thing.name.en}")


def suggest_questions(
    material: Material, quotes: Sequence[Quote], quantities: Sequence[Quantity]
) -> list[SuggestedQuestion]:
    """Return questions of every sort, as far as there is a sentence to answer them."""
    questions: list[SuggestedQuestion] = []
    for sort, kind in (("what", "organisation"), ("who", "person")):
        for thing in material.of_kind(kind)[:_MOST_ASKED]:
            questions.append(_about_one(sort, thing, material))
    # What those say who are quoted most.
    by_name = {thing.name: thing for thing in material.entities}
    times = Counter(quote.speaker for quote in quotes if quote.speaker in by_name)
    for name in sorted(times, key=lambda name: (-times[name], name.ar, name.en))[:_MOST_ASKED]:
        cites = [quote.excerpt for quote in quotes if quote.speaker == name]
        # The verbs keep out sentences that only mention the speaker.
        verbs: list[str] = []
        for cited in cites:
            for word, start, end in written_words(cited.sentence.ar):
                if is_reporting_word(word):
                    verbs.append(cited.sentence.ar[start:end])
        questions.append(_about_one("says", by_name[name], material, distinct_forms(verbs), cites))
    questions += _when(material)
    for number, one in enumerate(quantities, 1):
        match = (one.cues or one.forms, one.numbers)
        ident, text = f"how-many-{number}", one.question
        questions.append(SuggestedQuestion(ident, text, match, one.cites, one.untranslated))
    asked = [question for question in questions if question.cites]
    # How things stand is asked where the newest article answers, best with "so far" or "now".
    newest = material.stories[0].slug if material.stories else ""
    current: list[SuggestedQuestion] = []
    mixed = {one.question for one in quantities if not one.is_figure}
    for question in asked:
        slugs = {cited.story.slug for cited in question.cites}
        current += [question] if newest in slugs and question.text not in mixed else []
    now: Terms = (tuple(load("drafts")["now"]),)
    current.sort(key=lambda asked: -sum(hits(cited.sentence.ar, now) for cited in asked.cites))
    status = {question.id for question in current[:_MOST_STATUS]}
    return [question._replace(status=question.id in status) for question in asked]


def _about_one(
    sort: str,
    thing: Thing,
    material: Material,
    words: tuple[str, ...] = (),
    cites: Sequence[Excerpt] = (),
) -> SuggestedQuestion:
    """Return a question on one thing, with the sentences given or else those that match best."""
    # A word without an entry has no id in Latin letters: its rank takes the place.
    match = (thing.forms, words) if words else (thing.forms,)
    ident = thing.entry.id if thing.entry else material.recurring.index(thing) + 1
    text = fill(sort, name=name_in_sentence(thing, material))
    untranslated = "" if thing.entry else thing.name.ar
    if not cites:
        # One sentence a story, as answers on the page have, so that every source is heard.
        found = [cited for cited in material.sentences if hits(cited.sentence.ar, match)]
        best: dict[str, Excerpt] = {}
        for cited in sorted(
            found, key=lambda c: (not _tells_who(c, thing), -hits(c.sentence.ar, match))
        ):
            best.setdefault(cited.story.slug, cited)
        # What says who somebody is answers, read alone or not.
        suggested = sorted(_first_cites(best.values()), key=lambda c: not _tells_who(c, thing))
    else:
        suggested = _first_cites(cites)
    return SuggestedQuestion(f"{sort}-{ident}", text, match, suggested, untranslated)


def _tells_who(cited: Excerpt, thing: Thing) -> bool:
    """Tell whether a sentence has an office before a name, or in apposition who or what it is."""
    text = fold(cited.sentence.ar)
    roles = thing.entry.roles if thing.entry else ()
    offices = set(stems(" ".join(office.name.ar for office in roles)))
    for form in map(fold, thing.forms):
        for name in re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", text):
            before = WORD.findall(text[max(0, name.start() - _OFFICE) : name.start()])[-1:]
            if offices.intersection(stems(" ".join(before))):
                return True
            if _APPOSITION.match(text, name.end()):
                return True
    return False


def _when(material: Material) -> Iterator[SuggestedQuestion]:
    """Yield which dates are given for what is dated most."""
    dated = material.dated()
    # People and places are in most dated sentences; what they did is what has dates. A bare word
    # has dates of everything, so that it is asked only where the glossary has nothing.
    things = material.of_kind("term", "organisation") or list(material.recurring)
    things.sort(key=lambda thing: -len(thing.cites.intersection(dated)))
    answered: set[str] = set()
    for thing in things[:_MOST_ASKED]:
        cites = [cited for cite, cited in dated.items() if cite in thing.cites]
        # A word whose sentences have all been asked after asks the same once more.
        if not thing.entry and answered.issuperset(str(cited.cite) for cited in cites):
            continue
        answered.update(str(cited.cite) for cited in cites)
        dates: list[str] = []
        for cited in cites:
            dates += [mention.text for mention in cited.times() if mention.when]
        if dates:
            yield _about_one("when", thing, material, distinct_forms(dates)[:_MOST_DATES], cites)


def _first_cites(cites: Iterable[Excerpt]) -> list[Excerpt]:
    """Return the sentences to suggest: first those that can be read alone, then what is short."""

    def unfit(cited: Excerpt) -> tuple[bool, bool]:
        text = cited.sentence.ar
        return not stands_alone(text), len(text.split()) > _LONGEST_SUGGESTED

    return sorted(cites, key=unfit)[:_MOST_CITES]


def find_quantities(material: Material) -> list[Quantity]:
    """Return what numbers count, that of most stories first."""
    occurrences: dict[str, Occurrences] = defaultdict(list)
    cues: dict[str, list[str]] = defaultdict(list)
    numbers: dict[str, list[str]] = defaultdict(list)
    values: dict[str, dict[str, set[float]]] = defaultdict(lambda: defaultdict(set))
    english: dict[str, Counter[str]] = defaultdict(Counter)
    for cited in material.sentences:
        for count in (*counts(cited), *rates(cited)):
            if not (count.noun and count.number.is_count):
                continue
            occurrences[count.key].append((count.noun, cited))
            cues[count.key] += [count.cue] if count.cue else []
            number = count.number
            values[count.key][cited.story.slug].add(number.value)
            numbers[count.key].append(cited.sentence.ar[number.start : number.end])
            if not number.percent:
                english[count.key].update(_english_noun(number, cited.sentence.en or ""))
    things = {key: thing_of(forms) for key, forms in occurrences.items()}
    keys = sorted(things, key=lambda key: (-len(things[key].slugs), -things[key].count, key))
    quantities = []
    currencies = {key_of_noun(ar): en for ar, en in load("drafts")["currencies"].items()}
    mixed = {*currencies, *map(key_of_noun, load("drafts")["generic"])}
    is_one = len(material.stories) == 1
    shared = sum(is_one or len(thing.slugs) > 1 for thing in things.values())
    for key in keys[: min(max(shared, _FEWEST_QUANTITIES), _MOST_QUANTITIES)]:
        # The noun of most translations; of equals the shortest, which has no adjective.
        words, thing = english[key], things[key]
        best = min(words, key=lambda word: (-words[word], len(word), word), default=thing.name.en)
        money = currencies.get(key, "")
        row = load("drafts")["counted"].get(key, {"ar": thing.forms[0], "en": money or best})
        name = Bilingual(row["ar"], row["en"])
        is_rate = key.startswith(f"{RATE} ")
        asked = replace(name, en=row.get("asked", name.en))
        counted = [cited for cited in material.sentences if str(cited.cite) in thing.cites]
        # Where most articles have several, they count parts: votes of parties, machines of works.
        several = [of_story for of_story in values[key].values() if len(of_story) > 1]
        is_of_parts = not cues[key] and 2 * len(several) > len(values[key])
        quantities.append(
            Quantity(
                label=fill("rate" if is_rate else "figure", noun=name),
                question=fill("how-high" if is_rate else "how-many", noun=asked),
                noun=name,
                forms=thing.forms,
                numbers=distinct_forms(numbers[key]),
                cues=distinct_forms(cues[key]),
                cites=_first_cites(counted),
                untranslated="" if cues[key] or money else name.ar,
                is_figure=key not in mixed and not is_of_parts,
                is_rate=is_rate,
            )
        )
    return quantities


def _english_noun(number: Number, english: str) -> list[str]:
    """Return the noun after the same number in the translation, if it is found there."""
    units = load("english")["units"]
    # Numbers are the one thing that is surely the same in both languages.
    for match in _ENGLISH_NUMBER.finditer(english):
        written = match.group().lower().replace(",", "")
        value = float(written) if written.isdigit() else units.get(written)
        noun = _ENGLISH_NOUN.match(english, match.end())
        if value == number.value and noun:
            return [noun[1] or noun[2]]
    return []
