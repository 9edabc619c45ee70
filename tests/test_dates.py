"""How a sentence puts its dates, and which sentence it refers to: by cases, and as properties."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from casefile import cases
from hypothesis import given
from hypothesis import strategies as st
from pelican.plugins.briefing.dates.arabic import conflicting_dates, find_mentions, kept_matches
from pelican.plugins.briefing.dates.english import english_of, names_part
from pelican.plugins.briefing.dates.iso import read_iso
from pelican.plugins.briefing.dates.patterns import matches_in, read_table, rules
from pelican.plugins.briefing.dates.publication_line import read_clock_line, read_publication_lines
from pelican.plugins.briefing.dates.when import (
    PARTS,
    Part,
    Precision,
    When,
    covering,
    day,
    decade,
    lies_after,
    month,
    season,
    unit_at,
    week,
    year,
)
from pelican.plugins.briefing.editors.sidecar import Sidecar
from pelican.plugins.briefing.language.arabic import fold
from pelican.plugins.briefing.language.cohesion import continues, refers_back, unnamed
from pelican.plugins.briefing.model import LANGS, Dated, Lang, Mention, Seed, Sentence
from pelican.plugins.briefing.render.l10n import Catalogue, read_catalogue
from story_support import parse_story
from support import ROOT

PUBLISHED = day(date(2024, 3, 5))
ROWS: list[dict[str, Any]] = read_table()["rows"]
LOCALES = {"ar": "ar", "en": "en_US"}


def catalogue(lang: Lang) -> Catalogue:
    text = (ROOT / "theme" / "translations" / f"{lang}.toml").read_text(encoding="utf-8")
    return read_catalogue(lang, text, LOCALES[lang], lang)


ENGLISH, ARABIC = catalogue("en"), catalogue("ar")


@pytest.mark.parametrize(("title", "given", "wanted"), cases("continues"))
def test_sentences_that_go_on(title: str, given: str, wanted: list[str]) -> None:
    assert continues(given) == (wanted == ["yes"]), title


@pytest.mark.parametrize(("title", "given", "wanted"), cases("refers"))
def test_a_sentence_refers_to_the_one_before(title: str, given: str, wanted: list[str]) -> None:
    assert refers_back(given) == (wanted == ["yes"]), title


@pytest.mark.parametrize(("title", "given", "wanted"), cases("unnamed"))
def test_what_a_sentence_takes_as_known(title: str, given: str, wanted: list[str]) -> None:
    assert sorted(unnamed(given)) == [stem for stem in wanted if stem != "-"], title


def mentions(text: str, published: When | None = PUBLISHED) -> tuple[Mention, ...]:
    return find_mentions((Sentence("p1s1", text),), published)


@pytest.mark.parametrize(
    ("heading", "expected"), [("", "2024-03-02"), ("2011: عودة", "2003-03-02")]
)
def test_a_deck_with_a_year_heads_a_chronology_where_others_do(heading: str, expected: str) -> None:
    lines = ("في 2 مارس قال الوزير إن البلد تغير.", heading)
    sentences = [Sentence(f"p{number}s1", line) for number, line in enumerate(lines)]
    (found,) = find_mentions(sentences, PUBLISHED, above="2003: حرب غيرت العراق")
    assert found.when
    assert found.when.iso == expected


@pytest.mark.parametrize(("title", "given", "wanted"), cases("date_parts"))
def test_a_date_keeps_what_its_words_say(title: str, given: str, wanted: list[str]) -> None:
    found = [
        f"{when.part or '-'} | {'stated' if when.stated else 'worked out'} | {ENGLISH.dated(when)}"
        for when in (mention.when for mention in mentions(given))
        if when
    ]
    assert found == wanted, title


@pytest.mark.parametrize("row", ROWS, ids=[row["name"] for row in ROWS])
def test_a_row_of_the_table_has_its_example_and_its_value(row: dict[str, Any]) -> None:
    rule, match = kept_matches(fold(row["example"]).lower())[-1]
    assert (rule.name, bool(match["t"])) == (row["name"], True)
    when, value = mentions(row["example"])[-1].when, ""
    if when:
        value = "/".join(filter(None, (when.iso, when.iso_end))) + f" {when.precision}"
    assert value == row["value"]
    assert row["meaning"]


def test_rows_are_found_by_name() -> None:
    assert len({row["name"] for row in ROWS}) == len(ROWS)


def texts() -> list[str]:
    """Return the lines of all Arabic texts of the tests, folded."""
    paths = [*Path(ROOT, "tests").rglob("*.txt"), *Path(ROOT, "seeds").glob("*.txt")]
    lines = {line for path in sorted(paths) for line in path.read_text("utf-8").split("\n")}
    return sorted({fold(line).lower() for line in lines} | {fold(row["example"]) for row in ROWS})


def test_a_row_is_tried_wherever_it_can_begin() -> None:
    missed = []
    for text in texts():
        found = {(rule.name, match.start("t")) for rule, match in matches_in(text)}
        for rule in rules():
            for match in rule.pattern.finditer(text):
                if (rule.name, match.start("t")) not in found:
                    missed.append((rule.name, match["t"]))
    assert missed == []


days = st.dates(date(1000, 1, 1), date(2900, 12, 31))
years = st.integers(1000, 2900)
offsets = st.integers(-14 * 60, 14 * 60).map(lambda n: timezone(timedelta(minutes=n)) if n else UTC)


@st.composite
def minutes(draw: st.DrawFn) -> When:
    on, offset = draw(days), draw(offsets)
    clock = time(draw(st.integers(0, 23)), draw(st.integers(0, 59)), tzinfo=offset)
    return When(on, on, "minute", clock=clock)


UNITS: dict[Precision, st.SearchStrategy[When]] = {
    "day": days.map(day),
    "week": days.map(week),
    "month": st.builds(month, years, st.integers(1, 12)),
    "season": st.builds(season, years, st.integers(1, 12)),
    "year": years.map(year),
    "decade": st.integers(100, 280).map(lambda n: decade(10 * n)),
}


@st.composite
def periods(draw: st.DrawFn) -> When:
    """Draw one unit, or several in a row."""
    precision = draw(st.sampled_from(list(UNITS)))
    first = draw(UNITS[precision])
    if precision == "season":
        count = draw(st.integers(0, 8))
        last = month(first.start.year, first.start.month + 3 * count + 2)
        return replace(first, end=last.end)
    if precision == "decade":
        return replace(first, end=decade(first.start.year + 10 * draw(st.integers(0, 9))).end)
    other = draw(UNITS[precision])
    low, high = sorted((first, other), key=lambda unit: unit.start)
    return replace(low, end=high.end)


@given(st.one_of(periods(), minutes()))
def test_a_period_is_read_again_as_it_is_written(when: When) -> None:
    assert When.from_iso(when.iso, when.iso_end, when.precision) == when
    if when.precision in ("minute", "day", "month", "year"):
        assert When.from_iso(when.iso, when.iso_end) == when


@pytest.mark.parametrize(
    ("text", "end", "precision", "wanted"),
    [
        ("1985", None, "decade", decade(1980)),
        ("1980", "1990", "decade", replace(decade(1980), end=date(1999, 12, 31))),
        ("2024-03-06", None, "week", week(date(2024, 3, 4))),
        ("2024-06", None, "season", season(2024, 6)),
        ("2024-06", "2024-05", None, None),
        ("2024-06", "none", None, None),
        ("2024-06", "2024-06", None, month(2024, 6)),
        ("2024-06-05", None, "month", month(2024, 6)),
        ("2024", None, "month", None),
        ("2024-06", None, "day", None),
        ("2024-06-05", None, "minute", day(date(2024, 6, 5))),
        ("2024-13", None, None, None),
        ("2024-06-05T25:00Z", None, None, None),
        ("2024-06-05T10:00Z", None, "day", day(date(2024, 6, 5))),
        ("٢٠٢٤", None, None, None),
    ],
)
def test_a_period_of_a_precision_is_read(
    text: str, end: str | None, precision: Precision | None, wanted: When | None
) -> None:
    assert When.from_iso(text, end, precision) == wanted


# Free text alone would never reach a whole minute.
PARTS_OF_ISO = ["2024", "0001", "9999", "-02", "-06", "-13", "-05", "-30", "-W09", "T10:00"]
PARTS_OF_ISO += ["T24:00", "T23:59", "Z", "+03:00", "-14:00", "+00:00", "-00:00", "+25:00", ":00"]
ANY_PART = st.sampled_from(PARTS_OF_ISO) | st.text(alphabet="0123456789-T:Z+W", max_size=4)
LIKE_A_MINUTE = st.tuples(
    st.sampled_from(["2024", "0001", "9999", "20240"]),
    st.sampled_from(["-02", "-12", "-13", "-2"]),
    st.sampled_from(["-05", "-31", "-30", ""]),
    st.sampled_from(["T10:00", "T23:59", "T24:00", "T1:00", ""]),
    st.sampled_from(["Z", "+03:00", "-14:00", "+00:00", "-00:00", "+25:00", "+05:45", ""]),
)


@given(st.one_of(st.lists(ANY_PART, max_size=6), LIKE_A_MINUTE).map("".join))
def test_any_text_is_a_period_or_none(text: str) -> None:
    when = When.from_iso(text)
    assert when is None or when.iso == text.replace("-00:00", "Z").replace("+00:00", "Z")


@given(periods(), periods(), periods())
def test_containing_is_an_order(one: When, other: When, third: When) -> None:
    assert one.contains(one)
    if one.contains(other) and other.contains(one):
        assert (one.start, one.end) == (other.start, other.end)
    if one.contains(other) and other.contains(third):
        assert one.contains(third)


@given(days, st.sampled_from(list(UNITS)), st.integers(-20, 20))
def test_units_follow_one_another(on: date, precision: Precision, steps: int) -> None:
    unit, following = unit_at(on, precision, steps), unit_at(on, precision, steps + 1)
    if precision == "season":
        assert unit_at(on, precision).start == on.replace(day=1)
    else:
        assert unit_at(on, precision).start <= on <= unit_at(on, precision).end
    assert (unit.precision, unit.iso_end) == (precision, None)
    assert following.start == unit.end + timedelta(days=1)


@given(periods(), st.sampled_from([None, *PARTS]))
def test_a_part_lies_within_its_period(when: When, part: Part | None) -> None:
    when = replace(when, part=part)
    within = when.narrowed()
    assert when.contains(within)
    assert (within.iso_date, within.part) == (within.start.isoformat()[: len(when.iso)], part)
    if part and when.end > when.start + timedelta(days=2):
        assert within.end - within.start < when.end - when.start


@given(minutes())
def test_an_instant_is_the_same_in_every_zone(when: When) -> None:
    assert when.instant == datetime.combine(when.start, when.clock or time())
    assert when.instant.utcoffset() == timedelta()
    assert when.day == when.start.isoformat()
    assert when.iso.startswith(when.day)
    assert when.without_clock() == day(when.start)


@pytest.mark.parametrize(
    "contradiction",
    [
        {"end": date(2024, 3, 4)},
        {"precision": "minute"},
        {"precision": "minute", "clock": time(12)},
        {"clock": time(12, tzinfo=UTC)},
    ],
)
def test_a_period_does_not_contradict_itself(contradiction: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"is before|time of day"):
        replace(PUBLISHED, **contradiction)


def test_today_is_the_day_of_the_outlet() -> None:
    published = When.from_iso("2020-06-03T03:01+04:00")
    (found,) = mentions("وأعلنت الوزارة اليوم الأربعاء بدء العمل.", published)
    assert found.when
    assert found.when.iso == "2020-06-03"


@pytest.mark.parametrize(
    ("text", "planned"),
    [
        ("سيعود الوفد في 3 أبريل.", True),
        ("يعود الوفد بحلول مايو 2025.", True),
        ("عاد الوفد في 3 يناير.", False),
        ("تبدأ البطولة في مايو 2025.", False),
        ("تبدأ البطولة في مايو المقبل.", True),
        ("والتقى سيرغي لافروف نظيره السبت.", False),
        ("ورفعت المحكمة الجلسة إلى 30 مايو 2030.", True),
        ("ورفعت الوزارة الحظر إلى يوم غد.", True),
        ("وأعلنت الوزارة الخطة في 30 مايو 2030.", False),
        # What is to be by the end of this year is to come, whatever the tense.
        ("وقالت الوزيرة إنها تثق في صرف المبلغ بنهاية العام الجاري.", True),
        ("وقالت الوزيرة إنها تثق في صرف المبلغ قبل نهاية هذا العام.", True),
        ("وقالت الوزيرة إنها صرفت المبلغ بمطلع العام الجاري.", False),
        ("وبدأت الأزمة أواخر العام الجاري.", False),
    ],
)
def test_a_date_that_is_told_as_still_to_come_is_planned(text: str, *, planned: bool) -> None:
    (found,) = mentions(text)
    assert (found.when and found.when.planned) is planned


@pytest.mark.parametrize(("words", "wanted"), [(30, "2024-04-03"), (45, "2023-04-03")])
def test_what_is_far_before_a_date_does_not_govern_it(words: int, wanted: str) -> None:
    (found,) = mentions(f"من المقرر {'كلمة ' * words}في 3 أبريل.")
    assert (found.when and found.when.iso) == wanted


def test_a_day_that_only_the_month_is_known_of_is_coarser_than_its_words() -> None:
    (day_told, month_told) = mentions(
        "وصل الوفد أمس بعد لقاء في الشهر الماضي.", When.from_iso("2021-07")
    )
    assert (day_told.when and day_told.when.iso, day_told.coarser) == ("2021", True)
    assert (month_told.when and month_told.when.iso, month_told.coarser) == ("2021-06", False)


@pytest.mark.parametrize(
    ("part", "start", "end"),
    [("early", 1, 10), ("middle", 11, 20), ("late", 21, 30), ("end", 21, 30), (None, 1, 30)],
)
def test_a_part_of_a_month_is_a_third(part: Part | None, start: int, end: int) -> None:
    within = replace(month(2024, 6), part=part).narrowed()
    assert (within.start, within.end) == (date(2024, 6, start), date(2024, 6, end))


def test_the_end_of_a_year_is_its_last_month_and_late_in_it_a_third() -> None:
    ends = [replace(year(2023), part=part).narrowed() for part in PARTS]
    starts = [within.start.isoformat() for within in ends]
    assert starts == ["2023-01-01", "2023-05-02", "2023-09-02", "2023-12-02"]
    assert replace(PUBLISHED, part="end").narrowed().start == PUBLISHED.start
    weeks = replace(week(date(2024, 3, 4)), end=date(2024, 4, 7), part="end")
    assert weeks.narrowed().start == date(2024, 4, 6)


@pytest.mark.parametrize(
    ("first", "last", "wanted"),
    [
        (day(date(2024, 3, 5)), day(date(2024, 3, 5)), day(date(2024, 3, 5))),
        (day(date(2024, 3, 1)), day(date(2024, 3, 5)), month(2024, 3)),
        (day(date(2023, 3, 1)), day(date(2024, 3, 5)), None),
        (day(date(2024, 2, 1)), day(date(2024, 3, 5)), year(2024)),
    ],
)
def test_what_two_days_of_publication_agree_on(
    first: When, last: When, wanted: When | None
) -> None:
    assert covering(first, last) == wanted


def test_a_date_as_a_reader_sees_it() -> None:
    known = replace(month(2024, 3), stated=False, planned=True, part="late")
    assert known.as_shown() == replace(month(2024, 3), part="late")


@pytest.mark.parametrize(
    "text",
    [
        "0001-01-01",
        "1899-12-31",
        "3000",
        "Wed, 24 Jul 1601 10:00 GMT",
        "Wed, 24 Jul 2024 10:00:00 +99999999999999999999",
    ],
)
def test_a_year_in_which_nothing_was_published_is_no_date(text: str) -> None:
    assert read_iso(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1900-01-01", "1900-01-01"),
        ("2999-12-31", "2999-12-31"),
        ("2024-07-24T00:01:59+03:00", "2024-07-24T00:01+03:00"),
        ("2024-07-24 01:00 gmt", "2024-07-24T01:00Z"),
        ("Wed, 24 Jul 2024 00:00:30 +0300", "2024-07-24"),
        ("Wed, 24 Jul 2024 10:00:00 -0000", "2024-07-24"),
    ],
)
def test_dates_of_machines_at_their_limits(text: str, value: str) -> None:
    when = read_iso(text)
    assert (when and when.iso) == value


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("نشر: 2021/12/12 - تحديث: 2021/12/13", "published 2021-12-12, updated 2021-12-13"),
        ("آخر تحديث: 2021/12/13 | نشر 2021/12/12", "updated 2021-12-13, published 2021-12-12"),
        ("تحديث: 2021/12/13", "updated 2021-12-13"),
        ("تم النشر: الأحد - تحديث: 2021/12/13", "updated 2021-12-13"),
        ("وصل الوفد أمس", ""),
        ("2021/12/13 " + "شمس " * 30, ""),
        ("تحديث: 2021/12/13 " + "رقم " * 25, "updated 2021-12-13"),
        ("تحديث: 2021/12/13 " + "رقم " * 26, ""),
    ],
)
def test_a_line_with_several_labels(text: str, wanted: str) -> None:
    found = read_publication_lines(text)
    assert ", ".join(f"{line.kind} {line.dated.when.iso}" for line in found) == wanted
    assert {line.dated.evidence for line in found} <= {text}
    assert all(line.labelled for line in found)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("الساعة 11:54 صباحا", True),
        ("11:54", True),
        ("الساعة", False),
        ("بدأ 11:54", False),
    ],
)
def test_a_line_that_is_a_time_of_day(text: str, *, wanted: bool) -> None:
    assert read_clock_line(text) is wanted


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ("يعقد في أبريل/مايو 2024.", ["“أبريل/مايو 2024” names two months"]),
        ("يعقد في أبريل (مايو) 2024.", ["“أبريل (مايو) 2024” names two months"]),
        ("يعقد في نيسان/أبريل 2024.", []),
        ("يعقد في 31 نيسان/أبريل 2024.", []),
        ("يعقد في 31 أبريل 2024 وفي 16/04/21.", []),
        # A slip of the source's: the date is kept, and its editor told.
        ("عقد الأحد 8 مارس 2025.", ["“الأحد 8 مارس 2025” is a Saturday"]),
        # A night is the one before its day, and the first Thursday perhaps not the first day.
        ("وقع ليلة الجمعة 13 مارس 2025.", []),
        ("وقع ليلة الأحد 13 مارس 2025.", ["“الأحد 13 مارس 2025” is a Thursday"]),
        ("عقد الخميس الأول من مارس 2025.", []),
        ("عقد السبت 8 مارس 2025، وقبله من الأحد إلى الثلاثاء 4 مارس 2025.", []),
    ],
)
def test_names_in_a_date_that_differ_are_a_warning(text: str, messages: list[str]) -> None:
    seed = Seed("a.txt", "a", f"عنوان الخبر\n\nقال الوزير إن الوفد وصل. {text}\n")
    problems = conflicting_dates(parse_story(seed, Sidecar()), seed)
    assert [problem.message for problem in problems] == messages
    assert {(p.path, p.line, p.error) for p in problems} <= {("seeds/a.txt", 3, False)}


@pytest.mark.parametrize(
    ("words", "wanted"),
    [("the end of this year", True), ("early May", True), ("this year", False), ("May", False)],
)
def test_english_words_name_a_part(words: str, *, wanted: bool) -> None:
    assert names_part(words) is wanted


def test_a_past_part_of_a_month_lies_after_its_article() -> None:
    late = replace(month(2024, 3), part="late", planned=False)
    assert lies_after(late, PUBLISHED)
    assert not lies_after(late, None)
    assert not lies_after(replace(late, planned=True), PUBLISHED)
    assert not lies_after(month(2024, 3), PUBLISHED)


@pytest.mark.parametrize(
    ("iso", "arabic", "english"),
    [
        ("2024-07-24T10:00Z", "الساعة 10:00 ص بتوقيت غرينتش", "10:00 AM UTC"),
        ("2020-06-03T03:01+04:00", "غرينتش \u200e+4", "June 3, 2020, 3:01 AM (UTC+4)"),
        ("2020-06-03T23:01-03:30", "غرينتش \u200e-3:30", "June 3, 2020, 11:01 PM (UTC-3:30)"),
    ],
)
def test_readers_see_the_day_and_the_clock_of_the_outlet(
    iso: str, arabic: str, english: str
) -> None:
    when = When.from_iso(iso)
    assert when
    dated = Dated(when, "")
    assert arabic in ARABIC.moment(dated)
    assert english in ENGLISH.moment(dated)
    assert f'datetime="{iso}"' in ENGLISH.moment(dated)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("part", [None, *PARTS])
@pytest.mark.parametrize("value", ["2024", "2024-02"])
def test_the_value_is_in_every_wording(lang: Lang, part: Part | None, value: str) -> None:
    t, when = catalogue(lang), When.from_iso(value)
    assert when
    assert t.date(value) in t.dated(replace(when, part=part))


@pytest.mark.parametrize(("title", "given", "wanted"), cases("english_dates"))
def test_english_words_put_the_date_of_the_arabic(
    title: str, given: str, wanted: list[str]
) -> None:
    arabic, english = given.strip().split("\n")
    resolved = [mention for mention in mentions(arabic) if mention.when]
    aligned = english_of(english, resolved, PUBLISHED)
    found = [
        f"{words or '-'} | {mention.when.iso if mention.when else ''}"
        for words, mention in zip(aligned, resolved, strict=True)
    ]
    assert found == wanted, title
