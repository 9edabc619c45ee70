"""Time expressions in running Arabic text: found, resolved, and joined into ranges.

Finding is the table of patterns.toml; resolving works against the day of publication and the text
before. What the text does not support stays open: no day or year is made up.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from itertools import pairwise
from typing import Literal

from ..errors import Problem
from ..language.arabic import Folded, alternatives, fold, fold_with_offsets, key
from ..language.lexicon import load
from ..model import Mention, Seed, Sentence, Story
from . import relative, resolve
from .expression import (
    FIRST_PERSON,
    Beside,
    Expression,
    Value,
    is_expected,
    is_without_year,
    speaks_of_today,
    text_before,
)
from .patterns import Match, Rule, matches_in
from .vocabulary import any_of, month_number, month_pattern, row_numbers, weekday_numbers, word_list
from .when import PARTS, When, covering, day, month, year
from .years import Years, has_headings

LATELY = 60
"""Days after an event in which its day alone names it ("the attack of July 20")."""
MOST_WORDS_TO_COMMON = 4
"""Words between a Hijri date and the common one, with the weekday and the letter of the era."""
DAYS_IN_WEEK = 7
MOST_DAYS_OFF = 2
"""Days between a Hijri day as reckoned and as seen."""
_BESIDE = re.compile(r"ـ?\s?(?:هـ?|م)?\s?(?:[(/–-]\s?(?:\w+\s)?|[،,]?\s?)")
"""What is between a Hijri day and the common one, where nothing says that they are one."""
_SHORT = ("day", "week", "month")
"""A range from one of these ends within a year; from a year on it may go on to now."""
_YEAR_BEHIND = re.compile(r"\s+ال\w{2,20}\s+(?:ال)?(?:عام|سنه)\s+(?:19|20)\d\d(?!\d)")
"""A word and a year behind a month, which may be of it ("in the hot June of the year 2014")."""
_DEFINITE_NOUN = re.compile(r"\s+ال(?!ي(?!\w))")
"""A definite noun behind `غدا`, which is then the verb "became"."""
_BY = re.compile(r"(?<!\w)[وف]?(?:ب|(?:بحلول|قبل|حتي)\s)\Z")
"""What makes a part of a period a limit: "by", "before", "until"."""
_TOTALS = alternatives(load("numbers")["verb_subjects"]["totals"])
_NEAR = rf"(?!(?:{any_of('names.behind')})\s+$)|(?=الي\s+$)"
_TOTAL = re.compile(
    rf"(?<!\w)[وفبل]?(?:ال)?(?:{_TOTALS})(?:\s+(?:{_NEAR})[^\W\d]\w{{0,19}}){{1,6}}\s+$"
)
"""A total up to its number, which no word before a date introduces."""

Pair = Literal["range", "moved", "both", "apart"]
Resolver = Callable[[Expression], Value]
_RESOLVERS: dict[str, Resolver] = {**vars(resolve), **vars(relative)}
"""What resolves the expressions of a row of patterns.toml, by the name in it."""


@dataclass(frozen=True, slots=True)
class _Found:
    """An expression, and the first and last of what it means, of one period twice that."""

    mention: Mention
    first: When | None
    last: When | None


def find_mentions(
    sentences: Iterable[Sentence], published: When | None, *, above: str = ""
) -> tuple[Mention, ...]:
    """Return every time expression of a story's sentences, in document order, resolved.

    `published` is when the story appeared, ``None`` where that is unknown: then only dates with
    their year get a value. `above` is the deck, which in a chronology is its first heading.
    """
    mentions: list[Mention] = []
    antecedent: When | None = None
    sentences = tuple(sentences)
    years = Years(has_headings([above, *(sentence.ar for sentence in sentences)]))
    years.enter("deck", fold_with_offsets(above).text, None)
    for sentence in sentences:
        found, antecedent = _in_sentence(sentence, published, antecedent, years)
        mentions += (one.mention for one in found)
    return tuple(mentions)


def conflicting_dates(story: Story, seed: Seed) -> list[Problem]:
    """Return a warning for each month under names of two, and each date with a wrong weekday."""
    places = {sentence.id: (block.line, sentence.ar) for block, sentence in story.body()}
    ask, problems = "ask the source which one is meant", []
    for mention in story.times:
        text, message = key(mention.text), ""
        line, arabic = places[mention.sentence]
        named = re.search(month_pattern(), text)
        if mention.when is None:
            is_pair = named and re.search(r"[/(]", named.group())
            if named and is_pair and month_number(named.group()) is None:
                message, hint = f"“{mention.text}” names two months", f"It is left open; {ask}"
        elif named and mention.when.precision == "day" and mention.when.start == mention.when.end:
            names = weekday_numbers().keys() & set(text.split())
            weekdays = {weekday_numbers()[name] for name in names}
            # The night of a day may be the one before it.
            if _named("range.nights").search(fold(arabic[: mention.start])):
                weekdays |= {(number - 1) % DAYS_IN_WEEK for number in weekdays}
            if weekdays and mention.when.start.weekday() not in weekdays:
                message = f"“{mention.text}” is a {mention.when.start:%A}"
                hint = f"The date is kept; {ask}"
        if message:
            problems.append(Problem(f"seeds/{seed.name}", message, hint, line, error=False))
    return problems


def _in_sentence(
    sentence: Sentence, published: When | None, antecedent: When | None, years: Years
) -> tuple[list[_Found], When | None]:
    """Return the expressions of one sentence, and the month that "the same month" now means."""
    folded, matches = _times_in(sentence.ar)
    years.enter(sentence.id, folded.text, matches[0].found if matches else None)
    # What each expression and the one behind it are: the last one has none behind it, so that the
    # first one (which asks for -1) ends no range.
    pairs = [*(_pair(one.found, other.found) for one, other in pairwise(matches)), None]
    appeared = published.start if published else None

    found: list[_Found] = []
    first_period: When | None = None
    latest: When | None = None
    for i, (rule, match) in enumerate(matches):
        pair, pair_before = pairs[i], pairs[i - 1]
        begins = found[-1].first if pair_before == "range" else None
        expression = Expression(
            match,
            appeared,
            antecedent,
            first_period,
            latest,
            may_go_back=pair in ("moved", "both"),
            begins=begins if begins and begins.precision in _SHORT else None,
            named_year=years.named,
            beside=years.beside(match),
        )
        are_months = pair == "both" and rule.name == matches[i + 1].rule.name == "month"
        if pair:
            expression = _with_following(expression, matches[i + 1], pair, are_months=are_months)
        first, last, coarser = _resolved(rule, expression, published)
        has_next = are_months and bool(expression.direction)
        if has_next and _comes_after(first, expression, matches[i + 1]):
            first, last, coarser = _resolved(rule, replace(expression, direction=""), published)
        # Nobody says whether what was moved was put off, or brought forward.
        is_moved = pair_before == "moved" and not expression.is_dated
        if is_moved and latest and first and first.start < latest.start:
            first = last = None
        years.tell(match, first, last)
        first_period, latest = first_period or first, first or latest
        start, end = folded.span(*match.span("t"))
        when = _understood(first, last, expression)
        mention = Mention(sentence.id, sentence.ar[start:end], start, when, coarser)
        found.append(_Found(mention, first, last))
        # "The same month" after a week, a season or a year could be one of several; of last year it
        # is only compared with.
        if first and first.precision in ("month", "day") and rule.resolver != "same_month":
            antecedent = month(first.start.year, first.start.month)

    for i in range(len(found) - 1):
        found[i : i + 2] = _of_one_day(found[i], found[i + 1], matches[i : i + 2], sentence.ar)
    ends_range = [pairs[i - 1] == "range" for i in range(len(found))]
    return _with_ranges(found, matches, ends_range, sentence.ar), antecedent


def _times_in(text: str) -> tuple[Folded, list[Match]]:
    """Return a sentence folded, and what in it is a time."""
    # Folded, "I will return" begins as "hour" does; as "we will" it does not. No character moves.
    folded = fold_with_offsets(FIRST_PERSON.sub(r"\1سن", text))
    # English month names in lower case, as in bilingual pages.
    kept = kept_matches(folded.text.lower())
    return folded, [one for one in kept if not _is_no_time(one.rule, one.found, folded, text)]


def _with_following(
    expression: Expression, following: Match, pair: Pair, *, are_months: bool
) -> Expression:
    """Return an expression with what the one behind it says of both: their year, their "next"."""
    groups = following.found.groupdict()
    direction = (groups.get("dir") or "") if pair in ("both", "range") else ""
    # The date that ends a range may name the year of both ("from 2 to 9 May 2024"), or be the
    # next such one ("between September and next January").
    names = ["y", "yd", "ys"]
    if pair in ("range", "moved"):
        names.append("dir")
    has_year = any(map(groups.get, ("m", "mm"))) and any(map(groups.get, names))
    ends, beside = None, expression.beside
    if has_year and is_without_year(expression.match):
        other = Expression(following.found, expression.published, named_year=expression.named_year)
        _, ends = _ends(following.rule, other)
    if pair == "apart" and ends:
        beside, ends = Beside(year(ends.end.year), is_sure=False), None
    # "Next" in the dual is of both, and behind two months in the singular, too.
    is_of_both = are_months or direction.endswith("ين")
    direction = direction if is_of_both else ""
    return replace(expression, ends=ends, beside=beside, direction=direction)


def _comes_after(first: When | None, expression: Expression, following: Match) -> bool:
    """Tell whether a month would be after the one behind it if that one's "next" was of both."""
    other = replace(expression, match=following.found, direction="")
    end, _ = _ends(following.rule, other)
    return bool(first and end and first.start > end.start)


