"""Links between the pages of a book become links between its chapters, with ways back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from urllib.parse import urldefrag

from lxml import etree

from ...model import Lang
from .chapters import Chapter, Element


def link_chapters(
    chapters: Iterable[Chapter], to: Callable[[str, str], str], back: Callable[[Chapter], str]
) -> None:
    """Turn links between pages into links between chapters, and lead back from what is cited.

    `to` makes the address of an id in a chapter (empty for its start) from both names; `back` says
    where a way back leads. A link to a page that is no chapter stays as it is.
    """
    chapters = list(chapters)
    by_page = {page: chapter for chapter in chapters for page in chapter.pages}
    ids = {chapter.name: _ids(chapter.body) for chapter in chapters}
    for chapter in chapters:
        for link in list(chapter.body.iter("a")):
            page, fragment = urldefrag(link.get("href") or "")
            target = by_page.get(page)
            if target is None or (fragment and fragment not in ids[target.name]):
                continue
            link.set("href", to(target.name, fragment))
            cited = ids[target.name].get(fragment)
            place = link.get("id") or ""
            # A title is cited where an article is listed, which says so itself.
            if cited is not None and place.startswith("cite-") and fragment != "title":
                address = to(chapter.name, place)
                _add_way_back(cited, chapter.lang, link.text_content(), address, back(chapter))


def _ids(body: Element) -> Mapping[str, Element]:
    return {element.get("id"): element for element in body.iter() if element.get("id")}


def _add_way_back(cited: Element, lang: Lang, number: str, address: str, label: str) -> None:
    beside = cited.getnext()
    # Of a pair, the way back to an explainer in English is in the English.
    if cited.get("lang") not in (None, lang) and beside is not None and beside.get("lang") == lang:
        cited = beside
    way = etree.SubElement(cited, "a", {"class": "back", "role": "doc-backlink", "href": address})
    way.text = f"\u2191{number}"
    way.set("title", label)
    # What is read aloud begins with what is seen, so that it can be asked for by voice.
    way.set("aria-label", f"{way.text} {label}")
