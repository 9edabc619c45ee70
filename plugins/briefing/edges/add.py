"""``pelican-briefing add``: an article from a file, the web or standard input, and its sidecar."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from ..clock import today
from ..editors.schema import RESERVED
from ..editors.sidecar import Sidecar
from ..errors import error_at
from ..formats.file_types import decode, guess_type, type_of_name
from ..formats.text import LARGEST_SEED, SAVE_AS_TEXT, served_encoding
from ..language.slugs import free_slug, slug_for, slugify
from ..model import Seed, Story
from ..story.parse import parse_article
from .files import read_limited, write_atomically
from .network import Fetched, fetch, without_user

_FOREIGN = {".pdf", ".doc", ".odt", ".rtf", ".eml", ".pages", ".epub", ".mht", ".webarchive"}
"""Endings of files with texts that no format here reads."""
_NAMELESS = "article"
"""The name of what comes without one, from standard input."""


@dataclass(frozen=True, slots=True)
class Source:
    """An article to add: how messages call it, its bytes, the name it suggests, its ending.

    `charset` is the encoding that a server named.
    """

    shown: str
    data: bytes
    name: str
    ending: str
    url: str | None = None
    charset: str | None = None


@dataclass(frozen=True, slots=True)
class NewArticle:
    """A source that has proved to be an article: what a build would make of it.

    `encoding` is one that only the server has named.
    """

    source: Source
    seed: Seed
    story: Story
    encoding: str | None


def read_article(source: Source) -> NewArticle:
    """Return the article of a source; raise `BriefingError` where it is no usable seed."""
    # A server's word on the encoding is lost with its answer, so it is kept in the sidecar.
    served = served_encoding(source.data, source.charset, markup=source.ending == ".html")
    # What a build would refuse is refused here, while the person still has the source at hand.
    seed = decode(f"{_NAMELESS}{source.ending}", source.data, source.shown, served)
    return NewArticle(source, seed, parse_article(seed, Sidecar(), source.shown), served)


def write_article(
    article: NewArticle, name: str, folder: Path, taken: Iterable[str], known: Mapping[str, object]
) -> str:
    """Write an article's seed and its sidecar; return their stem, which is none of `taken`.

    `known` is what the sidecar says besides, in its order; what is ``None`` is not known.
    """
    # Never over what is there.
    free = free_slug(slug_for(name), {*taken, *RESERVED})
    known = {"slug": free, **known, "encoding": article.encoding, "added": f"{today():%Y-%m-%d}"}
    said = {key: value for key, value in known.items() if value is not None}
    file_name = f"{free}{article.source.ending}"
    # The sidecar first: after a kill in between, the next build reports a sidecar without a seed,
    # while a seed without its sidecar would be built as if nobody knew where it is from.
    sidecar = _sidecar_text(file_name, article.story, said)
    write_atomically(folder / f"{free}.toml", sidecar.encode())
    write_atomically(folder / file_name, article.source.data)
    return free


def source_of(argument: str, folder: Path, *, allow_private: bool = False) -> Source:
    """Return what a person names: a file, a web address, or ``-`` for standard input.

    Raises `BriefingError` where it cannot be read or is in the folder of seeds. Addresses of
    private networks can be read only where they are allowed.
    """
    ending = PurePosixPath(argument).suffix.lower()
    if ending in _FOREIGN:
        message = f"files that end in {ending} are not read"
        raise error_at(argument, message, SAVE_AS_TEXT)
    if argument == "-":
        # One byte more than is allowed shows that there is too much, however much there is.
        shown = "standard input"
        data = sys.stdin.buffer.read(LARGEST_SEED + 1)
        if not data.strip():
            raise error_at(shown, "it is empty", "Send the article's text there")
        return Source(shown, data, _NAMELESS, guess_type(data).endings[0])
    if re.match(r"https?://", argument, re.IGNORECASE):
        page = fetch(argument, allow_private=allow_private)
        return source_of_page(without_user(argument), page)
    path = Path(argument)
    if path.is_dir():
        raise error_at(argument, "a folder", "Name one file, or copy all into the folder of seeds")
    if not path.is_file():
        raise error_at(argument, "no such file", "Name a file, a web address (https://…) or -")
    if path.resolve().parent == folder:
        raise error_at(argument, "it is in the folder already", "Write its sidecar by hand")
    data = read_limited(path, argument)
    known = type_of_name(path.name)
    ending = (known or guess_type(data)).endings[0]
    return Source(argument, data, path.stem if known else path.name, ending)


def source_of_page(url: str, page: Fetched) -> Source:
    """Return a page from the web as a source, named for what its address is about."""
    ending = guess_type(page.data, page.content_type).endings[0]
    # Named for the last part of the address that names something, else for the host.
    parts = urlsplit(url)
    name = (parts.hostname or _NAMELESS).removeprefix("www.")
    for part in reversed(unquote(parts.path).split("/")):
        stem = PurePosixPath(part).stem
        # `/news/talks/index.php` is about talks, and no seed may be called index.
        if slugify(stem) and slugify(stem) not in RESERVED:
            name = stem
            break
    return Source(url, page.data, name, ending, url, page.charset)


def _sidecar_text(name: str, story: Story, known: Mapping[str, object]) -> str:
    """Return a sidecar that says what is known and shows, as comments, what may be said."""
    published, publisher, author = story.published, story.publisher, story.author
    examples = {
        "title": _quoted(story.title.ar),
        "date": _quoted(published.when.iso_date[:10] if published else "2024-07"),
        "date_evidence": _quoted(published.evidence if published else "…"),
        "publisher": _quoted(publisher.name if publisher else "…"),
        "author": _quoted(author.name if author else "…"),
        "url": _quoted(story.url or "https://…"),
        "tags": f"[{', '.join(map(_quoted, story.tags or ('…',)))}]",
        "summary": '["p1s1", "p2s1"]',
        "rights": _quoted("© …"),
        "skip": "true",
    }
    lines = [
        f"# What you know of {name} and the page does not say, or says wrong.",
        "# Take the # away where a line is to count.",
    ]
    lines += [f"{key} = {_as_toml(value)}" for key, value in known.items()]
    lines.append("")
    lines += [f"# {key} = {value}" for key, value in examples.items() if key not in known]
    return "\n".join(lines) + "\n"


def _as_toml(value: object) -> str:
    """Return a text, a truth or a table of such as TOML writes it in one line."""
    if isinstance(value, Mapping):
        pairs = [f"{key} = {_as_toml(below)}" for key, below in value.items()]
        return f"{{ {', '.join(pairs)} }}"
    return json.dumps(value) if isinstance(value, bool) else _quoted(str(value))


def _quoted(text: str) -> str:
    """Return a text as TOML writes it, in one line and without what a comment may not hold."""
    # A title may hold line ends and marks of direction: one line of a page must stay one here.
    printable = "".join(c for c in " ".join(text.split()) if c.isprintable())
    return json.dumps(printable, ensure_ascii=False)
