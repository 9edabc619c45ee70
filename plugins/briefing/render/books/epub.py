"""A book as EPUB 3: its files by the theme's templates, in an archive that is always the same."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping

from ..font_sheet import FontFace
from .archive import archive
from .book import Book, SiteAsWritten
from .fonts import face_rules, needed_faces

_NO_DAY = "1970-01-01"
"""What a book without a dated article says of its last change: the format asks for a day."""
_CONTAINER = """<?xml version="1.0" encoding="utf-8"?>
<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">
  <rootfiles>
    <rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/>
  </rootfiles>
</container>
"""


def epub(book: Book, written: SiteAsWritten, fonts: Mapping[FontFace, bytes]) -> bytes:
    """Return a book as EPUB; the links of its chapters are turned into links within it.

    `fonts` are those of the theme; the book takes those that its style sheet names.
    """
    book = book.linked(lambda name, place: f"{name}.xhtml#{place}" if place else f"{name}.xhtml")
    sheet = written.form("epub/book.css.jinja", whole=False)
    faces = needed_faces(fonts, sheet, book.characters())
    return archive(_files(book, written, sheet, {face: fonts[face] for face in faces}))


def _files(
    book: Book, written: SiteAsWritten, sheet: str, fonts: Mapping[FontFace, bytes]
) -> Iterator[tuple[str, bytes]]:
    # The format wants this file first.
    yield "mimetype", b"application/epub+zip"
    yield "META-INF/container.xml", _CONTAINER.encode()
    day = book.newest.when.day if book.newest else _NO_DAY
    package = written.form(
        "epub/package.opf",
        book=book,
        site=book.site,
        identifier=uuid.uuid5(uuid.NAMESPACE_URL, address_of(book)).urn,
        modified=f"{day}T00:00:00Z",
        faces=list(fonts),
    )
    yield "book/package.opf", package.encode()
    yield "book/book.css", (face_rules(fonts, lambda face: f"fonts/{face.name}") + sheet).encode()
    for name in ("cover", "contents"):
        text = written.form(f"epub/{name}.xhtml", book=book, site=book.site)
        yield f"book/{name}.xhtml", text.encode()
    for chapter in book.chapters:
        text = written.form("epub/chapter.xhtml", book=book, site=book.site, chapter=chapter)
        yield f"book/text/{chapter.name}.xhtml", text.encode()
    for face, data in fonts.items():
        yield f"book/fonts/{face.name}", data


def address_of(book: Book) -> str:
    """Return where the site has a book, which is what the book is known by."""
    return f"{book.site.origin}/downloads/{book.file_name}.epub"
