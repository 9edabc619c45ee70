import json
from pathlib import Path
from typing import Any

import pytest
from site_reader import LANGS, TOPICS, Website, build, copy_project, read_website


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder of a build of the five articles."""
    return build(copy_project(tmp_path_factory.mktemp("project")))


@pytest.fixture(scope="session")
def website(site: Path) -> Website:
    """The built pages, parsed; there are some, or no test that goes through them could fail."""
    read = read_website(site)
    names = ("index", "archives", "tags", "sources", "about", *TOPICS)
    assert {f"{lang}/{name}.html" for lang in LANGS for name in names} <= read.pages.keys()
    return read


@pytest.fixture(scope="session")
def export(site: Path) -> dict[str, Any]:
    """The built data export; what its tests go through is not empty."""
    read = json.loads((site / "data" / "briefing.json").read_text(encoding="utf-8"))
    for story in read["stories"]:
        assert story["summary"], story["slug"]
        assert story["blocks"], story["slug"]
    assert any(story["times"] for story in read["stories"])
    assert read["topics"]
    assert any(
        each for topic in read["topics"] for c in topic["comparison"] for each in c["by_story"]
    )
    return read
