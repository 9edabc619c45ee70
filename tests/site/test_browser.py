"""The built site in Chromium, from disk: what a reader sees who opens it without a network."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from pelican.plugins.briefing.render.text import isolate_html
from playwright.sync_api import Browser, BrowserContext, Page, expect
from site_reader import LANGS, ROOT, TOOLS, TOPICS, lacking

AXE = TOOLS / "node_modules/axe-core/axe.min.js"
KINDS = (
    "home",
    "story",
    "explainer",
    "timeline",
    "answers",
    "quotes",
    "changes",
    "notes",
    "parallel",
    "archive",
    "tag",
    "sources",
    "about",
    "search",
    "editors",
)
BESIDE = ("timeline", "answers", "quotes", "changes", "notes")
MOST_SHEETS = 6
MOST_SCREENS = 12
PLACES = ("chooser", *(f"{lang}-{kind}" for lang in LANGS for kind in KINDS))
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOUR_RULES = ["color-contrast", "link-in-text-block"]
SCREENS = {"phone": 360, "desk": 1280}
OPEN_ALL = "document.querySelectorAll('details').forEach(d => { d.open = true; })"
OVERFLOWING = """() => {
    const width = document.documentElement.clientWidth;
    const scrolls = (e) => e && e !== document.body
        && (['auto', 'scroll', 'hidden', 'clip'].includes(getComputedStyle(e).overflowX)
            || scrolls(e.parentElement));
    const wide = [...document.querySelectorAll('main *')].filter((e) => {
        const box = e.getBoundingClientRect();
        return box.width && (box.left < -1 || box.right > width + 1) && !scrolls(e.parentElement);
    });
    const excess = document.documentElement.scrollWidth - width;
    return [excess, wide.slice(0, 5).map((e) => e.outerHTML.slice(0, 120))];
}"""
TOPS = """Object.fromEntries([...document.querySelectorAll('main [id]')].map(
    (e) => [e.id, e.getBoundingClientRect().top]))"""
RUN_AXE = """async (options) => {
    const found = await axe.run(document, options);
    return found.violations.flatMap((v) =>
        v.nodes.map((n) => `${v.id}: ${n.html.slice(0, 150)}: ${n.failureSummary.slice(0, 300)}`));
}"""


@pytest.fixture(scope="session")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A reader with a desk computer."""
    with browser.new_context(viewport={"width": 1280, "height": 800}) as context:
        yield context


@pytest.fixture(scope="session")
def scriptless(browser: Browser) -> Iterator[BrowserContext]:
    """A reader with JavaScript off."""
    with browser.new_context(java_script_enabled=False) as context:
        yield context


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A new window of the reader's."""
    with context.new_page() as page:
        yield page


@pytest.fixture
def page_without_scripts(scriptless: BrowserContext) -> Iterator[Page]:
    """A new window of the reader's who has JavaScript off."""
    with scriptless.new_page() as page:
        yield page


@pytest.fixture(scope="session")
def story(export: dict[str, Any]) -> dict[str, Any]:
    """The longest story."""
    return max(export["stories"], key=lambda story: len(story["blocks"]))


@pytest.fixture(scope="session")
def addresses(site: Path, story: dict[str, Any]) -> dict[str, str]:
    """The file: addresses of a page of every kind in both languages."""
    names = {
        "home": "index",
        "story": story["slug"],
        "explainer": TOPICS[0],
        **{name: f"{TOPICS[0]}.{name}" for name in BESIDE},
        "parallel": f"{story['slug']}.parallel",
        "archive": "archives",
        "tag": f"tag/{story['tags'][0]}",
        "sources": "sources",
        "about": "about",
        "search": "search",
        "editors": "editors",
    }
    paths = {f"{lang}-{kind}": f"{lang}/{names[kind]}.html" for lang in LANGS for kind in KINDS}
    return {place: (site / path).as_uri() for place, path in paths.items()} | {
        "chooser": (site / "index.html").as_uri()
    }


@dataclass
class Visit:
    """A page that was opened, and what happened meanwhile."""

    page: Page
    troubles: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)


@pytest.fixture(scope="module", params=PLACES)
def visit(
    request: pytest.FixtureRequest, context: BrowserContext, addresses: dict[str, str]
) -> Iterator[Visit]:
    """A page of every kind in turn, opened once for all the tests that only look at it."""
    with context.new_page() as page:
        visit = Visit(page)
        page.on("console", lambda message: visit.troubles.append(message.text))
        page.on("pageerror", lambda error: visit.troubles.append(str(error)))
        page.on("requestfailed", lambda failed: visit.troubles.append(failed.url))
        page.on("request", lambda request: visit.requests.append(request.url))
        page.goto(addresses[request.param])
        page.evaluate("document.fonts.ready")
        yield visit


