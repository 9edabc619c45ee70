"""What builds have made, kept from one to the next under the key of all that it was made of.

A store can always be thrown away: it has nothing that a build could not make again, and nothing in
it is believed that does not prove to be what was put there.
"""

from __future__ import annotations

import hashlib
import io
import os
import pickle
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from dataclasses import is_dataclass
from pathlib import Path
from typing import Any, TypeVar

from deflate import deflate_compress, deflate_decompress

from ..fingerprint import code_key, key_of

T = TypeVar("T")

STORE_FILE = "briefing.sqlite3"
LARGEST = 2_000_000_000
"""How large a store may become before what was not used for longest is thrown away."""
LONGEST_UNUSED = 30
"""Builds that a value is kept for although none of them has asked for it."""
TOLD_EVERY = 10
"""Builds after which it is written down what they used: a row a value is more than most write."""
MOST_WAITING = 16_000_000
"""Bytes of new values that wait in memory to be written together."""
_FORMAT = "2"
_PATIENCE = 30.0
"""Seconds to wait for another process that writes at the same moment."""
_PROOF_SIZE, _SIZE_SIZE = 16, 4
_LEVEL = 1
"""How hard values are packed: to a tenth or so, at 480 MB a second."""
_NO_DAMAGE = "BUSY LOCKED PROTOCOL PERM READONLY CANTOPEN FULL NOMEM IOERR TOOBIG NOLFS"
"""What SQLite says of a file that may be whole: it is locked, cannot be written, has no room."""
_TABLES = """
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS contents (key TEXT PRIMARY KEY, value BLOB);
CREATE TABLE IF NOT EXISTS uses (key TEXT PRIMARY KEY, build INTEGER, size INTEGER) WITHOUT ROWID;
"""
_PACKAGE = __name__.partition(".edges.")[0]
_BUILT_IN = {("builtins", name) for name in ("frozenset", "set")}
_BUILT_IN |= {("datetime", name) for name in ("date", "datetime", "time", "timedelta", "timezone")}


class ValuesOnly(pickle.Unpickler):
    """Reads values of this package's own types: a store that somebody made can run nothing."""

    def find_class(self, module: str, name: str) -> Any:
        """Return the class of a value; raise `UnpicklingError` for whatever else is named."""
        if (module, name) in _BUILT_IN:
            return super().find_class(module, name)
        if module.startswith(f"{_PACKAGE}."):
            found = super().find_class(module, name)
            # Making a tuple or a dataclass does nothing else.
            if isinstance(found, type) and (is_dataclass(found) or issubclass(found, tuple)):
                return found
        message = f"{module}.{name} is no value"
        raise pickle.UnpicklingError(message)


