"""Pelican's Markdown reader for the posts that builds write: what was converted is not again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from markdown import Markdown
from pelican.contents import Article
from pelican.readers import MarkdownReader
from pelican.urlwrappers import Author

from ..fingerprint import digest
from ..render.markdown_ext import BOXES, SentenceExtension, SentenceIndex
from ..render.posts import is_untouched, read_head
from .pelican_defaults import NO_DAY
from .store import Store, packed_bytes, unpacked
from .workers import Workers

_LEVEL = 6
"""How hard texts are packed; level 1 takes half the time and a fifth more room."""


def packed_text(text: str) -> bytes:
    """Return a text as what `unpacked_text` makes it of again."""
    return packed_bytes(text.encode("utf-8", "surrogatepass"), _LEVEL)


def unpacked_text(packed: bytes) -> str:
    """Return a text that was packed."""
    return unpacked(packed).decode("utf-8", "surrogatepass")


class PackedArticle(Article):  # type: ignore[misc]
    """An article of Pelican's that unpacks its HTML whenever somebody asks for it."""

    packed: bytes

    @property
    def _content(self) -> str:
        return unpacked_text(self.packed)

    @_content.setter
    def _content(self, html: str) -> None:
        self.packed = packed_text(html)


@dataclass(frozen=True)
class ConvertedPost:
    """A post as Markdown makes it: its packed HTML, its head's lines, those that are Markdown."""

    html: bytes
    head: Mapping[str, Sequence[str]]
    formatted: Mapping[str, str]


class PostConverter:
    """Converts the posts that no person has edited, all at once; `settings` are Pelican's.

    `stories` has the key of each story by its seed: by it the sentences of a post are found.
    """

    def __init__(self, settings: Mapping[str, Any], stories: Mapping[str, str]) -> None:
        # It completes the settings of Markdown.
        MarkdownReader(settings)
        self._settings = settings
        self._stories = stories
        self._markdown: tuple[Markdown, Markdown] | None = None

    def convert_all(
        self, content: Path, store: Store, workers: Workers
    ) -> dict[str, ConvertedPost]:
        """Return the converted posts of a folder, by their full paths."""
        # Two passes, so that what is new is converted together. Its texts are read anew where they
        # are converted: all of them would be 400 MB for 10,000 articles.
        waiting: list[Path] = []
        found: dict[str, ConvertedPost] = {}
        for path in sorted(content.glob("*/*.md")):
            text = _untouched_text(path)
            if text:
                known: ConvertedPost | None = store.get(self._key(text, store))
                if known:
                    found[str(path)] = known
                else:
                    waiting.append(path)

        def convert(path: Path) -> tuple[str, ConvertedPost] | None:
            text = _untouched_text(path)
            return (self._key(text, store), self.convert(text)) if text else None

        converted = workers.share(convert, waiting, "converting")
        for path, made in zip(waiting, converted, strict=True):
            if made:
                key, found[str(path)] = made
                store.put(key, found[str(path)])
        return found

    def _key(self, text: str, store: Store) -> str:
        # The same line is another sentence in another story.
        story = self._stories.get(read_head(text).get("Seed", ""))
        return store.key("post", digest(text.encode()), story, self._settings_shown)

    @cached_property
    def _settings_shown(self) -> str:
        markdown = self._settings["MARKDOWN"]
        shown = []
        for extension in markdown["extensions"]:
            is_ours = isinstance(extension, SentenceExtension)
            shown.append(extension.is_guest if is_ours else repr(extension))
        return repr((shown, markdown.get("extension_configs"), self._settings["FORMATTED_FIELDS"]))

    def convert(self, text: str) -> ConvertedPost:
        """Return a post as HTML, with its head."""
        # To make one takes as long as to convert a short post.
        if self._markdown is None:
            whole, field = (Markdown(**self._settings["MARKDOWN"]) for _ in range(2))
            # What looks like a head in a summary is none.
            field.preprocessors.deregister("meta")
            self._markdown = whole, field
        whole, field = self._markdown
        html = whole.reset().convert(text)
        head: dict[str, list[str]] = whole.Meta  # type: ignore[attr-defined]
        formatted = {}
        for name in head.keys() & set(self._settings["FORMATTED_FIELDS"]):
            formatted[name] = field.reset().convert("\n".join(head[name]))
        return ConvertedPost(packed_text(html), dict(head), formatted)


