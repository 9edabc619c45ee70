"""The cache of a project: what builds have made, by the key of all that it was made of.

It can be deleted at any time, since a build can make all of it again. Nothing read from it is
trusted unless its checksum shows that it is what was put there.
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
"""Bytes that a store may have; beyond them what was used least recently is evicted."""
LONGEST_UNUSED = 30
"""Builds after which a value that none of them has asked for is evicted."""
NOTE_USES_EVERY = 10
"""Builds between two notes of what was used, since each note writes a row for every value."""
MOST_WAITING = 16_000_000
"""Bytes of new values that wait in memory to be written together."""
_FORMAT = "2"
_LOCK_TIMEOUT = 30.0
"""Seconds to wait for the lock while another process writes."""
_CHECKSUM_SIZE, _LENGTH_SIZE = 16, 4
_COMPRESSION_LEVEL = 1
"""The lowest: values shrink to a tenth or so, at 480 MB a second."""
_NO_DAMAGE = "BUSY LOCKED PROTOCOL PERM READONLY CANTOPEN FULL NOMEM IOERR TOOBIG NOLFS"
"""SQLite's errors that do not mean a damaged file: it is locked, read-only, the disk is full, …"""
_TABLES = """
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS contents (key TEXT PRIMARY KEY, value BLOB);
CREATE TABLE IF NOT EXISTS uses (key TEXT PRIMARY KEY, build INTEGER, size INTEGER) WITHOUT ROWID;
"""
_PACKAGE = __name__.partition(".edges.")[0]
_BUILT_IN = {("builtins", name) for name in ("frozenset", "set")}
_BUILT_IN |= {("datetime", name) for name in ("date", "datetime", "time", "timedelta", "timezone")}


class ValuesOnly(pickle.Unpickler):
    """Unpickles values of this package's own types alone: a forged store can run no code."""

    def find_class(self, module: str, name: str) -> Any:
        """Return the class of a value; raise `UnpicklingError` for whatever else is named."""
        if (module, name) in _BUILT_IN:
            return super().find_class(module, name)
        if module.startswith(f"{_PACKAGE}."):
            found = super().find_class(module, name)
            # Constructing a tuple or a dataclass has no side effects.
            if isinstance(found, type) and (is_dataclass(found) or issubclass(found, tuple)):
                return found
        message = f"{module}.{name} is no value"
        raise pickle.UnpicklingError(message)


