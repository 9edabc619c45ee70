"""The story inside a page copied as text: menus and headlines above it and below it.

The title is chosen by evidence, and what lies outside is set aside; prose seldom is. Thresholds and
weights were set on the test pages (tests/quality), which lose no paragraph.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate

from ...dates.publication_line import is_credit, read_clock_line, read_publication_lines
from ...language.arabic import ENDS_SENTENCE, content_stems, fold, is_latin
from ...language.cohesion import continues
from ...language.phrases import (
    comparable,
    is_letterhead,
    is_outlet,
    opens_with_and,
    phrases,
    read_credit,
    read_paper_place,
    says_who,
    tells_behind,
)
from ..lines import (
    LIST_MARK,
    LONGEST_BUTTON,
    LONGEST_HEADING,
    LONGEST_SHORT_LINE,
    SOURCE_LABEL,
    LineRole,
    Lines,
    Roles,
    free_positions,
    link_kind,
    word_count,
)
from .body import end_in_stops, has_credit

SHORTEST_RUNNING_TEXT = 9
"""Words of a line with a stop that is read as prose; menus and tickers stay below."""
LONG_LINE = 25
"""Words of a line that is prose even without a stop."""
WIDEST_GAP = 6
"""Free lines without prose inside one story: headings, captions, links in between."""
SHORTEST_TAIL = 6
"""Free lines below the prose from which on they are another list and not the story's end."""
TITLE_REACH = 26
"""Lines above the prose that can have the title, with deck, byline, date and share buttons."""
TITLE_WORDS = range(4, 31)
SHORTEST_USUAL_TITLE = 6
LONGEST_USUAL_TITLE = 16
OWN_LINES = 2
"""Free lines right above the title that may be its date and its publisher."""
LEAST_STORY_SHARE = 0.2
"""Share of the words of what readers wrote, or of the rules for them, that a story has at least."""
FAR_BELOW, FOREIGN_STEMS = 12, 0.15
"""So many lines below a story a paragraph with a smaller share of its stems is another text's."""
SOURCE_REACH = 2
"""Lines above a heading of links in which the article's source is looked for."""
TITLE_OVER_TIME = 3
"""Lines of another story in a list, up to its time of day."""
FEWEST_OF_A_TICKER = 3
"""Headlines in one line."""
FEWEST_NOTICE_PHRASES = 2
"""A story may speak of comments or privacy, too, but seldom twice in a paragraph at its end."""
# Weights beside the share of a title's stems that the story has, from 0 to 1.
NEAR_DATE_BONUS = 0.5
STOP_PENALTY = 0.6
"""Titles seldom end in a stop, and seldom have more words than `LONGEST_USUAL_TITLE`."""
SHORT_PENALTY = 0.3
LETTERHEAD_PENALTY = 1.0
FIRST_BONUS = 0.3
"""For having no other possible title among the lines right above: captions follow titles."""
TWICE_BONUS = 0.2
"""For being right below itself, as at the end of breadcrumbs; so are captions, under a title."""
AGAIN_BONUS = 0.4
"""For being there again as the last possible title, as above an article that a header announces."""
FIRST_REACH = 8
"""How many lines above are looked at for that."""
ABOVE_DATE = range(1, 4)
"""Lines between a title and the date below it; a title under its date is right under it."""
_ITEM_OR_TICKER_MARK = re.compile(r"^(?:[•●▪■◦*·–—-]|\d{1,2}[.)]|\d{1,2}:\d{2})\s")
"""An item of a list or of a ticker begins so, a title does not."""
_QUESTION_LABEL = re.compile(r"[سج]\s?\d{0,2}\s?[:-]\s")
"""Before a question or an answer of an interview."""
_SIGNATURE = re.compile(r"[^\d\s:،]+\s[^\d:،]+،\s?[^\d\s:،]+\s[^\d:،]+$")
"""A name and, after a pause, what its bearer is; two tags are rather of a word each."""
_TICKER_GAP = re.compile(r"\s{2,}|\s[|•●·*]\s")
_MARK = re.compile(r"[^\w\s\"«»“”']")
_SAYS = re.compile(r"\w:\s\S")
_COUNT = re.compile(r"\(?\d+\)?")


