"""Feeds of hand-made values: whole in every format, and what is in which."""

from __future__ import annotations

import json
from dataclasses import replace
from xml.etree import ElementTree as ET

import html5lib
import pytest
from pelican.plugins.briefing.explain.page import Explainer
from pelican.plugins.briefing.model import Change, Lang
from pelican.plugins.briefing.render.feed_formats import (
    ATOM,
    MOST_ITEMS,
    Feed,
    Item,
    atom,
    content_html,
    json_feed,
    rss,
    sitemap,
)
from pelican.plugins.briefing.render.feeds import site_feeds
from render_support import (
    EXPLAINER,
    HARBOUR,
    LATER,
    STORIES,
    check_whole,
    dated,
    explainer,
    site,
)

FIRST = Item(
    url="https://site.test/ar/flood.html",
    lang="ar",
    title="فيضان <كبير>\u202e",
    summary="ملخص & أكثر",
    html="<p>نص &amp; <b>1-2</b></p>",
    published=dated("2024-07-24T01:00+03:00"),
    updated=dated("2024-07-25"),
    author="وكالة\nالأنباء",
    tags=("مياه", "a\u202eb"),
)
SECOND = Item(
    url="https://site.test/en/council.html",
    lang="en",
    title="The council decides",
    summary="",
    html="<p>Text</p>",
    published=dated("2024-05"),
    updated=None,
    author="Publisher not stated",
)
UNDATED = replace(SECOND, url="https://site.test/en/harbour.html", published=None)
MIXED = Feed(
    "الموجز · Briefing", "عنه & it\u202e", "https://site.test/", None, (FIRST, SECOND, UNDATED)
)
ARABIC = replace(MIXED, lang="ar", items=(FIRST,))
FORMATS = {"atom.xml": atom, "rss.xml": rss, "json": json_feed}


@pytest.mark.parametrize("kind", FORMATS)
def test_a_feed_of_both_languages_is_whole(kind: str) -> None:
    check_whole(f"feed.{kind}", FORMATS[kind](MIXED, f"https://site.test/feeds/all.{kind}"))


@pytest.mark.parametrize("kind", FORMATS)
def test_a_feed_of_one_language_is_whole(kind: str) -> None:
    check_whole(f"feed_ar.{kind}", FORMATS[kind](ARABIC, f"https://site.test/feeds/ar.{kind}"))


@pytest.mark.parametrize("kind", FORMATS)
def test_content_holds_nothing_that_steers_or_that_xml_lacks(kind: str) -> None:
    """A post that a person has edited goes into feeds as it is read, past every template."""
    item = replace(FIRST, html="<pre>a\x07\n\u202eb\x0bc&#x202e;d&#27;\u2067e\u2069</pre>")
    text = FORMATS[kind](replace(MIXED, items=(item,)), "https://site.test/feeds/all")
    expected = content_html(replace(item, html="<pre>a\ufffd\nb cd\ufffd\u2067e\u2069</pre>"))
    if kind == "json":
        assert json.loads(text)["items"][0]["content_html"] == expected
    else:
        assert expected in [element.text for element in ET.fromstring(text).iter()]  # noqa: S314 - our own


TEXTS = [
    "<img src=x onerror=alert(1)>",
    "&amp; &lt;b&gt; &#60;",
    "R&D <b> \"quoted\" and 'so'",
    "]]> <!-- --> </title></description>",
]


@pytest.mark.parametrize("text", TEXTS)
def test_readers_of_rss_show_titles_and_descriptions_as_they_are_written(text: str) -> None:
    """They show them as HTML; Atom and JSON Feed say that theirs are text."""
    item = replace(FIRST, title=text, summary=text)
    feed = replace(MIXED, title=text, description=text, items=(item,))
    shown = ET.fromstring(rss(feed, "https://site.test/"))  # noqa: S314 - our own
    for name in ("channel/title", "channel/description", "item/title", "item/description"):
        as_html = html5lib.parseFragment(shown.findtext(f".//{name}") or "")
        assert len(as_html) == 0, "no element"
        assert as_html.text == text
    written = ET.fromstring(atom(feed, "https://site.test/"))  # noqa: S314 - our own
    for name in ("title", "subtitle", "entry/title", "entry/summary"):
        path = "/".join(f"{{{ATOM}}}{part}" for part in name.split("/"))
        element = written.find(path)
        assert element is not None
        assert (element.get("type", "text"), element.text) == ("text", text)
    read = json.loads(json_feed(feed, "https://site.test/"))
    values = (read["title"], read["description"])
    assert {*values, read["items"][0]["title"], read["items"][0]["summary"]} == {text}


def test_a_feed_changed_when_its_newest_item_did() -> None:
    assert MIXED.updated.isoformat() == "2024-07-25T00:00:00+00:00"
    older = replace(FIRST, updated=None)
    assert replace(MIXED, items=(SECOND, older)).updated.isoformat() == "2024-07-23T22:00:00+00:00"
    assert replace(MIXED, items=(UNDATED,)).updated.isoformat() == "1970-01-01T00:00:00+00:00"
    assert replace(MIXED, items=()).updated.isoformat() == "1970-01-01T00:00:00+00:00"


def test_an_items_content_declares_its_language() -> None:
    assert content_html(FIRST) == f'<div lang="ar" dir="rtl">{FIRST.html}</div>'
    assert content_html(SECOND) == '<div lang="en" dir="ltr"><p>Text</p></div>'


