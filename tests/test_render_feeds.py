"""Feeds of hand-made values: whole in every format, and what is in which."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree as ET

import html5lib
import pytest
from pelican.plugins.briefing.explain.page import Explainer
from pelican.plugins.briefing.model import LANGS, Change, Lang
from pelican.plugins.briefing.render.addresses import tag_path
from pelican.plugins.briefing.render.feed_formats import (
    ATOM,
    HISTORY,
    Feed,
    FeedPage,
    Item,
    atom,
    content_html,
    feed_files,
    json_feed,
    opml,
    rss,
)
from pelican.plugins.briefing.render.feeds import site_feeds
from pelican.plugins.briefing.render.own_posts import OwnPost
from render_support import (
    COUNCIL,
    EXPLAINER,
    HARBOUR,
    LATER,
    STORIES,
    check_whole,
    dated,
    explainer,
    site,
    when,
)

WATER_TAG = tag_path("مياه,الشرب").removeprefix("tag/").removesuffix(".html")

FIRST = Item(
    id="urn:uuid:1",
    url="https://site.test/ar/flood.html",
    lang="ar",
    title="فيضان <كبير>",
    summary="ملخص & أكثر\u202e",
    html="<p>نص &amp; <b>1-2</b></p>",
    published=datetime(2024, 7, 23, 22, tzinfo=UTC),
    changed=datetime(2024, 7, 25, tzinfo=UTC),
    author="وكالة\nالأنباء",
    byline="وكالة الأنباء، 24-25",
    tags=("مياه", "a\u202eb"),
)
SECOND = Item(
    id="urn:uuid:2",
    url="https://site.test/en/council.html",
    lang="en",
    title="The council decides",
    summary="",
    html="<p>Text</p>",
    published=datetime(2024, 5, 1, tzinfo=UTC),
    changed=datetime(2024, 5, 1, tzinfo=UTC),
)
UNDATED = replace(
    SECOND, id="urn:uuid:3", url="https://site.test/en/harbour.html", published=None, changed=None
)
MIXED = Feed(
    "الموجز · Briefing", "عنه & it\u202e", "https://site.test/", None, (FIRST, SECOND, UNDATED)
)
ARABIC = replace(MIXED, lang="ar", items=(FIRST,))


def only_page(feed: Feed, address: str) -> FeedPage:
    """Return the one page of a short feed."""
    return FeedPage(feed, feed.items, address, address, "feed.css")


FORMATS = {"atom.xml": atom, "rss.xml": rss, "json": json_feed}


@pytest.mark.parametrize("kind", FORMATS)
def test_a_feed_of_both_languages_is_whole(kind: str) -> None:
    check_whole(
        f"feed.{kind}", FORMATS[kind](only_page(MIXED, f"https://site.test/feeds/all.{kind}"))
    )


@pytest.mark.parametrize("kind", FORMATS)
def test_a_feed_of_one_language_is_whole(kind: str) -> None:
    check_whole(
        f"feed_ar.{kind}", FORMATS[kind](only_page(ARABIC, f"https://site.test/feeds/ar.{kind}"))
    )


@pytest.mark.parametrize("kind", FORMATS)
def test_content_holds_nothing_that_steers_or_that_xml_lacks(kind: str) -> None:
    """A post that a person has edited goes into feeds as it is read, past every template."""
    item = replace(FIRST, html="<pre>a\x07\n\u202eb\x0bc&#x202e;d&#27;\u2067e\u2069</pre>")
    text = FORMATS[kind](only_page(replace(MIXED, items=(item,)), "https://site.test/feeds/all"))
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
    shown = ET.fromstring(rss(only_page(feed, "https://site.test/")))  # noqa: S314 - our own
    for name in ("channel/title", "channel/description", "item/title", "item/description"):
        as_html = html5lib.parseFragment(shown.findtext(f".//{name}") or "")
        assert len(as_html) == 0, "no element"
        assert as_html.text == text
    written = ET.fromstring(atom(only_page(feed, "https://site.test/")))  # noqa: S314 - our own
    for name in ("title", "subtitle", "entry/title", "entry/summary"):
        path = "/".join(f"{{{ATOM}}}{part}" for part in name.split("/"))
        element = written.find(path)
        assert element is not None
        assert (element.get("type", "text"), element.text) == ("text", text)
    read = json.loads(json_feed(only_page(feed, "https://site.test/")))
    values = (read["title"], read["description"])
    assert {*values, read["items"][0]["title"], read["items"][0]["summary"]} == {text}


def test_a_feed_changed_when_its_newest_item_did() -> None:
    def updated(*items: Item) -> datetime:
        return only_page(replace(MIXED, items=items), "https://site.test/").updated

    assert updated(*MIXED.items) == FIRST.changed
    assert updated(UNDATED, SECOND) == SECOND.changed
    assert updated(UNDATED).isoformat() == "1970-01-01T00:00:00+00:00"
    assert updated().isoformat() == "1970-01-01T00:00:00+00:00"


def test_an_items_content_declares_its_language_and_says_whose_it_is() -> None:
    byline = '<p>وكالة الأنباء، <bdi dir="ltr">24-25</bdi></p>'
    assert content_html(FIRST) == f'<div lang="ar" dir="rtl">{byline}{FIRST.html}</div>'
    assert content_html(SECOND) == '<div lang="en" dir="ltr"><p>Text</p></div>'


ADDRESS = "https://site.test/feeds/all"


def long_feed(count: int, html: str = "<p>Text</p>", *, is_archived: bool = True) -> Feed:
    """Return a feed of as many items, the newest of the highest number."""
    items = []
    for number in range(count, 0, -1):
        day = datetime(2024, 5, 1, tzinfo=UTC) + timedelta(days=number)
        items.append(replace(SECOND, id=f"urn:uuid:{number}", html=html, changed=day))
    return replace(MIXED, items=tuple(items), is_archived=is_archived)


def links_of(text: str) -> dict[str, str]:
    root = ET.fromstring(text)  # noqa: S314 - our own output
    links = root.iter(f"{{{ATOM}}}link")
    return {str(link.get("rel")): str(link.get("href")) for link in links}


def ids_of(text: str) -> list[str | None]:
    root = ET.fromstring(text)  # noqa: S314 - our own output
    return [entry.findtext(f"{{{ATOM}}}id") for entry in root.iter(f"{{{ATOM}}}entry")]


def test_a_long_feed_has_its_newest_items_and_leads_to_all_others() -> None:
    feed = long_feed(2 * 25 + 7)
    files = dict(feed_files(feed, ADDRESS, "feed.css"))
    archive = [f".{number}.atom.xml" for number in (1, 2, 3)]
    assert list(files) == [".atom.xml", ".rss.xml", ".json", *archive]
    newest = [item.id for item in feed.items[:50]]
    assert ids_of(files[".atom.xml"]) == newest
    assert [item["id"] for item in json.loads(files[".json"])["items"]] == newest
    # The archive is in Atom alone, whatever a reader comes from.
    for ending in (".atom.xml", ".rss.xml"):
        links = links_of(files[ending])
        assert links["self"] == f"{ADDRESS}{ending}"
        assert links["next"] == links["prev-archive"] == f"{ADDRESS}.3.atom.xml"
        assert "current" not in links
        assert f'type="application/atom+xml" href="{links["next"]}"' in files[ending]
    found: list[str | None] = []
    address: str | None = f"{ADDRESS}.3.atom.xml"
    newer = None
    while address:
        text = files[address.removeprefix(ADDRESS)]
        links = links_of(text)
        assert (links["self"], links["current"]) == (address, f"{ADDRESS}.atom.xml")
        assert links.get("next-archive") == links.get("previous") == newer
        assert f'<fh:archive xmlns:fh="{HISTORY}" />' in text
        found += ids_of(text)
        address, newer = links.get("prev-archive"), address
    assert found == [item.id for item in feed.items]


def test_a_new_item_changes_the_last_page_of_the_archive_alone() -> None:
    before = dict(feed_files(long_feed(2 * 25 + 7), ADDRESS, "feed.css"))
    after = dict(feed_files(long_feed(2 * 25 + 8), ADDRESS, "feed.css"))
    changed = {ending for ending, text in after.items() if before.get(ending) != text}
    assert changed == {".atom.xml", ".rss.xml", ".json", ".3.atom.xml"}


def test_a_feed_of_long_texts_has_fewer_items() -> None:
    some = long_feed(50, "<p>" + "x" * 6_000 + "</p>", is_archived=False)
    files = dict(feed_files(some, ADDRESS, "feed.css"))
    assert list(files) == [".atom.xml", ".rss.xml", ".json"]
    assert 10 < len(ids_of(files[".atom.xml"])) < 50
    assert max(len(text.encode()) for text in files.values()) < 1.1 * 150_000
    assert "next" not in links_of(files[".atom.xml"])
    longer = long_feed(50, "<p>" + "x" * 60_000 + "</p>")
    assert len(ids_of(dict(feed_files(longer, ADDRESS, ""))[".atom.xml"])) == 10


def test_older_items_are_in_the_archive_of_their_language_alone() -> None:
    days = [dated(f"2024-05-{day:02}") for day in range(1, 29)] * 2
    stories = [
        replace(COUNCIL, slug=f"c{n}", tags=("port",), published=d) for n, d in enumerate(days)
    ]
    made = dict(site_feeds(site(stories=tuple(stories), explainers=()), Contents()))
    assert {name for name, feed in made.items() if feed.is_archived} == set(LANGS)
    counts = {name: len(feed.items) for name, feed in made.items()}
    assert counts == {
        "ar": len(stories),
        "en": len(stories),
        "all": 50,
        "tag/port.ar": 20,
        "tag/port.en": 20,
    }
    assert made["tag/port.en"].description == "The port: 56 articles."
    newest = [item.changed for item in made["tag/port.en"].items]
    assert newest == [item.changed for item in made["en"].items[:20]]


def test_a_hub_is_named_where_there_is_one() -> None:
    hub = "https://hub.test/"
    files = dict(feed_files(replace(MIXED, hub=hub), "https://site.test/feeds/all", ""))
    for ending in ("atom.xml", "rss.xml"):
        root = ET.fromstring(files[f".{ending}"])  # noqa: S314 - our own output
        rels = {link.get("rel"): link.get("href") for link in root.iter(f"{{{ATOM}}}link")}
        assert rels["hub"] == hub
    assert json.loads(files[".json"])["hubs"] == [{"type": "WebSub", "url": hub}]


def test_a_list_of_feeds_can_be_read_by_others() -> None:
    text = opml("Feeds", [("ماء", "ar", "https://site.test/ar.atom.xml", "https://site.test/ar/")])
    root = ET.fromstring(text)  # noqa: S314 - our own output
    (outline,) = root.iter("outline")
    assert outline.attrib == {
        "type": "rss",
        "text": "ماء",
        "title": "ماء",
        "xmlUrl": "https://site.test/ar.atom.xml",
        "htmlUrl": "https://site.test/ar/",
        "language": "ar",
    }


# Which feeds there are -----------------------------------------------------------------------


class Contents:
    """Contents that name what they were asked for; one story has no post in English."""

    def has_post(self, path: str) -> bool:
        return path != "en/harbour.html"

    def post(self, path: str) -> tuple[str, str]:
        slug = path[3:].removesuffix(".html")
        return f"summary of {slug}", f"<p>{slug}</p>"

    def explainer(self, explainer: Explainer, lang: Lang, change: Change | None = None) -> str:
        told = f"{explainer.slug} {change.day}" if change else explainer.slug
        return f"<p>{told} {lang}</p>"


def feeds(*explainers: Explainer) -> dict[str, Feed]:
    return dict(site_feeds(site(explainers=explainers), Contents()))


def test_there_is_a_feed_of_each_language_of_both_of_each_explainer_and_subject() -> None:
    made = feeds(EXPLAINER)
    names = ["ar", "en", "all", "water.ar", "water.en"]
    subjects = [f"tag/{tag}.{lang}" for lang in LANGS for tag in ("port", WATER_TAG)]
    assert sorted(made) == sorted([*names, *subjects])
    assert {name for name, _, _ in site().feeds()} == made.keys()
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


def test_a_feed_has_the_newest_first_and_only_what_has_a_post() -> None:
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
        "en/water.html",
        "en/flood.html",
        "en/water.changes.html#on-2024-07-24",
        "en/council.html",
    ]
    # Of a subject only the summaries: the text is in the feed of its language.
    assert [(i.url[-13:], i.html) for i in made["tag/port.en"].items] == [("en/flood.html", "")]


def test_an_item_is_summed_up_in_twenty_five_words() -> None:
    class Long(Contents):
        def post(self, path: str) -> tuple[str, str]:
            return "word " * 30, f"<p>{path}</p>"

    items = dict(site_feeds(site(), Long()))["en"].items
    summary = next(item.summary for item in items if item.url.endswith("flood.html"))
    assert summary == f"{'word ' * 24}word\u00a0…"


def test_an_old_article_that_was_added_later_comes_first() -> None:
    old = replace(COUNCIL, slug="old", published=dated("2003"), added=when("2025-01-02"))
    made = dict(site_feeds(site(stories=(*STORIES, old)), Contents()))
    assert urls(made["ar"])[0] == "ar/old.html"
    assert made["ar"].items[0].changed == datetime(2025, 1, 2, tzinfo=UTC)
    assert made["ar"].items[0].published == datetime(2003, 1, 1, tzinfo=UTC)


def test_ids_stay_when_the_host_or_the_address_changes() -> None:
    def ids(**fields: object) -> list[str]:
        return [item.id for item in dict(site_feeds(site(**fields), Contents()))["ar"].items]

    assert ids() == ids(origin="https://elsewhere.test/sub")
    moved = tuple(replace(story, slug=f"new-{story.slug}") for story in STORIES)
    assert sorted(ids(explainers=())) == sorted(ids(explainers=(), stories=moved))
    assert not set(ids()) & set(ids(feed_id="another site"))


def test_a_persons_own_post_is_an_item() -> None:
    own = OwnPost("en/mine.html", "en", "en", "Mine <1>", "About", dated("2024-07-26"), author="me")
    made = dict(site_feeds(site(own_posts=(own,)), Contents()))
    item = made["en"].items[0]
    assert (item.title, item.author, item.html) == ("Mine <1>", "me", "<p>mine</p>")
    assert own.path not in urls(made["ar"])
    assert own.path in urls(made["all"])


def test_a_story_is_an_item_with_what_is_known_of_it() -> None:
    made = feeds()
    flood, council = made["en"].items
    assert flood == Item(
        id=flood.id,
        url="https://site.test/en/flood.html",
        lang="en",
        title="A *big* flood",
        summary="summary of flood",
        html="<p>flood</p>",
        published=datetime(2024, 7, 24, 7, tzinfo=UTC),
        changed=datetime(2024, 7, 25, tzinfo=UTC),
        author="News Agency",
        byline="News Agency, July 24, 2024",
        tags=("The port", "مياه الشرب"),
    )
    # A month is the first day that it can mean to a machine, and a month to a reader.
    assert council.published == datetime(2024, 5, 1, tzinfo=UTC)
    assert (council.author, council.byline) == ("صحيفة الساحل", "صحيفة الساحل, May 2024")
    # Nobody is named where the page names nobody.
    assert made["ar"].items[2].author == ""
    pending = HARBOUR.each(lambda s: replace(s, en=None, state="pending"))
    (shown,) = dict(
        site_feeds(site(explainers=(), stories=(replace(pending, slug="b"),)), Contents())
    )["en"].items
    assert shown.title == f"\u2067{HARBOUR.title.ar}\u2069"


def test_a_title_is_isolated_where_no_markup_can_stand() -> None:
    (item,) = [i for i in feeds()["ar"].items if i.url.endswith("flood.html")]
    assert item.title == "فيضان *كبير* في \u20662014-2019\u2069"


def test_an_explainer_is_an_item_of_its_newest_story() -> None:
    item = feeds(EXPLAINER)["en"].items[0]
    day = datetime(2024, 7, 25, tzinfo=UTC)
    assert item == Item(
        id=item.id,
        url="https://site.test/en/water.html",
        lang="en",
        title="Water & port",
        summary="What is known of *water*",
        html="<p>water en</p>",
        published=day,
        changed=day,
        author="Briefing",
    )
    backwards = explainer(stories=tuple(reversed(STORIES)))
    assert feeds(backwards)["en"].items[0] == item
    undated = feeds(explainer(stories=(HARBOUR,)))["en"].items[-1]
    assert (undated.published, undated.changed) == (None, None)


def test_a_days_change_is_an_item_of_its_own() -> None:
    (item,) = [i for i in feeds(EXPLAINER)["water.en"].items if "changes" in i.url]
    day = datetime(2024, 7, 24, 7, tzinfo=UTC)
    assert item == Item(
        id=item.id,
        url="https://site.test/en/water.changes.html#on-2024-07-24",
        lang="en",
        title="What changed: Water & port",
        summary="A *big* flood, أخبار المرفأ",
        html="<p>water 2024-07-24 en</p>",
        published=day,
        changed=day,
        author="Briefing",
    )
    # Of articles of one day an undated one cannot say which it is.
    backwards = explainer(changes=(replace(LATER, articles=LATER.articles[::-1]),))
    (again,) = [i for i in feeds(backwards)["water.en"].items if "changes" in i.url]
    assert again.published == day
    bare = explainer(slug="bare", stories=())
    assert urls(feeds(bare)["bare.ar"]) == ["ar/bare.html"]
