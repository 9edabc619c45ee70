"""What is said by template in both languages: dates as known, plural forms, who speaks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

import pytest
from babel import Locale
from markupsafe import Markup
from pelican.plugins.briefing.dates.when import decade, season, week, year
from pelican.plugins.briefing.errors import BriefingError
from pelican.plugins.briefing.explain.page import (
    DateNote,
    SourcesInBrief,
    Speaker,
)
from pelican.plugins.briefing.model import LANGS, Bilingual, Excerpt, FigureValue, Lang
from pelican.plugins.briefing.render.l10n import Catalogue, read_catalogue
from render_support import (
    BEFORE,
    BRIEF,
    CATALOGUES,
    COUNCIL,
    DAM,
    DAM_DAY,
    DIFFER,
    FIGURES,
    FISHERMEN,
    FLOOD,
    HARBOUR,
    KARIM,
    LATER,
    MAYOR,
    MEETING_DAY,
    NAMES,
    NOW,
    OWN,
    PART,
    SHIPS,
    SPOKEN,
    TIMELINE,
    WATER,
    WORDS,
    WRITTEN,
    claim,
    dated,
    excerpt,
    sentence,
    when,
)

ARABIC, ENGLISH = CATALOGUES["ar"], CATALOGUES["en"]
AR, EN = WORDS["ar"], WORDS["en"]


def catalogue(text: str, lang: Lang = "en", locale: str = "en_US") -> Catalogue:
    return read_catalogue(lang, text, locale, "theme/translations/x.toml")


# The catalogue -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("count", "shown"),
    [
        (0, "0 سفينة"),
        (1, "سفينة"),
        (2, "سفينتان"),
        (5, "5 سفن"),
        (-2, "سفينتان"),
        (100, "أخرى 100"),
    ],
)
def test_a_count_has_its_plural_form_or_the_last(count: int, shown: str) -> None:
    text = '[s]\none = "سفينة"\ntwo = "سفينتان"\nfew = "{count} سفن"\nother = "أخرى {count}"'
    t = catalogue(text.replace("other", 'zero = "{count} سفينة"\nother'), "ar", "ar")
    assert t("s", count=count) == shown


def test_a_form_that_is_not_there_is_the_other_one() -> None:
    assert catalogue('[s]\none = "a"\nother = "{count}"')("s", count=5000) == "5,000"
    assert catalogue('[s]\nother = "{count} things"')("s", count=1) == "1 things"


def test_tables_are_dotted_keys() -> None:
    t = catalogue('top = "T"\n[a]\nb = "B"\n[a.c]\nd = "{x}{y}"\n[a.n]\none = "one"\nother = "o"')
    assert set(t.strings) == {"top", "a.b", "a.c.d", "a.n"}
    assert (t("top"), t("a.c.d", x="{y}", y=1.5), t("a.n", count=1)) == ("T", "{y}1.5", "one")


UNFIT = [
    ('a = "A"', {}, "the string “x” is missing. Write it as the theme"),
    ('x = "{n} and {m}"', {"n": "1"}, "the string “x” does not fit: it may have {n} ('m'). Write"),
    ('x = "{n"', {"n": "1"}, "the string “x” does not fit: it may have {n} (expected '}'"),
    ('x = "{}"', {"n": "1"}, "the string “x” does not fit: it may have {n} (Replacement index 0"),
    ('[x]\none = "{count}"', {"count": 2}, "the string “x” does not fit: it may have {count} ('o"),
    ('[x]\none = "1"\nother = "2"', {}, "the string “x” does not fit: it may have no placeholder"),
    ("x = 5", {"n": "1"}, "the string “x” does not fit: it may have {n} ('int' object has no"),
]


@pytest.mark.parametrize(("text", "values", "told"), UNFIT)
def test_a_string_that_does_not_fit_is_named_with_its_file(
    text: str, values: dict[str, str | int], told: str
) -> None:
    with pytest.raises(BriefingError) as raised:
        catalogue(text)("x", **values)
    assert str(raised.value).startswith(f"theme/translations/x.toml: {told}")


def test_braces_are_shown_where_nothing_is_filled_in() -> None:
    assert catalogue('x = "{a} b"')("x") == "{a} b"


def test_a_broken_catalogue_is_named() -> None:
    with pytest.raises(BriefingError, match=r"theme/translations/x.toml.*not valid TOML"):
        catalogue("x = ")


@pytest.mark.parametrize("locale", ["xx_YY", "a-b-c-d-e", "q"])
def test_an_unknown_locale_is_named_with_its_setting(locale: str) -> None:
    with pytest.raises(BriefingError, match="BRIEFING_LOCALE_AR") as caught:
        catalogue("", "ar", locale)
    assert "pelicanconf.py" in str(caught.value)


def test_the_direction_and_locale_are_those_of_the_language() -> None:
    assert [(t.dir, t.lang) for t in CATALOGUES.values()] == [("rtl", "ar"), ("ltr", "en")]
    assert catalogue("", "ar", "ar_IQ").locale == Locale("ar", "IQ")


@pytest.mark.parametrize(
    ("value", "shown"), [(0, "0"), (12345, "12,345"), (1234567.5, "1,234,567.5"), (-3.25, "-3.25")]
)
def test_numbers_have_western_digits(value: float, shown: str) -> None:
    assert ENGLISH.number(value) == shown
    assert ARABIC.number(value).replace("\u200e", "") == shown


@pytest.mark.parametrize(
    ("value", "english", "arabic"),
    [
        (2_100_000, "2.1 million", "2.1 مليون"),
        (11_000_000, "11 million", "11 مليون"),
        (1_250_000_000, "1.25 billion", "1.25 مليار"),
        (1_234_000, "1,234,000", "1,234,000"),
        (1_234_500_000, "1,234,500,000", "1,234,500,000"),
        (999_000, "999,000", "999,000"),
        (-2_500_000, "-2.5 million", "-2.5 مليون"),
    ],
)
def test_millions_are_in_words_where_few_digits_are_left(
    value: float, english: str, arabic: str
) -> None:
    assert ENGLISH.number(value) == english
    assert ARABIC.number(value).replace("\u200e", "") == arabic


def test_arabic_sets_thousands_apart_from_ten_thousand_on() -> None:
    shown = [(ARABIC.number(value), ENGLISH.number(value)) for value in (2500, 9999.5, 10_000)]
    assert shown == [("2500", "2,500"), ("9999.5", "9,999.5"), ("10,000", "10,000")]


@pytest.mark.parametrize(
    ("qualifier", "arabic", "english"),
    [
        (None, "85", "85"),
        ("about", "نحو 85", "about 85"),
        ("more than", "أكثر من 85", "more than 85"),
        ("at least", "85 على الأقل", "at least 85"),
        ("equal to", "85", "85"),
    ],
)
def test_a_number_keeps_its_qualifier(qualifier: str | None, arabic: str, english: str) -> None:
    assert ARABIC.qualified("85", qualifier) == arabic
    assert ENGLISH.qualified("85", qualifier) == english


@pytest.mark.parametrize(
    ("value", "arabic", "english"),
    [
        ("2024", "2024", "2024"),
        ("2024-02", "فبراير 2024", "February 2024"),
        ("2024-02-09", "9 فبراير 2024", "February 9, 2024"),
        ("2024-02-09T10:00Z", "9 فبراير 2024", "February 9, 2024"),
    ],
)
def test_a_date_has_no_more_than_it_is_known_to(value: str, arabic: str, english: str) -> None:
    assert ARABIC.date(value) == arabic
    assert ENGLISH.date(value) == english
    assert ENGLISH.range(value, None) == english
    assert ENGLISH.range(value, "2025") == f"{english} – 2025"


@pytest.mark.parametrize(
    ("known", "arabic", "english"),
    [
        (when("2024"), "2024", "2024"),
        (when("2024", part="early"), "مطلع 2024", "early 2024"),
        (when("2024-05", part="end"), "نهاية مايو 2024", "the end of May 2024"),
        (week(date(2024, 7, 24)), "أسبوع 22 يوليو 2024", "week of July 22, 2024"),
        (
            replace(week(date(2024, 7, 24)), end=date(2024, 8, 11)),
            "من أسبوع 22 يوليو 2024 إلى أسبوع 5 أغسطس 2024",
            "weeks of July 22, 2024 to August 5, 2024",
        ),
        (season(2024, 6), "من يونيو 2024 إلى أغسطس 2024", "June 2024 – August 2024"),
        (decade(1980), "من 1980 إلى 1989", "1980 – 1989"),
        (replace(when("2024"), end=date(2025, 12, 31)), "من 2024 إلى 2025", "2024 – 2025"),
        (when("2024-07-24T23:30+03:00"), "24 يوليو 2024", "July 24, 2024"),
    ],
)
def test_a_period_is_said_as_it_is_known(known: object, arabic: str, english: str) -> None:
    assert ARABIC.dated(known) == arabic
    assert ENGLISH.dated(known) == english


def test_an_event_has_its_own_date() -> None:
    assert ENGLISH.when(MEETING_DAY) == "September 2024"


def test_a_moment_is_marked_for_machines() -> None:
    assert ENGLISH.moment(dated("2024-05")) == '<time datetime="2024-05">May 2024</time>'
    clock = "2020-06-03T23:01Z"
    at_noon = f'<time datetime="{clock}">June 3, 2020, 11:01 PM UTC</time>'
    assert ENGLISH.moment(dated(clock)) == at_noon
    assert "UTC+4)" in ENGLISH.moment(dated("2020-06-03T23:01+04:00"))
    assert "UTC-3:30)" in ENGLISH.moment(dated("2020-06-03T23:01-03:30"))
    assert "UTC+0:05)" in ENGLISH.moment(dated("2020-06-03T23:01+00:05"))


def test_a_list_is_said_in_words() -> None:
    assert ENGLISH.listed(["a", "b", "c"]) == "a, b, and c"
    assert ARABIC.listed(iter(["أ", "ب"])) == "أ وب"
    assert ENGLISH.listed([]) == ""


@pytest.mark.parametrize(
    ("lang", "text", "of", "shown"),
    [
        ("en", "<نص> 2014-2019", "ar", '<bdi lang="ar" dir="rtl">&lt;نص&gt; {}</bdi>'),
        ("ar", "نص 2014-2019", "ar", "نص {}"),
        ("ar", "<a> 1-2", "en", '<bdi lang="en" dir="ltr">&lt;a&gt; 1-2</bdi>'),
        ("en", "a\u202eb & 1-2", "en", "ab &amp; 1-2"),
    ],
)
def test_a_text_of_the_other_language_is_isolated(
    lang: Lang, text: str, of: str, shown: str
) -> None:
    made = CATALOGUES[lang].isolate(text, of)
    assert made == shown.format('<bdi dir="ltr">2014-2019</bdi>')
    assert isinstance(made, Markup)


# Sentences, titles, days ---------------------------------------------------------------------


def test_a_sentence_is_not_said_in_english_that_nobody_may_rely_on() -> None:
    doubtful = excerpt(HARBOUR, "p1s3")
    assert (EN.sentence(doubtful), AR.sentence(doubtful)) == (None, "وغرقت سفينة واحدة.")
    assert (EN.sentence(SHIPS), EN.sentence(FISHERMEN)) == (None, "Fishermen came back.")
    assert (EN.lang, AR.lang) == ("en", "ar")


def test_a_title_without_reliable_english_is_arabic() -> None:
    assert [EN.title(s) for s in (FLOOD, HARBOUR)] == ["A *big* flood", "أخبار المرفأ"]
    assert AR.title(FLOOD) == "فيضان *كبير* في 2014-2019"
    pending = replace(FLOOD, title=replace(FLOOD.title, en=None, state="pending"))
    assert EN.title(pending) == FLOOD.title.ar


def test_a_day_is_as_precise_as_known() -> None:
    days = [EN.day(s) for s in (FLOOD, COUNCIL, HARBOUR)]
    assert days == ["July 24, 2024", "May 2024", "Date not stated"]


def test_texts_are_listed_without_and() -> None:
    assert (EN.listed(["a", "b"]), AR.listed(["أ", "ب"])) == ("a, b", "أ، ب")


# Round a sentence ----------------------------------------------------------------------------


def test_who_speaks_is_introduced_with_the_office_once() -> None:
    assert EN.introduced(Speaker(KARIM, MAYOR)) == "Omar Karim, mayor of the city"
    assert AR.introduced(Speaker(KARIM, None)) == "عمر كريم"
    assert EN.speaker(claim(WATER, quote=SPOKEN)) == "Omar Karim, mayor of the city"
    assert EN.speaker(claim(WATER, quote=replace(SPOKEN, role=None))) == "Omar Karim"
    assert EN.speaker(claim(WATER)) == ""


def test_the_meaning_of_dates_is_told_once_each() -> None:
    noted = DateNote(when("2024-04"), "last April")
    alone = DateNote(when("2023"), None)
    made = claim(WATER, dates={"ar": (), "en": (noted, alone, noted)})
    assert (EN.meaning(made), AR.meaning(made)) == ("“last April”: April 2024; 2023", "")


def test_a_coarser_reading_is_told_beside_its_citation() -> None:
    assert EN.readings(claim(WATER, SHIPS)) == ("", "")
    known = claim(WATER, SHIPS, readings=(None, when("2014")))
    assert EN.readings(known) == ("", "2014")


# By section ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("count", "outlets", "days", "shown"),
    [
        (1, 1, [], "This page draws on 1 article"),
        (2, 2, [], "This page draws on 2 articles"),
        (3, 1, [], "This page draws on 3 articles from 1 outlet"),
        (
            2,
            2,
            ["2023", "2024-05-01"],
            (
                "This page draws on 2 articles published from 2023 to May 1, 2024;"
                " later developments are not covered."
            ),
        ),
        (
            3,
            2,
            ["2023", "2024"],
            "This page draws on 3 articles from 2 outlets, of which 2 are dated, 2023 to 2024.",
        ),
        (2, 2, ["2023"], "This page draws on 2 articles, of which 1 is dated, 2023."),
    ],
)
def test_sources_are_counted(count: int, outlets: int, days: list[str], shown: str) -> None:
    known = SourcesInBrief(count, outlets, tuple(when(day) for day in days), ())
    assert EN.sources(known) == shown


def test_dates_ahead_are_told_once_each() -> None:
    assert BRIEF.ahead
    ahead = replace(BRIEF.ahead, events=(MEETING_DAY, DAM_DAY, MEETING_DAY))
    shown = "Dates still ahead as of July 24, 2024: September 2024 and May 3, 2024."
    assert EN.ahead(ahead) == shown


def test_a_figure_is_told_with_its_qualifier_and_how_long_it_held() -> None:
    assert [EN.reading(value) for value in (NOW, BEFORE)] == ["about 2,500", "2,500.5"]
    assert [EN.as_of(value) for value in (NOW, BEFORE)] == ["July 24, 2024", "Date not stated"]
    spans = [EN.span(row) for row in FIGURES.rows]
    assert spans == ["Date not stated", "2020", "May 2024 – July 24, 2024", "2020"]


@pytest.mark.parametrize(
    ("value", "change", "english", "arabic"),
    [
        (0.5, "down", "cut by half", "خفض بمقدار النصف"),
        (0.25, "up", "raised by a quarter", "زيادة بمقدار الربع"),
        (1200.0, "down", "cut by 1,200", "خفض بمقدار 1200"),
    ],
)
def test_a_change_is_told_as_one(value: float, change: str, english: str, arabic: str) -> None:
    reading = replace(NOW, value=value, qualifier=None, change=change)
    assert (EN.reading(reading), AR.reading(reading)) == (english, arabic)


@pytest.mark.parametrize(
    ("qualifier", "english", "arabic"),
    [
        (None, "56.11%", "56.11%"),
        ("less than", "less than 56.11%", "أقل من 56.11%"),
        ("about", "about 56.11%", "نحو 56.11%"),
    ],
)
def test_a_rate_is_told_in_percent(qualifier: str | None, english: str, arabic: str) -> None:
    value = FigureValue(56.11, qualifier, None, (), is_rate=True)
    assert [EN.reading(value), AR.reading(value)] == [english, arabic]


def test_the_silent_are_named() -> None:
    shown = "Nothing chosen from: News Agency, July 24, 2024; “أخبار المرفأ,” Date not stated"
    assert EN.silent([FLOOD, HARBOUR]) == shown
    # Of more than forty there is the number.
    assert EN.silent([HARBOUR] * 40).count("أخبار المرفأ") == 40
    assert EN.silent([HARBOUR] * 41) == CATALOGUES["en"]("explainer.silent_count", count=41)
    # An outlet without a name is told by the first five words of its title.
    titled = replace(HARBOUR, title=sentence("title", "ع", "One two three four five six"))
    assert EN.source(titled) == "“One two three four five\u00a0…”"


def test_a_source_without_a_name_is_known_by_words_of_its_title() -> None:
    long = replace(HARBOUR, title=sentence("title", "ع", "One two three four five six"))
    assert EN.cited_story(long) == "“One two three four five\u00a0…,” Date not stated"
    assert EN.source(replace(long, short_name=Bilingual("و", "Wire"))) == "Wire"
    assert (EN.name(FLOOD), EN.name(HARBOUR)) == ("News Agency", None)
    worked_out = replace(FLOOD, published=dated("2024-07", inferred=True))
    assert EN.day(worked_out) == "July 2024 (inferred)"


def test_a_part_of_a_sentence_has_an_ellipsis_for_what_is_left_out() -> None:
    assert (EN.shown(PART), AR.shown(PART)) == ("…\u00a0a dam on May 3.", "…\u00a0بناء سد.")
    # What stands behind it is told; marks round it are nothing that was left out.
    more = replace(PART, words=Bilingual("بناء", "a dam"))
    assert (EN.shown(more), AR.shown(more)) == ("…\u00a0a dam\u00a0…", "…\u00a0بناء\u00a0…")
    said = sentence("p1s1", "قال: «نريد ماء».", "He said: “We want water.”")
    quoted = claim(replace(WATER, sentence=said), words=Bilingual("نريد ماء", "We want water"))
    # What is cut out of a quotation keeps its marks.
    assert (EN.shown(quoted), AR.shown(quoted)) == (
        "…\u00a0“We want water.”",
        "…\u00a0«نريد ماء».",
    )
    both = sentence("p1s1", "قال «نريد ماء» ثم غادر.", "He said “We want water,” and left.")
    quoted = claim(replace(WATER, sentence=both), words=Bilingual("نريد ماء", "We want water"))
    assert (EN.shown(quoted), AR.shown(quoted)) == (
        "…\u00a0“We want water”\u00a0…",
        "…\u00a0«نريد ماء»\u00a0…",
    )
    gun = sentence("p1s1", 'قصفت بمدفع قطره 5" مواقع الجيش', 'It fired a 5" gun at posts today.')
    fired = claim(replace(WATER, sentence=gun), words=Bilingual("مواقع الجيش", "at posts"))
    assert (EN.shown(fired), AR.shown(fired)) == ("…\u00a0at posts\u00a0…", "…\u00a0مواقع الجيش")
    half = sentence("p1s1", 'قال "نريد ماء وخبزا" أمس.', 'He said "we want water and bread" then.')
    cut = claim(replace(WATER, sentence=half), words=Bilingual("ماء", "water"))
    assert (EN.shown(cut), AR.shown(cut)) == ('"…\u00a0water\u00a0…"', '"…\u00a0ماء\u00a0…"')
    whole = Bilingual(DAM.sentence.ar, DAM.sentence.en or "")
    asked = sentence("p1s1", "سأل: هل نريد ماء؟", "He asked: Do we want water?")
    ending = claim(
        replace(WATER, sentence=asked), words=Bilingual("هل نريد ماء", "Do we want water")
    )
    assert (EN.shown(ending), AR.shown(ending)) == (
        "…\u00a0Do we want water?",
        "…\u00a0هل نريد ماء؟",
    )
    assert EN.shown(replace(PART, words=whole)) == whole.en
    assert (EN.shown(WRITTEN), EN.shown(claim(WATER))) == (OWN.en, WATER.sentence.en)
    assert EN.shown(claim(excerpt(HARBOUR, "p1s3"), words=OWN)) is None


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("- نزوح عشرات العائلات", "نزوح عشرات العائلات"),
        ("•نزوح عشرات العائلات", "نزوح عشرات العائلات"),
        ("* نزوح عشرات العائلات", "نزوح عشرات العائلات"),
        ("ـ عدد الناخبين: 900", "عدد الناخبين: 900"),
        ("2) فتح الميناء", "فتح الميناء"),
        # What may be a sign, a year or a part of a word is the sentence's own.
        ("- 5 درجات سجلت أمس", "- 5 درجات سجلت أمس"),
        ("- $5 مليون في الدفاتر", "- $5 مليون في الدفاتر"),
        ("2023) فتح الميناء", "2023) فتح الميناء"),
        ("-شمال المدينة", "-شمال المدينة"),
        ("*", "*"),
    ],
)
def test_the_mark_of_a_list_is_shown_in_no_line_of_ours(written: str, shown: str) -> None:
    listed = replace(WATER, sentence=sentence("p1s1", written, "• The harbour is open."))
    assert AR.sentence(listed) == AR.shown(claim(listed)) == shown
    assert EN.sentence(listed) == "The harbour is open."


def test_a_part_that_opens_with_the_mark_of_a_list_leaves_nothing_out_before_it() -> None:
    listed = replace(WATER, sentence=sentence("p1s1", "- فتح الميناء أمس", "- It opened then"))
    part = claim(listed, words=Bilingual("- فتح الميناء", "- It opened"))
    assert (AR.shown(part), EN.shown(part)) == ("فتح الميناء\u00a0…", "It opened\u00a0…")


def test_of_a_long_sentence_the_first_words_are_shown() -> None:
    text = " ".join(["word"] * 50)
    long = claim(replace(WATER, sentence=sentence("p1s1", "ماء", text)))
    assert EN.opening(long, 40) == " ".join(["word"] * 25) + "\u00a0…"
    assert (EN.opening(long, 50), AR.opening(long, 40)) == (None, None)
    assert EN.opening(replace(long, words=OWN), 40) is None


def test_a_view_is_told_with_who_holds_it() -> None:
    spoken, written = DIFFER.disputes[0].views
    assert EN.voice(spoken) == "Omar Karim, mayor of the city · article: Date not stated"
    assert EN.voice(written) == "The article: صحيفة الساحل, May 2024"


def test_a_title_that_stands_for_a_source_is_whole_where_there_is_room() -> None:
    long = replace(
        HARBOUR, publisher=None, title=sentence("title", "ع", "One two three four five six")
    )
    assert EN.cited_story(long) == "“One two three four five\u00a0…,” Date not stated"
    assert EN.heading(long) == "“One two three four five six,” Date not stated"
    view = replace(DIFFER.disputes[0].views[1], stories=(long,))
    assert EN.voice(view) == f"The article: {EN.heading(long)}"


def test_a_remark_on_a_sentence_is_left_out_where_a_part_of_it_is_shown() -> None:
    noted = replace(WATER, story=replace(FLOOD, notes={"p1s1": OWN}))
    assert claim(noted).note == OWN
    assert claim(noted, words=OWN).note is None


def test_an_entry_of_the_timeline_has_its_date_and_the_dates_named_on_it() -> None:
    happened, named = TIMELINE.entries
    assert EN.dates(happened) == "March 1, 2014"
    assert EN.dates(named) == "July 24, 2024: looking ahead to September 2024"
    assert EN.dates(replace(happened, also=(year(2017),))) == "March 1, 2014; 2017"


def test_a_page_beside_the_explainer_has_its_title() -> None:
    assert [EN.detail(section) for section in (TIMELINE, NAMES)] == [
        "Full timeline (2)",
        "People and organizations",
    ]


def test_what_a_time_means_only_beside_its_article_is_told_with_its_day() -> None:
    note = DateNote(when("2024-07"), None, is_day_of_article=True)
    made = claim(WATER, dates={"ar": (note,), "en": (note,)})
    assert EN.meaning(made) == "in an article of July 2024"


def test_changes_are_told_by_kind_each_date_and_question_once() -> None:
    assert [*shown(EN.change_lines(LATER))] == [
        ("New article:", [("A *big* flood", "flood#title")]),
        ("New article:", [("أخبار المرفأ", "harbour#title")]),
        ("Troops:", [("about 2,500", "flood#p1s2 harbour#p1s2")]),
        (
            "New in the timeline:",
            [("March 1, 2014", "flood#p1s1 flood#p2s1"), ("September 2024", "flood#p2s1")],
        ),
        ("Adds to: What happened [then]?", [("", "flood#p1s1 harbour#p1s1")]),
        ("Adds to: Who paid?", [("", "flood#p2s1")]),
    ]
    undated = [label for label, _ in EN.change_lines(replace(LATER, events=()))]
    assert "New in the timeline:" not in undated


Parts = list[tuple[str, tuple[Excerpt, ...]]]


def shown(lines: Iterator[tuple[str, Parts]]) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Yield the lines of a change with the names of what they cite."""
    for label, parts in lines:
        yield label, [(text, cites(cited)) for text, cited in parts]


