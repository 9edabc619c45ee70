"""An editor's statements: held to their sentences, accepted, outdated, and where they stand."""

from __future__ import annotations

import random
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
from pelican.plugins.briefing.editors.glossary import Entry, build_glossary
from pelican.plugins.briefing.editors.topics import Topic, read_topic
from pelican.plugins.briefing.errors import Problem
from pelican.plugins.briefing.explain.claims import basis_of
from pelican.plugins.briefing.explain.clauses import head_clause
from pelican.plugins.briefing.explain.matching import named_sentences
from pelican.plugins.briefing.explain.page import (
    AnswersSection,
    BriefSection,
    ChangesSection,
    DifferSection,
    Explainer,
    NamesSection,
    QuestionsSection,
    QuotesSection,
    TimelineSection,
)
from pelican.plugins.briefing.explain.questions import broken_cites
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
    assert [f"{finding.kind} {finding.detail.en}" for finding in found] == expected


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
    # So is what cites a sentence that is not there, which is told elsewhere.
    gone, problems = held(topic(f"brief = [{OWN.replace('p1s1', 'p9s1')}]"), *stories)
    assert ([*gone.statements()], problems) == ([], [])
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


def test_what_a_topic_cites_that_is_not_there_is_told_once_with_its_line() -> None:
    cites = ["a#p1s1", "lost#p1s1", "a#p9s1", "gone#p1s1", "gone#p2s1", "gone#p2s1", "old#p1s1"]
    rows = "\n".join(f'  "{cite}",' for cite in cites)
    made = topic(f"brief = [\n{rows}\n]\n")
    stories = [replace(told("a", "2024-07-01", SANK), old_slugs=("old",)), told("b", "2024", SANK)]
    found = list(broken_cites(made, stories, "seeds/topics/water.toml", {"lost"}))
    assert [(one.line, one.message) for one in found] == [
        (8, "no sentence “a#p9s1”"),
        (9, "“gone#p1s1” cites a story that is not there, as 1 more do"),
        (12, "“old#p1s1” cites a story that is not there"),
    ]
    assert "if the story is gone for good" in found[1].hint
    assert found[2].hint == "Write a, which is its address now"
    assert all(one.error and one.path == "seeds/topics/water.toml" for one in found)


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
    assert "one statement has no basis yet" in capsys.readouterr().out
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


def of_words(start: str, count: int) -> tuple[str, None]:
    """Return a sentence of so many words, of which nearly all are in no other."""
    chance = random.Random(start)  # noqa: S311 - no secret
    made = ["".join(chance.sample("دسقطعفرمنحكج", 5)) for _ in range(count - 1)]
    return " ".join(["السفن", *made]), None


@pytest.mark.parametrize(
    ("lengths", "shown"),
    [
        # Four sentences, or half a minute of reading, and none that is too long to be one of them.
        ([10, 10, 10, 10, 10, 10], "abcd"),
        ([40, 40, 40, 5], "abc"),
        ([40, 41, 40, 39], "abd"),
        ([46, 10, 45, 10], "bcd"),
    ],
)
def test_a_brief_that_nobody_wrote_is_read_in_half_a_minute(lengths: list[int], shown: str) -> None:
    stories = []
    for place, (slug, count) in enumerate(zip("abcdef", lengths, strict=False)):
        stories.append(told(slug, f"2024-07-{20 - place}", of_words("بتثخذز"[place], count)))
    brief = explained(f"{QUESTION}status = true\nlimit = 9\n", *stories).section("brief")
    assert isinstance(brief, BriefSection)
    assert "".join(claim.excerpt.story.slug for claim in brief.claims) == shown


@pytest.mark.parametrize(
    ("lengths", "shown"),
    [([20, 25, 5], "ab"), ([20, 26, 5], "a"), ([20, 20, 5], "ab"), ([50, 5], "a")],
)
def test_a_short_answer_of_several_sentences_is_short(lengths: list[int], shown: str) -> None:
    stories = []
    for slug, count in zip("abc", lengths, strict=False):
        stories.append(told(slug, "2024-07-01", of_words(slug, count)))
    section = explained(f"brief = []\n{QUESTION}lead = 2\n", *stories).section("questions")
    assert isinstance(section, QuestionsSection)
    assert "".join(c.excerpt.story.slug for c in section.items[0].claims) == shown


