"""What scripts add: light or dark by choice, shortcuts, copying, reading without a connection."""

import functools
import re
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from site_reader import LANGS, ROOT, TOPICS, Website

POLICY = re.search(
    "Content-Security-Policy: (.*)", (ROOT / "content/extra/_headers").read_text(encoding="utf-8")
)


class Quiet(SimpleHTTPRequestHandler):
    """Serves files as a host does that sends the policy of `_headers`, and says nothing."""

    def end_headers(self) -> None:
        """Send the policy with every file: a worker obeys that of its own file."""
        assert POLICY
        self.send_header("Content-Security-Policy", POLICY[1])
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Leave the tests' output alone."""


@pytest.fixture(scope="module")
def host(site: Path) -> Iterator[str]:
    """The address of the site on a server of this machine."""
    handler = functools.partial(Quiet, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture
def reader(browser: Browser, host: str) -> Iterator[BrowserContext]:
    """A reader of the hosted site with nothing remembered."""
    with browser.new_context(
        base_url=host, color_scheme="light", viewport={"width": 1280, "height": 800}
    ) as context:
        context.grant_permissions(["clipboard-read", "clipboard-write"], origin=host)
        yield context


@pytest.fixture
def page(reader: BrowserContext) -> Page:
    """A window of that reader's."""
    return reader.new_page()


@pytest.fixture
def story(website: Website) -> str:
    """The slug of a story with a newer and an older one beside it."""
    for path, root in website.pages.items():
        if path.startswith("en/") and root.xpath("//a[@rel='next'] and //a[@rel='prev']"):
            return path.removeprefix("en/").removesuffix(".html")
    raise AssertionError


def paper(page: Page) -> str:
    return page.evaluate("getComputedStyle(document.documentElement).backgroundColor")


def test_light_or_dark_is_the_readers_choice_and_is_kept(page: Page) -> None:
    page.goto("/en/index.html")
    light = paper(page)
    button = page.locator("button.scheme")
    expect(button).to_have_accessible_name(re.compile("Automatic$"))
    button.click()
    expect(button).to_have_accessible_name(re.compile("Light$"))
    assert paper(page) == light
    button.click()
    expect(button).to_have_accessible_name(re.compile("Dark$"))
    dark = paper(page)
    assert dark != light
    page.goto("/ar/index.html")
    assert paper(page) == dark
    # On paper there is one scheme, whatever was chosen.
    page.emulate_media(media="print")
    assert paper(page) == "rgb(255, 255, 255)"
    page.emulate_media(media="screen")
    page.locator("button.scheme").click()
    assert paper(page) == light


def test_without_scripts_there_is_no_button_that_does_nothing(browser: Browser, host: str) -> None:
    with browser.new_context(java_script_enabled=False, base_url=host) as context:
        page = context.new_page()
        page.goto("/en/index.html")
        assert page.locator("button:visible").count() == 0
        assert page.locator("dialog:visible").count() == 0


@pytest.mark.parametrize("lang", LANGS)
def test_shortcuts_lead_on_and_can_be_turned_off(page: Page, story: str, lang: str) -> None:
    other = "en" if lang == "ar" else "ar"
    here = f"/{lang}/{story}.html"
    keys = {
        "l": re.compile(rf"/{other}/{story}\.html"),
        "p": re.compile(rf"/{lang}/{story}\.parallel\.html"),
        "h": re.compile(rf"/{lang}/index\.html"),
        "/": re.compile(rf"/{lang}/search\.html"),
        "n": re.compile(rf"/{lang}/(?!{story})[\w-]+\.html"),
        "b": re.compile(rf"/{lang}/(?!{story})[\w-]+\.html"),
    }
    for key, address in keys.items():
        page.goto(here)
        page.keyboard.press(key)
        page.wait_for_url(address)
    page.goto(here)
    page.keyboard.press("?")
    card = page.locator("dialog.keys")
    assert card.is_visible()
    assert card.locator("kbd").count() == 8
    card.locator(".keys-on").uncheck()
    card.locator(".keys-close").click()
    assert not card.is_visible()
    page.keyboard.press("h")
    page.wait_for_timeout(300)
    assert page.url.endswith(here)
    # The card can be opened all the same, to turn them on again.
    page.keyboard.press("?")
    card.locator(".keys-on").check()
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    page.keyboard.press("h")
    page.wait_for_url(keys["h"])


def test_shortcuts_are_keys_whatever_letters_they_have(page: Page, story: str) -> None:
    """On an Arabic keyboard the slash is a letter, and the question mark another character."""
    press = """([key, code, shiftKey]) => document.body.dispatchEvent(
        new KeyboardEvent("keydown", { key, code, shiftKey, bubbles: true, cancelable: true }))"""
    page.goto(f"/ar/{story}.html")
    page.evaluate(press, ["؟", "Slash", True])
    assert page.locator("dialog.keys").is_visible()
    page.locator(".keys-close").click()
    page.evaluate(press, ["ا", "KeyH", False])
    page.wait_for_url(re.compile(r"/ar/index\.html"))
    page.evaluate(press, ["ظ", "Slash", False])
    page.wait_for_url(re.compile(r"/ar/search\.html"))


def test_a_letter_typed_into_a_field_is_no_shortcut(page: Page) -> None:
    page.goto("/en/search.html")
    page.keyboard.press("/")
    page.keyboard.type("hl")
    assert page.locator("[type=search]").input_value() == "hl"
    assert "/en/search.html" in page.url


def test_an_address_is_copied_with_the_sentence_that_is_selected(page: Page, story: str) -> None:
    page.goto(f"/en/{story}.html")
    page.locator(".citing > summary").click()
    sentence = page.locator(".prose .s").nth(3)
    identifier = sentence.get_attribute("id")
    sentence.select_text()
    page.locator(".copied[data-place] + button").click()
    expect(page.locator(".copied[data-place] + button")).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    canonical = page.locator("link[rel=canonical]").get_attribute("href")
    assert copied == f"{canonical}#{identifier}"
    page.locator("pre.copied + button").first.click()
    assert page.evaluate("navigator.clipboard.readText()").startswith(f"@article{{{story},")


def test_the_summary_is_open_where_there_is_room(page: Page, story: str) -> None:
    page.goto(f"/en/{story}.html")
    assert page.locator("details.summary").evaluate("e => e.open")
    page.set_viewport_size({"width": 390, "height": 844})
    page.reload()
    assert not page.locator("details.summary").evaluate("e => e.open")


@pytest.mark.parametrize("lang", LANGS)
def test_a_storys_text_and_an_article_are_on_the_first_screen_of_a_phone(
    page: Page, website: Website, lang: str
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    for path in (p for p in website.pages if p.startswith(f"{lang}/")):
        if not website.pages[path].xpath("//body[contains(@class, 'story-page')]"):
            continue
        page.goto(f"/{path}")
        top = page.locator(".prose .s").first.bounding_box()
        assert top
        assert top["y"] < 760, path
    page.goto(f"/{lang}/index.html")
    first = page.locator(".latest .headline").first.bounding_box()
    assert first
    assert first["y"] < 844


def test_what_was_read_can_be_read_without_a_connection(
    page: Page, reader: BrowserContext, story: str
) -> None:
    page.goto("/en/index.html")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.goto(f"/en/{story}.html")
    page.wait_for_function("caches.open('briefing').then(c => c.keys()).then(k => k.length > 3)")
    assert page.locator(".offline").is_hidden()
    title = page.title()
    reader.set_offline(True)
    page.reload()
    assert page.title() == title
    assert paper(page) != "rgba(0, 0, 0, 0)"
    assert page.locator(".offline").is_visible()
    assert "as it was last read" in page.locator(".offline").inner_text()
    reader.set_offline(False)


def test_the_way_through_the_site_by_keyboard(page: Page, story: str) -> None:
    """From the front door to a cited sentence and back, with the focus where it was."""

    def follow(selector: str, address: str) -> None:
        page.locator(selector).first.focus()
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(address))

    page.goto("/index.html")
    follow("h2 a[hreflang=en]", r"/en/index\.html$")
    follow(f".latest a[href='{story}.html']", rf"/en/{story}\.html")
    follow(".parallel-link", r"\.parallel\.html")
    follow(".menu a[href='search.html']", r"/en/search\.html")
    follow(".brand", r"/en/index\.html")
    follow(".lead h2 a", rf"/en/({'|'.join(TOPICS)})\.html")
    cite = page.locator(".part .cite").nth(2)
    cite.focus()
    page.keyboard.press("Enter")
    assert page.locator(".peek").is_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(cite).to_be_focused()
    assert cite.get_attribute("aria-expanded") == "false"


@pytest.mark.parametrize("lang", LANGS)
def test_printed_pages_say_where_they_are_from(page: Page, host: str, lang: str) -> None:
    page.goto(f"{host}/{lang}/{TOPICS[0]}.html")
    page.emulate_media(media="print")
    head = page.locator(".print-head")
    assert head.is_visible()
    assert f"/{lang}/{TOPICS[0]}.html" in head.inner_text()
    assert page.locator(".masthead").is_hidden()
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".notes li").first.is_visible()
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert not page.locator(".notes").evaluate("e => e.open")


def test_what_is_folded_on_a_screen_is_printed_in_full(page: Page, host: str) -> None:
    page.goto(f"{host}/en/{TOPICS[0]}.timeline.html")
    fold = page.locator(".whole").first
    assert fold.locator(".cite").first.is_hidden()
    page.emulate_media(media="print")
    assert fold.locator(".cite").first.is_visible()
    assert fold.locator("summary").is_hidden()
