"""What ``pelican-briefing add`` puts into seeds/: a name, the bytes as they came, a sidecar."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from ..editors.sidecar import RESERVED
from ..formats.decode import decode, guess_type, type_of_name
from ..formats.text import served_encoding
from ..language.slugs import slug_for, slugify
from ..model import Seed, Sidecar, Story
from ..story.parse import parse_article

NAMELESS = "article"
"""The name of what comes without one, from standard input."""


@dataclass(frozen=True, slots=True)
class Source:
    """What is to be added: where it is from, its bytes, the name it suggests, its kind of file.

    `charset` is the encoding that a server named.
    """

    shown: str
    data: bytes
    name: str
    ending: str
    url: str | None = None
    charset: str | None = None


@dataclass(frozen=True, slots=True)
class Added:
    """The two files to write: their common name, the seed's ending, and the sidecar's text."""

    name: str
    ending: str
    data: bytes
    sidecar: str


def file_source(file_name: str, data: bytes, shown: str) -> Source:
    """Return what a file is: its kind from its name, or from how it begins."""
    path = PurePosixPath(file_name)
    known = type_of_name(path.name)
    ending = (known or guess_type(data)).endings[0]
    return Source(shown, data, path.stem if known else path.name, ending)


def page_source(url: str, data: bytes, content_type: str, charset: str | None = None) -> Source:
    """Return what an address gave; the last part of its path that is a name becomes its name."""
    parts = urlsplit(url)
    segments = [PurePosixPath(part).stem for part in unquote(parts.path).split("/") if part]
    named = (s for s in reversed(segments) if slugify(s) and slugify(s) not in RESERVED)
    name = next(named, (parts.hostname or NAMELESS).removeprefix("www."))
    ending = guess_type(data, content_type).endings[0]
    return Source(url, data, name, ending, url, charset)


def piped_source(data: bytes) -> Source:
    """Return what standard input gave."""
    return Source("standard input", data, NAMELESS, guess_type(data).endings[0])


def prepare(source: Source, name: str | None, taken: Collection[str]) -> Added:
    """Return what to write for a source; raise `BriefingError` where it is no usable seed."""
    free = free_name(slug_for(name or source.name), taken)
    served = served_encoding(source.data, source.charset, markup=source.ending == ".html")
    seed = decode(f"{free}{source.ending}", source.data, source.shown, served)
    story = parse_article(seed, Sidecar(), source.shown)
    return Added(free, source.ending, source.data, sidecar_text(seed, story, source.url, served))


def free_name(wanted: str, taken: Collection[str]) -> str:
    """Return a name nobody has: the wanted one, or with -2, -3 … behind it.

    >>> free_name("talks", {"talks", "talks-2"})
    'talks-3'
    """
    name, number = wanted, 1
    while name in taken or name in RESERVED:
        number += 1
        name = f"{wanted}-{number}"
    return name


def sidecar_text(seed: Seed, story: Story, url: str | None, encoding: str | None = None) -> str:
    """Return a sidecar that says what is known and shows, as comments, what may be said."""
    known = {"slug": story.slug, "url": url, "encoding": encoding}
    lines = [
        f"# What you know of {seed.name} and the page does not say, or says wrong.",
        "# Take the # away where a line is to count; docs/formats.md tells of every key.",
        *(f"{key} = {_quoted(value)}" for key, value in known.items() if value),
        "",
        *(f"# {key} = {value}" for key, value in _examples(story, url)),
    ]
    return "\n".join(lines) + "\n"


def _examples(story: Story, url: str | None) -> list[tuple[str, str]]:
    """Return the other keys with what was read from the page, or with what they could say."""
    published, publisher, author = story.published, story.publisher, story.author
    return [
        ("title", _quoted(story.title.ar)),
        ("date", _quoted(published.when.iso_date if published else "2024-07")),
        ("date_evidence", _quoted(published.evidence if published else "…")),
        ("publisher", _quoted(publisher.name if publisher else "…")),
        ("author", _quoted(author.name if author else "…")),
        *([] if url else [("url", _quoted(story.url or "https://…"))]),
        ("tags", "[" + ", ".join(map(_quoted, story.tags or ("…",))) + "]"),
        ("summary", '["p1s1", "p2s1"]'),
        ("rights", _quoted("© …")),
        ("skip", "true"),
    ]


def _quoted(text: str) -> str:
    """Return a text as TOML writes it, in one line and without what a comment may not hold."""
    kept = "".join(c for c in " ".join(text.split()) if c.isprintable())
    return json.dumps(kept, ensure_ascii=False)
