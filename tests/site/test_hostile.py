"""A site whose sources hold, in every field, what could become markup, script or another order."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from xml.etree import ElementTree as ET

import html5lib
import pytest
from playwright.sync_api import Browser, BrowserContext
from support import Builder, small_project

SCRIPTS = (
    "<script>window.ran=1</script>",
    '<img src=x onerror="window.ran=1">',
    '"><svg onload=window.ran=1>',
    "{{ 7*191 }}{% raw %}",
    "](javascript:window.ran=1)[^1]",
    "&lt;script&gt;window.ran=1&lt;/script&gt;",
    "]]>-->",
    "javascript:window.ran=1",
)
CHARACTERS = "\u202e\u2066\u2028\u0007\u001b\ufeff\x9b\x0b\x1c\x85"
REFERENCES = "&#x202e;&#8238;&#X02066;&#8232;&#7;&#x1b;"
RAN = "1337"
"""What a template that ran would have made of 7 times 191."""
UNSAFE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2028\u2029\u2066-\u2069\ufffe\uffff]"
)
SENTENCE = "قال زيد العلي في بغداد إن القوات ستغادر المدينة في 24 يوليو 2021 بعد اتفاق طويل. "
FIELDS = re.findall(
    r"\S+",
    """
title author publisher rights summary tag note-ar note-en date_evidence url
ld-headline ld-author ld-publisher md-title md-author seed-text html-text caption english
person-en role-ar role-en place-en topic-title topic-intro question figure unit
site-title site-about own-title own-text page-title page-text edited-title edited-text
""",
)


CLOSED = re.compile("[\u2066\u2067]([^\u2066-\u2069]*)\u2069")
"""An isolate that is closed, as the site makes them where no markup can stand."""


def marked(field: str) -> str:
    """Return a text that names its field and holds whatever is dangerous."""
    return f"حقل {field} {CHARACTERS} {' '.join(SCRIPTS)}"


def quoted(field: str) -> str:
    """Return the same, as TOML, JSON and Python write it."""
    return json.dumps(marked(field))


def write_sources(project: Path) -> None:
    """Write a project of which every field is hostile."""
    seeds = project / "seeds"
    (seeds / "a.txt").write_text(
        f"عنوان المقال الأول عن المدينة\n\n{SENTENCE}\n\n{marked('seed-text')}\n", encoding="utf-8"
    )
    (seeds / "a.toml").write_text(
        f"""
title = {quoted("title")}
author = {quoted("author")}
publisher = {quoted("publisher")}
rights = {quoted("rights")}
summary = {{ ar = {quoted("summary")}, en = {quoted("summary")} }}
tags = [{json.dumps(" ".join(("tag", *SCRIPTS)))}, "zaid"]
date = "2024-07-24"
date_evidence = {quoted("date_evidence")}
url = {json.dumps("https://x.example/" + marked("url"))}
[notes]
p1s1 = {{ ar = {quoted("note-ar")}, en = {quoted("note-en")} }}
date = {{ ar = {quoted("note-ar")}, en = {quoted("note-en")} }}
""",
        encoding="utf-8",
    )
    english = f"An english one \u202e\u2066\u2028\ufeff {' '.join(SCRIPTS)}"
    (seeds / "a.en.po").write_text(
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        f'msgctxt "p1s1"\nmsgid {json.dumps(SENTENCE.strip(), ensure_ascii=False)}\n'
        f"msgstr {json.dumps(english, ensure_ascii=False)}\n",
        encoding="utf-8",
    )
    data = {
        "@type": "NewsArticle",
        "headline": marked("ld-headline"),
        # What is as long as a paragraph is taken for no name.
        "author": {"name": f"زيد ld-author \u202e\u0007{SCRIPTS[0]}"},
        "publisher": {"name": f"دار ld-publisher \u202e\u0007{SCRIPTS[0]}"},
        "datePublished": "2024-07-25T10:00:00+03:00",
    }
    # As a page has to write it, or the script would end within the data.
    embedded = json.dumps(data).replace("</", "<\\/")
    (seeds / "b.html").write_text(
        f"""<html><head><title>{html.escape(marked("ld-headline"))}</title>
