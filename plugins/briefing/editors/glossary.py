"""The names of people, organisations, places and terms, and where a text mentions them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import pairwise

from ..fingerprint import key_of
from ..language.ambiguous_names import is_adjective_here, is_part_of_ministry
from ..language.arabic import WORD, fold, folded_words
from ..language.lexicon import any_word
from ..model import Bilingual, EntryKind, Lang, Story

_CONJUNCTIONS, _PREPOSITIONS = "وف", "بلك"
_JOINED = _CONJUNCTIONS + _PREPOSITIONS
"""Letters of which one of each may be written onto a name."""
_WORD_OR_SIGN = re.compile(r"\w+|(?<!\w)[^\w\s]")
"""Where a name may begin; `_matches` sees to a sign that one of these letters is written onto."""
_REMEMBERED = 1024
"""Texts of which it is remembered what they name: a story has some thirty."""
_FATHER = "ابو "
"""How many names begin, folded; the word is inflected inside them."""
_FATHER_INFLECTED = ("ابي ", "ابا ")
_AMERICAN = ("امريك", "اميرك")
"""Two spellings of "American", folded: offices of the glossary may have either."""


@dataclass(frozen=True, slots=True)
class OfficeHeld:
    """An office somebody held; `start` and `end` are ISO dates, cut, ``None`` where unknown."""

    name: Bilingual
    start: str | None = None
    end: str | None = None

    def held_on(self, day: str) -> bool:
        """Tell whether an ISO day (cut) may lie in the term; an unknown end of it excludes none."""
        # Dates are compared as far as the coarser of the two goes: June 2020 may be after June 15.
        started = self.start is None or self.start[: len(day)] <= day[: len(self.start)]
        return started and (self.end is None or day[: len(self.end)] <= self.end[: len(day)])


@dataclass(frozen=True, slots=True)
class Entry:
    """One real thing: its names in both languages and, for people, the offices they held.

    `same_as` is the id of the entry that is the same thing under its usual name, if there is one.
    """

    id: str
    kind: EntryKind
    name: Bilingual
    variants: tuple[str, ...] = ()
    short: str | None = None
    roles: tuple[OfficeHeld, ...] = ()
    adjective: tuple[str, ...] = ()
    adjective_en: str | None = None
    others_en: tuple[str, ...] = ()
    same_as: str | None = None

    def role_on(self, day: str | None) -> Bilingual | None:
        """Return the office held on an ISO day (cut); ``None`` if unknown or between terms."""
        # Without a day nobody can say whether an office was held, and it must not be guessed.
        for role in self.roles:
            if day is not None and role.held_on(day):
                return role.name
        return None


@dataclass(frozen=True, slots=True)
class NameMention:
    """An entry's name in a text: the entry, and the offsets of the name in the folded text."""

    entry: Entry
    start: int
    end: int