TWICE = (
    "غرقت السفن في الميناء عام 2017 ثم غرقت سفن أخرى عام 2019.",
    "Ships sank at the port in 2017 and others in 2019.",
)


def test_a_sentence_that_stands_further_up_is_only_pointed_to() -> None:
    made = explained(f'brief = ["a#p1s1"]\n{QUESTION}', told("a", "2024-07-01", SANK))
    section = made.section("questions")
    assert isinstance(section, QuestionsSection)
    (item,) = section.items
    assert (item.claims, [str(e.cite) for e in item.above]) == ((), ["a#p1s1"])
    # Of two that are the answer the other one is still to be said.
    left = ("غادرت السفن السياحية البلاد بعد العاصفة.", "Cruise ships left after the storm.")
    stories = [told("a", "2024-07-01", SANK), told("b", "2024-06-01", left)]
    section = explained(f'brief = ["a#p1s1"]\n{QUESTION}lead = 2\n', *stories).section("questions")
    assert isinstance(section, QuestionsSection)
    (item,) = section.items
    assert ([str(c.excerpt.cite) for c in item.claims], item.above) == (["b#p1s1"], ())


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
        ("2024-06-23", "غرقت السفن في الميناء.", True),
        ("2024-06-24", "غرقت السفن في الميناء.", False),
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


@pytest.mark.parametrize(
    ("day", "is_open"), [("2024-07", True), ("2024", True), ("2024-07-24", False)]
)
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


SPLIT = (
    "لم يتضح بعد عدد السفن، إذ تقول مصادر محلية إنها عشر سفن، لكن عمر كريم يقول إنها أكثر بكثير.",
    (
        "It is not yet clear how many: local sources say it was ten ships, but Omar Karim says"
        " there were far more."
    ),
)


@pytest.mark.parametrize(
    ("texts", "voices"),
    [
        (
            ("قال عمر كريم إن السفن غرقت.", "وأضاف عمر كريم أن الميناء مغلق."),
            [("Omar Karim", 2), (None, 1)],
        ),
        (
            ("قال عمر كريم إن السفن غرقت.", "وقال علي حسن إن الميناء مغلق."),
            [("Omar Karim", 1), ("Ali Hassan", 1), (None, 1)],
        ),
        (
            ("غرقت السفن في الميناء.", "وقال علي حسن إن الميناء مغلق."),
            [(None, 1), ("Ali Hassan", 1), (None, 1)],
        ),
        (("غرقت السفن في الميناء.", "وعادت السفن إليه."), [(None, 2), (None, 1)]),
        # Of a sentence in which two speak nobody alone is the voice.
        ((SPLIT[0],), [(None, 1), (None, 1)]),
    ],
)
def test_a_view_in_a_dispute_is_of_one_voice(
    texts: tuple[str, ...], voices: list[tuple[str | None, int]]
) -> None:
    cites = ", ".join(f'"a#p{number}s1"' for number in range(1, len(texts) + 1))
    views = f'[[dispute]]\nid = "d"\nar = "؟"\nen = "?"\nviews = [[{cites}], ["b#p1s1"]]\n'
    first = told("a", "2024-07-01", *((text, "Text.") for text in texts))
    differ = explained(views, first, told("b", "2024-06-01", SANK)).section("differ")
    assert isinstance(differ, DifferSection)
    (dispute,) = differ.disputes
    shown = [(view.speaker and view.speaker.name.en, len(view.claims)) for view in dispute.views]
    assert shown == voices


def first_voice(views: str, *stories: Story) -> str | None:
    """Return whose the first view of the first dispute is, ``None`` where nobody is named."""
    differ = explained(views, *stories).section("differ")
    assert isinstance(differ, DifferSection)
    speaker = differ.disputes[0].views[0].speaker
    return speaker and speaker.name.en


@pytest.mark.parametrize(
    ("ar", "en", "voice"),
    [
        ("عمر كريم يقول إنها أكثر بكثير", "Omar Karim says there were far more", "Omar Karim"),
        ("تقول مصادر محلية إنها عشر سفن", "local sources say it was ten ships", "local sources"),
    ],
)
def test_a_part_is_of_whose_clause_it_is(ar: str, en: str, voice: str) -> None:
    part = f'{{ cite = "a#p1s1", ar = "{ar}", en = "{en}" }}'
    views = f'[[dispute]]\nid = "d"\nar = "؟"\nen = "?"\nviews = [{part}, "b#p1s1"]\n'
    stories = told("a", "2024-07-01", SPLIT), told("b", "2024-06-01", SANK)
    assert first_voice(views, *stories) == voice