<script type="application/ld+json">{embedded}</script></head>
<body><article><h1>عنوان</h1><p>{SENTENCE * 3}</p><p>{html.escape(marked("html-text"))}</p>
<figure><img alt="x"><figcaption>{html.escape(marked("caption"))}</figcaption></figure>
<p>{SENTENCE * 2}</p></article></body></html>""",
        encoding="utf-8",
    )
    front = {"title": "عنوان md-title", "author": "زيد md-author"}
    head = "\n".join(f"{key}: {text} \u202e\u0007{SCRIPTS[0]}" for key, text in front.items())
    (seeds / "c.md").write_text(
        f"---\n{head}\n---\n\n{SENTENCE * 2}\n\n{SENTENCE * 2}\n", encoding="utf-8"
    )
    # No topic cites this one: its English post is one that a person has edited.
    uncited = (
        "افتتحت البلدية السوق القديم في الحي الشرقي بعد أعمال ترميم طويلة استمرت عامين كاملين. "
    )
    (seeds / "d.md").write_text(f"# عنوان السوق\n\n{uncited * 2}\n\n{uncited}\n", encoding="utf-8")
    (seeds / "glossary.toml").write_text(
        f"""
[[person]]
id = "zaid"
ar = "زيد العلي"
en = {quoted("person-en")}
variants = [{quoted("person-ar")}]
roles = [{{ ar = {quoted("role-ar")}, en = {quoted("role-en")} }}]
[[place]]
id = "baghdad"
ar = "بغداد"
en = {quoted("place-en")}
""",
        encoding="utf-8",
    )
    (seeds / "topics" / "water.toml").write_text(
        f"""
