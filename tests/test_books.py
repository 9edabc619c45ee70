"""Chapters, their links, fonts and archives, from values made by hand; see tests/site, too."""

from __future__ import annotations

import io
import random
import time
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from casefile import cases
from pelican.plugins.briefing.edges.archive_file import write_archive
from pelican.plugins.briefing.edges.downloads import downloads
from pelican.plugins.briefing.edges.files import files_in
from pelican.plugins.briefing.edges.outputs import Outputs
from pelican.plugins.briefing.model import newest_first
from pelican.plugins.briefing.render.books import archive as archive_module
from pelican.plugins.briefing.render.books.archive import archive, write_archived
from pelican.plugins.briefing.render.books.book import Book, MakeContent, make_book, volume_label
from pelican.plugins.briefing.render.books.chapters import Chapter, ChapterContent, page_content
from pelican.plugins.briefing.render.books.epub import address_of
from pelican.plugins.briefing.render.books.fonts import book_faces, face_rules, needed_faces
from pelican.plugins.briefing.render.books.links import link_chapters
from pelican.plugins.briefing.render.books.volumes import Volume, volumes
from pelican.plugins.briefing.render.site import Site
from pelican.plugins.briefing.settings import read_settings
from render_support import CATALOGUES, COUNCIL, HARBOUR, dated, site
from support import ROOT, Run
from test_beside import on_site

SHEET = """
@font-face { font-family: "One"; src: url("../f/one.woff2") format("woff2");
  unicode-range: U+41-5A; }
@font-face { font-family: "One"; font-style: italic; src: url(../f/slant.woff2); }
@font-face { font-family: "One"; font-weight: 400 700; src: url('../f/ar.woff2');
  unicode-range: U+0600-06FF, U+200C; }
@font-face { font-family: Two; src: url("../f/two.woff2"); }
@font-face { font-family: "Old"; src: url("../f/old.ttf"); }
"""
HOME = "https://s.test"
SITE = site()


def chapter(name: str, html: str, lang: str = "en") -> Chapter:
    address = f"{HOME}/{lang}/{name}.html"
    content = page_content(f"<body><main>{html}</main></body>", address)
    return Chapter(name, "article", lang, ((lang, name),), (address,), content)


@pytest.mark.parametrize(("title", "given", "expected"), cases("chapters"))
def test_page_becomes_chapter(title: str, given: str, expected: list[str]) -> None:
    assert [chapter("a", given).xhtml()] == expected, title


def linked(*chapters: Chapter) -> list[str]:
    found = link_chapters(
        chapters, lambda name, place: f"{name}|{place}", lambda one: f"to {one.name}"
    )
    return [one.xhtml() for one in found]


def test_links_between_pages_lead_to_chapters_and_others_to_the_site() -> None:
    first = '<a href="b.html">1</a><a href="b.html#p">2</a><a href="b.html#q">3</a>'
    found, _ = linked(chapter("a", first), chapter("b", '<p id="p">x</p>'))
    assert found == (
        '<div><a href="b|">1</a><a href="b|p">2</a><a href="https://s.test/en/b.html#q">3</a></div>'
    )


def test_a_cited_sentence_leads_back_and_a_cited_title_does_not() -> None:
    cites = "".join(
        f'<a class="cite" data-note="{n}" href="b.html#{place}">{n}</a>'
        for n, place in ((1, "p1s1"), (2, "title"), (1, "p1s1"))
    )
    _, found = linked(
        chapter("a", cites), chapter("b", '<h1 id="title">T</h1><p><span id="p1s1">S.</span></p>')
    )
    way = (
        '<a class="back" role="doc-backlink" href="a|cite-1" title="to a"'
        ' aria-label="\u21911 to a">\u21911</a>'
    )
    assert found == (f'<div><h1 id="title">T</h1><p><span id="p1s1">S.{way}</span></p></div>')


def test_the_way_back_to_an_explainer_stands_in_its_language() -> None:
    pair = '<p id="p1s1" lang="ar">أ</p><p lang="en">B</p>'
    mark = '<a class="cite" data-note="1" href="../en/b.html#p1s1">1</a>'
    _, _, found = linked(chapter("a", mark), chapter("c", mark, "ar"), chapter("b", pair))
    arabic, english = found.split("</p><p")
    assert 'href="c|cite-1"' in arabic
    assert 'href="a|cite-1"' in english
    assert found.count("doc-backlink") == 2


