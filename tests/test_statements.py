"""An editor's statements: held to their sentences, accepted, outdated, and where they stand."""

from __future__ import annotations

import re
from dataclasses import replace
from errno import ENOSPC
from functools import partial
from pathlib import Path

import pytest
from casefile import cases
from pelican.plugins.briefing.check.checks import findings
from pelican.plugins.briefing.check.support import unsupported
from pelican.plugins.briefing.dates.arabic import find_mentions
from pelican.plugins.briefing.edges import command as command_module
from pelican.plugins.briefing.edges import files
from pelican.plugins.briefing.edges.command import main
from pelican.plugins.briefing.editors.basis import with_basis
from pelican.plugins.briefing.editors.topics import Topic, read_topic
from pelican.plugins.briefing.errors import Problem
from pelican.plugins.briefing.explain.claims import basis_of
from pelican.plugins.briefing.explain.clauses import head_clause
from pelican.plugins.briefing.explain.matching import named_sentences
from pelican.plugins.briefing.explain.page import (
    BriefSection,
    ChangesSection,
    DifferSection,
    Explainer,
    QuestionsSection,
    TimelineSection,
)
from pelican.plugins.briefing.explain.reading import remarks
from pelican.plugins.briefing.explain.statements import (
    held_to_sources,
    new_digests,
    outdated,
)
from pelican.plugins.briefing.explain.story_facts import find_quotes
from pelican.plugins.briefing.language.cohesion import judges
from pelican.plugins.briefing.model import Bilingual, Block, Sentence, Story
from render_support import GLOSSARY, block, dated, sentence, story
from story_support import composed
from support import small_project

HEAD = """
title = { ar = "المياه", en = "Water" }
intro = { ar = "ماذا حدث للسفن في الميناء؟", en = "What happened to the ships at the port." }
about = [["السفن", "الميناء", "السد"]]
"""
SANK = ("غرقت السفن في الميناء القديم عام 2021.", "The ships sank at the old port in 2021.")
NO_DAM = (
    "لا يوجد حتى الآن اتفاق رسمي على بناء السد في الميناء.",
    "There is as yet no formal agreement on building the dam at the port.",
)
WILL_MEET = (
    "يخطط المجلس لبناء السد في الميناء مع نهاية العام الحالي.",
    "The council plans to build the dam at the port by the end of this year.",
)


def told(slug: str, day: str, *texts: tuple[str, str | None]) -> Story:
    """Return a story of these sentences, a paragraph each, with the dates in them."""
    blocks: list[Block] = []
    for number, (ar, en) in enumerate(texts, 1):
        blocks.append(block(number, "paragraph", sentence(f"p{number}s1", ar, en)))
    made = story(slug, sentence("title", "عنوان", "A title"), *blocks, published=dated(day))
    mentions = find_mentions([s for _, s in made.body()], made.published and made.published.when)
    return replace(made, times=mentions)


def topic(more: str) -> Topic:
    return read_topic("water", HEAD + more, "seeds/topics/water.toml")


def held(made: Topic, *stories: Story) -> tuple[Topic, list[Problem]]:
    support = partial(unsupported, glossary=GLOSSARY)
    return held_to_sources(made, stories, support, partial(findings, glossary=GLOSSARY))


@pytest.mark.parametrize(("title", "given", "expected"), cases("claims"))
def test_words_are_held_to_the_sentences_they_cite(
    title: str, given: str, expected: list[str]
) -> None:
    assert title
    rows = [tuple(part.strip() or None for part in row.split("|")) for row in given.split("\n")]
    (ar, en), *texts = rows
    cited = told("a", "2024-07-24", *texts)
    cites = [f"a#{s.id}" for _, s in cited.body()]
    found = unsupported(Bilingual(ar, en), named_sentences(cites, {"a": cited}), GLOSSARY)
    assert [f"{finding.kind} {finding.detail}" for finding in found] == expected


# In a topic ----------------------------------------------------------------------------------

OWN = '{ ar = "غرقت السفن في الميناء.", en = "The ships sank at the port.", cites = ["a#p1s1"] }'
FALSE = OWN.replace("غرقت السفن", "غرقت 7 سفن").replace("The ships", "Seven ships")
QUESTION = '[[question]]\nid = "q"\nar = "ماذا؟"\nen = "What?"\nmatch = [["السفن"]]\n'


