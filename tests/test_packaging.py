"""The wheel: what it holds, and that it runs as an installed plugin."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pelican
import pytest
from support import ROOT

PIP = (sys.executable, "-m", "pip", "--isolated", "--disable-pip-version-check", "--quiet")
PLUGIN = ROOT / "plugins" / "briefing"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the project's wheel, built with no network: the build backend is installed."""
    folder = tmp_path_factory.mktemp("wheel")
    options = ("--no-build-isolation", "--no-deps", "--no-index", "--wheel-dir", str(folder))
    subprocess.run([*PIP, "wheel", *options, str(ROOT)], check=True, timeout=120)  # noqa: S603
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_holds_the_plugin_and_nothing_else(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if ".dist-info/" not in name}
    here = set()
    for path in PLUGIN.rglob("*"):
        if path.is_file() and path.suffix not in {".pyc", ".tmp"}:
            here.add(f"pelican/plugins/briefing/{path.relative_to(PLUGIN).as_posix()}")
    # In particular no pelican/__init__.py, which is Pelican's, and no pelican/plugins/__init__.py.
    assert packed == here


@pytest.fixture
def installed(wheel: Path, tmp_path: Path) -> Path:
    """Return a folder that has Pelican and the wheel, to be put before all others."""
    site = tmp_path / "site"
    options = ("--no-deps", "--no-index", "--no-compile", "--target", str(site))
    subprocess.run([*PIP, "install", *options, str(wheel)], check=True, timeout=120)  # noqa: S603
    # Plugins are found beside Pelican itself, so it has to lie in the same folder.
    shutil.copytree(Path(pelican.__file__).parent, site / "pelican", dirs_exist_ok=True)
    return site


def run(site: Path, folder: Path, *arguments: str) -> str:
    """Run Python in a folder with what is installed in another one; return what it prints."""
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(site), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=True,
    )
    return done.stdout


def test_the_installed_plugin_is_imported_and_has_its_command(
    installed: Path, tmp_path: Path
) -> None:
    code = "import pelican.plugins.briefing as b; b.register; print(b.__file__)"
    assert run(installed, tmp_path, "-c", code).startswith(str(installed))
    command = str(installed / "bin" / "pelican-briefing")
    assert "usage: pelican-briefing" in run(installed, tmp_path, command, "--help")


def test_a_site_of_ones_own_starts_from_the_theme_and_the_settings(
    installed: Path, project: Path
) -> None:
    shutil.rmtree(project / "plugins")
    run(installed, project, "-m", "pelican", "content", "-s", "pelicanconf.py", "--fatal", "errors")
    assert (project / "output" / "en" / "index.html").is_file()
    assert list((project / "content" / "ar").glob("*.md"))
