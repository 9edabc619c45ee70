"""Runs the command ``pelican-briefing`` with the plugin of this checkout."""

import sys
from pathlib import Path

import pelican.plugins

pelican.plugins.__path__.append(str(Path(__file__).resolve().parent.parent / "plugins"))

if __name__ == "__main__":
    from pelican.plugins.briefing.edges.terminal import run_command

    sys.exit(run_command())
