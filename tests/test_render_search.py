"""The search index: what is in it, how it is cut, that it is safe, and how words are compared."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from pelican.plugins.briefing.editors.glossary import Entry, Glossary, build_glossary
from pelican.plugins.briefing.language.arabic import ARABIC_LETTER, fold, stem
from pelican.plugins.briefing.language.slugs import slug_for
from pelican.plugins.briefing.model import LANGS, Bilingual, Lang
from pelican.plugins.briefing.render import search
from pelican.plugins.briefing.render.html_parts import placed_texts
from pelican.plugins.briefing.render.own_posts import OwnPost
from pelican.plugins.briefing.render.search import (
    SearchPage,
    script_words,
    search_files,
    search_page,
)
from pelican.plugins.briefing.render.search_documents import (
    DOUBTFUL,
    MADE_BY_MACHINE,
    NAMES,
    story_record,
)
from render_support import (
    CASES,
    CATALOGUES,
    COUNCIL,
    EVERY_KIND,
    EXPLAINER,
    FLOOD,
    GLOSSARY,
    HARBOUR,
    ROOT,
    block,
    dated,
    sentence,
    site,
    story,
)

SEPARATED = "</script><!-- \u2028\u2029\u202e\u2066\x07\x85\ufeff'\"\\ & {{ 1 }}"


def read(text: str) -> tuple[str, Any]:
    """Return the name and the data that a script file calls with."""
    name, data = re.fullmatch(r"briefingSearch\((.*?), (.*)\);\n", text, re.DOTALL).groups()
    return json.loads(name), json.loads(data)


def files(**fields: object) -> dict[str, Any]:
    """Return the data of every file of a site's index, by path."""
    return {path: read(text)[1] for path, text in search_files(site(**fields), {})}


def found(shard: list[dict[str, Any]], slug: str) -> dict[str, Any]:
    return next(one for one in shard if one["slug"] == slug)


# What is in it ---------------------------------------------------------------------------------


def test_a_file_for_each_language_and_year_and_one_that_names_them() -> None:
    made = files()
    parts = {f"search/{lang}-{part}.js" for lang in LANGS for part in ("topics", "2024", "undated")}
    assert made.keys() == parts | {"search/index.js"}
    listed = {one["name"]: one for one in made["search/index.js"]["shards"]}
    assert {f"search/{name}.js" for name in listed} == parts
    for path, text in search_files(site(), {}):
        name, data = read(text)
        assert path == f"search/{name}.js"
        if name != "index":
            assert listed[name]["bytes"] == len(text.encode())
            assert listed[name]["stories"] == len(data)
            assert listed[name]["sentences"] == sum(len(one["sentences"]) for one in data)
    assert listed["en-2024"] | {"bytes": 0} == {
        "name": "en-2024",
        "lang": "en",
        "year": "2024",
        "stories": 2,
        "sentences": 10,
        "bytes": 0,
        "topics": ["water"],
        "sources": ["agency", slug_for("صحيفة الساحل")],
    }
    assert (listed["en-undated"]["year"], listed["en-topics"]["year"]) == ("undated", "")


def test_a_story_has_its_sentences_with_their_ids_and_what_it_is_told_by() -> None:
    made = files()
    assert found(made["search/en-2024.js"], "flood") == {
        "slug": "flood",
        "date": "July 24, 2024",
        "source": "agency",
        "publisher": "News Agency",
        "topics": ["water"],
        "sentences": [
            ["title", "A *big* flood"],
            ["deck", "What happened"],
            ["p1s1", "Water <covered> the [port]."],
            ["p1s2", "He added that 30 soldiers came."],
            ["p1s3", "He wrote that | there."],
            ["p2s1", "The council will meet in September."],
            ["p2s2", "The statement said: no retreat."],
        ],
    }
    # A day that was worked out is marked as on all pages.
    worked_out = replace(FLOOD, published=dated("2024-07-24", inferred=True))
    record = story_record(worked_out, GLOSSARY, CATALOGUES["en"], [], {})
    assert record["date"] == "July 24, 2024 (inferred)"
    arabic = found(made["search/ar-2024.js"], "flood")
    assert arabic["publisher"] == "وكالة الأنباء"
    assert arabic["date"] == "24 يوليو 2024"
    # What runs against the line is isolated by characters, which searching does not see.
    assert arabic["sentences"][2] == ["p1s1", "غمرت المياه [الميناء] بين \u20662014-2019\u2069."]


