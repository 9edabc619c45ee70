"""The project's own English: figures, names and quotation marks agree with the Arabic."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from pelican.plugins.briefing.inputs import Edition, Inputs
from pelican.plugins.briefing.language.arabic import ARABIC_LETTER, fold
from pelican.plugins.briefing.language.numbers import find_numbers
from pelican.plugins.briefing.model import Sentence

QUOTES = re.compile(r"[“”«»\"]")


def segments(edition: Edition) -> Iterator[tuple[str, Sentence]]:
    for story in edition.stories:
        for segment in story.segments():
            if segment.lang == "ar":
                yield f"{story.slug}#{segment.id}", segment


def english_numbers(text: str) -> set[float]:
    found = {float(n.replace(",", "")) for n in re.findall(r"\d[\d,]*(?:\.\d+)?", text)}
    words = {"three": 3, "four": 4, "two": 2, "one-third": 1 / 3, "tenth": 10, "half": 0.5}
    return found | {value for word, value in words.items() if word in text.lower()}


def test_every_figure_in_digits_is_in_the_english(edition: Edition) -> None:
    lost = [
        (name, number.value)
        for name, segment in segments(edition)
        for number in find_numbers(segment.ar)
        if any(c.isdigit() for c in fold(segment.ar[number.start : number.end]))
        and number.value not in english_numbers(segment.en or "")
    ]
    assert lost == []


def test_no_arabic_is_left_in_the_english(edition: Edition) -> None:
    assert [n for n, s in segments(edition) if ARABIC_LETTER.search(s.en or "")] == []


def test_every_person_named_is_named_in_english(edition: Edition, inputs: Inputs) -> None:
    lost = []
    for name, segment in segments(edition):
        people = (m.entry for m in inputs.glossary.mentions(segment.ar) if m.entry.kind == "person")
        lost += [
            (name, person.id)
            for person in people
            if (person.short or person.name.en).split("-")[-1].split()[-1] not in (segment.en or "")
            and "#AlSudani" not in (segment.en or "")
        ]
    assert lost == []


def test_no_quotation_is_invented(edition: Edition) -> None:
    invented = [
        name
        for name, segment in segments(edition)
        if "“" in (segment.en or "") and not QUOTES.search(segment.ar)
    ]
    assert invented == []


@pytest.mark.parametrize("mark", ["“”", "‘"])
def test_quotation_marks_are_balanced(edition: Edition, mark: str) -> None:
    if len(mark) == 1:
        assert all((s.en or "").count("‘") <= (s.en or "").count("’") for _, s in segments(edition))
        return
    wrong = [n for n, s in segments(edition) if (s.en or "").count("“") != (s.en or "").count("”")]
    assert wrong == []
