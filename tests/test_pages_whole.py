"""Nothing of a page in HTML is lost: what is not the article is set aside, in page order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pelican.plugins.briefing.editors.sidecar import Sidecar
from pelican.plugins.briefing.errors import BriefingError
from pelican.plugins.briefing.formats import alignment
from pelican.plugins.briefing.formats.alignment import align
from pelican.plugins.briefing.formats.file_types import decode
from pelican.plugins.briefing.formats.html import read_html
from pelican.plugins.briefing.model import Seed, Story
from story_support import parse_story
from support import ROOT

PAGES = sorted((ROOT / "tests" / "html").glob("*.html"))
TITLE = "حديقة جديدة في قلب المدينة"
BODY = (
    "فتحت البلدية الحديقة الجديدة أمام الزوار صباح اليوم بعد عام من العمل فيها.",
    "ودخلها مئات الأطفال مع أهلهم قبل الظهر، وبقي كثير منهم حتى أطفئت الأنوار.",
)
ARTICLE = f"<h1>{TITLE}</h1>\n<article>\n<p>{BODY[0]}</p>\n<p>{BODY[1]}</p>\n</article>\n"
VOID = ("br", "hr", "img", "meta", "link", "input")
HIDDEN = ("head", "script", "style", "template", "iframe", "title")


class Seen(HTMLParser):
    """The text that a browser shows of a page, read by another parser than the project's."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[tuple[str, bool]] = []
        self.texts: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        styled = "display:none" in (said.get("style") or "").replace(" ", "")
        hidden = tag in HIDDEN or "hidden" in said or said.get("aria-hidden") == "true" or styled
        if tag not in VOID:
            self.open.append((tag, hidden))

    def handle_endtag(self, tag: str) -> None:
        last = [i for i, (name, _) in enumerate(self.open) if name == tag]
        if last:
            del self.open[last[-1] :]

    def handle_data(self, data: str) -> None:
        if not any(hidden for _, hidden in self.open):
            self.texts.append(data)


def visible(text: str) -> Counter[str]:
    return Counter(c for c in text if c.isprintable() and not c.isspace())


def read(text: str) -> tuple[Seed, Story]:
    seed = decode("a.html", text.encode())
    return seed, parse_story(seed, Sidecar())


def around(before: str, after: str = "") -> Story:
    page = f"<html><head><title>{TITLE}</title></head>\n<body>\n{before}\n{ARTICLE}{after}</body>"
    return read(page)[1]


def aside(story: Story) -> list[tuple[str, str]]:
    return [(one.kind, one.text) for one in story.set_aside]


def collected(story: Story) -> Counter[str]:
    """Return how often each visible character stands in all the places a story keeps text in."""
    places = [sentence.ar for sentence in story.segments()]
    places += [line.text for line in (*story.evidence, *story.set_aside)]
    return visible("".join(places))


