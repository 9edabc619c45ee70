"""Names that several test modules share."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).parent.parent
ARTICLES = ROOT / "tests" / "articles"
"""A project's folder with five articles in its seeds/. Whoever uses the plugin replaces the
checkout's own seeds/, so no test reads those."""
Run = Callable[..., "subprocess.CompletedProcess[str]"]


def load_script(name: str) -> ModuleType:
    """Return a file of scripts/ as a module: that folder is no package."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


def small_project(root: Path) -> Path:
    """Make a project with two tiny seeds (tests/golden/seeds) in a folder; nothing is built."""
    for name in ("plugins", "theme"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pelicanconf.py", "publishconf.py"):
        text = (ROOT / name).read_text(encoding="utf-8")
        offline = text.replace('BRIEFING_ENGINE = "google"', 'BRIEFING_ENGINE = "none"')
        (root / name).write_text(offline, encoding="utf-8")
    shutil.copytree(ROOT / "tests" / "golden" / "seeds", root / "seeds")
    (root / "content").mkdir()
    return root
