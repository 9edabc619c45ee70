"""Writes the files of the site that programs read: feeds, the search index, the export."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache, partial
from importlib.resources import files
from pathlib import Path
from typing import Any

from .. import render
from ..edition import Edition
from ..explain.page import Explainer
from ..fingerprint import digest
from ..model import LANGS, Change, Lang
from ..render.export import story_path, story_text, whole_text
from ..render.feed_formats import Feed, feed_files, opml
from ..render.feeds import site_feeds
from ..render.html_parts import PlacedTexts, for_elsewhere, plain
from ..render.search import PeriodId, periods, search_files, shard_path
from ..render.search_documents import Record
from ..render.site import Site
from .files import write_new
from .outputs import Outputs
from .page_keys import PageKeys
from .store import Store

_CONTENTS_AT_ONCE = 500
"""Contents of posts cached for feeds: an article is in the feeds of its language, its topics and
its subjects. The contents of all of ten thousand articles would take half a gigabyte."""


class FeedContents:
    """The HTML that feeds have of posts and explainers (see render/feeds.py:Contents).

    `posts` are Pelican's articles by path, `show` renders a template of this name with values;
    `store` caches what feeds show of a post.
    """

    def __init__(
        self, site: Site, posts: Mapping[str, Any], show: Callable[..., str], store: Store
    ) -> None:
        self._site = site
        self._posts = posts
        self._show = show
        self._store = store
        self._kept = lru_cache(_CONTENTS_AT_ONCE)(self._made)

    def has_post(self, path: str) -> bool:
        """Return whether there is a post at a path."""
        return path in self._posts

    def post(self, path: str) -> tuple[str, str]:
        """Return the summary and the content of a post as HTML for other places."""
        return self._kept(path)

    def _made(self, path: str) -> tuple[str, str]:
        article, origin = self._posts[path], self._site.origin
        content, address = article.get_content(origin), f"{origin}/{path}"
        # Pelican memoizes the content of every article, for each address of a site.
        article.get_content.cache.pop((article, origin), None)
        key = self._store.key("for elsewhere", digest(content.encode()), address)
        make = partial(for_elsewhere, content, address)
        return plain(article.summary), self._store.get_or_make(key, make)

    def explainer(self, explainer: Explainer, lang: Lang, change: Change | None = None) -> str:
        """Return what a feed shows of an explainer, or of a change, by the theme's template."""
        name, words = "feeds/change" if change else "feeds/explainer", self._site.words[lang]
        return self._show(name, lang=lang, words=words, x=explainer, change=change).strip()


class MachineFiles:
    """The feeds, the search index and the export of a site, written into a folder.

    `texts_by_hand` has the texts to search of posts that a person wrote or edited, by path; `store`
    caches descriptions of the search index. Each `write_…` may run in a forked process of its own.
    """

    def __init__(
        self,
        site: Site,
        edition: Edition,
        folder: Path,
        store: Store,
        texts_by_hand: Mapping[str, PlacedTexts],
    ) -> None:
        self._site = site
        self._edition = edition
        self._folder = folder
        self._store = store
        self._texts_by_hand = texts_by_hand
        # What is reused of the site before.
        self._reused_stories: set[str] = set()
        self._reused_shards: dict[PeriodId, list[Record]] = {}
        self._period_keys: dict[PeriodId, str] = {}

    def reuse(self, keys: PageKeys, outputs: Outputs) -> None:
        """Reuse the files of export and search that would be as they are in the site before."""
        for story in self._edition.stories:
            path = story_path(story)
            if outputs.reuse(path, keys.story_file(story)):
                self._reused_stories.add(path)
        for period in periods(self._site):
            key = keys.searched(period.lang, period.items, self._texts_by_hand)
            key = self._period_keys[period.id] = self._store.key("shards", period.name, key)
            found: tuple[list[Record], dict[str, str]] | None = self._store.get(key)
            if found and outputs.reuse_all(found[1]):
                self._reused_shards[period.id] = found[0]

    def write_export(self) -> None:
        """Write the stories, one by one and all together, and the schema that they follow."""
        paths = [story_path(story) for story in self._edition.stories]
        for path, story in zip(paths, self._edition.stories, strict=True):
            if path not in self._reused_stories:
                self._save(path, story_text(story))
        # Read one by one: the texts of ten thousand stories take half a gigabyte.
        texts = ((self._folder / path).read_text(encoding="utf-8") for path in paths)
        self._save("data/briefing.json", whole_text(self._edition, texts))
        schema = files(render.__package__) / "briefing.schema.json"
        self._save("data/briefing.schema.json", schema.read_bytes())

    def write_search(self) -> None:
        """Write the search index."""
        described = dict(self._reused_shards)
        digests = {}
        for path, text in search_files(self._site, self._texts_by_hand, described):
            self._save(path, text)
            digests[path] = digest(text.encode())
        for period, key in self._period_keys.items():
            if period not in self._reused_shards:
                paths = [shard_path(shard["name"]) for shard in described[period]]
                self._store.put(key, (described[period], {path: digests[path] for path in paths}))
        self._store.flush()

    def write_feeds(self, contents: FeedContents, style: str, writer: Any = None) -> None:
        """Write the feeds, their list and the style sheet `style`; with a writer in parallel."""
        feeds = list(site_feeds(self._site, contents))
        works = [partial(self._write_feed, name, feed) for name, feed in feeds]
        # Forked processes would write what waits here as well.
        self._store.flush()
        if writer:
            # In an order by which no process has the main feeds of both languages, the largest two.
            writer.together(works[::2] + works[1::2], "writing feeds")
        else:
            for work in works:
                work()
        origin = self._site.origin
        homes = {name: feed.home for name, feed in feeds}
        listed = []
        for name, title, lang in self._site.feeds():
            listed.append((title, lang or "", f"{origin}/feeds/{name}.atom.xml", homes[name]))
        title = " · ".join(self._site.title[lang] for lang in LANGS)
        self._save("feeds/feeds.opml", opml(title, listed))
        self._save("feeds/feed.css", style)

    def _write_feed(self, name: str, feed: Feed) -> None:
        depth = "../" * name.count("/")
        stem = f"{self._site.origin}/feeds/{name}"
        for ending, text in feed_files(feed, stem, f"{depth}feed.css"):
            self._save(f"feeds/{name}{ending}", text)
        self._store.flush()

    def _save(self, path: str, content: str | bytes | Iterator[str]) -> None:
        write_new(self._folder / path, content)
