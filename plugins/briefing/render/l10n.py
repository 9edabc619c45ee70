"""Words, dates and numbers of the site in both languages, by CLDR and the catalogues."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton, format_time
from babel.lists import format_list
from babel.numbers import format_compact_decimal, format_decimal
from markupsafe import Markup, escape

from ..dates.when import Precision, When
from ..errors import error_at
from ..model import Dated, Event, Lang
from .text import REMEMBERED, displayable, isolate_html, isolate_text

DIRECTIONS: Mapping[str, str] = {"ar": "rtl", "en": "ltr"}
TERRITORIES: Mapping[str, str] = {"ar": "AR", "en": "US"}
"""What Open Graph writes where the locale names no country: its code for Arabic is ar_AR."""
SCALES = (1_000_000, 1_000_000_000)
"""Numbers that have a word of their own."""
FEWEST_GROUPED = 10_000
"""Number from which thousands are set apart in Arabic."""
PLURALS = ("zero", "one", "two", "few", "many", "other")


@dataclass(frozen=True)
class Catalogue:
    """The visible strings of one language; call it with a key to get one.

    A string with a ``count`` is a table of CLDR plural forms; ``{name}`` is replaced by the
    argument of that name, escaped where the result goes into a page. Messages name `path`.
    """

    lang: Lang
    strings: Mapping[str, Any]
    locale: Locale
    path: str

    def __call__(self, key: str, **values: str | float) -> str:
        """Return the string of a key; raise `BriefingError` for one that is missing or unfit."""
        found = self.strings.get(key)
        hint = "Write it as the theme that comes with the plugin does"
        if found is None:
            raise error_at(self.path, f"the string “{key}” is missing", hint)
        shown = {k: self.number(v) if isinstance(v, int) else v for k, v in values.items()}
        try:
            if isinstance(found, Mapping):
                form = self.locale.plural_form(abs(float(values["count"])))
                found = found.get(form, found["other"])
            return found.format(**shown) if shown else str(found)
        # A plural without a count or a form, a placeholder of no value, a brace alone, a number.
        except (LookupError, ValueError, AttributeError) as error:
            names = " ".join(f"{{{name}}}" for name in values) or "no placeholder"
            message = f"the string “{key}” does not fit: it may have {names} ({error})"
            raise error_at(self.path, message, hint) from None

    @property
    def dir(self) -> str:
        """The direction of the language."""
        return DIRECTIONS[self.lang]

    @property
    def og_locale(self) -> str:
        """The locale as Open Graph writes it, with a territory."""
        return f"{self.lang}_{self.locale.territory or TERRITORIES[self.lang]}"

    def number(self, value: float) -> str:
        """Return a number in the language's grouping, with Western digits (one policy).

        Millions that need no more than two digits behind the point are in words ("2.1 million").
        """
        scale = next((one for one in SCALES if one <= abs(value) < 1000 * one), None)
        if scale and abs(value - round(value / scale, 2) * scale) < 1:
            return format_compact_decimal(
                value,
                format_type="long",
                locale=self.locale,
                fraction_digits=2,
                numbering_system="latn",
            )
        # Arabic newspapers write 2500 without a separator.
        is_grouped = self.lang != "ar" or abs(value) >= FEWEST_GROUPED
        return format_decimal(
            value, locale=self.locale, group_separator=is_grouped, numbering_system="latn"
        )

    def qualified(self, number: str, qualifier: str | None) -> str:
        """Return a number with its qualifier in words (``about 2,500``)."""
        if qualifier is None:
            return number
        return self(f"qualifier.{qualifier.replace(' ', '_')}", number=number)

    def date(self, value: str) -> str:
        """Return an ISO 8601 date, cut or not, in words and with no more precision than it has."""
        return _date_in_words(self.locale, value)

    def month(self, value: str) -> str:
        """Return the name of a month of ISO 8601 without its year."""
        year, number = map(int, value.split("-"))
        return _latin(format_skeleton("MMMM", date(year, number, 1), locale=self.locale))

    def term(self, start: str | None, end: str | None) -> str:
        """Return from when to when an office was held, as far as is known."""
        if start and end:
            return self("term.span", first=self.date(start), last=self.date(end))
        if start:
            return self("term.since", first=self.date(start))
        return self("term.until", last=self.date(end)) if end else self("date.unknown")

    def range(self, value: str, end: str | None) -> str:
        """Return one date, or two with a dash between them."""
        first = self.date(value)
        return self("date.range", first=first, last=self.date(end)) if end else first

    def dated(self, when: When) -> str:
        """Return a date as it is known: a week, season or decade as such, and parts of a period."""
        if when.precision == "week":
            first = self.date(when.iso)
            if when.iso_end:
                return self("date.weeks", first=first, last=self.date(when.iso_end))
            return self("date.week", date=first)
        # CLDR has no names for these, and "summer" would be another season in the south.
        if when.precision in ("season", "decade"):
            unit: Precision = "month" if when.precision == "season" else "year"
            whole = replace(when, precision=unit)
            return self.range(whole.iso, whole.iso_end)
        shown = self.range(when.iso_date, when.iso_end)
        return self(f"date.{when.part}", date=shown) if when.part else shown

    def listed(self, items: Iterable[str]) -> str:
        """Return items as a list in words ("one, two and three")."""
        return format_list(list(items), locale=self.locale)

    def when(self, event: Event) -> str:
        """Return the date of an event as it is known."""
        return self.dated(event.when)

    def moment(self, dated: Dated) -> Markup:
        """Return a ``<time>`` element that shows a date as its outlet counts days and hours."""
        when = dated.when
        shown = self.date(when.iso_date)
        if when.clock:
            at = _latin(format_time(when.clock, "short", locale=self.locale))
            # A clock tells nothing without its zone, unless it is Greenwich's own.
            shift = when.clock.utcoffset() or timedelta()
            hours, minutes = divmod(abs(shift) // timedelta(minutes=1), 60)
            offset = f"{hours}:{minutes:02}" if minutes else f"{hours}"
            offset = f"{'-' if shift < timedelta() else '+'}{offset}" if shift else ""
            name = "date.at_offset" if offset else "date.at"
            shown = self(name, date=shown, time=at, offset=offset)
        if dated.inferred:
            shown = self("date.worked_out", date=shown)
        return Markup('<time datetime="{}">{}</time>').format(when.iso, shown)

    def isolated(self, text: str) -> str:
        """Return a text of the language for where no markup can stand, isolated by characters."""
        return isolate_text(text, self.lang)

    def isolate(self, text: str, lang: str) -> Markup:
        """Return a text of another language, marked and isolated; of this one, escaped."""
        shown = isolate_html(text) if lang == "ar" else escape(displayable(text))
        if lang == self.lang:
            return shown
        return Markup('<bdi lang="{}" dir="{}">{}</bdi>').format(lang, DIRECTIONS[lang], shown)


ARABIC_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")
"""Babel writes these for ``ar``, and others for ``ar_MA``; the site has one kind everywhere."""


def direction(lang: str) -> str:
    """Return the direction of a language's script, ``auto`` where the language is unknown."""
    try:
        return "rtl" if Locale.parse(lang, sep="-").text_direction == "rtl" else "ltr"
    except (UnknownLocaleError, ValueError):
        return "auto"


