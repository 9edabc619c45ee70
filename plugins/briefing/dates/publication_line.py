"""Publication lines (``تم النشر: 2021/12/12 15:10 بتوقيت غرينتش``): when a story appeared."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, time, timedelta, timezone
from functools import cache, lru_cache
from itertools import chain, pairwise
from typing import Literal

from hijridate import Hijri

from ..language.arabic import alternatives, fold, fold_with_offsets, is_latin, key
from ..language.lexicon import load
from ..language.phrases import is_outlet, phrases, read_credit
from ..model import Dated
from .iso import is_plausible
from .vocabulary import (
    HIJRI_FIGURES,
    any_of,
    month_number,
    month_pattern,
    row_numbers,
    weekday_numbers,
    word_list,
)
from .when import When, day, day_of, month

LONGEST_PUBLICATION_LINE = 120
"""Characters. Longer lines that hold a date are prose."""
MOST_PLACE_WORDS = 4
"""Words a publication line may hold besides the date: a city and a country."""
MOST_WORDS_OF_A_BYLINE = 8
MOST_WORDS_AFTER = 3
"""Words after a date that opens its line: a publication or a section."""
NOON = 12
AFTERNOON = ("م", "مساء", "مساءا", "ظهرا", "عصرا", "pm")
_DIGIT = re.compile(r"\d")
_NUMBERED = re.compile(r"\s{0,3}[^\W\d]{2,20}\d{1,3}\s{0,3}")
_LETTERS = re.compile(r"[^\W\d]+")
_GLUED_DIGITS = re.compile(r"(?<=[0-9])(?=[٠-٩])|(?<=[٠-٩])(?=[0-9])|(?<=\D\d{4})(?=\d\d:\d\d)")
"""Where one date in two scripts was copied without a space (``17/2/2025١٧ فبراير ٢٠٢٥``), or a year
and its time of day (``18/3/202506:40``)."""
_ISO_CLOCK = re.compile(r"(?<=\d)t\d{2}:\d{2}(?::\d{2})?(?:[+-]\d{2}:?\d{2}|z)?")
_CLOCK = re.compile(
    r"(?<!\d)([01]?\d|2[0-3])\s?[:h]\s?([0-5]\d)(?::[0-5]\d)?(?!\d)"
    r"(?:\s*(?P<half>ص|م|صباحا|فجرا|مساءا?|ظهرا|عصرا|am|pm)(?!\w))?"
)
_ZONE = re.compile(r"(?:ب|ال)?توقيت\s+[^\W\d]+(?:\s+المكرمه)?")
_SHIFTED_ZONE = re.compile(
    r"(?<!\w)(?:gmt|utc|غرينتش|جرينتش)\s?(?P<sign>[+-])\s?(?P<hours>1[0-4]|0?\d)(?::?(?P<minutes>[0-5]\d))?(?!\d)"
)
"""An offset after the name of Greenwich's time (``GMT+3``, ``UTC+05:30``)."""
_IN_OUTLET = re.compile(r"^(نشر في)\s(?:[^\W\d]+\s){1,5}يوم\s(?=\d)")
"""What archives of many outlets begin with ("published in the Evening Post on 05 - 10 - 2022")."""
_DATE_MARK = "\x00"
"""Takes the place of the date while the rest of its line is read."""
LineKind = Literal["published", "updated"]


@dataclass(frozen=True, slots=True)
class PublicationLine:
    """What a line made only of date material states; `places` are words beside the date."""

    kind: LineKind
    labelled: bool
    dated: Dated
    places: tuple[str, ...]


@lru_cache(maxsize=4096)
def read_publication_lines(text: str) -> tuple[PublicationLine, ...]:
    """Return all that a publication line states, cut where labels are (``نشر: … - تحديث: …``).

    Empty for any line with more in it than dates.
    """
    if len(text) > LONGEST_PUBLICATION_LINE or not _DIGIT.search(text):
        return ()
    folded = fold_with_offsets(text)
    cuts = [0]
    for label in _label("published", "updated").finditer(folded.text.lower()):
        start = folded.offsets[label.start()]
        # A label before any date belongs to the first date.
        if any(char.isdigit() for char in text[:start]):
            cuts.append(start)
    pieces = [text[a:b].strip(" -–—|،,()") for a, b in pairwise([*cuts, len(text)])]
    found = [read_publication_line(piece) for piece in pieces]
    # One piece that is no date makes the whole no list of dates, but maybe one date with words.
    if len(found) > 1 and all(found):
        return tuple(replace(f, dated=replace(f.dated, evidence=text)) for f in found if f)
    whole = read_publication_line(text)
    return (whole,) if whole else ()


