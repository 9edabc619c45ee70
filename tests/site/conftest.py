import json
from pathlib import Path
from typing import Any

import pytest
from site_reader import Website, build, copy_project, read_website


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder of a build of the five articles."""
    return build(copy_project(tmp_path_factory.mktemp("project")))


@pytest.fixture(scope="session")
def website(site: Path) -> Website:
    """The built pages, parsed."""
    return read_website(site)


@pytest.fixture(scope="session")
def export(site: Path) -> dict[str, Any]:
    """The built data export."""
    return json.loads((site / "data" / "briefing.json").read_text(encoding="utf-8"))
