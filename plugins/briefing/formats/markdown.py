"""Markdown files: what their front matter says, and their lines without Markdown's marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import takewhile
from typing import NamedTuple

from ..dates.iso import read_iso
from ..errors import error_at
from ..language.arabic import is_latin
from ..model import BlockKind, PageMeta

FENCE = re.compile(r"^(?:---|\+\+\+|\.\.\.)\s*$")
PAIR = re.compile(r"^(?P<key>[A-Za-z][\w-]*)\s*:\s*(?P<value>.*)$")
LIST_ENTRY = re.compile(r"^\s*-\s+(?P<value>.+)$")
FIELDS: Mapping[str, str] = {
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
HEADING = re.compile(r"^#{1,6}\s+(?P<text>.+?)(?:\s+#+)?$")
ITEM = re.compile(r"^\s*[-*+]\s+(?P<text>\S.*)$")
QUOTE = re.compile(r"^(?:>\s?)+")
RULE = re.compile(r"^\s*(?:(?:\*\s*){3,}|(?:-\s*){3,}|(?:_\s*){3,}|=+)$")
INLINE = (
    (re.compile(r"!?\[([^\[\]]*)\]\((?:[^()\s]|\([^()\s]*\))+(?:\s+\"[^\"]*\")?\)"), r"\1"),
    (re.compile(r"\*\*(\S(?:[^*]*\S)?)\*\*"), r"\1"),
    (re.compile(r"\*(\S(?:[^*]*\S)?)\*"), r"\1"),
    (re.compile(r"<(https?://[^<>\s]+)>"), r"\1"),
)
"""Links, pictures and emphasis, with what is read of them."""


class Fact(NamedTuple):
    """One line of front matter: its key and value, the line as written and its number."""

    key: str
    value: str
    written: str
    line: int


def read_markdown(text: str, path: str) -> tuple[str, PageMeta, dict[int, BlockKind]]:
    """Return the text without marks, what the front matter says, and the kinds of marked lines.

    Lines keep their numbers; those of the front matter are left empty. A date in it that is none
    raises `BriefingError`, as in a sidecar: a person wrote it.
    """
    raw = text.split("\n")
    first, facts = _front_matter(raw)
    lines, marks = [""] * first, dict[int, BlockKind]()
    for number, line in enumerate(raw[first:], first + 1):
        plain, kind = _unmarked(line)
        lines.append(plain)
        if kind and plain:
            marks[number] = kind
    return "\n".join(lines), _meta(facts, path), marks


def _front_matter(raw: list[str]) -> tuple[int, list[Fact]]:
    """Return how many lines the front matter has, and its facts; 0 without one."""
    if FENCE.match(raw[0]):
        end = next((i for i in range(1, len(raw)) if FENCE.match(raw[i])), 0)
        return (end + 1, list(_facts(raw[1:end], 2))) if end else (0, [])
    end = next((i for i, line in enumerate(raw) if not PAIR.match(line)), len(raw))
    facts = list(_facts(raw[:end], 1))
    known = facts and facts[0].key.lower() in FIELDS
    blank = end == len(raw) or not raw[end].strip()
    return (end, facts) if known and blank else (0, [])


def _facts(lines: list[str], first: int) -> Iterator[Fact]:
    """Yield the keys with their values; entries of a list below a key are joined by commas."""
    for i, line in enumerate(lines):
        pair = PAIR.match(line)
        if not pair:
            continue
        below = takewhile(bool, (LIST_ENTRY.match(entry) for entry in lines[i + 1 :]))
        value = pair["value"] or ", ".join(_bare(entry["value"]) for entry in below if entry)
        yield Fact(pair["key"], _bare(value), line.strip(), first + i)


def _bare(value: str) -> str:
    """Return a value without its quotes."""
    value = value.strip()
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1].strip() if quoted else value


def _meta(facts: list[Fact], path: str) -> PageMeta:
    found: dict[str, str] = {}
    evidence: dict[str, str] = {}
    for fact in facts:
        field = FIELDS.get(fact.key.lower())
        value = _value(field, fact, path) if field and fact.value else None
        if field and value and field not in found:
            found[field], evidence[field] = value, fact.written
    tags = _entries(found.pop("tags", ""))
    return PageMeta(**found, tags=tags, evidence=evidence)


def _value(field: str, fact: Fact, path: str) -> str | None:
    """Return a value as the story takes it, ``None`` where it is of no use to it."""
    if field in ("date", "modified"):
        value = read_iso(fact.value)
        if value is None:
            hint = 'Write it as "2024-07-24", "2024-07" or "2024"'
            raise error_at(path, f"“{fact.key}” is no date", hint, fact.line)
        return value
    if field == "author":
        return "، ".join(_entries(fact.value))
    if field == "url":
        return fact.value if re.match(r"^https?://\S+$", fact.value) else None
    return None if field == "title" and is_latin(fact.value) else fact.value


def _entries(value: str) -> tuple[str, ...]:
    """Return the entries of a list: ``[a, b]`` or ``a, b``."""
    parts = re.split(r"[,،;]", value.strip().removeprefix("[").removesuffix("]"))
    return tuple(bare for part in parts if (bare := _bare(part)))


def _unmarked(line: str) -> tuple[str, BlockKind | None]:
    """Return a line without Markdown's marks and the kind they give it."""
    text = QUOTE.sub("", line)
    if RULE.match(text):
        return "", None
    heading, item = HEADING.match(text), ITEM.match(text)
    kind: BlockKind | None = "heading" if heading else "item" if item else None
    found = heading or item
    text = found["text"] if found else text
    for pattern, replacement in INLINE:
        text = pattern.sub(replacement, text)
    return text, kind