def read_publication_line(text: str) -> PublicationLine | None:
    """Return what a publication line states, ``None`` for any line with more in it than a date.

    A time of day keeps the offset of the zone that the line names; without a zone of the lexicon it
    is left out, since the minute would be invented. A day outside the calendar is no date.
    """
    if len(text) > LONGEST_PUBLICATION_LINE or "@" in text or not _DIGIT.search(text):
        return None
    folded = fold(_GLUED_DIGITS.sub(" ", text)).lower()
    line, is_reckoned = _with_common_day(folded)
    line = _without_asides(line)
    found = next(filter(None, (pattern.search(line) for pattern in _date_patterns())), None)
    if not found:
        return None
    marked = line[: found.start()] + _DATE_MARK + line[found.end() :]
    # A line with labels of both kinds is of an update.
    kind: LineKind = "updated" if _label("updated").search(marked) else "published"
    unlabelled, labels = _label("published", "updated").subn(" ", marked)
    offset, rest = _split_zone(unlabelled)
    clock = _CLOCK.search(rest)
    # A label and a publication's name make it a publication line, whatever else is in the name.
    telling = set(_telling_words(rest))
    names_outlet = labels and bool(telling) and telling <= _outlet_words()
    beside = _CLOCK.sub(" ", rest)
    places = () if names_outlet or _is_byline(beside) else _places(beside, text)
    words = set(_LETTERS.findall(rest))
    when = _stated_date(found, clock, offset, words)
    if when and is_reckoned:
        when = _sighted(when, words)
    if when is None or places is None:
        return None
    return PublicationLine(kind, labels > 0, Dated(when, text, inferred=is_reckoned), places)


def _without_asides(folded: str) -> str:
    """Return a folded line without what stands around its date and tells no place.

    That is a section, an outlet, how long ago it was, a time of day as in ISO 8601 (of which the
    letters would remain as words), a Hijri date beside the common one, and a byline.
    """
    line = _IN_OUTLET.sub(r"\1 ", _section().sub("", folded))
    line = _ISO_CLOCK.sub(" ", _beside_date().sub(" ", _ago().sub(" ", line)))
    # A line that ends with its agency begins with the place (``رام الله 24-3-2025 وفا``).
    return re.sub(r"(?=\d)", "، ", line, count=1) if _ends_with_agency(line) else line


def _is_byline(beside: str) -> bool:
    """Tell whether a line names who wrote it before its date, maybe behind place and publisher.

    There a colon divides who reports from where ("القاهرة - الشروق: محمد علي").
    """
    before, _, after = beside.partition(_DATE_MARK)
    named = _telling_words(before)
    names_author = ":" in before and not _outlet_words().isdisjoint(named)
    is_short = len(named) <= MOST_WORDS_OF_A_BYLINE
    if not is_short or not (names_author or read_credit(before)):
        return False
    return not re.search(r"\w{3,}", " ".join(_telling_words(after)))


def _ends_with_agency(folded: str) -> bool:
    return folded.rstrip(" -:").rpartition(" ")[2] in phrases("agencies", "names")


def is_credit(text: str) -> bool:
    """Tell whether a line says when, where or by whom a story was published, and nothing else."""
    return bool(read_publication_lines(text)) or is_outlet(text) or bool(read_credit(text))


def read_clock_line(text: str) -> bool:
    """Tell whether a line holds only a time of day (``أمس, 21:32``), or how long ago that was."""
    folded = fold(text).lower() if len(text) <= LONGEST_PUBLICATION_LINE else ""
    folded = _ZONE.sub(" ", folded)
    rest = _CLOCK.sub(" ", _ago().sub(" ", folded))
    beside = set(re.findall(r"\w+", _label("published", "updated").sub(" ", rest)))
    return rest != folded and beside <= _fillers() | phrases("date_labels", "days")


@cache
def _date_patterns() -> tuple[re.Pattern[str], ...]:
    separator, gap = r"\s?[/.\-]\s?", r"[\s،,]*(?:[-/.]\s?)?"
    year, name = r"(?P<y>\d{4})", rf"(?P<name>{month_pattern()})"
    number, day = r"(?P<m>\d{1,2})", r"(?P<d>\d{1,2})(?:st|nd|rd|th)?"
    kinds = (
        rf"{year}{separator}{number}{separator}{day}",
        rf"{day}{separator}{number}{separator}{year}",
        rf"{day}{gap}{name}{gap}{year}",
        # Copied from right to left, word by word.
        rf"{year}\s{name}\s{day}",
        rf"{day}\s(?:[012]?\d:[0-5]\d\s){year}\s{name}",
        rf"{year}\s(?:{alternatives(weekday_numbers())})\s{day}\s{name}",
        rf"{name}\.?\s+{day}[,،]?\s+{year}",
        rf"{name}\s+{year}",
    )
    return tuple(re.compile(rf"(?<!\d){kind}(?!\d)") for kind in kinds)


