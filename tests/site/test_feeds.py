"""What the W3C's feed validator asserts of the feeds, and what this site promises besides."""

import gzip
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import feedparser
import html5lib
import pytest
from lxml import etree
from site_reader import (
    DIRECTIONS,
    LANGS,
    ORIGIN,
    TOPICS,
    Element,
    Website,
    language_of,
)

FEEDS = [*LANGS, "all", *(f"{topic}.{lang}" for topic in TOPICS for lang in LANGS)]
ENDINGS = ("rss.xml", "atom.xml", "json")
NAMES = {
    "a": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "x": "http://www.w3.org/1999/xhtml",
}
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
RFC_822 = re.compile(
    r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} "
    r"(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d{2}:\d{2}:\d{2} ([+-]\d{4}|GMT)"
)
RFC_3339 = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})")
W3C_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2}))?)?)?")
UNSAFE = {"script", "style", "iframe", "object", "embed", "form", "link", "meta", "base"}


@dataclass(frozen=True)
class Item:
    """What the three formats say of an item, with dates as they are written."""

    id: str
    url: str
    lang: str
    title: str
    author: str
    html: str
    published: str | None
    updated: str | None


@dataclass(frozen=True)
class Feed:
    """What the three formats say of a feed."""

    url: str
    home: str
    lang: str | None
    title: str
    items: Sequence[Item]


def read_rss(source: str) -> Feed:
    channel = etree.fromstring(source.encode()).find("channel")
    text = channel.findtext
    lang = text("language")
    items = [rss_item(item, lang) for item in channel.iter("item")]
    (url,) = channel.xpath("a:link[@rel='self']/@href", namespaces=NAMES)
    return Feed(url, text("link"), lang, text("title"), items)


def rss_item(item: Element, lang: str | None) -> Item:
    def text(name: str) -> str | None:
        return item.findtext(name, namespaces=NAMES)

    return Item(
        id=text("guid") or "",
        url=text("link") or "",
        lang=text("dc:language") or lang or "",
        title=text("title") or "",
        author=text("dc:creator") or "",
        html=text("content:encoded") or "",
        published=text("pubDate"),
        updated=None,
    )


def read_atom(source: str) -> Feed:
    root = etree.fromstring(source.encode())
    (url,) = root.xpath("a:link[@rel='self']/@href", namespaces=NAMES)
    (home,) = root.xpath("a:link[@rel='alternate']/@href", namespaces=NAMES)
    items = [atom_item(entry) for entry in root.iterfind("a:entry", NAMES)]
    title = root.findtext("a:title", namespaces=NAMES)
    return Feed(url, home, root.get(XML_LANG), title, items)


def atom_item(entry: Element) -> Item:
    def text(name: str) -> str | None:
        return entry.findtext(name, namespaces=NAMES)

    return Item(
        id=text("a:id") or "",
        url=entry.xpath("string(a:link[@rel='alternate']/@href)", namespaces=NAMES),
        lang=entry.xpath("string(ancestor-or-self::*[@xml:lang][1]/@xml:lang)"),
        title=text("a:title") or "",
        author=text("a:author/a:name") or "",
        html=text("a:content") or "",
        published=text("a:published"),
        updated=text("a:updated"),
    )


def read_json(source: str) -> Feed:
    feed = json.loads(source)
    items = [
        Item(
            id=item["id"],
            url=item["url"],
            lang=item.get("language", feed.get("language")),
            title=item["title"],
            author=" ".join(author["name"] for author in item.get("authors", ())),
            html=item["content_html"],
            published=item.get("date_published"),
            updated=item.get("date_modified"),
        )
        for item in feed["items"]
    ]
    home, lang = feed["home_page_url"], feed.get("language")
    return Feed(feed["feed_url"], home, lang, feed["title"], items)


READERS: dict[str, Callable[[str], Feed]] = dict(
    zip(ENDINGS, (read_rss, read_atom, read_json), strict=True)
)


@pytest.fixture(params=[f"feeds/{name}.{ending}" for name in FEEDS for ending in ENDINGS])
def path(request: pytest.FixtureRequest) -> str:
    """The path of every feed in turn."""
    return request.param