def _of_one_day(
    one: _Found, other: _Found, matches: Sequence[Match], text: str
) -> tuple[_Found, _Found]:
    """Return two expressions, of which a Hijri day right beside a common one is that day.

    Where months begin by sighting, what is reckoned may be a day off. One that is further off from
    the common one with its year that it is said to be has no value.
    """
    is_hijri = [rule.resolver == "hijri_date" for rule, _ in matches]
    gap = text[one.mention.end : other.mention.start]
    says_so = "موافق" in gap and len(gap.split()) <= MOST_WORDS_TO_COMMON
    is_beside = says_so or _BESIDE.fullmatch(gap) is not None
    if is_hijri[0] == is_hijri[1] or not (one.first and other.first and is_beside):
        return one, other
    if {one.first.precision, other.first.precision} != {"day"}:
        return one, other
    days = abs((one.first.start - other.first.start).days)
    reckoned, sure = (one, other) if is_hijri[0] else (other, one)
    if days <= MOST_DAYS_OFF:
        told = replace(sure, mention=replace(reckoned.mention, when=sure.mention.when))
    elif re.search(r"\(|موافق", gap) and matches[is_hijri.index(False)].found.groupdict().get("y"):
        told = _Found(replace(reckoned.mention, when=None), None, None)
    else:
        return one, other
    return (told, other) if is_hijri[0] else (one, told)


