"""Memories as the desk reads and writes them: one entry at a time, and never over a newer one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import polib

from ...errors import error_at
from ...fingerprint import key_of
from ...model import Sentence, Story, is_visible
from ...translate.memory import memory_path, read_memory
from ...translate.merge import merge_catalogue
from ..files import alone_with, write_atomically


@dataclass(frozen=True, slots=True)
class Stored:
    """What a memory has for a segment: its English, whether that needs work, the source before.

    Without an entry all of it is empty.
    """

    ar: str
    en: str = ""
    fuzzy: bool = False
    previous: str = ""

    @property
    def key(self) -> str:
        """The key of all that an editor sees of it: two windows that saw the same have the same."""
        return key_of(self.ar, self.en, self.fuzzy)


class ChangedSinceError(Exception):
    """What is to be written over is no longer what the editor saw; `now` is what is there."""

    def __init__(self, now: Stored) -> None:
        super().__init__()
        self.now = now


class MemoryFile:
    """One story's memory as it is on disk at this moment, with all that a PO file holds."""

    def __init__(self, seeds: Path, story: Story) -> None:
        """Read it; raise `BriefingError` for one that is broken."""
        self.story = story
        self._path = memory_path(seeds / story.seed)
        self._shown = f"{seeds.name}/{self._path.name}"
        self._catalogue: polib.POFile | None = None
        if self._path.is_file():
            # polib alone would cut the end off a file that somebody is just writing.
            read_memory(str(self._path), self._shown)
            self._catalogue = polib.pofile(str(self._path), wrapwidth=0, encoding="utf-8")
        self._exact: dict[tuple[str, str], polib.POEntry] = {}
        self._by_text: dict[str, polib.POEntry] = {}
        for entry in self._catalogue or ():
            if entry.obsolete:
                continue
            self._exact[entry.msgctxt or "", entry.msgid] = entry
            known = self._by_text.get(entry.msgid)
            # As `Memory` finds them: of several the first, an accepted one before a fuzzy one.
            if is_visible(entry.msgstr) and (not known or (known.fuzzy and not entry.fuzzy)):
                self._by_text[entry.msgid] = entry

    def stored(self, segment: Sentence) -> Stored:
        """Return what it has for a segment."""
        entry = self._exact.get((segment.id, segment.ar))
        if entry is None or not is_visible(entry.msgstr):
            entry = self._by_text.get(segment.ar)
        if entry is None:
            return Stored(segment.ar)
        return Stored(segment.ar, entry.msgstr, entry.fuzzy, entry.previous_msgid or "")

    def write(self, segment: Sentence, new: Stored) -> None:
        """Write what a segment is to have; every other entry stays as it is."""
        catalogue, key = self._catalogue, (segment.id, segment.ar)
        if catalogue is None or key not in self._exact:
            # As `pelican-briefing translate` enters new segments.
            catalogue = merge_catalogue(self.story.segments(), catalogue, {})
            # The merge makes entries of its own, of which one is to be changed.
            self._exact |= {(e.msgctxt, e.msgid): e for e in catalogue if not e.obsolete}
        entry = self._exact[key]
        entry.msgstr = new.en
        # What a person accepts is compared with no earlier source any more, as in Poedit.
        entry.previous_msgid = (new.previous or None) if new.fuzzy else None
        entry.previous_msgctxt = None
        entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
        if new.fuzzy:
            entry.flags.append("fuzzy")
        write_atomically(self._path, f"{str(catalogue).rstrip()}\n".encode())


def save_segment(seeds: Path, story: Story, segment_id: str, seen: str, new: Stored) -> Stored:
    """Write one segment's English; return what was there before.

    `seen` is the key of what the editor saw there. Raise `ChangedSinceError` where somebody has
    changed it since, and `BriefingError` where the memory or the segment cannot be had.
    """
    segment = story.sentence(segment_id)
    if segment is None:
        hint = "Load the page again: the article was edited"
        raise error_at(story.seed, f"no sentence {segment_id!a}", hint)
    # Whoever else writes memories reads and writes under the same lock.
    with alone_with(seeds / story.seed):
        memory = MemoryFile(seeds, story)
        before = memory.stored(segment)
        if before.key != seen or new.ar != segment.ar:
            raise ChangedSinceError(before)
        memory.write(segment, new)
    return before
