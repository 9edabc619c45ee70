"""A topic drafted from the stories at hand, as TOML for a person to finish.

Everything in it is from the stories, the glossary, or the sentences of ``lexicon/drafts.toml``;
what a person must decide is a comment that begins with TODO.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations, islice
from typing import NamedTuple

from ..glossary import Entry, Glossary, Kind
from ..lexicon import load
from ..model import Bilingual, Excerpt, Story, TimeRef
from ..parse.arabic import WORD, content_stems, fold, fold_with_offsets, stem, stems
from ..parse.numbers import Number, find_numbers
from ..summarise import stands_alone
from .answers import answer
from .compose import newest_first
from .figures import follow
from .matching import citable, excerpt, has_any
from .quotes import find_quotes
from .topics import FigureSpec, Question, Terms

MOST_NAMED = 10
"""Things listed of one kind."""
OFTEN = 4
"""Times a word must recur where only one story has it."""
SWALLOWED = 0.6
"""Share of a word's occurrences within one phrase from which on the phrase stands for it."""
MOST_TELLING = 5
"""Things whose forms make the first group of `about`."""
MOST_PLACES = 3
MOST_EVENTS = 8
MOST_FORMS = 4
"""Written forms of one thing in a group; more are rare spellings."""
MOST_SIDES = 4
MOST_ASKED = 2
"""Candidates for questions of one sort."""
MOST_CITES = 4
MOST_FIGURES = 6
FIRST_WORDS = 12
"""Words by which a suggested sentence is recognised."""
ONE = 1
"""One and its fractions ("one of", "a third") count nothing."""
BREAK = re.compile(r"[^\w\s]")
COUNTED = re.compile(r"\s+([\u0620-\u0652\u0670-\u06d3]{3,})(?!\w)")
ENGLISH_NUMBER = re.compile(r"\d+(?:,\d{3})*|[A-Za-z]+")
ENGLISH_NOUN = re.compile(
    r"\s+(?:[A-Z][\w.]*\s+){0,2}((?:[a-z]{4,}\s+){0,2}[a-z]{3,}s\b|[a-z]{4,})|\s+([A-Z][a-z]{3,})"
)
"""Behind a number: up to the first plural, else one word; adjectives of origin are passed over."""


@dataclass(frozen=True, slots=True)
class Thing:
    """What the stories speak of: its forms as written, how often, in which stories and sentences.

    `entry` is the glossary's, ``None`` for a word or phrase it does not have.
    """

    name: Bilingual
    forms: tuple[str, ...]
    count: int
    slugs: frozenset[str]
    cites: frozenset[str]
    entry: Entry | None = None

    @property
    def kind(self) -> Kind | None:
        """Return the glossary's kind, ``None`` for a word it does not have."""
        return self.entry.kind if self.entry else None


@dataclass(slots=True)
class Tally:
    """What was seen of one thing while the stories are read."""

    written: Counter[str] = field(default_factory=Counter)
    slugs: set[str] = field(default_factory=set)
    cites: set[str] = field(default_factory=set)

    def see(self, written: str, cited: Excerpt) -> None:
        """Count one more occurrence."""
        self.written[" ".join(written.split())] += 1
        self.slugs.add(cited.story.slug)
        self.cites.add(str(cited.cite))

    def thing(self, name: Bilingual | None, entry: Entry | None = None) -> Thing:
        """Return the whole; a thing without a name is called by its most frequent form."""
        forms = _forms(self.written)
        shown = name or Bilingual(forms[0], load("drafts")["untranslated"].format(ar=forms[0]))
        count = self.written.total()
        return Thing(shown, forms, count, frozenset(self.slugs), frozenset(self.cites), entry)


@dataclass(frozen=True, slots=True)
class Material:
    """All that a draft is made of, most telling first."""

    stories: tuple[Story, ...]
    sentences: tuple[Excerpt, ...]
    entities: tuple[Thing, ...]
    terms: tuple[Thing, ...]
    recurring: tuple[Thing, ...]

    def of_kind(self, *kinds: Kind) -> list[Thing]:
        """Return the entities of some kinds."""
        return [thing for thing in self.entities if thing.kind in kinds]


class Candidate(NamedTuple):
    """A question that may be asked, with the sentences suggested for it."""

    id: str
    text: Bilingual
    match: Terms
    cites: tuple[Excerpt, ...]
    note: str = ""


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
        return _forms(Counter(found))


