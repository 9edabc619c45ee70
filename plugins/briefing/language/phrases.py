"""Phrases of news pages from ``lexicon/phrases.toml``, names of outlets, and credits."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from .arabic import ENDS_SENTENCE, folded_words, is_latin, key

LONGEST_OUTLET_NAME = 4
"""Words of a publication's name that begins with its kind (``وكالة أنباء البحرين``)."""
LONGEST_BRANDED_NAME = 3
"""Words of one that ends in a brand (``سكاي نيوز``); in longer lines the brand is a sentence's."""
LONGEST_CREDIT = 9
"""Words of a line that names two people and what each did."""
LONGEST_BYLINE = 6
"""Words of a byline without a mark in it; headlines with such a word have more."""
SURE_BYLINE = 3
"""Words of a byline whose first word is also an ordinary verb: ``كتبت`` and two names."""
NAME_WORDS = range(2, 5)
"""Words of a name without a word such as ``بقلم``; in five there is a verb, too."""
LONGEST_PLACE = 3
"""Words of a place beside a name."""
_PLACE_AND_NAME = 2
"""Parts of a line beside its agency, or of which one may be an agency."""
_SITE_NAME = re.compile(r"^[\w-]+\.(?:نت|كوم|اونلاين|com|net|org|news|tv|info)$|^[^\W\d]{3,}24$")
DRAWN = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]|(?<=[^\W_])ـ+(?=[^\W_])")
"""Marks of direction, and letters that are drawn out (``بغــداد``)."""
_GLUED = re.compile(r"^([^\W\d]+(?:\s[^\W\d]+)?)[-–/]([^\W\d]+(?:\s[^\W\d]+)?)[\s:]*$")
_OWN_REPORT = re.compile(r"^\(?[^\W\d]+(?:\s[^\W\d]+){1,2}\s?[-–—/]\s?خاص\s?[):]+$")
"""What an outlet writes above what no other has (``صدى البلاد / خاص:``); without the mark at its
end such a line may be a heading (``أزمة المياه - خاص``)."""
_SIGNED = re.compile(
    r"^(?:\|\s?(?P<alone>[^|@]{5,40})|(?P<name>[^|@]{5,40})\s(?P<what>\w{3,12})\s@\w{3,30})$"
)
"""A name behind a bar, or before what its bearer is and a handle (``صحافية @name``)."""
_DIVIDER = re.compile(r"[|():]|\s[-–—ـ/]|[-–—ـ/]\s")
_COUNTRY = re.compile(r"^(\w+(?:\s\w+){0,2})\s\(([^()\d]{3,20})\):")
"""A place with its country before whoever reports from there (``أصيلة (المغرب): …``)."""
_PLACE_AND_PAPER = re.compile(r"^(?P<place>\w+(?:\s\w+){0,2}):\s?[«\"]ال\w+[»\"]$")
"""``بورتسودان: «المنبر»``, a paper that no list has; what somebody says is rarely one noun."""
_GLUED_TITLE = re.compile(r"^((?:[دأم]\.){1,2})(?=[^\W\d]{3})")
_LATIN_AGENCY = re.compile(r"[A-Z]{2,4}$")
_SIGNED_IN_ENGLISH = re.compile(r"^(?:written|posted|published)\s(?=by\b)", re.IGNORECASE)
_CITY_AND_BODY = re.compile(r"^(\w+(?:\s\w+)?)\s?(?:/\s?ال\w+(?:\sال\w+){1,3}|[-–/]\s?ال\w+\s?:)$")
# As verbs begin, and adverbs end.
_PREDICATE = re.compile(r"ي|(?!ال).+ا$")
_AND_THING = re.compile(r"\sو(ال\w{3,}(?:\sال\w+)*)$")
_PRESENT = ("ي", "ت")
_MARKS = ' \t\u00a0"«»“”…،,*'
_MARKS_AT_END = ":.…|›»>"


def comparable(text: str) -> str:
    """Return a line as the lexicon's entries are compared: folded, without marks at its end."""
    plain = key(text)
    # Not by an expression, which would look for the end from each of many marks.
    end = len(plain)
    while end and (plain[end - 1] in _MARKS_AT_END or plain[end - 1].isspace()):
        end -= 1
    return plain[:end].strip()


