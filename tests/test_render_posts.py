"""A story's post: its front matter, its notices, its blocks line by line, and its hash."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pelican.plugins.briefing.model import LANGS, Bilingual, Dateline, Lang, Sentence, Stated, Story
from pelican.plugins.briefing.render.posts import (
    Translation,
    is_untouched,
    read_head,
    signed,
    story_post,
    summary_markdown,
    summary_sentences,
    tag_name,
    translation_of,
)
from render_support import (
    CATALOGUES,
    COUNCIL,
    EVERY_KIND,
    FLOOD,
    GLOSSARY,
    HARBOUR,
    block,
    check_whole,
    dated,
    sentence,
    story,
)


def post(of: Story, lang: Lang) -> str:
    return story_post(of, lang, GLOSSARY, CATALOGUES[lang])


def body(of: Story, lang: Lang) -> list[str]:
    """Return the blocks of a post without its front matter."""
    return post(of, lang).strip().split("\n\n")[1:]


@pytest.mark.parametrize("lang", LANGS)
def test_every_kind_of_block_is_written(lang: Lang) -> None:
    check_whole(f"story_{lang}.md", post(EVERY_KIND, lang))


@pytest.mark.parametrize("lang", LANGS)
def test_the_head_can_be_read_again(lang: Lang) -> None:
    text = post(FLOOD, lang)
    assert is_untouched(text)
    head = read_head(text)
    assert head["Title"] == FLOOD.title.text(lang)
    assert head["Byline"] == "علي <حسن>"
    assert (head["Date"], head["Published"]) == ("2024-07-24", "2024-07-24T10:00+03:00")
    assert (head["Modified"], head["Source"]) == ("2024-07-25", FLOOD.url)
    assert head["Tags"] == {"ar": "الميناء, مياه الشرب", "en": "the port, مياه الشرب"}[lang]
    assert head.get("Translation") == {"ar": None, "en": "reviewed"}[lang]
    assert head["Publisher"] == "وكالة الأنباء"


def test_what_is_not_known_is_not_in_the_head() -> None:
    head = read_head(post(HARBOUR, "en"))
    absent = {"Date", "Published", "Modified", "Tags", "Publisher", "Byline", "Source"}
    assert not absent & set(head)
    assert head["Title"] == "Harbor news"
    assert head["Translation"] == "partial"
    clock = replace(HARBOUR, updated=dated("2024-07-25T08:05Z"))
    assert read_head(post(clock, "ar"))["Modified"] == "2024-07-25 08:05"


def test_a_title_without_english_is_arabic_and_so_is_said() -> None:
    pending = COUNCIL.each(lambda s: replace(s, en=None, state="pending"))
    head = read_head(post(pending, "en"))
    assert head["Title"] == COUNCIL.title.ar
    assert head["Summary"] == "The English of this article is in preparation."
    assert head["Translation"] == "pending"


# Hashes and front matter ---------------------------------------------------------------------


def test_a_post_is_untouched_until_a_character_changes() -> None:
    text = signed("Title: نص\n\nنص\n")
    assert text.startswith("Content-hash: ")
    assert is_untouched(text)
    assert not is_untouched(text + " ")
    assert not is_untouched(text.replace("Title: ن", "Title: م"))
    assert not is_untouched("Title: نص\n\nنص\n")
    assert signed("a") != signed("b")


def test_a_hash_is_of_what_follows_it_alone() -> None:
    # The digest is that of sha256sum, cut to sixteen digits.
    assert signed("a\n") == "Content-hash: 87428fc522803d31\na\n"


def test_a_head_ends_at_the_first_empty_line() -> None:
    text = "Title : a &amp; b: c\nnothing\nEmpty:\n\nBody: x\n"
    assert read_head(text) == {"Title": "a & b: c", "Empty": ""}


# Names, summaries, counts --------------------------------------------------------------------


def test_names_are_those_of_the_glossary() -> None:
    assert [tag_name("port", lang, GLOSSARY) for lang in LANGS] == ["الميناء", "the port"]
    assert tag_name("a,b", "en", GLOSSARY) == "a b"
    assert GLOSSARY.publisher(FLOOD, "en") == "News Agency"
    assert GLOSSARY.publisher(COUNCIL, "en") == "صحيفة الساحل"
    assert GLOSSARY.publisher(HARBOUR, "en") is None


def test_a_summary_leaves_out_what_nobody_may_rely_on_and_what_is_missing() -> None:
    assert [s.id for s in summary_sentences(HARBOUR)] == ["p1s1"]
    assert [s.id for s in summary_sentences(replace(FLOOD, summary=("p2s1", "p9s9", "p1s2")))] == [
        "p2s1",
        "p1s2",
    ]
    both = replace(HARBOUR, summary=("p1s2", "p1s1"))
    assert summary_markdown(both, "en") == "Fishermen came back."
    assert (
        summary_markdown(both, "ar")
        == f"{HARBOUR.blocks[0].sentences[1].ar} عاد الصيادون إلى الميناء."
    )
    edited = replace(both, editor_summary=Bilingual("ملخص *ما*", "In <short>"))
    assert summary_markdown(edited, "en") == "In &lt;short>"
    assert summary_markdown(edited, "ar") == r"ملخص \*ما\*"


@pytest.mark.parametrize(
    ("counts", "total", "state"),
    [
        ((3, 0, 0), 3, "reviewed"),
        ((2, 1, 0), 3, "machine"),
        ((0, 3, 0), 3, "machine"),
        ((1, 1, 1), 3, "partial"),
        ((0, 0, 2), 2, "pending"),
        ((0, 0, 0), 0, "reviewed"),
    ],
)
def test_the_state_of_a_translation_is_one_word(
    counts: tuple[int, int, int], total: int, state: str
) -> None:
    made = Translation(*counts)
    assert (made.total, made.state) == (total, state)


def test_segments_are_counted_by_state() -> None:
    assert translation_of(HARBOUR) == Translation(reviewed=0, machine=3, pending=1)
    assert translation_of(FLOOD) == Translation(reviewed=7, machine=0, pending=0)
    # A line in English is nobody's translation.
    quoted = Sentence("p1s1", "Flood.", "Flood.", state="reviewed", lang="en")
    pending = Sentence("p1s2", "غرق الحي.")
    with_english = replace(FLOOD, deck=None, blocks=(block(1, "text", quoted, pending),))
    assert translation_of(with_english) == Translation(reviewed=1, machine=0, pending=1)


# Notices -------------------------------------------------------------------------------------

ORIGINAL = "[Read the original in Arabic.]({filename}/ar/x.md)\n{: .notice }"


def english(*sentences: Sentence) -> list[str]:
    """Return the notices of the English post of a story of these sentences."""
    made = story("x", sentence("title", "ع", "T"), block(1, "paragraph", *sentences))
    return [part for part in body(made, "en") if part.endswith("{: .notice }")]


def test_the_english_says_what_is_missing_and_what_a_machine_made() -> None:
    machine = sentence("p1s1", "أ", "A", "machine")
    pending = sentence("p1s2", "ب")
    assert english(sentence("p1s1", "أ", "A")) == []
    assert english(sentence("p1s1", "أ", "A"), pending) == [
        f"Translation in preparation: 1 of 3 sentences is shown in Arabic. {ORIGINAL}"
    ]
    text = "1 sentence was translated by machine (engine 2024-07-25) and is not yet reviewed."
    assert english(machine) == [f"{text} {ORIGINAL}"]
    doubtful = sentence("p1s3", "ج", "C", "machine", "figures", "names")
    failed = "1 sentence failed a check, is marked and may be wrong."
    assert english(doubtful) == [f"{text} {failed} {ORIGINAL}"]
    # However much there is to tell, it is one notice, and offers the Arabic once.
    (notice,) = english(machine, pending, doubtful)
    assert notice.startswith("Translation in preparation: 1 of 4 sentences is shown in Arabic. 2 ")
    assert notice.endswith(f"reviewed. {failed} {ORIGINAL}")


def test_engines_are_named_in_order_each_once() -> None:
    made = sentence("p1s1", "أ", "A", "machine")
    origins = ("z*", "", "b", "b")
    (notice,) = english(*(replace(made, id=f"p1s{n}", origin=o) for n, o in enumerate(origins)))
    named = r"(b, engine not recorded, z\*)"
    assert notice.startswith(f"4 sentences were translated by machine {named} and")


def test_the_arabic_has_no_notice_of_its_translation() -> None:
    assert not any("notice }" in part for part in body(HARBOUR, "ar"))


# Datelines, items, remarks -------------------------------------------------------------------


def test_a_dateline_comes_before_the_first_paragraph() -> None:
    baghdad = "*Baghdad —*{: .dateline }"
    assert body(FLOOD, "en")[1].startswith(f"{baghdad}\nWater")
    assert body(FLOOD, "ar")[1].startswith("*بغداد —*{: .dateline }\nغمرت")
    assert sum(baghdad in part for part in body(FLOOD, "en")) == 1
    arabic = replace(FLOOD, dateline=Dateline("بغداد 1-2", ""))
    pending = '*<span lang="ar" dir="rtl" class="pending">بغداد <bdi dir="ltr">1-2</bdi></span> —*'
    assert body(arabic, "en")[1].startswith(f"{pending}{{: .dateline }}\nWater")
    assert body(arabic, "ar")[1].startswith("*بغداد 1-2 —*{: .dateline }\n")
    assert body(replace(FLOOD, blocks=()), "en")[1:] == [baghdad]
    assert "dateline" not in post(HARBOUR, "en")


def test_a_dateline_waits_for_prose() -> None:
    blocks = (block(1, "heading", sentence("p1s1", "ع", "H")), *FLOOD.blocks)
    assert [part.split("\n")[0] for part in body(replace(FLOOD, blocks=blocks), "en")[1:3]] == [
        "## H",
        "*Baghdad —*{: .dateline }",
    ]


def test_a_dateline_is_not_lost_in_a_story_of_items() -> None:
    items = replace(FLOOD, blocks=(block(1, "item", sentence("p1s1", "أ", "A")),))
    assert "*Baghdad —*" in post(items, "en")


def test_a_remark_leads_to_its_sentence_where_there_are_several() -> None:
    remark = '<span class="remark">Editor’s note: Not \\*certain\\*</span>'
    link = " [(go to the sentence)](#p1s2){: .remark }\n{: .notice .remarks }"
    assert body(FLOOD, "en")[2] == remark + link
    single = replace(
        COUNCIL,
        blocks=(block(1, "paragraph", sentence("p1s1", "أ", "A")),),
        notes={"p1s1": Bilingual("بين 1-2", "Between 1-2")},
    )
    assert body(single, "en")[1] == (
        '<span class="remark">Editor’s note: Between 1-2</span>\n{: .notice .remarks }'
    )
    assert body(single, "ar")[1] == (
        '<span class="remark">ملاحظة المحرر: بين <bdi dir="ltr">1-2</bdi></span>'
        "\n{: .notice .remarks }"
    )


def test_a_publisher_without_a_name_in_the_glossary_keeps_its_own() -> None:
    named = replace(FLOOD, publisher=Stated("غير معروف", ""))
    assert GLOSSARY.publisher(named, "ar") == "غير معروف"
