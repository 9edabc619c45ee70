"""Markdown: its front matter as metadata, and its lines without Markdown's marks.

Rendering with the Markdown library is no way to the lines: it gives no line numbers, joins lines
that are pasted one below the other into one paragraph, and takes reference definitions and the
numbers of ordered lists out of the text. Here every line stays one, with nothing but marks removed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import takewhile

from ..dates.iso import DATE_HINT, read_iso
from ..errors import error_at
from ..language.arabic import is_latin
from ..model import BlockKind, PageMeta, Seed
from .text import CELL_GAP, read_text

_CLOSING_FENCES: Mapping[str, tuple[str, ...]] = {"---": ("---", "..."), "+++": ("+++",)}
"""How front matter opens: YAML, which dots may close as well, or TOML."""
_KEY_VALUE = re.compile(r"^(?P<key>[A-Za-z][\w-]*)\s*:\s*(?P<value>.*)$")
_TOML_KEY_VALUE = re.compile(r"^[A-Za-z][\w-]*\s*[=:]")
_LIST_ENTRY = re.compile(r"^\s*-\s+.+$")
_URL = re.compile(r"^https?://\S+$")
_FIELD_OF_KEY: Mapping[str, str] = {
    "title": "title",
    "date": "date",
    "published": "date",
    "modified": "modified",
    "updated": "modified",
    "lastmod": "modified",
    "author": "author",
    "authors": "author",
    "publisher": "publisher",
    "url": "url",
    "source": "url",
    "canonical": "url",
    "tags": "tags",
}
"""The keys that are read, in the names that Pelican, Hugo and Obsidian use; others are left."""

_HEADING = re.compile(r"^#{1,6}\s+(?P<text>\S.*)$")
_LIST_ITEM = re.compile(r"^\s*[-*+]\s+(?P<text>\S.*)$")
_QUOTE_MARKS = re.compile(r"^(?:>\s?)+")
_TABLE_RULE = r"\|?(?: ?:?-+:? ?\|)+(?: ?:?-+:?)?\s*"
_RULE = re.compile(rf"^\s*(?:(?:\*\s*){{3,}}|(?:-\s*){{3,}}|(?:_\s*){{3,}}|=+|{_TABLE_RULE})$")
"""Rules, that of a table, and the underlines of headings: nothing of these lines is text."""
_FEWEST_BARS = 3
"""Of a table's row: before two cells, between and behind them."""
_LINK = re.compile(r"!?\[([^\[\]]*)\]\((?:[^()\s]|\([^()\s]*\))+(?:\s+\"[^\"]*\")?\)")
_INLINE_MARKS = (
    _LINK,
    re.compile(r"\*\*(\S(?:[^*]*\S)?)\*\*"),
    re.compile(r"\*(\S(?:[^*]*\S)?)\*"),
    re.compile(r"<(https?://[^<>\s]+)>"),
)
"""Links and pictures, strong and plain emphasis, bare addresses; the group is the text of each."""


def read_markdown(name: str, data: bytes, path: str, encoding: str | None) -> Seed:
    """Return a seed with the lines of a Markdown file, the kinds of marked ones, and its metadata.

    Lines keep their numbers; those of the front matter are left empty. A date in it that is none
    raises `BriefingError`, as in a sidecar: a person wrote it.
    """
    seed = read_text(name, data, path, encoding)
    raw = seed.text.split("\n")
    end = _front_matter_end(raw)
    lines = [""] * end
    marks: dict[int, BlockKind] = {}
    for number, line in enumerate(raw[end:], end + 1):
        # Quotes go first: within one there may be a list or a heading.
        text = _RULE.sub("", _QUOTE_MARKS.sub("", line))
        bare = text.strip()
        kind: BlockKind | None = None
        if heading := _HEADING.match(text):
            text, kind = heading["text"].rstrip(), "heading"
            # By hand: a pattern for "white space, then marks" takes quadratic time in white space.
            # Marks that touch the last word are its own (``C#``).
            unmarked = text.rstrip("#")
            text = unmarked.rstrip() if unmarked[-1:].isspace() else text
        elif item := _LIST_ITEM.match(text):
            text, kind = item["text"], "item"
        elif bare[:1] == bare[-1:] == "|" and bare.count("|") >= _FEWEST_BARS:
            cells = bare.strip("|").split("|")
            text, kind = CELL_GAP.join(map(str.strip, cells)), "item"
        # A heading or an item that is one link leads to another article.
        link = _LINK.fullmatch(text)
        if link and link[1]:
            # What stands for a picture is its caption.
            kind = "caption" if text.startswith("!") else None
        # Links before emphasis, since an address may hold stars.
        for pattern in _INLINE_MARKS:
            text = pattern.sub(r"\1", text)
        lines.append(text)
        if kind and text:
            marks[number] = kind
    return replace(seed, text="\n".join(lines), meta=_read_meta(raw[:end], path), marks=marks)


def _front_matter_end(raw: list[str]) -> int:
    """Return how many lines the front matter takes, with its fences; 0 without one."""
    opening = raw[0].rstrip()
    if opening in _CLOSING_FENCES:
        # A rule opens an article, too, and no word between two rules may be lost: between fences
        # a key comes first.
        first_line = next(filter(str.strip, raw[1:]), "")
        pattern = _KEY_VALUE if opening == "---" else _TOML_KEY_VALUE
        if not pattern.match(first_line):
            return 0
        for end in range(1, len(raw)):
            if raw[end].rstrip() in _CLOSING_FENCES[opening]:
                return end + 1
        return 0
    # Pelican's manner, without fences. An article may begin with a line like "Who: …", so that
    # the first key must be a known one and a blank line must end it.
    first = _KEY_VALUE.match(raw[0])
    if not first or first["key"].lower() not in _FIELD_OF_KEY:
        return 0
    end = sum(1 for _ in takewhile(_KEY_VALUE.match, raw))
    return end if end == len(raw) or not raw[end].strip() else 0


def _read_meta(lines: list[str], path: str) -> PageMeta:
    """Return the metadata in front matter; of several keys for one field the first counts."""
    found: dict[str, str] = {}
    evidence: dict[str, str] = {}
    for number, line in enumerate(lines, 1):
        pair = _KEY_VALUE.match(line)
        field = _FIELD_OF_KEY.get(pair["key"].lower()) if pair else None
        if not pair or not field:
            continue
        value = pair["value"]
        if not value:
            # A YAML list below the key, one entry a line.
            listed = takewhile(_LIST_ENTRY.match, lines[number:])
            value = ", ".join(_unquote(entry.strip().removeprefix("-")) for entry in listed)
        value = _unquote(value)
        if not value:
            continue
        if field in ("date", "modified"):
            when = read_iso(value)
            if when is None:
                raise error_at(path, f"“{pair['key']}” is not a date", DATE_HINT, number)
            value = when.iso
        elif field == "author":
            value = "، ".join(_split_list(value))
        elif (field == "url" and not _URL.match(value)) or (field == "title" and is_latin(value)):
            # A title in Latin letters is a working title; the Arabic one is in the text.
            continue
        if value and field not in found:
            found[field], evidence[field] = value, line.strip()
    tags = tuple(_split_list(found.pop("tags", "")))
    return PageMeta(**found, tags=tags, evidence=evidence)


def _unquote(value: str) -> str:
    value = value.strip()
    is_quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1].strip() if is_quoted else value


def _split_list(value: str) -> list[str]:
    """Return the entries of a list that is written ``[a, b]`` or ``a, b``."""
    parts = re.split(r"[,،;]", value.strip().removeprefix("[").removesuffix("]"))
    return [entry for entry in map(_unquote, parts) if entry]
