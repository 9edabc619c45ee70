"""A drafted topic loads as it is, answers from the stories, and says nothing of its own."""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pelican.plugins.briefing.dates.arabic import find_mentions
from pelican.plugins.briefing.dates.when import When
from pelican.plugins.briefing.edition import Edition, Inputs
from pelican.plugins.briefing.editors.glossary import Entry, Glossary, OfficeHeld, build_glossary
from pelican.plugins.briefing.editors.glossary_file import read_glossary
from pelican.plugins.briefing.editors.topics import Topic, read_topic
from pelican.plugins.briefing.explain.draft.counting import counts
from pelican.plugins.briefing.explain.draft.disputes import suggest_disputes
from pelican.plugins.briefing.explain.draft.material import read_material
from pelican.plugins.briefing.explain.draft.questions import find_quantities, name_in_sentence
from pelican.plugins.briefing.explain.draft.topic import draft_topic
from pelican.plugins.briefing.explain.matching import cite_sentence, hits
from pelican.plugins.briefing.explain.page import BriefSection
from pelican.plugins.briefing.language.arabic import words
from pelican.plugins.briefing.language.lexicon import load
from pelican.plugins.briefing.model import Bilingual, Block, Dated, Sentence, Story
from story_support import composed

LEXICON = (
    Path(__file__).parent.parent / "plugins" / "briefing" / "language" / "lexicon" / "drafts.toml"
)
GLOSSARY = """
[[person]]
id = "layla"
ar = "ليلى الحداد"
en = "Layla Haddad"
roles = [ { ar = "وزيرة المياه الوادية", en = "Minister of Water", from = "2023" } ]
[[person]]
id = "samir"
ar = "سمير النجار"
en = "Samir Najjar"
roles = [ { ar = "وزير المياه الوادي", en = "Minister of Water", to = "2019" } ]
[[organisation]]
id = "water-company"
ar = "شركة المياه"
en = "water company"
[[place]]
id = "wadia"
ar = "الوادية"
en = "Wadia"
adjective = { ar = ["وادي", "وادية"], en = "Wadian" }
[[place]]
id = "olive-hill"
ar = "تل الزيتون"
en = "Olive Hill"
"""
FIRST = (
    (
        "قالت ليلى الحداد إن شركة المياه ستحفر 12 بئرا في الوادية.",
        "Layla Haddad said the water company would dig 12 deep wells in Wadia.",
    ),
    (
        "وبدأ سمير النجار حفر الآبار في 3 مارس 2019.",
        "Samir Najjar began digging the wells on March 3, 2019.",
    ),
)
SECOND = (
    (
        "حفرت شركة المياه نحو 15 بئرا عميقة في الوادية في مايو 2024.",
        "The water company dug about 15 wells in Wadia in May 2024.",
    ),
    ("وأكدت ليلى الحداد أن الآبار العميقة آمنة.", None),
)


def story(slug: str, day: str | None, pairs: tuple[tuple[str, str | None], ...]) -> Story:
    blocks = tuple(
        Block(f"p{n}", "paragraph", n, (Sentence(f"p{n}s1", ar, en, "reviewed"),))
        for n, (ar, en) in enumerate(pairs, 1)
    )
    when = When.from_iso(day) if day else None
    published = Dated(when, day or "") if when else None
    return Story(
        slug=slug,
        seed=f"{slug}.txt",
        stem=slug,
        title=Sentence("title", "عنوان", "Title"),
        deck=None,
        published=published,
        updated=None,
        publisher=None,
        author=None,
        dateline=None,
        blocks=blocks,
        set_aside=(),
        times=find_mentions(
            tuple(sentence for block in blocks for sentence in block.sentences),
            when,
        ),
    )


@pytest.fixture(scope="module")
def glossary() -> Glossary:
    return read_glossary(GLOSSARY, "glossary.toml")


@pytest.fixture(scope="module")
def stories() -> tuple[Story, ...]:
    return story("first", "2023-11-02", FIRST), story("second", "2024-06-01", SECOND)


@pytest.fixture(scope="module")
def draft(stories: tuple[Story, ...], glossary: Glossary) -> str:
    return draft_topic("deep-wells", stories, glossary)


@pytest.fixture(scope="module")
def topic(draft: str) -> Topic:
    return read_topic("deep-wells", draft, "seeds/topics/deep-wells.toml")


def test_every_story_bears_on_it_and_every_question_is_answered(
    topic: Topic, stories: tuple[Story, ...], glossary: Glossary
) -> None:
    assert topic.draft
    explainer = composed(topic, stories, glossary)
    assert {s.slug for s in explainer.stories} == {"first", "second"}
    assert explainer.answers
    assert all(answer.excerpts for answer in explainer.answers)
    assert [event.when.iso for event in explainer.events] == ["2019-03-03", "2024-05"]


def test_candidates_ask_who_what_when_how_many_and_what_is_said(topic: Topic) -> None:
    assert [q.text.en for q in topic.questions] == [
        "What is known about the water company?",
        "Who is Layla Haddad?",
        "Who is Samir Najjar?",
        "What is quoted from Layla Haddad?",
        "When? Which dates are given for the water company?",
        "How many wells?",
    ]


def test_a_side_has_those_whose_office_or_name_says_so(topic: Topic) -> None:
    sides = {side.id: side.entries for side in topic.sides}
    assert sides == {"wadia": ("wadia", "layla")}, "Samir's office ended before the stories"


def test_who_held_an_office_on_the_day_of_one_article_is_on_its_side(
    stories: tuple[Story, ...],
) -> None:
    text = GLOSSARY.replace('to = "2019"', 'to = "2024-01"')
    (side,) = _loaded("wells", stories, read_glossary(text, "glossary.toml")).sides
    assert set(side.entries) == {"wadia", "layla", "samir"}


def test_what_is_counted_becomes_a_figure(
    topic: Topic, stories: tuple[Story, ...], glossary: Glossary
) -> None:
    [figure] = composed(topic, stories, glossary).figures
    assert (figure.unit.ar, figure.unit.en) == ("بئرا", "wells")
    assert [value.value for value in figure.values] == [12, 15]


