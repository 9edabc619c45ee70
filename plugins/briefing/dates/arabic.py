"""Time expressions in running Arabic text: found, resolved, and joined into ranges.

Finding is the table of patterns.toml; resolving works against the day of publication and the text
before. What the text does not support stays open: no day or year is made up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from ..errors import Problem
from ..language.arabic import Folded, alternatives, fold, fold_with_offsets, key
from ..language.lexicon import load
from ..model import Mention, Seed, Sentence, Story
from .patterns import Rule, matches_in
from .resolve import Context, Value, year_number
from .tense import speaks_of_today, text_before, with_plain_future
from .vocabulary import month_number, month_pattern
from .when import PARTS, Part, When, covering, lies_after, month

_DEFINITE_NOUN = re.compile(r"\s+ال")
"""Before one ``غدا`` is the verb "became"."""
_BETWEEN_TWO_MONTHS = re.compile(r"[/(]")

Match = tuple[Rule, re.Match[str]]


@dataclass(frozen=True, slots=True)
class _Found:
    """An expression with its place in the folded sentence, and the ends of its range."""

    mention: Mention
    start: int
    end: int
    first: When | None
    last: When | None


def find_mentions(sentences: Iterable[Sentence], published: When | None) -> tuple[Mention, ...]:
    """Return every time expression of a story's sentences, in document order, resolved.

    `published` is when the story appeared, ``None`` where that is unknown: then only dates with
    their year get a value.
    """
    mentions: list[Mention] = []
    antecedent: When | None = None
    for sentence in sentences:
        found, antecedent = _in_sentence(sentence, published, antecedent)
        mentions += (one.mention for one in found)
    return tuple(mentions)


def worked_out(story: Story, sentence_id: str) -> tuple[Mention, ...]:
    """Return the dates of a sentence that a reader elsewhere cannot know without its article's day.

    "Last April" is one, "April 2024" none; what is known more coarsely than it is put is left out.
    """
    published = story.published.when if story.published else None
    found = []
    for mention in story.times:
        when = mention.when
        if mention.sentence != sentence_id or when is None or when.stated or mention.coarser:
            continue
        if not lies_after(when, published):
            found.append(mention)
    return tuple(found)


def conflicting_dates(story: Story, seed: Seed) -> list[Problem]:
    """Return a warning for each month given under two names that are of different months."""
    lines = {sentence.id: block.line for block, sentence in story.body()}
    hint = "It is left open; ask the source which one is meant"
    problems = []
    for mention in story.times:
        if mention.when is None and _names_two_months(mention.text):
            message = f"“{mention.text}” names two months"
            line = lines[mention.sentence]
            problems.append(Problem(f"seeds/{seed.name}", message, hint, line, error=False))
    return problems


def _names_two_months(text: str) -> bool:
    found = re.search(month_pattern(), fold(text).lower())
    if found is None or not _BETWEEN_TWO_MONTHS.search(found.group()):
        return False
    return month_number(found.group()) is None


def _in_sentence(
    sentence: Sentence, published: When | None, antecedent: When | None
) -> tuple[list[_Found], When | None]:
    """Return the expressions of one sentence, and the month that "the same month" now means."""
    folded = fold_with_offsets(with_plain_future(sentence.ar))
    lowered = folded.text.lower()
    matches = []
    for rule, match in kept_matches(lowered):
        if not _is_no_time(rule, match, folded, sentence.ar):
            matches.append((rule, match))

    found: list[_Found] = []
    for i, (rule, match) in enumerate(matches):
        following = matches[i + 1][1] if i + 1 < len(matches) else None
        known = [one.first for one in found if one.first]
        context = Context(
            lowered,
            match.start("t"),
            published.start if published else None,
            antecedent,
            known[0] if known else None,
            known[-1] if known else None,
            _year_of_range(lowered, match, following),
            _begin_of_range(lowered, match, found),
        )
        first, last, coarser = _resolved(rule, match, context, published)
        start, end = folded.span(*match.span("t"))
        when = _understood(first, last, match, context)
        mention = Mention(sentence.id, sentence.ar[start:end], start, when, coarser)
        found.append(_Found(mention, *match.span("t"), first, last))
        if first and first.precision in ("month", "day"):
            antecedent = month(first.start.year, first.start.month)
    return _with_ranges(found, lowered, sentence.ar), antecedent


def kept_matches(folded: str) -> list[Match]:
    """Return the matches of a folded sentence to keep: leftmost, then longest, none overlapping."""
    kept: list[Match] = []
    end = -1
    # Sorting is stable: of equally long matches at one place the first row's is kept.
    for rule, match in sorted(matches_in(folded), key=_place_and_length):
        if match.start("t") >= end:
            kept.append((rule, match))
            end = match.end("t")
    return kept


def _place_and_length(found: Match) -> tuple[int, int]:
    return found[1].start("t"), -found[1].end("t")


@cache
def _ambiguous_months() -> tuple[frozenset[str], re.Pattern[str]]:
    """Return months that are also words, and the pattern of what comes before such a month."""
    names = load("months")["names"]
    introduced = re.compile(rf"(?<!\w)[وف]?(?:{alternatives(names['behind'])})\s+[بل]?$|/\s*$")
    return frozenset(map(key, names["ambiguous"])), introduced


def _is_no_time(rule: Rule, match: re.Match[str], folded: Folded, text: str) -> bool:
    """Tell whether a match only looks like a time: "nowadays", ``مارس`` "he practised", ``باب``."""
    start, words = match.start("t"), match["t"]
    if rule.ambiguous:
        return not speaks_of_today(folded.text, start)
    months, introduced = _ambiguous_months()
    if words not in months:
        return words == "غدا" and bool(_DEFINITE_NOUN.match(folded.text, match.end("t")))
    # Folding makes "father" of August, which is never written without its madda.
    if words == key("آب") and text[folded.offsets[start]] != "آ":
        return True
    return not introduced.search(text_before(folded.text, start))


@cache
def _event_name() -> re.Pattern[str]:
    openings = alternatives(load("months")["names"]["openings"])
    return re.compile(rf"(?<!\w)[وف]?[بل]?(?:{openings})\s+$")


def _names_an_event(folded: str, match: re.Match[str]) -> bool:
    """Tell whether a date without a year names an event (``ثورة 14 تموز``), which has its own."""
    if match.groupdict().get("y"):
        return False
    return bool(_event_name().search(text_before(folded, match.start("t"))))


def _resolved(
    rule: Rule, match: re.Match[str], context: Context, published: When | None
) -> tuple[When | None, When | None, bool]:
    """Return the first and last that an expression means, and whether its text is finer than they.

    Both are what the first and the last possible day of publication support alike.
    """
    if rule.resolve is None or _names_an_event(context.folded, match):
        return None, None, False
    try:
        first, last = _ends(rule.resolve(match, context))
        if published is None or published.start == published.end:
            return first, last, False
        late_first, late_last = _ends(
            rule.resolve(match, replace(context, published=published.end))
        )
    except (ValueError, OverflowError):
        return None, None, False
    covered = covering(first, late_first) if first and late_first else None
    covered_last = covering(last, late_last) if last and late_last else None
    is_day = first is not None and first.precision in ("day", "week")
    return covered, covered_last, is_day and covered is not None and covered != first


def _ends(value: Value) -> tuple[When | None, When | None]:
    return value if isinstance(value, tuple) else (value, value)


@cache
def _parts() -> dict[str, Part]:
    """Return the folded words that name a part of a period, with the part."""
    parts: dict[str, Part] = {}
    for part in PARTS:
        parts |= dict.fromkeys(map(key, load("months")["part"][part]), part)
    return parts


def _understood(
    first: When | None, last: When | None, match: re.Match[str], context: Context
) -> When | None:
    """Return what an expression means with all that its words and its clause say of it."""
    when = _whole(first, last)
    if when is None:
        return None
    groups = match.groupdict()
    part = _parts().get(" ".join((groups.get("part") or "").split()))
    planned = context.tense == "future"
    return replace(when, part=part, stated=groups.get("y") is not None, planned=planned)


def _whole(first: When | None, last: When | None) -> When | None:
    """Return the period from one to another, ``None`` where the last is before the first."""
    if first is None or last is None or first == last:
        return first
    if last.start < first.start:
        return None
    if first.precision != last.precision:
        return covering(first, last)
    return replace(first, end=last.end)


@cache
def _range_words() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return what joins two times: alone, after "between", "between", and what is moved instead."""
    words = load("months")["range"]
    to = re.compile(rf"\s*(?:-|(?:{alternatives(words['to'])}))\s*$")
    between = re.compile(rf"(?<!\w)[وف]?(?:{alternatives(words['between'])})\s+$")
    moved = re.compile(rf"(?<!\w)[وفبل]?(?:{alternatives(words['moved'])})(?!\w)")
    return to, re.compile(r"\s*و?\s*$"), between, moved


