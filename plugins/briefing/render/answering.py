"""Questions with their short answers, and what each source says besides, folded away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..model import Answer, Comparison, Excerpt, Explainer
from .citations import title_text
from .claims import Claims
from .folding import folded, side_by_side
from .markdown_text import escape_inline


def answers(explainer: Explainer, claims: Claims) -> Iterator[str]:
    """Yield each question with its answer, or that there is none."""
    cite = claims.cite
    compared = {comparison.question: comparison for comparison in explainer.comparison}
    for answer in explainer.answers:
        yield f"### {escape_inline(answer.question[cite.lang])} {{: #q-{answer.id} }}"
        yield claims.claims(answer.excerpts[: answer.lead])
        if answer.withheld:
            told = cite.t("explainer.withheld", count=answer.withheld)
            yield f"{escape_inline(told)}\n{{: .silent }}"
        elif not answer.excerpts:
            yield f"{cite.t('explainer.silent_all')}\n{{: .unanswered }}"
        if answer.excerpts:
            yield _further(answer, compared.get(answer.question), explainer, claims)


def _further(
    answer: Answer, comparison: Comparison | None, explainer: Explainer, claims: Claims
) -> str:
    """Return what there is besides the short answer: by source where sources were compared."""
    if comparison:
        return _each_source(answer, comparison, explainer, claims)
    rest = answer.excerpts[answer.lead :]
    label = claims.cite.t("explainer.more", count=len(rest))
    return folded(claims.claims(rest), label) if rest else ""


def _each_source(
    answer: Answer, comparison: Comparison, explainer: Explainer, claims: Claims
) -> str:
    """Return what each source says besides the short answer, and which were not chosen from."""
    shown = {excerpt.cite for excerpt in answer.excerpts[: answer.lead]}
    told = {slug: [e for e in said if e.cite not in shown] for slug, said in _said(comparison)}
    parts = [side_by_side(_columns(told, explainer, claims))] if told else []
    if silent := _silent(comparison, explainer, claims):
        parts.append(silent)
    return folded("\n\n".join(parts), _label(told, claims)) if parts else ""


def _said(comparison: Comparison) -> Iterator[tuple[str, Sequence[Excerpt]]]:
    return ((slug, excerpts) for slug, excerpts in comparison.by_story.items() if excerpts)


def _label(told: Mapping[str, Sequence[Excerpt]], claims: Claims) -> str:
    """Return how many sentences of how many sources are folded away."""
    t, counts = claims.cite.t, [len(excerpts) for excerpts in told.values() if excerpts]
    if not counts:
        return t("explainer.other_sources")
    sources = t("explainer.of_sources", count=len(counts))
    return f"{t('explainer.more', count=sum(counts))} {sources}"


def _columns(
    said: Mapping[str, Sequence[Excerpt]], explainer: Explainer, claims: Claims
) -> Iterator[str]:
    """Yield what each story says, one box a story."""
    for story in explainer.stories:
        if excerpts := said.get(story.slug):
            title = escape_inline(title_text(story, claims.cite.lang))
            yield f"#### {title}\n\n{claims.claims(excerpts)}"


def _silent(comparison: Comparison, explainer: Explainer, claims: Claims) -> str:
    """Return the titles of the stories of which nothing was chosen; empty if there are none."""
    t = claims.cite.t
    told = {slug for slug, _ in _said(comparison)} | comparison.withheld
    titles = [title_text(s, claims.cite.lang) for s in explainer.stories if s.slug not in told]
    listed = t("list.separator").join(t("explainer.titled", title=title) for title in titles)
    return (
        f"{escape_inline(t('explainer.silent'))} {escape_inline(listed)}\n{{: .silent }}"
        if titles
        else ""
    )
