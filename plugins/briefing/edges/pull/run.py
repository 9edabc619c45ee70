"""A pull: feeds to items, items to pages, pages to articles that wait in seeds/.

Feeds and pages are fetched on a thread for each source. What is taken is decided afterwards, in the
order of the sources, so that it does not depend on which host was quicker.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from ...clock import today
from ...edition import Inputs
from ...editors.sidecar import Copy, read_sidecar, with_copy
from ...editors.sources import PULLED_FILE, SOURCES_FILE, FeedSource, Sources
from ...editors.topics import Topic
from ...errors import SETTINGS_FILE, BriefingError, Problem, one_file
from ...explain.contribution import bears_on
from ...explain.matching import has_any
from ...fingerprint import key_of
from ...formats.file_types import type_of_name
from ...model import Story
from ..add import NewArticle, read_article, source_of_page, write_article
from ..files import alone_with, change_text, read_utf8, remove_unfinished, taken_names
from ..network import Fetched
from ..store import Store
from .feed import FeedItem, breaks_off, read_feed
from .hosts import Hosts
from .known import (
    KnownArticle,
    KnownArticles,
    canonical,
    known_seeds,
    read_pulled,
    sketch_of,
    write_pulled,
)

_HERE = "here already"
_DELETED = "deleted before"
_NO_ADDRESS = "the feed gives no address"
_TWICE = "in the feeds twice"
_OFF_SUBJECT = "not on its subjects"


class Outcome(NamedTuple):
    """What became of an article, or of several that were left for one reason: a row to show."""

    outlet: str
    what: str
    title: str
    why: str


@dataclass(frozen=True, slots=True)
class FeedState:
    """What is kept of a feed for the next pull: the feed, and what was found out of its pages.

    `judged` says by address why an article was left, by the rules whose key is `rules_key`.
    """

    page: Fetched
    rules_key: str
    judged: dict[str, str]


@dataclass
class _Harvest:
    """One source in one pull, as far as it has got."""

    source: FeedSource
    topics: tuple[Topic, ...]
    before: FeedState | None
    rules_key: str
    page: Fetched | None = None
    items: list[FeedItem] = field(default_factory=list)
    wanted: list[FeedItem] = field(default_factory=list)
    found: list[tuple[FeedItem, NewArticle]] = field(default_factory=list)
    left: list[tuple[FeedItem, str]] = field(default_factory=list)
    judged: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def has_cue(self, text: str) -> bool:
        """Tell whether a text has a cue of the source; true where it takes everything."""
        takes_all = not self.source.cues and not self.topics
        return takes_all or has_any(text, self.source.cues)

    def may_be_wanted(self, text: str) -> bool:
        """Tell whether what a feed says of an article makes its page worth a request."""
        # A topic asks for a word of each of its groups in a sentence; of a title one is enough.
        about = chain.from_iterable(chain.from_iterable(topic.about for topic in self.topics))
        return self.has_cue(text) or has_any(text, tuple(about))

    def is_wanted(self, item: FeedItem, story: Story) -> bool:
        """Tell whether an article is on the subjects of its source."""
        return self.has_cue(item.text) or any(bears_on(topic, story) for topic in self.topics)


def pull(
    folder: Path, shown: str, inputs: Inputs, store: Store, *, allow_private: bool
) -> tuple[list[Outcome], list[Problem]]:
    """Bring what the sources have into the folder of seeds; return what became of it, and problems.

    `shown` is how messages call the folder. What `store` has only saves requests: without it the
    same articles are taken. Raises `BriefingError` where there are no sources to read.
    """
    sources = _sources_of(inputs, shown)
    hosts = Hosts(sources.pause, sources.timeout, allow_private=allow_private)
    root = folder.parents[len(Path(shown).parts) - 1]
    seeds = _SeedsSoFar(folder, root / SETTINGS_FILE, inputs, store)
    harvests = [_begun(source, inputs.topics, store) for source in sources.sources]
    _in_threads(partial(_read_items, hosts), harvests)
    # In the order of the file: of an address in two feeds the first source has it.
    claimed: set[str] = set()
    for harvest in harvests:
        with one_file(harvest.problems, harvest.source.feed, "read"):
            _choose(harvest, seeds.known, claimed)
    _in_threads(partial(_fetch_pages, hosts), harvests)
    outcomes: list[Outcome] = []
    for harvest in harvests:
        with one_file(harvest.problems, harvest.source.feed, "taken"):
            outcomes += seeds.take(harvest)
        outcomes += _what_was_left(harvest)
        _remember(harvest, store)
    store.save()
    # One dead feed is no reason to stop a morning's work; all of them are.
    failed = not any(harvest.page for harvest in harvests)
    problems = list(chain.from_iterable(harvest.problems for harvest in harvests))
    return outcomes, [replace(problem, error=failed) for problem in dict.fromkeys(problems)]


def _sources_of(inputs: Inputs, shown: str) -> Sources:
    """Return the sources to read; raise `BriefingError` where there are none."""
    if inputs.sources and inputs.sources.sources:
        return inputs.sources
    wrong = [replace(p, error=True) for p in inputs.problems if p.path.endswith(SOURCES_FILE)]
    hint = "List feeds there: [[source]] with feed, ar and en"
    message = "it names no feed" if inputs.sources else "no such file"
    raise BriefingError(*(wrong or [Problem(f"{shown}/{SOURCES_FILE}", message, hint)]))


def _begun(source: FeedSource, topics: Sequence[Topic], store: Store) -> _Harvest:
    """Return a source as the pull begins, with what is kept of the last one."""
    own = tuple(topic for topic in topics if topic.slug in source.topics)
    rules_key = key_of(source.cues, [topic.about for topic in own])
    before: FeedState | None = store.get(store.key("feed", source.feed))
    judged = dict(before.judged) if before and before.rules_key == rules_key else {}
    return _Harvest(source, own, before, rules_key, judged=judged)


def _remember(harvest: _Harvest, store: Store) -> None:
    """Keep for the next pull what was found out of a feed, unless it could not be read."""
    if harvest.page:
        # What is no longer in the feed need not be remembered.
        current = {canonical(item.url) for item in harvest.items}
        judged = {key: why for key, why in harvest.judged.items() if key in current}
        state = FeedState(harvest.page, harvest.rules_key, judged)
        store.put(store.key("feed", harvest.source.feed), state)


def _in_threads(work: Callable[[_Harvest], None], harvests: Sequence[_Harvest]) -> None:
    """Do something with each source at once; most of the time is waiting for hosts."""
    # Daemons, so that Ctrl-C need not wait for them.
    threads = [threading.Thread(target=work, args=(one,), daemon=True) for one in harvests]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _read_items(hosts: Hosts, harvest: _Harvest) -> None:
    """Read a source's feed; what it says is what it said before where the host says so."""
    feed, before = harvest.source.feed, harvest.before
    with one_file(harvest.problems, feed, "read"):
        page = hosts.fetch(feed, dict(before.page.validators) if before else {})
        # A person follows it for good; the pull has followed it already.
        if page.moved:
            hint = f"Write that into {SOURCES_FILE}"
            harvest.problems.append(Problem(feed, f"it has moved to {page.moved}", hint))
        if page.unchanged and before:
            page = before.page
        harvest.items = read_feed(page, feed)
        if breaks_off(page):
            # It is not kept: the host would say of its next, whole one that nothing has changed.
            message, hint = "it breaks off, and is not complete", "Look at it in a browser"
            harvest.problems.append(Problem(feed, message, hint))
        else:
            harvest.page = page


