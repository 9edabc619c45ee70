"""What a page in HTML says of itself: JSON-LD first, then meta tags, then what is guessed.

Every source claims values; the first usable claim for a field is taken, with the tag it is from.
No date is guessed: generic tools take the year of a copyright notice for one.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from ..model import PageMeta
from .arabic import ARABIC_LETTER, words
from .datelines import read_date_line
from .isodates import read_iso
from .roles.outlets import is_outlet

if TYPE_CHECKING:
    from lxml.html import HtmlElement

Node = dict[str, Any]


class Claim(NamedTuple):
    """One value a page claims for a field, and the name of the tag it stands in."""

    field: str
    tag: str
    value: str


ARTICLE_TYPE = re.compile(r"(?:Article|BlogPosting|Report)$")
"""Ends of the schema.org types of articles: NewsArticle, OpinionNewsArticle, …"""
META_TAGS: Mapping[str, tuple[str, ...]] = {
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
PLACEHOLDER_DATES = ("1970-01-01", "1900-01-01")
"""What programs write when they do not know: the first day of their calendars."""
BESIDE = frozenset({"a", "nav", "aside", "footer", "script", "style", "form", "option"})
"""Elements that are not of the article, or lead away from it."""
LONGEST_NAME = 100
"""Characters of an author or a publisher; more is a sentence about them."""
NO_NAME = re.compile(r"https?:|^[@/]|\S@\S", re.IGNORECASE)
TITLE_SITE = re.compile(r"^(?P<title>.*\S)\s+(?:[|–—·«»:-]|::)\s+(?P<site>[^|–—]+)$")
SHORTEST_HEADLINE = 3
"""Words; a shorter first heading is a site's name or a section's."""
SAME_TITLE = 0.5
"""Share of the words that headline and metadata have in common when they are one title; the one
may be cut, reworded for search engines, or followed by the site's name."""
SPACE = re.compile(r"\s+")


def read_meta(tree: HtmlElement) -> PageMeta:
    """Return what a page says of itself, each field with the tag and value it was read from."""
    found: dict[str, str] = {}
    evidence: dict[str, str] = {}
    for claim in _claims(tree):
        value = READERS[claim.field](claim.value) if claim.field not in found else None
        if value:
            found[claim.field] = value
            evidence[claim.field] = f"{claim.tag}: {_clean(claim.value)}"
    names = {field: found.get(field) for field in READERS}
    return _consistent(PageMeta(**names, evidence=evidence), tree)  # type: ignore[arg-type]


def headline(tree: HtmlElement) -> HtmlElement | None:
    """Return the element of the article's headline, ``None`` where there is none.

    Among several (a site's name may be one) it is the one that shares most with the page's title.
    """
    titles = [*_meta_tags(tree), *_title_tag(tree)]
    title = next((claim.value for claim in titles if claim.field == "title"), "")
    site = next((_clean(claim.value) for claim in titles if claim.field == "publisher"), "")
    found = [one for one in tree.iter("h1") if _may_be_headline(text_of(one), site)]
    return max(found, key=lambda one: len(_shared(text_of(one), title)), default=None)


def _may_be_headline(text: str, site: str) -> bool:
    enough = len(text.split()) >= SHORTEST_HEADLINE and ARABIC_LETTER.search(text)
    return bool(enough) and text != site and not is_outlet(text)


def is_beside(element: HtmlElement) -> bool:
    """Tell whether an element is in a link or beside the article: it speaks of something else."""
    return any(one.tag in BESIDE for one in (element, *element.iterancestors()))


def text_of(element: HtmlElement) -> str:
    """Return all text in an element in one line."""
    return _clean(str(element.text_content()))


def _clean(text: str) -> str:
    """Return a text in one line, without character references and control characters."""
    kept = "".join(c for c in html.unescape(text) if c.isspace() or ord(c) >= ord(" "))
    return SPACE.sub(" ", kept).strip()