def test_few_figures_are_of_one_of_several_articles_and_no_preposition_is_counted(
    glossary: Glossary,
) -> None:
    told = (
        story("a", "2024-06-02", (("أدلى بأصواتهم 900 ناخب (12 وفق البلدية).", None),)),
        story("b", "2024-06-01", (("شارك 800 ناخبًا على بعد 20 كيلومترا (9 وفق البلدية).", None),)),
        story("c", "2024-06-01", (("فتح 30 مركزا و40 مكتبا و50 صندوقا.", None),)),
    )
    topic = _loaded("vote", told, glossary)
    assert [figure.unit.ar for figure in topic.figures] == ["ناخب", "صندوقا", "مركزا"]
    # With "and" written onto it a number is found all the same.
    question = next(one for one in topic.questions if one.id.startswith("how-many"))
    assert hits("وشارك فيه ناخب و900 آخرون", question.match)


def test_a_suggested_cite_counts_once_its_mark_is_taken_away(draft: str) -> None:
    assert '# "first#p1s1", # قالت ليلى الحداد' in draft
    finished = read_topic("x", draft.replace('  # "', '  "'), "x.toml")
    said = next(q for q in finished.questions if q.id == "says-layla")
    assert said.cites == ("second#p2s1", "first#p1s1")


def test_a_draft_begins_with_the_time_that_its_articles_are_of(draft: str) -> None:
    told = "Published 2023-11-02 to 2024-06-01; dates in them: 2019-03-03 – 2024-05"
    assert told in draft.splitlines()[1]


def test_what_a_person_must_decide_is_marked(draft: str) -> None:
    undecided = [line for line in draft.splitlines() if "TODO" in line]
    assert len(undecided) > 6
    assert all("# TODO: " in line for line in undecided)


def test_the_order_of_the_stories_makes_no_difference(
    draft: str, stories: tuple[Story, ...], glossary: Glossary
) -> None:
    assert draft_topic("deep-wells", stories[::-1], glossary) == draft


def test_every_arabic_word_is_from_the_stories_the_glossary_or_the_templates(
    draft: str, stories: tuple[Story, ...]
) -> None:
    sources = [GLOSSARY, LEXICON.read_text(encoding="utf-8")]
    sources += [s.ar for one in stories for s in one.segments()]
    known = {word for text in sources for word in words(text)}
    arabic = {word for word in words(draft) if re.match(r"[\u0620-\u064a]", word)}
    # "and" is written together with the word behind it
    assert {word for word in arabic if word not in known and word[1:] not in known} == set()


def test_without_a_glossary_the_recurring_words_carry_it(stories: tuple[Story, ...]) -> None:
    explainer = composed(_loaded("wells", stories, Glossary()), stories, Glossary())
    assert len(explainer.stories) == 2
    assert any(answer.excerpts for answer in explainer.answers)


def test_words_of_no_meaning_tell_no_subject() -> None:
    texts = ["ولم تصل ألف ناقلة إلى الميناء، وقد غادر الناقلة البحارة.", "ولم تعد ألف ناقلة."]
    told = [story(f"s{n}", None, ((text, None),) * 3) for n, text in enumerate(texts)]
    words = {form for thing in read_material(told, Glossary()).recurring for form in thing.forms}
    assert "ناقلة" in words
    assert words.isdisjoint({"ولم", "وقد", "ألف", "لم"})


@pytest.mark.parametrize("pairs", [None, (), (("و", None),)])
def test_with_nothing_to_draft_from_it_still_loads(
    pairs: tuple[tuple[str, str | None], ...] | None, glossary: Glossary
) -> None:
    given_stories = () if pairs is None else (story("bare", None, pairs),)
    topic = _loaded("bare-topic", given_stories, glossary)
    assert topic.title.en == "Bare topic: what the sources say"
    assert topic.questions == ()


def test_a_single_undated_story_is_enough(glossary: Glossary) -> None:
    one = (story("first", None, FIRST),)
    explainer = composed(_loaded("wells", one, glossary), one, glossary)
    assert explainer.stories == one
    assert explainer.answers


def _loaded(name: str, stories: tuple[Story, ...], glossary: Glossary) -> Topic:
    return read_topic(name, draft_topic(name, stories, glossary), f"seeds/topics/{name}.toml")


SPECIAL = st.sampled_from(
    [
        '"',
        "\\",
        "'",
        '"""',
        "\n",
        "\r\n",
        "\t",
        "\0",
        "\x1b",
        "\x7f",
        "\x85",
        "\u2028",
        "#",
        "{",
        "}",
    ]
)
NASTY = st.lists(st.one_of(st.text(max_size=6), SPECIAL), min_size=1, max_size=6).map("".join)


@settings(max_examples=80, deadline=None)
@given(english=NASTY, arabic=NASTY, said=NASTY, title=NASTY)
def test_whatever_names_and_sentences_hold_is_valid_toml(
    english: str, arabic: str, said: str, title: str
) -> None:
    entries = {
        "layla": Entry("layla", "person", Bilingual("ليلى الحداد", english)),
        "body": Entry("body", "organisation", Bilingual(f"{arabic} المياه", english), (arabic,)),
        "wadia": Entry("wadia", "place", Bilingual("الوادية", english), adjective=("وادي",)),
    }
    text = f"قالت ليلى الحداد من {arabic} المياه {said} إن 12 بئرا في الوادية حفرت."
    one = (story("one", "2024-06-01", ((text, f"{english} dug 12 {said} wells"),)),)
    draft = draft_topic(title, one, build_glossary(entries))
    assert tomllib.loads(draft)["intro"].keys() == {"ar", "en"}
    topic = read_topic("one", draft, "one.toml")
    assert english.strip() in [side.en for side in topic.sides] or not topic.sides
    assert topic.questions


def test_the_projects_own_stories_make_a_draft(edition: Edition, inputs: Inputs) -> None:
    topic = _loaded("own", edition.stories, inputs.glossary)
    explainer = composed(topic, edition.stories, inputs.glossary)
    assert len(explainer.stories) == len(edition.stories)
    assert all(answer.excerpts for answer in explainer.answers)
    assert explainer.events
    assert explainer.figures


DENIED = "واتهمت الشركة البلدية بتلويث الآبار العميقة في وادية، وهو ما نفته البلدية."
SAFE = "أكدت الوزارة أن مياه الآبار العميقة في وادية صالحة للشرب هذا العام."
NOT_SAFE = "قال خبراء إن مياه الآبار العميقة في وادية ليست صالحة للشرب هذا العام."
FIFTEEN = "حفرت الشركة نحو 15 بئرا عميقة في وادية خلال العام."
THIRTY = "حفرت الشركة 30 بئرا عميقة في وادية خلال العام."


