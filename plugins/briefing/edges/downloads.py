"""Writes the site as what one can take along: books, one file a language, an archive of it all."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

from jinja2 import TemplateError

from ..errors import BriefingError, Problem, one_file
from ..fingerprint import digest, key_of
from ..model import LANGS, Lang
from ..render.books.book import BOOKS, MakeContent, book_file, make_book, volume_label
from ..render.books.chapters import ChapterContent
from ..render.books.epub import epub
from ..render.books.fonts import book_faces
from ..render.books.volumes import Volume, volumes
from ..render.books.whole import single_page
from ..render.font_sheet import FontFace
from ..render.site import Site, part_of
from .archive_file import ARCHIVE, FOLDER
from .mistakes import problems_of
from .outputs import Outputs
from .page_keys import PageKeys
from .store import Store
from .workers import Workers


@dataclass(frozen=True, slots=True)
class Download:
    """A file to take along: its path in the site, what it is in words, and its size in bytes.

    `volume` is what it is called among several of its kind, empty for the only one. The size is
    ``None`` where the file is not written yet: the archive of the site comes last.
    """

    path: str
    label: str
    size: int | None
    volume: str = ""


def downloads(site: Site, lang: Lang, site_folder: Path) -> list[Download]:
    """Return what a page in a language offers, the reader's own language first.

    Of a kind with several volumes the newest is the first.
    """
    kinds: list[tuple[str, str]] = []
    if "epub" in site.downloads:
        of_books = sorted(BOOKS, key=lambda name: (len(BOOKS[name]), name != lang))
        kinds += [(name, "epub") for name in of_books]
    if "html" in site.downloads:
        kinds += [(name, "html") for name in sorted(LANGS, key=lambda name: name != lang)]
    t = site.catalogues[lang]
    names: list[tuple[str, str, str]] = []
    for name, ending in kinds:
        for volume in volumes(site):
            path = f"{FOLDER}/{book_file(name, volume.name)}.{ending}"
            names.append((path, f"{ending}_{name}", volume_label(volume.name, t)))
    if "zip" in site.downloads:
        names.append((ARCHIVE, "zip", ""))
    offered = []
    for path, kind, label in names:
        file = site_folder / path
        size = file.stat().st_size if file.is_file() else None
        offered.append(Download(path, t(f"downloads.{kind}"), size, label))
    return offered


@dataclass(frozen=True)
class FinishedPages:
    """The pages that were written into a folder, and the theme's templates (an environment).

    Messages name files from `root`, the project's folder. `store` keeps what books show of a page.
    `asked_for` are the paths of the pages that were asked for.
    """

    folder: Path
    root: Path
    templates: Any
    context: Mapping[str, Any]
    store: Store
    asked_for: set[str] = field(default_factory=set)
    _digests: dict[str, str] = field(default_factory=dict)

    def page(self, path: str) -> str | None:
        """Return a finished page, ``None`` if it was not written."""
        self.asked_for.add(path)
        file = self.folder / path
        return file.read_text(encoding="utf-8") if file.is_file() else None

    def form(self, name: str, **values: object) -> str:
        """Return what a template makes of values; raise `BriefingError` for a wrong one."""
        try:
            return str(self.templates.get_template(name).render({**self.context, **values}))
        except TemplateError as error:
            raise BriefingError(*problems_of(error, self.root)) from None

    def content(self, make: MakeContent, html: str, address: str) -> ChapterContent:
        """Return what `make` makes of HTML from an address: each page is in several books."""
        key = self.store.key(make.__name__, digest(html.encode()), address)
        return self.store.kept(key, partial(make, html, address))

    def page_digest(self, path: str) -> str:
        """Return the digest of a finished page, empty if it was not written."""
        if path not in self._digests:
            file = self.folder / path
            self._digests[path] = digest(file.read_bytes()) if file.is_file() else ""
        return self._digests[path]


@dataclass(frozen=True)
class BookShop:
    """What books are made with: the site, its finished pages, the folder of the theme.

    `keys` are those of pages, ``None`` where nothing is known of any page.
    """

    site: Site
    written: FinishedPages
    theme: Path
    keys: PageKeys | None


@dataclass(frozen=True, slots=True)
class _Order:
    """A book to be made: its path and form, what it is of, and the key of the pages it asks for."""

    path: str
    name: str
    ending: str
    volume: Volume
    asked_key: str


def write_books(
    shop: BookShop, outputs: Outputs, store: Store, workers: Workers
) -> Iterator[Problem]:
    """Write the books and the files of one page; yield what is wrong with any of them.

    One that cannot be made stops no other, and one that would be as before is taken over.
    """
    # A book holds the fonts that it is set in.
    fonts = _fonts(shop.theme / "static" / "css" / "fonts.css")
    waiting = list(_waiting(shop, outputs, store, fonts))
    # After a small change there are few volumes, of which every book is worth a process.
    if len(waiting) <= workers.count > 1:
        waiting = [[order] for order in chain.from_iterable(waiting)]

    def make(orders: list[_Order]) -> list[tuple[list[Problem], tuple[str, ...]]]:
        made = [_make(order, shop, fonts) for order in orders]
        # Perhaps in a process that is about to end.
        store.keep()
        return made

    # The books of a volume show the same pages, and are made one after another. Volumes are few and
    # large: two of them are worth a second process.
    results = workers.share(make, waiting, "binding", fewest=2)
    for orders, made in zip(waiting, results, strict=True):
        for order, (problems, asked) in zip(orders, made, strict=True):
            yield from problems
            if order.asked_key and not problems:
                store.put(order.asked_key, asked)
                outputs.note(order.path, _book_key(order.asked_key, asked, shop.written))


def _waiting(
    shop: BookShop, outputs: Outputs, store: Store, fonts: Mapping[FontFace, bytes]
) -> Iterator[list[_Order]]:
    """Yield the books of each volume that are not as before; the others are taken over."""
    kinds = [(name, "epub") for name in BOOKS] if "epub" in shop.site.downloads else []
    kinds += [(lang, "html") for lang in LANGS] if "html" in shop.site.downloads else []
    fonts_key = key_of([(face, digest(data)) for face, data in fonts.items()])
    for volume in volumes(shop.site):
        orders = []
        made_of = shop.keys.volume(volume.stories, volume.explainers) if shop.keys else ""
        for name, ending in kinds:
            path = f"{FOLDER}/{book_file(name, volume.name)}.{ending}"
            # The key of a book is that of the pages that making it has asked for.
            asked_key = store.key("book", path, made_of, fonts_key) if made_of else ""
            asked: tuple[str, ...] | None = store.get(asked_key) if asked_key else None
            if asked and outputs.reuse(path, _book_key(asked_key, asked, shop.written)):
                continue
            orders.append(_Order(path, name, ending, volume, asked_key))
        if orders:
            yield orders


def _make(
    order: _Order, shop: BookShop, fonts: Mapping[FontFace, bytes]
) -> tuple[list[Problem], tuple[str, ...]]:
    """Make a book; return what is wrong with it, and the pages that it asked for."""
    problems: list[Problem] = []
    # What this one asks for, and not what others did.
    written = replace(shop.written, asked_for=set())
    with one_file(problems, order.path, "written"):
        # A book has chapters for all that grows; of a file of one page the site has the rest.
        is_book = order.ending == "epub"
        volume = order.volume
        part = part_of(shop.site, volume.stories, volume.explainers)
        book = make_book(order.name, part, written, volume.name, with_lists=is_book)
        make = epub if is_book else single_page
        target = written.folder / order.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(make(book, written, fonts))
    return problems, tuple(sorted(written.asked_for))


def _book_key(made_of: str, asked: Iterable[str], written: FinishedPages) -> str:
    """Return the key of a book that is made of these pages, as they are now."""
    return key_of(made_of, [(path, written.page_digest(path)) for path in asked])


def _fonts(sheet: Path) -> dict[FontFace, bytes]:
    """Return the fonts that a style sheet declares; none where the theme has no such sheet."""
    if not sheet.is_file():
        return {}
    fonts = {}
    for face in book_faces(sheet.read_text(encoding="utf-8")):
        file = Path(os.path.normpath(sheet.parent / face.url))
        if file.is_file():
            fonts[face] = file.read_bytes()
    return fonts
