"""The names of people, organisations, places and terms, and where a text mentions them."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from ..errors import fail
from ..language.ambiguous_names import is_adjective_here
from ..language.arabic import fold
from ..model import Bilingual

Kind = Literal["person", "organisation", "place", "term"]
KINDS: tuple[Kind, ...] = ("person", "organisation", "place", "term")
KEYS = frozenset({
    "id", "ar", "variants", "en", "en_short", "en_variants", "abbr", "roles", "adjective",
    "same_as",
})  # fmt: skip
FATHER = "ابو "
"""How many names begin, folded; the word is inflected inside them."""
ENTRY_ID = re.compile(r"^[a-z0-9]+(?:-[a-z0-9]+)*$")


@dataclass(frozen=True, slots=True)
class Role:
    """An office somebody held; `start` and `end` are ISO dates, cut, ``None`` where unknown."""

    name: Bilingual
    start: str | None = None
    end: str | None = None

    def held_on(self, day: str) -> bool:
        """Tell whether the office was surely not held outside its known term on an ISO day, cut."""
        started = self.start is None or self.start[: len(day)] <= day[: len(self.start)]
        return started and (self.end is None or day[: len(self.end)] <= self.end[: len(day)])


@dataclass(frozen=True, slots=True)
class Entry:
    """One real thing: its names in both languages and, for people, their dated roles.

    `same_as` is the id of the entry that is the same thing under its usual name, if there is one.
    """

    id: str
    kind: Kind
    name: Bilingual
    variants: tuple[str, ...] = ()
    short: str | None = None
    roles: tuple[Role, ...] = ()
    adjective: tuple[str, ...] = ()
    adjective_en: str | None = None
    others_en: tuple[str, ...] = ()
    same_as: str | None = None

    def role_on(self, day: str | None) -> Bilingual | None:
        """Return the office held on an ISO day (cut); ``None`` if unknown or between terms."""
        if day is None:
            return None
        return next((role.name for role in self.roles if role.held_on(day)), None)


@dataclass(frozen=True, slots=True)
class Mention:
    """An entry's name in a text: the entry and the place in the folded text."""

    entry: Entry
    start: int
    end: int


@dataclass(frozen=True)
class Glossary:
    """All entries by id, and one pattern that finds them, longest name first."""

    entries: Mapping[str, Entry] = field(default_factory=dict)
    by_name: Mapping[str, Entry] = field(default_factory=dict)
    pattern: re.Pattern[str] | None = None

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """Return the entries an Arabic text names, in order; names inside names count once."""
        if self.pattern is None:
            return ()
        folded = fold(text)
        return tuple(
            Mention(self.by_name[_spaced(m["name"])], m.start("name"), m.end("name"))
            for m in self.pattern.finditer(folded)
            if not is_adjective_here(folded, m.start("name"), m.end("name"))
        )

    def named(self, text: str) -> Entry | None:
        """Return the entry whose name is exactly this text, ``None`` if there is none."""
        return self.by_name.get(_spaced(fold(text)))

    def usual(self, entry: Entry) -> Entry:
        """Return the entry that has the usual name of what an entry names, which may be itself."""
        return self.entries[entry.same_as] if entry.same_as else entry

    def adjectives(self) -> dict[str, str]:
        """Return the English of every adjective of nationality, by its folded masculine form."""
        return {
            fold(form): entry.adjective_en
            for entry in self.entries.values()
            for form in entry.adjective
            if entry.adjective_en
        }

    def by_adjective(self, english: str) -> str | None:
        """Return the id of the country of an English adjective, ``None`` for other adjectives."""
        found = (e.id for e in self.entries.values() if e.adjective_en == english)
        return next(found, None)

    def counts(self, texts: Iterable[str]) -> Counter[str]:
        """Return how often each entry id is named in the texts."""
        return Counter(m.entry.id for text in texts for m in self.mentions(text))


