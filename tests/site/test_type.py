"""The fonts of the built site as a first visitor gets them: how much, which, and what they move."""

import base64
import time
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Request
from site_reader import LANGS, ROOT, TOPICS
from support import load_script

FACES = load_script("font_faces")
FONTS = ROOT / "theme" / "static" / "fonts"
MOST_BYTES = 130_000
"""What the fonts of a first visit may weigh: about three seconds on a slow telephone."""
MOST_SHIFT = 0.05
"""Half of what the Web Vitals call good."""
LATENESS = 0.7
"""Seconds by which the fonts come late where it is measured what they move."""
KINDS = (
    *("home", "story", "parallel", "explainer", "archive", "sources", "about", "editors"),
    *("timeline", "answers", "quotes", "notes"),
)
PLACES = ("chooser", *(f"{lang}-{kind}" for lang in LANGS for kind in KINDS))
ONE_LANGUAGE = ("home", "explainer", "archive", "about", "editors")
"""Pages whose text is in their own language; a story may quote, or have a title in the other."""
OF_LANGUAGE = {"ar": ("naskh-", "sans-arabic-"), "en": ("serif-", "sans-latin-")}
"""How the files begin that pages of a language are set in."""
MOVED = [
    (place, screen)
    for place in ("ar-home", "ar-story", "en-story", "en-explainer")
    for screen in ("phone", "desk")
]
SCREENS = {"phone": (390, 844), "desk": (1280, 800)}
WATCH_SHIFTS = """
window.moved = 0;
new PerformanceObserver((list) => {
    for (const shift of list.getEntries()) window.moved += shift.value;
}).observe({type: 'layout-shift', buffered: true});
"""
MEASURE = """async ([url, text]) => {
    const face = await new FontFace('Measured', url).load();
    document.fonts.add(face);
    const context = document.createElement('canvas').getContext('2d');
    context.font = '1000px Measured';
    const {width} = context.measureText(text);
    document.fonts.delete(face);
    return width / text.length * 10;
}"""


class Files(SimpleHTTPRequestHandler):
    """Serves the site, and the fonts of it late."""

    def do_GET(self) -> None:
        if self.path.endswith(".woff2"):
            time.sleep(self.server.lateness)  # type: ignore[attr-defined]
        super().do_GET()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Server(ThreadingHTTPServer):
    """A server on this machine, with the seconds by which it sends fonts late."""

    lateness = 0.0


@pytest.fixture(scope="module")
def server(site: Path) -> Iterator[Server]:
    with Server(("127.0.0.1", 0), partial(Files, directory=site)) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture(scope="module")
def paths(export: dict[str, Any]) -> dict[str, str]:
    """The path of a page of every kind in both languages."""
    story = max(export["stories"], key=lambda story: len(story["blocks"]))
    names = {
        **{kind: f"{TOPICS[0]}.{kind}" for kind in KINDS},
        **{kind: kind for kind in ("sources", "about", "editors")},
        "home": "index",
        "story": story["slug"],
        "parallel": f"{story['slug']}.parallel",
        "explainer": TOPICS[0],
        "archive": "archives",
    }
    found = {f"{lang}-{kind}": f"{lang}/{names[kind]}.html" for lang in LANGS for kind in KINDS}
    return {"chooser": "index.html", **found}


def fonts_of(page: Page, address: str) -> list[str]:
    """Open an address and return the names of the fonts that it fetches."""
    fetched: list[str] = []

    def note(request: Request) -> None:
        fetched.append(Path(request.url).name)

    # What the page before it still asks for is not this page's.
    page.goto("about:blank")
    page.on("request", note)
    page.goto(address)
    page.evaluate("document.fonts.ready")
    page.remove_listener("request", note)
    return sorted(name for name in fetched if name.endswith(".woff2"))


def address_of(server: Server, path: str) -> str:
    return f"http://127.0.0.1:{server.server_port}/{path}"


@pytest.fixture(scope="module")
def forgetful(browser: Browser) -> Iterator[Page]:
    """A window without a cache: each visit is the first."""
    with browser.new_page(service_workers="block") as page:
        page.context.new_cdp_session(page).send("Network.setCacheDisabled", {"cacheDisabled": True})
        yield page


@pytest.fixture(scope="module", params=PLACES)
def visited(
    request: pytest.FixtureRequest, browser: Browser, server: Server, paths: dict[str, str]
) -> tuple[str, list[str]]:
    """A place, and the fonts that a first visit to it fetches, in a window of its own."""
    server.lateness = 0
    with browser.new_page(service_workers="block") as page:
        return request.param, fonts_of(page, address_of(server, paths[request.param]))


def test_first_visit_fetches_few_fonts(visited: tuple[str, list[str]]) -> None:
    _, fetched = visited

    assert fetched
    assert sum((FONTS / name).stat().st_size for name in fetched) <= MOST_BYTES
    # Accented or rare letters are in files of their own, which none of these pages needs.
    assert [name for name in fetched if "-ext-" in name or "-more-" in name] == []


def test_page_in_one_language_fetches_its_fonts_alone(visited: tuple[str, list[str]]) -> None:
    """Numbers, stops and the switch to the other language are no reason for another file."""
    place, fetched = visited
    lang, _, kind = place.partition("-")
    prefixes = OF_LANGUAGE[lang] if kind in ONE_LANGUAGE else ""

    assert [name for name in fetched if not name.startswith(prefixes)] == []


@pytest.mark.parametrize(("place", "screen"), MOVED)
def test_late_fonts_move_little(
    browser: Browser, server: Server, paths: dict[str, str], place: str, screen: str
) -> None:
    server.lateness = LATENESS
    width, height = SCREENS[screen]
    with browser.new_page(
        service_workers="block", viewport={"width": width, "height": height}
    ) as page:
        page.add_init_script(WATCH_SHIFTS)
        fetched = fonts_of(page, address_of(server, paths[place]))
        # Two frames later the page is laid out with the fonts, and what moved is reported.
        page.evaluate("new Promise(r => requestAnimationFrame(() => requestAnimationFrame(r)))")
        page.wait_for_timeout(100)
        moved = page.evaluate("window.moved")

    assert fetched
    assert moved < MOST_SHIFT


@pytest.mark.parametrize("file", FACES.WIDTHS)
def test_faces_are_as_wide_as_the_stand_ins_are_scaled_to(forgetful: Page, file: str) -> None:
    sample = FACES.SAMPLES["latin" if "latin" in file else "arabic"]
    font = base64.b64encode((FONTS / f"{file}.woff2").read_bytes()).decode()
    forgetful.goto("about:blank")
    width = forgetful.evaluate(MEASURE, [f"url(data:font/woff2;base64,{font})", sample])

    assert abs(width - FACES.WIDTHS[file]) < 1, width