@pytest.mark.parametrize(
    ("second", "voice"),
    [("وأضاف عمر كريم أن الميناء مغلق.", "Omar Karim"), ("وقال علي حسن إن الميناء مغلق.", None)],
)
def test_an_editors_words_have_a_voice_where_one_speaks_in_all_they_cite(
    second: str, voice: str | None
) -> None:
    own = OWN.replace('["a#p1s1"]', '["a#p1s1", "a#p2s1"]')
    views = f'[[dispute]]\nid = "d"\nar = "؟"\nen = "?"\nviews = [[{own}], ["b#p1s1"]]\n'
    texts = ("قال عمر كريم إن السفن غرقت.", "Text."), (second, "Text.")
    stories = told("a", "2024-07-01", *texts), told("b", "2024-06-01", SANK)
    assert first_voice(views, *stories) == voice


@pytest.mark.parametrize(
    ("days", "ahead"),
    [
        (("2024-07-01",), "2024-07-01"),
        (("2024-07-01", "2024-08-02"), "2024-08-02"),
        # What the newest article tells after it is over is ahead of nobody.
        (("2024-07-01", "2024-08-03"), None),
        (("2024-07-01", "2024-08"), None),
        # The last day of a month says more than the month.
        (("2024-07-01", "2024-07-31", "2024-07"), "2024-07-31"),
    ],
)
def test_a_brief_tells_what_the_newest_article_still_had_before_it(
    days: tuple[str, ...], ahead: str | None
) -> None:
    plan = ("ستعود السفن إلى الميناء في 3 أغسطس 2024.", "Ships will come back on August 3, 2024.")
    stories = [told("plan", days[0], plan)]
    stories += [told(f"s{number}", day, SANK) for number, day in enumerate(days[1:])]
    brief = explained(QUESTION, *stories).section("brief")
    assert isinstance(brief, BriefSection)
    assert (brief.ahead and brief.ahead.day.iso) == ahead
    if brief.ahead:
        assert [event.when.iso for event in brief.ahead.events] == ["2024-08-03"]
        assert [str(cited.cite) for cited in brief.ahead.citations] == ["plan#p1s1"]


def test_each_source_answers_or_is_told_to_say_nothing_unless_its_sentence_is_withheld() -> None:
    failing = replace(sentence("p2s1", *SANK, "machine", "figures"))
    doubtful = told("c", "2024-07-02", NO_DAM)
    doubtful = replace(doubtful, blocks=(*doubtful.blocks, block(2, "paragraph", failing)))
    stories = [told("a", "2024-07-04", SANK), told("b", "2024-07-03", NO_DAM), doubtful]
    cited = '[[question]]\nid = "r"\nar = "؟"\nen = "?"\ncites = ["b#p1s1"]\n'
    none = '[[question]]\nid = "n"\nar = "؟"\nen = "?"\nmatch = [["المطر"]]\n'
    # What an editor cites of a source stands for it, whatever words it has, if it can be cited.
    both = '[[question]]\nid = "b"\nar = "؟"\nen = "?"\nmatch = [["السفن"]]\n'
    both += 'cites = ["b#p1s1", "c#p2s1", "c#p9s1"]\n'
    made = explained(f"{QUESTION}{cited}{none}{both}", *stories)
    answers, questions = made.detail("answers"), made.section("questions")
    assert isinstance(answers, AnswersSection)
    shown = []
    for item in answers.items:
        heard = [source.story.slug for source in item.by_source]
        shown.append((item.answer.id, heard, [one.slug for one in item.silent]))
    assert shown == [("q", ["a"], ["b"]), ("r", ["b"], ["a", "c"]), ("b", ["a", "b"], [])]
    assert [answer.withheld for answer in made.answers] == [1, 0, 0, 1]
    assert isinstance(questions, QuestionsSection)
    counted = [(item.answer.id, item.sources) for item in questions.items]
    assert counted == [("q", 1), ("r", 0), ("b", 2)]
    assert [answer.id for answer in questions.unanswered] == ["n"]


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


