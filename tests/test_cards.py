"""Cards: what they say, in which fonts and order, and that the same text gives the same bytes."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from pelican.plugins.briefing.edges import card_files
from pelican.plugins.briefing.edges.card_files import (
    FONT_SHEET,
    LOOK_SHEET,
    read_card_fonts,
    write_cards,
)
from pelican.plugins.briefing.edges.outputs import Outputs
from pelican.plugins.briefing.edges.workers import Workers
from pelican.plugins.briefing.errors import Problem
from pelican.plugins.briefing.model import Lang
from pelican.plugins.briefing.render.addresses import page
from pelican.plugins.briefing.render.card_drawing import (
    HEAD,
    HEIGHT,
    MARGIN,
    WIDTH,
    CardText,
    card,
    title_lines,
)
from pelican.plugins.briefing.render.card_fonts import (
    CardFonts,
    LoadedFace,
    Role,
    font_stacks,
    shapes_arabic,
)
from pelican.plugins.briefing.render.cards import card_of, card_path, card_texts
from pelican.plugins.briefing.render.font_sheet import font_faces, upright
from pelican.plugins.briefing.render.typesetting import Setter, balanced, broken
from pelican.plugins.briefing.render.visual_order import embedding_levels, visual_order
from PIL import Image, ImageChops
from render_support import CATALOGUES, site
from support import ROOT, Run

THEME = ROOT / "theme"
LARGEST = 25_000
"""Bytes of a card that a site of 10,000 stories can afford."""
SITE = site()
NAMES = {"ar": "موجز العراق", "en": "Iraq Briefing"}
TITLES: list[tuple[Lang, str]] = [
    ("en", "Flood"),
    ("ar", "انسحاب"),
    ("en", "How the coalition’s mission in Iraq ends"),
    ("ar", "كيف تنتهي مهمة التحالف الدولي في العراق؟"),
    ("en", "Iraq and US-led coalition agree to end the mission by September 2025, officials say"),
    ("ar", "العراق يتسلم مقاتلات F-16 بحسب CNN ويشتري 2,000 - 2,500 صاروخ (AIM-9) بـ $300 مليون"),
    ("ar", "مُذكِّرةُ التَّفاهُمِ بين العِراقِ وَحِلفِ الناتو @omar_k كتب في 2014-2019 بنسبة 5%"),
    ("en", "بايدن والسوداني يبحثان مستقبل التحالف في واشنطن"),
    (
        "en",
        "Hostile \u202e title \x07 with \x1b[31m controls \u2066 and <b>markup</b> Łódź İstanbul",
    ),
    ("en", "word " * 90),
    ("ar", "وقال رئيس الوزراء العراقي إن بلاده ستعلن قريبا موعد انتهاء المهمة، " * 8),
    ("en", "a" * 500),
    ("en", "https://example.org/" + "x" * 200 + " and more"),
    ("ar", "e\u0301" + "\u0301" * 900),
    ("en", ""),
]


@pytest.fixture(scope="module")
def fonts() -> CardFonts:
    """The theme's fonts."""
    if not shapes_arabic():
        missing = "FriBiDi is not on this machine"
        if os.environ.get("CI", "") in ("", "0", "false"):
            pytest.skip(missing)
        pytest.fail(f"{missing}, and CI is set, so nothing may be skipped")
    read = read_card_fonts(THEME)
    assert isinstance(read, CardFonts)
    return read


def text_of(lang: Lang, title: str) -> CardText:
    day = {"ar": "24 يوليو 2024", "en": "July 24, 2024"}[lang]
    return CardText(lang, "شفق نيوز", title, day, NAMES[lang])


def image_of(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data)).convert("RGB")


def drawn(setter: Setter, text: str) -> str:
    """Return what is drawn of a text, in reading order."""
    words = ("".join(part.text for part in word.stretches) for word in setter.words(text))
    return " ".join(words)


