"""Nothing takes more than twice as long for twice the text: every expression, and whole stages."""

from __future__ import annotations

import ast
import html
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import polib
import pytest
from growth import grows_faster, slow_texts
from pelican.plugins.briefing.check.checks import check_story
from pelican.plugins.briefing.dates.arabic import find_mentions
from pelican.plugins.briefing.dates.when import When
from pelican.plugins.briefing.editors.glossary import Glossary
from pelican.plugins.briefing.editors.sidecar import Sidecar
from pelican.plugins.briefing.formats.file_types import decode
from pelican.plugins.briefing.model import Sentence
from pelican.plugins.briefing.story.editorial import add_editorial
from pelican.plugins.briefing.story.parse import parse_article
from pelican.plugins.briefing.translate.memory import read_memory
from pelican.plugins.briefing.translate.merge import merge_catalogue
from support import ROOT

PLUGIN = ROOT / "plugins" / "briefing"
DRIVER = ROOT / "tests" / "recorded_expressions.py"
CALLS = {"compile", "search", "match", "fullmatch", "sub", "split", "findall", "finditer", "subn"}
AT_A_PLACE = {
    "editors/toml_lines.py": ("_OPENING, _EQUALS, _CLOSING",),
    "dates/relative.py": ("_COUNTED_ON",),
    "check/exclusive_words.py": ("known",),
}
"""Expressions that are handed on and then only matched at a place, never searched for."""

GOOD = (
    r"(?<!\w)\w+(?!\w)",
    r"\d+",
    r"[ \t]",
    r"(?:من|عن)\s(?:ال)?\w",
    r"[«“](?:[^»”]*)[»”]?",
    r"(?<!\s)\s+x",
    r'"[^"]*" is',
)
BAD = (
    r"[\s:.…|›»>]+$",
    r"\s+ال",
    r"(?:a+)+$",
    r"(\w+\s?)*!",
    r"\d+x",
    r"<a.*>",
    r"\s++ال",
    r"(?:a|a)*b",
)


@pytest.mark.parametrize("pattern", BAD)
def test_a_slow_expression_is_found(pattern: str) -> None:
    assert next(slow_texts(re.compile(pattern)), None)


@pytest.mark.parametrize("pattern", GOOD)
def test_a_linear_expression_is_let_be(pattern: str) -> None:
    assert next(slow_texts(re.compile(pattern)), None) is None


@cache
def tree_of(name: str) -> ast.Module:
    """Return a file of the plugin as Python reads it."""
    return ast.parse((PLUGIN / name).read_text(encoding="utf-8"))


@cache
def naming_statements(name: str) -> tuple[ast.Assign | ast.FunctionDef, ...]:
    """Return the statements of a file of the plugin that give something a name."""
    nodes = ast.walk(tree_of(name))
    return tuple(node for node in nodes if isinstance(node, ast.Assign | ast.FunctionDef))


def calls_of_re() -> Iterator[tuple[str, ast.Call]]:
    """Yield every call in the plugin that is given an expression, with its file."""
    for path in sorted(PLUGIN.rglob("*.py")):
        name = path.relative_to(PLUGIN).as_posix()
        for node in ast.walk(tree_of(name)):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in {f"re.{c}" for c in CALLS}:
                yield name, node


def only_matched(name: str, line: int) -> bool:
    """Tell whether an expression, given its place, is only ever matched where a match begins."""
    source = (PLUGIN / name).read_text(encoding="utf-8")
    if re.search(r"\bre\.(?:full)?match\(", source.split("\n")[line - 1]):
        return True
    named = ""
    for node in naming_statements(name):
        if not node.lineno <= line <= (node.end_lineno or 0):
            continue
        if isinstance(node, ast.Assign):
            named = ast.unparse(node.targets[0]).strip("()")
        else:
            named = node.name
    if named in AT_A_PLACE.get(name, ()):
        return True
    uses = re.findall(rf"\b{named}(?!\w)(.{{0,20}})", source) if named else []
    read = [use for use in uses if not re.match(r" = |: |\(.*\) ->|\(\) -", use)]
    return bool(read) and all(re.match(r"(?:\([^()]*\))?\.(?:full)?match\(", use) for use in read)


@pytest.fixture(scope="module")
def recorded() -> list[tuple[str, int, str, int]]:
    """Return what the plugin compiles over many sources: pattern, flags, file, line."""
    done = subprocess.run(  # noqa: S603 - our own
        [sys.executable, str(DRIVER)], capture_output=True, encoding="utf-8", check=True
    )
    return [tuple(json.loads(line)) for line in done.stdout.splitlines()]


def test_every_expression_is_known_here(recorded: list[tuple[str, int, str, int]]) -> None:
    """Written as a literal, or compiled while the plugin runs over the tests' sources."""
    lines = {(name, line) for _, _, name, line in recorded}
    unknown = []
    for name, call in calls_of_re():
        places = {(name, line) for line in range(call.lineno, (call.end_lineno or 0) + 1)}
        if not (isinstance(call.args[0], ast.Constant) or places & lines):
            unknown.append(f"{name}:{call.lineno}: {ast.unparse(call)}")
    assert unknown == []