def read_glossary(text: str, path: str) -> Glossary:
    """Return the glossary of a TOML text; raise `BriefingError` on the first mistake in it."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise fail(path, f"not valid TOML ({error})", "Mend the line it names") from None
    unknown = sorted(set(data) - set(KINDS))
    if unknown:
        raise fail(path, f"unknown table [[{unknown[0]}]]", f"Use one of {', '.join(KINDS)}")
    entries: dict[str, Entry] = {}
    for kind in KINDS:
        for row in data.get(kind, []):
            entry = _checked(row, kind, path)
            if entry.id in entries:
                raise fail(path, f"the id “{entry.id}” is there twice", "Join the two entries")
            entries[entry.id] = entry
    for entry in entries.values():
        if entry.same_as and not _is_usual(entries.get(entry.same_as), entry):
            message = f"entry “{entry.id}” has same_as “{entry.same_as}”"
            hint = "Name an entry of the same kind that has no same_as itself"
            raise fail(path, f"{message}, which cannot be its usual name", hint)
    return build_glossary(entries)


def _is_usual(other: Entry | None, entry: Entry) -> bool:
    """Tell whether another entry can have the usual name of what an entry names."""
    return other is not None and other.same_as is None and other.kind == entry.kind


def _checked(row: Any, kind: Kind, path: str) -> Entry:
    """Return an entry; raise in words where a value has the wrong type or a role lacks a name."""
    try:
        lists = ("variants", "en_variants", "roles")
        if all(isinstance(row.get(name, []), list) for name in lists) and isinstance(
            row.get("same_as", ""), str
        ):
            return _entry(row, kind, path)
    except (TypeError, KeyError, AttributeError):
        pass
    name = row.get("id", "?") if isinstance(row, dict) else row
    message = f"entry “{name}” of [[{kind}]] has a value of the wrong type or lacks a name"
    raise fail(path, message, "See docs/formats.md")


def _entry(row: Mapping[str, Any], kind: Kind, path: str) -> Entry:
    name = str(row.get("id", row.get("en", "?")))
    missing = [k for k in ("id", "ar", "en") if not row.get(k)]
    if missing or not ENTRY_ID.match(name):
        raise fail(path, f"entry “{name}” lacks {missing or 'a plain id'}", "Give id, ar and en")
    if not all(str(form).strip() for form in (*row.get("variants", ()), row["ar"])):
        raise fail(path, f"entry “{name}” has an empty variant", "Take it out")
    unknown = sorted(set(row) - KEYS)
    if unknown:
        raise fail(path, f"entry “{name}” has the unknown key {unknown[0]}", "Take it out")
    roles = tuple(
        Role(Bilingual(r["ar"], r["en"]), r.get("from"), r.get("to")) for r in row.get("roles", [])
    )
    variants = tuple(row.get("variants", ()))
    short = row.get("en_short") or row.get("abbr")
    adjective = row.get("adjective", {})
    return Entry(
        name,
        kind,
        Bilingual(row["ar"], row["en"]),
        variants,
        short,
        roles,
        tuple(adjective.get("ar", ())),
        adjective.get("en"),
        tuple(row.get("en_variants", ())),
        row.get("same_as"),
    )


def build_glossary(entries: Mapping[str, Entry]) -> Glossary:
    """Return a glossary that finds these entries in folded text."""
    by_name: dict[str, Entry] = {}
    for entry in entries.values():
        for written in (entry.name.ar, *entry.variants):
            for form in _forms(_spaced(fold(written))):
                by_name.setdefault(form, entry)
    if not by_name:
        return Glossary(entries)
    names = sorted(by_name, key=lambda n: (-len(n), n))
    alternatives = "|".join(re.escape(n).replace(r"\ ", r"\s+") for n in names)
    pattern = re.compile(rf"(?<!\w)[وف]?[بلك]?(?P<name>{alternatives})(?!\w)")
    return Glossary(entries, by_name, pattern)


def _forms(folded: str) -> tuple[str, ...]:
    """Return a name in its cases (``أبو``, ``أبي``) and with its article behind ل (``للتحالف``)."""
    cases = [folded]
    if folded.startswith(FATHER):
        cases += [folded.replace(FATHER, f"{case} ", 1) for case in ("ابي", "ابا")]
    articles = [f"لل{one[2:]}" for one in cases if one.startswith("ال")]
    return (*cases, *articles)


def _spaced(text: str) -> str:
    return " ".join(text.split())