def test_a_sentence_is_told_once_with_all_its_dates() -> None:
    (entry,) = timeline(told("a", "2024-07-01", TWICE)).entries
    assert (entry.when.iso, [when.iso for when in entry.also]) == ("2017", ["2019"])
    assert not entry.inferred
    then = (TWICE[0].replace("عام 2019", "أمس"), "Ships sank in 2017 and others yesterday.")
    (entry,) = timeline(told("a", "2024-07-01", then)).entries
    # A year that stands in no sentence is told to be worked out.
    assert ([when.iso for when in entry.also], entry.inferred) == (["2024-06-30"], True)
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


@pytest.mark.parametrize(("others", "words"), [(2, 26), (5, 26), (5, 25), (4, 26)])
def test_long_sentences_are_on_the_page_where_there_is_little_else(others: int, words: int) -> None:
    start = "غرقت السفن في الميناء يوم {day} مايو 2024 مع {what}."
    long = " ".join([start.format(day=1, what="قوارب")[:-1], *["قرب الجزيرة"] * 8])
    long = " ".join(f"{long} البعيدة".split()[:words]) + "."
    texts = [(long, "Ships sank.")]
    wares = ("القمح", "الأخشاب", "الأسماك", "الثياب", "الكتب")
    for day, what in enumerate(wares[:others], 2):
        texts.append((start.format(day=day, what=what), "Ships sank."))
    section = explained("", told("a", "2024-07-01", *texts)).section("timeline")
    assert isinstance(section, TimelineSection)
    # A sentence of twenty-five words is read at a glance, and of others five are enough.
    is_there = "2024-05-01" in [entry.when.iso for entry in section.entries]
    assert is_there == (words == 25 or others < 5)


def test_a_page_has_eight_dates_first_what_several_tell_and_then_the_newest() -> None:
    texts = []
    for day, letter in enumerate("بتثجحخدذرزسش", 1):
        texts.append((f"غرقت السفن في الميناء يوم {day} مايو 2024 مع {letter * 4}.", None))
    stories = [told("a", "2024-07-01", *texts), told("b", "2024-07-02", texts[1])]
    section = explained("", *stories).section("timeline")
    assert isinstance(section, TimelineSection)
    assert [entry.when.start.day for entry in section.entries] == [2, *range(6, 13)]


@pytest.mark.parametrize(
    ("more", "text"),
    [
        # It stands further up; it leans on another; a statement without a name is nobody's.
        ('brief = ["a#p1s1"]', "غرقت السفن في الميناء القديم يوم 3 مايو 2024."),
        ("", "كما غرقت السفن في الميناء القديم يوم 3 مايو 2024."),
        ("", "وذكر البيان أن السفن غرقت في الميناء يوم 3 مايو 2024."),
    ],
)
def test_what_is_in_the_full_timeline_is_not_on_the_page_where_it_reads_badly(
    more: str, text: str
) -> None:
    made = explained(more, told("a", "2024-07-01", (text, "Ships sank."), NO_DAM))
    assert made.section("timeline") is None
    full = made.detail("timeline")
    assert isinstance(full, TimelineSection)
    assert [entry.when.iso for entry in full.entries] == ["2024-05-03"]


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
    made = composed(topic(QUESTION), stories, GLOSSARY)
    changes = made.detail("changes")
    assert isinstance(changes, ChangesSection)
    assert made.changed == ({"q"} if told_as_changed else set())
    # What only an article without a day answers has not changed, and hides nothing.
    undated = replace(told("undated", "2024", NO_DAM), published=None)
    first = QUESTION.replace('"q"', '"r"').replace("السفن", "السد")
    made = composed(topic(first + QUESTION), [undated, *stories], GLOSSARY)
    assert made.changed == ({"q"} if told_as_changed else set())
    shown = [(a.oldest.excerpt.story.slug, a.newest.excerpt.story.slug) for a in changes.answers]
    assert shown == ([told_as_changed] if told_as_changed else [])


@pytest.mark.parametrize(
    ("count", "days"), [(1, []), (3, [3, 2]), (7, [7, 6, 5, 4, 3, 2]), (9, [9, 8, 7, 6, 5, 4])]
)
def test_what_changed_is_told_of_the_last_six_days_and_not_of_the_first(
    count: int, days: list[int]
) -> None:
    stories = [told("undated", "2024-07-01", of_words("ا", 9))]
    stories[0] = replace(stories[0], published=None)
    for day in range(1, count + 1):
        stories.append(told(f"s{day}", f"2024-07-{day:02}", of_words(f"{day}", 9)))
    changes = explained(f"{QUESTION}limit = 99\n", *stories).changes
    assert [int(change.day[-2:]) for change in changes] == days
    for change in changes:
        (article,), ((_, answer),) = change.articles, change.answers
        assert article.story.slug == answer.story.slug == f"s{int(change.day[-2:])}"


