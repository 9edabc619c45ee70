"""What an explainer says of several stories: what they share, how they differ, what changed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefing import pipeline
from briefing.explain.agreement import shared_claims
from briefing.explain.changes import changes, until
from briefing.explain.differences import differences, goes_with
from briefing.explain.select import Candidate, select_across
from briefing.model import (
    Bilingual,
    Edition,
    Figure,
    FigureValue,
    Moment,
    Seed,
    Sidecar,
    Stated,
    Story,
)
from briefing.parse.story import parse_story
from briefing.pipeline import Inputs

TITLE = "عنوان المقال في هذا اليوم من الأسبوع"
FORMED = "تشكل التحالف الدولي ضد التنظيم في سبتمبر 2014 ويضم 85 دولة ومنظمة شريكة في العراق وسوريا."
FORMED_TOO = (
    "وأعلن تشكيل التحالف الدولي لمحاربة التنظيم في سبتمبر 2014 ومعه 85 دولة ومنظمة شريكة في سوريا."
)
OTHER = (
    "ارتفعت أسعار القمح في الأسواق المحلية بعد موسم جاف أضر بالمحاصيل في معظم المحافظات الشمالية."
)


def story(slug: str, day: str, *texts: str, publisher: str | None = None) -> Story:
    text = "\n".join([TITLE, *texts])
    made = parse_story(Seed(f"{slug}.txt", slug, text), Sidecar(slug=slug))
    stated = Stated(publisher, publisher) if publisher else None
    return replace(made, published=Moment(day, "day", ""), publisher=stated)


def reading(value: float, qualifier: str | None = None, as_of: str = "2024-07-01") -> FigureValue:
    return FigureValue(value, qualifier, as_of, ())


def test_a_claim_of_two_outlets_has_a_sentence_of_each() -> None:
    claims = shared_claims(
        [story("a", "2024-07-01", FORMED, OTHER), story("b", "2024-07-02", FORMED_TOO)]
    )
    assert [[str(e.cite) for e in claim.excerpts] for claim in claims] in (
        [["a#p1s1", "b#p1s1"]],
        [["b#p1s1", "a#p1s1"]],
    )


def test_two_articles_of_one_outlet_are_one_voice() -> None:
    told = [
        story("a", "2024-07-01", FORMED, publisher="صحيفة"),
        story("b", "2024-07-02", FORMED_TOO, publisher="صحيفة"),
    ]
    assert shared_claims(told) == ()


def test_a_copy_is_no_second_source() -> None:
    assert shared_claims([story("a", "2024-07-01", FORMED), story("b", "2024-07-02", FORMED)]) == ()


@pytest.mark.parametrize(
    ("a", "b", "together"),
    [
        (reading(2500), reading(2500), True),
        (reading(2500, "about"), reading(2600), True),
        (reading(2500), reading(5000), False),
        (reading(85, "more than"), reading(90), True),
        (reading(85), reading(80, "more than"), True),
        (reading(85, "about"), reading(120), False),
        (reading(85), reading(90, "up to"), True),
    ],
)
def test_readings_go_together_or_not(a: FigureValue, b: FigureValue, together: bool) -> None:  # noqa: FBT001 - a case
    assert goes_with(a, b) == goes_with(b, a) == together


def test_only_readings_of_one_time_differ() -> None:
    label = Bilingual("عدد", "Number")
    now = Figure("n", label, label, (reading(10), reading(20)))
    over_time = Figure("n", label, label, (reading(10, as_of="2020-01-01"), reading(20)))
    assert [d.figure for d in differences([now, over_time], [])] == [now]


def test_what_is_picked_is_within_its_words_and_says_nothing_twice() -> None:
    texts = [FORMED, FORMED, OTHER]
    made = [Candidate(str(i), 0, text) for i, text in enumerate(texts)]
    picked = [texts[i] for i in select_across(made, 100)]
    assert sorted(picked) == sorted({FORMED, OTHER})
    assert len(select_across(made, len(FORMED.split()))) == 1


def test_each_days_stories_are_told_with_what_they_brought(edition: Edition) -> None:
    for explainer in edition.explainers:
        told = changes(explainer)
        days = [change.day for change in told]
        assert days == sorted(days, reverse=True)
        for change in told:
            slugs = {s.slug for s in change.stories}
            assert {e.story.slug for _, e in change.answers} <= slugs


@pytest.mark.parametrize(
    ("day", "count"), [("2021-07-23", 0), ("2021-12-12", 2), ("2024-07-24", 4), ("2024-07-31", 5)]
)
def test_the_site_as_of_a_day_knows_no_later_article(inputs: Inputs, day: str, count: int) -> None:
    edition, problems = pipeline.run(replace(inputs, as_of=day))
    assert len(edition.stories) == count
    assert problems == ()
    cited = {e.story.slug for x in edition.explainers for a in x.answers for e in a.excerpts}
    assert cited <= {s.slug for s in edition.stories}


def test_an_article_without_a_date_is_of_no_earlier_day() -> None:
    assert until([replace(story("a", "2024-07-01", FORMED), published=None)], "2030-01-01") == []