def test_what_is_not_borne_out_is_told_with_its_line_and_not_published() -> None:
    stories = [told("a", "2024-07-01", SANK)]
    made, problems = held(topic(f"brief = [{FALSE}]\n{QUESTION}answer = {FALSE}\n"), *stories)
    told_of = [(p.line, p.error, p.message.partition(":")[0]) for p in problems]
    places = ["statement 1 of the brief", "the answer to “q”"]
    assert list(dict.fromkeys(told_of)) == [(5, True, places[0]), (11, True, places[1])]
    assert "figure" in problems[0].message
    assert [*made.statements()] == []
    # What the sentences say themselves stands in its place.
    section = composed(made, stories, GLOSSARY).section("questions")
    assert isinstance(section, QuestionsSection)
    (claim,) = section.items[0].claims
    assert (claim.is_written, claim.excerpt.sentence.ar) == (False, SANK[0])


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ('{ cite = "a#p1s1", ar = "غرقت السفن", en = "The ships sank" }', None),
        ('{ cite = "a#p1s1", ar = "غرقت السفن", en = "Ships sank" }', "its English is not part"),
        ('{ cite = "a#p1s1", ar = "السفن غرقت", en = "The ships sank" }', "its Arabic is not part"),
        ('{ cite = "a#p1s1", ar = "غرقت السفن", en = "The ship" }', "its English is not part"),
        ('{ cite = "a#p2s1", ar = "وعادت", en = "back" }', "its English is not part of a#p2s1"),
        (
            '{ cite = "a#p3s1", ar = "تغرق السفن", en = "ships sink" }',
            "it denies what the sentences",
        ),
        (OWN.replace("a#p1s1", "a#p2s1"), "it cites a#p2s1, which has no English to rely on"),
        (OWN.replace("port.", "port on Monday."), "the date is in none of the sentences it cites"),
    ],
)
def test_a_part_is_word_by_word_and_what_is_cited_is_translated(
    written: str, message: str | None
) -> None:
    back, afloat = ("وعادت السفن إلى الميناء.", None), ("لم تغرق السفن.", "No ships sink.")
    stories = [told("a", "2024-07-01", SANK, back, afloat)]
    made, problems = held(topic(f"brief = [{written}]"), *stories)
    assert any(message in p.message for p in problems) if message else problems == []
    assert len([*made.statements()]) == (message is None)


@pytest.mark.parametrize(
    ("date", "is_there"),
    [("2021", True), ("2021-05", False), ("2024-07-01", True), ("2020", False)],
)
def test_an_entry_of_the_timeline_has_a_date_of_its_sentences(date: str, is_there: bool) -> None:  # noqa: FBT001 - a case
    entry = f'[[timeline]]\ndate = "{date}"\n' + OWN.strip("{} ").replace('", ', '"\n')
    made, problems = held(topic(entry), told("a", "2024-07-01", SANK))
    assert [p.message for p in problems] == (
        [] if is_there else [f"the entry of {date}: none of its sentences is of {date}"]
    )
    assert bool(made.moments) == is_there


def test_a_dispute_of_which_one_view_falls_is_none() -> None:
    views = f'[[dispute]]\nid = "d"\nar = "؟"\nen = "?"\nviews = ["a#p2s1", {FALSE}]\n'
    stories = [told("a", "2024-07-01", SANK, NO_DAM)]
    assert held(topic(views), *stories)[0].disputes == ()
    assert len(held(topic(views.replace(FALSE, OWN)), *stories)[0].disputes) == 1


# What the words rest on ----------------------------------------------------------------------


def test_words_are_outdated_once_a_sentence_they_rest_on_has_changed() -> None:
    before = told("a", "2024-07-01", SANK)
    made = topic(f"brief = [{OWN}]")
    (fresh,) = outdated(made, made, [before])
    assert (fresh.error, fresh.line) == (False, 5)
    assert "no basis yet" in fresh.message
    sound, _ = held(made, before)
    text = with_basis(
        HEAD + f"brief = [\n  # why\n  {OWN},\n]\n", dict(new_digests(made, sound, [before]))
    )
    assert "# why" in text
    accepted = read_topic("water", text, "water.toml")
    assert [*outdated(accepted, accepted, [before])] == []
    assert [*new_digests(accepted, held(accepted, before)[0], [before])] == []
    after = before.each(lambda s: replace(s, en=(s.en or "").replace("old", "northern")))
    (changed,) = outdated(accepted, accepted, [after])
    assert "has changed since" in changed.message
    brief = composed(held(accepted, after)[0], [after], GLOSSARY).section("brief")
    assert isinstance(brief, BriefSection)
    assert [(claim.is_written, claim.is_outdated) for claim in brief.claims] == [(True, True)]


def test_one_statement_without_a_list_gets_its_basis_too() -> None:
    text = HEAD + QUESTION + f"answer = {OWN}\n"
    made = with_basis(text, {("question", 0, "answer", 0): "0123456789ab"})
    assert read_topic("water", made, "w.toml").questions[0].answer[0].basis == "0123456789ab"


