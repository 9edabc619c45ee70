"""Which articles are there already: by address, and by title and text in another outlet's words.

What is in seeds/ decides; what was taken once and deleted since is known from ``pulled.tsv``, which
is kept in version control.
"""

from __future__ import annotations

import base64
import hashlib
import re
import struct
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from ...edition import Inputs
from ...editors.sidecar import Sidecar
from ...errors import BriefingError, error_at
from ...formats.text import clean
from ...language.arabic import stems, words
from ...model import Seed, Story
from ...story.parse import parse_article
from ..files import write_atomically
from ..store import Store

SAME_TEXT = 0.3
"""How alike the sketches of one text are at least. Of 213 news pages no two are more than 0.10
alike; a page and its first half are 0.5 alike as a rule, and its first two thirds 0.35 or more."""
SAME_TEXT_AND_TITLE = 0.15
"""The same under one title: a page and its first half are 0.2 alike or more. Some columns have one
title every day, so that a title alone says nothing."""
_SHINGLE = 4
"""Words in a row that are compared as one: so many in the same order are seldom chance."""
_SKETCH = 48
"""Marks of a text that are kept: the share of them is off by less than 0.15 nearly always."""
_TRACKING = re.compile(r"(?:utm_|at_)\w+$|mc_[ce]id$|(?:fb|g|d|y)clid$|msclkid$|igshid$|xtor$")
"""Parameters of an address that say where a reader came from, and not what is read."""
_HEAD = (
    "# What pulls have taken: day, sketch of the text, title, addresses. Written by pull alone.\n"
)


@dataclass
class KnownArticle:
    """An article that is there, or was: `stem` is empty where its seed is gone.

    `outlets` are the names of those that have it, as far as known.
    """

    stem: str
    day: str
    title: str
    sketch: tuple[int, ...]
    addresses: list[str]
    outlets: set[str] = field(default_factory=set)

    def line(self) -> str:
        """Return the article as a line of ``pulled.tsv``."""
        packed = struct.pack(f">{len(self.sketch)}I", *self.sketch)
        fields = [self.day, base64.b64encode(packed).decode(), clean(self.title), *self.addresses]
        return "\t".join(fields)


def canonical(url: str) -> str:
    """Return an address as addresses of one page are compared.

    >>> canonical("https://WWW.a.example:443/x/?utm_source=feed&id=2#top")
    'a.example/x?id=2'
    """
    parts = urlsplit(url)
    host = re.sub(r"^www\.|:(?:80|443)$", "", parts.netloc.rpartition("@")[2].lower())
    # Sorted, since programs that make addresses keep no order; all but tracking is kept, as an
    # unknown parameter may be all that tells two articles apart.
    values = sorted(parse_qsl(parts.query, keep_blank_values=True))
    kept = [(name, value) for name, value in values if not _TRACKING.match(name.lower())]
    query = f"?{urlencode(kept)}" if kept else ""
    return "".join(f"{host}{unquote(parts.path).rstrip('/')}{query}".split())


def sketch_of(story: Story) -> tuple[int, ...]:
    """Return the smallest hashes of what a story says, by which its text is known again."""
    found = stems(" ".join(sentence.ar for _, sentence in story.body()))
    hashes = set()
    for start in range(len(found) - _SHINGLE + 1):
        shingle = " ".join(found[start : start + _SHINGLE]).encode()
        hashes.add(int.from_bytes(hashlib.blake2b(shingle, digest_size=4).digest()))
    return tuple(sorted(hashes)[:_SKETCH])


def likeness(one: Iterable[int], other: Iterable[int]) -> float:
    """Return the share of two texts together that both have, as their sketches tell it."""
    first, second = set(one), set(other)
    # The smallest of both together are a fair sample of both texts (Broder 1997).
    sample = sorted(first | second)[:_SKETCH]
    return len(first.intersection(sample) & second) / max(1, len(sample))