def test_chapter_in_a_page_of_all_has_its_name_before_ids_and_lower_headings() -> None:
    one = chapter("a", '<h1 id="title">T</h1><h6>x</h6>')
    assert one.part_of_a_page() == '<div><h2 id="a.title">T</h2><h6>x</h6></div>'
    assert one.xhtml() == '<div><h1 id="title">T</h1><h6>x</h6></div>'


def test_fonts_are_those_that_the_sheet_names_and_the_text_needs() -> None:
    faces = book_faces(SHEET)
    assert [face.name for face in faces] == ["one.woff2", "slant.woff2", "ar.woff2", "two.woff2"]

    def needed(sheet: str, text: str) -> list[str]:
        return [face.name for face in needed_faces(faces, sheet, text)]

    assert needed('p { font-family: "One" }', "ABC") == ["one.woff2"]
    assert needed('p { font-family: "One" }', "Aب") == ["one.woff2", "ar.woff2"]
    assert needed('p { font-family: "One" }', "1") == []
    assert needed('p { font-family: "Two" }', "1") == ["two.woff2"]
    assert face_rules(faces[2:3], lambda face: f"x/{face.name}").split("\n")[1:] == [
        '  font-family: "One";',
        "  font-style: normal;",
        "  font-weight: 400 700;",
        '  src: url("x/ar.woff2") format("woff2");',
        "  unicode-range: U+0600-06FF, U+200C;",
        "}",
        "",
    ]


def test_the_sheet_of_books_names_fonts_that_the_theme_has() -> None:
    sheet = (ROOT / "theme/templates/epub/book.css.jinja").read_text(encoding="utf-8")
    fonts = ROOT / "theme/static/css/fonts.css"
    faces = needed_faces(book_faces(fonts.read_text(encoding="utf-8")), sheet, "Aب")
    assert len({face.family for face in faces}) == 2
    assert [face.url for face in faces if not (fonts.parent / face.url).is_file()] == []


def test_archives_of_the_same_files_are_the_same_at_any_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    files = [("b", b"1" * 1000), ("a/c", "ا".encode())]
    first = archive(files)
    monkeypatch.setattr(time, "time", lambda: 2e9)
    assert archive(iter(files)) == first
    with zipfile.ZipFile(io.BytesIO(first)) as opened:
        assert opened.namelist() == ["b", "a/c"]
        assert opened.read("b") == dict(files)["b"]
        # The oldest time that a zip can tell, since of its files none is known.
        assert {one.date_time for one in opened.infolist()} == {(1980, 1, 1, 0, 0, 0)}


class Written:
    """Pages that are all the same, and forms that are not asked for."""

    def __init__(self, main: str = "<h1>{}</h1>") -> None:
        self.main = main

    def page(self, path: str) -> str | None:
        return None if "council" in path else f"<body><main>{self.main.format(path)}</main></body>"

    def form(self, name: str, **values: object) -> str:
        return f"<h1 id='title'>{name}: {len(values)} values</h1>"

    def content(self, make: MakeContent, html: str, address: str) -> ChapterContent:
        return make(html, address)


def book(name: str) -> Book:
    return make_book(name, SITE, Written())


def test_title_of_a_chapter_is_its_heading_or_its_name() -> None:
    for html in ("", "<h1></h1>", "<h1>\u200f </h1>"):
        assert make_book("en", SITE, Written(html)).chapters[-1].title == "about"
    titled = make_book("en", SITE, Written("<h1>Two\n <b>words</b></h1>"))
    assert {one.title for one in titled.chapters} == {"Two words"}


def test_a_book_of_both_languages_has_the_notices_of_posts_without_their_links() -> None:
    told: list[object] = []

    class Noticed(Written):
        def form(self, name: str, **values: object) -> str:
            told.append(values["notices"])
            return super().form(name, **values)

    link = '<a href="harbour.html">Original</a>'
    notice = f'<header><p class="notice">Made by\n machine. {link} Only 3 of 5 lines.</p></header>'
    make_book("parallel", SITE, Noticed(f"{notice}<p class='notice'>Body</p>"))
    shown = "Made by machine. Only 3 of 5 lines."
    assert told
    assert all(notices == [("ar", shown), ("en", shown)] for notices in told)