def test_disputes_are_proposed_and_a_person_decides(glossary: Glossary) -> None:
    told = (
        story("one", "2024-06-01", ((DENIED, None), (SAFE, None), (FIFTEEN, None))),
        story("two", "2024-06-09", ((NOT_SAFE, None), (THIRTY, None))),
    )
    found = suggest_disputes(read_material(told, glossary))
    assert [sorted(str(cited.cite) for cited in one.views) for one in found] == [
        ["one#p1s1"],
        ["one#p3s1", "two#p2s1"],
        ["one#p2s1", "two#p1s1"],
    ]
    assert len({one.why for one in found}) == 3
    draft = draft_topic("wells", told, glossary)
    assert read_topic("wells", draft, "x.toml").disputes == ()
    # Whoever takes the marks away has a table that loads.
    lines = [
        line for line in draft.splitlines() if re.match(r"# (?:\[\[disp|id = .disp|views)", line)
    ]
    assert len(lines) == 9
    one_event = draft.replace(
        '\n# [[dispute]]\n# id = "dispute-3"', '\n[[dispute]]\nid = "dispute-3"'
    )
    begin, _, after = one_event.partition('id = "dispute-3"\n')
    text = f'{begin}id = "dispute-3"\n' + after.replace("# ", "", 3)
    (made,) = read_topic("wells", text, "x.toml").disputes
    assert len(made.views) == 2


def test_agreeing_numbers_and_one_articles_sentences_are_no_dispute(glossary: Glossary) -> None:
    about = FIFTEEN.replace("نحو 15", "أكثر من 10")
    told = (
        story("one", "2024-06-01", ((FIFTEEN, None), (SAFE, None), (NOT_SAFE, None))),
        story("two", "2024-06-09", ((about, None),)),
        story("three", "2024-08-09", ((THIRTY, None),)),
    )
    assert suggest_disputes(read_material(told, glossary)) == []


CLAIMED = "اتهمت البلدية شركة المياه بتلويث الآبار القريبة من المدينة."
SICK = "أعلنت الوزارة أن وباء الكوليرا قائم في مخيم النور للاجئين قرب المدينة."
NOT_SICK = "نفت الحكومة وجود وباء الكوليرا في مخيم النور للاجئين."
HERE = "ويعيش في المخيم ما لا يقل عن 500 ألف نازح، وقد تضاعف عددهم."
FELL = "قتل 40 شخصا ليلا حين انهار جسر خشبي على المتسوقين في {place}."
TOLL = "قال مسعفون إن حصيلة القتلى في {place} بلغت 90 قتيلا وإن البحث مستمر."
CONTRAST = "في المقابل، قال خبراء إن مياه {what}."


