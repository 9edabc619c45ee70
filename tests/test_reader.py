"""What Pelican's reader gets of the posts that builds write."""

from __future__ import annotations

from pathlib import Path

import pytest
from pelican.plugins.briefing.edges.reader import PostConverter, decompressed_text
from pelican.plugins.briefing.edges.store import Store
from pelican.plugins.briefing.render.posts import signed
from pelican.settings import DEFAULT_CONFIG
from workers_support import CountingWorkers


def post(folder: Path, name: str, body: str) -> Path:
    path = folder / "en" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(signed(f"Title: A title\nSeed: {name}\n\n{body}\n"), encoding="utf-8")
    return path


@pytest.fixture
def converter() -> PostConverter:
    return PostConverter(DEFAULT_CONFIG | {"PLUGINS": []}, {})


def test_a_post_is_converted_once(tmp_path: Path, converter: PostConverter) -> None:
    content = tmp_path / "content"
    first, second = post(content, "a.md", "One."), post(content, "b.md", "Two.")
    store = Store(tmp_path / "cache")
    workers = CountingWorkers()
    made = converter.convert_all(content, store, workers)
    assert decompressed_text(made[str(first)].html) == "<p>One.</p>"
    assert decompressed_text(made[str(second)].html) == "<p>Two.</p>"
    post(content, "b.md", "Three.")
    again = converter.convert_all(content, store, workers)
    assert decompressed_text(again[str(second)].html) == "<p>Three.</p>"
    assert again[str(first)] == made[str(first)]
    assert workers.values == 3
    store.close()


def test_what_a_person_writes_is_not_converted(tmp_path: Path, converter: PostConverter) -> None:
    """Also where it is written while posts are converted: it belongs to Pelican's own reader."""
    content = tmp_path / "content"
    kept, edited = post(content, "a.md", "One."), post(content, "b.md", "Two.")
    gone, own = post(content, "c.md", "Three."), content / "en" / "own.md"
    own.write_text("Title: Mine\n\nText.\n", encoding="utf-8")
    (content / "en" / "latin.md").write_bytes(b"Title: \xe9\n\nText.\n")

    def edit() -> None:
        edited.write_text(f"{edited.read_text(encoding='utf-8')}Mine.\n", encoding="utf-8")
        gone.unlink()

    found = converter.convert_all(content, Store(None), CountingWorkers(edit))
    assert found.keys() == {str(kept)}
