"""Boxes of an explainer: what stands side by side, and what is folded away until asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .markdown_text import escape_inline


def side_by_side(boxes: Iterable[str]) -> str:
    """Return texts as boxes that stand beside one another where there is room."""
    held = (f'<div class="says" markdown="1">\n\n{box}\n\n</div>' for box in boxes)
    columns = "\n\n".join(held)
    return f'<div class="compare" markdown="1">\n\n{columns}\n\n</div>'


def folded(content: str, label: str) -> str:
    """Return a text that is folded away behind a label."""
    opening = '<details class="each-source" markdown="1">'
    return f"{opening}\n\n<summary>{escape_inline(label)}</summary>\n\n{content}\n\n</details>"


def picture(svg: str) -> Iterator[str]:
    """Yield a drawing as a figure of its own, nothing where there is none."""
    if svg:
        yield f'<figure class="picture">{svg}</figure>'