title = {{ ar = {quoted("topic-title")}, en = {quoted("topic-title")} }}
about = [["القوات"]]
[intro]
ar = {quoted("topic-intro")}
en = {quoted("topic-intro")}
[[question]]
id = "q"
ar = {quoted("question")}
en = {quoted("question")}
match = [["القوات"]]
[[figure]]
id = "f"
ar = {quoted("figure")}
en = {quoted("figure")}
unit = {{ ar = {quoted("unit")}, en = {quoted("unit")} }}
nouns = ["يوليو"]
""",
        encoding="utf-8",
    )
    with (project / "pelicanconf.py").open("a", encoding="utf-8") as conf:
        for name in ("title", "about"):
            for lang in ("AR", "EN"):
                conf.write(f"BRIEFING_{name.upper()}_{lang} = {quoted('site-' + name)}\n")
    # A person's own post, own page, and a post of the build that a person has edited.
    edited = "Seed: d.md\nContent-hash: 0123456789abcdef\n"
    for name, field, head in (
        ("en/mine", "own", ""),
        ("pages/mine", "page", ""),
        ("en/d", "edited", edited),
    ):
        title = " ".join((f"{field}-title", *SCRIPTS[4:]))
        path = project / "content" / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            f"Title: {title} \u202eend\nSlug: {path.stem}\nLang: en\nDate: 2024-01-01\n{head}\n"
            f"{field}-text {CHARACTERS} {REFERENCES} {SCRIPTS[3]}\n",
            encoding="utf-8",
        )


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory, builder: Builder) -> Path:
    """Return the output folder of the hostile project."""
    project = small_project(tmp_path_factory.mktemp("hostile") / "project")
    write_sources(project)
    done = builder.run(project)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "\x1b" not in done.stderr
    assert "\u202e" not in done.stderr
    return project / "output"


def texts(output: Path, *endings: str) -> Iterator[tuple[str, str]]:
    """Yield the path and the text of every page and feed."""
    for path in sorted(output.rglob("*")):
        name = path.relative_to(output).as_posix()
        if path.name.endswith(endings) and not name.startswith(("theme/", "data/")):
            yield name, path.read_text(encoding="utf-8")


def whole_text(page: str) -> str:
    """Return what a page says, in its attributes too, as a browser reads it."""
    elements = html5lib.parse(page, namespaceHTMLElements=False)
    values = chain.from_iterable(element.attrib.values() for element in elements.iter())
    return " ".join((*elements.itertext(), *values))


def feed_texts(feed: str) -> list[tuple[str, str]]:
    """Return the names and texts of a feed in XML or JSON, as its reader takes them out."""
    if feed.startswith("<"):
        elements = ET.fromstring(feed).iter()  # noqa: S314 - our own file
        return [(element.tag.rpartition("}")[2], element.text or "") for element in elements]
    found = json.loads(feed)
    values = chain.from_iterable(one.items() for one in (found, *found["items"]))
    return [(name, text) for name, text in values if isinstance(text, str)]


def test_no_page_or_feed_has_a_character_that_disguises_or_steers(hostile: Path) -> None:
    """Neither raw nor as a reference; what feeds have is read as HTML, too."""
    for name, text in texts(hostile, ".html"):
        # Where no markup can stand the site isolates by characters, and closes each.
        page = CLOSED.sub(r"\1", text)
        assert UNSAFE.findall(page) == [], name
        assert UNSAFE.findall(whole_text(page)) == [], name
    feeds = list(texts(hostile, ".xml", ".json"))
    assert len(feeds) >= 10, "three feeds in three formats, and the sitemap"
    for name, written in feeds:
        feed = CLOSED.sub(r"\1", written)
        assert UNSAFE.findall(feed) == [], name
        for _, text in feed_texts(feed):
            assert UNSAFE.findall(text) == [], name
            assert UNSAFE.findall(whole_text(text)) == [], name


def test_every_field_is_shown_as_it_is_written(hostile: Path) -> None:
    """None of them is lost, and the marks are there to be read, not to work."""
    pages = {name: html5lib.parse(text) for name, text in texts(hostile, ".html")}
    shown = {name: "".join(page.itertext()) for name, page in pages.items()}
    everything = " ".join(shown.values())
    assert [field for field in FIELDS if field not in everything] == []
    assert RAN not in everything
    for script in SCRIPTS[:3]:
        assert script in everything


def test_no_template_has_run_and_no_link_leads_to_a_script(hostile: Path) -> None:
    for name, text in texts(hostile, ".html"):
        for element in html5lib.parse(text, namespaceHTMLElements=False).iter():
            for key, value in element.attrib.items():
                assert not str(key).lower().startswith("on"), (name, element.tag)
                is_link = key in ("href", "src", "action", "srcset", "formaction")
                assert not (is_link and re.match(r"\s*(javascript|data:text)", value)), name
        assert RAN not in text, name


@pytest.mark.parametrize("feed", ["ar", "en", "all"])
def test_feeds_say_the_same_text_in_every_form(hostile: Path, feed: str) -> None:
    """RSS readers take titles and descriptions for HTML; Atom and JSON Feed have text."""
    read = json.loads((hostile / "feeds" / f"{feed}.json").read_text(encoding="utf-8"))
    rss = ET.parse(hostile / "feeds" / f"{feed}.rss.xml")  # noqa: S314 - our own file
    items = {item.findtext("link"): item for item in rss.iter("item")}
    assert len(items) >= 3
    for item in read["items"]:
        other = items[item["url"]]
        for key, name in (("title", "title"), ("summary", "description")):
            as_html = html5lib.parseFragment(other.findtext(name) or "")
            assert len(as_html) == 0, "no element"
            assert "".join(as_html.itertext()) == item[key]
    if feed != "en":
        assert any("<img src=x" in item["title"] for item in read["items"])


@pytest.fixture(scope="module")
def unprotected(browser: Browser) -> Iterator[BrowserContext]:
    """Return a reader whose browser knows no policy."""
    with browser.new_context(bypass_csp=True, offline=True) as context:
        yield context


def test_nothing_runs_where_no_policy_would_stop_it(
    hostile: Path, unprotected: BrowserContext, tmp_path: Path
) -> None:
    page = unprotected.new_page()
    told: list[str] = []
    requests: list[str] = []
    page.on("dialog", lambda dialog: (told.append(dialog.message), dialog.dismiss()))
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("console", lambda message: told.append(message.text))
    page.on("request", lambda request: requests.append(request.url))
    # What stands for a missing page has the addresses of a host, which a file does not.
    names = [name for name, _ in texts(hostile, ".html") if name != "404.html"]
    sources = [hostile / name for name in names]
    # What feeds have as HTML is shown by other programs; each has a frame.
    for name, feed in texts(hostile, ".rss.xml", ".atom.xml", ".json"):
        kinds = ("content", "content_html", "encoded")
        if name.endswith(".rss.xml"):
            kinds += ("title", "description")
        shown = [text for kind, text in feed_texts(feed) if kind in kinds and "window.ran" in text]
        assert shown, name
        frames = (f'<iframe srcdoc="{html.escape(text)}"></iframe>' for text in shown)
        source = tmp_path / f"{name.replace('/', '-')}.html"
        source.write_text(f"<!DOCTYPE html>{''.join(frames)}", encoding="utf-8")
        sources.append(source)
    assert len(sources) > 40
    for source in sources:
        page.goto(source.as_uri())
        for cite in page.locator("a.cite").all()[:2]:
            cite.click()
        ran = [frame.url for frame in page.frames if frame.evaluate("window.ran")]
        assert ran == [], source.name
    assert told == []
    assert [url for url in requests if not url.startswith(("file:", "data:", "about:"))] == []
