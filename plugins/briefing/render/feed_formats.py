"""RSS, Atom and JSON feeds, with language and direction of every item."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape
from xml.etree import ElementTree as ET

from ..model import Lang
from .l10n import direction
from .text import displayable, isolate_html, neutral_html

ATOM = "http://www.w3.org/2005/Atom"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
HISTORY = "http://purl.org/syndication/history/1.0"
DC = "http://purl.org/dc/elements/1.1/"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
MOST_ITEMS = 50
"""Items of a feed: who looks once a day misses none of them."""
FEWEST_ITEMS = 10
"""Items of a feed, however long they are."""
MOST_BYTES = 150_000
"""Bytes of a feed by which it has fewer items: readers fetch all of it each time that they look."""
ARCHIVE_ITEMS = 25
"""Items of a page of the archive, in full some 200 kB."""
_FRAME = 1_200
"""Bytes of an item besides its content, with a summary in Arabic."""
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""What Atom says of an entry without a day, since it demands one; the other formats say nothing."""


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a feed.

    `url` is absolute, `html` the content, `byline` what goes before it: text. `published` is the
    first instant that it can have been published, `changed` when it last changed or was added,
    ``None`` where no day is known at all. `author` is empty where nobody is named.
    """

    id: str
    url: str
    lang: str
    title: str
    summary: str
    html: str
    published: datetime | None
    changed: datetime | None
    author: str = ""
    byline: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: `home` is the absolute address of its page; `lang` is ``None`` where mixed.

    `items` are newest first. `hub` is the address of a WebSub hub, empty for none. Of one that
    `is_archived` all items can be had (RFC 5005), of others the newest.
    """

    title: str
    description: str
    home: str
    lang: Lang | None
    items: Sequence[Item]
    hub: str = ""
    is_archived: bool = False


@dataclass(frozen=True, slots=True)
class FeedPage:
    """A feed in one format, or a page of its archive: its items, and what it links to.

    `feed_address` is that of the feed in the format, `address` its own. `older` and `newer` are the
    pages of the archive beside it. `style` is the path from it to the style sheet for people who
    open it in a browser.
    """

    feed: Feed
    items: Sequence[Item]
    address: str
    feed_address: str
    style: str
    older: str | None = None
    newer: str | None = None

    @property
    def is_archived(self) -> bool:
        """Whether it is a page of the archive, which stays as it is when there are new items."""
        return self.address != self.feed_address

    @property
    def updated(self) -> datetime:
        """When the newest of its items changed; the epoch without any, since a feed must say."""
        return max((item.changed for item in self.items if item.changed), default=_NEVER)

    def links(self) -> Iterator[dict[str, str]]:
        """Yield the links of Atom and RSS besides that to the site: their attributes.

        Some readers know the way back by the names of paged feeds, some by those of archived ones.
        """
        found = [("self", self.address)]
        if self.is_archived:
            found.append(("current", self.feed_address))
        elif self.feed.hub:
            found.append(("hub", self.feed.hub))
        found += [(name, self.newer) for name in ("previous", "next-archive") if self.newer]
        found += [(name, self.older) for name in ("next", "prev-archive") if self.older]
        for relation, address in found:
            # The archive is in Atom, whatever the feed that leads to it is in.
            kind = "rss" if address.endswith(".rss.xml") else "atom"
            typed = {} if relation == "hub" else {"type": f"application/{kind}+xml"}
            yield {"rel": relation, **typed, "href": address}


