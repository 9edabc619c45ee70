"""What an explainer says of several stories: what they share, how they differ, what changed."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import replace
from itertools import chain, permutations

import pytest
from pelican.plugins.briefing.dates.when import When
from pelican.plugins.briefing.edges.making import make_edition
from pelican.plugins.briefing.edition import Edition, Inputs
from pelican.plugins.briefing.editors.glossary import Glossary
from pelican.plugins.briefing.editors.glossary_file import read_glossary
from pelican.plugins.briefing.editors.sidecar import Sidecar
from pelican.plugins.briefing.editors.topics import FigureSpec, Question, Side, Topic, read_topic
from pelican.plugins.briefing.errors import BriefingError
from pelican.plugins.briefing.explain import same_event
from pelican.plugins.briefing.explain.analysis import groups_of
from pelican.plugins.briefing.explain.changes import until
from pelican.plugins.briefing.explain.claims import antecedents
from pelican.plugins.briefing.explain.contribution import bears_on
from pelican.plugins.briefing.explain.differences import differences, goes_with
from pelican.plugins.briefing.explain.facts import BearingStory
from pelican.plugins.briefing.explain.figures import follow
from pelican.plugins.briefing.explain.matching import citable, hits, named_sentences
from pelican.plugins.briefing.explain.page import (
    BriefSection,
    ChangesSection,
    DifferSection,
    Explainer,
    FiguresSection,
    NamesSection,
    Section,
)
from pelican.plugins.briefing.explain.questions import answer
from pelican.plugins.briefing.explain.reading import remarks
from pelican.plugins.briefing.explain.sections import analyse, sources_on
from pelican.plugins.briefing.explain.select import Candidate, select_across
from pelican.plugins.briefing.explain.shared import shared_reports
from pelican.plugins.briefing.explain.story_facts import dated_reports
from pelican.plugins.briefing.explain.timeline import timeline
from pelican.plugins.briefing.language.arabic import content_stems
from pelican.plugins.briefing.model import (
    Bilingual,
    Dated,
    Event,
    Figure,
    FigureValue,
    Finding,
    Groups,
    Seed,
    Stated,
    Story,
    Terms,
    newest_first,
)
from story_support import composed, parse_story, read_all

TITLE = "عنوان المقال في هذا اليوم من الأسبوع"
NO_UNIT = Bilingual("", "")
FORMED = "تشكل التحالف الدولي ضد التنظيم في سبتمبر 2014 ويضم 85 دولة ومنظمة شريكة في العراق وسوريا."
FORMED_TOO = (
    "وأعلن تشكيل التحالف الدولي لمحاربة التنظيم في سبتمبر 2014 ومعه 85 دولة ومنظمة شريكة في سوريا."
)
OTHER = (
    "ارتفعت أسعار القمح في الأسواق المحلية بعد موسم جاف أضر بالمحاصيل في معظم المحافظات الشمالية."
)


def story(slug: str, day: str, *texts: str, publisher: str | None = None) -> Story:
    text = "\n".join([TITLE, *texts])
    made = parse_story(Seed(f"{slug}.txt", slug, text), Sidecar(slug=slug, date=day))
    stated = Stated(publisher, publisher) if publisher else None
    return replace(made, published=Dated(When.from_iso(day), ""), publisher=stated)


def bearing(
    stories: list[Story],
    about: Terms,
    spec: FigureSpec | None = None,
    questions: tuple[Question, ...] = (),
) -> list[BearingStory]:
    """Return what stories bring to a topic of some words, which follows one figure."""
    text = Bilingual("ع", "t")
    topic = Topic("t", text, text, about, figures=(spec,) if spec else (), questions=questions)
    return list(sources_on(topic, read_all(stories, Glossary())).values())


def events_of(stories: list[Story], about: Terms, groups: Groups | None = None) -> list[Event]:
    return list(timeline(bearing(stories, about), groups))


def alike(shared: str, common: int, count: int) -> list[str]:
    """Return two texts of so many words of meaning each, of which some are common to both."""
    words = [f"{a}{b}{a}{c}" for a, b, c in permutations("دسقطعمرنحج", 3)]
    known = len(content_stems(shared))
    texts = []
    for place in (100, 200):
        own = words[place : place + count - common]
        texts.append(" ".join([shared, *words[: common - known], *own]))
    return texts


def figure_of(spec: FigureSpec, *texts: str) -> Figure:
    told = [story("a", "2024-07-01", *texts)]
    return follow(spec, 0, bearing(told, (("القاعدة",),), spec))


def shared_cites(*stories: Story) -> list[list[str]]:
    claims = shared_reports(bearing(list(stories), (("التحالف",),)))
    return [[str(excerpt.cite) for excerpt in excerpts] for excerpts in claims]


TOWN = Topic("t", Bilingual("ع", "t"), Bilingual("ع", "t"), (("النور",),), events=(("النور",),))


def reading(value: float, qualifier: str | None = None, as_of: str = "2024-07-01") -> FigureValue:
    return FigureValue(value, qualifier, When.from_iso(as_of), ())


def test_only_dates_in_sentences_on_the_subject_are_events() -> None:
    told = "وصلت السفينة إلى ميناء النور في 3 مايو 2024. وفتح المصنع في 7 مايو 2024."
    events = events_of([story("a", "2024-07-01", told)], (("النور",),))
    assert [event.when.iso for event in events] == ["2024-05-03"]


def test_the_end_of_a_year_comes_after_its_days() -> None:
    texts = ["فتح الميناء في نهاية عام 2022.", "زار الوزير المرفأ في 3 مايو 2022."]
    told = events_of([story("a", "2024-07-01", *texts)], PORT)
    assert [(e.when.iso, e.when.part) for e in told] == [("2022-05-03", None), ("2022", "end")]


@pytest.mark.parametrize("last", ["2024-05-03", "2024-05-05"])
def test_a_sentence_with_two_days_tells_of_two_events(last: str) -> None:
    day = int(last[-1:])
    told = f"وصلت السفينة إلى ميناء النور في 3 مايو 2024، ثم غادرت الميناء في {day} مايو 2024."
    events = events_of([story("a", "2024-07-01", told)], (("النور",),))
    assert [event.when.iso for event in events] == sorted({"2024-05-03", last})


@pytest.mark.parametrize(
    ("one", "other", "are_nested"),
    [
        ("2024-07", "2024-07-15", True),
        ("2024-07", "2024-07-01", True),
        ("2024", "2024-12-31", True),
        ("2024-07-15", "2024-07-15", True),
        ("2024-07", "2024-08-01", False),
        ("2024-07-15", "2024-07-16", False),
    ],
)
def test_one_date_lies_within_another(one: str, other: str, *, are_nested: bool) -> None:
    dates = When.from_iso(one), When.from_iso(other)
    assert same_event.nested(*dates) == same_event.nested(*reversed(dates)) == are_nested


def test_a_claim_of_two_outlets_has_a_sentence_of_each() -> None:
    first = story("a", "2024-07-01", FORMED, OTHER)
    assert shared_cites(first, story("b", "2024-07-02", FORMED_TOO)) in (
        [["a#p1s1", "b#p1s1"]],
        [["b#p1s1", "a#p1s1"]],
    )


def test_what_a_colon_ends_is_no_report() -> None:
    heading = FORMED_TOO.removesuffix(".") + ":"
    first = story("a", "2024-07-01", FORMED)
    for texts, count in (((OTHER, heading), 0), ((OTHER, heading, FORMED_TOO), 1)):
        other = story("b", "2024-07-02", *texts)
        assert [block.kind for block in other.blocks] == ["paragraph"] * len(texts)
        assert len(shared_cites(first, other)) == count


def test_two_articles_of_one_outlet_are_one_voice() -> None:
    told = [
        story("a", "2024-07-01", FORMED, publisher="صحيفة"),
        story("b", "2024-07-02", FORMED_TOO, publisher="صحيفة"),
    ]
    assert shared_cites(*told) == []


APPROVED = "تأتي الخطوة بعد موافقة مجلس الميناء الكبير على صرف دفعة جديدة لدول التحالف."
CONFIDENT = "قال الحارس إنه يثق في موافقة مجلس الميناء الكبير على صرف الدفعة لدول التحالف قريبا."


@pytest.mark.parametrize(("day", "alike"), [("2024-07-02", True), ("2022-07-02", False)])
def test_reports_of_other_months_with_nothing_else_in_common_are_not_alike(
    day: str,
    alike: bool,  # noqa: FBT001 - a case
) -> None:
    found = shared_cites(story("a", "2024-07-01", APPROVED), story("b", day, CONFIDENT))
    assert (len(found) == 1) == alike


@pytest.mark.parametrize(
    ("short", "alike"),
    [
        ("ثم قررت دول التحالف في سوريا البقاء.", False),
        ("ثم قررت دول التحالف في سوريا إغلاق الميناء فجأة قبل الفجر.", True),
    ],
)
def test_reports_have_more_in_common_than_the_subject_and_a_word(
    short: str,
    alike: bool,  # noqa: FBT001 - a case
) -> None:
    of_subject = []
    for who in ("التاجر", "البحار", "الطبيب", "المعلم", "الخباز", "القاضي"):
        of_subject.append(f"تحدث {who} طويلا عن دول التحالف في سوريا بعد عودة {who} من هناك.")
    told = "قررت دول التحالف في سوريا إغلاق طريق الميناء القديم أمام الشاحنات الكبيرة كلها."
    stories = story("a", "2024-07-01", told, *of_subject), story("b", "2024-07-02", short)
    found = [cites for cites in shared_cites(*stories) if set(cites) == {"a#p1s1", "b#p1s1"}]
    assert bool(found) == alike


def test_of_two_articles_of_one_outlet_that_say_it_the_newer_is_cited() -> None:
    told = [story("a", "2024-07-03", FORMED)]
    told += [
        story(slug, f"2024-07-0{day}", FORMED_TOO, publisher="ص") for slug, day in ("b2", "c1")
    ]
    assert set(chain.from_iterable(shared_cites(*told))) == {"a#p1s1", "b#p1s1"}


def test_a_copy_is_no_second_source() -> None:
    told = (story("a", "2024-07-01", FORMED), story("b", "2024-07-02", FORMED))
    assert shared_cites(*told) == []


@pytest.mark.parametrize(
    ("common", "number", "is_shared"),
    [
        # Six of ten words that carry meaning make one report, and nine a copy.
        (5, None, False),
        (6, None, True),
        (8, None, True),
        (9, None, False),
        # With a number in common five are enough, but not one of the smallest.
        (4, 850, False),
        (5, 850, True),
        (5, 2, False),
        (5, 3, True),
    ],
)
def test_reports_of_one_thing_have_most_of_their_words_in_common(
    common: int, number: int | None, *, is_shared: bool
) -> None:
    shared = f"التحالف {number}" if number else "التحالف"
    one, other = alike(shared, common, 10)
    told = (story("a", "2024-07-01", f"{one}.", OTHER), story("b", "2024-07-02", f"{other}."))
    assert bool(shared_cites(*told)) == is_shared


def test_reports_of_which_one_denies_are_not_of_one_thing() -> None:
    one, other = alike("التحالف يغادر", 8, 10)
    sure = one.replace("يغادر", "لا شك يغادر")
    for told, count in ((one, 1), (sure, 1), (one.replace("يغادر", "لم يغادر"), 0)):
        stories = story("a", "2024-07-01", f"{told}.", OTHER), story("b", "2024-07-02", f"{other}.")
        assert len(shared_cites(*stories)) == count


@pytest.mark.parametrize(
    ("day", "common", "events", "differing"),
    [
        # Of one day less than half of the words is enough, of two days six of ten.
        ("3", 5, 2, 0),
        ("3", 6, 1, 0),
        ("9", 7, 2, 0),
        ("9", 8, 2, 1),
    ],
)
def test_two_reports_are_of_one_event_by_their_words_and_days(
    day: str, common: int, events: int, differing: int
) -> None:
    one, other = alike("الميناء في مايو 2024", common, 13)
    told = [
        story("a", "2024-07-01", one.replace("مايو", "3 مايو") + "."),
        story("b", "2024-07-02", other.replace("مايو", f"{day} مايو") + "."),
    ]
    found = events_of(told, PORT)
    assert (len(found), len(differences([], found))) == (events, differing)


VOTED = "حصل القرار الذي قدمته لندن بشأن التحالف على تأييد 14 عضوا وامتنعت روسيا عن التصويت."
VETOED = "أسقطت روسيا في 18 تشرين الثاني 2024 قرار التحالف في المجلس رغم تأييد 14 عضوا."
DISPLACED = (
    "أدت حرب التحالف منذ 15 نيسان 2023 إلى نزوح 11 مليون شخص داخل البلاد وخارجها بحسب المنظمة."
)
FEWER = "بلغ عدد من نزحوا 10 ملايين شخص بسبب حرب التحالف منذ نيسان 2023 داخل البلاد بحسب المنظمة."


@pytest.mark.parametrize(
    ("one", "day", "other", "alike"),
    [
        (VOTED, "2024-06-13", VETOED, False),
        # In the month of the vote it may be the same one.
        (VOTED, "2024-11-18", VETOED, True),
        (VOTED.replace("حصل", "في 13 حزيران 2024 حصل"), "2024-11-18", VETOED, False),
        # The year of a date in common is no figure in common.
        (FEWER, "2024-11-18", DISPLACED, False),
        (FEWER.replace("10 ملايين", "11 مليون"), "2024-11-18", DISPLACED, True),
    ],
)
def test_reports_whose_dates_or_figures_exclude_one_another_are_not_alike(
    one: str,
    day: str,
    other: str,
    alike: bool,  # noqa: FBT001 - a case
) -> None:
    found = shared_cites(story("a", day, one), story("b", "2024-11-19", other))
    assert (len(found) == 1) == alike


@pytest.mark.parametrize(
    ("a", "b", "together"),
    [
        (reading(2500), reading(2500), True),
        (reading(2500, "about"), reading(2600), True),
        (reading(90, "about"), reading(100), True),
        (reading(88, "about"), reading(100), False),
        (reading(2500), reading(5000), False),
        (reading(85, "more than"), reading(90), True),
        (reading(85), reading(80, "more than"), True),
        (reading(85, "about"), reading(120), False),
        (reading(85), reading(90, "up to"), True),
        (reading(85, "more than"), reading(85, "less than"), False),
        (reading(85, "more than"), reading(85), False),
        (reading(85, "about"), reading(85), True),
        (reading(85, "about"), reading(85, "more than"), True),
        (reading(85, "up to"), reading(85, "more than"), False),
    ],
)
def test_readings_go_together_or_not(a: FigureValue, b: FigureValue, together: bool) -> None:  # noqa: FBT001 - a case
    assert goes_with(a, b) == goes_with(b, a) == together


@pytest.mark.parametrize(
    ("told", "differing"),
    [
        ("a 10 07-01, b 20 07-01", [10, 20]),
        ("a 10 07-01, b 10 07-01, c 20 07-01", [10, 10, 20]),
        # Of one time are those of one month.
        ("a 20 07-01, b 10 08-01", []),
        # A toll that rises from day to day is news, one that falls is another source's …
        ("a 10 07-01, b 20 07-02, c 30 07-04", []),
        ("a 10 07-01, b 20 07-02, c 30 07-02", [20, 30]),
        ("a 20 07-01, b 10 07-02", [20, 10]),
        ("a 10 07-01 told 07-01, b 20 07-01 told 07-02", []),
        ("a 20 07-01 told 07-01, b 10 07-01 told 07-02", [20, 10]),
        ("a 10 07-01 told 07-15, b 20 07-01 told 07-30", [10, 20]),
        ("a 10 07-01 told 07-01, b 20 07-01 told 07-15", []),
        ("a 10 07-01, b 20 07-02, b 5 07-02", []),
        ("a 10 07-01, b 20 07-02, c 10 07-03", [20, 10]),
        # … and members do not grow more from one source's day to another's.
        ("a 10 07-01, b 20 07-02 of دولة", [10, 20]),
        # Two counts of one article say more of one thing.
        ("a 85 07-01, a 90 07-01", []),
        ("a 10 07-01, a 25 07-03 of دولة", []),
        ("a 85 07-01, a 90 07-01, b 70 07-01", [85, 90, 70]),
        # Fewer than on an earlier day of the same article are a part, where those are a toll.
        ("a 20 07-01, a 10 07-02, b 30 07-02", []),
        ("a 20 07-01, a 50 07-01, a 30 07-02, b 40 07-02", [20, 50, 40]),
        ("a 20 07-01, a 10 07-02, b 30 07-02 of دولة", [20, 10, 30]),
        # Three are those of several groups.
        ("a 85 07-01, a 90 07-01, a 20 07-01, b 70 07-01, c 60 07-01", [70, 60]),
        # One that another article has, too, is enough, and each day has its own.
        ("a 900 07-01, a 200 07-01, b 200 07-01", []),
        ("a 900 07-01, a 200 07-01, b 700 07-01", [900, 200, 700]),
        ("a 10 07-01, b 12 07-01, a 25 07-03", [10, 12]),
        ("a 30 07-01, a 70 07-01, b 30 07-01, c 70 07-01", [30, 70]),
    ],
)
def test_what_cannot_be_true_beside_the_counts_of_another_article_differs(
    told: str, differing: list[float]
) -> None:
    values = []
    rows, *of = told.split(" of ")
    for row in rows.split(", "):
        reported, _, published = row.partition(" told ")
        slug, value, day = reported.split()
        source = story(slug, f"2024-{published or '07-01'}", FORMED)
        cited = named_sentences([f"{slug}#p1s1"], {slug: source})
        values.append(replace(reading(int(value), as_of=f"2024-{day}"), excerpts=cited))
    label = Bilingual("عدد", "Number")
    figure = Figure("n", label, Bilingual((of or ["القتلى"])[0], "unit"), tuple(values))
    found = [value.value for one in differences([figure], []) for value in one.values]
    assert found == differing


@pytest.mark.parametrize(
    ("first", "second", "differ"),
    [
        ("2024-01-03", "2024-01-20", 1),
        ("2024-01-03", "2024-03-03", 0),
        # Of a year nobody knows whether January is meant.
        ("2024-01-03", "2024", 0),
        ("2024", "2024", 1),
    ],
)
def test_readings_of_one_month_differ(first: str, second: str, differ: int) -> None:
    label = Bilingual("عدد", "Number")
    values = []
    for slug, value, day in (("a", 10, first), ("b", 20, second)):
        cited = named_sentences([f"{slug}#p1s1"], {slug: story(slug, "2024-07-01", FORMED)})
        values.append(replace(reading(value, as_of=day), excerpts=cited))
    figure = Figure("n", label, label, tuple(values))
    assert len(differences([figure], [])) == differ


def test_what_is_picked_is_within_its_words_and_says_nothing_twice() -> None:
    texts = [FORMED, FORMED, OTHER]
    made = [Candidate(str(i), 0, text) for i, text in enumerate(texts)]
    picked = [texts[i] for i in select_across(made, 100)]
    assert sorted(picked) == sorted({FORMED, OTHER})
    assert len(select_across(made, len(FORMED.split()))) == 1
    # Six of ten words are enough for one to say what another says.
    for common, count in ((5, 2), (6, 1)):
        pair = [Candidate(text[-1], 0, text) for text in alike("التحالف", common, 10)]
        assert len(select_across(pair, 100)) == count
    # A sentence without a word of meaning is no summary, and stops none.
    empty = Candidate("0", 1, "ثم إن ذلك كان من هذا")
    assert select_across([empty, *made], 100) == [place + 1 for place in select_across(made, 100)]


def test_each_sentence_picked_brings_all_that_are_picked_nearest_to_the_sources(
    edition: Edition,
) -> None:
    """By the definition, with all vectors made anew for each of them."""
    made: list[Candidate] = []
    for one in edition.stories:
        made += [Candidate(one.slug, n, s.ar) for n, (_, s) in enumerate(citable(one))]
    stems = [set(content_stems(candidate.text)) for candidate in made]
    lengths = [len(candidate.text.split()) for candidate in made]
    centre: Counter[str] = Counter()
    for slug in {candidate.source for candidate in made}:
        vector: Counter[str] = Counter()
        for candidate, own in zip(made, stems, strict=True):
            if candidate.source == slug:
                # Its first sentence counts twice, its second one and a half times.
                weight = (1 + 1 / (1 + candidate.place)) / math.sqrt(max(1, len(own)))
                vector.update(dict.fromkeys(own, weight))
        length = math.hypot(*vector.values())
        centre.update({stem: weight / length for stem, weight in vector.items()})

    def nearness(places: list[int]) -> float:
        total = Counter(chain.from_iterable(stems[place] for place in places))
        shared = sum(count * centre[stem] for stem, count in total.items())
        return shared / math.hypot(*total.values())

    def fits(place: int, chosen: list[int]) -> bool:
        alike = [
            len(stems[place] & stems[other]) / math.sqrt(len(stems[place]) * len(stems[other]))
            for other in chosen
        ]
        left = 120 - sum(lengths[other] for other in chosen)
        is_short = lengths[place] <= left or not chosen
        return is_short and 8 <= lengths[place] <= 60 and max(alike, default=0) < 0.6

    picked = select_across(made, 120)
    assert len(picked) > 2
    for count, place in enumerate(picked):
        before = picked[:count]
        others = [other for other in range(len(made)) if fits(other, before)]
        assert place in others
        best = max(nearness([*before, other]) for other in others)
        assert nearness([*before, place]) == pytest.approx(best)
    assert not any(fits(other, picked) for other in range(len(made)))


SUBJECT = "المفاوضات بين الحكومة والمعارضة حول تقاسم عائدات النفط"
ASIDE = "افتتح الوزير معرضا للكتاب يضم أربعين دارا للنشر والترجمة"


def test_what_a_source_speaks_of_all_along_is_picked_before_how_it_begins() -> None:
    days = ("الأحد", "الاثنين", "الثلاثاء", "الأربعاء")
    texts = [ASIDE, *(f"استؤنفت {SUBJECT} {day}" for day in days)]
    made = [Candidate("a", place, text) for place, text in enumerate(texts)]
    assert select_across(made, 1)[0] > 0


def test_a_source_is_one_voice_however_long() -> None:
    long = [Candidate("long", place, f"{ASIDE} {place}") for place in range(12)]
    two = [Candidate("b", 0, f"استؤنفت {SUBJECT}"), Candidate("c", 0, f"تعثرت {SUBJECT}")]
    made = [*long, *two]
    first, second = select_across(made, 30)
    assert made[first] in two
    assert made[second] in long


BARE = """
title = {{ ar = "ع", en = "t" }}
intro = {{ ar = "ع", en = "t" }}
about = [["التحالف"]]
[[dispute]]
id = "d"
ar = "؟"
en = "?"
{more}
"""


def section(explainer: Explainer, kind: type[Section]) -> Section:
    """Return the section of a kind; fail where the page has none."""
    made = (*explainer.sections, *explainer.details)
    return next(one for one in made if isinstance(one, kind))


def test_each_days_stories_are_told_with_what_they_brought(edition: Edition) -> None:
    assert edition.explainers
    for explainer in edition.explainers:
        days = [change.day for change in explainer.changes]
        assert days == sorted(days, reverse=True)
        assert len(days) > 1
        assert any(change.answers for change in explainer.changes)
        assert any(change.figures for change in explainer.changes)
        assert any(change.events for change in explainer.changes)
        for change in explainer.changes:
            slugs = {article.story.slug for article in change.articles}
            assert {e.story.slug for _, e in change.answers} <= slugs
            for told in (*(value for _, value in change.figures), *change.events):
                assert not slugs.isdisjoint(e.story.slug for e in told.excerpts)


def test_how_an_answer_changed_is_told_by_its_oldest_and_its_newest_sentence(
    edition: Edition,
) -> None:
    for explainer in edition.explainers:
        made = explainer.detail("changes")
        assert isinstance(made, ChangesSection)
        assert made.answers
        for changed in made.answers:
            ends = [changed.oldest.excerpt.story, changed.newest.excerpt.story]
            oldest, newest = (s.published.when for s in ends if s.published)
            days = [e.story.published.when for e in changed.answer.excerpts if e.story.published]
            assert oldest.end == min(day.end for day in days)
            assert newest.start == max(day.start for day in days)
            assert oldest.end < newest.start
        listed = [day.day for day in made.days]
        assert listed == sorted(listed, reverse=True)


@pytest.mark.parametrize(
    ("day", "count"), [("2021-07-23", 0), ("2021-12-12", 2), ("2024-07-24", 4), ("2024-07-31", 5)]
)
def test_the_site_as_of_a_day_knows_no_later_article(inputs: Inputs, day: str, count: int) -> None:
    edition = make_edition(replace(inputs, as_of=day))
    assert len(edition.stories) == count
    assert edition.problems == ()
    cited = {e.story.slug for x in edition.explainers for a in x.answers for e in a.excerpts}
    assert cited <= {s.slug for s in edition.stories}


def test_an_article_without_a_date_is_of_no_earlier_day() -> None:
    assert until([replace(story("a", "2024-07-01", FORMED), published=None)], "2030-01-01") == []


WITHDREW = "انسحبت القوات من الميناء القديم عام 2011 بعد خمس سنوات من وصولها إلى المدينة الساحلية."
LEFT_TOO = (
    "وقد عادت الشركات إلى المرفأ وإن بأعداد أقل مما كانت عليه قبل أن يغادره الجنود كليا سنة 2011."
)
LEFT_LATER = (
    "وقد عادت الشركات إلى المرفأ وإن بأعداد أقل مما كانت عليه قبل أن يغادره الجنود سنة 2012."
)
PORT = (("الميناء", "المرفأ"),)


def test_an_editor_puts_reports_of_one_event_together() -> None:
    stories = [story("a", "2024-07-01", WITHDREW), story("b", "2024-07-02", LEFT_TOO)]
    groups = groups_of([["a#p1s1", "b#p1s1"]])
    assert len(events_of(stories, PORT)) == 2
    (event,) = events_of(stories, PORT, groups)
    assert sorted(str(e.cite) for e in event.excerpts) == ["a#p1s1", "b#p1s1"]
    assert [reading.iso for reading in event.readings] == ["2011", "2011"]


def test_reports_put_together_whose_dates_differ_are_kept_apart_and_said() -> None:
    stories = [story("a", "2024-07-01", WITHDREW), story("b", "2024-07-02", LEFT_LATER)]
    groups = groups_of([["a#p1s1", "b#p1s1"]])
    told = events_of(stories, PORT, groups)
    assert [event.when.iso for event in told] == ["2011", "2012"]
    assert [list(d.events) for d in differences([], told, groups)] == [told]
    # Another group says nothing of them.
    earlier = story("c", "2024-07-03", WITHDREW.replace("2011", "2005"))
    groups = groups_of([["a#p1s1", "b#p1s1"], ["c#p1s1", "gone#p1s1"]])
    three = events_of([*stories, earlier], PORT, groups)
    assert [list(d.events) for d in differences([], three, groups)] == [three[1:]]


def test_the_finer_of_two_dates_is_that_of_the_event() -> None:
    finer = FORMED_TOO.replace("في سبتمبر 2014", "في العاشر من سبتمبر 2014")
    told = [story("a", "2024-07-01", FORMED), story("b", "2024-07-02", finer)]
    (event,) = events_of(told, (("التحالف",),))
    assert event.when.iso == "2014-09-10"
    readings = zip(event.excerpts, event.readings, strict=True)
    assert {str(e.cite): reading.iso for e, reading in readings} == {
        "a#p1s1": "2014-09",
        "b#p1s1": "2014-09-10",
    }


def test_a_dispute_needs_two_views_that_can_be_cited(inputs: Inputs) -> None:
    topic = next(t for t in inputs.topics if t.disputes)
    first = topic.disputes[0]
    gone = read_topic("t", BARE.format(more='views = ["gone#p1s1", "gone#p1s2"]'), "t.toml")
    lone = replace(first, views=(first.views[0], gone.disputes[0].views[0]))
    edition = make_edition(replace(inputs, topics=(replace(topic, disputes=(first, lone)),)))
    (made,) = edition.explainers
    disputes = section(made, DifferSection).disputes
    assert [d.question for d in disputes] == [first.text]
    shown = [[str(c.excerpt.cite) for c in view.claims] for view in disputes[0].views]
    assert shown == [[s.all_cites()[0] for s in view] for view in first.views]


def test_the_short_answer_is_the_editors_first_choice(edition: Edition, inputs: Inputs) -> None:
    pinned = {q.id: q for topic in inputs.topics for q in topic.questions if q.cites}
    answers = [a for x in edition.explainers for a in x.answers if a.id in pinned]
    assert answers
    for given in answers:
        assert given.lead == pinned[given.id].lead
        assert str(given.excerpts[0].cite) == pinned[given.id].cites[0]


def test_a_share_of_something_is_no_number_of_it() -> None:
    label = Bilingual("جنود", "soldiers")
    spec = FigureSpec("n", "جنود", "soldiers", label, ("جنود", "جندي"))
    texts = ("غادر 25% من الجنود القاعدة في الصيف.", "وبقي 300 جندي في القاعدة حتى الآن.")
    figure = figure_of(spec, *texts)
    assert [value.value for value in figure.values] == [300]


@pytest.mark.parametrize(
    ("text", "near", "values"),
    [
        ("بلغ عدد النازحين داخل القاعدة 10 ملايين شخص.", "داخل", [10_000_000]),
        ("وقال إن عدد النازحين داخل القاعدة بلغ 11 مليونا، وإن 3 ملايين عبروا.", "", [11_000_000]),
        ("كان عدد النازحين في القاعدة 300 ألف.", "القاعدة", [300_000]),
        ("وارتفع عدد النازحين في القاعدة إلى 20 ألفا.", "القاعدة", [20_000]),
        ("وبلغ عدد النازحين منذ أبريل 2023 في القاعدة 11 مليونا.", "القاعدة", [11_000_000]),
        ("وعدد الجرحى 20 وعدد النازحين في القاعدة 30.", "", [30]),
        ("وأعداد النازحين في القاعدة ارتفعت إلى 300 بينهم 20 طفلا.", "", [300]),
        # Another thing is counted, elsewhere or in another clause.
        ("وزاد عدد النازحين في القاعدة خلال 3 أيام.", "", []),
        ("وبلغ عدد النازحين في 12 ولاية وفي القاعدة 300.", "", []),
        ("وارتفع عدد النازحين في القاعدة 400 ألفا.", "", []),
        ("ولا يعرف عدد النازحين في القاعدة لكن قتل 300 شخص.", "", []),
        ("وبلغ عدد النازحين والجرحى في القاعدة 50.", "", []),
        ("وصل عدد من النازحين إلى القاعدة 20.", "", []),
        ("ازداد عدد النازحين في القاعدة بعد مقتل 3 أشخاص.", "", []),
        # It is feared, expected or possible, and nobody says that it is so.
        ("حذرت المنظمة من أن يتجاوز عدد النازحين في القاعدة 300.", "", []),
        ("حذرت المنظمة من أن 300 نازح في القاعدة قتلوا.", "", [300]),
        ("حذرت المنظمة من أن 300 نازح قد يموتون جوعا في القاعدة.", "", []),
        ("وسط مخاوف من وصول 300 نازح إلى القاعدة.", "", []),
        ("حذر الوزير من تكرار ما حدث بعد مقتل 300 نازح في القاعدة.", "", [300]),
        ("قد يصل عدد النازحين في القاعدة إلى 300.", "", []),
        ("وقد وصل عدد النازحين في القاعدة إلى 300.", "", [300]),
        ("ومن المتوقع عودة 300 نازح إلى القاعدة.", "", []),
        ("عاد 300 نازح إلى القاعدة كما كان متوقعا.", "", [300]),
        ("وقال الوزير إن العدد سيبلغ 300 نازح في القاعدة.", "", []),
        ("قتل 300 نازح في القاعدة، وقد يرتفع العدد.", "", [300]),
        ("سيؤدي إغلاق القاعدة إلى رحيل 300 نازح.", "", []),
        ("سيسفر إغلاق القاعدة عن تراجع العدد من 900 نازح يوميا إلى 300 نازح يوميا.", "", []),
        ("أدى إغلاق القاعدة إلى رحيل 300 نازح.", "", [300]),
        ("حملت المصادر التنظيم مسؤولية مقتل 300 نازح في القاعدة.", "", [300]),
        # One of every ten counts nobody, nor do parts and multiples.
        ("في القاعدة ثلاثة أرباع النازحين و3 أضعاف النازحين في غيرها.", "", []),
        ("في القاعدة 7 من كل 10 نازحين يعانون الجوع.", "", []),
        ("في القاعدة نازحون، بواقع 5 نازحين لكل 100 نازح.", "", []),
        ("في القاعدة خيام تسع 20 نازحا لكل خيمة.", "", []),
        ("في القاعدة 20 خيمة لكل النازحين و300 نازح لكل الأسر.", "", [300]),
        ("وصل إلى القاعدة 300 نازح من كل المدن.", "", [300]),
        # A half counts nobody; a figure below one is what was measured.
        ("في القاعدة نصف النازحين.", "", []),
        ("في القاعدة 0.75 نازح على كل متر.", "", [0.75]),
        # A round number with a stop before millions may be thousands of them.
        ("في القاعدة 1.500 مليون نازح.", "", []),
        ("في القاعدة 1.254 مليون نازح.", "", [1_254_000]),
        ("في القاعدة 1.500 نازح.", "", [1500]),
        # A place belongs to the number beside it.
        ("وفي الميناء قرب القاعدة 900 نازح.", "الميناء", [900]),
        ("في القاعدة 900 نازح في الميناء و2500 نازح في الجبل.", "الميناء", [900]),
        ("قال الوزير في الميناء إن 900 نازح وصلوا القاعدة.", "الميناء", []),
        ("غادر العمال الميناء وبقي 900 نازح في القاعدة.", "الميناء", []),
        # A correction has the wrong number, too.
        (
            "تصحيح: ذكرت نسخة سابقة من هذا التقرير أن عدد النازحين في القاعدة 92، والصحيح 82.",
            "",
            [],
        ),
    ],
)
def test_a_noun_and_a_place_before_a_number_are_its_own_in_its_clause(
    text: str, near: str, values: list[float]
) -> None:
    label = Bilingual("نازحون", "displaced")
    places = (near,) if near else ()
    spec = FigureSpec("n", "نازحون", "displaced", label, ("النازحين", "نازح"), near=places)
    assert [value.value for value in figure_of(spec, text).values] == values


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("قتل 30 شخصا في القاعدة قرب مخيم للنازحين.", []),
        ("نزح 30 شخصا من القاعدة بعد مقتل حارسها.", [(30, "2024-07-01")]),
        ("وصل إلى القاعدة 30 نازحا بعد مقتل حارسها.", [(30, "2024-07-01")]),
        ("قتل 30 نازحا في القاعدة.", [(30, "2024-07-01")]),
        ("لقي 30 شخصا مصرعهم في القاعدة قرب مخيم للنازحين.", []),
        ("نزح كثيرون من القاعدة، ولا يزال 30 شخصا في عداد المفقودين.", []),
        # What the clause before tells is of others.
        ("أحصيت 50 جثة في القاعدة، بينما لا يزال 30 شخصا في عداد النازحين.", [(30, "2024-07-01")]),
        ("وجدت جثة، بينما نزح 30 شخصا من القاعدة.", [(30, "2024-07-01")]),
        ("قتل، كما يقال، 30 شخصا في القاعدة.", []),
        # The verb that is nearest is its own.
        ("نزح 40 شخصا من القاعدة وأصيب 30 شخصا بالبرد.", [(40, "2024-07-01")]),
        ("أصيب 40 شخصا في القاعدة ثم نزح 30 شخصا.", [(30, "2024-07-01")]),
        ("نزح الحارس من القاعدة وأصيب بالبرد 30 شخصا.", []),
        ("نزح بعد مقتل الحارس 30 شخصا من القاعدة.", [(30, "2024-07-01")]),
        ("نزح مع الحارس 30 شخصا من القاعدة بعد فقدان المفقودين.", [(30, "2024-07-01")]),
        # Where its clause says nothing, the sentence may tell of nothing else.
        ("عدد الضحايا في القاعدة 30 شخصا، ونزح كثيرون بعد مقتل حارسها.", []),
        ("نزح من القاعدة التي أغلقها الحرس قبل شهور طويلة جدا 30 شخصا.", [(30, "2024-07-01")]),
        # With what a sentence opens, if it was over, all of it is told of that time.
        ("وفي 13 أبريل 2024، نزح 30 شخصا من القاعدة.", [(30, "2024-04-13")]),
        ("وخلال عام 2022 نزح 30 شخصا من القاعدة.", [(30, "2022")]),
        ("نزح 30 شخصا من القاعدة التي أغلقت في 13 أبريل 2024.", [(30, "2024-07-01")]),
        # "Then" is the last date before it, and not of another clause far from it.
        (
            "أغلقت القاعدة في 13 أبريل 2024، وكان قد نزح منها آنذاك 30 شخصا.",
            [(30, "2024-04-13")],
        ),
        ("أغلقت القاعدة في 13 أبريل 2024، وقد نزح منها 30 شخصا آنذاك.", [(30, "2024-04-13")]),
        (
            "كان القاضي آنذاك في القاعدة مع كثيرين من سكان المدينة وأهل الجبل بينما نزح 30 شخصا.",
            [(30, "2024-07-01")],
        ),
        ("منذ 13 أبريل 2024 نزح 30 شخصا من القاعدة.", [(30, "2024-07-01")]),
        # So does a time that was over, right before the number or behind what it counts.
        ("بلغ من نزح من القاعدة، في مارس 2024، أكثر من 30 شخصا.", [(30, "2024-03")]),
        ("نزح 30 شخصا في عام 2022 من القاعدة.", [(30, "2022")]),
        ("نزح من القاعدة 30 شخصا بنهاية عام 2022 من القاعدة.", [(30, "2022")]),
        ("نزح 30 شخصا منذ عام 2022 من القاعدة.", [(30, "2024-07-01")]),
        ("نزح من القاعدة، وسيعود إليها في عام 2025، 30 شخصا.", [(30, "2024-07-01")]),
        ("نزح من القاعدة في مارس 2024 مع الحارس 30 شخصا.", [(30, "2024-07-01")]),
        # An adjective may stand between, but no verb, which has its own time.
        ("نزح 30 شخصا مسنا في عام 2022 من القاعدة.", [(30, "2022")]),
        ("نزح 30 شخصا ولدوا في عام 2005 من القاعدة.", [(30, "2024-07-01")]),
        ("نزح 30 شخصا سرقت في عام 2005 سياراتهم من القاعدة.", [(30, "2024-07-01")]),
        # Who is counted together with others is not counted alone.
        ("وصل من القاعدة 30 شخصا بين قتيل وجريح، ونزح كثيرون.", []),
        # In brackets behind a time a number is of that time, but not behind "since".
        ("نزح من القاعدة أقل ممن نزح عام 1960 (15 ألف شخص).", [(15_000, "1960")]),
        ("نزح كثيرون من القاعدة منذ عام 2022 (30 شخصا).", [(30, "2024-07-01")]),
        ("نزح في عام 2022 كثيرون (30 شخصا) من القاعدة.", [(30, "2024-07-01")]),
        # What is said on a day was so on that day, in its clause; of a year nobody knows.
        ("ذكرت البلدية، مساء 30 يونيو 2024، أنّه نزح 30 شخصا من القاعدة.", [(30, "2024-06-30")]),
        ("قال في 30 يونيو 2024 إن الحرب انتهت، ثم نزح 30 شخصا من القاعدة.", [(30, "2024-07-01")]),
        ("أظهر تقرير عن حرب عام 1999 أن من نزح من القاعدة هم 30 شخصا.", [(30, "2024-07-01")]),
        ("وصل في 30 يونيو 2024، وقال إن من نزح هم 30 شخصا من القاعدة.", [(30, "2024-07-01")]),
        # "Until" dates what is counted in its clause, before the number and behind it; a day
        # without a preposition what it stands behind.
        ("نزح من القاعدة 30 شخصا حتى 23 يونيو.", [(30, "2024-06-23")]),
        ("نزح 30 شخصا من القاعدة القديمة حتى يوم الأحد 23 يونيو.", [(30, "2024-06-23")]),
        ("نزح من القاعدة حتى يوم 23 يونيو 2024 نحو 30 شخصا.", [(30, "2024-06-23")]),
        ("وحتى 23 يونيو، نزح من القاعدة 30 شخصا.", [(30, "2024-06-23")]),
        ("نزح من القاعدة، لغاية 23 يونيو، 30 شخصا.", [(30, "2024-06-23")]),
        ("نزح من القاعدة 30 شخصا أمس الأحد، بحسب البلدية.", [(30, "2024-06-30")]),
        ("نزح من القاعدة أمس 30 شخصا.", [(30, "2024-06-30")]),
        ("نزح 30 شخصا من القاعدة ولم يعودوا حتى 23 يونيو.", [(30, "2024-07-01")]),
        ("نزح 30 شخصا من القاعدة، وبقي آخرون حتى 23 يونيو.", [(30, "2024-07-01")]),
        ("نزح من القاعدة 30 شخصا منذ 23 يونيو.", [(30, "2024-07-01")]),
        ("نزح من القاعدة 30 شخصا قبل أمس.", [(30, "2024-07-01")]),
        (
            "نزح 20 شخصا من القاعدة، و30 شخصا حتى 23 يونيو.",
            [(30, "2024-06-23"), (20, "2024-07-01")],
        ),
        # What is joined to new ones is new, too.
        ("سجلت القاعدة أمس 9 وفيات جديدة و30 نازحا.", []),
        ("سجلت القاعدة مدرسة جديدة و30 نازحا.", [(30, "2024-07-01")]),
    ],
)
def test_a_number_is_of_those_to_whom_its_own_verb_happens_and_of_the_time_it_opens_with(
    text: str, readings: list[tuple[int, str]]
) -> None:
    label, words = Bilingual("نازحون", "displaced"), (("نزح", "نازحا", "للنازحين"),)
    spec = FigureSpec("n", "ن", "n", label, ("شخص", "نازحا"), match=words)
    found = figure_of(spec, text).values
    assert [(one.value, one.as_of and one.as_of.iso) for one in found] == readings


def test_a_clause_may_tell_of_a_figure_in_words_of_its_own() -> None:
    label = Bilingual("ضحايا", "victims")
    spec = FigureSpec("v", "ض", "v", label, ("شخص",), match=(("قتل", "ضحايا"),))
    found = figure_of(spec, "بلغ عدد ضحايا القاعدة 30 شخصا، ونزح كثيرون.").values
    assert [one.value for one in found] == [30]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("نال الحارس في القاعدة 44 صوتا من أصل 90 صوتا.", [44]),
        ("لم يتمكن الحارس في القاعدة من الحصول على 47 صوتا.", []),
        ("فشل التصويت في القاعدة بعدما لم يتمكن الحارس، من الحصول على 47 صوتا.", []),
        ("كان يتعين على حارس القاعدة الحصول على 33 صوتا.", []),
        ("لم ينل الحارس في القاعدة سوى 30 صوتا.", [30]),
        ("لم يصل 30 صوتا إلى القاعدة بعد.", [30]),
        ("لم يحسب في القاعدة 30 صوتا من أصوات الحرس.", [30]),
        ("يحتاج الحارس في القاعدة 30 صوتا.", [30]),
        ("لم يحضر أحد، ونال الحارس في القاعدة 30 صوتا.", [30]),
        ("في القاعدة ارتفع العدد من 20 صوتا إلى 30 صوتا.", [20, 30]),
        # What stands behind "one", or behind "to the", is not what is counted.
        ("بعد ليلة واحدة أصوات القاعدة في الصندوق.", []),
        ("دفع الحارس في القاعدة 49 دينارا للصوت.", []),
        ("نال الحارس في القاعدة 30 صوتا بالميناء.", [30]),
        # Those of several, one by one, are no totals, and a part is none beside its whole.
        ("نال الحارس 30 صوتا في القاعدة، والبحار 20 صوتا، والتاجر 11 صوتا.", []),
        ("نال الحارس 30 صوتا في القاعدة، والبحار 20 صوتا، من أصوات هي 50 صوتا.", [50]),
        ("نال الحارس في القاعدة 30 صوتا، بينها 20 صوتا من الميناء.", [30]),
        # Nor are those that come on top of others; where others did something else, they are all.
        ("سجلت القاعدة 30 صوتا جديدا.", []),
        ("سجلت القاعدة 30 صوتا عربيا إضافيا في المساء.", []),
        ("وصل إلى القاعدة 30 صوتا من مدينة جديدة.", [30]),
        ("حسب في القاعدة 30 صوتا بآلة جديدة.", [30]),
        ("نال الحارس في القاعدة صوت أمه و30 صوتا آخر.", []),
        ("ضاع صوت في القاعدة وحسب 30 صوتا آخر.", [30]),
        ("حضر الحارس القاعدة و30 صوتا آخرين ضاعوا.", [30]),
        ("نال الحارس في القاعدة 30 صوتا، من ضمنها 20 صوتا من الميناء.", [30]),
    ],
)
def test_the_whole_of_a_part_and_what_was_missed_are_no_readings(
    text: str, values: list[float]
) -> None:
    label = Bilingual("أصوات", "votes")
    spec = FigureSpec("n", "أصوات", "votes", label, ("صوتا",))
    assert [value.value for value in figure_of(spec, text).values] == values


def test_a_number_of_two_figures_and_a_leap_between_readings_are_told(inputs: Inputs) -> None:
    told = [
        # By how much a number rose is no reading of it.
        story("z", "2023-12-01", "ورفعت القيادة عدد أفراد القوة البحرية بنحو 900 جندي في القاعدة."),
        story("a", "2024-01-01", "في القاعدة 300 جندي من أفراد القوة البحرية منذ بداية العام."),
        story("b", "2024-02-01", "ولا يزال في القاعدة 7 ملايين جندي من أفراد القوة البحرية هناك."),
        story("c", "2024-03-01", "وبقي في القاعدة 5000 عامل من أفراد القوة البحرية كما قيل."),
    ]
    label = Bilingual("جنود", "troops")
    troops = FigureSpec("troops", "جنود", "troops", label, ("جندي",))
    people = FigureSpec("people", "أفراد", "people", label, ("عامل",))
    topic = replace(inputs.topics[0], about=(("القاعدة",),))

    def remarks_on(*figures: FigureSpec) -> list[str]:
        made = composed(replace(topic, figures=figures), told, Glossary())
        told_of = remarks(made, replace(topic, figures=figures))
        return [one.message for one in told_of if "a#p" in one.message]

    assert remarks_on(replace(troops, near=("البحرية",)), replace(people, near=("العام",))) == [
        "“troops” has 300 and 7,000,000 one after the other (a#p1s1 and b#p1s1)"
    ]
    # Twenty times as many may be so, and more is another quantity.
    for count, is_told in ((6000, False), (6001, True)):
        text = f"ولا يزال في القاعدة {count} جندي من أفراد القوة البحرية هناك."
        told[2:] = [story("b", "2024-02-01", text)]
        assert bool(remarks_on(replace(troops, near=("البحرية",)))) == is_told
    both = remarks_on(troops, replace(people, nouns=("جندي",), near=("بداية",)))
    assert both[1:] == ["300 in a#p1s1 is a reading of “troops” and “people”"]


def test_how_things_stand_the_newest_article_tells() -> None:
    old = "علقت المفاوضات والمحادثات في القاعدة بعد جولة ثالثة قصيرة جدا."
    new = "استؤنفت المفاوضات في القاعدة صباح اليوم بحضور الوفدين معا."
    told = [story("old", "2024-01-01", old), story("new", "2024-03-01", new)]
    words = (("المفاوضات", "المحادثات", "جولة"),)
    for status, first in ((False, "old"), (True, "new")):
        asked = Question("q", "س", "Q", match=words, status=status)
        sources = bearing(told, (("القاعدة",),), questions=(asked,))
        assert [e.story.slug for e in answer(asked, 0, sources).excerpts][:1] == [first]


def test_how_many_there_are_the_brief_tells_once_and_by_no_count_that_is_over(
    inputs: Inputs,
) -> None:
    told = [
        story("a", "2024-03-03", "ارتفع عدد قتلى الفيضان في القاعدة إلى 90 قتيلا."),
        story("same", "2024-03-03", "دفنت البلدية 90 قتيلا وأعلنت الحداد أسبوعا في القاعدة."),
        story("b", "2024-03-02", "بلغت الحصيلة في القاعدة 40 قتيلا وفق البلدية."),
        story("c", "2024-03-01", "وكانت حصيلة سابقة أفادت بسقوط 15 قتيلا في القاعدة."),
        # No answer, but what was news last: a number alone is no state of things.
        story("d", "2024-02-28", "فتحت البلدية مدارس القاعدة أمام من غمر السيل بيوتهم."),
    ]
    told[4] = replace(told[4], headline="p1s1")
    killed = FigureSpec("killed", "قتلى", "killed", Bilingual("قتلى", "killed"), ("قتيلا",))
    asked = Question("q", "س", "Q", match=(("قتيلا",),), limit=3, status=True)
    base = (("القاعدة",),)
    topic = replace(inputs.topics[0], about=base, own_events=base, questions=(asked,), brief=())
    made = composed(replace(topic, figures=(killed,)), told, Glossary())
    [brief] = [section for section in made.sections if isinstance(section, BriefSection)]
    assert [claim.excerpt.story.slug for claim in brief.claims] == ["a", "same"]
    assert [value.value for value in made.figures[0].values] == [40, 90]
    others = [told[0], *(replace(one, headline="p1s1") for one in told[2:])]
    alone = composed(replace(topic, figures=(killed,)), others, Glossary())
    [brief] = [section for section in alone.sections if isinstance(section, BriefSection)]
    assert [claim.excerpt.story.slug for claim in brief.claims] == ["a", "d"]


def test_the_brief_reads_as_its_articles_do_and_is_not_filled_up(inputs: Inputs) -> None:
    def said(words: str) -> str:
        return f"قال الوزير إن {' '.join(f'{words}{n}' for n in range(36))} في القاعدة."

    told = [
        story("new", "2024-03-03", said("جسر"), said("طريق")),
        story("long", "2024-03-02", said("ميناء")),
        story("old", "2024-03-01", "وصل القائد إلى القاعدة."),
    ]
    told[0] = replace(told[0], headline="p2s1", summary=("p1s1",))
    told[1:] = [replace(one, headline="p1s1") for one in told[1:]]
    base = (("القاعدة",),)
    topic = replace(inputs.topics[0], about=base, own_events=base, questions=(), brief=())
    brief = composed(replace(topic, figures=()), told, Glossary()).section("brief")
    assert isinstance(brief, BriefSection)
    # The third would be too much, and what is shorter does not come in its place.
    assert [str(claim.excerpt.cite) for claim in brief.claims] == ["new#p1s1", "new#p2s1"]


def test_a_word_counts_once_however_many_phrases_have_it() -> None:
    overlapping = (("الحرب", "حرب", "اندلاع الحرب", "منذ اندلاع الحرب"), ("ألف", "ألفا"))
    assert hits("قتل 20 ألفا منذ اندلاع الحرب.", overlapping) == 2
    assert hits("قتل 20 ألفا في الحرب والمجاعة.", (("الحرب", "المجاعة"),)) == 2


def test_equal_neighbours_of_a_figure_are_one_span(inputs: Inputs) -> None:
    told = [
        story("a", "2024-01-01", "في القاعدة 300 جندي من أفراد القوة البحرية منذ بداية العام."),
        story("b", "2024-02-01", "ولا يزال في القاعدة 300 جندي من أفراد القوة البحرية هناك."),
        story("c", "2024-03-01", "وبقي في القاعدة 500 جندي من أفراد القوة البحرية كما قيل."),
        story("d", "2024-04-01", "ثم عاد في القاعدة 300 جندي من أفراد القوة البحرية إليها."),
    ]
    label = Bilingual("جنود", "troops")
    spec = FigureSpec("n", "جنود", "troops", label, ("جندي",))
    topic = replace(inputs.topics[0], about=(("القاعدة",),), figures=(spec,))
    rows = section(composed(topic, told, Glossary()), FiguresSection).rows
    assert [(r.value.value, r.first and r.first.iso, r.last and r.last.iso) for r in rows] == [
        (300, "2024-01-01", "2024-02-01"),
        (500, "2024-03-01", "2024-03-01"),
        (300, "2024-04-01", "2024-04-01"),
    ]
    assert [len(row.citations) for row in rows] == [2, 1, 1]


def test_what_is_told_of_a_year_comes_behind_what_is_told_of_its_months() -> None:
    label = Bilingual("جنود", "troops")
    spec = FigureSpec("n", "جنود", "troops", label, ("الجنود", "جنود", "جندي"))
    year = "خفضت الشركة عدد الجنود في القاعدة عام 2020 بمقدار النصف."
    month = "وفي يناير 2020 طلب النواب رحيلهم، وكان في القاعدة آنذاك 500 جندي."
    for texts in ((year, month), (month, year)):
        days = [one.as_of and one.as_of.iso for one in figure_of(spec, *texts).values]
        assert days == ["2020-01", "2020"]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("بلغت نسبة المشاركة في القاعدة 56.11 بالمئة.", [56.11]),
        ("وصلت نسبة المشاركة في القاعدة إلى ٥٧٫١١٪.", [57.11]),
        ("نسبة المشاركة: 56%، كما أعلنت القاعدة.", [56]),
        ("أعلنت القاعدة أن المشاركة بلغت 41 في المئة مقابل 44 في المئة عام 2018.", [41]),
        ("ارتفع معدل المشاركة في القاعدة من 10% إلى 12.5%.", [12.5]),
        ("بلغ الفقر في القاعدة 5%، وبلغت المشاركة 12%.", [12]),
        ("لم تتجاوز نسبة المشاركة في القاعدة 35%.", [35]),
        ("ووصلت المشاركة في القاعدة إلى 36%.", [36]),
        ("وبلغت نسبة المشاركة في القاعدة، بحسب الوزارة، 33.9 في المئة.", [33.9]),
        ("استقرت المشاركة في القاعدة عند حدود 30 في المائة.", [30]),
        # By how much it changed, or what it is not, or not yet, or was before.
        ("ارتفعت نسبة المشاركة في القاعدة 5%.", []),
        ("ارتفعت المشاركة في القاعدة بنسبة 5%.", []),
        ("يهدف القرار إلى رفع نسبة المشاركة في القاعدة إلى 80%.", []),
        ("وفي القاعدة أجهزة ترصد المشاركة بدقة بلغت 91%.", []),
        ("تستهدف القاعدة رفع نسبة المشاركة إلى 80%.", []),
        ("ومن المتوقع أن تصل نسبة المشاركة في القاعدة إلى 80%.", []),
        ("لم تبلغ نسبة المشاركة في القاعدة 50%.", []),
        ("كانت نسبة المشاركة في القاعدة 41%.", []),
        # Parts, and what is the share of something else, or a number of people.
        ("بلغت نسبة المشاركة في القاعدة 56% في المدن و40% في الريف.", []),
        ("بلغت نسبة الفقر بين المشاركة في القاعدة 30%.", []),
        ("قال 56% من المشاركين في القاعدة إنهم راضون.", []),
        ("بلغ عدد المشاركين في القاعدة 300.", []),
    ],
)
def test_a_rate_is_what_a_percentage_is_told_of(text: str, values: list[float]) -> None:
    spec = FigureSpec("n", "المشاركة", "Turnout", NO_UNIT, ("المشاركة",), rate=True)
    found = figure_of(spec, text).values
    assert [value.value for value in found] == values
    assert all(value.is_rate for value in found)
    # What counts people counts no percentages.
    people = FigureSpec("n", "المشاركون", "People", NO_UNIT, ("المشاركة",))
    told = [value.value for value in figure_of(people, text).values if value.change is None]
    assert set(told).isdisjoint({5, 12, 30, 40, 56, 80, *values})


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("بلغت المشاركة في القاعدة 44 بالمئة في عام 2018.", "2018"),
        ("بلغت المشاركة في القاعدة 44 بالمئة.", "2024-07-01"),
        ("معدل المشاركة في القاعدة في فبراير 2024 وصل إلى 44 في المئة.", "2024-02"),
        # It is when somebody spoke, or is of another clause.
        ("قالت القاعدة في فبراير 2024 إن معدل المشاركة وصل إلى 44 في المئة.", "2024-07-01"),
        ("تأسست القاعدة في فبراير 2024، وبلغت المشاركة 44 في المئة.", "2024-07-01"),
    ],
)
def test_a_rate_holds_at_the_time_of_its_clause(text: str, day: str) -> None:
    spec = FigureSpec("n", "المشاركة", "Turnout", NO_UNIT, ("المشاركة",), rate=True)
    (value,) = figure_of(spec, text).values
    assert value.as_of
    assert value.as_of.iso == day


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        (56.11, 57.11, False),
        (56, 56.11, True),
        (56.1, 56.11, True),
        (56, 57, False),
        (57, 56.6, True),
        (57, 56.5, True),
        (56, 56.5, True),
        (56.15, 56.12, False),
        (56.2, 56.15, True),
        (56.1, 56.6, False),
    ],
)
def test_rates_agree_where_one_is_the_other_rounded(
    one: float, other: float, *, agree: bool
) -> None:
    values = [FigureValue(value, None, None, (), is_rate=True) for value in (one, other)]
    assert goes_with(*values) is agree
    assert goes_with(*reversed(values)) is agree


@pytest.mark.parametrize(
    ("text", "value", "change", "day"),
    [
        ("خفضت الشركة عدد الجنود في القاعدة عام 2020 بمقدار النصف.", 0.5, "down", "2020"),
        ("ورفعت الوزارة عدد الجنود في القاعدة بنحو 400 في مايو 2021.", 400, "up", None),
        ("وزادت الوزارة ميزانية المدارس في القاعدة بمقدار الثلث.", None, None, None),
        ("ورفعت الوزارة عدد الجنود في القاعدة بنحو 400 جندي.", 400, "up", None),
        ("ورفعت الوزارة سور الجنود في القاعدة بنحو 400 متر.", None, None, None),
        ("ولم تخفض الشركة عدد الجنود في القاعدة بمقدار النصف.", None, None, None),
        ("خفضت الشركة أسعارها، وفي القاعدة جنود بمقدار النصف.", None, None, None),
    ],
)
def test_a_change_of_a_figure_is_read_where_its_verb_says_it(
    text: str, value: float | None, change: str | None, day: str | None
) -> None:
    label = Bilingual("جنود", "troops")
    spec = FigureSpec("n", "جنود", "troops", label, ("الجنود", "جنود", "جندي"))
    figure = figure_of(spec, text)
    found = [(v.value, v.change, v.as_of and v.as_of.iso) for v in figure.values if v.change]
    assert found == ([(value, change, day)] if value else [])


@pytest.mark.parametrize(("word", "bears"), [("التحالف", True), ("القمح", False)])
def test_a_story_with_its_words_bears_on_a_topic(word: str, *, bears: bool) -> None:
    text = Bilingual("ع", "t")
    assert bears_on(Topic("t", text, text, ((word,),)), story("a", "2024-07-01", FORMED)) is bears


def test_a_story_that_an_editor_cites_bears_on_the_topic(inputs: Inputs) -> None:
    pinned = read_topic("t", BARE.format(more='views = ["a#p1s1", "a#p1s2"]'), "t.toml")
    topic = replace(inputs.topics[0], about=(("لا توجد هذه الكلمة",),), disputes=pinned.disputes)
    made = analyse(topic, read_all([story("a", "2024-07-01", FORMED)], Glossary()), Glossary())
    assert [one.slug for one in made.stories] == ["a"]


def test_a_cite_that_is_there_twice_is_one() -> None:
    stories = {"a": story("a", "2024-07-01", FORMED)}
    assert len(named_sentences(["a#p1s1", "a#p1s1"], stories)) == 1


def test_a_quotation_belongs_to_the_side_that_lists_its_speaker() -> None:
    text = 'وأكد البيان المشترك للجولة الرابعة أن "العلاقة بين البلدين ستنتقل إلى دور جديد كليا".'
    sides = [Side("together", "معا", "Together", (), ("البيان المشترك",))]
    topic = replace(read_topic("t", TOPIC.replace("س", "البيان"), "t.toml"), sides=tuple(sides))
    (quote,) = composed(topic, [story("a", "2024-07-01", text)], Glossary()).quotes
    assert quote.side == "together"


def test_a_name_that_is_another_entrys_counts_as_that() -> None:
    glossary = read_glossary(
        """
