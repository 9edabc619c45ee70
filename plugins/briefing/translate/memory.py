"""Translation memory of one story: its stored translations, as the values of a PO file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import polib

from ..errors import BriefingError, error_at, not_utf8
from ..model import PlainValue, Sentence, State, is_visible

OUTDATED = "outdated"
"""The origin of a translation whose source sentence was edited since."""
MACHINE_MARK = "machine: "
"""Begins the extracted comment that names a translation's engine and day."""
_PO_LINE = re.compile(
    r"^\s*(?:#.*|(?:msg(?:id|str|ctxt|id_plural)(?:\[\d+\])?\s+)?\"(?:[^\"\\]|\\.)*\"\s*)?$"
)
"""A comment, a keyword with a string, a string that goes on, or nothing."""


@dataclass(frozen=True, slots=True)
class MemoryEntry(PlainValue):
    """One stored translation; `context` is the id of its segment.

    `fuzzy` means made by machine and not yet accepted, or outdated.
    """

    ar: str
    en: str
    context: str = ""
    fuzzy: bool = False
    origin: str = ""


class Memory:
    """The translations of one story, by source text, and by id and text where it occurs twice.

    Of several translations of one text the first is found, an accepted one before a fuzzy one.
    `digest` is the key of the file's bytes, empty where there is no file.
    """

    def __init__(self, entries: Iterable[MemoryEntry] = (), digest: str = "") -> None:
        self.digest = digest
        self.entries = tuple(entry for entry in entries if is_visible(entry.en))

    # In most builds nobody looks for anything in nearly all of them.
    @cached_property
    def by_text(self) -> dict[str, MemoryEntry]:
        """The entries by their source texts."""
        found: dict[str, MemoryEntry] = {}
        for entry in self.entries:
            known = found.get(entry.ar)
            if known is None or (known.fuzzy and not entry.fuzzy):
                found[entry.ar] = entry
        return found

    @cached_property
    def by_id_and_text(self) -> dict[tuple[str, str], MemoryEntry]:
        """The entries by the ids of their segments and their source texts."""
        return {(entry.context, entry.ar): entry for entry in self.entries}

    def find(self, segment: Sentence) -> MemoryEntry | None:
        """Return the entry of a segment: same id and text, else same text; ``None`` if missing."""
        exact = self.by_id_and_text.get((segment.id, segment.ar))
        return exact or self.by_text.get(segment.ar)


def memory_path(seed: Path) -> Path:
    """Return the path of a seed's memory."""
    return seed.with_name(f"{seed.stem}.en.po")


def shared_memory(memories: Mapping[str, Memory]) -> Memory:
    """Return what all stories' memories have, for texts that one story lacks.

    Outdated translations are left out. Of two, the accepted one wins, then the first by stem.
    """
    entries: list[MemoryEntry] = []
    for stem in sorted(memories):
        # The English of an edited sentence is a draft for that sentence, not for its like.
        entries += [entry for entry in memories[stem].entries if entry.origin != OUTDATED]
    return Memory(entries)


def read_memory(path: str, shown: str) -> Memory:
    """Return the memory in a PO file; `shown` is how messages call it.

    Raise `BriefingError` with the line for a file that is no PO or has a segment twice.
    """
    _check_syntax(path, shown)
    try:
        # By path: polib takes U+2028 in a string it is given for the end of a line.
        catalogue = polib.pofile(path, wrapwidth=0, encoding="utf-8")
    except (OSError, ValueError) as error:
        message = " ".join(str(error).replace(path, shown).split())
        hint = "Mend it in Poedit or a text editor; it was left as it is"
        raise error_at(shown, f"not a readable PO file ({message})", hint) from None
    entries: list[MemoryEntry] = []
    # polib's own check compares each entry with all before it: 9 seconds for 16,000.
    lines: dict[tuple[str | None, str], int | None] = {}
    for entry in catalogue:
        if entry.obsolete:
            continue
        key = (entry.msgctxt, entry.msgid)
        if key in lines:
            # Which of the two a person means nobody knows, and one of them would be lost.
            message = f"the entry “{entry.msgid}” already exists in line {lines[key]}"
            hint = "Delete one of the two; the file was left as it is"
            raise error_at(shown, message, hint, entry.linenum)
        lines[key] = entry.linenum
        # Other tools may have written extracted comments of their own beside ours.
        marks = [line for line in entry.comment.split("\n") if line.startswith(MACHINE_MARK)]
        origin = marks[0].removeprefix(MACHINE_MARK) if marks else ""
        if entry.fuzzy and entry.previous_msgid:
            origin = OUTDATED
        entries.append(
            MemoryEntry(entry.msgid, entry.msgstr, entry.msgctxt or "", entry.fuzzy, origin)
        )
    return Memory(entries)


def _check_syntax(path: str, shown: str) -> None:
    """Raise for the first line that is no PO; polib cuts the end off an unclosed string."""
    try:
        text = Path(path).read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise BriefingError(not_utf8(shown, error)) from None
    if not text.strip():
        raise error_at(shown, "the file is empty", "Put it back, or delete it to begin anew")
    # Not splitlines, which cuts at U+2028, too.
    for number, line in enumerate(text.lstrip("\ufeff").split("\n"), 1):
        if not _PO_LINE.match(line.rstrip("\r")):
            message = "not a readable PO file (this line is not PO)"
            raise error_at(shown, message, "Mend the line; the file was left as it is", number)


def apply_memory(segment: Sentence, memory: Memory) -> Sentence:
    """Return a segment with its English and state; unchanged where memory has none."""
    if segment.lang == "en":
        # What is not Arabic in the source is its own English.
        return replace(segment, en=segment.ar, state="reviewed")
    entry = memory.find(segment)
    if entry is None:
        return segment
    state: State = "machine" if entry.fuzzy else "reviewed"
    return replace(segment, en=entry.en, state=state, origin=entry.origin)