def sentence(export: dict[str, Any], address: str) -> dict[str, Any]:
    """Return the sentence of the export that an address with a fragment names."""
    page, _, identifier = address.partition("#")
    (story,) = [s for s in export["stories"] if s["slug"] == Path(page).stem]
    return next(s for b in story["blocks"] for s in b["sentences"] if s["id"] == identifier)


def scroll_to(page: Page, identifier: str) -> None:
    """Scroll until an element stands a little below the upper edge of the window."""
    page.evaluate(
        f"scrollBy(0, document.getElementById('{identifier}').getBoundingClientRect().top - 60)"
    )


def top_of(page: Page, identifier: str) -> float:
    return page.evaluate(f"document.getElementById('{identifier}').getBoundingClientRect().top")


def background(page: Page, identifier: str) -> str:
    element = page.locator(f"[id='{identifier}']")
    return element.evaluate("element => getComputedStyle(element).backgroundColor")


def axe(page: Page, **options: object) -> list[str]:
    if not AXE.is_file():
        lacking("axe-core is not installed in tests/tools")
    page.evaluate(OPEN_ALL)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    return page.evaluate(RUN_AXE, {"preload": False, "resultTypes": ["violations"], **options})


def test_page_loads_without_errors_and_only_from_disk(visit: Visit) -> None:
    assert visit.troubles == []
    assert [url for url in visit.requests if not url.startswith(("file:", "data:"))] == []
    assert any(url.endswith("site.js") for url in visit.requests)
    assert any(url.endswith(".woff2") for url in visit.requests)


@pytest.mark.parametrize("screen", SCREENS)
def test_page_is_no_wider_than_the_screen(visit: Visit, screen: str) -> None:
    visit.page.set_viewport_size({"width": SCREENS[screen], "height": 800})
    visit.page.evaluate(OPEN_ALL)

    assert visit.page.evaluate(OVERFLOWING) == [0, []]


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_page_is_accessible(visit: Visit, width: int) -> None:
    visit.page.set_viewport_size({"width": width, "height": 800})
    visit.page.emulate_media(color_scheme="light")

    assert axe(visit.page, runOnly={"type": "tag", "values": AXE_TAGS}) == []


def test_page_is_accessible_in_dark_colours(visit: Visit) -> None:
    """Only the rules about colour: the others see the same page as in light colours."""
    visit.page.emulate_media(color_scheme="dark")

    assert axe(visit.page, runOnly={"type": "rule", "values": COLOUR_RULES}) == []


@pytest.mark.parametrize("key", ["click", "Enter"])
@pytest.mark.parametrize("lang", LANGS)
def test_citation_shows_the_arabic_sentence_and_escape_closes_it(
    page: Page, addresses: dict[str, str], export: dict[str, Any], lang: str, key: str
) -> None:
    page.goto(addresses[f"{lang}-explainer"])
    link = page.locator("#questions .cite").first
    source = sentence(export, link.get_attribute("href") or "")

    if key == "click":
        link.click()
    else:
        link.press(key)

    card = page.locator(".peek")
    expect(card).to_be_visible()
    expect(card).to_be_in_viewport()
    expect(card.locator("[lang='ar']").first).to_have_text(source["ar"])
    assert page.url == addresses[f"{lang}-explainer"]
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    expect(link).to_be_focused()


def test_second_click_and_click_elsewhere_close_the_card(
    page: Page, addresses: dict[str, str]
) -> None:
    page.goto(addresses["en-explainer"])
    link = page.locator("#questions .cite").first

    for close in (link, page.locator("h1")):
        link.click()
        expect(page.locator(".peek")).to_have_count(1)
        close.click()
        expect(page.locator(".peek")).to_have_count(0)


@pytest.mark.parametrize("lang", LANGS)
def test_in_a_table_the_card_has_a_row_to_itself(
    page: Page, addresses: dict[str, str], lang: str
) -> None:
    page.set_viewport_size({"width": SCREENS["phone"], "height": 740})
    page.goto(addresses[f"{lang}-explainer"])
    page.locator("td .cite").first.click()
    card, rows = page.locator(".peek-row > td > .peek"), page.locator(".peek-row")
    # As wide as the table, and not as the cell of a number.
    box = card.bounding_box()
    assert box is not None
    assert box["width"] > 0.7 * SCREENS["phone"]
    page.keyboard.press("Escape")
    expect(rows).to_have_count(0)
    # A card elsewhere takes the row with it.
    page.locator("td .cite").first.click()
    page.locator("p .cite").first.click()
    expect(rows).to_have_count(0)
    expect(page.locator(".peek")).to_have_count(1)


@pytest.mark.parametrize("lang", LANGS)
def test_card_leaves_no_id_twice(page: Page, addresses: dict[str, str], lang: str) -> None:
    page.goto(addresses[f"{lang}-explainer"])
    page.locator("#questions .cite").first.click()

    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("lang", LANGS)
