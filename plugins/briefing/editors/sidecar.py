"""Sidecars: what an editor knows of one article, in ``seeds/<stem>.toml``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    Field,
    StrictBool,
    ValidationError,
    WrapValidator,
    field_validator,
)
from pydantic.dataclasses import dataclass

from ..dates.when import Precision
from ..formats.text import ARABIC_ENCODINGS, arabic_encoding
from ..model import Bilingual
from .schema import SCHEMA, IsoDate, NoBlank, Slug, Text, Texts, read_toml, refuse

RESERVED = frozenset({"index", "archives", "about", "sources", "editors", "tags"})
"""Slugs the site's own pages use."""
_CHARACTERS: Mapping[Precision, int] = {
    "minute": 16,
    "day": 10,
    "week": 10,
    "month": 7,
    "season": 7,
    "year": 4,
    "decade": 4,
}
"""How long an ISO 8601 date must be to be as precise."""


def _not_reserved(slug: str) -> str:
    # Pelican refuses to write two pages to one place, and does not say which seed is to blame.
    if slug in RESERVED:
        refuse("is no usable slug: a page of the site has it", "Choose another")
    return slug


def _address(url: str) -> str:
    # It becomes a link on the page: `javascript:` must not.
    if not re.match(r"https?://", url):
        refuse("is no web address", "Start it with https://")
    return url


def _tag(tag: str) -> str:
    # Tags are names of pages and lines of a post's head, which a line end would break.
    if not (tag and tag.isprintable()):
        refuse("holds something else than words", "List glossary ids or words in quotes")
    return tag


def _encoding(name: str) -> str:
    if arabic_encoding(name) is None:
        known = ", ".join(ARABIC_ENCODINGS.values())
        refuse("is no encoding of Arabic", f"Use one of {known}, or save the seed as UTF-8")
    return name


def _ids_or_texts(value: Any, read: Any) -> Any:
    # One message for both forms: pydantic's own would name every way in which neither fits.
    try:
        return read(value)
    except ValidationError:
        hint = 'Write ["p1s1", …] or { ar = "…", en = "…" }'
        refuse("is neither sentence ids nor {ar, en}", hint)


@dataclass(frozen=True, slots=True, config=SCHEMA)
class Sidecar:
    """What a person knows about a seed and its text does not say; every key is optional."""

    slug: Annotated[Slug, AfterValidator(_not_reserved)] | None = None
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
    url: Annotated[str, AfterValidator(_address)] | None = None
    """Where the article is on the web."""
    author: str | None = None
    """Who wrote it, if the page does not say."""
    tags: tuple[Annotated[str, AfterValidator(_tag)], ...] = ()
    """Glossary ids or words; without them, what the article names most."""
    summary: Annotated[Bilingual | Texts, WrapValidator(_ids_or_texts)] | None = None
    """Ids of the key points, or the editor's own text in both languages."""
    rights: str | None = None
    """A line on rights, shown under the article."""
    skip: StrictBool = False
    """Whether to leave the article out."""
    encoding: Annotated[str, AfterValidator(_encoding)] | None = None
    """The encoding of a seed that is not in UTF-8 and does not say so."""
    notes: Mapping[str, Annotated[Bilingual, NoBlank]] = Field(default_factory=dict)
    """An editor's remarks on sentences, by their ids."""

    @field_validator("date_precision")
    @classmethod
    def _no_finer_than_the_date(cls, claimed: Precision | None, read: Any) -> Any:
        # `data` lacks a date that was refused: one mistake is enough to say of it.
        if claimed and "date" in read.data and len(read.data["date"] or "") < _CHARACTERS[claimed]:
            message = f"claims a {claimed} the date does not give"
            refuse(message, "Give the date as precisely or claim less")
        return claimed


def read_sidecar(text: str, path: str) -> Sidecar:
    """Return what a sidecar says; raise `BriefingError` with every mistake and its line."""
    return read_toml(Sidecar, text, path)
