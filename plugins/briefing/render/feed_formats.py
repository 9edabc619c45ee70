"""RSS, Atom and JSON feeds, with language and direction of every item, and the sitemap."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape
from xml.etree import ElementTree as ET

from ..model import Dated, Lang
from .l10n import DIRECTIONS
from .text import displayable, neutral_html

ATOM = "http://www.w3.org/2005/Atom"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
DC = "http://purl.org/dc/elements/1.1/"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
MOST_ITEMS = 50
"""Readers keep what they have seen; older items are in the archive."""


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a feed; `url` is absolute and is its id, `html` its content."""

    url: str
    lang: Lang
    title: str
    summary: str
    html: str
    published: Dated | None
    updated: Dated | None
    author: str
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: `home` is the absolute address of its page; `lang` is ``None`` where mixed.

    Its own address, which differs by format, is given to the writer.
    """

    title: str
    description: str
    home: str
    lang: Lang | None
    items: Sequence[Item]

    @property
    def updated(self) -> datetime:
        """When the newest item changed; the epoch for an empty feed, since a feed must say."""
        moments = [_changed(item) for item in self.items]
        return max(moments, default=datetime(1970, 1, 1, tzinfo=UTC))


def _changed(item: Item) -> datetime:
    """Return when an item changed; Atom wants a time also of what is not dated."""
    known = item.updated or item.published
    return known.when.instant if known else datetime(1970, 1, 1, tzinfo=UTC)


def _exact(dated: Dated | None) -> datetime | None:
    """Return when something known at least to the day began, else ``None``: feeds demand a day."""
    return dated.when.instant if dated and dated.when.precision in ("minute", "day") else None


def content_html(item: Item) -> str:
    """Return an item's content with its language and direction: readers ignore the feed's."""
    # No template prints the post that a person has edited, and XML cannot hold its controls.
    html = neutral_html(item.html)
    return f'<div lang="{item.lang}" dir="{DIRECTIONS[item.lang]}">{html}</div>'


def atom(feed: Feed, url: str) -> str:
    """Return a feed as Atom 1.0; `url` is its own absolute address."""
    root = ET.Element("feed", {"xmlns": ATOM})
    if feed.lang:
        root.set(XML_LANG, feed.lang)
    _text(root, "id", url)
    _text(root, "title", feed.title)
    _text(root, "subtitle", feed.description)
    _text(root, "updated", _iso(feed.updated))
    ET.SubElement(root, "link", {"rel": "self", "type": "application/atom+xml", "href": url})
    ET.SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": feed.home})
    for item in feed.items[:MOST_ITEMS]:
        entry = ET.SubElement(root, "entry", {XML_LANG: item.lang})
        _text(entry, "id", item.url)
        _text(entry, "title", item.title)
        link = {"rel": "alternate", "type": "text/html", "hreflang": item.lang, "href": item.url}
        ET.SubElement(entry, "link", link)
        if exact := _exact(item.published):
            _text(entry, "published", _iso(exact))
        _text(entry, "updated", _iso(_changed(item)))
        _text(ET.SubElement(entry, "author"), "name", item.author)
        for tag in item.tags:
            ET.SubElement(entry, "category", {"term": displayable(tag)})
        _text(entry, "summary", item.summary)
        _text(entry, "content", content_html(item)).set("type", "html")
    return _xml(root)


def rss(feed: Feed, url: str) -> str:
    """Return a feed as RSS 2.0; `url` is its own absolute address."""
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
    _text(channel, "lastBuildDate", format_datetime(feed.updated))
    link = {"rel": "self", "type": "application/rss+xml", "href": url}
    ET.SubElement(channel, "atom:link", link)
    for item in feed.items[:MOST_ITEMS]:
        element = ET.SubElement(channel, "item")
        _text(element, "title", escape(item.title, quote=False))
        _text(element, "link", item.url)
        _text(element, "guid", item.url).set("isPermaLink", "true")
        if exact := _exact(item.published):
            _text(element, "pubDate", format_datetime(exact))
        _text(element, "dc:creator", item.author)
        # RSS knows one language a feed; readers of Dublin Core learn that of the item.
        if feed.lang is None:
            _text(element, "dc:language", item.lang)
        for tag in item.tags:
            _text(element, "category", tag)
        _text(element, "description", escape(item.summary, quote=False))
        _text(element, "content:encoded", content_html(item))
    return _xml(root)


def json_feed(feed: Feed, url: str) -> str:
    """Return a feed as JSON Feed 1.1; `url` is its own absolute address."""
    values = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": displayable(feed.title),
        "description": displayable(feed.description),
        "home_page_url": feed.home,
        "feed_url": url,
        **({"language": feed.lang} if feed.lang else {}),
        "items": [_json_item(item) for item in feed.items[:MOST_ITEMS]],
    }
    return json.dumps(values, ensure_ascii=False, indent=2) + "\n"


def _json_item(item: Item) -> dict[str, object]:
    exact, changed = _exact(item.published), _exact(item.updated)
    return {
        "id": item.url,
        "url": item.url,
        "title": displayable(item.title),
        "summary": displayable(item.summary),
        "content_html": content_html(item),
        "language": item.lang,
        **({"date_published": _iso(exact)} if exact else {}),
        **({"date_modified": _iso(changed)} if changed else {}),
        "authors": [{"name": displayable(item.author)}],
        "tags": [displayable(tag) for tag in item.tags],
    }


def _text(parent: ET.Element, name: str, text: str) -> ET.Element:
    """Add an element with a text and return it."""
    element = ET.SubElement(parent, name)
    # HTML is neutral already and may have line ends in it; all else is one line.
    element.text = text if name in ("content", "content:encoded") else displayable(text)
    return element


def _iso(when: datetime) -> str:
    return when.strftime("%Y-%m-%dT%H:%M:%SZ")


def _xml(root: ET.Element) -> str:
    ET.indent(root)
    body = ET.tostring(root, encoding="unicode", short_empty_elements=True)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{body}\n'


def sitemap(pages: Sequence[tuple[str, dict[str, str], str | None]]) -> str:
    """Return a sitemap; each page is its url, ``{lang: url}``, and last change or ``None``."""
    names = {
        "xmlns": "http://www.sitemaps.org/schemas/sitemap/0.9",
        "xmlns:xhtml": "http://www.w3.org/1999/xhtml",
    }
    root = ET.Element("urlset", names)
    for url, others, changed in pages:
        element = ET.SubElement(root, "url")
        _text(element, "loc", url)
        if changed:
            _text(element, "lastmod", changed)
        for lang, href in others.items():
            link = {"rel": "alternate", "hreflang": lang, "href": href}
            ET.SubElement(element, "xhtml:link", link)
    return _xml(root)