@pytest.mark.parametrize(
    ("first", "second", "later", "views"),
    [
        # A denial of what has just been said, by a pronoun or by its words.
        ([CLAIMED, "ونفت الشركة ذلك، وقالت إن المصنع لوثها."], [], 0, ["a#p1s1 a#p2s1"]),
        ([CLAIMED, "ونفى المدير مسؤوليته عن تلويث الآبار."], [], 0, ["a#p1s1 a#p2s1"]),
        ([CLAIMED, "ورفضت الشركة هذه الاتهامات."], [], 0, ["a#p1s1 a#p2s1"]),
        ([CLAIMED, "لكن خبيرا مستقلا شكك في هذا القول."], [], 0, ["a#p1s1 a#p2s1"]),
        ([CLAIMED, "ونفى المدير وقوع تسرب في المدينة."], [], 0, ["a#p1s1 a#p2s1"]),
        # "This" of another article, or beside what it names, does not point to the sentence before.
        (["ونفت الشركة ذلك، وقالت إن المصنع لوثها."], [CLAIMED], 4, []),
        (["افتتحت البلدية سوقا كبيرة.", "ونفى المدير هذا الرقم."], [], 0, []),
        # Who denies is not what is denied.
        (["اجتمعت شركة المياه بسكان القرية.", "ونفت شركة المياه تلويث البحيرة."], [], 0, []),
        # Each denial has its own.
        (
            [
                CLAIMED,
                "ونفت الشركة ذلك، وقالت إن المصنع لوثها.",
                "اتهم الوزير الصحيفة بنشر وثائق مزورة.",
                "ونفى المحرر ذلك.",
            ],
            [],
            0,
            ["a#p1s1 a#p2s1", "a#p3s1 a#p4s1"],
        ),
        ([SAFE], ["ولم ترد الشركة على طلب للتعليق.", NOT_SAFE], 4, ["a#p1s1 b#p2s1"]),
        # No sentence is proposed twice.
        ([CLAIMED, DENIED], [], 0, ["a#p2s1"]),
        # What answers the sentence before, where one of the two denies and they share a word.
        (
            [
                "زار وفد الميناء.",
                "تقول البلدية إن مياه البئر آمنة.",
                CONTRAST.format(what="النهر ليست آمنة"),
            ],
            [],
            0,
            ["a#p2s1 a#p3s1"],
        ),
        (["تقول البلدية إن مياه البئر آمنة.", CONTRAST.format(what="البئر غالية")], [], 0, []),
        (["افتتحت البلدية سوقا كبيرة.", CONTRAST.format(what="النهر ليست آمنة")], [], 0, []),
        # A refusal of something asked for, and silence, deny nothing.
        ([CLAIMED, "ورفضت الشركة دعوة إلى اجتماع مع البلدية."], [], 0, []),
        ([CLAIMED, "ولم ترد شركة المياه على طلب للتعليق على تلويث الآبار القريبة."], [], 0, []),
        (
            ["ولم تحصل خطة الاستجابة سوى على 32 في المائة من المطلوب."],
            ["ولم تحصل خطة الاستجابة لعام 2024 إلا على 16 في المائة من المطلوب."],
            9,
            [],
        ),
        # In another article, if it is of the same time and says most of what is denied.
        ([SICK], [NOT_SICK], 4, ["a#p1s1 b#p1s1"]),
        ([SICK], [NOT_SICK], 62, ["a#p1s1 b#p1s1"]),
        ([SICK], [NOT_SICK], 63, []),
        # Of an article without a day nobody knows that it is of another time.
        ([SICK], [NOT_SICK], None, ["a#p1s1 b#p1s1"]),
        # Half of what is denied is enough, but not two words.
        (
            ["أعلنت الوزارة أن وباء الكوليرا بلغ مخيم النخل."],
            ["نفت الحكومة وجود وباء الكوليرا في مخيم النور."],
            4,
            ["a#p1s1 b#p1s1"],
        ),
        ([SICK], ["نفت الحكومة انتشار وباء الكوليرا."], 4, []),
        # Nearly the same words with a negation and without, if there are enough of them.
        (
            ["مياه آبار القرية صالحة للشرب."],
            ["مياه آبار القرية ليست صالحة للشرب."],
            4,
            ["a#p1s1 b#p1s1"],
        ),
        (["مياه القرية صالحة للشرب."], ["مياه القرية ليست صالحة للشرب."], 4, []),
        # What both deny is none.
        ([NOT_SICK], ["ونفت الوزارة وجود وباء الكوليرا في مخيم النور للاجئين."], 4, []),
        ([SICK], ["نفت الحكومة وجود خلاف في مجلس الوزراء الجديد."], 4, []),
        # Counts of one place, by the noun before or after the number.
        ([HERE], ["قالت المفوضية إن عدد سكان مخيم النور 200 ألف نسمة."], 4, ["a#p1s1 b#p1s1"]),
        ([HERE], ["قالت المفوضية إن عدد سكان المدينة 200 ألف نسمة."], 4, []),
        ([HERE], ["قالت المفوضية إن عدد سكان مخيم النور 200 ألف نسمة."], 90, []),
        ([HERE], ["قالت المفوضية إن 200 ألف شخص قتلوا قرب مخيم النور."], 4, []),
        (
            [
                "ارتفعت حصيلة الهجوم على قرية النخل إلى 124 قتيلا و100 جريح.",
                "وكانت لجان قد قالت إن 50 شخصا قتلوا في الهجوم على القرية نفسها.",
            ],
            [],
            0,
            ["a#p1s1 a#p2s1"],
        ),
        (
            [
                "ارتفعت حصيلة الهجوم على قرية النخل إلى 124 قتيلا.",
                "وكانت لجان قد قالت إن 50 شخصا قتلوا في الهجوم على قرية الزيتون.",
            ],
            [],
            0,
            [],
        ),
        (
            ["بلغ عدد قتلى الحرب 15 ألفا."],
            ["قد يصل عدد قتلى الحرب إلى 150 ألف شخص."],
            58,
            ["a#p1s1 b#p1s1"],
        ),
        (["بلغ عدد قتلى الحرب 15 ألفا."], ["بلغ عدد قتلى الحرب 16 ألف شخص."], 58, []),
        # One value in common: what another number counts is another thing.
        (
            ["ارتفع قرض مصرف النور إلى 8 ملايين دينار بعد أن كان 3 ملايين دينار."],
            ["بلغ قرض مصرف النور 8 ملايين دينار، وكان 3 ملايين دينار."],
            4,
            [],
        ),
        # Two villages of one province are two places, and a country is where everything is.
        (
            [
                FELL.format(place="قرية النخل بولاية الساحل"),
                TOLL.format(place="قرية الزيتون بولاية الساحل"),
            ],
            [],
            0,
            [],
        ),
        (
            [FELL.format(place="تل الزيتون")],
            [TOLL.format(place="تل الزيتون")],
            4,
            ["a#p1s1 b#p1s1"],
        ),
        ([FELL.format(place="الوادية")], [TOLL.format(place="الوادية")], 4, []),
        # Counts of different months are of different times.
        (
            [FELL.format(place="تل الزيتون في مارس 2024")],
            [TOLL.format(place="تل الزيتون في مايو 2024")],
            4,
            [],
        ),
        (
            [FELL.format(place="تل الزيتون في مايو 2024")],
            [TOLL.format(place="تل الزيتون")],
            4,
            ["a#p1s1 b#p1s1"],
        ),
        # A number that counts nothing known stands before one that does.
        (
            ["بلغ المؤشر 300، ويعيش في مخيم النور 500 ألف نازح."],
            ["قالت المفوضية إن عدد سكان مخيم النور 200 ألف نسمة."],
            4,
            ["a#p1s1 b#p1s1"],
        ),
        # Two sources in one sentence.
        (
            ["زار وفد الميناء.", "عبرت الحدود 17 شاحنة، فيما قال المبعوث إن عدد الشاحنات بلغ 20."],
            [],
            0,
            ["a#p2s1"],
        ),
        (["عبرت الحدود 17 شاحنة، فيما قال المبعوث إن عدد الشاحنات بلغ 17."], [], 0, []),
        (["قتل 17 شخصا، فيما قال المبعوث إن 20 شخصا أصيبوا."], [], 0, []),
        (["قتل 17 شخصا، فيما قال المبعوث إن الوضع صعب منذ 20 يوما."], [], 0, []),
    ],
)
def test_which_sentences_may_be_a_dispute(
    first: list[str], second: list[str], later: int | None, views: list[str], glossary: Glossary
) -> None:
    day = None if later is None else (date(2024, 6, 1) + timedelta(days=later)).isoformat()
    told = (
        story("a", "2024-06-01", tuple((text, None) for text in first)),
        story("b", day, tuple((text, None) for text in second)),
    )
    found = suggest_disputes(read_material(told, glossary))
    assert [" ".join(sorted(str(cited.cite) for cited in one.views)) for one in found] == views


@pytest.mark.parametrize(
    ("office", "sides"),
    [
        ("مبعوث الأمم المتحدة إلى الوادية", []),
        ("سفير النرويج لدى الوادية", []),
        ("قائد القوات الدولية في الوادية", []),
        ("قائد في الجيش الوادي", ["layla"]),
        ("رئيسة الوادية", ["layla"]),
        ("سفيرة الوادية لدى الأمم المتحدة", ["layla"]),
    ],
)
def test_where_an_office_is_held_is_not_whom_it_serves(
    office: str, sides: list[str], stories: tuple[Story, ...]
) -> None:
    text = GLOSSARY.replace("وزيرة المياه الوادية", office)
    topic = _loaded("wells", stories, read_glossary(text, "glossary.toml"))
    assert [entry for side in topic.sides for entry in side.entries[1:]] == sides


