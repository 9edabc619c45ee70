"""Metadata of a page in HTML: JSON-LD first, then meta tags, then what is guessed.

Every source offers values; the first usable one for a field counts, with the tag it is from. No
date is guessed: generic tools take the year of a copyright notice for one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import TYPE_CHECKING

from ..language.arabic import ARABIC_LETTER
from ..model import PageMeta
from ..story.roles.publishers import is_outlet
from .json_ld import json_ld_values
from .metadata_values import (
    FIELD_READERS,
    MetadataValue,
    clean,
    common_words,
    is_same_title,
    without_site,
)

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_META_TAGS: Mapping[str, tuple[str, ...]] = {
    "title": ("og:title", "twitter:title", "dc.title", "dcterms.title"),
    "date": (
        "article:published_time", "datepublished", "og:published_time", "dc.date.issued",
        "dc.date", "dcterms.created", "dcterms.date", "parsely-pub-date", "publishdate", "pubdate",
        "date",
    ),
    "modified": ("article:modified_time", "datemodified", "og:updated_time", "dcterms.modified"),
    "author": ("article:author", "author", "dc.creator", "dcterms.creator", "parsely-author"),
    "publisher": ("og:site_name", "dc.publisher", "publisher", "application-name"),
    "url": ("og:url",),
}  # fmt: skip
"""Names of meta tags by field, the surest first, compared in lower case."""
_NOT_ARTICLE_TAGS = frozenset({"a", "nav", "aside", "footer", "script", "style", "form", "option"})
"""Elements that are not of the article, or lead away from it."""
_SHORTEST_HEADLINE = 3
"""Words; a shorter first heading is a site's name or a section's."""


def read_page_meta(tree: HtmlElement, headline: HtmlElement | None) -> PageMeta:
    """Return what a page says of itself, each field with the tag and value it was read from.

    `headline` is the element from `find_headline`.
    """
    shown = text_of(headline) if headline is not None else ""
    found: dict[str, str] = {}
    evidence: dict[str, str] = {}
    values = chain(
        _canonical(tree),
        json_ld_values(tree, shown),
        _meta_tags(tree),
        _time_tags(tree, headline),
        _guesses(tree),
        _title_tag(tree),
    )
    for field, tag, raw in values:
        value = FIELD_READERS[field](raw) if field not in found else None
        if value:
            found[field] = value
            evidence[field] = f"{tag}: {clean(raw)}"

    title = found.get("title")
    # The page's own wording is the one that readers know.
    if title is None or is_same_title(shown, title):
        title = shown or None
    else:
        title = without_site(title, found.get("publisher"))

    # A change no later than the publication says nothing, and an author who is the publisher no
    # more than that.
    date, modified, author = found.get("date"), found.get("modified"), found.get("author")
    if modified and not (date and modified[: len(date)] > date):
        modified = None
    if author and (author == found.get("publisher") or is_outlet(author)):
        author = None
    checked = {"title": title, "modified": modified, "author": author}
    evidence = {field: text for field, text in evidence.items() if checked.get(field, text)}
    site, url = found.get("publisher"), found.get("url")
    return PageMeta(title, date, modified, author, site, url, evidence=evidence)


def find_headline(tree: HtmlElement) -> HtmlElement | None:
    """Return the element of the article's headline, ``None`` where there is none.

    Among several (a site's name may be one) it is the one that shares most with the page's title.
    """
    title, site = "", ""
    for field, _, raw in chain(_meta_tags(tree), _title_tag(tree)):
        if field == "title":
            title = title or raw
        elif field == "publisher":
            site = site or clean(raw)
    best, most_common = None, -1
    for element in tree.iter("h1"):
        text = text_of(element)
        is_short = len(text.split()) < _SHORTEST_HEADLINE or not ARABIC_LETTER.search(text)
        if is_short or text == site or is_outlet(text):
            continue
        common = len(common_words(text, title))
        if common > most_common:
            best, most_common = element, common
    return best


def is_outside_article(element: HtmlElement) -> bool:
    """Tell whether an element is in a link or beside the article: it speaks of something else."""
    return any(one.tag in _NOT_ARTICLE_TAGS for one in (element, *element.iterancestors()))


def text_of(element: HtmlElement) -> str:
    """Return all text in an element in one line."""
    return clean(str(element.text_content()))


def _canonical(tree: HtmlElement) -> Iterator[MetadataValue]:
    """Yield the canonical link: before JSON-LD, whose address is often copied from an example."""
    for link in tree.xpath("//link[@rel='canonical'][@href]"):
        yield MetadataValue("url", "canonical", link.get("href"))


def _meta_tags(tree: HtmlElement) -> Iterator[MetadataValue]:
    """Yield the values of meta tags and of microdata, by field, the surest tag of each first."""
    tags: dict[str, str] = {}
    for element in tree.xpath("//meta[@content] | //*[@itemprop][@datetime]"):
        value = element.get("content") or element.get("datetime") or ""
        for attribute in ("property", "name", "itemprop"):
            tags.setdefault((element.get(attribute) or "").strip().lower(), value)
    for field, names in _META_TAGS.items():
        for name in names:
            if tags.get(name):
                yield MetadataValue(field, name, tags[name])


def _time_tags(tree: HtmlElement, headline: HtmlElement | None) -> Iterator[MetadataValue]:
    """Yield the times that can be the article's: marked as such, below its headline, or the only.

    Lists of other articles have time tags, too; inside a link or beside the story they are theirs.
    """
    times = [time for time in tree.xpath("//time[@datetime]") if not is_outside_article(time)]
    below = set(headline.xpath("following::time")) if headline is not None else set()
    marked = [time for time in times if time.get("pubdate") is not None]
    near = [time for time in times if time in below]
    only = times if len({time.get("datetime") for time in times}) == 1 else []
    for time in (*marked, *near[:1], *only):
        yield MetadataValue("date", "time", time.get("datetime"))


def _title_tag(tree: HtmlElement) -> Iterator[MetadataValue]:
    for element in tree.xpath("//head/title"):
        yield MetadataValue("title", "title", text_of(element))


def _guesses(tree: HtmlElement) -> Iterator[MetadataValue]:
    """Yield trafilatura's guesses from class names and the like."""
    from trafilatura import metadata  # noqa: PLC0415 - a third of a second to import

    author, site = metadata.extract_author(tree), metadata.extract_sitename(tree)
    if author:
        yield MetadataValue("author", "author", author)
    if site:
        yield MetadataValue("publisher", "publisher", site)
