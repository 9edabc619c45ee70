"""The editor's desk as it is opened: in two browsers, by keyboard, and beside gettext's tools."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from firefox import find_firefox, firefox_at
from pelican.plugins.briefing.translate.memory import read_memory
from playwright.sync_api import Browser, Page, expect
from site_reader import ROOT, copy_project, lacking, run
from test_browser import AXE, AXE_TAGS, OPEN_ALL, OVERFLOWING, RUN_AXE
from test_validators import vnu

SLUG = "no-formal-request-february-2024"
PAGES = {
    "first": "",
    "articles": "articles",
    "article": f"article/{SLUG}",
    "search": "search?q=العراق",
    "topic": "topic/coalition-mission",
    "name": "name?ar=السوق",
}
TEN = 10


def memory(project: Path) -> Path:
    """Return the memory of the article that is corrected."""
    return next((project / "seeds").glob("002*.en.po"))


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The five articles, of which one has sentences to review, and a page of a build."""
    project = copy_project(tmp_path_factory.mktemp("desk"))
    catalogue = polib.pofile(str(memory(project)), wrapwidth=0)
    for number, one in enumerate(catalogue[2:16]):
        one.flags = ["fuzzy"]
        one.comment = "machine: google, 2026-11-27"
        if number == 1:
            one.previous_msgid = one.msgid.replace("ال", "", 1)
        if number == 3:
            one.msgstr += " It cost 900 dollars."
    catalogue.save(str(memory(project)))
    (project / "output" / "en").mkdir(parents=True)
    (project / "output" / "en" / f"{SLUG}.html").write_text("<h1>built</h1>", encoding="utf-8")
    return project


@pytest.fixture(scope="module")
def address(project: Path) -> Iterator[str]:
    """The address of the desk as the command says it."""
    command = [sys.executable, str(ROOT / "scripts/pelican_briefing.py"), "--root", str(project)]
    environment = {**os.environ, "PYTHONUTF8": "1"}
    with subprocess.Popen(  # noqa: S603 - our own command
        [*command, "review", "--no-browser"], stdout=subprocess.PIPE, text=True, env=environment
    ) as desk:
        assert desk.stdout
        yield desk.stdout.readline().strip()
        desk.terminate()


def of(address: str, lang: str, path: str) -> str:
    """Return the address of a page of the desk."""
    return f"{address.partition('/en/')[0]}/{lang}/{path}"


def focused_row(page: Page) -> str:
    row: str = page.evaluate("document.activeElement.closest('.row').id")
    return row