def test_what_the_topics_name_names_comes_first(
    stories: tuple[Story, ...], glossary: Glossary
) -> None:
    named = _loaded("samir-najjar-in-wadia", stories, glossary)
    assert named.title.en == "Wadia and Samir Najjar: what the sources say"
    assert named.about[0][0] == "الوادية"
    assert _loaded("samir-and-wells", stories, glossary).title.en.startswith("Samir Najjar:")
    # A word that only begins so names nothing.
    assert _loaded("wadias", stories, glossary).title.en.startswith("The water company and Wadia")


def test_a_title_has_what_most_headlines_name_and_a_place_of_half_of_the_stories(
    glossary: Glossary,
) -> None:
    texts = ("حفرت شركة المياه بئرا في أرض عميقة.", "زارت ليلى الحداد بئرا جد عميقة في تل الزيتون.")
    told = [story(f"s{n}", f"2024-06-0{n}", ((texts[n % 2], None),)) for n in range(1, 4)]
    headline = Sentence("title", "ليلى الحداد عند العميقة")
    told = [replace(one, title=headline) for one in told]
    assert _loaded("x", tuple(told), glossary).title.ar.startswith("ليلى الحداد وتل الزيتون:")
    told.append(replace(story("d", "2024-06-04", ((texts[0], None),)), title=headline))
    told[0] = replace(told[0], blocks=told[1].blocks)
    assert _loaded("x", tuple(told), glossary).title.ar.startswith("شركة المياه:")
    # Of words, too, it is the one of most headlines, and not the one that recurs most.
    assert _loaded("x", tuple(told), build_glossary({})).title.ar.startswith("عميقة:")


def test_countries_that_half_of_the_stories_name_are_parties() -> None:
    entries = {}
    for ident, name in (("nakhlan", "نخلان"), ("ramlan", "رملان"), ("sakhran", "صخران")):
        adjective = (name.removesuffix("ان") + "ي",)
        entries[ident] = Entry(ident, "place", Bilingual(name, ident), adjective=adjective)
    # A court for a country is not the country's.
    entries["court"] = Entry("court", "organisation", Bilingual("المحكمة الخاصة بنخلان", "court"))
    texts = ("رفضت نخلان مقترح رملان.", "قبلت رملان مقترحا آخر.", "وصل وفد صخران.", "غادر الوفد.")
    told = [story(f"s{n}", f"2024-06-0{n}", ((text, None),)) for n, text in enumerate(texts, 1)]
    lands = build_glossary(entries)
    assert not _loaded("x", tuple(told), lands).sides, "one alone may be where everything is"
    assert not _loaded("x", tuple(told[:2]), lands).sides, "half of two is one"
    told[3] = story("s4", "2024-06-04", (("رفضت نخلان رأي المحكمة الخاصة بنخلان.", None),))
    sides = _loaded("x", tuple(told), lands).sides
    assert [side.entries for side in sides] == [("ramlan",), ("nakhlan",)]
    # A country of which somebody speaks comes before them.
    office = OfficeHeld(Bilingual("وزير النقل الصخري", "Minister"))
    entries["salem"] = Entry("salem", "person", Bilingual("سالم الحداد", "Salem"), roles=(office,))
    told[2] = story("s3", "2024-06-03", (("وصل سالم الحداد من صخران.", None),))
    sides = _loaded("x", tuple(told), build_glossary(entries)).sides
    assert [side.entries for side in sides] == [("sakhran", "salem"), ("ramlan",), ("nakhlan",)]


def test_a_name_within_another_is_not_named_twice() -> None:
    body = GLOSSARY.replace("شركة المياه", "شركة مياه الوادية")
    text = "قالت مديرة في شركة مياه الوادية إن الوادية بلا ماء."
    told = (story("a", "2024-06-02", ((text, None),)),)
    topic = _loaded("wells", told, read_glossary(body, "glossary.toml"))
    assert topic.title.ar == "شركة مياه الوادية: ما تقوله المصادر"
    # Letters within a word are no name.
    body = body.replace("شركة مياه الوادية", "شركة مياه الواديةالقديمة")
    told = (story("a", "2024-06-02", ((text.replace("الوادية إن", "الواديةالقديمة إن"), None),)),)
    assert " و" in _loaded("wells", told, read_glossary(body, "glossary.toml")).title.ar


def test_who_holds_an_office_of_a_body_of_several_words_is_on_its_side(
    stories: tuple[Story, ...],
) -> None:
    text = GLOSSARY.replace("وزيرة المياه الوادية", "مديرة لشركة المياه")
    topic = _loaded("wells", stories, read_glossary(text, "glossary.toml"))
    assert [side.entries for side in topic.sides] == [("water-company", "layla")]


def test_sums_of_money_are_asked_for_and_are_no_figure(glossary: Glossary) -> None:
    texts = (
        ("بلغ القرض 8 ملايين دولار.", "The loan was $8 million."),
        ("وغادر 300 فرد من 900 فرد.", "Of the 900 left earlier, 300 last week."),
        ("ووصلت 20 شاحنة.", "Twenty lorries came."),
    )
    told = (story("a", "2024-06-01", texts), story("b", "2024-06-02", texts))
    topic = _loaded("loan", told, glossary)
    asked = [question.text.en for question in topic.questions]
    assert asked[-3:-1] == ["How many “فرد”?", "How many dollars?"]
    assert not any(q.status for q in topic.questions if q.text.en in asked[-3:-1])
    # Of people of whom nothing is told there may be any number at a time.
    assert [figure.unit.ar for figure in topic.figures] == ["شاحنة"]


