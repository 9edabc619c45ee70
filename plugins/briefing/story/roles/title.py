"""The title of a story copied alone, and the sections and breadcrumbs above it."""

from __future__ import annotations

import re
from itertools import pairwise

from ...dates.publication_line import is_credit, read_publication_lines
from ...language.arabic import ENDS_SENTENCE, alternatives, content_stems, is_latin, key
from ...language.phrases import (
    NAME_WORDS,
    comparable,
    is_letterhead,
    is_name,
    opens_notice,
    phrases,
    read_credit,
    says_who,
)
from ..dateline import read_dateline
from ..lines import (
    HEAD_LINES,
    LIST_MARK,
    LONGEST_BUTTON,
    LONGEST_HEADLINE,
    LONGEST_SHORT_LINE,
    LONGEST_TITLE,
    SHORTEST_TITLE,
    LineRole,
    Lines,
    Roles,
    free_positions,
    is_prose,
    stems_of,
    word_count,
)
from .body import OPEN_ENDS

FEWEST_LINES_BELOW_SECTIONS = 2
"""Free lines a page must keep: of fewer the section would be the title itself."""
LONGEST_SECTION = 3
"""Words in the name of a section; one word alone above a headline is one, too."""
LONGEST_STOPPED_TITLE = 15
LONGEST_STOPPED_BELOW_CREDIT = 9
"""Words of a first line with a full stop: a longer one opens an article that has no title, also
below where or by whom it is written."""
TOLD_SHARE = 0.6
"""Share of a title's stems that the first sentence of its text has, where it tells the same."""
_SHORTEST_NAMED = 2
"""Words of a headline below the known name of a section."""
_TEMPERATURE = re.compile(r"[+-]?\d{1,2}(?:\.\d)?\s?(?:[°º]\s?[CFcfم]?|[CF])")
_HOME, _NEWS = key("الرئيسية"), key("أخبار")
_ENDS = "".join(OPEN_ENDS) + ":"
_LIST_MARK_OR_CLOCK = re.compile(r"[•●▪■◦]\s|\w{2,10}\s\d{1,2}:\d{2}$|\([^()]*\)$")
"""Before an item of a list, or in one of the times of prayer; a line in brackets."""
_CRUMB = re.compile(r"[>›»|/⁄,،\\]")
"""What divides the names in a row of breadcrumbs."""


def section_names(lines: Lines, roles: Roles) -> dict[int, LineRole]:
    """Sections and breadcrumbs above the title."""
    if "title" in roles.values():
        return {}
    found: dict[int, LineRole] = {}
    # Deep in a page a row of names is a table or a list of tags.
    head = [i for i in free_positions(lines, roles) if i < HEAD_LINES]
    texts = {comparable(lines[i].text) for i in head}
    headlines = {text for text in texts if word_count(text) >= SHORTEST_TITLE}
    for i in head:
        # A trail that ends in the headline (``المدى > سياسة > العنوان``), which is below it again.
        crumbs = _crumbs(lines[i].text)
        is_trail = len(crumbs) > 1 and max(map(word_count, crumbs[:-1])) <= LONGEST_SHORT_LINE
        # Nor does a paragraph with pauses that ends in the outlet's name.
        is_trail = is_trail and not (is_credit(lines[i].text) or is_credit(crumbs[-1]))
        is_trail = is_trail and crumbs[-1] in texts
        # One that was copied without its dividers (``الرئيسيةسياسةالعنوان``).
        plain = comparable(lines[i].text)
        is_glued = plain.startswith(_HOME) and plain.endswith(tuple(headlines - {plain}))
        if is_trail or is_glued:
            found[i] = "navigation"
    free = [i for i in free_positions(lines, roles) if i not in found]
    # Sections are on top of one another and the title is below the last; the first line that is
    # neither ends them. A date between them is passed over.
    undated = [i for i in free if not read_publication_lines(lines[i].text)]
    for i, below in pairwise(undated):
        following = lines[below].text
        # There a title may be a name itself.
        is_known = comparable(lines[i].text) in phrases("sections", "names")
        shortest = _SHORTEST_NAMED if is_known else SHORTEST_TITLE
        is_headline = shortest <= word_count(following) <= LONGEST_TITLE
        is_headline = is_headline and not following.endswith(".")
        if not _is_section(lines[i].text) or not (is_headline or _is_section(following)):
            break
        found[i] = "navigation"
    return found if len(free) >= FEWEST_LINES_BELOW_SECTIONS else {}