def test_machine_made_and_doubtful_english_is_told() -> None:
    harbour = found(files()["search/en-undated.js"], "harbour")
    assert harbour["sentences"] == [
        ["title", "Harbor news", DOUBTFUL],
        ["p1s1", "Fishermen came back.", MADE_BY_MACHINE],
        ["p1s3", "Nine ships sank.", DOUBTFUL],
        ["p1s2", "Ali Hassan", NAMES],
    ]
    assert (harbour["date"], harbour["publisher"], harbour["source"]) == ("", "", "")
    assert len(found(files()["search/ar-undated.js"], "harbour")["sentences"]) == 4


def test_a_sentence_is_found_in_the_language_that_it_is_in() -> None:
    made = files(stories=(EVERY_KIND,))
    texts = {
        lang: [one[1] for one in made[f"search/{lang}-2024.js"][0]["sentences"]] for lang in LANGS
    }
    assert not [text for text in texts["ar"] if "He said" in text]
    assert [text for text in texts["en"] if "He said" in text]
    # "وتتمته" has no English, and nothing stands for it.
    assert len(texts["en"]) == len(texts["ar"])


def test_a_story_without_english_is_in_arabic_alone_and_one_without_an_english_title_has_it() -> (
    None
):
    untold = story("x", sentence("title", "عنوان"), block(1, "paragraph", sentence("p1s1", "نص")))
    titled = replace(untold, blocks=(block(1, "paragraph", sentence("p1s1", "نص", "Text")),))
    assert "search/en-undated.js" not in files(stories=(untold,), explainers=())
    (made,) = files(stories=(titled,), explainers=())["search/en-undated.js"]
    assert (made["arabic_title"], made["sentences"]) == ("عنوان", [["p1s1", "Text"]])


def test_names_in_what_is_not_translated_are_found_in_english_once_in_all_their_forms() -> None:
    entries = {
        "d": Entry("d", "person", Bilingual("علي حسن", "Ali Hassan"), short="Hassan"),
        "f": Entry("f", "organisation", Bilingual("الدعم", "Aid Forces"), short="AF"),
        "g": Entry("g", "term", Bilingual("سد", "dam"), others_en=("barrage", "(big) barrier")),
    }
    part = block(
        1,
        "paragraph",
        sentence("p1s1", "قال علي حسن", "He said", "machine", "figures"),
        sentence("p1s2", "علي حسن في الدعم"),
        sentence("p1s3", "الدعم وعلي حسن عند سد"),
        sentence("p1s4", "ماء"),
    )
    made = story("x", sentence("title", "عنوان الدعم"), part)
    glossary = build_glossary(entries)
    record = story_record(made, glossary, CATALOGUES["en"], [], {})
    assert record["arabic_title"] == "عنوان الدعم"
    assert record["sentences"] == [
        ["p1s1", "He said", DOUBTFUL],
        ["title", "Aid Forces (AF)", NAMES],
        ["p1s2", "Ali Hassan", NAMES],
        ["p1s3", "dam (barrage)", NAMES],
    ]
    # Of a post by a person's hand, it is what the post shows.
    edited = {"en/x.html": [("p1s1", "Mine")]}
    assert story_record(made, glossary, CATALOGUES["en"], [], edited)["sentences"] == [
        ["p1s1", "Mine"]
    ]
    # In Arabic they are there already.
    assert len(story_record(made, glossary, CATALOGUES["ar"], [], {})["sentences"]) == 5


def test_an_explainer_has_its_questions_and_what_its_editor_wrote() -> None:
    (made,) = files()["search/en-topics.js"]
    own = "The port is under water."
    assert made["slug"] == EXPLAINER.slug
    assert made["topics"] == [EXPLAINER.slug]
    assert made["sentences"] == [
        ["", EXPLAINER.title.en],
        ["", EXPLAINER.intro.en],
        ["brief", own],
        ["d-ships", "How many ships?"],
        ["q-what", f"What happened [then]? {own}"],
        ["q-ships", "How many ships?"],
        ["q-again", "What happened [then]?"],
        ["q-who", "Who paid?"],
    ]


