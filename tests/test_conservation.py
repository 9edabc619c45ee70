"""Nothing lost: every visible character of a seed is in exactly one place of its story."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pelican.plugins.briefing.editors.sidecar import Sidecar
from pelican.plugins.briefing.formats.markdown import read_markdown
from pelican.plugins.briefing.model import Seed, Story
from pelican.plugins.briefing.story.roles.cascade import classify
from story_support import parse_story
from support import ARTICLES, ROOT

SEEDS = sorted((ARTICLES / "seeds").glob("*.txt")) + sorted(
    (ROOT / "tests" / "golden" / "seeds").glob("*.txt")
)
LINES = [line for path in SEEDS for line in path.read_text(encoding="utf-8").split("\n")]
ODDITIES = ["", " ", "\u200f", "«", '"', "…", "..", "3", "x", "ـــ", "\u202e", "<b>", "12/12/2021"]


def visible(text: str) -> Counter[str]:
    """Return how often each character that is no white space occurs."""
    return Counter(re.sub(r"\s", "", text))


def collected(story: Story) -> Counter[str]:
    """Return the same over all the places a story keeps text in."""
    places = [sentence.ar for sentence in story.segments()]
    places += [line.text for line in story.evidence]
    places += [line.text for line in story.set_aside]
    return visible("".join(places))


def without_blank_marks(text: str) -> str:
    """Return a text without the lines that only hold invisible marks, which are empty lines."""
    lines = text.split("\n")
    return "\n".join(x for x in lines if re.sub(r"[\s\u200b-\u200f\u202a-\u202e\ufeff]", "", x))


EDITOR = Sidecar(title="عنوان المحرر", publisher="دار المحرر", author="المحرر", date="2023")
"""An editor who overrules all that a line of the seed may state."""


def check(text: str, sidecar: Sidecar | None = None) -> None:
    seed, sidecar = Seed("x.txt", "x", text), sidecar or Sidecar()
    story = parse_story(seed, sidecar)
    kept = collected(story)
    lines = [aside.line for aside in story.set_aside]
    assert lines == sorted(lines)
    # Of no line is an editor's title, nor what stands for one: the first words again.
    if sidecar.title or not any(line.role == "title" for line in classify(seed)):
        kept -= visible(story.title.ar)
    assert kept == visible(without_blank_marks(text))


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_every_seed(path: Path) -> None:
    check(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_every_seed_whose_editor_knows_better(path: Path) -> None:
    check(path.read_text(encoding="utf-8"), EDITOR)


def test_what_is_set_aside_from_one_line_is_in_its_order() -> None:
    text = "نقابة النقل تعلق إضرابها بعد اتفاق | صحيفة الضفة\n\nقالت النقابة إن الإضراب معلق."
    story = parse_story(Seed("x.txt", "x", text), EDITOR)
    assert " ".join(aside.text for aside in story.set_aside) == text.split("\n", maxsplit=1)[0]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(LINES + ODDITIES), min_size=1, max_size=30))
@example(["…", "…"])
def test_random_mixtures_of_lines(lines: list[str]) -> None:
    check("\n".join(lines))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(alphabet='اب د.؟!«»“”"()-–—/:0123٣،؛ \u200f', max_size=60), max_size=12))
def test_random_text(lines: list[str]) -> None:
    text = "\n".join(lines)
    if visible(without_blank_marks(text)):
        check(text)


@pytest.mark.parametrize(
    "text",
    [
        "---\nكلمة أولى\n---\nكلمة ثانية",
        "---\n\nكلمة أولى\n\n---\n\nكلمة ثانية\n---",
        "...\nكلمة أولى\n...\nكلمة ثانية",
        "+++\nكلمة أولى\n+++\nكلمة ثانية",
        "---\ntitle: x\n+++\nكلمة أولى",
        "+++\ntitle = 'x'\n---\nكلمة أولى",
        f"# كلمة{' ' * 100_000}أولى",
        "# لغة C#\n## كلمة ##\n# #",
    ],
)
def test_markdown_loses_no_word(text: str) -> None:
    seed = read_markdown("a.md", text.encode(), "seeds/a.md", None)
    assert re.findall(r"\w+", seed.text) == re.findall(r"\w+", text)
    assert seed.meta.title is None


@pytest.mark.parametrize(
    "front",
    ["---\nurl: x\n---", "---\n\nurl: x\n...", "+++\nurl = 'x'\n+++", "+++\nurl: x\n+++"],
)
def test_front_matter_is_no_text(front: str) -> None:
    seed = read_markdown("a.md", f"{front}\nكلمة أولى".encode(), "seeds/a.md", None)
    assert seed.text.strip() == "كلمة أولى"