def _claims(tree: HtmlElement) -> Iterator[Claim]:
    yield from _canonical(tree)
    yield from _json_ld(tree)
    yield from _meta_tags(tree)
    yield from _time_tags(tree)
    yield from _guessed(tree)
    yield from _title_tag(tree)


def _canonical(tree: HtmlElement) -> Iterator[Claim]:
    """Yield the canonical link: before JSON-LD, whose address is often copied from an example."""
    for link in tree.xpath("//link[@rel='canonical'][@href]"):
        yield Claim("url", "canonical", link.get("href"))


# JSON-LD


def _json_ld(tree: HtmlElement) -> Iterator[Claim]:
    nodes = [node for text in _scripts(tree) for node in _nodes(text)]
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str)}
    article = _article(nodes, tree)
    if article is None:
        return
    for field, key in (("title", "headline"), ("title", "name"), ("date", "datePublished")):
        yield from _texts(field, key, article.get(key))
    yield from _texts("modified", "dateModified", article.get("dateModified"))
    yield from _texts("author", "author", "، ".join(_names(article.get("author"), by_id)))
    for name in _names(article.get("publisher"), by_id)[:1]:
        yield Claim("publisher", "publisher.name", name)
    yield from _texts("url", "url", article.get("url"))


def _scripts(tree: HtmlElement) -> Iterator[str]:
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower().startswith("application/ld+json"):
            yield script.text or ""


def _nodes(text: str) -> Iterator[Node]:
    """Yield the objects of one script: itself, its list, its graph; not what they are parts of."""
    text = re.sub(r"^\s*(?:<!--|//<!\[CDATA\[)|(?:-->|//\]\]>)?[\s;]*$", "", text)
    try:
        waiting = [json.loads(text, strict=False)]
    except (ValueError, RecursionError):
        return
    while waiting:
        one = waiting.pop(0)
        if isinstance(one, list):
            waiting[:0] = one
        elif isinstance(one, dict):
            yield one
            waiting[:0] = [one[key] for key in ("@graph", "mainEntity") if key in one]


def _article(nodes: list[Node], tree: HtmlElement) -> Node | None:
    """Return the node of the page's article: of several, the one most like the headline."""
    articles = [node for node in nodes if any(map(ARTICLE_TYPE.search, _types(node)))]
    top = headline(tree)
    title = text_of(top) if top is not None else ""
    return max(articles, key=lambda n: _likeness(title, str(n.get("headline"))), default=None)


def _types(node: Node) -> list[str]:
    types = node.get("@type")
    return [str(one) for one in (types if isinstance(types, list) else [types])]


def _texts(field: str, key: str, value: object) -> Iterator[Claim]:
    values = value if isinstance(value, list) else [value]
    yield from (Claim(field, key, one) for one in values if isinstance(one, str) and one)


def _names(value: object, by_id: Mapping[str, Node]) -> list[str]:
    """Return the names in an author or publisher: text, object, reference, or a list of them."""
    entries = value if isinstance(value, list) else [value]
    names = (_clean(name) for one in entries if (name := _named(one, by_id)) and _name(name))
    return list(dict.fromkeys(names))


def _named(entry: object, by_id: Mapping[str, Node]) -> str | None:
    if isinstance(entry, dict):
        entry = entry.get("name") or by_id.get(str(entry.get("@id")), {}).get("name")
    return entry if isinstance(entry, str) else None


# Tags


def _meta_tags(tree: HtmlElement) -> Iterator[Claim]:
    tags: dict[str, str] = {}
    for meta in tree.xpath("//meta[@content] | //*[@itemprop][@datetime]"):
        for attribute in ("property", "name", "itemprop"):
            key = (meta.get(attribute) or "").strip().lower()
            tags.setdefault(key, meta.get("content") or meta.get("datetime") or "")
    for field, names in META_TAGS.items():
        yield from (Claim(field, name, tags[name]) for name in names if tags.get(name))


