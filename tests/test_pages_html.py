"""Pages in HTML and Markdown become the same stories as pasted text, with the page's own facts."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from pelican.plugins.briefing.dates.iso import read_iso
from pelican.plugins.briefing.edges.inputs import read_inputs
from pelican.plugins.briefing.edges.making import make_edition
from pelican.plugins.briefing.editors.glossary import Glossary
from pelican.plugins.briefing.editors.sidecar import Sidecar
from pelican.plugins.briefing.errors import BriefingError
from pelican.plugins.briefing.formats.file_types import decode
from pelican.plugins.briefing.formats.html import read_html
from pelican.plugins.briefing.model import PageMeta, Seed, Story
from pelican.plugins.briefing.speech.attribution import attributions
from story_support import parse_story
from support import ROOT, Run

PAGES = sorted((ROOT / "tests" / "html").glob("*.html"))
BODY = (
    "فتحت البلدية الحديقة الجديدة أمام الزوار صباح اليوم بعد عام من العمل فيها.",
    "ودخلها مئات الأطفال مع أهلهم قبل الظهر، وبقي كثير منهم حتى أطفئت الأنوار.",
)
PARAGRAPHS = "".join(f"<p>{text}</p>" for text in BODY)


def page(name: str) -> Story:
    path = ROOT / "tests" / "html" / f"{name}.html"
    return parse_story(decode(path.name, path.read_bytes()), Sidecar())


def made(head: str, body: str = f"<h1>حديقة جديدة في قلب المدينة</h1>{PARAGRAPHS}") -> Story:
    text = f"<html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>"
    return parse_story(decode("a.html", text.encode()), Sidecar())


def markdown(text: str, sidecar: Sidecar | None = None) -> Story:
    return parse_story(decode("a.md", text.encode()), sidecar or Sidecar())


def texts(story: Story) -> list[str]:
    return [sentence.ar for _, sentence in story.body()]


def kinds(story: Story) -> list[str]:
    return [block.kind for block in story.blocks]


def test_what_is_set_aside_is_in_page_order() -> None:
    """Also where one line of the file has the whole page, and dates were put back at the top."""
    shown = ("شارك المقال", "تعليقات الزوار", "تم النشر: 2024/07/24", "2024/07/20")
    dates = "".join(f"<div class=date>{text}</div>" for text in shown[2:])
    heading = "<h1>حديقة جديدة في قلب المدينة</h1>"
    story = made("", f"{heading}<p>{shown[0]}</p><p>{shown[1]}</p>{dates}{PARAGRAPHS}")
    assert [aside.text for aside in story.set_aside] == [*shown[:2], shown[3]]


def test_what_a_page_calls_an_advertisement_is_set_aside() -> None:
    advert = "<div class='box ad-slot'><p>كل ما تحتاجه في منزلك الجديد بسعر واحد</p></div>"
    text = f"<h1>حديقة جديدة في قلب المدينة</h1><p>{BODY[0]}</p>{advert}<p>{BODY[1]}</p>"
    # Around all of the article such a class says something else.
    for body in (text, f"<div class='with ads'><article>{text * 2}</article></div>"):
        story = made("", body)
        assert set(BODY) <= set(texts(story))
        assert not [one for one in texts(story) if "منزلك" in one]
        assert any("منزلك" in aside.text for aside in story.set_aside)


def test_whose_words_a_quotation_has_ends_it() -> None:
    quote = "«الحديقة لنا جميعا، ولن نتركها من دون حارس»"
    said = f"<blockquote><p>{quote}</p><cite>رئيس البلدية</cite></blockquote>"
    text = f"<h1>حديقة جديدة في قلب المدينة</h1><p>{BODY[0]}</p>{said}<p>{BODY[1]}</p>"
    story = made("", text)
    assert texts(story) == [BODY[0], f"{quote} رئيس البلدية", BODY[1]]
    (one,) = list(attributions([s for _, s in story.body()], Glossary(), None))[1]
    assert (one.speaker.name.ar, one.direct) == ("رئيس البلدية", True)


def test_json_ld_in_a_graph() -> None:
    story = page("graph")
    assert story.title.ar == "مجلس الموانئ يقر خطة لتوسعة رصيف الحبوب"
    assert story.published is not None
    assert (story.published.when.iso, story.published.when.precision) == (
        "2024-07-24T10:00+03:00",
        "minute",
    )
    assert story.published.evidence == "datePublished: 2024-07-24T10:00:00+03:00"
    assert not story.published.inferred
    assert story.updated is not None
    assert story.updated.when.iso == "2024-07-25T09:30+03:00"
    assert story.publisher is not None
    assert story.publisher.name == "مرفأ نيوز"
    assert story.author is not None
    assert story.author.name == 'سلمى القاضي، هاني "أبو ليث"'
    assert story.url == "https://marfa.example/news/grain-berth"


def test_headings_items_quotes_and_captions_keep_their_kind_and_order() -> None:
    story = page("graph")
    expected = ["caption", "paragraph", "heading", "paragraph", "item", "item", "paragraph"]
    assert kinds(story) == [*expected, "paragraph"]
    assert texts(story)[4] == "تعميق الحوض إلى أربعة عشر مترا"
    assert texts(story)[6] == "لن تنتظر سفينة قمح واحدة بعد اليوم."


def test_a_heading_ends_a_list_of_links_unless_it_is_one() -> None:
    head = f"<h1>حديقة جديدة في قلب المدينة</h1>{PARAGRAPHS}<h2>اقرأ أيضا</h2>"
    story = made("", f"{head}<p>نهاية</p><h2>من هم زوار الحديقة؟</h2>{PARAGRAPHS}")
    assert "heading" in kinds(story)
    assert "من هم زوار الحديقة؟" in texts(story)
    link = "<h3><a href=/1>من هم زوار الحديقة؟</a></h3>"
    assert "heading" not in kinds(made("", f"{head}<p>نهاية</p>{link}{PARAGRAPHS}"))


def test_the_heading_goes_before_a_title_tag_in_other_words() -> None:
    head = "<title>المدينة تفتح حديقة أخرى لسكانها - صحيفة السهل</title>"
    assert made(head).title.ar == "حديقة جديدة في قلب المدينة"
    slogan = f"<h1>صوت الناس في السهل</h1>{PARAGRAPHS}"
    assert made(head, slogan).title.ar == "المدينة تفتح حديقة أخرى لسكانها"


def test_a_change_before_the_day_that_readers_see_is_none() -> None:
    head = "".join(
        f'<meta property="article:{name}_time" content="2024-10-23T{clock}Z">'
        for name, clock in (("published", "20:15:00"), ("modified", "23:05:00"))
    )
    day = "<p>24 أكتوبر 2024 - 00:15 بتوقيت أبوظبي</p>"
    story = made(head, f"<h1>حديقة جديدة في قلب المدينة</h1>{day}{PARAGRAPHS}")
    assert story.published is not None
    assert (story.published.when.iso, story.updated) == ("2024-10-24", None)


def test_a_title_tag_with_an_outlet_alone_names_the_publisher() -> None:
    story = made("<title>الزمان</title>", f"<p><b>حديقة جديدة في قلب المدينة</b></p>{PARAGRAPHS}")
    assert story.title.ar == "حديقة جديدة في قلب المدينة"
    assert story.publisher is not None
    assert story.publisher.name == "الزمان"


@pytest.mark.parametrize(("site", "name"), [("الزمان", "الزمان"), ("كلام آخر", None)])
def test_no_publisher_is_made_of_a_headline(site: str, name: str | None) -> None:
    title = "المدينة: 3.5 مليون زائر في حديقة جديدة"
    story = made(f"<title>{title} | {site}</title>", f"<h1>{title} هذا العام</h1>{PARAGRAPHS}")
    assert (story.publisher and story.publisher.name) == name


def test_meta_tags_only() -> None:
    story = page("meta")
    assert story.title.ar == "معلمة في القرية البعيدة تفتح مكتبتها للأطفال"
    assert story.published is not None
    assert (story.published.when.iso, story.published.when.precision) == ("2023-11-05", "day")
    assert story.updated is None
    assert (story.publisher and story.publisher.evidence) == "og:site_name: صحيفة السهل"
    assert (story.author and story.author.name) == "ريم الحداد"
    assert story.url == "https://sahl.example/2023/library"
    assert len(story.blocks) == 3


def test_a_time_tag_only() -> None:
    story = page("time")
    assert story.published is not None
    assert story.published.when.iso == "2022-04-18"
    assert story.published.evidence == "time: 2022-04-18T00:00:00+03:00"
    assert story.title.ar == "مربو النحل في الوادي يشكون قلة المطر"
    assert len(story.blocks) == 3


def test_no_metadata_but_a_visible_date_line() -> None:
    story = page("bare")
    assert story.title.ar == "ترميم الجسر الحجري يبدأ بعد تأخير طويل"
    assert (story.published and story.published.evidence) == "تم النشر: 14 مارس 2021"
    assert len(story.blocks) == 3


def test_a_messy_page() -> None:
    story = page("messy")
    assert story.title.ar == "فريق الحي يفوز بالكأس بعد مباراة طويلة"
    assert story.published is not None
    assert (story.published.when.iso, story.published.when.precision) == ("2024-03-02", "day")
    assert (story.updated, story.author, story.url) == (None, None, None)
    assert texts(story)[0].startswith("فاز فريق الحي بكأس المدينة")
    assert texts(story)[-1].startswith("ويسافر الفريق الأسبوع المقبل")
    assert not any(word in " ".join(texts(story)) for word in ("زائر", "اقرأ", "فيسبوك", "إصابة"))


def test_the_encoding_a_page_declares() -> None:
    path = ROOT / "tests" / "html" / "charset.html"
    saved = decode(path.name, path.read_bytes())
    sent = decode(path.name, path.read_text(encoding="utf-8").encode("windows-1256"))
    assert (saved.encoding, sent.encoding) == ("utf-8", "windows-1256")
    assert sent.text == saved.text
    # It is what it says it is: there is nothing to look at.
    assert (saved.warnings, sent.warnings) == ((), ())
    assert sent.meta == saved.meta
    assert sent.meta is not None
    assert sent.meta.date == "2009-05-12"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "windows-1256", "iso-8859-6"])
def test_encodings_of_pages(encoding: str) -> None:
    declared = encoding if encoding.startswith("iso") else "utf-8"
    text = f"<html><head><meta charset={declared}></head><body>{PARAGRAPHS}</body></html>"
    seed = decode("a.html", text.encode(encoding))
    assert seed.text == "\n".join(BODY)
    assert seed.encoding == encoding


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_is_read_the_same_way_twice(path: Path) -> None:
    data = path.read_bytes()
    once, twice = (read_html(path.name, data, path.name, None) for _ in range(2))
    assert once == twice


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ('<meta name="date" content="2024-02-31">', None),
        ('<meta name="date" content="0001-01-01">', None),
        ('<meta name="date" content="1970-01-01T00:00:00Z">', None),
        ('<meta name="date" content="قريبا">', None),
        ('<meta name="copyright" content="© 2020">', None),
        ('<meta name="date" content="2024-02"><meta name="pubdate" content="2024-99">', "2024-02"),
        ('<meta name="DC.date.issued" content="2024-02-03T10:00">', "2024-02-03"),
        (
            '<meta itemprop="datePublished" content="2024-02-03T01:00+03:00">',
            "2024-02-03T01:00+03:00",
        ),
    ],
)
def test_dates_of_meta_tags(head: str, expected: str | None) -> None:
    story = made(head)
    assert (story.published.when.iso if story.published else None) == expected


@pytest.mark.parametrize(
    ("published", "modified", "updated"),
    [
        ("2024-07-24T10:00+03:00", "2024-07-24T08:00Z", "2024-07-24T08:00Z"),
        ("2024-07-24T10:00+03:00", "2024-07-24T11:00+04:00", None),
        ("2024-07-24T10:00+03:00", "2024-07-24", None),
        ("2024-07", "2024-07-25", None),
        ("2024-07-24", "2024-07-25T00:30+03:00", "2024-07-25T00:30+03:00"),
    ],
)
def test_a_change_no_later_than_the_publication_is_none(
    published: str, modified: str, updated: str | None
) -> None:
    head = f'<meta property="article:published_time" content="{published}">'
    story = made(f'{head}<meta property="article:modified_time" content="{modified}">')
    assert (story.updated.when.iso if story.updated else None) == updated


def test_a_copyright_year_is_no_date() -> None:
    story = made("<title>حديقة</title>", f"{PARAGRAPHS}<footer>© 2020 حديقة</footer><p>© 2020</p>")
    assert story.published is None


@pytest.mark.parametrize(
    "script",
    [
        "{",
        "[" * 5000,
        "null",
        '{"@type": "NewsArticle", "author": {"name": null}, "publisher": 7, "headline": []}',
        '{"@graph": [{"@type": "WebPage", "datePublished": "2020-01-01"}]}',
        '{"@type": "NewsArticle", "url": "javascript:alert(1)", "author": "https://x.example/a"}',
        '{"@type": "NewsArticle", "author": {"@id": ["x"]}, "datePublished": {"@value": "2020"}}',
    ],
)
def test_broken_json_ld_costs_nothing(script: str) -> None:
    story = made(f'<script type="application/ld+json">{script}</script>')
    assert (story.published, story.url, story.author) == (None, None, None)
    assert texts(story) == list(BODY)


@pytest.mark.parametrize(
    "noise",
    [
        "\x07",
        "\x7f",
        "\x96",
        "&#7;",
        "&#x0007;",
        "&#X7",
        "&#&#7;7;",
        "&#31;",
        "&#x1F;",
        "&#127;",
        "&#x7F",
        "&#xfffe;",
        "&#65535;",
    ],
)
def test_control_characters_of_a_page_are_left_out_and_this_is_said(noise: str) -> None:
    # Behind a figure and in an address are places where extraction writes texts anew.
    page = f"<figure></figure>{noise} نص<p><a href='/{noise}'>{BODY[0]}</a></p>\n{PARAGRAPHS * 2}"
    seed = decode("a.html", f"<html><body>\n<main>{page}</main></body></html>".encode())
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]", seed.text + repr(seed.aside))
    assert [(problem.line, problem.error) for problem in seed.warnings] == [(2, False)]
    assert str(seed.warnings[0]).startswith("seeds/a.html:2: control characters are left out")


@pytest.mark.parametrize("reference", ["&#9;", "&#13;", "&#x20;", "&#70;", "&#150;", "&#0;", "&#;"])
def test_other_character_references_are_no_news(reference: str) -> None:
    page = f"<html><body>{PARAGRAPHS}<p>نص{reference}</p></body></html>"
    assert decode("a.html", page.encode()).warnings == ()


@pytest.mark.parametrize(
    ("before", "after"),
    [("<!--", "-->"), ("//<![CDATA[", "//]]>"), ("\n ", ";\n"), (" <!-- ", "; --> ;")],
)
def test_json_ld_is_read_in_what_old_pages_put_around_it(before: str, after: str) -> None:
    # White space as long as this would take a pattern that tries every place of it hours.
    node = f'{{"@type": "NewsArticle",{" " * 100_000}"author": "ليلى الحداد"}}'
    story = made(f'<script type="application/ld+json">{before}{node}{after}</script>')
    assert (story.author and story.author.name) == "ليلى الحداد"


def test_half_an_emoji_in_json_ld_is_replaced() -> None:
    node = '"author": {"name": "ليلى \\ud83d"}, "url": "https://x.example/\\ud83d"'
    script = f'{{"@type": "NewsArticle", {node}, "publisher": "دار \\ud83d\\ude00"}}'
    story = made(f'<script type="application/ld+json">{script}</script>')
    assert (story.author and story.author.name) == "ليلى \ufffd"
    assert (story.publisher and story.publisher.name) == "دار \U0001f600"
    assert story.url == "https://x.example/\ufffd"
    assert repr(story).encode()


def test_a_title_is_there_once_however_the_page_words_it() -> None:
    shown = "حديقة جديدة في قلب المدينة"
    heads = [
        f"<title>{shown} | صحيفة الضفة</title>",
        f'<meta property="og:title" content="{shown} تفتح أبوابها للزوار">',
        '<meta property="og:title" content="حديقة جديدة في قلب ...">',
        "",
    ]
    for head in heads:
        assert made(head).title.ar == shown
        assert texts(made(head)) == list(BODY)


def test_a_title_only_the_metadata_has() -> None:
    story = made("<title>حديقة جديدة في قلب المدينة - صحيفة الضفة</title>", PARAGRAPHS)
    assert story.title.ar == "حديقة جديدة في قلب المدينة"
    assert texts(story) == list(BODY)


def test_the_editor_goes_before_the_page_and_the_page_before_the_text() -> None:
    meta = PageMeta(
        title="عنوان الصفحة نفسها",
        date="2024-01-02",
        publisher="صحيفة الضفة",
        url="https://x.example/",
        evidence={"date": "date: 2024-01-02"},
    )
    text = "عنوان الصفحة نفسها\nتم النشر: 2020/05/05\n" + "\n".join(BODY)
    seed = Seed("a.html", "a", text, meta=meta)
    page_first = parse_story(seed, Sidecar())
    assert (page_first.published and page_first.published.when.iso) == "2024-01-02"
    assert [aside.text for aside in page_first.set_aside] == ["تم النشر: 2020/05/05"]
    edited = parse_story(seed, Sidecar(title="عنوان المحرر", date="2023", publisher="دار"))
    assert (edited.published and edited.published.when.iso) == "2023"
    assert (edited.title.ar, edited.url) == ("عنوان المحرر", "https://x.example/")
    assert (edited.publisher and edited.publisher.name) == "دار"


def test_a_short_page_keeps_its_lines() -> None:
    story = made(
        "", "<ul><li><a href=/>الرئيسية</a></ul><h1>عنوان الخبر اليوم هنا</h1><p>" + BODY[0]
    )
    assert story.title.ar == "عنوان الخبر اليوم هنا"
    assert texts(story) == [BODY[0]]


def test_signs_in_a_page_stay_as_written() -> None:
    signs = "<p>صـــباح&nbsp;١٢ و12 (\u202bمن ﻻ\u202c) شيء.</p>"
    story = made("", f"<h1>حديقة جديدة في قلب المدينة</h1>{signs}{PARAGRAPHS}")
    assert "صـــباح" in texts(story)[0]
    assert "ﻻ" in texts(story)[0]
    assert "١٢ و12" in texts(story)[0]


FRONT = f"""---
title: "حديقة جديدة في قلب المدينة"
date: 2024-07-24T10:00:00+03:00
authors:
  - ليلى
  - سامر
