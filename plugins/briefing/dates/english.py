"""Alignment of dates with English phrases: "last April" for أبريل الماضي.

A phrase and a date are paired where nothing else that is left fits either; what may be wrong is not
paired.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from ..language.english import english_weekdays, lexicon
from ..model import Mention
from .when import When

_LONGEST_SHORT_MONTH = 3
"""Letters. "Mar" and the like are too short to be taken for a month in running text."""


def english_of(
    text: str, mentions: Sequence[Mention], published: When | None
) -> tuple[str | None, ...]:
    """Return for each date the words of an English text that surely mean it, else ``None``.

    Without `published` "last" and "next" fit nothing.
    """
    phrases = list(dict.fromkeys(match.group() for match in _phrase_pattern().finditer(text)))
    paired: dict[int, str] = {}
    # Each pair that is sure may leave a single candidate for another: repeat as often as there
    # are dates.
    for _ in mentions:
        for words in phrases:
            if words in paired.values():
                continue
            unpaired = [i for i in range(len(mentions)) if i not in paired]
            fitting = [i for i in unpaired if _fits(words, mentions[i], published)]
            if len(fitting) == 1:
                paired[fitting[0]] = words

    rivals = [words for words in phrases if words not in paired.values()]
    for i, mention in enumerate(mentions):
        if any(_fits(words, mention, published) for words in rivals):
            paired.pop(i, None)
    return tuple(paired.get(i) for i in range(len(mentions)))


@cache
def _phrase_pattern() -> re.Pattern[str]:
    """Return what finds relative dates and those without their year."""
    relative = lexicon("relative")
    long_months = [n.title() for n in lexicon("months") if len(n) > _LONGEST_SHORT_MONTH]
    months = "|".join([*long_months, "May"])
    days = "|".join(name.title() for name in lexicon("weekdays"))
    way, unit = "|".join(relative["ways"]), "|".join(relative["units"])
    part = rf"(?:{'|'.join(relative['parts'])})?"
    # A date with its year means itself and needs no pairing.
    of_year = rf"(?:{months}) of (?:{way}) year"
    directed = rf"(?:{way}) (?:{unit}|{months}|{days})"
    day = rf"(?:(?:{days}), )?(?:{months}) \d{{1,2}}(?!\d)(?!,? \d{{4}})"
    month = rf"(?:{months})(?! \d)(?! of \d)"
    return re.compile(rf"\b{part}(?:{of_year}|(?i:{directed})|{day}|{month})\b")


def names_part(words: str) -> bool:
    """Tell whether English words name a part of their period ("the end of this year")."""
    parts = "|".join(lexicon("relative")["parts"])
    return bool(re.match(rf"(?:{parts})", words))


def _fits(words: str, mention: Mention, published: When | None) -> bool:
    """Tell whether nothing speaks against words meaning a date: way, month, day, weekday, unit."""
    lowered, when = words.lower(), mention.when
    names, ways = re.findall(r"[a-z]+", lowered), lexicon("relative")["looks"]
    looks = {ways[name] for name in names if name in ways}
    if when is None or (looks and published is None):
        return False
    # "Last" looks back from the day of publication, "next" ahead, "this" neither.
    if published:
        fits = {
            "back": when.end < published.end,
            "ahead": when.start > published.start,
            "now": when.start <= published.end and published.start <= when.end,
        }
        if not all(fits[look] for look in looks):
            return False

    numbers, digits = lexicon("months"), re.findall(r"\d+", lowered)
    months = {numbers[name] for name in names if name in numbers}
    # The finest word decides: "Thursday, March 7" is the seventh, whatever its weekday.
    if digits:
        is_day = when.precision == "day" and when.start.day == int(digits[0])
        return is_day and when.start.month in months
    if months:
        return when.precision == "month" and when.start.month in months
    if days := english_weekdays(lowered):
        return when.precision == "day" and when.start.weekday() in days
    return when.precision in names