def named_in(found: Explainer) -> list[tuple[str, str, int]]:
    """Return who is named, the newest article that does so, and in how many it is."""
    names = found.detail("names")
    assert isinstance(names, NamesSection)
    return [(e.id, str(e.excerpt.cite), e.stories) for kind in names.kinds for e in kind.entries]


def test_people_are_named_before_bodies_and_first_who_is_in_most_articles() -> None:
    stories = [
        told("new", "2024-07-03", ("زار علي حسن القرية.", None), ("رأى علي حسن السفن.", None)),
        told("mid", "2024-07-02", ("وصف عمر كريم وعلي حسن السفن لوكالة الأنباء.", None)),
        # Who is named beside the subject only is not told, and a place is nobody.
        told("old", "2024-07-01", ("عادت السفن إلى الميناء.", None), ("وصل عمر كريم.", None)),
        told("last", "2024-06-01", ("صورت وكالة الأنباء السفن مع عمر كريم.", None)),
    ]
    assert named_in(explained("", *stories)) == [
        ("karim", "mid#p1s1", 3),
        ("hassan", "new#p2s1", 2),
        ("agency", "mid#p1s1", 2),
    ]


def test_of_very_many_names_sixty_are_told() -> None:
    letters = "دسقطعمرنحج"
    words = [f"{a}{b}ار" for a in letters for b in letters][:70]
    entries = {}
    for n, word in enumerate(words):
        entries[f"p{n}"] = Entry(f"p{n}", "person", Bilingual(f"سالم {word}", f"Salem {n}"))
    texts = [(f"رأى سالم {word} السفن.", None) for word in words]
    found = composed(topic(""), [told("a", "2024-07-01", *texts)], build_glossary(entries))
    assert len(named_in(found)) == 60


def test_what_is_said_is_told_by_side_and_then_of_those_of_no_side() -> None:
    sides = ""
    for name, more in (("city", 'entries = ["karim"]'), ("water", 'speakers = ["وزير المياه"]')):
        sides += f'[[side]]\nid = "{name}"\nar = "{name}"\nen = "{name}"\n{more}\n'
    texts = [
        "قال علي حسن إن السفن غرقت.",
        "وقال وزير المياه إن السفن عادت.",
        'وقال عمر كريم: "لن تغادر السفن هذا الميناء قبل نهاية العاصفة".',
        "وأكد عمر كريم أن السفن بعيدة.",
        # Neither on the subject nor an answer, as the last one is.
        "وقال عمر كريم إن المطر غزير.",
        "وقال عمر كريم إن الريح شديدة.",
    ]
    asked = QUESTION.replace("السفن", "الريح")
    made = explained(f"{sides}{asked}", told("a", "2024-07-01", *((text, None) for text in texts)))
    section = made.detail("quotes")
    assert isinstance(section, QuotesSection)
    shown = []
    for side in section.sides:
        of_side = [[c.excerpt.cite.sentence for c in part] for part in (side.direct, side.reported)]
        shown.append((side.name and side.name.en, *of_side))
    assert shown == [
        ("city", ["p3s1"], ["p4s1", "p6s1"]),
        ("water", [], ["p2s1"]),
        (None, [], ["p1s1"]),
    ]


def test_a_period_comes_after_what_lies_in_it_and_an_act_before_the_reaction() -> None:
    made = told(
        "a",
        "2024-07-01",
        ("غرقت السفن كلها عام 2021 قرب جزيرة بعيدة.", "All ships sank in 2021."),
        ("وردا على العاصفة أغلق المجلس الميناء في 3 مايو 2021.", "It closed on May 3, 2021."),
        ("ضربت أمواج عالية أرصفة الميناء يوم 3 مايو 2021.", "Waves hit the port on May 3, 2021."),
        ("زار الوزير السد الجديد في مايو 2021 مع وفده.", "The minister came in May 2021."),
    )
    entries = timeline(made).entries
    shown = [[c.excerpt.cite.sentence for c in entry.claims] for entry in entries]
    assert shown == [["p3s1", "p2s1"], ["p4s1"], ["p1s1"]]
    # Others lead to an entry by its day, which stays when earlier ones come.
    assert [entry.id for entry in entries] == ["t-2021-05-03", "t-2021-05", "t-2021"]
    two = timeline(
        told("a", "2024-07-01", TWICE, ("بنى التجار سوقا كبيرة قرب السد سنة 2017.", None))
    )
    assert [entry.id for entry in two.entries] == ["t-2017", "t-2017.2"]


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
HEADS = LONG[0].partition("،")[0], LONG[1].partition(",")[0]


