"""Metadata of a page in HTML: JSON-LD first, then meta tags, then what is guessed.

Every source offers values; the first usable one for a field counts, with the tag it is from. No
date is guessed: generic tools take the year of a copyright notice for one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from ..dates.iso import is_plausible, read_iso
from ..dates.publication_line import read_publication_line
from ..dates.when import When
from ..language.arabic import ARABIC_LETTER, content_stems
from ..language.phrases import is_outlet, is_own_outlet, read_credit
from ..language.titles import common_words, title_similarity
from ..model import PageMeta
from .json_ld import MetadataValue, json_ld_values, read_name
from .text import clean, xml_text

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
_SHOWN_TITLE = 0.9
"""Least `title_similarity` of a line that stands for a missing heading: the title itself."""
_TITLE_TAGS = ("h2", "h3", "div", "p", "span", "strong", "td")
"""What pages without a first heading show their title in."""
_SAME_TITLE = 0.5
"""Least `title_similarity` of one title in two wordings: a headline is often cut, reworded for
search engines or followed by the site's name, while those of other articles share a word or two."""
_FEWEST_SHARED = 2
"""Stems that a headline has in common with a title tag in other words."""
_TITLE_WITH_SITE = re.compile(r"^(?P<title>.*\S)\s+(?:[|–—·«»:-]|::)\s+(?P<site>[^|–—]+)$")


def read_page_meta(tree: HtmlElement, headline: HtmlElement | None) -> PageMeta:
    """Return what a page says of itself, each field with the tag and value it was read from.

    `headline` is the element from `find_headline`.
    """
    shown = text_of(headline) if headline is not None else ""
    found: dict[str, str] = {}
    evidence: dict[str, str] = {}
    for field, tag, raw in _stated_values(tree, headline, shown):
        value = None if field in found else _read_value(field, raw)
        if value:
            found[field] = value
            evidence[field] = f"{tag}: {clean(raw)}"

    title, site = found.get("title"), found.get("publisher")
    # The title tag alone may be worded for search engines; with a slogan it shares no words.
    is_title_tag = evidence.get("title", "").startswith("title: ")
    shared = set(content_stems(shown)).intersection(content_stems(title or ""))
    is_reworded = is_title_tag and len(shared) >= _FEWEST_SHARED
    if title is None or is_reworded or title_similarity(shown, title) >= _SAME_TITLE:
        # The headline in the wording that the page shows, which is in its text, too.
        title = shown or None
    else:
        match = _TITLE_WITH_SITE.match(title)
        if match and (match["site"].strip() == site or is_outlet(match["site"])):
            title = match["title"]

    # Programs fill in these fields, too: a change with every publication, the site as an author.
    date, modified, author = found.get("date"), found.get("modified"), found.get("author")
    published, changed = When.from_iso(date or ""), When.from_iso(modified or "")
    is_later = bool(published and changed and changed.start > published.end)
    if published and changed and published.clock and changed.clock:
        is_later = changed.instant > published.instant
    if not is_later:
        modified = None
    credit = read_credit(author) if author else None
    if author and (author == site or is_outlet(author) or credit):
        author = (credit.author if credit else "") or None
    checked = {"title": title, "modified": modified, "author": author}
    evidence = {field: text for field, text in evidence.items() if checked.get(field, text)}
    return PageMeta(title, date, modified, author, site, found.get("url"), evidence=evidence)