def _choose(harvest: _Harvest, known: KnownArticles, claimed: set[str]) -> None:
    """Find the items whose pages are to be fetched, none of them twice, and why the rest is not."""
    for item in harvest.items:
        address = canonical(item.url)
        there = known.at(address)
        if not item.url:
            reason = _NO_ADDRESS
        elif there:
            reason = _HERE if there.stem else _DELETED
        elif address in claimed:
            reason = _TWICE
        elif address in harvest.judged:
            reason = harvest.judged[address]
        elif not harvest.may_be_wanted(item.text):
            reason = _OFF_SUBJECT
        else:
            claimed.add(address)
            harvest.wanted.append(item)
            continue
        harvest.left.append((item, reason))


def _fetch_pages(hosts: Hosts, harvest: _Harvest) -> None:
    """Fetch pages until the source has as many articles as it may have in one pull."""
    limit = harvest.source.limit
    for item in harvest.wanted:
        if len(harvest.found) == limit:
            harvest.left.append((item, f"left for the next pull, after {limit} others"))
            continue
        with one_file(harvest.problems, item.url, "read"):
            try:
                page = hosts.fetch(item.url)
            except BriefingError as error:
                # It may be there another time.
                harvest.left.append((item, error.problems[0].message))
                continue
            try:
                article = read_article(source_of_page(page.url, page))
                reason = "" if harvest.is_wanted(item, article.story) else _OFF_SUBJECT
            except BriefingError as error:
                reason = error.problems[0].message
            if reason:
                harvest.judged[canonical(item.url)] = reason
                harvest.left.append((item, reason))
            else:
                harvest.found.append((item, article))


