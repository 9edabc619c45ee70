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


def test_the_wheel_runs_where_it_is_installed(wheel: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    options = ("--no-deps", "--no-index", "--no-compile", "--target", str(site))
    subprocess.run([*PIP, "install", *options, str(wheel)], check=True, timeout=120)  # noqa: S603
    # Plugins are found beside Pelican itself, so it has to lie in the same folder.
    shutil.copytree(Path(pelican.__file__).parent, site / "pelican", dirs_exist_ok=True)
    environment = {**os.environ, "PYTHONPATH": str(site), "PYTHONUTF8": "1"}

    def run(*arguments: str) -> str:
        done = subprocess.run(  # noqa: S603 - our own interpreter
            [sys.executable, *arguments],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            check=True,
        )
        return done.stdout

    code = "import pelican.plugins.briefing as b; b.register; print(b.__file__)"
    assert run("-c", code).startswith(str(site))
    assert "usage: pelican-briefing" in run(str(site / "bin" / "pelican-briefing"), "--help")
