"""Names that several test modules share."""

from __future__ import annotations

import importlib.util
import json
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
PATH = "/usr/bin:/bin"
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


class Builder:
    """Runs ``python -m pelican`` as a new Python does, in a third of its time.

    Each run is a process of its own, a copy of one that has everything loaded: the plugin is that
    of the checkout, whatever is in a project's plugins/. Where a test is about how Python starts or
    what it loads, it has to start one.
    """

    def __init__(self, folder: Path, templates: Path) -> None:
        self._out, self._err = folder / "stdout", folder / "stderr"
        self._server = subprocess.Popen(  # noqa: S603 - our own
            [sys.executable, str(ROOT / "tests" / "build_server.py"), str(templates)],
            env={"PATH": PATH, "HOME": str(folder)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            # Ctrl-C is for the tests.
            start_new_session=True,
        )

    def run(
        self, project: Path, *arguments: str, program: str = "pelican", **environment: str
    ) -> subprocess.CompletedProcess[str]:
        """Run Pelican, or another program, in a folder; return its status and what it printed.

        A program is a module, or the path of a script that imports what is loaded.
        """
        assert self._server.stdin is not None
        assert self._server.stdout is not None
        asked = {
            "program": program,
            "arguments": arguments,
            "folder": str(project),
            "environment": {"PATH": PATH, "HOME": str(project), **environment},
            "stdout": str(self._out),
            "stderr": str(self._err),
        }
        self._server.stdin.write(f"{json.dumps(asked)}\n")
        self._server.stdin.flush()
        status = int(self._server.stdout.readline())
        out, err = (path.read_text(encoding="utf-8") for path in (self._out, self._err))
        return subprocess.CompletedProcess([program, *arguments], status, out, err)

    def close(self) -> None:
        """Let the process end."""
        self._server.communicate(timeout=60)
