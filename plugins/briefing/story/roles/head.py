"""The head of a story: publication lines, publisher, byline, photo caption and deck."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

from ...dates.publication_line import is_credit, read_clock_line, read_publication_lines
from ...dates.vocabulary import month_name, weekday_numbers
from ...language.arabic import ENDS_SENTENCE, fold, is_latin, words
from ...language.phrases import (
    NAME_WORDS,
    comparable,
    is_outlet,
    opens_notice,
    phrases,
    read_credit,
    read_paper_place,
    read_reporters,
    says_who,
)
from ..dateline import read_dateline
from ..lines import (
    FEWEST_LIVE_TIMES,
    HEAD_LINES,
    LIST_MARK,
    LONGEST_BUTTON,
    LONGEST_SHORT_LINE,
    SOURCE_LABEL,
    LineRole,
    Lines,
    Roles,
    free_positions,
    is_prose,
    is_sentence,
    title_position,
    word_count,
)
from .body import FRAMED, LONGEST_CAPTION, OPEN_ENDS, end_in_stops, has_credit

FOOT_LINES = 3
"""How far below the last prose a date without a label may be that is the story's own."""
_QUOTE = re.compile(r"[\"“”«»()\[\]]")
_FEWEST_WITHOUT_NAME = 40
"""Words of a text that would have the name of whom it tells."""
_PAGE_DIGITS = 3
"""Digits of a page's number; in four it is a year."""
_RIGHTS = re.compile(r"©|حقوق|copyright", re.IGNORECASE)
_SAID = re.compile(r"^[^:(]*\w[»\"]?:\s[«\"“]?[آ-ي]")
"""``الوزير: اللقاح متوفر``: a headline however short, and no name or label."""


def publication_lines(lines: Lines, roles: Roles) -> dict[int, LineRole]:
    """Date lines near the title.

    Without a label one counts only above the body: above all prose, or below one line of it, the
    deck. A labelled one further down belongs to something else, and one above the title to the
    page, which shows the day and weekday it is read, where an earlier one is below it, or a list of
    others' headlines.
    """
    start = title_position(roles)
    found: dict[int, LineRole] = {}
    # Below two lines of prose the body has begun, and a bare date may be part of it.
    prose = 0
    stated = {i: read_publication_lines(lines[i].text) for i in free_positions(lines, roles)}
    for i, of_line in stated.items():
        is_near = i <= start + HEAD_LINES
        if of_line and of_line[0].labelled:
            found[i] = "date" if is_near else "timestamp"
        elif of_line and is_near and prose <= 1:
            found[i] = "date"
        elif i > start and is_prose(lines[i].text):
            prose += 1
    dates = {i: stated[i][0] for i in found if found[i] == "date"}
    dates = {i: first for i, first in dates.items() if first.kind == "published"}
    own = next((first.dated.when.start for i, first in dates.items() if i > start), date.max)
    labels = phrases("related", "lines")
    for i, first in dates.items():
        has_weekday = not set(words(lines[i].text)).isdisjoint(weekday_numbers())
        # Without a weekday, or a button or section below it, it may be the title's own, too.
        is_of_page = has_weekday or roles.get(i + 1) == "navigation"
        # Right below a list's label may be the title, as below a section.
        is_over_list = any(comparable(line.text) in labels for line in lines[i : start - 1])
        is_todays = is_of_page and first.dated.when.start > own
        if i < start and not first.labelled and (is_todays or (has_weekday and is_over_list)):
            found[i] = "timestamp"
    return found


