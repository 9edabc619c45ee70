"""Pull quotes: lines set large that repeat the body."""

from __future__ import annotations

from ...language.arabic import stems
from ...model import Line
from ..lines import ENDS_SENTENCE
from .role import Role, Roles, untaken
from .wording import ENDS_PROSE, LONGEST_HEADING, is_prose, word_count

PULLQUOTE_REACH = 40
"""Lines before and behind a pull quote in which the text it repeats stands."""
SHORTEST_PULLQUOTE = 8
"""Words. A shorter line that repeats the body is a heading."""
STOPPED = 0.75
"""Share of a page's long lines that end in a stop; below it, a missing stop says nothing."""
REPEATED = 0.8
"""Share of a pull quote's stems found in one body paragraph when it repeats it."""


def pull_quotes(lines: tuple[Line, ...], roles: Roles) -> dict[int, Role]:
    """Lines without a stop that repeat the body, or are too long for a heading."""
    free = untaken(lines, roles)
    inside = range(1, len(lines) - 1)
    stops_tell = _stops_tell([lines[i].text for i in free])
    found: dict[int, Role] = {}
    for i in free:
        text = lines[i].text
        if is_prose(text) or ENDS_PROSE.search(text) or i not in inside:
            continue
        count = word_count(text)
        repeats = count >= SHORTEST_PULLQUOTE and _repeats(i, lines)
        if repeats or (stops_tell and count > LONGEST_HEADING):
            found[i] = "pullquote"
    return found


def _stops_tell(texts: list[str]) -> bool:
    """Tell whether this page ends its paragraphs with stops, so that a missing one means much."""
    long = [text for text in texts if word_count(text) > LONGEST_HEADING]
    return sum(bool(ENDS_SENTENCE.search(text)) for text in long) >= STOPPED * len(long)


def _repeats(i: int, lines: tuple[Line, ...]) -> bool:
    """Tell whether a line repeats the prose around it; only so far, so that cost stays linear."""
    own = set(stems(lines[i].text))
    around = lines[max(0, i - PULLQUOTE_REACH) : i + PULLQUOTE_REACH]
    prose = (set(stems(line.text)) for line in around if is_prose(line.text))
    return any(len(own & other) >= REPEATED * len(own) for other in prose)
