"""Runs a script with the plugin of this checkout importable.

.venv/bin/python scripts/run.py tests/quality/test_pages.py
"""

import runpy
import sys
from pathlib import Path

import pelican.plugins

ROOT = Path(__file__).resolve().parent.parent

pelican.plugins.__path__.append(str(ROOT / "plugins"))

if __name__ == "__main__":
    if len(sys.argv) == 1:
        sys.exit("usage: scripts/run.py SCRIPT [ARGUMENT...]")
    sys.argv = sys.argv[1:]
    # What the script imports from its own folder, and what pytest would put on the path.
    sys.path[0:1] = [str(Path(sys.argv[0]).resolve().parent), str(ROOT / "tests")]
    runpy.run_path(sys.argv[0], run_name="__main__")