def test_a_book_has_explainers_articles_and_the_method_and_skips_what_is_not_written() -> None:
    names = [one.name for one in book("ar").chapters]
    assert names == [SITE.explainers[0].slug, "flood", "harbour", "about"]
    assert [kind for kind, _ in book("en").groups] == [
        "category.explainers",
        "category.articles",
        "nav.about",
    ]
    topic = SITE.explainers[0].slug
    both = book("parallel")
    assert [one.name for one in both.chapters[:2]] == [topic, f"{topic}.en"]
    assert "council" not in [one.name for one in both.chapters]
    assert [one.day for one in both.chapters if one.kind == "article"] == [
        "24 يوليو 2024 · July 24, 2024",
        "التاريخ غير مذكور · Date not stated",
    ]


def test_a_book_is_as_new_as_the_newest_day_it_knows() -> None:
    newest = book("en").newest
    assert newest is not None
    assert newest.when.day == "2024-07-25"
    bare = replace(SITE, stories=(HARBOUR,))
    assert make_book("en", bare, Written()).newest is None
    only = replace(SITE, stories=(HARBOUR, COUNCIL))
    dated = make_book("en", only, Written()).newest
    assert dated is not None
    assert dated.when.iso == "2024-05"


def test_a_book_without_a_name_is_called_by_its_address() -> None:
    nameless = replace(SITE, title={"ar": " ", "en": ""})
    assert make_book("parallel", nameless, Written()).title == SITE.origin
    alike = replace(SITE, title={"ar": "X", "en": "X"})
    assert make_book("parallel", alike, Written()).title == "X"


# Volumes -------------------------------------------------------------------------------------


def of_many(*counts: tuple[str, int], **fields: object) -> Site:
    """Return a site of so many articles of each day, the newest first."""
    stories = []
    for day, count in counts:
        for number in range(count):
            published = dated(day) if day else None
            stories.append(replace(COUNCIL, slug=f"s{day}-{number}", published=published))
    return replace(SITE, stories=tuple(stories), **fields)


def test_a_small_site_is_in_one_volume() -> None:
    small = of_many(("2024-01-01", 200))
    assert list(volumes(small)) == [Volume("", small.explainers, small.stories)]
    assert book("en").file_name == "briefing.en"
    assert book("en").labels == {}


def test_a_large_site_has_a_volume_a_year_and_one_of_explainers() -> None:
    large = of_many(("2024-01-01", 200 + 3), ("2019-05", 2), ("", 1))
    found = list(volumes(large))
    assert [one.name for one in found] == ["explainers", "2024-2", "2024", "2019", "undated"]
    assert [len(one.stories) for one in found] == [0, 3, 200, 2, 1]
    assert [len(one.explainers) for one in found] == [1, 0, 0, 0, 0]
    stories = []
    for one in found:
        stories += one.stories
    # Each article is in one, and those of a volume are as those of the site: the newest first.
    assert stories == sorted(large.stories, key=newest_first)
    new = replace(COUNCIL, slug="new", published=dated("2024-07-01"))
    more = volumes(replace(large, stories=(new, *large.stories)))
    changed = [a.name for a, b in zip(found, more, strict=True) if a != b]
    assert changed == ["2024-2"]
    assert next(volumes(replace(large, explainers=()))).name == "2024-2"


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("", ""),
        ("2024", "2024"),
        ("2024-2", "2024 (2)"),
        ("undated-3", "Date not stated (3)"),
        ("explainers", "Explainers"),
    ],
)
def test_volumes_have_names_for_readers(name: str, label: str) -> None:
    assert volume_label(name, CATALOGUES["en"]) == label


def test_a_volume_says_which_it_is() -> None:
    first = replace(SITE, stories=())
    made = make_book("parallel", first, Written(), "explainers")
    assert made.file_name == "briefing.parallel.explainers"
    assert made.title == "الموجز · Briefing · ملفات شارحة · Explainers"
    assert made.series == "الموجز · Briefing"
    # It knows the days of what it draws on, though no article is in it.
    assert made.newest
    assert made.newest.when.day == "2024-07-25"
    assert address_of(made).endswith("/downloads/briefing.parallel.explainers.epub")
    alone = make_book("parallel", first, Written(), "2024")
    assert alone.labels == {"2024": "ar"}


