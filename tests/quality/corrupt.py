"""Corrupt an English translation in the ways that careless translators and machines do.

Every corruption takes all pairs, the place of one and a seeded generator, and returns the corrupted
English or None where it does not apply. Nothing here uses the project's own readers of numbers,
dates or negations: a slip of theirs must not hide the lines that they read wrongly.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from pelican.plugins.briefing.editors.glossary import Entry, Glossary


class Pair(NamedTuple):
    """One line of an article: the Arabic and its human translation."""

    article: str
    source: str
    target: str


class Edit(NamedTuple):
    """A stretch of the English and what may stand in its place."""

    start: int
    end: int
    options: tuple[str, ...]


Corruption = Callable[[Sequence[Pair], int, random.Random], str | None]

ARABIC_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩٫٬،", "0123456789.,,")
MARKS = re.compile(r"[\u064B-\u0652\u0670\u0640]")
ARABIC_WORD = re.compile(r"[\u0621-\u064A]+")
ARABIC_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
FIGURE = re.compile(r"(?<![\w.,])\d[\d,]*(?:\.\d+)?(?=(?:bn|m)\b|(?![\w.,]*\w))")
YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
SOUND = re.compile(r"[1-9]\d*(?:\.\d+)?|0\.\d+")
PERCENT = re.compile(r"\s?(?:%|per ?cent)")
HUNDRED, THOUSAND = 100, 1000
LONGEST_WORD = 20
"""Longer Arabic words are several, run together by mistake."""
FEWEST_TO_CUT = 8
FEWEST_TO_LOOP = 8
ALIKE = 0.3
"""Two sentences that share this part of their words are not told apart."""

WORDS = {
    "two": (2, "اثنان اثنين اثنتان اثنتين"),
    "three": (3, "ثلاث ثلاثة"),
    "four": (4, "أربع أربعة"),
    "five": (5, "خمس خمسة"),
    "six": (6, "ست ستة"),
    "seven": (7, "سبع سبعة"),
    "eight": (8, "ثمان ثماني ثمانية"),
    "nine": (9, "تسع تسعة"),
    "ten": (10, "عشر عشرة"),
    "twenty": (20, "عشرون عشرين"),
    "thirty": (30, "ثلاثون ثلاثين"),
    "forty": (40, "أربعون أربعين"),
    "fifty": (50, "خمسون خمسين"),
    "sixty": (60, "ستون ستين"),
    "seventy": (70, "سبعون سبعين"),
    "eighty": (80, "ثمانون ثمانين"),
    "ninety": (90, "تسعون تسعين"),
}
SCALES = {
    "thousand": "ألف آلاف ألفا",
    "million": "مليون ملايين مليونا",
    "billion": "مليار مليارات مليارا بليون",
}
SCALE_WORD = re.compile(r"(?<=\d)(?:bn|m)\b|\b(?:thousand|million|billion)\b")
SCALE_SHORT = {"m": "million", "bn": "billion", "million": "m", "billion": "bn"}
MONTHS = {
    "January": "يناير|كانون الثاني",
    "February": "فبراير|شباط",
    "March": "مارس|آذار",
    "April": "أبريل|إبريل|نيسان",
    "May": "مايو|أيار",
    "June": "يونيو|يونيه|حزيران",
    "July": "يوليو|يوليه|تموز",
    "August": "أغسطس|آب",
    "September": "سبتمبر|أيلول",
    "October": "أكتوبر|تشرين الأول",
    "November": "نوفمبر|تشرين الثاني",
    "December": "ديسمبر|كانون الأول",
}
SHORT_MONTHS = {
    "Jan.": "January",
    "Feb.": "February",
    "Aug.": "August",
    "Sept.": "September",
    "Oct.": "October",
    "Nov.": "November",
    "Dec.": "December",
}
WEEKDAYS = {
    "Monday": "الاثنين|الإثنين",
    "Tuesday": "الثلاثاء",
    "Wednesday": "الأربعاء",
    "Thursday": "الخميس",
    "Friday": "الجمعة",
    "Saturday": "السبت",
    "Sunday": "الأحد",
}
KINDS = (
    {"north": "شمال", "south": "جنوب", "east": "شرق", "west": "غرب"},
    {"northern": "شمال|شمالي|شمالية", "southern": "جنوب|جنوبي|جنوبية"},
    {"eastern": "شرق|شرقي|شرقية", "western": "غرب|غربي|غربية"},
    {"dozens": "عشرات", "hundreds": "مئات", "thousands": "آلاف", "millions": "ملايين"},
    {"half": "نصف", "a third": "ثلث", "two-thirds": "ثلثي|ثلثا", "a quarter": "ربع"},
    {"more than": "أكثر من", "fewer than": "أقل من", "less than": "أقل من"},
    {"minutes": "دقائق|دقيقة", "hours": "ساعات|ساعة", "days": "أيام|يوما", "weeks": "أسابيع"},
    {"months": "أشهر|شهرا|شهور", "years": "سنوات|أعوام|عاما|سنة"},
    {"dollars": "دولار|دولارات", "euros": "يورو", "pounds": "جنيه", "dinars": "دينار"},
    {"morning": "صباح|صباحا", "evening": "مساء", "night": "ليلة|ليلا"},
    {"killed": "قتل|مقتل|قتلوا|قتلت", "wounded": "أصيب|أصيبوا|جرح", "injured": "إصابة|أصيب|جرح"},
    {"women": "نساء|النساء", "men": "رجال", "children": "أطفال"},
    {"father": "والده|والدها|أبي", "mother": "والدته|والدتها|أمي"},
    {"brother": "شقيقه|شقيقها|أخيه", "sister": "شقيقته|شقيقتها|أخته"},
    {"son": "ابنه|ابنها|نجل", "daughter": "ابنته|ابنتها"},
    {"increase": "زيادة|ارتفاع", "decrease": "انخفاض|تراجع"},
    {"rose": "ارتفع|ارتفعت", "fell": "انخفض|انخفضت"},
    {"exports": "صادرات", "imports": "واردات"},
    {"civilians": "مدنيين|مدنيون", "soldiers": "جنود|جنديا"},
    {"Iraq": "عراق", "Iran": "إيران", "Syria": "سوريا|سورية", "Israel": "إسرائيل"},
    {"Iraqi": "عراقي|عراقية", "Iranian": "إيراني|إيرانية", "Syrian": "سوري|سورية"},
    {"Russia": "روسيا", "Ukraine": "أوكرانيا", "China": "صين", "Germany": "ألمانيا"},
    {"Russian": "روسي|روسية", "Chinese": "صيني|صينية", "American": "أمريكي|أمريكية|أميركي"},
    {"British": "بريطاني|بريطانية", "French": "فرنسي|فرنسية", "German": "ألماني|ألمانية"},
)
"""Words that news mixes up, each kind with its Arabic; written without the list of the check."""

ARABIC_NEGATION = re.compile(
    r"(?<!\w)[وف]?(?:لم|لن|لا|ألا|ليس|ليست|ليسوا|لست|لسنا|غير)(?!\w)"
    r"(?!\s(?:[يت]زال\w*|زال\w*|[يت]قل|سيما)(?!\w))"
)
NEGATIVE = re.compile(
    r"\b(?:cannot|not|never|no|nor|neither|none|nobody|nothing|nowhere|without)\b|n['’]t\b",
    re.IGNORECASE,
)
CONTRACTED = {"wo": "will", "ca": "can", "sha": "shall", "ai": "is"}
UNDROPPABLE = re.compile(
    r"not (?:only|just|yet|necessarily|least)\b|not?\b(?!\s+\w)", re.IGNORECASE
)
HANGING = re.compile(r"\b(?:or|if|why) $", re.IGNORECASE)
AUXILIARY = re.compile(
    r"(?<=\w )(?P<verb>is|are|was|were|will|would|could|should|must|might|can"
    r"|(?:has|have|had)(?= (?:been|\w+ed|said|told|made|taken|given)\b))"
    r"(?= [a-z])(?! (?:you|he|she|it|we|they)\b)"
)

ERROR_PAGES = (
    "Error 500 (Server Error)!!1500. That’s an error. There was an error. Please try again later.",
    "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>",
    "<!DOCTYPE html><html lang=en><title>Error 404 (Not Found)!!1</title>",
    "429 Too Many Requests",
    "HTTP Error 503: Service Unavailable",
    "503 Service Temporarily Unavailable",
    "Internal Server Error",
    "403 Forbidden. You don't have permission to access this resource.",
    '{"error": {"code": 403, "message": "Daily limit exceeded", "status": "PERMISSION_DENIED"}}',
    '{"error": "Invalid API key"}',
    "MYMEMORY WARNING: YOU USED ALL AVAILABLE FREE TRANSLATIONS FOR TODAY. NEXT IN 08 HOURS",
    "QUERY LENGTH LIMIT EXCEEDED. MAX ALLOWED QUERY : 500 CHARS",
    "INVALID LANGUAGE PAIR SPECIFIED. EXAMPLE: LANGPAIR=EN|IT USING 2 LETTER ISO",
    "PLEASE SELECT TWO DISTINCT LANGUAGES",
    "upstream connect error or disconnect/reset before headers. reset reason: connection timeout",
    "Our systems have detected unusual traffic from your computer network. Please try again later.",
    "Just a moment... Enable JavaScript and cookies to continue",
    "Sorry, you have been blocked. You are unable to access this website.",
    "The request could not be satisfied. Request blocked. Generated by cloudfront (CloudFront)",
    "504 Gateway Time-out. The server didn't respond in time.",
    "Translation failed. Please try again.",
)


def read_pairs(folder: Path) -> list[Pair]:
    """Return every line of a folder's articles, in the order of their names."""
    return [
        Pair(path.stem, *line.split("\t"))
        for path in sorted(folder.glob("*.tsv"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]


def generator(seed: int, name: str, index: int) -> random.Random:
    """Return the generator of one corruption of one line, the same whatever else is corrupted."""
    return random.Random(f"{seed}/{name}/{index}")  # noqa: S311 - repeatable, not secret


# ---------------------------------------------------------------- figures and dates


def figure_changed(pairs: Sequence[Pair], index: int, rng: random.Random) -> str | None:
    """Change one number, year, percentage, scale or month that the Arabic states too."""
    source, target = _plain(pairs[index].source), pairs[index].target
    edits = [
        *_digits(source, target, rng),
        *_number_words(source, target),
        *_scales(source, target),
        *_names_told(source, target, MONTHS),
    ]
    return _edited(target, edits, rng)


def weekday_changed(pairs: Sequence[Pair], index: int, rng: random.Random) -> str | None:
    """Put another day of the week for one that the Arabic names too."""
    source, target = _plain(pairs[index].source), pairs[index].target
    return _edited(target, list(_names_told(source, target, WEEKDAYS)), rng)


def word_exchanged(pairs: Sequence[Pair], index: int, rng: random.Random) -> str | None:
    """Put another word of its kind for one that the Arabic has too: a direction, a country."""
    source, target = _plain(pairs[index].source), pairs[index].target
    edits: list[Edit] = []
    for kind in KINDS:
        edits += _names_told(source, target, kind)
    return _edited(target, edits, rng)


def _edited(text: str, edits: Sequence[Edit], rng: random.Random) -> str | None:
    """Return the text after one of the edits, None if there is none."""
    possible = [edit for edit in edits if edit.options]
    if not possible:
        return None
    edit = rng.choice(possible)
    return text[: edit.start] + rng.choice(edit.options) + text[edit.end :]


def _plain(source: str) -> str:
    """Return the Arabic without vowel marks, its digits and separators as in English."""
    return MARKS.sub("", source).translate(ARABIC_DIGITS)


def _says(source: str, words: str, between: str = "|") -> bool:
    """Tell whether the Arabic has one of the words, with or without what is written onto it."""
    either = "|".join(re.escape(word) for word in words.split(between))
    return bool(re.search(rf"(?<!\w)[وف]?[بلك]?(?:ال|ل)?(?:{either})(?!\w)", source))


def _values(source: str) -> set[float]:
    """Return the values of the Arabic figures and simple number words, in every reading."""
    values = {float(n) for n, words in WORDS.values() if _says(source, words, " ")}
    for token in ARABIC_FIGURE.findall(source):
        if GROUPED.fullmatch(token):
            values.add(float(re.sub(r"[.,]", "", token)))
        if token.count(".") + token.count(",") <= 1:
            values.add(float(token.replace(",", ".")))
    thousands = _says(source, SCALES["thousand"], " ")
    return values | ({value * THOUSAND for value in values} if thousands else set())


def _digits(source: str, target: str, rng: random.Random) -> Iterator[Edit]:
    """Yield the English figures with their slips, where the Arabic states the same value."""
    stated = _values(source)
    for match in FIGURE.finditer(target):
        token = match[0].rstrip(",")
        start, end = match.start(), match.start() + len(token)
        if float(token.replace(",", "")) in stated:
            clock = ":" in target[max(0, start - 1) : start] + target[end : end + 1]
            slips = _slips(token, target[end:], rng, clock=clock)
            kept = tuple(s for s in slips if float(s.replace(",", "")) not in stated)
            yield Edit(start, end, kept)


def _slips(token: str, after: str, rng: random.Random, *, clock: bool) -> list[str]:
    """Return a figure with digits swapped, dropped or mistaken, and with another magnitude."""
    bare, year = token.replace(",", ""), bool(YEAR.fullmatch(token))
    slips = [_swapped(bare, i) for i in range(len(bare) - 1)] + [_mistaken(bare, rng)]
    if not year and not clock:
        slips += [_dropped(bare, i) for i in range(len(bare)) if len(bare.replace(".", "")) > 1]
        slips += _magnitudes(bare, percent=bool(PERCENT.match(after)))
    sound = [s for s in dict.fromkeys(slips) if (YEAR if year else SOUND).fullmatch(s)]
    return [_grouped(s) if "," in token else s for s in sound if float(s) != float(bare)]


def _swapped(bare: str, at: int) -> str:
    return bare[:at] + bare[at + 1] + bare[at] + bare[at + 2 :]


def _dropped(bare: str, at: int) -> str:
    return bare[:at] + bare[at + 1 :]


def _mistaken(bare: str, rng: random.Random) -> str:
    """Return a figure with its last digit mistaken for another."""
    return bare[:-1] + rng.choice([d for d in "123456789" if d != bare[-1]])


def _magnitudes(bare: str, *, percent: bool) -> list[str]:
    """Return a whole figure ten times as large, and with thousands lost or added to hundreds."""
    if "." in bare:
        return []
    thousands = [bare.removesuffix("000")] if bare.endswith("000") else []
    hundreds = [f"{bare}000"] if int(bare) >= HUNDRED and not thousands and not percent else []
    return [f"{bare}0", *thousands, *hundreds]


def _grouped(bare: str) -> str:
    whole, dot, part = bare.partition(".")
    return f"{int(whole):,}{dot}{part}"


def _number_words(source: str, target: str) -> Iterator[Edit]:
    """Yield the English number words that the Arabic has in words or digits, with near ones."""
    stated = _values(source)
    names = {value: name for name, (value, _) in WORDS.items()}
    pattern = rf"(?<![\w-])(?:{'|'.join(WORDS)})(?!\w|-(?:one|{'|'.join(WORDS)})\b)"
    for match in re.finditer(pattern, target, re.IGNORECASE):
        value = WORDS[match[0].lower()][0]
        near = [value - 1, value + 1, value - 10, value + 10, value * 10]
        options = [names[n] for n in near if n in names and n not in stated]
        if value in stated:
            yield Edit(*match.span(), tuple(_cased(option, match[0]) for option in options))


def _cased(text: str, like: str) -> str:
    return text.capitalize() if like[0].isupper() else text


def _scales(source: str, target: str) -> Iterator[Edit]:
    """Yield million for billion and the reverse, where the Arabic has the one and not the other."""
    for match in SCALE_WORD.finditer(target):
        short = match[0] in {"m", "bn"}
        name = SCALE_SHORT[match[0]] if short else match[0]
        other = {"million": "billion", "billion": "million", "thousand": "million"}[name]
        if _says(source, SCALES[name], " ") and not _says(source, SCALES[other], " "):
            yield Edit(*match.span(), (SCALE_SHORT[other] if short else other,))


def _names_told(source: str, target: str, names: dict[str, str]) -> Iterator[Edit]:
    """Yield English words of a kind that the Arabic has, with those of which it has none."""
    absent = tuple(name for name, words in names.items() if not _says(source, words))
    shorts = "|".join(re.escape(short) for short in SHORT_MONTHS)
    for match in re.finditer(rf"(?<!\w)(?:(?:{'|'.join(names)})(?!\w)|{shorts})", target):
        name = SHORT_MONTHS.get(match[0], match[0])
        if name in names and name not in absent and name not in _people(target, match):
            yield Edit(*match.span(), absent)


def _people(target: str, match: re.Match[str]) -> tuple[str, ...]:
    """Return the matched name if it stands behind a title or first name (``Mrs May``)."""
    before = target[: match.start()].split()
    return (match[0],) if before and re.match(r"M(?:r|rs|s)\.?$|Theresa$", before[-1]) else ()


# ---------------------------------------------------------------- names


def name_swapped(
    pairs: Sequence[Pair], index: int, rng: random.Random, glossary: Glossary
) -> str | None:
    """Put another entry of the same kind wherever the English names one that the Arabic names."""
    _, source, target = pairs[index]
    named = {m.entry.id: m.entry for m in glossary.mentions(source)}
    swaps = [
        swapped
        for entry in named.values()
        if entry.kind != "term" and _named(entry, target)
        for swapped in [_swap(target, entry, _others(entry, named, target, glossary), rng)]
        if swapped is not None
    ]
    return rng.choice(swaps) if swaps else None


def _others(entry: Entry, named: dict[str, Entry], target: str, glossary: Glossary) -> list[Entry]:
    """Return the entries of the same kind that neither side of the pair names."""
    used = [form for form in _forms(entry) if _pattern(form).search(target)]
    adjective = entry.adjective_en in used
    return [
        other
        for other in glossary.entries.values()
        if other.kind == entry.kind and other.id not in named
        if not _named(other, target) and (other.adjective_en or not adjective)
        if not set(_forms(other)) & set(_forms(entry))
    ]


def _swap(target: str, entry: Entry, others: list[Entry], rng: random.Random) -> str | None:
    """Return the English with one entry's every form put into another's, None if one is left."""
    if not others:
        return None
    other = rng.choice(others)
    forms = {entry.adjective_en: other.adjective_en, entry.short: other.short or other.name.en}
    forms[entry.name.en] = other.name.en
    for form in sorted((f for f in forms if f), key=len, reverse=True):
        target = _pattern(form).sub(forms[form] or other.name.en, target)
    return None if _named(entry, target) else target


def _forms(entry: Entry) -> list[str]:
    return [form for form in (entry.name.en, entry.short, entry.adjective_en) if form]


def _named(entry: Entry, text: str) -> bool:
    return any(_pattern(form).search(text) for form in _forms(entry))


def _pattern(form: str) -> re.Pattern[str]:
    """Return the pattern of a name; initials stand with or without their points."""
    letters = form.replace(".", "")
    if re.fullmatch(r"[A-Z]{2,4}", letters):
        dotted = "".join(rf"{letter}\." for letter in letters)
        return re.compile(rf"(?<!\w)(?:{dotted}|{letters}(?!\w))")
    return re.compile(rf"(?<!\w){re.escape(form)}(?!\w)")


# ---------------------------------------------------------------- negation


def negation_dropped(pairs: Sequence[Pair], index: int, _rng: random.Random) -> str | None:
    """Take out the English's only negation, where the Arabic has a particle of negation."""
    _, source, target = pairs[index]
    found = list(NEGATIVE.finditer(target))
    if len(found) != 1 or not ARABIC_NEGATION.search(MARKS.sub("", source)):
        return None
    start, end = found[0].span()
    if UNDROPPABLE.match(target, start) or HANGING.search(target[:start]):
        return None
    return _affirmed(target[:start], found[0][0], target[end:])


def _affirmed(before: str, word: str, after: str) -> str | None:
    """Return a sentence without its negation, None where that cannot just be left out."""
    negation = word.lower()
    if negation in {"n't", "n’t"}:
        return _uncontracted(before) + after
    if negation == "cannot":
        return before + _cased("can", word) + after
    if negation == "no":
        some, rest = _some(after)
        return before + _cased(some, word) + rest
    return before + after.lstrip() if negation in {"not", "never"} else None


def _uncontracted(before: str) -> str:
    """Return what stands before n't with its whole verb (``wo`` as ``will``)."""
    verb = re.search(r"[A-Za-z]+$", before)
    if verb is None or verb[0].lower() not in CONTRACTED:
        return before
    return before[: verb.start()] + _cased(CONTRACTED[verb[0].lower()], verb[0])


def _some(after: str) -> tuple[str, str]:
    """Return what stands for no, and the words that follow it (``some way`` for ``no way``)."""
    word = re.match(r" (?:longer|one)\b", after)
    if word is None:
        return "some", after
    return {" longer": "still", " one": "someone"}[word[0]], after[word.end() :]


def negation_added(pairs: Sequence[Pair], index: int, rng: random.Random) -> str | None:
    """Negate one verb of a sentence in which neither side has a negation."""
    _, source, target = pairs[index]
    if NEGATIVE.search(target) or ARABIC_NEGATION.search(MARKS.sub("", source)):
        return None
    ends = [(m.end(), m["verb"]) for m in AUXILIARY.finditer(target)]
    if not ends:
        return None
    end, verb = rng.choice(ends)
    return target[:end] + ("not" if verb == "can" else " not") + target[end:]


# ---------------------------------------------------------------- whole answers


def cut_in_half(pairs: Sequence[Pair], index: int, rng: random.Random) -> str | None:
    """Break a sentence off at about its middle, with or without a full stop."""
    words = pairs[index].target.split()
    if len(words) < FEWEST_TO_CUT:
        return None
    kept = round(len(words) * rng.uniform(0.4, 0.6))
    return " ".join(words[:kept]).rstrip(",;:-– ") + rng.choice(("", "."))


def exchanged(pairs: Sequence[Pair], index: int, rng: random.Random) -> str | None:
    """Answer with the English of a neighbour in the article or of any other line."""
    near = [i for i in (index - 1, index + 1) if 0 <= i < len(pairs)]
    near = [i for i in near if pairs[i].article == pairs[index].article]
    tried = [rng.choice(near or [index]), *rng.choices(range(len(pairs)), k=3)]
    for i in tried[rng.randrange(2) :]:
        if not _alike(pairs[i].target, pairs[index].target):
            return pairs[i].target
    return None


def _alike(one: str, other: str) -> bool:
    """Tell whether two sentences share so many words that either may pass for the other."""
    first, second = (set(re.findall(r"\w+", text.lower())) for text in (one, other))
    return len(first & second) >= ALIKE * max(1, min(len(first), len(second)))


def arabic_left(pairs: Sequence[Pair], index: int, rng: random.Random) -> str | None:
    """Leave one to five Arabic words where their English should stand."""
    left, words = pairs[index].source.split(), pairs[index].target.split()
    count = min(rng.randint(1, 5), len(left) - 1, len(words) - 1)
    if count < 1 or any(len(word) > LONGEST_WORD for word in left):
        return None
    first = rng.randrange(len(left) - count + 1)
    start, end = (round(at / len(left) * len(words)) for at in (first, first + count))
    kept = left[first : first + count]
    whole = [*words[:start], *kept, *words[max(end, start + 1) :]]
    return " ".join(whole) if any(ARABIC_WORD.search(word) for word in kept) else None


def error_page(pairs: Sequence[Pair], index: int, rng: random.Random) -> str | None:
    """Answer with what a service or a server says when it cannot answer."""
    return rng.choice(ERROR_PAGES) if pairs[index].source else None


def source_itself(pairs: Sequence[Pair], index: int, rng: random.Random) -> str | None:
    """Answer with the Arabic as it came, at times with its spaces or full stop changed."""
    source = pairs[index].source
    if not ARABIC_WORD.search(source):
        return None
    return rng.choice((source, f" {source} ", source.rstrip("."), " ".join(source.split())))


def repeated_phrase(pairs: Sequence[Pair], index: int, rng: random.Random) -> str | None:
    """Loop three to six words several times, and go on behind them or never."""
    words = pairs[index].target.split()
    if len(words) < FEWEST_TO_LOOP:
        return None
    size = rng.randint(3, 6)
    start = rng.randrange(len(words) - size + 1)
    looped = words[start : start + size] * rng.randint(3, 8)
    return " ".join([*words[:start], *looped, *rng.choice((words[start + size :], []))])


def padded(pairs: Sequence[Pair], index: int, rng: random.Random) -> str | None:
    """Append the English of another article's line."""
    _, _, target = pairs[index]
    for pair in rng.choices(pairs, k=5):
        if pair.article != pairs[index].article and len(pair.target.split()) >= FEWEST_TO_CUT:
            return f"{target} {pair.target}"
    return None


def quote_lost(pairs: Sequence[Pair], index: int, rng: random.Random) -> str | None:
    """Take away one quotation mark where all stand in pairs."""
    target = pairs[index].target
    marks = [i for i, char in enumerate(target) if char in '"“”']
    if not marks or len(marks) % 2 or target.count("“") != target.count("”"):
        return None
    lost = rng.choice(marks)
    return target[:lost] + target[lost + 1 :]


def corruptions(glossary: Glossary) -> dict[str, Corruption]:
    """Return every corruption by name."""
    plain: tuple[Corruption, ...] = (
        figure_changed, weekday_changed, word_exchanged, negation_dropped, negation_added,
        cut_in_half, exchanged, arabic_left, error_page, source_itself, repeated_phrase, padded,
        quote_lost,
    )  # fmt: skip
    named = {function.__name__: function for function in plain}
    return named | {"name_swapped": partial(name_swapped, glossary=glossary)}