def cites(excerpts: Sequence[Excerpt]) -> str:
    return " ".join(str(cited.cite) for cited in excerpts)


def test_a_name_is_told_with_an_office_only_where_its_day_is_known() -> None:
    people, bodies = NAMES.kinds
    assert [EN.name_detail(entry) for entry in (*people.entries, *bodies.entries)] == [
        ", mayor of the city as of July 24, 2024 (in 2 articles)",
        " (in 1 article)",
        " (in 3 articles)",
    ]
    assert (
        AR.name_detail(people.entries[0]) == "، عمدة المدينة عند النشر في 24 يوليو 2024 (في مقالين)"
    )


@pytest.mark.parametrize("lang", LANGS)
def test_both_languages_have_every_word(lang: Lang) -> None:
    assert set(CATALOGUES[lang].strings) == set(ENGLISH.strings)


# Plural forms --------------------------------------------------------------------------------

TRIED = (0, 1, 2, 3, 11, 100)
"""A number of each of the six plural forms of Arabic."""
COUNTED = [key for key, forms in ENGLISH.strings.items() if isinstance(forms, dict)]


def said(t: Catalogue, key: str, count: int) -> str:
    """Return a counted string for a number, whatever else it is filled in with."""
    names = re.findall(r"\{(\w+)\}", " ".join(t.strings[key].values()))
    return t(key, **({name: f"<{name}>" for name in names} | {"count": count}))