# The order of a line ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lang", "text", "levels", "shown"),
    [
        ("ar", "أب ab 12", "11122222", "ab 12 بأ"),
        ("ar", "في 2014-2019 عام", "1112222222221111", "ماع 2014-2019 يف"),
        ("ar", "طائرة (F-16) 5%", "111111122221122", "5% )F-16( ةرئاط"),
        ("ar", "٢٠١٤-٢٠١٩", "222212222", "٢٠١٩-٢٠١٤"),
        ("ar", "ab [أب] cd", "2211111122", "cd ]بأ[ ab"),
        ("ar", "$300 من", "2222111", "نم $300"),
        ("ar", "مُ a b م", "11122211", "م a b ُم"),
        ("ar", "1,5 م 1/2", "222111222", "1/2 م 1,5"),
        ("en", "a ب-ج b", "0011100", "a ج-ب b"),
        ("en", "He (علي 2) said", "000011100000000", "He (يلع 2) said"),
        ("en", "no 1-2", "000000", "no 1-2"),
    ],
)
def test_order_of_a_line(lang: Lang, text: str, levels: str, shown: str) -> None:
    found = embedding_levels(text, lang)
    assert "".join(map(str, found)) == levels
    assert "".join(text[index] for index in visual_order(found)) == shown


# Fonts ------------------------------------------------------------------------------------


def test_faces_of_a_style_sheet() -> None:
    css = """
    /* @font-face { font-family: Gone; src: url(gone.woff2) } */
    @font-face { font-family: "One"; font-weight: 200 900; src: url("a.woff2") format("woff2");
                 unicode-range: U+0041-005A, U+4??, U+20AC; }
    @font-face { font-family: Two; font-weight: bold; src: local("x"), url(b.woff2) }
    @font-face { font-family: Two; font-style: italic; src: url(c.woff2) }
    @font-face { font-family: Three }
    """
    one, two = upright(font_faces(css))
    assert (one.family, one.weights, one.url) == ("One", (200, 900), "a.woff2")
    assert one.ranges == ((0x41, 0x5A), (0x400, 0x4FF), (0x20AC, 0x20AC))
    assert (two.family, two.weights, two.url) == ("Two", (700, 700), "b.woff2")
    assert two.ranges == ((0, 0x10FFFF),)


def test_stacks_of_a_theme() -> None:
    css = """
    /* :root { --serif: Gone } */
    @layer tokens { :root { --text: 1rem; --serif: "One", 'Two', serif; --sans: Three }
      :root:lang(ar), [lang="ar"] { --serif: "Two", "One", serif } }
    @media (max-width: 40rem) { :root { --serif: Small } }
    """
    assert font_stacks(css) == {
        ("serif", "en"): ("One", "Two", "serif"),
        ("sans", "en"): ("Three",),
        ("serif", "ar"): ("Two", "One", "serif"),
        ("sans", "ar"): ("Three",),
    }
    assert set(font_stacks("").values()) == {()}


@pytest.mark.parametrize(
    ("role", "stack", "weight"),
    [("title", "serif", 600), ("strong", "sans", 600), ("plain", "sans", 400)],
)
def test_each_script_is_set_in_its_font_of_the_theme(
    fonts: CardFonts, role: Role, stack: str, weight: int
) -> None:
    css = (THEME / LOOK_SHEET).read_text(encoding="utf-8")
    scripts: list[tuple[Lang, str]] = [("ar", "بغداد"), ("en", "Baghdad")]
    for lang, text in scripts:
        (word,) = Setter(fonts, role, lang).words(text)
        (part,) = word.stretches
        assert part.face.face.family == font_stacks(css)[stack, lang][0]
        low, high = part.face.face.weights
        assert low <= weight <= high


def narrow(fonts: CardFonts) -> CardFonts:
    """Return a font of Arabic letters alone, and one of ASCII."""
    faces = []
    for lang, letter, range_ in (("ar", "ب", "U+600-6FF"), ("en", "a", "U+21-7E")):
        found = fonts.face("title", lang, letter)  # type: ignore[arg-type]
        assert found
        faces.append(LoadedFace(replace(found.face, unicode_range=range_), found.data))
    return CardFonts(faces, font_stacks(""))


