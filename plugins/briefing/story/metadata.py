"""Publication metadata of a story: date, publisher and author, from the surest source."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from ..dates.iso import read_iso
from ..dates.publication_line import PublicationLine, read_publication_line
from ..dates.vocabulary import weekday_numbers
from ..dates.when import When
from ..editors.sidecar import Sidecar
from ..language.arabic import fold, words
from ..language.phrases import DRAWN, comparable, is_name, is_own_outlet, phrases, read_credit
from ..model import Dated, Line, PageMeta, Seed, Stated
from .dateline import DatelinePrefix
from .lines import HEAD_LINES, SOURCE_LABEL, ClassifiedLine, is_prose

TOP_LINES = 3
"""Lines at the top of a page among which its own name is."""
OWN_NAME_WORDS = range(2, 7)
_OWN_NOTICE = re.compile(
    r"©|الحقوق محفوظ|حقوق (?:النشر|الطبع)|copyright|تابعوا أخبار|^تابع(?:وا)? .{2,40} على جوجل",
    re.IGNORECASE,
)
_DATED_ADDRESS = re.compile(
    r"https?://[^/\s]+/(?:[^/\s]+/){0,4}(?P<y>20\d\d)(?P<mark>[/-]|(?=\d{4}/))(?P<m>\d\d?)"
    r"(?P=mark)(?P<d>\d\d?)/\S+"
)
_TODAY = re.compile(
    r"(?<!\w)(?<!هذا )(?<!ذلك )اليوم،?\s\(?(?:(?P<weekday>[^\W\d]+)،?\s)?(?:الموافق\s)?"
    r"(?:\(\s?)?(?P<date>\d{1,2}[^\d،.؛:()]{2,30}\d{4}|\d{1,2}([/.-])\d{1,2}\3\d{4})(?!\d)(?:\s?\))?"
)
_QUOTES = re.compile(r"[\"“«]")
_PARTS = re.compile(r"\s[-–—|]\s")


def published(
    sidecar: Sidecar, meta: PageMeta, dates: list[PublicationLine], dateline: DatelinePrefix | None
) -> Dated | None:
    """Return when a story appeared: by its editor, its page, a publication line or a dateline."""
    stated = _page_date(meta, "date") or _first(dates, "published")
    when = read_iso(sidecar.date) if sidecar.date else None
    if when:
        if sidecar.date_precision:
            # An editor may claim less than the date is written to; the sidecar's check forbids
            # more.
            when = When.from_iso(when.iso, precision=sidecar.date_precision) or when
        return _set_by_editor(when, sidecar, stated)
    if stated:
        return stated
    # A dateline has the day of writing, and a page that only states its last change appeared that
    # day at the latest: both are better than no day, and shown as inferred. A dateline without a
    # year is no day: it would be made up.
    line = read_publication_line(dateline.date) if dateline and dateline.date else None
    if dateline and line:
        return replace(line.dated, evidence=dateline.text, inferred=True)
    last = _first(dates, "updated")
    return replace(last, when=last.when.without_clock(), inferred=True) if last else None


def addressed(lines: Sequence[ClassifiedLine]) -> Dated | None:
    """Return the day in the page's own address, where none of its lines is another such address."""
    texts = [entry.line.text for entry in lines]
    matches = filter(None, map(_DATED_ADDRESS.fullmatch, texts))
    found = {m[0]: read_iso("-".join((m["y"], m["m"], m["d"]))) for m in matches}
    text, when = next(iter(found.items())) if len(found) == 1 else ("", None)
    if when is None:
        return None
    place = texts.index(text)
    # Within the text, below a label or links an address is of something else.
    is_within = any(map(is_prose, texts[:place])) and any(map(is_prose, texts[place:]))
    above = lines[place - 1] if place else None
    is_listed = above and (above.line.text.endswith(":") or above.role == "related")
    return None if is_within or is_listed else Dated(when, text, inferred=True)


def told_today(lines: Sequence[ClassifiedLine]) -> Dated | None:
    """Return the day that the first paragraph calls today (``اليوم الأحد (2 آذار 2025)``)."""
    # Of a page that has no title, the first paragraph is taken for one.
    told = (entry.line.text for entry in lines if entry.role in ("title", "paragraph"))
    first = next(filter(is_prose, told), "")
    # In a quotation it is the day of the words.
    found = _TODAY.search(_QUOTES.split(first)[0])
    line = read_publication_line(found["date"]) if found else None
    if not found or not line or line.dated.when.precision != "day":
        return None
    weekday = weekday_numbers().get(fold(found["weekday"] or ""))
    if found["weekday"] and weekday != line.dated.when.start.weekday():
        return None
    return Dated(line.dated.when, found[0], inferred=True)


def _set_by_editor(when: When, sidecar: Sidecar, stated: Dated | None) -> Dated:
    """Return an editor's date; where page or evidence state this day, with all they say of it."""
    line = read_publication_line(sidecar.date_evidence or "")
    for read in (stated, line.dated if line else None):
        if read and read.when.day == when.day and not (sidecar.date_precision or when.clock):
            return read
    return Dated(when, sidecar.date_evidence or "", inferred=True)


