"""The three books of the briefing: which chapters each has, and in what order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, Protocol

from ...explain.page import Explainer
from ...model import LANGS, Dated, Lang, Story, is_visible
from ..l10n import Catalogue
from ..lists import ListPage
from ..text import displayable
from .chapters import Chapter, ChapterContent, ChapterKind, fragment_content, page_content
from .links import link_chapters

BOOKS: dict[str, tuple[Lang, ...]] = {"ar": ("ar",), "en": ("en",), "parallel": LANGS}
"""The languages of each book by its name, the one that leads first.

The parallel book is read from right to left: its originals are Arabic, and each pair begins with
the original.
"""
VOLUME_OF_EXPLAINERS = "explainers"
VOLUME_OF_UNDATED = "undated"
"""The names of volumes that are of no year."""
_VOLUMES = {VOLUME_OF_EXPLAINERS: "category.explainers", VOLUME_OF_UNDATED: "archives.undated"}
MakeContent = Callable[[str, str], ChapterContent]
"""Makes what a chapter says of HTML and its address."""
LABELS = {"explainer": "category.explainers", "article": "category.articles", "method": "nav.about"}
"""The heading of each kind of chapter in a table of contents."""


class BookSite(Protocol):
    """What a book is made of: a part of `Site`, which knows much more."""

    @property
    def explainers(self) -> Sequence[Explainer]:
        """Return the explainers in the order of the site."""

    @property
    def stories(self) -> Sequence[Story]:
        """Return the stories, newest first."""

    @property
    def catalogues(self) -> Mapping[str, Catalogue]:
        """Return the strings by language."""

    @property
    def title(self) -> Mapping[str, str]:
        """Return the site's name by language."""

    @property
    def about(self) -> Mapping[str, str]:
        """Return one sentence on the site by language; may be empty."""

    @property
    def origin(self) -> str:
        """Return the site's address without a slash at its end."""

    def beside(self, explainer: Explainer) -> Mapping[str, Sequence[ListPage[Any]]]:
        """Return the pages beside an explainer by name."""


class SiteAsWritten(Protocol):
    """Where a book's pages and forms come from."""

    def page(self, path: str) -> str | None:
        """Return a finished page of the site as HTML, ``None`` if it was not written."""

    def form(self, name: str, **values: object) -> str:
        """Return what a template of the theme makes of values."""

    def content(self, make: MakeContent, html: str, address: str) -> ChapterContent:
        """Return what `make` makes of HTML from an address, made now or earlier."""


@dataclass(frozen=True, slots=True)
class Book:
    """A book: `name` is a key of `BOOKS`; `newest` is the newest day known to it, if any is.

    `volume` is the name of its volume, empty where all is in one.
    """

    name: str
    langs: tuple[Lang, ...]
    chapters: tuple[Chapter, ...]
    site: BookSite
    newest: Dated | None
    volume: str = ""

    @property
    def file_name(self) -> str:
        """The name of its file, without an ending."""
        return book_file(self.name, self.volume)

    @property
    def lang(self) -> Lang:
        """The language that leads."""
        return self.langs[0]

    @property
    def catalogues(self) -> list[Catalogue]:
        """The strings of its languages."""
        return [self.site.catalogues[lang] for lang in self.langs]

    @property
    def series(self) -> str:
        """The site's name, in each language; its address if it has none."""
        names = dict.fromkeys(self.site.title[lang] for lang in self.langs)
        return " · ".join(filter(str.strip, names)) or self.site.origin

    @property
    def labels(self) -> dict[str, Lang]:
        """What its volume is called, with the language of that; of all in one nothing."""
        labels: dict[str, Lang] = {}
        for t in self.catalogues if self.volume else ():
            labels.setdefault(volume_label(self.volume, t), t.lang)
        return labels

    @property
    def title(self) -> str:
        """The name of the site, and of the volume."""
        return " · ".join((self.series, *self.labels))

    @property
    def about(self) -> str:
        """The site's sentence on itself, in each language."""
        return " · ".join(filter(None, (self.site.about[lang] for lang in self.langs)))

    @property
    def groups(self) -> list[tuple[str, list[Chapter]]]:
        """The chapters by kind, each with the key of its heading."""
        groups = groupby(self.chapters, key=lambda chapter: chapter.kind)
        return [(LABELS[kind], list(chapters)) for kind, chapters in groups]

    def linked(self, to: Callable[[str, str], str]) -> Book:
        """Return the book with the links of one of its forms (`to` as in `link_chapters`)."""

        def way_back(chapter: Chapter) -> str:
            return self.site.catalogues[chapter.lang]("downloads.back", title=chapter.title)

        return replace(self, chapters=link_chapters(self.chapters, to, way_back))

    def characters(self) -> str:
        """Return the characters of all that it says, some of them more than once."""
        said = [self.title, self.about]
        for chapter in self.chapters:
            said += [chapter.content.characters, chapter.title]
            said += [way.text for way in chapter.ways_back]
        return "".join(said)


