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
    """Return when a story appeared: by its editor, its page, a publication line or a dateline."""
    when = read_iso(sidecar.date) if sidecar.date else None
    if when:
        if sidecar.date_precision:
            # An editor may claim less than the date is written to; the sidecar's check forbids
            # more.
            when = When.from_iso(when.iso, precision=sidecar.date_precision) or when
        return _set_by_editor(when, sidecar, _page_date(meta, "date") or _first(dates, "published"))
    stated = _page_date(meta, "date") or _first(dates, "published")
    if stated:
        return stated
    # A dateline has the day of writing, and a page that only states its last change appeared that
    # day at the latest: both are better than no day, and shown as inferred. A dateline without a
    # year is no day: it would be made up.
    line = read_publication_line(dateline.date) if dateline and dateline.date else None
    if dateline and line:
        return replace(line.dated, evidence=dateline.text, inferred=True)
    last = _first(dates, "updated")
    return replace(last, when=last.when.without_clock(), inferred=True) if last else None


def _set_by_editor(when: When, sidecar: Sidecar, stated: Dated | None) -> Dated:
    """Return an editor's date; where page or evidence state this day, with all they say of it."""
    line = read_publication_line(sidecar.date_evidence or "")
    for read in (stated, line.dated if line else None):
        if read and read.when.day == when.day and not (sidecar.date_precision or when.clock):
            return read
    return Dated(when, sidecar.date_evidence or "", inferred=True)


def updated(meta: PageMeta, dates: list[PublicationLine]) -> Dated | None:
    """Return when a story was last changed: as its page or a publication line says."""
    return _page_date(meta, "modified") or _first(dates, "updated")


def _page_date(meta: PageMeta, field: Literal["date", "modified"]) -> Dated | None:
    value = meta.date if field == "date" else meta.modified
    when = When.from_iso(value) if value else None
    return Dated(when, meta.evidence.get(field, "")) if when else None


def _first(dates: list[PublicationLine], kind: str) -> Dated | None:
    """Return the first date of a kind, one with a label before one without."""
    ranked = sorted((d for d in dates if d.kind == kind), key=lambda d: not d.labelled)
    return ranked[0].dated if ranked else None


def publisher(seed: Seed, sidecar: Sidecar, lines: list[Line]) -> Stated | None:
    """Return who published a story: as its editor, its page or a line of it says."""
    meta = seed.meta or PageMeta()
    return _name(seed, "publisher", sidecar.publisher, meta.publisher) or _read_name(lines)


def author(seed: Seed, sidecar: Sidecar, lines: list[Line]) -> Stated | None:
    """Return who wrote a story: as its editor, its page or its byline says."""
    meta = seed.meta or PageMeta()
    known = _name(seed, "author", sidecar.author, meta.author)
    stated = _read_name(lines)
    if known or stated is None:
        return known
    name = INTRODUCTION.sub("", stated.name.strip("| "))
    return replace(stated, name=re.split(r"\s[-–—]\s", name)[0])


def _name(seed: Seed, field: str, given: str | None, marked: str | None) -> Stated | None:
    """Return a name the editor gives, or else the page's markup."""
    if given:
        return Stated(given, f"{seed.stem}.toml")
    evidence = seed.meta.evidence.get(field, "") if seed.meta else ""
    return Stated(marked, evidence) if marked else None


def _read_name(lines: list[Line]) -> Stated | None:
    return Stated(lines[0].text.lstrip("|–—- "), lines[0].text) if lines else None