def test_who_somebody_is_is_told_by_an_office_or_an_apposition(glossary: Glossary) -> None:
    texts = (
        "وزار سمير النجار الآبار، الأحد، مع ليلى الحداد.",
        "وقال سمير النجار، المهندس السابق في الشركة، إن الآبار آمنة.",
        "قالت الوزيرة ليلى الحداد إن الآبار آمنة.",
    )
    told = [story("a", "2024-06-01", ((texts[0], None),))]
    told += [
        story(
            "b",
            "2024-05-01",
            ((texts[1], None), ("وقالت وزيرة المياه الوادية ليلى الحداد ذلك.", None)),
        )
    ]
    draft = draft_topic("wells", told, glossary)
    for person, first in (("samir", "b#p1s1"), ("layla", "b#p2s1")):
        cites = re.search(
            rf'id = "who-{person}".*?cites = \[[^\n]*\n  # "([^"]+)"', draft, re.DOTALL
        )
        assert cites
        assert cites[1] == first


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("قتل 18 شخصا وأصيب 40 آخرون في القصف.", "18 killed, 40 injured"),
        ("في 12 مايو 2024 وصلت 30 شاحنة.", "30 شاحنة"),
        ("غادر 25% من العمال على متن 2 سفينة.", "2 سفينة"),
        ("وصلت 1 شاحنة ونصف الحمولة.", ""),
        ("استمرت الرحلة 20 يوما مع 30 راكبا.", "30 راكبا"),
        ("وصلت 1.500 مليون سلة.", ""),
        ("وصلت 1.254 مليون سلة.", "1254000 سلة"),
        # A preposition is not counted, nor is who says it.
        ("شارك في التصويت 12 وفق البلدية و9 قالوا إنه باطل.", "12 ?"),
        # A part of those counted already.
        ("أصيب 670 شخصا، بينهم 20 طفلا، وقتل 9 أشخاص.", "670 injured, 9 killed"),
        ("وصلت 30 شاحنة مع 40 راكبا.", "30 شاحنة, 40 راكبا"),
        # Who lives there, whatever happened before; what happens right behind is theirs.
        ("بعد مقتل الحارس يعيش في المخيم 500 نازح.", "500 living"),
        ("بعد مقتل الحارس وصل إلى المخيم 500 نازح.", "500 displaced"),
        ("بعد مقتل الحارس بات 25 شخصا يموتون يوميا.", "25 dead"),
        ("أصيب 25 شخصا ونزحوا من القرية.", "25 injured"),
        # Another clause tells of others.
        ("قتل الحارس، وشارك في الدفن 30 شخصا: أصيبوا بالبرد.", "30 شخصا"),
        ("بلغ عدد القتلى 31.", "31 killed"),
        # Whom an illness strikes is not wounded, and a case tells by its own words of what.
        ("بلغ عدد الإصابات بالحصبة 31 حالة.", "31 infected"),
        ("ارتفع عدد الوفيات بالوباء إلى 12 حالة.", "12 dead"),
        ("أصيب 30 من المرضى حين قصف العدو المستشفى.", "30 injured"),
        ("أصيب 30 شخصا في قصف على بلدة يتفشى فيها وباء الكوليرا.", "30 injured"),
        ("أصيب 30 شخصا بالحمى، فأصيبت قرية بالحصبة.", "30 injured"),
        ("بلغت إصابات كورونا 31 إصابة.", "31 infected"),
        ("حصد الوباء أرواح 31 مصابا.", "31 infected"),
        ("تفشى الوباء، وأدى القصف إلى إصابة 31 شخصا.", "31 injured"),
        # With "and" another clause begins.
        ("قتل 5 وجرح 20 في القصف.", "5 killed, 20 injured"),
        ("بلغت الإصابات 40 حالة و12 متوفى.", "40 injured, 12 متوفى"),
        ("بلغ عدد القتلى 12 والمصابين 40.", "12 killed, 40 injured"),
        # Killed and injured together are neither; one injured, or the dual, is more.
        ("سقط ألفا قتيل وجريح، و300 بين قتيل وجريح، و40 شخصا بين قتيل وجريح.", ""),
        ("سقط 20 قتيلا وجريح، ثم 5 قتلى وجرحى كثيرون.", "20 killed, 5 killed"),
        ("سقط 20 قتيلا وجريحا واحدا، ثم 30 قتيلا وجريحا.", "20 killed"),
        ("سقط 20 قتيلا وجريحان، و5 قتلى وجرح 30.", "20 killed, 2 injured, 5 killed, 30 injured"),
        # New ones and others come on top.
        ("سجلت البلدية 8 حالات وفاة جديدة، وقتل الحارس و20 آخرون.", ""),
    ],
)
def test_what_the_numbers_of_a_sentence_count(text: str, counted: str) -> None:
    one = story("a", "2024-06-01", ((text, None),))
    found = []
    for count in counts(cite_sentence(one, one.blocks[0].sentences[0])):
        row = count.key if count.key in load("drafts")["counted"] else count.noun
        found.append(f"{count.number.value:.12g} {row or '?'}")
    assert ", ".join(found) == counted


@pytest.mark.parametrize(
    ("text", "other", "counted"),
    [
        ("سجلت الولاية 720 إصابة.", "ارتفعت حالات الكوليرا في البلد.", "infected"),
        ("بلغ عدد المصابين 40.", "تفشى المرض، وسجلت إصابات بالحصبة.", "infected"),
        ("سجل المستشفى 7 إصابات بعد القصف.", "ارتفعت حالات الكوليرا في البلد.", "injured"),
        ("أصيب 7 أشخاص على الطريق.", "ارتفعت حالات الكوليرا في البلد.", "injured"),
        ("سجلت الولاية 720 إصابة.", "البلد يعاني من الكوليرا والحرب.", "injured"),
    ],
)
def test_cases_are_of_the_illness_that_their_article_tells_of(
    text: str, other: str, counted: str
) -> None:
    one = story("a", "2024-06-01", ((text, None), (other, None)))
    (count,) = counts(cite_sentence(one, one.blocks[0].sentences[0]))
    assert count.key == counted


def test_people_are_counted_by_what_happened_to_them(glossary: Glossary) -> None:
    texts = (
        "قتل 18 شخصا وأصيب 40 آخرون في القصف.",
        "قالت المنظمة إن 50 شخصا نزحوا من المدينة، بينهم 20 شخصا أصيبوا.",
        "وقال المتحدث إن 25 شخصا من النازحين يموتون يوميا.",
        "وشارك في الاجتماع 60 شخصا.",
        "ويموت يوميا 25 شخصا.",
        "وقد تصل الخسائر إلى 70 دبابة.",
    )
    told = (story("a", "2024-06-01", tuple((text, None) for text in texts)),)
    topic = _loaded("toll", told, glossary)
    figures = {figure.unit.en: figure.match for figure in topic.figures}
    assert set(figures) >= {
        "people killed",
        "people injured",
        "people displaced",
        "people who died",
    }
    assert not any("دبابة" in unit for unit in (f.unit.ar for f in topic.figures)), "only possible"
    assert figures["people killed"] == (("قتل",),)
    assert "How many people were killed?" in [q.text.en for q in topic.questions]
    # For what happened to people there are words in both languages, for others a person's.
    untranslated = {one.untranslated for one in find_quantities(read_material(told, glossary))}
    assert untranslated == {"", "شخصا"}
    [killed] = [f for f in composed(topic, told, glossary).figures if f.unit.en == "people killed"]
    assert 60 not in [value.value for value in killed.values]