def whole_page(lines: Lines, roles: Roles) -> dict[int, LineRole]:
    """Title of a story, and what is above it; nothing where no line there has to do with it."""
    free = free_positions(lines, roles)
    core = _story_run(lines, free, _ends_of_article(lines))
    if core is None:
        return {}
    above = [i for i in free if i < core[0]]
    # Photo captions share the story's words as titles do, and are as long.
    candidates = [i for i in above if not has_credit(lines[i].text)]
    known = [i for i, role in roles.items() if role == "title"]
    title = known[0] if known else _best_title(lines, candidates, core)
    if title is None:
        return {}
    # Where it is there again below somebody's words, these are the deck, and the first is it.
    above_deck = title - OWN_LINES
    is_again = above_deck in above and lines[above_deck].text == lines[title].text
    title = above_deck if is_again and _SAYS.search(lines[title - 1].text) else title
    # Right below itself it is once more what the first already is.
    title -= title - 1 in above and lines[title - 1].text == lines[title].text
    found: dict[int, LineRole] = {title: "title"}
    outside = [i for i in above if i < title]
    for i in outside:
        text = lines[i].text
        # At the very top an outlet's name is its page's, however long the menu below it.
        is_top = i == 0 and " " in text and is_outlet(text)
        is_own = is_top or (i in outside[-OWN_LINES:] and is_credit(text))
        if not is_own and not _may_be_text(text):
            found[i] = _outside_kind(text)
    return found


def below_story(lines: Lines, roles: Roles) -> dict[int, LineRole]:
    """Return what follows a story: links to others, notices, and all from the form for comments on.

    Prose stays, since it may be the story's, unless it is a notice or of another text far below. So
    does a byline right below it.
    """
    free, ends = free_positions(lines, roles), _ends_of_article(lines)
    core = _story_run(lines, free, ends)
    if core is None:
        return {}
    # Of a text that is all notice, something has to stay.
    while len(core) > 1 and _is_outside(lines, roles, core[-1]):
        core.pop()
    end = min((i for i in ends if i > core[-1]), default=len(lines))
    # Below a line such as "-end-" the notes of who sent a release may follow.
    after = [i for i in roles if i > core[-1] and not lines[i].text.startswith("-")]
    # Where times of day part the entries of a story, one below its last prose is of another entry.
    clocks = {i for i, role in roles.items() if role == "timestamp"}
    if any(core[0] < i < core[-1] for i in clocks):
        after = [i for i in after if i not in clocks]
    begin = min(after, default=end)
    known = set[str]().union(*(content_stems(lines[i].text) for i in core))
    found: dict[int, LineRole] = {}
    loose: list[int] = []
    kept = core[-1]
    for i in free[free.index(core[-1]) + 1 :]:
        text, own = lines[i].text, set(content_stems(lines[i].text))
        credit = read_credit(text) if i < begin else None
        if credit and credit.is_sure and credit.author and not credit.place:
            found[i] = "author"
            continue
        is_far = i > max(begin, kept + FAR_BELOW) and len(own & known) < FOREIGN_STEMS * len(own)
        is_outside = i >= end or _is_outside(lines, roles, i)
        # What a check of facts found may be a word alone, below its label.
        checked = {comparable(line.text) for line in lines[i - 1 : i + 1]}
        is_verdict = i < begin and not checked.isdisjoint(phrases("headings", "verdicts"))
        if not is_outside and not is_verdict and not _may_go_on(text, listed=i > begin):
            loose.append(i)
        elif not is_outside and not is_far:
            kept = i  # the story goes on
            loose.clear()
        else:
            found[i] = _outside_kind(text)
    story = [i for i in free if core[0] <= i < begin]
    # What a label opens is a list of the story.
    stopped = end_in_stops(lines, story) and not lines[kept].text.endswith(":")
    chosen = _list_below(lines, loose, begin, stopped=stopped)
    return found | {i: _outside_kind(lines[i].text) for i in chosen}


def _list_below(lines: Lines, loose: Sequence[int], begin: int, *, stopped: bool) -> list[int]:
    """Return which of the lines without a stop below a story's prose are not of the story.

    From `begin` on lines surely are not. `stopped` tells that a story's paragraphs end in stops.
    """
    listed = [i for i in loose if i > begin]
    beside = [i for i in loose if i < begin]
    longest = max((word_count(lines[i].text) for i in beside), default=0)
    is_list = longest <= (LONGEST_HEADING if len(beside) > 1 else LONGEST_SHORT_LINE)
    is_one = len(listed) == 1 and word_count(lines[listed[0]].text) > LONGEST_SHORT_LINE
    if len(listed) < SHORTEST_TAIL and (not stopped or is_one):
        listed = []
    return [*(beside if stopped and is_list else []), *listed]


