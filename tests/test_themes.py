"""Other themes show the posts: with their ids, their language, their true days, and no error."""

from __future__ import annotations

import re
from pathlib import Path

import html5lib
import pelican.themes
import pytest
from pelican.plugins.briefing.edges.pelican_defaults import complete
from pelican.plugins.briefing.render.colours import accent_style, is_readable
from pelican.settings import DEFAULT_CONFIG
from support import ROOT, Run

THEMES = {"simple": (), "reflex": ("-e", "CC_LICENSE={}")}
"""One of Pelican's own and one of somebody else's, with the settings that it demands."""


def folder_of(theme: str) -> Path:
    """Return the folder of an installed theme."""
    found = [Path(place) / theme for place in pelican.themes.__path__]
    return next(path for path in found if path.is_dir())


@pytest.mark.parametrize("theme", THEMES)
def test_another_theme_shows_the_posts(project: Path, build: Run, theme: str) -> None:
    done = build("-t", str(folder_of(theme)), "--fatal", "errors", *THEMES[theme])
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stderr == ""
    pages = {path: path.read_text(encoding="utf-8") for path in project.glob("output/??/*.html")}
    assert {path.name for path in pages} == {"market.html", "water-plan.html", "water.html"}
    ids = {}
    for path, text in pages.items():
        lang = path.parent.name
        root = html5lib.parse(text, treebuilder="lxml", namespaceHTMLElements=False)
        (body,) = root.xpath("//div[@lang and @dir]")
        assert (body.get("lang"), body.get("dir")) == (lang, "rtl" if lang == "ar" else "ltr")
        # Some themes align whatever there is to the left.
        assert (body.get("style") == "text-align: start") == (lang == "ar")
        # Pygments has colours for a class of one letter, and themes its style sheets.
        assert not re.search('class="[a-z]"', text), path
        ids[f"{lang}/{path.name}"] = set(root.xpath("//@id"))
        # No markup of ours is shown as text.
        assert not re.search(r"&lt;(?:p|div|span|sup|a) ", text), path
    # Its lists have what is in its own language, wherever they are.
    listed = (project / "output" / "index.html").read_text(encoding="utf-8")
    assert re.findall(r'<div lang="(\w+)" dir="(\w+)"', listed) == [("ar", "rtl")] * 3
    for lang in ("ar", "en"):
        explainer = pages[project / "output" / lang / "water.html"]
        cited = re.findall(rf'href="(?:[^"]*/)?{lang}/([\w-]+\.html)#(p\d+s\d+)"', explainer)
        assert cited
        for name, sentence in cited:
            assert sentence in ids[f"{lang}/{name}"]


def test_another_theme_shows_a_month_as_a_month(project: Path, build: Run) -> None:
    sidecar = project / "seeds" / "market.toml"
    known = sidecar.read_text(encoding="utf-8") if sidecar.is_file() else ""
    lines = [line for line in known.splitlines() if not line.startswith("date")]
    sidecar.write_text("\n".join(['date = "2024-07"', *lines]) + "\n", encoding="utf-8")
    assert build("-t", str(folder_of("simple"))).returncode == 0
    page = (project / "output" / "en" / "market.html").read_text(encoding="utf-8")
    assert re.search(r">\s*July 2024[^<]*</time>", page)
    assert "01 July" not in page


@pytest.mark.parametrize(
    ("colour", "can_be_read"),
    [
        # On both sides of the contrast of 4.5 to 1, for each part of a colour.
        ("#686868", True), ("#696969", False), ("#cc0000", True), ("#cd0000", False),
        ("#007800", True), ("#007900", False), ("#8e00ff", True), ("#8f00ff", False),
        ("#0054ff", True), ("#0055ff", False), ("#000", True), ("#fff", False),
        ("#0f525", False), ("0f5257", False), ("teal", False), ("#0f5257 ", False),
    ],
)  # fmt: skip
def test_a_colour_of_the_owners_has_the_contrast_of_text(colour: str, *, can_be_read: bool) -> None:
    assert is_readable(colour) is can_be_read


@pytest.mark.parametrize(
    ("colour", "day", "night"),
    [
        ("#b00020", "#b00020 #f2dcdc", "#d37284 #2a2226"),
        ("#0f5257", "#0f5257 #dee5e2", "#6f979a #1e2729"),
        ("#00f", "#0000ff #dcdcf7", "#7f7fff #202435"),
    ],
)
def test_a_colour_of_the_owners_is_lighter_on_dark_paper(colour: str, day: str, night: str) -> None:
    found = re.findall(r"--accent: (\S+); --accent-soft: (\S+);", accent_style(colour))
    assert [" ".join(pair) for pair in found] == [day, night, night]
    with pytest.raises(ValueError, match="teal"):
        accent_style("teal")


def test_what_a_site_sets_stays_and_another_theme_is_left_alone() -> None:
    set_here = {"ARTICLE_URL": "mine/{slug}.html", "FEED_ALL_ATOM": "mine.xml"}
    ours = {**DEFAULT_CONFIG, **set_here, "THEME": str(ROOT / "theme")}
    complete(ours)
    assert set_here.items() <= ours.items()
    assert (ours["DIRECT_TEMPLATES"], ours["CATEGORY_FEED_ATOM"]) == ([], None)
    theirs = {**DEFAULT_CONFIG, "THEME": str(folder_of("simple"))}
    complete(theirs)
    assert theirs == {**DEFAULT_CONFIG, "THEME": theirs["THEME"]}


def test_the_explainer_has_its_page_in_the_theme_that_comes_along(
    project: Path, build: Run
) -> None:
    assert build().returncode == 0
    post = (project / "content" / "en" / "water.md").read_text(encoding="utf-8")
    assert "Template" not in post
    page = (project / "output" / "en" / "water.html").read_text(encoding="utf-8")
    assert '<body class="explainer-page">' in page
