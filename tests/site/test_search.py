"""The search page in Chromium, from disk and from a server, with and without scripts."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs, urlsplit

import pytest
from pelican.plugins.briefing.render.search import MOST_SUBJECTS
from playwright.sync_api import Browser, BrowserContext, Page, expect
from site_reader import LANGS, ROOT, TOOLS, TOPICS, Website, lacking, squeezed
from test_browser import AXE_TAGS, COLOUR_RULES, OVERFLOWING, axe

MINISEARCH = TOOLS / "node_modules/minisearch/dist/umd/index.js"
SHIPPED = ROOT / "theme" / "static" / "js" / "minisearch.js"
MOST_SCRIPTS = 40_000
"""Bytes, compressed."""
QUERIES = {"ar": "انسحاب القوات", "en": "withdrawal forces"}
WORDS = {"ar": ("انسحاب", "قوات"), "en": ("withdrawal", "forces")}
DONE = re.compile(r"[.]$")
"""How all that is told of a search ends when it is done, in both languages."""
FOUND = r"Found on \d+ pages\."
SAID = {
    "withdrawal": FOUND,
    "withdr": FOUND,
    "WITHDRAWAL of the forces": FOUND,
    "US troops": FOUND,
    "withdrwal": rf"{FOUND} Nothing has exactly .*",
    "withdrawal of penguins": rf"{FOUND} Nothing has all of .*",
    "قوات": FOUND,
    "الْقُوّات": FOUND,
    "للقوات": FOUND,
    "إنسحاب": FOUND,
    # By a name that the glossary has beside the one in use.
    "daesh": FOUND,
    # By its abbreviation, which no text has.
    "centcom": FOUND,
    "zzzzz": "Nothing found.*",
}
"""What the page says of a query."""
BY_THE_PAGE = """texts => texts.map(text =>
    briefingSearch.wordsOf(text).map(word => word.terms.join(" ")).join(", "))"""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def served(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site under a sub-path of a server on this machine."""
    root = tmp_path_factory.mktemp("host")
    (root / "deep").mkdir()
    (root / "deep" / "site").symlink_to(site)
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(root))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/deep/site"
        server.shutdown()


@pytest.fixture(scope="module")
def reader(browser: Browser) -> Iterator[BrowserContext]:
    """A reader with a desk computer."""
    with browser.new_context(viewport={"width": 1280, "height": 900}) as reader:
        yield reader


@pytest.fixture
def page(reader: BrowserContext) -> Iterator[Page]:
    """A new window of the reader's, of whose page no script fails."""
    with reader.new_page() as page:
        troubles: list[str] = []
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", lambda message: troubles.append(message.text))
        yield page
        assert troubles == []


def searched(page: Page, address: str) -> None:
    """Open an address with a query and wait until the search is done."""
    page.goto(address)
    settled(page)


def settled(page: Page, **asked: str) -> None:
    """Wait until the page searches for what is asked, if that is given, and is done."""
    if asked:
        wanted = {name: [value] for name, value in asked.items()}
        page.wait_for_url(lambda url: parse_qs(urlsplit(url).query) == wanted)
    expect(page.locator("#search-status")).to_have_text(DONE)


# A query, by keyboard --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("host", "lang"), [("disk", "ar"), ("disk", "en"), ("server", "ar"), ("server", "en")]
)
def test_a_query_leads_by_keyboard_to_the_sentence(
    page: Page, site: Path, served: str, host: str, lang: str
) -> None:
    root = site.as_uri() if host == "disk" else served
    page.goto(f"{root}/{lang}/search.html")
    expect(page.locator("#browse")).to_be_visible()

    page.keyboard.press("/")
    expect(page.locator("#search-q")).to_be_focused()
    page.keyboard.type(QUERIES[lang])

    settled(page, q=QUERIES[lang])
    group = page.locator(f".found ol[lang='{lang}']")
    expect(group).to_have_attribute("dir", "rtl" if lang == "ar" else "ltr")
    expect(page.locator("#browse")).to_be_hidden()
    sentence = group.locator("li li a").first
    marked = sentence.locator("mark").all_inner_texts()
    assert all(any(word in text for text in marked) for word in WORDS[lang]), marked

    # Down past the titles to the sentence, up to the field and back: then there.
    for _ in range(10):
        page.keyboard.press("ArrowDown")
        if sentence.evaluate("link => link === document.activeElement"):
            break
        page.keyboard.press("ArrowUp")
        page.keyboard.press("ArrowDown")
    expect(sentence).to_be_focused()
    shown = squeezed(sentence.inner_text()).strip("… ")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(rf"/{lang}/[\w-]+\.html#\w+"))
    target = page.locator(f"[id='{urlsplit(page.url).fragment}']")
    assert shown in squeezed(target.inner_text())
    expect(target).to_be_in_viewport()

    # And back to what was found.
    page.go_back()
    expect(page.locator("#search-q")).to_have_value(QUERIES[lang])
    expect(page.locator(".hit").first).to_be_visible()


