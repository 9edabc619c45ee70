"""What the templates may ask: pages and their addresses, subjects, people, figures, years."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pelican.plugins.briefing.editors.glossary import Glossary
from pelican.plugins.briefing.editors.schema import RESERVED
from pelican.plugins.briefing.language.slugs import slug_for
from pelican.plugins.briefing.model import LANGS, Mention
from pelican.plugins.briefing.render import sitemap
from pelican.plugins.briefing.render.addresses import Page, alternates, page, tag_path
from pelican.plugins.briefing.render.known import Known, KnownFigure, known_of
from pelican.plugins.briefing.render.lists import ListPage, lasting_pages, list_pages
from pelican.plugins.briefing.render.own_posts import OwnPost
from pelican.plugins.briefing.render.pages import site_pages
from pelican.plugins.briefing.render.redirects import Redirect, redirects
from pelican.plugins.briefing.render.sitemap import sitemap_files
from pelican.plugins.briefing.render.structured_data import structured_data
from pelican.plugins.briefing.render.web_app import manifest, print_style
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
    when,
)


def figures(text: str) -> tuple[KnownFigure, ...]:
    """Return the figures of a story of one sentence."""
    made = story("x", sentence("title", "عنوان"), block(1, "paragraph", sentence("p1s1", text)))
    return known_of(made, GLOSSARY).figures


def test_a_date_is_known_as_such_and_no_figure() -> None:
    text = "وصل في 15 أيلول 2024 نحو 2500 جندي، وعاد 15 منهم."
    body = block(1, "paragraph", sentence("p1s1", text))
    span = "15 أيلول 2024"
    times = tuple(
        Mention("p1s1", span, text.index(span), one) for one in (when("2024-09-15"), None)
    )
    made = replace(story("x", sentence("title", "عنوان"), body), times=times)
    found = known_of(made, GLOSSARY)
    assert found.dates == ((when("2024-09-15"), "p1s1"),)
    assert [figure.value for figure in found.figures] == [2500, 15]


def test_what_is_feared_or_of_two_readings_is_no_figure_known() -> None:
    assert figures("وقد يصل العدد إلى 150 شخصا، وبلغت القيمة 23.891 مليار ليرة.") == ()
    assert [one.value for one in figures("ووصل العدد إلى 150 شخصا.")] == [150]
    assert [one.value for one in figures("وبلغت القيمة 23,8 مليار ليرة.")] == [23.8e9]


def test_key_points_do_not_say_the_deck_again() -> None:
    text = "وصل الجنود إلى الميناء القديم في المدينة"
    body = block(1, "paragraph", sentence("p1s1", f"{text} أمس"), sentence("p1s2", "وغرق السوق"))
    deck = sentence("deck", text)
    made = replace(story("x", sentence("title", "ع"), body), summary=("p1s1", "p1s2"))
    on = site(stories=(made,))
    assert [point.id for point in on.summary(made)] == ["p1s1", "p1s2"]
    assert [point.id for point in on.summary(replace(made, deck=deck))] == ["p1s2"]
    # Better said twice than no key point.
    alone = replace(made, deck=deck, summary=("p1s1",))
    assert [point.id for point in on.summary(alone)] == ["p1s1"]


# Pages ---------------------------------------------------------------------------------------


def test_a_page_has_its_alternates_in_every_language() -> None:
    made = page("en", "tag/x.html", "X", "About", "tags")
    paths = {"ar": "ar/tag/x.html", "en": "en/tag/x.html"}
    assert made == Page("en", "en/tag/x.html", "X", "About", paths, "tags")
    assert (made.kind, made.published) == ("website", None)
    assert dict(alternates("x.html")) == {"ar": "ar/x.html", "en": "en/x.html"}
    assert (page("ar", "x.html", "X").description, page("ar", "x.html", "X").name) == ("", "")


def test_no_slug_is_that_of_a_page_of_the_site() -> None:
    made = site()
    slugs = {one.slug for one in (*made.stories, *made.explainers)}
    names = {one.path.split("/", 1)[1] for one, _, _ in site_pages(made) if "/" in one.path}
    # Neither in a folder, nor beside a post, as harbour.parallel.html.
    own = {name.removesuffix(".html") for name in names if re.fullmatch(r"[a-z-]+\.html", name)}
    assert own - slugs == RESERVED


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
    assert tag_path(tag) == site().path_of_tag(tag, "en") == f"tag/{name}.html"


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
    assert made.tag_name("port", "en") == "The port"
    assert made.tag_name("small word", "en") == "small word"
    assert made.known(FLOOD) == known_of(FLOOD, GLOSSARY)
    assert made.words == WORDS
    assert (made.langs, made.edited) == (LANGS, frozenset())
    assert made.menu == ("archives", "tags", "sources", "about", "search")


def test_subjects_are_in_order_of_their_articles_then_of_their_names() -> None:
    tagged = replace(COUNCIL, tags=("port", "b")), replace(FLOOD, tags=("port", "A"))
    tags = site(stories=tagged).tags("en")
    assert [(tag.id, tag.name, tag.kind, len(tag.items)) for tag in tags] == [
        ("port", "The port", "place", 2),
        ("A", "A", "term", 1),
        ("b", "b", "term", 1),
    ]
    assert tags[1].path == tag_path("A")
    assert [s.slug for s in tags[1].items] == ["flood"]
    assert site(stories=tagged).tags("ar")[0].name == "الميناء"


def test_a_person_has_a_page_with_every_sentence_that_names_them() -> None:
    (tag,) = [tag for tag in site().tags("en") if tag.id == "hassan"]
    assert [item.slug for item in tag.items] == ["harbour"]
    assert {slug: [s.id for s in found] for slug, found in tag.mentions.items()} == {
        "harbour": ["p1s2"]
    }
    # A place has one only where articles are about it.
    assert site(stories=(HARBOUR,)).tags("en") == (tag,)
    karim = GLOSSARY.entries["karim"]
    said = [site().is_said(karim, "flood", name) for name in ("p2s2", "p1s1")]
    assert said == [True, False], "only where an explainer quotes him"


def test_a_persons_own_post_is_in_the_lists_of_its_language() -> None:
    own = OwnPost(
        "en/a.html", "en", "en", "A", published=dated("2024-07-25"), tags=("The port", "x")
    )
    made = site(own_posts=(own,))
    assert [item.slug for item in made.listed("en")] == ["en/a.html", "flood", "council", "harbour"]
    assert [item.slug for item in made.listed("ar")] == ["flood", "council", "harbour"]
    by_id = {tag.id: tag for tag in made.tags("en")}
    # A word that the glossary has is its entry.
    assert own in by_id["port"].items
    assert by_id["x"].items == (own,)
    assert "x" not in {tag.id for tag in made.tags("ar")}
    assert made.neighbours("en/a.html", "en") == (FLOOD, None)
    assert made.neighbours("flood", "en") == (COUNCIL, own)
    assert made.neighbours("flood", "ar") == (COUNCIL, None)
    assert made.neighbours("harbour", "ar") == (None, COUNCIL)
    assert made.neighbours("nobody", "ar") == (None, None)


def test_people_are_in_order_of_how_often_they_are_named() -> None:
    text = "علي حسن في الميناء مع عمر كريم، وقال عمر كريم."
    named = story("x", sentence("title", "عنوان"), block(1, "paragraph", sentence("p1s1", text)))
    assert [entry.id for entry in site().people(named)] == ["karim", "hassan"]
    twice = replace(named, title=sentence("title", "علي حسن"))
    assert [entry.id for entry in site().people(twice)] == ["hassan", "karim"]


def test_a_person_under_two_names_is_one() -> None:
    other = replace(GLOSSARY.entries["hassan"], id="ali", same_as="hassan")
    both = replace(GLOSSARY, by_name={**GLOSSARY.by_name, "علي حسن": other})
    text = "قال علي حسن ذلك."
    named = story("x", sentence("title", "عنوان"), block(1, "paragraph", sentence("p1s1", text)))
    made = site(glossary=replace(both, entries={**both.entries, "ali": other}), stories=(named,))
    assert [entry.id for entry in made.people(named)] == ["hassan"]
    assert {tag.id for tag in made.tags("en")} == {"hassan"}


def test_an_own_page_of_the_same_name_is_no_article_of_the_site() -> None:
    made = site()
    theirs = Page("en", "pages/flood.html", "Mine", "", {"en": "pages/flood.html"}, kind="article")
    ours = Page("en", "en/flood.html", "A flood", "", {"en": "en/flood.html"}, kind="article")
    assert structured_data(made, theirs) is None
    found = structured_data(made, ours)
    assert found
    assert '"NewsArticle"' in found.text
    places = dict(sitemap_files(made, [theirs, ours]))["sitemap.xml"]
    assert places.count("<lastmod>") == 1
    assert theirs.x_default is None


def graph(path: str, kind: str = "article", **fields: object) -> list[dict[str, Any]]:
    """Return what search engines read of an English page of a site."""
    paths = {lang: f"{lang}/{path}" for lang in LANGS}
    crumbs = (("Briefing", "en/index.html"), ("Articles", "en/archives.html"))
    name = "" if kind == "article" else path.removesuffix(".html")
    on = Page("en", f"en/{path}", "A page", "About it", paths, name, kind=kind, crumbs=crumbs)
    found = structured_data(site(**fields), on)
    assert found
    made: list[dict[str, Any]] = json.loads(found.text)["@graph"]
    return made


def test_search_engines_are_told_what_is_known_of_an_article() -> None:
    article, crumbs = graph("flood.html")
    here = "https://site.test/en/flood.html"
    assert article == {
        "@type": "NewsArticle",
        "@id": f"{here}#article",
        "headline": "A *big* flood",
        "inLanguage": "en",
        "url": here,
        "mainEntityOfPage": here,
        "description": "About it",
        "datePublished": "2024-07-24T10:00+03:00",
        "dateModified": "2024-07-25",
        "publisher": {"@type": "Organization", "name": "News Agency"},
        "author": {"@type": "Person", "name": "علي <حسن>"},
        "isBasedOn": "https://news.test/?a=1&b=2",
        "translationOfWork": {
            "@type": "NewsArticle",
            "@id": "https://site.test/ar/flood.html#article",
        },
        "keywords": ["The port", "مياه الشرب"],
    }
    items = [(item["position"], item["name"], item["item"]) for item in crumbs["itemListElement"]]
    assert items == [
        (1, "Briefing", "https://site.test/en/index.html"),
        (2, "Articles", "https://site.test/en/archives.html"),
        (3, "A page", here),
    ]


def test_search_engines_are_told_nothing_that_is_not_known() -> None:
    untitled = replace(HARBOUR, title=sentence("title", "أخبار المرفأ"))
    article, _ = graph("harbour.html", stories=(untitled,))
    # An English page of an article without an English title shows the Arabic one.
    assert (article["headline"], article["inLanguage"]) == ("أخبار المرفأ", "ar")
    unknown = {"datePublished", "dateModified", "publisher", "author", "isBasedOn", "keywords"}
    assert unknown.isdisjoint(article)


def test_search_engines_are_told_the_sources_of_an_explainer_and_what_the_site_is() -> None:
    of_topic, _ = graph("water.html")
    sources = [f"https://site.test/en/{one.slug}.html" for one in EXPLAINER.stories]
    assert (of_topic["@type"], of_topic["isBasedOn"]) == ("Article", sources)
    assert [source["url"] for source in of_topic["citation"]] == sources
    assert of_topic["dateModified"] == "2024-07-25"
    undated = explainer(slug="water", stories=(HARBOUR,))
    assert "dateModified" not in graph("water.html", explainers=(undated,))[0]
    home, _ = graph("index.html", kind="website")
    assert (home["@type"], home["name"], home["description"]) == ("WebSite", "Briefing", "About it")


def test_the_site_is_an_app_and_has_its_name_and_numbers_on_paper() -> None:
    quoted = site(title={"ar": "الموجز", "en": 'The "Briefing\\'})
    app = json.loads(manifest(quoted, "ar"))
    assert (app["name"], app["dir"], app["start_url"]) == ("الموجز", "rtl", "ar/index.html")
    for lang, start, end, name in (
        ("ar", "right", "left", "الموجز"),
        ("en", "left", "right", "The ”Briefing"),
    ):
        style = print_style(quoted, lang)
        # Nothing in a name ends the string that it stands in.
        assert f'@bottom-{start} {{ content: "{name}"' in style
        assert f'@bottom-{end} {{ content: "" counter(page) "' in style


def test_stories_are_by_year_and_undated_ones_by_none() -> None:
    old = replace(COUNCIL, slug="old", published=dated("0958-05"))
    made = site(stories=(FLOOD, COUNCIL, old, HARBOUR))
    assert [(year, [s.slug for s in found]) for year, found in made.by_year("ar")] == [
        ("2024", ["flood", "council"]),
        ("0958", ["old"]),
        ("", ["harbour"]),
    ]
    year_only = replace(COUNCIL, slug="year", published=dated("2019"))
    months = site(stories=(*made.stories, year_only)).by_month("ar")
    assert [month for month, _ in months] == ["2024-07", "2024-05", "0958-05"]


# Lists of several pages ----------------------------------------------------------------------


def test_a_list_is_cut_into_pages_that_know_one_another() -> None:
    first, second, last = list_pages("tag/x.html", range(5), 2)
    assert (first.items, second.items, last.items) == ((0, 1), (2, 3), (4,))
    assert [part.path for part in (first, second, last)] == [
        "tag/x.html",
        "tag/x.2.html",
        "tag/x.3.html",
    ]
    assert (first.before, first.after) == (None, "tag/x.2.html")
    assert (second.before, second.after) == ("tag/x.html", "tag/x.3.html")
    assert (last.before, last.after) == ("tag/x.2.html", None)


@pytest.mark.parametrize(("count", "size"), [(0, 2), (2, 2), (3, 0), (0, 0)])
@pytest.mark.parametrize("cut", [list_pages, lasting_pages])
def test_a_short_list_is_one_page(
    cut: Callable[[str, Sequence[int], int], tuple[ListPage[int], ...]], count: int, size: int
) -> None:
    (made,) = cut("x.html", range(count), size)
    assert (len(made.items), made.path) == (count, "x.html")
    assert made.is_first
    assert made.is_only


def test_of_a_list_that_grows_the_oldest_pages_have_numbers() -> None:
    first, second, last = lasting_pages("tag/x.html", range(7), 2)
    assert (first.items, second.items, last.items) == ((0, 1, 2), (3, 4), (5, 6))
    paths = [part.path for part in (first, second, last)]
    assert paths == ["tag/x.html", "tag/x.2.html", "tag/x.1.html"]
    assert [part.number for part in (first, second, last)] == [3, 2, 1]
    assert (second.before, second.after) == ("tag/x.html", "tag/x.1.html")
    assert (last.first, last.last) == ("tag/x.html", "tag/x.1.html")


@given(st.integers(0, 60), st.integers(0, 7))
def test_a_new_item_changes_the_first_page_alone_and_once_the_way_to_a_new_one(
    count: int, size: int
) -> None:
    # The newest first: each item is the number of those before it.
    before = lasting_pages("x.html", range(count, 0, -1), size)
    after = lasting_pages("x.html", range(count + 1, 0, -1), size)
    assert [item for part in after for item in part.items] == list(range(count + 1, 0, -1))
    if size:
        assert all(len(part.items) == size for part in after[1:])
        assert len(after[0].items) < 2 * size
    known = {part.path: part for part in after}
    changed = [part for part in before if known[part.path] != part and not part.is_first]
    assert changed == ([] if len(before) == len(after) else list(before[1:2]))
    assert all(known[part.path].items == part.items for part in before if not part.is_first)


def test_every_page_of_a_long_list_is_there_in_both_languages_where_both_have_it() -> None:
    own = OwnPost("en/a.html", "en", "en", "A", published=dated("2024-07-25"))
    made = {one.path: one for one, _, _ in site_pages(site(own_posts=(own,), page_size=2))}
    assert {"ar", "en"} == made["en/archives.html"].alternates.keys()
    assert list(made["en/archives.1.html"].alternates) == ["en"]
    assert "ar/archives.1.html" not in made
    # What a new article would change is told on the first page alone.
    assert made["en/archives.1.html"].title == "Archive (Page 1)"
    assert made["en/archive/2024-05.html"].crumbs[-1] == ("2024", "en/archive/2024.html")


def test_of_several_pages_for_editors_the_first_has_what_is_to_be_done() -> None:
    def order(size: int) -> list[str]:
        made = [v for one, name, v in site_pages(site(page_size=size)) if name == "editors"]
        ordered: list[str] = []
        for values in made[: len(made) // 2]:
            ordered += [row.story.slug for row in values["part"].items]
        return ordered

    # All of one page are as everywhere else.
    assert order(3) == order(2) == order(0) == ["flood", "council", "harbour"]
    assert order(1) == ["harbour", "flood", "council"]


def test_feeds_of_subjects_are_a_list_of_several_pages() -> None:
    tagged = [replace(COUNCIL, slug=f"c{n}", tags=(f"t{n}",)) for n in range(15)]
    made = site(stories=tuple(tagged), page_size=1)
    parts = {one.path: v["part"] for one, name, v in site_pages(made) if name == "feeds"}
    assert [path for path in parts if path.startswith("en/")] == [
        "en/feeds.html",
        "en/feeds.2.html",
    ]
    listed = [*parts["en/feeds.html"].items, *parts["en/feeds.2.html"].items]
    assert listed == [one for one in made.feeds() if one[0].endswith(".en") and "tag/" in one[0]]
    assert len(listed) == len(tagged)


def test_a_large_sitemap_is_cut_by_year(monkeypatch: pytest.MonkeyPatch) -> None:
    made = site(page_size=2)
    pages = [one for one, _, _ in site_pages(made)]
    pages += [page(lang, f"{one.slug}.html", one.slug) for lang in LANGS for one in made.stories]
    (_, whole) = next(iter(sitemap_files(made, pages)))
    monkeypatch.setattr(sitemap, "MOST_PAGES", 20)
    written = dict(sitemap_files(made, pages))
    *parts, index = written
    assert index == "sitemap.xml"
    assert re.findall("<loc>(.*)</loc>", written[index]) == [
        f"https://site.test/{p}" for p in parts
    ]
    assert {"sitemap.2024.xml", "sitemap.undated.xml", "sitemap.pages.xml"} < set(parts)
    assert "sitemap.pages-2.xml" in parts
    # Each page is in one of them, and nothing else is.
    found = [place for part in parts for place in re.findall("<loc>(.*)</loc>", written[part])]
    assert sorted(found) == sorted(re.findall("<loc>(.*)</loc>", whole))
    assert "/en/council.parallel.html" in written["sitemap.2024.xml"]
    assert max(written[part].count("<loc>") for part in parts) == 20
    assert "<lastmod>2024-07-25</lastmod>" in written[index]


# Addresses of before -------------------------------------------------------------------------


def test_an_old_address_leads_on_unless_another_page_has_it() -> None:
    moved = replace(FLOOD, old_slugs=("old", "council"))
    topic = replace(EXPLAINER, old_slugs=("old-water",))
    found = redirects(site(stories=(moved, COUNCIL), explainers=(topic,)), {"en/council.html"})
    assert Redirect("en", "en/old.html", "en/flood.html", "A *big* flood") in found
    assert Redirect("ar", "ar/old-water.html", "ar/water.html", EXPLAINER.title.ar) in found
    assert {one.old for one in found if one.lang == "en"} == {
        "en/old.html",
        "en/old.parallel.html",
        "en/council.parallel.html",
        "en/old-water.html",
        "en/old-water.notes.html",
        *(f"en/old-water.{section.id}.html" for section in EXPLAINER.details),
    }


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
        {"person": (), "organisation": (), "place": (), "term": ()}, known.dates, known.figures
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
    (tag, _) = site(stories=(one, other)).tags("en")
    assert (tag.name, tag.items) == ("COVID-19", (one, other))
