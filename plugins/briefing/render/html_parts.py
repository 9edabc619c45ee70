"""Parts of finished HTML: what a page shows, what its head has, what readers elsewhere get."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import groupby

import lxml.etree
import lxml.html
from markupsafe import Markup, escape

PlacedTexts = Sequence[tuple[str, str]]
"""Texts of a page in order, each with the id of the place that has it."""
_TEXTS = ("p", "li", "td", "dt", "dd", "h2", "h3", "h4", "h5", "h6")
"""Elements of a post whose text is found as one where it has no sentences of ours."""


def plain(html: str) -> str:
    """Return the text of HTML in one line."""
    return Markup(html).striptags()  # noqa: S704 - only to take the tags off


def words_shown(html: str) -> dict[str, int]:
    """Return how many words each section of an explainer's page shows with all folds closed.

    The numbers of citations are no words.
    """
    shown: dict[str, int] = {}
    for section in lxml.html.fromstring(html).find_class("part"):
        for hidden in section.xpath(".//details/*[not(self::summary)] | .//sup"):
            hidden.drop_tree()
        for hidden in section.find_class("hidden"):
            hidden.drop_tree()
        shown[str(section.get("id"))] = len(section.text_content().split())
    return shown


def front_and_body(content: str) -> tuple[str, str]:
    """Return a post's notices and deck, which the theme shows in the page's head, and the rest."""
    front: list[str] = []
    body: list[str] = []
    for element in lxml.html.fragments_fromstring(content):
        if isinstance(element, str):
            # Text before the first block: white space, or a person's own without markup.
            if element.strip():
                body.append(str(escape(element.strip())))
            continue
        classes = set((element.get("class") or "").split())
        in_front = not body and element.tag == "p" and classes & {"notice", "deck"}
        (front if in_front else body).append(_serialised(element))
    return "".join(front), "".join(body)


def placed_texts(html: str) -> PlacedTexts:
    """Return the texts of a post, each with the id of its element or of the last one before it.

    What a person wrote among sentences of ours has no id. Notices of the build are left out.
    """
    found: list[tuple[str, str]] = []
    place = ""
    for element in lxml.html.fragment_fromstring(html, create_parent="div").iter(*_TEXTS):
        is_notice = "notice" in (element.get("class") or "").split()
        if is_notice or any(inner is not element for inner in element.iter(*_TEXTS)):
            continue
        place = element.get("id") or place
        for name, nodes in groupby(element.xpath(".//text()"), partial(_id_in, element)):
            place = name or place
            if text := " ".join("".join(nodes).split()):
                found.append((place, text))
    return found


def _id_in(element: lxml.html.HtmlElement, text: lxml.etree._ElementUnicodeResult) -> str:
    """Return the id of what a text stands in below an element, empty without one."""
    owner = text.getparent().getparent() if text.is_tail else text.getparent()
    while owner is not element:
        if owner.get("id"):
            return str(owner.get("id"))
        owner = owner.getparent()
    return ""


def for_elsewhere(html: str, page_address: str) -> str:
    """Return a post's HTML for readers elsewhere: links absolute, without the page's ids."""
    parts = []
    for element in lxml.html.fragments_fromstring(html):
        if isinstance(element, str):
            if element.strip():
                parts.append(str(escape(element.strip())))
            continue
        for one in list(element.iter()):
            one.attrib.pop("id", None)
            one.attrib.pop("class", None)
            # What held an id of the page alone.
            if one.tag == "span" and not one.attrib and one is not element:
                one.drop_tag()
        element.make_links_absolute(page_address, handle_failures="ignore")
        parts.append(_serialised(element))
    return "".join(parts)


def _serialised(element: object) -> str:
    return str(lxml.html.tostring(element, encoding="unicode"))
