"""Lines of a seed: their text, the role of each in the story, and what their wording shows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeGuard, get_args

from ..language.arabic import ENDS_SENTENCE, content_stems
from ..model import BlockKind, Line, SetAsideKind

HeadRole = Literal["title", "deck", "date", "publisher", "author", "dateline"]
LineRole = HeadRole | BlockKind | SetAsideKind
"""What a line is: of the story's head, a block of its body, or set aside."""
Lines = tuple[Line, ...]
Roles = Mapping[int, LineRole]
"""Role by position in the list of lines; lines without one are still free."""


@dataclass(frozen=True, slots=True)
class ClassifiedLine:
    """A line and its role. `extracted` is false where only the page around the article has it.

    `rank` is its place on the page: extraction may change the order, and one line of a file may
    hold a whole page.
    """

    line: Line
    role: LineRole
    extracted: bool = True
    rank: int = 0


FEWEST_LIVE_TIMES = 3
"""Times of day alone that make a page live coverage."""
# Lengths of lines by what they are, calibrated on the pages of tests/quality; its floors hold them
# (docs/quality.md).
HEAD_LINES = 16
"""How far below the title a publication line is still the story's (kickers, bylines, decks)."""
SHORTEST_TITLE = 4
USUAL_TITLE = range(6, 17)
LONGEST_TITLE = 40
"""Words. A first line longer than this is already the story."""
LONGEST_HEADING = 12
"""Words. Section headings in the test pages have 2 to 10; past this a line without a stop is a
quote set large."""
LONGEST_SHORT_LINE = 6
"""Words in a kicker, the name of a page's part or a photo's short text."""
LONGEST_HEADLINE_LINK = 18
"""Words in the headline of another article."""
LONGEST_BUTTON = 3
"""Words: a shorter link of a menu is a button, a longer one another headline."""
SHORTEST_SENTENCE = 4
LONGEST_HEADLINE = 25
"""Words of a headline without a stop; what has more is a sentence of an article."""
ENDS_CLAUSE = re.compile(r"[.!…،:؛](?:[\"”»’)\]\s]|\[\d+\])*$")
"""The end of a line that no heading has, with closing marks and numbers of notes."""
LIST_MARK = re.compile(
    r"^(?:[•●▪■◦*·–—-]\s+|\d{1,2}\s*[.)-]\s+|o\s+|[أبتثجدهوزحط]\s?[-–)]\s+"
    "|[\u2705\u2714\u2611\u25aa\u25fe\U0001f539\U0001f538\uf0a7\uf0b7\uf0d8\uf0fc]\ufe0f?\\s*)(?=\\S)"
)
"""The bullet, number or letter of a list's item; office programs keep theirs in a private area."""
_NEXT_ITEM = re.compile(r"(?<=[.؟!])\s(?=-\s\S)")
SOURCE_LABEL = re.compile(r"^المصدر\s?:\s?")
"""What a line begins with that names where an article or a picture is from."""
PAGE_NUMBER = re.compile(r"(?:ال)?صفحة\s\d+(?:\sمن\s\d+)?\W*$")
"""How the line at the head or foot of a printed page ends."""
_INVISIBLE = (
    "\ufeff\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
"""Marks that may be alone on a line and leave it empty to the eye."""


def split_lines(text: str) -> Lines:
    """Return the lines with something visible on them, numbered as an editor numbers them.

    Outer white space is removed.
    """
    lines: list[Line] = []
    blank = False
    for number, raw in enumerate(text.split("\n"), 1):
        visible = raw.strip()
        # Copying from right-to-left pages leaves lines that hold nothing but direction marks.
        if visible.strip(_INVISIBLE).strip():
            # A list copied as one paragraph ("- one. - two.") is one all the same.
            items = _NEXT_ITEM.split(visible) if visible.startswith("- ") else [visible]
            for place, item in enumerate(items):
                lines.append(Line(number, item, blank and not place))
            blank = False
        else:
            blank = True
    return tuple(lines)


def is_block_kind(role: LineRole) -> TypeGuard[BlockKind]:
    """Tell whether a line of this role is in the story's body."""
    return role in get_args(BlockKind)


def is_set_aside(role: LineRole) -> TypeGuard[SetAsideKind]:
    """Tell whether a line of this role is not part of the story."""
    return role in get_args(SetAsideKind)


def free_positions(lines: Lines, roles: Roles) -> list[int]:
    """Return the positions of the lines that have no role yet."""
    return [i for i in range(len(lines)) if i not in roles]


def title_position(roles: Roles) -> int:
    """Return the position of the title; without one, the top."""
    return next((i for i, role in roles.items() if role == "title"), 0)


def word_count(text: str) -> int:
    """Return how many words a line has."""
    return len(text.split())


def stems_of(lines: Iterable[Line]) -> set[str]:
    """Return the stems of the words with a meaning of their own in some lines."""
    return set[str]().union(*(content_stems(line.text) for line in lines))


def is_prose(text: str) -> bool:
    """Tell whether a line ends as a sentence does, or is too long for anything else.

    The cascade's question: a headline with a stop counts, too, until a rule knows it better.
    """
    return bool(ENDS_SENTENCE.search(text)) or word_count(text) > LONGEST_TITLE


def is_sentence(text: str) -> bool:
    """Tell whether a line of the body is a sentence and no headline or button.

    The question whether there is an article at all. Lines of menus do not end in stops, but
    "حسنا." is no article, either.
    """
    count = word_count(text)
    stopped = count >= SHORTEST_SENTENCE and bool(ENDS_SENTENCE.search(text))
    return stopped or count > LONGEST_HEADLINE


def link_kind(text: str) -> SetAsideKind:
    """Return what a link or a line of a menu is: a button, or the headline of another article."""
    return "navigation" if word_count(text) <= LONGEST_BUTTON else "related"
