"""What the desk changes in TOML: topics, the glossary, sidecars; and its first page."""

from __future__ import annotations

import re
import shutil
import tomllib
from collections.abc import Callable
from pathlib import Path

import polib
import pytest
from desk_support import Window, desk_of
from pelican.plugins.briefing.edges.desk.toml_files import (
    NotAsSeenError,
    statement_key,
    with_cite,
    with_statement,
    with_table,
    without_key,
)
from pelican.plugins.briefing.edges.inputs import read_inputs
from pelican.plugins.briefing.edges.making import make_edition
from support import ARTICLES, small_project

TOPIC = """\
title = { ar = "أ", en = "A" } # the title

# what readers ask
[[question]]
id = "why"
ar = "لماذا؟" # as they say it
en = "Why?"
cites = [
  "one#p1s1", # the best
]

[[question]]
id = "when"
ar = "متى؟"
en = "When?"
answer = { ar = "أ", en = "A", cites = ["one#p1s1"], basis = "000" } # mine
"""
NEW = {"ar": "ب", "en": "B", "cites": ["one#p2s1"], "basis": "111"}


def lines_gone(before: str, after: str) -> list[str]:
    return [line for line in before.splitlines() if line not in after.splitlines()]


def test_a_cite_is_chosen_and_left_with_all_remarks_kept() -> None:
    more = with_cite(TOPIC, "why", "two#p1s1", chosen=True)
    assert tomllib.loads(more)["question"][0]["cites"] == ["one#p1s1", "two#p1s1"]
    assert lines_gone(TOPIC, more) == []
    # Twice is once, and what is not there need not be left.
    assert with_cite(more, "why", "two#p1s1", chosen=True) == more
    less = with_cite(more, "why", "two#p1s1", chosen=False)
    assert tomllib.loads(less) == tomllib.loads(TOPIC)
    first = with_cite(TOPIC, "when", "two#p1s1", chosen=True)
    assert tomllib.loads(first)["question"][1]["cites"] == ["two#p1s1"]
    with pytest.raises(NotAsSeenError):
        with_cite(TOPIC, "who", "two#p1s1", chosen=True)


def test_words_are_written_where_they_stand() -> None:
    old = {"ar": "أ", "en": "A", "cites": ["one#p1s1"]}
    place = ("question", "when", "answer", 0)
    changed = with_statement(TOPIC, place, NEW, statement_key(old))
    assert tomllib.loads(changed)["question"][1]["answer"] == NEW
    assert lines_gone(TOPIC, changed) == [TOPIC.splitlines()[-1]]
    assert changed.endswith("# mine\n")
    # A new one where there is none, one where there is one, and one more.
    added = with_statement(TOPIC, ("question", "why", "answer", 0), NEW, "")
    assert tomllib.loads(added)["question"][0]["answer"] == NEW
    both = with_statement(changed, ("question", "when", "answer", 1), NEW | {"en": "C"}, "")
    assert [one["en"] for one in tomllib.loads(both)["question"][1]["answer"]] == ["B", "C"]
    # However many there are, and a remark behind the first stays.
    third = with_statement(both, ("question", "when", "answer", 2), NEW | {"en": "D"}, "")
    assert [one["en"] for one in tomllib.loads(third)["question"][1]["answer"]] == ["B", "C", "D"]
    assert "# mine" in both
    tables = with_statement(TOPIC + "\n[[brief]]\nar = 'أ'\nen = 'A'\n", ("brief", 1), NEW, "")
    assert [one["en"] for one in tomllib.loads(tables)["brief"]] == ["A", "B"]
    brief = with_statement(TOPIC, ("brief", 0), NEW, "")
    assert tomllib.loads(brief)["brief"] == NEW
    taken = with_statement(both, ("question", "when", "answer", 0), None, statement_key(NEW))
    assert [one["en"] for one in tomllib.loads(taken)["question"][1]["answer"]] == ["C"]
    gone = with_statement(changed, place, None, statement_key(NEW))
    assert "answer" not in tomllib.loads(gone)["question"][1]