def _latin(text: str) -> str:
    """Return a text with Western digits and plain spaces, whatever the CLDR version prefers."""
    return text.translate(ARABIC_DIGITS).replace("\u202f", " ")


@lru_cache(maxsize=REMEMBERED)
def _date_in_words(locale: Locale, value: str) -> str:
    parts = value.split("T", maxsplit=1)[0].split("-")
    if len(parts) == 1:
        return parts[0]
    if len(parts) == 2:  # noqa: PLR2004 - year and month
        first = date(int(parts[0]), int(parts[1]), 1)
        return _latin(format_skeleton("yMMMM", first, locale=locale))
    return _latin(format_date(date(*map(int, parts)), "long", locale=locale))


def read_catalogue(lang: Lang, text: str, locale: str, path: str) -> Catalogue:
    """Return the catalogue in a TOML text whose tables become dotted keys."""
    try:
        return Catalogue(lang, _flat(tomllib.loads(text)), Locale.parse(locale), path)
    except tomllib.TOMLDecodeError as error:
        raise error_at(path, f"not valid TOML ({error})", "Mend the line it names") from None
    except (UnknownLocaleError, ValueError) as error:
        where, hint = "pelicanconf.py", "Name a CLDR locale such as ar, ar_IQ or en_US"
        raise error_at(where, f"BRIEFING_LOCALE_{lang.upper()}: {error}", hint) from None


def _flat(table: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for key, value in table.items():
        # A table of plural forms is one string; every other table only groups keys.
        if isinstance(value, dict) and not set(value) <= set(PLURALS):
            flat |= _flat(value, f"{prefix}{key}.")
        else:
            flat[f"{prefix}{key}"] = value
    return flat
