"""What each line of a seed is: an ordered cascade from sure evidence to weak.

Each rule looks at the lines no earlier rule has taken and returns the roles it gives. What no rule
takes is a paragraph: a doubtful line stays in the body.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from functools import cache
from itertools import pairwise
from typing import Literal

from ..lexicon import load
from ..model import Line
from .arabic import content_stems, fold, is_latin, stems
from .datelines import read_clock_line, read_date_lines, read_dateline_prefix
from .lines import ENDS_SENTENCE
from .surroundings import find_surroundings

Role = Literal[
    "title", "deck", "date", "publisher", "author", "paragraph", "heading", "item", "pullquote",
    "caption", "embed", "navigation", "related", "share", "counter", "timestamp", "other",
]  # fmt: skip
Roles = Mapping[int, Role]
"""Role by position in the list of lines."""

HEAD_LINES = 16
"""How far below the title a date line still belongs to the story (kickers, bylines, decks)."""
FOOT_LINES = 3
"""How far below the last prose a date without a label may stand that is the story's own."""
LONGEST_HEADING = 12
"""Words. Section headings of the seeds have 2 to 10; past this a line without a stop is a quote."""
PULLQUOTE_REACH = 40
"""Lines before and behind a pull quote in which the text it repeats stands."""
SHORTEST_PULLQUOTE = 8
"""Words. A shorter line that repeats the body is a heading."""
LONGEST_LABEL = 6
"""Words in the name of a publication or in a photo's short text."""
LONGEST_FURNITURE = 14
"""Words in a rights notice or a line of tags; longer lines that begin like one are prose."""
LONGEST_LINK = 18
"""Words in the headline of another article."""
LONGEST_HEAD_CAPTION = 15
"""Words of a photo's caption above the body; a longer line without a stop is a paragraph."""
SHORTEST_TITLE = 4
TITLE_BELOW = 3
"""Lines above a title that stands twice: sections, a kicker."""
PAIR = 2
BYLINE_WITH_PLACE = re.compile(
    r"^[^\W\d]+(?:\s[^\W\d]+){1,2}\s[-–—]\s[^\W\d]+(?:\s[^\W\d]+)?$"
    r"|^[^\W\d]+\s?(?:[-–—]|:)\s[^\W\d]+(?:\s[^\W\d]+){1,3}$"
)
"""``محمد أحمد - القاهرة`` and ``القاهرة: محمد أحمد``: a name of two to four words and a place."""
MOST_LINES_OF_A_PAGE_WITHOUT_SECTION = 2
LONGEST_SECTION = 3
"""Words in the name of a section; one word alone above a headline is one, too."""
CRUMB = re.compile(r"\s*[>›»|/,،\\]\s*")
SITE_NAME = re.compile(r"^[\w-]+\.(?:نت|كوم|اونلاين|com|net|org|news|tv|info)$")
STOPPED = 0.75
"""Share of a page's long lines that end in a stop; below it, a missing stop says nothing."""
LONGEST_ATTRIBUTION = 80
"""Characters at the end of a line in which its source is named."""
LONGEST_TITLE = 40
"""Words. A first line longer than this is already the story."""
REPEATED = 0.8
"""Share of a pull quote's stems found in one body paragraph when it repeats it."""
ENDS_PROSE = re.compile(r"[.!…،:؛](?:[\"”»’)\]\s]|\[\d+\])*$")
TWEET_SIGNATURE = re.compile(r"^[—–-]\s*.+\(@\w+\)[\s،,]+.*[\d٠-٩]{4}$")
TWEET_LINK = re.compile(r"pic\.twitter\.com/|https?://t\.co/|(?:twitter|x)\.com/\w+/status/")
ITEM = re.compile(r"^(?:[•●▪■◦*·–—-]\s+|\d{1,2}\s*[.)-]\s+)(?=\S)")
COUNTER = re.compile(r"^[\d\s.,+kKmM]{1,9}$")
CONTROL = re.compile(
    r"^(?:[+-]?\s?[Aaأ]\s?[+-]?|[+-]\s?الخط\s?[+-]|\d{1,2}:\d{2}\s?/\s?\d{1,2}:\d{2}|[\d.]{1,4}x)$"
)
"""Buttons: the size of letters, a player's clock and speed."""
SIGNED_OFF = re.compile(r"^(?:-{1,2}\s?\(\w+\)|(?:\w{1,2}[. ]\w{1,2}\s?/?\s?){2,4}|[ـ_=*-]{2,})$")
"""What ends an agency's report: its name in brackets, its editors' initials, a rule."""
TRAILING_COLON = re.compile(r"[\s:.…|›»>]+$")