[[organisation]]
id = "league"
ar = "الاتحاد الدولي"
en = "International League"

[[organisation]]
id = "world-league"
ar = "الاتحاد العالمي"
en = "World League"
same_as = "league"
""",
        "glossary.toml",
    )
    told = [story("a", "2024-07-01", "اجتمع الاتحاد العالمي في المدينة أمس لبحث موعد الدورة.")]
    topic = read_topic("t", TOPIC.replace("س", "الدورة"), "t.toml")
    names = section(composed(topic, told, glossary), NamesSection)
    assert [entry.name.en for kind in names.kinds for entry in kind.entries] == [
        "International League"
    ]


def test_what_a_sidecar_says_of_a_sentence_that_is_not_there_is_said(inputs: Inputs) -> None:
    stem = inputs.seeds[0].stem
    note = Bilingual("ملاحظة", "A note")
    sidecar = replace(inputs.sidecars[stem], summary=("p2s1", "p99s1"), notes={"p98s1": note})
    edition = make_edition(replace(inputs, sidecars={**inputs.sidecars, stem: sidecar}, topics=()))
    assert [p.message for p in edition.problems] == [
        "“summary” names the sentence “p99s1”, which is not there",
        "“notes” names the sentence “p98s1”, which is not there",
    ]
    made = next(s for s in edition.stories if s.stem == stem)
    assert made.summary == ("p2s1",)
    assert made.notes == {}


BOTH = "غادر الوفد المدينة في 5 مارس 2011 ثم عاد إليها في 3 يناير 2009 بحسب شهود في الميناء القديم."
OTHER_WAY = "في 7 يونيو 2010 وصل الوفد أول مرة، وفي 5 مارس 2011 غادر الميناء نهائيا كما قال الحراس."


def test_reports_with_one_date_in_common_do_not_differ() -> None:
    stories = [story("a", "2024-07-01", BOTH), story("b", "2024-07-02", OTHER_WAY)]
    groups = groups_of([["a#p1s1", "b#p1s1"]])
    told = events_of(stories, PORT, groups)
    assert sorted(event.when.iso for event in told) == ["2009-01-03", "2010-06-07", "2011-03-05"]
    assert differences([], told, groups) == ()


def test_dates_that_differ_are_told_beside_figures_that_do(inputs: Inputs) -> None:
    first = "انسحبت القوات من الميناء القديم في 3 مايو 2011 وبقي فيه 300 جندي من أفراد الحرس."
    other = "انسحبت القوات من الميناء القديم في 9 مايو 2011 وبقي فيه 700 جندي من أفراد الحرس."
    label = Bilingual("جنود", "troops")
    spec = FigureSpec("n", "جنود", "troops", label, ("جندي",))
    topic = replace(inputs.topics[0], about=PORT, own_events=PORT, figures=(spec,), disputes=())
    told = [story("a", "2024-07-01", first), story("b", "2024-07-02", other)]
    differ = section(composed(topic, told, Glossary()), DifferSection)
    assert [[value.value for value in one.values] for one in differ.figures] == [[300, 700]]
    assert [[event.when.iso for _, event in one.reports] for one in differ.dates] == [
        ["2011-05-03", "2011-05-09"]
    ]


def test_groups_that_share_a_cite_are_one() -> None:
    groups = groups_of([["a#p1s1", "b#p1s1"], ["c#p1s1", "d#p1s1"], ["b#p1s1", "c#p1s1"]])
    assert len(set(groups.values())) == 1


CLASHES = "دارت معارك بين حرس الميناء وقوات الجزيرة في مدينة النور عاصمة ولاية الساحل {day}."
BARRACKS = "قصفت زوارق مستودعا لحرس الميناء وقوات الجزيرة في مدينة النور عاصمة ولاية الساحل {day}."
AGAIN = "تجددت معارك بين حرس الميناء وقوات الجزيرة في مدينة النور عاصمة ولاية الساحل {day}."
OF_TOWN = [
    f"وصف {who} حرس الميناء وقوات الجزيرة في مدينة النور عاصمة ولاية الساحل بأنهم {what}."
    for who, what in (
        ("التاجر", "متعبون"), ("البحار", "جائعون"), ("الطبيب", "خائفون"),
        ("المعلم", "صامتون"), ("الخباز", "كثيرون"), ("الحارس", "غرباء"),
    )
]  # fmt: skip


@pytest.mark.parametrize(
    ("told", "days", "differ"),
    [
        # What every sentence of a topic names tells no two events apart …
        (BARRACKS, ("في 3 مايو 2024", "في 5 مايو 2024"), 0),
        (AGAIN, ("في 3 مايو 2024", "في 5 مايو 2024"), 1),
    ],
)
def test_the_words_of_the_subject_alone_make_no_difference_between_days(
    told: str, days: tuple[str, str], differ: int
) -> None:
    stories = [
        story("a", "2024-07-01", CLASHES.format(day=days[0]), *OF_TOWN),
        story("b", "2024-07-02", told.format(day=days[1])),
    ]
    analysis = analyse(TOWN, read_all(stories, Glossary()), Glossary())
    found = differences([], analysis.events, {}, analysis.subject)
    assert len(found) == differ


def test_a_long_name_and_a_verb_of_saying_make_no_two_reports_one() -> None:
    body = "أعلنت لجنة التحالف المشرفة الرفيعة الموسعة اليوم"
    said = ["قبول الطلبات", "إغلاق المعرض", "تأجيل السباق", "شراء حافلات", "طلاء الجسور"]
    stories = [story(f"s{n}", "2024-07-01", f"{body} {what}.") for n, what in enumerate(said)]
    assert shared_cites(*stories, story("z", "2024-07-02", "وصلت لجنة التحالف إلى الميناء.")) == []


def test_two_days_of_one_article_do_not_differ_but_each_from_anothers() -> None:
    day = "في {} مايو 2024"
    stories = [
        story("a", "2024-07-01", *(CLASHES.format(day=day.format(n)) for n in (3, 5))),
        story("b", "2024-07-02", AGAIN.format(day=day.format(9))),
    ]
    found = differences([], events_of(stories, TOWN.about))
    days = [[event.when.start.day for event in one.events] for one in found]
    assert days == [[3, 9], [5, 9]]


def test_what_is_expected_for_a_later_day_does_not_differ_from_what_has_happened() -> None:
    told = "أعلنت لجنة الميناء اليوم الأحد قبول جميع طلبات السفن الكبيرة الباقية."
    to_come = "أعلنت لجنة الميناء أن قبول طلبات السفن الكبيرة الباقية سيعلن غدا (الاثنين)."
    expected = "ورجحت لجنة الميناء إعلان قبول طلبات السفن الكبيرة الباقية اليوم."
    texts = {"a": told, "b": f"{to_come}\n{expected}"}
    seeds = [Seed(f"{slug}.txt", slug, f"{TITLE}\n{text}") for slug, text in texts.items()]
    stories = [parse_story(seed, Sidecar(slug=seed.stem, date="2024-07-07")) for seed in seeds]
    events = events_of(stories, PORT)
    assert [(e.when.iso, e.when.planned) for e in events] == [
        ("2024-07-07", False), ("2024-07-07", True), ("2024-07-08", True)
    ]  # fmt: skip
    assert differences([], events) == ()


@pytest.mark.parametrize(("told", "events"), [(BARRACKS, 2), (AGAIN, 1)])
def test_the_words_of_the_subject_alone_make_no_one_event(told: str, events: int) -> None:
    day = "في 3 مايو 2024"
    stories = [
        story("a", "2024-07-01", CLASHES.format(day=day), *OF_TOWN),
        story("b", "2024-07-02", told.format(day=day)),
    ]
    assert len(analyse(TOWN, read_all(stories, Glossary()), Glossary()).events) == events


def test_what_a_clause_looks_back_to_is_no_event_of_its_sentence() -> None:
    text = "استعاد الحرس الميناء، في 29 يونيو 2024، من الجيش الذي كان قد دخله في 11 مايو 2024."
    other = "عاد الحرس إلى الميناء الذي كان مفتوحا للجيش قبل أن يغلقه في 11 مايو 2024."
    stories = [story("a", "2024-06-30", text), story("b", "2024-06-30", other)]
    told = [(e.excerpts[0].story.slug, e.when.iso) for e in events_of(stories, PORT)]
    assert told == [("b", "2024-05-11"), ("a", "2024-06-29")]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        # What is counted of something has not the day of that …
        ("أعلنت البلدية حصيلة العاصفة التي ضربت الميناء مساء 11 مايو 2024.", []),
        ("ارتفع عدد ضحايا العاصفة التي ضربت الميناء مساء 11 مايو 2024 إلى 12 قتيلا.", []),
        ("أعلنت البلدية، في 12 مايو 2024، حصيلة العاصفة التي ضربت 11 مايو 2024.", ["2024-05-12"]),
        ("الإقبال أقل من نسبة 45% التي سجلت في انتخابات عام 2019.", []),
        # … as what happened in it has, and what is told of it.
        ("أغرقت العاصفة التي ضربت الميناء مساء 11 مايو 2024 ثلاث سفن.", ["2024-05-11"]),
        ("أعلن الحارس الذي انتخب العام الماضي استقالته يوم 11 مايو 2024.", ["2024-05-11"]),
        ("أصيب عدد من الحرس الذين كانوا في القاعدة يوم 11 مايو 2024.", ["2024-05-11"]),
        ("دخل الحرس الذي يقوده القاضي إلى الميناء سنة 2017.", ["2017"]),
        # A clause behind a comma with "which", and of what was before, has its own.
        ("ذكر الحارس جلسات الميناء، والتي عقد آخرها في 27 مايو 2024.", []),
        ("أغلق الحرس الميناء، بعدما طلب القاضي منهم في مايو 2024 الرحيل.", []),
        ("أغلق الحرس الميناء، بعدما طلب القاضي منهم الرحيل يوم 11 مايو 2024.", ["2024-05-11"]),
        ("ومنذ وصوله عام 2013 وانتشاره فشل الحرس.", []),
        # What is to come is told nowhere else, and "and after" may open a clause of its own.
        ("أطلق الحرس السفينة، الذي سيقودها القاضي في يونيو 2031 إلى الجبل.", ["2031-06"]),
        ("وصل القاضي، وبعد لقاء الحارس غادر الميناء في مايو 2024.", ["2024-05"]),
        # So has what was signed or issued then, if that was not these days.
        ("يطالب الحرس بتنفيذ العهد الموقع في مايو 2015.", []),
        ("أغلق الحرس الميناء بالقرار الصادر في 11 مايو 2024.", ["2024-05-11"]),
        ("أغلق الحرس الموقع في مايو 2015.", ["2015-05"]),
        ("حث القاضي الحرس على احترام عهد الميناء لسنة 2015.", []),
        ("فاز الحارس في انتخابات الميناء لسنة 2015 بفارق كبير.", ["2015"]),
        # Since something began counts from its day; what happened since then has its own.
        ("نزح 11 ألف شخص منذ اندلاع الحرب في الميناء بين الحرس والجيش في 15 أبريل 2023.", []),
        ("منذ بدء حصار الميناء في 15 أبريل 2023 نزح 11 ألف شخص.", []),
        ("نزح 11 ألف شخص منذ قرار إغلاق ميناء الحرس في 15 أبريل 2023.", []),
        ("نزح 11 ألف شخص منذ ظهور الحمى فيها في 15 أبريل 2023.", []),
        ("نزح 11 ألف شخص منذ أيام في الميناء في 15 أبريل 2023.", ["2023-04-15"]),
        ("نزح 11 ألف شخص منذ ليلتين في الميناء في 15 أبريل 2023.", ["2023-04-15"]),
        ("منذ ظهور الحمى أغلق الحرس الميناء في 15 أبريل 2023.", ["2023-04-15"]),
        ("منذ اندلاع الحرب وصلت سفينة واحدة إلى الميناء في 3 مايو 2024.", ["2024-05-03"]),
        ("شهد الحارس اندلاع الحرب في الميناء في 15 أبريل 2023.", ["2023-04-15"]),
        # Beside a day a year behind "since the" is of what began.
        (
            "صوت الحرس، في 3 مايو 2024، سادس مرة منذ السقوط الكبير لحصن أمير الجبل عام 2003.",
            ["2024-05-03"],
        ),
        ("صوت الحرس، في 3 مايو 2024، وكانوا صوتوا عام 2003.", ["2024-05-03", "2003"]),
        # "Tomorrow" in somebody's words may be a figure of speech.
        ("سيغادر الحارس الميناء غدا.", ["2024-07-02"]),
        ("قال الحارس «سنغادر الميناء غدا» أمام الجمهور.", []),
        ("قال الحارس “سنغادر الميناء غدا” أمام الجمهور.", []),
        ('قال الحارس "سنغادر الميناء غدا" أمام الجمهور.', []),
        ("قال الحارس «سنغادر الميناء» وغادره غدا.", ["2024-07-02"]),
        # A year says when, with "in" or without it.
        ("أقر الدستور لسنة 2005 في استفتاء شعبي.", ["2005"]),
        ("تأسست البلدية 1998 في الميناء.", ["1998"]),
        ("فاز الحارس عام 2023 بمقعد البلدية.", ["2023"]),
    ],
)
def test_a_date_is_of_what_its_sentence_tells(text: str, days: list[str]) -> None:
    seed = Seed("a.txt", "a", f"{TITLE}\n{text}")
    made = parse_story(seed, Sidecar(slug="a", date="2024-07-01"))
    found = [when.iso for _, when, _ in dated_reports(made)]
    assert found == days


def test_an_editors_group_is_found_however_many_events_lie_between() -> None:
    between = [f"افتتح معرض رقم {n} في الميناء عام 2011 بحضور جمهور {n}." for n in range(30)]
    stories = [
        story("a", "2024-07-09", WITHDREW),
        *(story(f"m{n}", "2024-07-05", *between[n * 10 : n * 10 + 10]) for n in range(3)),
        story("z", "2024-07-01", LEFT_TOO),
    ]
    groups = groups_of([["a#p1s1", "z#p1s1"]])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(same_event, "LATEST_COMPARED", 3)
        told = events_of(stories, PORT, groups)
    assert sum({"a#p1s1", "z#p1s1"} <= {str(e.cite) for e in x.excerpts} for x in told) == 1


def test_a_past_part_of_a_month_that_is_not_over_is_no_event() -> None:
    late = "توقف العمل في الميناء في أواخر مارس بعد عاصفة ضربت الساحل كله بحسب عمال الرصيف الكبير."
    made = parse_story(Seed("a.txt", "a", f"{TITLE}\n{late}"), Sidecar(slug="a", date="2024-03-05"))
    assert [m.when.iso for m in made.times] == ["2024-03"]
    assert events_of([made], PORT) == []


@pytest.mark.parametrize(
    "row",
    [
        "lead = 0",
        "lead = -1",
        "limit = inf",
        "lead = true",
        'limit = "3"',
    ],
)
def test_a_number_of_sentences_is_a_whole_one_from_one_up(row: str) -> None:
    with pytest.raises(BriefingError):
        read_topic("t", TOPIC + f'[[question]]\nid = "q"\nar = "س"\nen = "Q"\n{row}\n', "t.toml")


@pytest.mark.parametrize(
    "views", ["[]", '[["a#p1s1"]]', '[["a#p1s1"], ["a#p1s1"]]', '[["a#p1s1"], []]']
)
def test_a_dispute_has_two_views(views: str) -> None:
    row = f'[[dispute]]\nid = "d"\nar = "خ"\nen = "D"\nviews = {views}\n'
    with pytest.raises(BriefingError):
        read_topic("t", TOPIC + row, "t.toml")


TOPIC = 'title = { ar = "ع", en = "T" }\nintro = { ar = "م", en = "I" }\nabout = [["س"]]\n'


def test_a_group_puts_at_least_two_cites_together() -> None:
    with pytest.raises(BriefingError):
        read_topic("t", 'same = [["a#p1s1"]]\n' + TOPIC, "t.toml")


@pytest.mark.parametrize("same", ['"b"', '"a"', '"c"', '["b"]', '"nobody"'])
def test_another_name_leads_to_an_entry_of_its_kind_that_is_not_one_itself(same: str) -> None:
    text = f"""