def _is_outside(lines: Lines, roles: Roles, i: int) -> bool:
    """Tell whether a long line is a notice, or under "read more" several headlines."""
    is_list = roles.get(i - 1) == "related" and not _is_stopped(lines[i].text)
    return is_list or _is_notice(lines[i].text)


def _may_go_on(text: str, *, listed: bool) -> bool:
    """Tell whether a line below a story's prose may be more of it; `listed` below what is not.

    There the labels of a form are as likely as those before a list of the story.
    """
    if listed:
        plain = text.rstrip(":")
        is_label = word_count(plain) <= LONGEST_BUTTON and not _MARK.search(plain)
        return _may_be_text(text) and not is_label
    is_sentence = _is_stopped(text) and word_count(text) > 1
    # The caption of a photo at the end, or who signs a statement: no headline, which has a verb.
    is_signature = bool(_SIGNATURE.match(text)) and word_count(text) <= LONGEST_HEADING
    is_signature = is_signature and not tells_behind(text.rpartition("،")[2])
    is_last = not is_credit(text) and ((has_credit(text) and " " in text) or is_signature)
    return _may_be_text(text) or is_sentence or is_last or bool(LIST_MARK.match(text))


def _outside_kind(text: str) -> LineRole:
    if read_publication_lines(text):
        return "timestamp"
    return "other" if _may_be_text(text) else link_kind(text)


def _may_be_text(text: str) -> bool:
    """Tell whether a line could be the story's: prose, a label before a list, or "and …"."""
    goes_on = word_count(text) > LONGEST_BUTTON and (opens_with_and(text) or continues(text))
    return goes_on or text.rstrip().endswith((":", "؛", "،")) or _is_running_text(text)


def _is_running_text(text: str) -> bool:
    """Tell whether a line is prose also among headlines, which may end in a stop or ask."""
    count = word_count(text)
    stopped = _is_stopped(text)
    # Several headlines that run through one line are no prose, however long they are together.
    is_ticker = not stopped and len(_TICKER_GAP.split(text)) >= FEWEST_OF_A_TICKER
    return (count >= LONG_LINE and not is_ticker) or (count >= SHORTEST_RUNNING_TEXT and stopped)


def _is_stopped(text: str) -> bool:
    """Tell whether a line ends in a full stop: headlines ask, or are cut short with dots."""
    return bool(ENDS_SENTENCE.search(text)) and not text.rstrip().endswith(("؟", "?", "..", "…"))


def _is_notice(text: str) -> bool:
    """Tell whether a line speaks to the site's readers: of comments, accounts, its own rules."""
    plain = f" {comparable(text)} "
    return sum(phrase in plain for phrase in phrases("notices", "phrases")) >= FEWEST_NOTICE_PHRASES


def _ends_of_article(lines: Lines) -> set[int]:
    """Return the positions of the lines that open what readers write, or the form for it."""
    ends = phrases("notices", "ends")
    plain = [_COUNT.sub("", comparable(line.text)).strip() for line in lines]
    found = {i for i, text in enumerate(plain) if text in ends}
    above = list(accumulate(word_count(x.text) * _is_running_text(x.text) for x in lines))
    for i, text in enumerate(plain):
        below = lines[i + 1 : i + 1 + TITLE_OVER_TIME]
        may_end = text in phrases("notices", "ends_over_times")
        if may_end and any(read_clock_line(line.text) for line in below):
            found.add(i)
        before = lines[max(0, i - SOURCE_REACH) : i]
        is_sourced = any(SOURCE_LABEL.match(line.text) for line in before)
        # Below its source an article goes on only where that is of a picture: then most is below.
        if is_sourced and text in phrases("related", "lines") and above[-1] < 2 * above[i]:
            found.add(i)
    return found


def _story_run(lines: Lines, free: Sequence[int], ends: set[int]) -> list[int] | None:
    """Return the positions of the story's prose: of the runs of prose the one with most words.

    One behind the form for comments, one of `ends`, is the story only where none before may be.
    """
    # A text that is on the page twice is a caption and its photo's alternative text.
    counts = Counter(line.text for line in lines)
    runs: list[list[int]] = []
    sizes: list[int] = []
    last_index, last = 0, 0
    for index, i in enumerate(free):
        if not _is_running_text(lines[i].text) or counts[lines[i].text] > 1:
            continue
        is_over = not ends.isdisjoint(range(last + 1, i))
        if not runs or index - last_index > WIDEST_GAP or is_over:
            runs.append([])
            sizes.append(0)
        runs[-1].append(i)
        sizes[-1] += word_count(lines[i].text)
        last_index, last = index, i
    if not runs:
        return None
    best = max(range(len(runs)), key=sizes.__getitem__)
    last_end = max((i for i in ends if i < runs[best][0]), default=-1)
    for run, size in zip(runs, sizes, strict=True):
        if run[-1] < last_end and len(run) > 1 and size >= LEAST_STORY_SHARE * sizes[best]:
            return run
    return runs[best]