@pytest.fixture
def feed(site: Path, path: str) -> Feed:
    """Every feed in turn."""
    read = next(read for ending, read in READERS.items() if path.endswith(f".{ending}"))
    return read((site / path).read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def stories(export: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The stories of the export by the file name of their page."""
    return {f"{story['slug']}.html": story for story in export["stories"]}


def moment(text: str) -> datetime:
    return parsedate_to_datetime(text) if "," in text else datetime.fromisoformat(text)


def story_of(item: Item, stories: dict[str, dict[str, Any]]) -> dict[str, Any] | None:
    return stories.get(item.url.rsplit("/", 1)[-1])


@pytest.mark.parametrize("name", FEEDS)
def test_rss_has_what_it_must(site: Path, name: str) -> None:
    root = etree.parse(site / f"feeds/{name}.rss.xml").getroot()
    channel = root.find("channel")

    assert (root.tag, root.get("version")) == ("rss", "2.0")
    for required in ("title", "link", "description"):
        (element,) = channel.findall(required)
        assert element.text.strip()
    for item in channel.iter("item"):
        counts = [len(item.findall(n)) for n in ("title", "link", "guid", "description")]
        assert counts == [1, 1, 1, 1]
        assert len(item.findall("pubDate")) <= 1
        assert item.find("author") is None, "an RSS author is an e-mail address"
        assert item.find("guid").get("isPermaLink") == "false"
        assert all(category.text.strip() for category in item.findall("category"))


@pytest.mark.parametrize("name", FEEDS)
def test_atom_has_what_it_must(site: Path, name: str) -> None:
    root = etree.parse(site / f"feeds/{name}.atom.xml").getroot()

    assert root.tag == f"{{{NAMES['a']}}}feed"
    for element in (root, *root.iterfind("a:entry", NAMES)):
        for required in ("id", "title", "updated"):
            (child,) = element.findall(f"a:{required}", NAMES)
            assert child.text.strip()
    for entry in root.iterfind("a:entry", NAMES):
        assert len(entry.findall("a:author", NAMES)) == 1
        assert len(entry.findall("a:link[@rel='alternate']", NAMES)) == 1
        assert len(entry.findall("a:published", NAMES)) <= 1
        assert entry.find("a:content", NAMES).get("type") == "html"
        assert all(c.get("term").strip() for c in entry.findall("a:category", NAMES))


@pytest.mark.parametrize("name", FEEDS)
def test_json_feed_has_what_it_must(site: Path, name: str) -> None:
    feed = json.loads((site / f"feeds/{name}.json").read_text(encoding="utf-8"))

    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"]
    for item in feed["items"]:
        assert isinstance(item["id"], str)
        assert item["content_html"]
        assert all(author["name"] for author in item.get("authors", ()))
        assert all(isinstance(tag, str) and tag for tag in item.get("tags", []))


def test_feed_knows_its_own_address(feed: Feed, path: str) -> None:
    assert feed.url == f"{ORIGIN}/{path}"


def test_feed_links_to_its_page(feed: Feed, website: Website) -> None:
    assert feed.home.removeprefix(f"{ORIGIN}/") in website.pages


def page_of(item: Item) -> str:
    """Return the page an item is on; an entry on what changed is a part of its explainer's."""
    return item.url.removeprefix(f"{ORIGIN}/").partition("#")[0]


def changed_on(item: Item) -> str | None:
    """Return the day of an entry on what changed, ``None`` for other items."""
    fragment = urlsplit(item.url).fragment
    return fragment.removeprefix("on-") if fragment.startswith("on-") else None


def test_feed_declares_its_language(feed: Feed, path: str, website: Website) -> None:
    mixed = path.startswith("feeds/all.")

    assert (feed.lang is None) == mixed
    assert {item.lang for item in feed.items} == (set(LANGS) if mixed else {feed.lang})
    for item in feed.items:
        assert website.pages[page_of(item)].get("lang") == item.lang


def test_ids_are_unique_and_name_no_host(feed: Feed) -> None:
    ids = [item.id for item in feed.items]

    assert len(set(ids)) == len(ids) > 0
    assert [i for i in ids if not i.startswith("urn:uuid:")] == []


def test_items_link_to_pages_of_the_site(feed: Feed, website: Website) -> None:
    assert [i.url for i in feed.items if page_of(i) not in website.pages] == []
    for item in feed.items:
        fragment = urlsplit(item.url).fragment
        assert not fragment or website.target(page_of(item), f"#{fragment}") is not None


def test_items_have_a_title_and_no_author_that_nobody_named(
    feed: Feed, path: str, stories: dict[str, dict[str, Any]]
) -> None:
    assert [item.id for item in feed.items if not item.title.strip()] == []
    for item in feed.items:
        story = story_of(item, stories)
        # Atom demands an author of every entry, so the site stands there.
        if story and not story["publisher"] and not path.endswith(".atom.xml"):
            assert item.author == "", item.id
        else:
            assert item.author.strip(), item.id


def test_titles_are_plain_text(feed: Feed) -> None:
    assert [item.title for item in feed.items if re.search(r"[<>]|&\w+;", item.title)] == []


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize(("name", "langs"), [("ar", ["ar"]), ("en", ["en"]), ("all", LANGS)])
def test_feed_has_every_story_of_its_languages(
    site: Path, stories: dict[str, Any], name: str, langs: Sequence[str], ending: str
) -> None:
    feed = READERS[ending]((site / f"feeds/{name}.{ending}").read_text(encoding="utf-8"))

    wanted = {f"{ORIGIN}/{lang}/{story}" for lang in langs for story in stories}
    assert wanted <= {item.url for item in feed.items}


def test_dates_are_written_as_the_format_demands(feed: Feed, path: str) -> None:
    form = RFC_822 if path.endswith(".rss.xml") else RFC_3339
    dates = [d for item in feed.items for d in (item.published, item.updated) if d]

    assert [date for date in dates if not form.fullmatch(date)] == []


def test_dates_are_plausible(feed: Feed) -> None:
    dates = [d for item in feed.items for d in (item.published, item.updated) if d]

    assert [date for date in dates if moment(date).year < 1990] == []


@pytest.mark.parametrize("name", FEEDS)
def test_feeds_own_date_is_that_of_its_newest_item(site: Path, name: str) -> None:
    channel = etree.parse(site / f"feeds/{name}.rss.xml").find("channel")
    root = etree.parse(site / f"feeds/{name}.atom.xml").getroot()
    (built, *updated) = (e.text for e in root.iter(f"{{{NAMES['a']}}}updated"))

    assert built == max(updated)
    assert RFC_822.fullmatch(channel.findtext("lastBuildDate"))
    assert moment(channel.findtext("lastBuildDate")) == moment(built)


def first_moment(date: str) -> datetime:
    """Return the first moment that a date cut to what is known can mean."""
    whole = date + "2000-01-01"[len(date) :] if len(date) < len("2000-01-01") else date
    return moment(whole).replace(tzinfo=UTC) if "T" not in whole else moment(whole)


def test_publication_date_is_the_first_day_that_the_storys_can_mean(
    feed: Feed, stories: dict[str, dict[str, Any]]
) -> None:
    for item in feed.items:
        story = story_of(item, stories)
        if day := changed_on(item):
            assert moment(item.published).date().isoformat() == day
        elif story and story["published"]:
            assert moment(item.published) == first_moment(story["published"]["date"]), item.id
        else:
            assert bool(item.published) == (story is None), item.id


def test_a_story_says_its_day_as_it_is_known(site: Path, stories: dict[str, Any]) -> None:
    """The date that a machine reads has to be a day; what a person reads need not."""
    feed = READERS["json"]((site / "feeds" / "en.json").read_text(encoding="utf-8"))
    known = {item.id: story_of(item, stories) for item in feed.items}
    months = []
    for item in feed.items:
        story = known[item.id]
        if story and len(story["published"]["date"]) == len("2024-07"):
            months.append(item)
    assert months
    for item in months:
        assert re.search(r"<p>[^<]*\b[A-Z][a-z]+ \d{4}", item.html), item.id
        assert not re.search(r"<p>[^<]*\b[A-Z][a-z]+ 1, \d{4}</p>", item.html), item.id


def test_date_of_change_is_the_storys(feed: Feed, stories: dict[str, dict[str, Any]]) -> None:
    for item in feed.items:
        story = story_of(item, stories)
        changed = story and (story["updated"] or story["published"])
        if changed and item.updated:
            assert moment(item.updated) == first_moment(changed["date"]), item.id


@pytest.mark.parametrize("name", FEEDS)
def test_the_three_formats_say_the_same(site: Path, name: str) -> None:
    read = {}
    for ending, reader in READERS.items():
        feed = reader((site / f"feeds/{name}.{ending}").read_text(encoding="utf-8"))
        dates = {i.id: moment(i.published) if i.published else None for i in feed.items}
        read[ending] = ([i.id for i in feed.items], dates, {i.id: i.html for i in feed.items})
    assert read["rss.xml"] == read["atom.xml"] == read["json"]


@pytest.mark.parametrize("name", FEEDS)
@pytest.mark.parametrize("ending", ["atom.xml", "rss.xml"])
def test_a_library_that_readers_use_finds_no_fault(site: Path, name: str, ending: str) -> None:
    read = feedparser.parse(str(site / f"feeds/{name}.{ending}"))
    assert not read.bozo, read.get("bozo_exception")
    assert read.entries
    for entry in read.entries:
        assert entry.id.startswith("urn:uuid:")
        assert entry.link.startswith(ORIGIN)
        assert entry.get("published_parsed")
        assert entry.content[0].value


@pytest.mark.parametrize("lang", LANGS)
def test_a_languages_feed_is_light(site: Path, lang: str) -> None:
    """Five articles and two explainers: a reader fetches it again and again."""
    for ending in ENDINGS:
        assert (site / f"feeds/{lang}.{ending}").stat().st_size < 60_000
    assert len(gzip.compress((site / f"feeds/{lang}.atom.xml").read_bytes())) < 16_000


def test_every_feed_is_linked_and_every_link_leads_to_one(site: Path, website: Website) -> None:
    there = {path.relative_to(site).as_posix() for path in (site / "feeds").rglob("*.*")}
    there -= {"feeds/feed.css"}
    linked = set()
    for lang in LANGS:
        page = website.pages[f"{lang}/feeds.html"]
        links = [a.get("href") for a in page.iter("a") if "feeds/" in a.get("href", "")]
        linked |= {website.resolve(f"{lang}/feeds.html", link)[0] for link in links}
    assert linked - {"ar/feeds.html", "en/feeds.html"} == there
    opml = etree.parse(site / "feeds" / "feeds.opml")
    listed = set(opml.xpath("//outline/@xmlUrl"))
    assert listed == {f"{ORIGIN}/{path}" for path in there if path.endswith(".atom.xml")}


def test_a_page_advertises_the_feed_of_what_it_is_about(website: Website) -> None:
    for path, root in website.pages.items():
        feeds = root.xpath("//link[@rel='alternate'][@type='application/atom+xml']/@href")
        name = path.rpartition("/")[2].split(".")[0]
        if name in TOPICS:
            assert feeds[0].endswith(f"/feeds/{name}.{path[:2]}.atom.xml"), path
        assert any(feed.endswith(f"/feeds/{path[:2]}.atom.xml") for feed in feeds[-1:]) or (
            path == "index.html"
        ), path


def test_stories_have_dates_of_both_kinds(stories: dict[str, dict[str, Any]]) -> None:
    """Without them the tests of precision would pass whatever the feeds say."""
    precisions = {s["published"]["precision"] for s in stories.values() if s["published"]}

    assert precisions & {"minute", "day"}
    assert precisions - {"minute", "day"}


def content(item: Item) -> Element:
    return html5lib.parse(item.html, treebuilder="lxml", namespaceHTMLElements=False).find(
        ".//body"
    )


def test_content_is_well_formed_html(feed: Feed) -> None:
    for item in feed.items:
        html5lib.HTMLParser(strict=True).parseFragment(item.html)


def test_content_carries_language_and_direction(feed: Feed) -> None:
    for item in feed.items:
        (root,) = content(item)
        assert (root.get("lang"), root.get("dir")) == (item.lang, DIRECTIONS[item.lang]), item.id


def test_content_marks_the_other_language(feed: Feed) -> None:
    for item in feed.items:
        for element in content(item).iter():
            if element.get("lang") and element.get("lang") != language_of(element.getparent()):
                assert element.get("dir"), f"{item.id}: {element.text}"


def test_content_links_are_absolute(feed: Feed) -> None:
    for item in feed.items:
        links = content(item).xpath(".//@href | .//@src")
        relative = [url for url in links if urlsplit(url).scheme not in ("http", "https")]
        assert relative == [], item.id


def test_content_links_into_the_site_resolve(feed: Feed, website: Website) -> None:
    for item in feed.items:
        for url in content(item).xpath(".//@href"):
            if url.startswith(ORIGIN):
                path, _, fragment = url.removeprefix(f"{ORIGIN}/").partition("#")
                assert path in website.pages, f"{item.id}: {url}"
                assert not fragment or website.target(path, f"#{fragment}") is not None, url


def test_content_has_nothing_that_readers_strip(feed: Feed) -> None:
    for item in feed.items:
        for element in content(item).iter():
            assert element.tag not in UNSAFE, item.id
            assert not [n for n in element.attrib if n == "style" or n.startswith("on")], item.id


def sitemap(site: Path) -> dict[str, dict[str, str]]:
    """Return the addresses of the sitemap, each with its alternates."""
    root = etree.parse(site / "sitemap.xml").getroot()
    assert root.tag == f"{{{NAMES['s']}}}urlset"
    return {
        url.findtext("s:loc", namespaces=NAMES): {
            link.get("hreflang"): link.get("href") for link in url.iterfind("x:link", NAMES)
        }
        for url in root.iterfind("s:url", NAMES)
    }


def test_sitemap_lists_every_page_once(site: Path, website: Website) -> None:
    root = etree.parse(site / "sitemap.xml").getroot()
    listed = [loc.text for loc in root.iter(f"{{{NAMES['s']}}}loc")]

    assert len(set(listed)) == len(listed)
    found = {
        path
        for path, root in website.pages.items()
        if root.xpath("//meta[@name='robots']/@content") != ["noindex"]
    }
    assert set(listed) == {f"{ORIGIN}/{path}" for path in found}
    assert {"ar/editors.html", "en/editors.html"} == website.pages.keys() - found


def test_sitemap_alternates_are_listed_and_reciprocal(site: Path) -> None:
    pages = sitemap(site)
    for url, alternates in pages.items():
        assert url in alternates.values()
        for other in alternates.values():
            assert url in pages[other].values(), f"{other} ↛ {url}"


def test_sitemap_alternates_are_those_of_the_pages(site: Path, website: Website) -> None:
    for url, alternates in sitemap(site).items():
        root = website.pages[url.removeprefix(f"{ORIGIN}/")]
        for lang, other in alternates.items():
            assert root.xpath(f"//link[@hreflang='{lang}']/@href") == [other], url


def test_sitemap_dates_are_no_more_precise_than_the_storys(
    site: Path, stories: dict[str, dict[str, Any]]
) -> None:
    root = etree.parse(site / "sitemap.xml").getroot()
    dated = {
        url.findtext("s:loc", namespaces=NAMES): url.findtext("s:lastmod", namespaces=NAMES)
        for url in root.iterfind("s:url", NAMES)
    }

    for url, date in dated.items():
        story = stories.get(url.rsplit("/", 1)[-1])
        if date and story:
            assert W3C_DATE.fullmatch(date), url
            assert date == (story["updated"] or story["published"])["date"]


def test_robots_lead_to_the_sitemap(site: Path) -> None:
    assert f"Sitemap: {ORIGIN}/sitemap.xml\n" in (site / "robots.txt").read_text(encoding="utf-8")
