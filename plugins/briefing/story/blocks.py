"""The blocks of a story: its lines, divided into sentences where they are cited in parts."""

from __future__ import annotations

from itertools import pairwise

from ..language.arabic import is_latin
from ..language.sentences import split_sentences
from ..model import Block, Line, Sentence
from .roles.role import Role

WHOLE = ("heading", "caption", "pullquote", "embed")
"""Kinds whose line is one segment: they are read as one and are not cited in parts."""


def make_blocks(lines: tuple[Line, ...], roles: dict[int, Role]) -> tuple[Block, ...]:
    """Return the blocks of the body in order, numbered as they are cited (``p3s2``)."""
    blocks: list[Block] = []
    kinds = ("paragraph", "item", *WHOLE)
    body = [(i, line) for i, line in enumerate(lines) if roles[i] in kinds]
    groups = _groups(body, roles)
    for number, group in enumerate(groups, 1):
        kind = roles[group[0][0]]
        texts = [t for _, line in group for t in _segments(line.text, kind)]
        block_id = f"p{number}"
        sentences = tuple(
            Sentence(f"{block_id}s{n}", text, lang="en" if is_latin(text) else "ar")
            for n, text in enumerate(texts, 1)
        )
        blocks.append(Block(block_id, kind, group[0][1].number, sentences))  # type: ignore[arg-type]
    return tuple(blocks)


def _groups(body: list[tuple[int, Line]], roles: dict[int, Role]) -> list[list[tuple[int, Line]]]:
    """Return the lines of each block: one line each, but neighbouring embed lines are one post."""
    groups = [[entry] for entry in body[:1]]
    for before, entry in pairwise(body):
        if roles[before[0]] == roles[entry[0]] == "embed" and entry[0] == before[0] + 1:
            groups[-1].append(entry)
        else:
            groups.append([entry])
    return groups


def _segments(text: str, kind: Role) -> list[str]:
    return [text] if kind in WHOLE else split_sentences(text)