publisher: صحيفة الضفة
url: https://dhiffa.example/garden
tags: [بيئة, أطفال]
layout: post
---

# حديقة جديدة في قلب المدينة

{BODY[0]} وفيها **نافورة** و[خريطة](https://x.example/m_(1)).

## ما ينقصها

- مقاعد في الظل
- ماء للشرب

> {BODY[1]}

***
"""


def test_front_matter() -> None:
    story = markdown(FRONT)
    assert story.title.ar == "حديقة جديدة في قلب المدينة"
    assert story.published is not None
    assert story.published.when.iso == "2024-07-24T10:00+03:00"
    assert story.published.evidence == "date: 2024-07-24T10:00:00+03:00"
    assert (story.author and story.author.name) == "ليلى، سامر"
    assert (story.publisher and story.publisher.evidence) == "publisher: صحيفة الضفة"
    assert (story.url, story.tags) == ("https://dhiffa.example/garden", ("بيئة", "أطفال"))


def test_markdown_marks_become_kinds() -> None:
    story = markdown(FRONT)
    assert kinds(story) == ["paragraph", "heading", "item", "item", "paragraph"]
    assert texts(story)[1].endswith("وفيها نافورة وخريطة.")
    assert texts(story)[2:] == ["ما ينقصها", "مقاعد في الظل", "ماء للشرب", BODY[1]]
    assert [block.line for block in story.blocks] == [15, 17, 19, 20, 22]


def test_rows_are_items_and_what_stands_for_a_picture_is_its_caption() -> None:
    table = "| المحافظة | الزوار |\n|---|---:|\n| بغداد | 640 |\n| البصرة | 220 |"
    text = (
        f"# حديقة جديدة في قلب المدينة\n\n{BODY[0]}\n\n{table}\n\n![طائرة](plane.jpg)\n\n{BODY[1]}"
    )
    story = markdown(text)
    assert texts(story)[1:4] == ["المحافظة\u2003الزوار", "بغداد\u2003640", "البصرة\u2003220"]
    assert kinds(story) == ["paragraph", "item", "item", "item", "caption", "paragraph"]


def test_a_row_of_a_page_is_one_line_and_its_numbers_stay_apart() -> None:
    table = "<table><tr><td>بغداد</td><td>640</td><td>220</td></tr></table>"
    story = made("", f"<h1>حديقة جديدة في قلب المدينة</h1><p>{BODY[0]}</p>{table}<p>{BODY[1]}</p>")
    assert "بغداد\u2003640\u2003220" in texts(story)


def test_a_head_in_pelican_s_manner() -> None:
    head = "Title: حديقة جديدة في قلب المدينة\nDate: 2024-07-24 10:00\nTags: بيئة، أطفال\n\n"
    story = markdown(f"{head}{BODY[0]}\n")
    assert story.title.ar == "حديقة جديدة في قلب المدينة"
    assert (story.published and story.published.when.iso) == "2024-07-24"
    assert story.tags == ("بيئة", "أطفال")
    assert texts(story) == [BODY[0]]


def test_an_article_in_markdown_ends_in_its_list_and_not_in_links() -> None:
    body = "\n\n".join(BODY)
    items = ["- ثلاثة أبواب جديدة", "- [حديقة أخرى في المدينة](https://example.org/1)"]
    story = markdown(f"# حديقة جديدة في قلب المدينة\n\n{body}\n\n{chr(10).join(items)}\n")
    assert kinds(story) == ["paragraph", "paragraph", "item"]


def test_markdown_without_front_matter() -> None:
    story = markdown(f"# حديقة جديدة في قلب المدينة\n\n{BODY[0]}\n\nWho: لا أحد يعرف من بناها.\n")
    assert story.title.ar == "حديقة جديدة في قلب المدينة"
    assert len(story.blocks) == 2
    assert story.published is None


def test_an_impossible_date_in_front_matter_is_told_with_its_line() -> None:
    with pytest.raises(BriefingError, match=r"seeds/a\.md:3: “date” is not a date"):
        markdown(f"---\ntitle: x\ndate: 2024-02-31\n---\n{BODY[0]}\n{BODY[1]}\n")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2024-07-24T10:00:00+03:00", "2024-07-24T10:00+03:00"),
        ("2024-07-24 10:00:00.5 UTC", "2024-07-24T10:00Z"),
        ("2024-07-24T10:00:00-0500", "2024-07-24T10:00-05:00"),
        ("2020-06-03T03:01:00+04:00", "2020-06-03T03:01+04:00"),
        ("2024-07-24T10:00:00+00:00", "2024-07-24T10:00Z"),
        ("Wed, 24 Jul 2024 10:00:00 +0300", "2024-07-24T10:00+03:00"),
        ("2024-07-24T10:00", "2024-07-24"),
        ("2024-07-24T00:00:00+03:00", "2024-07-24"),
        ("2024/7/4", "2024-07-04"),
        ("2024-7", "2024-07"),
        ("2024", "2024"),
        ("2023-02-29", None),
        ("2024-07-24T25:00:00Z", None),
        ("31 Feb 2024", None),
        ("99", None),
        ("", None),
    ],
)
def test_dates_for_machines(text: str, value: str | None) -> None:
    when = read_iso(text)
    assert (when and when.iso) == value


PERSIAN = (
    "شهردار تهران گفت که باغ تازه شهر از هفته آینده به روی مردم باز می‌شود و پارک چهارم نیز"
    " تا پایان سال آماده خواهد شد. گزارشگر ما می‌پرسد چه کسی این پول را پرداخت."
)
URDU = "بلدیہ نے کہا ہے کہ شہر کا نیا باغ اگلے ہفتے عوام کے لیے کھول دیا جائے گا اور ٹکٹ نہیں ہوگا۔"
HEBREW = "העירייה פתחה הבוקר את הגן החדש בלב העיר, ומאות ילדים באו לשחק בו עם הוריהם. " * 2
KURDISH = "شارەوانی ڕایگەیاند کە باخچە نوێیەکەی شار لە هەفتەی داهاتوو بۆ هەمووان دەکرێتەوە."
MENU = "الرئيسية\nسياسة\nاقتصاد\nرياضة\nرئيس البلدية يفتتح الحديقة الجديدة\nتوقف القطار ساعتين\n"


@pytest.mark.parametrize("ending", ["txt", "md", "html"])
@pytest.mark.parametrize(
    ("text", "words"),
    [
        (PERSIAN, "not Arabic but Persian, Urdu"),
        (URDU, "not Arabic but Persian, Urdu"),
        (KURDISH, "not Arabic but Persian, Urdu"),
        (HEBREW, "not Arabic but Hebrew"),
        ("The garden was opened this morning, and hundreds came. " * 5, "no Arabic article"),
        (MENU, "only menus and headlines"),
    ],
)
def test_what_is_no_arabic_article_is_told(
    tmp_path: Path, text: str, words: str, ending: str
) -> None:
    (tmp_path / "seeds").mkdir()
    tagged = "".join(f"<p>{line}</p>" for line in text.strip().split("\n"))
    written = f"<html><body>{tagged}</body></html>" if ending == "html" else text
    (tmp_path / "seeds" / f"a.{ending}").write_text(written, encoding="utf-8")
    (tmp_path / "seeds" / "good.txt").write_text("عنوان الخبر\n" + BODY[0], encoding="utf-8")
    inputs = read_inputs(tmp_path, "seeds")
    made = make_edition(inputs)
    assert [story.stem for story in made.stories] == ["good"]
    assert [words in str(problem) for problem in made.problems] == [True]
    assert str(made.problems[0]).startswith(f"seeds/a.{ending}: ")


def test_foreign_names_do_not_make_a_page_foreign() -> None:
    text = "مهرجان أگادير يستضيف چارلي وپيير\n" + "\n".join(
        f"وقال گيوم وچارلي وپيير إن مدينة أگادير تستحق المهرجان. {body}" for body in BODY
    )
    assert decode("a.txt", text.encode()).text == text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1256"])
@pytest.mark.parametrize("ending", ["txt", "html"])
def test_another_encoding_is_said_once_and_does_not_fail(
    tmp_path: Path, encoding: str, ending: str
) -> None:
    (tmp_path / "seeds").mkdir()
    text = f"<html><body>{PARAGRAPHS}" if ending == "html" else "عنوان\n" + "\n".join(BODY)
    (tmp_path / "seeds" / f"a.{ending}").write_bytes(text.encode(encoding))
    inputs = read_inputs(tmp_path, "seeds")
    assert len(inputs.seeds) == 1
    said = [str(problem) for problem in inputs.problems]
    assert not any(problem.error for problem in inputs.problems)
    assert len(said) == (0 if encoding.startswith("utf-8") else 1)
    assert all(f"seeds/a.{ending}: read as {encoding}. " in one for one in said)


def test_a_text_and_a_page_of_one_name_are_told(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "a.txt").write_text("عنوان الخبر\n" + BODY[0], encoding="utf-8")
    (tmp_path / "seeds" / "a.html").write_text(f"<html><body>{PARAGRAPHS}", encoding="utf-8")
    (tmp_path / "seeds" / "._a.txt").write_bytes(b"\0\1")
    edition = make_edition(read_inputs(tmp_path, "seeds"))
    assert [story.seed for story in edition.stories] == ["a.html"]
    assert ["a.html and a.txt have one sidecar" in str(p) for p in edition.problems] == [True]


def test_a_page_is_built_like_a_text(project: Path, build: Run) -> None:
    shutil.copy(ROOT / "tests" / "html" / "graph.html", project / "seeds" / "berth.html")
    (project / "seeds" / "garden.md").write_text(FRONT, encoding="utf-8")
    done = build()
    assert (done.returncode, done.stderr) == (0, "")
    data = json.loads((project / "output" / "data" / "briefing.json").read_text(encoding="utf-8"))
    by_seed = {story["seed"]: story for story in data["stories"]}
    assert by_seed["berth.html"]["published"] == {
        "date": "2024-07-24T10:00+03:00",
        "precision": "minute",
        "evidence": "datePublished: 2024-07-24T10:00:00+03:00",
        "inferred": False,
    }
    page = (project / "output" / "ar" / "garden.html").read_text(encoding="utf-8")
    assert "حديقة جديدة في قلب المدينة" in page
    post = (project / "content" / "ar" / "garden.md").read_text(encoding="utf-8")
    assert post.count("حديقة جديدة في قلب المدينة") == 1


# What pages of outlets do.

LEAD = "قالت البلدية أمس إن الحديقة الجديدة في وسط المدينة تفتح أمام الزوار."


def test_a_lead_outside_the_article_is_its_first_sentence() -> None:
    more = [
        f"وقال العامل رقم {n} في الحديقة إن الأشجار تحتاج إلى ماء كثير كل يوم." for n in range(9)
    ]
    paragraphs = PARAGRAPHS + "".join(f"<p>{text}</p>" for text in more)
    story = made(
        "",
        f"<div><h1>حديقة جديدة في قلب المدينة</h1><div><p>هل تزور الحديقة الجديدة مع أطفالك في "
        f"الأيام الأولى بعد الافتتاح؟</p></div><div class=lead><p>{LEAD}</p></div>"
        f"<div itemprop=articleBody>{paragraphs}</div></div>",
    )
    assert texts(story) == [LEAD, *BODY, *more]


def test_a_page_in_a_form_is_read_and_a_form_in_a_page_is_not() -> None:
    shown = f"<span class=t>حديقة جديدة في قلب المدينة</span>{PARAGRAPHS}"
    head = "<title>موقع المدينة - حديقة جديدة في قلب المدينة</title>"
    story = made(head, f"<form>{shown}</form>")
    assert (story.title.ar, texts(story)) == ("حديقة جديدة في قلب المدينة", list(BODY))
    story = made("", f"<h1>حديقة جديدة في قلب المدينة</h1>{PARAGRAPHS}<form>{LEAD}</form>")
    assert texts(story) == list(BODY)


def test_a_slogan_in_the_first_heading_is_no_title() -> None:
    head = "<title>حديقة جديدة في قلب المدينة – المرسى</title>"
    body = "<h1>المرسى أونلاين يومية إخبارية</h1><h2>حديقة جديدة في قلب المدينة</h2>"
    assert made(head, body + PARAGRAPHS).title.ar == "حديقة جديدة في قلب المدينة"
    assert made("", body + PARAGRAPHS).title.ar == "المرسى أونلاين يومية إخبارية"


@pytest.mark.parametrize(
    "script",
    [
        '{"@type": "NewsArticle", "datePublished": "2021-11-23", "dateModified": "",}',
        '{"@type": "NewsArticle", "description": "حديقة "صغيرة"", "datePublished": "2021-11-23"}',
        '[{"@type": "NewsArticle", "datePublished": "2021-11-23"}, {"datePublished": "2022-1-1",}]',
        '{"@type": "NewsArticle"\n "headline": "\\u062d", "datePublished": "2021-11-23"}',
    ],
)
def test_of_broken_json_ld_the_texts_are_read(script: str) -> None:
    story = made(f'<script type="application/ld+json">{script}</script>')
    assert story.published is not None
    assert story.published.when.iso == "2021-11-23"


def test_an_address_or_an_outlet_is_no_author() -> None:
    assert made("<meta name=author content='المرسى https; //marsa.example'>").author is None
    assert made("<meta name=author content='(أبوظبي - البيان)'>").author is None


@pytest.mark.parametrize(("line", "title"), [("# وداعا", "وداعا"), ("وداعا", "طالب الصيادون")])
def test_a_word_at_the_top_is_the_title_where_its_markup_says_so(line: str, title: str) -> None:
    """Else it may be what the page is called, if the text has nothing of it."""
    text = "طالب الصيادون إدارة الميناء ببناء رصيف جديد.\n\nوقال نقيبهم إن القديم ضيق."
    story = markdown(f"{line}\n\n{text}")
    assert story.title.ar.startswith(title)
    assert story.blocks[-1].sentences[0].ar.startswith("وقال نقيبهم")