def _crumbs(text: str) -> list[str]:
    crumbs = (crumb.strip() for crumb in _CRUMB.split(comparable(text)))
    return [crumb for crumb in crumbs if crumb]


def _is_section(text: str) -> bool:
    """Tell whether a line is a section's name, or several in a row (``الرئيسية > الجهات``)."""
    if ENDS_SENTENCE.search(text) or is_credit(text):
        return False
    # "News, news of Syria, Arab news …" in one line.
    if key(text).split().count(_NEWS) > 1 or _is_known_section(comparable(text)):
        return True
    crumbs = _crumbs(text)
    if not crumbs or max(map(word_count, crumbs)) > LONGEST_SECTION:
        return False
    return len(crumbs) > 1 or word_count(crumbs[0]) == 1


def _is_known_section(plain: str) -> bool:
    """Tell whether a line, as compared, is a known section, "news of" one word, or breadcrumbs."""
    first, _, rest = plain.partition(" ")
    crumbs = _crumbs(plain)
    is_trail = len(crumbs) > 1 and crumbs[0] in phrases("navigation", "lines")
    # Of what or where they are, and not of what kind ("good news").
    is_news = first == _NEWS and word_count(rest) == 1
    is_news = is_news and (rest.startswith("ال") or rest.endswith("يه"))
    return is_trail or is_news or plain in phrases("sections", "names")


def masthead(lines: Lines, roles: Roles) -> dict[int, LineRole]:
    """Who runs an outlet, above the title: an office, and below it a name; and the weather.

    Of whom the text tells is not of the page.
    """
    offices, found = phrases("navigation", "offices"), dict[int, LineRole]()
    free, todays = free_positions(lines, roles), set[int]()
    if "title" in roles.values():
        return found
    told = " ".join(line.text for line in lines if is_prose(line.text))
    shown = [comparable(line.text) for line in lines]
    dated = [i for i in free if read_publication_lines(lines[i].text)]
    for i in free[:HEAD_LINES]:
        text, plain, above = lines[i].text, shown[i], shown[i - 1] if i else ""
        if is_prose(text):
            break
        if above in offices and text.split()[-1] in told:
            return {}
        # Two in one line, each before a name; a headline that tells of both has "and" between them.
        before, *names = re.split(alternatives(offices), plain)
        named = [name.strip(" :و|/-،") for name in names]
        are_names = all(word_count(name) in NAME_WORDS and ":" not in name for name in named)
        is_row = not before and len(named) > 1 and are_names
        # The name of the outlet may be before one, as it is above.
        is_named = len(names) == 1 and is_name(names[0]) and before.strip() in shown[:i]
        if plain in offices or is_row or is_named or (above in offices and is_name(text)):
            found[i] = "navigation"
        elif _TEMPERATURE.fullmatch(text) and {*range(i)} <= {*roles, *dated}:
            found[i] = "navigation"
            # Beside it may be the city.
            is_city = word_count("".join(shown[i + 1 : i + 2])) <= LONGEST_BUTTON
            todays |= {i - 1, i + 1, i + 1 + is_city}
    # So is an office that no list has ("head of the … party"), with its name above others.
    for i in set(free) - {*found}:
        words = key(lines[i].text).split()
        is_short = len(words) <= LONGEST_BUTTON or shown[i].endswith(tuple(offices))
        is_office = words[:1] and is_short and words[0] in phrases("byline", "people")
        if is_office and {i + 2, i + 3} <= {*found} and is_name(lines[i + 1].text):
            found |= {i: "navigation", i + 1: "navigation"}
    # The day above them, or with the weather, is that on which the page is read.
    todays.update(range(min(found, default=0)))
    return found | dict.fromkeys(todays.intersection(dated), "timestamp")


