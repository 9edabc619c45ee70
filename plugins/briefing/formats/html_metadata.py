"""What a page in HTML says of itself: JSON-LD first, then meta tags, then what is guessed.

Every source claims values; the first usable claim for a field is taken, with the tag it is from.
No date is guessed: generic tools take the year of a copyright notice for one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from ..language.arabic import ARABIC_LETTER
from ..language.phrases import is_outlet
from ..model import PageMeta
from .html_titles import same_title, shared_words, without_site
from .json_ld import json_ld
from .metadata_values import READERS, Claim, clean

if TYPE_CHECKING:
    from lxml.html import HtmlElement

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
BESIDE = frozenset({"a", "nav", "aside", "footer", "script", "style", "form", "option"})
"""Elements that are not of the article, or lead away from it."""
SHORTEST_HEADLINE = 3
"""Words; a shorter first heading is a site's name or a section's."""


def read_meta(tree: HtmlElement) -> PageMeta:
    """Return what a page says of itself, each field with the tag and value it was read from."""
    found: dict[str, str] = {}
    evidence: dict[str, str] = {}
    for claim in _claims(tree):
        value = READERS[claim.field](claim.value) if claim.field not in found else None
        if value:
            found[claim.field] = value
            evidence[claim.field] = f"{claim.tag}: {clean(claim.value)}"
    names = {field: found.get(field) for field in READERS}
    return _consistent(PageMeta(**names, evidence=evidence), tree)  # type: ignore[arg-type]


def headline(tree: HtmlElement) -> HtmlElement | None:
    """Return the element of the article's headline, ``None`` where there is none.

    Among several (a site's name may be one) it is the one that shares most with the page's title.
    """
    titles = [*_meta_tags(tree), *_title_tag(tree)]
    title = next((claim.value for claim in titles if claim.field == "title"), "")
    site = next((clean(claim.value) for claim in titles if claim.field == "publisher"), "")
    found = [one for one in tree.iter("h1") if _may_be_headline(text_of(one), site)]
    return max(found, key=lambda one: len(shared_words(text_of(one), title)), default=None)


def _shown(tree: HtmlElement) -> str:
    """Return the text of the headline, empty where there is none."""
    top = headline(tree)
    return text_of(top) if top is not None else ""


def _may_be_headline(text: str, site: str) -> bool:
    enough = len(text.split()) >= SHORTEST_HEADLINE and ARABIC_LETTER.search(text)
    return bool(enough) and text != site and not is_outlet(text)


def is_beside(element: HtmlElement) -> bool:
    """Tell whether an element is in a link or beside the article: it speaks of something else."""
    return any(one.tag in BESIDE for one in (element, *element.iterancestors()))


def text_of(element: HtmlElement) -> str:
    """Return all text in an element in one line."""
    return clean(str(element.text_content()))


def _claims(tree: HtmlElement) -> Iterator[Claim]:
    yield from _canonical(tree)
    yield from json_ld(tree, _shown(tree))
    yield from _meta_tags(tree)
    yield from _time_tags(tree)
    yield from _guessed(tree)
    yield from _title_tag(tree)


def _canonical(tree: HtmlElement) -> Iterator[Claim]:
    """Yield the canonical link: before JSON-LD, whose address is often copied from an example."""
    for link in tree.xpath("//link[@rel='canonical'][@href]"):
        yield Claim("url", "canonical", link.get("href"))


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
    shown = _shown(tree)
    if meta.title is None or same_title(shown, meta.title):
        return shown or None
    return without_site(meta.title, meta.publisher)
