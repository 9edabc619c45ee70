"""What has changed before a build: each case changes a project as a person would, or not at all.

A case never brings back what was there before, which a build may still know: `turn` counts the
times that the cases of a project have run, and every turn changes something else.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

PERSON = "mustafa-al-kadhimi"
"""Whose English name changes: many stories have it."""
POSTS = ("ar", "en")


@dataclass(frozen=True)
class Project:
    """A project's folder, and the folder of the stories that can be added to it."""

    folder: Path
    spare: Path


def empty(project: Project, _: int) -> None:
    """Remove whatever builds have made: the site, the posts, and what they keep for the next."""
    for name in ("output", "cache"):
        shutil.rmtree(project.folder / name, ignore_errors=True)
    for lang in POSTS:
        shutil.rmtree(project.folder / "content" / lang, ignore_errors=True)


def leave(_: Project, __: int) -> None:
    """Change nothing."""


def add_story(project: Project, _: int) -> None:
    """Put the next spare story and its memory among the seeds."""
    story = min(project.spare.glob("*.txt"))
    for path in (story, story.with_suffix(".en.po")):
        path.rename(project.folder / "seeds" / path.name)


def correct_sentence(project: Project, turn: int) -> None:
    """Change a word of the English of one sentence, in another story each turn."""
    memories = sorted((project.folder / "seeds").glob("story-*.en.po"))
    memory = memories[turn % len(memories)]
    text = memory.read_text(encoding="utf-8")
    # Every sentence of a story that was made has this word, its title has not.
    memory.write_text(_replaced(r"\(document (?=\d)", "(paper ", text), encoding="utf-8")


def rename_person(project: Project, turn: int) -> None:
    """Give one person another English name in the glossary: another second initial each turn."""
    glossary = project.folder / "seeds" / "glossary.toml"
    text = glossary.read_text(encoding="utf-8")
    entry = rf'(?s)(?<=id = "{PERSON}")(.*?\nen = "\w+) (?:[A-Z]\. )?'
    initial = chr(ord("A") + turn % 26)
    glossary.write_text(_replaced(entry, rf"\1 {initial}. ", text), encoding="utf-8")


def change_template(project: Project, turn: int) -> None:
    """Change a word in the template of articles."""
    template = project.folder / "theme" / "templates" / "article.html"
    text = template.read_text(encoding="utf-8")
    pattern = r'<article class="story(?: turn-\d+)?"'
    template.write_text(
        _replaced(pattern, f'<article class="story turn-{turn}"', text), encoding="utf-8"
    )


def _replaced(pattern: str, by: str, text: str) -> str:
    """Return a text with the first match replaced; raise `ValueError` if that changes nothing."""
    changed = re.sub(pattern, by, text, count=1)
    if changed == text:
        message = f"nothing to change: {pattern}"
        raise ValueError(message)
    return changed


@dataclass(frozen=True)
class Case:
    """A change to a project, and whether a target compares the build after it with Hugo."""

    title: str
    change: Callable[[Project, int], None]
    beside_hugo: bool = False


COLD = "cold"
CASES = {
    COLD: Case("cold", empty),
    "unchanged": Case("no change", leave, beside_hugo=True),
    "added": Case("one story added", add_story, beside_hugo=True),
    "corrected": Case("one sentence corrected", correct_sentence, beside_hugo=True),
    "renamed": Case("one name in the glossary", rename_person),
    "template": Case("a template changed", change_template),
}
"""The cases in the order in which they run, by the names that the command knows."""