def assign_roles(lines: tuple[Line, ...], fixed: Roles | None = None) -> dict[int, Role]:
    """Return the role of every line, by its position in `lines`; none is left out.

    `fixed` are roles that are known otherwise, from a page's own metadata.
    """
    roles: dict[int, Role] = dict(fixed or {})
    for rule in RULES:
        for position, role in rule(lines, roles).items():
            if roles.get(position, "timestamp") == "timestamp":
                roles[position] = role  # a timestamp may turn out to be the story's own date
    return roles


def _free(lines: tuple[Line, ...], roles: Roles) -> list[int]:
    return [i for i in range(len(lines)) if i not in roles]


def _word_count(text: str) -> int:
    return len(text.split())


@cache
def _known(section: str, name: str) -> frozenset[str]:
    return frozenset(fold(entry).lower() for entry in load("phrases")[section][name])


def _plain(text: str) -> str:
    return TRAILING_COLON.sub("", fold(text).lower()).strip()


def set_aside_furniture(lines: tuple[Line, ...], roles: Roles) -> dict[int, Role]:
    """Menus, share buttons, counters and the like: lines the lexicon knows.

    What could be a line of the story (a lone word or number) counts only at the head, at the foot
    or beside other furniture.
    """
    found = {i: r for i in _free(lines, roles) if (r := _furniture(lines[i].text))}
    prose = [i for i in _free(lines, roles) if i not in found and _is_prose(lines[i].text)]
    first, last = (prose[0], prose[-1]) if prose else (len(lines), -1)

    def stands(i: int) -> bool:
        edge = i < first or i > last
        return edge or not _is_weak(lines[i].text) or i - 1 in found or i + 1 in found

    return {i: role for i, role in found.items() if stands(i)}


def _furniture(text: str) -> Role | None:
    """Return what kind of page furniture a line is, ``None`` if it is none."""
    plain = _plain(text)
    for role in ("related", "navigation", "share"):
        if plain in _known(role, "lines"):
            return role
    if COUNTER.match(fold(text)) or _counts_something(plain):
        return "counter"
    if read_clock_line(text):
        return "timestamp"
    if CONTROL.match(text) or SIGNED_OFF.match(text) or _framed().match(plain):
        return "other"
    if _word_count(text) <= LONGEST_FURNITURE and _begins(plain, "other"):
        return "other"
    inline = (
        _word_count(text) <= LONGEST_TITLE and ":" in text and _begins(plain, "related_openings")
    )
    return "related" if inline else None


def _begins(plain: str, name: str) -> bool:
    return any(plain == o or plain.startswith(_ends(o)) for o in _openings(name))


def _ends(opening: str) -> tuple[str, ...]:
    """Return how a line goes on behind an opening; a mark of its own is enough."""
    return (opening,) if not opening[-1].isalnum() else (f"{opening} ", f"{opening}:")


@cache
def _openings(name: str) -> frozenset[str]:
    return frozenset(_plain(entry) for entry in load("phrases")["furniture"][name])


@cache
def _framed() -> re.Pattern[str]:
    """Return the pattern of furniture with a name or a number in it."""
    words = r"\S+(?:\s\S+){0,3}"
    framed = load("phrases")["furniture"]["framed"]
    frames = (re.escape(_plain(frame)).replace(r"\{\}", words) for frame in framed)
    return re.compile(rf"^(?:{'|'.join(frames)})$")


def _counts_something(plain: str) -> bool:
    """Tell whether a line is a number and what it counts, or a reading time."""
    number, _, counted = plain.partition(" ")
    named = number.isdigit() and counted in _openings("counters")
    return named or (_word_count(plain) <= LONGEST_LABEL and _begins(plain, "counter_openings"))


def _is_weak(text: str) -> bool:
    return _word_count(text) == 1


def set_aside_related(lines: tuple[Line, ...], roles: Roles) -> dict[int, Role]:
    """Take the headlines under a "read more", and the words under "tags", up to the next prose."""
    found: dict[int, Role] = {}
    for start in [i for i, role in roles.items() if role in ("related", "other")]:
        if not _opens_list(lines[start].text):
            continue
        role = roles[start]
        spaced = start + 1 < len(lines) and lines[start + 1].blank_before
        for i in range(start + 1, len(lines)):
            gap = i > start + 1 and lines[i].blank_before and not spaced
            if i in roles or gap or not _may_be_link(lines[i].text):
                break
            found[i] = role
    return found


