"""Blocks of the body: captions, embedded posts, list items, pull quotes and headings."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...language.arabic import ENDS_SENTENCE, fold, stems
from ...language.cohesion import continues
from ...language.phrases import comparable, is_name, is_outlet, opens_with_and, phrases
from ..lines import (
    ENDS_CLAUSE,
    LIST_MARK,
    LONGEST_BUTTON,
    LONGEST_HEADING,
    LONGEST_SHORT_LINE,
    LONGEST_TITLE,
    LineRole,
    Lines,
    Roles,
    free_positions,
    is_prose,
    word_count,
)

LONGEST_CAPTION = 15
"""Words of a caption above the body, or with a stop behind its credit; longer ones are prose."""
LONGEST_ATTRIBUTION = 80
"""Characters at the end of a line in which its source is named."""
_ATTRIBUTION = re.compile(
    r"(?:بحسب|حسب|وفق|وفقا ل|نقلا عن|وكاله)\s*\S*\s*[-/(]?[^-/(]{2,20}\)?\.?$"
)
"""An agency at the end of a line as the source of what a sentence says ("according to")."""
_PARTS = re.compile(r"[/|()\-–—:،]")
"""Marks between a caption and its credit."""
FRAMED = re.compile(r"^[-–—]\s?[^-–—]{2,80}\s[-–—]$")
"""A heading of agencies between two dashes (``- جدول زمني -``)."""
OPEN_ENDS = ("-", "–", "—", "|")
"""How a line ends behind which something was not copied, as a name before its place."""
PULL_QUOTE_REACH = 40
"""Lines before and after a pull quote in which the text it repeats is looked for; bounded, so that
cost stays linear."""
SHORTEST_PULL_QUOTE = 8
"""Words. A shorter line that repeats the body is a heading."""
STOPPED_SHARE = 0.75
"""Share of a page's long lines that end in a stop; below it, a missing stop says nothing."""
REPEATED_SHARE = 0.8
"""Share of a pull quote's stems found in one body paragraph when it repeats it."""
_TWEET_SIGNATURE = re.compile(
    r"^(?:[—–-]|[^—]{1,280}—(?=[^—]{5,90}$))(?=.*[\d٠-٩]{4}$)\s*.+\(@\w+\)[\s،,]"
)
_TWEET_LINK = re.compile(r"pic\.twitter\.com/|https?://t\.co/|(?:twitter|x)\.com/\w+/status/")


def credited_captions(lines: Lines, roles: Roles) -> dict[int, LineRole]:
    """Lines with a photo credit, and the photo's short text right above one."""
    found: dict[int, LineRole] = {}
    free = set(free_positions(lines, roles))
    is_below = False
    for i in sorted(free):
        text = lines[i].text
        # What is there twice in succession is a photo's alternative text, and its caption.
        # Above the body such a line may be a section's.
        is_below = is_below or is_prose(text)
        fewest = 1 if is_below else LONGEST_BUTTON + 1
        is_twice = i - 1 in free and text == lines[i - 1].text and not LIST_MARK.match(text)
        is_twice = is_twice and word_count(text) <= LONGEST_CAPTION and not ENDS_CLAUSE.search(text)
        # Of a word or two a chant is, too: one of them stays.
        # Right below the title, or what is beside it, it may be as short.
        if is_twice and (word_count(text) >= fewest or i - 2 in roles):
            found[i - 1] = found[i] = "caption"
        if not has_credit(text):
            continue
        found[i] = "caption"
        # The alternative text of the photo, which copying puts above it: nothing new in it.
        above = lines[i - 1].text if i - 1 in free else ""
        is_short = 0 < word_count(above) <= LONGEST_SHORT_LINE and not ENDS_SENTENCE.search(above)
        if is_short and set(stems(above)) <= set(stems(text)):
            found[i - 1] = "caption"
    # One is enough of a caption that is there again, as the photo's alternative text or below it.
    shown: set[str] = set()
    for i in sorted(found):
        if lines[i].text in shown:
            found[i] = "other"
        shown.add(lines[i].text)
    return found


def has_credit(text: str) -> bool:
    """Tell whether a line opens as captions do or names its source last, after a mark."""
    is_short = word_count(text) <= LONGEST_TITLE
    if is_short and comparable(text).endswith(tuple(phrases("caption", "endings"))):
        return True
    parts = _PARTS.split(fold(text).lower())
    # "…, according to Reuters" ends like a credit and is the story's.
    is_attributed = _ATTRIBUTION.search(fold(text)[-LONGEST_ATTRIBUTION:])
    # What has the length of a sentence and its stop behind the bracket is one.
    is_told = text.endswith(").") and word_count(text) > LONGEST_CAPTION
    if not is_short or len(parts) == 1 or is_attributed or is_told or text.endswith(":"):
        return False
    if re.split("[:،]", comparable(text))[0].strip() in phrases("caption", "openings"):
        return True
    # Behind what is shown may be who took it (``… تصوير: سعد علي``).
    taken = phrases("caption", "openings") & phrases("byline", "others")
    if not taken.isdisjoint(parts[-2].split()[-1:]) and is_name(parts[-1].strip()):
        return True
    # What is behind the sign of rights says whose picture it is.
    shown, sign, _ = text.partition("©")
    if sign and word_count(shown) >= LONGEST_BUTTON and not re.search("حقوق", shown):
        return True
    last = next((name for part in reversed(parts) if (name := part.strip(' ."«»“”'))), "")
    last = last.rpartition(" via ")[2]  # "a photographer/his agency via another"
    is_in_brackets = text.rstrip(" .").endswith(")")
    # Behind the outlet may be its photographer (``(عنب بلدي/ مجد السالم)``).
    first = re.split("[/،]", text.rpartition("(")[2])[0]
    is_outlets = is_in_brackets and (is_outlet(last) or is_outlet(first))
    return last in phrases("caption", "credits") or is_outlets


