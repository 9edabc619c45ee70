"""How comments and values are written in TOML."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from ...language.lexicon import load
from ...model import Bilingual, Excerpt

FIRST_WORDS = 12
"""Words by which a suggested sentence is recognised."""


def comment(key: str, **fill: str) -> str:
    """Return a comment of ``lexicon/drafts.toml`` in one line."""
    return f"# {one_line(load('drafts')['comments'][key].format(**fill))}"


def row(kind: str, ident: str, name: Bilingual) -> Iterator[str]:
    """Yield how an entry of a list begins: its table, its id, its text in both languages."""
    yield f"[[{kind}]]"
    yield f"id = {quoted(ident)}"
    yield f"ar = {quoted(name.ar)}"
    yield f"en = {quoted(name.en)}"


def suggested(cited: Excerpt) -> str:
    """Return a cite as a comment that counts once its mark is taken away, with its first words."""
    words = cited.sentence.ar.split()
    first = " ".join(words[:FIRST_WORDS]) + (" …" if len(words) > FIRST_WORDS else "")
    return f"# {quoted(str(cited.cite))}, # {one_line(first)}"


def one_line(text: str) -> str:
    """Return a text in one line, without what a comment may not hold."""
    return "".join(c for c in " ".join(text.split()) if c.isprintable())


def quoted(text: str) -> str:
    """Return a text as a basic string of TOML, which JSON's is but for the character DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def array(texts: Iterable[str]) -> str:
    """Return texts as an array of strings."""
    return f"[{', '.join(map(quoted, texts))}]"


def arrays(groups: Iterable[Iterable[str]]) -> str:
    """Return groups of texts as an array of arrays."""
    return f"[{', '.join(map(array, groups))}]"


def inline_table(text: Bilingual) -> str:
    """Return a text in both languages as an inline table."""
    return f"{{ ar = {quoted(text.ar)}, en = {quoted(text.en)} }}"
