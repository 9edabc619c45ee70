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
from ...language.arabic import ENDS_SENTENCE, content_stems, fold, is_latin, key
from ...language.cohesion import continues
from ...language.phrases import (
    comparable,
    is_letterhead,
    is_name,
    is_outlet,
    opens_with_and,
    phrases,
    read_credit,
    read_paper_place,
    says_who,
    tells_behind,
)
from ...model import SetAsideKind
from ..lines import (
    LIST_MARK,
    LONGEST_BUTTON,
    LONGEST_HEADING,
    LONGEST_SHORT_LINE,
    SOURCE_LABEL,
    USUAL_TITLE,
    LineRole,
    Lines,
    Roles,
    free_positions,
    link_kind,
    stems_of,
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
"""Titles seldom end in a stop, and seldom have more words than `USUAL_TITLE`."""
SHORT_PENALTY = 0.3
LETTERHEAD_PENALTY = 1.0
FIRST_BONUS = 0.3
"""For having no other possible title among the lines right above: captions follow titles."""
TWICE_BONUS = 0.2
"""For being right below itself, as at the end of breadcrumbs; under a title, as captions are, this
speaks against a line."""
AGAIN_BONUS = 0.4
"""For being there again as the last possible title, as above an article that a header announces."""
FEWEST_HEADLINES, USUAL_SHARE = 10, 0.8
"""Lines, and nothing else, above prose that has no title, most in the form of a usual one: others'.
Fewer or shorter ones may be a poem, results or what was agreed, and one of them its title."""
FEWEST_WITH_TICKER = 2
"""Lines of prose of which the first may be a ticker."""
FEWEST_TICKER_STEMS = 40
"""Different stems of a line of headlines: five of 54 real pages had one, of 60 and more; of these,
or of the prose's if fewer, 4 to 7 % were common, of a first paragraph's 22 % and more."""
FEWEST_COMMON = 2
"""Stems that a title and its first paragraph have in common; one is by chance."""
FEWEST_WORDS_BETWEEN_LINKS = 40
"""Words of a line of headlines for each word such as "which", from the second on; of 13 long lines
without a stop the nine that were such lines had no more, and no pause."""
NAMED_BONUS = 1.0
"""As much as all words of the story: for being the end of breadcrumbs or what a page is called."""
LEAST_EVIDENCE, EVIDENCE_PER_LINE, MOST_NEEDED = 0.2, 0.2, 0.6
"""What a title needs, and with each possible title below it that has no word of the story, since of
a list of others' headlines some have one by chance; on the pages such ones have at most 0.47."""
FIRST_REACH = 8
"""How many lines above are looked at for that."""
ABOVE_DATE = range(1, 4)
"""Lines between a title and the date below it; a title under its date is right under it."""
_ITEM_OR_TICKER_MARK = re.compile(r"^(?:[•●▪■◦*·–—-]|\d{1,2}[.)-]|\d{1,2}:\d{2})\s")
"""An item of a list or of a ticker begins so, a title does not."""
_QUESTION_LABEL = re.compile(r"[سج]\s?\d{0,2}\s?[:-]\s")
"""Before a question or an answer of an interview."""
_SIGNATURE = re.compile(r"[^\d\s:،]+\s[^\d:،]+،\s?[^\d\s:،]+\s[^\d:،]+$")
"""A name and, after a pause, what its bearer is; two tags are rather of a word each."""
_TICKER_GAP = re.compile(r"\s{2,}|\s[|•●·*]\s")
_MARK = re.compile(r"[^\w\s\"«»“”']")
_DIVIDERS = tuple("|-–—/>»:")
"""Between the parts of breadcrumbs, or a title and the name of its page."""
_HOME = (key("الرئيسية"), key("الصفحة الرئيسية"))
_GLUED_TRAIL = re.compile(rf"{_HOME[0]}(?=[^\W\d])")
_SAYS = re.compile(r"\w:\s\S")
_COUNT = re.compile(r"\(?\d+\)?")


def tickers(lines: Lines, roles: Roles) -> dict[int, SetAsideKind]:
    """Other articles' headlines that run together in one long line above the story's prose.

    It has no stop or pause and next to nothing of what a title above it or the prose tells, as a
    first paragraph has. Little prose has too few words for that, unless the title is between them.
    """
    free = free_positions(lines, roles)
    prose = [i for i in free if _is_running_text(lines[i].text)]
    if len(prose) < FEWEST_WITH_TICKER:
        return {}
    ticker, first = prose[:2]
    text = lines[ticker].text
    links = [word for word in comparable(text).split() if word in phrases("headlines", "links")]
    most = max(1, word_count(text) // FEWEST_WORDS_BETWEEN_LINKS)
    # The last headline may be a call.
    if _is_stopped(text.rstrip("!")) or "،" in text or len(links) > most:
        return {}
    own, told = set(content_stems(text)), stems_of(lines[i] for i in prose[1:])
    is_foreign = len(own & told) < FOREIGN_STEMS * min(len(own), len(told))
    above = [own.intersection(content_stems(lines[i].text)) for i in free if i < ticker]
    below = [told.intersection(content_stems(lines[i].text)) for i in free if ticker < i < first]
    is_foreign = is_foreign and all(len(common) < FEWEST_COMMON for common in above)
    is_sure = any(below) or len(told) >= FEWEST_TICKER_STEMS
    is_ticker = is_foreign and is_sure and len(own) >= FEWEST_TICKER_STEMS
    return {ticker: "related"} if is_ticker else {}


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
        # Right above the prose may be whose it is.
        listed = above[:-1] if above and is_credit(lines[above[-1]].text) else above
        texts = [lines[i].text for i in listed]
        usual = [text for text in texts if word_count(text) in USUAL_TITLE]
        is_list = len(usual) >= max(FEWEST_HEADLINES, USUAL_SHARE * len(texts))
        is_list = is_list and usual[0] == texts[0] and all(map(_may_be_title, texts))
        is_list = is_list and not any(is_credit(text) or _may_be_text(text) for text in texts)
        return {i: _outside_kind(lines[i].text) for i in listed} if is_list else {}
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
        # Breadcrumbs may be as long as prose.
        is_trail = comparable(text).startswith(_HOME) and text.endswith(lines[title].text)
        if not is_own and (is_trail or not _may_be_text(text)):
            found[i] = "navigation" if is_trail else _outside_kind(text)
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
    known = stems_of(lines[i] for i in core)
    found: dict[int, LineRole] = {}
    loose: list[int] = []
    kept = core[-1]
    for i in free[free.index(core[-1]) + 1 :]:
        text, own = lines[i].text, set(content_stems(lines[i].text))
        credit = read_credit(text) if i < begin else None
        is_report = key(text.partition(":")[0]) in phrases("byline", "reports")
        is_signed = credit and (credit.is_sure or (is_report and not tells_behind(credit.author)))
        if credit and credit.author and not credit.place and is_signed:
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
    # A long line and a name are the last of a text, and who signs it.
    is_signed = len(beside[1:]) == 1 and is_name(lines[beside[-1]].text)
    is_list = is_list and not (is_signed and longest > LONGEST_SHORT_LINE)
    is_one = len(listed) == 1 and word_count(lines[listed[0]].text) > LONGEST_SHORT_LINE
    if len(listed) < SHORTEST_TAIL and (not stopped or is_one):
        listed = []
    return [*(beside if stopped and is_list else []), *listed]


def _is_outside(lines: Lines, roles: Roles, i: int) -> bool:
    """Tell whether a long line is a notice, or under "read more" several headlines.

    A notice speaks to the site's readers: of comments, accounts, its own rules.
    """
    is_list = roles.get(i - 1) == "related" and not _is_stopped(lines[i].text)
    plain = f" {comparable(lines[i].text)} "
    told = [phrase for phrase in phrases("notices", "phrases") if phrase in plain]
    return is_list or len(told) >= FEWEST_NOTICE_PHRASES


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

    `above` are the positions that can have it; ``None`` if no line there has enough.
    """
    told = stems_of(lines[i] for i in story)
    dated = {i: read_publication_lines(lines[i].text) for i in above}
    dated = {i: dates for i, dates in dated.items() if dates}
    # In what sums a story up, below its date, is no title.
    names, first = phrases("headings", "names"), min(dated, default=len(lines))
    summary = (i for i in above if i > first and comparable(lines[i].text) in names)
    end = min(summary, default=len(lines))
    higher = [i for i in above if i < end]
    above = higher if any(_may_be_title(lines[i].text) for i in higher) else above
    # In an interview the first question stands above its answer as the others do.
    is_interview = any(_asks(lines[i].text) for i in range(story[0], story[-1]))
    best, best_score, needed = None, 0.0, LEAST_EVIDENCE
    # From the prose upward, so that a first paragraph without a stop counts as the story, too.
    for i in reversed(above[-TITLE_REACH:]):
        text = lines[i].text
        own = set(content_stems(text))
        # Right above "published" a title may be of two words.
        is_labelled = i + 1 in dated and dated[i + 1][0].labelled and word_count(text) > 1
        is_labelled = is_labelled and not read_paper_place(text)
        if not (is_labelled or _may_be_title(text)) or is_credit(text):
            continue
        is_named = _is_part_of_another(lines, above, i)
        if own.isdisjoint(told) and not is_named:
            needed = min(MOST_NEEDED, needed + EVIDENCE_PER_LINE)
            continue
        score = len(own & told) / max(1, len(own)) + NAMED_BONUS * is_named
        # Right under its date only where nothing above the date may be the title: then it is the
        # caption of a photo.
        under = i - 1 in dated and not (i > 1 and _may_be_title(lines[i - 2].text))
        score += NEAR_DATE_BONUS * (under or any(day - i in ABOVE_DATE for day in dated))
        score += _bonus(lines, above, i, told)
        is_question = is_interview and i == story[0] - 1 and _asks(text)
        score -= STOP_PENALTY * (is_question and is_credit(lines[i - 1].text))
        if score >= max(best_score, needed):  # of equal ones the higher on the page
            best, best_score = i, score
        if word_count(text) > USUAL_TITLE[-1]:
            told, needed = told | own, LEAST_EVIDENCE
    return best


def _is_part_of_another(lines: Lines, above: Sequence[int], i: int) -> bool:
    """Tell whether a line ends or begins one above the story, as breadcrumbs or a page's name do.

    Between them is a mark, or behind it whom the line names as its writer.
    """
    text = lines[i].text
    for j in above:
        other = lines[j].text
        before = other.removesuffix(text).rstrip()
        # After a colon it is what somebody says in the title, and a caption again.
        if before != other and before.endswith(_DIVIDERS) and not before.endswith(":"):
            return True
        rest = other.removeprefix(text).strip()
        # With its outlet behind it a title is one, too.
        is_more = rest.startswith(_DIVIDERS) and not is_outlet(rest.strip("|-–—/>»: "))
        if rest != other and (is_more or read_credit(rest)):
            return True
    return False


def _bonus(lines: Lines, above: Sequence[int], i: int, told: set[str]) -> float:
    """Return what a line's place, its being there once more and its form say for it or against."""
    text, count = lines[i].text, word_count(lines[i].text)
    bonus = -STOP_PENALTY * bool(ENDS_SENTENCE.search(text.rstrip("؟?")))
    bonus -= STOP_PENALTY * (count > USUAL_TITLE[-1])
    bonus -= SHORT_PENALTY * _is_short(text)
    bonus -= LETTERHEAD_PENALTY * (says_who(text) or is_letterhead(text))
    rivals = [lines[j].text for j in above if i - FIRST_REACH <= j < i]
    longer = [rival for rival in rivals if not _is_short(rival)]
    longer = [rival for rival in longer if not told.isdisjoint(content_stems(rival))]
    bonus += FIRST_BONUS * (not any(_may_be_title(rival) for rival in longer if rival != text))
    top = i - (i - 1 in above and lines[i - 1].text == text)
    is_twice = top + 1 in above and lines[top + 1].text == text
    last = max(j for j in above if lines[j].text == text)
    below = any(_may_be_title(lines[j].text) for j in above if j > last)
    bonus += AGAIN_BONUS * (last > i + 1 and not is_twice and not below)
    is_under_title = top - 1 in above and _may_be_title(lines[top - 1].text)
    if is_twice and is_under_title:
        is_related = not told.isdisjoint(content_stems(lines[top - 1].text))
        return bonus - TWICE_BONUS * is_related
    return bonus + TWICE_BONUS * (is_twice and top < i)


def _is_short(text: str) -> bool:
    """Tell whether a line is shorter than a title, as behind a colon none is (``لبنان: مدارس``)."""
    return word_count(text) < USUAL_TITLE[0] and not _SAYS.search(text)


def _asks(text: str) -> bool:
    return text.rstrip().endswith(("؟", "?"))


def _may_be_title(text: str) -> bool:
    is_marked = bool(_ITEM_OR_TICKER_MARK.match(text))
    # "Until 31 August" tells of what time a report is.
    first, _, rest = text.partition(" ")
    is_period = fold(first) in phrases("date_labels", "periods") and read_publication_lines(rest)
    is_marked = is_marked or bool(_QUESTION_LABEL.match(text))
    # Breadcrumbs that were copied without dividers, and may be cut short.
    is_marked = is_marked or bool(_GLUED_TRAIL.match(key(text)))
    return word_count(text) in TITLE_WORDS and not (is_marked or is_period or is_latin(text))
