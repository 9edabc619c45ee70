"""Links between the pages of a book become links between its chapters, with ways back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace

from .chapters import Chapter, WayBack


def link_chapters(
    chapters: Sequence[Chapter], to: Callable[[str, str], str], back: Callable[[Chapter], str]
) -> tuple[Chapter, ...]:
    """Return chapters whose links lead to chapters, and back from what is cited.

    `to` makes the address of an id in a chapter (empty for its start) from both names; `back` says
    where a way back leads. A link to a page that is no chapter stays as it is.
    """
    by_page = {page: chapter for chapter in chapters for page in chapter.pages}
    addresses: list[list[str | None]] = []
    ways_back: defaultdict[str, list[WayBack]] = defaultdict(list)
    for chapter in chapters:
        label = back(chapter)
        addresses.append([])
        for link in chapter.content.links:
            target = by_page.get(link.page)
            if target is None or (link.place and link.place not in target.content.ids):
                addresses[-1].append(None)
                continue
            addresses[-1].append(to(target.name, link.place))
            # A title is cited where an article is listed, which says so itself.
            if link.own.startswith("cite-") and link.place not in ("", "title"):
                address = to(chapter.name, link.own)
                way = WayBack(link.place, chapter.lang, address, f"\u2191{link.text}", label)
                ways_back[target.name].append(way)
    return tuple(
        replace(chapter, addresses=tuple(found), ways_back=tuple(ways_back[chapter.name]))
        for chapter, found in zip(chapters, addresses, strict=True)
    )
