"""What findings tell a reader of Arabic pages, by tests/cases/check_details.txt."""

from __future__ import annotations

import re
from string import Formatter

import pytest
from casefile import cases
from pelican.plugins.briefing.check.checks import findings
from pelican.plugins.briefing.check.details import listed, only_in, worded
from pelican.plugins.briefing.editors.glossary import Glossary
from pelican.plugins.briefing.language.lexicon import load
from pelican.plugins.briefing.model import Bilingual

FRAMES = sorted(load("findings").items())


@pytest.mark.parametrize(("title", "given", "expected"), cases("check_details"))
def test_details_in_arabic(title: str, given: str, expected: list[str]) -> None:
    ar, en = given.split("\n")
    found = [f"{one.kind}: {one.detail.ar}" for one in findings(ar, en, Glossary({}))]
    assert found == expected, title


@pytest.mark.parametrize(("name", "frame"), FRAMES)
def test_a_frame_is_in_both_languages(name: str, frame: dict[str, str]) -> None:
    # A value that only has a meaning in English is not asked for in Arabic.
    asked = {
        lang: {field for _, field, _, _ in Formatter().parse(text) if field}
        for lang, text in frame.items()
    }
    assert asked["ar"] | {"meaning"} == asked["en"] | {"meaning"}
    assert not re.search("[A-Za-z]", re.sub(r"\{\w+\}", "", frame["ar"])), name


def test_values_are_in_the_language_of_the_frame() -> None:
    iraq = Bilingual("العراق", "Iraq")
    assert worded("denied", words=iraq) == Bilingual("منفيّ: العراق", "denied: Iraq")
    assert listed([iraq, iraq]) == Bilingual("العراق، العراق", "Iraq, Iraq")
    assert only_in([], []) is None
