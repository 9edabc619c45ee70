"""Which words of an English sentence put a date of its Arabic: "last April" for أبريل الماضي.

Words and date are paired where nothing else is left that either fits; what may be wrong is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from ..language.english import english_weekdays, lexicon
from ..model import TimeRef
from .qualifiers import period_of
from .when import Period, from_iso


def english_of(text: str, refs: Sequence[TimeRef], published: str) -> tuple[str | None, ...]:
    """Return for each date the words of an English text that surely mean it, else ``None``.

    `published` is the ISO day of publication, cut; without it "last" and "next" fit nothing.
    """
    appeared = from_iso(published)
    found = dict.fromkeys(match.group() for match in _pattern().finditer(text))
    open_refs, paired = list(range(len(refs))), dict[int, str]()
    for _ in refs:
        for words in [w for w in found if w not in paired.values()]:
            fitting = [i for i in open_refs if _fits(words, refs[i], appeared)]
            if len(fitting) == 1:
                paired[fitting[0]] = words
                open_refs.remove(fitting[0])
    rivals = [w for w in found if w not in paired.values()]
    doubtful = {i for i in paired if any(_fits(w, refs[i], appeared) for w in rivals)}
    return tuple(None if i in doubtful else paired.get(i) for i in range(len(refs)))


@cache
def _pattern() -> re.Pattern[str]:
    """Return what finds relative dates and those without their year."""
    relative = lexicon("relative")
    months = "|".join(name.title() for name in lexicon("months") if len(name) > len("mar"))
    months += "|May"
    days = "|".join(name.title() for name in lexicon("weekdays"))
    way, unit = "|".join(relative["ways"]), "|".join(relative["units"])
    part = rf"(?:{'|'.join(relative['parts'])})?"
    of_year = rf"(?:{months}) of (?:{way}) year"
    directed = rf"(?:{way}) (?:{unit}|{months}|{days})"
    day = rf"(?:(?:{days}), )?(?:{months}) \d{{1,2}}(?!\d)(?!,? \d{{4}})"
    month = rf"(?:{months})(?! \d)(?! of \d)"
    return re.compile(rf"\b{part}(?:{of_year}|(?i:{directed})|{day}|{month})\b")


def names_part(words: str) -> bool:
    """Tell whether English words name a part of their period ("the end of this year")."""
    parts = "|".join(lexicon("relative")["parts"])
    return bool(re.match(rf"(?:{parts})", words))


def _fits(words: str, ref: TimeRef, appeared: Period | None) -> bool:
    """Tell whether nothing speaks against words meaning a date: way, month, day, weekday, unit."""
    lowered, precision = words.lower(), ref.precision or "day"
    period = period_of(ref.value or "", ref.end, precision)
    if period is None or not _points_to(lowered, period, appeared):
        return False
    names, numbers = re.findall(r"[a-z]+", lowered), lexicon("months")
    months = {numbers[name] for name in names if name in numbers}
    digits = re.findall(r"\d+", lowered)
    if digits:
        return ref.precision == "day" and (period.start.month, period.start.day) in {
            (month, int(digits[0])) for month in months
        }
    if months:
        return ref.precision == "month" and period.start.month in months
    if days := english_weekdays(lowered):
        return ref.precision == "day" and period.start.weekday() in days
    return ref.precision in names


def _points_to(words: str, period: Period, appeared: Period | None) -> bool:
    """Tell whether "last" looks back from the day of publication, "next" ahead, "this" neither."""
    ways = lexicon("relative")["looks"]
    looks = {ways[word] for word in re.findall(r"[a-z]+", words) if word in ways}
    if not looks:
        return True
    if appeared is None:
        return False
    back, ahead = period.end < appeared.end, period.start > appeared.start
    now = period.start <= appeared.end and appeared.start <= period.end
    fits = {"back": back, "ahead": ahead, "now": now}
    return all(fits[look] for look in looks)
