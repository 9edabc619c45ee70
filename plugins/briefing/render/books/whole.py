"""The briefing of one language as one HTML file, which needs nothing beside it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256

from ..font_sheet import FontFace
from .book import Book, SiteAsWritten
from .fonts import face_rules, needed_faces


def single_page(book: Book, written: SiteAsWritten, fonts: Mapping[FontFace, bytes]) -> bytes:
    """Return a book as one page in HTML; the links of its chapters are turned into links within it.

    An id of a chapter has the chapter's name before it. Slugs have no full stop, so that no two
    are the same.
    """
    book = book.linked(lambda name, place: f"#{name}.{place}" if place else f"#{name}")
    sheet = written.form("epub/book.css.jinja", whole=True)
    faces = needed_faces(fonts, sheet, book.characters())
    address = "data:font/woff2;base64,"
    rules = face_rules(faces, lambda face: address + b64encode(fonts[face]).decode("ascii"))
    sheet = rules + sheet
    # The page lets in this style sheet alone, by what it says.
    digest = b64encode(sha256(sheet.encode()).digest()).decode("ascii")
    page = written.form("whole.html", book=book, site=book.site, sheet=sheet, digest=digest)
    return page.encode()