# Every page


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_every_character_of_a_page_is_in_one_place(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    _, story = read(text)
    assert collected(story) == visible("".join(Seen(text).texts))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_lines_are_those_of_the_file(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    _, story = read(text)
    lines = text.split("\n")
    for block in story.blocks:
        assert block.sentences[0].ar.split()[0] in lines[block.line - 1]
    for one in story.set_aside:
        assert one.text.split()[0] in lines[one.line - 1]
    assert [one.line for one in story.set_aside] == sorted(one.line for one in story.set_aside)


def test_all_a_messy_page_shows_besides() -> None:
    _, story = read((ROOT / "tests" / "html" / "messy.html").read_text(encoding="utf-8"))
    assert aside(story) == [
        ("navigation", "الرئيسية"),
        ("navigation", "مباريات"),
        ("navigation", "نتائج"),
        ("navigation", "فيديو"),
        ("navigation", "اتصل بنا"),
        ("other", "عاجل: مدرب المنتخب يعلن قائمته"),
        ("share", "فيسبوك"),
        ("share", "تويتر"),
        ("share", "واتساب"),
        ("related", "اقرأ أيضا"),
        ("related", "جدول مباريات الأسبوع المقبل"),
        ("related", "إصابة حارس الاتحاد في التدريب"),
        ("navigation", "التعليقات"),
        ("other", "زائر: مبروك للفريق ولكل أهل الحي على هذا الفوز الجميل."),
        ("navigation", "من نحن"),
        ("other", "سياسة الخصوصية © 2020 جميع الحقوق محفوظة"),
    ]
    assert [line.text for line in story.evidence] == ["ملاعب اليوم"]


# Any page

WORDS = [word for text in BODY for word in text.strip(".").split()]
SAYING = st.lists(st.sampled_from(WORDS), min_size=6, max_size=20).map(
    lambda words: f"وقال {' '.join(words)}."
)
LABEL = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
INLINE = st.sampled_from([
    "{}", "<b>{}</b>", "<a href=/x>{}</a>", "<span>{}</span> ", "&nbsp;{}", "{} &amp; ", "{}&shy;",
    "{}&#8207; ", "<em>{} <i>منه</i></em>", "{}<!-- لا\n\nيظهر -->",
    "{}<script>var x = 'لا';</script>",
    "{}<br>", "{}\n", "{}<sup>[1]</sup>", "<bdo>{}</bdo>", "{} &#39;هنا&#39; ",
])  # fmt: skip
PIECE = st.tuples(INLINE, st.one_of(SAYING, LABEL)).map(lambda both: both[0].format(both[1]))
TEXT = st.lists(PIECE, min_size=1, max_size=3).map(" ".join)
WRAPS = st.sampled_from([
    "<p>{}</p>\n", "<div>{}</div>", "<h2>{}</h2>", "<ul><li>{}<li>{}</ul>", "<div>{}<br>\n{}</div>",
    "<blockquote><p>{}</p></blockquote>", "<table><tr><td>{}<td>{}</table>\n",
    "<table><tr><td><table><tr><td>{}</td></tr></table></td><td>{}</td></tr></table>",
    "<noscript><p>{}</p></noscript>", "<nav><a href=/>{}</a><a href=/>{}</a></nav>",
    "<aside><h4>اقرأ أيضا</h4><a href=/>{}</a></aside>",
    "<div class=share><button>{}</button></div>",
    "<figure><img alt=صورة><figcaption>{}</figcaption></figure>", "<footer>© 2020 {}</footer>",
    "<form><label>{}</label><select><option>{}</select></form>", "<pre>{}\n{}</pre>",
    "<section><div>{}</div>{}</section>", "<script>var y = 'لا';</script>{}",
    "<dl><dt>{}<dd>{}</dl>",
])  # fmt: skip
BLOCK = st.tuples(WRAPS, TEXT, TEXT).map(lambda three: three[0].format(three[1], three[2]))


@settings(max_examples=120, deadline=None)
@given(st.lists(BLOCK, max_size=4), st.lists(BLOCK, max_size=8), st.lists(BLOCK, max_size=4))
def test_no_character_of_any_page_is_lost(
    before: Sequence[str], inside: Sequence[str], after: Sequence[str]
) -> None:
    article = f"<h1>{TITLE}</h1>\n<p>{BODY[0]}</p>{''.join(inside)}<p>{BODY[1]}</p>"
    page = f"<html><body>{''.join(before)}<main>{article}</main>{''.join(after)}</body></html>"
    _, story = read(page)
    assert visible("".join(Seen(page).texts)) - collected(story) == Counter()
    numbers = [block.line for block in story.blocks] + [one.line for one in story.set_aside]
    assert all(1 <= number <= page.count("\n") + 1 for number in numbers)


UNLIKE = [f"{a}{b}{c}ون" for a in "بتثجح" for b in "خدذرز" for c in "سشصضط"]


@settings(max_examples=60, deadline=None)
@given(st.permutations(UNLIKE), st.lists(WRAPS, min_size=2, max_size=12))
def test_what_the_article_has_is_not_set_aside_again(
    words: Sequence[str], wraps: Sequence[str]
) -> None:
    texts = [" ".join(words[i : i + 4]) for i in range(0, len(words), 4)]
    body = "".join(w.format(*texts[2 * i : 2 * i + 2]) for i, w in enumerate(wraps))
    _, story = read(f"<html><body><main>{ARTICLE}{body}</main></body></html>")
    kept = {word for sentence in story.segments() for word in sentence.ar.split()}
    again = {word for one in story.set_aside for word in one.text.split()} & kept & set(words)
    assert again == set()


# Kinds


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<nav><a href=/>ثقافة</a></nav>", [("navigation", "ثقافة")]),
        (
            "<div class=share><a>فيسبوك</a><a>تويتر</a></div>",
            [("share", "فيسبوك"), ("share", "تويتر")],
        ),
        ("<footer>12 تعليقا</footer>", [("counter", "12 تعليقا")]),
        ("<aside>تم التحديث: 12 مارس 2021</aside>", [("timestamp", "تم التحديث: 12 مارس 2021")]),
        (
            "<aside><a href=/>البلدية تغلق جسر النهر القديم</a></aside>",
            [("related", "البلدية تغلق جسر النهر القديم")],
        ),
        (
            "<aside><h4>اقرأ أيضا</h4><p>البلدية تغلق الجسر</p></aside>",
            [("related", "اقرأ أيضا"), ("related", "البلدية تغلق الجسر")],
        ),
        ("<footer>دار النشر في المدينة</footer>", [("other", "دار النشر في المدينة")]),
        ("<noscript>فعل جافاسكربت</noscript>", [("other", "فعل جافاسكربت")]),
        ("<textarea>انسخ هذا النص</textarea>", [("other", "انسخ هذا النص")]),
    ],
)  # fmt: skip
def test_kinds_of_what_is_left_out(markup: str, expected: list[tuple[str, str]]) -> None:
    assert aside(around("", markup)) == expected


