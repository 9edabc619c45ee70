"""When a story appeared and who made it, from the surest source that says so."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Literal

from ..dates.iso import read_iso
from ..dates.publication_line import DateLine
from ..editors.sidecar import Sidecar
from ..model import Line, Moment, PageMeta, Precision, Seed, Stated
from .dateline import Filed

INTRODUCTION = re.compile(
    r"^[^\s:]+\s*:\s*|^(?:بقلم|إعداد|الكاتبة?|مراسلنا|كتبت?|تحرير|حاورها|حاوره)\s+"
)
"""What stands before the name in a byline."""
BY_CUT: dict[int, Precision] = {4: "year", 7: "month", 10: "day"}
"""The precision of an ISO date, by its length; a longer one has a clock."""


def published(
    sidecar: Sidecar, meta: PageMeta, dates: list[DateLine], filed: Filed | None
) -> Moment | None:
    """Return when a story appeared: as its editor, its page, a date line or a dateline says."""
    return (
        _sidecar_moment(sidecar)
        or _page_moment(meta, "date")
        or _first(dates, "published")
        or (filed.moment if filed else None)
        or _not_later(_first(dates, "updated"))
    )


def updated(meta: PageMeta, dates: list[DateLine]) -> Moment | None:
    """Return when a story was last changed: as its page or a date line says."""
    return _page_moment(meta, "modified") or _first(dates, "updated")


def publisher(seed: Seed, sidecar: Sidecar, lines: list[Line]) -> Stated | None:
    """Return who published a story: as its editor, its page or a line of it says."""
    return _known("publisher", sidecar.publisher, seed) or _stated(lines)


def author(seed: Seed, sidecar: Sidecar, lines: list[Line]) -> Stated | None:
    """Return who wrote a story: as its editor, its page or its byline says."""
    return _known("author", sidecar.author, seed) or _author(lines)


def _first(dates: list[DateLine], kind: str) -> Moment | None:
    """Return the first moment of a kind, one with a label before one without."""
    ranked = sorted((d for d in dates if d.kind == kind), key=lambda d: not d.labelled)
    return ranked[0].moment if ranked else None


def _not_later(updated: Moment | None) -> Moment | None:
    """Return the day of the last change as that of a story whose page states no other."""
    if updated is None:
        return None
    return replace(updated, value=updated.value[:10], precision="day", inferred=True)


def _sidecar_moment(sidecar: Sidecar) -> Moment | None:
    value = read_iso(sidecar.date) if sidecar.date else None
    if value is None:
        return None
    precision = sidecar.date_precision or _precision(value)
    return Moment(value, precision, sidecar.date_evidence or "", inferred=True)


def _page_moment(meta: PageMeta, field: Literal["date", "modified"]) -> Moment | None:
    value = meta.date if field == "date" else meta.modified
    return Moment(value, _precision(value), meta.evidence.get(field, "")) if value else None


def _precision(value: str) -> Precision:
    return BY_CUT.get(len(value), "minute")


def _known(field: Literal["publisher", "author"], told: str | None, seed: Seed) -> Stated | None:
    """Return a name the editor gives, or else the page's markup."""
    if told:
        return Stated(told, f"{seed.stem}.toml")
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
