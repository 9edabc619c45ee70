"""The visible text of a page in HTML: one run a block, with the line of the file it begins on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from ..model import BlockKind

if TYPE_CHECKING:
    from lxml.html import HtmlElement

BLOCKS = frozenset({
    "p", "head", "item", "quote", "list", "row", "table", "lb", "code", "ab", "div",
    "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "tr", "td", "th",
    "br", "hr", "pre", "blockquote", "figure", "figcaption", "section", "article", "header",
    "footer", "nav", "aside", "main", "form", "fieldset", "option", "address", "details",
    "summary", "legend", "caption", "thead", "tbody", "tfoot", "dialog", "hgroup", "center",
    "menu", "dir", "search", "button", "select", "optgroup", "noscript", "textarea",
})  # fmt: skip
"""Elements that begin a line of their own: those of an extracted body, then those of HTML."""
HIDDEN = frozenset({
    "script", "style", "template", "iframe", "noembed", "noframes", "datalist", "title", "desc",
    "defs", "symbol", "metadata", "rp",
})  # fmt: skip
"""Elements that no browser shows the text of; the last ones stand in drawings."""
HIDING = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)\b", re.IGNORECASE)
"""Styles of an element that is not shown."""
SPARE = frozenset({"noscript", "textarea"})
"""Elements whose text is seen but is never the article's: notices, and what a form offers."""
LINKS = frozenset({"a", "button"})
MENUS = frozenset({"nav", "menu"})
KINDS: dict[str, BlockKind] = {"head": "heading", "item": "item"}
SPACE = re.compile(r"[ \t\n\r\f]+")
"""White space as HTML has it; a no-break space is the writer's and stays."""
WORD = re.compile(r"\w")
NEXT_LINK = "\0"
"""Stands between two links of one row while it is read; no text of a page has this character."""
LAST_KNOWN_LINE = 65535
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


class Inside(NamedTuple):
    """What the elements around a text make of it."""

    kind: BlockKind | None = None
    hidden: bool = False
    link: bool = False
    spare: bool = False


def visible_runs(root: HtmlElement | None) -> list[Run]:
    """Return the visible text of an element, each block on a line of its own, in document order.

    Walked without recursion: pages nest deeper than Python's stack.
    """
    from lxml import etree  # noqa: PLC0415 - most projects have no page in HTML

    if root is None:
        return []
    walk = _Walk()
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event == "start":
            walk.enter(element, is_root=element is root)
        elif event == "end":
            walk.leave(element, is_root=element is root)
        else:
            walk.here += (element.text or "").count("\n")
            walk.write(element.tail)
    walk.end_run()
    return walk.runs


class _Walk:
    """Runs being written, and the line of the file that has been reached."""

    def __init__(self) -> None:
        self.runs: list[Run] = []
        self.here = 1
        self.around = [Inside()]
        self._begin()

    def _begin(self) -> None:
        self.chunks: list[str] = []
        self.line: int | None = None
        self.only_links = True
        self.behind_link = False

    def enter(self, element: HtmlElement, *, is_root: bool) -> None:
        """Begin an element and write the text before its first child."""
        if (element.sourceline or LAST_KNOWN_LINE) < LAST_KNOWN_LINE:
            self.here = element.sourceline
        outer = self.around[-1]
        inner = outer if is_root else _inside(element, outer)
        if element.tag in BLOCKS and not inner.hidden:
            self.end_run()
        self.around.append(inner)
        if element.tag in LINKS and self.behind_link:
            self.chunks.append(NEXT_LINK)
        self.write(element.text)

    def leave(self, element: HtmlElement, *, is_root: bool) -> None:
        """End an element and write the text behind it."""
        inner = self.around[-1]
        if element.tag == "cell":
            self.chunks.append(" ")
        if element.tag in BLOCKS and not inner.hidden:
            self.end_run()
        self.around.pop()
        self.behind_link = self.behind_link or (element.tag in LINKS and self.line is not None)
        self.write(None if is_root else element.tail)

    def write(self, text: str | None) -> None:
        """Add a text to the run, unless it is hidden; either way its line ends count."""
        text = text or ""
        if not self.around[-1].hidden:
            self._note(text)
            self.chunks.append(text)
        self.here += text.count("\n")

    def _note(self, text: str) -> None:
        """Note where the run begins, and whether it has words outside links."""
        bare = text.lstrip()
        if bare and self.line is None:
            self.line = self.here + text[: len(text) - len(bare)].count("\n")
        if WORD.search(text):
            self.behind_link = False
            self.only_links = self.only_links and self.around[-1].link

    def end_run(self) -> None:
        """End the run, if anything is on it."""
        written = "".join(self.chunks)
        text = _collapsed(written.replace(NEXT_LINK, ""))
        if text:
            inside = self.around[-1]
            parts = tuple(part for one in written.split(NEXT_LINK) if (part := _collapsed(one)))
            line = self.line or self.here
            self.runs.append(Run(text, line, inside.kind, parts, self.only_links, inside.spare))
        self._begin()


def _collapsed(text: str) -> str:
    return SPACE.sub(" ", text).strip()


def _inside(element: HtmlElement, outer: Inside) -> Inside:
    """Return what an element adds to what is around it."""
    return Inside(
        KINDS.get(element.tag, outer.kind),
        outer.hidden or _is_hidden(element),
        outer.link or element.tag in LINKS or element.tag in MENUS,
        outer.spare or element.tag in SPARE,
    )


def _is_hidden(element: HtmlElement) -> bool:
    """Tell whether an element is not shown, by its name, its attributes or its own style."""
    marked = element.get("hidden") is not None or element.get("aria-hidden") == "true"
    closed = element.tag == "dialog" and element.get("open") is None
    styled = HIDING.search(element.get("style", ""))
    return element.tag in HIDDEN or marked or closed or bool(styled)