def publication_line_at_end(lines: Lines, roles: Roles) -> dict[int, LineRole]:
    """Date line below the story, or the page's only labelled one, if none is above it.

    Below one that is above, the last change right below the story.
    """
    prose = [i for i in free_positions(lines, roles) if is_prose(lines[i].text)]
    last = prose[-1] if prose else len(lines)
    # Below a headline of another article it is that one's.
    listed = [i for i in range(last + 1, len(lines)) if roles.get(i) == "related"]
    headlines = [i for i in listed if word_count(lines[i].text) > LONGEST_SHORT_LINE]
    foot = range(last + 1, min([len(lines), last + 1 + FOOT_LINES, *headlines]))
    dated = [i for i in foot if read_publication_lines(lines[i].text)]
    if "date" in roles.values():
        own = [i for i in dated if read_publication_lines(lines[i].text)[0].kind == "updated"]
        return {own[0]: "date"} if own else {}
    if dated:
        # Agencies and some papers put the date at the foot.
        return {dated[0]: "date"}
    # Further down one alone, where boilerplate is between and no list of other articles.
    below = range(last + 1, len(lines))
    is_listed = any(comparable(lines[i].text) in phrases("related", "lines") for i in below)
    times = [i for i in below if roles.get(i, "timestamp") == "timestamp"]
    dated = [i for i in times if read_publication_lines(lines[i].text)]
    is_near = bool(dated) and sum(i not in roles for i in range(last + 1, dated[0])) < FOOT_LINES
    if len(dated) == 1 and not is_listed and is_near:
        return {dated[0]: "date"}
    labelled = []
    for i, line in enumerate(lines):
        dates = read_publication_lines(line.text)
        if any(found.labelled and found.kind == "published" for found in dates):
            labelled.append(i)
    # Several are those of other articles in a list, and nothing tells which is this one's.
    return {labelled[0]: "date"} if len(labelled) == 1 else {}


def title_again(lines: Lines, roles: Roles) -> dict[int, LineRole]:
    """Lines that repeat the title above the text, or as the name of a picture there.

    Below the first sentence they are headings, or a refrain; so they are where they are apart from
    one another, with lines between that have no role.
    """
    start = title_position(roles)
    if roles.get(start) != "title":
        return {}
    title, found, free = _without_marks(lines[start].text), dict[int, LineRole](), False
    for i in range(start + 1, min(len(lines), start + HEAD_LINES)):
        if _without_marks(lines[i].text) == title:
            if found and free:
                return {}
            found[i] = "other"
        elif i not in roles and is_prose(lines[i].text):
            break
        else:
            text, beside = lines[i].text, {line.text for line in lines[i - 1 : i + 2 : 2]}
            is_known = i in roles or is_credit(text) or has_credit(text)
            # A picture between them may have its caption twice.
            is_known = is_known or text in beside
            free = bool(found) and (free or not is_known)
    return found


def _without_marks(text: str) -> str:
    return " ".join(comparable(_QUOTE.sub("", text)).split())


def head_positions(lines: Lines, roles: Roles) -> list[int]:
    """Return the free positions from the top to where the body surely begins.

    That is the paragraph with a dateline or the first prose below the last publication line,
    whichever comes first within reach; without either there is no head below the title.
    """
    # A dateline opens the body for certain. A publication line is still above it, but deck and
    # captions may follow; both are short or without a stop.
    start = title_position(roles)
    reach = range(start + 1, min(len(lines), start + HEAD_LINES))
    # Of prose only the deck is in the head, and captions in another script.
    again = lines[start].text if lines else ""  # a question may be there twice
    prose = [i for i in reach if is_prose(lines[i].text) and lines[i].text != again]
    prose = [i for i in prose if i not in roles and not is_latin(lines[i].text)]
    last = prose[1] if len(prose) > 1 else len(lines)
    filed = (i for i in reach if i <= last and read_dateline(lines[i].text))
    end = next((i for i in filed if not read_credit(lines[i].text)), None)
    if end is None:
        dated = [i for i in reach if roles.get(i) == "date" and i < last]
        if dated:
            below = range(dated[-1] + 1, reach.stop)
            texts = {i: lines[i].text for i in below if lines[i].text != again}
            # A credit may have dots at its end.
            long = (i for i, text in texts.items() if is_prose(text))
            end = next((i for i in long if not read_credit(texts[i])), dated[-1] + 1)
        else:
            # The title is there again above the text.
            end = max(title_again(lines, roles), default=start)
    end = min(end, _first_live_time(lines, roles))
    return [i for i in free_positions(lines, roles) if i < end]