def test_a_basis_is_that_of_both_languages_in_the_order_of_the_cites() -> None:
    made = told("a", "2024-07-01", SANK, NO_DAM)
    one, other = named_sentences(["a#p1s1", "a#p2s1"], {"a": made})
    english = replace(one, sentence=replace(one.sentence, en="Other"))
    digests = [basis_of(cited) for cited in ((one, other), (other, one), (english, other), (one,))]
    assert len(set(digests)) == len(digests)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a project whose topic has an answer in the editor's words, without a basis."""
    made = small_project(tmp_path)
    with (made / "seeds" / "topics" / "water.toml").open("a", encoding="utf-8") as file:
        file.write(MARKET)
    return made


MARKET = """
[[question]] # asked by hand
id = "z"
ar = "ما الجديد؟"
en = "What is new?"
answer = { ar = "فتح السوق القديم أبوابه.", en = "The old market opened.", cites = ["market#p1s1"] }
"""


def command(project: Path, *arguments: str) -> int:
    return main(["--root", str(project), *arguments])


def test_what_is_accepted_is_told_of_when_its_sentence_changes(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    topic_file = project / "seeds" / "topics" / "water.toml"
    memory = project / "seeds" / "market.en.po"
    assert command(project, "status") == 0
    assert "1 statements have no basis yet" in capsys.readouterr().out
    assert command(project, "accept") == 0
    assert capsys.readouterr().out == "seeds/topics/water.toml: the answer to “z”\n"
    assert "# asked by hand" in topic_file.read_text(encoding="utf-8")
    # Nothing more to note, and nothing of it to say.
    before = topic_file.read_bytes()
    assert (command(project, "accept", "water"), topic_file.read_bytes()) == (0, before)
    assert (command(project, "accept", "water.toml"), topic_file.read_bytes()) == (0, before)
    assert command(project, "check") == 0
    assert "basis" not in capsys.readouterr().err
    text = memory.read_text(encoding="utf-8").replace("doors to the people", "gates to people")
    memory.write_text(text, encoding="utf-8")
    assert command(project, "status") == 0
    assert "a sentence it cites has changed since" in capsys.readouterr().out
    assert command(project, "check") == 0
    assert "warning: seeds/topics/water.toml" in capsys.readouterr().err
    assert command(project, "check", "--strict") == 1
    errors = re.findall(r"(?m)^error: (.+?): a sentence", capsys.readouterr().err)
    assert errors == ["seeds/topics/water.toml:24: the answer to “z”"]
    # What is no page yet has all the same to be true.
    topic_file.write_text(f"draft = true\n{topic_file.read_text('utf-8')}", encoding="utf-8")
    assert command(project, "status") == 0
    assert "water is a draft: no build publishes it\n1 statements" in capsys.readouterr().out
    assert command(project, "check", "--strict") == 1


def test_a_topic_that_cannot_be_written_is_one_line(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> bool:
        raise OSError(ENOSPC, "No space left on device")

    monkeypatch.setattr(files, "write_atomically", full)
    monkeypatch.setattr(command_module, "write_atomically", full)
    assert command(project, "accept") == 1
    assert command(project, "topic", "market-hours") == 1
    out, err = capsys.readouterr()
    assert out == ""
    for name in ("water", "market-hours"):
        told = f"error: seeds/topics/{name}.toml: cannot be written (No space left on device). "
        assert told in err


def test_only_what_is_borne_out_can_be_accepted(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    topic_file = project / "seeds" / "topics" / "water.toml"
    false = MARKET.replace("The old market", "The old Basra market")
    topic_file.write_text(
        topic_file.read_text(encoding="utf-8").replace(MARKET, false), encoding="utf-8"
    )
    before = topic_file.read_bytes()
    assert (command(project, "accept"), topic_file.read_bytes()) == (1, before)
    assert "the name is in none of the sentences it cites: en: Basra" in capsys.readouterr().err
    assert command(project, "accept", "nobody") == 1
    assert "no such topic" in capsys.readouterr().err


# How the page reads --------------------------------------------------------------------------


def explained(more: str, *stories: Story) -> Explainer:
    return composed(topic(more), stories, GLOSSARY)


def remarked(more: str, *stories: Story) -> list[Problem]:
    return [*remarks(explained(more, *stories), topic(more))]


def test_without_an_editor_the_brief_opens_with_the_newest_answer_on_how_things_stand() -> None:
    stories = [told("new", "2024-07-01", NO_DAM), told("old", "2021-07-01", SANK)]
    asks = (
        QUESTION + '[[question]]\nid = "s"\nar = "؟"\nen = "?"\nmatch = [["السد"]]\nstatus = true\n'
    )
    brief = explained(asks, *stories).section("brief")
    assert isinstance(brief, BriefSection)
    assert [claim.excerpt.sentence.ar for claim in brief.claims] == [NO_DAM[0]]
    # And without such a question with the key points of the newest article.
    pointed = [replace(s, summary=("p1s1",), headline="p1s1") for s in stories]
    brief = explained(QUESTION, *pointed).section("brief")
    assert isinstance(brief, BriefSection)
    assert brief.claims[0].excerpt.story.slug == "new"


@pytest.mark.parametrize(
    ("days", "brief", "day", "newer"),
    [
        (("2024-09-08", "2024-07-24"), '["b#p1s1"]', "2024-07-24", (1, "2024-09-08")),
        (("2024-09-08", "2024-08-01", "2024-07"), '["c#p1s1"]', "2024-07", (2, "2024-09-08")),
        # Of a month nobody knows whether it is newer than a day in it.
        (("2024-07", "2024-07-24"), '["b#p1s1"]', "2024-07-24", None),
        (("2024-07-24", "2024-07"), '["b#p1s1"]', "2024-07", None),
        (("2024-09-08", "2024-07-24"), '["b#p1s1", "a#p1s1"]', "2024-09-08", None),
        (("2024-07", "2024-07-24"), '["a#p1s1", "b#p1s1"]', "2024-07-24", None),
        # What the build chooses follows its articles.
        (("2024-09-08", "2024-07-24"), "[]", "2024-09-08", None),
    ],
)
def test_an_editors_brief_is_as_new_as_what_it_cites(
    days: tuple[str, ...], brief: str, day: str, newer: tuple[int, str] | None
) -> None:
    stories = [told(slug, one, SANK) for slug, one in zip("abc", days, strict=False)]
    section = explained(f"brief = {brief}\n{QUESTION}", *stories).section("brief")
    assert isinstance(section, BriefSection)
    assert section.day
    assert section.day.iso == day
    found = section.newer
    assert (found and (found.count, found.day.iso)) == newer


def test_a_sentence_that_stands_further_up_is_only_pointed_to() -> None:
    made = explained(f'brief = ["a#p1s1"]\n{QUESTION}', told("a", "2024-07-01", SANK))
    section = made.section("questions")
    assert isinstance(section, QuestionsSection)
    (item,) = section.items
    assert (item.claims, [str(e.cite) for e in item.above]) == ((), ["a#p1s1"])


def test_what_answers_best_further_up_is_pointed_to_instead_of_what_answers_less() -> None:
    stories = [told("a", "2024-07-01", SANK), told("b", "2024-06-01", NO_DAM)]
    question = QUESTION.replace("status = true\n", "") + 'cites = ["a#p1s1", "b#p1s1"]\n'
    section = explained(f'brief = ["a#p1s1"]\n{question}', *stories).section("questions")
    assert isinstance(section, QuestionsSection)
    (item,) = section.items
    assert (item.claims, [str(e.cite) for e in item.above]) == ((), ["a#p1s1"])


@pytest.mark.parametrize(
    ("day", "text", "is_told"),
    [
        ("2024-06-20", "غرقت السفن في الميناء.", True),
        ("2024-06-28", "غرقت السفن في الميناء.", False),
        ("2024-06-20", "غرقت السفن في الميناء يوم 3 مايو 2024.", False),
    ],
)
def test_how_things_stood_in_an_older_article_is_told_with_its_day(
    day: str, text: str, is_told: bool,  # noqa: FBT001 - a case
) -> None:  # fmt: skip
    newest = told("b", "2024-07-01", ("فتح الوزير السد الجديد.", "The minister opened the dam."))
    also = QUESTION.replace('"q"', '"r"') + 'cites = ["b#p1s1"]\n'
    made = explained(
        f"{QUESTION}status = true\n{also}status = true\n",
        told("a", day, (text, "Ships sank at the port.")),
        newest,
    )
    brief = made.section("brief")
    assert isinstance(brief, BriefSection)
    claim = next(claim for claim in brief.claims if claim.excerpt.story.slug == "a")
    assert any(note.is_day_of_article for note in claim.dates["ar"]) == is_told


@pytest.mark.parametrize(("day", "is_open"), [("2024-07", True), ("2024-07-24", False)])
def test_a_week_of_an_article_without_a_day_is_told_with_the_articles_month(
    day: str, is_open: bool,  # noqa: FBT001 - a case
) -> None:  # fmt: skip
    week = ("غرقت السفن في الميناء هذا الأسبوع.", "Ships sank at the port this week.")
    section = explained(QUESTION.replace("status = true\n", ""), told("a", day, week))
    (item,) = section.section("questions").items
    (note,) = item.claims[0].dates["ar"]
    assert (note.is_day_of_article, note.when.iso == day) == (is_open, is_open)


def test_a_view_that_stands_further_up_is_told_again_beside_the_other() -> None:
    stories = [told("a", "2024-07-01", SANK), told("b", "2024-06-01", NO_DAM)]
    views = '[[dispute]]\nid = "d"\nar = "؟"\nen = "?"\nviews = ["a#p1s1", "b#p1s1"]\n'
    differ = explained(f'brief = ["a#p1s1"]\n{views}', *stories).section("differ")
    assert isinstance(differ, DifferSection)
    claims = [claim for view in differ.disputes[0].views for claim in view.claims]
    assert [(str(c.excerpt.cite), c.is_above) for c in claims] == [
        ("a#p1s1", False),
        ("b#p1s1", False),
    ]


def timeline(*stories: Story) -> TimelineSection:
    section = explained("", *stories).detail("timeline")
    assert isinstance(section, TimelineSection)
    return section


def test_a_deadline_is_told_under_the_day_on_which_it_was_named() -> None:
    (entry,) = timeline(told("a", "2024-07-01", WILL_MEET)).entries
    assert (entry.when.iso, [when.iso for when in entry.named]) == ("2024-07-01", ["2024"])


def test_what_is_to_come_on_the_day_itself_is_told_under_it() -> None:
    text = ("ستغادر السفن الميناء اليوم الاثنين.", "The ships will leave today, Monday.")
    (entry,) = timeline(told("a", "2024-07-01", text)).entries
    assert (entry.when.iso, entry.named) == ("2024-07-01", ())
    # A day within the month of an article is none that the article was written on.
    text = ("ستغادر السفن الميناء في 20 يوليو 2024.", "The ships will leave on July 20, 2024.")
    (entry,) = timeline(told("a", "2024-07", text)).entries
    assert [when.iso for when in entry.named] == ["2024-07-20"]


TWICE = (
    "غرقت السفن في الميناء عام 2017 ثم غرقت سفن أخرى عام 2019.",
    "Ships sank at the port in 2017 and others in 2019.",
)


def test_a_sentence_is_told_once_with_all_its_dates() -> None:
    (entry,) = timeline(told("a", "2024-07-01", TWICE)).entries
    assert (entry.when.iso, [when.iso for when in entry.also]) == ("2017", ["2019"])
    # On the page itself at its first date.
    section = explained("", told("a", "2024-07-01", TWICE)).section("timeline")
    assert isinstance(section, TimelineSection)
    assert [(one.when.iso, one.also) for one in section.entries] == [("2017", ())]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        (
            "غرقت السفن، الأحد، في الميناء الذي أغلقته عاصفة في مايو الماضي.",
            ("2024-06-30", "2024-05"),
        ),
        (
            "غرقت السفن في مايو الماضي، وغرقت سفن أخرى، الأحد، في الميناء.",
            ("2024-05", "2024-06-30"),
        ),
    ],
)
def test_the_day_that_opens_the_news_comes_before_the_month_behind_it(
    text: str, days: tuple[str, str]
) -> None:
    (entry,) = timeline(told("a", "2024-07-01", (text, "Ships sank."))).entries
    assert (entry.when.iso, *(when.iso for when in entry.also)) == days


def test_long_sentences_are_on_the_page_where_there_is_little_else() -> None:
    long = (
        " ".join(["غرقت السفن في الميناء يوم {day} مايو 2024", *["قرب الجزيرة البعيدة"] * 8]) + "."
    )
    short = "غرقت السفن في الميناء يوم {day} مايو 2024 مع {what}."
    wares = ("القمح", "الأخشاب", "الأسماك", "الثياب", "الكتب", "الأسلحة")
    for count in (2, 6):
        texts = [(long.format(day=1), "Ships sank.")]
        for day, what in enumerate(wares[:count], 2):
            texts.append((short.format(day=day, what=what), "Ships sank."))
        section = explained("", told("a", "2024-07-01", *texts)).section("timeline")
        assert isinstance(section, TimelineSection)
        days = [entry.when.iso for entry in section.entries]
        assert ("2024-05-01" in days) == (count == 2)


def test_a_birth_is_in_the_full_timeline_alone() -> None:
    text = ("حارس الميناء من مواليد 10 يناير 1964.", "He was born in 1964.")
    made = told("a", "2024-07-01", text, NO_DAM)
    assert explained("", made).section("timeline") is None
    assert [entry.when.iso for entry in timeline(made).entries] == ["1964-01-10"]


def test_a_sentence_that_names_nobody_gives_way_to_another_story_not_to_a_worse_one() -> None:
    leaning = ("وذكر البيان أن السفن غرقت.", "The statement said ships sank.")
    worse = ("دهن الحارس سور السفن القديمة.", "The guard painted the fence of old ships.")
    first, other = told("a", "2024-07-02", leaning, worse), told("b", "2024-07-01", SANK)
    for stories, best in (((first, other), "b#p1s1"), ((first,), "a#p1s1")):
        section = explained(f"brief = []\n{QUESTION}", *stories).section("questions")
        assert isinstance(section, QuestionsSection)
        assert str(section.items[0].answer.excerpts[0].cite) == best


def test_what_a_statement_says_that_no_one_names_is_not_on_the_page() -> None:
    text = ("وذكر البيان أن السفن غرقت في الميناء يوم 3 مايو 2024.", "It said ships sank.")
    made = explained("", told("a", "2024-07-01", text, NO_DAM))
    assert made.section("timeline") is None
    assert len(timeline(told("a", "2024-07-01", text)).entries) == 1


@pytest.mark.parametrize(
    ("date", "rest"),
    # A day is finer than the editor's month.
    [("2017", [("2019", 0)]), ("2019", [("2017", 0)]), ("2017-05", [("2017-05-05", 1)])],
)
def test_what_the_editor_tells_of_a_sentence_is_not_told_again(
    date: str, rest: list[tuple[str, int]]
) -> None:
    text = TWICE[0].replace("عام 2017", "في 5 مايو 2017") if "-" in date else TWICE[0]
    english = TWICE[1].replace("in 2017", "on May 5, 2017") if "-" in date else TWICE[1]
    moment = f'[[timeline]]\ndate = "{date}"\n' + OWN.strip("{} ").replace('", ', '"\n')
    section = explained(moment, told("a", "2024-07-01", (text, english))).detail("timeline")
    assert isinstance(section, TimelineSection)
    shown = [(entry.when.iso, len(entry.also)) for entry in section.entries]
    assert sorted(shown) == sorted([(date, 0), *rest])


def test_a_date_that_the_editors_words_name_is_not_told_again() -> None:
    own = OWN.replace("في الميناء.", "قبل أن تغرق أخرى عام 2019.").replace(
        "at the port.", "before others sank in 2019."
    )
    moment = '[[timeline]]\ndate = "2017"\n' + own.strip("{} ").replace('", ', '"\n')
    section = explained(moment, told("a", "2024-07-01", TWICE)).detail("timeline")
    assert isinstance(section, TimelineSection)
    assert [entry.when.iso for entry in section.entries] == ["2017"]


def test_days_of_the_editors_year_and_of_a_year_in_his_words_are_told() -> None:
    days = (
        "غرقت السفن في الميناء في 5 مايو 2017 ثم غرقت سفن أخرى في 8 أغسطس 2017.",
        "Ships sank at the port on May 5, 2017 and others on August 8, 2017.",
    )
    words = OWN.replace("في الميناء.", "عام 2017.").replace("at the port.", "in 2017.")
    for own, date in ((OWN, "2017"), (words, "2017-05-05")):
        moment = f'[[timeline]]\ndate = "{date}"\n' + own.strip("{} ").replace('", ', '"\n')
        section = explained(moment, told("a", "2024-07-01", days)).detail("timeline")
        assert isinstance(section, TimelineSection)
        shown = [(entry.when.iso, [one.iso for one in entry.also]) for entry in section.entries]
        rest = ("2017-08-08", []) if "-" in date else ("2017-05-05", ["2017-08-08"])
        assert sorted(shown) == sorted([(date, []), rest])


@pytest.mark.parametrize(
    ("days", "told_as_changed"),
    [
        (("2024-07-24", "2024-07"), None),  # which of them is older nobody knows
        (("2024-07-24", "2024-07", "2024-08-02"), ("2024-07-24", "2024-08-02")),
        (("2024-06", "2024-07-24", "2024-07"), ("2024-06", "2024-07-24")),
    ],
)
def test_only_what_is_surely_newer_has_changed(
    days: tuple[str, ...], told_as_changed: tuple[str, str] | None
) -> None:
    texts = [
        ("وصلت السفن الكبيرة إلى الميناء محملة بالقمح.", "Big ships arrived laden with wheat."),
        ("غادرت السفن السياحية البلاد بعد العاصفة.", "Cruise ships left after the storm."),
        ("يفحص الخبراء محركات السفن القديمة كل عام.", "Experts check the engines of old ships."),
    ]
    stories = [told(day, day, text) for day, text in zip(days, texts, strict=False)]
    changes = composed(topic(QUESTION), stories, GLOSSARY).detail("changes")
    assert isinstance(changes, ChangesSection)
    shown = [(a.oldest.excerpt.story.slug, a.newest.excerpt.story.slug) for a in changes.answers]
    assert shown == ([told_as_changed] if told_as_changed else [])


def test_a_period_comes_after_what_lies_in_it_and_an_act_before_the_reaction() -> None:
    made = told(
        "a",
        "2024-07-01",
        ("غرقت السفن كلها عام 2021 قرب جزيرة بعيدة.", "All ships sank in 2021."),
        ("وردا على العاصفة أغلق المجلس الميناء في 3 مايو 2021.", "It closed on May 3, 2021."),
        ("ضربت أمواج عالية أرصفة الميناء يوم 3 مايو 2021.", "Waves hit the port on May 3, 2021."),
        ("زار الوزير السد الجديد في مايو 2021 مع وفده.", "The minister came in May 2021."),
    )
    shown = [[c.excerpt.cite.sentence for c in entry.claims] for entry in timeline(made).entries]
    assert shown == [["p3s1", "p2s1"], ["p4s1"], ["p1s1"]]


LONG = (
    (
        "غرقت السفن الكبيرة في البلدة القديمة عام 2021، وأدى ذلك إلى إغلاق الطريق الساحلي أياما"
        " طويلة أمام الشاحنات القادمة من القرى البعيدة في الجبل."
    ),
    (
        "The big ships sank in the old town in 2021, and the coastal road was closed for long days"
        " to trucks from the distant villages in the mountains."
    ),
)


def test_the_head_of_a_long_sentence_stands_for_it_in_both_languages() -> None:
    differ = partial(findings, glossary=GLOSSARY)
    long = sentence("p1s1", *LONG)
    head = head_clause(long, differ)
    assert head == Bilingual(
        "غرقت السفن الكبيرة في البلدة القديمة عام 2021",
        "The big ships sank in the old town in 2021",
    )
    (entry,) = timeline(told("a", "2024-07-01", LONG)).entries
    assert entry.claims[0].words == head


@pytest.mark.parametrize(
    ("ar", "en"),
    [
        ("أدى", None),  # no English
        ("لكنها عادت إلى", "but it led to"),
        ("بحسب الصحيفة التي قالت إن", "according to the paper, which said that"),
        ("أنها أدت إلى", "that"),  # what was said
    ],
)
def test_a_head_whose_rest_turns_it_does_not_stand_alone(ar: str, en: str | None) -> None:
    arabic = LONG[0].replace("وأدى ذلك إلى", ar)
    english = LONG[1].replace("and", en, 1) if en else None
    long: Sentence = sentence("p1s1", arabic, english)
    assert head_clause(long, partial(findings, glossary=GLOSSARY)) is None


def test_a_head_does_not_end_behind_a_time_that_parts_a_verb_from_its_object() -> None:
    arabic = (
        "قرر مجلس البلدة القديمة في جلسته، يوم 3 مايو 2021، إغلاق الطريق الساحلي أمام"
        " الشاحنات القادمة من الجبل."
    )
    english = (
        "The council of the old town in its session, May 3, 2021, decided to close the coastal"
        " road to trucks from the mountains."
    )
    made = told("a", "2024-07-01", (arabic, english))
    heads = []
    for times in ((), made.times):
        differ = partial(findings, glossary=GLOSSARY)
        heads.append(head_clause(made.blocks[0].sentences[0], differ, times))
    assert heads[0]
    assert heads[1] is None


def test_a_head_does_not_end_before_what_a_colon_announces() -> None:
    english = LONG[1].replace(", and", ": that week,")
    long: Sentence = sentence("p1s1", LONG[0], english)
    assert head_clause(long, partial(findings, glossary=GLOSSARY)) is None


@pytest.mark.parametrize(
    ("more", "texts", "said"),
    [
        (
            'brief = ["a#p2s1"]',
            (SANK, ("وأضاف أن السفن عادت إلى الميناء.", "He added that.")),
            "leans on",
        ),
        (f"brief = [{OWN}]".replace("The ships sank", "They sank"), (SANK,), "leans on"),
        (
            f"brief = [{OWN}]".replace("port.", "port last week."),
            (SANK,),
            "only beside its article",
        ),
        (
            'brief = ["a#p1s1"]',
            (("اقرأ أيضا: غرقت السفن في الميناء.", "Read also: ships."),),
            "label",
        ),
        ('brief = ["a#p1s1"]', (SANK, NO_DAM), "the brief opens with 2021"),
        (
            'brief = ["a#p1s1"]',
            (("هبت العاصفة على السد.", "A storm."),),
            "the introduction promises",
        ),
    ],
)
def test_what_would_make_a_reader_stop_is_told_to_editors(
    more: str, texts: tuple[tuple[str, str], ...], said: str
) -> None:
    found = remarked(more, told("a", "2024-07-01", *texts))
    assert any(said in remark.message for remark in found), found
    assert not any(remark.error for remark in found)


def test_a_page_that_reads_well_has_no_remark() -> None:
    new = told("a", "2024-07-01", ("غرقت السفن في الميناء القديم يوم 3 يونيو 2024.", "Ships sank."))
    assert remarked('brief = ["a#p1s1"]', new) == []


@pytest.mark.parametrize(
    ("opening", "leans"),
    [
        ("وقالت مفوضية العون في بيان إن السفن غرقت في الميناء القديم.", False),
        ("وقال وزير المياه إن السفن غرقت في الميناء القديم.", False),
        ("وقال الوزير إن السفن غرقت في الميناء القديم.", True),
        ("وقالت في بيان إن السفن غرقت في الميناء القديم.", True),
        ("كما غرقت السفن القديمة في الميناء القديم.", True),
    ],
)
def test_whoever_is_named_in_full_leans_on_nobody(opening: str, leans: bool) -> None:  # noqa: FBT001 - a case
    found = remarked(
        'brief = ["a#p2s1"]', told("a", "2024-07-01", SANK, (opening, "The minister said."))
    )
    assert [r.line for r in found if "leans on" in r.message] == [HEAD.count("\n") + 1] * leans
    assert all("brief, a#p2s1: " in r.message for r in found if "leans on" in r.message)


def test_a_speaker_whom_nobody_quotes_is_told_with_its_line() -> None:
    text = (
        "قال عمر كريم إن السفن غرقت في الميناء القديم.",
        "Omar Karim said ships sank.",
    )
    side = '[[side]]\nid = "s"\nar = "ج"\nen = "s"\nspeakers = ["عمر كريم", "سمير"]\n'
    found = [r for r in remarked(side, told("a", "2024-07-01", text)) if "quoted" in r.message]
    assert [("سمير" in r.message, r.error) for r in found] == [(True, False)]
    assert found[0].line == HEAD.count("\n") + 5


SPLIT = (
    "لم يتضح بعد عدد السفن، إذ تقول مصادر محلية إنها عشر سفن، لكن عمر كريم يقول إنها أكثر بكثير.",
    (
        "It is not yet clear how many: local sources say it was ten ships, but Omar Karim says"
        " there were far more."
    ),
)
# The translator made two sentences; "meanwhile" parts no clause in the second.
TWO_SENTENCES = (
    "تقول مصادر محلية إن السفن كانت عشر سفن، فيما يقول عمر كريم إنها أكثر بكثير.",
    "Local sources say there were ten ships. Omar Karim, meanwhile, says there were far more.",
)
SEEMED = (
    "البيان الذي أصدره عمر كريم وتحدث فيه عن السفن، بدا أنه يهدف إلى تهدئة أهل الميناء.",
    "The statement, issued by Omar Karim, in which he spoke of the ships, appeared aimed at calm.",
)


@pytest.mark.parametrize(
    ("text", "own"),
    [
        (SPLIT, "but Omar Karim says there were far more."),
        (TWO_SENTENCES, "Omar Karim, meanwhile, says there were far more."),
    ],
)
def test_each_of_several_speakers_has_the_clause_that_is_theirs(
    text: tuple[str, str], own: str
) -> None:
    differ = partial(findings, glossary=GLOSSARY)
    quotes = find_quotes([told("a", "2024-07-01", text)], GLOSSARY, differ)
    clauses = {quote.speaker.en: quote.words and quote.words.en for quote in quotes}
    assert clauses["Omar Karim"] == own
    assert all(clauses.values())


def test_clauses_that_pair_in_two_ways_are_nobodys_own() -> None:
    arabic = "تقول مصادر محلية إن السفن كانت عشر سفن، فيما يقول عمر كريم إنها أكثر بكثير."
    english = "Ships came. Local sources say it was ten ships, while Omar Karim says far more."
    quotes = find_quotes([told("a", "2024-07-01", (arabic, english))], GLOSSARY)
    assert {quote.words for quote in quotes} == {None}


def test_the_reporters_judgement_is_nobodys_quotation() -> None:
    assert find_quotes([told("a", "2024-07-01", SEEMED)], GLOSSARY) == ()


def test_what_began_does_not_seem() -> None:
    assert judges("وبدا الوزير مسيرته في الميناء.")
    assert not judges("وبدأ الوزير مسيرته في الميناء.")
