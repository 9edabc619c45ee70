"""A page of the site as a chapter of a book: what is read on it, unfolded, with its links.

The page itself is taken as the theme shows it. What only works on a screen with a network is left
out, and of all else the elements and attributes that every reading system knows stay.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import quote, urldefrag, urljoin, urlsplit, urlunsplit

import lxml.html
from lxml import etree
from lxml_html_clean import Cleaner

from ...model import Lang, PlainValue

Element = Any  # of lxml, which has no type hints
ChapterKind = Literal["explainer", "article", "method"]

_LEFT_OUT = ("also", "toc", "set-aside", "citing", "actions", "print-head")
"""Classes of what is no part of a book: ways to other forms of the page, its own contents, lines
that are not of the article, how to cite and share the page, what stands above it on paper."""
_ELEMENTS = """
    a abbr article aside b bdi bdo blockquote br caption cite code dd del dfn div dl dt em
    figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i ins kbd li mark ol p pre q s section
    small span strong sub sup table tbody td tfoot th thead time tr u ul var
"""
_ATTRIBUTES = """
    class colspan datetime dir href id lang role aria-label rowspan scope start title value
"""
_KILLED = "audio button canvas dialog form math nav style svg template video"
_CLEANER = Cleaner(
    kill_tags=frozenset(_KILLED.split()),
    allow_tags=frozenset(_ELEMENTS.split()),
    remove_unknown_tags=False,
    safe_attrs_only=True,
    safe_attrs=frozenset(_ATTRIBUTES.split()),
)
_SCHEMES = ("http", "https", "mailto")
_DEEPER = {f"h{level}": f"h{level + 1}" for level in range(1, 6)}
_PARSER = etree.XMLParser(resolve_entities=False, huge_tree=True)
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True, slots=True)
class Link(PlainValue):
    """A link of a chapter: the page and the id on it that it leads to, its own id, its words."""

    page: str
    place: str
    own: str
    text: str


@dataclass(frozen=True, slots=True)
class WayBack:
    """A link from a sentence (the id `place`) to where a chapter in a language cites it."""

    place: str
    lang: Lang
    address: str
    text: str
    label: str


@dataclass(frozen=True, slots=True)
class ChapterContent(PlainValue):
    """What a chapter says: `source` is an element of XHTML in UTF-8 with the links of the site.

    A tree takes ten times the memory, and is made when the chapter is written. `parts` are the
    sections of an explainer, the id and the heading of each; `characters` has each once. `notices`
    are what the head of a post says of its text: how much is missing or made by machine.
    """

    source: bytes
    heading: str
    parts: tuple[tuple[str, str], ...]
    links: tuple[Link, ...]
    ids: frozenset[str]
    characters: str
    notices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """One chapter: `name` is its own in a book, `pages` the addresses of the pages that it is.

    `titles` has it in each language of the book, or in one; `day` is when an article appeared, in
    words. `addresses` are where its links lead in a book, ``None`` for one that stays; both they
    and `ways_back` are found by `link_chapters`.
    """

    name: str
    kind: ChapterKind
    lang: Lang
    titles: tuple[tuple[Lang, str], ...]
    pages: tuple[str, ...]
    content: ChapterContent
    day: str = ""
    addresses: tuple[str | None, ...] = ()
    ways_back: tuple[WayBack, ...] = ()

    @property
    def title(self) -> str:
        """The title as text, in all its languages."""
        return " · ".join(title for _, title in self.titles)

    @property
    def parts(self) -> tuple[tuple[str, str], ...]:
        """The sections of an explainer: the id and the heading of each."""
        return self.content.parts

    def part_of_a_page(self) -> str:
        """Return the chapter as HTML for a page of all: its name before ids, headings deeper."""
        body = self._linked()
        for element in body.iter():
            if element.get("id"):
                element.set("id", f"{self.name}.{element.get('id')}")
            element.tag = _DEEPER.get(element.tag, element.tag)
        return str(lxml.html.tostring(body, encoding="unicode"))

    def xhtml(self) -> str:
        """Return the chapter as XHTML, without the namespace of the document it goes into."""
        body = self._linked()
        for element in body.iter():
            if element.get("lang"):
                element.set(_XML_LANG, element.get("lang"))
        return str(etree.tostring(body, encoding="unicode", method="xml"))

    def _linked(self) -> Element:
        """Return the tree of the chapter with the links of its book."""
        body = etree.fromstring(self.content.source, _PARSER)
        for link, address in zip(body.iter("a"), self.addresses, strict=bool(self.addresses)):
            if address is not None:
                link.set("href", address)
        if self.ways_back:
            by_id = {element.get("id"): element for element in body.iter() if element.get("id")}
            for way in self.ways_back:
                _add_way_back(by_id[way.place], way)
        return body


def squeezed(text: str) -> str:
    """Return a text in one line."""
    return " ".join(text.split())


def page_content(html: str, address: str) -> ChapterContent:
    """Return what is read on a page; every link is absolute."""
    root = lxml.html.document_fromstring(html)
    return _content(_for_a_book(next(root.iter("main"), root.find("body")), address))


def fragment_content(html: str, address: str) -> ChapterContent:
    """Return what is read in a piece of HTML."""
    return _content(_for_a_book(lxml.html.fragment_fromstring(html, create_parent="div"), address))


def _content(body: Element) -> ChapterContent:
    heading = next(body.iter("h1"), None)
    parts = []
    for section in body.find_class("part"):
        of_part = section.find("h2")
        if of_part is not None and section.get("id"):
            parts.append((section.get("id"), squeezed(of_part.text_content())))
    links = []
    for element in body.iter("a"):
        page, place = urldefrag(element.get("href") or "")
        links.append(Link(page, place, element.get("id") or "", str(element.text_content())))
    notices = []
    for notice in body.xpath(".//header//p[contains(@class, 'notice')]"):
        # Its links lead to the original, which stands beside the English in a book of both.
        notices.append(squeezed("".join(notice.xpath(".//text()[not(ancestor::a)]"))))
    return ChapterContent(
        source=etree.tostring(body, encoding="unicode", method="xml", with_tail=False).encode(),
        heading="" if heading is None else squeezed(heading.text_content()),
        parts=tuple(parts),
        links=tuple(links),
        ids=frozenset(element.get("id") for element in body.iter() if element.get("id")),
        characters="".join(sorted(set(body.text_content()))),
        notices=tuple(notices),
    )


def _add_way_back(cited: Element, way: WayBack) -> None:
    beside = cited.getnext()
    # Of a pair, the way back to an explainer in English is in the English.
    is_other = cited.get("lang") not in (None, way.lang)
    if is_other and beside is not None and beside.get("lang") == way.lang:
        cited = beside
    attributes = {"class": "back", "role": "doc-backlink", "href": way.address}
    link = etree.SubElement(cited, "a", attributes)
    link.text = way.text
    link.set("title", way.label)
    # What is read aloud begins with what is seen, so that it can be asked for by voice.
    link.set("aria-label", f"{way.text} {way.label}")


def _for_a_book(body: Element, address: str) -> Element:
    """Return an element with what is read in it, as XHTML may have it."""
    for name in _LEFT_OUT:
        for element in body.find_class(name):
            element.drop_tree()
    _unfold(body)
    for image in list(body.iter("img")):
        # Its file is not in the book; where it is shown is a link away.
        image.tag, image.text = "a", image.get("alt") or image.get("src")
        image.set("href", image.get("src") or "")
    # The first mark of a citation is where the way back from its sentence leads.
    marked = set()
    for cite in body.find_class("cite"):
        number = cite.get("data-note")
        if number and number not in marked:
            marked.add(number)
            cite.set("id", f"cite-{number}")
    # A rule marks a whole paragraph as an editor's; few reading systems find it by what is in it.
    for written in body.find_class("written"):
        written.getparent().classes.add("with-written")
    body.tag = "div"
    body.attrib.clear()
    _CLEANER(body)
    _tidy(body, address)
    return body


def _tidy(body: Element, address: str) -> None:
    """Let links, ids and roles be what a book may have."""
    seen = set()
    for element in body.iter():
        if element.tag == "a" and (href := element.attrib.pop("href", "")):
            _set_link(element, href, address)
        # What a person wrote may have an id twice, and a book with one is refused.
        if (identifier := element.get("id")) in seen:
            del element.attrib["id"]
        elif identifier:
            seen.add(identifier)
        # A table is a place to scroll on a screen alone.
        if element.get("role") == "region":
            del element.attrib["role"]
            element.attrib.pop("aria-label", None)


def _unfold(body: Element) -> None:
    """Show all that a reader of the page opens: not every reading system can."""
    for details in list(body.iter("details")):
        summary = details.find("summary")
        if "whole" in (details.get("class") or "").split():
            # The fold shows the first words of what is in it.
            details.tag = "div"
            if summary is not None:
                summary.drop_tree()
        else:
            details.tag = "section"
            if summary is not None:
                summary.tag = "h2"


def _set_link(link: Element, href: str, address: str) -> None:
    """Let a link lead where it did, in the form that checkers of books want; or nowhere."""
    try:
        scheme, host, path, query, fragment = urlsplit(urljoin(address, href))
    except ValueError:
        return
    if scheme in _SCHEMES and (host or scheme == "mailto"):
        parts = (quote(part, safe="%/:=&?~+!$,;'@()*-._") for part in (path, query, fragment))
        link.set("href", urlunsplit((scheme, quote(host, safe="%:@[]"), *parts)))
