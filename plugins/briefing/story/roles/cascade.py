"""Classification of the lines of a seed: a cascade of rules from sure evidence to weak.

Each rule looks at the lines no earlier rule has taken and returns the roles it gives. What no rule
takes is a paragraph: a doubtful line stays in the body. Where the page's own markup says what a
line is, it overrules the wording.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable
from dataclasses import replace

from ...language.arabic import ENDS_SENTENCE, key
from ...language.phrases import comparable, is_outlet, phrases
from ...language.titles import find_title
from ...model import Line, Seed
from ..joined_lines import PAGE_AND_DAY, join_labels, join_wrapped, part_lines, title_and_rest
from ..lines import (
    SHORTEST_TITLE,
    ClassifiedLine,
    LineRole,
    Lines,
    Roles,
    free_positions,
    is_prose,
    split_lines,
    word_count,
)
from .body import credited_captions, embeds, headings, list_items, pull_quotes
from .boilerplate import (
    boilerplate,
    classify_unextracted,
    live_times,
    neighbours,
    notes,
    offers,
    related_links,
)
from .head import (
    deck_and_captions,
    named_again,
    publication_line_at_end,
    publication_lines,
    publisher_and_author,
    title_again,
)
from .title import masthead, section_names, title
from .whole_page import below_story, tickers, whole_page

RULES: tuple[Callable[[Lines, Roles], Roles], ...] = (
    live_times,
    boilerplate,
    neighbours,
    masthead,
    tickers,
    section_names,
    whole_page,
    related_links,
    below_story,
    notes,
    embeds,
    title,
    title_again,
    offers,
    publication_lines,
    publication_line_at_end,
    publisher_and_author,
    named_again,
    credited_captions,
    deck_and_captions,
    list_items,
    pull_quotes,
    headings,
)
"""The cascade, sure evidence first."""
_TEXT_ROLES: tuple[LineRole, ...] = ("paragraph", "heading", "item", "pullquote", "caption")
"""Roles read off a line's wording, over which markup knows better."""
_SLUG = re.compile(r"^(\w+(?:\s\w+)?)\s[-–—/]\s(?=\S+\s\S+\s\S)")
_END_MARK = re.compile(
    r"(?<=[.!؟…»\"”)])\s(?:\(النهاية\)(?:\s[^\W\d]{1,2}|\s/){0,12}|/\s?(?:نهاية الخبر|انتهى)\s?/"
    r"|//\s?انتهى\s?//(?:\s\S{1,60}){0,5})$"
)
_TITLE_AND_OUTLET = re.compile(r"^(?P<title>.*\S)\s+(?P<mark>[|–—-])\s+(?P<name>[^|–—-]+)$")


def assign_roles(
    lines: Lines, fixed: Roles | None = None, marked: Roles | None = None
) -> dict[int, LineRole]:
    """Return the role of every line, by its position in `lines`; none is left out.

    `fixed` are roles that are known otherwise, from a page's own metadata, `marked` the headings
    and items that its markup surely makes of lines of the article.
    """
    roles: dict[int, LineRole] = dict(fixed or {})
    headings_marked = {i: role for i, role in (marked or {}).items() if role == "heading"}
    for rule in RULES:
        # A heading of the article ends a list of links, in the wording of which it may be.
        known = {**headings_marked, **roles} if rule is related_links else roles
        for position, role in rule(lines, known).items():
            if rule is below_story and position in (marked or {}):
                continue  # the article ends in a list
            # A timestamp may turn out to be the story's own date.
            if roles.get(position, "timestamp") == "timestamp":
                roles[position] = role
    for position in free_positions(lines, roles):
        roles[position] = "paragraph"
    return roles


