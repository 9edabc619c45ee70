"""The visible text of a page in HTML: one run a block, with the line of the file it begins on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from ..model import BlockKind
from .text import CELL_GAP

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_BLOCK_TAGS = frozenset({
    "p", "head", "item", "quote", "list", "row", "table", "lb", "code", "ab", "div",
    "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "tr", "td", "th",
    "br", "hr", "pre", "blockquote", "figure", "figcaption", "section", "article", "header",
    "footer", "nav", "aside", "main", "form", "fieldset", "option", "address", "details",
    "summary", "legend", "caption", "thead", "tbody", "tfoot", "dialog", "hgroup", "center",
    "menu", "dir", "search", "button", "select", "optgroup", "noscript", "textarea",
})  # fmt: skip
"""Elements that begin a line of their own: those of trafilatura's output, then those of HTML."""
_HIDDEN_TAGS = frozenset({
    "script", "style", "template", "iframe", "noembed", "noframes", "datalist", "title", "desc",
    "defs", "symbol", "metadata", "rp",
})  # fmt: skip
"""Elements that no browser shows the text of; those from `title` on are parts of drawings."""
_HIDING_STYLE = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)\b", re.IGNORECASE
)
_SPARE_TAGS = frozenset({"noscript", "textarea"})
"""Elements whose text is seen but is never the article's: notices, and what a form offers."""
_LINK_TAGS = frozenset({"a", "button"})
_MENU_TAGS = frozenset({"nav", "menu"})
_KIND_OF_TAG: Mapping[str, BlockKind] = {"head": "heading", "item": "item"}
_HTML_SPACE = re.compile(r"[ \t\n\r\f]+")
"""White space as HTML has it; a no-break space is the writer's and stays."""
_WORD_CHARACTER = re.compile(r"\w")
_LINK_BOUNDARY = "\0"
"""Divides the links of one row until it is complete; no text of a page has this character."""
_LAST_KNOWN_LINE = 65535
"""libxml2 keeps the line of an element in 16 bits; from here on the lines are counted."""


class Run(NamedTuple):
    """One line of text as a reader of the page sees it, white space collapsed.

    `line` is that of the file on which it begins, `kind` what the markup makes of it. `parts` has
    the links of a row of links one by one, otherwise the text. `link` tells that all its words lead
    elsewhere, `spare` that it is never a part of the article.
    """

    text: str
    line: int
    kind: BlockKind | None
    parts: tuple[str, ...]
    link: bool
    spare: bool


def visible_runs(
    root: HtmlElement | None, kinds: Mapping[str, BlockKind] = _KIND_OF_TAG
) -> list[Run]:
    """Return the visible text of an element, each block on a line of its own, in document order.

    `kinds` are what tags make of the text in them.
    """
    from lxml import etree  # noqa: PLC0415 - most projects have no page in HTML

    if root is None:
        return []
    reader = _RunReader(kinds)
    # Walked without recursion: pages nest deeper than Python's stack.
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event == "start":
            reader.enter(element, is_root=element is root)
        elif event != "end":  # comments are not seen, but their line ends count
            reader.line += (element.text or "").count("\n")
            reader.write(element.tail)
        elif element is not root:  # the text after the root is no part of it
            reader.leave(element)
    reader.end_run()
    return reader.runs


class _Inherited(NamedTuple):
    """What a text inherits from the elements it is in; the fields are those of `Run`."""

    kind: BlockKind | None = None
    hidden: bool = False
    link: bool = False
    spare: bool = False

    def inside(self, element: HtmlElement, kinds: Mapping[str, BlockKind]) -> _Inherited:
        """Return what the text of an element inherits, the element itself included."""
        tag = element.tag
        # Style sheets are not read: a saved page has rarely all of them.
        is_hidden = (
            tag in _HIDDEN_TAGS
            or element.get("hidden") is not None
            or element.get("aria-hidden") == "true"
            or bool(_HIDING_STYLE.search(element.get("style", "")))
            or (tag == "dialog" and element.get("open") is None)
        )
        return _Inherited(
            kinds.get(tag, self.kind),
            self.hidden or is_hidden,
            self.link or tag in _LINK_TAGS or tag in _MENU_TAGS,
            self.spare or tag in _SPARE_TAGS,
        )


class _RunReader:
    """Collects runs while the elements of a page are entered and left.

    `line` is the line of the file that has been reached. The other fields are of the run being
    written: its pieces, its first line (``None`` before its first visible character), whether all
    its words so far are in links, and whether nothing but white space follows the last link.
    """

    def __init__(self, kinds: Mapping[str, BlockKind]) -> None:
        self._kinds = kinds
        self.runs: list[Run] = []
        self.line = 1
        self._inherited = [_Inherited()]
        self._begin_run()

    def _begin_run(self) -> None:
        self._pieces: list[str] = []
        self._first_line: int | None = None
        self._only_links = True
        self._is_after_link = False

    def enter(self, element: HtmlElement, *, is_root: bool) -> None:
        """Begin an element and write the text before its first child."""
        if (element.sourceline or _LAST_KNOWN_LINE) < _LAST_KNOWN_LINE:
            self.line = element.sourceline
        outer = self._inherited[-1]
        # A root that is hidden (pages fade their body in by a script) is read all the same.
        inner = outer if is_root else outer.inside(element, self._kinds)
        # What came before still belongs to the outer element, so the run ends before the push.
        if element.tag in _BLOCK_TAGS and not inner.hidden:
            self.end_run()
        self._inherited.append(inner)
        if element.tag in _LINK_TAGS and self._is_after_link:
            self._pieces.append(_LINK_BOUNDARY)
        self.write(element.text)

    def leave(self, element: HtmlElement) -> None:
        """End an element and write the text after it."""
        if element.tag == "cell":  # trafilatura's, which has a row on one line
            self._pieces.append(CELL_GAP)
        if element.tag in _BLOCK_TAGS and not self._inherited[-1].hidden:
            self.end_run()
        self._inherited.pop()
        if element.tag in _LINK_TAGS and self._first_line is not None:
            self._is_after_link = True
        self.write(element.tail)

    def write(self, text: str | None) -> None:
        """Add a text to the run, unless it is hidden; its line ends count either way."""
        text = text or ""
        inherited = self._inherited[-1]
        if not inherited.hidden:
            self._pieces.append(text)
            bare = text.lstrip()
            if bare and self._first_line is None:
                self._first_line = self.line + text[: len(text) - len(bare)].count("\n")
            if _WORD_CHARACTER.search(text):
                self._is_after_link = False
                self._only_links = self._only_links and inherited.link
        self.line += text.count("\n")

    def end_run(self) -> None:
        """Add the run to the others, if there is anything in it, and begin the next one."""
        written = "".join(self._pieces)
        text = _collapse(written.replace(_LINK_BOUNDARY, ""))
        if text:
            parts = tuple(filter(None, map(_collapse, written.split(_LINK_BOUNDARY))))
            line = self._first_line or self.line
            kind, _, _, spare = self._inherited[-1]
            self.runs.append(Run(text, line, kind, parts, self._only_links, spare))
        self._begin_run()


def _collapse(text: str) -> str:
    return _HTML_SPACE.sub(" ", text).strip()
