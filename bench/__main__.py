"""What `make bench` runs: whole builds, unless the first argument names another measurement.

python bench [build] [--sizes 100,1000] …    whole builds beside stock Pelican and Hugo
python bench parse                           reading articles, long and adversarial ones too
python bench explain [10000]                 one explainer of many stories
python bench profile [CASE [STORIES]]        where the time of one build goes
"""

from __future__ import annotations

import importlib
import sys

MODULES = {"build": "build", "parse": "parse", "explain": "explain", "profile": "profiling"}
"""Commands by name, each with the file that has it; `profile` is a module of Python's own."""


def main() -> None:
    """Run the command that the first argument names."""
    arguments = sys.argv[1:]
    command = "build"
    if arguments and arguments[0] in MODULES:
        command = arguments.pop(0)
    # Only the module that is asked for: a process that starts others and measures them stays small.
    importlib.import_module(MODULES[command]).main(arguments)


if __name__ == "__main__":
    main()
