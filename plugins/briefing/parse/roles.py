"""What each line of a seed is: an ordered cascade from sure evidence to weak.

Each rule looks at the lines no earlier rule has taken and returns the roles it gives. What no rule
takes is a paragraph: a doubtful line stays in the body.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Literal

from ..lexicon import load
from ..model import Line
from .arabic import fold, is_latin, stems
from .datelines import read_date_line, read_dateline_prefix

Role = Literal[
    "title", "deck", "date", "publisher", "author", "paragraph", "heading", "item", "pullquote",
    "caption", "embed", "navigation", "related", "share", "counter", "timestamp", "other",
]  # fmt: skip
Roles = Mapping[int, Role]
"""Role by position in the list of lines."""

HEAD_LINES = 16
"""How far below the title a date line still belongs to the story (kickers, bylines, decks)."""
LONGEST_HEADING = 12
"""Words. Section headings of the seeds have 2 to 10; past this a line without a stop is a quote."""
SHORTEST_PULLQUOTE = 8
"""Words. A shorter line that repeats the body is a heading."""
LONGEST_LABEL = 6
"""Words in the name of a publication or in a photo's short text."""
LONGEST_TITLE = 40
"""Words. A first line longer than this is already the story."""
REPEATED = 0.8
"""Share of a pull quote's stems found in one body paragraph when it repeats it."""
ENDS_PROSE = re.compile(r"[.!…،:؛](?:[\"”»’)\]\s]|\[\d+\])*$")
ENDS_STORY_LINE = re.compile(r"[.!؟?…](?:[\"”»’)\]\s])*$")
TWEET_SIGNATURE = re.compile(r"^[—–-]\s*.+\(@\w+\)\s+\w+ \d{1,2}, \d{4}$")
TWEET_LINK = re.compile(r"pic\.twitter\.com/|https?://t\.co/")
ITEM = re.compile(r"^(?:[•●▪■◦*·–—-]\s+|\d{1,2}\s*[.)-]\s+)(?=\S)")
COUNTER = re.compile(r"^[\d\s.,+kKmM]{1,9}$")
TRAILING_COLON = re.compile(r"[\s:.…|›»>]+$")


def assign_roles(lines: tuple[Line, ...], fixed: Roles | None = None) -> dict[int, Role]:
    """Return the role of every line, by its position in `lines`; none is left out."""
    roles: dict[int, Role] = dict(fixed or {})
    for rule in RULES:
        for position, role in rule(lines, roles).items():
            roles.setdefault(position, role)
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
    """Menus, share buttons and counters: whole lines the lexicon knows, and bare numbers."""
    found: dict[int, Role] = {}
    for i in _free(lines, roles):
        plain = _plain(lines[i].text)
        if plain in _known("related", "lines"):
            found[i] = "related"
        elif plain in _known("navigation", "lines"):
            found[i] = "navigation"
        elif plain in _known("share", "lines"):
            found[i] = "share"
        elif COUNTER.match(fold(lines[i].text)):
            found[i] = "counter"
    return found


def set_aside_related(lines: tuple[Line, ...], roles: Roles) -> dict[int, Role]:
    """Headlines under a "read more": every line after it up to the next paragraph of prose."""
    found: dict[int, Role] = {}
    for start in [i for i, role in roles.items() if role == "related"]:
        for i in range(start + 1, len(lines)):
            if i in roles or ENDS_STORY_LINE.search(lines[i].text):
                break
            found[i] = "related"
    return found


def embeds(lines: tuple[Line, ...], roles: Roles) -> dict[int, Role]:
    """Tweets: a signature line with handle and date and the text above it, or a link to one."""
    found: dict[int, Role] = {}
    free = set(_free(lines, roles))
    for i in sorted(free):
        if TWEET_SIGNATURE.match(lines[i].text):
            found[i] = "embed"
            if i - 1 in free:
                found[i - 1] = "embed"
        elif TWEET_LINK.search(lines[i].text) and _word_count(lines[i].text) < 2 * LONGEST_TITLE:
            found[i] = "embed"
    return found


def title(lines: tuple[Line, ...], roles: Roles) -> dict[int, Role]:
    """Take the first line that is neither furniture, nor a date, nor a publication's name."""
    for i in _free(lines, roles):
        text = lines[i].text
        if read_date_line(text) or _is_outlet(text) or _is_byline(text) or is_latin(text):
            continue
        return {i: "title"} if _word_count(text) <= LONGEST_TITLE else {}
    return {}


def dates(lines: tuple[Line, ...], roles: Roles) -> dict[int, Role]:
    """Date lines near the title; a date line further down belongs to something else."""
    start = _title_position(roles)
    head = [i for i in _free(lines, roles) if read_date_line(lines[i].text)]
    return {i: "date" if i <= start + HEAD_LINES else "timestamp" for i in head}