def test_counts_that_most_articles_have_several_of_are_of_parts_and_no_figure() -> None:
    texts = (
        ("نال حزب النهر 411 صوتا وحزب الجبل 284 صوتا.", None),
        ("ونال حزب السهل 5 أصوات بعد فرز 17 صندوقا.", None),
        ("وشاركت 17 لجنة في الفرز.", None),
    )
    told = tuple(story(name, f"2024-06-0{n}", texts) for n, name in enumerate("ab", 1))
    topic = _loaded("vote", told, Glossary())
    # A broken plural is the same noun.
    assert topic.questions[-3].match[0] == ("صوتا", "أصوات")
    assert {figure.unit.ar for figure in topic.figures} == {"صندوقا", "لجنة"}


def test_what_one_question_asks_no_other_asks_again() -> None:
    text = "وصلت القافلة الثانية إلى المحطة الثانية في 3 مايو 2024."
    later = "غادرت القافلة الثالثة في 5 مايو 2024 بعد القافلة الثانية."
    told = (story("a", "2024-06-01", ((text, None),)), story("b", "2024-06-02", ((later, None),)))
    asked = [question.text.ar for question in _loaded("convoy", told, Glossary()).questions]
    # Nor does which of several it is tell a subject.
    assert asked == ["متى؟ ما التواريخ المذكورة بشأن القافلة؟"]


def test_who_is_counted_may_stand_before_the_number(glossary: Glossary) -> None:
    told = (
        story("b", "2024-06-02", (("ارتفع عدد القتلى إلى 12، وأعداد الجرحى إلى 45.", None),)),
        story("a", "2024-06-01", (("سقط 9 قتلى و30 جريحا في القصف.", None),)),
    )
    figures = composed(_loaded("toll", told, glossary), told, glossary).figures
    values = {one.unit.en: [value.value for value in one.values] for one in figures}
    assert values == {"people killed": [9, 12], "people injured": [30, 45]}


def test_the_questions_on_the_newest_article_open_the_page(topic: Topic) -> None:
    status = [question.id for question in topic.questions if question.status]
    assert 1 <= len(status) <= 2
    texts = {"second": SECOND}
    for question in topic.questions:
        if question.status:
            assert any(hits(ar, question.match) for ar, _ in texts["second"])


def test_a_draft_alone_makes_a_page_that_opens_with_the_newest_state(
    stories: tuple[Story, ...], topic: Topic, glossary: Glossary
) -> None:
    brief = composed(topic, stories, glossary).section("brief")
    assert isinstance(brief, BriefSection)
    assert brief.claims[0].excerpt.story.slug == "second"


def test_a_sentence_is_dated_by_one_of_its_times() -> None:
    texts = ("بدأت الرحلة في 12 مايو 2024 ووصلت السفن أمس.", "غادرت السفن أمس.", "السفن كبيرة.")
    told = story("a", None, tuple((text, None) for text in texts))
    assert list(read_material([told], Glossary()).dated()) == ["a#p1s1"]


def test_rates_become_figures_and_two_that_differ_may_be_a_dispute() -> None:
    said = "بلغت نسبة المشاركة في انتخابات وادية {} في المئة."
    told = (
        story("one", "2024-06-01", ((said.format("56.11"), None),)),
        story("two", "2024-06-02", ((said.format("57.11"), None),)),
    )
    draft = draft_topic("turnout", told, Glossary())
    (figure,) = read_topic("turnout", draft, "x.toml").figures
    assert figure.rate
    assert figure.nouns == ("المشاركة",)
    (dispute,) = suggest_disputes(read_material(told, Glossary()))
    assert dispute.why == "one thing counted, with two values"
    # No subject is called "percent" or "rate".
    words = "".join(line for line in draft.splitlines() if not line.lstrip().startswith("#"))
    assert "المئة" not in words
    assert not any("نسبة" in forms for forms in read_topic("turnout", draft, "x.toml").about)
    # Articles that agree on a rounded one have no dispute.
    rounded = story("two", "2024-06-02", ((said.format("56"), None),))
    assert suggest_disputes(read_material((told[0], rounded), Glossary())) == []


@pytest.mark.parametrize(("alone", "is_one"), [(0, True), (1, True), (2, False)])
def test_two_words_are_one_name_where_they_seldom_stand_apart(alone: int, *, is_one: bool) -> None:
    told = ["أغلقت الحامية الصغيرة", "وصلت الحامية الصغيرة", "غادرت الحامية الصغيرة"]
    told += ["عادت الحامية الصغيرة", *["انسحبت الحامية"] * alone]
    stories = [story(f"s{n}", None, ((text, None),)) for n, text in enumerate(told)]
    words = {thing.name.ar for thing in read_material(stories, Glossary()).recurring}
    assert ("الحامية الصغيرة" in words) == is_one
    assert ("الحامية" in words) != is_one


def test_a_word_of_one_article_is_a_subject_where_it_comes_back_to_it() -> None:
    texts = ["وصلت الناقلة إلى المرفأ.", "غادرت الناقلة المرفأ.", "عادت الناقلة إلى المرفأ."]
    one = story("a", None, tuple((text, None) for text in (*texts, "انتظرت الناقلة طويلا.")))
    assert [t.name.ar for t in read_material([one], Glossary()).recurring] == ["الناقلة"]


