"""Lines that are one in meaning, as paragraphs broken at a width, and several copied into one."""

from __future__ import annotations

import re
from dataclasses import replace
from statistics import median

from ..dates.publication_line import read_publication_lines
from ..dates.vocabulary import month_name, weekday_numbers
from ..language.arabic import fold, key
from ..language.phrases import comparable, is_name, is_outlet, phrases, read_credit
from ..model import Line
from .lines import LIST_MARK, PAGE_NUMBER, SHORTEST_TITLE, Lines, is_prose, word_count

SHORTEST_BROKEN = 6
"""Words of a line at the end of which a paragraph may go on in the next."""
FEWEST_BROKEN, WIDEST_BROKEN, FULL_WIDTH = 3, 110, 0.8
"""Such lines of a text broken at a width, their characters, and the share of the usual width from
which on a line is full."""
_MARKS = ("-", "–", "•", "●", "▪", "■", "*")
_CLOSED = re.compile(r"[.!؟?…:][\"”»’)\]\s]*$|(?<!\d)[.!؟?…][\"”»’)\]]*\d{1,2}$")
"""A line's end behind which no paragraph goes on, with the number of a note."""
_TITLE_AND_BYLINE = re.compile(r"^(\S+(?: \S+){3,24}?)(?: \|)? ((?:بقلم|حوار) ?[:/-].{5,40})$")
_COPIED = r"- [^-،,]{2,30}, اليوم (?P<day>.{10,60})$"
PAGE_AND_DAY = re.compile(rf"^{_COPIED}")
"""Name of a page that copies others, and when it did."""
_TITLE_AND_PAGE = re.compile(rf"^(?P<title>.{{20,200}}\S) (?P<page>{_COPIED})")
_CREDIT_AND_DATE = re.compile(
    r"^(?P<before>\D{2,60}?[^\W\d])??(?P<date>[\s|/–-]*(?:(?<!\w)(?P<day>ال[^\W\d]+)[،,]? )?"
    r"\d.{5,50}\d(?: ?[صم](?!\w))?[\s|/–-]*)(?P<behind>\D{3,60})?$"
)


def join_labels(lines: Lines) -> Lines:
    """Return the lines, a list's mark joined to its item, a label to its date or its writer.

    Above the text a date whose day, month and year are below one another is one line, too.
    """
    joined: list[Line] = []
    has_text = False
    for place, line in enumerate(lines):
        label = joined[-1].text if joined else ""
        day = joined[-2].text if joined[1:] and not has_text else ""
        is_date = day.isdigit() and line.text.isdigit()
        is_date = is_date and bool(month_name().fullmatch(fold(label).lower()))
        whole = f"{day} {label} {line.text}"
        # The marks of a list may have been copied as lines of their own.
        beside = [lines[i].text for i in (place - 3, place + 1) if 0 <= i < len(lines)]
        is_item = line.text not in _MARKS and not line.blank_before
        if label in _MARKS and label in beside and is_item:
            joined[-1] = replace(joined[-1], text=f"{label} {line.text}")
            continue
        is_open = label.endswith(":") and comparable(label) in phrases("date_labels", "updated")
        is_writer = comparable(label) in phrases("byline", "prefixes") and is_name(line.text)
        if is_writer or (is_open and read_publication_lines(line.text)):
            joined[-1] = replace(joined[-1], text=f"{label} {line.text}")
        elif is_date and read_publication_lines(whole):
            joined[-2:] = [replace(joined[-2], text=whole)]
        else:
            joined.append(line)
        has_text = has_text or is_prose(line.text)
    return tuple(joined)


def join_wrapped(lines: Lines) -> Lines:
    """Return the lines of a text whose paragraphs were broken at a width, each paragraph as one.

    It has the number of its first line. Verse, lists and headlines stay as they are: broken is a
    text without long lines, of which one breaks behind a word that ends none of these ("in the").
    """
    broken = [line.text for line in lines if _may_be_broken(line.text)]
    whole = sum(word_count(line.text) >= SHORTEST_BROKEN for line in lines) - len(broken)
    is_wrapped = len(broken) >= FEWEST_BROKEN and max(len(x.text) for x in lines) <= WIDEST_BROKEN
    is_wrapped = is_wrapped and len(broken) >= whole
    ends = {text for text in broken if key(text.split()[-1]) in phrases("wrapped", "ends")}
    if not (is_wrapped and ends):
        return lines
    full = FULL_WIDTH * median(len(text) for text in broken)
    # The title may be as wide: the first line that can be one.
    long = [i for i, line in enumerate(lines) if word_count(line.text) >= SHORTEST_TITLE]
    first = next((i for i in long if not read_publication_lines(lines[i].text)), long[0])
    joined = list(lines[: first + 1])
    is_open = False
    for line in lines[first + 1 :]:
        goes_on = _may_be_broken(line.text) or _CLOSED.search(line.text)
        if is_open and goes_on and not line.blank_before and not LIST_MARK.match(line.text):
            joined[-1] = replace(joined[-1], text=f"{joined[-1].text} {line.text}")
        else:
            joined.append(line)
        is_open = _may_be_broken(line.text) and len(line.text) >= full
    return tuple(joined)


def part_lines(lines: Lines) -> Lines:
    """Return the lines, of which those that were copied into one are parted again.

    In a text a list of books has such lines, too: there only a title that is a line elsewhere.
    """
    first = next((i for i, line in enumerate(lines) if is_prose(line.text)), len(lines))
    texts = {line.text for line in lines}
    parted: list[Line] = []
    for i, line in enumerate(lines):
        parts = title_and_rest(line.text)
        if i < first and len(parts) == 1:
            parts = _credit_and_date(line.text)
        elif i >= first and parts[0] not in texts:
            parts = (line.text,)
        parted += [replace(line, text=part) for part in parts]
    return tuple(parted)


def title_and_rest(text: str) -> tuple[str, ...]:
    """Return a title and what is behind it, its byline or its page and day; else the text alone."""
    signed, paged = _TITLE_AND_BYLINE.match(text), _TITLE_AND_PAGE.match(text)
    credit = read_credit(signed[2]) if signed else None
    if signed and credit and credit.author:
        return signed[1], signed[2]
    if paged and read_publication_lines(paged["day"]):
        return paged["title"], paged["page"]
    return (text,)


def _credit_and_date(text: str) -> tuple[str, ...]:
    """Return who wrote or published beside a date, and the date; else the text alone.

    A place stays with its date, as does all that may be one.
    """
    found = _CREDIT_AND_DATE.match(text) if read_publication_lines(text) else None
    before, date, day, behind = found.groups("") if found else ("", "", "", "")
    who = before or behind
    credit = read_credit(who)
    is_own = is_outlet(who) or is_name(who) or bool(credit and (credit.author or credit.outlet))
    # Behind a name may be a weekday or a label, and before the date the last word of a name.
    marks = (*weekday_numbers(), *phrases("date_labels", "published"))
    is_own = is_own and fold(day) in ("", *weekday_numbers()) and not fold(who).endswith(marks)
    if not is_own or bool(before) == bool(behind) or not read_publication_lines(date):
        return (text,)
    return tuple(part.strip() for part in (before, date, behind) if part)


def _may_be_broken(text: str) -> bool:
    is_closed = _CLOSED.search(text) or PAGE_NUMBER.search(text)
    return not is_closed and word_count(text) >= SHORTEST_BROKEN
