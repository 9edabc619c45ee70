"""A Markdown extension: every line of a story's post becomes a sentence one can link to.

Blocks are numbered in the order of the post, lines within each, as the parser numbered them; the
Arabic and the English post of a story are aligned by construction.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

AFTER_ATTRIBUTES = 7
"""Priority: behind inline markup (20) and attribute lists (8), so that classes are known."""
BLOCKS = ("p", "h2", "blockquote", "li")
UNNUMBERED = frozenset({"deck", "notice"})
"""Classes of paragraphs that are no blocks of the story's body."""
DATELINE = "dateline"


class SentenceProcessor(Treeprocessor):
    """Wraps the lines of each block in spans with the ids of their sentences."""

    def run(self, root: Element) -> None:
        """Give the blocks of a story's post their ids; leave every other document alone."""
        if "seed" not in getattr(self.md, "Meta", {}):
            return
        number = 0
        for block in _blocks(root):
            content = _content(block)
            classes = set((content.get("class") or "").split())
            if classes & UNNUMBERED:
                if "deck" in classes:
                    content.set("id", "deck")
                continue
            number += 1
            block.set("id", f"p{number}")
            if content is not block and content.get("class"):
                block.set("class", content.attrib.pop("class"))
            _wrap_lines(content, f"p{number}")


def _blocks(root: Element) -> list[Element]:
    """Return the story's blocks in order: top-level ones, and the items of lists."""
    found: list[Element] = []
    for child in root:
        if child.tag in ("ul", "ol"):
            found += [item for item in child if item.tag == "li"]
        elif child.tag in BLOCKS:
            found.append(child)
    return found


def _content(block: Element) -> Element:
    """Return the element that holds the text: the block, or the paragraph inside it."""
    inner = block.find("p") if block.tag in ("blockquote", "li") else None
    return block if inner is None else inner


def _lines(element: Element) -> list[list[str | Element]]:
    """Return the children and texts of an element, cut at line ends; tails are detached."""
    lines: list[list[str | Element]] = [[]]

    def add(text: str | None) -> None:
        for i, piece in enumerate((text or "").split("\n")):
            if i:
                lines.append([])
            if piece:
                lines[-1].append(piece)

    add(element.text)
    for child in list(element):
        tail, child.tail = child.tail, None
        lines[-1].append(child)
        add(tail)
    return [line for line in lines if any(not isinstance(x, str) or x.strip() for x in line)]


def _is_dateline(line: list[str | Element]) -> bool:
    return any(not isinstance(x, str) and DATELINE in (x.get("class") or "") for x in line)


def _wrap_lines(element: Element, block_id: str) -> None:
    lines = _lines(element)
    for child in list(element):
        element.remove(child)
    element.text = None
    number = 0
    for line in lines:
        if _is_dateline(line):
            target: Element = SubElement(element, "span", {"class": "filed"})
        else:
            number += 1
            attributes = {"id": f"{block_id}s{number}", "class": "s"}
            target = SubElement(element, "span", attributes)
        _fill(target, line)
        target.tail = "\n"


def _fill(target: Element, line: list[str | Element]) -> None:
    last: Element | None = None
    for piece in line:
        if not isinstance(piece, str):
            target.append(piece)
            last = piece
        elif last is None:
            target.text = (target.text or "") + piece
        else:
            last.tail = (last.tail or "") + piece


class SentenceExtension(Extension):
    """Adds `SentenceProcessor` to a Markdown converter."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's name
        """Register the processor."""
        md.treeprocessors.register(SentenceProcessor(md), "sentences", AFTER_ATTRIBUTES)


def makeExtension() -> SentenceExtension:  # noqa: N802 - Markdown's name
    """Return the extension; the name is the one Markdown looks for."""
    return SentenceExtension()
