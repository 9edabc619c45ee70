"""The sitemap: the pages that search engines are to find, their languages, their last change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from .addresses import Page
from .feed_formats import xml_document
from .lists import grouped, year_of
from .site import Site

MOST_PAGES = 5_000
"""Pages of one sitemap: the protocol allows 50,000 and 50 MB, and a page takes some 500 bytes."""
_OTHERS = "pages"
"""The name of the sitemap of all that is no article's."""
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"


@dataclass(frozen=True, slots=True)
class _Place:
    """A page: its address, those of it in each language, its last change as ISO 8601.

    `of` is the year of the article that it is of, or what stands for that.
    """

    address: str
    alternates: Mapping[str, str]
    changed: str | None
    of: str


def sitemap_files(site: Site, pages: Sequence[Page]) -> Iterator[tuple[str, str]]:
    """Yield the path and the text of each file: one, or an index and its parts.

    Articles are by year, so that a new one changes the sitemap of its year.
    """
    places = list(_places(site, pages))
    if len(places) <= MOST_PAGES:
        yield "sitemap.xml", _urlset(places)
        return
    root = ET.Element("sitemapindex", {"xmlns": _SITEMAP})
    for name, found in sorted(grouped(places, lambda place: place.of)):
        for start in range(0, len(found), MOST_PAGES):
            part = found[start : start + MOST_PAGES]
            number = f"-{start // MOST_PAGES + 1}" if start else ""
            path = f"sitemap.{name}{number}.xml"
            element = ET.SubElement(root, "sitemap")
            _text(element, "loc", f"{site.origin}/{path}")
            if changed := max((place.changed for place in part if place.changed), default=None):
                _text(element, "lastmod", changed)
            yield path, _urlset(part)
    yield "sitemap.xml", xml_document(root)


def _places(site: Site, pages: Sequence[Page]) -> Iterator[_Place]:
    changed = last_changes(site)
    for page in pages:
        if not page.is_listed:
            continue
        address = f"{site.origin}/{page.path}"
        is_door = "/" not in page.path
        languages = {"x-default": page.path} if is_door else page.alternates
        alternates = {lang: f"{site.origin}/{path}" for lang, path in languages.items()}
        # A story's pages in every language changed with it, and what stands beside them too.
        folder, _, name = page.path.rpartition("/")
        stem = name.split(".")[0] if folder == page.lang else ""
        story = site.story(stem)
        of = (year_of(story) or "undated") if story else _OTHERS
        yield _Place(address, alternates, changed.get(stem), of)


def last_changes(site: Site) -> dict[str, str]:
    """Return when each story and each explainer last changed, by slug, as precisely as known.

    An explainer changed with its newest article.
    """
    changed = {}
    for story in site.stories:
        if dated := story.updated or story.published:
            changed[story.slug] = dated.when.iso
    for explainer in site.explainers:
        dates = [story.updated or story.published for story in explainer.stories]
        known = [dated.when for dated in dates if dated]
        if known:
            changed[explainer.slug] = max(known, key=lambda when: when.instant).iso
    return changed


def _urlset(places: Sequence[_Place]) -> str:
    root = ET.Element("urlset", {"xmlns": _SITEMAP, "xmlns:xhtml": _XHTML})
    for place in places:
        element = ET.SubElement(root, "url")
        _text(element, "loc", place.address)
        if place.changed:
            _text(element, "lastmod", place.changed)
        for lang, address in place.alternates.items():
            link = {"rel": "alternate", "hreflang": lang, "href": address}
            ET.SubElement(element, "xhtml:link", link)
    return xml_document(root)


def _text(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = text