@dataclass(frozen=True)
class Glossary:
    """All entries by id; `by_name` has the entry of every folded name in every form.

    `by_beginning` has these names by the word or the sign that they begin with.
    """

    entries: Mapping[str, Entry] = field(default_factory=dict)
    by_name: Mapping[str, Entry] = field(default_factory=dict)
    by_beginning: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    _mentions_of: dict[str, tuple[NameMention, ...]] = field(
        default_factory=dict, init=False, compare=False
    )

    def mentions(self, text: str) -> tuple[NameMention, ...]:
        """Return the entries an Arabic text names, in order; names inside names count once."""
        # Checks, tags, summaries and speakers ask of each sentence of a story, one after another.
        if text in self._mentions_of:
            return self._mentions_of[text]
        if len(self._mentions_of) >= _REMEMBERED:
            self._mentions_of.clear()
        folded = fold(text)
        found = []
        for match in self._matches(folded):
            start, end = match.span("name")
            before = WORD.findall(folded[:start])[-1:] if match["name"] in self._surnames else []
            if before and self._is_borne_by_another(before[0], match["name"]):
                continue
            is_part = is_part_of_ministry(folded, start, end)
            if not (is_part or is_adjective_here(folded, start, end)):
                found.append(NameMention(self.by_name[_single_spaced(match["name"])], start, end))
        self._mentions_of[text] = tuple(found)
        return self._mentions_of[text]

    def _matches(self, folded: str) -> Iterator[re.Match[str]]:
        """Yield where names are found in a folded text, none overlapping another."""
        done = 0
        # One pattern of all names is slow: only those are tried that begin as a word of the text.
        for place in _WORD_OR_SIGN.finditer(folded):
            text, start = place[0], place.start()
            if start < done or (text not in self.by_beginning and text[0] not in _JOINED):
                continue
            most = int(text[0] in _JOINED)
            if text[0] in _CONJUNCTIONS and text.startswith(tuple(_PREPOSITIONS), 1):
                most = 2
            # First as if all letters that may be written onto a name were, then with fewer.
            for length in range(most, -1, -1):
                # What is written onto a sign is a word of its own.
                names = self.by_beginning.get(text[length:] or folded[place.end() :][:1])
                match = _any_name(names).match(folded, start + length) if names else None
                if match:
                    done = match.end()
                    yield match
                    break

    @cached_property
    def _surnames(self) -> dict[str, Entry]:
        """The people who are named by one word, by that word."""
        people = ((form, entry) for form, entry in self.by_name.items() if entry.kind == "person")
        return {form: entry for form, entry in people if form.isalpha()}

    def _is_borne_by_another(self, before: str, surname: str) -> bool:
        """Tell whether the word before a surname is a given name, and none of its bearer here."""
        bearer, titles = self._surnames[surname], folded_words("nationalities", "titles")
        own = fold(" ".join((bearer.name.ar, *bearer.variants))).split()
        # "Ali" is written as "on" is, once folded.
        given = folded_words("given_names", "names") - folded_words("stopwords", "words")
        return before in given and before not in own and before not in titles

    @cached_property
    def _short_bodies(self) -> dict[str, Entry]:
        """The bodies that are named by one definite word ("the coalition"), by that word."""
        bodies = ((form, one) for form, one in self.by_name.items() if one.kind == "organisation")
        return {form: one for form, one in bodies if form.isalpha() and form[:2] in ("ال", "لل")}

    def for_story(self, texts: Iterable[str]) -> Glossary:
        """Return the glossary without the short names that a story's texts give to others alone.

        "Al-Kadhimi said" is no prime minister where a deputy Muin al-Kadhimi has been named, and
        "the coalition" not the international one where a "coalition for legitimacy" has.
        """
        # A body is another's without its article: "coalition for", and not "the coalition".
        indefinite = {form[2:]: one.id for form, one in self._short_bodies.items()}
        stops = folded_words("stopwords", "words")
        folded = [fold(text) for text in texts]
        taken: set[str] = set()
        for text in folded:
            for word, following in pairwise(WORD.findall(text)):
                if following in self._surnames and self._is_borne_by_another(word, following):
                    taken.add(self._surnames[following].id)
                body = indefinite.get(word) or indefinite.get(word.lstrip(_JOINED))
                if body and following not in stops:
                    taken.add(body)
        # Of one who is named in full in the story the short name may be, too.
        for text in folded if taken else ():
            full = (match["name"] for match in self._matches(text) if " " in match["name"])
            taken -= {self.by_name[_single_spaced(name)].id for name in full}
        if not taken:
            return self
        short = self._surnames | self._short_bodies
        gone = {form for form, entry in short.items() if entry.id in taken}
        by_name = {form: entry for form, entry in self.by_name.items() if form not in gone}
        return Glossary(self.entries, by_name, _by_beginning(by_name))

    def with_names(self, names: Mapping[str, str]) -> Glossary:
        """Return the glossary with names that one story has, given by the ids of their entries."""
        if not names:
            return self
        by_name = dict(self.by_name)
        for name, entry_id in names.items():
            if entry := self.entries.get(entry_id):
                by_name |= dict.fromkeys(_inflected(folded_name(name)), entry)
        return Glossary(self.entries, by_name, _by_beginning(by_name))

    def entry_of(self, name: str) -> Entry | None:
        """Return the entry that has exactly this Arabic name, ``None`` if there is none."""
        return self.by_name.get(folded_name(name))

    def publisher(self, story: Story, lang: Lang) -> str | None:
        """Return a story's publisher, by its entry if it has one; ``None`` if unknown."""
        if story.publisher is None:
            return None
        entry = self.entry_of(story.publisher.name)
        return entry.name[lang] if entry else story.publisher.name

    def usual(self, entry: Entry) -> Entry:
        """Return the entry that has the usual name of what an entry names, which may be itself."""
        return self.entries[entry.same_as] if entry.same_as else entry

    def adjectives(self) -> dict[str, str]:
        """Return the English of every adjective of nationality, by its folded Arabic forms."""
        english: dict[str, str] = {}
        for entry in self.entries.values():
            if entry.adjective_en:
                english |= dict.fromkeys(map(fold, entry.adjective), entry.adjective_en)
        return english

    def by_adjective(self, english: str) -> str | None:
        """Return the id of the country of an English adjective, ``None`` for other adjectives."""
        # Of two places with one adjective (the Congos) the first in the file answers.
        countries = (e.id for e in self.entries.values() if e.adjective_en == english)
        return next(countries, None)

    @cached_property
    def key(self) -> str:
        """The key of all entries, in their order: of one name the first has it."""
        return key_of(list(self.entries.values()))

    def may_bear_on(self, text: str) -> tuple[tuple[str, Entry], ...]:
        """Return every form of a name that a text may have in it, with its entry, in one order.

        Nothing else of the glossary changes what is found in the text; some of it may not be found.
        """
        folded = fold(text)
        found = []
        for form, entry in self.by_name.items():
            if all(word in folded for word in form.split()):
                found.append((form, entry))
                if entry.same_as:
                    found.append((entry.same_as, self.entries[entry.same_as]))
        return tuple(found)

    def may_tell_speakers(self, text: str, day: str | None) -> tuple[Entry, ...]:
        """Return the entries that tell who speaks in a text besides those that it may name.

        They are countries, whose adjectives stand for them, and whoever held an office on its
        ISO `day`, ``None`` if unknown, that the text may name. No other matters.
        """
        written = folded_office(text)
        found: list[Entry] = []
        for entry in self.entries.values():
            role = entry.role_on(day) if entry.kind == "person" else None
            # In a text an article may have lost its alif.
            office = folded_office(role.ar).split() if role else []
            is_held = role and all(word.removeprefix("ال") in written for word in office)
            if is_held or entry.adjective_en:
                found += [entry, self.usual(entry)]
        return tuple(found)

    def only(self, ids: Iterable[str]) -> Glossary:
        """Return the glossary without other entries, for a text that has no name of one."""
        return Glossary({one: self.entries[one] for one in ids}, self.by_name, self.by_beginning)

    def counts(self, texts: Iterable[str]) -> Counter[str]:
        """Return how often each entry id is named in the texts."""
        counts: Counter[str] = Counter()
        for text in texts:
            counts.update(mention.entry.id for mention in self.mentions(text))
        return counts