def test_words_that_changed_since_are_not_written_over() -> None:
    with pytest.raises(NotAsSeenError):
        with_statement(TOPIC, ("question", "when", "answer", 0), NEW, statement_key(NEW))
    with pytest.raises(NotAsSeenError):
        with_statement(TOPIC, ("question", "when", "answer", 0), NEW, "")
    # A question goes by its id, wherever it is now.
    moved = TOPIC.replace("[[question]]", '[[question]]\nid = "new"\n[[question]]', 1)
    with_it = with_statement(moved, ("question", "why", "answer", 0), NEW, "")
    assert tomllib.loads(with_it)["question"][1]["answer"] == NEW
    with pytest.raises(NotAsSeenError):
        with_statement(moved, ("question", "who", "answer", 0), NEW, "")
    # One more that somebody else has added meanwhile.
    both = with_statement(TOPIC, ("question", "when", "answer", 1), NEW, "")
    with pytest.raises(NotAsSeenError):
        with_statement(both, ("question", "when", "answer", 1), NEW | {"en": "C"}, "")


def test_a_table_is_added_at_the_end_with_the_files_own_line_ends() -> None:
    text = with_table("a = 1\r\n# last\r\n", "person", {"id": "x", "ar": "س", "variants": ["ص"]})
    assert (
        text == 'a = 1\r\n# last\r\n\r\n[[person]]\r\nid = "x"\r\nar = "س"\r\nvariants = ["ص"]\r\n'
    )
    odd = 'a = "one\u2028two\x85"\n'
    assert with_table(odd, "b", {}).startswith(odd)
    assert with_table("", "person", {"id": "x"}) == '[[person]]\nid = "x"\n'


def test_a_file_that_is_broken_is_left_and_told(project: Path) -> None:
    window = Window(desk_of(project))
    glossary = project / "seeds" / "glossary.toml"
    fields = {"kind": "place", "ar": "مكان", "en": "Place", "from": ""}
    for broken, told in ((b"[[person]\n", "seeds/glossary.toml"), (b"# \xff\n", "not UTF-8")):
        glossary.write_bytes(broken)
        answer = window.post("/en/name", fields)
        assert answer.status_code == 422
        assert told in answer.text
        assert glossary.read_bytes() == broken


def test_a_key_is_taken_out_and_nothing_else() -> None:
    text = 'slug = "a" # mine\nskip = true\n\n[notes]\np1s1 = { ar = "أ", en = "A" }\n'
    assert without_key(text, "skip") == text.replace("skip = true\n", "")
    assert without_key("slug = 1\n", "skip") == "slug = 1\n"


# In a project of five articles


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = small_project(tmp_path_factory.mktemp("desk") / "project")
    shutil.rmtree(project / "seeds")
    shutil.copytree(ARTICLES / "seeds", project / "seeds")
    return project


@pytest.fixture(scope="module")
def window(articles: Path) -> Window:
    return Window(desk_of(articles))


def topic_of(project: Path) -> str:
    return (project / "seeds/topics/coalition-mission.toml").read_text(encoding="utf-8")


PAGE = "/en/topic/coalition-mission"


def test_a_topics_page_ranks_sentences_and_shows_what_is_chosen(window: Window) -> None:
    text = window.get(PAGE).get_data(as_text=True)
    question = text.split('id="q-timetable"')[1].split("</section>")[0]
    cites = re.findall(r'name="cite" value="([^"]+)"', question)
    assert cites[:3] == [
        "diverging-goals-july-2024#p14s1",
        "diverging-goals-july-2024#p15s1",
        "talks-resume-july-2024#p5s1",
    ]
    assert 3 < len(cites) <= 9
    assert question.count('aria-pressed="true"') == 3
    assert "The cited sentences bear all of it out." in question


