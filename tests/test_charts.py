"""The pictures of an explainer say what the values say, both ways, and nothing overlaps."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pelican.plugins.briefing.dates.when import Precision, When
from pelican.plugins.briefing.model import (
    LANGS,
    Bilingual,
    Cite,
    Edition,
    Event,
    Excerpt,
    Figure,
    FigureValue,
    Lang,
    Sentence,
    Story,
)
from pelican.plugins.briefing.render.calendars import timeline_svg
from pelican.plugins.briefing.render.charts import figure_svg
from pelican.plugins.briefing.render.drawing import WIDTH, pack, place_flags, spread, width_of
from pelican.plugins.briefing.render.l10n import Catalogue, read_catalogue

THEME = Path(__file__).parent.parent / "theme"
LOCALES = {"ar": "ar", "en": "en_US"}
HOSTILE = 'A "quoted" <b>&amp; bold</b> ]]> \u202ereversed'
LABEL = Bilingual("جنود", "Troops")
UNIT = Bilingual("جنديا", "troops")
QUALIFIERS = (None, "about", "more than", "less than", "at least", "up to", "equal to")


def catalogue(lang: Lang, locale: str = "") -> Catalogue:
    text = (THEME / "translations" / f"{lang}.toml").read_text(encoding="utf-8")
    return read_catalogue(lang, text, locale or LOCALES[lang], lang)


CATALOGUES = {lang: catalogue(lang) for lang in LANGS}
AHEAD = CATALOGUES["en"]("explainer.planned")


def excerpt(english: str | None = "A sentence.") -> Excerpt:
    sentence = Sentence("p1s1", "جملة.", english)
    story = Story("s", "s.txt", "s", sentence, None, None, None, None, None, None, (), ())
    return Excerpt(Cite("s", "p1s1"), sentence, story)


def known(iso: str, end: str | None = None, precision: Precision | None = None) -> When:
    when = When.from_iso(iso, end, precision)
    assert when, iso
    return when


def event(when: str, end: str | None = None, *, planned: bool = False) -> Event:
    return Event(replace(known(when, end), planned=planned), (excerpt(),))


def value(number: float, as_of: str | None, qualifier: str | None = None) -> FigureValue:
    return FigureValue(number, qualifier, known(as_of) if as_of else None, (excerpt(),))


def figure(*values: FigureValue) -> Figure:
    return Figure("troops", LABEL, UNIT, values)


def timeline(events: list[Event], lang: Lang = "en") -> str:
    hrefs = {id(e): f"#e{i}" for i, e in enumerate(events)}
    return timeline_svg(events, lang, CATALOGUES[lang], lambda e: hrefs[id(e)])


def chart(of: Figure, lang: Lang = "en") -> str:
    hrefs = {id(v): f"#v{i}" for i, v in enumerate(of.values)}
    return figure_svg(of, lang, CATALOGUES[lang], lambda v: hrefs[id(v)])


def parsed(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314 - our own output


def of_class(root: ET.Element, name: str) -> list[ET.Element]:
    return [e for e in root.iter() if name in e.get("class", "").split()]


def marks(root: ET.Element) -> list[ET.Element]:
    """The marks of events and readings, not those of the legend."""
    return [mark for link in root.iter("a") for mark in of_class(link, "chart-mark")]


def across(e: ET.Element) -> tuple[float, float]:
    if e.tag == "rect":
        begin = float(e.attrib["x"])
        return begin, begin + float(e.attrib["width"])
    middle, radius = float(e.attrib["cx"]), float(e.attrib["r"])
    return middle - radius, middle + radius


def down(e: ET.Element) -> tuple[float, float]:
    begin = float(e.attrib["y"])
    return begin, begin + float(e.attrib["height"])


def told(svg: str) -> str:
    return parsed(svg).findtext(".//desc") or ""


def points(root: ET.Element) -> Iterator[tuple[float, float]]:
    for e in root.iter():
        if e.tag == "rect":
            yield from zip(across(e), down(e), strict=True)
        elif e.tag == "circle":
            y, r = float(e.attrib["cy"]), float(e.attrib["r"])
            yield from zip(across(e), (y - r, y + r), strict=True)
        elif e.tag == "text":
            yield float(e.attrib["x"]), float(e.attrib["y"])
        for pair in e.get("points", "").split():
            across_, down_ = pair.split(",")
            yield float(across_), float(down_)


def extent_of(text: ET.Element, lang: Lang, size: float) -> tuple[float, float]:
    x, width = float(text.attrib["x"]), width_of(text.text or "", size) * 0.9
    back = {"start": 0.0, "middle": 0.5, "end": 1.0}[text.attrib["text-anchor"]]
    begin = x - width * back if lang == "en" else x - width * (1 - back)
    return begin, begin + width


def iso(day: date, letters: int) -> str:
    return day.isoformat()[:letters]


days = st.dates(date(1990, 1, 1), date(2030, 12, 31))
isos = st.builds(iso, days, st.sampled_from([4, 7, 10]))
close = st.builds(iso, st.dates(date(2024, 1, 20), date(2024, 2, 20)), st.sampled_from([7, 10]))
events = st.builds(
    lambda when, long, planned: event(when, long and iso(later(when), len(when)), planned=planned),
    st.one_of(isos, close),
    st.one_of(st.none(), st.none(), st.just("yes")),
    st.booleans(),
)
numbers = st.one_of(st.integers(0, 10_000), st.floats(-50, 50).map(lambda n: round(n, 2)))
values = st.builds(value, numbers, st.one_of(isos, close, st.none()), st.sampled_from(QUALIFIERS))
figures = st.lists(values, max_size=12).map(lambda vs: figure(*vs))


def later(when: str) -> date:
    parts = [int(part) for part in when.split("-")] + [1, 1]
    return date(*parts[:3]) + timedelta(days=800)


@given(st.lists(events, max_size=20), st.sampled_from(LANGS))
def test_a_timeline_is_whole(made: list[Event], lang: Lang) -> None:
    is_whole(timeline(made, lang), len(made), {(e.when.iso, e.when.iso_end) for e in made})


@given(figures, st.sampled_from(LANGS))
def test_a_chart_is_whole(made: Figure, lang: Lang) -> None:
    dated = [v for v in made.values if v.as_of]
    is_whole(chart(made, lang), len(dated), {v.as_of.iso for v in dated if v.as_of})


def is_whole(svg: str, count: int, dates: set[object]) -> None:
    """All within the sheet, every value with its own link, nothing on top of another link."""
    if not svg:
        return
    assert len(dates) > 1
    root = parsed(svg)
    left, top, width, height = map(float, root.attrib["viewBox"].split())
    assert (left, top, width) == (0, 0, WIDTH)
    assert all(0 <= x <= width and 0 <= y <= height for x, y in points(root))
    links = list(root.iter("a"))
    assert len({link.attrib["href"] for link in links}) == len(links) == count
    assert all(re.search("A sentence|جملة", link.findtext("title") or "") for link in links)
    assert all(of_class(link, "chart-mark") and of_class(link, "chart-hit") for link in links)
    hits = [[(across(hit), down(hit)) for hit in of_class(link, "chart-hit")] for link in links]
    for i, mine in enumerate(hits):
        for others in hits[i + 1 :]:
            assert not any(overlap(a, b) for a in mine for b in others)
    assert "style" not in {name for e in root.iter() for name in (*e.attrib, e.tag)}
    ids = [e.attrib["id"] for e in root.iter() if "id" in e.attrib]
    assert len(set(ids)) == len(ids)


Box = tuple[tuple[float, float], tuple[float, float]]


def overlap(a: Box, b: Box) -> bool:
    return all(p[0] < q[1] - 0.2 and q[0] < p[1] - 0.2 for p, q in zip(a, b, strict=True))


@given(st.lists(events, max_size=12))
def test_a_timeline_is_mirrored(made: list[Event]) -> None:
    are_mirrored(timeline(made, "ar"), timeline(made, "en"))


@given(figures)
def test_a_chart_is_mirrored(made: Figure) -> None:
    are_mirrored(chart(made, "ar"), chart(made, "en"))


def are_mirrored(arabic: str, english: str) -> None:
    assert bool(arabic) == bool(english)
    if english:
        there = [across(mark) for mark in marks(parsed(arabic))]
        here = [across(mark) for mark in marks(parsed(english))]
        assert there == [pytest.approx((WIDTH - b, WIDTH - a), abs=0.01) for a, b in here]


@given(figures, st.sampled_from(LANGS))
def test_labels_of_a_chart_do_not_overlap(made: Figure, lang: Lang) -> None:
    svg = chart(made, lang)
    labels = of_class(parsed(svg), "chart-label") if svg else []
    spans = [(float(e.attrib["y"]), extent_of(e, lang, 12.5)) for e in labels]
    for i, (y, (begin, end)) in enumerate(spans):
        assert 0 <= begin <= end <= WIDTH
        assert not any(y == v and begin < z and a < end for v, (a, z) in spans[i + 1 :])


@given(st.lists(st.floats(0, 300), max_size=12), st.integers(1, 20))
def test_spread_keeps_order_distance_and_bounds(wanted: list[float], size: int) -> None:
    wanted.sort()
    found = spread(wanted, size, (0, 300))
    assert all(b - a >= size - 1e-6 for a, b in pairwise(found))
    assert all(-1e-6 <= x <= 300 - size + 1e-6 for x in found)
    if all(b - a >= size for a, b in pairwise([*wanted, 300])):
        assert found == pytest.approx(wanted)


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 9)), max_size=20))
def test_no_two_in_a_lane_overlap(made: list[tuple[int, int]]) -> None:
    spans = [(float(a), float(a + n)) for a, n in made]
    lanes = pack(spans)
    for i, (a, lane) in enumerate(zip(spans, lanes, strict=True)):
        for b, other in list(zip(spans, lanes, strict=True))[i + 1 :]:
            assert lane != other or a[1] <= b[0] or b[1] <= a[0]


def test_a_crowd_at_either_end_is_labelled_without_crossings() -> None:
    for xs in ((40, 49, 58, 67), (280, 289, 298, 307)):
        wanted = [(float(x), 80.0) for x in xs]
        flags = place_flags(wanted)
        crossed = [
            (x, other)
            for (x, _), flag in zip(wanted, flags, strict=True)
            for other in flags
            if other.lane < flag.lane and other.meets(x)
        ]
        assert crossed == []


@pytest.mark.parametrize(
    ("of", "kind", "months"),
    [
        (event("2024-03"), "rect", (2, 3)),
        (event("2024"), "rect", (0, 12)),
        (event("2024-03-16"), "circle", (2, 3)),
        (event("2024-03", "2024-05"), "rect", (2, 5)),
        (event("2024-03-01", "2024-05-31"), "rect", (2, 5)),
        (Event(known("2024-03", precision="season"), (excerpt(),)), "rect", (2, 5)),
        (Event(known("2020", precision="decade"), (excerpt(),)), "rect", (0, 12)),
    ],
)
def test_a_date_is_drawn_as_far_as_it_is_known(
    of: Event, kind: str, months: tuple[int, int]
) -> None:
    root = parsed(timeline([event("2001-01-01"), of]))
    mark = marks(root)[1]
    begin, end = across(mark)
    month = (314 - 41) / 12
    assert mark.tag == kind
    if kind == "rect":
        assert begin == pytest.approx(41 + months[0] * month, abs=3)
        assert end == pytest.approx(41 + months[1] * month, abs=3)
    else:
        assert 41 + months[0] * month < (begin + end) / 2 < 41 + months[1] * month


@pytest.mark.parametrize(
    ("as_of", "tag", "width"),
    [("2024-07-02", "circle", 9), ("2024", "rect", 262 / 2), ("2024-07", "rect", 262 / 24)],
)
def test_a_reading_is_drawn_as_far_as_its_date_is_known(as_of: str, tag: str, width: float) -> None:
    mark = marks(parsed(chart(figure(value(3, "2023-01-05"), value(5, as_of)))))[1]
    begin, end = across(mark)
    assert mark.tag == tag
    assert end - begin == pytest.approx(width, rel=0.15)


def test_what_is_planned_is_hollow_and_explained() -> None:
    plain = [event("2024-01-02"), event("2024-05")]
    svg = timeline([*plain, event("2025-09", planned=True)])
    assert [("is-planned" in m.attrib["class"]) for m in marks(parsed(svg))] == [False, False, True]
    assert AHEAD in [e.text for e in of_class(parsed(svg), "chart-tick")]
    assert AHEAD not in timeline(plain)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    "made",
    [
        [],
        [event("2024")],
        [event("2024-05-01"), event("2024-05-01", planned=True)],
    ],
)
def test_a_timeline_of_one_date_is_not_drawn(made: list[Event], lang: Lang) -> None:
    assert timeline(made, lang) == ""


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    "made",
    [
        figure(),
        figure(value(900, "2024-02", "about")),
        figure(value(85, "2024-07-24"), value(85, "2024-07-24", "more than")),
        figure(value(85, "2024-07-24"), value(85, None)),
    ],
)
def test_a_chart_of_one_date_is_not_drawn(made: Figure, lang: Lang) -> None:
    assert chart(made, lang) == ""


def test_conflicting_readings_stand_side_by_side() -> None:
    made = figure(
        value(12, "2024-02-03"), value(17, "2024-02-03", "at least"), value(20, "2024-06")
    )
    root = parsed(chart(made))
    first, second, _ = (across(mark) for mark in marks(root))
    assert first[1] <= second[0]
    assert len(of_class(root, "chart-band")) == 2  # with the legend's
    assert [e.text for e in of_class(root, "chart-label")] == ["12", "at least 17", "20"]


def test_a_reading_without_a_date_is_told_of() -> None:
    made = figure(value(1, "2024"), value(2, "2025"), value(3, None))
    notes = [e.text for e in of_class(parsed(chart(made)), "chart-tick")]
    assert notes[-1] == "1 reading has no date and is not drawn."


def test_the_description_says_the_same_in_words() -> None:
    made = [event("2024-01"), event("2024-01"), event("2024-09", planned=True)]
    assert told(timeline(made)) == (f"January 2024 (2 events); September 2024 ({AHEAD})")
    assert (
        told(timeline(made, "ar"))
        == f"يناير 2024 (حدثان)؛ سبتمبر 2024 ({CATALOGUES['ar']('explainer.planned')})"
    )
    readings = figure(value(5000, "2020-01"), value(2500, "2024-07-24", "about"))
    assert told(chart(readings)) == "January 2020: 5,000; July 24, 2024: about 2,500"
    assert told(chart(readings, "ar")) == "يناير 2020: 5,000؛ 24 يوليو 2024: نحو 2,500"


def test_a_link_is_named_by_what_it_stands_for() -> None:
    names = [
        a.findtext("title") for a in parsed(timeline([event("2023"), event("2024")])).iter("a")
    ]
    assert names == ["2023. A sentence.", "2024. A sentence."]
    pending = replace(event("2025-01", planned=True), excerpts=(excerpt(None),))
    names = [a.findtext("title") for a in parsed(timeline([event("2023"), pending])).iter("a")]
    assert names[1] == f"January 2025 ({AHEAD})"


def test_every_text_is_escaped() -> None:
    named = Figure("f", Bilingual(HOSTILE, HOSTILE), Bilingual("<", "&"), ())
    cited = replace(value(1, "2024"), excerpts=(excerpt(HOSTILE),))
    made = Figure("f", named.label, named.unit, (cited, value(2, "2025")))
    svg = figure_svg(made, "en", CATALOGUES["en"], lambda _: 'x"&<>.md#p1s1')
    root = parsed(svg)
    assert next(root.iter("a")).attrib["href"] == 'x"&<>.md#p1s1'
    assert "<b>" not in svg
    assert "\u202e" not in svg


@pytest.mark.parametrize("locale", ["ar", "ar_IQ", "ar_EG", "ar_MA"])
def test_digits_are_western_in_every_arabic_country(locale: str) -> None:
    t = catalogue("ar", locale)
    made = [event("2024-01-09"), event("2024-07-30"), event("2030", "2034")]
    drawn = timeline_svg(made, "ar", t, lambda e: f"#{e.when.iso}")
    drawn += figure_svg(figure(value(1200, "2024"), value(3, "2025-06")), "ar", t, lambda _: "#")
    assert re.findall("[٠-٩]", drawn) == []


def test_one_output_for_one_input() -> None:
    made = [event("2024-01"), event("2023", planned=True), event("2024-05-05")]
    assert timeline(made) == timeline(made)
    assert "\n" not in timeline(made)
    assert re.findall(r'"-?\d+\.\d{2,}', timeline(made)) == []


@pytest.mark.parametrize("lang", LANGS)
def test_the_projects_own_pictures(edition: Edition, lang: Lang) -> None:
    for explainer in edition.explainers:
        svg = timeline(list(explainer.timeline), lang)
        assert len(list(parsed(svg).iter("a"))) == len(explainer.timeline)
        for one in explainer.figures:
            drawn = chart(one, lang)
            if drawn:
                assert len(marks(parsed(drawn))) == len(one.values)


def test_no_line_bridges_a_time_of_which_nothing_is_told() -> None:
    near = figure(value(10, "2024-01-01"), value(20, "2024-12-01"))
    far = figure(value(10, "2022-01-01"), value(20, "2024-12-01"))
    note = CATALOGUES["en"]("charts.between")
    assert [note in chart(made) for made in (near, far)] == [True, False]
    drawn = [chart(made).count('<polyline class="chart-join"') for made in (near, far)]
    assert drawn == [2, 0]  # the line and its sample in the legend