class Store:
    """Values by key in an SQLite file of a folder; without a folder nothing is kept.

    A file that is damaged or of another format is replaced by an empty one.
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
        compressed = None if data else self._read(key)
        if data is None and compressed is None:
            return None
        self._used.add(key)
        try:
            if compressed:
                data = decompressed_bytes(compressed)
            return ValuesOnly(io.BytesIO(data or b"")).load()
        except Exception:  # noqa: BLE001 - whatever reading it raises, the value is made again
            return None

    def put(self, key: str, value: object) -> None:
        """Keep a value under its key; it is on disk after the next `flush` or `save`."""
        if self._database:
            data = pickle.dumps(value, protocol=5)
            self._new[key] = data
            self._used.add(key)
            self._waiting += len(data)
            if self._waiting > MOST_WAITING:
                self.flush()

    def get_or_make(self, key: str, make: Callable[[], T]) -> T:
        """Return the value of a key; one that is not there is made and put there."""
        found: T | None = self.get(key)
        if found is None:
            found = make()
            self.put(key, found)
        return found

    def mark_used(self, *keys: str) -> None:
        """Count values as used by this build, so that they are evicted no sooner."""
        self._used.update(keys)

    def flush(self) -> None:
        """Write what is new; a forked process does so before it ends."""
        if self._new:
            self._write(self._write_new)

    def save(self) -> None:
        """Write what is new, and count this build; every few builds old values are evicted."""
        self._write(self._write_new, self._note_build)

    def _write(self, *steps: Callable[[sqlite3.Connection], None]) -> None:
        """Run steps in one transaction."""
        self._reopen_in_copy()
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
            compressed = compressed_bytes(data, _COMPRESSION_LEVEL)
            rows.append((key, _checksum(key, compressed) + compressed))
        database.executemany("INSERT OR REPLACE INTO contents VALUES (?, ?)", rows)
        sizes = [(key, self._build, len(data)) for key, data in rows]
        database.executemany("INSERT OR REPLACE INTO uses VALUES (?, ?, ?)", sizes)
        self._new.clear()
        self._waiting = 0

    def _note_build(self, database: sqlite3.Connection) -> None:
        build = ("build", str(self._build))
        database.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", build)
        if self._build % NOTE_USES_EVERY == 0:
            used = [(self._build, key) for key in self._used]
            database.executemany("UPDATE uses SET build = ? WHERE key = ?", used)
            self._evict(database)

    def close(self) -> None:
        """Close the file; from here on nothing is found and nothing kept."""
        if self._database:
            with suppress(sqlite3.Error):
                self._database.close()
        self._database = None
        self._new.clear()

    def _give_up(self, error: sqlite3.Error) -> bool:
        """Close the file; return whether it was damaged and has been removed."""
        self.close()
        # A damaged file that stays would fail every build from here on.
        return self._path is not None and _is_damage(error) and _removed(self._path)

    def _reopen_in_copy(self) -> None:
        """Open the file again in a forked process: two may not share an SQLite connection."""
        if self._process != os.getpid():
            self._process = os.getpid()
            # Referred to, since collecting it would close the parent's connection.
            self._inherited = self._database
            self._database = self._open(self._path) if self._path and self._database else None

    def _open(self, path: Path) -> sqlite3.Connection | None:
        """Return a connection to the file, ``None`` where it cannot be opened or written."""
        for may_be_replaced in (True, False):
            database = None
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                # Transactions are begun here: Python's own would leave out some statements.
                # The desk uses the connection from several threads, one at a time.
                database = sqlite3.connect(
                    path, timeout=_LOCK_TIMEOUT, isolation_level=None, check_same_thread=False
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
        # Of two processes that set it at once one is refused at once; the other's setting holds.
        with suppress(sqlite3.OperationalError):
            database.execute("PRAGMA journal_mode = WAL")
        # After a power cut the file may lack the last builds, but it is not damaged.
        database.execute("PRAGMA synchronous = NORMAL")
        database.executescript(_TABLES)
        database.execute("INSERT OR IGNORE INTO facts VALUES ('format', ?)", (_FORMAT,))
        facts = dict(database.execute("SELECT name, value FROM facts"))
        if facts["format"] != _FORMAT:
            raise sqlite3.DatabaseError(facts["format"])
        self._build = int(facts.get("build", "0")) + 1

    def _read(self, key: str) -> bytes | None:
        """Return the compressed bytes of a value, ``None`` if missing or of a wrong checksum."""
        self._reopen_in_copy()
        if self._database is None:
            return None
        # With one wrong bit SQLite may return a text, or NULL, instead of bytes.
        query = "SELECT CAST(ifnull(value, '') AS BLOB) FROM contents WHERE key = ?"
        try:
            found = self._database.execute(query, (key,)).fetchone()
        except sqlite3.Error as error:
            if self._give_up(error) and self._path:
                self._database = self._open(self._path)
            return None
        if found is None:
            return None
        checksum, compressed = found[0][:_CHECKSUM_SIZE], found[0][_CHECKSUM_SIZE:]
        return compressed if checksum == _checksum(key, compressed) else None

    def _evict(self, database: sqlite3.Connection) -> None:
        """Delete what was not used for too long, then what makes the file too large."""
        database.execute("DELETE FROM uses WHERE build < ?", (self._build - LONGEST_UNUSED,))
        # The most recently used are counted first; what exceeds the limit goes.
        total = 0
        too_many = []
        query = "SELECT key, ifnull(size + 0, 0) FROM uses ORDER BY build DESC, key"
        for key, size in database.execute(query):
            total += size
            if total > LARGEST:
                too_many.append((key,))
        database.executemany("DELETE FROM uses WHERE key = ?", too_many)
        database.execute("DELETE FROM contents WHERE key NOT IN (SELECT key FROM uses)")


def compressed_bytes(data: bytes, level: int) -> bytes:
    """Return the size of bytes, then the bytes compressed; levels are those of deflate."""
    return len(data).to_bytes(_LENGTH_SIZE) + deflate_compress(data, level)


def decompressed_bytes(data: bytes) -> bytes:
    """Return the bytes that `compressed_bytes` was given."""
    size = int.from_bytes(data[:_LENGTH_SIZE])
    return bytes(deflate_decompress(data[_LENGTH_SIZE:], size))


def _checksum(key: str, data: bytes) -> bytes:
    """Return the checksum of a value and its key, which is stored before the value."""
    return hashlib.blake2b(data, key=key.encode(), digest_size=_CHECKSUM_SIZE).digest()


def _is_damage(error: Exception) -> bool:
    # An error of Python's own, such as one of decoding, has no such name.
    name = getattr(error, "sqlite_errorname", "SQLITE_").split("_")[1]
    return not isinstance(error, OSError) and name not in _NO_DAMAGE.split()


def _removed(path: Path) -> bool:
    """Remove a store's file and those that SQLite keeps beside it; return whether that worked."""
    try:
        for part in path.parent.glob(f"{path.name}*"):
            part.unlink(missing_ok=True)
    except OSError:
        return False
    return True
