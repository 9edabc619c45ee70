import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright
from site_reader import LANGS, TOPICS, Website, build, copy_project, lacking, read_website
from support import Builder

CHROMIUMS = (
    os.environ.get("CHROMIUM", ""),
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, started once."""
    path = next(filter(None, map(shutil.which, filter(None, CHROMIUMS))), None)
    if path is None:
        lacking("there is no Chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=[*ARGUMENTS])
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def site(shared: Path, builder: Builder) -> Path:
    """The output folder of a build of the five articles, which no test may change."""
    project = shared / "project"
    # Whichever process of the tests comes first builds it for all.
    with (shared / "project.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (project / "output").is_dir():
            shutil.rmtree(project, ignore_errors=True)
            build(copy_project(project), builder)
    return project / "output"


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