def _with_ranges(
    found: Sequence[_Found], matches: Sequence[Match], ends_range: Sequence[bool], text: str
) -> list[_Found]:
    """Return the expressions of a text, of which those that are ranges together are one."""
    joined: list[_Found] = []
    for one, match, is_end in zip(found, matches, ends_range, strict=True):
        whole = _range(joined[-1], one, text) if is_end else None
        begins = joined[-1].first if is_end and is_without_year(match.found) else None
        if whole:
            joined[-1] = whole
        elif begins and one.first and one.first.end < begins.start:
            # A range that would end before it begins is of years that nobody names.
            joined.append(replace(one, mention=replace(one.mention, when=None)))
        else:
            joined.append(one)
    return joined


def kept_matches(folded: str) -> list[Match]:
    """Return the matches of a folded sentence to keep: leftmost, then longest, none overlapping."""
    found = matches_in(folded)
    # Sorting is stable: of equally long matches at one place the first row's is kept.
    found.sort(key=lambda one: (one.found.start("t"), -one.found.end("t")))
    kept: list[Match] = []
    end = -1
    for one in found:
        if one.found.start("t") >= end:
            kept.append(one)
            end = one.found.end("t")
    return kept


def _is_no_time(rule: Rule, match: re.Match[str], folded: Folded, text: str) -> bool:
    """Tell whether a match only looks like a time: "nowadays", ``مارس`` "he practised", ``باب``."""
    start, words = match.start("t"), match["t"]
    before = text_before(folded.text, start)
    # How old somebody is, and how many there are ("the number of the dead to 2041").
    is_age = rule.name == "duration" and _named("age.before").search(before)
    is_total = rule.name == "bare year" and _TOTAL.search(before)
    # "He touched" (``لامس``) is no "for yesterday", which has its hamza.
    at = folded.offsets[start]
    has_touched = rule.name == "near day" and text[max(0, at - 1) : at + 1] == "لا"
    if is_age or is_total or has_touched:
        return True
    if rule.ambiguous:
        return not speaks_of_today(folded.text, start)
    if words not in word_list("names.ambiguous"):
        return words == "غدا" and bool(_DEFINITE_NOUN.match(folded.text, match.end("t")))
    # Folding makes "father" of August, which is never written without its madda.
    if words == key("آب") and text[folded.offsets[start]] != "آ":
        return True
    # Other words unless something introduces a date, or they are second of a pair of names.
    between = rf"(?:{any_of('range.between')})\s+{month_pattern()}(?:\s+\d{{4}})?\s+و"
    introduction = rf"(?<!\w)[وف]?[بل]?(?:(?:{any_of('names.behind')})\s+[بل]?|{between})$|/\s*$"
    return not re.search(introduction, before)


