"""Datelines at the head of a paragraph (``بغداد -``): the place and day a story is filed from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ..dates.vocabulary import any_of, month_pattern, weekday_numbers
from ..language.arabic import alternatives, fold_with_offsets
from ..language.lexicon import load
from ..language.phrases import is_name, is_outlet, is_own_outlet, phrases
from ..language.reporting_verbs import perfect_words, reporting_words

_DRAWN_DASH = re.compile(r"(?<=\s)ـ+(?=\s)")
"""A dash drawn with the letter that lengthens others (tatweel), which folding would drop."""
MOST_SEGMENTS = 3
"""Place, outlet and author one after the other (``عمان (بترا) – بشرى نيروخ-``)."""
SHORTEST_DATELINED_TEXT = 4
"""Words after a dateline; less is a byline (``محمد أحمد - القاهرة``)."""
_OUTLET = re.compile(
    r"[«\"]?(?P<name>[^\W_]+(?:[\s.][^\W_]+){0,3})[»\"]?"
    r"(?:\s?\((?P<city>[^()\d]+)\))?\s?(?:/|\|(?=[^|]+\Z)|:-?|-)\s*(?=\S)"
)
"""An outlet, with the city it reports from in brackets."""
_FILED = re.compile(
    r"(?P<place>[^\W\d_]+(?:\s[^\W\d_]+){0,2})\s?(?:/\s?(?P<name>[^\W_]+(?:\s[^\W_]+){0,3})\s?[-:]"
    r"|\((?P<wire>[^()\d]{2,25})\)(?=\s)|:\s?[«\"](?P<paper>[^«»\"\d]{2,25})[»\"](?=\s))\s*(?=\S)"
)
"""A city and an outlet: unknown (``بغداد/شبكة أخبار العراق- …``), in brackets or quoted."""


@dataclass(frozen=True, slots=True)
class DatelinePrefix:
    """A dateline: its text, place (empty if an outlet is alone), date, offset of what follows."""

    text: str
    place: str
    date: str | None
    end: int


@cache
def _dateline_pattern() -> re.Pattern[str]:
    """Return the pattern of ``بغداد -``, ``القاهرة (رويترز) -``, ``الرباط/ 12 ماي 2023/ومع/-``."""
    agencies = alternatives(load("phrases")["agencies"]["names"])
    word = r"[^\W\d_]+"
    place = rf"\(?(?P<place>{word}(?:\s{word}){{0,2}}?)\)?"
    place += rf"(?:(?:[،,]|(?P<beside>/))\s?(?P<other>{word}(?:\s{word}){{0,2}}?))??"
    # The day of the Hijri calendar before the common one, as in ``25 رمضان 1446 هـ الموافق``.
    hijri = rf"\d{{1,2}}\s+(?:من\s)?(?:{any_of('hijri')})\s+1[34]\d\d\s*ه?[،,]?\sالموافق\s"
    day = rf"\d{{1,2}}\s+{month_pattern()}(?:\s+\d{{4}})?|\d{{1,2}}-\d{{1,2}}-\d{{4}}"
    day = rf"(?P<hijri>{hijri})?(?P<date>{day})(?:\s?م(?=\s))?"
    dated = rf"(?:\s?(?:(?P<comma>[،,])|[/(])?\s?(?:في\s)?{day}\)?|\s-\s\d{{1,2}}\s-\s\d{{1,2}})?"
    # In brackets before a dash anything without a number names who reports.
    number = "|".join(filter(str.isdigit, load("phrases")["outlet"]["paired"]))
    any_name = rf"\s?\((?:[^()\d]|(?<=\w)\d){{2,25}}(?:{number})?\)"
    named = rf"\s?[-/(،,]\s?(?:{agencies})\s?[)/]?|(?<=[\dم])\s(?:{agencies})|{any_name}"
    # After an agency the dash may be written onto either side; alone it needs its spaces, or
    # compound names ("البصرة-بغداد") would be datelines.
    dash = r"(?:\s?/?\s?[-ـ:]+(?=\s|[^\W\d])|(?<=/)(?=\s)|(?<!\))\.(?=\s)|(?(hijri)(?=\s)|(?!)))"
    alone = r"\s[-ـ]+\s|(?P<near>-\s)|(?(comma)(?P<colon>:)(?=\s)|(?P<city>:|\s?\|)(?=\s))"
    country = r"(?:\s\([^()\d]{2,25}\)(?=\s[\d(]))?"
    # Behind a whole date an agency in brackets needs no dash.
    wire = rf"(?(date)(?<=\d{{4}})(?P<wire>\s\((?:{agencies})\))(?=\s)|(?!))"
    ends = rf"(?:(?P<agency>{named}){dash}|{wire}|{alone})"
    return re.compile(rf"{place}{country}{dated}{ends}\s*(?=\S)")


def read_dateline(text: str) -> DatelinePrefix | None:
    """Return the dateline at the head of a paragraph, ``None`` if it has none.

    A place of one word before a dash is taken as it is; longer ones only with an agency, or when no
    other dash closes a parenthesis; ``من جهته`` is none. An outlet and an author may follow.
    """
    folded = fold_with_offsets(_DRAWN_DASH.sub(lambda dash: "-" * len(dash[0]), text))
    plain = folded.text.lower()
    place, date, end, agency, is_section = "", None, 0, False, False
    for _ in range(MOST_SEGMENTS):
        match, outlet = _dateline_pattern().match(plain, end), _OUTLET.match(plain, end)
        filed = None if end else _FILED.match(plain)
        if match and _is_dateline(match, first=not end, agency=agency):
            if not end or is_section:
                name, (start, last) = match["place"], folded.span(*match.span("place"))
                # Agencies, and whoever has others' reports, are no places, but for known cities.
                wire = (match["agency"] or "").strip(" -–/(),،")
                is_agency = name in phrases("agencies", "names") - phrases("outlet", "also_places")
                has_agencies = not phrases("agencies", "plural").isdisjoint((wire, name))
                is_named = is_name(text[start:last]) or is_agency or has_agencies
                is_named = is_named and name not in phrases("places", "cities")
                # A section's name, below which the place may stand, or a body's is none.
                is_section = name in phrases("sections", "names")
                is_body = name.partition(" ")[0] in phrases("not_places", "bodies")
                is_place = not (is_named or is_section or is_body)
                place, date = text[start:last] if is_place else "", match["date"]
            end, agency = match.end(), agency or bool(match["agency"] or match["wire"])
        elif filed and filed["place"] in phrases("places", "cities") and _is_wire(filed):
            start, last = folded.span(*filed.span("place"))
            place, end, agency = text[start:last], filed.end(), True
        elif outlet and (
            is_outlet(outlet["name"])
            or outlet["name"] in phrases("agencies", "plural")
            or _is_from_its_city(outlet["name"], outlet["city"])
        ):
            if not place and outlet["city"] in phrases("places", "cities"):
                start, last = folded.span(*outlet.span("city"))
                place = text[start:last]
            end, agency = outlet.end(), True
        else:
            break
    after = folded.offsets[end] if end else 0
    if not end or len(text[after:].split()) < SHORTEST_DATELINED_TEXT:
        return None
    return DatelinePrefix(text[:after].strip(), place, date, after)


def _is_wire(filed: re.Match[str]) -> bool:
    name = filed["name"] or filed["wire"] or filed["paper"]
    is_wire = is_outlet(name) or name in phrases("agencies", "names")
    return is_wire and name not in phrases("outlet", "also_places")


def _is_from_its_city(name: str, city: str | None) -> bool:
    """Tell whether a name before a city in brackets is whose report it is, and no place."""
    is_body = name.partition(" ")[0] in phrases("letterhead", "institutes")
    return city in phrases("places", "cities") and (is_body or is_outlet(name))


def _is_dateline(match: re.Match[str], *, first: bool, agency: bool) -> bool:
    """Tell whether a match is one: the `first`, or another after an `agency` or a place."""
    place, words = match["place"], match["place"].split()
    labels = phrases("not_places", "words") | phrases("not_places", "days")
    labels |= phrases("byline", "kickers") | set(weekday_numbers())
    is_body = words[0] in phrases("not_places", "bodies") and not match["agency"]
    is_paper = is_own_outlet(place) and place not in phrases("outlet", "also_places")
    is_paper = is_paper or _is_from_its_city(place, (match["agency"] or "").strip(" ()"))
    both = {place, match["other"]}
    is_loose = match["beside"] and not (match["agency"] or match["date"])
    is_loose = is_loose and (bool(match["near"]) or not both <= phrases("places", "cities"))
    other = (match["other"] or "").split()
    # What is before a day and a colon may as well have happened then.
    is_event = match["colon"] and place not in phrases("places", "cities")
    is_loose = is_loose or is_event or bool(match["date"] and not labels.isdisjoint(other))
    # With an agency "the morning of" may begin a name (Sabah al-Salem): its noun is then no day.
    may_begin = bool(match["agency"]) and words[0] in phrases("not_places", "begin_names")
    named = words[1:] if may_begin and words[1:] and words[1].startswith("ال") else words
    # "The board said - in a statement -".
    is_said = words[0].removeprefix("و") in reporting_words()
    # "Baghdad: no way back" is what the city says; with a verb of saying behind it, where it is.
    following = match.string[match.end() :].split(maxsplit=1)[:1]
    is_told = place in phrases("places", "cities") and not perfect_words().isdisjoint(following)
    is_speaker = match["city"] and not is_told
    if not labels.isdisjoint(named) or is_body or is_paper or is_loose or is_said or is_speaker:
        return False
    if first and (match["agency"] or match["wire"]):
        return True
    # After an agency its author may stand, of two words.
    is_short = (first and not match["near"]) or len(words) <= 1 + agency
    is_sure = agency or (len(words) == 1 and not match["near"])
    return is_short and (is_sure or "- " not in match.string[match.end() :])