def test_every_expression_is_linear(recorded: list[tuple[str, int, str, int]]) -> None:
    expressions = {(pattern, flags): (name, line) for pattern, flags, name, line in recorded}
    for name, call in calls_of_re():
        pattern = call.args[0]
        if isinstance(pattern, ast.Constant):
            text = pattern.value
            # Those for bytes are read as Latin letters, one for each byte.
            text = text.decode("latin-1") if isinstance(text, bytes) else text
            expressions.setdefault((text, 0), (name, call.lineno))
    assert len(expressions) > 300
    slow = []
    for (text, flags), (name, line) in expressions.items():
        pattern = re.compile(text, flags)
        at = pattern.match if only_matched(name, line) else None
        for growth, before, part, after in slow_texts(pattern, at):
            slow.append(
                f"{name}:{line}: {text[:60]!r}: {growth:.0f} for {before!r} {part!r} {after!r}"
            )
            break
    assert slow == [], "\n".join(slow)


# Whole stages -----------------------------------------------------------------------------------

SENTENCE = "قال زيد العلي في بغداد إن 2500 جندي سيغادرون المدينة في 24 يوليو 2021 بعد اتفاق. "
PARTS = (" ", ".", "|", ":", ">", "…", "1", "«", "<", "&", "ا", "-", "«ا» ", "1/", "(", "\t")


def parse(ending: str) -> Callable[[str], object]:
    """Return a function that reads and parses a file of a kind."""
    return lambda text: parse_article(decode(f"x{ending}", text.encode()), Sidecar(), "x")


def article(ending: str, *lines: str) -> str:
    """Return a file of a kind that holds an article with these lines."""
    lines = ("عنوان المقال الطويل هنا", SENTENCE * 2, *lines, SENTENCE * 3)
    if ending != ".html":
        return "\n\n".join(lines) + "\n"
    body = "".join(f"<p>{html.escape(line)}</p>" for line in lines[1:])
    return f"<html><body><article><h1>{lines[0]}</h1>{body}</article></body></html>"


@pytest.mark.parametrize("ending", [".txt", ".md", ".html"])
def test_one_long_line_is_parsed_in_its_own_time(ending: str) -> None:
    slow = []
    for part in PARTS:

        def make(size: int, part: str = part) -> str:
            return article(ending, f"{SENTENCE}{part * (size // len(part))}{SENTENCE}")

        if growth := grows_faster(parse(ending), make):
            slow.append((part, growth))
    assert slow == [], "\n".join(slow)


@pytest.mark.parametrize("ending", [".txt", ".md", ".html"])
@pytest.mark.parametrize("line", [SENTENCE, "سياسة", "2021-07-24 10:00", "«قال» | a", "- x"])
def test_many_lines_are_parsed_in_their_own_time(ending: str, line: str) -> None:
    def make(size: int) -> str:
        return article(ending, *(f"{line} {number}" for number in range(size // 8)))

    assert grows_faster(parse(ending), make) == 0


@pytest.mark.parametrize("part", ["في 3 مارس ", "في 3 مارس 2020 ", "قال ", "وفي مارس، "])
def test_dates_of_one_sentence_are_found_in_their_own_time(part: str) -> None:
    def find(text: str) -> None:
        find_mentions([Sentence("p1s1", "2018: نص"), Sentence("p2s1", text)], When.from_iso("2024"))

    assert grows_faster(find, lambda size: "عام 2019 " + part * (size // 4)) == 0


def test_memories_are_read_and_merged_in_their_own_time(tmp_path: Path) -> None:
    path = tmp_path / "x.en.po"
    entries = "".join(
        f'msgctxt "p{n}s1"\nmsgid "الجملة رقم {n} هنا"\nmsgstr "Sentence {n}"\n\n'
        for n in range(4096)
    ).split("\n\n")
    head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'

    def read(text: str) -> None:
        path.write_text(text, encoding="utf-8")
        read_memory(str(path), "x.en.po")

    def merge(text: str) -> None:
        path.write_text(text, encoding="utf-8")
        story = parse_article(decode("x.txt", (SENTENCE * 9).encode()), Sidecar(), "x")
        str(merge_catalogue(story.segments(), polib.pofile(str(path)), {}))

    def make(size: int) -> str:
        return head + "\n\n".join(entries[: size // 2]) + "\n"

    assert grows_faster(read, make) == 0
    assert grows_faster(merge, make) == 0


def test_edited_sentences_that_are_alike_are_merged_in_their_own_time() -> None:
    def merge(text: str) -> None:
        old = polib.POFile()
        for number, line in enumerate(text.split("\n")):
            old.append(polib.POEntry(msgctxt=f"p{number}s1", msgid=line, msgstr="Sentence"))
        edited = text.replace("القصة", "الرواية").split("\n")
        segments = [Sentence(f"p{n}s1", line) for n, line in enumerate(edited)]
        merge_catalogue(segments, old, {})

    def make(size: int) -> str:
        return "\n".join(f"جملة رقم {number} في القصة." for number in range(size))

    assert grows_faster(merge, make) == 0


def test_checks_and_summaries_take_their_own_time() -> None:
    def run(text: str) -> None:
        story = parse_article(decode("x.txt", text.encode()), Sidecar(), "x")
        english = "Zaid al-Ali said in Baghdad that 2,500 soldiers would leave on July 24, 2021."
        story = story.each(lambda sentence: replace(sentence, en=english, state="machine"))
        add_editorial(check_story(story, Glossary()), Sidecar(), Glossary())

    def make(size: int) -> str:
        return article(".txt", *(f"{SENTENCE} {number}" for number in range(size // 8)))

    assert grows_faster(run, make) == 0
