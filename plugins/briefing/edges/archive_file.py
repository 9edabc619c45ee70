"""The archive of the whole site, for who takes it along."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from ..fingerprint import code_key, key_of
from ..render.books.archive import write_archived
from .files import files_in
from .outputs import Outputs
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
_OFFER_BEGINS, _OFFER_ENDS = b'<section id="downloads">', b"</section>"
"""The marks of the section that does so: there is no other in it."""
_UNPACKED = "briefing"
"""The folder that the archive unpacks to."""


def write_archive(
    folder: Path, unlisted: Collection[str], outputs: Outputs, processors: int = 1
) -> None:
    """Write an archive of a finished site into it, without pages that nothing leads to.

    What is for the web alone is left out: pictures for other sites, books, which have the same
    again, and what no page leads to. What `outputs` reused is copied from the archive before.
    """
    key = key_of("archive", code_key())
    outputs.note_key(ARCHIVE, key)
    with ExitStack() as opened:
        before = None
        # The name of one that another build has written may be the same, and its bytes others.
        if outputs.is_unchanged(ARCHIVE, key):
            with suppress(BadZipFile):
                before = opened.enter_context(ZipFile(outputs.site / ARCHIVE))
        known = before.NameToInfo if before else {}

        def files() -> Iterator[tuple[str, bytes | None]]:
            for path in sorted(files_in(folder)):
                if path == LIST or path in unlisted or _FOR_THE_WEB.match(path):
                    continue
                name, is_offering = f"{_UNPACKED}/{path}", _OFFERING.fullmatch(path)
                if name in known and path in outputs.reused and not is_offering:
                    yield name, None
                elif (file := folder / path).is_file():
                    data = file.read_bytes()
                    # A link to what is not there would be worse than none.
                    yield name, _without_offer(data) if is_offering else data

        (folder / ARCHIVE).parent.mkdir(parents=True, exist_ok=True)
        # One after another into the file: together they may be more than the memory.
        target = opened.enter_context((folder / ARCHIVE).open("wb"))
        write_archived(target, files(), before, processors)


def _without_offer(html: bytes) -> bytes:
    """Return a page without its downloads; one that a theme has made in another way as it is."""
    before, begin, rest = html.partition(_OFFER_BEGINS)
    _, end, after = rest.partition(_OFFER_ENDS)
    return before + after.lstrip() if begin and end else html
