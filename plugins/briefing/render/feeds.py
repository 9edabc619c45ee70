"""Which feeds the site has, and what is in each.

A feed more is one more that `site_feeds` yields.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, zip_longest
from typing import Protocol

from ..explain.page import Explainer
from ..model import LANGS, Change, Lang, Story
from .feed_formats import Feed, Item
from .pages import Site


class Contents(Protocol):
    """Where the HTML of items comes from."""

    def post(self, slug: str, lang: Lang) -> tuple[str, str] | None:
        """Return a story's summary as text and its post as HTML, ``None`` without a post."""

    def explainer(self, explainer: Explainer, lang: Lang) -> str:
        """Return what a feed shows of an explainer: HTML."""

    def change(self, explainer: Explainer, change: Change, lang: Lang) -> str:
        """Return what a feed says of the articles of one day: HTML."""


def site_feeds(site: Site, contents: Contents) -> Iterator[tuple[str, Feed]]:
    """Yield every feed of the site with its name: a language's, all, an explainer's."""
    by_lang: list[list[Item]] = []
    for lang in LANGS:
        items = [_explainer_item(site, e, lang, contents) for e in site.explainers]
        items += _story_items(site, site.stories, lang, contents)
        by_lang.append(items)
        home = f"{site.origin}/{lang}/index.html"
        yield lang, Feed(site.title[lang], site.about[lang], home, lang, items)
    # Both languages of an article stand together, whichever has more items.
    pairs = chain.from_iterable(zip_longest(*by_lang))
    both = [item for item in pairs if item]
    title = " · ".join(site.title[lang] for lang in LANGS)
    about = " · ".join(site.about[lang] for lang in LANGS)
    yield "all", Feed(title, about, f"{site.origin}/index.html", None, both)
    for explainer in site.explainers:
        for lang in LANGS:
            items = _change_items(site, explainer, lang, contents)
            items.append(_explainer_item(site, explainer, lang, contents))
            items += _story_items(site, explainer.stories, lang, contents)
            home = f"{site.origin}/{lang}/{explainer.slug}.html"
            feed = Feed(explainer.title[lang], explainer.intro[lang], home, lang, items)
            yield f"{explainer.slug}.{lang}", feed


def _story_items(
    site: Site, stories: tuple[Story, ...], lang: Lang, contents: Contents
) -> list[Item]:
    items = []
    for story in stories:
        post = contents.post(story.slug, lang)
        if post is None:
            continue
        summary, html = post
        item = Item(
            url=f"{site.origin}/{lang}/{story.slug}.html",
            lang=lang,
            title=story.title.text(lang) or story.title.ar,
            summary=summary,
            html=html,
            published=story.published,
            updated=story.updated,
            author=site.publisher(story, lang) or site.catalogues[lang]("publisher.unknown"),
            tags=tuple(site.tag_name(tag, lang) for tag in story.tags),
        )
        items.append(item)
    return items


def _explainer_item(site: Site, explainer: Explainer, lang: Lang, contents: Contents) -> Item:
    dated = [story.published for story in explainer.stories if story.published]
    return Item(
        url=f"{site.origin}/{lang}/{explainer.slug}.html",
        lang=lang,
        title=explainer.title[lang],
        summary=explainer.intro[lang],
        html=contents.explainer(explainer, lang),
        # A page that grows has no day of its own; it changed with its newest article.
        published=None,
        updated=max(dated, key=lambda dated: dated.when.instant, default=None),
        author=site.title[lang],
    )


def _change_items(site: Site, explainer: Explainer, lang: Lang, contents: Contents) -> list[Item]:
    """Return one item a day that brought something new, newest first, the first day left out."""
    items = []
    for change in explainer.changes:
        stories = [article.story for article in change.articles]
        day = next((story.published for story in stories if story.published), None)
        words = site.words[lang]
        item = Item(
            url=f"{site.origin}/{lang}/{explainer.slug}.changes.html#on-{change.day}",
            lang=lang,
            title=words.t("changes.title", title=explainer.title[lang]),
            summary=words.listed([words.title(story) for story in stories]),
            html=contents.change(explainer, change, lang),
            published=day,
            updated=day,
            author=site.title[lang],
        )
        items.append(item)
    return items
