"""Publication metadata of a story: date, publisher and author, from the surest source."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Literal

from ..dates.iso import read_iso
from ..dates.publication_line import PublicationLine, read_publication_line
from ..dates.when import When
from ..editors.sidecar import Sidecar
from ..model import Dated, Line, PageMeta, Seed, Stated
from .dateline import DatelinePrefix

INTRODUCTION = re.compile(
    r"^[^\s:]+\s*:\s*|^(?:بقلم|إعداد|الكاتبة?|مراسلنا|كتبت?|تحرير|حاورها|حاوره)\s+"
)
"""What introduces the name in a byline."""


def published(
    sidecar: Sidecar, meta: PageMeta, dates: list[PublicationLine], dateline: DatelinePrefix | None
) -> Dated | None:
    """Return when a story appeared: as its editor, its page, a date line or a dateline says."""
    # A dateline has the day of writing, and a page that only states its last change appeared that
    # day at the latest: both are better than no day, and shown as inferred.
    return (
        _sidecar_date(sidecar)
        or _page_date(meta, "date")
        or _first(dates, "published")
        or _dateline_day(dateline)
        or _not_later(_first(dates, "updated"))
    )


def _dateline_day(dateline: DatelinePrefix | None) -> Dated | None:
    """Return the day a dateline states, ``None`` without a year: it would be made up."""
    if dateline is None or dateline.date is None:
        return None
    line = read_publication_line(dateline.date)
    return replace(line.dated, evidence=dateline.text, inferred=True) if line else None


def updated(meta: PageMeta, dates: list[PublicationLine]) -> Dated | None:
    """Return when a story was last changed: as its page or a date line says."""
    return _page_date(meta, "modified") or _first(dates, "updated")


def publisher(seed: Seed, sidecar: Sidecar, lines: list[Line]) -> Stated | None:
    """Return who published a story: as its editor, its page or a line of it says."""
    return _known("publisher", sidecar.publisher, seed) or _stated(lines)


def author(seed: Seed, sidecar: Sidecar, lines: list[Line]) -> Stated | None:
    """Return who wrote a story: as its editor, its page or its byline says."""
    return _known("author", sidecar.author, seed) or _author(lines)


def _first(dates: list[PublicationLine], kind: str) -> Dated | None:
    """Return the first date of a kind, one with a label before one without."""
    ranked = sorted((d for d in dates if d.kind == kind), key=lambda d: not d.labelled)
    return ranked[0].dated if ranked else None


def _not_later(updated: Dated | None) -> Dated | None:
    """Return the day of the last change as that of a story whose page states no other."""
    if updated is None:
        return None
    return replace(updated, when=updated.when.without_clock(), inferred=True)


def _sidecar_date(sidecar: Sidecar) -> Dated | None:
    when = read_iso(sidecar.date) if sidecar.date else None
    if when is None:
        return None
    if sidecar.date_precision:
        # An editor may claim less than the date is written to; the sidecar's check forbids more.
        when = When.from_iso(when.iso, precision=sidecar.date_precision) or when
    return Dated(when, sidecar.date_evidence or "", inferred=True)


def _page_date(meta: PageMeta, field: Literal["date", "modified"]) -> Dated | None:
    value = meta.date if field == "date" else meta.modified
    when = When.from_iso(value) if value else None
    return Dated(when, meta.evidence.get(field, "")) if when else None


def _known(field: Literal["publisher", "author"], given: str | None, seed: Seed) -> Stated | None:
    """Return a name the editor gives, or else the page's markup."""
    if given:
        return Stated(given, f"{seed.stem}.toml")
    meta = seed.meta or PageMeta()
    name = meta.publisher if field == "publisher" else meta.author
    return Stated(name, meta.evidence.get(field, "")) if name else None


def _author(lines: list[Line]) -> Stated | None:
    """Return the author without the word that introduces the name."""
    stated = _stated(lines)
    if stated is None:
        return None
    name = INTRODUCTION.sub("", stated.name.strip("| "))
    return replace(stated, name=re.split(r"\s[-–—]\s", name)[0])


def _stated(lines: list[Line]) -> Stated | None:
    return Stated(lines[0].text.lstrip("|–—- "), lines[0].text) if lines else None
