"""What search engines and other places read of the pages: data, pictures, languages, addresses."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from site_reader import LANGS, ORIGIN, TOPICS, Element, Website, build, copy_project, parsed
from support import Builder

ELSEWHERE = {"ar": "وكالة أخرى", "en": "Other Agency"}
OPEN_GRAPH = ("title", "description", "type", "url", "site_name", "locale", "image", "image:alt")


def data_of(root: Element) -> list[dict[str, Any]]:
    """Return the things that a page's JSON-LD describes."""
    (script,) = root.xpath("//script[@type='application/ld+json']")
    read = json.loads(script.text)
    assert read["@context"] == "https://schema.org"
    return read["@graph"]


def open_graph(root: Element, name: str) -> list[str]:
    return root.xpath(f"//meta[@property='og:{name}']/@content")


def test_stories_say_what_they_are_and_whose_translation(
    website: Website, export: dict[str, Any]
) -> None:
    for story in export["stories"]:
        found = {lang: data_of(website.pages[f"{lang}/{story['slug']}.html"])[0] for lang in LANGS}
        for lang, data in found.items():
            assert data["@type"] == "NewsArticle"
            assert data["inLanguage"] == lang
            assert data["headline"] == story["title"][lang]
            published = story["published"] and story["published"]["date"]
            assert data.get("datePublished") == published
            # A publisher that no page states is not stated here.
            assert ("publisher" in data) == bool(story["publisher"])
        assert found["en"]["translationOfWork"]["@id"] == found["ar"]["@id"]
        assert found["ar"]["workTranslation"]["@id"] == found["en"]["@id"]


def test_explainers_name_what_they_draw_on(website: Website, export: dict[str, Any]) -> None:
    for topic in export["topics"]:
        for lang in LANGS:
            data = data_of(website.pages[f"{lang}/{topic['slug']}.html"])[0]
            assert data["@type"] == "Article"
            assert len(data["citation"]) == len(data["isBasedOn"]) > 0
            for source in data["citation"]:
                path = source["url"].removeprefix(f"{ORIGIN}/")
                assert data_of(website.pages[path])[0]["@id"] == source["@id"]


def test_breadcrumbs_are_those_of_the_page_and_lead_to_pages(website: Website) -> None:
    with_crumbs = 0
    for path, root in website.pages.items():
        shown = root.xpath("//nav[@class='crumbs']//a/@href")
        if not shown:
            continue
        with_crumbs += 1
        (crumbs,) = [one for one in data_of(root) if one["@type"] == "BreadcrumbList"]
        items = [one["item"].removeprefix(f"{ORIGIN}/") for one in crumbs["itemListElement"]]
        assert items[-1] == path
        assert items[:-1] == [website.resolve(path, href)[0] for href in shown]
        assert set(items) <= website.pages.keys()
    assert with_crumbs > len(website.pages) / 2


def test_the_policy_names_the_data_by_its_hash(website: Website) -> None:
    for path, root in website.pages.items():
        (policy,) = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        hashes = re.findall(r"'(sha256-[^']+)'", policy)
        scripts = root.xpath("//script[@type='application/ld+json']")
        digests = [hashlib.sha256(script.text.encode()).digest() for script in scripts]
        assert hashes == [f"sha256-{base64.b64encode(one).decode()}" for one in digests], path


def test_every_page_can_be_shared(website: Website) -> None:
    for path, root in website.pages.items():
        for name in OPEN_GRAPH:
            (value,) = open_graph(root, name)
            assert value.strip(), (path, name)
        lang = root.get("lang")
        (locale,) = open_graph(root, "locale")
        assert re.fullmatch(rf"{lang}_[A-Z]{{2}}", locale)
        (image,) = open_graph(root, "image")
        assert (website.folder / image.removeprefix(f"{ORIGIN}/")).read_bytes()[:4] == b"\x89PNG"


def test_descriptions_tell_pages_apart(website: Website) -> None:
    for lang in LANGS:
        described = Counter(
            root.xpath("string(//meta[@name='description']/@content)")
            for path, root in website.pages.items()
            if path.startswith(f"{lang}/tag/")
        )
        assert len(described) > 5
        assert max(described.values()) == 1
    for path, root in website.pages.items():
        assert root.xpath("//meta[@name='description']/@content"), path


