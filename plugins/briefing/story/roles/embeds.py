"""Posts of social networks copied with a story."""

from __future__ import annotations

import re

from ...model import Line
from .role import Role, Roles, untaken
from .wording import LONGEST_TITLE, word_count

TWEET_SIGNATURE = re.compile(r"^[—–-]\s*.+\(@\w+\)[\s،,]+.*[\d٠-٩]{4}$")
TWEET_LINK = re.compile(r"pic\.twitter\.com/|https?://t\.co/|(?:twitter|x)\.com/\w+/status/")


def embeds(lines: tuple[Line, ...], roles: Roles) -> dict[int, Role]:
    """Tweets: a signature line with handle and date and the text above it, or a link to one."""
    found: dict[int, Role] = {}
    free = set(untaken(lines, roles))
    for i in sorted(free):
        if TWEET_SIGNATURE.match(lines[i].text):
            found[i] = "embed"
            above = lines[i - 1].text if i - 1 in free else ""
            if above and (not lines[i].blank_before or "#" in above or TWEET_LINK.search(above)):
                found[i - 1] = "embed"
        elif TWEET_LINK.search(lines[i].text) and word_count(lines[i].text) < 2 * LONGEST_TITLE:
            found[i] = "embed"
    return found
