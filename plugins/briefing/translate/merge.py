"""The merge of a story's segments into its PO file, as `msgmerge` does it: nothing is lost.

Not left to Babel's `Catalog.update`, which finds an entry by id *and* text (a sentence that moved
counts as edited, and loses its comments), and whose writer puts the time of the run into the file.
"""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterable, Mapping

import polib

from ..model import Sentence
from .journal import MachineTranslation
from .memory import MACHINE_MARK

_HEADER = {
    "Project-Id-Version": "pelican-briefing",
    "Language": "en",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
}
EDITED_LIKENESS = 0.75
"""Least difflib ratio of a sentence and its edited form: a word or two of twenty changed."""
MOST_SHARING = 200
"""Entries with a word in common that are counted through. What shares no rarer word with a segment
than two hundred others is no earlier form of it; without a limit, a memory of one sentence in many
variants takes ten times as long for four times the entries."""
MOST_CANDIDATES = 5
"""Texts with most words in common that are compared letter by letter, which is slow."""


def merge_catalogue(
    segments: Iterable[Sentence],
    old: polib.POFile | None,
    answers: Mapping[str, MachineTranslation],
) -> polib.POFile:
    """Return the catalogue of a story: its segments in order, then what no longer occurs.

    A segment is found by id and text, then by text, then, where its source was edited, by likeness
    among what a person has looked at: that entry is marked fuzzy and keeps the previous source. A
    translation is never replaced, and one that is used for no segment stays as an obsolete entry.
    `answers` are new translations by source text.
    """
    catalogue = polib.POFile(wrapwidth=0)
    # Whatever the old one names, the file is written in UTF-8, and editors read it by this line.
    kept = {} if old is None else {**old.metadata, "Content-Type": _HEADER["Content-Type"]}
    catalogue.metadata = kept or dict(_HEADER)
    catalogue.header = "" if old is None else old.header
    arabic = [segment for segment in segments if segment.lang == "ar"]
    # An entry that no person or engine has written anything into is not worth keeping. By identity,
    # since polib calls those equal that only look alike.
    free = {id(entry): entry for entry in old or () if entry.msgstr or entry.tcomment}
    known: dict[str, polib.POEntry] = {}
    # Same id and text first: of two translations of one text each stays with its own segment.
    for with_id in (True, False):
        by_key: dict[tuple[str | None, str], list[polib.POEntry]] = defaultdict(list)
        for entry in reversed(free.values()):
            by_key[entry.msgctxt if with_id else None, entry.msgid].append(entry)
        for segment in arabic:
            entries = by_key[segment.id if with_id else None, segment.ar]
            if segment.id not in known and entries:
                known[segment.id] = entries.pop()
                del free[id(known[segment.id])]
    edited = [segment for segment in arabic if segment.id not in known]
    known |= _edited_entries(edited, free)
    for segment in arabic:
        catalogue.append(_merged_entry(segment, known.get(segment.id), answers.get(segment.ar)))
    for entry in free.values():
        entry.obsolete = True
        catalogue.append(entry)
    return catalogue


def _edited_entries(
    segments: list[Sentence], free: dict[int, polib.POEntry]
) -> dict[str, polib.POEntry]:
    """Return the entries of edited segments by id, as they were, and take them out of `free`."""
    entries = {number: entry for number, entry in enumerate(free.values()) if _is_work(entry)}
    words_of = {number: set(entry.msgid.split()) for number, entry in entries.items()}
    numbers_of: dict[str, list[int]] = defaultdict(list)
    for number, words in words_of.items():
        for word in words:
            numbers_of[word].append(number)
    found: dict[str, polib.POEntry] = {}
    for segment in segments:
        words = set(segment.ar.split())
        # What shares half of the words shares one of any larger half. The rarest words lead to few
        # entries, so that no segment is compared with all of them.
        rarest = sorted(words, key=lambda word: (len(numbers_of[word]), word))
        candidates: set[int] = set()
        for word in rarest[: len(words) // 2 + 1]:
            if candidates and len(candidates) + len(numbers_of[word]) > MOST_SHARING:
                break
            candidates.update(numbers_of[word][:MOST_SHARING])
        shared: list[tuple[int, int]] = []
        for number in candidates & entries.keys():
            count = len(words & words_of[number])
            if count * 2 >= len(words):
                shared.append((-count, number))
        nearest = [number for _, number in sorted(shared)[:MOST_CANDIDATES]]
        # Of entries with one text the first is taken, so it is set last.
        numbers = {entries[number].msgid: number for number in reversed(nearest)}
        closest = difflib.get_close_matches(segment.ar, numbers, n=1, cutoff=EDITED_LIKENESS)
        if closest:
            found[segment.id] = entries.pop(numbers[closest[0]])
            del free[id(found[segment.id])]
    return found


def _is_work(entry: polib.POEntry) -> bool:
    """Tell whether a person has to do with an entry's English; an engine is asked again."""
    is_untouched = entry.fuzzy and not entry.previous_msgid and MACHINE_MARK in entry.comment
    return bool(entry.msgstr) and not is_untouched


def _merged_entry(
    segment: Sentence, known: polib.POEntry | None, answer: MachineTranslation | None
) -> polib.POEntry:
    """Return the entry of a segment: what is known, else an engine's answer, else what it has.

    A segment has English before it is in the memory where another story has the same text.
    """
    entry = polib.POEntry(msgctxt=segment.id, msgid=segment.ar)
    if known is not None:
        entry.msgstr, entry.comment, entry.tcomment = known.msgstr, known.comment, known.tcomment
        entry.flags, entry.previous_msgid = list(known.flags), known.previous_msgid
        if known.msgid != segment.ar:
            entry.flags, entry.previous_msgid = ["fuzzy"], known.msgid
        return entry
    entry.msgstr, origin = segment.en or "", segment.origin
    if answer is not None:
        entry.msgstr, origin = answer.en, answer.origin
    if answer is not None or segment.state == "machine":
        entry.flags, entry.comment = ["fuzzy"], f"{MACHINE_MARK}{origin}"
    return entry