def test_open_card_is_accessible(page: Page, addresses: dict[str, str], lang: str) -> None:
    page.goto(addresses[f"{lang}-explainer"])
    page.locator("#questions .cite").first.click()

    assert axe(page, runOnly={"type": "tag", "values": AXE_TAGS}) == []


@pytest.mark.parametrize("lang", LANGS)
def test_without_scripts_a_citation_leads_to_the_marked_sentence(
    page_without_scripts: Page, addresses: dict[str, str], export: dict[str, Any], lang: str
) -> None:
    page = page_without_scripts
    page.goto(addresses[f"{lang}-explainer"])
    link = page.locator("#questions .cite").first
    source = sentence(export, link.get_attribute("href") or "")

    link.click()
    page.wait_for_url(re.compile(rf"#{source['id']}$"))

    target = page.locator(f"[id='{source['id']}']")
    expect(target).to_be_in_viewport()
    expect(target).to_have_text(source[lang])
    assert background(page, source["id"]) != background(page, other_than(source["id"]))


def other_than(identifier: str) -> str:
    return "p1s1" if identifier != "p1s1" else "p2s1"


@pytest.mark.parametrize("place", ["chooser", "ar-home", "en-story", "ar-explainer"])
def test_without_scripts_the_page_says_the_same(
    page_without_scripts: Page, page: Page, addresses: dict[str, str], place: str
) -> None:
    page.goto(addresses[place])
    page_without_scripts.goto(addresses[place])
    # What scripts add are buttons, and a fold that is open where there is room.
    page.evaluate("document.querySelectorAll('main button').forEach(button => button.remove())")
    page.evaluate("document.querySelectorAll('.summary').forEach(fold => { fold.open = false; })")

    assert page_without_scripts.locator("main").inner_text() == page.locator("main").inner_text()


@pytest.mark.parametrize(
    ("start", "link", "end"),
    [
        ("ar-story", ".language", "en-story"),
        ("en-story", ".language", "ar-story"),
        ("ar-story", ".also .keep-place:not([hreflang])", "ar-parallel"),
        ("en-parallel", ".also .keep-place", "en-story"),
        ("en-parallel", ".language", "ar-parallel"),
    ],
)
def test_change_of_page_keeps_the_place(
    page: Page, addresses: dict[str, str], start: str, link: str, end: str
) -> None:
    page.goto(addresses[start])
    scroll_to(page, "p12s1")
    tops = page.evaluate(TOPS)

    page.locator(link).evaluate("link => link.click()")
    page.wait_for_url(re.compile(r"#p\d+s\d+$"))

    address, _, identifier = page.url.partition("#")
    assert address == addresses[end]
    assert 0 <= tops[identifier] < 150
    assert 0 <= top_of(page, identifier) < 150


@pytest.mark.parametrize("lang", LANGS)
def test_changing_the_language_twice_comes_back_to_the_same_sentence(
    page: Page, addresses: dict[str, str], lang: str
) -> None:
    page.goto(addresses[f"{lang}-story"])
    scroll_to(page, "p12s1")

    visited = []
    for _ in range(4):
        folder = page.url.split("#")[0]
        page.locator(".language").evaluate("link => link.click()")
        page.wait_for_url(lambda url, folder=folder: "#" in url and not url.startswith(folder))
        visited.append(page.url.partition("#")[2])

    assert len(set(visited)) == 1, visited


@pytest.mark.parametrize("lang", LANGS)
def test_explainers_change_of_language_keeps_the_question(
    page: Page, addresses: dict[str, str], lang: str
) -> None:
    other = "en" if lang == "ar" else "ar"
    page.goto(addresses[f"{lang}-explainer"])
    identifier = page.locator("#questions h3").nth(3).get_attribute("id") or ""
    scroll_to(page, identifier)

    page.locator(".language").evaluate("link => link.click()")
    page.wait_for_url(re.compile(r"#"))

    assert page.url == f"{addresses[f'{other}-explainer']}#{identifier}"
    assert 0 <= top_of(page, identifier) < 150


@pytest.mark.parametrize(("kind", "marks"), [("answers", "h2"), ("timeline", "dt")])
@pytest.mark.parametrize("lang", LANGS)
def test_change_of_language_keeps_the_place_beside_an_explainer(
    page: Page, addresses: dict[str, str], lang: str, kind: str, marks: str
) -> None:
    other = "en" if lang == "ar" else "ar"
    page.goto(addresses[f"{lang}-{kind}"])
    identifier = page.locator(f".prose {marks}[id]").nth(3).get_attribute("id") or ""
    scroll_to(page, identifier)

    page.locator(".language").evaluate("link => link.click()")
    page.wait_for_url(re.compile(r"#"))

    assert page.url == f"{addresses[f'{other}-{kind}']}#{identifier}"
    assert 0 <= top_of(page, identifier) < 150