def classify(seed: Seed) -> list[ClassifiedLine]:
    """Return every line of a seed with its role, in page order, numbered as in the file.

    That is the article's lines and, of a page in HTML, what it shows besides.
    """
    # Only in plain text are paragraphs broken.
    lines = join_labels(split_lines(seed.text))
    lines = part_lines(lines if seed.meta or seed.marks else join_wrapped(lines))
    fixed: dict[int, LineRole] = {}
    if seed.meta and seed.meta.title is not None:
        # The title the page names is there once: where it is shown, or else at the top.
        parts = title_and_rest(seed.meta.title)
        place = find_title([line.text for line in lines], parts[0])
        if place is None:
            place, lines = 0, (*(Line(1, part) for part in parts), *lines)
        fixed[place] = "title"
    lines, ends = _cut_agency_at_end(lines)
    ends |= {i: "timestamp" for i, line in enumerate(lines) if PAGE_AND_DAY.match(line.text)}
    marks = [seed.marks.get(line.number) for line in lines]
    # Of a page in HTML extraction may have taken a list that is not the article's.
    sure = ("heading",) if seed.ranks else ("heading", "item")
    marked: Roles = {i: mark for i, mark in enumerate(marks) if mark and mark in sure}
    roles = assign_roles(lines, {**fixed, **ends}, marked)
    if "title" not in roles.values() and marked.get(0) == "heading":
        roles[0] = "title"
    for i, mark in enumerate(marks):
        # Markup has no word for bylines, menus or tweets: those the rules know better.
        if mark and roles[i] in _TEXT_ROLES:
            roles[i] = mark
        elif fixed and roles[i] == "title" and i not in fixed:
            roles[i] = "paragraph"
    article = [ClassifiedLine(line, roles[i]) for i, line in enumerate(lines)]
    merged: list[ClassifiedLine] = []
    # Both lists are in page order; an unextracted line goes before the line it names.
    pending = deque(zip(seed.aside, classify_unextracted(seed.aside), strict=True))
    for entry in _cut_end_mark(_cut_names_from_title(article)):
        number = entry.line.number
        while pending and pending[0][0].before <= number:
            merged.append(pending.popleft()[1])
        line = replace(entry.line, number=seed.line(number))
        merged.append(replace(entry, line=line, rank=seed.ranks.get(number, number)))
    return merged + [entry for _, entry in pending]


def _cut_agency_at_end(lines: Lines) -> tuple[Lines, dict[int, LineRole]]:
    """Return the lines, of which the agency behind a report's last stop is one, and its role.

    So is a word that says that the report ends there. Behind a question it may be the answer, and
    without brackets or a dash a common word ("together") may be the text's.
    """
    names = phrases("agencies", "names") - phrases("caption", "credits") | {key("انتهى")}
    also_words = phrases("agencies", "also_words")
    for i in reversed(range(len(lines))):
        told, _, name = lines[i].text.rpartition(" ")
        plain = comparable(name.strip("()-–—"))
        is_agency = plain in names and (plain not in also_words or not name[0].isalnum())
        if is_agency and told.endswith((".", "»", '"', "”")) and ENDS_SENTENCE.search(told):
            number = lines[i].number
            cut = (replace(lines[i], text=told), Line(number, name))
            return (*lines[:i], *cut, *lines[i + 1 :]), {i + 1: "other"}
        if is_prose(lines[i].text):
            break  # the last sentence of the page
    return lines, {}


def _cut_end_mark(article: list[ClassifiedLine]) -> list[ClassifiedLine]:
    """Cut off the last paragraph what says that it ends a report (``(النهاية) ا ب خ / ن و ف``)."""
    places = [i for i, entry in enumerate(article) if entry.role == "paragraph"]
    mark = _END_MARK.search(article[places[-1]].line.text) if places else None
    if mark is None:
        return article
    last = places[-1]
    number, text = article[last].line.number, article[last].line.text
    rest = replace(article[last], line=replace(article[last].line, text=text[: mark.start()]))
    cut = ClassifiedLine(Line(number, mark[0].strip()), "other")
    return [*article[:last], rest, cut, *article[last + 1 :]]


def _cut_names_from_title(article: list[ClassifiedLine]) -> list[ClassifiedLine]:
    """Cut off the title an agency's section before it, and what its page is called behind it.

    That is as a browser has it (``وطنية - العنوان | صحيفة الضفة``).
    """
    place = next((i for i, entry in enumerate(article) if entry.role == "title"), None)
    if place is None:
        return article
    line, sections = article[place].line, phrases("sections", "names")
    before: list[ClassifiedLine] = []
    behind: list[ClassifiedLine] = []
    slug = _SLUG.match(line.text)
    if slug and comparable(slug[1]) in sections:
        before.append(ClassifiedLine(Line(line.number, slug[0].rstrip()), "other"))
        line = replace(line, text=line.text[slug.end() :])
    match = _TITLE_AND_OUTLET.match(line.text)
    title, mark, name = match.groups() if match else (line.text, "", "")
    # Behind less than a headline such a name is a part of it ("water and the world").
    is_section = comparable(name) in sections and word_count(title) >= SHORTEST_TITLE
    if is_section or is_outlet(name):
        # Where the page names its publisher elsewhere, the name in the title is only a repetition.
        is_named = is_section or any(entry.role == "publisher" for entry in article)
        cut = Line(line.number, f"{mark} {name}")
        behind.append(ClassifiedLine(cut, "other" if is_named else "publisher"))
        line = replace(line, text=title)
    headline = replace(article[place], line=line)
    return [*article[:place], *before, headline, *behind, *article[place + 1 :]]