def test_a_sentence_is_chosen_and_taken_back(articles: Path, window: Window) -> None:
    before = topic_of(articles)
    fields = {"cite": "talks-resume-july-2024#p5s1", "chosen": "yes"}
    ids = re.findall(r'<section class="question" id="q-([^"]+)"', window.get(PAGE).text)
    fields["question"] = ids[-1]
    assert window.post(f"{PAGE}/cite", fields).status_code == 204
    assert len(lines_gone(before, topic_of(articles))) <= 1
    assert (
        'value="talks-resume-july-2024#p5s1"' in window.get(PAGE).text.split(f'id="q-{ids[-1]}"')[1]
    )
    assert window.post(f"{PAGE}/undo", {}).status_code == 303
    assert topic_of(articles) == before
    assert window.post(f"{PAGE}/cite", fields | {"cite": "nowhere#p1s1"}).status_code == 404


CITES = "diverging-goals-july-2024#p17s1 diverging-goals-july-2024#p18s1"
SOUND = {
    "ar": "نحو 2500 جندي أميركي في ثلاث قواعد رئيسية: في بغداد ومحافظة الأنبار وإقليم كردستان.",
    "en": "About 2,500 U.S. troops at three main bases: in Baghdad, in Anbar province and in the "
    "Kurdistan Region.",
    "cites": CITES,
}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({}, "The cited sentences bear all of it out."),
        ({"en": SOUND["en"].replace("2,500", "3,500")}, "No cited sentence has this figure:"),
        ({"en": SOUND["en"] + " Barack Obama said so."}, "No cited sentence has this name:"),
        ({"ar": SOUND["ar"] + " في مارس 2019."}, "No cited sentence has this date:"),
        ({"en": SOUND["en"] + " “Never.”"}, "No cited sentence has this quotation"),
        ({"ar": SOUND["ar"].replace("2500", "3500")}, "Figures differ:"),
        ({"cites": ""}, "It cites no sentence yet."),
        ({"cites": f"{CITES} nowhere#p1s1"}, "There is no such sentence:"),
    ],
)
def test_support_is_shown_while_words_are_written(
    window: Window, change: dict[str, str], told: str
) -> None:
    answer = window.post(f"{PAGE}/support", SOUND | change)
    assert answer.status_code == 200
    assert told in answer.get_data(as_text=True)


def test_words_are_saved_with_their_basis_and_read_by_a_build(
    articles: Path, window: Window
) -> None:
    before = topic_of(articles)
    place = "question/how-many-where/answer/1"
    answer = window.post(f"{PAGE}/words", SOUND | {"place": place, "seen": "", "action": "save"})
    assert answer.status_code == 303
    answers = tomllib.loads(topic_of(articles))["question"][1]["answer"]
    assert answers[1]["en"] == SOUND["en"]
    assert len(answers[1]["basis"]) == 12
    assert answers[0] == tomllib.loads(before)["question"][1]["answer"]
    assert not [p for p in window.desk.project.explained().problems if p.error]
    # Somebody else has written there since: both are shown.
    answer = window.post(f"{PAGE}/words", SOUND | {"place": place, "seen": "", "action": "save"})
    assert answer.status_code == 409
    assert "Somebody else changed" in answer.text
    window.post(f"{PAGE}/undo", {})
    assert topic_of(articles) == before
    for elsewhere in ("question/nobody-asks/answer/0", "side/0", "brief/x", "title"):
        answer = window.post(f"{PAGE}/words", SOUND | {"place": elsewhere, "seen": ""})
        assert answer.status_code == 404
    empty = SOUND | {"en": "", "place": place, "seen": "", "action": "save"}
    assert window.post(f"{PAGE}/words", empty).status_code == 422


def test_a_draft_says_so_and_is_published_from_its_page(articles: Path, window: Window) -> None:
    before = topic_of(articles)
    path = articles / "seeds" / "topics" / "coalition-mission.toml"
    path.write_text(f"draft = true # TODO\n{before}", encoding="utf-8")
    assert window.get("/en/").text.count("no build publishes it") == 1
    assert "no build publishes it" in window.get(PAGE).text
    assert window.post(f"{PAGE}/publish", {}).status_code == 303
    assert topic_of(articles) == before
    assert "no build publishes it" not in window.get(PAGE).text