def _first_live_time(lines: Lines, roles: Roles) -> int:
    """Return where the first time of live coverage opens the body, behind all lines for none."""
    times = [i for i, role in roles.items() if role == "timestamp" and i > title_position(roles)]
    times = [i for i in times if read_clock_line(lines[i].text)]
    return min(times) if len(times) >= FEWEST_LIVE_TIMES else len(lines)


def publisher_and_author(lines: Lines, roles: Roles) -> dict[int, LineRole]:
    """Publication's name, bylines and other credits in the head; without any, a byline below it."""
    found: dict[int, LineRole] = {}
    places = head_positions(lines, roles)
    # The page's name above its menu, where the article has it once more.
    top = comparable(lines[0].text) if lines else ""
    again = [i for i in places if i and comparable(lines[i].text) == top]
    if again and is_outlet(lines[0].text):
        found[0] = "navigation"
        places = [i for i in places if i]
    for i in places:
        is_first = "publisher" not in found.values()
        role = _credit_role(lines, {**roles, **found}, i, is_first=is_first)
        # The date may be between the reporters and their text.
        below = next((line for j, line in enumerate(lines) if j > i and j not in roles), None)
        dateline = read_dateline(below.text) if below else None
        if dateline and read_reporters(lines[i].text, dateline.text):
            role = "author"
        if role:
            found[i] = role
    # The name at the very top may be all that there is above a menu.
    has_head = any(i and role != "navigation" for i, role in found.items())
    # Without a head, only the two lines right above the first prose.
    free = free_positions(lines, {**roles, **found} if has_head else roles)
    labels = [i for i in free if word_count(lines[i].text) <= LONGEST_BUTTON]
    labels = [i for i in labels if lines[i].text[-1] in (":", *OPEN_ENDS)]
    first = next((n for n, i in enumerate(free) if is_prose(lines[i].text)), 0)
    for i in free[max(0, first - 2) : first]:
        text = lines[i].text
        # Before a colon or a dash an outlet has what is below it, and below a label it has what is
        # above; else, or as one of several that are quoted, it may be a heading.
        is_labelled = labels == [i] or roles.get(i - 1) == "timestamp"
        is_first = not has_head and (not is_outlet(text) or is_labelled)
        role = _credit_role(lines, {**roles, **found}, i, is_first=is_first)
        if has_head and (i in places or role not in ("author", "dateline")):
            continue
        # Right below the title a credit is no heading.
        is_sure = role != "other" or roles.get(i - 1) == "title"
        if role and (is_sure or says_who(text) or "title" not in roles.values()):
            found[i] = role
    return found


def _is_writer(lines: Lines, i: int) -> bool:
    """Tell whether a line is the name of whom the next says what he is; it may be there twice."""
    text = lines[i].text
    below = [line.text for line in lines[i + 1 : i + 3] if line.text != text]
    is_name = word_count(text) in NAME_WORDS and all(word.isalpha() for word in text.split())
    is_name = is_name and not (is_outlet(text) or says_who(text))
    return is_name and bool(below) and says_who(below[0])


def _credit_role(lines: Lines, roles: Roles, i: int, *, is_first: bool) -> LineRole | None:
    """Return the role of a line that credits somebody; `is_first`: no outlet is above it."""
    text = lines[i].text
    credit, is_of_outlet = read_credit(text), is_outlet(text)
    author = credit.author if credit else ""
    if is_first and is_of_outlet:
        return "navigation" if _is_of_a_menu(lines, roles, i) else "publisher"
    if is_first and credit and credit.outlet and not author:
        return "publisher"
    # Between the date and a name may be buttons.
    above = i - 1
    while roles.get(above) in ("navigation", "share", "counter", "other"):
        above -= 1
    beside = {roles.get(above), roles.get(i + 1)} if i > title_position(roles) else set()
    # Between title and text is who wrote it; of whom one of them has a word, a picture may show.
    after = range(i + 1, len(lines)) if roles.get(i - 1) == "title" else ()
    below = [lines[j] for j in after if roles.get(j) != "counter"]
    told = " ".join(line.text for line in (lines[i - 1], *below))
    is_between = sum(word_count(line.text) for line in below) >= _FEWEST_WITHOUT_NAME
    is_between = is_between and is_prose(below[0].text)
    is_between = is_between and not any(word in told for word in text.split())
    is_beside = not beside.isdisjoint(("date", "timestamp")) or is_between
    is_beside = is_beside and bool(read_reporters(f"من {text}"))
    if author or _is_writer(lines, i) or is_beside:
        # A name that the text has again is a caption's: of whom it tells, not who tells it. So is
        # one of the title that is told what he is ("a writer dies").
        name = " ".join((author or text).split()[-2:])
        is_told_of = any(name in line.text and is_prose(line.text) for line in lines[i + 1 :])
        title = lines[title_position(roles)].text if says_who(text.partition(name)[2]) else ""
        is_told_of = is_told_of or name in title
        is_sure = author and credit and credit.is_sure
        return "author" if is_sure or not is_told_of else None
    if credit and credit.place:
        return "dateline"
    is_filed = read_paper_place(text) and roles.get(i + 1) == "date"
    is_above_title = is_of_outlet and i < title_position(roles)
    is_of_author = roles.get(i - 1) == "author" and says_who(text)
    return "other" if credit or is_filed or is_above_title or is_of_author else None