def draft_topic(name: str, stories: Sequence[Story], glossary: Glossary) -> str:
    """Return the TOML text of a topic called `name`, which loads as it is."""
    material = _read(stories, glossary)
    counted = _counted(material)
    parts = [
        *_head(name, material),
        *_subject(name, material),
        *_sides(material),
        *_questions(material, glossary, counted),
        *_figures(counted),
    ]
    return "\n".join(parts).rstrip() + "\n"


# ------------------------------------------------------------------ reading the stories


def _read(stories: Sequence[Story], glossary: Glossary) -> Material:
    ordered = tuple(sorted(stories, key=newest_first))
    sentences = tuple(excerpt(story, s) for story in ordered for _, s in citable(story))
    terms = _terms(sentences, glossary)
    recurring = tuple(_without_swallowed([t for t in terms if _recurs(t)]))
    return Material(ordered, sentences, _entities(sentences, glossary), terms, recurring)


def _entities(sentences: Iterable[Excerpt], glossary: Glossary) -> tuple[Thing, ...]:
    tallies: dict[str, Tally] = {}
    for cited in sentences:
        folded = fold_with_offsets(cited.sentence.ar)
        for mention in (m for m in glossary.mentions(cited.sentence.ar) if m.start < m.end):
            start = _word_start(folded.text, mention.start)
            first, last = folded.span(start, mention.end)
            written = cited.sentence.ar[first:last]
            tallies.setdefault(mention.entry.id, Tally()).see(written, cited)
    entries = ((glossary.entries[entry_id], tally) for entry_id, tally in tallies.items())
    return _ranked(tally.thing(entry.name, entry) for entry, tally in entries)


def _word_start(folded: str, start: int) -> int:
    """Return where the word begins that a name stands in: prefixes are part of a match word."""
    while start > 0 and WORD.fullmatch(folded[start - 1]):
        start -= 1
    return start


def _forms(written: Counter[str]) -> tuple[str, ...]:
    """Return the forms that differ for a match, most frequent first."""
    by_stems: dict[tuple[str, ...], str] = {}
    for form in sorted(written, key=lambda f: (-written[f], len(f), f)):
        by_stems.setdefault(tuple(stems(form)), form)
    return tuple(by_stems.values())


def _ranked(things: Iterable[Thing]) -> tuple[Thing, ...]:
    return tuple(sorted(things, key=lambda t: (-len(t.slugs), -t.count, t.name.ar, t.name.en)))


def _terms(sentences: Iterable[Excerpt], glossary: Glossary) -> tuple[Thing, ...]:
    """Return the words and two-word phrases of meaning that the glossary does not have."""
    tallies: dict[tuple[str, ...], Tally] = {}
    for cited in sentences:
        for run in _runs(cited, glossary):
            for size in (1, 2):
                for phrase in zip(*(run[i:] for i in range(size)), strict=False):
                    key = tuple(stem(fold(word)) for word in phrase)
                    tallies.setdefault(key, Tally()).see(" ".join(phrase), cited)
    return _ranked(tally.thing(None) for tally in tallies.values())


def _runs(cited: Excerpt, glossary: Glossary) -> Iterator[list[str]]:
    """Yield words of meaning that stand side by side, as written; names and dates divide them."""
    text = cited.sentence.ar
    folded = fold_with_offsets(text)
    taken = [(m.start, m.end) for m in glossary.mentions(text)]
    dates = [(t.start, t.start + len(t.text)) for t in _times(cited)]
    adjectives = {stem(adjective) for adjective in glossary.adjectives()}
    run: list[str] = []
    last = 0
    for word in WORD.finditer(folded.text):
        first, end = folded.span(*word.span())
        named = any(a < word.end() and word.start() < b for a, b in taken)
        dated = any(a < end and first < b for a, b in dates)
        empty = not content_stems(word.group()) or word.group() in _speech()
        if BREAK.search(folded.text[last : word.start()]):
            yield run
            run = []
        origin = stem(word.group()) in adjectives
        if named or dated or empty or origin or word.group().isdigit():
            yield run
            run = []
        else:
            run.append(text[first:end])
        last = word.end()
    yield run


def _times(cited: Excerpt) -> list[TimeRef]:
    return [ref for ref in cited.story.times if ref.sentence == cited.sentence.id]