def title(lines: Lines, roles: Roles) -> dict[int, LineRole]:
    """If no title is known, the first line that may be one; nothing where that is the body.

    A line too long for a title is the body already: then no later line is guessed.
    """
    if "title" in roles.values():
        return {}
    texts = {i: lines[i].text for i in free_positions(lines, roles)}
    credited = {i for i, text in texts.items() if is_credit(text) or is_latin(text)}
    own = [i for i in texts if i not in credited]
    own = [i for i in own if not _is_of_page(texts[i])] or own
    # Below a note of the editors, and the name of the page, a line without a stop is one.
    below = [i for i in own[1:] if word_count(texts[i]) >= _SHORTEST_NAMED]
    if below and opens_notice(texts[own[0]]) and not texts[below[0]].endswith("."):
        own = below
    # A city alone is where a text was written, too, but above who wrote a title.
    following = lines[own[0] + 1].text if own and own[0] + 1 < len(lines) else ""
    credit = read_credit(following)
    if not is_name(following) and not (credit and credit.author):
        cities = phrases("places", "cities")
        own = [i for i in own if comparable(texts[i]) not in cities] or own
    # Below who writes, or whose paper it is, a line that has the form of a title is one.
    for i, other in pairwise(own):
        is_title = word_count(texts[other]) <= LONGEST_TITLE and not is_prose(texts[other])
        if not (is_title and (says_who(texts[i]) or is_letterhead(texts[i]))):
            break
        own = own[1:]
    above = [i for i in texts if own and i < own[0]]
    sections = [i for i in above if _is_known_section(comparable(texts[i]))]
    found: dict[int, LineRole] = dict.fromkeys(sections, "navigation")
    return found if not own or _is_body(lines, own[0]) else found | {own[0]: "title"}


def _is_of_page(text: str) -> bool:
    """Tell whether a line is a section, tags, an item or a time, in brackets, or who reports."""
    # Before a dash is who reports, or from where, as the last word of the name says.
    brands = phrases("places", "cities") | phrases("outlet", "brands") | phrases("outlet", "paired")
    name = comparable(text.rstrip(_ENDS))
    is_filed = text[-1] in OPEN_ENDS and name.rpartition(" ")[2] in brands
    is_filed = is_filed or (text[-1] == ":" and name in phrases("agencies", "names"))
    is_tags = text.count("#") >= word_count(text)
    is_listed = bool(_LIST_MARK_OR_CLOCK.match(text))
    return is_filed or is_tags or is_listed or _is_known_section(comparable(text))


def _is_body(lines: Lines, i: int) -> bool:
    """Tell whether the first line of its own is the body already, or says what a writer is.

    So it is if the word at the very top, which is nowhere below it, is rather what the page or its
    section is called.
    """
    text, above = lines[i].text, lines[i - 1].text if i else ""
    if i == 0 and lines[1:] and word_count(text) == 1 and is_prose(lines[1].text):
        return stems_of(lines[1:]).isdisjoint(content_stems(text))
    # Of a post, all there is above the text: a name, and what its bearer is. A list has no title.
    is_listed = all(LIST_MARK.match(line.text) for line in lines[i : i + 2])
    if is_listed or (says_who(text) and is_credit(above)):
        return True
    if not ENDS_SENTENCE.search(text.rstrip("؟?…")):
        return word_count(text) > LONGEST_HEADLINE
    filed = phrases("places", "cities") | phrases("agencies", "plural")
    is_filed = bool(read_credit(above)) or comparable(above) in filed
    longest = LONGEST_STOPPED_BELOW_CREDIT if is_filed else LONGEST_STOPPED_TITLE
    # What the first sentence of a text says again is its title.
    below = next((line.text for line in lines[i + 1 :] if is_prose(line.text)), "")
    stems = set(content_stems(text))
    if len(stems & set(content_stems(below))) >= TOLD_SHARE * len(stems):
        longest = LONGEST_TITLE
    return word_count(text) > longest or bool(read_dateline(text))
