"""The reviewed English of the five articles agrees with the Arabic in figures, names and marks."""

from __future__ import annotations

import re

import pytest
from pelican.plugins.briefing.edition import Edition, Inputs
from pelican.plugins.briefing.language.arabic import ARABIC_LETTER, fold
from pelican.plugins.briefing.language.stated import stated_numbers
from pelican.plugins.briefing.model import Sentence

QUOTES = re.compile(r"[“”«»\"]")


def segments(edition: Edition) -> list[tuple[str, Sentence]]:
    """Return every Arabic segment with its name; there are some, or no test here could fail."""
    found = []
    for story in edition.stories:
        for segment in story.segments():
            if segment.lang == "ar":
                found.append((f"{story.slug}#{segment.id}", segment))
    assert len(found) > 100
    return found


def english_numbers(text: str) -> set[float]:
    found = {float(n.replace(",", "")) for n in re.findall(r"\d[\d,]*(?:\.\d+)?", text)}
    words = {"three": 3, "four": 4, "two": 2, "one-third": 1 / 3, "tenth": 10, "half": 0.5}
    return found | {value for word, value in words.items() if word in text.lower()}


def test_every_figure_in_digits_is_in_the_english(edition: Edition) -> None:
    kept, lost = [], []
    for name, segment in segments(edition):
        for number in stated_numbers(segment.ar):
            if any(c.isdigit() for c in fold(segment.ar[number.start : number.end])):
                is_kept = number.value in english_numbers(segment.en or "")
                (kept if is_kept else lost).append((name, number.value))
    assert kept
    assert lost == []


def test_no_arabic_is_left_in_the_english(edition: Edition) -> None:
    assert [n for n, s in segments(edition) if ARABIC_LETTER.search(s.en or "")] == []


def test_every_person_named_is_named_in_english(edition: Edition, inputs: Inputs) -> None:
    named, lost = [], []
    for name, segment in segments(edition):
        english = segment.en or ""
        for mention in inputs.glossary.mentions(segment.ar):
            person = mention.entry
            if person.kind == "person":
                surname = (person.short or person.name.en).split("-")[-1].split()[-1]
                is_named = surname in english or "#AlSudani" in english
                (named if is_named else lost).append((name, person.id))
    assert named
    assert lost == []


def test_no_quotation_is_invented(edition: Edition) -> None:
    quoting = [(name, s) for name, s in segments(edition) if "“" in (s.en or "")]
    assert quoting
    assert [name for name, segment in quoting if not QUOTES.search(segment.ar)] == []


@pytest.mark.parametrize("mark", ["“”", "‘"])
def test_quotation_marks_are_balanced(edition: Edition, mark: str) -> None:
    if len(mark) == 1:
        assert all((s.en or "").count("‘") <= (s.en or "").count("’") for _, s in segments(edition))
        return
    wrong = [n for n, s in segments(edition) if (s.en or "").count("“") != (s.en or "").count("”")]
    assert wrong == []