@pytest.mark.parametrize("lang", LANGS)
def test_results_of_both_languages_are_grouped_the_pages_first(
    page: Page, site: Path, lang: str
) -> None:
    searched(page, f"{site.as_uri()}/{lang}/search.html?q=2024")
    groups = page.locator(".found ol")
    other = "en" if lang == "ar" else "ar"
    assert [one.get_attribute("lang") for one in groups.all()] == [lang, other]
    for one in groups.all():
        hrefs = [link.get_attribute("href") or "" for link in one.locator("a").all()]
        assert hrefs
        assert all(href.startswith(f"../{one.get_attribute('lang')}/") for href in hrefs)
    # One query in the other language's letters is found there.
    searched(page, f"{site.as_uri()}/{lang}/search.html?q={QUERIES[other]}")
    assert [one.get_attribute("lang") for one in groups.all()] == [other]


def test_every_place_that_the_index_names_is_on_its_page(website: Website) -> None:
    named = 0
    for path in sorted((website.folder / "search").glob("??-*.js")):
        text = path.read_text(encoding="utf-8")
        for one in json.loads(text[text.index("[") : text.rindex("]") + 1]):
            page = website.pages[f"{path.name[:2]}/{one['slug']}.html"]
            ids = {"", *page.xpath("//@id")}
            assert {place for place, *_ in one["sentences"]} <= ids, one["slug"]
            named += len(one["sentences"])
    assert named > 300


# What is found ---------------------------------------------------------------------------------


def test_words_are_compared_as_the_build_does(page: Page, site: Path) -> None:
    """The same cases as in Python: tests/test_render_search.py."""
    text = (ROOT / "tests" / "cases" / "search-folding.txt").read_text(encoding="utf-8")
    lines = [line.split(" → ") for line in text.splitlines() if line and line[0] != "#"]
    texts = [re.sub(r"\\u([0-9a-f]{4})", lambda m: chr(int(m[1], 16)), one) for one, _ in lines]
    page.goto(f"{site.as_uri()}/en/search.html")
    assert len(lines) >= 40
    assert page.evaluate(BY_THE_PAGE, texts) == [terms for _, terms in lines]


def test_what_is_found_and_what_is_said_of_it(page: Page, site: Path) -> None:
    for query, note in SAID.items():
        searched(page, f"{site.as_uri()}/en/search.html?q={query}")
        status = page.locator("#search-status").inner_text()
        assert re.fullmatch(note, status), query
        is_found = "Nothing found" not in status
        assert (page.locator(".hit mark").count() > 0) == is_found, query
        assert page.locator("#browse").is_visible() != is_found, query


def test_what_only_begins_alike_is_neither_found_nor_marked(page: Page, site: Path) -> None:
    """The stem of "united" begins the word for a spokesman; what is half typed is found."""
    for query, marked, others in (
        ("المتحدة", "المتحدة", "المتحدث"),
        ("المتحد", "المتحدث", "-"),
        ("المتحد المتحدة", "المتحدث", "-"),
        ("العراقية", "العراقيين", "-"),
        ("المقاتلين", "مقاتلو", "-"),
    ):
        searched(page, f"{site.as_uri()}/ar/search.html?q={query}")
        more = page.locator(".found button")
        while more.count():
            more.first.click()
        found = page.locator(".found ol[lang='ar'] mark").all_inner_texts()
        assert any(marked in text for text in found), query
        assert not any(others in text for text in found), query


