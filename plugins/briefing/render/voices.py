"""Who said what: quotations by side with their speakers, reported speech folded behind them."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Explainer, Quote
from .claims import Claims
from .folding import folded
from .markdown_text import escape_inline


def quotes(explainer: Explainer, claims: Claims) -> Iterator[str]:
    """Yield what was said by side, then by those of nobody's side."""
    cite = claims.cite
    for side_id, name in (*explainer.sides, (None, None)):
        of_side = [q for q in explainer.quotes if q.side == side_id and q.about]
        if not of_side:
            continue
        yield f"### {escape_inline(name[cite.lang] if name else cite.t('explainer.other_voices'))}"
        direct, reported = ([q for q in of_side if q.direct is kind] for kind in (True, False))
        yield from (_quote(quote, claims) for quote in direct)
        if reported:
            told = "\n\n".join(_quote(quote, claims) for quote in reported)
            yield folded(told, cite.t("explainer.reported", count=len(reported)))


def _quote(quote: Quote, claims: Claims) -> str:
    cite = claims.cite
    name = f"**{escape_inline(quote.speaker[cite.lang])}**"
    role = [escape_inline(quote.role[cite.lang])] if quote.role else []
    speaker = escape_inline(cite.t("list.separator")).join([name, *role])
    by = f"— {speaker} {cite.mark(quote.excerpt)}{claims.note(quote.excerpt)}"
    said = claims.said(quote.excerpt)
    return f'<blockquote class="quote" markdown="1">\n\n{said}\n\n{by}\n\n</blockquote>'
