"""What a line's wording shows: its length, its end, and whether the lexicon knows it."""

from __future__ import annotations

import re
from functools import cache

from ...language.arabic import fold
from ...language.lexicon import load
from ..lines import ENDS_SENTENCE

SHORTEST_TITLE = 4
LONGEST_TITLE = 40
"""Words. A first line longer than this is already the story."""
LONGEST_HEADING = 12
"""Words. Section headings of the seeds have 2 to 10; past this a line without a stop is a quote."""
LONGEST_LABEL = 6
"""Words in the name of a publication or in a photo's short text."""
LONGEST_LINK = 18
"""Words in the headline of another article."""
ENDS_PROSE = re.compile(r"[.!…،:؛](?:[\"”»’)\]\s]|\[\d+\])*$")
"""The end of a line that no heading has, with closing marks and numbers of notes."""
ITEM = re.compile(r"^(?:[•●▪■◦*·–—-]\s+|\d{1,2}\s*[.)-]\s+)(?=\S)")
"""The bullet or number of a list's item."""
TRAILING_COLON = re.compile(r"[\s:.…|›»>]+$")


def word_count(text: str) -> int:
    """Return how many words a line has."""
    return len(text.split())


def is_prose(text: str) -> bool:
    """Tell whether a line ends as a sentence does, or is too long for anything else."""
    return bool(ENDS_SENTENCE.search(text)) or word_count(text) > LONGEST_TITLE


def comparable(text: str) -> str:
    """Return a line as the lexicon's entries are compared: folded, without marks at its end."""
    return TRAILING_COLON.sub("", fold(text).lower()).strip()


@cache
def phrases(section: str, name: str) -> frozenset[str]:
    """Return a list of ``lexicon/phrases.toml``, folded."""
    return frozenset(fold(entry).lower() for entry in load("phrases")[section][name])