def test_what_a_person_has_edited_is_found_as_it_is_shown() -> None:
    by_hand = {"en/flood.html": [("p1s1", "Water everywhere.")], f"en/{EXPLAINER.slug}.html": []}
    made = {path: read(text)[1] for path, text in search_files(site(), by_hand)}
    assert found(made["search/en-2024.js"], "flood")["sentences"] == [
        ["title", "A *big* flood"],
        ["p1s1", "Water everywhere."],
    ]
    assert len(found(made["search/ar-2024.js"], "flood")["sentences"]) == 7
    assert made["search/en-topics.js"][0]["sentences"] == [["", EXPLAINER.title.en]]


def test_a_persons_own_post_is_found_under_its_own_path() -> None:
    own = OwnPost("notes/mine.html", "en", "en", "Mine", published=dated("2024-07-26"), author="me")
    texts = {own.path: [("here", "A word of mine.")]}
    made = {p: read(t)[1] for p, t in search_files(site(own_posts=(own,)), texts)}
    record = made["search/en-2024.js"][0]
    assert (record["path"], record["date"], record["publisher"]) == (
        own.path,
        "July 26, 2024",
        "me",
    )
    assert record["sentences"] == [["", "Mine"], ["here", "A word of mine."]]
    assert not [one for one in made["search/ar-2024.js"] if "path" in one]


def test_placed_texts_of_an_edited_post() -> None:
    html = """
<p class="notice">In preparation.</p>
<p id="p1"><span id="p1s1">One <em>and</em> two.</span> Added
by hand. <span id="p1s2">Three.</span></p>
<h2>Heading</h2><blockquote><p>Said.</p></blockquote>
<ul><li id="p2"><p><span id="p2s1">Item.</span></p></li><li>Own</li></ul>"""
    assert placed_texts(html) == [
        ("p1s1", "One and two."),
        ("p1s1", "Added by hand."),
        ("p1s2", "Three."),
        ("p1s2", "Heading"),
        ("p1s2", "Said."),
        ("p2s1", "Item."),
        ("p2s1", "Own"),
    ]


# How it is cut, and what may be in it ----------------------------------------------------------


def many(count: int) -> tuple[Any, ...]:
    return tuple(replace(FLOOD, slug=f"flood-{number:03}") for number in range(count))


def test_a_year_is_cut_where_it_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "LARGEST_SHARD", 2000)
    texts = dict(search_files(site(stories=many(20), explainers=()), {}))
    parts = [path for path in texts if path.startswith("search/en-2024-")]
    assert parts == [f"search/en-2024-{number}.js" for number in range(1, len(parts) + 1)]
    assert 1 < len(parts) < 10
    assert max(len(texts[path].encode()) for path in parts) < 2100
    slugs = [one["slug"] for path in parts for one in read(texts[path])[1]]
    assert slugs == [f"flood-{number:03}" for number in range(20)]


def test_the_index_grows_no_faster_than_the_text() -> None:
    def size(count: int) -> int:
        texts = dict(search_files(site(stories=many(count), explainers=()), {}))
        return sum(len(text.encode()) for text in texts.values())

    first, ten, twenty = size(1), size(10), size(20)
    assert (twenty - ten) / 10 <= 1.01 * (ten - first) / 9


def test_no_text_ends_the_script_or_disguises_itself() -> None:
    hostile = story(
        "h", sentence("title", SEPARATED), block(1, "paragraph", sentence("p1s1", SEPARATED, "x"))
    )
    texts = dict(search_files(site(stories=(hostile,), explainers=()), {}))
    for text in texts.values():
        unseen = [c for c in text if not c.isprintable() and c != "\n"]
        assert unseen == []
        assert "<" not in text
    (made,) = read(texts["search/ar-undated.js"])[1]
    # As on the pages, what could disguise an order is gone, and the rest is there to be read.
    assert made["sentences"][0][1] == "</script><!--  \ufffd \ufeff'\"\\ & {{ 1 }}"


def test_the_same_site_has_the_same_files() -> None:
    assert [*search_files(site(), {})] == [*search_files(site(), {})]


# How words are compared ------------------------------------------------------------------------


def vectors() -> Iterator[tuple[str, str]]:
    lines = (CASES / "search-folding.txt").read_text(encoding="utf-8").splitlines()
    for line in lines:
        if line and not line.startswith("#"):
            text, terms = line.split(" → ")
            yield re.sub(r"\\u([0-9a-f]{4})", lambda m: chr(int(m[1], 16)), text), terms