@pytest.mark.parametrize("key", COUNTED)
def test_every_counted_string_has_the_forms_of_its_language(key: str) -> None:
    for t in (ARABIC, ENGLISH):
        assert set(t.strings[key]) == {*t.locale.plural_form.tags, "other"}, t.lang
        for count in TRIED:
            assert not re.search(r"[{}]|\s\s|\s[،,.:؛]", said(t, key, count))
    # What one language fills in the other does, too: nothing but the number may go without.
    names = [set(re.findall(r"\{(\w+)\}", t.strings[key]["other"])) for t in (ARABIC, ENGLISH)]
    assert names[0] - {"count"} >= names[1] - {"count", "shown"}


@pytest.mark.parametrize("key", COUNTED)
def test_arabic_counts_as_its_grammar_does(key: str) -> None:
    shown = {count: said(ARABIC, key, count) for count in TRIED}
    # One and two are in the noun itself; nothing at all is said in words.
    assert not [text for count, text in shown.items() if count < 3 and re.search(r"\d", text)]
    nouns = [re.search(rf"(?:^|\s){count} (\w+)", shown[count]) for count in (3, 11, 100)]
    if not all(nouns) or "منها" in shown[3]:
        return
    few, many, hundred = (match[1] for match in nouns if match)
    # 3 ships, 11 "a ship" in the accusative, 100 "of a ship": the plural is for three to ten only.
    assert few not in (many, hundred)
    assert many == (hundred if hundred.endswith("ة") else f"{hundred}ا")


@pytest.mark.parametrize(
    ("count", "shown"),
    [
        (1, "تستند هذه الصفحة إلى مقال واحد نُشر في"),
        (2, "تستند هذه الصفحة إلى مقالين نُشرا بين"),
        (3, "تستند هذه الصفحة إلى 3 مقالات نُشرت بين"),
        (11, "تستند هذه الصفحة إلى 11 مقالا نُشرت بين"),
    ],
)
def test_what_is_said_of_articles_agrees_with_their_number(count: int, shown: str) -> None:
    days = tuple(when(str(2024 - number)) for number in range(count))
    assert AR.sources(SourcesInBrief(count, count, days, ())).startswith(shown)
    dated_in_part = AR.sources(SourcesInBrief(5, 5, days[:3], ()))
    assert dated_in_part.startswith("تستند هذه الصفحة إلى 5 مقالات، ")