def feed_files(feed: Feed, stem: str, style: str) -> Iterator[tuple[str, str]]:
    """Yield the ending of each file of a feed and its text; `stem` is its address without one.

    That is the feed in three formats and, where it has more items than fit and is archived, pages
    of Atom from the oldest on: `.1.atom.xml`, `.2.atom.xml` …
    """
    newest = _newest(feed.items)
    # Their items are made when each is written, and not before.
    pages: list[Sequence[Item]] = []
    if feed.is_archived and len(newest) < len(feed.items):
        # Counted from the oldest: a new item changes the last page and no other.
        for end in range(len(feed.items), 0, -ARCHIVE_ITEMS):
            pages.append(feed.items[max(0, end - ARCHIVE_ITEMS) : end])
    addresses = [f"{stem}.{number}.atom.xml" for number in range(1, len(pages) + 1)]
    older = addresses[-1] if addresses else None
    for ending, write in (("atom.xml", atom), ("rss.xml", rss), ("json", json_feed)):
        address = f"{stem}.{ending}"
        yield f".{ending}", write(FeedPage(feed, newest, address, address, style, older))
    for place, (address, items) in enumerate(zip(addresses, pages, strict=True)):
        older = addresses[place - 1] if place else None
        newer = addresses[place + 1] if place + 1 < len(pages) else None
        feed_address = f"{stem}.atom.xml"
        page = FeedPage(feed, tuple(items), address, feed_address, style, older, newer)
        yield f".{place + 1}.atom.xml", atom(page)


def _newest(items: Sequence[Item]) -> Sequence[Item]:
    """Return the items that a feed itself has: as many as are no more than it may weigh."""
    weight = 0
    found = tuple(items[:MOST_ITEMS])
    for count, item in enumerate(found):
        weight += _FRAME + len(escape(content_html(item)).encode())
        if weight > MOST_BYTES and count >= FEWEST_ITEMS:
            return found[:count]
    return found


def content_html(item: Item) -> str:
    """Return an item's content with its language and direction: readers ignore the feed's."""
    # No template prints the post that a person has edited, and XML cannot hold its controls.
    html = neutral_html(item.html)
    byline = f"<p>{isolate_html(item.byline, item.lang)}</p>" if item.byline else ""
    return f'<div lang="{item.lang}" dir="{direction(item.lang)}">{byline}{html}</div>'


def atom(page: FeedPage) -> str:
    """Return a page of a feed as Atom 1.0."""
    feed = page.feed
    root = ET.Element("feed", {"xmlns": ATOM})
    if feed.lang:
        root.set(XML_LANG, feed.lang)
    _text(root, "id", page.feed_address)
    _text(root, "title", feed.title)
    _text(root, "subtitle", feed.description)
    _text(root, "updated", _iso(page.updated))
    if page.is_archived:
        ET.SubElement(root, "fh:archive", {"xmlns:fh": HISTORY})
    for link in page.links():
        ET.SubElement(root, "link", link)
    ET.SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": feed.home})
    for item in page.items:
        entry = ET.SubElement(root, "entry", {XML_LANG: item.lang})
        _text(entry, "id", item.id)
        _text(entry, "title", item.title)
        link = {"rel": "alternate", "type": "text/html", "hreflang": item.lang, "href": item.url}
        ET.SubElement(entry, "link", link)
        if item.published:
            _text(entry, "published", _iso(item.published))
        _text(entry, "updated", _iso(item.changed or _NEVER))
        # Atom demands an author of every entry; where the page names none the site answers.
        _text(ET.SubElement(entry, "author"), "name", item.author or feed.title)
        for tag in item.tags:
            ET.SubElement(entry, "category", {"term": displayable(tag)})
        _text(entry, "summary", item.summary)
        _text(entry, "content", content_html(item)).set("type", "html")
    return xml_document(root, page.style)