@pytest.mark.parametrize(
    "markup",
    [
        "<script>'نص'</script>",
        "<style>/* نص */</style>",
        "<!-- نص -->",
        "<template><p>نص</p></template>",
        "<p hidden>نص",
        "<span aria-hidden=true>نص</span>",
        "<p style='color: red; DISPLAY : none'>نص",
        "<iframe>نص</iframe>",
        "<dialog>نص</dialog>",
        "<svg><title>نص</title></svg>",
        "<input value=نص>",
        "<p>&shy;&#8207; &nbsp;</p>",
    ],
)
def test_what_nobody_sees_is_not_of_the_page(markup: str) -> None:
    assert aside(around(f"<footer>{markup}</footer>")) == []


def test_a_paragraph_that_extraction_loses() -> None:
    lost = "وقالت المهندسة إن الماء سيصل إلى آخر الحديقة قبل نهاية الصيف."
    assert aside(around(f"<div class=sidebar><p>{lost}</p></div>")) == [("other", lost)]


def test_a_part_of_a_paragraph_that_extraction_loses() -> None:
    long = f"{BODY[0]} <span class=sharing hidden>لا يرى</span>"
    story = around("", f"<article><p>{long} <form>اشترك هنا</form></p></article>")
    assert [text for _, text in aside(story)][-1] == "اشترك هنا"
    assert "لا يرى" not in str(aside(story))


def test_author_and_publisher_on_the_page_are_no_news() -> None:
    head = (
        '<meta name=author content="ريم الحداد"><meta property=og:site_name content="صحيفة السهل">'
    )
    page = f"<html><head>{head}</head><body><header>صحيفة السهل</header>{ARTICLE}<footer>"
    _, story = read(f"{page}<div>ريم الحداد</div></footer></body></html>")
    assert aside(story) == []
    assert [line.text for line in story.evidence] == ["صحيفة السهل", "ريم الحداد"]
    overruled = parse_story(
        decode("a.html", f"{page}<div>ريم الحداد".encode()), Sidecar(author="ليلى")
    )
    assert [text for _, text in aside(overruled)] == ["ريم الحداد"]


# Lines