class KnownArticles:
    """All articles that are known, as far as a pull has got."""

    def __init__(self, articles: Iterable[KnownArticle] = ()) -> None:
        self._by_address: dict[str, KnownArticle] = {}
        self._by_hash: dict[int, list[KnownArticle]] = {}
        for article in articles:
            self.add(article)

    def add(self, article: KnownArticle) -> None:
        """Know an article from now on."""
        # Of two articles at one address the first has it: seeds come before what is gone.
        for address in article.addresses:
            self._by_address.setdefault(address, article)
        for one in article.sketch:
            self._by_hash.setdefault(one, []).append(article)

    def at(self, *addresses: str) -> KnownArticle | None:
        """Return the article of the first of these addresses that is known, ``None`` if none is."""
        return next(filter(None, map(self._by_address.get, addresses)), None)

    def like(self, title: str, sketch: tuple[int, ...]) -> KnownArticle | None:
        """Return the article that has this text, ``None`` for a new one."""
        shared: Counter[int] = Counter()
        articles: dict[int, KnownArticle] = {}
        for one in sketch:
            for article in self._by_hash.get(one, ()):
                articles[id(article)] = article
                shared[id(article)] += 1
        # Of several the one with most; Counter keeps the order of those with as many.
        for number, _ in shared.most_common():
            article = articles[number]
            same_title = words(article.title) == words(title)
            least = SAME_TEXT_AND_TITLE if same_title else SAME_TEXT
            if likeness(sketch, article.sketch) >= least:
                return article
        return None


def known_seeds(inputs: Inputs, store: Store) -> Iterator[KnownArticle]:
    """Yield what is known of each article in seeds/, those that are left out, too.

    What `store` has of it is not found out anew.
    """
    for seed in (*inputs.seeds, *inputs.skipped):
        sidecar = inputs.sidecars[seed.stem]
        key = store.key("known", seed.stem, seed.digest, sidecar)
        yield store.get_or_make(key, partial(_known_seed, seed, sidecar))


def refuse_known(story: Story, url: str | None, inputs: Inputs, store: Store, shown: str) -> None:
    """Raise `BriefingError` where seeds/, which messages call `shown`, has an article already."""
    there = KnownArticles(known_seeds(inputs, store))
    store.flush()
    same = there.at(canonical(url)) if url else None
    # A sketch does not tell a text from its corrected version.
    what = "the same address" if same else "the same text or much of it"
    same = same or there.like(story.title.ar, sketch_of(story))
    if same:
        names = {seed.stem: seed.name for seed in (*inputs.seeds, *inputs.skipped)}
        path = f"{shown}/{names[same.stem]}"
        message = f"the article to be added is here already, with {what}"
        hint = "Save a newer version over this file, or give --again to have both"
        raise error_at(path, message, hint)


def _known_seed(seed: Seed, sidecar: Sidecar) -> KnownArticle:
    """Return what is known of an article in seeds/: without its text where there is none in it."""
    story = None
    with suppress(BriefingError):
        story = parse_article(seed, sidecar, seed.name)
    found, url = sidecar.found, story.url if story else sidecar.url
    urls = [url, found and found.item, *(copy.url for copy in sidecar.also)]
    outlets = {copy.ar for copy in sidecar.also}
    if story and story.publisher:
        outlets.add(story.publisher.name)
    return KnownArticle(
        stem=seed.stem,
        day=found.day if found else "",
        title=story.title.ar if story else "",
        sketch=sketch_of(story) if story else (),
        addresses=list(dict.fromkeys(canonical(one) for one in urls if one)),
        outlets=outlets,
    )


def read_pulled(path: Path) -> Iterator[KnownArticle]:
    """Yield what pulls have taken; lines that are none, as a merge may leave, are passed over."""
    text = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
    for line in text.splitlines():
        with suppress(ValueError, struct.error):
            day, packed, title, *addresses = line.split("\t")
            data = base64.b64decode(packed, validate=True)
            sketch = struct.unpack(f">{len(data) // 4}I", data)
            yield KnownArticle("", day, title, sketch, addresses)


def write_pulled(path: Path, articles: Iterable[KnownArticle]) -> None:
    """Write what pulls have taken, in the order of their addresses: two branches seldom meet."""
    of_all = {article.line() for article in articles}
    lines = sorted(of_all, key=lambda line: (line.split("\t")[3:], line))
    write_atomically(path, (_HEAD + "".join(f"{line}\n" for line in lines)).encode())
