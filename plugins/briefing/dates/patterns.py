"""The kinds of time expressions: a table of patterns over folded text, each with its resolver."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache

from ..language.lexicon import load
from ..language.numbers import early_year_pattern, number_pattern, year_pattern
from . import resolve as to
from . import resolve_parts as parts
from .hijri import hijri_date
from .months import alternatives, key, month_pattern, ordinal_numbers

START = r"(?<!\w)(?:[وف]?[بلك]?)(?P<t>"
"""A word start, with the conjunction and preposition that may be written onto it."""
END = r")(?!\w)"
YEAR = r"(?:1[0-9]\d\d|20\d\d)(?!\s*ه(?!\w))"
MODERN_YEAR = r"(?:19|20)\d\d(?!\s*ه(?!\w))"
YEAR_WORD = r"(?:ال)?(?:عام|سنه)"
CLOSED = r"(?=\s*(?:[،,.؛:!؟?)|\]»”]|$))"
"""Before the end of a phrase, so that nothing is counted by the number before it."""
DAY = r"(?:ال)?(?P<d>[0-3]?\d)"
SEPARATOR = r"\s?[/.\-]\s?"
LARGEST_NTH = 5
"""No month has more of a weekday: a larger ordinal behind a weekday is the day's number."""
BARE_TODAY = "bare today"
"""The rule whose matches may as well mean "nowadays"."""
DATE_WORD = r"(?:(?<=يوم\s)|(?<=بتاريخ\s))"

