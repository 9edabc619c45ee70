"""The timeline of an explainer: a picture, then each date with what happened."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..model import Event, Excerpt, Explainer
from .calendars import timeline_svg
from .claims import Claims
from .folding import picture
from .l10n import Catalogue
from .markdown_text import escape_attribute, escape_inline


def timeline(explainer: Explainer, claims: Claims) -> Iterator[str]:
    """Yield a picture, then each date with what happened; a sentence stands once."""
    events, cite = explainer.timeline, claims.cite
    yield from picture(timeline_svg(events, cite.lang, cite.t, lambda e: cite.href(e.excerpts[0])))
    told: dict[str, list[Event]] = {}
    for event in events:
        told.setdefault(str(event.excerpts[0].cite), []).append(event)
    dated: dict[tuple[str, bool], list[list[Event]]] = {}
    for of_sentence in told.values():
        planned = all(event.when.planned for event in of_sentence)
        dated.setdefault((_dates(of_sentence, cite.t), planned), []).append(of_sentence)
    for (dates, planned), sentences in dated.items():
        texts = [_told(of_sentence, claims) for of_sentence in sentences]
        inferred = not any(event.when.stated for of_sentence in sentences for event in of_sentence)
        heading = _heading(dates, cite.t, planned=planned, inferred=inferred)
        yield f"{heading}\n:   " + "\n\n:   ".join(texts)


def _dates(events: Sequence[Event], t: Catalogue) -> str:
    return " · ".join(dict.fromkeys(t.when(event) for event in events))


def _heading(dates: str, t: Catalogue, *, planned: bool, inferred: bool) -> str:
    """Return dates as a heading, marked where they were still to come or had to be worked out."""
    shown = f"**{escape_inline(dates)}**{{: .when }}"
    if planned:
        shown += f" *{t('explainer.planned')}*{{: .planned }}"
    if inferred:
        title = escape_attribute(t("explainer.meant"))
        shown += f' *{t("explainer.inferred")}*{{: .inferred title="{title}" }}'
    return shown


def _told(events: Sequence[Event], claims: Claims) -> str:
    """Return the sentence that tells of events, with the links of all that do."""
    cite, first = claims.cite, events[0].excerpts[0]
    cited = list({e.cite: e for event in events for e in event.excerpts}.values())
    coarser = {e.cite: day for event in events for e, day in _coarser(event)}
    marks = " ".join(
        cite.mark(excerpt, further=i > 0) + _only(coarser.get(excerpt.cite), cite.t)
        for i, excerpt in enumerate(cited)
    )
    known = {cite.t.when(event) for event in events}
    return f"{claims.opening(first)}{claims.said(first, known)} {marks}{claims.note(first)}"


def _coarser(event: Event) -> Iterator[tuple[Excerpt, str]]:
    """Yield the tellings that know an event's date less exactly, with what they know."""
    return (
        (e, reading.iso)
        for e, reading in zip(event.excerpts, event.readings, strict=False)
        if reading.iso != event.when.iso
    )


def _only(day: str | None, t: Catalogue) -> str:
    """Return in brackets the date that a source gives, if it knows less than the heading says."""
    return f" *\\[{escape_inline(t.date(day))}\\]*{{: .only }}" if day else ""
