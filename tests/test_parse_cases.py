"""Every quirk of Arabic news text that is a case file in tests/cases/."""

from __future__ import annotations

import re

import pytest
from casefile import cases
from pelican.plugins.briefing.dates.arabic import find_mentions
from pelican.plugins.briefing.dates.publication_line import read_publication_line
from pelican.plugins.briefing.dates.when import When
from pelican.plugins.briefing.language.sentences import split_sentences
from pelican.plugins.briefing.language.stated import stated_numbers
from pelican.plugins.briefing.model import Line, Sentence
from pelican.plugins.briefing.story.lines import split_lines
from pelican.plugins.briefing.story.roles.cascade import assign_roles


@pytest.mark.parametrize(("title", "given", "expected"), cases("sentences"))
def test_sentences(title: str, given: str, expected: list[str]) -> None:
    assert split_sentences(given) == expected, title


@pytest.mark.parametrize(("title", "given", "expected"), cases("times"))
def test_times(title: str, given: str, expected: list[str]) -> None:
    day = re.search(r"\[(.*)\]", title)[1]
    sentences = tuple(Sentence(f"p{n}s1", line) for n, line in enumerate(given.split("\n"), 1))
    found = find_mentions(sentences, When.from_iso(day))
    rows = []
    for mention in found:
        when = mention.when
        known = (when.iso, when.iso_end or "-", when.precision) if when else ("-", "-", "-")
        rows.append(" | ".join((mention.text, *known)))
    assert rows == expected


@pytest.mark.parametrize(("title", "given", "expected"), cases("publication_lines"))
def test_publication_lines(title: str, given: str, expected: list[str]) -> None:
    found = read_publication_line(given)
    row = "no publication line"
    if found:
        places = ", ".join(found.places) or "-"
        row = f"{found.kind} | {found.dated.when.iso} | {found.dated.when.precision} | {places}"
    assert [row] == expected, title


@pytest.mark.parametrize(("title", "given", "expected"), cases("numbers"))
def test_numbers(title: str, given: str, expected: list[str]) -> None:
    rows = [
        f"{n.value:g}{'%' * n.percent} | {n.qualifier or '-'}{'' if n.is_count else ' | no count'}"
        for n in stated_numbers(given)
    ]
    wanted = []
    for row in expected:
        value, told = row.split(" | ", 1)
        wanted.append(f"{float(value.rstrip('%')):g}{'%' * value.count('%')} | {told}")
    assert rows == wanted, title


def test_a_number_in_brackets_has_both_of_them() -> None:
    text = "صدرت (99) مليوناً و(876) ألفاً و(425) برميلاً"
    assert [text[n.start : n.end] for n in stated_numbers(text)] == [
        "(99) مليوناً و(876) ألفاً و(425)"
    ]


@pytest.mark.parametrize(("title", "given", "expected"), cases("roles"))
def test_roles(title: str, given: str, expected: list[str]) -> None:
    lines = split_lines(given.replace("|", ""))
    roles = assign_roles(lines)
    assert [roles[i] for i in range(len(lines))] == expected, title


def test_lines_are_numbered_as_an_editor_numbers_them() -> None:
    lines = split_lines("أ\n\n \u200f\nب \nج")
    assert lines == (Line(1, "أ"), Line(4, "ب", blank_before=True), Line(5, "ج"))
