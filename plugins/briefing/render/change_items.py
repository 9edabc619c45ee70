"""The entries of a topic's feed that tell what each day brought to its explainer."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import escape

from ..model import Change, Dated, Excerpt, Explainer, Lang
from .brief import title_of
from .citations import title_text
from .feeds import Item
from .l10n import Catalogue


def change_items(
    explainer: Explainer, lang: Lang, t: Catalogue, origin: str, author: str
) -> list[Item]:
    """Return one item a day from the second on, newest first, each with its address on the page."""
    return [
        Item(
            url=f"{origin}/{lang}/{explainer.slug}.html#on-{change.day}",
            lang=lang,
            title=t("changes.title", title=explainer.title[lang]),
            summary=t("list.separator").join(title_text(s, lang) for s in change.stories),
            html=f"<ul>{''.join(_lines(change, lang, t, origin))}</ul>",
            published=_dated(change),
            updated=_dated(change),
            author=author,
        )
        for change in explainer.changes
    ]


def _dated(change: Change) -> Dated | None:
    return next((story.published for story in change.stories if story.published), None)


def _lines(change: Change, lang: Lang, t: Catalogue, origin: str) -> Iterator[str]:
    def link(cited: Excerpt, text: str) -> str:
        address = f"{origin}/{lang}/{cited.cite.slug}.html#{cited.cite.sentence}"
        return f'<a href="{escape(address)}">{escape(text)}</a>'

    for story in change.stories:
        title = title_text(story, lang)
        yield f"<li>{escape(t('changes.article'))} {link(title_of(story), title)}</li>"
    for figure, value in change.figures:
        shown = t.qualified(t.number(value.value), value.qualifier)
        label = f"{figure.label[lang]}: {shown}"
        yield f"<li>{link(value.excerpts[0], label)}</li>"
    for question, cited in change.answers:
        answer = cited.sentence.text(lang) or cited.sentence.ar
        yield f"<li>{escape(question[lang])} {link(cited, answer)}</li>"