def _with_common_day(folded: str) -> tuple[str, bool]:
    """Return a line with a day of the common calendar in place of a Hijri one that stands alone.

    Beside it comes whether the line has such a Hijri day.
    """
    without_hijri = _beside_date().sub(" ", folded)
    if any(pattern.search(without_hijri) for pattern in _date_patterns()):
        return folded, False
    found = _beside_date().search(folded)
    if not found or not found["hijri"]:
        return folded, False
    try:
        numbers = [int(number) for number in re.findall(r"\d+", found["hijri"])]
        in_month = row_numbers("hijri")[found["hm"]] if found["hm"] else numbers.pop(1)
        # The year is the greater of the other two, whichever comes first.
        common = Hijri(max(numbers), in_month, min(numbers)).to_gregorian()
    except (ValueError, OverflowError):
        return folded, True
    return f"{folded[: found.start()]}{common}{folded[found.end() :]}", True


def _sighted(reckoned: When, words: set[str]) -> When | None:
    """Return what a reckoned Hijri day surely is: the day with the weekday in words, or its month.

    Where months begin by sighting it is up to two days off; ``None`` if that may be another month.
    """
    near = [day(reckoned.start + timedelta(days=shift)) for shift in range(-2, 3)]
    weekdays = {number for name, number in weekday_numbers().items() if name in words}
    told = [one for one in near if one.start.weekday() in weekdays]
    if len(told) == 1:
        return told[0]
    months = {month(one.start.year, one.start.month) for one in near}
    return months.pop() if len(months) == 1 else None


@cache
def _beside_date() -> re.Pattern[str]:
    """Return the pattern of a Hijri date, which repeats the common one beside it, and of a byline.

    That is one copied without a space before its date (``محمد عليالسبت 15 …``).
    """
    named = rf"\d{{1,2}}\s+(?P<hm>{any_of('hijri')})\s+1[34]\d\d"
    # After fewer than three letters it may be a word of the weekday's own ("and on Saturday").
    before = rf"^(?:\S+\s){{0,{MOST_WORDS_OF_A_BYLINE - 1}}}\S*[^\W\d]{{3}}"
    days = alternatives(name for name in weekday_numbers() if name.startswith("ال"))
    return re.compile(
        rf"(?<![\d/-])(?P<hijri>{named}|{HIJRI_FIGURES})\s*(?:ه|هجريه?)?(?!\w)"
        rf"|{before}(?=(?:{days})\s\d)"
    )


@cache
def _section() -> re.Pattern[str]:
    """Return the pattern of a section's name before a date, with a space or without."""
    return re.compile(rf"^(?:{alternatives(phrases('sections', 'names'))})\s?(?=\d)")


@cache
def _label(*kinds: LineKind) -> re.Pattern[str]:
    """Return the pattern of the labels of some kinds of dates (``تم النشر:``)."""
    labels = frozenset[str]().union(*(phrases("date_labels", kind) for kind in kinds))
    return re.compile(rf"(?<!\w)(?:{alternatives(labels)})\s*:?(?!\w)")


@cache
def _ago() -> re.Pattern[str]:
    """Return the pattern of a label and a time told from now, which is no date's label."""
    units = alternatives(load("phrases")["date_labels"]["units"])
    # Bounds, so that cost stays linear.
    ago = rf"(?:منذ|قبل)\s{{1,3}}(?:\w{{1,12}}\s{{1,3}})?(?:{units})(?!\w)"
    return re.compile(rf"{_label('published', 'updated').pattern}\s{{0,3}}{ago}")


def _split_zone(folded: str) -> tuple[int | None, str]:
    """Return the offset in minutes of the zone a line names, and the line without "in … time"."""
    rest = _ZONE.sub(" ", folded)
    shifted = _SHIFTED_ZONE.search(folded)
    if shifted:
        minutes = 60 * int(shifted["hours"]) + int(shifted["minutes"] or 0)
        return (-minutes if shifted["sign"] == "-" else minutes), _SHIFTED_ZONE.sub(" ", rest)
    for name, minutes in load("phrases")["zones"].items():
        if re.search(rf"(?<!\w){re.escape(key(name))}(?!\w)", folded):
            return minutes, rest
    return None, rest