def _are_joined(folded: str, start: int, end: int, next_start: int) -> bool:
    """Tell whether an expression from `start` to `end` and the next one are ends of a range."""
    to, and_, between, moved = _range_words()
    preceding = text_before(folded, start)
    # "Postponed from May to June" are two dates, not all the days between them.
    if moved.search(preceding):
        return False
    gap = folded[end:next_start]
    return bool(to.match(gap) or (and_.match(gap) and between.search(preceding)))


def _year_of_range(
    folded: str, match: re.Match[str], following: re.Match[str] | None
) -> int | None:
    """Return the year of the date that ends a range, for the date that begins it."""
    named = following.groupdict().get("y") if following else None
    if following is None or not named:
        return None
    joined = _are_joined(folded, *match.span("t"), following.start("t"))
    return year_number(named) if joined else None


def _begin_of_range(folded: str, match: re.Match[str], found: Sequence[_Found]) -> When | None:
    """Return the day that begins the range which an expression ends."""
    if not found or found[-1].first is None or found[-1].first.precision != "day":
        return None
    previous = found[-1]
    joined = _are_joined(folded, previous.start, previous.end, match.start("t"))
    return previous.first if joined else None


def _with_ranges(found: Sequence[_Found], folded: str, text: str) -> list[_Found]:
    """Return the expressions with the ends of each range made one ("from 2 May to 9 June")."""
    kept: list[_Found] = []
    for one in found:
        whole = _range(kept[-1], one, folded, text) if kept else None
        if whole:
            kept[-1] = whole
        else:
            kept.append(one)
    return kept


def _range(one: _Found, other: _Found, folded: str, text: str) -> _Found | None:
    """Return two expressions as one range, ``None`` where they are none."""
    first, last = one.first, other.last
    begin, end = one.mention, other.mention
    if first is None or last is None or first != one.last or last != other.first:
        return None
    if begin.when is None or end.when is None:
        return None
    if first.precision != last.precision or first.start >= last.start:
        return None
    if not _are_joined(folded, one.start, one.end, other.start):
        return None
    # The year may be written at one end for both; each end may have a part of its own.
    stated = begin.when.stated or end.when.stated
    when = replace(begin.when, end=last.end, part=None, stated=stated)
    words = text[begin.start : end.start + len(end.text)]
    coarser = begin.coarser or end.coarser
    mention = replace(begin, text=words, when=when, coarser=coarser)
    return _Found(mention, one.start, other.end, first, last)
