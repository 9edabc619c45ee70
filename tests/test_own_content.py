"""A person's own posts and pages beside the site's: served, or answered with one line."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from types import SimpleNamespace

import pytest
from pelican.plugins.briefing.edges.pelican_pages import pass_over_lists
from support import Run

HEAD = "Title: Mine\nDate: 2024-01-01\nLang: en\n"
SERVED = {
    "en/plain.md": (HEAD, "en/plain.html"),
    "en/draft.md": (f"{HEAD}Status: draft\n", "drafts/en/draft.html"),
    "en/hidden.md": (f"{HEAD}Status: hidden\n", "en/hidden.html"),
    "fr/french.md": (HEAD.replace("en", "fr"), "fr/french.html"),
    "fr/persian.md": (HEAD.replace("en", "fa"), "fa/persian.html"),
    "en/undated.md": ("Title: Mine\nLang: en\n", "en/undated.html"),
    "undefined.md": ("Title: Mine\n", "ar/undefined.html"),
    "en/foldered.md": ("Title: Mine\n", "en/foldered.html"),
    "en/below/deeper.md": ("Title: Mine\n", "en/deeper.html"),
    "en/against.md": ("Title: Mine\nLang: ar\n", "ar/against.html"),
    "english/elsewhere.md": ("Title: Mine\n", "ar/elsewhere.html"),
    "klingon.md": (HEAD.replace("en", "tlh"), "tlh/klingon.html"),
    "en/category.md": (f"{HEAD}Category: News\nTags: a, b\nAuthor: me\n", "en/category.html"),
    "pages/contact.md": (HEAD, "pages/contact-en.html"),
    "pages/arabic.md": ("Title: Mine\n", "pages/arabic.html"),
    "pages/french.md": (HEAD.replace("en", "fr"), "pages/french-fr.html"),
    "pages/draft.md": (f"{HEAD}Status: draft\n", "drafts/pages/draft-en.html"),
    "en/rest.rst": ("Mine\n####\n\n:date: 2024-01-01\n:lang: en\n", "en/rest.html"),
}
"""Posts and pages by path in content/: their heads, and where they are served."""
OWN_SLUG = "Give it a Slug of its own, or another name."
ANSWERED = {
    "en/no-title.md": ("Lang: en\n", "it has no title. Write a line “Title: …” at its head."),
    "en/no-day.md": (
        HEAD.replace("01-01", "99-01"),
        "'2024-99-01' is not a valid date. Mend it, or move it away.",
    ),
    "en/status.md": (
        f"{HEAD}Status: foo\n",
        "its status is “foo”. Use published, draft or hidden.",
    ),
    "en/outside.md": (
        "Title: Mine\nLang: ../../x\n",
        "its address lies outside the site. Mend the lines Slug, Lang and Save_as.",
    ),
    "en/story.md": (
        f"{HEAD}Slug: market\n",
        f"its address en/market.html is that of content/en/market.md. {OWN_SLUG}",
    ),
    "en/index.md": (
        f"{HEAD}Slug: INDEX\n",
        f"its address en/INDEX.html is that of a page of the site. {OWN_SLUG}",
    ),
    "en/topic.md": (
        f"{HEAD}Slug: Water\n",
        f"its address en/Water.html is that of content/en/water.md. {OWN_SLUG}",
    ),
    "pages/home.md": (
        f"{HEAD}Save_as: index.html\n",
        f"its address index.html is that of a page of the site. {OWN_SLUG}",
    ),
    "pages/feed.md": (
        f"{HEAD}Save_as: feeds/mine.html\n",
        f"its address feeds/mine.html is that of the site's folder feeds/. {OWN_SLUG}",
    ),
    "pages/map.md": (
        f"{HEAD}Save_as: sitemap.2016.xml\n",
        f"its address sitemap.2016.xml is that of a page of the site. {OWN_SLUG}",
    ),
    "en/parallel.md": (
        f"{HEAD}Save_as: en/market.parallel.html\n",
        f"its address en/market.parallel.html is that of a page of the site. {OWN_SLUG}",
    ),
}
"""Those that cannot be served, and the line that says why."""


def write(project: Path, posts: dict[str, tuple[str, str]]) -> None:
    """Write posts, each with a text that only it has."""
    for name, (head, _) in posts.items():
        path = project / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        # Pelican makes the address of the title, where a post names none.
        title = Path(name).stem
        text = head.replace("Mine", title) + f"\nThe text of {name}.\n"
        path.write_text(text.replace("####", "#" * len(title)), encoding="utf-8")


def test_usual_content_is_served(project: Path, build: Run) -> None:
    write(project, SERVED)
    done = build("--fatal", "errors")
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    for name, (_, page) in SERVED.items():
        text = (project / "output" / page).read_text(encoding="utf-8")
        assert f"The text of {name}." in text
    french = (project / "output" / "fr" / "french.html").read_text(encoding="utf-8")
    assert '<article class="story" lang="fr" dir="ltr">' in french
    persian = (project / "output" / "fa" / "persian.html").read_text(encoding="utf-8")
    assert '<article class="story" lang="fa" dir="rtl">' in persian


def page_of(project: Path, path: str) -> str:
    return (project / "output" / path).read_text(encoding="utf-8")


def test_own_posts_are_listed_fed_and_found_like_articles(project: Path, build: Run) -> None:
    write(project, SERVED)
    assert build("--fatal", "errors").returncode == 0
    for path in ("en/index.html", "en/archives.html", "en/archive/2024.html"):
        text = page_of(project, path)
        assert "plain.html" in text, path
        assert "draft.html" not in text
        assert "hidden.html" not in text
    assert "plain.html" not in page_of(project, "ar/index.html")
    own = page_of(project, "en/category.html")
    # Day, author, subjects, and the way to the articles beside it.
    assert '<time datetime="2024-01-01">January 1, 2024</time>' in own
    assert "<span>me</span>" in own
    assert 'href="tag/a.html"' in own
    assert 'rel="prev"' in own
    assert "category.html" in page_of(project, "en/tag/a.html")
    assert "1970" not in page_of(project, "en/undated.html")
    for name in ("en", "all"):
        for ending in ("atom.xml", "rss.xml", "json"):
            feed = page_of(project, f"feeds/{name}.{ending}")
            assert "/en/plain.html" in feed
            assert "hidden.html" not in feed
    sitemap = page_of(project, "sitemap.xml")
    assert "/en/plain.html<" in sitemap
    assert "/pages/contact-en.html<" in sitemap
    assert "/en/hidden.html<" not in sitemap
    menu = page_of(project, "en/market.html")
    assert ">contact</a>" in menu
    assert ">draft</a>" not in menu
    assert '<li><a href="../pages/french-fr.html" lang="fr" dir="ltr">french</a></li>' in menu
    assert ">arabic</a>" in page_of(project, "ar/market.html")


def test_a_post_of_tomorrow_waits_where_the_owner_says_so(project: Path, build: Run) -> None:
    write(project, {"en/later.md": (HEAD.replace("2024", "2999"), "en/later.html")})
    assert build().returncode == 0
    assert "later.html" in page_of(project, "en/index.html")
    assert build("-e", "WITH_FUTURE_DATES=false").returncode == 0
    assert "later.html" not in page_of(project, "en/index.html")
    assert (project / "output" / "drafts" / "en" / "later.html").is_file()


def test_an_article_of_tomorrow_waits_too(project: Path, build: Run) -> None:
    (project / "seeds" / "market.toml").write_text('date = "2999-01-01"\n', encoding="utf-8")
    assert build().returncode == 0
    assert "market.html" in page_of(project, "en/index.html")
    done = build("-e", "WITH_FUTURE_DATES=false", "--fatal", "errors")
    assert done.returncode == 0, done.stderr
    assert "market.html" not in page_of(project, "en/index.html")
    assert not list((project / "output").rglob("market*.html"))
    assert (project / "output" / "en" / "water-plan.html").is_file()


def test_a_day_that_passes_is_a_change_only_where_the_site_follows_the_day(
    project: Path, build: Run
) -> None:
    (project / "seeds" / "market.toml").write_text('date = "2030-01-02"\n', encoding="utf-8")
    days = [{"SOURCE_DATE_EPOCH": str(1_893_456_000 + 86_400 * number)} for number in range(3)]
    for on in days[:2]:
        assert build(**on).returncode == 0
    last = build(**days[2])
    assert "nothing has changed" in last.stdout
    follows = ("-e", "WITH_FUTURE_DATES=false")
    for on, is_shown in zip(days, (False, True, True), strict=True):
        assert build(*follows, **on).returncode == 0
        assert ("market.html" in page_of(project, "en/index.html")) == is_shown
    assert "nothing has changed" in build(*follows, **days[2]).stdout


def test_the_day_is_that_of_the_sites_zone(project: Path, build: Run) -> None:
    # To Pelican an article of a day that has not begun there is a draft, which no feed has.
    (project / "seeds" / "market.toml").write_text('date = "2020-01-02"\n', encoding="utf-8")
    midnight = {"SOURCE_DATE_EPOCH": str(1_577_923_200)}
    for zone, is_shown in (("Pacific/Honolulu", False), ("UTC", True), ("Asia/Baghdad", True)):
        done = build("-e", "WITH_FUTURE_DATES=false", f'TIMEZONE="{zone}"', **midnight)
        assert done.returncode == 0
        for page in ("en/index.html", "feeds/en.rss.xml"):
            assert ("market.html" in page_of(project, page)) == is_shown, zone
    before = {"SOURCE_DATE_EPOCH": str(1_577_923_200 - 3600)}
    done = build("-e", "WITH_FUTURE_DATES=false", 'TIMEZONE="Asia/Baghdad"', **before)
    assert "market.html" in page_of(project, "en/index.html")


def test_menu_links_and_social_mean_what_they_mean_to_pelican(project: Path, build: Run) -> None:
    with (project / "pelicanconf.py").open("a", encoding="utf-8") as conf:
        conf.write(
            'MENUITEMS = [({"ar": "اتصل", "en": "Write to us"}, "pages/contact.html")]\n'
            'LINKS = (("Agency", "https://agency.test/"),)\n'
            'SOCIAL = (("Mastodon", "https://social.test/@x"),)\n'
            'BRIEFING_CONTACT = "desk@site.test"\n'
            'BRIEFING_IMPRINT = "pages/imprint.html"\n'
            'BRIEFING_FOOTER_EN = "Ours <alone>"\n'
        )
    assert build().returncode == 0
    english, arabic = page_of(project, "en/market.html"), page_of(project, "ar/market.html")
    assert '<li><a href="../pages/contact.html">Write to us</a></li>' in english
    assert '<li><a href="../pages/contact.html">اتصل</a></li>' in arabic
    assert '<a href="https://agency.test/" rel="noopener noreferrer">Agency</a>' in english
    assert '<a href="https://social.test/@x" rel="me noopener noreferrer">Mastodon</a>' in english
    assert '<a href="mailto:desk@site.test">' in english
    assert '<a href="../pages/imprint.html">Imprint</a>' in english
    assert "<p>Ours &lt;alone&gt;</p>" in english
    assert "Ours" not in arabic


@pytest.mark.parametrize(
    ("setting", "line"),
    [
        ('MENUITEMS = ["x"]', "“MENUITEMS”: item 1 is not a pair."),
        ("MENUITEMS = 5", "“MENUITEMS” must be a list."),
        ('LINKS = [("a", 1)]', "“LINKS”: item 1 is neither text nor both languages."),
        ('SOCIAL = [("a", "javascript:x")]', "“SOCIAL”: item 1 leads to “javascript:x”."),
        ('BRIEFING_ACCENT = "red"', "“BRIEFING_ACCENT” is “red”, which is not a colour."),
        (
            'BRIEFING_ACCENT = "#ccc"',
            "“BRIEFING_ACCENT” is “#ccc”, too pale to be read on the page.",
        ),
        ('BRIEFING_LOGO = "x.png"', "“BRIEFING_LOGO” names x.png, which is not a file."),
        ('BRIEFING_LOGO = "publishconf.py"', "“BRIEFING_LOGO” names publishconf.py, which is no p"),
        ('BRIEFING_CONTACT = "javascript:x"', "“BRIEFING_CONTACT” leads to “javascript:x”."),
        ('THEME_STATIC_DIR = "assets"', "pages find the theme's styles and scripts,"),
        ('THEME_STATIC_PATHS = ["css"]', "pages find the theme's styles and scripts,"),
    ],
)
def test_a_wrong_look_is_one_line(project: Path, build: Run, setting: str, line: str) -> None:
    with (project / "pelicanconf.py").open("a", encoding="utf-8") as conf:
        conf.write(f"{setting}\n")
    done = build()
    assert done.returncode == 1
    assert done.stderr.startswith(f"error: pelicanconf.py: {line}")
    assert "Traceback" not in done.stdout


def test_the_look_is_the_owners(project: Path, build: Run) -> None:
    (project / "mark.svg").write_text("<svg/>", encoding="utf-8")
    (project / "user.css").write_text(".brand { color: red; }\n", encoding="utf-8")
    (project / "mine").mkdir()
    own = (
        "{% extends '!theme/base.html' %}"
        '{% block head %}<meta name="mine" content="1">{% endblock %}'
        "{% block end %}<p>at the end</p>{% endblock %}"
    )
    (project / "mine" / "base.html").write_text(own, encoding="utf-8")
    with (project / "pelicanconf.py").open("a", encoding="utf-8") as conf:
        conf.write(
            'BRIEFING_ACCENT = "#7a1f2b"\nBRIEFING_LOGO = "mark.svg"\n'
            'BRIEFING_USER_CSS = "user.css"\nTHEME_TEMPLATES_OVERRIDES = ["mine"]\n'
        )
    done = build("--fatal", "errors")
    assert done.returncode == 0, done.stderr
    style = page_of(project, "theme/css/owner.css")
    assert style.startswith("@media screen {\n:root { --accent: #7a1f2b;")
    assert style.endswith(".brand { color: red; }\n")
    assert (project / "output" / "theme" / "mark.svg").read_text(encoding="utf-8") == "<svg/>"
    for path in ("en/index.html", "en/market.html", "ar/water.html", "en/market.parallel.html"):
        text = page_of(project, path)
        assert '<link rel="stylesheet" href="../theme/css/owner.css">' in text
        assert '<img class="logo" src="../theme/mark.svg" alt="">' in text
        assert '<meta name="mine" content="1">' in text, path
        assert "<p>at the end</p>" in text


def test_what_cannot_be_served_is_one_line_and_stops_nothing_else(
    project: Path, build: Run
) -> None:
    write(project, ANSWERED)
    (project / "content" / "en" / "encoded.md").write_bytes(b"Title: \xc7\xe1\n\ntext\n")
    (project / "content" / "extra").mkdir()
    done = build("--fatal", "errors")
    expected = [f"error: content/{name}: left out: {line}" for name, (_, line) in ANSWERED.items()]
    expected.append("error: content/en/encoded.md: left out: not UTF-8 (byte 7). Save it as UTF-8.")
    assert sorted(done.stderr.strip().split("\n")) == sorted(expected)
    assert "Traceback" not in done.stdout
    # Pelican's own word on two posts with one slug.
    assert "with slug" not in done.stdout
    assert done.returncode == 1
    pages = list((project / "output").rglob("*.html"))
    texts = [page.read_text(encoding="utf-8") for page in pages]
    assert not [text for text in texts if re.search("The text of ", text)]
    assert (project / "output" / "en" / "market.html").is_file()
    assert (project / "output" / "feeds" / "en.atom.xml").is_file()


@pytest.mark.parametrize("kind", ["encoding", "rights"])
def test_an_edited_post_that_cannot_be_read_stops_no_other(
    project: Path, build: Run, kind: str
) -> None:
    """Its article is left out with it, since its page could not be made: no link leads nowhere."""
    build()
    post = project / "content" / "ar" / "water-plan.md"
    if kind == "encoding":
        post.write_bytes(post.read_text(encoding="utf-8").encode("windows-1256", "replace"))
        words = "it is not UTF-8. Save it as UTF-8, or delete it."
    else:
        post.unlink()
        post.symlink_to(post.name)
        words = "cannot be read (Too many levels of symbolic links). Look at its permissions."
    done = build()
    assert done.returncode == 1
    assert done.stderr.split("\n")[0] == f"error: content/ar/water-plan.md: {words}"
    assert "Traceback" not in done.stdout + done.stderr
    assert (project / "output" / "en" / "market.html").is_file()
    assert (project / "content" / "en" / "water-plan.md").is_file()
    index = (project / "output" / "ar" / "index.html").read_text(encoding="utf-8")
    assert "water-plan.html" not in index


def test_posts_that_cannot_be_written_stop_no_other(project: Path, build: Run) -> None:
    (project / "content" / "en").write_text("no folder", encoding="utf-8")
    done = build()
    assert done.returncode == 1
    words = "cannot be written (File exists). Look at the file and its permissions."
    names = ("market", "water", "water-plan")
    lines = sorted(f"error: content/en/{name}.md: {words}" for name in names)
    assert sorted(done.stderr.strip().split("\n")) == lines
    assert (project / "output" / "ar" / "market.html").is_file()


def test_a_hand_edited_post_cannot_hold_what_may_not_be_shown(project: Path, build: Run) -> None:
    build()
    post = project / "content" / "en" / "market.md"
    post.write_text(post.read_text(encoding="utf-8") + "\nMine.\n", encoding="utf-8")
    done = build("-e", "BRIEFING_FULL_TEXT=false")
    assert done.returncode == 1
    assert done.stderr.splitlines()[0] == (
        "error: content/en/market.md: a hand-edited post of an article whose text may not be "
        "republished. Delete it, or write full_text = true into the sidecar."
    )


def test_a_time_of_day_is_that_of_the_sites_zone(project: Path, build: Run) -> None:
    write(project, {"en/timed.md": (HEAD.replace("2024-01-01", "2024-07-24 14:30"), "")})
    assert build("-e", 'TIMEZONE="Asia/Baghdad"').returncode == 0
    page = page_of(project, "en/timed.html")
    assert '<time datetime="2024-07-24T14:30+03:00">July 24, 2024, 2:30 PM (UTC+3)</time>' in page
    assert "<published>2024-07-24T11:30:00Z</published>" in page_of(project, "feeds/en.atom.xml")


def test_drafts_and_hidden_pages_are_in_no_archive(project: Path, build: Run) -> None:
    write(project, SERVED)
    assert build().returncode == 0
    with zipfile.ZipFile(project / "output" / "downloads" / "site.zip") as archive:
        names = archive.namelist()
    assert "briefing/en/plain.html" in names
    assert not [name for name in names if "draft" in name or "hidden" in name]
    assert "briefing/downloads/site.zip" not in names


def test_an_old_address_that_somebody_uses_is_theirs(project: Path, build: Run) -> None:
    write(project, {"en/talks.md": (f"{HEAD}Status: hidden\n", ""), "pages/old.md": (HEAD, "")})
    own = project / "content" / "pages" / "old.md"
    own.write_text(f"{HEAD}Save_as: en/old.html\n\nMine.\n", encoding="utf-8")
    (project / "seeds" / "market.toml").write_text(
        'old_slugs = ["talks", "old", "free"]\n', encoding="utf-8"
    )
    done = build("--fatal", "errors")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "The text of en/talks.md." in page_of(project, "en/talks.html")
    assert "Mine." in page_of(project, "en/old.html")
    assert "market.html" in page_of(project, "en/free.html")


def test_rules_of_the_owners_for_a_host_are_published(project: Path, build: Run) -> None:
    extra = project / "content" / "extra"
    extra.mkdir()
    (extra / "_redirects").write_text("/a /b 301\n", encoding="utf-8")
    done = build("-s", "publishconf.py", SITEURL="https://news.example")
    assert (done.returncode, done.stderr) == (0, "")
    assert page_of(project, "_redirects") == "/a /b 301\n"


def test_what_a_file_manager_leaves_is_left_out(project: Path, build: Run) -> None:
    content = project / "content"
    names = ("extra/CNAME", "extra/.DS_Store", "images/.DS_Store", "extra/.git/x", "en/.own.md")
    for name in names:
        (content / name).parent.mkdir(parents=True, exist_ok=True)
        (content / name).write_text("x", encoding="utf-8")
    # As Emacs locks a file that it edits.
    (content / "en" / ".#market.md").symlink_to("me@host.1:2")
    # As Finder and Explorer leave them in every folder that was opened.
    for folder in ("seeds", "theme/templates", "theme/templates/macros", "theme/static"):
        for name in (".DS_Store", "Thumbs.db", "desktop.ini"):
            (project / folder / name).write_bytes(b"\x00\x00\x00\x01Bud1\xff\xfe")
    done = build("-s", "publishconf.py", SITEURL="https://news.example")
    assert (done.returncode, done.stderr) == (0, "")
    output = project / "output"
    assert page_of(project, "CNAME") == "x"
    left = (".", "x", "Thumbs", "desktop")
    found = {path.name for path in output.rglob("*") if path.name.startswith(left)}
    assert found == {".briefing-files"}


def test_a_post_that_leads_nowhere_is_one_error(project: Path, build: Run) -> None:
    own = project / "content" / "en" / "mine.md"
    own.parent.mkdir(parents=True, exist_ok=True)
    own.symlink_to("nothing.md")
    done = build("--fatal", "errors")
    errors = [line for line in done.stderr.splitlines() if line.startswith("error: ")]
    assert [line.partition(" (")[0] for line in errors] == [
        "error: content/en/mine.md: cannot be read"
    ]
    assert "<title>" in page_of(project, "en/market.html")


def test_a_setting_that_asks_for_a_missing_library_is_named(build: Run) -> None:
    done = build("-e", "TYPOGRIFY=true")
    assert done.returncode == 1
    for line in done.stderr.splitlines():
        assert "left out: No module named 'smartypants'. Install it, or take out " in line


def test_drafts_by_default_are_a_persons_own(project: Path, build: Run) -> None:
    write(project, {"en/mine.md": (HEAD, ""), "en/done.md": (f"{HEAD}Status: published\n", "")})
    default = 'DEFAULT_METADATA={"status": "draft"}'
    assert build("--fatal", "errors", "-e", default).returncode == 0
    feed = page_of(project, "feeds/en.rss.xml")
    assert [f"/en/{name}.html" in feed for name in ("market", "done", "mine")] == [
        True,
        True,
        False,
    ]


def test_a_link_of_the_owners_that_leads_nowhere_is_told(project: Path, build: Run) -> None:
    write(project, {"pages/imprint.md": (HEAD, "")})
    there = ["/", "#", "en/index.html", "en/market.html#p1s1", "pages/imprint-en.html", "ar"]
    there += ["feeds/en.rss.xml", "cv.pdf", "https://a.test/b", "mailto:a@b.test", "by-hand.html"]
    there += ["en/old-market.html"]
    sidecar = project / "seeds" / "market.toml"
    sidecar.write_text('old_slugs = ["old-market"]\n', encoding="utf-8")
    (project / "content" / "extra").mkdir()
    (project / "content" / "extra" / "cv.pdf").write_text("x", encoding="utf-8")
    (project / "output").mkdir(exist_ok=True)
    (project / "output" / "by-hand.html").write_text("x", encoding="utf-8")
    with (project / "pelicanconf.py").open("a", encoding="utf-8") as conf:
        conf.write(f"LINKS = [(name, name) for name in {there}]\n")
        conf.write('BRIEFING_CONTACT = "a@b.test"\nBRIEFING_IMPRINT = "pages/imprint.html"\n')
    done = build("--fatal", "errors")
    assert done.returncode == 0
    (told,) = (line for line in done.stderr.splitlines() if "output/: kept" not in line)
    assert told.startswith("warning: pelicanconf.py: a link leads to “pages/imprint.html”, where ")


def test_a_menu_may_lead_home_and_nowhere_else_by_two_slashes(project: Path, build: Run) -> None:
    conf = project / "pelicanconf.py"
    text = conf.read_text(encoding="utf-8")
    conf.write_text(f'{text}MENUITEMS = [("Home", "/")]\n', encoding="utf-8")
    assert build().returncode == 0
    assert '<li><a href="../index.html">Home</a></li>' in page_of(project, "en/market.html")
    for target in ('"//blog.test/x"', '{"ar": "", "en": "x"}'):
        conf.write_text(f'{text}MENUITEMS = [("Blog", {target})]\n', encoding="utf-8")
        done = build()
        assert done.returncode == 1
        assert done.stderr.startswith("error: pelicanconf.py: “MENUITEMS”: item 1")


def test_a_seed_that_cannot_be_read_leaves_no_post_with_what_is_withheld(
    project: Path, build: Run
) -> None:
    build()
    (project / "seeds" / "market.txt").write_bytes(b"\xff\xfe\x00")
    done = build("-e", "BRIEFING_FULL_TEXT=false")
    assert done.returncode == 1
    assert "may not be republished and cannot be read now" in done.stderr


def test_pelican_makes_the_lists_that_have_pages_and_no_others() -> None:
    made: list[str] = []
    settings = {"TAG_SAVE_AS": "", "CATEGORY_SAVE_AS": "of/{slug}.html", "AUTHOR_SAVE_AS": ""}
    kinds = ("tags", "categories", "authors")
    lists = {f"generate_{kind}": made.append for kind in kinds}
    generator = SimpleNamespace(settings=settings, **lists)
    pass_over_lists(generator)
    for kind in kinds:
        getattr(generator, f"generate_{kind}")(kind)
    assert made == ["categories"]
