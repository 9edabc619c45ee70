"""What builds keep: found again as it was put there, or not at all, and always safe to delete."""

from __future__ import annotations

import os
import pickle
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from pelican.plugins.briefing.edges import store as module
from pelican.plugins.briefing.edges.store import STORE_FILE, Store
from pelican.plugins.briefing.fingerprint import code_key, key_of
from pelican.plugins.briefing.model import Bilingual, Cite
from support import ROOT

VALUE = Bilingual("أ", "A"), (Cite("a", "p1s1"), frozenset({1.5})), {"a": None}


def kept(folder: Path, *values: object) -> list[str]:
    """Keep values as a build does, and return their keys."""
    store = Store(folder)
    keys = [store.key("test", number) for number, _ in enumerate(values)]
    for key, value in zip(keys, values, strict=True):
        store.put(key, value)
    store.save()
    store.close()
    return keys


def test_a_value_is_found_by_the_next_build(tmp_path: Path) -> None:
    (key,) = kept(tmp_path, VALUE)
    store = Store(tmp_path)
    assert store.get(key) == VALUE
    assert store.get(store.key("test", "another")) is None
    assert store.get(store.key("another kind", 0)) is None


def test_a_value_is_found_before_it_is_written(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put("key", VALUE)
    assert store.get("key") == VALUE


def test_without_a_folder_nothing_is_kept() -> None:
    store = Store(None)
    store.put("key", VALUE)
    assert store.get("key") is None
    store.save()


def test_a_key_is_of_the_code_and_of_every_value() -> None:
    assert Store(None).key("kind", 1, "2") == key_of("kind", code_key(), 1, "2")
    assert key_of(1, "2") != key_of("1", 2) != key_of(12)


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: b"",
        lambda data: data[: len(data) // 2],
        lambda _: b"no database at all" * 100,
        lambda data: data[:4096] + b"\xff" * (len(data) - 4096),
        lambda data: bytes(byte ^ 0x55 for byte in data),
    ],
)
def test_a_damaged_store_is_begun_anew(tmp_path: Path, damage: object) -> None:
    (key,) = kept(tmp_path, VALUE)
    path = tmp_path / STORE_FILE
    path.write_bytes(damage(path.read_bytes()))  # type: ignore[operator]
    store = Store(tmp_path)
    assert store.get(key) in (None, VALUE)
    store.put(key, VALUE)
    store.save()
    store.close()
    assert Store(tmp_path).get(key) == VALUE


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE facts SET value = 'many' WHERE name = 'build'",
        "UPDATE facts SET value = NULL WHERE name = 'build'",
        "UPDATE facts SET value = CAST(x'ff' AS TEXT) WHERE name = 'build'",
        "UPDATE contents SET value = NULL",
        "UPDATE contents SET value = CAST(value AS TEXT)",
        "UPDATE contents SET value = 17",
        "UPDATE uses SET size = NULL",
        "UPDATE uses SET size = 'large'",
        "ALTER TABLE contents RENAME COLUMN value TO other",
    ],
)
def test_damage_that_the_database_does_not_see_costs_one_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    """As one wrong bit makes it: the next build ends well, and the one after it is as ever."""
    monkeypatch.setattr(module, "NOTE_USES_EVERY", 1)
    (key,) = kept(tmp_path, VALUE)
    with sqlite3.connect(tmp_path / STORE_FILE) as database:
        database.execute(change)
    database.close()
    for number in range(2):
        store = Store(tmp_path)
        assert store.get(key) in (None, VALUE, 0)
        store.put(key, number)
        store.save()
        store.close()
    assert Store(tmp_path).get(key) == 1


def test_a_value_that_is_not_what_was_put_is_not_believed(tmp_path: Path) -> None:
    one, other = kept(tmp_path, "one", "other")
    with sqlite3.connect(tmp_path / STORE_FILE) as database:
        (data,) = database.execute("SELECT value FROM contents WHERE key = ?", (one,)).fetchone()
        database.execute("UPDATE contents SET value = ? WHERE key = ?", (data, other))
    database.close()
    store = Store(tmp_path)
    assert (store.get(one), store.get(other)) == ("one", None)


def test_a_store_of_another_format_is_begun_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (key,) = kept(tmp_path, VALUE)
    monkeypatch.setattr(module, "_FORMAT", "of the future")
    assert Store(tmp_path).get(key) is None


class Runs:
    """What would run a command if it was read as pickles are."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, ("exit 1",)


@pytest.mark.parametrize("value", [Runs(), Store, len, Path("a"), subprocess.Popen])
def test_a_store_that_somebody_made_runs_nothing(tmp_path: Path, value: object) -> None:
    """Not even with the right checksum, which everybody can compute."""
    key = "key"
    store = Store(tmp_path)
    store.put(key, None)
    store.save()
    data = module.compressed_bytes(pickle.dumps(value), 1)
    with sqlite3.connect(tmp_path / STORE_FILE) as database:
        proven = module._checksum(key, data) + data  # noqa: SLF001 - as a forger would
        database.execute("UPDATE contents SET value = ? WHERE key = ?", (proven, key))
    database.close()
    assert Store(tmp_path).get(key) is None


def test_what_nobody_asks_for_is_thrown_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "NOTE_USES_EVERY", 1)
    monkeypatch.setattr(module, "LONGEST_UNUSED", 2)
    used, unused = kept(tmp_path, "used", "unused")
    for _ in range(4):
        store = Store(tmp_path)
        assert store.get(used) == "used"
        store.save()
        store.close()
    assert Store(tmp_path).get(unused) is None


def test_it_grows_to_its_bound_and_no_further(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "NOTE_USES_EVERY", 1)
    monkeypatch.setattr(module, "LARGEST", 300_000)
    for build in range(6):
        store = Store(tmp_path)
        for number in range(10):
            store.put(store.key(build, number), "x" * 10_000)
        store.save()
        # The newest are there.
        assert store.get(store.key(build, 0))
        store.close()
    assert (tmp_path / STORE_FILE).stat().st_size < 900_000


def test_two_processes_keep_at_once(tmp_path: Path) -> None:
    script = f"""\
import sys
import pelican.plugins
pelican.plugins.__path__.append({str(ROOT / "plugins")!r})
from pathlib import Path
from pelican.plugins.briefing.edges.store import Store
store = Store(Path({str(tmp_path)!r}))
for number in range(300):
    store.put(store.key(sys.argv[1], number), "x" * 1000)
    if number % 20 == 0:
        store.save()
store.save()
"""
    names = ("one", "other")
    both = [subprocess.Popen([sys.executable, "-c", script, name]) for name in names]  # noqa: S603
    assert [process.wait(timeout=60) for process in both] == [0, 0]
    store = Store(tmp_path)
    found = [store.get(store.key(name, number)) for name in names for number in range(300)]
    assert found == ["x" * 1000] * 600


def test_a_folder_that_cannot_be_written_costs_nothing_else(tmp_path: Path) -> None:
    place = tmp_path / "a file"
    place.write_text("in the way", encoding="utf-8")
    store = Store(place)
    store.put("key", VALUE)
    store.save()
    assert store.get("key") is None
    assert place.read_text(encoding="utf-8") == "in the way"


def test_a_full_disk_costs_what_would_have_been_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (key,) = kept(tmp_path, VALUE)
    store = Store(tmp_path)

    def full(*_: object) -> None:
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorname = "SQLITE_FULL"
        raise error

    monkeypatch.setattr(store, "_write_new", full)
    store.put(store.key("test", "new"), "new")
    store.save()
    again = Store(tmp_path)
    assert (again.get(key), again.get(store.key("test", "new"))) == (VALUE, None)
