"""Watches a project as ``pelican -r`` does, and makes an editor's changes itself.

``python watching_run.py PROJECT MEMORY NUMBER`` corrects one sentence of a memory so many times
and prints as JSON what was seen each time: `shown` are the pages that were there before the build,
by path, `built` the same pages after it; `kept` counts the objects of Python's that are alive.
"""

from __future__ import annotations

import gc
import json
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import pelican
import pelican.plugins

pelican.plugins.__path__.append(str(Path(__file__).parent.parent / "plugins"))

from pelican.plugins.briefing.edges.first_look import FirstLook
from pelican.plugins.briefing.edges.store import Store

MARK = "corrected"


def pages() -> dict[str, str]:
    """Return the pages of the site that have the correction, by path."""
    found = {}
    for path in sorted(Path("output").rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        if MARK in text:
            found[path.as_posix()] = text
    return found


class Editor:
    """Corrects a sentence whenever Pelican has built the site; ends it after the last time."""

    def __init__(self, memory: Path, times: int) -> None:
        self.memory = memory
        self.left = times
        self.seen: list[dict[str, Any]] = []
        self.shown: dict[str, str] = {}

    def wait(self, *_: object) -> set[tuple[int, str]]:
        """Look at the site, and correct the sentence once more."""
        gc.collect()
        built = pages()
        same = {path: built.get(path) for path in self.shown}
        kept = len(gc.get_objects())
        self.seen.append({"shown": self.shown, "built": same, "all": list(built), "kept": kept})
        if self.left == 0:
            raise KeyboardInterrupt
        self.left -= 1
        text = self.memory.read_text(encoding="utf-8")
        first, mark, rest = text.partition('msgctxt "p1s1"')
        before, quote, after = rest.partition('msgstr "')
        # Of one length each time, so that nothing else grows.
        after = after.removeprefix(f"{MARK} {self.left + 1:02} ")
        after = f"{MARK} {self.left:02} {after}"
        self.memory.write_text(f"{first}{mark}{before}{quote}{after}", encoding="utf-8")
        return {(1, str(self.memory))}


def main() -> None:
    """Run Pelican until the last change is built."""
    project, memory, times = sys.argv[1:]
    os.chdir(project)
    editor = Editor(Path(memory), int(times))
    show = FirstLook.show

    def show_and_look(look: FirstLook, seeds: Path, site: Path, store: Store) -> None:
        show(look, seeds, site, store)
        editor.shown = pages()

    FirstLook.show = show_and_look  # type: ignore[method-assign]
    pelican.wait_for_changes = editor.wait
    with suppress(KeyboardInterrupt):
        pelican.main(["content", "-r", "-q", "-s", "pelicanconf.py"])
    sys.stdout.write(f"\n{json.dumps(editor.seen)}\n")


if __name__ == "__main__":
    main()