def _untouched_text(path: Path) -> str:
    """Return the text of a post as the build wrote it; empty for any other, or one unreadable."""
    # Pelican says of each what it cannot read.
    with suppress(OSError, UnicodeDecodeError):
        text = path.read_text(encoding="utf-8")
        if is_untouched(text):
            return text
    return ""


def pack_articles(contents: Iterable[Any], texts: dict[str, tuple[str, bytes]]) -> None:
    """Let articles of Pelican's be packed that have a text as the reader of this run returned it.

    `texts` are these texts by path, each as it is and packed; they are let go of.
    """
    for content in contents:
        html, packed = texts.pop(content.source_path, ("", b""))
        # What somebody else has made of it stays.
        if packed and type(content) is Article and content.__dict__["_content"] is html:
            del content.__dict__["_content"]
            content.__class__, content.packed = PackedArticle, packed
    texts.clear()


def finding_sentences(
    markdown: Mapping[str, Any], index: SentenceIndex, *, is_guest: bool
) -> dict[str, Any]:
    """Return settings of Markdown by which the sentences of an index are found in posts.

    They find no longer those of another run. `is_guest`: the theme says no post's language.
    """
    others = [e for e in markdown.get("extensions", []) if not isinstance(e, SentenceExtension)]
    return {**markdown, "extensions": [*others, SentenceExtension(index, is_guest=is_guest)]}


class PostReader(MarkdownReader):  # type: ignore[misc]
    """Reads Markdown; a subclass of each run knows what has been converted already.

    `authors` are the authors of the build's posts, by slug and language. `texts` gets what it
    returns of these posts (see `pack_articles`).
    """

    converted: dict[str, ConvertedPost]
    authors: Mapping[tuple[str, str], str]
    texts: dict[str, tuple[str, bytes]]

    @classmethod
    def of(
        cls,
        converted: dict[str, ConvertedPost],
        authors: Mapping[tuple[str, str], str],
        texts: dict[str, tuple[str, bytes]],
    ) -> type[PostReader]:
        """Return the reader of one run: Pelican makes its readers from classes."""
        values = {"converted": converted, "authors": authors, "texts": texts}
        return type(cls.__name__, (cls,), values)

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """Return the HTML and the metadata of a file (see `MarkdownReader.read`)."""
        # Pelican keeps the text from here on.
        post = self.converted.pop(source_path, None)
        if post is None:
            html, metadata = super().read(source_path)
            return html, self._placed(metadata)
        metadata = {}
        for name, lines in post.head.items():
            # Of what is said twice in a head of the build's there is nothing.
            value = post.formatted.get(name, lines[0])
            metadata[name] = self.process_metadata(name, value)
        html = unpacked_text(post.html)
        self.texts[source_path] = html, post.html
        return html, self._placed(metadata)

    def _placed(self, metadata: dict[str, Any]) -> dict[str, Any]:
        """Return the metadata of a file, for a post of the build with what a site may do otherwise.

        That are the address to which links lead, its status, a day for what has none, its author.
        """
        if not {"content-hash", "lang", "slug"} <= metadata.keys():
            return metadata
        path = "{lang}/{slug}.html".format(**metadata)
        # Published, whatever DEFAULT_METADATA makes of a person's own posts.
        placed: dict[str, Any] = {"url": path, "save_as": path, "status": "published"} | metadata
        if "date" not in placed and not self.settings.get("DEFAULT_DATE"):
            placed["date"] = self.process_metadata("date", "-".join(map(str, NO_DAY)))
        # Of two versions Pelican lists the one that has no such line, whatever the site's language.
        if placed["lang"] == self.settings["DEFAULT_LANG"]:
            placed.pop("translation", None)
        if name := self.authors.get((placed["slug"], placed["lang"])):
            author = Author(name, self.settings)
            placed = {"author": author, "authors": [author]} | placed
            # Its lists may be of both languages.
            if summary := placed.get("summary"):
                box = "".join(f' {key}="{value}"' for key, value in BOXES[placed["lang"]].items())
                placed["summary"] = f"<div{box}>{summary}</div>"
        return placed