@cache
def _speech() -> frozenset[str]:
    """Return the verbs of speech, folded, as they may open a sentence, too."""
    verbs = [fold(verb) for verb in load("drafts")["said"]]
    return frozenset(form for verb in verbs for form in (verb, f"و{verb}", f"ف{verb}"))


def _recurs(term: Thing) -> bool:
    return len(term.slugs) > 1 or term.count >= OFTEN


def _without_swallowed(terms: Sequence[Thing]) -> Iterator[Thing]:
    """Yield terms without words that mostly occur inside one of the phrases."""
    phrases = [(set(stems(t.forms[0])), t.count) for t in terms if " " in t.forms[0]]
    for term in terms:
        own = set(stems(term.forms[0]))
        inside = (count for words, count in phrases if own < words)
        if not any(count >= SWALLOWED * term.count for count in inside):
            yield term


# ------------------------------------------------------------------ the parts of the draft


def _head(name: str, material: Material) -> Iterator[str]:
    """Yield comments that say what the draft was made from."""
    yield _comment("head", name=name, count=str(len(material.stories)))
    days = sorted(s.published.value[:10] for s in material.stories if s.published)
    told = sorted(ref.value for s in material.stories for ref in s.times if ref.value)
    none = load("drafts")["comments"]["none"]
    ends = {"first": days[0], "last": days[-1]} if days else {"first": none, "last": none}
    yield _comment("span", **ends, told=f"{told[0]} – {told[-1]}" if told else none)
    for story in material.stories:
        date = story.published.value[:10] if story.published else "?"
        yield _comment("story", date=date, slug=story.slug, title=story.title.ar)
    yield "#"
    kinds: tuple[tuple[str, Kind], ...] = (
        ("people", "person"),
        ("bodies", "organisation"),
        ("places", "place"),
        ("notions", "term"),
    )
    for label, kind in kinds:
        yield from _listed(label, material.of_kind(kind))
    yield from _listed("terms", material.recurring)
    yield ""


def _listed(label: str, things: Sequence[Thing]) -> Iterator[str]:
    """Yield one comment a thing, with how often and in how many stories it is named."""
    if things:
        yield f"{_comment(label)}:"
    for thing in things[:MOST_NAMED]:
        name = f"{thing.entry.id}: {thing.name.ar}" if thing.entry else thing.forms[0]
        yield f"#   {_plain(name)} ({thing.count}, {len(thing.slugs)})"


def _subject(name: str, material: Material) -> Iterator[str]:
    """Yield title, `about`, `events` and intro."""
    telling, narrower = _about(material)
    yield _comment("title")
    yield f"title = {_table(_filled('title', name=_called(name, material)))}"
    yield ""
    yield _comment("about")
    if narrower:
        yield _comment("narrower", group=", ".join(map(_quoted, narrower)))
    yield f"about = {_groups((telling,) if telling else ())}"
    dated = {str(c.cite) for c in material.sentences if any(t.value for t in _times(c))}
    moving = [t for t in _telling(material) if t.cites & dated]
    yield ""
    yield _comment("events")
    if moving:
        yield f"events = {_groups((_group(moving[:MOST_EVENTS]),))}"
    yield ""
    intro = _filled("intro", name=_called(name, material))
    yield from ("[intro]", f"ar = {_quoted(intro.ar)}", f"en = {_quoted(intro.en)}", "")


def _called(name: str, material: Material) -> Bilingual:
    """Return what the topic is called for now: its two most telling names, or the name given."""
    spaced = name.replace("-", " ")
    first = next(iter(material.of_kind("organisation", "term", "person")), None)
    place = next(iter(material.of_kind("place")), None)
    called = [_in_sentence(thing, material.stories) for thing in (first, place) if thing]
    if not called:
        return Bilingual(spaced, spaced)
    return called[0] if len(called) == 1 else _joined("and", *called)


def _joined(key: str, a: Bilingual, b: Bilingual) -> Bilingual:
    row = load("drafts")[key]
    return Bilingual(row["ar"].format(a=a.ar, b=b.ar), row["en"].format(a=a.en, b=b.en))


def _telling(material: Material) -> list[Thing]:
    """Return what tells a subject: names and terms that are no places, then recurring words."""
    return [*material.of_kind("organisation", "term", "person"), *material.recurring]