def rss(page: FeedPage) -> str:
    """Return a page of a feed as RSS 2.0."""
    feed = page.feed
    names = {"version": "2.0", "xmlns:atom": ATOM, "xmlns:content": CONTENT, "xmlns:dc": DC}
    root = ET.Element("rss", names)
    channel = ET.SubElement(root, "channel")
    # Readers of RSS take titles and descriptions for HTML, of the feed as of its items, and so what
    # is text is written as HTML. Names and categories they show as the text that they are.
    _text(channel, "title", escape(feed.title, quote=False))
    _text(channel, "link", feed.home)
    _text(channel, "description", escape(feed.description, quote=False))
    if feed.lang:
        _text(channel, "language", feed.lang)
    # Not the time of the build: the same articles give the same bytes.
    _text(channel, "lastBuildDate", format_datetime(page.updated))
    for link in page.links():
        ET.SubElement(channel, "atom:link", link)
    for item in page.items:
        element = ET.SubElement(channel, "item")
        _text(element, "title", escape(item.title, quote=False))
        _text(element, "link", item.url)
        _text(element, "guid", item.id).set("isPermaLink", "false")
        if item.published:
            _text(element, "pubDate", format_datetime(item.published))
        if item.changed and item.changed != item.published:
            _text(element, "atom:updated", _iso(item.changed))
        if item.author:
            _text(element, "dc:creator", item.author)
        # RSS knows one language a feed; readers of Dublin Core learn that of the item.
        if feed.lang is None or feed.lang != item.lang:
            _text(element, "dc:language", item.lang)
        for tag in item.tags:
            _text(element, "category", tag)
        _text(element, "description", escape(item.summary, quote=False))
        _text(element, "content:encoded", content_html(item))
    return xml_document(root, page.style)


def json_feed(page: FeedPage) -> str:
    """Return a page of a feed as JSON Feed 1.1."""
    feed = page.feed
    values = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": displayable(feed.title),
        "description": displayable(feed.description),
        "home_page_url": feed.home,
        "feed_url": page.address,
        **({"hubs": [{"type": "WebSub", "url": feed.hub}]} if feed.hub else {}),
        **({"language": feed.lang} if feed.lang else {}),
        "items": [_json_item(item) for item in page.items],
    }
    return json.dumps(values, ensure_ascii=False, indent=2) + "\n"


def _json_item(item: Item) -> dict[str, object]:
    return {
        "id": item.id,
        "url": item.url,
        "title": item.title,
        "summary": displayable(item.summary),
        "content_html": content_html(item),
        "language": item.lang,
        **({"date_published": _iso(item.published)} if item.published else {}),
        **({"date_modified": _iso(item.changed)} if item.changed else {}),
        **({"authors": [{"name": displayable(item.author)}]} if item.author else {}),
        "tags": [displayable(tag) for tag in item.tags],
    }


def opml(title: str, feeds: Iterable[tuple[str, str, str, str]]) -> str:
    """Return a list of feeds for readers to import, as OPML 2.0.

    Each is its title, its language or nothing, the address of its Atom file and that of its page.
    """
    root = ET.Element("opml", {"version": "2.0"})
    _text(ET.SubElement(root, "head"), "title", title)
    body = ET.SubElement(root, "body")
    for name, lang, address, home in feeds:
        values = {"type": "rss", "text": name, "title": name, "xmlUrl": address, "htmlUrl": home}
        ET.SubElement(body, "outline", {**values, **({"language": lang} if lang else {})})
    return xml_document(root)


def _text(parent: ET.Element, name: str, text: str) -> ET.Element:
    """Add an element with a text and return it."""
    element = ET.SubElement(parent, name)
    # HTML is neutral already and may have line ends in it, a title is isolated by characters that
    # `displayable` takes out; all else is one line.
    is_ready = name in ("content", "content:encoded", "title")
    element.text = text if is_ready else displayable(text)
    return element


def _iso(when: datetime) -> str:
    return when.strftime("%Y-%m-%dT%H:%M:%SZ")


def xml_document(root: ET.Element, style: str = "") -> str:
    """Return a document of XML, with the path of a style sheet for people who open it."""
    ET.indent(root)
    body = ET.tostring(root, encoding="unicode")
    sheet = f'<?xml-stylesheet type="text/css" href="{style}"?>\n' if style else ""
    return f'<?xml version="1.0" encoding="utf-8"?>\n{sheet}{body}\n'