@pytest.mark.parametrize(
    ("english", "noun"),
    [
        (["Twelve deep wells were dug."], "deep wells"),
        (["It dug 12 Wadian wells and a road."], "wells"),
        # What most translations say, and of as many the shortest.
        (["It dug 12 deep wells.", "It dug 12 wells.", "There are 12 wells."], "wells"),
        (["It dug 12 deep wells.", "It dug 12 wells."], "wells"),
        # Another number is not the same one; then a person decides.
        (["It dug 13 wells."], "“بئرا”"),
        ([None], "“بئرا”"),
    ],
)
def test_a_counted_noun_is_that_behind_the_same_number_in_english(
    english: list[str | None], noun: str
) -> None:
    told = story(
        "a", None, tuple(("بلغ المؤشر 300، ثم حفرت البلدية 12 بئرا.", text) for text in english)
    )
    (quantity,) = find_quantities(read_material([told], Glossary()))
    assert (quantity.noun.en, quantity.untranslated) == (noun, "بئرا")


@pytest.mark.parametrize(
    ("english", "name"),
    [
        (["The water company dug."], "the water company"),
        (
            ["The water company dug.", "Ask the Water Company.", "It is our water company."],
            "the water company",
        ),
        # As often without an article as with it.
        (["The water company dug.", "A water company dug."], "water company"),
        (["The water companyman dug.", "Bathe water company."], "water company"),
        ([None], "water company"),
    ],
)
def test_a_name_has_the_article_where_translations_mostly_have_it(
    english: list[str | None], name: str, glossary: Glossary
) -> None:
    told = story("a", None, tuple(("حفرت شركة المياه.", text) for text in english))
    material = read_material([told], glossary)
    assert name_in_sentence(material.entities[0], material).en == name


@pytest.mark.parametrize(("words", "first"), [(45, "new"), (46, "old")])
def test_what_is_too_long_to_be_shown_whole_is_suggested_last(
    words: int, first: str, glossary: Glossary
) -> None:
    long = " ".join(["حفرت شركة المياه", *["قرب الجزيرة"] * 30]).split()[:words]
    told = (
        story("new", "2024-06-02", ((f"{' '.join(long)}.", None),)),
        story("old", "2024-06-01", (("حفرت شركة المياه بئرا.", None),)),
    )
    draft = draft_topic("wells", told, glossary)
    asked = draft.partition('id = "what-water-company"')[2]
    assert re.findall(r'  # "(\w+)#p1s1"', asked)[0] == first


def test_what_the_newest_article_says_of_now_is_asked_first(glossary: Glossary) -> None:
    texts = ("ولا تزال ليلى الحداد في الوادية.", "حفرت شركة المياه بئرا.", "قال سمير النجار ذلك.")
    told = [story("new", "2024-06-02", tuple((text, None) for text in texts))]
    told.append(story("old", "2024-06-01", (("زار سمير النجار شركة المياه.", None),)))
    status = [
        question.id for question in _loaded("x", tuple(told), glossary).questions if question.status
    ]
    assert status == ["what-water-company", "who-layla"]


PEOPLE = ("سالم", "هاني", "رامي", "نادر", "ماجد")
LANDS = ("النخلية", "الرملية", "الصخرية", "الجبلية", "البحرية")
BODIES = ("هيئة الموانئ", "شركة السكك", "نقابة البحارة", "جمعية التجار", "اتحاد الصيادين")
GOODS = ("شاحنة", "سفينة", "قاربا", "حاوية", "رافعة", "خيمة", "مدرسة", "بئرا")


def test_a_draft_of_many_articles_stays_one_that_a_person_reads_through() -> None:
    entries = {}
    for n, (person, land, body) in enumerate(zip(PEOPLE, LANDS, BODIES, strict=True)):
        origin = land.removeprefix("ال").removesuffix("ة")
        office = OfficeHeld(Bilingual(f"وزير النقل {origin}", f"Minister {n}"))
        name = Bilingual(f"{person} الحداد", f"Person {n}")
        entries[f"person-{n}"] = Entry(f"person-{n}", "person", name, roles=(office,))
        name, forms = Bilingual(land, f"Land {n}"), (origin, f"{origin}ة")
        entries[f"land-{n}"] = Entry(f"land-{n}", "place", name, adjective=forms)
        entries[f"body-{n}"] = Entry(f"body-{n}", "organisation", Bilingual(body, f"Body {n}"))
    told = []
    for n in range(10):
        text = (
            f"قال {PEOPLE[n % 5]} الحداد إن هيئة الموانئ مع {BODIES[n % 5]} أرسلت في {n + 1} مايو"
            f" 2024 إلى {LANDS[n % 5]} نحو {n + 11} {GOODS[n % 8]} و{n + 31} {GOODS[(n + 1) % 8]}."
        )
        told.append(story(f"s{n}", f"2024-06-{n + 1:02}", ((text, None),)))
    draft = draft_topic("ports", told, build_glossary(entries))
    topic = read_topic("ports", draft, "ports.toml")
    sorts = Counter(question.id.partition("-")[0] for question in topic.questions)
    assert sorts == {"what": 2, "who": 2, "says": 2, "when": 2, "how": 6}
    assert sum(question.status for question in topic.questions) == 2
    assert (len(topic.figures), len(topic.sides)) == (6, 4)
    assert (len(topic.about[0]), len(topic.events[0])) == (5, 8)
    when = next(question for question in topic.questions if question.id == "when-body-0")
    assert [len(group) for group in when.match] == [1, 8]
    narrower = re.search(r"narrows it, such as (\[.*\])", draft)
    assert narrower
    assert len(json.loads(narrower[1])) == 3
    suggested = re.findall(r"cites = \[.*\n((?:  #.*\n)*)", draft)
    assert max(lines.count("\n") for lines in suggested) == 4


def test_two_words_that_stand_together_are_one_name_and_a_title_is_arabic() -> None:
    told = [
        ("أغلقت الحامية الصغيرة الميناء في شمال الجزيرة.", "1"),
        ("وصلت سفن الحامية الصغيرة إلى شمال الميناء.", "2"),
        ("غادرت الحامية الصغيرة الميناء نهائيا.", "3"),
        ("عادت الحامية الصغيرة إلى شمال الميناء، وبقيت سفن أخرى.", "4"),
    ]
    stories = [story(number, None, ((text, None),)) for text, number in told]
    words = [thing.name.ar for thing in read_material(stories, Glossary()).recurring]
    assert "الحامية الصغيرة" in words
    assert not {"الحامية", "الصغيرة", "شمال"}.intersection(words)
    assert read_topic("t", draft_topic("t", stories, Glossary()), "t.toml").title.ar.startswith(
        "ال"
    )
