"""Names that several test modules share."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parent.parent
ARTICLES = ROOT / "tests" / "articles"
"""A project's folder with five articles in its seeds/. Whoever uses the plugin replaces the
checkout's own seeds/, so no test reads those."""
Run = Callable[..., "subprocess.CompletedProcess[str]"]