@cache
def _fillers() -> frozenset[str]:
    """Return words that say nothing beside a date: labels' rests, agencies, sections, weekdays."""
    names = phrases("agencies", "names") | phrases("sections", "names")
    return names | phrases("date_labels", "filler") | frozenset(weekday_numbers())


def _telling_words(text: str) -> list[str]:
    # Single letters are those of an agency ("و.م.ع") or of a half of the day.
    found = _LETTERS.findall(text)
    return [word for word in found if len(word) > 1 and word not in _fillers()]


def _places(rest: str, text: str) -> tuple[str, ...] | None:
    """Return the places before the date, ``None`` if the words beside it look like prose.

    A place is divided from the date by a mark (``بغداد-العراق-…``), a city may also be between it
    and the agency; words that run into the date or follow it, bylines and rights notices make the
    line something else.
    """
    original = {key(word): word for word in _LETTERS.findall(text)}
    # "Cairo, on 10 June" is as much a line of its own as one with a comma alone.
    before, _, after = rest.partition(_DATE_MARK)
    city = before.strip().removesuffix(" في")
    if city in phrases("places", "cities"):
        rest = f"{city}، {_DATE_MARK}{after}"
    opens_line = not _telling_words(rest[: rest.index(_DATE_MARK)])
    places: list[str] = []
    not_places = phrases("not_places", "words")
    months = set(" ".join(word_list("gregorian")).split())
    is_filed = _ends_with_agency(rest)
    is_before = True
    for part in re.split(r"[-|,،/()]", rest):
        holds_date = _DATE_MARK in part
        is_before = is_before and not holds_date
        if is_before and (is_latin(part) or _NUMBERED.fullmatch(part)):
            continue  # a name in Latin letters is an author's, one with a number an outlet's
        if is_before and part.lstrip().startswith("العدد"):
            places = []  # before the number of an issue is its paper
        words = [word for word in _telling_words(part) if word not in months]
        if not words:
            continue
        if is_before and words[0] in phrases("not_places", "bodies"):
            continue  # a ministry's name is a publisher's
        if is_before:
            is_prose = len(words) >= MOST_PLACE_WORDS or not not_places.isdisjoint(words)
        else:
            # ``2025/07/27 أرقام - خاص`` names who published it; more is prose.
            is_prose = not opens_line or len(words) > MOST_WORDS_AFTER
        if is_prose:
            return None
        if is_before or (is_filed and " ".join(words) in phrases("places", "cities")):
            places.append(" ".join(original.get(word, word) for word in words))
    return tuple(places) if sum(len(p.split()) for p in places) <= MOST_PLACE_WORDS else None


@cache
def _outlet_words() -> frozenset[str]:
    # Longer names have words of any text ("centre", "studies").
    names = [name.split() for name in phrases("outlet", "names")]
    return frozenset(chain.from_iterable(name for name in names if not name[2:]))


def _stated_date(
    found: re.Match[str], clock: re.Match[str] | None, offset: int | None, words: set[str]
) -> When | None:
    """Return the date of a line: to the minute where it has both a time of day and its zone.

    `words` are those beside the date, of which a weekday tells day and month apart.
    """
    groups, in_year = found.groupdict(), int(found["y"])
    number = month_number(groups["name"]) if groups.get("name") else int(groups["m"])
    if not number:
        return None
    if not groups.get("d"):
        return month(in_year, number) if in_year else None
    stated = day_of(in_year, number, int(groups["d"]))
    if not groups.get("name"):
        # Programs set up in American English write the month first. That shows where the calendar
        # has no such day otherwise, or where the weekday is right for no other reading.
        month_first = day_of(in_year, int(groups["d"]), number)
        weekdays = {day for name, day in weekday_numbers().items() if name in words}
        is_right = month_first and weekdays == {month_first.start.weekday()}
        if stated is None or (is_right and stated.start.weekday() not in weekdays):
            stated = month_first
    if stated is None or clock is None or offset is None:
        return stated
    # A placeholder (31/12/9999) has no clock worth keeping: in UTC it may lie outside the calendar.
    if not is_plausible(stated):
        return stated
    hour, half = int(clock[1]), clock["half"]
    # "13:05 pm" is written, too: only an hour up to noon is of one half of the day.
    if half and hour <= NOON:
        hour = hour % NOON + (NOON if half in AFTERNOON else 0)
    zone = timezone(timedelta(minutes=offset)) if offset else UTC
    local = time(hour, int(clock[2]), tzinfo=zone)
    return When(stated.start, stated.end, "minute", clock=local)