def phrases(section: str, name: str) -> frozenset[str]:
    """Return a list of ``lexicon/phrases.toml``, folded."""
    return folded_words("phrases", section, name)


def says_who(text: str) -> bool:
    """Tell whether a line says what its writer is (``كاتب وباحث سياسي``), and of nothing else."""
    people, plain = phrases("byline", "people"), key(text).split()
    # "Writer and researcher at …": up to its first preposition such a line has no other words.
    end = next((i for i, word in enumerate(plain) if word in phrases("byline", "at")), len(plain))
    known = [word.removeprefix("و") in people or word.endswith(("ي", "يه")) for word in plain[:end]]
    is_short = 1 < len(plain) <= LONGEST_CREDIT
    return is_short and all(known) and plain[0] in people and not _tells(plain[end + 1 :], text)


def is_letterhead(text: str) -> bool:
    """Tell whether a line above a title says of whom a paper is, or which of a row (``محضر``)."""
    plain = comparable(text)
    words = plain.split()
    begins = plain.startswith(tuple(f"{word} " for word in phrases("letterhead", "openings")))
    is_institute = words[:1] and words[0] in phrases("letterhead", "institutes")
    is_of_field = is_institute and not phrases("letterhead", "fields").isdisjoint(words)
    return bool(begins or is_of_field) and len(words) <= LONGEST_CREDIT and not _tells(words, text)


def _tells(plain: Sequence[str], text: str) -> bool:
    # As headlines do: by a verb in the present, or after a colon.
    return ":" in text or any(word.startswith(_PRESENT) for word in plain)


def tells_behind(text: str) -> bool:
    """Tell whether behind its first word a text has a verb in the present, and names no office."""
    first, *rest = key(text).split() or [""]
    return first not in phrases("byline", "people") and _tells(rest, text)


def opens_with_and(text: str) -> bool:
    """Tell whether a text begins with the "and" that is written onto its first word."""
    first = comparable(text).partition(" ")[0]
    return first.startswith("و") and first not in phrases("conjunction", "none")


def opens_notice(text: str) -> bool:
    """Tell whether a paragraph begins as a notice on the text itself ("Correction: an earlier")."""
    opening, colon, _ = text.partition(":")
    word, _, rest = comparable(opening).partition(" ")
    is_notice = not rest or rest in phrases("notice", "continuations")
    return bool(colon) and is_notice and word in phrases("notice", "openings")


def is_outlet(text: str) -> bool:
    """Tell whether a line is a publication's name: known, a kind first, or a brand last."""
    # The lexicon cannot know every outlet; most name what they are (``وكالة``, ``نيوز``).
    plain = comparable(text.rstrip(" -–—"))
    if plain in phrases("outlet", "names") or _SITE_NAME.match(plain):
        return True
    parts = plain.split()
    # A name before a dash is something else: the city (``المكلا- وطن نيوز``).
    is_whole = not any(part.endswith(("-", "–", "—", ":")) for part in parts[:-1])
    if not (parts and is_whole) or len(parts) > LONGEST_OUTLET_NAME or ENDS_SENTENCE.search(text):
        return False
    if parts[0] in phrases("outlet", "kinds"):
        return True
    if len(parts) <= LONGEST_BRANDED_NAME and parts[-1] in phrases("outlet", "brands"):
        return True
    # Some brands are common words, too ("today", "now"): only as the second of two words.
    is_paired = len(parts[1:]) == 1 and parts[-1] in phrases("outlet", "paired")
    return is_paired and parts[0] not in phrases("outlet", "no_brands")


@dataclass(frozen=True, slots=True)
class Credit:
    """What a line credits; empty is what it does not name, and all of a line of an editor alone.

    `is_sure`: a word such as ``بقلم`` or an agency says so, and not a given name alone.
    """

    author: str = ""
    place: str = ""
    outlet: str = ""
    is_sure: bool = False


