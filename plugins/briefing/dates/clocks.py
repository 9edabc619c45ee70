"""Times of day beside a date, and the zones they are told in."""

from __future__ import annotations

import re

from ..language.lexicon import load
from .months import key

CLOCK = re.compile(
    r"(?<!\d)([01]?\d|2[0-3]):([0-5]\d)(?::[0-5]\d)?(?!\d)(?:\s*(?P<half>ص|م|صباحا|مساء|am|pm)(?!\w))?"
)
NOON = 12
AFTERNOON = ("م", "مساء", "pm")
ZONE = re.compile(r"(?:ب|ال)?توقيت\s+[^\W\d]+(?:\s+المكرمه)?")
SHIFTED_ZONE = re.compile(
    r"(?<!\w)(?:gmt|utc|غرينتش|جرينتش)\s?(?P<sign>[+-])\s?(?P<hours>1[0-4]|0?\d)(?::?(?P<minutes>[0-5]0))?(?!\d)"
)
"""``GMT+3``, ``UTC+05:30``: an offset behind the name of Greenwich's time."""


def hour_of(clock: re.Match[str]) -> int:
    """Return the hour of the day of a clock time, by its "am" or "pm" if it has one."""
    hour, half = int(clock[1]), clock["half"]
    if half is None or hour > NOON:
        return hour
    return hour % NOON + NOON * (half in AFTERNOON)


def take_zone(folded: str) -> tuple[int | None, str]:
    """Return the offset of the zone a line names and the line without its "in … time"."""
    rest = ZONE.sub(" ", folded)
    shifted = SHIFTED_ZONE.search(folded)
    if shifted:
        minutes = 60 * int(shifted["hours"]) + int(shifted["minutes"] or 0)
        return (-minutes if shifted["sign"] == "-" else minutes), SHIFTED_ZONE.sub(" ", rest)
    for name, minutes in load("phrases")["zones"].items():
        if re.search(rf"(?<!\w){re.escape(key(name))}(?!\w)", folded):
            return minutes, rest
    return None, rest
