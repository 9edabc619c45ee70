"""The archive of the whole site, for who takes it along."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import Path

from ..render.books.archive import write_archived
from .site_folder import LIST

FOLDER = "downloads"
"""The folder of the site that has what can be taken along, and nothing else."""
ARCHIVE = f"{FOLDER}/site.zip"
_FOR_THE_WEB = re.compile(
    r"(cards|data/stories|downloads)/|feeds/(ar|en)\.\d+\.atom\.xml$|sitemap(\.[\w-]+)?\.xml$"
)
"""What of a site nobody needs who reads it from disk, by path: no page has a link to it, but for
those that offer what can be taken along."""
_OFFERING = re.compile(r"(ar|en)/feeds\.html")
"""The pages that offer downloads."""
_OFFER = b'<section id="downloads">', b"</section>"
"""How the section that does so begins and ends: there is no other in it."""
_UNPACKED = "briefing"
"""The folder that the archive unpacks to."""


def write_archive(folder: Path, unlisted: Collection[str]) -> None:
    """Write an archive of a finished site into it, without pages that nothing leads to.

    What is for the web alone is left out: pictures for other sites, books, which have the same
    again, and what no page leads to.
    """
    target = folder / ARCHIVE
    target.parent.mkdir(parents=True, exist_ok=True)
    # One after another into the file: together they may be more than the memory.
    names = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*")}

    def files() -> Iterator[tuple[str, bytes]]:
        for name, path in sorted(names.items()):
            if name == LIST or name in unlisted or _FOR_THE_WEB.match(name) or not path.is_file():
                continue
            data = path.read_bytes()
            # A link to what is not there would be worse than none.
            if _OFFERING.fullmatch(name):
                data = _without_offer(data)
            yield f"{_UNPACKED}/{name}", data

    with target.open("wb") as opened:
        write_archived(opened, files())


def _without_offer(html: bytes) -> bytes:
    """Return a page without its downloads; one that a theme has made in another way as it is."""
    before, begin, rest = html.partition(_OFFER[0])
    _, end, after = rest.partition(_OFFER[1])
    return before + after.lstrip() if begin and end else html