@cache
def _named(words: str) -> re.Pattern[str]:
    """Return the pattern of one of these words right before a date."""
    return re.compile(rf"(?<!\w)[وف]?[بل]?(?:{any_of(words)})\s+$")


def _resolved(
    rule: Rule, expression: Expression, published: When | None
) -> tuple[When | None, When | None, bool]:
    """Return the first and last that an expression means, and whether its text is finer than they.

    Both are what the first and the last possible day of publication support alike.
    """
    # A day or month without a year may name an event (``ثورة 14 تموز``), which has its own.
    if expression.group("m") and not expression.is_dated:
        is_of_a_year = _YEAR_BEHIND.match(expression.match.string, expression.match.end("t"))
        if is_of_a_year or _named("names.openings").search(expression.preceding):
            return None, None, False
        if _named("names.events").search(expression.preceding):
            # Everybody knows which one, or it was in these weeks.
            near, _ = _ends(rule, expression)
            if near is None or not published or (published.start - near.end).days > LATELY:
                return None, None, False
    # In a chronology of another year a weekday is none of these weeks.
    if expression.is_in_another_year and rule.resolver in relative.NEAREST:
        return None, None, False
    first, last = _ends(rule, expression)
    if published is None or published.start == published.end:
        return first, last, False

    # Known to the month alone, an article of 1 or of 31 July both have to agree with the value.
    late_first, late_last = _ends(rule, replace(expression, published=published.end))
    covered = covering(first, late_first) if first and late_first else None
    covered_last = covering(last, late_last) if last and late_last else None
    is_finer = first is not None and first.precision in ("day", "week") and covered != first
    return covered, covered_last, is_finer and covered is not None


def _ends(rule: Rule, expression: Expression) -> tuple[When | None, When | None]:
    """Return the first and last an expression means for its one day of publication."""
    try:
        value = _RESOLVERS[rule.resolver](expression) if rule.resolver else None
    except (ValueError, OverflowError):
        return None, None
    return value if isinstance(value, tuple) else (value, value)


def _understood(first: When | None, last: When | None, expression: Expression) -> When | None:
    """Return the period from one to another with all that the words and the clause say of it.

    ``None`` without a first, and where the last is before it.
    """
    when = first
    # Of an article known to its month, the ends of "the last two months" may be known unequally.
    if first and last and first.precision != last.precision:
        when = covering(first, last)
    elif first and last and first != last:
        when = replace(first, end=last.end) if last.end > first.end else None
    if when is None:
        return None
    words = expression.group("part")
    part = next((part for part in PARTS if words in word_list(f"part.{part}")), None)
    when = replace(when, part=part)
    if _may_be_of_this_year(when, expression):
        return None
    appeared = expression.published
    # What a plan follows up ("in the aftermath of the war of 2014-2019") is none.
    is_over = appeared is not None and when.end < appeared
    planned = not is_over and _is_planned(when, expression)
    return replace(when, stated=bool(expression.group("y")), planned=planned)


