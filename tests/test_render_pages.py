"""What the templates may ask: pages and their addresses, subjects, people, figures, years."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pelican.plugins.briefing.editors.glossary import Glossary
from pelican.plugins.briefing.language.slugs import slug_for
from pelican.plugins.briefing.model import LANGS
from pelican.plugins.briefing.render.pages import (
    Known,
    KnownFigure,
    Page,
    alternates,
    known_of,
    page,
    tag_path,
)
from render_support import (
    COUNCIL,
    EXPLAINER,
    FLOOD,
    GLOSSARY,
    HARBOUR,
    WORDS,
    block,
    dated,
    explainer,
    sentence,
    site,
    story,
)


def figures(text: str) -> tuple[KnownFigure, ...]:
    """Return the figures of a story of one sentence."""
    made = story("x", sentence("title", "عنوان"), block(1, "paragraph", sentence("p1s1", text)))
    return known_of(made, GLOSSARY).figures


# Pages ---------------------------------------------------------------------------------------


def test_a_page_has_its_alternates_in_every_language() -> None:
    made = page("en", "tag/x.html", "X", "About", "tags")
    paths = {"ar": "ar/tag/x.html", "en": "en/tag/x.html"}
    assert made == Page("en", "en/tag/x.html", "X", "About", paths, "tags")
    assert (made.kind, made.published) == ("website", None)
    assert dict(alternates("x.html")) == {"ar": "ar/x.html", "en": "en/x.html"}
    assert (page("ar", "x.html", "X").description, page("ar", "x.html", "X").name) == ("", "")


@pytest.mark.parametrize(
    ("path", "name", "alternatives", "default"),
    [
        ("en/index.html", "index", {"ar": "ar/index.html"}, "index.html"),
        ("index.html", "", {"ar": "ar/index.html"}, "index.html"),
        ("en/x.html", "", {"ar": "ar/x.html", "en": "en/x.html"}, "ar/x.html"),
        ("en/x.html", "archives", {"en": "en/x.html"}, None),
    ],
)
def test_readers_of_other_languages_are_led_to_the_front_door_or_the_original(
    path: str, name: str, alternatives: dict[str, str], default: str | None
) -> None:
    assert Page("en", path, "", "", alternatives, name).x_default == default


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("port", "port"),
        ("un-2024", "un-2024"),
        ("A b", slug_for("A b")),
        ("مياه", slug_for("مياه")),
    ],
)
def test_a_tag_has_an_address_in_ascii(tag: str, name: str) -> None:
    assert tag_path(tag) == site().tag_path(tag) == f"tag/{name}.html"


@pytest.mark.parametrize(
    ("tags", "pages"),
    [
        (("C++", "C#", "C", "c"), 3),
        (("Iraq", "iraq", "IRAQ"), 1),
        (("COVID-19", "Covid 19", "covid_19"), 1),
        (("a" * 70, "a" * 71), 2),
        (("عالم", "علم"), 2),
        (("U.S.", "US"), 2),
        (("é", "e"), 2),
    ],
)
def test_tags_that_are_two_things_have_two_pages(tags: tuple[str, ...], pages: int) -> None:
    assert len({tag_path(tag) for tag in tags}) == pages


# Stories and explainers ----------------------------------------------------------------------


def test_stories_and_explainers_are_found_by_slug() -> None:
    made = site()
    assert made.story("council") is COUNCIL
    assert made.story("water") is None
    assert made.explainer("water") is EXPLAINER
    assert made.explainer("council") is None


def test_an_explainer_is_named_by_its_stories() -> None:
    other = explainer(slug="other", stories=(COUNCIL,))
    made = site(explainers=(EXPLAINER, other))
    assert made.citing(replace(FLOOD)) == [EXPLAINER]
    assert made.citing(COUNCIL) == [EXPLAINER, other]
    assert made.citing(story("x", sentence("title", "ع"))) == []


def test_what_a_site_says_of_a_story() -> None:
    made = site()
    assert made.publisher(FLOOD, "en") == "News Agency"
    assert made.translation(HARBOUR).machine == 3
    assert [s.id for s in made.summary(FLOOD)] == ["p1s2", "p2s1"]
    assert [one.story.slug for one in made.review()] == ["flood", "council", "harbour"]
    assert made.tag_name("port", "en") == "the port"
    assert made.known(FLOOD) == known_of(FLOOD, GLOSSARY)
    assert made.words == WORDS
    assert (made.langs, made.edited) == (LANGS, frozenset())
    assert made.menu == ("archives", "tags", "sources", "about", "search")


def test_subjects_are_in_order_of_their_stories_then_of_their_names() -> None:
    tagged = replace(COUNCIL, tags=("port", "b", "agency")), replace(FLOOD, tags=("port", "A"))
    tags = site(stories=tagged).tags("en")
    assert [(tag.id, tag.name, tag.kind, len(tag.stories)) for tag in tags] == [
        ("port", "the port", "place", 2),
        ("A", "A", "term", 1),
        ("b", "b", "term", 1),
        ("agency", "News Agency", "organisation", 1),
    ]
    assert tags[1].path == tag_path("A")
    assert [s.slug for s in tags[1].stories] == ["flood"]
    assert site(stories=tagged).tags("ar")[0].name == "الميناء"


def test_people_are_in_order_of_how_often_they_are_named() -> None:
    text = "علي حسن في الميناء مع عمر كريم، وقال عمر كريم."
    named = story("x", sentence("title", "عنوان"), block(1, "paragraph", sentence("p1s1", text)))
    assert [entry.id for entry in site().people(named)] == ["karim", "hassan"]
    twice = replace(named, title=sentence("title", "علي حسن"))
    assert [entry.id for entry in site().people(twice)] == ["hassan", "karim"]


def test_stories_are_by_year_and_undated_ones_by_none() -> None:
    old = replace(COUNCIL, slug="old", published=dated("0958-05"))
    made = site(stories=(FLOOD, COUNCIL, old, HARBOUR))
    assert [(year, [s.slug for s in found]) for year, found in made.by_year()] == [
        ("2024", ["flood", "council"]),
        ("0958", ["old"]),
        ("", ["harbour"]),
    ]


# What is known without a translation ---------------------------------------------------------


def test_names_are_known_by_kind_with_their_first_sentence() -> None:
    known = known_of(HARBOUR, GLOSSARY)
    found = {k: [(e.id, place) for e, place in named] for k, named in known.names.items()}
    assert found == {
        "person": [("hassan", "p1s2")],
        "organisation": [],
        "place": [("port", "p1s1")],
        "term": [],
    }
    assert known_of(HARBOUR, Glossary()) == Known(
        {"person": (), "organisation": (), "place": (), "term": ()}, known.figures
    )


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("وصل 30 جندي أمس.", [(30, False, None, "soldiers")]),
        ("وصل 10 جندي أمس.", [(10, False, None, "soldiers")]),
        ("وصل 9 رجال أمس.", []),
        ("ارتفع 5% أمس.", [(5, True, None, None)]),
        ("في عام 1900 وعام 2100 وقع ذلك.", []),
        ("نحو 2000 رجل و1899 بيتا و2101 خيمة.", [
            (2000, False, "about", None), (1899, False, None, None), (2101, False, None, None)
        ]),
        ("وصل 30 رجلا منهم جندي واحد.", [(30, False, None, None)]),
        ("وصل 30" + " " * 21 + "جندي آخر.", [(30, False, None, None)]),
        ("وصل 30" + " " * 20 + "جندي آخر.", [(30, False, None, "soldiers")]),
    ],
)  # fmt: skip
def test_figures_are_known_with_what_they_count(
    text: str, known: list[tuple[float, bool, str | None, str | None]]
) -> None:
    found = [(f.value, f.percent, f.qualifier, f.counted) for f in figures(text)]
    assert found == known
    assert {f.sentence for f in figures(text)} <= {"p1s1"}


def test_figures_of_sentences_that_are_no_arabic_are_left_out() -> None:
    english = replace(sentence("p1s1", "30 soldiers came."), lang="en")
    made = story("x", sentence("title", "عنوان 40"), block(1, "paragraph", english))
    assert [(f.value, f.sentence) for f in known_of(made, GLOSSARY).figures] == [(40, "title")]


def test_two_ways_to_write_a_tag_are_one_page() -> None:
    one, other = replace(FLOOD, tags=("COVID-19",)), replace(HARBOUR, tags=("Covid 19",))
    (tag,) = site(stories=(one, other)).tags("en")
    assert (tag.name, tag.stories) == ("COVID-19", (one, other))
