"""From the bytes of a seed to a seed: its encoding, its format, and whether it is an article."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from ..errors import Problem, fail
from ..model import Seed
from .arabic import ARABIC_LETTER
from .frontmatter import read_markdown
from .language import not_arabic
from .page import read_page
from .prose import has_prose

LARGEST_SEED = 10 * 1024 * 1024
"""Bytes. A news page as text is some 10 kB; past this a seed is a mistake, not an article."""
LONGEST_LINE = 200_000
"""Characters. A whole page in one line still fits; more is a data dump."""
UTF8_ARABIC = re.compile(rb"[\xd8-\xdb][\x80-\xbf]")
MOST_ACCIDENTS = 20
"""Byte pairs that look like UTF-8 Arabic by accident in a page of windows-1256; more is damage."""
LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
BOMS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))
DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE
)
ARABIC_ENCODINGS: Mapping[str, str] = {
    "cp1256": "windows-1256",
    "iso8859-6": "iso-8859-6",
    "mac-arabic": "mac-arabic",
}
"""Encodings of Arabic that a page may declare, by Python's name, and what people call them."""
DECLARED_WITHIN = 4096
"""Bytes in which a page may say its encoding; browsers look at 1024, but pages are untidy."""
Format = Callable[[str, str, str], Seed]


def decode(name: str, data: bytes, path: str = "") -> Seed:
    """Return the seed in `data`, every line end a line feed; raise `BriefingError` if unusable.

    The ending of `name` says whether it is text, Markdown or HTML; `path` is what a message calls
    the file. What is not UTF-8 is said in `Seed.encoding` (see `encoding_notice`).
    """
    path = path or f"seeds/{name}"
    if not data.strip():
        raise fail(path, "the file is empty", "Paste the article's text into it or delete it")
    if len(data) > LARGEST_SEED:
        megabytes = LARGEST_SEED // (1024 * 1024)
        raise fail(path, f"larger than {megabytes} MB", "Keep one article to a file")
    ending = ending_of(name)
    text, encoding = _text(path, data, markup=ending == ".html")
    text = LINE_ENDS.sub("\n", text)
    _check_binary(path, text)
    seed = FORMATS[ending](name, path, text)
    _check(path, seed)
    return replace(seed, encoding=encoding)


def encoding_notice(seed: Seed) -> Problem | None:
    """Return the warning for a seed that is not in UTF-8, ``None`` for one that is."""
    if seed.encoding.startswith("utf-8"):
        return None
    hint = "Look whether it reads well; save it as UTF-8 to be sure"
    return Problem(f"seeds/{seed.name}", f"read as {seed.encoding}", hint, error=False)


def _plain(name: str, _path: str, text: str) -> Seed:
    return Seed(name, stem_of(name), text)


def _markdown(name: str, path: str, text: str) -> Seed:
    lines, meta, marks = read_markdown(text, path)
    return Seed(name, stem_of(name), lines, meta=meta, marks=marks)


def _page(name: str, path: str, text: str) -> Seed:
    page = read_page(text, path)
    return Seed(
        name,
        stem_of(name),
        page.text,
        meta=page.meta,
        marks=page.marks,
        places=page.places,
        aside=page.aside,
    )


FORMATS: Mapping[str, Format] = {".txt": _plain, ".md": _markdown, ".html": _page}
"""How each kind of file becomes lines."""
ENDINGS: Mapping[str, str] = {".txt": ".txt", ".md": ".md", ".html": ".html", ".htm": ".html"}
"""What the names of seeds end in, and the kind that is meant."""


def ending_of(name: str) -> str:
    """Return the kind of file a name speaks of, ``.txt`` where it speaks of none."""
    dot = name.rfind(".")
    return ENDINGS.get(name[dot:].lower(), ".txt") if dot >= 0 else ".txt"


def stem_of(name: str) -> str:
    """Return a file's name without its ending."""
    return name.rsplit(".", 1)[0]


def _declared(data: bytes) -> str | None:
    """Return the encoding a page declares, ``None`` if it is none of Arabic."""
    found = DECLARED.search(data[:DECLARED_WITHIN])
    try:
        codec = codecs.lookup(found[1].decode("ascii")).name if found else ""
    except LookupError:
        return None
    return ARABIC_ENCODINGS.get(codec)


def _text(path: str, data: bytes, *, markup: bool) -> tuple[str, str]:
    """Return the text and its encoding.

    UTF-8 goes before what a page declares: no other encoding looks like it, while saved pages
    keep the declaration they were sent with.
    """
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return _strict(path, data, encoding), encoding
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        declared = _as_declared(data, _declared(data)) if markup else None
        guessed = declared or _as_windows(data, markup=markup)
        if guessed:
            return guessed
        line = data.count(b"\n", 0, error.start) + 1
        hint = "Save it as UTF-8"
        raise fail(path, f"not text in UTF-8 (byte {error.start})", hint, line) from None


def _as_declared(data: bytes, declared: str | None) -> tuple[str, str] | None:
    try:
        return (data.decode(declared), declared) if declared else None
    except UnicodeDecodeError:
        return None


def _as_windows(data: bytes, *, markup: bool) -> tuple[str, str] | None:
    """Return the text read as windows-1256 if that is Arabic; markup, all ASCII, does not count."""
    if b"\0" in data or len(UTF8_ARABIC.findall(data)) >= MOST_ACCIDENTS:
        return None
    text = data.decode("windows-1256", errors="replace")
    letters = sum(c.isalpha() and not (markup and c.isascii()) for c in text)
    return (text, "windows-1256") if len(ARABIC_LETTER.findall(text)) * 2 > letters > 0 else None


def _strict(path: str, data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise fail(path, f"broken {encoding} at byte {error.start}", "Save it as UTF-8") from None


def _check_binary(path: str, text: str) -> None:
    place = text.find("\0")
    if place >= 0:
        line = text.count("\n", 0, place) + 1
        raise fail(path, "binary data", "Keep text files in seeds/", line)


def _check(path: str, seed: Seed) -> None:
    """Raise for a line too long, another language, or nothing but menus and headlines."""
    for number, line in enumerate(seed.text.split("\n"), 1):
        if len(line) > LONGEST_LINE:
            raise fail(path, f"a line of {len(line)} characters", "Break it up", seed.line(number))
    wrong = not_arabic(seed.text)
    if wrong:
        raise fail(path, wrong, "Seeds are Arabic; move this file away")
    if not has_prose(seed):
        hint = "Paste the article's text into it or delete it"
        raise fail(path, "only menus and headlines, no sentence of an article", hint)
