"""The text of a memory's PO file: one entry per segment, in document order, nothing lost."""

from __future__ import annotations

from collections.abc import Iterable

import polib

from ..model import Sentence

HEADER = {
    "Project-Id-Version": "pelican-briefing",
    "Language": "en",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
}


def merge_catalogue(
    segments: Iterable[Sentence], old: polib.POFile | None, made: dict[str, tuple[str, str]]
) -> polib.POFile:
    """Return the catalogue of a story: its segments in order, then what no longer occurs.

    `old` keeps every translation a person or an engine gave; `made` holds new machine
    translations by source text, as text and origin. Reviewed text is never replaced.
    """
    known = {(e.msgctxt, e.msgid): e for e in old or ()}
    by_text = {e.msgid: e for e in old or () if e.msgstr}
    catalogue = polib.POFile(wrapwidth=0)
    catalogue.metadata = dict(old.metadata) if old is not None else dict(HEADER)
    used = set()
    for segment in segments:
        if segment.lang == "en":
            continue
        entry = known.get((segment.id, segment.ar)) or by_text.get(segment.ar)
        used.add(segment.ar)
        catalogue.append(_entry(segment, entry, made.get(segment.ar)))
    for entry in old or ():
        if entry.msgid not in used and entry.msgstr:
            entry.obsolete = True
            catalogue.append(entry)
    return catalogue


def _entry(
    segment: Sentence, old: polib.POEntry | None, made: tuple[str, str] | None
) -> polib.POEntry:
    if old is not None and old.msgstr:
        return polib.POEntry(
            msgctxt=segment.id,
            msgid=segment.ar,
            msgstr=old.msgstr,
            flags=list(old.flags),
            comment=old.comment,
            tcomment=old.tcomment,
        )
    if made is None:
        return polib.POEntry(msgctxt=segment.id, msgid=segment.ar, msgstr="")
    text, origin = made
    comment = f"machine: {origin}"
    return polib.POEntry(
        msgctxt=segment.id, msgid=segment.ar, msgstr=text, flags=["fuzzy"], comment=comment
    )