Resolver = Callable[[re.Match[str], to.Context], to.Value]
Row = tuple[str, str, Resolver]
Blocks = dict[str, str]


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of expression: its pattern, with the expression itself as group ``t``."""

    name: str
    pattern: re.Pattern[str]
    resolve: Resolver


def _words(*path: str) -> str:
    """Return a pattern of the words of lexicon lists, named ``section`` or ``section.list``."""
    table = load("months")
    names: list[str] = []
    for step in path:
        section, _, name = step.partition(".")
        rows = table[section].values() if isinstance(table[section], dict) else table[section]
        names += table[section][name] if name else [n for row in rows for n in row]
    return alternatives(names)


def _not_behind(words: list[str]) -> str:
    """Return a pattern that holds where none of the words stands right before."""
    return "".join(rf"(?<!{re.escape(key(word))}\s)" for word in words)


def _bare_weekdays() -> str:
    """Return a pattern of the Arabic weekdays, with or without their article."""
    names = [name for row in load("months")["weekdays"] for name in row if name.startswith("ال")]
    return rf"(?:ال)?(?:{alternatives(name.removeprefix('ال') for name in names)})"


def _year_blocks(directed: str) -> Blocks:
    """Return the ways to name a year: alone, behind a month, and as a whole of which a part is."""
    words = year_pattern()
    named = rf"{YEAR_WORD}\s+(?P<y>{YEAR}|{words}|{early_year_pattern()}{CLOSED})"
    behind_word = "".join(rf"|(?<={word}\s){words}" for word in ("عام", "سنه"))
    of_month = rf"(?P<y>{YEAR}{behind_word}|{words}{CLOSED})"
    gap = r"(?:[\s،,]+|\s?[/\-]\s?)"
    in_year = rf"(?:{gap}(?:من\s+)?(?:ل?{YEAR_WORD}\s+)?{of_month})"
    same = _words("direction.same")
    in_same_year = rf"\s+من\s+{YEAR_WORD}\s+(?P<ys>{same})"
    in_directed_year = rf"\s+(?:من\s+)?{YEAR_WORD}\s+(?P<yd>{directed})"
    either = rf"(?:{YEAR_WORD}\s+)?(?P<y>{YEAR}|{words})"
    return {
        "named_year": named,
        "in_year": in_year,
        "year_after": rf"(?:{in_year}|{in_directed_year}|{in_same_year}|\s+(?P<dir>{directed}))?",
        "a_year": rf"(?:{either}|هذ[اه]\s+{YEAR_WORD}|{YEAR_WORD}\s+(?P<yd>{directed}))",
    }


def _day_blocks() -> Blocks:
    """Return the ways to name a day."""
    weekdays = rf"(?:يوم\s+)?(?:{_words('weekdays')})"
    ordinals = alternatives(ordinal_numbers())
    late = alternatives(name for name, n in ordinal_numbers().items() if n > LARGEST_NTH)
    nears = (word for word, days in load("months")["today"].items() if days)
    followers = rf"(?=\s+(?:{_words('day_number.followers')})(?!\w))"
    return {
        "ordinal": rf"(?P<o>{ordinals})",
        "late_ordinal": late,
        "any_ordinal": ordinals,
        "first": rf"(?P<o>{alternatives(load('numbers')['first'])})\s+",
        "weekday": rf"(?:يوم\s+)?(?P<wd>{_words('weekdays')})",
        "weekday2": rf"(?:يوم\s+)?(?P<wd2>{_words('weekdays')})",
        "bare_weekday": rf"(?:يوم\s+)?(?P<wd>{_bare_weekdays()})",
        "weekday_before": rf"(?:{weekdays}[\s،,]+(?:الموافق\s+)?(?:في\s+)?)?",
        "of_month": r"(?:\s+(?:من\s+)?(?:شهر\s+)?|\s?[/\-]\s?)",
        "today": rf"(?P<w>{alternatives(nears)})(?!\s+(?:القريب|البعيد)(?!\w))",
        "two_days": rf"(?:يومي\s+)?{DAY}\s*(?:-|و|الي|حتي)\s*(?:ال)?(?P<d2>[0-3]?\d)",
        "two_ordinals": rf"(?P<o>{ordinals})\s+(?:و\s?|الي\s+|حتي\s+)(?P<o2>{ordinals})",
        "free": rf"(?:{CLOSED}|{followers})",
    }


def _blocks() -> Blocks:
    """Return the pieces the patterns below are made of."""
    directed = _words(*(f"direction.{way}" for way in load("months")["direction"] if way != "same"))
    names = load("months")["names"]
    units = [f"counted.{unit}" for unit in load("months")["counted"]]
    decades = alternatives(load("months")["decades"])
    bare_decades = alternatives(name.removeprefix("ال") for name in load("months")["decades"])
    centuries = alternatives(load("months")["centuries"])
    ages = rf"(?!\s+(?:من\s+)?(?:{_words('age.words')})(?!\w))"
    not_today = load("months")["bare_today"]["not_behind"]
    return {
        **_year_blocks(directed),
        **_day_blocks(),
        "month": rf"(?P<m>{month_pattern()})",
        "a_month": rf"(?:هذا\s+الشهر|الشهر\s+(?P<md>{directed}))",
        "this_month": rf"(?P<md>{_words('direction.present')})",
        "a_week": rf"(?:هذا\s+الاسبوع|الاسبوع\s+(?P<dir>{directed}))",
        "same": rf"(?:{_words('direction.same')})",
        "part": rf"(?:(?:{_words('part')})\s+(?:شهر\s+)?)?",
        "way": rf"(?P<dir>{directed})",
        "unit": rf"(?P<u>{_words(*(f'unit.{unit}' for unit in load('months')['unit']))})",
        "about": rf"(?P<about>(?:{_words('span.counts')})\s+)?",
        "number": rf"(?P<n>{number_pattern()})",
        "definite_number": rf"(?P<n>(?:ال)?{number_pattern()})",
        "counted": rf"(?P<c>{_words(*units)})",
        "definite_counted": rf"(?P<c>ال(?:{_words(*units)}))",
        "amount": parts.amount_pattern(),
        "opening": rf"(?P<way>{_words('span.openings')})",
        "counted_way": rf"(?:{_words('recent.past')}|(?P<ahead>{_words('recent.future')}))",
        "last": rf"(?:{_words('recent.last')})(?P<ahead>)",
        "recent": rf"(?:{_words('recent.periods')})\s+(?:{_words('recent.words')})",
        "parts": rf"(?:{_words('part')})",
        "season": rf"(?P<s>{alternatives(load('months')['seasons'])})",
        "decade": rf"(?P<decade>{decades}){ages}",
        "bare_decade": rf"(?P<decade>{bare_decades})",
        "century": rf"(?:\s+(?:من\s+)?(?P<century>{centuries}))",
        "hijri": alternatives(name for row in load("months")["hijri"] for name in row),
        "nth": rf"(?P<nth>{alternatives(load('months')['nth'])})",
        "nth_before": rf"(?P<nth>{alternatives(load('months')['nth_before'])})",
        "fraction": rf"(?P<fraction>{alternatives(load('months')['fraction'])})",
        "not_general": _not_behind(names["general"]),
        "not_counted": _not_behind(names["counted_by"]),
        "not_named": _not_behind(not_today),
        "follower": rf"(?:{_words('bare_year.followers')})",
    }


def _dates(b: Blocks) -> tuple[Row, ...]:
    """Return days of a named month, and months."""
    day, rest = b["weekday_before"], f"{b['month']}{b['year_after']}"
    of_rest = f"{b['of_month']}{rest}"
    of_month = rf"\s+(?:من\s+|في\s+)?(?:شهر\s+)?(?:{b['a_month']}|{rest})"
    of_this = rf"\s+(?:من\s+|في\s+)?{b['a_month']}"
    numeric_month = r"(?P<mm>0?[1-9]|1[0-2])"
    day_slash_month = r"(?:(?P<d>1[3-9]|2\d|3[01])/(?P<mm>0[1-9]))(?![/\d])"
    return (
        ("ymd", rf"(?P<y>{YEAR}){SEPARATOR}(?P<mm>\d\d?){SEPARATOR}(?P<d>\d\d?)", to.numeric),
        ("dmy", rf"(?P<d>\d\d?){SEPARATOR}(?P<mm>\d\d?){SEPARATOR}(?P<y>{YEAR})", to.numeric),
        ("short year", r"\d\d?(?P<by>[/\-])\d\d?(?P=by)\d\d", to.unresolved),
        ("dm", day_slash_month, to.numeric_day),
        (
            "dm behind a word",
            rf"{DATE_WORD}(?P<d>[0-3]?\d)/{numeric_month}(?![/\d])",
            to.numeric_day,
        ),
        (
            "ym",
            rf"{b['not_counted']}(?P<y>{MODERN_YEAR})[/\-]{numeric_month}(?![/.\-]?\d)",
            to.numeric_month,
        ),
        ("my", rf"{b['not_counted']}{numeric_month}[/\-](?P<y>{MODERN_YEAR})", to.numeric_month),
        ("english", rf"{b['month']}\s+(?P<d>\d\d?),?\s+(?P<y>{YEAR})", to.english_date),
        ("day month", rf"{day}{DAY}{of_rest}", to.day_in_month),
        ("ordinal month", rf"{day}{b['ordinal']}{of_rest}", to.day_in_month),
        ("first of month", rf"{day}{b['first']}{rest}", to.day_in_month),
        ("day range", rf"{b['two_days']}{b['of_month']}{rest}", to.day_range),
        ("day range of this", rf"{b['two_days']}{of_this}", to.day_range),
        ("ordinal range", rf"{b['two_ordinals']}{of_month}", to.day_range),
        ("day of this", rf"(?:{b['ordinal']}|{DAY}){of_this}", to.day_of_base_month),
        ("day current", rf"{DAY}\s+(?:من\s+)?{b['this_month']}", to.day_of_base_month),
        (
            "day of same month",
            rf"(?:{b['ordinal']}|{DAY})\s+من\s+الشهر\s+{b['same']}",
            to.day_of_same_month,
        ),
        ("same month", rf"الشهر\s+{b['same']}{b['in_year']}?", to.same_month),
        ("month", rf"{b['part']}(?:شهر\s+)?{rest}", to.one_month),
        ("week of day", rf"اسبوع\s+{DAY}{of_rest}", parts.week_of_day),
        ("nth week of month", rf"الاسبوع\s+{b['nth']}{of_month}", parts.nth_week),
        ("nth weekday", rf"{b['nth_before']}\s+{b['bare_weekday']}{of_month}", parts.nth_weekday),
    )


def _years(b: Blocks) -> tuple[Row, ...]:
    """Return years, decades, and parts of a year."""
    in_year = rf"\s+(?:من\s+|في\s+)?{b['a_year']}"
    two = rf"(?:{YEAR_WORD}\s+)?(?P<y>{YEAR})\s?[/\-]\s?(?P<y2>{YEAR})"
    follow = rf"(?=\s+(?:{b['follower']}(?!\w)|و)|\s*[،,.؛)]|$)"
    return (
        ("years", rf"(?:عامي|سنتي)\s+(?P<y>{YEAR})\s+و\s?(?P<y2>{YEAR})", to.year_range),
        ("year range", two, to.year_range),
        (
            "hijri",
            rf"(?:(?P<hd>\d\d?)\s+)?(?P<hm>{b['hijri']})(?:\s+(?P<hy>1[34]\d\d))?(?:\s*ه)?",
            hijri_date,
        ),
        ("hijri year", rf"{YEAR_WORD}\s+(?P<hy>1[34]\d\d)\s*ه", hijri_date),
        ("year", rf"{b['not_general']}{b['part']}{b['named_year']}", to.one_year),
        ("bare year", rf"{b['not_counted']}(?<!/)(?P<y>{MODERN_YEAR}){follow}", to.one_year),
        ("part of year", rf"{b['fraction']}\s+{b['nth']}{in_year}", parts.part_of_year),
        ("nth week", rf"الاسبوع\s+{b['nth']}(?P<in_year>{in_year})", parts.nth_week),
        (
            "season",
            rf"{b['part']}(?:ال)?{b['season']}\s+(?:من\s+)?(?:{YEAR_WORD}\s+)?(?P<y>{YEAR})",
            parts.season,
        ),
        ("directed season", rf"{b['part']}ال{b['season']}\s+{b['way']}", parts.season),
        ("this season", rf"{b['part']}هذا\s+ال{b['season']}", parts.season),
        ("bare season", rf"{b['part']}ال{b['season']}(?!\s+العربي)", to.unresolved),
        ("decade", rf"{b['part']}{b['decade']}{b['century']}?", to.one_decade),
        ("decade of", rf"{b['part']}{b['bare_decade']}{b['century']}", to.one_decade),
    )


def _relatives(b: Blocks) -> tuple[Row, ...]:
    """Return times told from the day of publication."""
    number, weekday, week = b["definite_number"], b["weekday"], b["a_week"]
    to_second = rf"\s*(?:-|و|الي|حتي)\s*{b['weekday2']}"
    return (
        ("relative", rf"{b['part']}{b['unit']}\s+{b['way']}", to.relative_period),
        ("this", rf"{b['part']}هذ[اه]\s+{b['unit']}", to.relative_period),
        ("part of this", rf"{b['parts']}\s+{b['unit']}", to.relative_period),
        ("recent", b["recent"], to.unresolved),
        (
            "counted recent",
            rf"{b['definite_counted']}(?:\s+{number})?\s+{b['counted_way']}",
            parts.recent_span,
        ),
        ("recent counted", rf"{number}\s+{b['counted']}\s+{b['counted_way']}", parts.recent_span),
        ("last counted", rf"{b['last']}\s+{number}\s+{b['counted']}", parts.recent_span),
        ("today", rf"(?P<w>اليوم)\s+(?:{_words('weekdays')})", to.near_day),
        ("today in a quotation", r"(?<=[“\"«])اليوم", to.unresolved),
        (BARE_TODAY, rf"{b['not_named']}(?P<w>اليوم)(?!\s+(?:ال|{b['same']}))", to.near_day),
        ("near day", rf"{b['today']}(?:\s+(?:{_words('weekdays')}))?", to.near_day),
        ("weekday", rf"{weekday}(?:\s+{b['way']})?", to.weekday),
        (
            "numbered weekday",
            rf"{weekday}\s+(?:(?P<d>[0-3]?\d)|(?P<o>{b['late_ordinal']})){b['free']}",
            parts.numbered_weekday,
        ),
        (
            "weekday on ordinal",
            rf"{weekday}\s+في\s+(?P<o>{b['any_ordinal']}){b['free']}",
            parts.numbered_weekday,
        ),
        ("day number", rf"(?<!كل\s)يوم\s+(?P<d>[0-3]?\d){CLOSED}", parts.day_number),
        ("weekday of week", rf"{weekday}[\s،,]+(?:من\s+|في\s+)?{week}", parts.weekday_of_week),
        ("week's weekday", rf"{week}[\s،,]+{weekday}", parts.weekday_of_week),
        (
            "week's weekdays",
            rf"{week}[\s،,]+(?:من|بين|ما\s+بين)\s+{weekday}{to_second}",
            parts.weekday_of_week,
        ),
        (
            "weekdays of week",
            rf"{weekday}{to_second}\s+(?:من\s+|في\s+)?{week}",
            parts.weekday_of_week,
        ),
    )


def _spans(b: Blocks) -> tuple[Row, ...]:
    """Return spans and durations, most of them without a value."""
    opening, amount = b["opening"], b["amount"]
    lengths = rf"(?:\s+(?:{_words('vague.lengths')}))?"
    return (
        ("vague span", rf"{opening}\s+(?:{_words('vague.nouns')}){lengths}", to.unresolved),
        ("hours later", rf"بعد\s+ذلك\s+ب(?:{_words('vague.plurals')})", to.unresolved),
        ("uncounted", rf"(?:{_words('vague.plurals')})", to.unresolved),
        (
            "english relative",
            r"(?:later\s+|earlier\s+)?(?:this|last)\s+(?:week|month|year)",
            to.unresolved,
        ),
        ("span", rf"{opening}\s+{b['about']}{amount}(?!\s+\d)", parts.span),
        (
            "from now",
            rf"(?:{opening}\s+)?{b['about']}{amount}\s+من\s+(?P<now>الان)",
            parts.span,
        ),
        (
            "duration",
            rf"(?:{opening}\s+)?{b['about']}{b['number']}\s+{b['counted']}",
            to.unresolved,
        ),
    )


LITERAL = re.compile(r"[^\W\d_]{2,}")
WORD = re.compile(r"(?<!\w)\w+")
LONG_OPENING, MIDDLE_OPENING, SHORT_OPENING, SHORT_WORD = 5, 3, 2, 4
"""A word may open an expression that has a word with these first letters, or a shorter word that it
begins with; two letters are enough for a word of at most four. So most pairs of word and pattern
are passed over."""
WRITTEN_ON = 3
"""Letters of conjunction, preposition and article that may be written onto a word."""


@cache
def _openings() -> tuple[tuple[Rule, bool, frozenset[str]], ...]:
    """Return each rule, whether it may begin with a digit, and the first letters of its words."""
    found = []
    for rule in rules():
        literals = LITERAL.findall(rule.pattern.pattern)
        openings = frozenset(word[:LONG_OPENING] for word in literals)
        found.append((rule, r"\d" in rule.pattern.pattern, openings))
    return tuple(found)


@lru_cache(maxsize=16384)
def _for_word(word: str) -> tuple[Rule, ...]:
    """Return the rules whose expressions can begin with a folded word."""
    bare = [word[cut:] for cut in range(WRITTEN_ON + 1) if len(word) > cut]
    digit = any(one[0].isdigit() for one in bare)
    letters = {one[:n] for one in bare for n in range(MIDDLE_OPENING, LONG_OPENING + 1)}
    letters |= {one[:SHORT_OPENING] for one in bare if len(one) <= SHORT_WORD}
    return tuple(
        rule
        for rule, digits, openings in _openings()
        if (digit and digits) or not letters.isdisjoint(openings)
    )


def matches_in(folded: str) -> list[tuple[Rule, re.Match[str]]]:
    """Return what each rule matches in a folded sentence, tried only where it can begin."""
    return [
        (rule, match)
        for word in WORD.finditer(folded)
        for rule in _for_word(word.group())
        if (match := rule.pattern.match(folded, word.start()))
    ]


@cache
def rules() -> tuple[Rule, ...]:
    """Return every kind of expression; where two match at one place, the longer match wins."""
    b = _blocks()
    table = (*_dates(b), *_years(b), *_relatives(b), *_spans(b))
    return tuple(Rule(name, re.compile(START + text + END), to_do) for name, text, to_do in table)