def updated(meta: PageMeta, dates: list[PublicationLine]) -> Dated | None:
    """Return when a story was last changed: as its page or a publication line says."""
    return _page_date(meta, "modified") or _first(dates, "updated")


def _page_date(meta: PageMeta, field: Literal["date", "modified"]) -> Dated | None:
    value = meta.date if field == "date" else meta.modified
    when = When.from_iso(value) if value else None
    return Dated(when, meta.evidence.get(field, "")) if when else None


def _first(dates: list[PublicationLine], kind: str) -> Dated | None:
    """Return the first date of a kind, stated ones first, and of these one with a label."""
    found = [line for line in dates if line.kind == kind]
    ranked = sorted(found, key=lambda line: (line.dated.inferred, not line.labelled))
    return ranked[0].dated if ranked else None


def publisher(
    seed: Seed, sidecar: Sidecar, lines: list[Line], page: list[str], prefix: DatelinePrefix | None
) -> Stated | None:
    """Return who published a story: as its editor, its page or a line of it says.

    `lines` name an outlet or an author, the outlets first. `page` are the texts of all lines, and
    `prefix` is the dateline.
    """
    known = _name(seed, "publisher", sidecar.publisher, (seed.meta or PageMeta()).publisher)
    if known:
        return known
    for line in lines:
        credit = read_credit(line.text)
        if not credit or credit.outlet:
            name = credit.outlet if credit else DRAWN.sub("", line.text).strip("|–—-: ")
            return Stated(name, line.text)
    # A copy names its source, too: what is surely an outlet, or what the page names once more.
    sources = [text for text in page if SOURCE_LABEL.match(text)]
    is_filed = prefix and ("(" in prefix.text or not prefix.place)
    for text in (*sources[-1:], prefix.text if prefix and is_filed else ""):
        source = SOURCE_LABEL.sub("", text).partition(" + ")[0]
        name = source.rpartition("(")[2].strip(' "«»:/–—-ـ)|')
        # Prose has words that are names of papers, too.
        others = [other for other in page if other != text and (" " in name or not is_prose(other))]
        said = f" {' '.join(words(name))} "
        is_known = comparable(name) in phrases("outlet", "names")
        is_again = any(said in f" {' '.join(words(one))} " for one in others)
        if is_own_outlet(name) and (is_known or is_again):
            return Stated(name, text)
    filings = [(prefix.place, prefix.text)] if prefix else []
    filings += [(credit.place, x.text) for x in lines if (credit := read_credit(x.text))]
    if found := next((Stated(*filing) for filing in filings if _is_told(filing[0], page)), None):
        return found
    return _owner_of_page(page)


def _owner_of_page(page: Sequence[str]) -> Stated | None:
    """Return whom a notice of rights, or an invitation to follow, and the top of a page name."""
    notices = [text for text in page if _OWN_NOTICE.search(text)]
    last = [f" {comparable(text)} " for text in notices]
    for text in page[:TOP_LINES]:
        for name in _PARTS.split(text):
            is_named = any(f" {comparable(name)} " in notice for notice in last)
            if is_named and len(name.split()) in OWN_NAME_WORDS:
                return Stated(name, text)
    # Below a menu a line has the name alone; of the notice nothing else may then be left.
    owners = []
    for notice in notices:
        own = (word for word in words(notice) if not word.isdigit())
        owners.append([word for word in own if word not in phrases("outlet", "of_rights")])
    for text in page[:HEAD_LINES]:
        is_name = len(text.split()) in OWN_NAME_WORDS and not is_prose(text)
        if is_name and words(text) in owners:
            return Stated(text, text)
    return None


def _is_told(name: str, page: Sequence[str]) -> bool:
    """Tell whether what has the form of a place is an outlet: somebody says something to it."""
    to_it = rf"(?<!\w)ل\s?[«\"“”(]\s?{re.escape(fold(name))}\s?[»\"”)](?:[:،]|\sان)"
    is_place = " " not in name or fold(name) in phrases("places", "cities")
    return not is_place and any(re.search(to_it, fold(text)) for text in page)


def author(
    seed: Seed, sidecar: Sidecar, lines: list[Line], dateline: DatelinePrefix | None
) -> Stated | None:
    """Return who wrote a story: as its editor, its page, its byline or its dateline says."""
    if known := _name(seed, "author", sidecar.author, (seed.meta or PageMeta()).author):
        return known
    if lines:
        credit = read_credit(lines[0].text)
        name = credit.author if credit else lines[0].text.removeprefix("من ")
        if name:
            return Stated(name, lines[0].text)
    # Some agencies write who reports behind their names.
    filed = read_credit(dateline.text) if dateline else None
    if dateline and filed and filed.is_sure and is_name(filed.author):
        return Stated(filed.author, dateline.text)
    return None


def _name(seed: Seed, field: str, given: str | None, marked: str | None) -> Stated | None:
    """Return a name the editor gives, or else the page's markup."""
    if given:
        return Stated(given, f"{seed.stem}.toml")
    evidence = seed.meta.evidence.get(field, "") if seed.meta else ""
    return Stated(marked, evidence) if marked else None
