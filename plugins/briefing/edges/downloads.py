"""Writes the downloads: books, the site as one file a language; and lists what pages offer."""

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
    """A file to download: its path in the site, its label, and its size in bytes.

    `volume` is the label of one volume among several, empty for the only one. The size is ``None``
    where the file is not written yet: the archive of the site comes last.
    """

    path: str
    label: str
    size: int | None
    volume: str = ""


def downloads(site: Site, lang: Lang, site_folder: Path) -> list[Download]:
    """Return what a page offers: books of its own language first, newest volumes first."""
    t = site.catalogues[lang]
    names: list[tuple[str, str, str]] = []

    def preference(kind: tuple[str, str]) -> tuple[str, int, bool]:
        name, ending = kind
        return ending, len(BOOKS[name]), name != lang

    for name, ending in sorted(_kinds(site), key=preference):
        for volume in volumes(site):
            path = _path(name, volume, ending)
            names.append((path, f"{ending}_{name}", volume_label(volume.name, t)))
    if "zip" in site.downloads:
        names.append((ARCHIVE, "zip", ""))
    offered = []
    for path, kind, label in names:
        file = site_folder / path
        size = file.stat().st_size if file.is_file() else None
        offered.append(Download(path, t(f"downloads.{kind}"), size, label))
    return offered


def _kinds(site: Site) -> list[tuple[str, str]]:
    """Return the name and the ending of each book of a volume, and of each file of one page."""
    kinds = [(name, "epub") for name in BOOKS] if "epub" in site.downloads else []
    return kinds + ([(lang, "html") for lang in LANGS] if "html" in site.downloads else [])


def _path(name: str, volume: Volume, ending: str) -> str:
    return f"{FOLDER}/{book_file(name, volume.name)}.{ending}"


@dataclass(frozen=True)
class FinishedPages:
    """The pages that were written into a folder, and the theme's templates (a Jinja environment).

    Messages name files from `root`, the project's folder. `store` caches what books show of a page.
    `asked_for` records the paths that `page` was asked for, `digests` caches those of pages.
    """

    folder: Path
    root: Path
    templates: Any
    context: Mapping[str, Any]
    store: Store
    asked_for: set[str] = field(default_factory=set)
    digests: dict[str, str] = field(default_factory=dict)

    def page(self, path: str) -> str | None:
        """Return a finished page, ``None`` if it was not written."""
        self.asked_for.add(path)
        file = self.folder / path
        return file.read_text(encoding="utf-8") if file.is_file() else None

    def form(self, name: str, **values: object) -> str:
        """Return a rendered template; raise `BriefingError` for a mistake in it."""
        try:
            return str(self.templates.get_template(name).render({**self.context, **values}))
        except TemplateError as error:
            raise BriefingError(*problems_of(error, self.root)) from None

    def content(self, make: MakeContent, html: str, address: str) -> ChapterContent:
        """Return what `make` makes of the HTML at an address; cached, as several books have it."""
        key = self.store.key(make.__name__, digest(html.encode()), address)
        return self.store.get_or_make(key, partial(make, html, address))


@dataclass(frozen=True)
class BookSources:
    """What books are made of: the site, its finished pages, the folder of the theme.

    `keys` are those of pages, ``None`` where every page is made anew.
    """

    site: Site
    written: FinishedPages
    theme: Path
    keys: PageKeys | None


@dataclass(frozen=True, slots=True)
class _BookTask:
    """A book to be made; `asked_key` is that of the paths of the pages that it asks for."""

    path: str
    name: str
    ending: str
    volume: Volume
    asked_key: str


def write_books(
    sources: BookSources, outputs: Outputs, store: Store, workers: Workers
) -> Iterator[Problem]:
    """Write the books and the files of one page; yield what is wrong with any of them.

    One that cannot be made stops no other, and one that would be as before is reused.
    """
    # Books embed the fonts that they are set in.
    fonts = _fonts(sources.theme / "static" / "css" / "fonts.css")
    # The books of a volume show the same pages, so one process makes them, one after another.
    groups = list(_changed(sources, outputs, store, fonts))
    # After a small change there are few volumes: then every book has a process of its own.
    if len(groups) <= workers.count > 1:
        groups = [[task] for task in chain.from_iterable(groups)]

    def make(tasks: list[_BookTask]) -> list[tuple[list[Problem], tuple[str, ...]]]:
        made = [_make(task, sources, fonts) for task in tasks]
        # This may be a forked process, which ends without another flush.
        store.flush()
        return made

    # Volumes are large: already two of them are worth a second process.
    results = workers.share(make, groups, "binding", fewest=2)
    for tasks, made in zip(groups, results, strict=True):
        for task, (problems, asked) in zip(tasks, made, strict=True):
            yield from problems
            if task.asked_key and not problems:
                store.put(task.asked_key, asked)
                outputs.note_key(task.path, _book_key(task.asked_key, asked, sources.written))


def _changed(
    sources: BookSources, outputs: Outputs, store: Store, fonts: Mapping[FontFace, bytes]
) -> Iterator[list[_BookTask]]:
    """Yield for each volume the books that have to be made; files of the others are reused."""
    fonts_key = key_of([(face, digest(data)) for face, data in fonts.items()])
    for volume in volumes(sources.site):
        tasks = []
        made_of = sources.keys.volume(volume.stories, volume.explainers) if sources.keys else ""
        for name, ending in _kinds(sources.site):
            path = _path(name, volume, ending)
            # Which pages a book asks for is known when it was made once: they are part of its key.
            asked_key = store.key("book", path, made_of, fonts_key) if made_of else ""
            asked: tuple[str, ...] | None = store.get(asked_key) if asked_key else None
            if asked and outputs.reuse(path, _book_key(asked_key, asked, sources.written)):
                continue
            tasks.append(_BookTask(path, name, ending, volume, asked_key))
        if tasks:
            yield tasks


def _make(
    task: _BookTask, sources: BookSources, fonts: Mapping[FontFace, bytes]
) -> tuple[list[Problem], tuple[str, ...]]:
    """Make a book; return what is wrong with it, and the pages that it asked for."""
    problems: list[Problem] = []
    # A record of its own of what it asks for.
    written = replace(sources.written, asked_for=set())
    with one_file(problems, task.path, "written"):
        # Lists that grow are chapters of a book; for a file of one page the site has them.
        is_book = task.ending == "epub"
        volume = task.volume
        part = part_of(sources.site, volume.stories, volume.explainers)
        book = make_book(task.name, part, written, volume.name, with_lists=is_book)
        make = epub if is_book else single_page
        target = written.folder / task.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(make(book, written, fonts))
    return problems, tuple(sorted(written.asked_for))


def _book_key(made_of: str, asked: Iterable[str], written: FinishedPages) -> str:
    """Return the key of a book from its other sources and the pages it asks for, as they are."""
    pages = []
    for path in asked:
        if path not in written.digests:
            file = written.folder / path
            written.digests[path] = digest(file.read_bytes()) if file.is_file() else ""
        pages.append((path, written.digests[path]))
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
