import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from site_reader import (
    DIRECTIONS,
    LANGS,
    ORIGIN,
    TOPICS,
    Element,
    Website,
    by_id,
    language_of,
    squeezed,
)

ARABIC_LETTER = re.compile(
    r"[\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]"
)
LATIN_LETTER = re.compile(r"[A-Za-z\u00c0-\u024f]")
FOUR_LATIN_WORDS = re.compile(r"\b[A-Za-z][\w'’.-]*(?:[\s,]+[A-Za-z][\w'’.-]*){3}")
NUMBER_RANGE = re.compile(r"\d\s?[-–−]\s?\d")
URL_ATTRIBUTES = ("href", "src", "poster", "data", "action", "formaction")
READ_ALOUD = ("title", "alt", "aria-label", "placeholder")
LOADED_LINKS = {"stylesheet", "icon", "preload", "modulepreload", "manifest", "apple-touch-icon"}
CSS_URL = re.compile(r"""url\(\s*["']?([^"')]+)|@import\s+["']([^"']+)""")


def folder_language(path: str) -> str:
    """Return the language of a page's folder; the front door's is Arabic."""
    folder = path.split("/", maxsplit=1)[0]
    return folder if folder in LANGS else "ar"


def urls(website: Website) -> Iterator[tuple[str, Element, str]]:
    for path, element in website.elements():
        for name in URL_ATTRIBUTES:
            if (url := element.get(name)) is not None:
                yield path, element, url


def relative_urls(website: Website) -> Iterator[tuple[str, str]]:
    for path, _, url in urls(website):
        if not urlsplit(url).scheme:
            yield path, url


def alternates(root: Element) -> dict[str, str]:
    return {
        link.get("hreflang"): link.get("href")
        for link in root.iter("link")
        if link.get("rel") == "alternate" and link.get("hreflang")
    }


def page_at(url: str) -> str:
    return url.removeprefix(f"{ORIGIN}/")


def texts(root: Element) -> Iterator[tuple[Element, str]]:
    """Yield every text under an element with the element that it stands in."""
    for element in root.iter():
        if isinstance(element.tag, str) and element.tag not in ("script", "style"):
            yield element, element.text or ""
        if element is not root:
            yield element.getparent(), element.tail or ""


def words(root: Element) -> Iterator[tuple[Element, str]]:
    """Yield every text of a page, shown or read aloud, with its element."""
    yield from texts(root)
    for name in READ_ALOUD:
        yield from ((element, element.get(name)) for element in root.xpath(f"//*[@{name}]"))


def direction_of(element: Element) -> str:
    return element.xpath("string(ancestor-or-self::*[@dir][1]/@dir)")


def shown(path: str, element: Element, text: str) -> str:
    return f"{path}: <{element.tag} class={element.get('class', '')!r}> {squeezed(text)[:80]}"


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", ["index", "archives", "tags", "sources", "about", *TOPICS])
def test_main_page_is_built(website: Website, lang: str, name: str) -> None:
    assert f"{lang}/{name}.html" in website.pages


def test_every_page_is_built_in_both_languages(website: Website) -> None:
    built = {lang: {p[3:] for p in website.pages if p.startswith(f"{lang}/")} for lang in LANGS}

    assert built["ar"] == built["en"]


def test_one_html_element_with_language_and_direction_of_its_folder(website: Website) -> None:
    for path, root in website.pages.items():
        lang = folder_language(path)
        assert website.sources[path].count("<html") == 1, path
        assert (root.get("lang"), root.get("dir")) == (lang, DIRECTIONS[lang]), path


def test_one_first_heading(website: Website) -> None:
    counts = {path: len(root.xpath("//h1")) for path, root in website.pages.items()}

    assert {path: count for path, count in counts.items() if count != 1} == {}