def _opens_list(text: str) -> bool:
    """Tell whether a line of furniture is only the heading of what follows."""
    return _plain(text) in _known("related", "lines") | _openings("tags")


def _may_be_link(text: str) -> bool:
    count = _word_count(text)
    if count >= LONGEST_HEADING and (text[0] in "وف" or "،" in text):
        return False  # a headline seldom begins with "and", or pauses that late
    if count > LONGEST_LINK or ITEM.match(text) or text.rstrip().endswith((":", "…")):
        return False
    question = text.rstrip().endswith(("؟", "?")) and count <= LONGEST_HEADING
    return question or not ENDS_SENTENCE.search(text)


def sections(lines: tuple[Line, ...], roles: Roles) -> dict[int, Role]:
    """Set aside sections and breadcrumbs above the title."""
    if "title" in roles.values():
        return {}
    found = _trails(lines, _free(lines, roles))
    roles = {**roles, **found}
    undated = [i for i in _free(lines, roles) if not read_date_lines(lines[i].text)]
    for i, below in pairwise(undated):
        if not _is_section(lines[i].text) or not _may_be_headline(lines[below].text):
            break
        found[i] = "navigation"
    return found if len(_free(lines, roles)) >= MOST_LINES_OF_A_PAGE_WITHOUT_SECTION else {}


def _trails(lines: tuple[Line, ...], free: list[int]) -> dict[int, Role]:
    """Take lines that end in the headline behind its sections (``المدى > سياسة > العنوان``)."""
    head = [i for i in free if i < HEAD_LINES]
    texts = {_plain(lines[i].text) for i in head}
    ends = {i: [p for p in CRUMB.split(_plain(lines[i].text)) if p] for i in head}
    return {i: "navigation" for i, parts in ends.items() if len(parts) > 1 and parts[-1] in texts}


def _is_section(text: str) -> bool:
    """Tell whether a line is a section's name, or several in a row (``الرئيسية > الجهات``)."""
    if ENDS_SENTENCE.search(text) or read_date_lines(text) or is_outlet(text) or _is_byline(text):
        return False
    parts = [part for part in CRUMB.split(_plain(text)) if part]
    if len(parts) > 1 and parts[0] in _known("navigation", "lines"):
        return True
    if not parts or any(_word_count(part) > LONGEST_SECTION for part in parts):
        return False
    one_word = _word_count(parts[0]) < PAIR
    return len(parts) > 1 or one_word or parts[0] in _known("sections", "names")


def _may_be_headline(text: str) -> bool:
    """Tell whether a line below could be the title, or one more section above it."""
    headline = SHORTEST_TITLE <= _word_count(text) <= LONGEST_TITLE and not text.endswith(".")
    return headline or _is_section(text)


def whole_page(lines: tuple[Line, ...], roles: Roles) -> dict[int, Role]:
    """Take the title of a story inside a whole page, and set aside what is outside the story."""
    found = find_surroundings(lines, _free(lines, roles), _belongs_above_title, _is_caption)
    if found is None:
        return {}
    return {found.title: "title", **found.outside}  # type: ignore[dict-item]


def _is_caption(text: str) -> bool:
    """Tell whether a line names a photo's source or says what it shows, or who filed the story."""
    if is_outlet(re.split(r"\s[-–—|/]\s", text)[0]) or _names_outlet_last(text):
        return True
    opened = any(
        re.match(rf"{re.escape(o)}(?!\w)", _plain(text)) for o in _known("caption", "openings")
    )
    return opened or (_has_credit(text) and not _is_attributed_prose(text))


LAST_IN_BRACKETS = re.compile(r"\(([^()]{2,30})\)\s*$")


def _names_outlet_last(text: str) -> bool:
    """Tell whether a line ends in a publication's name in brackets, as captions do."""
    found = LAST_IN_BRACKETS.search(text)
    return bool(found and (is_outlet(found[1]) or _plain(found[1]) in _known("caption", "credits")))


def _belongs_above_title(text: str) -> bool:
    return bool(read_date_lines(text)) or is_outlet(text)


