"""From a page in HTML to the lines of its article; menus, footers and comments are left out."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from ..model import BlockKind, PageMeta
from .datelines import LONGEST_DATE_LINE, read_date_lines
from .page_meta import headline, is_beside, read_meta, text_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

BLOCKS = frozenset({
    "p", "head", "item", "quote", "list", "row", "table", "lb", "code", "ab", "div",
    "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "tr", "td", "th",
    "br", "hr", "pre", "blockquote", "figure", "figcaption", "section", "article", "header",
    "footer", "nav", "aside", "main", "form", "fieldset", "option",
})  # fmt: skip
"""Elements that begin a line of their own: those of an extracted body, then those of HTML."""
HIDDEN = frozenset({"script", "style", "noscript", "template", "iframe", "svg", "textarea"})
KINDS: dict[str, BlockKind] = {"head": "heading", "item": "item"}
SPACE = re.compile(r"[ \t\n\r\f]+")
"""White space as HTML has it; a no-break space is the writer's and stays."""
HEAD_ELEMENTS = 60
"""How many small elements below the headline are looked at for a date line."""
MOST_INLINE = 8
"""Elements a date line may consist of (icons, spans); what has more is a part of the page."""


@dataclass
class Lines:
    """Lines being written, with the kind the markup gives them."""

    texts: list[str] = field(default_factory=list)
    kinds: list[BlockKind | None] = field(default_factory=list)
    pending: str = ""

    def end(self, kind: BlockKind | None) -> None:
        """End a line, if anything is on it."""
        text = SPACE.sub(" ", self.pending).strip()
        self.pending = ""
        if text:
            self.texts.append(text)
            self.kinds.append(kind)


def read_page(text: str) -> tuple[str, PageMeta, dict[int, BlockKind]]:
    """Return the article's lines, what the page says of itself, and the kinds of marked lines.

    A date line between headline and article that extraction left out is put back below the title.
    The lines are numbered as extracted, not as in the HTML.
    """
    tree = _tree(text)
    if tree is None:
        return "", PageMeta(), {}
    meta = read_meta(tree)
    captions = {text_of(caption) for caption in tree.iter("figcaption")}
    lines = _body_lines(tree)
    texts = [*_lost_date_lines(tree, lines.texts, meta), *lines.texts]
    first = len(texts) - len(lines.texts) + 1
    marks = {n: kind for n, kind in enumerate(lines.kinds, first) if kind}
    marks |= {n: "caption" for n, text in enumerate(texts, 1) if text in captions}
    return "\n".join(texts), meta, marks


def _tree(text: str) -> HtmlElement | None:
    """Return the page's elements, ``None`` where there are none."""
    from lxml import etree, html  # noqa: PLC0415 - most projects have no page in HTML

    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return html.document_fromstring(text.encode(), parser=parser)
    except (etree.ParserError, ValueError):
        return None


def _body_lines(tree: HtmlElement) -> Lines:
    from trafilatura import bare_extraction  # noqa: PLC0415 - a third of a second to import

    # What it cannot extract is said by us, in one line.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    found = bare_extraction(_with_captions(tree), include_comments=False, include_tables=True)
    lines, whole = _lines(getattr(found, "body", None)), _lines(tree.find("body"))
    return whole if _is_glued(lines, whole) else lines


def _is_glued(lines: Lines, whole: Lines) -> bool:
    """Tell whether extraction gave up and made one line of the page (or none).

    It does so for articles of a few lines; the page as it stands is then better, since the line
    parser knows menus, too.
    """
    longest = max(map(len, whole.texts), default=0)
    return not lines.texts or (len(lines.texts) == 1 and len(lines.texts[0]) > longest)


def _lines(body: HtmlElement | None) -> Lines:
    lines = Lines()
    if body is not None:
        _write(body, lines, None)
        lines.end(None)
    return lines


def _with_captions(tree: HtmlElement) -> HtmlElement:
    """Return a page whose captions are paragraphs, since extraction leaves out whole figures."""
    for caption in tree.xpath("//figure//figcaption"):
        caption.tag = "p"
    for figure in tree.xpath("//figure"):
        figure.tag = "div"
    return tree


def _write(element: HtmlElement, lines: Lines, kind: BlockKind | None) -> None:
    """Write an element's text, each block on a line of its own, in document order."""
    if element.tag in HIDDEN:
        return
    own = KINDS.get(element.tag, kind)
    block = element.tag in BLOCKS
    if block:
        lines.end(kind)
    lines.pending += element.text or ""
    for child in element:
        _write(child, lines, own)
        lines.pending += child.tail or ""
    if element.tag == "cell":
        lines.pending += " "
    if block:
        lines.end(own)


def _lost_date_lines(tree: HtmlElement, body: list[str], meta: PageMeta) -> list[str]:
    """Return the visible date lines between headline and article that are not in the body."""
    if meta.date:
        return []
    head = takewhile(lambda text: text not in body or len(text) < LONGEST_DATE_LINE, _head(tree))
    found = dict.fromkeys(text for text in head if read_date_lines(text))
    return [text for text in found if text not in body]


def _head(tree: HtmlElement) -> Iterator[str]:
    """Yield the text of the small elements that follow the headline."""
    top = headline(tree)
    below = top.xpath("following::*") if top is not None else ()
    return islice((text_of(element) for element in below if _may_be_line(element)), HEAD_ELEMENTS)


def _may_be_line(element: HtmlElement) -> bool:
    """Tell whether an element is small and none of those whose dates belong to something else."""
    container = len(list(islice(element.iter(), MOST_INLINE + 1))) > MOST_INLINE
    return not container and not is_beside(element)
