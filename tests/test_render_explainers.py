"""An explainer's post: every kind of section in both languages, and Markdown that renders."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from lxml import html
from markdown import Markdown
from pelican.plugins.briefing.explain.page import (
    BriefSection,
    DifferSection,
    NewerThanBrief,
    Section,
    SourcesInBrief,
    SourcesSection,
)
from pelican.plugins.briefing.model import LANGS, Bilingual, Lang
from pelican.plugins.briefing.render.explainers import explainer_post
from pelican.plugins.briefing.render.posts import is_untouched, read_head
from render_support import (
    COUNCIL,
    DETAILS,
    EXPLAINER,
    FLOOD,
    HARBOUR,
    SECTIONS,
    SOLDIERS,
    WATER,
    WORDS,
    block,
    check_whole,
    claim,
    excerpt,
    explainer,
    sentence,
    story,
    when,
)
from rich.markdown import Markdown as RichMarkdown

Token = Any  # of markdown-it, by which rich reads CommonMark


ON_PAGE = EXPLAINER.cited_by(SECTIONS)


def post(lang: Lang, *sections: Section, **fields: object) -> str:
    """Return the body of the post of an explainer with these sections."""
    text = explainer_post(explainer(*sections, **fields), lang, WORDS[lang])
    return text.partition("\n\n")[2]


def rendered(markdown: str) -> html.HtmlElement:
    """Return a post as Pelican renders it."""
    return html.fragment_fromstring(Markdown(extensions=["extra"]).convert(markdown), "div")


@pytest.mark.parametrize("lang", LANGS)
def test_every_section_is_written(lang: Lang) -> None:
    check_whole(f"explainer_{lang}.md", explainer_post(EXPLAINER, lang, WORDS[lang]))


@pytest.mark.parametrize("lang", LANGS)
def test_a_post_is_signed_and_its_head_can_be_read(lang: Lang) -> None:
    text = explainer_post(EXPLAINER, lang, WORDS[lang])
    assert is_untouched(text)
    head = read_head(text)
    assert (head["Slug"], head["Topic"], head["Lang"]) == ("water", "water", lang)
    assert head["Title"] == EXPLAINER.title[lang]
    assert head["Date"] == "2024-07-24"


def test_an_explainer_of_undated_stories_has_no_date() -> None:
    undated = explainer(stories=(HARBOUR,))
    assert "Date" not in read_head(explainer_post(undated, "en", WORDS["en"]))


@pytest.mark.parametrize("lang", LANGS)
def test_every_mark_leads_to_a_note_and_every_note_to_its_marks(lang: Lang) -> None:
    root = rendered(post(lang, *SECTIONS))
    ids = {element.get("id") for element in root.iter() if element.get("id")}
    links = [a.get("href") for a in root.iter("a") if (a.get("href") or "").startswith("#")]
    assert {link[1:] for link in links} == ids
    assert {f"fn:{n}" for n in range(1, len(ON_PAGE) + 1)} == {i for i in ids if i[:3] == "fn:"}
    assert "[^" not in root.text_content()


@pytest.mark.parametrize("lang", LANGS)
def test_notes_are_numbered_in_the_order_in_which_they_are_met(lang: Lang) -> None:
    marks = rendered(post(lang, *SECTIONS)).xpath(
        "//sup[starts-with(@id, 'fnref')]/a[@class='footnote-ref']/text()"
    )
    assert list(dict.fromkeys(marks)) == [str(n + 1) for n in range(len(ON_PAGE))]


@pytest.mark.parametrize("lang", LANGS)
def test_a_note_has_the_sentence_in_arabic_and_the_way_to_it(lang: Lang) -> None:
    notes = rendered(post(lang, *SECTIONS)).xpath("//div[@class='footnote']//li")
    for note, cited in zip(notes, ON_PAGE, strict=True):
        arabic = note.xpath(".//span[@lang='ar'][@dir='rtl']")[0]
        assert arabic.text_content() == cited.sentence.ar
        address = f"{{filename}}/{lang}/{cited.cite.slug}.md#{cited.cite.sentence}"
        assert note.xpath(".//a/@href")[0] == address


@pytest.mark.parametrize("lang", LANGS)
def test_without_footnotes_it_is_commonmark(lang: Lang) -> None:
    """With the same headings, the same emphasis, and no mark left but those of the notes."""
    body = post(lang, *SECTIONS)
    extra = rendered(body)
    tokens = RichMarkdown(body).parsed
    headings = [
        text_of(inline) for opening, inline in pairwise(tokens) if opening.type == "heading_open"
    ]
    assert headings == [h.text_content() for h in extra.xpath("//h2 | //h3 | //h4")]
    for sup in extra.xpath("//sup"):
        sup.drop_tree()
    texts = {re.sub(r"\[\^\d+]", "", text_of(token)).strip() for token in tokens}
    assert {li.text_content().strip() for li in extra.xpath("//li[not(@id)]")} <= texts
    pieces = [piece.type for token in tokens for piece in token.children or ()]
    assert pieces.count("em_open") == len(extra.xpath("//em"))
    assert pieces.count("strong_open") == len(extra.xpath("//strong"))


def text_of(token: Token) -> str:
    """Return the text of a block by CommonMark, without the tags in it."""
    pieces = [piece.content for piece in token.children or () if piece.type != "html_inline"]
    return "".join(pieces)


def test_no_text_of_a_source_is_markup() -> None:
    tags = {element.tag for lang in LANGS for element in rendered(post(lang, *SECTIONS)).iter()}
    ours = {"a", "bdi", "blockquote", "div", "em", "h2", "h3", "h4", "hr", "li", "ol", "p", "span"}
    assert tags - ours == {"strong", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul"}


def test_only_the_english_has_the_notice_of_machine_translation() -> None:
    notice = "translated by machine and are not yet reviewed"
    assert post("en", *SECTIONS).count(notice) == 1
    assert WORDS["ar"].t("explainer.machine", count=2) not in post("ar", *SECTIONS)
    reviewed = SourcesSection((FLOOD,))
    assert notice not in post("en", reviewed)


def test_what_is_not_there_is_not_written() -> None:
    sources = SourcesInBrief(1, 1, (), (excerpt(COUNCIL, "title"),))
    brief = BriefSection((), None, sources)
    assert post("en", brief).split("\n\n")[:2] == [
        "## Where things stand",
        "- This page draws on 1 article[^1]",
    ]


def test_that_nothing_differs_is_written_where_nothing_does() -> None:
    none = WORDS["en"].t("differ.none")
    assert none in post("en", DifferSection((), (), ()))
    assert none not in post("en", *SECTIONS)
    for section in SECTIONS:
        if isinstance(section, DifferSection):
            for kept in ("disputes", "figures", "dates"):
                others = {"disputes", "figures", "dates"} - {kept}
                alone = replace(section, **dict.fromkeys(others, ()))
                assert none not in post("en", alone)


def test_a_source_has_its_short_name_where_one_is_known() -> None:
    text = post("en", SourcesSection((FLOOD, HARBOUR)))
    assert "- **News Agency**: [A \\*big\\* flood]" in text
    assert '- <span lang="ar" dir="rtl">' not in text
    short = replace(FLOOD, short_name=Bilingual("الوكالة", "NA"))
    assert "- **NA**: [A" in post("en", SourcesSection((short,)))


def test_what_is_outdated_said_further_up_or_a_judgement_is_told() -> None:
    text = post("en", *SECTIONS)
    for key in ("outdated", "above", "goes_on", "article"):
        assert WORDS["en"].t(f"explainer.{key}") in text


@pytest.mark.parametrize(
    ("lang", "count", "told"),
    [
        ("en", 1, "1 newer article, of {day}, is not yet in these lines."),
        ("en", 3, "3 newer articles, the newest of {day}, are not yet in these lines."),
        ("ar", 1, "مقال واحد أحدث، نُشر في {day}، لم يدخل بعد في هذه السطور."),
        ("ar", 2, "مقالان أحدث، آخرهما في {day}، لم يدخلا بعد في هذه السطور."),
        ("ar", 3, "3 مقالات أحدث، آخرها في {day}، لم تدخل بعد في هذه السطور."),
    ],
)
def test_articles_newer_than_a_brief_are_told(lang: Lang, count: int, told: str) -> None:
    (brief,) = (s for s in SECTIONS if isinstance(s, BriefSection))
    later = replace(brief, newer=NewerThanBrief(count, when("2024-07-24")))
    lines = rendered(post(lang, later)).xpath("//li")
    told = told.format(day=WORDS[lang].t.date("2024-07-24"))
    assert told in [" ".join(line.text_content().split()) for line in lines]
    assert told not in post(lang, brief)


def test_a_sentence_that_stands_further_up_is_not_written_again() -> None:
    (brief,) = (s for s in SECTIONS if isinstance(s, BriefSection))
    pointed = replace(brief, claims=(replace(claim(SOLDIERS), is_above=True),))
    paragraph = rendered(post("en", pointed)).xpath("//h2/following-sibling::*")[0]
    assert paragraph.text_content().startswith("[said further up]")
    assert SOLDIERS.sentence.en not in paragraph.text_content()


def test_an_unknown_section_is_refused() -> None:
    class Unknown:
        id = "brief"

    with pytest.raises(TypeError):
        post("en", Unknown())


def test_arabic_that_is_shown_for_want_of_english_is_marked() -> None:
    cited = replace(SOLDIERS, sentence=replace(SOLDIERS.sentence, en=None))
    sections = [replace(s, claims=(claim(cited),)) for s in SECTIONS if isinstance(s, BriefSection)]
    pending = rendered(post("en", *sections)).xpath("//span[@class='pending']")
    assert [(p.get("lang"), p.get("dir"), p.text_content()) for p in pending] == [
        ("ar", "rtl", SOLDIERS.sentence.ar)
    ]
    assert "pending" not in post("ar", *sections)


@pytest.mark.parametrize(
    "text", ["#وسم في أول السطر.", "- 5 درجات.", "2023. ثم مضى.", "> اقتباس.", "+ زيادة."]
)
def test_a_claim_is_a_paragraph_however_it_begins(text: str) -> None:
    made = story("x", sentence("title", "ع"), block(1, "paragraph", sentence("p1s1", text)))
    (brief,) = (s for s in SECTIONS if isinstance(s, BriefSection))
    cited = replace(brief, claims=(claim(excerpt(made, "p1s1")),))
    paragraph = rendered(post("ar", cited)).xpath("//h2/following-sibling::*")[0]
    assert (paragraph.tag, paragraph.xpath("string(text())")) == ("p", text)


def test_what_numbers_name_is_cited() -> None:
    assert [EXPLAINER.number(e) for e in EXPLAINER.cited] == list(range(1, 13))
    assert EXPLAINER.number(WATER) == 1
    cited = EXPLAINER.cited_by((*SECTIONS, *DETAILS))
    assert sum(excerpt.sentence.state == "machine" for excerpt in cited) == 2
    assert EXPLAINER.section("brief") is SECTIONS[0]
    assert EXPLAINER.section("none") is None
    assert EXPLAINER.detail("names") is DETAILS[-1]
    assert EXPLAINER.detail("brief") is None
    assert EXPLAINER.changed == {"what"}
    assert explainer(*SECTIONS).changed == set()