def test_the_line_is_where_the_text_begins() -> None:
    page = (
        f"<html>\n<body\n class=a>\n<!-- one\n\ntwo -->\n\n  الرئيسية\n<h1\n id=x>\n{TITLE}"
        f"</h1><article>\n<script>\n\n</script><p>\n\n{BODY[0]}\n<p>{BODY[1]}<p>وقال <b>أحد\n"
        "هم</b> إن\nالأمر كله واضح.<br>\nوعاد\n<br/>\n\nوقال مرة أخرى إن الأمر كله واضح.</article>"
    )
    _, story = read(page)
    found = [(block.line, block.sentences[0].ar.split()[0]) for block in story.blocks]
    assert found == [(16, "فتحت"), (17, "ودخلها"), (17, "وقال"), (20, "وعاد"), (23, "وقال")]
    assert [(one.line, one.text) for one in story.set_aside] == [(8, "الرئيسية")]


def test_lines_beyond_sixteen_bits() -> None:
    blank = "\n" * 70_000
    page = f"<html><body>{blank}<h1>{TITLE}</h1>\n<p>{BODY[0]}</p>\n\n<p>{BODY[1]}</p>"
    _, story = read(page)
    assert [block.line for block in story.blocks] == [70_002, 70_004]


def test_a_line_too_long_is_told_with_its_place() -> None:
    page = f"<html><body>\n<h1>{TITLE}</h1>\n<p>{BODY[0]}</p>\n<p>{'طويل ' * 50_000}</p>"
    with pytest.raises(BriefingError, match=r"seeds/a\.html:4: a line of "):
        read(page)


# What pages do


def test_nesting_beyond_the_stack() -> None:
    _, story = read(f"<html><body>{'<div>' * 1500}{ARTICLE}{'</div>' * 1500}ذيل</body></html>")
    assert [sentence.ar for _, sentence in story.body()] == list(BODY)
    assert aside(story) == [("other", "ذيل")]
    with pytest.raises(BriefingError, match="nested too deeply to be read whole"):
        read(f"<html><body>{ARTICLE}{'<div>' * 3000}ذيل")


def test_rows_of_nested_tables_are_found_in_any_order() -> None:
    runs = ["الخانة الأولى هنا", "الخانة الثانية هنا", f"{BODY[0]} زر {BODY[1]}", "الخانة الأخيرة"]
    found = align(["الخانة الأخيرة", " ".join(BODY), f"{runs[0]} {runs[1]}"], runs)
    assert found.starts == (3, 2, 0)
    assert found.leftovers == ((), (), ("زر",), ())


def test_of_equal_texts_the_one_by_its_neighbours_is_the_article_s() -> None:
    runs = ["سياسة", "عنوان", "سياسة", "عنوان الخبر", "نص الخبر", "سياسة", "عنوان الخبر"]
    found = align(["سياسة", "عنوان الخبر", "نص الخبر", "سياسة"], runs)
    assert found.starts == (2, 3, 4, 5)


class Searched(str):
    """A text that counts the characters that are searched in such texts."""

    __slots__ = ()
    count = 0

    def find(self, part: str, start: int, end: int) -> int:  # type: ignore[override]
        found = super().find(part, start, end)
        Searched.count += (found if found >= 0 else min(end, len(self))) - start
        return found


def test_a_page_of_a_megabyte_costs_what_its_size_is(monkeypatch: pytest.MonkeyPatch) -> None:
    def searched(count: int) -> int:
        page = [f"سطر {i} من {i % 7} أسطر في صفحة طويلة" for i in range(count)]
        pairs = zip(page[1::4], page[2::4], strict=True)
        Searched.count = 0
        found = align([*page[: count // 2 : 2], *(f"{a} {b}" for a, b in pairs)], page)
        assert None not in found.starts
        return Searched.count

    monkeypatch.setattr(alignment, "_visible", lambda text: Searched("".join(text.split())))
    assert 0 < searched(32_000) < 8 * searched(4_000) * 1.5


def test_a_page_of_a_megabyte_is_whole() -> None:
    rows = "".join(f"<tr><td>صف {i}<td>{BODY[i % 2]}</tr>" for i in range(5_000))
    page = f"<html><body><nav>{'<a href=/>قسم</a>' * 2_000}</nav>{ARTICLE}<table>{rows}</table>"
    assert len(page.encode()) > 1_000_000 * 0.8
    read_whole = read_html("a.html", page.encode(), "a.html", None)
    found = visible(read_whole.text) + visible("".join(x.text for x in read_whole.aside))
    assert found == visible("".join(Seen(page).texts))