def _is_of_a_menu(lines: Lines, roles: Roles, i: int) -> bool:
    """Tell whether an outlet's name above the title is rather a section or a button.

    Papers are called as sections are ("the Middle East", "Opinion"). Such a name counts where the
    page has it once more as its source, in a dateline or byline, or in its notice of rights.
    """
    plain, name = comparable(lines[i].text), " ".join(words(lines[i].text))
    is_section = plain in phrases("sections", "names") | phrases("navigation", "lines")
    is_section = is_section or plain in phrases("outlet", "also_sections")
    is_section = is_section or (is_latin(plain) and plain not in phrases("outlet", "names"))
    is_below = " " not in name and roles.get(i - 1) in ("navigation", "share", "related")
    if i >= title_position(roles) or not (is_section or is_below):
        return False
    for line in lines[:i] + lines[i + 1 :]:
        dateline = read_dateline(line.text)
        text = dateline.text if dateline else line.text
        is_told = dateline or SOURCE_LABEL.match(text) or _RIGHTS.search(text) or read_credit(text)
        if is_told and f" {name} " in f" {' '.join(words(text))} ":
            return False
    return True


def named_again(lines: Lines, roles: Roles) -> dict[int, LineRole]:
    """Title or publisher once more, as above each post or printed page, with a page's number.

    A refrain, a heading that asks what the title asks and whose turn it is to speak stay.
    """
    title = next((lines[i].text for i, role in roles.items() if role == "title"), "")
    publishers = {lines[i].text for i, role in roles.items() if role == "publisher"}
    free = free_positions(lines, roles)
    # Where other outlets have lines of their own, or one is above what it asks, names say whose the
    # text below them is.
    is_review = any(is_outlet(lines[i].text) and lines[i].text not in publishers for i in free)
    asked = [i - 1 for i in free if i and lines[i].text.endswith("؟")]
    if is_review or any(lines[i].text in publishers for i in asked):
        publishers = set()
    above = [i for i in range(title_position(roles)) if roles.get(i) == "navigation"]
    sections = {comparable(lines[i].text) for i in above}
    pages = {i for i, line in enumerate(lines) if _is_page(line.text) or line.text in publishers}
    pages |= {i for i, role in roles.items() if role == "other"}
    others = [i for i in free if i > title_position(roles) and lines[i].text != title]
    first = others[0] if others else len(lines)
    found: dict[int, LineRole] = {}
    for i in free:
        text = lines[i].text
        # An outlet behind a title is cut off later.
        is_title = text == title or title.startswith((f"{text} | ", f"{text} – ", f"{text} - "))
        below = lines[i + 1].text if i + 1 < len(lines) else ""
        is_above = i + 1 in roles or is_sentence(below) or is_prose(below) or has_credit(below)
        is_head = i <= first and is_above
        is_page = is_head or not pages.isdisjoint((i - 1, i + 1))
        # A section's name above the title, and once more below it.
        is_section = is_head and comparable(text) in sections and word_count(text) <= LONGEST_BUTTON
        if (text in publishers and is_above) or (is_title and is_page) or is_section:
            found[i] = "other"
    for i in free:
        if _is_page(lines[i].text) and "other" in (found.get(i - 1), found.get(i + 1)):
            found[i] = "counter"
    return found


