"""Pelican's own settings, where a wrong value would end a build with a traceback.

Nothing of other libraries is imported: `make` asks this before each build.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from difflib import get_close_matches
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

WEB_ADDRESS = re.compile(r"https?://[^/\s]+")
_SITE_ADDRESS = re.compile(r"https?://(?!/)[!\"$->@-~]+")
"""What feeds may have before the path of a page: no spaces, queries or letters beyond ASCII."""
_PLAIN = "have no space, “?” or “#”, and of Arabic letters what a browser copies, such as %D9%85"
_NEAR = 0.8
"""How alike a wrong zone and a right one must be: “Asia/Bagdad” and Asia/Baghdad are 0.96 alike."""
_FOLDER = (str, os.PathLike)
_LIST = (list, tuple)
_TEXTS = (str, list, tuple)
_PLACES = ("ARTICLE_URL", "ARTICLE_SAVE_AS", "ARTICLE_LANG_URL", "ARTICLE_LANG_SAVE_AS")
_OF_JINJA = ("JINJA_ENVIRONMENT", "JINJA_FILTERS", "JINJA_GLOBALS", "JINJA_TESTS")
_PAGES = "Write False, or how many a list shows at once"
_KINDS: Mapping[str, tuple[type | tuple[type, ...], str, str]] = {
    "PATH": (_FOLDER, "text", "Name the folder of the posts, content"),
    "THEME": (_FOLDER, "text", "Name the folder of the theme, theme"),
    "OUTPUT_PATH": (_FOLDER, "text", "Name the folder of the site, output"),
    "DEFAULT_LANG": (str, "text", "Write “ar” or “en”"),
    "TIMEZONE": (str, "text", "Write the name of a time zone, such as “UTC” or “Asia/Baghdad”"),
    **dict.fromkeys(_PLACES, (str, "text", "Write it as “{lang}/{slug}.html”")),
    "MARKDOWN": (dict, "a table", "Write it as { … }, as the pelicanconf.py that comes along"),
    **dict.fromkeys(_OF_JINJA, (dict, "a table", "Write it as { … }, or take it out")),
    "DEFAULT_PAGINATION": (int, "a whole number", _PAGES),
    "STATIC_PATHS": (_LIST, "a list", "Write it as [ … ], empty if there is none"),
    "DIRECT_TEMPLATES": (_LIST, "a list", "Write it as [ … ], empty if there is none"),
    # Unset, Pelican takes all that are installed.
    "PLUGINS": ((*_LIST, set, type(None)), "a list", 'Write it as ["briefing"]'),
    # Of these Pelican also takes a single text.
    "PLUGIN_PATHS": (_TEXTS, "a list", "Write it as [ … ], or take it out"),
    "LOCALE": (_TEXTS, "a list", "Write it as [ … ], or take it out"),
}
"""The type of each, what that is called, and what to do."""
_UNUSABLE = {
    "DEFAULT_LANG": (re.compile("$"), "empty"),
    "DEFAULT_PAGINATION": (re.compile("-"), "less than nothing"),
}
"""How values of the right type begin that cannot be used, and what they are called."""


def pelican_mistakes(settings: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with Pelican's settings, and what to do; what is not set is right."""
    for name, (kind, called, hint) in _KINDS.items():
        if name in settings and not isinstance(settings[name], kind):
            yield f"“{name}” must be {called}", hint
    for name, (unusable, called) in _UNUSABLE.items():
        if unusable.match(str(settings.get(name))):
            yield f"“{name}” is {called}", _KINDS[name][2]
    # Pelican's default is empty, and a site that is not yet published has no address.
    address = settings.get("SITEURL", "")
    if address != "" and not _SITE_ADDRESS.fullmatch(str(address)):
        has_host = WEB_ADDRESS.match(str(address))
        hint = "Set it to the full address of the site, for feeds and canonical links"
        yield f"“SITEURL” must {_PLAIN if has_host else 'start with http:// or https://'}", hint
    yield from _mistakes_of_time(settings)


def _mistakes_of_time(settings: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    zone = settings.get("TIMEZONE", "UTC")
    try:
        ZoneInfo(str(zone))
    # A name of no zone, one that is no name, and one of a folder of zones, such as “Asia”.
    except (KeyError, ValueError, OSError):
        if isinstance(zone, str):
            near = get_close_matches(zone, available_timezones(), 1, _NEAR)
            hint = f"Perhaps “{near[0]}” is meant" if near else "Write it as “Asia/Baghdad”"
            yield f"“TIMEZONE” is “{zone}”, which is not a time zone", hint
    day = settings.get("DEFAULT_DATE")
    try:
        # What Pelican makes of it; it reads other texts as well, but guesses at what they mean.
        if isinstance(day, str) and day not in ("", "fs"):
            datetime.fromisoformat(day)
        elif day and day != "fs":
            datetime(*day)  # noqa: DTZ001 - as Pelican does, which adds the zone
    except (TypeError, ValueError, OverflowError):
        hint = "Write it as (1970, 1, 1), “1970-01-01” or “fs”, the date of the file"
        yield f"“DEFAULT_DATE” is {day!r}, which is not a date", hint