def _title_position(roles: Roles) -> int:
    return next((i for i, role in roles.items() if role == "title"), 0)


def _is_outlet(text: str) -> bool:
    plain = _plain(text)
    if plain in _known("outlet", "names"):
        return True
    few = _word_count(text) <= LONGEST_LABEL - 2 and not ENDS_STORY_LINE.search(text)
    return few and not set(plain.split()).isdisjoint(_known("outlet", "words"))


def _is_byline(text: str) -> bool:
    words = _plain(text).split()
    short = 1 < len(words) <= LONGEST_LABEL and not ENDS_STORY_LINE.search(text)
    return short and words[0].strip(":") in _known("byline", "prefixes")


def publisher_and_author(lines: tuple[Line, ...], roles: Roles) -> dict[int, Role]:
    """Take a publication's name or a byline above the body of a story that has date lines."""
    found: dict[int, Role] = {}
    for i in _head(lines, roles):
        if "publisher" not in found.values() and _is_outlet(lines[i].text):
            found[i] = "publisher"
        elif _is_byline(lines[i].text):
            found[i] = "author"
    return found


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
    return bool(ENDS_STORY_LINE.search(text)) or _word_count(text) > LONGEST_TITLE


def credited_captions(lines: tuple[Line, ...], roles: Roles) -> dict[int, Role]:
    """Lines with a photo credit, and the photo's short text right above one."""
    found: dict[int, Role] = {}
    free = set(_free(lines, roles))
    for i in sorted(free):
        if not _has_credit(lines[i].text):
            continue
        found[i] = "caption"
        above = lines[i - 1].text if i - 1 in free else ""
        if above and _is_alt_text(above, lines[i].text):
            found[i - 1] = "caption"
    return found


def _has_credit(text: str) -> bool:
    if _word_count(text) > LONGEST_TITLE:
        return False
    parts = re.split(r"[/|()\-–—:]", fold(text).lower())
    tail = [part.strip(" .") for part in parts if part.strip(" .")][-1:]
    opening = _plain(text).split(":")[0].strip() in _known("caption", "openings")
    credited = bool(tail) and tail[0] in _known("caption", "credits")
    return len(parts) > 1 and (opening or credited)


def _is_alt_text(text: str, caption: str) -> bool:
    if _word_count(text) > LONGEST_LABEL or ENDS_STORY_LINE.search(text):
        return False
    return set(stems(text)) <= set(stems(caption))


def head_captions(lines: tuple[Line, ...], roles: Roles) -> dict[int, Role]:
    """Above the body: a line below the date without a stop, or one in another script."""
    head = _head(lines, roles)
    last_date = max((i for i, r in roles.items() if r == "date"), default=None)
    found: dict[int, Role] = {i: "caption" for i in head if is_latin(lines[i].text)}
    for i in head:
        below_date = last_date is not None and last_date < i
        if below_date and not ENDS_STORY_LINE.search(lines[i].text):
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
    prose = [set(stems(lines[i].text)) for i in free if _is_prose(lines[i].text)]
    found: dict[int, Role] = {}
    for i in free:
        text = lines[i].text
        if _is_prose(text) or ENDS_PROSE.search(text) or not _between_paragraphs(i, lines):
            continue
        count = _word_count(text)
        if count > LONGEST_HEADING or (count >= SHORTEST_PULLQUOTE and _repeats(text, prose)):
            found[i] = "pullquote"
    return found


def _repeats(text: str, prose: list[set[str]]) -> bool:
    own = set(stems(text))
    return any(len(own & other) >= REPEATED * len(own) for other in prose)


def _between_paragraphs(i: int, lines: tuple[Line, ...]) -> bool:
    return 0 < i < len(lines) - 1


def headings(lines: tuple[Line, ...], roles: Roles) -> dict[int, Role]:
    """Short lines without a full stop that stand before a paragraph of prose."""
    found: dict[int, Role] = {}
    free = _free(lines, roles)
    for i in free:
        text = lines[i].text
        short = _word_count(text) <= LONGEST_HEADING and not ENDS_PROSE.search(text)
        following = next((lines[j].text for j in range(i + 1, len(lines)) if j not in found), "")
        if short and _word_count(following) > _word_count(text) and _is_prose(following):
            found[i] = "heading"
    return found


def paragraphs(lines: tuple[Line, ...], roles: Roles) -> dict[int, Role]:
    """All that is left."""
    return dict.fromkeys(_free(lines, roles), "paragraph")


RULES: tuple[Callable[[tuple[Line, ...], Roles], dict[int, Role]], ...] = (
    set_aside_furniture,
    set_aside_related,
    embeds,
    title,
    dates,
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
