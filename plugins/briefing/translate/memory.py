"""The memory of one story: its stored translations, as a PO file's values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import polib

from ..errors import error_at
from ..model import Sentence, State

OUTDATED = "outdated"
"""The origin of a translation whose source sentence was edited since."""
MACHINE = "machine: "
"""Marks the extracted comment that names a translation's engine and day."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One stored translation. `fuzzy` means made by machine and not yet accepted, or outdated."""

    ar: str
    en: str
    context: str = ""
    fuzzy: bool = False
    origin: str = ""


@dataclass(frozen=True)
class Memory:
    """The units of one story, findable by source text, and by id where a text occurs twice."""

    units: tuple[Unit, ...] = ()
    by_text: Mapping[str, Unit] = field(default_factory=dict)
    by_place: Mapping[tuple[str, str], Unit] = field(default_factory=dict)

    def find(self, sentence: Sentence) -> Unit | None:
        """Return the unit of a sentence: same id and text, else same text; ``None`` if missing."""
        exact = self.by_place.get((sentence.id, sentence.ar))
        return exact or self.by_text.get(sentence.ar)


def make_memory(units: Iterable[Unit]) -> Memory:
    """Return a memory of the units that hold a translation; accepted ones win over fuzzy ones."""
    kept = tuple(unit for unit in units if unit.en.strip())
    by_text: dict[str, Unit] = {}
    for unit in kept:
        known = by_text.get(unit.ar)
        if known is None or (known.fuzzy and not unit.fuzzy):
            by_text[unit.ar] = unit
    return Memory(kept, by_text, {(unit.context, unit.ar): unit for unit in kept})


def shared_memory(memories: Mapping[str, Memory]) -> Memory:
    """Return what all stories' memories have, for texts that one story lacks.

    Outdated translations are left out. Of two, the accepted one wins, then the first by stem.
    """
    units = (unit for stem in sorted(memories) for unit in memories[stem].units)
    return make_memory(unit for unit in units if unit.origin != OUTDATED)


def read_memory(path: str, name: str) -> Memory:
    """Return the memory in a PO file; `name` is how messages call it.

    The file is loaded by path, since `polib` loses text behind U+2028 in a string.
    """
    _check_syntax(path, name)
    try:
        catalogue = polib.pofile(path, wrapwidth=0, encoding="utf-8", check_for_duplicates=True)
    except (OSError, ValueError, UnicodeDecodeError) as error:
        message = " ".join(str(error).replace(path, name).split())
        hint = "Mend it in Poedit or a text editor; it was left as it is"
        raise error_at(name, f"not a readable PO file ({message})", hint) from None
    return make_memory(_unit(entry) for entry in catalogue if not entry.obsolete)


PO_LINE = re.compile(
    r"^\s*(?:#.*|(?:msg(?:id|str|ctxt|id_plural)(?:\[\d+\])?\s+)?\"(?:[^\"\\]|\\.)*\"\s*)?$"
)


def _check_syntax(path: str, name: str) -> None:
    """Raise for the first line that is no PO; `polib` cuts the end off an unclosed string."""
    try:
        text = Path(path).read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        message, hint = f"not UTF-8 (byte {error.start})", "Save it as UTF-8"
        raise error_at(name, message, hint) from None
    for number, line in enumerate(text.lstrip("\ufeff").split("\n"), 1):
        if not PO_LINE.match(line.rstrip("\r")):
            message = "not a readable PO file (this line is no PO)"
            raise error_at(name, message, "Mend the line; the file was left as it is", number)


def _unit(entry: polib.POEntry) -> Unit:
    notes = (line for line in entry.comment.split("\n") if line.startswith(MACHINE))
    origin = next(notes, "").removeprefix(MACHINE)
    if entry.fuzzy and entry.previous_msgid:
        origin = OUTDATED
    return Unit(entry.msgid, entry.msgstr, entry.msgctxt or "", entry.fuzzy, origin)


def apply_memory(sentence: Sentence, memory: Memory) -> Sentence:
    """Return a sentence with its English and state; unchanged where memory has none.

    A sentence that is not Arabic in the source is its own English.
    """
    if sentence.lang == "en":
        return replace(sentence, en=sentence.ar, state="reviewed")
    unit = memory.find(sentence)
    if unit is None:
        return sentence
    state: State = "machine" if unit.fuzzy else "reviewed"
    return replace(sentence, en=unit.en, state=state, origin=unit.origin)