def test_a_proposed_dispute_is_accepted(articles: Path, window: Window) -> None:
    # Of the articles that tests build one sentence alone has both sides.
    seeds = articles / "seeds"
    for name, count, day in (("camp", 2500, 23), ("other", 900, 24)):
        text = f"القاعدة الكبيرة\n\nنشر: {day} يوليو 2024\n\nبغداد - قالت مصادر إن {count} جندي "
        text += "أميركي من قوات التحالف يتمركزون في قاعدة عين الأسد في العراق حاليا.\n"
        (seeds / f"{name}.txt").write_text(text, encoding="utf-8")
    before = topic_of(articles)
    text = window.get(PAGE).get_data(as_text=True)
    forms = text.split('<form class="dispute')[1:]
    views = [re.findall(r'name="view" value="([^"]+)"', form) for form in forms]
    (chosen,) = [view for view in views if len(view) > 1][:1]
    fields = {"ar": "هل بقيت قوات؟", "en": "Did any forces stay?", "view": chosen}
    answer = window.post(f"{PAGE}/dispute", fields)  # type: ignore[arg-type]
    assert answer.status_code == 303
    added = tomllib.loads(topic_of(articles))["dispute"][-1]
    assert added["id"] == "did-any-forces-stay"
    assert added["views"] == [[cite] for cite in chosen]
    assert topic_of(articles).startswith(before.rstrip())
    window.post(f"{PAGE}/undo", {})
    assert topic_of(articles) == before
    for name in ("camp", "other"):
        (seeds / f"{name}.txt").unlink()


def test_the_first_page_says_what_is_to_be_done(articles: Path, window: Window) -> None:
    path = next((articles / "seeds").glob("002*.en.po"))
    kept = path.read_bytes()
    catalogue = polib.pofile(str(path), wrapwidth=0)
    for one in catalogue[2:16]:
        one.flags = ["fuzzy"]
    catalogue.save(str(path))
    text = window.get("/en/").get_data(as_text=True)
    assert '<span class="count">14</span>' in text
    counts = [int(count) for count in re.findall(r"cited in (\d+) place", text)]
    assert counts
    assert counts == sorted(counts, reverse=True)
    assert "1 question without an answer" in text
    assert re.search(r"moved \d+ days ago \(July 24, 2024\)", text)
    path.write_bytes(kept)
    # A sentence that is corrected makes what rests on it stale.
    window.accept("talks-resume-july-2024", "p5s1", "Al-Sudani’s request was expected there.")
    assert "1 statement of which a source has changed since" in window.get("/en/").text
    window.post("/en/article/talks-resume-july-2024/undo", {})


WAITING = """\
# from the agency
skip = true
found = { feed = "https://a.example/feed", item = "https://a.example/1", day = "2026-11-28" }
also = [{ ar = "صحيفة", en = "Paper", url = "https://b.example/1" }]
publisher = "وكالة"
"""


def test_a_waiting_article_is_let_in_or_deleted(project: Path) -> None:
    seeds = project / "seeds"
    for stem in ("one", "two"):
        shutil.copy(seeds / "market.txt", seeds / f"{stem}.txt")
        (seeds / f"{stem}.toml").write_text(WAITING, encoding="utf-8")
    # What a person left out does not wait.
    (seeds / "market.toml").write_text("skip = true\n", encoding="utf-8")
    window = Window(desk_of(project))
    text = window.get("/en/").get_data(as_text=True)
    assert text.count("found on November 28, 2026") == 2
    assert 'href="https://b.example/1"' in text
    assert window.post("/en/waiting/one", {"action": "accept"}).status_code == 303
    assert (seeds / "one.toml").read_text("utf-8") == WAITING.replace("skip = true\n", "")
    assert window.get("/en/article/one").status_code == 200
    assert window.post("/en/waiting/two", {"action": "reject"}).status_code == 303
    assert sorted(path.name for path in seeds.glob("two.*")) == []
    for stem in ("market", "one", "..%2fpelicanconf"):
        assert window.post(f"/en/waiting/{stem}", {"action": "reject"}).status_code == 404
    assert (seeds / "market.txt").is_file()


