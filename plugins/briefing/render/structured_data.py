"""What search engines read of a page: schema.org as JSON-LD."""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from ..explain.page import Explainer, SourcesSection
from ..model import LANGS, Story
from .addresses import Page
from .site import Site
from .text import displayable

Node = dict[str, Any]


@dataclass(frozen=True, slots=True)
class StructuredData:
    """JSON-LD for a script element, and the hash by which a content security policy allows it."""

    text: Markup
    hash: str


def structured_data(site: Site, page: Page) -> StructuredData | None:
    """Return the JSON-LD of a page: of a story, an explainer, a list; ``None`` of other pages."""
    nodes = [_crumbs(site, page)] if len(page.crumbs) > 1 else []
    # A page of the same name in another folder is somebody's own.
    folder, _, name = page.path.rpartition("/")
    is_post = page.kind == "article" and folder == page.lang
    slug = name.removesuffix(".html") if is_post else ""
    story, explainer = site.story(slug), site.explainer(slug)
    if story:
        nodes.insert(0, _article(site, page, story))
    elif explainer:
        nodes.insert(0, _explainer(site, page, explainer))
    elif page.name == "index":
        nodes.insert(0, _website(site, page))
    if not nodes:
        return None
    text = json.dumps({"@context": "https://schema.org", "@graph": nodes}, ensure_ascii=False)
    # What ends a script element, or begins a comment in it, may stand in a title.
    for mark in "<>&\u2028\u2029":
        text = text.replace(mark, f"\\u{ord(mark):04x}")
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return StructuredData(Markup(text), f"sha256-{digest}")  # noqa: S704 - escaped for a script


def _article(site: Site, page: Page, story: Story) -> Node:
    lang = page.lang
    address = f"{site.origin}/{page.path}"
    node: Node = {
        "@type": "NewsArticle",
        "@id": f"{address}#article",
        "headline": displayable(story.title.text_or_original(lang)),
        "inLanguage": lang if story.title.text(lang) else "ar",
        "url": address,
        "mainEntityOfPage": address,
    }
    if page.description:
        node["description"] = displayable(page.description)
    if story.published:
        node["datePublished"] = story.published.when.iso
    if story.updated:
        node["dateModified"] = story.updated.when.iso
    # The outlet is the publisher of the original; a name that no page states is left out.
    publisher = site.publisher(story, lang)
    if publisher:
        node["publisher"] = {"@type": "Organization", "name": displayable(publisher)}
    if story.author:
        node["author"] = {"@type": "Person", "name": displayable(story.author.name)}
    if story.url:
        node["isBasedOn"] = story.url
    for other in LANGS:
        if other != lang and other in page.alternates:
            relation = "translationOfWork" if lang == "en" else "workTranslation"
            its_address = f"{site.origin}/{page.alternates[other]}"
            node[relation] = {"@type": "NewsArticle", "@id": f"{its_address}#article"}
    subjects = [site.tag_name(tag, lang) for tag in story.tags]
    if subjects:
        node["keywords"] = [displayable(name) for name in subjects]
    return node


def _explainer(site: Site, page: Page, explainer: Explainer) -> Node:
    sources = []
    # Those that the page lists: a page beside it has all of them where there are many.
    section = explainer.section("sources")
    listed = section.stories if isinstance(section, SourcesSection) else explainer.stories
    for story in listed:
        address = f"{site.origin}/{page.lang}/{story.slug}.html"
        sources.append({"@type": "NewsArticle", "@id": f"{address}#article", "url": address})
    node: Node = {
        "@type": "Article",
        "@id": f"{site.origin}/{page.path}#article",
        "headline": displayable(explainer.title[page.lang]),
        "description": displayable(explainer.intro[page.lang]),
        "inLanguage": page.lang,
        "url": f"{site.origin}/{page.path}",
        "mainEntityOfPage": f"{site.origin}/{page.path}",
        "publisher": {"@type": "Organization", "name": displayable(site.title[page.lang])},
        "isBasedOn": [source["url"] for source in sources],
        "citation": sources,
    }
    dates = [story.updated or story.published for story in explainer.stories]
    days = [dated.when for dated in dates if dated]
    if days:
        node["dateModified"] = max(days, key=lambda when: when.instant).iso
    return node


def _website(site: Site, page: Page) -> Node:
    return {
        "@type": "WebSite",
        "@id": f"{site.origin}/{page.path}#site",
        "name": displayable(site.title[page.lang]),
        "description": displayable(site.about[page.lang]),
        "inLanguage": page.lang,
        "url": f"{site.origin}/{page.path}",
        "potentialAction": {
            "@type": "SearchAction",
            "target": f"{site.origin}/{page.lang}/search.html?q={{search_term_string}}",
            "query-input": "required name=search_term_string",
        },
    }


def _crumbs(site: Site, page: Page) -> Node:
    items = []
    for number, (name, path) in enumerate((*page.crumbs, (page.title, page.path)), 1):
        item = {"@type": "ListItem", "position": number, "name": displayable(name)}
        items.append({**item, "item": f"{site.origin}/{path}"})
    return {"@type": "BreadcrumbList", "itemListElement": items}
