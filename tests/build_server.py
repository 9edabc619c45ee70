"""Runs programs in copies of this process, which has Pelican and the plugin loaded.

``python build_server.py TEMPLATES``: a new Python takes two thirds of a small build's time to load
modules and to compile expressions and templates. Here this is done once for all builds; what
templates become is kept in the folder TEMPLATES.

For each line on standard input a copy runs a program: JSON with `program` (a module, or the path of
a script), `arguments`, `folder`, `environment`, and where to write, `stdout` and `stderr`. The
answer is a line with the status, as `subprocess` has it: less than 0 if a signal ended the run.
"""

from __future__ import annotations

import gc
import json
import os
import runpy
import signal
import sys
from pathlib import Path
from typing import Any

import pelican.log
import pelican.plugins

ROOT = Path(__file__).parent.parent
pelican.plugins.__path__.append(str(ROOT / "plugins"))

from compiled_templates import keep_in, keep_parsed
from pelican.plugins.briefing.edges import command, plugin  # noqa: F401 - loaded once for all
from pelican.plugins.briefing.edges.inputs import read_inputs
from pelican.plugins.briefing.edges.making import make_edition
from pelican.plugins.briefing.fingerprint import code_key

LONGEST = 300
"""Seconds after which a run is ended."""


def prepare() -> None:
    """Load and compile what every build needs; nothing is left of any site."""
    # Nobody waits for ever for a fault that `make mutants` makes.
    signal.alarm(LONGEST)
    plugin.building()
    code_key()
    for project in ("articles", "golden"):
        make_edition(read_inputs(ROOT / "tests" / project, "seeds"))
    keep_in(Path(sys.argv[1]))
    keep_parsed(ROOT / "theme" / "templates")
    # A copy shares the memory that it leaves alone: that of what is here for good.
    gc.collect()
    gc.freeze()
    signal.alarm(0)


def begin(asked: dict[str, Any]) -> None:
    """Make of this process what a new one would be."""
    signal.alarm(LONGEST)
    os.chdir(asked["folder"])
    # Python sets this one itself where the others name no locale.
    locale = os.environ.get("LC_CTYPE")
    os.environ.clear()
    os.environ.update(asked["environment"] | ({"LC_CTYPE": locale} if locale else {}))
    writing = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(os.open(asked["stdout"], writing), 1)
    os.dup2(os.open(asked["stderr"], writing), 2)
    sys.argv = [asked["program"], *asked["arguments"]]
    sys.path[0] = asked["folder"]
    # Its width is that of this environment.
    pelican.log.console.__init__()  # type: ignore[misc]


def run(program: str) -> int:
    """Run a program as the whole of this process; return its status."""
    try:
        if program.endswith(".py"):
            runpy.run_path(program, run_name="__main__")
        else:
            runpy.run_module(program, run_name="__main__", alter_sys=True)
    except SystemExit as end:
        if end.code is None or isinstance(end.code, int):
            return end.code or 0
        sys.stderr.write(f"{end.code}\n")
        return 1
    except BaseException:  # noqa: BLE001 - whatever ends a Python
        sys.excepthook(*sys.exc_info())  # type: ignore[arg-type]
        return 1
    return 0


def main() -> None:
    """Run what is asked for, one after the other."""
    prepare()
    # The copies have other streams.
    answers = os.dup(1)
    with os.fdopen(os.dup(0), encoding="utf-8") as questions:
        for line in questions:
            child = os.fork()
            if child == 0:
                asked = json.loads(line)
                begin(asked)
                status = run(asked["program"])
                sys.stdout.flush()
                sys.stderr.flush()
                # To tidy up all that it shares would take a tenth of a second.
                os._exit(status)
            _, ended = os.waitpid(child, 0)
            os.write(answers, f"{os.waitstatus_to_exitcode(ended)}\n".encode())


if __name__ == "__main__":
    main()
