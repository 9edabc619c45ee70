"""Sidecars: what an editor knows of one article, in ``seeds/<stem>.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

import tomlkit
from pydantic import Field, StrictBool, ValidationError, WrapValidator, field_validator
from pydantic.dataclasses import dataclass
from tomlkit.items import AoT

from ..dates.when import Precision
from ..formats.text import ARABIC_ENCODINGS, arabic_encoding
from ..model import Bilingual
from . import schema
from .schema import RESERVED, SCHEMA, WEB, BothTexts, IsoDate, OfFile, Slug, Text, Texts

_CHARACTERS = {"minute": 16, "day": 10, "week": 10, "month": 7, "season": 7}
_YEAR = 4
"""How long an ISO 8601 date must be to be as precise; for what is not here a year is enough."""
# Pelican refuses to write two pages to one place, and does not say which seed is to blame.
_FREE = schema.accept_if(
    lambda slug: slug not in RESERVED,
    "is not a usable slug: a page of the site has it",
    "Choose another",
)
# Tags are names of pages and lines of a post's head, which a line end would break.
_WORDS = schema.accept_if(
    lambda tag: tag and tag.isprintable(),
    "holds something other than words",
    "List glossary ids or words in quotes",
)
_ARABIC = schema.accept_if(
    arabic_encoding,
    "is not an encoding of Arabic",
    f"Use one of {', '.join(ARABIC_ENCODINGS.values())}, or save the seed as UTF-8",
)


def _ids_or_texts(value: Any, read: Any) -> Any:
    # One message for both forms: pydantic's own would name every way in which neither fits.
    try:
        return read(value)
    except ValidationError:
        hint = 'Write ["p1s1", …] or { ar = "…", en = "…" }'
        schema.refuse("is neither sentence ids nor {ar, en}", hint)


@dataclass(frozen=True, slots=True, config=SCHEMA)
class Found:
    """Where a pull found an article."""

    feed: Annotated[str, WEB]
    """The address of the feed."""
    item: Annotated[str, WEB]
    """The article's address as the feed has it."""
    day: IsoDate
    """The day of the pull."""


@dataclass(frozen=True, slots=True, config=SCHEMA)
class Copy:
    """The same text at another outlet."""

    ar: Text
    """The outlet's name in Arabic."""
    en: Text
    """The outlet's name in English."""
    url: Annotated[str, WEB]
    """Where it is there."""


@dataclass(frozen=True, slots=True, config=SCHEMA)
class Sidecar(OfFile):
    """What a person knows about a seed and its text does not say; every key is optional."""

    slug: Annotated[Slug, _FREE] | None = None
    """The page's address; without it, the file's name."""
    title: Text | None = None
    """The Arabic title, in place of the page's own."""
    date: IsoDate | None = None
    """The day of publication, as far as it is known."""
    # Below the date, since pydantic reads fields in their order and the check looks at the date.
    date_precision: Precision | None = None
    """How precise the date is; follows from it where left out."""
    date_evidence: str | None = None
    """The article's words from which the date is known."""
    publisher: str | None = None
    """Who published it, if the page does not say."""
    short_name: BothTexts | None = None
    """What citations call the article; without it, the publisher or words of the title."""
    url: Annotated[str, WEB] | None = None
    """Where the article is on the web."""
    author: str | None = None
    """Who wrote it, if the page does not say."""
    tags: tuple[Annotated[str, _WORDS], ...] = ()
    """Glossary ids or words; without them, what the article names most."""
    summary: Annotated[Bilingual | Texts, WrapValidator(_ids_or_texts)] | None = None
    """Ids of the key points, or the editor's own text in both languages."""
    rights: str | None = None
    """A line on rights, shown under the article."""
    full_text: StrictBool | None = None
    """Whether its text may be republished; without it, what BRIEFING_FULL_TEXT says."""
    added: IsoDate | None = None
    """The day on which the article came to the site; feeds show it as new from then on."""
    old_slugs: tuple[Slug, ...] = ()
    """Addresses that the page had before; whoever follows them is led on."""
    skip: StrictBool = False
    """Whether to leave the article out."""
    found: Found | None = None
    """Where a pull found it; with `skip` it waits for an editor to accept it."""
    also: tuple[Copy, ...] = ()
    """Other outlets that have the same text."""
    encoding: Annotated[str, _ARABIC] | None = None
    """The encoding of a seed that is not in UTF-8 and does not say so."""
    notes: Mapping[str, BothTexts] = Field(default_factory=dict)
    """An editor's remarks on sentences, by their ids."""
    names: Mapping[Text, Text] = Field(default_factory=dict)
    """Whom names mean in this article alone: ids of the glossary, by the Arabic names."""

    @property
    def waits(self) -> bool:
        """Tell whether the article waits for an editor: a pull brought it, and it is left out."""
        return self.skip and self.found is not None

    @field_validator("date_precision")
    @classmethod
    def _no_finer_than_the_date(cls, claimed: Precision | None, read: Any) -> Any:
        # `data` lacks a date that was refused: one mistake is enough to say of it.
        if claimed is None or "date" not in read.data:
            return claimed
        if len(read.data["date"] or "") < _CHARACTERS.get(claimed, _YEAR):
            message = f"claims a {claimed} the date does not give"
            schema.refuse(message, "Give the date as precisely or claim less")
        return claimed


def read_sidecar(text: str, path: str) -> Sidecar:
    """Return what a sidecar says; raise `BriefingError` with every mistake and its line."""
    return schema.read_toml(Sidecar, text, path, toml=text)


def with_copy(text: str, copy: Copy) -> str:
    """Return a sidecar's TOML with one more outlet that has the same text, comments kept."""
    document = tomlkit.parse(text)
    if "also" not in document:
        document["also"] = tomlkit.array()
    also: Any = document["also"]
    # A person may have written it as [[also]].
    table: Any = tomlkit.table() if isinstance(also, AoT) else tomlkit.inline_table()
    table.update({"ar": copy.ar, "en": copy.en, "url": copy.url})
    also.append(table)
    return tomlkit.dumps(document)
