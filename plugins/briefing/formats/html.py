"""HTML: from a page to the lines of its article, and what of the page is not in them.

trafilatura tells the article from the rest. What it leaves out is found by aligning its lines with
all that the page shows, so that nothing of a page is lost.
"""

from __future__ import annotations

import logging
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, islice
from typing import TYPE_CHECKING

from ..dates.publication_line import LONGEST_PUBLICATION_LINE, read_publication_lines
from ..dates.when import When
from ..errors import error_at
from ..language.arabic import ENDS_SENTENCE
from ..language.titles import find_title
from ..model import BlockKind, PageMeta, Seed, UnextractedLine
from .alignment import align
from .html_metadata import find_headline, is_outside_article, read_page_meta, text_of
from .text import CELL_GAP, read_text
from .visible_text import Run, visible_runs

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_HEAD_ELEMENTS = 60
"""How many small elements below the headline are looked at for a publication line: room for author,
icons and share buttons, but no search through the whole page."""
_LINES_ABOVE = 3
"""So many elements beside and above a headline are looked at: its section, its date, its author."""
_SHORTEST_PROSE = 9
"""Words of a sentence that is the article's; captions and labels with a stop have fewer."""
_LONGEST_ADVERT = 40
"""Words of an advertisement within an article at most."""
_ADVERT_NAMES = frozenset({
    "ad", "ads", "adv", "advert", "adverts", "advertisement", "advertising", "advertorial",
    "adsbygoogle", "sponsor", "sponsored", "promo", "promotion",
})  # fmt: skip
"""Words in the class or id of an element that is an advertisement."""
_MOST_INLINE = 8
"""Elements a publication line may consist of (icons, spans); more are a part of the page."""


def read_html(name: str, data: bytes, path: str, encoding: str | None) -> Seed:
    """Return the article of a page as a seed, with its metadata and all else that the page shows.

    A headline, and a publication line between headline and article, that extraction left out are
    put back at the top. A page of which a part cannot be read raises `BriefingError`.
    """
    seed = read_text(name, data, path, encoding, markup=True)
    tree, runs = _read_tree(seed.text, path)
    if tree is None:
        return replace(seed, text="", meta=PageMeta())
    headline = find_headline(tree)
    shown = text_of(headline) if headline is not None else None
    meta = read_page_meta(tree, headline)
    captions = {text_of(caption) for caption in tree.iter("figcaption")}

    body = _extract(tree, runs, shown)
    body_texts = [line.text for line in body]
    stated = _publication_lines(headline, body_texts)
    local = _with_local_day(meta, stated)
    head = []
    if local is not meta or not meta.date:
        head = [text for text in stated if text not in body_texts]
    if shown and shown == local.title and find_title([*head, *body_texts], shown) is None:
        head.insert(0, shown)
    texts = [*head, *body_texts]

    ranks, aside = _place(texts, runs)
    marks: dict[int, BlockKind] = {}
    for number, run in enumerate(body, len(head) + 1):
        kind = _kind(run, captions, runs[ranks[number]] if ranks else run)
        if kind:
            marks[number] = kind
    places = {number: runs[rank].line for number, rank in ranks.items()}
    seed = replace(seed, text="\n".join(texts), meta=local, marks=marks)
    return replace(seed, places=places, ranks=ranks, aside=aside)


def _read_tree(text: str, path: str) -> tuple[HtmlElement | None, list[Run]]:
    """Return a page's tree without comments, ``None`` where that is all, and what it shows."""
    from lxml import etree, html  # noqa: PLC0415 - most projects have no page in HTML

    # Without huge_tree, what is nested deeper than 255 elements would be lost; with it, 2048.
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        tree = html.document_fromstring(text.encode(), parser=parser)
    except etree.ParserError:  # there is nothing but comments
        return None, []
    if parser.error_log.filter_from_fatals():
        hint = "Save the article's text as .txt"
        raise error_at(path, "nested too deeply to be read whole", hint)
    runs = visible_runs(tree.find("body"))
    # Comments go only now, since their line ends counted for the numbers of the lines.
    etree.strip_elements(tree, etree.Comment, etree.ProcessingInstruction, with_tail=False)
    # Many programs put all of a page into one form; what is in a smaller one is no article.
    size = sum(len(run.text) for run in runs)
    for form in tree.iter("form"):
        if 2 * sum(len(run.text) for run in visible_runs(form)) > size:
            form.tag = "div"
    return tree, runs


def _kind(run: Run, captions: set[str], shown: Run) -> BlockKind | None:
    """Return what the markup makes of a line of the article, which the page has in `shown`."""
    if run.text in captions:
        return "caption"
    # Old pages are laid out in tables: what is in them is text.
    if CELL_GAP in run.text and not _is_prose(run.text):
        return "item"
    # A heading that is a link leads to another article.
    leads_away = run.kind == "heading" and shown.link and shown.text == run.text
    return None if leads_away else run.kind