def volume_label(volume: str, t: Catalogue) -> str:
    """Return what a volume is called, empty where all is in one."""
    of, _, number = volume.partition("-")
    if key := _VOLUMES.get(of):
        of = t(key)
    return f"{of} ({number})" if number else of


def book_file(name: str, volume: str) -> str:
    """Return the name of a book's file, without an ending."""
    return f"briefing.{name}.{volume}" if volume else f"briefing.{name}"


def make_book(
    name: str, site: BookSite, written: SiteAsWritten, volume: str = "", *, with_lists: bool = False
) -> Book:
    """Return a book; pages that were not written are left out, and links are those of the site.

    `with_lists`: what an explainer's page lists the newest of follows it in full.
    """
    langs = BOOKS[name]
    chapters = _Chapters(site, langs, written, with_lists)
    stories = list(site.stories)
    for explainer in () if stories else site.explainers:
        stories += explainer.stories
    known: list[Dated] = []
    for story in stories:
        known += [dated for dated in (story.published, story.updated) if dated]
    newest = max(known, key=lambda dated: dated.when.day, default=None)
    return Book(name, langs, tuple(chapters.all()), site, newest, volume)


@dataclass(frozen=True, slots=True)
class _Chapters:
    """Makes the chapters of a book of the site's finished pages."""

    site: BookSite
    langs: tuple[Lang, ...]
    written: SiteAsWritten
    with_lists: bool

    def all(self) -> Iterator[Chapter]:
        """Yield them in order: explainers, articles from the newest on, how the site is made."""
        for explainer in self.site.explainers:
            for lang in self.langs:
                yield from self.page("explainer", lang, explainer.slug)
                yield from self.lists(explainer, lang) if self.with_lists else ()
        for story in self.site.stories:
            if len(self.langs) > 1:
                yield from self.pairs(story)
            else:
                yield from self.page("article", self.langs[0], story.slug, self.day(story))
        for lang in self.langs:
            yield from self.page("method", lang, "about")

    def day(self, story: Story) -> str:
        """Return when a story appeared, in words of each language."""
        days = []
        for lang in self.langs:
            t = self.site.catalogues[lang]
            days.append(t.dated(story.published.when) if story.published else t("date.unknown"))
        return " · ".join(dict.fromkeys(days))

    def page(self, kind: ChapterKind, lang: Lang, slug: str, day: str = "") -> Iterator[Chapter]:
        """Yield a page as a chapter, nothing where there is none."""
        html = self.written.page(f"{lang}/{slug}.html")
        if html is None:
            return
        # In a second language, its page is a chapter of its own.
        name = slug if lang == self.langs[0] else f"{slug}.{lang}"
        address = f"{self.site.origin}/{lang}/{slug}.html"
        content = self.written.content(page_content, html, address)
        title = content.heading if is_visible(content.heading) else name
        yield Chapter(name, kind, lang, ((lang, title),), (address,), content, day)

    def lists(self, explainer: Explainer, lang: Lang) -> Iterator[Chapter]:
        """Yield the pages with all of what an explainer's page lists the newest of."""
        t = self.site.catalogues[lang]
        for name, pages in self.site.beside(explainer).items():
            if explainer.section(name) is None or name == "timeline":
                continue
            for number, page in enumerate(pages, 1):
                shown = t(f"detail.{name}")
                if len(pages) > 1:
                    shown = f"{shown} ({t.number(number)})"
                title = displayable(t("detail.title", name=shown, title=explainer.title[lang]))
                for chapter in self.page("explainer", lang, page.path.removesuffix(".html")):
                    yield replace(chapter, titles=((lang, title),))

    def pairs(self, story: Story) -> Iterator[Chapter]:
        """Yield a story's sentences in both languages, with the notices that its posts have."""
        home = self.site.origin
        addresses, notices = [], []
        for lang in self.langs:
            if html := self.written.page(f"{lang}/{story.slug}.html"):
                addresses.append(f"{home}/{lang}/{story.slug}.html")
                page = self.written.content(page_content, html, addresses[-1])
                notices += [(lang, notice) for notice in page.notices]
        if not addresses:
            return
        values = {"story": story, "langs": self.langs, "notices": notices, "site": self.site}
        html = self.written.form("epub/pairs.html", **values)
        titles: list[tuple[Lang, str]] = []
        for lang in self.langs:
            title = story.title.text(lang) or ""
            if is_visible(title):
                titles.append((lang, title))
        lead = self.langs[0]
        yield Chapter(
            name=story.slug,
            kind="article",
            lang=lead,
            titles=tuple(titles) or ((lead, story.slug),),
            pages=tuple(addresses),
            content=self.written.content(fragment_content, html, addresses[0]),
            day=self.day(story),
        )