def test_a_book_has_all_that_the_page_of_an_explainer_lists_the_newest_of() -> None:
    whole = on_site()
    names = [one.name for one in make_book("en", whole, Written(), with_lists=True).chapters]
    beside = whole.beside(whole.explainers[0])
    wanted = ["water"]
    for name in ("differ", "figures", "sources"):
        wanted += [part.path.removesuffix(".html") for part in beside[name]]
    assert len(wanted) > 4
    assert names[: len(wanted)] == wanted
    assert names[len(wanted)] == whole.stories[0].slug
    chapters = make_book("en", whole, Written(), with_lists=True).chapters
    assert len({one.title for one in chapters[: len(wanted)]}) == len(wanted)
    bare = make_book("en", whole, Written()).chapters
    assert [one.name for one in bare[:2]] == ["water", whole.stories[0].slug]


def test_volumes_are_offered_the_newest_first(tmp_path: Path) -> None:
    large = of_many(("2024-01-01", 200), ("2019-05", 2), downloads=("html", "zip"))
    found = downloads(large, "en", tmp_path)
    assert [one.path.removeprefix("downloads/briefing.") for one in found[:3]] == [
        "en.explainers.html",
        "en.2024.html",
        "en.2019.html",
    ]
    assert [one.volume for one in found] == ["Explainers", "2024", "2019"] * 2 + [""]


def test_an_archive_has_what_is_read_from_disk(tmp_path: Path) -> None:
    offer = b'<main>\n  <section id="downloads">\n <p>x</p>\n  </section>\n  <p>y</p></main>'
    kept = ("index.html", "feeds/ar.atom.xml", "feeds/tag/a.en.rss.xml", "data/briefing.json")
    left_out = (
        *("cards/a.png", "data/stories/a.json", "downloads/briefing.en.epub", "drafts/a.html"),
        *("feeds/ar.1.atom.xml", "feeds/en.12.atom.xml", "sitemap.xml", "sitemap.2016-2.xml"),
    )
    for name in (*kept, *left_out, "en/feeds.html"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(offer)
    write_archive(tmp_path, {"drafts/a.html"}, Outputs(tmp_path))
    with zipfile.ZipFile(tmp_path / "downloads" / "site.zip") as opened:
        names = [name.removeprefix("briefing/") for name in opened.namelist()]
        assert names == sorted((*kept, "en/feeds.html"))
        assert opened.read("briefing/en/feeds.html") == b"<main>\n  <p>y</p></main>"
        assert opened.read("briefing/index.html") == offer
    # A theme may offer nothing, or in another way.
    for other in (b"<main>x</main>", offer.replace(b"</section>", b"")):
        (tmp_path / "en" / "feeds.html").write_bytes(other)
        write_archive(tmp_path, set(), Outputs(tmp_path))
        with zipfile.ZipFile(tmp_path / "downloads" / "site.zip") as opened:
            assert opened.read("briefing/en/feeds.html") == other


def test_an_archive_is_the_same_on_one_processor_and_on_several() -> None:
    """More files than are packed at once, some of which are copied."""
    files = [(f"{number:03}.html", b"text " * number) for number in range(200)]
    one, several = io.BytesIO(), io.BytesIO()
    write_archived(one, files)
    with zipfile.ZipFile(one) as before:
        some = [(name, None if name < "100" else data) for name, data in files]
        write_archived(several, some, before, processors=3)
    assert several.getvalue() == one.getvalue()
    with pytest.raises(KeyError, match="gone"):
        write_archived(io.BytesIO(), [("gone", None)])


def test_an_archive_takes_what_has_not_changed_from_the_one_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, building, anew = (tmp_path / name for name in ("site", "building", "anew"))
    before = {"a.html": "first", "b.html": "second", "draft.html": "third", "gone.html": "fourth"}
    before["same.html"] = "seventh"
    after = {**before, "b.html": "other", "ar/feeds.html": "fifth", "new.html": "sixth"}
    del after["gone.html"]
    for folder, texts in ((site, before), (building, after), (anew, after)):
        for name, text in texts.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text * 99, encoding="utf-8")
    outputs = Outputs(site)
    write_archive(site, {"draft.html"}, outputs)
    outputs.reuse_identical(files_in(site))
    # Somebody has changed a page of the site since, and the new one is the same.
    known = outputs.written(site)
    (site / "a.html").write_text("other", encoding="utf-8")
    (building / "a.html").write_text("other", encoding="utf-8")
    (anew / "a.html").write_text("other", encoding="utf-8")
    outputs = Outputs(building, site, known)
    outputs.reuse_identical(files_in(building))
    write_archive(anew, (), Outputs(anew))
    packed = []

    def counted(data: bytes, level: int) -> bytes:
        packed.append(data.decode())
        return bytes(pack(data, level))

    pack = archive_module.deflate.deflate_compress
    monkeypatch.setattr(archive_module.deflate, "deflate_compress", counted)
    write_archive(building, (), outputs)
    assert "draft.html" in outputs.reused
    assert packed == ["other", *(text * 99 for text in ("fifth", "other", "third", "sixth"))]
    archives = [(folder / "downloads" / "site.zip").read_bytes() for folder in (building, anew)]
    assert archives[0] == archives[1]
    # The one that is there now has all of them, and another build's is not to be trusted.
    known = {**known, "downloads/site.zip": ("of other code", *known["downloads/site.zip"][1:])}
    packed.clear()
    write_archive(building, (), Outputs(building, site, known))
    assert len(packed) == len(after)