def _best_title(lines: Lines, above: Sequence[int], story: Sequence[int]) -> int | None:
    """Return the position of the line above the prose with the best evidence of being its title.

    `above` are the positions that can have it; ``None`` if no line shares a word with the story.
    """
    known = set[str]().union(*(content_stems(lines[i].text) for i in story))
    dated = [i for i in above if read_publication_lines(lines[i].text)]
    labelled = [i for i in dated if read_publication_lines(lines[i].text)[0].labelled]
    # In what sums a story up, below its date, is no title.
    names = phrases("headings", "names")
    labels = [i for i in above if dated and i > dated[0] and comparable(lines[i].text) in names]
    higher = [i for i in above if i < min(labels, default=len(lines))]
    above = higher if any(_may_be_title(lines[i].text) for i in higher) else above
    best, best_score = None, 0.0
    # In an interview the first question stands above its answer as the others do.
    asked = [i for i in range(story[0], story[-1]) if _asks(lines[i].text)]
    # From the prose upward, so that a first paragraph without a stop counts as the story, too.
    for i in reversed(above[-TITLE_REACH:]):
        text = lines[i].text
        own = set(content_stems(text))
        # Right above "published" a title may be of two words.
        is_labelled = i + 1 in labelled and word_count(text) > 1
        is_labelled = is_labelled and not (is_credit(text) or read_paper_place(text))
        may_be = (is_labelled or _may_be_title(text)) and not is_credit(text)
        if not may_be or own.isdisjoint(known):
            continue
        score = len(own & known) / len(own)
        # Right under its date only where nothing above the date may be the title: then it is the
        # caption of a photo.
        under = i - 1 in dated and not (i > 1 and _may_be_title(lines[i - 2].text))
        if under or any(day - i in ABOVE_DATE for day in dated):
            score += NEAR_DATE_BONUS
        rivals = [lines[j].text for j in above if i - FIRST_REACH <= j < i]
        longer = [rival for rival in rivals if word_count(rival) >= SHORTEST_USUAL_TITLE]
        longer = [rival for rival in longer if rival != text]
        if not any(map(_may_be_title, longer)):
            score += FIRST_BONUS
        is_twice = i - 1 in above and lines[i - 1].text == text
        last = max(j for j in above if lines[j].text == text)
        below = any(_may_be_title(lines[j].text) for j in above if j > last)
        score += AGAIN_BONUS * (last > i + 1 and not is_twice and not below)
        is_under_title = i - 2 in above and _may_be_title(lines[i - 2].text)
        score += TWICE_BONUS * (is_twice and not is_under_title)
        # What the form of the line says against it.
        score -= STOP_PENALTY * bool(ENDS_SENTENCE.search(text.rstrip("؟?")))
        score -= STOP_PENALTY * (word_count(text) > LONGEST_USUAL_TITLE)
        score -= SHORT_PENALTY * (word_count(text) < SHORTEST_USUAL_TITLE)
        score -= LETTERHEAD_PENALTY * (says_who(text) or is_letterhead(text))
        is_question = bool(asked) and i == story[0] - 1 and _asks(text)
        score -= STOP_PENALTY * (is_question and is_credit(lines[i - 1].text))
        if best is None or score >= best_score:  # of equal ones the higher on the page
            best, best_score = i, score
        if word_count(text) > LONGEST_USUAL_TITLE:
            known |= own
    return best


def _asks(text: str) -> bool:
    return text.rstrip().endswith(("؟", "?"))


def _may_be_title(text: str) -> bool:
    is_marked = bool(_ITEM_OR_TICKER_MARK.match(text))
    # "Until 31 August" tells of what time a report is.
    first, _, rest = text.partition(" ")
    is_period = fold(first) in phrases("date_labels", "periods") and read_publication_lines(rest)
    is_marked = is_marked or bool(_QUESTION_LABEL.match(text))
    return word_count(text) in TITLE_WORDS and not (is_marked or is_period or is_latin(text))
