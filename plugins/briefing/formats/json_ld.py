"""Metadata in JSON-LD: what the schema.org object of a page's article states."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from ..language.phrases import title_similarity
from .characters import clean
from .metadata_values import MetadataValue, read_name

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_Node = dict[str, Any]
_ARTICLE_TYPE = re.compile(r"(?:Article|BlogPosting|Report)$")
"""Ends of the schema.org types of articles: NewsArticle, OpinionNewsArticle, …"""
_WRAPPING = re.compile(r"^\s*(?:<!--|//<!\[CDATA\[)|(?:-->|//\]\]>)?[\s;]*$")
"""What old pages put around a script, which is no JSON."""


def json_ld_values(tree: HtmlElement, headline: str) -> Iterator[MetadataValue]:
    """Yield the values of the article's object: among several, the one most like the headline."""
    nodes: list[_Node] = []
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower().startswith("application/ld+json"):
            nodes += _nodes(script.text or "")
    articles: list[_Node] = []
    for node in nodes:
        types = node.get("@type")
        names = types if isinstance(types, list) else [types]
        if any(_ARTICLE_TYPE.search(str(name)) for name in names):
            articles.append(node)
    if not articles:
        return
    # Pages also describe the articles that they link to.
    article = max(articles, key=lambda node: title_similarity(headline, str(node.get("headline"))))
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str)}

    yield from _texts("title", "headline", article)
    yield from _texts("title", "name", article)
    yield from _texts("date", "datePublished", article)
    yield from _texts("modified", "dateModified", article)
    authors = _names(article.get("author"), by_id)
    if authors:
        yield MetadataValue("author", "author", "، ".join(authors))
    # An article has one publisher; a second one is its owner.
    for name in _names(article.get("publisher"), by_id)[:1]:
        yield MetadataValue("publisher", "publisher.name", name)
    yield from _texts("url", "url", article)


def _nodes(script: str) -> Iterator[_Node]:
    """Yield the objects of one script: itself, its list, its graph; not what they are parts of."""
    try:
        waiting = [json.loads(_WRAPPING.sub("", script), strict=False)]
    except (ValueError, RecursionError):
        return  # broken metadata is common and costs nothing: other tags have it, too
    while waiting:
        node = waiting.pop(0)
        if isinstance(node, list):
            waiting[:0] = node
        elif isinstance(node, dict):
            yield node
            waiting[:0] = [node[key] for key in ("@graph", "mainEntity") if key in node]


def _texts(field: str, key: str, node: _Node) -> Iterator[MetadataValue]:
    """Yield the texts under a key, which may have one or a list of them."""
    value = node.get(key)
    for text in value if isinstance(value, list) else [value]:
        if isinstance(text, str) and text:
            yield MetadataValue(field, key, text)


def _names(value: object, by_id: Mapping[str, _Node]) -> list[str]:
    """Return the names in an author or publisher: text, object, reference, or a list of them."""
    names: list[str] = []
    for entry in value if isinstance(value, list) else [value]:
        name = entry
        if isinstance(entry, dict):
            # ``{"@id": …}`` alone refers to an object elsewhere in the graph.
            name = entry.get("name") or by_id.get(str(entry.get("@id")), {}).get("name")
        if isinstance(name, str) and name and read_name(name):
            names.append(clean(name))
    return list(dict.fromkeys(names))
