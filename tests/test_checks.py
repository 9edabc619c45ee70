"""Every check of translations, by the cases in tests/cases/checks/."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
from casefile import CASES, cases
from pelican.plugins.briefing.check.arabic import arabic_figures, arabic_months, arabic_weekdays
from pelican.plugins.briefing.check.checks import NAMES_CHECK, SEGMENT_CHECKS, check_story, findings
from pelican.plugins.briefing.check.details import as_written, worded
from pelican.plugins.briefing.check.no_answer import is_no_translation
from pelican.plugins.briefing.editors.glossary import Glossary
from pelican.plugins.briefing.editors.glossary_file import read_glossary
from pelican.plugins.briefing.editors.sidecar import Sidecar
from pelican.plugins.briefing.language.english import (
    Figures,
    english_figures,
    english_months,
    english_weekdays,
)
from pelican.plugins.briefing.model import Finding, Seed, Sentence, Story
from story_support import parse_story

FOLDER = CASES / "checks"
FILES = sorted(path.stem for path in FOLDER.glob("*.txt"))
NAMES = "names.toml"
ARABIC = "أعلنت وزارة الصحة عن إصابات جديدة بالفيروس في المدارس."
OTHER = "ارتفعت أسعار القمح في الأسواق بعد موسم جاف في شمال البلاد."
THIRD = "وقال التجار إن المخزون يكفي أشهرا."
ENGLISH = "The ministry of health announced new infections with the virus in schools."


@cache
def read_names() -> Glossary:
    return read_glossary((FOLDER / NAMES).read_text(encoding="utf-8"), NAMES)


def all_cases() -> list[object]:
    found = []
    for name in FILES:
        found += cases(f"checks/{name}")
    return found


@pytest.mark.parametrize(("title", "given", "expected"), all_cases())
def test_findings(title: str, given: str, expected: list[str]) -> None:
    ar, en = given.split("\n")
    found = [f"{finding.kind}: {finding.detail.en}" for finding in findings(ar, en, read_names())]
    assert (found or ["nothing"]) == expected, title


def read(figures: Figures, months: frozenset[int], weekdays: frozenset[int]) -> list[str]:
    """Return what was read in a text as the case files have it, nothing left out."""
    values = {
        "digits": figures.digits,
        "words": figures.words,
        "loose": figures.loose,
        "months": months,
        "weekdays": weekdays,
    }
    lines = []
    for name, found in values.items():
        if found:
            lines.append(f"{name}: {' '.join(f'{value:.10g}' for value in sorted(found))}")
    return lines or ["nothing"]


@pytest.mark.parametrize(("title", "given", "expected"), cases("check_readers/arabic"))
def test_arabic_is_read(title: str, given: str, expected: list[str]) -> None:
    found = read(arabic_figures(given), arabic_months(given), arabic_weekdays(given))
    assert found == expected, title


@pytest.mark.parametrize(("title", "given", "expected"), cases("check_readers/english"))
def test_english_is_read(title: str, given: str, expected: list[str]) -> None:
    found = read(english_figures(given), english_months(given), english_weekdays(given))
    assert found == expected, title


@pytest.mark.parametrize("check", [*SEGMENT_CHECKS, NAMES_CHECK])
def test_every_check_has_a_case_in_which_it_finds_something(check: str) -> None:
    assert any(line.startswith(f"{check}: ") for case in all_cases() for line in case.values[2])


@pytest.mark.parametrize("answer", ["", " \n", ARABIC, "HTTP 503 Service Unavailable"])
def test_what_is_no_translation_is_not_kept(answer: str) -> None:
    assert is_no_translation(ARABIC, answer) is True


@pytest.mark.parametrize("answer", [ENGLISH, "The ministry", "Markets closed higher."])
def test_what_may_be_a_translation_is_kept(answer: str) -> None:
    assert is_no_translation(ARABIC, answer) is False


def with_english(story: Story, english: dict[str, str]) -> Story:
    """Return a story with other English for some of its segments, by id, and none for the rest."""
    return story.each(lambda s: replace(s, en=english.get(s.id), findings=()))


def found_in(story: Story) -> dict[str, list[Finding]]:
    checked = check_story(story, Glossary())
    return {s.id: list(s.findings) for s in checked.segments() if s.findings}


@pytest.fixture
def story() -> Story:
    """Return a story of a title and three sentences."""
    text = f"عودة الدراسة في المدن الساحلية\n\n{ARABIC}\n\n{OTHER} {THIRD}\n"
    return parse_story(Seed("a.txt", "a", text), Sidecar())


IDS = ("p1s1", "p2s1")


def test_one_english_for_two_arabic_segments_is_found_at_both(story: Story) -> None:
    found = found_in(with_english(story, dict.fromkeys(IDS, "All four words alike")))
    assert found["p1s1"][-1] == Finding("exchanged", worded("same_english", segment="p2s1"))
    assert found["p2s1"][-1] == Finding("exchanged", worded("same_english", segment="p1s1"))


def test_a_short_english_may_be_that_of_two_segments(story: Story) -> None:
    found = found_in(with_english(story, dict.fromkeys(IDS, "Three words alike")))
    assert "exchanged" not in {one.kind for of_id in found.values() for one in of_id}


def test_the_same_arabic_twice_has_the_same_english_twice(story: Story) -> None:
    def alike(sentence: Sentence) -> Sentence:
        return replace(sentence, ar=ARABIC, en=ENGLISH, lang="ar")

    assert found_in(story.each(alike)) == {}


def test_what_a_segment_lacks_is_found_in_the_story(story: Story) -> None:
    found = found_in(with_english(story, {IDS[0]: "Markets closed higher in العراق"}))
    assert Finding("leftover", as_written("العراق")) in found[IDS[0]]
    assert set(found) == {IDS[0]}


def test_what_is_english_in_the_article_is_not_checked(story: Story) -> None:
    english = with_english(story, {IDS[0]: "HTTP 503 Service Unavailable"})
    assert set(found_in(english)) == {IDS[0]}
    assert found_in(english.each(lambda s: replace(s, lang="en"))) == {}
