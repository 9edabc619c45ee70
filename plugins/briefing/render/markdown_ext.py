"""A Markdown extension: the sentences of a story's post become places one can link to.

A line of a post is the sentence whose text it has, whatever stands before it. So a person may add,
move or take out paragraphs: what is cited keeps its id, and what is theirs has none.
"""

from __future__ import annotations

import html
import re
from collections import defaultdict, deque
from collections.abc import Iterable, Mapping
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from ..model import LANGS, Sentence, Story
from .text import displayable

AFTER_ATTRIBUTES = 7
"""Priority: after inline markup (20) and attribute lists (8), so that classes are known."""
TEXT_BLOCKS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "li"})
DATELINE_CLASS = "dateline"
BOXES: Mapping[str, Mapping[str, str]] = {
    # Themes that are written from left to right often align all of their text to the left.
    "ar": {"lang": "ar", "dir": "rtl", "style": "text-align: start"},
    "en": {"lang": "en", "dir": "ltr"},
}
"""By language, what says it of a text in a theme that does not."""
# Python-Markdown keeps raw HTML, references and escaped characters aside under such marks until
# the page is written; a line's text is what they stand for.
_STASHED = re.compile("\x02wzxhzdk:(\\d+)\x03")
_ESCAPED = re.compile("\x02(\\d+)\x03")

Piece = str | Element


class SentenceIndex:
    """The sentences of all stories by their text, and which of them each post was found to have.

    `found` has their ids by the name of the seed and the language; a post not read has no entry.
    """

    def __init__(self, stories: Iterable[Story]) -> None:
        self._stories = {story.seed: story for story in stories}
        self.found: dict[tuple[str, str], set[str]] = {}

    def open(self, seed: str, lang: str) -> PostSentences | None:
        """Return what finds the sentences of one post, ``None`` for a post of no story."""
        story = self._stories.get(seed)
        if story is None or lang not in LANGS:
            return None
        found = self.found[seed, lang] = set()
        return PostSentences(story, lang, found)


class PostSentences:
    """Finds the sentences of one post; a text that occurs several times is found in its order."""

    def __init__(self, story: Story, lang: str, found: set[str]) -> None:
        self._waiting: dict[str, deque[str]] = defaultdict(deque)
        for sentence in story.segments():
            # The title is in the post's head; a line of the body is another sentence.
            if sentence.id != "title":
                self._waiting[shown_text(sentence, lang)].append(sentence.id)
        self._found = found

    def take(self, text: str) -> str | None:
        """Return the id of the next sentence with this text, ``None`` if there is no more."""
        waiting = self._waiting.get(text)
        if not waiting:
            return None
        sentence_id = waiting.popleft()
        self._found.add(sentence_id)
        return sentence_id


def shown_text(sentence: Sentence, lang: str) -> str:
    """Return the text by which a sentence is known in a post of a language."""
    text = (sentence.en or sentence.ar) if lang == "en" else sentence.ar
    return " ".join(displayable(text).split())