def read_credit(text: str) -> Credit | None:
    """Return what a line credits, ``None`` if it is something else.

    A name has a word such as ``بقلم`` before it, a place and an agency around it, or begins with a
    given name and has either beside it: else "somebody: said" would be one.
    """
    text = _spelled_out(_SIGNED_IN_ENGLISH.sub("", DRAWN.sub("", text)).rstrip(" /-–—"))
    words = text.split()
    for count in NAME_WORDS:
        # What its bearer is may be right behind a name (``حميد الكفائي كاتب وباحث سياسي``).
        name = " ".join(words[:count])
        if says_who(" ".join(words[count:])) and is_name(name):
            return Credit(name)
    text = text.rstrip(" .") if text.endswith("..") else text
    parts = _parts(text)
    count = len(" ".join(parts).split())
    if not parts or ENDS_SENTENCE.search(text) or count > LONGEST_CREDIT:
        return None
    named = _named(parts)
    outlets, loose = named.outlets, named.loose
    # Some reports are from two cities (``أبوظبي / دبي``).
    if outlets and all(map(_is_city, loose)):
        parts, loose = [part for part in parts if part not in loose[1:]], loose[:1]
    own = next(filter(is_own_outlet, outlets), "")
    if named.is_labelled:
        wires = phrases("agencies", "names")
        authors = [name for name in named.authors if not re.search(r"\d", name)]
        authors = [name for name in authors if wires.isdisjoint(map(comparable, name.split("/")))]
        return Credit(next(iter(authors), ""), outlet=own, is_sure=True)
    reporter = _reporter(loose) if outlets else ""
    if reporter:
        # With a reporter of its own an agency's text is no other's.
        outlet = own or next(filter(is_outlet, outlets), "")
        return Credit(reporter, loose[0], outlet, is_sure=True)
    # A known city and a name of nouns (``بغداد/ المركز الخبري الوطني``), or a paper's place.
    city = _CITY_AND_BODY.match(key(text))
    filed = {read_paper_place(text), city[1] if city else ""}
    if not outlets and not phrases("places", "cities").isdisjoint(filed):
        return Credit(place=parts[0])
    divider = _DIVIDER.search(text)
    said = divider is not None and divider[0] == ":"
    is_alone = len(parts) == 1 and bool(outlets)
    credit = None if is_alone else _unlabelled(parts, loose, own, said=said)
    is_own = bool(_OWN_REPORT.match(text)) and not _is_city(parts[0]) and _may_be_place(parts[0])
    return Credit(outlet=parts[0]) if is_own and not credit else credit


def _parts(text: str) -> list[str]:
    """Return what is between the dividers of a line; nothing of a trail of sections."""
    pieces = _DIVIDER.split(text)
    if not phrases("byline", "prefixes").isdisjoint(re.split(r"\W", key(text), maxsplit=1)):
        pieces = list(map(_without_office, pieces))
    parts = [piece.strip(_MARKS) for piece in pieces]
    # A country behind its city says where that is; behind a name it is where somebody writes.
    countries = phrases("places", "countries")
    behind = [b for a, b in pairwise(parts) if comparable(b) not in countries or is_name(a)]
    parts = [part for part in [*parts[:1], *behind] if comparable(part)]
    # In a trail one section is called as an outlet is.
    is_trail = comparable("".join(parts[:1])) in phrases("navigation", "lines")
    return [] if is_trail else parts


def _without_office(part: str) -> str:
    """Return a name without what its bearer is, or where, behind a pause (``سارة حسن، باحثة``)."""
    name, _, office = part.partition("،")
    word = key(office).strip().partition(" ")[0]
    bodies = phrases("letterhead", "institutes") | phrases("not_places", "bodies")
    is_person = bodies.isdisjoint(key(name).split())
    return name if is_person and word in phrases("byline", "people") | bodies else part


@dataclass(slots=True)
class _Named:
    """The names in the parts of a line, `loose` where nothing says of what they are.

    `is_labelled` tells whether a word says of one that it is an author's, or another's.
    """

    authors: list[str]
    outlets: list[str]
    loose: list[str]
    is_labelled: bool = False


def _named(parts: Sequence[str]) -> _Named:
    found = _Named([], [], [])
    role = ""
    is_in_city = len(parts) > 1 and _is_city(parts[0])
    for part in parts:
        opening, name = _role(part, is_all=len(parts) == 1)
        role = opening or role
        found.is_labelled |= bool(role)
        if name:
            # Some agencies write themselves in Latin letters (``بغداد - NN``).
            is_latin_agency = bool(is_in_city and not role and _LATIN_AGENCY.match(name))
            is_place = comparable(name) in phrases("outlet", "also_places")
            is_agency = (_is_agency(name) or is_latin_agency) and not is_place
            if is_agency:
                found.outlets.append(name)
            elif role != "others":
                (found.authors if role else found.loose).append(name)
            role = ""
    return found


