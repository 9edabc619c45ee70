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
    italic: bool
    characters: frozenset[int]
    """What to take of the sources; what they have not is not in the file."""
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
    | _each("پچژڤگ" "کیەێۆڕڵھۀ" "ٹڈڑںےۓہۂۃ۔")
    | _span(0x06F0, 0x06F9)
)
"""Arabic as newspapers write it, then the letters that Persian, Kurdish and Urdu add. Those are
here because they join letters that are: not every browser joins letters of two files."""

REST = _span(0x20, 0x1FFFF)
LATIN = REST
"""All that the packages call Latin: with the accented letters of Western Europe."""

SANS = "ibm-plex-sans-arabic/files/ibm-plex-sans-arabic"
SERIF = "source-serif-4/files/source-serif-4"
NASKH = "noto-naskh-arabic/files/noto-naskh-arabic"


def _latin(family: str, name: str, source: str, weight: int, style: str = "normal") -> list[Face]:
    suffix = f"{weight}-italic" if style == "italic" else f"{weight}"
    return [
        Face(
            family,
            f"{name}-{part}-{suffix}",
            (f"{source}-{part}-{weight}-{style}",),
            weight,
            style == "italic",
            LATIN,
            controls=part == "latin",
        )
        for part in ("latin-ext", "latin")
    ]


def _arabic(family: str, name: str, source: str, weight: int) -> list[Face]:
    arabic, latin = (f"{source}-{part}-{weight}-normal" for part in ("arabic", "latin"))
    more = Face(family, f"{name}-more-{weight}", (arabic,), weight, False, REST - ARABIC - BASIC)
    core = ARABIC | BASIC
    return [more, Face(family, f"{name}-{weight}", (arabic, latin), weight, False, core, True)]


FACES = [
    *_latin("Briefing Sans", "sans", SANS, 400),
    *_latin("Briefing Sans", "sans", SANS, 600),
    *_latin("Briefing Serif", "serif", SERIF, 400),
    *_latin("Briefing Serif", "serif", SERIF, 600),
    *_latin("Briefing Serif", "serif", SERIF, 400, "italic"),
    *_arabic("Briefing Sans Arabic", "sans-arabic", SANS, 400),
    *_arabic("Briefing Sans Arabic", "sans-arabic", SANS, 600),
    *_arabic("Briefing Naskh", "naskh", NASKH, 400),
    *_arabic("Briefing Naskh", "naskh", NASKH, 600),
]

SAMPLES = {
    "latin": "Iraqi and American officials met in Washington on Monday to discuss the future of the "
    "coalition forces, a government spokesman said. The talks will continue in Baghdad, where "
    "parties disagree about the date by which 2,500 soldiers should leave.",
    "arabic": "التقى مسؤولون عراقيون وأميركيون في واشنطن يوم الاثنين لبحث مستقبل قوات التحالف الدولي، "
    "بحسب ما قال متحدث باسم الحكومة. وستتواصل المباحثات في بغداد، حيث تختلف الأحزاب على الموعد "
    "الذي ينبغي أن يغادر فيه 2,500 جندي البلاد.",
}
"""The lines whose mean width of a character the tables below give, in thousandths of an em, as
Chromium measures it (tests/site/test_type.py measures the theme's own again)."""

WIDTHS = {
    "serif-latin-400": 476,
    "serif-latin-600": 483,
    "serif-latin-400-italic": 438,
    "sans-latin-400": 450,
    "sans-latin-600": 466,
    "naskh-400": 397,
    "naskh-600": 406,
    "sans-arabic-400": 407,
    "sans-arabic-600": 425,
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


STAND_INS = [
    StandIn("Georgia for Serif", "serif-latin-400", ("Georgia", "Gelasio"), 444),
    StandIn("Georgia for Serif", "serif-latin-600", ("Georgia Bold", "Gelasio Bold"), 517),
    StandIn("Georgia for Serif", "serif-latin-400-italic", ("Georgia Italic",), 452),
    StandIn("Times for Serif", "serif-latin-400", _TIMES, 405),
    StandIn("Times for Serif", "serif-latin-600", _bold(_TIMES), 429),
    StandIn("Noto for Serif", "serif-latin-400", ("Noto Serif", "Noto Serif Regular"), 480),
    StandIn("Noto for Serif", "serif-latin-600", ("Noto Serif Bold",), 509),
    StandIn("DejaVu for Serif", "serif-latin-400", ("DejaVu Serif",), 515),
    StandIn("DejaVu for Serif", "serif-latin-600", ("DejaVu Serif Bold",), 569),
    StandIn("Arial for Sans", "sans-latin-400", _ARIAL, 446),
    StandIn("Arial for Sans", "sans-latin-600", _bold(_ARIAL), 481),
    StandIn("Roboto for Sans", "sans-latin-400", ("Roboto", "Roboto Regular"), 446),
    StandIn("Roboto for Sans", "sans-latin-600", ("Roboto Bold",), 452),
    StandIn("DejaVu for Sans", "sans-latin-400", ("DejaVu Sans",), 507),
    StandIn("DejaVu for Sans", "sans-latin-600", ("DejaVu Sans Bold",), 573),
    StandIn("Noto for Naskh", "naskh-400", ("Noto Naskh Arabic", "NotoNaskhArabic"), 395),
    StandIn("Noto for Naskh", "naskh-600", ("Noto Naskh Arabic Bold",), 408),
    StandIn("DejaVu for Naskh", "naskh-400", ("DejaVu Sans",), 463),
    StandIn("DejaVu for Naskh", "naskh-600", ("DejaVu Sans Bold",), 550),
    StandIn("Noto for Sans Arabic", "sans-arabic-400", ("Noto Sans Arabic",), 439),
    StandIn("Noto for Sans Arabic", "sans-arabic-600", ("Noto Sans Arabic Bold",), 477),
    StandIn("DejaVu for Sans Arabic", "sans-arabic-400", ("DejaVu Sans",), 463),
    StandIn("DejaVu for Sans Arabic", "sans-arabic-600", ("DejaVu Sans Bold",), 550),
]
"""Widths of fonts that are free, or as wide as ones that are not: Gelasio for Georgia, Arimo for
Arial, Tinos for Times New Roman. What Apple and Microsoft ship for Arabic has no free twin to
measure, so those fonts are named in main.css and not scaled."""