def test_what_is_for_editors_alone_is_not_to_be_found(website: Website) -> None:
    hidden = {
        path
        for path, root in website.pages.items()
        if root.xpath("//meta[@name='robots']/@content") == ["noindex"]
    }
    assert hidden == {"ar/editors.html", "en/editors.html"}


def test_explainers_have_a_day_of_change_in_the_sitemap(site: Path) -> None:
    text = (site / "sitemap.xml").read_text(encoding="utf-8")
    for topic in TOPICS:
        for lang in LANGS:
            place = text.index(f"<loc>{ORIGIN}/{lang}/{topic}.html</loc>")
            assert "<lastmod>2024-07-24</lastmod>" in text[place : place + 200]


def test_the_page_for_missing_pages_works_at_any_depth(site: Path) -> None:
    root = parsed((site / "404.html").read_text(encoding="utf-8"))
    base = urlsplit(ORIGIN).path
    links = root.xpath("//a/@href | //link[@rel='stylesheet']/@href | //script/@src")
    assert len(links) > 5
    for link in links:
        if link.startswith("#"):
            continue
        assert link.startswith(f"{base}/"), link
        assert (site / link.removeprefix(f"{base}/")).is_file(), link
    assert {one.get("lang") for one in root.xpath("//section")} == set(LANGS)
    assert root.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert not root.xpath("//link[@rel='canonical']")


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory, builder: Builder) -> tuple[Path, str, str]:
    """Return a site whose first story and first topic had other addresses, and their slugs.

    Another outlet has the text of that story, too.
    """
    project = copy_project(tmp_path_factory.mktemp("moved"))
    sidecar = min((project / "seeds").glob("0*.toml"))
    slug = re.search(r'slug = "([^"]+)"', sidecar.read_text(encoding="utf-8"))
    assert slug
    for path, old in (
        (sidecar, "old-story"),
        (project / "seeds/topics" / f"{TOPICS[0]}.toml", "old"),
    ):
        text = path.read_text(encoding="utf-8")
        path.write_text(f'old_slugs = ["{old}"]\n{text}', encoding="utf-8")
    with sidecar.open("a", encoding="utf-8") as file:
        file.write(f'\n[[also]]\nar = "{ELSEWHERE["ar"]}"\nen = "{ELSEWHERE["en"]}"\n')
        file.write('url = "https://other.example/1"\n')
    return build(project, builder), slug[1], TOPICS[0]


def test_outlets_with_the_same_text_are_named(moved: tuple[Path, str, str]) -> None:
    site, story, _ = moved
    for lang in LANGS:
        root = parsed((site / lang / f"{story}.html").read_text(encoding="utf-8"))
        named = root.xpath("//dl[@class='facts']//a[@href='https://other.example/1']/text()")
        assert named == [ELSEWHERE[lang]]


def test_an_old_address_leads_to_the_new_one(moved: tuple[Path, str, str]) -> None:
    site, story, topic = moved
    pairs = [("old-story", story), ("old-story.parallel", f"{story}.parallel"), ("old", topic)]
    beside = {path.name for path in (site / "en").glob(f"{topic}.*.html")}
    pairs += [(n.replace(topic, "old")[:-5], n.removesuffix(".html")) for n in sorted(beside)]
    base = urlsplit(ORIGIN).path
    rules = (site / "_redirects").read_text(encoding="utf-8").splitlines()
    for lang in LANGS:
        for old, new in pairs:
            root = parsed((site / lang / f"{old}.html").read_text(encoding="utf-8"))
            assert root.xpath("//meta[@http-equiv='refresh']/@content") == [f"0; url={new}.html"]
            assert root.xpath("//link[@rel='canonical']/@href") == [f"{ORIGIN}/{lang}/{new}.html"]
            assert f"{new}.html" in root.xpath("//a/@href")
            assert root.xpath("//meta[@name='robots']/@content") == ["noindex"]
            assert f"{base}/{lang}/{old}.html {base}/{lang}/{new}.html 301" in rules
    assert len(rules) == len(LANGS) * len(pairs)
    assert "old-story" not in (site / "sitemap.xml").read_text(encoding="utf-8")
