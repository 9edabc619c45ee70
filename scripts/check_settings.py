"""Says what would end a build before the plugin is loaded, one line each, and exits 1.

.venv/bin/python scripts/check_settings.py pelicanconf.py content

Plain `pelican` shows a traceback there: it reads the settings before it loads any plugin.
"""

import sys
from pathlib import Path

import pelican.plugins

pelican.plugins.__path__.append(str(Path(__file__).resolve().parent.parent / "plugins"))

try:
    from pelican.plugins.briefing.edges.settings_file import problems_before_a_build
    from pelican.plugins.briefing.errors import BriefingError
except ModuleNotFoundError as missing:
    if missing.name != "pelican.plugins.briefing":
        raise
    # The settings themselves say that the plugin is not there, in every build.
    sys.exit(0)


def main(conf: str, content: str) -> int:
    """Print each problem on standard error; return 1 if there is one, else 0."""
    try:
        problems = tuple(problems_before_a_build(Path(conf), Path(content)))
    except BriefingError as error:
        problems = error.problems
    for problem in problems:
        print(f"error: {problem}", file=sys.stderr)
    return int(bool(problems))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