[[person]]
id = "a"
ar = "علي حسن"
en = "Ali Hassan"
same_as = {same}

[[person]]
id = "b"
ar = "عمر كريم"
en = "Omar Karim"
same_as = "a"

[[place]]
id = "c"
ar = "البصرة"
en = "Basra"
"""
    with pytest.raises(BriefingError):
        read_glossary(text, "glossary.toml")


def antecedents_of(*texts: str) -> dict[str, str]:
    found = antecedents(story("a", "2024-07-01", *texts))
    return {cite: before.id for cite, before in found.items()}


THAT = "ويناقض ذلك ما قاله الحراس في الميناء القديم قبل أيام من وصول الوفد إلى المدينة الساحلية."


def test_that_refers_to_the_prose_right_before_it() -> None:
    assert antecedents_of(WITHDREW, THAT) == {"p2s1": "p1s1"}
    assert antecedents_of(THAT) == {}


def test_what_nobody_may_rely_on_is_not_shown_as_what_that_refers_to() -> None:
    made = story("a", "2024-07-01", WITHDREW, OTHER, THAT)
    doubtful = Finding("figures", Bilingual("7", "7"))
    changed = made.each(
        lambda s: replace(s, en="E", state="machine", findings=(doubtful,)) if s.id == "p2s1" else s
    )
    assert antecedents(changed) == {}


def test_a_day_is_finer_than_the_week_it_lies_in() -> None:
    week = "وافتتح الوفد الميناء القديم هذا الأسبوع."
    day = "وافتتح الوفد الميناء القديم في 22 يوليو 2024 بحضور محافظ المدينة وعدد كبير من السكان."
    stories = [
        parse_story(Seed(f"{n}.txt", n, f"{TITLE}\n{text}"), Sidecar(slug=n, date="2024-07-24"))
        for n, text in (("a", week), ("b", day))
    ]
    (event,) = events_of(stories, PORT, groups_of([["a#p1s1", "b#p1s1"]]))
    assert (event.when.iso, event.when.precision) == ("2024-07-22", "day")


def test_articles_are_in_order_of_their_instants() -> None:
    """03:01 of 3 June in Dubai is before 23:30 of 2 June in Greenwich; unknown days come last."""
    dates = ["2020-06-03T03:01+04:00", "2020-06-02T23:30Z", "1958", "2020-06-03"]
    made = [story(chr(ord("a") + n), "2020-06-03") for n in range(5)]
    for n, iso in enumerate(dates):
        made[n] = replace(made[n], published=Dated(When.from_iso(iso), ""))
    made[4] = replace(made[4], published=None)
    assert [s.slug for s in sorted(made, key=newest_first)] == ["d", "b", "a", "c", "e"]