def _what_was_left(harvest: _Harvest) -> Iterator[Outcome]:
    """Yield a row for each reason for which articles of a source were left."""
    # Most of a feed is there already or on something else: a row each would hide what is new.
    by_reason: dict[str, list[FeedItem]] = {}
    if harvest.page and not harvest.items:
        yield Outcome(harvest.source.en, "left", "0 items", "the feed is empty")
    for item, reason in harvest.left:
        by_reason.setdefault(reason, []).append(item)
    for reason, items in by_reason.items():
        title = items[0].title or items[0].url
        what = title if len(items) == 1 else f"{len(items)} articles"
        yield Outcome(harvest.source.en, "left", what, reason)


class _SeedsSoFar:
    """The folder of seeds while a pull writes into it, and what is known of its articles.

    `lock` is what the desk locks while it changes a sidecar.
    """

    def __init__(self, folder: Path, lock: Path, inputs: Inputs, store: Store) -> None:
        self.known = KnownArticles()
        self._folder = folder
        self._lock = lock
        self._pulled = list(read_pulled(folder / PULLED_FILE))
        taken = set(chain.from_iterable(article.addresses for article in self._pulled))
        for article in known_seeds(inputs, store):
            self.known.add(article)
            found = inputs.sidecars[article.stem].found
            # A pull that was killed had no time to note it.
            if found and canonical(found.item) not in taken:
                self._pulled.append(article)
        # What was taken and has no seed any more was deleted by its editor.
        for article in self._pulled:
            if not self.known.at(*article.addresses):
                self.known.add(article)
        remove_unfinished(folder)
        if self._pulled:
            write_pulled(folder / PULLED_FILE, self._pulled)
        self._remove_halves({*inputs.unread, *inputs.sidecars}, taken)
        self._names = taken_names(folder)

    def _remove_halves(self, stems: set[str], taken: set[str]) -> None:
        for path in self._folder.glob("*.toml"):
            # What is wrong with other files, a build says.
            with suppress(BriefingError, OSError, UnicodeDecodeError):
                found = None if path.stem in stems else read_sidecar(read_utf8(path), "").found
                if found and canonical(found.item) not in taken:
                    path.unlink()

    def take(self, harvest: _Harvest) -> Iterator[Outcome]:
        """Write a source's articles that are not there yet; yield what became of each."""
        for item, article in harvest.found:
            urls = (article.source.url or item.url, item.url)
            addresses = list(dict.fromkeys(map(canonical, urls)))
            title, sketch = article.story.title.ar, sketch_of(article.story)
            there = self.known.at(*addresses) or self.known.like(title, sketch)
            outlet = harvest.source.en
            if there is None:
                stem = self._write(harvest.source, item, article)
                new = KnownArticle(stem, f"{today():%Y-%m-%d}", title, sketch, addresses)
                new.outlets.add(harvest.source.ar)
                self.known.add(new)
                self._pulled.append(new)
                # After the article: what is noted and not there counts as deleted by its editor.
                write_pulled(self._folder / PULLED_FILE, self._pulled)
                what = "taken" if harvest.source.accept else "waits"
                yield Outcome(outlet, what, title, stem)
            elif not there.stem or harvest.source.ar in there.outlets:
                reason = f"{there.stem} has its text or much of it" if there.stem else _DELETED
                harvest.judged[canonical(item.url)] = reason
                harvest.left.append((item, reason))
            else:
                self._add_copy(there, harvest.source, item)
                yield Outcome(outlet, "also there", title, there.stem)

    def _write(self, source: FeedSource, item: FeedItem, article: NewArticle) -> str:
        """Write an article with what its source and its feed say of it; return its stem."""
        # The feed's day where the page has none: both are the outlet's own word.
        has_day = item.day and not article.story.published
        known = {
            "url": article.source.url,
            "publisher": source.ar,
            "short_name": {"ar": source.ar, "en": source.en},
            "date": item.day if has_day else None,
            "date_evidence": item.said if has_day else None,
            "rights": source.rights,
            "full_text": source.full_text,
            "skip": None if source.accept else True,
            "found": {"feed": source.feed, "item": item.url, "day": f"{today():%Y-%m-%d}"},
        }
        stem = write_article(article, article.source.name, self._folder, self._names, known)
        self._names.add(stem)
        return stem

    def _add_copy(self, article: KnownArticle, source: FeedSource, item: FeedItem) -> None:
        """Name one more outlet in an article's sidecar, which may be its editor's work."""
        sidecar = self._folder / f"{article.stem}.toml"
        copy = Copy(source.ar, source.en, item.url)
        # The desk's lock: its editor may accept or reject the article at this moment.
        with alone_with(self._lock):
            # Of an article that was rejected meanwhile no half is to come back.
            names = (path.name for path in self._folder.iterdir() if path.stem == article.stem)
            if any(type_of_name(name) for name in names):
                change_text(sidecar, partial(with_copy, copy=copy))
        article.outlets.add(source.ar)