def embeds(lines: tuple[Line, ...], roles: Roles) -> dict[int, Role]:
    """Tweets: a signature line with handle and date and the text above it, or a link to one."""
    found: dict[int, Role] = {}
    free = set(_free(lines, roles))
    for i in sorted(free):
        if TWEET_SIGNATURE.match(lines[i].text):
            found[i] = "embed"
            above = lines[i - 1].text if i - 1 in free else ""
            if above and (not lines[i].blank_before or "#" in above or TWEET_LINK.search(above)):
                found[i - 1] = "embed"
        elif TWEET_LINK.search(lines[i].text) and _word_count(lines[i].text) < 2 * LONGEST_TITLE:
            found[i] = "embed"
    return found


def title(lines: tuple[Line, ...], roles: Roles) -> dict[int, Role]:
    """Take, if none is known, the first line that is no furniture, date, byline or publication."""
    if "title" in roles.values():
        return {}
    free = _free(lines, roles)
    far = _far_from_story(lines, free)
    if far:
        return far
    counts = Counter(_plain(line.text) for line in lines[:HEAD_LINES])
    for place, i in enumerate(free):
        text = lines[i].text
        if _repeated_below(text, [lines[j].text for j in free[place + 1 :][:TITLE_BELOW]], counts):
            continue
        if read_date_lines(text) or is_outlet(text) or _is_byline(text) or is_latin(text):
            continue
        return {i: "title"} if _word_count(text) <= LONGEST_TITLE else {}
    return {}


def _far_from_story(lines: tuple[Line, ...], free: list[int]) -> dict[int, Role]:
    """Take the title and the short lines above it that have no word in common with the story.

    Empty where the first line shares words with the prose, or no line below it does.
    """
    prose = next((n for n, i in enumerate(free) if _is_prose(lines[i].text)), 0)
    known = {stem for i in free[prose:] for stem in content_stems(lines[i].text)}
    strange: dict[int, Role] = {}
    for i in free[:prose]:
        text = lines[i].text
        shared = len(known.intersection(content_stems(text)))
        headline = SHORTEST_TITLE <= _word_count(text) <= LONGEST_LINK
        if shared >= PAIR and headline and not ENDS_PROSE.search(text):
            return {**strange, i: "title"} if strange else {}
        if shared or _word_count(text) > LONGEST_LABEL:
            return {}
        if not read_date_lines(text) and not is_outlet(text) and not _is_byline(text):
            strange[i] = "navigation"
    return {}


def _repeated_below(text: str, below: list[str], counts: Counter[str]) -> bool:
    """Tell whether a short line has a headline below it that stands twice, as titles do."""
    if counts[_plain(text)] > 1 or _word_count(text) > LONGEST_LABEL:
        return False
    twice = (line for line in below if counts[_plain(line)] > 1 and not ENDS_SENTENCE.search(line))
    return any(SHORTEST_TITLE <= _word_count(line) <= LONGEST_TITLE for line in twice)


def dates(lines: tuple[Line, ...], roles: Roles) -> dict[int, Role]:
    """Date lines near the title.

    Without a label one counts only above the body: above all prose, or below one line of it, the
    deck. A labelled one further down belongs to something else.
    """
    start = _title_position(roles)
    found: dict[int, Role] = {}
    prose = 0
    for i in _free(lines, roles):
        line = next(iter(read_date_lines(lines[i].text)), None)
        if line and line.labelled:
            found[i] = "date" if i <= start + HEAD_LINES else "timestamp"
        elif line and prose <= 1 and i <= start + HEAD_LINES:
            found[i] = "date"
        elif i > start and _is_prose(lines[i].text):
            prose += 1
    return found


def date_at_end(lines: tuple[Line, ...], roles: Roles) -> dict[int, Role]:
    """Take a date right below the story, or the page's only labelled one, if none stands above."""
    if "date" in roles.values():
        return {}
    last = max((i for i in _free(lines, roles) if _is_prose(lines[i].text)), default=len(lines))
    foot = range(last + 1, min(len(lines), last + 1 + FOOT_LINES))
    near = [i for i in foot if read_date_lines(lines[i].text)]
    labelled = [i for i in range(len(lines)) if _says_published(lines[i].text)]
    only = labelled if len(labelled) == 1 else []
    return dict.fromkeys((near or only)[:1], "date")


def _says_published(text: str) -> bool:
    return any(line.labelled and line.kind == "published" for line in read_date_lines(text))


def _title_position(roles: Roles) -> int:
    return next((i for i, role in roles.items() if role == "title"), 0)