def test_a_feed_has_no_more_items_than_readers_take() -> None:
    long = replace(MIXED, items=(SECOND,) * (MOST_ITEMS + 1))
    root = ET.fromstring(atom(long, ""))  # noqa: S314 - our own output
    assert len(root.findall("{http://www.w3.org/2005/Atom}entry")) == MOST_ITEMS == 50
    assert len(ET.fromstring(rss(long, "")).findall("channel/item")) == MOST_ITEMS  # noqa: S314
    assert len(json.loads(json_feed(long, ""))["items"]) == MOST_ITEMS


def test_a_sitemap_names_each_page_in_every_language() -> None:
    both = {"ar": "https://site.test/ar/x.html?a&b", "en": "https://site.test/en/x.html"}
    pages = [(both["ar"], both, "2024-07-24"), ("https://site.test/", {}, None)]
    check_whole("sitemap.xml", sitemap(pages))


# Which feeds there are -----------------------------------------------------------------------


class Contents:
    """Contents that name what they were asked for; one story has no post in English."""

    def post(self, slug: str, lang: Lang) -> tuple[str, str] | None:
        if (slug, lang) == ("harbour", "en"):
            return None
        return f"summary of {slug}", f"<p>{slug}</p>"

    def explainer(self, explainer: Explainer, lang: Lang) -> str:
        return f"<p>{explainer.slug} {lang}</p>"

    def change(self, explainer: Explainer, change: Change, lang: Lang) -> str:
        return f"<p>{explainer.slug} {change.day} {lang}</p>"


def feeds(*explainers: Explainer) -> dict[str, Feed]:
    return dict(site_feeds(site(explainers=explainers), Contents()))


def test_there_is_a_feed_of_each_language_of_both_and_of_each_explainer() -> None:
    made = feeds(EXPLAINER)
    assert list(made) == ["ar", "en", "all", "water.ar", "water.en"]
    heads = {name: (f.title, f.description, f.home, f.lang) for name, f in made.items()}
    assert heads["en"] == ("Briefing", "About it", "https://site.test/en/index.html", "en")
    assert heads["all"] == (
        "الموجز · Briefing",
        "عن الموقع · About it",
        "https://site.test/index.html",
        None,
    )
    assert heads["water.ar"] == (
        EXPLAINER.title.ar,
        EXPLAINER.intro.ar,
        "https://site.test/ar/water.html",
        "ar",
    )


def urls(feed: Feed) -> list[str]:
    return [item.url.removeprefix("https://site.test/") for item in feed.items]


def test_a_feed_has_explainers_then_stories_that_have_a_post() -> None:
    made = feeds(EXPLAINER)
    arabic = ["ar/water.html", *(f"ar/{s.slug}.html" for s in STORIES)]
    english = ["en/water.html", "en/flood.html", "en/council.html"]
    assert (urls(made["ar"]), urls(made["en"])) == (arabic, english)
    assert urls(made["all"]) == [
        "ar/water.html",
        "en/water.html",
        "ar/flood.html",
        "en/flood.html",
        "ar/council.html",
        "en/council.html",
        "ar/harbour.html",
    ]
    assert urls(made["water.en"]) == [
        "en/water.changes.html#on-2024-07-24",
        *english,
    ]


def test_a_story_is_an_item_with_what_is_known_of_it() -> None:
    made = feeds()
    flood, council = made["en"].items
    assert flood == Item(
        url="https://site.test/en/flood.html",
        lang="en",
        title="A *big* flood",
        summary="summary of flood",
        html="<p>flood</p>",
        published=dated("2024-07-24T10:00+03:00", "24 July 2024"),
        updated=dated("2024-07-25", "updated"),
        author="News Agency",
        tags=("the port", "مياه الشرب"),
    )
    assert (council.author, council.tags) == ("صحيفة الساحل", ())
    assert made["ar"].items[2].author == "الناشر غير مذكور"
    pending = HARBOUR.each(lambda s: replace(s, en=None, state="pending"))
    (shown,) = dict(
        site_feeds(site(explainers=(), stories=(replace(pending, slug="b"),)), Contents())
    )["en"].items
    assert shown.title == HARBOUR.title.ar


def test_an_explainer_is_an_item_of_its_newest_story() -> None:
    item = feeds(EXPLAINER)["en"].items[0]
    assert item == Item(
        url="https://site.test/en/water.html",
        lang="en",
        title="Water & port",
        summary="What is known of *water*",
        html="<p>water en</p>",
        published=None,
        updated=dated("2024-07-24T10:00+03:00", "24 July 2024"),
        author="Briefing",
    )
    backwards = explainer(stories=tuple(reversed(STORIES)))
    assert feeds(backwards)["en"].items[0].updated == item.updated
    assert feeds(explainer(stories=(HARBOUR,)))["en"].items[0].updated is None


def test_a_days_change_is_an_item_of_its_own() -> None:
    item = feeds(EXPLAINER)["water.en"].items[0]
    day = dated("2024-07-24T10:00+03:00", "24 July 2024")
    assert item == Item(
        url="https://site.test/en/water.changes.html#on-2024-07-24",
        lang="en",
        title="What changed: Water & port",
        summary="A *big* flood, أخبار المرفأ",
        html="<p>water 2024-07-24 en</p>",
        published=day,
        updated=day,
        author="Briefing",
    )
    # Of articles of one day an undated one cannot say which it is.
    backwards = explainer(changes=(replace(LATER, articles=LATER.articles[::-1]),))
    assert feeds(backwards)["water.en"].items[0].published == day
    bare = explainer(slug="bare", stories=())
    assert urls(feeds(bare)["bare.ar"]) == ["ar/bare.html"]