def _time_tags(tree: HtmlElement) -> Iterator[Claim]:
    """Yield the times that can be the article's: marked as such, below its headline, or the only.

    Lists of other articles have time tags, too; inside a link or beside the story they are theirs.
    """
    times = [time for time in tree.xpath("//time[@datetime]") if not is_beside(time)]
    top = headline(tree)
    below = set(top.xpath("following::time")) if top is not None else set()
    marked = [time for time in times if time.get("pubdate") is not None]
    near = [time for time in times if time in below]
    only = times if len({time.get("datetime") for time in times}) == 1 else []
    for time in (*marked, *near[:1], *only):
        yield Claim("date", "time", time.get("datetime"))


def _title_tag(tree: HtmlElement) -> Iterator[Claim]:
    yield from (Claim("title", "title", text_of(one)) for one in tree.xpath("//head/title"))


def _guessed(tree: HtmlElement) -> Iterator[Claim]:
    """Yield trafilatura's guesses from class names and the like."""
    from trafilatura import metadata  # noqa: PLC0415 - a third of a second to import

    guesses = {"author": metadata.extract_author, "publisher": metadata.extract_sitename}
    for field, guess in guesses.items():
        value = guess(tree)
        if value:
            yield Claim(field, field, value)


# Readers


def _title(text: str) -> str | None:
    text = _clean(text)
    return text if ARABIC_LETTER.search(text) else None


def _date(text: str) -> str | None:
    line = read_date_line(_clean(text))
    value = read_iso(text) or read_iso(line.moment.value if line else "")
    return None if value is None or value[:10] in PLACEHOLDER_DATES else value


def _name(text: str) -> str | None:
    text = _clean(text)
    return text if 1 < len(text) <= LONGEST_NAME and not NO_NAME.search(text) else None


def _url(text: str) -> str | None:
    text = text.strip()
    return text if re.fullmatch(r"https?://[^\s<>\"\\]+", text) else None


READERS: Mapping[str, Callable[[str], str | None]] = {
    "title": _title,
    "date": _date,
    "modified": _date,
    "author": _name,
    "publisher": _name,
    "url": _url,
}
"""For each field, how a claim is read; ``None`` where it is of no use and the next one counts."""


# Consistency


def _consistent(meta: PageMeta, tree: HtmlElement) -> PageMeta:
    """Return the metadata with the title as the page shows it, and without what says nothing."""
    changed = meta.modified and meta.date and meta.modified[: len(meta.date)] > meta.date
    own = meta.author and meta.author != meta.publisher and not is_outlet(meta.author)
    modified, author = meta.modified if changed else None, meta.author if own else None
    title = _shown_title(meta, tree)
    dropped = {"modified": modified, "author": author, "title": title}
    evidence = {key: text for key, text in meta.evidence.items() if dropped.get(key, text)}
    return replace(meta, title=title, modified=modified, author=author, evidence=evidence)


def _shown_title(meta: PageMeta, tree: HtmlElement) -> str | None:
    """Return the headline where it says the same as the metadata, else the metadata's title."""
    top = headline(tree)
    shown = text_of(top) if top is not None else ""
    if meta.title is None or _likeness(shown, meta.title) >= SAME_TITLE:
        return shown or None
    return _without_site(meta.title, meta.publisher)


def _without_site(title: str, publisher: str | None) -> str:
    found = TITLE_SITE.match(title)
    named = found and (found["site"].strip() == publisher or is_outlet(found["site"]))
    return found["title"] if found and named else title


def _shared(one: str, other: str) -> set[str]:
    return set(words(one)) & set(words(other))


def _likeness(one: str, other: str) -> float:
    """Return the share of the shorter text's words that the longer one has."""
    shorter = min(len(set(words(one))), len(set(words(other))))
    return len(_shared(one, other)) / shorter if shorter else 0.0
