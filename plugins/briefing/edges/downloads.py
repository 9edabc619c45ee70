"""Writes the site as what one can take along: books, one file a language, an archive of it all."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import product
from pathlib import Path
from typing import Any

from jinja2 import TemplateError

from ..errors import BriefingError, Problem, one_file
from ..fingerprint import digest, key_of
from ..model import LANGS, Lang
from ..render.books.book import BOOKS, book_file, make_book, volume_label
from ..render.books.epub import epub
from ..render.books.fonts import book_faces
from ..render.books.volumes import Volume, volumes
from ..render.books.whole import single_page
from ..render.font_sheet import FontFace
from ..render.site import Site
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

    Messages name files from `root`, the project's folder. `asked_for` are the paths of the pages
    that were asked for.
    """

    folder: Path
    root: Path
    templates: Any
    context: Mapping[str, Any]
    asked_for: set[str] = field(default_factory=set)

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


@dataclass(frozen=True)
class BookShop:
    """What books are made with: the site, its finished pages, the folder of the theme.

    `keys` are those of pages, ``None`` where nothing is known of any page.
    """

    site: Site
    written: FinishedPages
    theme: Path
    keys: PageKeys | None


def write_books(
    shop: BookShop, outputs: Outputs, store: Store, workers: Workers
) -> Iterator[Problem]:
    """Write the books and the files of one page; yield what is wrong with any of them.

    One that cannot be made stops no other, and one that would be as before is taken over.
    """
    # A book holds the fonts that it is set in.
    fonts = _fonts(shop.theme / "static" / "css" / "fonts.css")
    fonts_key = key_of([(face, digest(data)) for face, data in fonts.items()])
    kinds = [(name, "epub") for name in BOOKS] if "epub" in shop.site.downloads else []
    kinds += [(lang, "html") for lang in LANGS] if "html" in shop.site.downloads else []
    # A key of a book is that of the pages it was made of: which these are, making it has shown.
    waiting: list[tuple[str, str, str, Volume]] = []
    asked_keys: dict[str, str] = {}
    for (name, ending), volume in product(kinds, volumes(shop.site)):
        path = f"{FOLDER}/{book_file(name, volume.name)}.{ending}"
        if shop.keys:
            made_of = shop.keys.volume(volume.stories, volume.explainers)
            asked_keys[path] = store.key("book", path, made_of, fonts_key)
            asked: tuple[str, ...] | None = store.get(asked_keys[path])
            if asked and outputs.reuse(path, _book_key(asked_keys[path], asked, shop.written)):
                continue
        waiting.append((path, name, ending, volume))

    def make(order: tuple[str, str, str, Volume]) -> tuple[list[Problem], tuple[str, ...]]:
        path, name, ending, volume = order
        problems: list[Problem] = []
        # What this one asks for, and not what others did.
        written = replace(shop.written, asked_for=set())
        with one_file(problems, path, "written"):
            # A book has chapters for all that grows; of a file of one page the site has the rest.
            is_book = ending == "epub"
            part = replace(shop.site, explainers=volume.explainers, stories=volume.stories)
            book = make_book(name, part, written, volume.name, with_lists=is_book)
            if is_book:
                data = epub(book, written, fonts)
            else:
                data = single_page(book, written, fonts).encode()
            target = written.folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        return problems, tuple(sorted(written.asked_for))

    # Books are few and large: two of them are worth a second process.
    made = workers.share(make, waiting, "binding", fewest=2)
    for (path, *_), (problems, asked) in zip(waiting, made, strict=True):
        yield from problems
        if path in asked_keys and not problems:
            store.put(asked_keys[path], asked)
            outputs.note(path, _book_key(asked_keys[path], asked, shop.written))


def _book_key(made_of: str, asked: Iterable[str], written: FinishedPages) -> str:
    """Return the key of a book that is made of these pages, as they are now."""
    pages = []
    for path in asked:
        file = written.folder / path
        pages.append((path, digest(file.read_bytes()) if file.is_file() else ""))
    return key_of(made_of, pages)


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