def _is_planned(when: When, expression: Expression) -> bool:
    """Tell whether a period that is not over is told as one to come."""
    says_next = any((expression.steps(name) or 0) > 0 for name in ("dir", "wdir", "yd"))
    is_ahead = expression.tense == "future" or is_expected(expression.clause)
    if says_next or is_ahead or _is_limit_ahead(when, expression):
        return True
    appeared = expression.published
    if appeared is None or when.precision != "day" or when.start <= appeared:
        return False
    # A day after that of publication is to come, but not what "happened" then: that is a slip. The
    # page may give the day before as its own where none of its words say "tomorrow".
    near_day = expression.group("w")
    is_told = expression.tense == "past" and not (near_day or expression.is_limit)
    is_slip = is_told and ((when.start - appeared).days == 1 or expression.is_surely_past)
    return not is_slip and near_day != "اليوم"


def _may_be_of_this_year(when: When, expression: Expression) -> bool:
    """Tell whether "early last June", told in late June, may be of this year, too."""
    published = expression.published
    if published is None or when.part is None or expression.steps("dir") != -1:
        return False
    this = replace(month(published.year, published.month), part=when.part)
    last = replace(month(published.year - 1, published.month), part=when.part)
    return when == last and this.narrowed().end < published


def _is_limit_ahead(when: When, expression: Expression) -> bool:
    """Tell whether a part of this month or year limits what is to come ("by its end")."""
    published = expression.published
    if published is None or when.part is None or not _BY.search(expression.preceding):
        return False
    is_this = bool(expression.group("dir")) or "هذا" in expression.group("t").split()
    return is_this and expression.steps("dir") == 0 and when.narrowed().start > published


def _pair(match: re.Match[str], following: re.Match[str]) -> Pair | None:
    """Return what an expression and the next one are.

    Ends of a range, from where to where something moved, two joined by "and" alone ("in May and
    June 2024"), or two that may be of different years ("in May and in June 2024").
    """
    preceding = text_before(match.string, match.start("t"))
    gap = match.string[match.end("t") : following.start("t")]
    between = rf"(?<!\w)[وف]?(?:{any_of('range.between')})\s+$"
    has_to = re.match(rf"\s*(?:-|(?:{any_of('range.to')}))\s*$", gap)
    # "The night of Wednesday to Thursday" may do without "to".
    nights = map(row_numbers("weekdays").get, (match["t"], re.split(r"[\s،]", following["t"])[0]))
    one, other = (number or 0 for number in nights)
    is_next_day = one and other and (other - one) % DAYS_IN_WEEK == 1
    is_night = is_next_day and gap.strip() in ("", "علي", "/")
    is_to = has_to or (is_night and _named("range.nights").search(preceding))
    is_between = gap.strip() in ("", "و") and re.search(between, preceding)
    if not is_to and not is_between:
        if gap.strip() == "و":
            return "both"
        return "apart" if re.fullmatch(rf"\s*(?:{any_of('range.apart')})\s*", gap) else None
    # "Postponed from May to June" are two dates, not all the days between them.
    moved = rf"(?<!\w)[وفبل]?(?:{any_of('range.moved')})(?!\w)"
    return "moved" if re.search(moved, preceding) else "range"


def _range(one: _Found, other: _Found, text: str) -> _Found | None:
    """Return two expressions as one range, ``None`` where they are none."""
    first, last = one.first, other.last
    begin, end = one.mention, other.mention
    if first is None or last is None or begin.when is None or end.when is None:
        return None
    # An end may not be a range itself.
    if first != one.last or last != other.first:
        return None
    # "Sunday to Tuesday, 12 September": a weekday alone is of the week before the end.
    days = (last.start - first.start).days
    is_alone = fold(begin.text) in row_numbers("weekdays") and last.precision == "day"
    if is_alone and not 0 < days <= DAYS_IN_WEEK:
        first = day(last.start - timedelta(days=days % DAYS_IN_WEEK))
    if first.precision != last.precision or first.start >= last.start:
        return None
    # The year may be written at one end for both; each end may have a part of its own.
    stated = begin.when.stated or end.when.stated
    when = replace(begin.when, start=first.start, end=last.end, part=None, stated=stated)
    words = text[begin.start : end.end]
    mention = replace(begin, text=words, when=when, coarser=begin.coarser or end.coarser)
    return _Found(mention, first, last)
