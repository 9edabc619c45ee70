"""A site of several hundred short articles on one subject: no page grows with them."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

import pytest
import test_structure as structure
from jsonschema import Draft202012Validator
from lxml import html
from site_reader import LANGS, ORIGIN, Website, classes
from support import Builder, small_project

COUNT = 201
"""Articles: more than a volume has, and as many as are built in some seconds."""
LARGEST = 300_000
"""Bytes that a page may have."""
TOPIC = """
title = { ar = "خطة المياه", en = "The water plan" }
about = [["المياه"]]
events = [["المياه"]]
intro = { ar = "ما الخطة ومتى تبدأ؟", en = "What the plan is and when it starts." }
[[question]]
id = "what"
ar = "ما الخطة؟"
en = "What is the plan?"
match = [["خطة"]]
[[question]]
id = "cost"
ar = "كم تكلف؟"
en = "What does it cost?"
match = [["دينار"]]
[[figure]]
id = "villages"
ar = "القرى المشمولة"
en = "Villages covered"
unit = { ar = "قرية", en = "villages" }
nouns = ["قرية"]
"""
MONTHS = ("كانون الثاني", "نيسان", "تموز", "تشرين الأول")


def write_many(seeds: Path) -> None:
    """Write as many articles, each of three sentences that no other has."""
    (seeds / "topics" / "water.toml").write_text(TOPIC, encoding="utf-8")
    for number in range(COUNT):
        year = 2019 + number % 4
        day = f"{year}-{number // 4 % 12 + 1:02}-{number % 28 + 1:02}"
        when = f"{number % 28 + 1} {MONTHS[number % len(MONTHS)]} {year}"
        text = (
            f"الحكومة تعلن المرحلة {number} من خطة المياه\n"
            f"أعلنت الحكومة في {when} خطة المياه رقم {number}"
            f" التي تشمل {100 + number} قرية في الجنوب.\n"
            f"وقال الوزير سالم ناصر إن المياه في المرحلة {number} تكلف {3000 + number} دينار.\n"
            f"وأضاف أن خطة المياه رقم {number} لن تتأخر {number} يوما آخر مهما كان السبب.\n"
        )
        (seeds / f"many-{number:03}.txt").write_text(text, encoding="utf-8")
        (seeds / f"many-{number:03}.toml").write_text(f'date = "{day}"\n', encoding="utf-8")


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory, builder: Builder) -> Website:
    """The site of that many articles, built without pictures and EPUBs."""
    project = small_project(tmp_path_factory.mktemp("many") / "project")
    write_many(project / "seeds")
    options = (f'SITEURL="{ORIGIN}"', "BRIEFING_CARDS=false", 'BRIEFING_DOWNLOADS="html, zip"')
    done = builder.run(project, "-e", *options)
    assert done.returncode == 0, done.stdout + done.stderr
    # Nor does the page of the explainer show more words than it may.
    assert "words are shown" not in done.stderr
    return read(project / "output")


def read(folder: Path) -> Website:
    """Read a site as `read_website` does, with the faster of two parsers."""
    sources = {}
    for path in sorted(folder.rglob("*.html")):
        name = path.relative_to(folder).as_posix()
        if name != "404.html" and not name.startswith("downloads/"):
            sources[name] = path.read_text(encoding="utf-8")
    pages = {name: html.document_fromstring(source.encode()) for name, source in sources.items()}
    return Website(folder, sources, pages)


def test_no_page_is_larger_than_it_may_be(many: Website) -> None:
    sizes = {path: len(source.encode()) for path, source in many.sources.items()}
    assert {path: size for path, size in sizes.items() if size > LARGEST} == {}
    # Else nothing would be cut here.
    assert "en/water.answers.1.html" in sizes


def test_all_pages_hold_together(many: Website) -> None:
    structure.test_links_resolve_on_disk(many)
    structure.test_links_stay_inside_the_site(many)
    structure.test_fragments_name_an_element_of_the_target(many)
    structure.test_alternates_are_reciprocal(many)
    structure.test_ids_are_unique(many)


@pytest.mark.parametrize("lang", LANGS)
def test_every_page_of_a_list_is_found_from_the_first(many: Website, lang: str) -> None:
    def way(path: str, name: str) -> str | None:
        urls = many.pages[path].xpath(f"//nav[@class='pages']/a[@rel='{name}']/@href")
        return many.resolve(path, urls[0])[0] if urls else None

    there = [path for path, root in many.pages.items() if root.xpath("//nav[@class='pages']")]
    there = [path for path in there if path.startswith(f"{lang}/")]
    reached: list[str] = []
    for first in [path for path in there if way(path, "prev") is None]:
        path: str | None = first
        before = None
        while path:
            assert way(path, "prev") == before
            # Only the first has no number.
            assert bool(re.search(r"\.\d+\.html$|\.(q|side)-", path)) == (path != first)
            reached.append(path)
            before, path = path, way(path, "next")
    assert sorted(reached) == sorted(there)
    assert {f"{lang}/archives.1.html", f"{lang}/water.answers.1.html"} < set(reached)


@pytest.mark.parametrize("lang", LANGS)
def test_every_article_is_reached_from_the_explainer(many: Website, lang: str) -> None:
    first = many.pages[f"{lang}/water.html"]
    said = first.xpath("string(//section[@id='sources']//p[@class='of-all'])")
    # One of the two others is on the subject, too.
    assert str(COUNT + 1) in said
    listed = set()
    for path, root in many.pages.items():
        if re.fullmatch(rf"{lang}/water\.sources(\.\d+)?\.html", path):
            urls = root.xpath("//ul[@class='sources']//@href")
            listed |= {many.resolve(path, url)[0] for url in urls}
    articles = {path for path in many.pages if re.fullmatch(rf"{lang}/many-\d+\.html", path)}
    assert len(articles) == COUNT
    assert articles <= listed


@pytest.mark.parametrize("lang", LANGS)
def test_editors_see_all_articles_first(many: Website, lang: str) -> None:
    first, *_ = many.pages[f"{lang}/editors.html"].xpath("//tbody/tr")
    assert "total" in classes(first)
    assert str(COUNT + 2) in first.xpath("string(th)")
    assert many.pages[f"{lang}/editors.1.html"].xpath("//tr[@class='total']") == []


@pytest.mark.parametrize("lang", LANGS)
def test_downloads_are_listed_by_volume(many: Website, lang: str) -> None:
    links = many.pages[f"{lang}/feeds.html"].xpath("//section[@id='downloads']//a/@href")
    names = [link.rsplit("/", 1)[-1] for link in links]
    years = ["explainers", "2023", "2022", "2021", "2020", "2019", "undated"]
    other = "en" if lang == "ar" else "ar"
    of_each = [f"briefing.{code}.{year}.html" for code in (lang, other) for year in years]
    assert names == [*of_each, "site.zip"]
    assert all((many.folder / "downloads" / name).is_file() for name in names)


def test_feeds_are_small_and_have_everything_in_their_archive(many: Website) -> None:
    feeds = many.folder / "feeds"
    for lang in LANGS:
        assert (feeds / f"{lang}.atom.xml").stat().st_size < 160_000
        found = set()
        for path in feeds.glob(f"{lang}.*.atom.xml"):
            found |= set(re.findall(rf"{ORIGIN}/{lang}/([\w-]+)\.html", path.read_text("utf-8")))
        assert {f"many-{number:03}" for number in range(COUNT)} <= found


def test_each_article_is_data_of_its_own(many: Website) -> None:
    data = many.folder / "data"
    schema = json.loads((data / "briefing.schema.json").read_text("utf-8"))
    whole = json.loads((data / "briefing.json").read_text("utf-8"))
    Draft202012Validator(schema).validate(whole)
    for story in whole["stories"]:
        alone = data / "stories" / f"{story['slug']}.json"
        assert json.loads(alone.read_text("utf-8")) == story


def test_nothing_of_the_archive_leads_out_of_it(many: Website, tmp_path: Path) -> None:
    with zipfile.ZipFile(many.folder / "downloads" / "site.zip") as archive:
        archive.extractall(tmp_path)
    unpacked = read(tmp_path / "briefing")
    assert unpacked.pages.keys() == many.pages.keys()
    structure.test_links_resolve_on_disk(unpacked)