def test_words_of_two_scripts_are_set_in_two_fonts(fonts: CardFonts) -> None:
    few = narrow(fonts)
    (word,) = Setter(few, "title", "ar").words("بCNN(ج")
    assert [part.text for part in word.stretches] == ["ب", "CNN", "(", "ج"]
    arabic, latin = few.faces
    assert [part.face for part in word.stretches] == [arabic, latin, latin, arabic]


def test_the_last_rule_of_a_family_comes_first_and_the_nearest_weight_before_it(
    fonts: CardFonts,
) -> None:
    few = narrow(fonts)
    first, _ = few.faces
    light = LoadedFace(replace(first.face, weight="300"), first.data)
    last = LoadedFace(first.face, first.data)
    assert CardFonts([first, last, light], few.stacks).face("title", "ar", "ب") is last


def test_a_letter_is_drawn_without_the_marks_that_its_font_lacks(fonts: CardFonts) -> None:
    setter = Setter(narrow(fonts), "title", "en")
    assert drawn(setter, "re\u0301sume\u0301\u0323\U000e0101") == "resume"
    # The marks of another font do not go with its letters, and an ellipsis needs a glyph, too.
    assert drawn(setter, "a\u064e ą 北") == "a a"


@pytest.mark.parametrize("role", ["title", "strong", "plain"])
@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("كتب CNN في بغداد", "كتب CNN في بغداد"),
        ("Łódź, İstanbul “1”", "Łódź, İstanbul “1”"),
        ("in 北京 now", "in … now"),
        ("北京", "…"),
        ("a 🎉 b☃", "a b"),
        ("a\x00b\x1bc\u202ed\u200f", "abcd"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        (" \n\t\u00a0 ", ""),
    ],
)
def test_no_character_is_drawn_as_a_box(
    fonts: CardFonts, role: Role, text: str, shown: str
) -> None:
    setter = Setter(fonts, role, "en")
    assert drawn(setter, text) == shown
    for word in setter.words(text):
        for part in word.stretches:
            assert all(part.face.has(one) for one in part.text if one != "\u200c"), part


def test_a_file_that_has_less_than_its_range_draws_no_box(fonts: CardFonts) -> None:
    arabic = fonts.face("title", "ar", "ب")
    assert arabic
    (everything,) = font_faces("@font-face { src: url(x) }")
    claims_all = LoadedFace(everything, arabic.data)
    assert claims_all.has("ب")
    assert not [character for character in "北ᚠ☃" if claims_all.has(character)]


def test_arabic_letters_are_joined(fonts: CardFonts) -> None:
    setter = Setter(fonts, "title", "ar")
    joined = setter.line_width(setter.words("بببب"), 60)
    assert joined < 0.7 * 4 * setter.line_width(setter.words("ب"), 60)


# Lines ------------------------------------------------------------------------------------


def test_lines_are_as_few_as_there_may_be_and_nearly_as_wide() -> None:
    widths = [30, 30, 30, 30, 10]
    assert broken(widths, 5, 135) == [4, 1]
    assert balanced(widths, 5, 135) == [2, 3]
    assert broken([], 5, 100) == balanced([], 5, 100) == []
    assert broken([200, 1], 5, 100) == [1, 1]


@pytest.mark.parametrize(("lang", "title"), TITLES[:9])
def test_a_title_that_has_room_is_shown_whole(fonts: CardFonts, lang: Lang, title: str) -> None:
    setter = Setter(fonts, "title", lang)
    lines = title_lines(setter, title)
    assert 1 <= len(lines) <= 4
    assert [word for line in lines for word in line.words] == setter.words(title)
    assert max(line.width for line in lines) <= WIDTH - 2 * MARGIN


def test_no_line_begins_with_a_dash(fonts: CardFonts) -> None:
    setter = Setter(fonts, "title", "ar")
    for before in range(1, 12):
        lines = title_lines(setter, f"{'أمنية ' * before}- عراقية بأهداف متباعدة")
        assert [line.words[0].stretches[0].text for line in lines].count("-") == 0