def _reporter(loose: Sequence[str]) -> str:
    """Return the second of two names beside an outlet, if the first may be where it reports."""
    if len(loose) != _PLACE_AND_NAME:
        return ""
    reporter = loose[1].removeprefix("من ")
    # How long ago, and two sections, are no place, outlet and reporter; nor is a headline a name.
    is_section = comparable(reporter) in phrases("sections", "names")
    is_headline = tells_behind(reporter) and not is_name(reporter)
    may_be_name = len(reporter.split()) in NAME_WORDS and not any(map(str.isdigit, reporter))
    is_filed = may_be_name and _may_be_place(loose[0])
    return reporter if is_filed and not (is_section or is_headline) else ""


def _is_city(text: str) -> bool:
    return comparable(text) in phrases("places", "cities")


def _is_agency(name: str) -> bool:
    return is_outlet(name) or comparable(name) in phrases("agencies", "names")


def _may_be_place(text: str) -> bool:
    return phrases("not_places", "words").isdisjoint(key(text).split())


def _spelled_out(text: str) -> str:
    """Return a line with the usual marks of a credit: "by" before a name, dividers with spaces."""
    signed, glued, country = (form.match(text) for form in (_SIGNED, _GLUED, _COUNTRY))
    if signed and key(signed["what"] or "") in ("", *phrases("byline", "people")):
        name = signed["alone"] or signed["name"]
        is_person = len(name.split()) in NAME_WORDS and _has_only_letters(name)
        return f"بقلم: {name}" if is_person and (is_name(name) or not signed["alone"]) else text
    if glued:
        # A known city alone is before an outlet that is no agency (``تونس-تونس اليوم``).
        is_filed = _is_city(glued[1]) and is_own_outlet(glued[2])
        is_credited = is_own_outlet(glued[1]) and is_name(glued[2])
        # ``دمشق-سانا``.
        if is_filed or is_credited or comparable(glued[2]) in phrases("agencies", "names"):
            return f"{glued[1]} - {glued[2]}"
    if country and not _is_agency(country[2]):
        return f"{country[1]}:{text[country.end() :]}"
    return text


def read_paper_place(text: str) -> str:
    """Return the place, folded, of a line of place and paper; empty for another.

    Above a date it is a credit wherever the place is; elsewhere the line may be a heading.
    """
    found = _PLACE_AND_PAPER.match(text)
    place = key(found["place"]) if found else ""
    return place if _may_be_place(place) else ""


def _unlabelled(parts: list[str], loose: list[str], own: str, *, said: bool) -> Credit | None:
    """Return the credit of at most one person, one place and outlets, of which one may be `own`.

    `said` tells that the first mark of the line is a colon.
    """
    names = [part for part in loose if is_name(part)]
    places = [part for part in loose if part not in names]
    name, place = next(iter(names), ""), next(iter(places), "")
    words = key(place).split()
    if len(loose) < len(parts) and comparable(place) in phrases("caption", "openings"):
        return Credit()
    if len(parts) == 1:
        is_row = key(name).startswith(tuple(phrases("byline", "short_titles")))
    else:
        is_row = bool(name or len(loose) < len(parts)) and max(len(names), len(places)) <= 1
    has_form = len(words) <= LONGEST_PLACE and _has_only_letters(place)
    # A "name" that says something: few surnames begin as verbs or end as adverbs do.
    last = key(name).rpartition(" ")[2]
    says = _PREDICATE.match(last) and last not in folded_words("given_names", "names")
    if said and len(parts) > 1 and (parts[0] not in places or says):
        return None
    kickers = phrases("byline", "kickers") | phrases("sections", "names")
    plain = comparable(place)
    # Beside an outlet any word may be a section, or what a photo of it shows.
    is_known = bool(name) or plain in phrases("places", "cities")
    is_section = not kickers.isdisjoint([*words, plain, plain.removeprefix("ال")])
    is_filed = len(parts) == _PLACE_AND_NAME and is_known and not (is_section or is_latin(place))
    is_credit = is_row and has_form and _may_be_place(place)
    return Credit(name, place if is_filed else "", own) if is_credit else None


