"""What the theme's fonts are made of: sources, characters, and the fonts that stand in for them.

Values only; `scripts/fonts.py` reads them.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Face:
    """One file of the theme: some characters of one weight of one family."""

    family: str
    file: str
    sources: tuple[str, ...]
    """Files of the npm packages in tests/tools, without `.woff2`; they are merged."""
    weight: int
    characters: frozenset[int]
    """What to take of the sources; what they have not is not in the file."""
    italic: bool = False
    controls: bool = False
    """Whether invisible characters count as drawn by this face, so that none fetches another."""


def _span(first: int, last: int) -> frozenset[int]:
    return frozenset(range(first, last + 1))


def _each(letters: str) -> frozenset[int]:
    return frozenset(map(ord, letters))


CONTROLS = _span(0x200B, 0x200F) | _span(0x202A, 0x202E) | _span(0x2060, 0x2069) | {0x61C, 0xFEFF}
"""Spaces without width, joiners and directions: never drawn, whether a font has them or not."""

BASIC = _span(0x20, 0x7E) | _each("\u00a0«°·»×") | _span(0x2010, 0x2027) | _each("‰′″‹›−")
"""Letters, digits and stops that a text in any language uses. The Arabic files have them too, drawn
to go with the Arabic letters: an Arabic page needs no second file for a number or for NATO."""

ARABIC = (
    _each("،؛؟")
    | _span(0x0621, 0x063A)
    | _span(0x0640, 0x0655)
    | _span(0x0660, 0x066C)
    | _each("\u0670ٱ")
    | _each("پچژڤگکیەێۆڕڵھۀٹڈڑںےۓہۂۃ۔")
    | _span(0x06F0, 0x06F9)
)
"""Arabic as newspapers write it, then the letters that Persian, Kurdish and Urdu add. Those are
here because they join letters that are, and Chromium alone joins letters of two files."""

REST = _span(0x20, 0x1FFFF)
"""Whatever a package has."""
IN_BOTH = (BASIC - _each("†")) | _each("\u02bc\u0300\u0301\u0303\u0304\u0308\u0309\u0323\u0329")
"""Characters of which some are in both halves of the packages' Latin: the first half is enough."""

SANS = "@fontsource/ibm-plex-sans-arabic/files/ibm-plex-sans-arabic"
SERIF = "@fontsource/source-serif-4/files/source-serif-4"
NASKH = "@fontsource/noto-naskh-arabic/files/noto-naskh-arabic"
"""Version 2.016: later ones hang the dots of letters on them like marks (docs/decisions.md)."""
NASKH_LATIN = "noto-naskh-arabic-latin/files/noto-naskh-arabic"
"""Version 2.021, whose digits and stops are Noto Serif's. Those of 2.016 have no serifs, and are
taller and heavier than the Arabic letters beside them."""


def _latin(family: str, name: str, source: str, weight: int, style: str = "normal") -> list[Face]:
    italic = style == "italic"
    suffix = f"{weight}-italic" if italic else f"{weight}"
    extended, basic = (f"{source}-{part}-{weight}-{style}" for part in ("latin-ext", "latin"))
    return [
        Face(family, f"{name}-latin-ext-{suffix}", (extended,), weight, REST - IN_BOTH, italic),
        Face(family, f"{name}-latin-{suffix}", (basic,), weight, REST, italic, controls=True),
    ]


def _arabic(family: str, name: str, sources: tuple[str, str], weight: int) -> list[Face]:
    arabic = f"{sources[0]}-arabic-{weight}-normal"
    latin = f"{sources[1]}-latin-{weight}-normal"
    core = ARABIC | BASIC
    return [
        Face(family, f"{name}-more-{weight}", (arabic,), weight, REST - core),
        Face(family, f"{name}-{weight}", (arabic, latin), weight, core, controls=True),
    ]


FACES = [
    *_latin("Briefing Sans", "sans", SANS, 400),
    *_latin("Briefing Sans", "sans", SANS, 600),
    *_latin("Briefing Serif", "serif", SERIF, 400),
    *_latin("Briefing Serif", "serif", SERIF, 600),
    *_latin("Briefing Serif", "serif", SERIF, 400, "italic"),
    *_arabic("Briefing Sans Arabic", "sans-arabic", (SANS, SANS), 400),
    *_arabic("Briefing Sans Arabic", "sans-arabic", (SANS, SANS), 600),
    *_arabic("Briefing Naskh", "naskh", (NASKH, NASKH_LATIN), 400),
    *_arabic("Briefing Naskh", "naskh", (NASKH, NASKH_LATIN), 600),
]