def test_short_titles_are_larger(fonts: CardFonts) -> None:
    setter = Setter(fonts, "title", "en")
    sizes = [title_lines(setter, "word " * count)[0].size for count in (1, 6, 15, 90)]
    assert sizes == sorted(sizes, reverse=True)
    assert len(set(sizes)) == len(sizes)


@pytest.mark.parametrize(
    ("lang", "word", "sizes"),
    [
        (
            "en",
            "word ",
            "1:112 3:112 4:96 6:96 7:84 12:84 13:74 20:74 21:58 24:58 25:50 28:50 29:50",
        ),
        (
            "ar",
            "كلمة ",
            "1:116 4:116 5:96 10:96 11:84 18:84 19:68 32:68 33:60 36:60 37:54 40:54 41:54",
        ),
    ],
)
def test_a_title_has_the_largest_size_at_which_it_has_room(
    fonts: CardFonts, lang: Lang, word: str, sizes: str
) -> None:
    setter, found = Setter(fonts, "title", lang), []
    for row in sizes.split():
        count = int(row.partition(":")[0])
        lines = title_lines(setter, word * count)
        found.append(f"{count}:{lines[0].size}")
    assert " ".join(found) == sizes


@pytest.mark.parametrize(
    ("lang", "title", "last"), [("en", TITLES[9][1], "word"), ("ar", TITLES[10][1], "")]
)
def test_a_long_title_ends_in_an_ellipsis_after_a_whole_word(
    fonts: CardFonts, lang: Lang, title: str, last: str
) -> None:
    setter = Setter(fonts, "title", lang)
    lines = title_lines(setter, title)
    shown = [word for line in lines for word in line.words]
    assert len(lines) == 4
    assert "".join(part.text for part in shown[-1].stretches) == "…"
    assert shown[:-1] == setter.words(title)[: len(shown) - 1]
    assert not last or shown[-2].stretches[0].text == last


@pytest.mark.parametrize(("lang", "text", "at"), [("ar", "كلمة ", 0), ("en", "word ", -1)])
def test_an_ellipsis_stands_where_its_line_ends(
    fonts: CardFonts, lang: Lang, text: str, at: int
) -> None:
    setter = Setter(fonts, "title", lang)
    levels = []
    for word in setter.fitted(setter.words(text * 40), 60, 600):
        levels += [*(part.level for part in word.stretches), word.space]
    # The space behind the last word is not drawn.
    assert visual_order(levels[:-1])[at] == len(levels) - 2


def test_what_is_wider_than_a_line_is_cut(fonts: CardFonts) -> None:
    setter = Setter(fonts, "title", "en")
    (line,) = title_lines(setter, "a" * 300)
    first, mark = line.words
    assert first.stretches[0].text.strip("a") == ""
    assert mark.stretches[0].text == "…"


# The picture ------------------------------------------------------------------------------


@pytest.mark.parametrize(("lang", "title"), TITLES)
def test_a_card_is_small_and_stays_within_its_margins(
    fonts: CardFonts, lang: Lang, title: str
) -> None:
    data = card(text_of(lang, title), fonts)
    assert len(data) <= LARGEST
    image = image_of(data)
    assert image.size == (WIDTH, HEIGHT)
    paper = image.getpixel((2, HEIGHT - 2))
    # A serif or the tail of a letter may reach a little beyond.
    for left, right in ((0, MARGIN - 8), (WIDTH - MARGIN + 8, WIDTH)):
        edge = image.crop((left, 20, right, HEIGHT))
        assert edge.getcolors() == [(edge.width * edge.height, paper)]
    foot = image.crop((0, HEIGHT - 12, WIDTH, HEIGHT))
    assert foot.getcolors() == [(foot.width * foot.height, paper)]


def title_box(text: CardText, fonts: CardFonts) -> tuple[int, int, int, int]:
    """Return where the title of a card has letters."""
    image = image_of(card(text, fonts)).crop((0, 132, WIDTH, 516)).convert("L")
    box = image.point(lambda value: 255 if value < 128 else 0).getbbox()
    assert box
    return box


