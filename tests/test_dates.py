"""How a sentence puts its dates, and which sentence it refers to: by cases, and as properties."""

from __future__ import annotations

from datetime import date, timedelta
from typing import cast

import pytest
from casefile import cases
from hypothesis import given
from hypothesis import strategies as st
from pelican.plugins.briefing.dates.arabic import find_times
from pelican.plugins.briefing.dates.english import english_of
from pelican.plugins.briefing.dates.qualifiers import PARTS, narrowed, part_of, stated
from pelican.plugins.briefing.dates.when import Period, from_iso
from pelican.plugins.briefing.language.cohesion import refers_back
from pelican.plugins.briefing.model import LANGS, Lang, Part, Precision, Sentence
from pelican.plugins.briefing.render.l10n import Catalogue, read_catalogue
from support import ROOT

PUBLISHED = from_iso("2024-03-05")
LOCALES = {"ar": "ar", "en": "en_US"}


def catalogue(lang: Lang) -> Catalogue:
    text = (ROOT / "theme" / "translations" / f"{lang}.toml").read_text(encoding="utf-8")
    return read_catalogue(lang, text, LOCALES[lang], lang)


ENGLISH, ARABIC = catalogue("en"), catalogue("ar")


@pytest.mark.parametrize(("title", "given", "wanted"), cases("refers"))
def test_a_sentence_refers_to_the_one_before(title: str, given: str, wanted: list[str]) -> None:
    assert refers_back(given) == (wanted == ["yes"]), title


@pytest.mark.parametrize(("title", "given", "wanted"), cases("date_parts"))
def test_a_date_is_told_as_it_is_put(title: str, given: str, wanted: list[str]) -> None:
    refs = find_times((Sentence("p1s1", given),), PUBLISHED)
    told = [
        f"{part_of(r) or '-'} | {'stated' if stated(r) else 'worked out'} | "
        f"{ENGLISH.dated(r.value or '', r.end, r.precision, part_of(r))}"
        for r in refs
        if r.value
    ]
    assert told == wanted, title


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(28, 366), st.sampled_from(PARTS))
def test_a_part_lies_within_its_period(start: date, days: int, part: Part) -> None:
    period = Period(start, start + timedelta(days=days - 1), "month")
    within = narrowed(period, part)
    assert period.start <= within.start <= within.end <= period.end
    assert (within.end - within.start) < (period.end - period.start)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("part", [None, *PARTS])
@pytest.mark.parametrize("value", ["2024", "2024-02"])
def test_the_value_stands_in_every_wording(lang: Lang, part: str | None, value: str) -> None:
    t = catalogue(lang)
    precision = cast(Precision, "year" if len(value) == len("2024") else "month")
    assert t.date(value) in t.dated(value, None, precision, part)


@pytest.mark.parametrize(("title", "given", "wanted"), cases("english_dates"))
def test_english_words_put_the_date_of_the_arabic(
    title: str, given: str, wanted: list[str]
) -> None:
    arabic, english = given.strip().split("\n")
    refs = [r for r in find_times((Sentence("p1s1", arabic),), PUBLISHED) if r.value]
    put = english_of(english, refs, "2024-03-05")
    told = [f"{words or '-'} | {r.value}" for words, r in zip(put, refs, strict=True)]
    assert told == wanted, title