class Store:
    """Values by key, read and kept in one file of a folder; without a folder nothing is kept.

    A file that is damaged or of another format is thrown away and begun anew.
    """

    def __init__(self, folder: Path | None) -> None:
        self._process = os.getpid()
        self._new: dict[str, bytes] = {}
        self._waiting = 0
        self._used: set[str] = set()
        self._build = 0
        self._path = folder / STORE_FILE if folder else None
        self._database = self._open(self._path) if self._path else None

    @property
    def is_open(self) -> bool:
        """Whether values are kept: there is a folder, and its file can be written."""
        return self._database is not None

    def key(self, kind: str, *values: object) -> str:
        """Return the key of what this code makes of values (see `key_of`)."""
        return key_of(kind, code_key(), *values)

    def get(self, key: str) -> Any:
        """Return a value by its key, ``None`` if it is not there."""
        # What waits to be written is not in the file yet.
        data = self._new.get(key)
        packed = None if data else self._read(key)
        if data is None and packed is None:
            return None
        self._used.add(key)
        try:
            if packed:
                data = unpacked(packed)
            return ValuesOnly(io.BytesIO(data or b"")).load()
        except Exception:  # noqa: BLE001 - whatever reading it raises, the value is made again
            return None

    def put(self, key: str, value: object) -> None:
        """Keep a value under its key: on disk from the next `save` on, at the latest."""
        if self._database:
            data = pickle.dumps(value, protocol=5)
            self._new[key] = data
            self._used.add(key)
            self._waiting += len(data)
            if self._waiting > MOST_WAITING:
                self.keep()

    def kept(self, key: str, make: Callable[[], T]) -> T:
        """Return the value of a key; it is made, and put there, where it is not."""
        found: T | None = self.get(key)
        if found is None:
            found = make()
            self.put(key, found)
        return found

    def use(self, *keys: str) -> None:
        """Keep values for as long as if somebody had asked for them."""
        self._used.update(keys)

    def keep(self) -> None:
        """Write what is new: a process that is a copy of another does so before it ends."""
        if self._new:
            self._write(self._write_new)

    def save(self) -> None:
        """Write what is new, and throw away what has not been asked for in a long time."""
        self._write(self._write_new, self._note_build)

    def _write(self, *steps: Callable[[sqlite3.Connection], None]) -> None:
        """Take steps that are seen together or not at all."""
        self._be_in_this_process()
        if self._database is None:
            return
        try:
            self._database.execute("BEGIN IMMEDIATE")
            for step in steps:
                step(self._database)
            self._database.execute("COMMIT")
        except sqlite3.Error as error:
            # The next build has to make these values again, and nothing else is lost.
            self._give_up(error)

    def _write_new(self, database: sqlite3.Connection) -> None:
        rows = []
        for key, data in self._new.items():
            packed = packed_bytes(data, _LEVEL)
            rows.append((key, _proof(key, packed) + packed))
        database.executemany("INSERT OR REPLACE INTO contents VALUES (?, ?)", rows)
        sizes = [(key, self._build, len(data)) for key, data in rows]
        database.executemany("INSERT OR REPLACE INTO uses VALUES (?, ?, ?)", sizes)
        self._new.clear()
        self._waiting = 0

    def _note_build(self, database: sqlite3.Connection) -> None:
        build = ("build", str(self._build))
        database.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", build)
        if self._build % TOLD_EVERY == 0:
            used = [(self._build, key) for key in self._used]
            database.executemany("UPDATE uses SET build = ? WHERE key = ?", used)
            self._forget(database)

    def close(self) -> None:
        """Let go of the file; from here on nothing is found and nothing kept."""
        if self._database:
            with suppress(sqlite3.Error):
                self._database.close()
        self._database = None
        self._new.clear()

    def _give_up(self, error: sqlite3.Error) -> bool:
        """Let go of the file; tell whether it was damaged, and is gone."""
        self.close()
        # What is left of a damaged file would cost every build the same.
        return self._path is not None and _is_damage(error) and _removed(self._path)

    def _be_in_this_process(self) -> None:
        """Open the file anew in a copy of the process: SQLite's connections are not for two."""
        if self._process != os.getpid():
            self._process = os.getpid()
            # Kept, since to let go of it would close it under the other's hands.
            self._inherited = self._database
            self._database = self._open(self._path) if self._path and self._database else None

    def _open(self, path: Path) -> sqlite3.Connection | None:
        """Return the file's connection, ``None`` where there can be none."""
        for may_be_replaced in (True, False):
            database = None
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                # Its own transactions: of Python's, only some statements would be part.
                # The desk answers from several threads, one of them at a time.
                database = sqlite3.connect(
                    path, timeout=_PATIENCE, isolation_level=None, check_same_thread=False
                )
                self._prepare(database)
            except (sqlite3.Error, OSError, TypeError, ValueError) as error:
                if database:
                    database.close()
                if not (may_be_replaced and _is_damage(error) and _removed(path)):
                    return None
            else:
                return database
        return None

    def _prepare(self, database: sqlite3.Connection) -> None:
        """Make the tables; raise `DatabaseError` for a file of another format."""
        # Of two that begin at once one is refused, however patient, and has what the other sets.
        with suppress(sqlite3.OperationalError):
            database.execute("PRAGMA journal_mode = WAL")
        # After a loss of power the file may lack the last builds, but is no less whole.
        database.execute("PRAGMA synchronous = NORMAL")
        database.executescript(_TABLES)
        database.execute("INSERT OR IGNORE INTO facts VALUES ('format', ?)", (_FORMAT,))
        facts = dict(database.execute("SELECT name, value FROM facts"))
        if facts["format"] != _FORMAT:
            raise sqlite3.DatabaseError(facts["format"])
        self._build = int(facts.get("build", "0")) + 1

    def _read(self, key: str) -> bytes | None:
        """Return the bytes of a value, ``None`` where they are not there or not what was put."""
        self._be_in_this_process()
        if self._database is None:
            return None
        # One wrong bit makes a text or nothing of bytes.
        query = "SELECT CAST(ifnull(value, '') AS BLOB) FROM contents WHERE key = ?"
        try:
            found = self._database.execute(query, (key,)).fetchone()
        except sqlite3.Error as error:
            if self._give_up(error) and self._path:
                self._database = self._open(self._path)
            return None
        if found is None:
            return None
        proof, packed = found[0][:_PROOF_SIZE], found[0][_PROOF_SIZE:]
        return packed if proof == _proof(key, packed) else None

    def _forget(self, database: sqlite3.Connection) -> None:
        """Throw away what was not used for too long, then what makes the file too large."""
        database.execute("DELETE FROM uses WHERE build < ?", (self._build - LONGEST_UNUSED,))
        # Newest first, until there is no room.
        total = 0
        too_many = []
        query = "SELECT key, ifnull(size + 0, 0) FROM uses ORDER BY build DESC, key"
        for key, size in database.execute(query):
            total += size
            if total > LARGEST:
                too_many.append((key,))
        database.executemany("DELETE FROM uses WHERE key = ?", too_many)
        database.execute("DELETE FROM contents WHERE key NOT IN (SELECT key FROM uses)")


def packed_bytes(data: bytes, level: int) -> bytes:
    """Return bytes packed, after how many they are; `level` says how hard."""
    return len(data).to_bytes(_SIZE_SIZE) + deflate_compress(data, level)


def unpacked(packed: bytes) -> bytes:
    """Return what `packed_bytes` packed."""
    size = int.from_bytes(packed[:_SIZE_SIZE])
    return bytes(deflate_decompress(packed[_SIZE_SIZE:], size))


def _proof(key: str, data: bytes) -> bytes:
    """Return what a value has before it: it is the one of this key, and whole."""
    return hashlib.blake2b(data, key=key.encode(), digest_size=_PROOF_SIZE).digest()


def _is_damage(error: Exception) -> bool:
    # An error that is Python's own, as of bytes that are no text, has no such name.
    name = getattr(error, "sqlite_errorname", "SQLITE_").split("_")[1]
    return not isinstance(error, OSError) and name not in _NO_DAMAGE.split()


def _removed(path: Path) -> bool:
    """Remove a store's file with those that SQLite keeps beside it; tell whether it is gone."""
    try:
        for part in path.parent.glob(f"{path.name}*"):
            part.unlink(missing_ok=True)
    except OSError:
        return False
    return True