@pytest.mark.parametrize(
    ("lang", "title", "on_right"),
    [("en", "Flood", False), ("ar", "انسحاب", True), ("en", "انسحاب", True), ("ar", "CNN", True)],
)
def test_a_title_begins_where_its_language_does(
    fonts: CardFonts, lang: Lang, title: str, *, on_right: bool
) -> None:
    left, top, right, bottom = title_box(text_of(lang, title), fonts)
    assert abs((WIDTH - MARGIN - right) if on_right else (left - MARGIN)) < 16
    assert right - left < WIDTH // 2
    assert top > 60
    assert bottom < 330
    # In the middle of its rows, as far as letters without a tail are in the middle of theirs.
    assert abs(top + bottom - 384) < 60


@pytest.mark.parametrize(
    ("lang", "name", "is_left"),
    [("en", "kicker", True), ("en", "day", False), ("ar", "kicker", False), ("ar", "day", True)],
)
def test_a_cards_head_has_its_kind_where_its_language_begins_and_its_day_where_it_ends(
    fonts: CardFonts, lang: Lang, name: str, is_left: bool,  # noqa: FBT001 - a case
) -> None:  # fmt: skip
    text = text_of(lang, "Title")
    whole, without = (image_of(card(one, fonts)) for one in (text, replace(text, **{name: ""})))
    box = ImageChops.difference(whole, without).getbbox()
    assert box is not None
    left, top, right, bottom = box
    assert (right < WIDTH // 2) if is_left else (left > WIDTH // 2)
    assert HEAD[0] <= top < bottom <= HEAD[1]


def inked(image: Image.Image, rows: tuple[int, int]) -> tuple[str, tuple[int, int, int, int]]:
    """Return the darkest colour of some rows of a card, and where there is anything but paper."""
    part = image.crop((0, rows[0], WIDTH, rows[1]))
    box = ImageChops.difference(part, Image.new("RGB", part.size, "#fbfaf6")).getbbox()
    assert box
    darkest = min((colour for _, colour in part.getcolors() or []), key=sum)
    return "#{:02x}{:02x}{:02x}".format(*darkest), (
        box[0],
        box[1] + rows[0],
        box[2],
        box[3] + rows[0],
    )


def test_a_card_has_a_band_its_head_a_rule_and_its_foot_each_in_its_place(
    fonts: CardFonts,
) -> None:
    image = image_of(card(CardText("en", "HEHE", "HEHE", "", "HEHE", "#b00020"), fonts))
    assert inked(image, (0, 44)) == ("#b00020", (0, 0, WIDTH, 12))
    colour, (left, top, _, bottom) = inked(image, (44, 120))
    assert colour == "#b00020"
    # In the middle of its rows, and twenty pixels high as capitals of that size are.
    assert abs(left - MARGIN) < 5
    assert abs(top + bottom - 164) <= 2
    assert 19 <= bottom - top <= 21
    assert inked(image, (132, 516))[0] == "#1c2023"
    assert inked(image, (516, 540)) == ("#dfdbd0", (MARGIN, 528, WIDTH - MARGIN, 530))
    colour, (left, top, _, bottom) = inked(image, (540, 622))
    assert colour == "#1c2023"
    assert abs(left - MARGIN) < 5
    assert abs(top + bottom - 1162) <= 2
    assert 22 <= bottom - top <= 24
    day = image_of(card(CardText("en", "", "HEHE", "HEHE", ""), fonts))
    assert inked(day, (44, 120))[0] == "#555c61"


def test_what_a_head_has_no_room_for_gives_way_to_the_day(fonts: CardFonts) -> None:
    long, short = "Agency " * 30, CardText("en", "", "Title", "July 24, 2024", "")
    day_left = inked(image_of(card(short, fonts)), (44, 120))[1][0]
    both = image_of(card(replace(short, kicker=long), fonts))
    gap = both.crop((day_left - 56, 44, day_left, 120)).getcolors()
    assert gap == [(56 * 76, (0xFB, 0xFA, 0xF6))]
    # A day of many words has two thirds of the line.
    left, _, right, _ = inked(image_of(card(replace(short, day=long), fonts)), (44, 120))[1]
    assert 600 < right - left <= 694


def test_a_card_has_the_accent_of_the_site(fonts: CardFonts) -> None:
    text = CardText("en", "Agency", "Flood", "", "Site", "#b00020")
    image = image_of(card(text, fonts))
    assert image.getpixel((0, 0)) == image.getpixel((5, 5)) == (0xB0, 0x00, 0x20)
    without = image_of(card(CardText("en", "", "Flood", "", "", "#b00020"), fonts))
    colours = {colour for _, colour in without.crop((0, 20, WIDTH, 130)).getcolors() or []}
    assert len(colours) == 1
    with pytest.raises(ValueError, match="color"):
        card(CardText("en", "", "Flood", "", "", "no colour"), fonts)


def test_a_card_holds_nothing_but_its_picture(fonts: CardFonts) -> None:
    data = card(text_of("en", "Flood"), fonts)
    kinds, at = [], 8
    while at < len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        kinds.append(data[at + 4 : at + 8])
        at += length + 12
    assert set(kinds) == {b"IHDR", b"PLTE", b"IDAT", b"IEND"}


ANEW = """
import hashlib, sys
sys.path[:0] = sys.argv[2:]
import pelican.plugins
pelican.plugins.__path__.append("plugins")
import test_cards as t
fonts = t.read_card_fonts(t.THEME)
for lang, title in t.TITLES:
    print(hashlib.sha256(t.card(t.text_of(lang, title), fonts)).hexdigest())
"""


def test_the_same_text_gives_the_same_bytes(fonts: CardFonts) -> None:
    again = read_card_fonts(THEME)
    assert isinstance(again, CardFonts)
    # In another order, so that nothing that fonts remember can matter.
    turned = {title: card(text_of(lang, title), again) for lang, title in reversed(TITLES)}
    assert all(turned[title] == card(text_of(lang, title), fonts) for lang, title in TITLES)
    digests = []
    for seed in ("1", "2"):
        command = [sys.executable, "-c", ANEW, "-", "tests"]
        environment = {**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": "C", "TZ": "Asia/Baghdad"}
        done = subprocess.run(  # noqa: S603 - our own command
            command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False
        )
        assert done.returncode == 0, done.stderr
        digests.append(done.stdout)
    assert digests[0] == digests[1]
    assert len(digests[0].split()) == len(TITLES)


# What a card says -------------------------------------------------------------------------


def test_what_the_cards_of_a_site_say() -> None:
    texts = card_texts(SITE, "#123456")
    slugs = [story.slug for story in SITE.stories] + [x.slug for x in SITE.explainers] + ["index"]
    assert texts.keys() == {card_path(lang, slug) for lang in SITE.langs for slug in slugs}
    assert {text.accent for text in texts.values()} == {"#123456"}
    flood = texts["cards/en/flood.png"]
    assert (flood.kicker, flood.title) == ("News Agency", "A *big* flood")
    assert (flood.day, flood.site) == ("July 24, 2024", SITE.title["en"])
    # Only the month is known.
    assert texts["cards/en/council.png"].day == "May 2024"
    # No day, no publisher, and a translation that no reader may rely on.
    harbour = texts["cards/en/harbour.png"]
    assert (harbour.kicker, harbour.title, harbour.day) == ("", "أخبار المرفأ", "")
    for explainer in SITE.explainers:
        for lang in SITE.langs:
            text = texts[card_path(lang, explainer.slug)]
            assert (text.kicker, text.day) == (CATALOGUES[lang]("home.explainer"), "")
            assert text.title == explainer.title[lang]
    assert SITE.title["en"] in texts["cards/en/index.png"].alt


@pytest.mark.parametrize(
    ("lang", "path", "card_of_it"),
    [
        ("en", "flood.html", "cards/en/flood.png"),
        ("ar", "flood.parallel.html", "cards/ar/flood.png"),
        ("ar", "index.html", "cards/ar/index.png"),
        ("en", "tag/port.html", "cards/en/index.png"),
        ("en", "archives.html", "cards/en/index.png"),
        ("en", "a-post-of-my-own.html", "cards/en/index.png"),
    ],
)
def test_the_card_of_a_page(lang: Lang, path: str, card_of_it: str) -> None:
    texts = card_texts(SITE)
    found = card_of(texts, page(lang, path, "title"))
    assert found
    assert (found.path, found.alt) == (card_of_it, texts[card_of_it].alt)
    assert card_of({}, page(lang, path, "title")) is None


def test_the_words_of_a_card_for_those_who_do_not_see_it() -> None:
    text = CardText("en", "Agency", "A \u202eflood\n", "", "Site")
    assert text.alt == "Agency · A flood  · Site"
    assert CardText("en", "", "Site", "", "Site").alt == "Site"


# On disk ----------------------------------------------------------------------------------


def theme_with(folder: Path, css: str, font: bytes = b"") -> Path:
    sheet = folder / FONT_SHEET
    sheet.parent.mkdir(parents=True)
    sheet.write_text(css, encoding="utf-8")
    (sheet.parent / "font.woff2").write_bytes(font)
    return folder


FACE = "@font-face { font-family: X; src: url(font.woff2) }"


@pytest.mark.usefixtures("fonts")
@pytest.mark.parametrize(
    ("css", "message"),
    [
        ("", "its fonts have no Arabic and no Latin letters"),
        (FACE, "its fonts cannot be read ("),
        (FACE.replace("font.", "gone."), "its fonts cannot be read (No such file or directory)"),
    ],
)
def test_a_theme_without_fonts_has_no_cards(tmp_path: Path, css: str, message: str) -> None:
    problem = read_card_fonts(theme_with(tmp_path / "mine", css, b"no font"))
    assert isinstance(problem, Problem)
    assert not problem.error
    assert problem.path == f"mine/{FONT_SHEET}"
    assert problem.message.startswith(f"no pictures are drawn for shared links: {message}")


def test_a_theme_with_half_of_its_letters_has_no_cards(tmp_path: Path, fonts: CardFonts) -> None:
    arabic = fonts.face("title", "ar", "ب")
    assert arabic
    css = FACE.replace("}", "; unicode-range: U+600-6FF }")
    problem = read_card_fonts(theme_with(tmp_path, css, arabic.data))
    assert isinstance(problem, Problem)
    assert problem.message.endswith("its fonts have no Latin letters")


def test_without_joined_letters_there_are_no_cards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(card_files, "shapes_arabic", lambda: False)
    problem = read_card_fonts(THEME)
    assert isinstance(problem, Problem)
    assert not problem.error
    assert "libfribidi0" in problem.hint
    assert "BRIEFING_CARDS" in problem.hint


def test_cards_are_written_where_their_paths_say(tmp_path: Path, fonts: CardFonts) -> None:
    texts = {card_path(lang, "a"): text_of(lang, "b") for lang in SITE.langs}
    assert write_cards(texts, fonts, Outputs(tmp_path), Workers(1)) == ()
    found = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.png")}
    assert found == {"cards/ar/a.png", "cards/en/a.png"}


def test_a_card_that_cannot_be_drawn_stops_no_other(tmp_path: Path, fonts: CardFonts) -> None:
    wrong = CardText("en", "", "a", "", "", accent="no colour")
    texts = {"cards/en/a.png": wrong, "cards/en/b.png": text_of("en", "b")}
    (problem,) = write_cards(texts, fonts, Outputs(tmp_path), Workers(1))
    assert (problem.path, problem.error) == ("cards/en/a.png", True)
    assert (tmp_path / "cards" / "en" / "b.png").is_file()


@pytest.mark.usefixtures("fonts")
def test_a_build_has_cards_unless_they_are_not_wanted(project: Path, build: Run) -> None:
    cards = project / "output" / "cards"
    done = build()
    assert done.returncode == 0, done.stderr
    slugs = ("index", "market", "water", "water-plan")
    found = {path.relative_to(cards).as_posix() for path in cards.rglob("*.*")}
    assert found == {f"{lang}/{slug}.png" for lang in ("ar", "en") for slug in slugs}
    assert build("-e", "BRIEFING_CARDS=false").returncode == 0
    assert not cards.exists()