def test_an_archive_of_many_gigabytes_is_taken_over_as_it_is_written(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """From 2 GiB on the list at its end has more of each file than stands before its bytes."""
    monkeypatch.setattr(zipfile, "ZIP64_LIMIT", 5000)
    chance = random.Random(1)  # noqa: S311 - no secret
    files = [(f"f{number}.bin", chance.randbytes(2000)) for number in range(6)]
    for kept in (files, files[2:]):
        before, after = zipfile.ZipFile(io.BytesIO(archive(files))), io.BytesIO()
        write_archived(after, [(name, None) for name, _ in kept], before)
        assert after.getvalue() == archive(kept)
    with zipfile.ZipFile(after) as opened:
        assert opened.testzip() is None


def test_an_archive_before_that_is_damaged_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("first", encoding="utf-8")
    outputs = Outputs(tmp_path)
    write_archive(tmp_path, (), outputs)
    outputs.reuse_identical(files_in(tmp_path))
    whole = (tmp_path / "downloads" / "site.zip").read_bytes()
    (tmp_path / "downloads" / "site.zip").write_bytes(b"x" * len(whole))
    new = tmp_path.parent / "new"
    new.mkdir()
    (new / "a.html").write_text("first", encoding="utf-8")
    again = Outputs(new, tmp_path, outputs.written(tmp_path))
    again.reuse_identical(files_in(new))
    write_archive(new, (), again)
    assert (new / "downloads" / "site.zip").read_bytes() == whole


def test_downloads_are_listed_with_their_sizes_own_language_first(tmp_path: Path) -> None:
    whole = replace(SITE, downloads=("epub", "html", "zip"))
    (tmp_path / "downloads").mkdir()
    (tmp_path / "downloads" / "briefing.en.epub").write_bytes(b"12345")
    found = downloads(whole, "en", tmp_path)
    assert [(one.path.removeprefix("downloads/"), one.size) for one in found] == [
        ("briefing.en.epub", 5),
        ("briefing.ar.epub", None),
        ("briefing.parallel.epub", None),
        ("briefing.en.html", None),
        ("briefing.ar.html", None),
        ("site.zip", None),
    ]
    assert len({one.label for one in found}) == 6
    assert downloads(replace(SITE, downloads=("zip",)), "ar", tmp_path)[0].path.endswith(".zip")
    assert downloads(replace(SITE, downloads=()), "ar", tmp_path) == []


def test_a_wrong_kind_of_download_is_a_mistake_with_a_way_out() -> None:
    _, (problem,) = read_settings({"BRIEFING_DOWNLOADS": "epub, pdf", "SITEURL": HOME})
    assert "names the unknown kind “pdf”" in problem.message
    assert "epub, html, zip" in problem.hint


def test_downloads_are_made_as_the_setting_says(project: Path, build: Run) -> None:
    assert build("-e", 'BRIEFING_DOWNLOADS="html"').returncode == 0
    names = sorted(path.name for path in (project / "output" / "downloads").iterdir())
    assert names == ["briefing.ar.html", "briefing.en.html"]
    (project / "theme" / "templates" / "epub" / "pairs.html").unlink()
    done = build("-e", 'BRIEFING_DOWNLOADS="epub"')
    lacks = "templates/epub/pairs.html: the theme lacks this template"
    lacks += ". Copy it from the theme that comes with the plugin."
    assert done.returncode == 1
    assert done.stderr.strip().split("\n") == [f"error: {lacks}"]
    names = sorted(path.name for path in (project / "output" / "downloads").iterdir())
    assert names == ["briefing.ar.epub", "briefing.en.epub"]
    assert build("-e", 'BRIEFING_DOWNLOADS="none"').returncode == 0
    assert not (project / "output" / "downloads").exists()