def test_filters_narrow_what_is_found_and_loaded(page: Page, site: Path) -> None:
    address = f"{site.as_uri()}/en/search.html"
    searched(page, f"{address}?q=Iraq&year=2021")
    expect(page.locator("#search-year")).to_have_value("2021")
    dates = page.locator(".hit .byline").all_inner_texts()
    assert dates
    assert all("2021" in text for text in dates)
    loaded = page.evaluate("[...document.querySelectorAll('head script')].map(s => s.src)")
    assert {Path(src).stem for src in loaded if "/search/" in src} == {
        "index",
        "ar-2021",
        "en-2021",
    }

    page.locator("#search-year").select_option("")
    settled(page, q="Iraq")
    expect(page.locator(".hit .byline", has_text="2024").first).to_be_visible()
    everything = page.locator(".hit").count()
    page.locator("#search-topic").select_option(TOPICS[0])
    settled(page, q="Iraq", topic=TOPICS[0])
    expect(page.locator(".hit", has_text="Explainer")).to_have_count(1)
    assert page.locator(".hit").count() < everything
    source = page.locator("#search-source option").nth(1).get_attribute("value")
    searched(page, f"{address}?q=Iraq&source={source}")
    assert page.locator(".hit").count() == 1


def test_more_sentences_of_a_page_are_a_press_away(page: Page, site: Path) -> None:
    searched(page, f"{site.as_uri()}/en/search.html?q=Iraq")
    hit = page.locator(".hit", has=page.locator("button")).first
    button = hit.locator("button")
    left = int(re.search(r"\d+", button.inner_text())[0])
    assert hit.locator("li").count() == 3
    button.press("Enter")
    assert page.locator(".hit li").nth(3).locator("a").is_visible()
    expect(page.locator(".hit li a:focus")).to_have_count(1)
    assert max(one.locator("li").count() for one in page.locator(".hit").all()) >= 3 + left


def test_a_change_of_language_keeps_the_query(page: Page, site: Path) -> None:
    searched(page, f"{site.as_uri()}/en/search.html?q=2024&year=2024")
    page.locator(".language").click()
    page.wait_for_url(re.compile("/ar/search.html"))
    assert parse_qs(urlsplit(page.url).query) == {"q": ["2024"], "year": ["2024"]}
    expect(page.locator(".found ol").first).to_have_attribute("lang", "ar")


def test_a_part_that_cannot_be_loaded_is_told(browser: Browser, served: str) -> None:
    with browser.new_page() as page:
        page.route(re.compile("en-2021"), lambda route: route.abort())
        searched(page, f"{served}/en/search.html?q=withdrawal")
        assert "could not be loaded" in page.locator("#search-status").inner_text()
        assert page.locator(".hit").count()


# The page --------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGS)
def test_without_scripts_everything_is_listed(
    browser: Browser, website: Website, lang: str
) -> None:
    with browser.new_page(java_script_enabled=False) as page:
        page.goto((website.folder / lang / "search.html").as_uri())
        assert not page.locator("form").is_visible()
        expect(page.locator("noscript, .notice").first).to_be_visible()
        hrefs = {link.get_attribute("href") for link in page.locator("#browse a").all()}
    stories = {path[3:].replace(".parallel", "") for path in website.pages if ".parallel." in path}
    assert len(stories) == 5
    assert stories <= hrefs
    subjects = {path[3:] for path in website.pages if path.startswith(f"{lang}/tag/")}
    assert len(subjects & hrefs) == min(len(subjects), MOST_SUBJECTS)
    assert "tags.html" in hrefs


@pytest.mark.parametrize("lang", LANGS)
def test_results_are_accessible_and_fit_a_phone(page: Page, site: Path, lang: str) -> None:
    searched(page, f"{site.as_uri()}/{lang}/search.html?q=2024")
    assert axe(page, runOnly={"type": "tag", "values": AXE_TAGS}) == []
    page.emulate_media(color_scheme="dark")
    assert axe(page, runOnly={"type": "rule", "values": COLOUR_RULES}) == []
    page.set_viewport_size({"width": 360, "height": 800})
    assert page.evaluate(OVERFLOWING) == [0, []]


def test_all_scripts_of_the_site_are_small() -> None:
    scripts = [path.read_bytes() for path in SHIPPED.parent.glob("*.js")]
    assert len(scripts) >= 3
    assert sum(len(gzip.compress(script, mtime=0)) for script in scripts) <= MOST_SCRIPTS


def test_the_library_is_as_its_package_has_it() -> None:
    if not MINISEARCH.is_file():
        lacking("minisearch is not installed in tests/tools")
    assert SHIPPED.read_bytes() == MINISEARCH.read_bytes()
    licence = MINISEARCH.parents[2] / "LICENSE.txt"
    assert SHIPPED.with_name("minisearch-LICENSE.txt").read_bytes() == licence.read_bytes()