def test_title_and_first_heading_have_text(website: Website) -> None:
    for path, root in website.pages.items():
        for name in ("/html/head/title", "//h1"):
            assert squeezed(root.xpath(f"string({name})")), f"{path}: {name}"


def test_canonical_is_the_absolute_address_of_the_page(website: Website) -> None:
    for path, root in website.pages.items():
        assert root.xpath("//link[@rel='canonical']/@href") == [f"{ORIGIN}/{path}"]


def test_alternates_are_absolute_and_lead_to_pages_in_their_language(website: Website) -> None:
    for path, root in website.pages.items():
        for lang, url in alternates(root).items():
            assert url.startswith(f"{ORIGIN}/"), f"{path}: {url}"
            other = website.pages.get(page_at(url))
            assert other is not None, f"{path}: {url}"
            assert lang in (other.get("lang"), "x-default"), f"{path}: {url}"


def test_every_page_is_among_its_own_alternates(website: Website) -> None:
    for path, root in website.pages.items():
        assert f"{ORIGIN}/{path}" in alternates(root).values(), path


def test_alternates_are_reciprocal(website: Website) -> None:
    listed = {p: set(map(page_at, alternates(r).values())) for p, r in website.pages.items()}

    missing = [f"{b} ↛ {a}" for a, bs in listed.items() for b in bs if a not in listed.get(b, ())]
    assert missing == []


def test_feed_links_lead_to_feeds(website: Website) -> None:
    for path, root in website.pages.items():
        for url in root.xpath("//link[@rel='alternate'][@type]/@href"):
            assert url.startswith(f"{ORIGIN}/"), f"{path}: {url}"
            assert (website.folder / page_at(url)).is_file(), f"{path}: {url}"


def test_links_are_relative_and_name_a_file(website: Website) -> None:
    wrong = [
        f"{path}: {url!r}"
        for path, url in relative_urls(website)
        if url.startswith("/") or urlsplit(url).path.endswith(("/", ".")) or not url
    ]

    assert wrong == []


def test_links_resolve_on_disk(website: Website) -> None:
    dead = [
        f"{path}: {url}"
        for path, url in relative_urls(website)
        if not (website.folder / website.resolve(path, url)[0]).is_file()
    ]

    assert dead == []


def test_links_stay_inside_the_site(website: Website) -> None:
    outside = [
        f"{path}: {url}"
        for path, url in relative_urls(website)
        if website.resolve(path, url)[0].startswith("..")
    ]

    assert outside == []


def test_fragments_name_an_element_of_the_target(website: Website) -> None:
    ids = {path: set(root.xpath("//@id")) for path, root in website.pages.items()}
    dead = []
    for path, url in relative_urls(website):
        target, fragment = website.resolve(path, url)
        if "#" in url and fragment not in ids.get(target, ()):
            dead.append(f"{path}: {url}")

    assert dead == []


def test_absolute_links_are_only_followed_never_loaded(website: Website) -> None:
    wrong = []
    for path, element, url in urls(website):
        scheme = urlsplit(url).scheme
        loaded = element.tag not in ("a", "link") or (
            element.tag == "link" and LOADED_LINKS & set(element.get("rel", "").split())
        )
        if scheme and (loaded or scheme not in ("http", "https")):
            wrong.append(f"{path}: <{element.tag}> {url}")

    assert wrong == []


def test_nothing_is_embedded_from_elsewhere(website: Website) -> None:
    found = [f"{p}: {e.tag}" for p, e in website.elements("iframe", "object", "embed", "base")]
    found += [f"{p}: {e.get('srcset')}" for p, e in website.elements() if e.get("srcset")]

    assert found == []


def test_style_sheets_load_only_files_of_the_site(site: Path) -> None:
    sheets = list(site.rglob("*.css"))
    for sheet in sheets:
        for match in CSS_URL.finditer(sheet.read_text(encoding="utf-8")):
            url = match[1] or match[2]
            assert not urlsplit(url).scheme, f"{sheet.name}: {url}"
            assert (sheet.parent / url).is_file(), f"{sheet.name}: {url}"

    assert sheets


