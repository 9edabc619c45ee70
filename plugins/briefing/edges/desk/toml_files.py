"""What people keep in TOML, changed by the desk as it stands: comments and line ends stay."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.items import AoT, Table

from ...editors.toml_lines import Where
from ...errors import error_at
from ...fingerprint import key_of
from ..files import alone_with, change_text, write_atomically


class NotAsSeenError(Exception):
    """What is to be written over is no longer what the editor saw, or is no longer there."""


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file that was written: what it was before, and since."""

    path: Path
    before: bytes
    after: bytes


def rewrite(
    path: Path, lock: Path, change: Callable[[str], str], check: Callable[[str], object]
) -> FileChange:
    """Write what `change` makes of a file's text, and return both; `check` raises if it is wrong.

    `lock` is a file that stays in its place (see `alone_with`).
    """

    def checked(text: str) -> str:
        # Somebody may be writing it: of a file that is broken nothing is to be made.
        if text:
            check(text)
        changed = change(text)
        # What a build could not read would take the whole file from it.
        check(changed)
        return changed

    with alone_with(lock):
        before = path.read_bytes() if path.is_file() else b""
        try:
            after = change_text(path, checked)
        except UnicodeDecodeError as error:
            message, hint = f"not UTF-8 (byte {error.start})", "Save it as UTF-8"
            raise error_at(path.name, message, hint) from None
    return FileChange(path, before, after)


def take_back(change: FileChange, lock: Path) -> bool:
    """Write what a file was before a change; return ``False`` where it has changed since."""
    # As a whole: a part of it may have been put elsewhere since, by hand.
    with alone_with(lock):
        # Somebody may have renamed or deleted it, too.
        if not change.path.is_file() or change.path.read_bytes() != change.after:
            return False
        write_atomically(change.path, change.before)
    return True


def with_table(text: str, name: str, values: Mapping[str, Any]) -> str:
    """Return a TOML text with one more table of an array of tables, at its end."""
    # As text, since whatever stands between the tables is somebody's remark on one of them.
    table = tomlkit.document()
    for key, value in values.items():
        table[key] = value
    end = "\r\n" if "\r\n" in text else "\n"
    above = text.rstrip()
    # Not by splitlines, which cuts at characters that a string of TOML may hold.
    below = f"[[{name}]]\n{tomlkit.dumps(table)}".replace("\n", end)
    return f"{above}{end}{end}{below}" if above else below


def without_key(text: str, key: str) -> str:
    """Return a TOML text without a key at its top."""
    document = tomlkit.parse(text)
    document.pop(key, None)
    return tomlkit.dumps(document)


def with_cite(text: str, question: str, cite: str, *, chosen: bool) -> str:
    """Return a topic's TOML whose question has a sentence among its cites, or has it no more."""
    document = tomlkit.parse(text)
    # Read anew at this moment: what another window has chosen meanwhile is among them.
    table = _with_id(document.get("question", ()), question)
    cites = table.get("cites")
    if not isinstance(cites, list):
        table["cites"] = cites = tomlkit.array()
    if chosen and cite not in cites:
        cites.append(cite)
    elif not chosen and cite in cites:
        cites.remove(cite)
    return tomlkit.dumps(document)


def with_statement(text: str, place: Where, words: Mapping[str, Any] | None, seen: str) -> str:
    """Return a topic's TOML with an editor's words at a place, or without any for ``None``.

    The place is ``brief`` or ``question``, its id and ``answer``, with the number of the statement.
    `seen` is the `statement_key` of what the editor saw there. Raise `NotAsSeenError` where that
    has changed. A number that is not there yet is one more.
    """
    document = tomlkit.parse(text)
    *above, name, last = place
    number = int(last)
    parent: Any = document
    for part in above:
        # A question goes by its id: its number is another one once somebody adds one before it.
        parent = _with_id(parent, str(part)) if isinstance(parent, list) else parent[part]
    # One statement needs no list.
    known = parent.get(name)
    statements = known if isinstance(known, list) else [known]
    old = statements[number] if number < len(statements) else None
    if statement_key(old) != seen:
        raise NotAsSeenError
    if words is not None:
        _put(parent, str(name), number, old, words)
    elif len(statements) > 1:
        del known[number]
    else:
        parent.pop(name, None)
    return tomlkit.dumps(document)


def _put(parent: Any, name: str, number: int, old: Any, words: Mapping[str, Any]) -> None:
    """Write a statement to the number it has below a key; `old` is what is there, if anything."""
    known = parent.get(name)
    # What is written as [[answer]] takes tables, all else what is in braces.
    made: Any = tomlkit.table() if isinstance(known, AoT) else tomlkit.inline_table()
    made.update(words)
    if isinstance(old, Mapping):
        _update(old, words)
    elif isinstance(known, list) and old is None:
        known.append(made)
    elif isinstance(known, list):
        known[number] = made
    elif known is None or old is not None:
        parent[name] = made
    else:
        # The second statement makes a list of the one that had none.
        both = tomlkit.array()
        both.append(known)
        both.append(made)
        # A remark behind the first stays behind both.
        if known.trivia.comment:
            both.comment(known.trivia.comment.lstrip("# "))
        parent[name] = both


def statement_key(value: Any) -> str:
    """Return the key of a statement as a topic's file has it, empty for none."""
    # Of a remark or another order of keys nobody has to be told.
    if value is None:
        return ""
    if not isinstance(value, Mapping):
        return key_of(str(value))
    return key_of([(key, _bare(value.get(key))) for key in ("ar", "en", "cite", "cites", "date")])


def _bare(value: Any) -> Any:
    """Return a value without what tomlkit knows of how it is written."""
    if isinstance(value, list):
        return [str(one) for one in value]
    return None if value is None else str(value)


def _with_id(tables: Iterable[Any], ident: str) -> Table:
    for table in tables:
        if table.get("id") == ident:
            found: Table = table
            return found
    raise NotAsSeenError


def _update(old: Any, words: Mapping[str, Any]) -> None:
    # Key by key, so that each keeps its place and what is remarked on it.
    for key in ("cite", "basis"):
        if key in old and key not in words:
            del old[key]
    for key, value in words.items():
        if _bare(old.get(key)) != _bare(value):
            old[key] = value