def test_the_head_of_a_long_sentence_stands_for_it_in_both_languages() -> None:
    differ = partial(findings, glossary=GLOSSARY)
    long = sentence("p1s1", *LONG)
    head = head_clause(long, differ)
    assert head == Bilingual(*HEADS)
    (entry,) = timeline(told("a", "2024-07-01", LONG)).entries
    assert entry.claims[0].words == head
    # A label of the source's layout is no part of it.
    labelled = sentence("p1s1", f"للمزيد: {LONG[0]}", f"Read more: {LONG[1]}")
    assert head_clause(labelled, differ) == head


@pytest.mark.parametrize(
    ("ar", "en", "is_clause"),
    [
        ("غرقت السفن في البلدة عام 2021", "Ships sank in town in 2021", True),
        ("غرقت السفن الكبيرة عام 2021", "Big ships sank in 2021", False),
        # At most twenty-five words are read at a glance.
        (
            f"غرقت السفن {'الكبيرة ' * 21}عام 2021",
            f"The {'enormous ' * 20}ships sank in 2021",
            True,
        ),
        (
            f"غرقت السفن {'الكبيرة ' * 22}عام 2021",
            f"The {'enormous ' * 20}ships sank in 2021",
            False,
        ),
        (
            f"غرقت السفن {'الكبيرة ' * 21}عام 2021",
            f"The {'enormous ' * 21}ships sank in 2021",
            False,
        ),
        # The two have about as much of the sentence.
        (f"غرقت السفن {'الكبيرة ' * 6}عام 2021", "Ships sank in town in 2021", True),
        (f"غرقت السفن {'الكبيرة ' * 12}عام 2021", "Ships sank in town in 2021", False),
        (
            "غرقت السفن، كل السفن، في البلدة عام 2021",
            "Ships sank, all of them, in town in 2021",
            True,
        ),
        # What is open at its end is not whole.
        ("غرقت «سفن الميناء الكبيرة عام 2021", "The “ships of the port sank in 2021", False),
        ('غرقت "سفن الميناء الكبيرة عام 2021', 'The "ships of the port sank in 2021', False),
    ],
)
def test_a_head_is_a_whole_clause_that_is_read_at_a_glance(
    ar: str, en: str, is_clause: bool,  # noqa: FBT001 - a case
) -> None:  # fmt: skip
    arabic, english = LONG[0].replace(HEADS[0], ar), LONG[1].replace(HEADS[1], en)
    found = head_clause(sentence("p1s1", arabic, english), lambda *_: None)
    assert found == (Bilingual(ar, en) if is_clause else None)


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
            (("غرقت السفن في الميناء عام 2022.", "The ships sank in 2022."),),
            "the brief opens with 2022",
        ),
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


def test_a_brief_that_opens_with_an_old_article_is_told_by_its_year() -> None:
    told_then = ("غرقت السفن في الميناء القديم.", "The ships sank at the old port.")
    stories = [told("b", "2024-07-01", NO_DAM), told("a", "2022-07-01", told_then)]
    found = [one.message for one in remarked('brief = ["a#p1s1"]', *stories)]
    assert "the brief opens with 2022, and the newest article is of 2024" in found


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


def test_one_speaker_has_the_whole_sentence() -> None:
    text = (
        "قال عمر كريم إن السفن غرقت، لكن الميناء مفتوح.",
        "Omar Karim said ships sank, but the port is open.",
    )
    (quote,) = find_quotes([told("a", "2024-07-01", text)], GLOSSARY)
    assert (quote.speaker.en, quote.words) == ("Omar Karim", None)


def test_the_reporters_judgement_is_nobodys_quotation() -> None:
    assert find_quotes([told("a", "2024-07-01", SEEMED)], GLOSSARY) == ()


def test_what_began_does_not_seem() -> None:
    assert judges("وبدا الوزير مسيرته في الميناء.")
    assert not judges("وبدأ الوزير مسيرته في الميناء.")
