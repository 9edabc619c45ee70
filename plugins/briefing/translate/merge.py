"""The text of a memory's PO file: one entry per segment, in document order, nothing lost."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping

import polib

from ..model import Sentence

HEADER = {
    "Project-Id-Version": "pelican-briefing",
    "Language": "en",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
}
ALIKE = 0.75
"""Likeness (difflib ratio) of a sentence and its edited form; a word or two of twenty changed."""
MOST_COMPARED = 5
"""Texts with most words in common that are compared letter by letter, which is slow."""
Made = Mapping[str, tuple[str, str]]
"""New machine translations by source text: the English, and the engine and day."""


def merge_catalogue(
    segments: Iterable[Sentence], old: polib.POFile | None, made: Made
) -> polib.POFile:
    """Return the catalogue of a story: its segments in order, then what no longer occurs.

    A segment is found by id and text, then by text, then, where its source was edited, by likeness:
    that entry is marked fuzzy and keeps the previous source. A translation is never replaced, and
    one that is used for no segment stays as an obsolete entry.
    """
    catalogue = polib.POFile(wrapwidth=0)
    catalogue.metadata = dict(HEADER if old is None else old.metadata)
    catalogue.header = "" if old is None else old.header
    wanted = [segment for segment in segments if segment.lang == "ar"]
    free = [entry for entry in old or () if entry.msgstr or entry.tcomment]
    found = _exact(wanted, free)
    for segment in wanted:
        known = found.get(segment.id) or _alike(segment, free)
        catalogue.append(_entry(segment, known, made.get(segment.ar)))
    for entry in free:
        entry.obsolete = True
        catalogue.append(entry)
    return catalogue


def _exact(segments: list[Sentence], free: list[polib.POEntry]) -> dict[str, polib.POEntry]:
    """Return the entries of unchanged segments by id, and take them out of the free ones."""
    found: dict[str, polib.POEntry] = {}
    for same_place in (True, False):
        for segment in segments:
            entry = next((e for e in free if _matches(e, segment, same_place=same_place)), None)
            if segment.id not in found and entry is not None:
                found[segment.id] = entry
                _take(free, entry)
    return found


def _matches(entry: polib.POEntry, segment: Sentence, *, same_place: bool) -> bool:
    return entry.msgid == segment.ar and (not same_place or entry.msgctxt == segment.id)


def _take(free: list[polib.POEntry], entry: polib.POEntry) -> None:
    """Remove one entry itself; `polib` calls entries equal that only look alike."""
    free[:] = [other for other in free if other is not entry]


def _alike(segment: Sentence, free: list[polib.POEntry]) -> polib.POEntry | None:
    """Return the entry of a sentence that was edited since, marked fuzzy, or ``None``."""
    own = set(segment.ar.split())
    near = [
        (-len(own & words), place, entry.msgid)
        for place, entry in enumerate(free)
        if entry.msgstr and len(own & (words := set(entry.msgid.split()))) * 2 >= len(own)
    ]
    texts = [text for _, _, text in sorted(near)[:MOST_COMPARED]]
    close = difflib.get_close_matches(segment.ar, texts, n=1, cutoff=ALIKE)
    if not close:
        return None
    entry = next(e for e in free if e.msgid == close[0])
    _take(free, entry)
    return polib.POEntry(
        msgid=segment.ar,
        msgstr=entry.msgstr,
        previous_msgid=entry.msgid,
        flags=["fuzzy"],
        comment=entry.comment,
        tcomment=entry.tcomment,
    )


def _entry(
    segment: Sentence, known: polib.POEntry | None, made: tuple[str, str] | None
) -> polib.POEntry:
    if known is not None:
        return polib.POEntry(
            msgctxt=segment.id,
            msgid=segment.ar,
            msgstr=known.msgstr,
            previous_msgid=known.previous_msgid,
            flags=list(known.flags),
            comment=known.comment,
            tcomment=known.tcomment,
        )
    if made is None:
        return _borrowed(segment)
    text, origin = made
    comment = f"machine: {origin}"
    return polib.POEntry(
        msgctxt=segment.id, msgid=segment.ar, msgstr=text, flags=["fuzzy"], comment=comment
    )


def _borrowed(segment: Sentence) -> polib.POEntry:
    """Return the entry of a segment whose English another story has, or an empty one."""
    machine = segment.state == "machine"
    return polib.POEntry(
        msgctxt=segment.id,
        msgid=segment.ar,
        msgstr=segment.en or "",
        flags=["fuzzy"] if machine else [],
        comment=f"machine: {segment.origin}" if machine else "",
    )