def _extract(tree: HtmlElement, runs: Sequence[Run], shown: str | None) -> list[Run]:
    """Return the lines of the article; of a page too short for extraction all that is no link.

    `shown` is the headline as the page has it.
    """
    from trafilatura import bare_extraction  # noqa: PLC0415 - a third of a second to import

    # Extraction leaves out whole figures, so that captions have to be paragraphs to be found.
    for caption in tree.xpath("//figure//figcaption"):
        caption.tag = "p"
    for figure in tree.xpath("//figure"):
        figure.tag = "div"
    _join_cites(tree)
    # Asides are no article's; for what is read of the tree later they are what they were.
    adverts = [(element, element.tag) for element in _adverts(tree)]
    for element, _ in adverts:
        element.tag = "aside"
    # What it cannot extract is said by us, in one line.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    found = bare_extraction(tree, include_comments=False, include_tables=True)
    lines = visible_runs(getattr(found, "body", None))
    for element, tag in adverts:
        element.tag = tag

    # With an article of a few lines, extraction gives up and makes one line of the page, or none.
    # The page as it is is better then, since the rules for pasted text know menus, too.
    whole = [run for run in runs if not run.spare and not run.link]
    longest = max((len(run.text) for run in whole), default=0)
    if not lines or (len(lines) == 1 and len(lines[0].text) > longest):
        lines = whole

    # A lead of its own, between headline and article.
    texts = {line.text for line in lines} - {shown}
    first = next((n for n, run in enumerate(runs) if run.text in texts), 0)
    start = max((n for n, run in enumerate(runs[:first]) if run.text == shown), default=first)
    lead = [run for run in runs[start:first] if _is_prose(run.text) and run in whole]
    return lead + lines


def _join_cites(tree: HtmlElement) -> None:
    """Put whose words a quotation has (``<cite>``) at the end of its last paragraph, in place."""
    for cite in tree.xpath("//blockquote//cite"):
        paragraph = next(cite.itersiblings("p", preceding=True), None)
        if paragraph is None:
            continue
        if len(paragraph):
            paragraph[-1].tail = f"{paragraph[-1].tail or ''} "
        else:
            paragraph.text = f"{paragraph.text or ''} "
        cite.tag = "span"
        paragraph.append(cite)


def _adverts(tree: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the small parts that a page itself calls advertisements."""
    for element in tree.xpath("//body//*[@class or @id]"):
        names = re.split(r"[\s_-]+", f"{element.get('class', '')} {element.get('id', '')}".lower())
        # "With-ads" may be the article, or all of the page. Few have such a name, and only of these
        # the text is looked at.
        is_named = element.tag != "body" and not _ADVERT_NAMES.isdisjoint(names)
        if is_named and len(text_of(element).split()) <= _LONGEST_ADVERT:
            yield element


def _is_prose(text: str) -> bool:
    # A question is a headline's or a poll's.
    is_open = text.endswith(("؟", "?")) or not ENDS_SENTENCE.search(text)
    return not is_open and len(text.split()) >= _SHORTEST_PROSE


def _publication_lines(headline: HtmlElement | None, body: Sequence[str]) -> list[str]:
    """Return the publication lines between headline and article, or else right above both."""
    if headline is None:
        return []
    found: list[str] = []
    begun: set[str] = set()
    looked_at = 0
    for element in headline.xpath("following::*"):
        # What is not small is no line, and a date in a link or a list belongs to another article.
        is_small = len(list(islice(element.iter(), _MOST_INLINE + 1))) <= _MOST_INLINE
        if not is_small or is_outside_article(element):
            continue
        looked_at += 1
        text = text_of(element)
        if text in body and (_is_prose(text) or len(text) >= LONGEST_PUBLICATION_LINE):
            begun.add(text)
        if looked_at > _HEAD_ELEMENTS or len(begun) > 1:
            break  # the article has begun: a date further down is one that it tells of
        if text not in found and read_publication_lines(text):
            found.append(text)
    # The day at the top of a page is today's, that beside and above the headline the article's.
    for element in () if found else headline.xpath("preceding-sibling::*")[-_LINES_ABOVE:]:
        text = text_of(element)
        if not is_outside_article(element) and read_publication_lines(text):
            found.append(text)
    return found


def _with_local_day(meta: PageMeta, stated: Sequence[str]) -> PageMeta:
    """Return metadata with the day that a page shows its readers in place of Greenwich's.

    The very same where they agree, and where they are more than a night apart: that is another
    date.
    """
    marked = When.from_iso(meta.date) if meta.date else None
    if marked is None or marked.clock is None or marked.clock.utcoffset():
        return meta
    for text in stated:
        for line in read_publication_lines(text):
            shown = line.dated.when
            is_a_day = line.kind == "published" and shown.start == shown.end
            if is_a_day and abs((shown.start - marked.start).days) == 1:
                # A change of the day before, in Greenwich's time, is none.
                changed = When.from_iso(meta.modified or "")
                modified = meta.modified if changed and changed.start >= shown.start else None
                evidence = {**meta.evidence, "date": text}
                return replace(meta, date=shown.day, modified=modified, evidence=evidence)
    return meta


def _place(
    texts: Sequence[str], runs: Sequence[Run]
) -> tuple[dict[int, int], tuple[UnextractedLine, ...]]:
    """Return by number the run that each text begins in, and the lines that are in no text."""
    alignment = align(texts, [run.text for run in runs])
    # A text that the page has not in this form counts as beginning where the one before does.
    start = next((start for start in alignment.starts if start is not None), 0)
    starts: list[int] = []
    for found in alignment.starts:
        start = start if found is None else found
        starts.append(start)
    ranks = dict(enumerate(starts, 1)) if runs else {}

    # Extraction may have changed the order of texts: what is left out goes before the first text
    # that nothing earlier on the page follows.
    reached = list(accumulate(starts, max))
    unextracted: list[UnextractedLine] = []
    adjoins = False
    for index, run in enumerate(runs):
        leftover = alignment.leftovers[index]
        is_whole = leftover == (run.text,)
        adjoins = adjoins and is_whole
        before = bisect_right(reached, index) + 1
        # A row of links is read one by one; of a paragraph only what it has lost, after the rest.
        for part in run.parts if is_whole else leftover:
            unextracted.append(UnextractedLine(run.line, part, before, run.link, adjoins, index))
            adjoins = True
    return ranks, tuple(unextracted)