def _is_page(text: str) -> bool:
    return text.isdigit() and len(text) <= _PAGE_DIGITS


def deck_and_captions(lines: Lines, roles: Roles) -> dict[int, LineRole]:
    """Line of prose between the title and the body, above or below the date; captions beside it.

    Those are lines of the head in another script, and short ones without a stop below its date, of
    which those of a few words are names and labels.
    """
    start, dated = title_position(roles), [i for i, role in roles.items() if role == "date"]
    found: dict[int, LineRole] = {}
    has_deck = "title" not in roles.values()  # below none there is none
    for i in head_positions(lines, roles):
        text = lines[i].text
        # Below the date, a short line without a stop is rather a caption.
        said = bool(_SAID.match(text))
        is_caption = bool(dated) and i > max(dated) and _is_open(text) and not said
        is_long = said or (word_count(text) > LONGEST_BUTTON and text[-1] not in OPEN_ENDS)
        is_long = is_long and not opens_notice(text)
        # A photo's alternative text is above its source.
        source = "".join(comparable(line.text) for line in lines[i + 1 : i + 2])
        is_of_photo = re.split("[:،]", source)[0].strip() in phrases("caption", "sources")
        beside = [line.text for line in lines[max(0, i - 1) : i + 2]]
        if FRAMED.match(text) or len(list(filter(LIST_MARK.match, beside))) > 1:
            continue  # a heading, or of a list
        if i > start and comparable(text) in phrases("headings", "names"):
            break  # below it is the article
        if is_latin(text) or (i > start and is_of_photo and _is_open(text)):
            found[i] = "caption"
        elif i > start and is_long and not is_caption and not has_deck and not _opens(text):
            found[i], has_deck = "deck", True
    body = _first_live_time(lines, roles)
    free = [i for i in free_positions(lines, roles) if start < i < body]
    free = [i for i in free if found.get(i, "caption") == "caption"]
    counts = Counter(line.text for line in lines)
    short: dict[int, LineRole] = {}
    for i in free if dated else ():
        text = lines[i].text
        # What is there twice is a caption and its photo's alternative text. Under a time of day
        # that is not the date's is what happened then.
        is_entry = read_clock_line(lines[i - 1].text) and i - 2 not in dated
        is_open = _is_open(text) and not is_entry
        if not (is_open or (counts[text] > 1 and not LIST_MARK.match(text))):
            # Where paragraphs have no stops, nothing tells these lines from them.
            below = [j for j in free if j >= i]
            return found | short if min(dated) < i and end_in_stops(lines, below) else found
        is_enclosed = roles.get(i - 1) == roles.get(i + 1) == "other"
        is_label = word_count(text) <= LONGEST_BUTTON and not _SAID.match(text)
        is_label = is_label or text[-1] in OPEN_ENDS
        short[i] = "other" if is_enclosed or is_label else "caption"
        is_over_list = any(LIST_MARK.match(line.text) for line in lines[i + 1 : i + 2])
        # A number that counts nothing is the year of a chronology, and a month alone is of one.
        is_heading = text.isdigit() or bool(month_name().fullmatch(fold(text)))
        is_heading = is_heading or comparable(text) in phrases("headings", "names")
        if is_over_list or is_heading:
            return found | short | {i: "heading"}  # below it is the article
    return found


def _is_open(text: str) -> bool:
    """Tell whether a line is short and ends in no stop, as a caption or a label."""
    is_item = LIST_MARK.match(text) or ENDS_SENTENCE.search(text) or text.endswith("،")
    return word_count(text) <= LONGEST_CAPTION and not is_item and not _opens(text)


def _opens(text: str) -> bool:
    """Tell whether a line opens what is below it ("the statement reads:") and is no label."""
    return text.endswith((":", "،")) and word_count(text) > LONGEST_BUTTON
