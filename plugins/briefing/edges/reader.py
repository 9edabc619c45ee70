"""Pelican's Markdown reader, with a cache of the posts that builds write as HTML."""

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
from .store import Store, compressed_bytes, decompressed_bytes
from .workers import Workers

_COMPRESSION_LEVEL = 6
"""The usual one of deflate; level 1 takes half the time and a fifth more memory."""


def compressed_text(text: str) -> bytes:
    """Return a text as bytes that `decompressed_text` reads."""
    return compressed_bytes(text.encode("utf-8", "surrogatepass"), _COMPRESSION_LEVEL)


def decompressed_text(data: bytes) -> str:
    """Return the text that `compressed_text` was given."""
    return decompressed_bytes(data).decode("utf-8", "surrogatepass")


class CompressedArticle(Article):  # type: ignore[misc]
    """An article of Pelican's that holds its HTML compressed."""

    compressed: bytes

    @property
    def _content(self) -> str:
        return decompressed_text(self.compressed)

    @_content.setter
    def _content(self, html: str) -> None:
        self.compressed = compressed_text(html)


@dataclass(frozen=True)
class ConvertedPost:
    """A post as HTML (compressed), the lines of its head, and those that are Markdown as HTML."""

    html: bytes
    head: Mapping[str, Sequence[str]]
    formatted: Mapping[str, str]


class PostConverter:
    """Converts the posts that no person has edited, all at once; `settings` are Pelican's.

    `stories` has the key of each story by its seed: a post's HTML has the ids of its sentences.
    """

    def __init__(self, settings: Mapping[str, Any], stories: Mapping[str, str]) -> None:
        # For its side effect: it completes the settings of Markdown.
        MarkdownReader(settings)
        self._settings = settings
        self._stories = stories
        self._markdown: tuple[Markdown, Markdown] | None = None

    def convert_all(
        self, content: Path, store: Store, workers: Workers
    ) -> dict[str, ConvertedPost]:
        """Return the converted posts of a folder, by their full paths."""
        # Two passes, so that all new ones are converted in parallel. Their texts are not kept but
        # read again by whoever converts them: for 10,000 articles all would be 400 MB.
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
        # The same text gets other ids of sentences in another story.
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
        # Made once: a `Markdown` takes as long to make as a short post to convert.
        if self._markdown is None:
            whole, field = (Markdown(**self._settings["MARKDOWN"]) for _ in range(2))
            # A summary has no head, even if it looks like one.
            field.preprocessors.deregister("meta")
            self._markdown = whole, field
        whole, field = self._markdown
        html = whole.reset().convert(text)
        head: dict[str, list[str]] = whole.Meta  # type: ignore[attr-defined]
        names = head.keys() & set(self._settings["FORMATTED_FIELDS"])
        formatted = {name: field.reset().convert("\n".join(head[name])) for name in names}
        return ConvertedPost(compressed_text(html), dict(head), formatted)


def _untouched_text(path: Path) -> str:
    """Return the text of a post as the build wrote it; empty for any other, or one unreadable."""
    # Pelican itself reports a file that it cannot read.
    with suppress(OSError, UnicodeDecodeError):
        text = path.read_text(encoding="utf-8-sig")
        if is_untouched(text):
            return text
    return ""


def compress_articles(contents: Iterable[Any], texts: dict[str, tuple[str, bytes]]) -> None:
    """Let those articles of Pelican's hold their HTML compressed that this run's reader returned.

    `texts` has their HTML by path, as it is and compressed, and is emptied.
    """
    for content in contents:
        html, compressed = texts.pop(content.source_path, ("", b""))
        # One that another plugin has changed since, or made of a class of its own, stays.
        if compressed and type(content) is Article and content.__dict__["_content"] is html:
            del content.__dict__["_content"]
            content.__class__, content.compressed = CompressedArticle, compressed
    texts.clear()


def finding_sentences(
    markdown: Mapping[str, Any], index: SentenceIndex, *, is_guest: bool
) -> dict[str, Any]:
    """Return settings of Markdown by which the sentences of an index are found in posts.

    The extension of an earlier run is replaced. `is_guest`: the theme marks no post's language.
    """
    others = [e for e in markdown.get("extensions", []) if not isinstance(e, SentenceExtension)]
    return {**markdown, "extensions": [*others, SentenceExtension(index, is_guest=is_guest)]}


class PostReader(MarkdownReader):  # type: ignore[misc]
    """Reads Markdown; each run has a subclass with the posts that are converted already.

    `authors` are the authors of the build's posts, by slug and language. What it returns of these
    posts it adds to `texts` (see `compress_articles`).
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
        """Return the reader class of one run: Pelican instantiates its readers itself."""
        values = {"converted": converted, "authors": authors, "texts": texts}
        return type(cls.__name__, (cls,), values)

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """Return the HTML and the metadata of a file (see `MarkdownReader.read`)."""
        # Taken out to free memory: Pelican holds the text from here on.
        post = self.converted.pop(source_path, None)
        if post is None:
            html, metadata = super().read(source_path)
            return html, self._placed(metadata)
        metadata = {}
        for name, lines in post.head.items():
            # A head that the build wrote has every key once.
            value = post.formatted.get(name, lines[0])
            metadata[name] = self.process_metadata(name, value)
        html = decompressed_text(post.html)
        self.texts[source_path] = html, post.html
        return html, self._placed(metadata)

    def _placed(self, metadata: dict[str, Any]) -> dict[str, Any]:
        """Return the metadata of a file; one of the build gets address, status, day and author.

        Pelican's settings would give it others. Links lead to this address; a day is required.
        """
        if not {"content-hash", "lang", "slug"} <= metadata.keys():
            return metadata
        path = "{lang}/{slug}.html".format(**metadata)
        # Published, whatever DEFAULT_METADATA makes of a person's own posts.
        placed: dict[str, Any] = {"url": path, "save_as": path, "status": "published"} | metadata
        if "date" not in placed and not self.settings.get("DEFAULT_DATE"):
            placed["date"] = self.process_metadata("date", "-".join(map(str, NO_DAY)))
        # Of two translations Pelican lists the one without this key, whatever the site's language.
        if placed["lang"] == self.settings["DEFAULT_LANG"]:
            placed.pop("translation", None)
        if name := self.authors.get((placed["slug"], placed["lang"])):
            author = Author(name, self.settings)
            placed = {"author": author, "authors": [author]} | placed
            # A list of another theme may have summaries of both languages.
            if summary := placed.get("summary"):
                box = "".join(f' {key}="{value}"' for key, value in BOXES[placed["lang"]].items())
                placed["summary"] = f"<div{box}>{summary}</div>"
        return placed
