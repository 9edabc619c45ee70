"""Which feeds the site has, and what is in each.

A feed more is one more that `site_feeds` yields.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import chain, islice, zip_longest
from typing import Protocol, overload

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

    def has_post(self, path: str) -> bool:
        """Return whether there is a post at a path."""

    def post(self, path: str) -> tuple[str, str]:
        """Return the summary of a post as text, and its text as HTML."""

    def explainer(self, explainer: Explainer, lang: Lang, change: Change | None = None) -> str:
        """Return what a feed shows of an explainer, or says of the articles of one day: HTML."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """An item that is made when a feed is written, and when what it is of last changed."""

    changed: datetime | None
    make: Callable[[], Item]


class _Items(Sequence[Item]):
    """The items of a feed, each made when it is asked for: their texts are those of the site."""

    def __init__(self, entries: Sequence[_Entry]) -> None:
        self._entries = entries

    def __len__(self) -> int:
        return len(self._entries)

    @overload
    def __getitem__(self, place: int) -> Item: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Item]: ...
    def __getitem__(self, place: int | slice) -> Item | Sequence[Item]:
        if isinstance(place, slice):
            return _Items(self._entries[place])
        return self._entries[place].make()


def site_feeds(site: Site, contents: Contents) -> Iterator[tuple[str, Feed]]:
    """Yield every feed with its name: a language's, all, an explainer's, a subject's."""
    made = _Entries(site, contents)
    by_lang: list[list[_Entry]] = []
    for lang in LANGS:
        entries = [made.explainer(x, lang) for x in site.explainers]
        entries += made.articles(site.listed(lang), lang)
        by_lang.append(entries)
        home = f"{site.origin}/{lang}/index.html"
        title = site.catalogues[lang].isolated(site.title[lang])
        newest = _newest_first(entries)
        # What is older than the newest of other feeds is in the archive of its language.
        yield lang, Feed(title, site.about[lang], home, lang, newest, site.hub, is_archived=True)
    # Both languages of an article stand together, whichever has more items.
    both = [entry for entry in chain.from_iterable(zip_longest(*by_lang)) if entry]
    title = displayable(" · ".join(site.title[lang] for lang in LANGS))
    about = " · ".join(site.about[lang] for lang in LANGS)
    home = f"{site.origin}/index.html"
    yield "all", Feed(title, about, home, None, _newest_first(both)[:MOST_ITEMS], site.hub)
    for explainer in site.explainers:
        for lang in LANGS:
            entries = [made.explainer(explainer, lang)]
            entries += [made.change(explainer, lang, change) for change in explainer.changes]
            entries += made.articles(explainer.stories, lang, most=MOST_ITEMS)
            home = f"{site.origin}/{lang}/{explainer.slug}.html"
            title = site.catalogues[lang].isolated(explainer.title[lang])
            about = explainer.intro[lang]
            feed = Feed(title, about, home, lang, _newest_first(entries), site.hub)
            yield f"{explainer.slug}.{lang}", feed
    for lang in LANGS:
        for tag in site.tags(lang):
            if not tag.is_fed:
                continue
            entries = made.articles(tag.items, lang, whole=False, most=MOST_OF_SUBJECT)
            home = f"{site.origin}/{lang}/{tag.path}"
            t = site.catalogues[lang]
            about = t("tags.description_of", name=tag.name, count=len(tag.items))
            newest = _newest_first(entries)
            feed = Feed(t.isolated(tag.name), about, home, lang, newest, site.hub)
            yield tag.feed(lang), feed


def _newest_first(entries: Sequence[_Entry]) -> _Items:
    """Return items by when they last changed; what was added today comes first, however old."""
    return _Items(sorted(entries, key=lambda entry: _age(entry.changed)))


def _age(changed: datetime | None) -> tuple[bool, float]:
    return changed is None, -changed.timestamp() if changed else 0.0


def _changed(article: Listed) -> datetime | None:
    """Return when an article last changed or was added, ``None`` where no day is known at all."""
    dates = [dated.when.instant for dated in (article.published, article.updated) if dated]
    if not isinstance(article, OwnPost) and article.added:
        dates.append(article.added.instant)
    return max(dates, default=None)


class _Entries:
    """Makes what feeds have items of."""

    def __init__(self, site: Site, contents: Contents) -> None:
        self.site = site
        self.contents = contents

    def articles(
        self, articles: Sequence[Listed], lang: Lang, *, whole: bool = True, most: int = 0
    ) -> list[_Entry]:
        """Return an entry an article, with its text or its summary alone; of `most` the newest."""
        entries: list[_Entry] = []
        if most:
            articles = sorted(articles, key=lambda article: _age(_changed(article)))
        paths = ((article, self.site.path_of(article, lang)) for article in articles)
        written = ((article, path) for article, path in paths if self.contents.has_post(path))
        for article, path in islice(written, most or None):
            make = partial(self._article, article, lang, path, whole=whole)
            entries.append(_Entry(_changed(article), make))
        return entries

    def _article(self, article: Listed, lang: Lang, path: str, *, whole: bool) -> Item:
        summary, html = self.contents.post(path)
        texts = (summary, html if whole else "")
        if isinstance(article, OwnPost):
            return self._own(article, lang, texts)
        return self._story(article, lang, texts)

    def _story(self, story: Story, lang: Lang, texts: tuple[str, str]) -> Item:
        summary, html = texts
        words = self.site.words[lang]
        name = self.site.publisher(story, lang)
        # The day as it is known, which the machine's date may be finer than.
        return Item(
            id=self._id("story", story.stem, lang),
            url=f"{self.site.origin}/{lang}/{story.slug}.html",
            lang=lang,
            title=words.t.isolated(story.title.text_or_original(lang)),
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

    def explainer(self, explainer: Explainer, lang: Lang) -> _Entry:
        """Return an explainer as an entry: it changed with its newest article."""
        dates = [_changed(story) for story in explainer.stories]
        newest = max((date for date in dates if date), default=None)

        def make() -> Item:
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

        return _Entry(newest, make)

    def change(self, explainer: Explainer, lang: Lang, change: Change) -> _Entry:
        """Return what the articles of one day brought to an explainer as an entry."""
        stories = [article.story for article in change.articles]
        day = next((story.published for story in stories if story.published), None)
        when = day.when.instant if day else None
        words = self.site.words[lang]
        place = self.site.path_beside(explainer, "changes", f"on-{change.day}")

        def make() -> Item:
            return Item(
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

        return _Entry(when, make)

    def _id(self, kind: str, name: str, lang: str) -> str:
        """Return an id that stays when the site moves or a page's address changes."""
        return uuid.uuid5(_NAMESPACE, f"{self.site.feed_id}\n{kind}\n{name}\n{lang}").urn