def _role(part: str, *, is_all: bool) -> tuple[str, str]:
    """Return what a part begins to name (``author``, ``others`` or nothing), and the name in it.

    Ordinary words count alone before a mark, before an outlet, or with two names as the whole line.
    """
    first, _, rest = part.partition(" ")
    word, name = key(first).strip(_MARKS), rest.strip(_MARKS)
    is_short = len(part.split()) <= LONGEST_BYLINE
    # "The writer", "preparing": a headline may begin so, and go on with a predicate or a thing.
    given, plain = folded_words("given_names", "names"), key(name)
    is_named = any(map(is_name, [name, *re.split(r"\sو\s?", name)])) or plain in given
    tells = any(_PREDICATE.match(later) and later not in given for later in plain.split()[2:])
    thing = _AND_THING.search(plain)
    tells = tells or bool(thing and thing[1] not in phrases("agencies", "names"))
    is_known = word in phrases("byline", "sure_prefixes") and not name[:1].islower()
    is_open = name and not is_known and (tells or not is_named)
    if word in phrases("byline", "prefixes") and is_short and not (is_all and is_open):
        # "Prepared and presented by", "by: written by", "interviewed in Cairo / name".
        is_joined = opens_with_and(name) and " " not in name
        is_label = plain in phrases("byline", "weak_prefixes") or name.startswith("في ")
        # "Prepared by the researcher: name".
        is_office = plain in {f"ال{one}" for one in phrases("byline", "people")}
        return "author", "" if is_joined or is_label or is_office else name
    counted = [one for one in key(part).split() if one not in phrases("byline", "parts_of_names")]
    is_bare = is_all and len(counted) == SURE_BYLINE and is_name(name)
    is_sure = not name or is_outlet(name) or is_bare
    for role, known in ("author", "weak_prefixes"), ("others", "others"):
        if is_sure and word in phrases("byline", known):
            return role, name
    return "", part


def is_name(part: str) -> bool:
    """Tell whether a part is a person's name: with a title, or a known given name first."""
    words = key(_GLUED_TITLE.sub(r"\1 ", part)).split()
    own = words[bool(phrases("byline", "titles").intersection(words[:1])) :]
    if len(own) not in NAME_WORDS or not _has_only_letters(part):
        return False
    given = folded_words("given_names", "names")
    # "Ali" is written as "on" is, once folded.
    stop = folded_words("stopwords", "words") - given
    is_known = own != words or (own[0] in given and not part.startswith("على "))
    return is_known and stop.isdisjoint(own)


def read_reporters(text: str, dateline: str = "") -> str:
    """Return the names in ``من … و…``, if known or above an agency's `dateline`, else nothing."""
    names = text.removeprefix("من ").split(" و")
    is_agency = any(name in key(dateline) for name in phrases("agencies", "with_reporters"))
    # Foreign names are in no list; with the article, a preposition or an agency it is a heading.
    are_names = is_agency and all(is_name(name) or _is_foreign_name(name) for name in names)
    is_byline = text.startswith("من ") and (are_names or all(map(is_name, names)))
    return text.removeprefix("من ") if is_byline and not ENDS_SENTENCE.search(text) else ""


def _is_foreign_name(part: str) -> bool:
    words = key(part).split()
    known = folded_words("stopwords", "words") | phrases("agencies", "with_reporters")
    is_name = len(words) in NAME_WORDS and known.isdisjoint(words) and _has_only_letters(part)
    return is_name and not any(word.startswith("ال") for word in words)


def _has_only_letters(part: str) -> bool:
    return all(word.replace(".", "").isalpha() for word in key(part).split())


def is_own_outlet(name: str) -> bool:
    """Tell whether a name is surely that of an outlet, and of none whose reports others print."""
    plain = comparable(name)
    # What begins with a kind may be no outlet: the word for a channel is that for a canal.
    is_kind = plain.partition(" ")[0] in phrases("outlet", "kinds")
    is_kind = is_kind and plain not in phrases("outlet", "names")
    is_wire = plain in phrases("agencies", "names") - phrases("agencies", "papers")
    return is_outlet(name) and not is_kind and not is_wire