def build_glossary(entries: Mapping[str, Entry]) -> Glossary:
    """Return a glossary that finds these entries in folded text; of one name the first has it."""
    by_name: dict[str, Entry] = {}
    for entry in entries.values():
        for written in (entry.name.ar, *entry.variants):
            for form in _inflected(folded_name(written)):
                by_name.setdefault(form, entry)
    return Glossary(entries, by_name, _by_beginning(by_name))


def _by_beginning(names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return names by the word or the sign that they begin with."""
    found: dict[str, tuple[str, ...]] = {}
    for name in names:
        word = WORD.match(name)
        beginning = word[0] if word else name[:1]
        found[beginning] = (*found.get(beginning, ()), name)
    return found


@lru_cache(maxsize=8192)
def _any_name(names: tuple[str, ...]) -> re.Pattern[str]:
    # Longest first, since an alternation takes the first that fits: "Iraqi army" before "Iraq".
    return re.compile(rf"(?P<name>{any_word(names)})(?!\w)")


def _inflected(folded: str) -> tuple[str, ...]:
    """Return a name in its cases (``أبو``, ``أبي``) and with its article after ل (``للتحالف``)."""
    cases = [folded]
    if folded.startswith(_FATHER):
        cases += [folded.replace(_FATHER, form, 1) for form in _FATHER_INFLECTED]
    # The article loses its alif after ل, and is then no prefix that the pattern could skip.
    articles = [f"لل{case[2:]}" for case in cases if case.startswith("ال")]
    return (*cases, *articles)


def folded_name(written: str) -> str:
    """Return an Arabic name as a glossary looks it up: two that are equal are one name."""
    return _single_spaced(fold(written))


def folded_office(written: str) -> str:
    """Return an Arabic office as two of them are compared."""
    return fold(written).replace(*_AMERICAN)


def _single_spaced(text: str) -> str:
    return " ".join(text.split())