def terms_of(text: str, rules: dict[str, Any]) -> str:
    """Return the terms of a text by the build's rules, as the cases have them."""
    letters = {ord(c): becomes for becomes, chars in rules["folding"].items() for c in chars}
    made = []
    for word in re.findall(rf"{rules['abbreviation']}|\w+", text.translate(letters).lower()):
        terms = [stem(word)]
        if not ARABIC_LETTER.search(word):
            terms = [re.sub("[.,]", "", word)]
        elif word[0] in rules["before_article"] and len(word) > rules["shortest"]:
            terms = [*dict.fromkeys((*terms, stem(word[1:])))]
        made.append(" ".join(terms))
    return ", ".join(made)


def test_words_are_compared_by_the_shared_rules() -> None:
    """The same cases as in a browser: site/test_search.py."""
    rules = files()["search/index.js"]
    cases = [*vectors()]
    assert len(cases) >= 40
    assert [(text, terms_of(text, rules)) for text, _ in cases] == cases


def test_another_english_name_of_one_word_finds_the_one_in_use() -> None:
    entries = {}
    for place, (name, short, others) in enumerate(
        [
            ("Islamic State group", "ISIS", ("Daesh", "I.S.I.L.", "the State")),
            ("Bahrein", None, ("Bahrain", "Daesh")),
            ("Mosul Dam", None, ("Dam",)),
            ("Isil", None, ()),
            ("Aid Forces", "A.F.", ("Forces of Aid",)),
            ("Ali Hassan", "Hassan", ()),
            ("Omar Ali", None, ("Abdo", "Abu Omar")),
            ("the Council", None, ("parliament of Bahrain", "Isil")),
        ]
    ):
        entry_id = str(place)
        entries[entry_id] = Entry(
            entry_id, "term", Bilingual("", name), short=short, others_en=others
        )
    (index,) = (
        read(text)[1]
        for path, text in search_files(replace(site(), glossary=Glossary(entries)), {})
        if path == "search/index.js"
    )
    # A long name is found by the short one, unless that is a word of it.
    assert index["phrases"] == {
        "Islamic State group": "isis",
        "the State": "isis",
        "Aid Forces": "af",
        "Forces of Aid": "af",
        "Omar Ali": "abdo",
    }
    # The name of another thing is its own.
    assert index["same"] == {"daesh": "isis", "bahrain": "bahrein"}


def test_the_browser_is_given_the_whole_table_of_the_build() -> None:
    folding = files()["search/index.js"]["folding"]
    letters = {char: becomes for becomes, chars in folding.items() for char in chars}
    for code in (*range(0x20, 0x24F), *range(0x600, 0x700), *range(0x2000, 0x2070)):
        if fold(chr(code)) != chr(code):
            assert letters[chr(code)] == fold(chr(code)), hex(code)
    for code in (*range(0xFB50, 0xFE00), *range(0xFE70, 0x10000)):
        assert letters.get(chr(code), chr(code)) == fold(chr(code)), hex(code)


# The page --------------------------------------------------------------------------------------


def test_the_page_lists_every_story_and_what_can_be_chosen() -> None:
    made = search_page(site(), "en")
    assert [(choice.value, choice.name) for choice in made.topics] == [
        (EXPLAINER.slug, EXPLAINER.title.en)
    ]
    assert [choice.name for choice in made.sources] == ["News Agency", "صحيفة الساحل"]
    assert made.years == (("2024", 2, (FLOOD, COUNCIL)), ("", 1, (HARBOUR,)))
    assert [tag.id for tag in made.tags] == ["hassan", "port", "مياه,الشرب"]


def test_a_large_site_lists_years(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "MOST_LISTED", 2)
    monkeypatch.setattr(search, "MOST_SUBJECTS", 1)
    made: SearchPage = search_page(site(), "en")
    assert made.years == (("2024", 2, ()), ("", 1, ()))
    assert len(made.tags) == 1


def test_nothing_is_to_be_chosen_among_stories_of_one_source() -> None:
    assert search_page(site(stories=(FLOOD, EVERY_KIND)), "en").sources == ()


@pytest.mark.parametrize("lang", LANGS)
def test_the_script_has_all_the_words_that_it_shows(lang: Lang) -> None:
    words = script_words(site(), lang)
    script = (ROOT / "theme" / "static" / "js" / "search.js").read_text(encoding="utf-8")
    used = set(re.findall(r'\bwords\.(\w+)|\bsay\("(\w+)"|\bbutton\("(\w+)"', script))
    names = {name for names in used for name in names if name}
    assert len(names) > 8
    assert names <= words.keys()
    assert words["machine"] == CATALOGUES["en"]("translation.machine")
