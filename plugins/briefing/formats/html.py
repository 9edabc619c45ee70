"""From a page in HTML to the lines of its article, and what of the page is not in them."""

from __future__ import annotations

import logging
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, islice, takewhile
from typing import TYPE_CHECKING

from ..dates.publication_line import LONGEST_DATE_LINE, read_date_lines
from ..errors import error_at
from ..model import BlockKind, PageMeta, SetAside
from .alignment import align
from .html_metadata import headline, is_beside, read_meta, text_of
from .html_titles import find_title
from .left_out import left_out
from .visible_text import Run, visible_runs

if TYPE_CHECKING:
    from lxml.html import HtmlElement

HEAD_ELEMENTS = 60
"""How many small elements below the headline are looked at for a date line."""
MOST_INLINE = 8
"""Elements a date line may consist of (icons, spans); what has more is a part of the page."""


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of a page's article in one text, and what the page says of them and besides.

    By number of a line in `text`: `marks` has the kinds of marked lines, `places` the lines of the
    file they begin on, and `aside` what the page shows before them and the article does not have.
    """

    text: str = ""
    meta: PageMeta = field(default_factory=PageMeta)
    marks: Mapping[int, BlockKind] = field(default_factory=dict)
    places: Mapping[int, int] = field(default_factory=dict)
    aside: tuple[tuple[int, SetAside], ...] = ()


def read_page(text: str, path: str = "") -> Page:
    """Return the article of a page, and all else that the page shows.

    A headline, and a date line between headline and article, that extraction left out are put
    back at the top. A page of which a part cannot be read raises `BriefingError`.
    """
    tree = _tree(text, path)
    if tree is None:
        return Page()
    runs = visible_runs(tree.find("body"))
    _drop_comments(tree)
    meta = read_meta(tree)
    captions = {text_of(caption) for caption in tree.iter("figcaption")}
    lines = _body_lines(tree, runs)
    body = [line.text for line in lines]
    head = _lost_date_lines(tree, body, meta)
    head = [*_lost_headline(tree, [*head, *body], meta), *head]
    texts = [*head, *body]
    marks = {n: line.kind for n, line in enumerate(lines, len(head) + 1) if line.kind}
    marks |= {n: "caption" for n, text in enumerate(texts, 1) if text in captions}
    return Page("\n".join(texts), meta, marks, *_around(texts, runs))


def _tree(text: str, path: str) -> HtmlElement | None:
    """Return the page's elements, ``None`` where there are none."""
    from lxml import etree, html  # noqa: PLC0415 - most projects have no page in HTML

    # Without huge_tree, what is nested deeper than 255 elements would be lost; with it, 2048.
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        tree = html.document_fromstring(text.encode(), parser=parser)
    except (etree.ParserError, ValueError):
        return None
    if parser.error_log.filter_from_fatals():
        raise error_at(
            path, "nested too deeply to be read whole", "Save the article's text as .txt"
        )
    return tree


def _drop_comments(tree: HtmlElement) -> None:
    """Take comments out; until now their line ends counted."""
    from lxml import etree  # noqa: PLC0415 - most projects have no page in HTML

    etree.strip_elements(tree, etree.Comment, etree.ProcessingInstruction, with_tail=False)


def _body_lines(tree: HtmlElement, runs: Sequence[Run]) -> list[Run]:
    from trafilatura import bare_extraction  # noqa: PLC0415 - a third of a second to import

    # What it cannot extract is said by us, in one line.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    found = bare_extraction(_with_captions(tree), include_comments=False, include_tables=True)
    lines = visible_runs(getattr(found, "body", None))
    whole = [run for run in runs if not run.spare]
    return whole if _is_glued(lines, whole) else lines


def _is_glued(lines: Sequence[Run], whole: Sequence[Run]) -> bool:
    """Tell whether extraction gave up and made one line of the page (or none).

    It does so for articles of a few lines; the page as it stands is then better, since the line
    parser knows menus, too.
    """
    longest = max((len(run.text) for run in whole), default=0)
    return not lines or (len(lines) == 1 and len(lines[0].text) > longest)


def _with_captions(tree: HtmlElement) -> HtmlElement:
    """Return a page whose captions are paragraphs, since extraction leaves out whole figures."""
    for caption in tree.xpath("//figure//figcaption"):
        caption.tag = "p"
    for figure in tree.xpath("//figure"):
        figure.tag = "div"
    return tree


def _around(
    texts: Sequence[str], runs: Sequence[Run]
) -> tuple[dict[int, int], tuple[tuple[int, SetAside], ...]]:
    """Return the lines of the file that texts begin on, and what stands before which of them.

    A text the page does not have in this form counts as standing where the one before does.
    """
    aligned = align(texts, [run.text for run in runs])
    at = _filled(aligned.runs)
    places = {n: runs[run].line for n, run in enumerate(at, 1)} if runs else {}
    reached = list(accumulate(at, max))
    aside = ((bisect_right(reached, run) + 1, line) for run, line in left_out(runs, aligned.left))
    return places, tuple(aside)


def _filled(found: Sequence[int | None]) -> list[int]:
    """Return runs with each gap filled by the run before it, at the top by the one behind."""
    first = next((run for run in found if run is not None), 0)
    filled: list[int] = []
    for run in found:
        filled.append(run if run is not None else filled[-1] if filled else first)
    return filled


def _lost_headline(tree: HtmlElement, texts: Sequence[str], meta: PageMeta) -> list[str]:
    """Return the headline that is the article's title, if it does not stand near its top."""
    top = headline(tree)
    shown = text_of(top) if top is not None else None
    lost = shown is not None and shown == meta.title and find_title(texts, shown) is None
    return [shown] if shown and lost else []


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