def is_outlet(text: str) -> bool:
    """Tell whether a line is a publication's name: known, a kind first, or a brand last."""
    plain = _plain(text)
    if plain in _known("outlet", "names") or SITE_NAME.match(plain):
        return True
    words = plain.split()
    if not words or len(words) > LONGEST_LABEL - 2 or ENDS_SENTENCE.search(text):
        return False
    brand = len(words) <= LONGEST_LABEL // 2 and words[-1] in _known("outlet", "brands")
    paired = len(words) == PAIR and words[-1] in _known("outlet", "paired")
    return words[0] in _known("outlet", "kinds") or brand or paired


def _is_byline(text: str) -> bool:
    """Tell whether a line names the author: ``بقلم: …``, ``كتب: …``, ``كتبت فلانة الفلاني``."""
    words = fold(text).lower().strip("| ").split()
    if not 1 < len(words) <= LONGEST_LABEL or ENDS_SENTENCE.search(text):
        return False
    first = words[0].strip(":,،")
    if first in _known("byline", "prefixes"):
        return True
    sure = words[0].endswith(":") or words[1] == ":" or len(words) == LONGEST_LABEL // 2
    return sure and first in _known("byline", "weak_prefixes")


def publisher_and_author(lines: tuple[Line, ...], roles: Roles) -> dict[int, Role]:
    """Take a publication's name or a byline above the body of a story that has date lines."""
    found: dict[int, Role] = {}
    for i in _head(lines, roles):
        if "publisher" not in found.values() and is_outlet(lines[i].text):
            found[i] = "publisher"
        elif _is_byline(lines[i].text):
            found[i] = "author"
    return found or _byline_with_place(lines, roles)


def _byline_with_place(lines: tuple[Line, ...], roles: Roles) -> dict[int, Role]:
    """Take a name and a place in one of the two lines above the first prose."""
    free = _free(lines, roles)
    prose = next((n for n, i in enumerate(free) if _is_prose(lines[i].text)), 0)
    above = free[max(0, prose - 2) : prose]
    return {i: "author" for i in above if BYLINE_WITH_PLACE.match(lines[i].text)}


def _head(lines: tuple[Line, ...], roles: Roles) -> list[int]:
    """Return the free positions from the top to where the body surely starts.

    That is the paragraph with a dateline prefix or the first prose below the last date line,
    whichever comes first within reach; without either there is no head below the title.
    """
    start = _title_position(roles)
    reach = range(start + 1, min(len(lines), start + HEAD_LINES))
    filed = next((i for i in reach if read_dateline_prefix(lines[i].text)), None)
    dated = max((i for i in reach if roles.get(i) == "date"), default=None)
    if filed is not None:
        end = filed
    elif dated is not None:
        below = (i for i in reach if i > dated and _is_prose(lines[i].text))
        end = next(below, dated + 1)
    else:
        end = start
    return [i for i in _free(lines, roles) if i < end]


def _is_prose(text: str) -> bool:
    return bool(ENDS_SENTENCE.search(text)) or _word_count(text) > LONGEST_TITLE


def credited_captions(lines: tuple[Line, ...], roles: Roles) -> dict[int, Role]:
    """Lines with a photo credit, and the photo's short text right above one."""
    found: dict[int, Role] = {}
    free = set(_free(lines, roles))
    for i in sorted(free):
        if _is_attributed_prose(lines[i].text) or not _has_credit(lines[i].text):
            continue
        found[i] = "caption"
        above = lines[i - 1].text if i - 1 in free else ""
        if above and _is_alt_text(above, lines[i].text):
            found[i - 1] = "caption"
    return found


ATTRIBUTED = re.compile(r"(?:بحسب|حسب|وفق|وفقا ل|نقلا عن|وكاله)\s*\S*\s*[-/(]?[^-/(]{2,20}\)?\.?$")


def _is_attributed_prose(text: str) -> bool:
    """Tell whether an agency at the end of a line is the source of what a sentence says."""
    return bool(ATTRIBUTED.search(fold(text)[-LONGEST_ATTRIBUTION:]))


def _has_credit(text: str) -> bool:
    if _word_count(text) > LONGEST_TITLE:
        return False
    parts = re.split(r"[/|()\-–—:]", fold(text).lower())
    tail = [part.strip(" .") for part in parts if part.strip(" .")][-1:]
    opening = _plain(text).split(":")[0].strip() in _known("caption", "openings")
    credited = bool(tail) and tail[0] in _known("caption", "credits")
    return len(parts) > 1 and (opening or credited)


def _is_alt_text(text: str, caption: str) -> bool:
    if _word_count(text) > LONGEST_LABEL or ENDS_SENTENCE.search(text):
        return False
    return set(stems(text)) <= set(stems(caption))


