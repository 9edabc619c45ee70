"""Boilerplate: menus, share buttons, counters, notices, and lists of other articles.

Also the kinds of the lines that extraction from HTML has left out, by the same rules.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from ...dates.publication_line import read_clock_line, read_publication_lines
from ...language.arabic import ENDS_SENTENCE, alternatives, fold, is_latin
from ...language.lexicon import load
from ...language.numbers import find_numbers
from ...language.phrases import comparable, phrases
from ...model import Line, SetAsideKind, UnextractedLine
from ..lines import (
    FEWEST_LIVE_TIMES,
    LIST_MARK,
    LONGEST_BUTTON,
    LONGEST_HEADING,
    LONGEST_HEADLINE_LINK,
    LONGEST_SHORT_LINE,
    LONGEST_TITLE,
    PAGE_NUMBER,
    ClassifiedLine,
    LineRole,
    Lines,
    Roles,
    free_positions,
    is_prose,
    link_kind,
    word_count,
)

LONGEST_NOTICE = 14
"""Words in a rights notice or a line of tags; longer lines that begin like one are prose."""
_PHRASE_KINDS: tuple[SetAsideKind, ...] = ("related", "navigation", "share")
"""Kinds with a list of whole lines in the lexicon, in the order they are looked up."""
_COUNTER = re.compile(r"^[\d\s.,+kKmM]{1,9}$")
_COUNTS = re.compile(r"^(?:\d[\d.,]{0,8}\s){1,3}(?=\d)")
"""Before a number what else was counted of a page: its comments, how often it was seen."""
_REACTION = (
    r"[\u263a\u2764\ufe0f\U0001f389\U0001f440-\U0001f450\U0001f493-\U0001f49f\U0001f4ac\U0001f501"
    r"\U0001f525\U0001f54a\U0001f5e3\U0001f600-\U0001f64f\U0001f90c-\U0001f93a\U0001f970-\U0001f97a]"
)
"""A face, a hand, a heart: what readers leave. Medals, balls and the sun are of a story's table."""
_CONTROL = re.compile(
    r"^(?:[+-]?\s?[Aaأ]\s?[+-]?(?:\s[+-]?[Aaأ]\s?[+-]?){0,2}|[•·]\s(?:Aa|[Aaأع])|[+-]\s?(?:الخط\s?)?[+-]"
    r"|\d{1,2}:\d{2}\s?/\s?\d{1,2}:\d{2}|[\d.]{1,4}x|\d{1,2}[hd]|https?://\S+|image \d+"
    r"|@\w{3,30}(?:\s@\w{3,30}){0,3}|\d{1,2}\s?[^\W\d][^·]{0,20}·"
    r"|(?:قبل|منذ)\s(?:[^\W\d]{2,8}\s\d{1,2}|\d{1,2}\s[^\W\d]{2,8})(?:\s\|[^|]{1,30}){1,3}"
    rf"|(?:{_REACTION}{{1,3}}\s?\d[\d.,]{{0,5}}[KkMm]?\s{{0,3}})+)$"
)
"""Buttons: the size of letters, a player's clock and speed; a bare address or number of a picture,
an account's handle, "3 h ·" (ago), "3 May ·", how long ago before sections, a row of reactions.
"""
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,200}>")
_SCRIPT = re.compile(
    r"\W{0,4}(?:function\W|\(?adsbygoogle|(?:window|document|googletag|dataLayer)\.|gtag\()"
    r"|(?:var|let|const)\s\w+\s?="
)
"""What a page's own programs begin with."""
_LIVE_TIME = re.compile(r"\d{1,2}:\d{2}")
_FILE_NAME = re.compile(r"\w\.(?:jpe?g|png|gif|webp|jfif)(?!\w)", re.IGNORECASE)
"""Of a picture, in a line without Arabic."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_DASH = re.compile(r"\s?[-–—]\s")
_LATIN = re.compile(r"^[a-z ]{1,30}(?=[ء-ي])")
_ADDRESS = re.compile(r"https?://(?!\S+/status/)\S+$")
_NUMBER = r"\[\d{1,3}\]|[⁰¹²³⁴-⁹]{1,3}"
_NOTE = re.compile(rf"^(?P<number>{_NUMBER})")
_REFERENCE = re.compile(rf"(?<=\S)({_NUMBER})")
"""The number of a note behind what it is on."""
_CHAT_HEAD = re.compile(
    r"^\W{0,4}\d{1,2}/\d{1,2}/\d{2,4}[،,]\s\d{1,2}:\d{2}(?::\d{2})?(?:\s[صم])?"
    r"(?:\]|\s-)\s[^:]{1,40}:\s"
)
"""When and by whom a message of a chat was sent; the message follows."""
_SIGN_OFF = re.compile(
    r"^(?:-{1,2}\s?\(\w+\)|[-–—]\s?\w{1,3}\s?[-–—]|"
    r"(?:(?:\w{1,2}[. ]\w{1,2}\b\s?/?\s?){2,4}|(?:[^\W\d][\s./]+){2,}[^\W\d])"
    r"(?:\s?\([^()]*\))?|(?:[ـ_=*#━〰—–-]\s?){2,}(?:\w\.\w\.?)?)$"
)
"""What ends an agency's report: its name in brackets, its editors' initials, a rule."""


def boilerplate(lines: Lines, roles: Roles) -> dict[int, SetAsideKind]:
    """Menus, share buttons, counters and the like: lines the lexicon knows.

    What could be a line of the story (a lone word or number, "an hour ago") counts only at the
    head, at the foot or beside other boilerplate.
    """
    # First all that could be boilerplate, then what of it is: one line supports its neighbours.
    known = _possible_boilerplate(lines, roles)
    free = free_positions(lines, roles)
    unknown = [i for i in free if i not in known]
    prose = [i for i in unknown if is_prose(lines[i].text) or _opens(lines[i].text)]
    first, last = (prose[0], prose[-1]) if prose else (len(lines), -1)
    # What the last sentence opens is a list or table; its numbers are none of the page.
    while prose and _opens(lines[prose[-1]].text) and last + 1 < len(lines):
        if known.get(last + 1, "counter") != "counter":
            break
        last += 1
    found: dict[int, SetAsideKind] = {}
    listed: set[int] = set()
    for i, kind in known.items():
        text, plain = lines[i].text, comparable(lines[i].text)
        # Stories have such lines, or what they count, too.
        word, gap, counted = plain.partition(" ")
        told = (plain, counted, word.rstrip("،,:"))
        may_be_text = bool(gap) and not _openings("also_text").isdisjoint(told)
        is_advert = plain in phrases("navigation", "adverts") | phrases("navigation", "urgent")
        # What the line above opens ("the first accounts to tell it:") is the story's.
        is_opened = i - 1 not in known and lines[max(0, i - 1)].text.endswith(":")
        is_item = may_be_text or is_advert or plain[:1] == "@" or text[0] in "•·"
        if is_item and (is_opened or i - 1 in listed):
            listed.add(i)
            continue
        # Handles, rules, adverts and bare addresses are boilerplate wherever they stand.
        is_sure = text[0] in "@-" or not any(map(str.isalnum, text))
        is_sure = is_sure or is_advert or bool(_ADDRESS.match(text))
        is_sure = is_sure or (kind == "other" and is_latin(text) and text.endswith(":"))
        # Between paragraphs a lone word may be a heading ("التعليقات" in a report on comments).
        # Right below the page's date a label is the page's, too.
        is_dated = may_be_text and bool(read_publication_lines(lines[max(0, i - 1)].text))
        # Below the text a word alone may be of its last list.
        is_below = i > last and (kind != "timestamp" or not text.isalpha())
        is_around = i < first or is_below or is_dated
        is_whole = not may_be_text and word_count(text) != 1
        # So may the label of a change, which a text may have where it has been changed.
        is_whole = is_whole and plain not in phrases("date_labels", "updated")
        # A change in a table ("+ 37") is as any number there.
        is_whole = is_whole and (kind != "counter" or any(map(str.isalpha, text)))
        near = {known[beside] for beside in (i - 1, i + 1) if beside in known}
        # Numbers alone beside one another are of a table.
        near -= {"counter"} if kind == "counter" else set()
        if is_sure or is_around or is_whole or near:
            found[i] = kind
    return found


def live_times(lines: Lines, roles: Roles) -> dict[int, SetAsideKind]:
    """Return times above the entries of live coverage: several in order, prose between them."""
    times: list[int] = []
    clocks: list[str] = []
    for i in free_positions(lines, roles):
        found = _LIVE_TIME.match(lines[i].text)
        if found and read_clock_line(lines[i].text):
            times.append(i)
            clocks.append(found[0].rjust(5, "0"))
    prose = [i for i, line in enumerate(lines) if is_prose(line.text)]
    has_prose = (bisect_left(prose, i) < bisect_left(prose, j) for i, j in pairwise(times))
    # Coverage may go on past midnight.
    rising = sum(one < other for one, other in pairwise(clocks))
    in_order = min(rising, len(clocks) - 1 - rising) <= 1
    is_live = len(times) >= FEWEST_LIVE_TIMES and in_order and all(has_prose)
    return dict.fromkeys(times, "timestamp") if is_live else {}


def _opens(text: str) -> bool:
    """Tell whether a sentence opens what is below it ("as the table shows:")."""
    return text.endswith(":") and word_count(text) > LONGEST_HEADING


def _possible_boilerplate(lines: Lines, roles: Roles) -> dict[int, SetAsideKind]:
    """Return the free lines that are boilerplate by their wording alone, with their kinds."""
    pages = Counter(PAGE_NUMBER.sub("", line.text) for line in lines)
    # Years alone, several and in order, are the headings of a chronology.
    years = [line.text for line in lines if _YEAR.fullmatch(line.text)]
    is_chronology = len(years) > 1 and years in (sorted(set(years)), sorted(set(years))[::-1])
    known: dict[int, SetAsideKind] = {}
    for i in free_positions(lines, roles):
        text = lines[i].text
        if is_chronology and text in years:
            continue
        # What a printed page has above its text: the same line with another number.
        head = PAGE_NUMBER.sub("", text)
        is_page_head = head != text and (not head or pages[head] > 1)
        kind = _boilerplate_kind(text) or ("other" if is_page_head else None)
        if kind:
            known[i] = kind
    return known


def _boilerplate_kind(text: str) -> SetAsideKind | None:
    """Return the kind of boilerplate a line is by its wording, ``None`` if it is none."""
    # Marks of a page's source may have been copied with it.
    bare = _TAG.sub(" ", text)
    plain = " ".join(comparable(bare.strip("<> ")).split()).replace(" :", ":")
    count = word_count(text)
    for kind in _PHRASE_KINDS:
        # Several buttons may be in one line, with or without spaces between them.
        is_row = kind == "share" and count <= LONGEST_NOTICE and _buttons().match(plain)
        # A label of others' headlines may be in their list.
        said = comparable(LIST_MARK.sub("", text)) if kind == "related" else plain
        if is_row or not phrases(kind, "lines").isdisjoint((plain, said)):
            return kind
    # A number alone, a number and what it counts, the same after a colon, or a reading time.
    number, mark, counted = _COUNTS.sub("", plain).partition(" ")
    if number.endswith(":"):
        number, counted = counted, number.rstrip(":")
    is_count = mark and _COUNTER.match(number) and counted in _openings("counters")
    is_short = word_count(plain) <= LONGEST_SHORT_LINE
    # A picture's name may have been copied onto it.
    is_short_count = is_short and _has_opening(_LATIN.sub("", plain), "counter_openings")
    # Without a number or a colon it may be a heading ("reading minutes before bed").
    if is_short_count and ":" not in text and plain not in _openings("counter_openings"):
        is_short_count = bool(find_numbers(text))
    if _COUNTER.match(fold(text).lstrip("•· ")) or is_count or is_short_count:
        return "counter"
    labels = phrases("date_labels", "published") | phrases("date_labels", "updated")
    # A word alone may be a heading, too, between paragraphs.
    is_label = plain in labels and (text.endswith(":") or count == 1)
    if read_clock_line(text) or is_label:
        return "timestamp"
    message = _CHAT_HEAD.sub("", text)
    is_control = message != text and word_count(message) <= LONGEST_BUTTON
    is_control = is_control or bool(_CONTROL.match(text) or _SIGN_OFF.match(text))
    is_filed = text[0] == "(" and plain.strip("()") in phrases("agencies", "names")
    is_control = is_control or is_filed or plain in phrases("agencies", "plural")
    is_control = is_control or bool(is_latin(text) and _SCRIPT.match(text))
    is_file = is_latin(text) and count <= LONGEST_BUTTON and _FILE_NAME.search(text)
    is_control = is_control or bool(is_file)
    is_notice = count <= LONGEST_NOTICE and _has_opening(plain, "other")
    is_notice = is_notice or _has_opening(plain, "consents") or bool(_framed_phrase().match(plain))
    # It may be a sentence of the story, which does not speak to the site's readers.
    is_told = bool(ENDS_SENTENCE.search(text)) and _has_opening(plain, "also_sentences")
    is_told = is_told and _openings("addresses").isdisjoint(plain.split())
    if is_control or (is_notice and not is_told):
        return "other"
    # "Read also: <a headline>" in one line, which may be as long as a headline.
    # A sentence that begins so has a witness, or a reason.
    is_related = bool(re.search("[:|/]", text)) and _has_opening(plain, "related_openings")
    is_related = is_related or _DASH.split(plain)[0] in _openings("related_openings")
    if count <= LONGEST_TITLE and is_related and not text.rstrip().endswith("."):
        return "related"
    return None


def _has_opening(plain: str, name: str) -> bool:
    return plain in _openings(name) or plain.startswith(_beginnings(name))


@cache
def _beginnings(name: str) -> tuple[str, ...]:
    """Return what one kind of boilerplate begins with where more follows."""
    beginnings: list[str] = []
    for known in load("phrases")["boilerplate"][name]:
        opening = comparable(known)
        # After a word there must be a boundary, after a label a mark; a mark ("©") is one itself.
        boundaries = [" ", ":", "/"] if opening[-1].isalnum() else [""]
        boundaries = [":", " :", " /", " |"] if known.endswith(":") else boundaries
        beginnings += (opening + boundary for boundary in boundaries)
    return tuple(beginnings)


@cache
def _openings(name: str) -> frozenset[str]:
    """Return what one kind of boilerplate begins with, as lines are compared."""
    return frozenset(map(comparable, load("phrases")["boilerplate"][name]))


@cache
def _buttons() -> re.Pattern[str]:
    """Return the pattern of a row of buttons; each is tried once: cost stays linear."""
    known = alternatives(phrases("share", "lines") | phrases("navigation", "lines"))
    return re.compile(rf"^(?>(?:{known})[\s|•·/*-]*){{2,}}$")


@cache
def _framed_phrase() -> re.Pattern[str]:
    """Return the pattern of boilerplate with a name or a number in it."""
    name = rf"(?!(?:{alternatives(phrases('boilerplate', 'no_names'))})(?!\w))[^\s\d]+"
    words, names = r"\S+(?:\s\S+){0,3}", rf"{name}(?:\s{name}){{0,19}}"
    frames = []
    for frame in load("phrases")["boilerplate"]["framed"]:
        # Its brackets are those of an expression, its words have no other sign of one.
        pattern = comparable(frame).replace("(", "(?:").replace("{*}", ".{1,300}")
        frames.append(pattern.replace("{names}", names).replace("{}", words))
    return re.compile(rf"^(?:{'|'.join(frames)})$")


def neighbours(lines: Lines, roles: Roles) -> dict[int, SetAsideKind]:
    """Return the headlines of the articles before and after this one, each below its label."""
    labels = phrases("related", "neighbours")
    found: dict[int, SetAsideKind] = {}
    for i in free_positions(lines, roles)[1:]:
        above = comparable(lines[i - 1].text)
        # Two labels on top of each other are buttons.
        beside = {comparable(line.text) for line in lines[max(0, i - 2) : i + 1]}
        if above in labels and len(beside & labels) == 1 and _may_be_link(lines[i].text):
            found[i] = "related"
            below = lines[i + 1].text if i + 1 < len(lines) else ""
            found |= {i + 1: "timestamp"} if read_publication_lines(below) else {}
    return found


def offers(lines: Lines, roles: Roles) -> dict[int, SetAsideKind]:
    """Return what a page offers between paragraphs: an advertisement with its label, a video."""
    found: dict[int, SetAsideKind] = {}
    for i in free_positions(lines, roles)[1:]:
        plain, above = comparable(lines[i].text), comparable(lines[i - 1].text)
        if not _may_be_link(lines[i].text):
            continue
        label, _, behind = plain.partition(":")
        offered = plain if above in phrases("navigation", "adverts") else ""
        offered = behind if label in phrases("navigation", "adverts") else offered
        if not phrases("navigation", "offers").isdisjoint(offered.split()):
            found[i] = "other"
        elif plain.partition("..")[0].strip() in phrases("navigation", "videos"):
            found[i] = "related"
    return found


def related_links(lines: Lines, roles: Roles) -> dict[int, SetAsideKind]:
    """Headlines under a "read more", and words under "tags", up to the next prose."""
    headings = phrases("related", "lines") | _openings("tags")
    found: dict[int, SetAsideKind] = {}
    title = next((lines[i].text for i, role in roles.items() if role == "title"), "")
    openings = tuple(phrases("related", "openings"))
    sections = tuple(f" {name}" for name in phrases("sections", "names"))
    for start, role in roles.items():
        plain = comparable(LIST_MARK.sub("", lines[start].text))
        # "More of" a section; of anything else it may be a heading of the article.
        is_opening = plain.startswith(openings) and plain.endswith(sections)
        if role not in ("related", "other") or not (plain in headings or is_opening):
            continue
        below = range(start + 1, len(lines))
        # A blank line ends the list, unless blank lines are between all its items.
        spaced = bool(below) and lines[start + 1].blank_before
        marked = bool(below) and bool(LIST_MARK.match(lines[start + 1].text))
        for i in below:
            text = lines[i].text
            is_gap = i > start + 1 and lines[i].blank_before and not spaced
            # Below items with marks a line without is none, and the other way round.
            is_other = bool(LIST_MARK.match(text)) != marked
            if roles.get(i) == "counter":
                continue  # the number of the next
            if i in roles or is_gap or is_other or text == title or not _may_be_link(text):
                break
            found[i] = "related" if is_opening else role
            if comparable(text) in phrases("related", "ends"):
                break
    return found


def notes(lines: Lines, roles: Roles) -> dict[int, SetAsideKind]:
    """Return the notes at the foot that the text refers to (``[2]``), and their heading."""
    found: dict[int, SetAsideKind] = {}
    referred = set[str]().union(*(_REFERENCE.findall(line.text) for line in lines))
    for i in reversed(free_positions(lines, roles)):
        note = _NOTE.match(lines[i].text)
        is_heading = bool(found) and comparable(lines[i].text) in _openings("notes")
        if is_heading or (note and note["number"] in referred):
            found[i] = "other"
        if not (note and i in found):
            break
    return found


def _may_be_link(text: str) -> bool:
    count = word_count(text)
    if count >= LONGEST_HEADING and (text[0] in "وف" or "،" in text):
        return False  # a headline seldom begins with "and", or pauses that late
    if count > LONGEST_HEADLINE_LINK:
        return False
    if text.rstrip().endswith((":", "…")):
        return False
    is_question = text.rstrip().endswith(("؟", "?")) and count <= LONGEST_HEADING
    return is_question or not ENDS_SENTENCE.search(text)


def classify_unextracted(aside: Sequence[UnextractedLine]) -> list[ClassifiedLine]:
    """Return the lines that a page shows and its article does not have, each with its kind."""
    lines: list[Line] = []
    roles: dict[int, LineRole] = {}
    positions: list[int] = []
    for entry in aside:
        # The rules look at neighbours: a paragraph represents the article's lines in between.
        if not entry.adjoins:
            roles[len(lines)] = "paragraph"
            lines.append(Line(entry.line, ""))
        positions.append(len(lines))
        lines.append(Line(entry.line, entry.text))
    for rule in (boilerplate, related_links):
        roles |= rule(tuple(lines), roles)
    classified = []
    for position, entry in zip(positions, aside, strict=True):
        role = roles.get(position, "other")
        if position not in roles and read_publication_lines(entry.text):
            role = "timestamp"
        elif position not in roles and entry.is_link:
            role = link_kind(entry.text)
        classified.append(ClassifiedLine(lines[position], role, extracted=False, rank=entry.rank))
    return classified