@pytest.mark.parametrize("topic", TOPICS)
@pytest.mark.parametrize("lang", LANGS)
def test_a_topic_is_short_on_a_phone_and_on_paper(
    page: Page, site: Path, lang: str, topic: str
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto((site / lang / f"{topic}.html").as_uri())
    page.evaluate("document.fonts.ready")
    screens = page.evaluate("document.documentElement.scrollHeight") / 844
    sheets = len(re.findall(rb"/Type\s*/Page[^s]", page.pdf(format="Letter")))
    assert screens <= MOST_SCREENS
    assert 1 <= sheets <= MOST_SHEETS


@pytest.mark.parametrize("lang", LANGS)
def test_change_of_language_at_the_top_stays_at_the_top(
    page: Page, addresses: dict[str, str], lang: str
) -> None:
    other = "en" if lang == "ar" else "ar"
    page.goto(addresses[f"{lang}-story"])

    page.locator(".language").click()
    page.wait_for_url(re.compile(rf"/{other}/"))

    assert page.url == addresses[f"{other}-story"]
    assert page.evaluate("scrollY") == 0


@pytest.mark.parametrize("lang", LANGS)
def test_front_door_shows_both_languages_and_remembers_the_last(
    browser: Browser, addresses: dict[str, str], lang: str
) -> None:
    page = browser.new_page()
    page.goto(addresses["chooser"])
    assert page.locator(".door-last").count() == 0

    page.locator(f"h2 a[data-language='{lang}']").click()
    page.wait_for_url(addresses[f"{lang}-home"])
    page.goto(addresses["chooser"])

    expect(page.locator(".door")).to_have_count(2)
    expect(page.locator(".door-last")).to_have_attribute("lang", lang)
    assert page.url == addresses["chooser"]
    page.close()


def test_skip_link_is_the_first_stop_and_leads_to_the_content(
    page: Page, addresses: dict[str, str]
) -> None:
    page.goto(addresses["ar-story"])
    page.keyboard.press("Tab")

    expect(page.locator(".skip")).to_be_focused()
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_colour_schemes_differ(page: Page, addresses: dict[str, str]) -> None:
    colours = set()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.goto(addresses["ar-home"])
        page_colour = "getComputedStyle(document.documentElement).backgroundColor"
        colours.add(page.evaluate(page_colour))

    assert len(colours) == 2


LINES = (ROOT / "tests" / "cases" / "direction.txt").read_text(encoding="utf-8").splitlines()[1:]
DRAWN = """wanted => [...document.querySelectorAll("p")].map((p, i) => {
  const text = p.textContent, walker = document.createTreeWalker(p, NodeFilter.SHOW_TEXT);
  const places = [];
  while (walker.nextNode()) {
    for (let k = 0; k < walker.currentNode.length; k += 1) {
      const range = document.createRange();
      range.setStart(walker.currentNode, k); range.setEnd(walker.currentNode, k + 1);
      const box = range.getBoundingClientRect();
      places.push((box.left + box.right) / 2);
    }
  }
  return wanted[i].filter(unit => {
    const at = text.indexOf(unit), found = places.slice(at, at + unit.length);
    const isSpace = k => unit[k] === " " || unit[k - 1] === " ";
    return found.some((x, k) => k > 0 && !isSpace(k) && x <= found[k - 1]);
  });
}).flat()"""


@pytest.mark.parametrize("lang", LANGS)
def test_numbers_and_other_wholes_are_drawn_from_left_to_right(page: Page, lang: str) -> None:
    """By the places of their glyphs, in lines of either direction."""
    texts, wanted = [], []
    for line in LINES:
        text, shown = line.split(" → ")
        texts.append(f"نص {text} نص" if lang == "ar" else f"Words {text} words")
        units = re.findall(r"\[([^\]]+)]", shown)
        # What is not isolated has to be right as it is: numbers with all that is inside them.
        units += re.findall(r"[0-9]+(?:[.,:/][0-9]+)*", re.sub(r"\[[^\]]+]", "", shown))
        wanted.append(units)
    lines = "".join(f"<p>{isolate_html(text, lang)}</p>" for text in texts)
    direction = "rtl" if lang == "ar" else "ltr"
    page.set_content(
        f'<body dir="{direction}" style="font-size: 30px; white-space: nowrap">{lines}</body>'
    )
    assert page.evaluate(DRAWN, wanted) == []
    # A range in pieces is found wrong, so that the test can fail.
    if lang == "ar":
        page.set_content('<body dir="rtl"><p>نص 2,<bdi dir="ltr">000 - 2</bdi>,500 نص</p></body>')
        assert page.evaluate(DRAWN, [["2,000 - 2,500"]]) == ["2,000 - 2,500"]
