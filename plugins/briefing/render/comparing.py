"""What sources share, where they differ, what each day brought, and whom they name."""

from __future__ import annotations

from collections.abc import Iterator

from ..editors.glossary import Glossary
from ..explain.changes import first_day
from ..model import Change, Difference, Excerpt, Explainer, Named, Story
from .brief import title_of
from .citations import Citations
from .claims import Claims
from .folding import side_by_side
from .markdown_text import escape_inline

MOST_TOLD = 6
"""Articles of the first day that are listed; the sources below have all."""


def shared(explainer: Explainer, claims: Claims) -> Iterator[str]:
    """Yield what more than one outlet reports, each source in its own words."""
    cite = claims.cite
    for claim in explainer.shared:
        told = claims.claims(claim.excerpts)
        label = escape_inline(cite.t("shared.outlets", count=len(claim.excerpts)))
        yield f'<div class="shared" markdown="1">\n\n{label}\n{{: .label }}\n\n{told}\n\n</div>'


def differences(explainer: Explainer, claims: Claims) -> Iterator[str]:
    """Yield what sources dispute, then figures and days that do not go together, or that all do."""
    cite = claims.cite
    for dispute in explainer.disputes:
        yield f"### {escape_inline(dispute.question[cite.lang])}"
        yield side_by_side(claims.claims(view) for view in dispute.views)
    for difference in explainer.differences:
        yield "\n".join(_difference(difference, claims))
    if explainer.stories and not (explainer.differences or explainer.disputes):
        yield f"{escape_inline(cite.t('differ.none'))}\n{{: .method }}"


def _difference(difference: Difference, claims: Claims) -> Iterator[str]:
    cite, t = claims.cite, claims.cite.t
    if difference.figure:
        yield f"- **{escape_inline(difference.figure.label[cite.lang])}**"
    for value in difference.values:
        day = t.dated(value.as_of) if value.as_of else t("date.unknown")
        marks = " ".join(cite.mark(e) for e in value.excerpts)
        shown = t.qualified(t.number(value.value), value.qualifier)
        yield f"- {escape_inline(shown)} ({escape_inline(day)}) {marks}"
    for event in difference.events:
        when = escape_inline(t.when(event))
        yield f"- **{when}** {claims.claim(event.excerpts[0])}"


def changes(explainer: Explainer, cite: Citations) -> Iterator[str]:
    """Yield what each day's articles brought, newest first."""
    if explainer.changes:
        yield f"{escape_inline(cite.t('changes.about'))}\n{{: .method }}"
    for change in explainer.changes:
        days = dict.fromkeys(
            cite.t.date(s.published.when.iso_date) for s in change.stories if s.published
        )
        heading = escape_inline(cite.t("list.separator").join(days))
        yield f"### {heading} {{: #on-{change.day} }}"
        yield "\n".join(_change(change, cite))
    first = _first(explainer) if explainer.changes else []
    if first:
        yield f"### {escape_inline(cite.t('changes.began', count=len(first)))}"
        yield "\n".join(f"- {cite.claim(title_of(story))}" for story in first[:MOST_TOLD])


def _first(explainer: Explainer) -> list[Story]:
    """Return the stories of the earliest day, with which the page began."""
    days = {story.slug: day for story in explainer.stories if (day := first_day(story))}
    earliest = min(days.values(), default=None)
    return [story for story in explainer.stories if days.get(story.slug) == earliest]


def _change(change: Change, cite: Citations) -> Iterator[str]:
    t = cite.t
    for story in change.stories:
        title = title_of(story)
        yield f"- {escape_inline(t('changes.article'))} {cite.claim(title)}"
    for figure, value in change.figures:
        shown = t.qualified(t.number(value.value), value.qualifier)
        label = escape_inline(f"{figure.label[cite.lang]}: {shown}")
        yield f"- {label} {cite.marks(value.excerpts)}"
    if change.events:
        dated = {t.when(e): e.excerpts[0] for e in reversed(change.events)}
        dates = (f"{escape_inline(w)} {cite.marks([e])}" for w, e in reversed(dated.items()))
        listed = escape_inline(t("list.separator")).join(dates)
        yield f"- {escape_inline(t('changes.dates'))} {listed}"
    answered: dict[str, list[Excerpt]] = {}
    for question, excerpt in change.answers:
        answered.setdefault(question[cite.lang], []).append(excerpt)
    for text, excerpts in answered.items():
        yield f"- {escape_inline(t('changes.answer', question=text))} {cite.marks(excerpts)}"


def unanswered(explainer: Explainer, cite: Citations) -> Iterator[str]:
    """Yield the questions on which no sentence of the sources was found."""
    if not explainer.unanswered:
        return
    yield f"{escape_inline(cite.t('unanswered.about'))}\n{{: .method }}"
    yield "\n".join(
        f"- [{escape_inline(a.question[cite.lang])}](#q-{a.id})\n{{: .unanswered }}"
        for a in explainer.unanswered
    )


def names(explainer: Explainer, glossary: Glossary, cite: Citations) -> Iterator[str]:
    """Yield people and organisations with their office, and where each is named first."""
    for kind in ("person", "organisation"):
        of_kind = [n for n in explainer.names if glossary.entries[n.entry].kind == kind]
        if of_kind:
            yield f"### {escape_inline(cite.t(f'known.{kind}'))}"
            yield "\n".join(_named(named, glossary, cite) for named in of_kind)


def _named(named: Named, glossary: Glossary, cite: Citations) -> str:
    entry, t = glossary.entries[named.entry], cite.t
    published = named.excerpt.story.published
    role = entry.role_on(published.when.iso_date) if published else None
    day = t.date(published.when.iso_date) if published else ""
    held = t("names.held", role=role[cite.lang], day=day) if role else ""
    office = f"{t('list.separator')}{held}" if held else ""
    count = t("names.stories", count=named.stories)
    name = f"**{escape_inline(entry.name[cite.lang])}**"
    about = escape_inline(f"{office} ({count})")
    return f"- {name}{about} {cite.mark(named.excerpt, short=True)}"