def embeds(lines: Lines, roles: Roles) -> dict[int, LineRole]:
    """Tweets: a signature line with handle and date and the text above it, or a link to one."""
    found: dict[int, LineRole] = {}
    free = set(free_positions(lines, roles))
    for i in sorted(free):
        text = lines[i].text
        if _TWEET_SIGNATURE.match(text):
            found[i] = "embed"
            above = lines[i - 1].text if i - 1 in free else ""
            # Without a blank line between them, or with a tag or a link, they are one post.
            if above and (not lines[i].blank_before or "#" in above or _TWEET_LINK.search(above)):
                found[i - 1] = "embed"
        elif _TWEET_LINK.search(text) and word_count(text) < 2 * LONGEST_TITLE:
            found[i] = "embed"
    return found


def list_items(lines: Lines, roles: Roles) -> dict[int, LineRole]:
    """Bulleted and numbered lines; a lone dash line without a neighbour is prose."""
    # Dialogue opens with a dash, too; only in a list are such lines next to one another.
    free = free_positions(lines, roles)
    marked = {i for i in free if LIST_MARK.match(lines[i].text) and not FRAMED.match(lines[i].text)}
    return {i: "item" for i in sorted(marked) if i - 1 in marked or i + 1 in marked}


def pull_quotes(lines: Lines, roles: Roles) -> dict[int, LineRole]:
    """Lines without a stop that repeat the body, or are too long for a heading."""
    free = free_positions(lines, roles)
    stopped = end_in_stops(lines, free)
    found: dict[int, LineRole] = {}
    for i in free:
        text = lines[i].text
        # The first line and the last one have the body only on one side.
        if is_prose(text) or ENDS_CLAUSE.search(text) or i in (0, free[-1]):
            continue
        # Below a time is the headline of its entry.
        if roles.get(i - 1) == "timestamp" and word_count(text) <= LONGEST_HEADING:
            continue
        # What begins with "and he added" is a paragraph that lacks its stop, or its end.
        goes_on = opens_with_and(text) or continues(text)
        if stopped and word_count(text) > LONGEST_HEADING and not goes_on:
            found[i] = "pullquote"
        elif word_count(text) >= SHORTEST_PULL_QUOTE:
            own = set(stems(text))
            for line in lines[max(0, i - PULL_QUOTE_REACH) : i + PULL_QUOTE_REACH]:
                shared = own.intersection(stems(line.text))
                if is_prose(line.text) and len(shared) >= REPEATED_SHARE * len(own):
                    found[i] = "pullquote"
                    break
    return found


def end_in_stops(lines: Lines, positions: Sequence[int]) -> bool:
    """Tell whether long lines of a page end in stops: where they do not, a missing one is none."""
    # A line that opens what is below it tells nothing.
    texts = [lines[i].text for i in positions if not lines[i].text.endswith(":")]
    long = [text for text in texts if word_count(text) > LONGEST_HEADING]
    stopped = sum(bool(ENDS_SENTENCE.search(text)) for text in long)
    return stopped >= STOPPED_SHARE * len(long)


def headings(lines: Lines, roles: Roles) -> dict[int, LineRole]:
    """Short lines without a full stop before something longer, or before a list."""
    found: dict[int, LineRole] = {}
    # The last line is never a heading: there is nothing below it.
    for i in free_positions(lines, roles)[:-1]:
        text = lines[i].text
        if FRAMED.match(text):
            found[i] = "heading"
        if not (any(map(str.isalpha, text)) or i - 1 in roles or is_prose(lines[i - 1].text)):
            continue  # a number of a table, and not above a chapter
        if word_count(text) > LONGEST_HEADING or ENDS_CLAUSE.search(text) or LIST_MARK.match(text):
            continue
        if text[-1] in OPEN_ENDS:
            continue
        own, following = word_count(text), word_count(lines[i + 1].text)
        longer = following > own and ENDS_SENTENCE.search(lines[i + 1].text)
        is_over_prose = following >= max(LONGEST_HEADING, 2 * own) or longer
        # Headings are over prose or a list, not over a caption, a tweet or a menu.
        role = roles.get(i + 1)
        if role == "item" or (role is None and is_over_prose):
            found[i] = "heading"
    return found
