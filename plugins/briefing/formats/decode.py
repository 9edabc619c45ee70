"""From the bytes of a seed to a seed: its format, and whether it is an article."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from ..errors import Problem, error_at
from ..language.detect import not_arabic
from ..model import Seed
from ..story.prose import has_prose
from .encodings import read_text
from .html import read_page
from .markdown import read_markdown

LARGEST_SEED = 10 * 1024 * 1024
"""Bytes. A news page as text is some 10 kB; past this a seed is a mistake, not an article."""
LONGEST_LINE = 200_000
"""Characters. A whole page in one line still fits; more is a data dump."""
LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
Format = Callable[[str, str, str], Seed]


def decode(name: str, data: bytes, path: str = "", encoding: str | None = None) -> Seed:
    """Return the seed in `data`, every line end a line feed; raise `BriefingError` if unusable.

    The ending of `name` says whether it is text, Markdown or HTML; `path` is what a message calls
    the file; `encoding` is what its sidecar says it is in, where it is not UTF-8. What is not
    UTF-8 is said in `Seed.encoding` (see `encoding_notice`).
    """
    path = path or f"seeds/{name}"
    if not data.strip():
        raise error_at(path, "the file is empty", "Paste the article's text into it or delete it")
    if len(data) > LARGEST_SEED:
        megabytes = LARGEST_SEED // (1024 * 1024)
        raise error_at(path, f"larger than {megabytes} MB", "Keep one article to a file")
    ending = ending_of(name)
    text, found = read_text(path, data, markup=ending == ".html", told=encoding)
    text = LINE_ENDS.sub("\n", text)
    _check_binary(path, text)
    seed = FORMATS[ending](name, path, text)
    _check(path, seed)
    return replace(seed, encoding=found)


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


def _check_binary(path: str, text: str) -> None:
    place = text.find("\0")
    if place >= 0:
        line = text.count("\n", 0, place) + 1
        raise error_at(path, "binary data", "Keep text files in seeds/", line)


def _check(path: str, seed: Seed) -> None:
    """Raise for a line too long, another language, or nothing but menus and headlines."""
    for number, line in enumerate(seed.text.split("\n"), 1):
        if len(line) > LONGEST_LINE:
            raise error_at(
                path, f"a line of {len(line)} characters", "Break it up", seed.line(number)
            )
    wrong = not_arabic(seed.text)
    if wrong:
        raise error_at(path, wrong, "Seeds are Arabic; move this file away")
    if not has_prose(seed):
        hint = "Paste the article's text into it or delete it"
        raise error_at(path, "only menus and headlines, no sentence of an article", hint)