SAMPLES = {
    "latin": "The government in Baghdad said on Monday that its talks with Washington about the "
    "future of the coalition would continue until both sides agree on a date. A spokesman "
    "for the prime minister told reporters that committees had met twice, and that no "
    "force would stay in Iraq without the consent of parliament. Officials who asked not "
    "to be named said the first step could be the withdrawal of soldiers from two bases in "
    "the west; others doubt that this can happen before the end of 2025. The United States "
    "has about 2,500 troops in the country, who train and advise Iraqi security forces in "
    "the fight against the Islamic State group.",
    "arabic": "قالت الحكومة في بغداد يوم الاثنين إن مباحثاتها مع واشنطن حول مستقبل التحالف الدولي "
    "ستستمر حتى يتفق الطرفان على موعد. وأوضح متحدث باسم رئيس الوزراء للصحفيين أن اللجان "
    "اجتمعت مرتين، وأنه لن تبقى أي قوة في العراق من دون موافقة البرلمان. وقال مسؤولون "
    "طلبوا عدم كشف أسمائهم إن الخطوة الأولى قد تكون انسحاب الجنود من قاعدتين في غرب "
    "البلاد، فيما يشك آخرون في حدوث ذلك قبل نهاية عام 2025. وللولايات المتحدة نحو 2500 "
    "جندي في البلاد، يعملون على تدريب قوات الأمن العراقية وتقديم المشورة لها في القتال ضد "
    "تنظيم الدولة الإسلامية (داعش).",
}
"""News in both scripts. The tables below give the mean width of its characters, in ten-thousandths
of an em, as Chromium measures it (tests/site/test_type.py measures the theme's own again)."""

WIDTHS = {
    "serif-latin-400": 4699,
    "serif-latin-600": 4764,
    "serif-latin-400-italic": 4323,
    "sans-latin-400": 4451,
    "sans-latin-600": 4606,
    "naskh-400": 3865,
    "naskh-600": 3958,
    "sans-arabic-400": 4019,
    "sans-arabic-600": 4208,
}


@dataclass(frozen=True)
class StandIn:
    """A font of the reader's system, scaled to the width of one of ours until ours is there."""

    family: str
    file: str
    """The face it stands in for."""
    local: tuple[str, ...]
    """Full names of fonts with the same widths."""
    width: int


_ARIAL = ("Arial", "Liberation Sans", "Arimo")
_TIMES = ("Times New Roman", "Liberation Serif", "Tinos")


def _bold(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{name} Bold" for name in names)


def _italic(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{name} Italic" for name in names)


STAND_INS = [
    StandIn("Georgia for Serif", "serif-latin-400", ("Georgia", "Gelasio"), 4388),
    StandIn("Georgia for Serif", "serif-latin-600", ("Georgia Bold", "Gelasio Bold"), 5101),
    StandIn(
        "Georgia for Serif", "serif-latin-400-italic", ("Georgia Italic", "Gelasio Italic"), 4466
    ),
    StandIn("Times for Serif", "serif-latin-400", _TIMES, 3983),
    StandIn("Times for Serif", "serif-latin-600", _bold(_TIMES), 4246),
    StandIn("Times for Serif", "serif-latin-400-italic", _italic(_TIMES), 3990),
    StandIn("Noto for Serif", "serif-latin-400", ("Noto Serif", "Noto Serif Regular"), 4739),
    StandIn("Noto for Serif", "serif-latin-600", ("Noto Serif Bold",), 5033),
    StandIn("Noto for Serif", "serif-latin-400-italic", ("Noto Serif Italic",), 4617),
    StandIn("DejaVu for Serif", "serif-latin-400", ("DejaVu Serif",), 5097),
    StandIn("DejaVu for Serif", "serif-latin-600", ("DejaVu Serif Bold",), 5638),
    StandIn("DejaVu for Serif", "serif-latin-400-italic", ("DejaVu Serif Italic",), 5097),
    StandIn("Arial for Sans", "sans-latin-400", _ARIAL, 4384),
    StandIn("Arial for Sans", "sans-latin-600", _bold(_ARIAL), 4735),
    StandIn("Roboto for Sans", "sans-latin-400", ("Roboto", "Roboto Regular"), 4403),
    StandIn("Roboto for Sans", "sans-latin-600", ("Roboto Bold",), 4462),
    StandIn("DejaVu for Sans", "sans-latin-400", ("DejaVu Sans",), 5030),
    StandIn("DejaVu for Sans", "sans-latin-600", ("DejaVu Sans Bold",), 5694),
    StandIn("Noto for Naskh", "naskh-400", ("Noto Naskh Arabic", "NotoNaskhArabic"), 3875),
    StandIn("Noto for Naskh", "naskh-600", ("Noto Naskh Arabic Bold",), 4007),
    StandIn("DejaVu for Naskh", "naskh-400", ("DejaVu Sans",), 4602),
    StandIn("DejaVu for Naskh", "naskh-600", ("DejaVu Sans Bold",), 5474),
    StandIn("Noto for Sans Arabic", "sans-arabic-400", ("Noto Sans Arabic",), 4298),
    StandIn("Noto for Sans Arabic", "sans-arabic-600", ("Noto Sans Arabic Bold",), 4692),
    StandIn("DejaVu for Sans Arabic", "sans-arabic-400", ("DejaVu Sans",), 4602),
    StandIn("DejaVu for Sans Arabic", "sans-arabic-600", ("DejaVu Sans Bold",), 5474),
]
"""Widths of fonts that are free, or as wide as ones that are not: Gelasio for Georgia, Arimo for
Arial, Tinos for Times New Roman. What Apple and Microsoft ship for Arabic has no free twin to
measure, so those fonts are named in main.css and not scaled."""
