"""Metadata of a page in HTML: JSON-LD first, then meta tags, then what is guessed.

Every source offers values; the first usable one for a field counts, with the tag it is from. No
date is guessed: generic tools take the year of a copyright notice for one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from typing import TYPE_CHECKING

from ..dates.iso import is_plausible, read_iso
from ..dates.publication_line import read_publication_line
from ..dates.when import When
from ..language.arabic import ARABIC_LETTER
from ..language.phrases import common_words, is_outlet, title_similarity
from ..model import PageMeta
from .characters import clean, xml_text
from .json_ld import json_ld_values
from .metadata_values import MetadataValue, read_name

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
_PLACEHOLDER_DATES = ("1970-01-01", "1900-01-01")
"""What programs write when they do not know: the first day of their calendars."""
_WEB_ADDRESS = re.compile(r"https?://[^\s<>\"\\]+")
_NOT_ARTICLE_TAGS = frozenset({"a", "nav", "aside", "footer", "script", "style", "form", "option"})
"""Elements that are not of the article, or lead away from it."""
_SHORTEST_HEADLINE = 3
"""Words; a shorter first heading is a site's name or a section's."""
_SAME_TITLE = 0.5
"""Least `title_similarity` of one title in two wordings: a headline is often cut, reworded for
search engines or followed by the site's name, while those of other articles share a word or two."""
_TITLE_WITH_SITE = re.compile(r"^(?P<title>.*\S)\s+(?:[|–—·«»:-]|::)\s+(?P<site>[^|–—]+)$")


def _read_title(text: str) -> str | None:
    text = clean(text)
    return text if ARABIC_LETTER.search(text) else None


def _read_date(text: str) -> str | None:
    # Some tags have the date as it is shown to readers (``14 مارس 2021``).
    line = read_publication_line(clean(text))
    when = read_iso(text) or (line.dated.when if line else None)
    # A visible date line may have a year that no page was published in, as a slip of the pen.
    if when is None or not is_plausible(when) or when.day in _PLACEHOLDER_DATES:
        return None
    return when.iso


def _read_url(text: str) -> str | None:
    # Not cleaned: an address may hold what looks like a character reference (``?a=1&copy=2``).
    text = xml_text(text).strip()
    return text if _WEB_ADDRESS.fullmatch(text) else None


_FIELD_READERS: Mapping[str, Callable[[str], str | None]] = {
    "title": _read_title,
    "date": _read_date,
    "modified": _read_date,
    "author": read_name,
    "publisher": read_name,
    "url": _read_url,
}
"""How a value of each field is read; ``None`` where it is of no use and the next one counts."""


def read_page_meta(tree: HtmlElement, headline: HtmlElement | None) -> PageMeta:
    """Return what a page says of itself, each field with the tag and value it was read from.

    `headline` is the element from `find_headline`.
    """
    shown = text_of(headline) if headline is not None else ""
    found: dict[str, str] = {}
    evidence: dict[str, str] = {}
    values = chain(
        _canonical(tree),  # before JSON-LD, whose address is often copied from an example
        json_ld_values(tree, shown),
        _meta_tags(tree),
        _time_tags(tree, headline),
        _guesses(tree),
        _title_tag(tree),
    )
    for field, tag, raw in values:
        value = _FIELD_READERS[field](raw) if field not in found else None
        if value:
            found[field] = value
            evidence[field] = f"{tag}: {clean(raw)}"

    title, site = found.get("title"), found.get("publisher")
    if title is None or title_similarity(shown, title) >= _SAME_TITLE:
        # The headline in the wording that the page shows, which is in its text, too.
        title = shown or None
    else:
        match = _TITLE_WITH_SITE.match(title)
        if match and (match["site"].strip() == site or is_outlet(match["site"])):
            title = match["title"]

    # Programs fill in these fields, too: a change with every publication, the site as an author.
    date, modified, author = found.get("date"), found.get("modified"), found.get("author")
    if not (date and modified and _is_later(modified, date)):
        modified = None
    if author and (author == site or is_outlet(author)):
        author = None
    checked = {"title": title, "modified": modified, "author": author}
    evidence = {field: text for field, text in evidence.items() if checked.get(field, text)}
    return PageMeta(title, date, modified, author, site, found.get("url"), evidence=evidence)


def _is_later(modified: str, published: str) -> bool:
    """Tell whether a page was changed after its publication, as far as the two dates say."""
    change, publication = When.from_iso(modified), When.from_iso(published)
    if change is None or publication is None:
        return False
    if change.clock and publication.clock:
        return change.instant > publication.instant
    return change.start > publication.end


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
    for link in tree.xpath("//link[@rel='canonical'][@href]"):
        yield MetadataValue("url", "canonical", link.get("href"))


def _meta_tags(tree: HtmlElement) -> Iterator[MetadataValue]:
    """Yield the values of meta tags and of microdata, by field, the surest tag of each first."""
    tags: dict[str, str] = {}
    for element in tree.xpath("//meta[@content] | //*[@itemprop][@datetime]"):
        value = element.get("content") or element.get("datetime") or ""
        for attribute in ("property", "name", "itemprop"):
            # The first of several equal tags counts: plugins add theirs after the site's own.
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
    # Only the first below the headline is its own; those after the text are of other articles.
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
