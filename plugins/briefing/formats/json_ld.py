"""What a page claims of its article in JSON-LD."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from .html_titles import likeness
from .metadata_values import Claim, clean, read_name

if TYPE_CHECKING:
    from lxml.html import HtmlElement

Node = dict[str, Any]
ARTICLE_TYPE = re.compile(r"(?:Article|BlogPosting|Report)$")
"""Ends of the schema.org types of articles: NewsArticle, OpinionNewsArticle, …"""


def json_ld(tree: HtmlElement, shown: str) -> Iterator[Claim]:
    """Yield what the object of the article claims: of several, the one most like what is shown."""
    nodes = [node for text in _scripts(tree) for node in _nodes(text)]
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str)}
    article = _article(nodes, shown)
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


def _article(nodes: list[Node], shown: str) -> Node | None:
    """Return the node of the page's article: of several, the one most like the headline."""
    articles = [node for node in nodes if any(map(ARTICLE_TYPE.search, _types(node)))]
    return max(articles, key=lambda n: likeness(shown, str(n.get("headline"))), default=None)


def _types(node: Node) -> list[str]:
    types = node.get("@type")
    return [str(one) for one in (types if isinstance(types, list) else [types])]


def _texts(field: str, key: str, value: object) -> Iterator[Claim]:
    values = value if isinstance(value, list) else [value]
    yield from (Claim(field, key, one) for one in values if isinstance(one, str) and one)


def _names(value: object, by_id: Mapping[str, Node]) -> list[str]:
    """Return the names in an author or publisher: text, object, reference, or a list of them."""
    entries = value if isinstance(value, list) else [value]
    names = (clean(name) for one in entries if (name := _named(one, by_id)) and read_name(name))
    return list(dict.fromkeys(names))


def _named(entry: object, by_id: Mapping[str, Node]) -> str | None:
    if isinstance(entry, dict):
        entry = entry.get("name") or by_id.get(str(entry.get("@id")), {}).get("name")
    return entry if isinstance(entry, str) else None