def _about(material: Material) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return a group of words that every story has one of, and places that would narrow it."""
    chosen = _telling(material)[:MOST_TELLING]
    pool = [*_telling(material), *material.entities, *material.terms]
    for story in material.stories:
        if any(story.slug in thing.slugs for thing in chosen):
            continue
        chosen += islice((t for t in pool if story.slug in t.slugs), 1)
    return _group(chosen), _group(material.of_kind("place")[:MOST_PLACES])


def _group(things: Iterable[Thing]) -> tuple[str, ...]:
    """Return the forms of things, without those that have a shorter one of them inside."""
    forms = list(dict.fromkeys(form for thing in things for form in thing.forms[:MOST_FORMS]))
    kept: list[str] = []
    for form in sorted(forms, key=lambda f: len(stems(f))):
        if not has_any(form, tuple(kept)):
            kept.append(form)
    return tuple(form for form in forms if form in kept)


def _sides(material: Material) -> Iterator[str]:
    """Yield countries and bodies with those who belong to them by name or by office."""
    yield from (_comment("sides"), "")
    days = [s.published.value[:10] for s in material.stories if s.published]
    placed: set[str] = set()
    shown = 0
    for head in material.of_kind("place", "organisation"):
        if shown == MOST_SIDES or head.entry is None or head.entry.id in placed:
            continue
        if head.kind == "place" and not _is_country(head):
            continue
        members = [m.entry for m in material.entities if m.entry and m.entry.id not in placed]
        own = [e for e in members if e != head.entry and _belongs(e, head.entry, days)]
        if own:
            shown += 1
            placed |= {head.entry.id, *(entry.id for entry in own)}
            yield from _side(head.entry, own)


def _side(head: Entry, own: Sequence[Entry]) -> Iterator[str]:
    yield "[[side]]"
    yield f"id = {_quoted(head.id)}"
    yield f"ar = {_quoted(head.name.ar)}"
    yield f"en = {_quoted(_capital(head.name.en))}"
    yield f"entries = {_list([head.id, *(entry.id for entry in own)])}"
    yield ""


def _belongs(entry: Entry, head: Entry, days: Sequence[str]) -> bool:
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


# ------------------------------------------------------------------ questions


def _questions(material: Material, glossary: Glossary, counted: Sequence[Counted]) -> Iterator[str]:
    yield from (_comment("questions"), "")
    for candidate in _candidates(material, glossary, counted):
        cites = sorted(candidate.cites, key=lambda e: not stands_alone(e.sentence.ar))
        if not cites:
            continue
        if candidate.note:
            yield candidate.note
        yield "[[question]]"
        yield f"id = {_quoted(candidate.id)}"
        yield f"ar = {_quoted(candidate.text.ar)}"
        yield f"en = {_quoted(candidate.text.en)}"
        yield f"match = {_groups(candidate.match)}"
        yield f"cites = [ {_comment('cites')}"
        yield from (_suggested(cited) for cited in cites[:MOST_CITES])
        yield from ("]", "")


def _suggested(cited: Excerpt) -> str:
    """Return a cite as a comment that counts once its mark is taken away, with its first words."""
    words = cited.sentence.ar.split()
    first = " ".join(words[:FIRST_WORDS]) + (" …" if len(words) > FIRST_WORDS else "")
    return f"  # {_quoted(str(cited.cite))}, # {_plain(first)}"


def _candidates(
    material: Material, glossary: Glossary, counted: Sequence[Counted]
) -> Iterator[Candidate]:
    """Yield questions of every sort, with their match words and the sentences suggested."""
    yield from _who_and_what(material)
    yield from _says(material, glossary)
    yield from _when(material)
    for number, one in enumerate(counted, 1):
        text = _asked("how-many", noun=one.noun)
        match = (one.spec.nouns, one.numbers())
        note = _comment("english", noun=one.noun.ar)
        yield Candidate(f"how-many-{number}", text, match, one.cites, note)
    yield from _links(material)


def _who_and_what(material: Material) -> Iterator[Candidate]:
    for sort, kind in WHO_AND_WHAT:
        for thing in material.of_kind(kind)[:MOST_ASKED]:
            yield _about_one(sort, thing, (), material)


WHO_AND_WHAT: tuple[tuple[str, Kind], ...] = (("what", "organisation"), ("who", "person"))


def _about_one(
    sort: str,
    thing: Thing,
    words: tuple[str, ...],
    material: Material,
    cites: Sequence[Excerpt] = (),
) -> Candidate:
    """Return a question on one thing, with the sentences given or else those that answer it."""
    match = (thing.forms, words) if words else (thing.forms,)
    ident = f"{sort}-{thing.entry.id}" if thing.entry else f"{sort}-{_place(thing, material)}"
    text = _asked(sort, name=_in_sentence(thing, material.stories))
    found = tuple(cites) or _answers(text, match, material)
    note = "" if thing.entry else _comment("english", noun=thing.name.ar)
    return Candidate(ident, text, match, found, note)


def _place(thing: Thing, material: Material) -> int:
    return material.recurring.index(thing) + 1


def _answers(text: Bilingual, match: Terms, material: Material) -> tuple[Excerpt, ...]:
    question = Question("draft", text, match, limit=MOST_CITES)
    return answer(question, material.stories).excerpts


def _says(material: Material, glossary: Glossary) -> Iterator[Candidate]:
    """Yield what those say who are quoted most."""
    quotes = find_quotes(material.stories, glossary, ())
    by_name = {thing.name: thing for thing in material.of_kind("person", "organisation", "place")}
    often = Counter(quote.speaker for quote in quotes if quote.speaker in by_name)
    ranked = sorted(often, key=lambda name: (-often[name], name.ar, name.en))
    for name in ranked[:MOST_ASKED]:
        cites = [q.excerpt for q in quotes if q.speaker == name]
        verbs = _forms(Counter(verb for cited in cites for verb in _verbs(cited)))
        yield _about_one("says", by_name[name], verbs, material, cites)


def _verbs(cited: Excerpt) -> list[str]:
    """Return the verbs of speech of a sentence, as written."""
    folded = fold_with_offsets(cited.sentence.ar)
    spoken = (m.span() for m in WORD.finditer(folded.text) if m.group() in _speech())
    return [cited.sentence.ar[slice(*folded.span(*span))] for span in spoken]


def _when(material: Material) -> Iterator[Candidate]:
    """Yield which dates are told of what is dated most."""
    dated = [c for c in material.sentences if any(t.value for t in _times(c))]
    ids = {str(c.cite) for c in dated}
    telling = [*material.of_kind("term", "organisation"), *material.recurring]
    ranked = sorted((t for t in telling if t.cites & ids), key=lambda t: -len(t.cites & ids))
    for thing in ranked[:MOST_ASKED]:
        own = [c for c in dated if str(c.cite) in thing.cites]
        said = Counter(t.text for c in own for t in _times(c) if t.value)
        yield _about_one("when", thing, _forms(said)[:MOST_EVENTS], material, own)


def _links(material: Material) -> Iterator[Candidate]:
    """Yield what connects those named in one sentence in most stories, none inside the other."""
    named = material.of_kind("person", "organisation", "place")
    things = [thing for thing in named if thing.kind != "place" or _is_country(thing)][:MOST_NAMED]
    pairs = [
        (-len(a.slugs & b.slugs), -len(a.cites & b.cites), i, a, b)
        for i, (a, b) in enumerate(combinations(things, 2))
        if a.cites & b.cites and _apart(a, b)
    ]
    for *_, a, b in sorted(pairs, key=lambda pair: pair[:3])[:MOST_ASKED]:
        names = [_in_sentence(thing, material.stories) for thing in (a, b)]
        text = _asked("links", a=names[0], b=names[1])
        match = (a.forms, b.forms)
        ident = f"links-{a.entry.id if a.entry else ''}-{b.entry.id if b.entry else ''}"
        yield Candidate(ident, text, match, _answers(text, match, material))


def _is_country(thing: Thing) -> bool:
    """Tell whether a place has an adjective, so that it can be a party."""
    return thing.kind == "place" and thing.entry is not None and bool(thing.entry.adjective)


def _apart(a: Thing, b: Thing) -> bool:
    """Tell whether neither of two belongs to the other by its name or an office."""
    if a.entry is None or b.entry is None:
        return False
    return not _belongs(a.entry, b.entry, ()) and not _belongs(b.entry, a.entry, ())


def _asked(sort: str, **fill: Bilingual) -> Bilingual:
    return _fill(load("drafts")["question"][sort], fill)


def _in_sentence(thing: Thing, stories: Sequence[Story]) -> Bilingual:
    """Return a name with the article where the English of the stories mostly has it."""
    name = re.escape(thing.name.en)
    the = load("drafts")["article"]
    found = re.compile(rf"(?<!\w)({the}\s+)?{name}(?!\w)", re.IGNORECASE)
    texts = (s.en or "" for story in stories for s in story.segments())
    seen = [bool(match[1]) for text in texts for match in found.finditer(text)]
    if thing.kind == "person" or sum(seen) * 2 <= len(seen):
        return thing.name
    return Bilingual(thing.name.ar, f"{the} {thing.name.en}")


# ------------------------------------------------------------------ figures


def _counted(material: Material) -> tuple[Counted, ...]:
    """Return the nouns that stand behind numbers, those of most stories first."""
    tallies: dict[str, Tally] = {}
    english: dict[str, Counter[str]] = {}
    for cited in material.sentences:
        for number, noun in _numbered(cited):
            key = stem(stem(fold(noun)))
            tallies.setdefault(key, Tally()).see(noun, cited)
            english.setdefault(key, Counter()).update(_english_noun(number, cited.sentence.en))
    things = {key: tally.thing(None) for key, tally in tallies.items()}
    order = {thing: place for place, thing in enumerate(_ranked(things.values()))}
    keys = sorted(things, key=lambda key: order[things[key]])
    made = (_to_follow(things[key], english[key], material) for key in keys)
    return tuple(islice((one for one in made if one), MOST_FIGURES))


def _to_follow(noun: Thing, said: Counter[str], material: Material) -> Counted | None:
    """Return a quantity to follow, ``None`` where following it gives no reading."""
    best = min(said, key=lambda word: (-said[word], len(word), word), default="")
    name = Bilingual(noun.forms[0], best or noun.name.en)
    spec = FigureSpec("figure", _filled("figure", noun=name), name, noun.forms)
    values = follow(spec, material.stories).values
    cites = {str(cited.cite): cited for value in values for cited in value.excerpts}
    return Counted(spec, name, tuple(cites.values())) if cites else None


def _numbered(cited: Excerpt) -> Iterator[tuple[Number, str]]:
    """Yield the numbers of a sentence that count something, with the noun they count."""
    text = cited.sentence.ar
    dates = [(t.start, t.start + len(t.text)) for t in _times(cited)]
    measures = {stem(fold(word)) for word in load("drafts")["measures"]}
    for number in find_numbers(text):
        following = COUNTED.match(text, number.end)
        dated = any(a < number.end and number.start < b for a, b in dates)
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


def _figures(counted: Sequence[Counted]) -> Iterator[str]:
    yield from (_comment("figures"), "")
    for number, one in enumerate(counted, 1):
        yield _comment("english", noun=one.noun.ar)
        yield "[[figure]]"
        yield f"id = {_quoted(f'{one.spec.id}-{number}')}"
        yield f"ar = {_quoted(one.spec.label.ar)}"
        yield f"en = {_quoted(one.spec.label.en)}"
        yield f"unit = {_table(one.spec.unit)}"
        yield f"nouns = {_list(one.spec.nouns)}"
        yield from (_suggested(cited)[2:] for cited in one.cites[:MOST_CITES])
        yield ""


# ------------------------------------------------------------------ text of the file


def _fill(row: Mapping[str, str], fill: Mapping[str, Bilingual]) -> Bilingual:
    """Return a template's two sentences with names in them; the English begins with a capital."""
    arabic = row["ar"].format(**{key: value.ar for key, value in fill.items()})
    english = row["en"].format(**{key: value.en for key, value in fill.items()})
    return Bilingual(arabic, _capital(english))


def _filled(template: str, **fill: Bilingual) -> Bilingual:
    return _fill(load("drafts")[template], fill)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _comment(key: str, **fill: str) -> str:
    return f"# {_plain(load('drafts')['comments'][key].format(**fill))}"


def _plain(text: str) -> str:
    """Return a text in one line, without what a comment may not hold."""
    return "".join(c for c in " ".join(text.split()) if c.isprintable())


def _quoted(text: str) -> str:
    """Return a text as a basic string of TOML, which JSON's is but for the character DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _list(texts: Iterable[str]) -> str:
    return f"[{', '.join(map(_quoted, texts))}]"


def _groups(groups: Iterable[Iterable[str]]) -> str:
    return f"[{', '.join(map(_list, groups))}]"


def _table(text: Bilingual) -> str:
    return f"{{ ar = {_quoted(text.ar)}, en = {_quoted(text.en)} }}"