def head_captions(lines: tuple[Line, ...], roles: Roles) -> dict[int, Role]:
    """Above the body: a line below the date without a stop, or one in another script."""
    head = _head(lines, roles)
    last_date = max((i for i, r in roles.items() if r == "date"), default=None)
    found: dict[int, Role] = {i: "caption" for i in head if is_latin(lines[i].text)}
    below = [i for i in head if last_date is not None and last_date < i]
    for i in below[:1]:
        text = lines[i].text
        short = _word_count(text) <= LONGEST_HEAD_CAPTION and not ITEM.match(text)
        if short and not ENDS_SENTENCE.search(text):
            found[i] = "caption"
    return found


def deck(lines: tuple[Line, ...], roles: Roles) -> dict[int, Role]:
    """Take the one line of prose between the title and the body, above or below the date."""
    start = _title_position(roles)
    candidates = [i for i in _head(lines, roles) if i > start and not is_latin(lines[i].text)]
    return {candidates[0]: "deck"} if candidates else {}


def items(lines: tuple[Line, ...], roles: Roles) -> dict[int, Role]:
    """Bulleted and numbered lines; a lone dash line without a neighbour is prose."""
    marked = [i for i in _free(lines, roles) if ITEM.match(lines[i].text)]
    neighbours = {i for i in marked if i - 1 in marked or i + 1 in marked}
    return dict.fromkeys(sorted(neighbours), "item")


def pull_quotes(lines: tuple[Line, ...], roles: Roles) -> dict[int, Role]:
    """Lines without a stop that repeat the body, or are too long for a heading."""
    free = _free(lines, roles)
    stops_tell = _stops_tell([lines[i].text for i in free])
    found: dict[int, Role] = {}
    for i in free:
        text = lines[i].text
        if _is_prose(text) or ENDS_PROSE.search(text) or not _between_paragraphs(i, lines):
            continue
        count = _word_count(text)
        repeats = count >= SHORTEST_PULLQUOTE and _repeats(i, lines)
        if repeats or (stops_tell and count > LONGEST_HEADING):
            found[i] = "pullquote"
    return found


def _stops_tell(texts: list[str]) -> bool:
    """Tell whether this page ends its paragraphs with stops, so that a missing one means much."""
    long = [text for text in texts if _word_count(text) > LONGEST_HEADING]
    return sum(bool(ENDS_SENTENCE.search(text)) for text in long) >= STOPPED * len(long)


def _repeats(i: int, lines: tuple[Line, ...]) -> bool:
    """Tell whether a line repeats the prose around it; only so far, so that cost stays linear."""
    own = set(stems(lines[i].text))
    around = lines[max(0, i - PULLQUOTE_REACH) : i + PULLQUOTE_REACH]
    prose = (set(stems(line.text)) for line in around if _is_prose(line.text))
    return any(len(own & other) >= REPEATED * len(own) for other in prose)


def _between_paragraphs(i: int, lines: tuple[Line, ...]) -> bool:
    return 0 < i < len(lines) - 1


def headings(lines: tuple[Line, ...], roles: Roles) -> dict[int, Role]:
    """Short lines without a full stop that stand before something longer, or before a list."""
    found: dict[int, Role] = {}
    for i in _free(lines, roles)[:-1]:
        text, below = lines[i].text, i + 1
        short = _word_count(text) <= LONGEST_HEADING and not ENDS_PROSE.search(text)
        if short and not ITEM.match(text) and _is_headed(text, lines[below].text, roles.get(below)):
            found[i] = "heading"
    return found


def _is_headed(heading: str, following: str, role: Role | None) -> bool:
    """Tell whether the line below a heading is what a heading stands over."""
    if role is not None:
        return role == "item"
    longer = _word_count(following) >= max(LONGEST_HEADING, 2 * _word_count(heading))
    prose = bool(ENDS_SENTENCE.search(following)) and _word_count(following) > _word_count(heading)
    return longer or prose


def paragraphs(lines: tuple[Line, ...], roles: Roles) -> dict[int, Role]:
    """All that is left."""
    return dict.fromkeys(_free(lines, roles), "paragraph")


RULES: tuple[Callable[[tuple[Line, ...], Roles], dict[int, Role]], ...] = (
    set_aside_furniture,
    whole_page,
    set_aside_related,
    sections,
    embeds,
    title,
    dates,
    date_at_end,
    publisher_and_author,
    credited_captions,
    head_captions,
    deck,
    items,
    pull_quotes,
    headings,
    paragraphs,
)
"""The cascade, sure evidence first."""
