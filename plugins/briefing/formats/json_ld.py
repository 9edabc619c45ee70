"""Metadata in JSON-LD: what the schema.org object of a page's article states."""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from ..language.titles import title_similarity
from .text import clean

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_Node = dict[str, Any]
_TEXT_KEYS = (
    ("title", "headline"),
    ("title", "name"),
    ("date", "datePublished"),
    ("modified", "dateModified"),
    ("url", "url"),
)
"""The fields that are plain texts, and the keys they are under."""
_ARTICLE_TYPE = re.compile(r"(?:Article|BlogPosting|Report)$")
"""Ends of the schema.org types of articles: NewsArticle, OpinionNewsArticle, …"""
_PAIR = re.compile(r'"@?\w+"\s*:\s*"(?:[^"\\]|\\.)*"(?=\s*[,}\]]|\s+")')
_OPENING = re.compile(r"\[(?!CDATA)|\{")
_LONGEST_PERSON_OR_SITE = 100
"""Characters of an author or a publisher; more is a sentence about them."""
_NOT_A_NAME = re.compile(r"https?\W|^[@/]|\S@\S", re.IGNORECASE)


class MetadataValue(NamedTuple):
    """A value as a page states it for a field of its metadata, and the tag it is in."""

    field: str
    tag: str
    value: str


def json_ld_values(tree: HtmlElement, headline: str) -> Iterator[MetadataValue]:
    """Yield the values of the article's object: among several, the one most like the headline."""
    nodes = list(_nodes(tree))
    articles: list[_Node] = []
    for node in nodes:
        if any(_ARTICLE_TYPE.search(str(name)) for name in _listed(node.get("@type"))):
            articles.append(node)
    if not articles:
        return
    # Pages also describe the articles that they link to.
    article = max(articles, key=lambda node: title_similarity(headline, str(node.get("headline"))))
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str)}

    for field, key in _TEXT_KEYS:
        for text in _listed(article.get(key)):
            if isinstance(text, str):
                yield MetadataValue(field, key, text)
    authors = _names(article.get("author"), by_id)
    yield MetadataValue("author", "author", "، ".join(authors))
    # An article has one publisher; a second one is its owner.
    for name in _names(article.get("publisher"), by_id)[:1]:
        yield MetadataValue("publisher", "publisher.name", name)


def _nodes(tree: HtmlElement) -> Iterator[_Node]:
    """Yield the objects of a page's scripts: each itself, its list and graph, not its parts."""
    waiting: deque[Any] = deque()
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower().startswith("application/ld+json"):
            # Old pages wrap a script into comments or CDATA, which are no JSON.
            text = script.text or ""
            opening = _OPENING.search(text)
            if opening:
                end = text.rfind("}" if opening[0] == "{" else "]")
                text = text[opening.start() : end + 1]
            try:
                waiting.append(json.loads(text, strict=False))
            except (ValueError, RecursionError):
                # Broken metadata is common: a comma too many, a quotation mark inside a text. What
                # can be read of it are its texts, the first under each key.
                pairs = ",".join(reversed(_PAIR.findall(text)))
                with suppress(ValueError):
                    waiting.append(json.loads(f"{{{pairs}}}", strict=False))
    while waiting:
        node = waiting.popleft()
        if isinstance(node, list):
            waiting.extendleft(reversed(node))
        elif isinstance(node, dict):
            yield node
            # From the left the last one comes first.
            waiting.extendleft(node[key] for key in ("mainEntity", "@graph") if key in node)


def _names(value: object, by_id: Mapping[str, _Node]) -> list[str]:
    """Return the names in an author or publisher: text, object, reference, or a list of them."""
    names: list[str] = []
    for entry in _listed(value):
        name = entry
        if isinstance(entry, dict):
            # ``{"@id": …}`` alone refers to an object elsewhere in the graph.
            name = entry.get("name") or by_id.get(str(entry.get("@id")), {}).get("name")
        usable = read_name(name) if isinstance(name, str) else None
        if usable and usable not in names:
            names.append(usable)
    return names


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value]


def read_name(text: str) -> str | None:
    """Return a name, ``None`` for an address or a sentence."""
    text = clean(text)
    is_name = 1 < len(text) <= _LONGEST_PERSON_OR_SITE and not _NOT_A_NAME.search(text)
    return text if is_name else None