def test_a_name_is_added_from_where_it_stands(project: Path) -> None:
    glossary = project / "seeds" / "glossary.toml"
    before = glossary.read_text(encoding="utf-8")
    window = Window(desk_of(project))
    link = re.search(r'class="add-name" href="([^"]+)"', window.row("market", "p1s2"))
    assert link
    form = window.get(f"{link[1]}&ar=السوق القديم").get_data(as_text=True)
    assert 'value="السوق القديم"' in form
    fields = {"kind": "place", "ar": "السوق القديم", "en": "Old Market", "from": "market#p1s1"}
    answer = window.post("/en/name", fields | {"variants": "سوق قديم | السوق العتيق"})
    assert answer.headers["Location"] == "/en/article/market#p1s1"
    written = glossary.read_text(encoding="utf-8")
    assert written.startswith(before.rstrip())
    entry = tomllib.loads(written)["place"][-1]
    assert entry == {
        "id": "old-market",
        "ar": "السوق القديم",
        "en": "Old Market",
        "variants": ["سوق قديم", "السوق العتيق"],
    }
    # Known at once, where it stands and in the checks.
    assert "Old Market" in window.row("market", "p1s1")
    assert "Names not found in the English:" in window.accept("market", "p1s1", "It opened.").text
    # An id that is there already is told, and nothing is written.
    answer = window.post("/en/name", fields)
    assert answer.status_code == 422
    assert "old-market" in answer.text
    assert glossary.read_text(encoding="utf-8") == written


def replaced(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


OTHER_WORDS = """
msgctxt "p2s1"
msgid "ولا يعرف أحد متى تنتهي أعمال الترميم في الجزء الشرقي من السوق."
msgstr "Nobody knows."
"""


def test_what_the_desk_has_is_what_a_build_would_read(project: Path) -> None:
    """After each change, which make anew as little as they may."""
    seeds = project / "seeds"
    shutil.copy(seeds / "market.txt", seeds / "bazaar.txt")
    copy = desk_of(project).project
    market, topic = seeds / "market.en.po", next((seeds / "topics").glob("*.toml"))
    glossary = seeds / "glossary.toml"
    kept = topic.read_text(encoding="utf-8")
    changes: list[Callable[[], object]] = [
        lambda: replaced(market, "#, fuzzy\n", ""),
        # What two stories lack, one memory has now, and then no more.
        lambda: market.write_text(market.read_text("utf-8") + OTHER_WORDS, "utf-8"),
        lambda: replaced(market, OTHER_WORDS, ""),
        lambda: replaced(topic, "The water plan", "The plan"),
        lambda: topic.write_text("broken", "utf-8"),
        lambda: topic.write_text(kept, "utf-8"),
        lambda: replaced(glossary, "Salem Nasser", "Salim Nassir"),
        lambda: replaced(glossary, 'ar = "البصرة"', 'ar = "السوق القديم"'),
        lambda: glossary.write_text(glossary.read_text("utf-8") + PERSON, "utf-8"),
        lambda: replaced(glossary, PERSON, ""),
        lambda: (seeds / "market.toml").write_text('slug = "souk"\n', "utf-8"),
        (seeds / "bazaar.txt").unlink,
        topic.unlink,
    ]
    for number, change in enumerate(changes):
        change()
        edition = copy.explained()
        fresh = make_edition(read_inputs(project, "seeds"))
        assert edition.stories == fresh.stories, number
        assert edition.explainers == fresh.explainers, number
        assert sorted(map(str, edition.problems)) == sorted(map(str, fresh.problems)), number


PERSON = """
[[person]]
id = "traders"
ar = "تجار"
en = "The Traders"
"""
