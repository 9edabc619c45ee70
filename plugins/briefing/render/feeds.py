"""Which feeds the site has, and what is in each.

A feed more is one more that `site_feeds` yields.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import chain, zip_longest
from typing import Protocol

from ..explain.page import Explainer
from ..model import LANGS, Change, Lang, Story
from .feed_formats import MOST_ITEMS, Feed, Item
from .lists import Listed
from .own_posts import OwnPost
from .site import Site
from .text import cut_at_word, displayable

WORDS_OF_A_SUMMARY = 25
"""Words by which a reader decides whether to open an item; the item has the text after them."""
MOST_OF_SUBJECT = 20
"""Items of a subject's feed: its page has all articles, and there are hundreds of such feeds."""
_NAMESPACE = uuid.UUID("6f1d1f53-6c1e-5d0c-9b0e-5b7c1d6f9a42")
"""Of the ids of items; any would do, and this one must stay."""


class Contents(Protocol):
    """Where the HTML of items comes from."""

    def post(self, path: str) -> tuple[str, str] | None:
        """Return a post's summary as text and its text as HTML, ``None`` where there is none."""

    def explainer(self, explainer: Explainer, lang: Lang, change: Change | None = None) -> str:
        """Return what a feed shows of an explainer, or says of the articles of one day: HTML."""


def site_feeds(site: Site, contents: Contents) -> Iterator[tuple[str, Feed]]:
    """Yield every feed with its name: a language's, all, an explainer's, a subject's."""
    made = _Items(site, contents)
    by_lang: list[list[Item]] = []
    for lang in LANGS:
        items = [made.explainer(x, lang) for x in site.explainers]
        items += made.articles(site.listed(lang), lang)
        by_lang.append(items)
        home = f"{site.origin}/{lang}/index.html"
        title = site.catalogues[lang].isolated(site.title[lang])
        newest = _newest_first(items)
        # What is older than the newest of other feeds is in the archive of its language.
        yield lang, Feed(title, site.about[lang], home, lang, newest, site.hub, is_archived=True)
    # Both languages of an article stand together, whichever has more items.
    both = [item for item in chain.from_iterable(zip_longest(*by_lang)) if item]
    title = displayable(" · ".join(site.title[lang] for lang in LANGS))
    about = " · ".join(site.about[lang] for lang in LANGS)
    home = f"{site.origin}/index.html"
    yield "all", Feed(title, about, home, None, _newest_first(both)[:MOST_ITEMS], site.hub)
    for explainer in site.explainers:
        for lang in LANGS:
            items = [made.explainer(explainer, lang), *made.changes(explainer, lang)]
            items += made.articles(explainer.stories, lang, most=MOST_ITEMS)
            home = f"{site.origin}/{lang}/{explainer.slug}.html"
            title = site.catalogues[lang].isolated(explainer.title[lang])
            about = explainer.intro[lang]
            feed = Feed(title, about, home, lang, _newest_first(items), site.hub)
            yield f"{explainer.slug}.{lang}", feed
    for lang in LANGS:
        for tag in site.tags(lang):
            if not tag.is_fed:
                continue
            items = made.articles(tag.items, lang, whole=False, most=MOST_OF_SUBJECT)
            home = f"{site.origin}/{lang}/{tag.path}"
            t = site.catalogues[lang]
            about = t("tags.description_of", name=tag.name, count=len(tag.items))
            newest = _newest_first(items)
            feed = Feed(t.isolated(tag.name), about, home, lang, newest, site.hub)
            yield tag.feed(lang), feed


def _newest_first(items: Sequence[Item]) -> list[Item]:
    """Return items by when they last changed; what was added today comes first, however old."""
    return sorted(items, key=lambda item: _age(item.changed))


def _age(changed: datetime | None) -> tuple[bool, float]:
    return changed is None, -changed.timestamp() if changed else 0.0


def _changed(article: Listed) -> datetime | None:
    """Return when an article last changed or was added, ``None`` where no day is known at all."""
    dates = [dated.when.instant for dated in (article.published, article.updated) if dated]
    if not isinstance(article, OwnPost) and article.added:
        dates.append(article.added.instant)
    return max(dates, default=None)