def test_no_inline_script_or_style(website: Website) -> None:
    found = []
    for path, element in website.elements():
        inline = [n for n in element.attrib if n == "style" or n.startswith("on")]
        is_data = element.get("type") == "application/ld+json"
        is_inline = element.tag == "script" and not element.get("src") and not is_data
        if element.tag == "style" or is_inline:
            inline.append(element.tag)
        found += [f"{path}: <{element.tag}> {name}" for name in inline]

    assert found == []


def test_content_security_policy_forbids_what_is_not_ours(website: Website) -> None:
    for path, root in website.pages.items():
        (policy,) = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert "default-src 'none'" in policy, path
        assert "unsafe" not in policy, path
        assert "http" not in policy, path


def test_content_security_policy_stands_before_what_it_governs(website: Website) -> None:
    for path, root in website.pages.items():
        names = [child.get("http-equiv") or child.tag for child in root.find("head")]
        policy = names.index("Content-Security-Policy")
        assert not {"link", "script"} & set(names[:policy]), path


def test_pages_are_light(website: Website) -> None:
    """Before fonts; a story is what readers open on a train."""
    for path, source in website.sources.items():
        most = 150_000 if website.pages[path].xpath("//body[@class='story-page']") else 300_000
        assert len(source.encode()) <= most, path


def test_ids_are_unique(website: Website) -> None:
    for path, root in website.pages.items():
        counts = Counter(root.xpath("//@id"))
        assert {name: n for name, n in counts.items() if n > 1} == {}, path


def test_described_and_labelled_elements_exist(website: Website) -> None:
    for path, element in website.elements():
        for name in ("aria-labelledby", "aria-describedby", "aria-controls", "for"):
            for identifier in element.get(name, "").split():
                assert by_id(website.pages[path], identifier) is not None, f"{path}: {identifier}"


def test_arabic_text_is_marked_as_arabic(website: Website) -> None:
    unmarked = [
        shown(path, element, text)
        for path, root in website.pages.items()
        for element, text in words(root)
        if ARABIC_LETTER.search(text)
        and not LATIN_LETTER.search(text)
        and language_of(element) != "ar"
    ]

    assert unmarked == []


def test_english_text_is_marked_as_english(website: Website) -> None:
    unmarked = [
        shown(path, element, text)
        for path, root in website.pages.items()
        for element, text in words(root)
        if FOUR_LATIN_WORDS.search(text) and language_of(element) != "en"
    ]

    assert unmarked == []


def test_direction_changes_with_the_language(website: Website) -> None:
    wrong = [
        shown(path, element, "".join(element.itertext()))
        for path, element in website.elements()
        if (lang := element.get("lang"))
        and element.getparent() is not None
        and language_of(element.getparent()) != lang
        and element.get("dir") != DIRECTIONS[lang]
    ]

    assert wrong == []


def test_number_ranges_in_arabic_text_are_isolated(website: Website) -> None:
    """After an Arabic letter a browser shows 2014-2019 as 2019-2014."""
    reversed_ranges = [
        shown(path, element, text[max(0, match.start() - 20) :])
        for path, root in website.pages.items()
        for element, text in texts(root.find("body"))
        if (match := NUMBER_RANGE.search(text))
        and direction_of(element) == "rtl"
        and element.tag != "bdi"
        and not element.xpath("ancestor-or-self::*[@direction='ltr']")  # a picture's own way
    ]

    assert reversed_ranges == []


MARKUP = re.compile(r"</?(?:a|bdi|em|span|strong|p|time)\b|\{:|\]\(|\{filename\}")


def test_no_markup_is_shown_as_text(website: Website) -> None:
    for path, root in website.pages.items():
        shown = " ".join(text for text in root.find("body").itertext())
        assert MARKUP.findall(shown) == [], path
