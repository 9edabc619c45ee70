"""The file of the glossary, ``seeds/glossary.toml``: its keys, and their values as entries."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field
from pydantic.dataclasses import dataclass

from ..language.arabic import ARABIC_LETTER, LATIN_LETTER
from ..model import ENTRY_KINDS, Bilingual, EntryKind
from . import schema
from .glossary import Entry, Glossary, OfficeHeld, build_glossary, folded_name
from .schema import SCHEMA, Data, IsoDate, Mistake, Slug, Text, Texts, name_of

GLOSSARY_FILE = "glossary.toml"
"""Its name in the folder of seeds."""


@dataclass(frozen=True, slots=True, config=SCHEMA)
class OfficeTable:
    """An office a person held, one of their ``roles``."""

    ar: Text
    """The office in Arabic."""
    en: Text
    """The office in English."""
    # `from` is a word of Python's.
    start: IsoDate | None = Field(default=None, alias="from")
    """When the term began, if known."""
    end: IsoDate | None = Field(default=None, alias="to")
    """When it ended, if it has."""


@dataclass(frozen=True, slots=True, config=SCHEMA)
class AdjectiveTable:
    """The adjective of a country or a place."""

    ar: tuple[Text, ...] = ()
    """Its forms in Arabic."""
    en: str | None = None
    """The adjective in English."""


@dataclass(frozen=True, slots=True, config=SCHEMA)
class EntryTable:
    """One entry, as a ``[[person]]``, ``[[organisation]]``, ``[[place]]`` or ``[[term]]``."""

    id: Slug
    """Names the entry in tags, topics and same_as."""
    ar: Text
    """The name in Arabic."""
    en: Text
    """The name in English."""
    # Prefixes, cases and vowel marks need no variant: see `build_glossary`.
    variants: tuple[Text, ...] = ()
    """Other Arabic forms."""
    en_short: str | None = None
    """A short English form."""
    abbr: str | None = None
    """An English abbreviation; en_short goes before it."""
    en_variants: Texts = ()
    """Other English forms that a check accepts."""
    # Several may be known at once: the first whose term fits the day is shown.
    roles: tuple[OfficeTable, ...] = ()
    """Offices held, with their terms."""
    adjective: AdjectiveTable | None = None
    """That of a country."""
    same_as: str | None = None
    """The entry that has this thing's usual name."""

    def entry(self, kind: EntryKind) -> Entry:
        """Return what the table says as an entry."""
        adjective = self.adjective or AdjectiveTable()
        return Entry(
            id=self.id,
            kind=kind,
            name=Bilingual(self.ar, self.en),
            variants=self.variants,
            short=self.en_short or self.abbr,
            roles=tuple(OfficeHeld(Bilingual(r.ar, r.en), r.start, r.end) for r in self.roles),
            adjective=adjective.ar,
            adjective_en=adjective.en,
            others_en=self.en_variants,
            same_as=self.same_as,
        )


@dataclass(frozen=True, slots=True, config=SCHEMA)
class GlossaryFile:
    """The whole file: entries by their kind."""

    person: tuple[EntryTable, ...] = ()
    """People."""
    organisation: tuple[EntryTable, ...] = ()
    """Organisations."""
    place: tuple[EntryTable, ...] = ()
    """Countries, cities and other places."""
    term: tuple[EntryTable, ...] = ()
    """Terms with a usual translation."""


def read_glossary(text: str, path: str) -> Glossary:
    """Return the glossary of a TOML text; raise `BriefingError` with every mistake and its line."""
    file = schema.read_toml(GlossaryFile, text, path, _across_entries)
    # In the order of the kinds, whatever the file's: of a form that two have the first has it.
    entries: dict[str, Entry] = {}
    for kind in ENTRY_KINDS:
        for table in getattr(file, kind):
            entries[table.id] = table.entry(kind)
    return build_glossary(entries)


def _across_entries(data: Data) -> Iterator[Mistake]:
    """Yield a mistake for an id of two, a same_as that leads nowhere, an English name in Arabic."""
    # Ids are one space, since tags and topics name them without a kind.
    yield from schema.repeated_ids(data, ENTRY_KINDS, "Join the two entries")
    yield from _names_of_two(data)
    for kind in ENTRY_KINDS:
        # The usual name must be of the same kind and have none itself: no chains, no circles.
        usual = {
            str(row.get("id")) for _, row in schema.rows_of(data, kind) if not row.get("same_as")
        }
        for index, row in schema.rows_of(data, kind):
            english, where = str(row.get("en")), (kind, index, "en")
            if ARABIC_LETTER.search(english) and not LATIN_LETTER.search(english):
                yield Mistake(where, f"{name_of(where, data)} is in Arabic", "Write it in English")
            same = row.get("same_as")
            if isinstance(same, str) and same and same not in usual:
                where = (kind, index, "same_as")
                message = f"{name_of(where, data)} is “{same}”, which cannot be its usual name"
                hint = f"Name another {kind}, one that has no same_as itself"
                yield Mistake(where, message, hint)


def _names_of_two(data: Data) -> Iterator[Mistake]:
    """Yield a mistake for each Arabic name of two entries, since only the first would be found."""
    owners: dict[str, str] = {}
    for kind in ENTRY_KINDS:
        for index, row in schema.rows_of(data, kind):
            entry = name_of((kind, index, "id"), data).removeprefix("“id” of ")
            names = [("variants", name) for _, name in schema.texts_in(row, "variants")]
            if isinstance(row.get("ar"), str):
                names.insert(0, ("ar", row["ar"]))
            for key, name in names:
                owner = owners.setdefault(folded_name(name), entry)
                if owner != entry:
                    message = f"{name_of((kind, index, key), data)} has “{name}”, a name of {owner}"
                    hint = "Leave it to the entry that articles mean by it"
                    yield Mistake((kind, index, key), message, hint)