def _stated_values(
    tree: HtmlElement, headline: HtmlElement | None, shown: str
) -> Iterator[MetadataValue]:
    """Yield the values that a page states for its fields, of each field the surest first."""
    from trafilatura import metadata  # noqa: PLC0415 - a third of a second to import

    # Before JSON-LD, whose address is often copied from an example.
    for link in tree.xpath("//link[@rel='canonical'][@href]"):
        yield MetadataValue("url", "canonical", link.get("href"))
    yield from json_ld_values(tree, shown)
    yield from _tag_values(tree)

    # Lists of other articles have time tags, too, in links or beside the story. The article's own
    # is marked as such, the first below its headline, or the only one.
    times = [time for time in tree.xpath("//time[@datetime]") if not is_outside_article(time)]
    below = set(headline.xpath("following::time")) if headline is not None else set()
    own = [time for time in times if time.get("pubdate") is not None]
    own += [time for time in times if time in below][:1]
    if len({time.get("datetime") for time in times}) == 1:
        own += times
    for time in own:
        yield MetadataValue("date", "time", time.get("datetime"))

    # These are guesses from class names and the like, so they come last.
    yield MetadataValue("author", "author", metadata.extract_author(tree) or "")
    site = metadata.extract_sitename(tree) or ""
    for element in tree.xpath("//head/title"):
        # Of a title with the site's name the guess may be the headline, whole or its beginning.
        text = text_of(element)
        match = _TITLE_WITH_SITE.match(text)
        if is_own_outlet(text):
            site = text
        elif match and site and (site in shown or match["title"].startswith(site)):
            site = match["site"] if is_outlet(match["site"]) else ""
    yield MetadataValue("publisher", "publisher", site)


def _tag_values(tree: HtmlElement) -> Iterator[MetadataValue]:
    """Yield the values of meta tags and of microdata, and at last those of the title tag."""
    tags: dict[str, str] = {}
    for element in tree.xpath("//meta[@content] | //*[@itemprop][@datetime]"):
        value = element.get("content") or element.get("datetime") or ""
        for attribute in ("property", "name", "itemprop"):
            # The first of several equal tags counts: plugins add theirs after the site's own.
            tags.setdefault((element.get(attribute) or "").strip().lower(), value)
    for field, names in _META_TAGS.items():
        for name in names:
            yield MetadataValue(field, name, tags.get(name, ""))
    for element in tree.xpath("//head/title"):
        yield MetadataValue("title", "title", text_of(element))


def _read_value(field: str, raw: str) -> str | None:
    """Return the value of a field in its final form, ``None`` where the next one is to count."""
    text = clean(raw)
    if field == "title":
        return text if ARABIC_LETTER.search(text) and not is_own_outlet(text) else None
    if field in ("author", "publisher"):
        return read_name(text)
    if field == "url":
        # Not cleaned: an address may hold what looks like a character reference (``?a=1&copy=2``).
        address = xml_text(raw).strip()
        return address if _WEB_ADDRESS.fullmatch(address) else None
    # Some tags have the date as it is shown to readers (``14 مارس 2021``).
    line = read_publication_line(text)
    when = read_iso(raw) or (line.dated.when if line else None)
    # A visible date may have a year that no page was published in, as a slip of the pen.
    if when and is_plausible(when) and when.day not in _PLACEHOLDER_DATES:
        return when.iso
    return None


def find_headline(tree: HtmlElement) -> HtmlElement | None:
    """Return the element of the article's headline, ``None`` where there is none.

    Among several (a site's name may be one) it is the one that shares most with the page's title.
    """
    title, site = "", ""
    for field, _, raw in _tag_values(tree):
        if field == "title":
            title = title or raw
        elif field == "publisher":
            site = site or clean(raw)
    candidates = []
    for element in tree.iter("h1"):
        text = text_of(element)
        is_short = len(text.split()) < _SHORTEST_HEADLINE or not ARABIC_LETTER.search(text)
        if not is_short and text != site and not is_outlet(text):
            candidates.append(element)
    best = max(candidates, key=lambda h1: len(common_words(text_of(h1), title)), default=None)
    if best is not None and title_similarity(text_of(best), title) >= _SAME_TITLE:
        return best
    # Without such a heading of that rank: what the page shows in the words of its title.
    for element in tree.iter(*_TITLE_TAGS):
        text = text_of(element) if len(element) <= 1 else ""
        is_long = len(text.split()) >= _SHORTEST_HEADLINE
        is_title = is_long and title_similarity(text, title) >= _SHOWN_TITLE
        if is_title and not is_outside_article(element):
            return element
    return best


def is_outside_article(element: HtmlElement) -> bool:
    """Tell whether an element is in a link or beside the article: it speaks of something else."""
    return any(one.tag in _NOT_ARTICLE_TAGS for one in (element, *element.iterancestors()))


def text_of(element: HtmlElement) -> str:
    """Return all text in an element in one line."""
    return clean(str(element.text_content()))