def typed_in_first_row(page: Page, address: str, text: str) -> str:
    """Type at the end of the sentence that an article opens with; return the id of its row."""
    page.goto(of(address, "en", f"article/{SLUG}"))
    row = focused_row(page)
    page.keyboard.press("End")
    page.keyboard.type(text)
    return row


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A window that has been opened with the address that the command says."""
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        window = context.new_page()
        troubles: list[str] = []
        window.on("console", lambda message: troubles.append(message.text))
        window.on("pageerror", lambda error: troubles.append(str(error)))
        window.goto(address)
        assert "token" not in window.url
        yield window
        # What is refused on purpose is told by the browser, too.
        assert [one for one in troubles if "409" not in one and "422" not in one] == []


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_pages_are_accessible_and_fit(page: Page, address: str, lang: str) -> None:
    found = []
    for name, path in PAGES.items():
        page.emulate_media(color_scheme="light")
        page.goto(of(address, lang, path))
        page.evaluate(OPEN_ALL)
        for width in (360, 820, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate(OVERFLOWING) == [0, []], (name, width)
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found += page.evaluate(RUN_AXE, {"runOnly": {"type": "tag", "values": AXE_TAGS}})
        page.set_viewport_size({"width": 360, "height": 900})
        page.emulate_media(color_scheme="dark")
        found += page.evaluate(RUN_AXE, {"runOnly": {"type": "tag", "values": AXE_TAGS}})
    assert found == []


def test_ten_sentences_are_corrected_without_a_mouse(
    page: Page, address: str, project: Path
) -> None:
    before = polib.pofile(str(memory(project)), wrapwidth=0)
    page.goto(of(address, "en", ""))
    # From the first page to the article, by keyboard.
    page.locator(f'a[href^="/en/article/{SLUG}"]').first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/article/**")
    page.goto(of(address, "en", f"article/{SLUG}"))
    left = int(page.locator(".left").inner_text())
    corrected = []
    for number in range(TEN):
        row = focused_row(page)
        corrected.append(row)
        page.keyboard.press("End")
        page.keyboard.type(f" [{number}]")
        page.keyboard.press("Control+Enter")
        expect(page.locator(".left")).to_have_text(str(left - number - 1))
        expect(page.locator(f"#{row} .badge").first).to_have_text("Reviewed")
        # What fails a check is accepted once more.
        if page.locator(f"#{row} .findings").count():
            page.keyboard.press("Control+Enter")
        page.wait_for_function("row => document.activeElement.closest('.row').id !== row", arg=row)
    after = {one.msgctxt: one for one in polib.pofile(str(memory(project)), wrapwidth=0)}
    assert len(set(corrected)) == TEN
    for number, row in enumerate(corrected):
        assert f"[{number}]" in after[row].msgstr
        assert not after[row].fuzzy
    # Skipped, gone back, taken back.
    here = focused_row(page)
    page.keyboard.press("Alt+ArrowUp")
    assert focused_row(page) != here
    page.keyboard.press("Alt+ArrowRight")
    for number in reversed(range(TEN)):
        page.keyboard.press("Alt+z")
        expect(page.locator(".left")).to_have_text(str(left - number))
    assert str(polib.pofile(str(memory(project)), wrapwidth=0)) == str(before)
    page.keyboard.press("Alt+p")
    frame = page.frame_locator("iframe")
    expect(frame.locator("h1")).to_have_text("built")


def test_what_fails_a_check_is_told_and_stays_until_it_is_accepted_again(
    page: Page, address: str, project: Path
) -> None:
    kept = memory(project).read_bytes()
    row = typed_in_first_row(page, address, " It cost 900 dollars.")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".status")).to_contain_text("Saved, but")
    expect(page.locator(".status")).to_contain_text("Figures differ:")
    assert focused_row(page) == row
    page.keyboard.press("Control+Enter")
    page.wait_for_function("row => document.activeElement.closest('.row').id !== row", arg=row)
    memory(project).write_bytes(kept)


def test_a_change_made_elsewhere_is_shown_and_nothing_typed_is_lost(
    page: Page, address: str, project: Path
) -> None:
    kept = memory(project).read_bytes()
    row = typed_in_first_row(page, address, " Mine.")
    catalogue = polib.pofile(str(memory(project)), wrapwidth=0)
    next(one for one in catalogue if one.msgctxt == row).msgstr = "Theirs."
    catalogue.save(str(memory(project)))
    page.keyboard.press("Control+Enter")
    expect(page.locator(f"#{row} .conflict")).to_contain_text("Theirs.")
    assert page.locator(f"#{row} textarea").input_value().endswith(" Mine.")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert page.evaluate(RUN_AXE, {"runOnly": {"type": "tag", "values": AXE_TAGS}}) == []
    mine = page.locator(f"#{row} textarea").input_value()
    page.keyboard.press("Alt+t")
    assert page.locator(f"#{row} textarea").input_value() == "Theirs."
    page.locator(f"#{row} textarea").fill(mine)
    page.keyboard.press("Control+Enter")
    expect(page.locator(f"#{row} .badge").first).to_have_text("Reviewed")
    memory(project).write_bytes(kept)


def test_what_keeps_the_desk_from_saving_is_said_and_the_text_stays(
    page: Page, address: str, project: Path
) -> None:
    kept = memory(project).read_bytes()
    page.goto(of(address, "en", f"article/{SLUG}"))
    page.keyboard.press("End")
    page.keyboard.type(" Mine.")
    memory(project).write_bytes(kept[: len(kept) // 2])
    for _ in range(2):
        page.keyboard.press("Control+Enter")
        expect(page.locator(".status")).to_contain_text(memory(project).name)
    memory(project).write_bytes(kept)
    page.keyboard.press("Control+Enter")
    expect(page.locator(".status")).to_contain_text("Saved")
    assert " Mine." in memory(project).read_text(encoding="utf-8")
    memory(project).write_bytes(kept)


def test_the_html_checker_has_nothing_against_the_pages(
    page: Page, address: str, tmp_path: Path
) -> None:
    for lang in ("ar", "en"):
        for name, path in PAGES.items():
            answer = page.request.get(of(address, lang, path))
            (tmp_path / f"{lang}-{name}.html").write_text(answer.text(), encoding="utf-8")
    assert vnu(tmp_path) == []


def test_a_topic_is_worked_on_by_keyboard(page: Page, address: str, project: Path) -> None:
    path = project / "seeds" / "topics" / "coalition-mission.toml"
    kept = path.read_bytes()
    page.goto(of(address, "en", "topic/coalition-mission"))
    page.keyboard.press("Alt+ArrowDown")
    page.keyboard.press("4")
    expect(page.locator(".question").first.locator("button").nth(3)).to_have_attribute(
        "aria-pressed", "true"
    )
    assert path.read_bytes() != kept
    page.keyboard.press("4")
    expect(page.locator(".question").first.locator("button").nth(3)).to_have_attribute(
        "aria-pressed", "false"
    )
    words = page.locator("#q-how-many-where form.statement").first
    words.locator("textarea[lang=en]").focus()
    page.keyboard.type("In 1999 ")
    expect(words.locator(".support")).to_contain_text("1999")
    page.keyboard.press("Control+a")
    path.write_bytes(kept)


def test_the_desk_works_without_its_script(browser: Browser, address: str, project: Path) -> None:
    kept = memory(project).read_bytes()
    with browser.new_context(java_script_enabled=False) as context:
        window = context.new_page()
        window.goto(address)
        window.goto(of(address, "ar", f"article/{SLUG}"))
        row = window.locator(".row.open").first
        name = row.get_attribute("id")
        row.locator("textarea").fill("Written without a script.")
        row.locator("button.main").click()
        assert window.url.endswith(f"#{name}")
        assert "Written without a script." in memory(project).read_text(encoding="utf-8")
    memory(project).write_bytes(kept)


def test_firefox_corrects_sentences_too(address: str, project: Path, tmp_path: Path) -> None:
    path = find_firefox()
    if path is None:
        lacking("there is no Firefox")
    kept = memory(project).read_bytes()
    axe = AXE.read_text(encoding="utf-8")
    with firefox_at(path, tmp_path / "profile", scheme="dark") as firefox:
        firefox.goto(address)
        firefox.goto(of(address, "en", f"article/{SLUG}"))
        left = int(firefox.evaluate("return document.querySelector('.left').textContent"))
        for number in range(3):
            firefox.press("End")
            firefox.type(f" [{number}]")
            firefox.press("Control+Enter")
            firefox.wait(
                "document.querySelector('.left').textContent == arguments[0]", left - number - 1
            )
            # What fails a check is accepted once more.
            if firefox.evaluate("return !document.activeElement.closest('.row.open')"):
                firefox.press("Control+Enter")
            firefox.wait("document.activeElement.closest('.row.open')")
        assert memory(project).read_text(encoding="utf-8").count("[2]") == 1
        firefox.press("Alt+z")
        firefox.wait("document.querySelector('.left').textContent == arguments[0]", left - 2)
        assert "[2]" not in memory(project).read_text(encoding="utf-8")
        for lang in ("ar", "en"):
            for name in ("first", "article", "topic"):
                firefox.goto(of(address, lang, PAGES[name]))
                firefox.evaluate(axe + "; window.axe = axe;")
                options = {"runOnly": {"type": "tag", "values": AXE_TAGS}}
                assert firefox.evaluate(f"return ({RUN_AXE})(arguments[0])", options) == [], name
    memory(project).write_bytes(kept)


def test_a_round_through_gettexts_tools_keeps_what_the_desk_wrote(
    page: Page, address: str, project: Path, tmp_path: Path
) -> None:
    if not (shutil.which("msgfmt") and shutil.which("msgmerge")):
        lacking("there is no gettext")
    page.goto(of(address, "en", f"article/{SLUG}"))
    page.keyboard.press("End")
    page.keyboard.type(" “Quoted”, \\ and a tab.")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".status")).to_contain_text("Saved")
    path = memory(project)
    kept = path.read_bytes()
    checked = run("msgfmt", "--check", "--verbose", "-o", tmp_path / "out.mo", path)
    assert checked.returncode == 0, checked.stderr
    assert re.search(r"\d+ translated messages, \d+ fuzzy", checked.stderr)
    # As a server does it: a template of the sources, and the file brought up to date with it.
    template = polib.pofile(str(path), wrapwidth=0)
    for one in template:
        one.msgstr, one.flags, one.previous_msgid, one.comment = "", [], None, ""
    template.save(str(tmp_path / "template.pot"))
    merged = tmp_path / "merged.po"
    done = run("msgmerge", "--previous", "-o", merged, path, tmp_path / "template.pot")
    assert done.returncode == 0, done.stderr
    before, after = read_memory(str(path), "before"), read_memory(str(merged), "after")
    strip = [(one.ar, one.en, one.context, one.fuzzy) for one in before.entries]
    assert [(one.ar, one.en, one.context, one.fuzzy) for one in after.entries] == strip
    # Poedit wraps lines, as these tools do; the desk reads on, and the next sentence is written.
    shutil.copy(merged, path)
    page.reload()
    page.keyboard.press("Control+Enter")
    expect(page.locator(".status")).to_contain_text("Saved")
    assert run("msgfmt", "--check", "-o", tmp_path / "out.mo", path).returncode == 0
    assert read_memory(str(path), "again").entries != after.entries
    path.write_bytes(kept)
