"""The items of a feed: RSS and Atom as feedparser reads them, JSON Feed beside it."""

from __future__ import annotations

import io
import json
import re
from codecs import BOM_UTF8
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

from ...errors import error_at
from ...formats.text import clean, read_text, served_encoding
from ..network import Fetched

_MOST_ITEMS = 500
"""Items of a feed that are looked at, from its first on; feeds of news have 10 to 100."""
_DECLARATION = re.compile(r"\A<\?xml[^<>]{0,200}>")
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_.-]{2,40})")
_ROOT = re.compile(r"<(?:\w+:)?(?:rss|feed|RDF)[\s>]|jsonfeed\.org/version")
_END = re.compile(rb"</(?:\w+:)?(?:rss|feed|RDF)\s*>")
_TAG = re.compile(r"<[^<>]*>")
_NO_DAY = "1970-01-01"
"""What Atom, which demands a day, has where none is known: ours, too."""


@dataclass(frozen=True, slots=True)
class FeedItem:
    """What a feed says of one article.

    `url` is empty where it gives no address. `text` is all its words without markup, `day` the day
    of publication by the outlet's own clock, empty where unknown, and `said` how the feed has it.
    """

    url: str
    title: str
    text: str
    day: str = ""
    said: str = ""


def read_feed(page: Fetched, shown: str) -> list[FeedItem]:
    """Return the items of a feed, as they are in it; raise `BriefingError` for what is none.

    Of a feed that breaks off or is not well-formed it is what can be read.
    """
    # Decoded here: feedparser believes a server before it looks at the bytes, and knows no Arabic
    # encoding that nobody declares.
    declared = _DECLARED.search(page.data[:1000])
    charset = page.charset or (declared[1].decode() if declared else None)
    encoding = served_encoding(page.data, charset, markup=True)
    text = read_text("feed", page.data, shown, encoding, markup=True).text.strip()
    items = list(_json_items(text) if text.startswith("{") else _xml_items(text, page.url))
    # An empty one is none the worse: an outlet may have had a quiet day.
    if not items and not _ROOT.search(text[:2000]):
        message = "neither RSS nor Atom nor JSON Feed"
        raise error_at(shown, message, "Look at the address in a browser")
    return items[:_MOST_ITEMS]


def breaks_off(page: Fetched) -> bool:
    """Tell whether a feed is cut short: its outermost element does not end."""
    data = page.data.strip().removeprefix(BOM_UTF8).lstrip()
    # What is in UTF-16 is not looked into.
    is_json = data.startswith(b"{")
    return b"\0" not in data and not (data.endswith(b"}") if is_json else _END.search(data))


def _xml_items(text: str, url: str) -> Iterator[FeedItem]:
    import feedparser  # noqa: PLC0415 - a fifth of a second that no other command has to wait

    data = _DECLARATION.sub("", text.lstrip(), count=1).encode()
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": url}
    # As a file, since it takes a text that is an address or a path for one to open. What it would
    # clean of scripts is never shown: only words are looked for.
    feed = feedparser.parse(io.BytesIO(data), response_headers=headers, sanitize_html=False)
    # Whatever is missing in an entry is missing in the item: nothing is made up for it.
    for entry in feed.entries:
        contents = [str(content.get("value", "")) for content in entry.get("content", ())]
        day = str(entry.get("published") or entry.get("updated") or "")
        yield _item(
            url, entry.get("link"), entry.get("title"), day, entry.get("summary"), *contents
        )


def _json_items(text: str) -> Iterator[FeedItem]:
    # What is no JSON, or nested for ever, is no feed.
    feed: Any = None
    with suppress(ValueError, RecursionError):
        feed = json.loads(text)
    rows = feed.get("items") if isinstance(feed, dict) else None
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, dict):
            # An id is an address in most feeds, and in some that lack the address alone.
            link = row.get("url") or row.get("external_url") or row.get("id")
            day = str(row.get("date_published") or row.get("date_modified") or "")
            texts = [row.get(key) for key in ("summary", "content_text", "content_html")]
            yield _item(str(feed.get("feed_url", "")), link, row.get("title"), day, *texts)


def _item(base: str, link: Any, title: Any, said: str, *texts: Any) -> FeedItem:
    url = ""
    with suppress(ValueError):
        joined = urljoin(base, str(link).strip()) if link else ""
        # A base that is empty lets through what is no address at all.
        urlsplit(joined)
        url = joined
    if not re.match("https?://", url, re.IGNORECASE):
        url = ""
    parts = [clean(_TAG.sub(" ", str(part or ""))) for part in (title, *texts)]
    day = ""
    # RSS writes days as mail does, the others in ISO 8601.
    for read in (parsedate_to_datetime, datetime.fromisoformat):
        with suppress(ValueError, TypeError, OverflowError):
            day = day or read(said).date().isoformat()
    # Programs write the first day of their calendar where they know none.
    day = day if day > _NO_DAY else ""
    return FeedItem(url, parts[0], "\n".join(filter(None, parts)), day, said)