class SentenceProcessor(Treeprocessor):
    """Wraps the sentences of a story's post in spans with their ids.

    Where the theme does not say the language of a post (`is_guest`), its text does.
    """

    def __init__(self, md: Markdown, index: SentenceIndex, *, is_guest: bool) -> None:
        super().__init__(md)
        self.index = index
        self.is_guest = is_guest

    def run(self, root: Element) -> None:
        """Give the sentences of a story's post their ids; leave every other document alone."""
        meta = getattr(self.md, "Meta", {})
        seed, lang = (str((meta.get(key) or [""])[0]) for key in ("seed", "lang"))
        self._number(root, seed, lang)
        if self.is_guest and "content-hash" in meta and lang in BOXES:
            children = list(root)
            for child in children:
                root.remove(child)
            SubElement(root, "div", dict(BOXES[lang])).extend(children)

    def _number(self, root: Element, seed: str, lang: str) -> None:
        sentences = self.index.open(html.unescape(seed), lang)
        if sentences is None:
            return
        for block in _blocks(root):
            # A quotation or a loose item has its text in a paragraph.
            inner = block.find("p") if block.tag in ("blockquote", "li") else None
            content = block if inner is None else inner
            classes = set((content.get("class") or "").split())
            # Notices are the site's words; the deck is one sentence however it is punctuated.
            if "notice" in classes:
                continue
            if "deck" in classes:
                if self._id_of([*_pieces(content)], sentences) == "deck":
                    content.set("id", "deck")
                continue
            self._mark(block, content, sentences)

    def _mark(self, block: Element, content: Element, sentences: PostSentences) -> None:
        """Wrap the sentences of one block; a block with none of them stays as it is."""
        lines = _lines(content)
        ids = [None if _is_dateline(x) else self._id_of(x, sentences) for x in lines]
        known = [sentence_id for sentence_id in ids if sentence_id]
        if not known:
            return
        # The block is the one that its first sentence is of: p3 for p3s1.
        block.set("id", known[0].rpartition("s")[0])
        # The theme styles blocks: a pull quote's class belongs to it, not to its paragraph.
        if content is not block and content.get("class"):
            block.set("class", content.attrib.pop("class"))
        for child in list(content):
            content.remove(child)
        content.text = None
        for line, sentence_id in zip(lines, ids, strict=True):
            if sentence_id:
                # Another theme has no style for it, or one of Pygments', to which it is a string.
                attributes = {"id": sentence_id, **({} if self.is_guest else {"class": "s"})}
            else:
                attributes = {"class": "filed"} if _is_dateline(line) else {}
            target = SubElement(content, "span", attributes)
            # ElementTree has the text after a child as the child's tail.
            for piece in line:
                if not isinstance(piece, str):
                    target.append(piece)
                elif len(target):
                    target[-1].tail = (target[-1].tail or "") + piece
                else:
                    target.text = (target.text or "") + piece
            target.tail = "\n"

    def _id_of(self, line: list[Piece], sentences: PostSentences) -> str | None:
        texts = (x if isinstance(x, str) else "".join(x.itertext()) for x in line)
        text = _ESCAPED.sub(lambda match: chr(int(match[1])), "".join(texts))
        text = _STASHED.sub(self._stashed_text, text)
        return sentences.take(" ".join(text.split()))

    def _stashed_text(self, match: re.Match[str]) -> str:
        """Return the text of a piece kept aside: nothing for a tag, the character for others."""
        raw = self.md.htmlStash.rawHtmlBlocks[int(match[1])]
        if isinstance(raw, str):
            return html.unescape(raw) if raw.startswith("&") else ""
        return "".join(raw.itertext())


def _blocks(root: Element) -> list[Element]:
    """Return the blocks of text in order: top-level ones, and the items of lists."""
    found: list[Element] = []
    for child in root:
        if child.tag in ("ul", "ol"):
            found += [item for item in child if item.tag == "li"]
        elif child.tag in TEXT_BLOCKS:
            found.append(child)
    return found


def _pieces(element: Element) -> Iterable[Piece]:
    """Yield the texts and children of an element in order; ElementTree keeps texts as tails."""
    if element.text:
        yield element.text
    for child in element:
        yield child
        if child.tail:
            yield child.tail


def _lines(element: Element) -> list[list[Piece]]:
    """Return the children and texts of an element, cut at line ends; tails are detached."""
    lines: list[list[Piece]] = [[]]
    for piece in list(_pieces(element)):
        if not isinstance(piece, str):
            # The text after it is a piece of its own, maybe of the next line.
            piece.tail = None
            lines[-1].append(piece)
            continue
        for number, text in enumerate(piece.split("\n")):
            if number:
                lines.append([])
            if text:
                lines[-1].append(text)
    filled = []
    for line in lines:
        if any(not isinstance(piece, str) or piece.strip() for piece in line):
            filled.append(line)
    return filled


def _is_dateline(line: list[Piece]) -> bool:
    return any(not isinstance(x, str) and DATELINE_CLASS in (x.get("class") or "") for x in line)


class SentenceExtension(Extension):
    """Adds `SentenceProcessor` to a Markdown converter."""

    def __init__(self, index: SentenceIndex, *, is_guest: bool = False) -> None:
        super().__init__()
        self.index = index
        self.is_guest = is_guest

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's name
        """Register the processor."""
        processor = SentenceProcessor(md, self.index, is_guest=self.is_guest)
        md.treeprocessors.register(processor, "sentences", AFTER_ATTRIBUTES)