class _Items:
    """Makes the items of feeds."""

    def __init__(self, site: Site, contents: Contents) -> None:
        self.site = site
        self.contents = contents

    def articles(
        self, articles: Sequence[Listed], lang: Lang, *, whole: bool = True, most: int = 0
    ) -> list[Item]:
        """Return an item an article, with its text or its summary alone; of `most` the newest."""
        items: list[Item] = []
        if most:
            articles = sorted(articles, key=lambda article: _age(_changed(article)))
        for article in articles:
            if most and len(items) == most:
                break
            post = self.contents.post(self.site.path_of(article, lang))
            if post is not None:
                make = self._own if isinstance(article, OwnPost) else self._story
                items.append(make(article, lang, post if whole else (post[0], "")))  # type: ignore[arg-type]
        return items

    def _story(self, story: Story, lang: Lang, post: tuple[str, str]) -> Item:
        summary, html = post
        words = self.site.words[lang]
        name = self.site.publisher(story, lang)
        # The day as it is known, which the machine's date may be finer than.
        return Item(
            id=self._id("story", story.stem, lang),
            url=f"{self.site.origin}/{lang}/{story.slug}.html",
            lang=lang,
            title=words.t.isolated(story.title.text(lang) or story.title.ar),
            summary=cut_at_word(summary, WORDS_OF_A_SUMMARY),
            html=html,
            published=story.published.when.instant if story.published else None,
            changed=_changed(story),
            author=name or "",
            byline=words.listed([*([name] if name else []), words.day(story)]),
            tags=tuple(self.site.tag_name(tag, lang) for tag in story.tags),
        )

    def _own(self, post: OwnPost, lang: Lang, texts: tuple[str, str]) -> Item:
        summary, html = texts
        return Item(
            id=self._id("post", post.path, ""),
            url=f"{self.site.origin}/{post.path}",
            lang=post.lang,
            title=self.site.catalogues[lang].isolated(post.title),
            summary=cut_at_word(summary, WORDS_OF_A_SUMMARY),
            html=html,
            published=post.published.when.instant if post.published else None,
            changed=_changed(post),
            author=post.author,
            tags=post.tags,
        )

    def explainer(self, explainer: Explainer, lang: Lang) -> Item:
        """Return an explainer as an item: it changed with its newest article."""
        dates = [_changed(story) for story in explainer.stories]
        newest = max((date for date in dates if date), default=None)
        return Item(
            id=self._id("topic", explainer.slug, lang),
            url=f"{self.site.origin}/{lang}/{explainer.slug}.html",
            lang=lang,
            title=self.site.catalogues[lang].isolated(explainer.title[lang]),
            summary=explainer.intro[lang],
            html=self.contents.explainer(explainer, lang),
            published=newest,
            changed=newest,
            author=self.site.title[lang],
        )

    def changes(self, explainer: Explainer, lang: Lang) -> list[Item]:
        """Return one item a day that brought something new, the first day left out."""
        items = []
        for change in explainer.changes:
            stories = [article.story for article in change.articles]
            day = next((story.published for story in stories if story.published), None)
            when = day.when.instant if day else None
            words = self.site.words[lang]
            place = self.site.path_beside(explainer, "changes", f"on-{change.day}")
            item = Item(
                id=self._id("change", f"{explainer.slug} {change.day}", lang),
                url=f"{self.site.origin}/{lang}/{place}",
                lang=lang,
                title=words.t.isolated(words.t("changes.title", title=explainer.title[lang])),
                summary=words.listed([words.title(story) for story in stories]),
                html=self.contents.explainer(explainer, lang, change),
                published=when,
                changed=when,
                author=self.site.title[lang],
            )
            items.append(item)
        return items

    def _id(self, kind: str, name: str, lang: str) -> str:
        """Return an id that stays when the site moves or a page's address changes."""
        return uuid.uuid5(_NAMESPACE, f"{self.site.feed_id}\n{kind}\n{name}\n{lang}").urn
