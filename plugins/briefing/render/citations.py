"""The link from a claim of an explainer to the sentence it was taken from."""

from __future__ import annotations

from collections.abc import Iterable

from ..model import Excerpt, Lang, Story
from .bidi import isolate_markdown
from .l10n import Catalogue
from .markdown_text import escape_attribute, escape_inline


class Citations:
    """Numbers the sentences an explainer cites, in the order in which they are first cited."""

    def __init__(self, lang: Lang, t: Catalogue) -> None:
        self.lang = lang
        self.t = t
        self.numbers: dict[str, int] = {}
        self.cited: list[Excerpt] = []

    def mark(self, excerpt: Excerpt, *, short: bool = False, further: bool = False) -> str:
        """Return the link from a claim to its sentence, without its day if `short`.

        `further` leaves out the word "source", which stands before it already.
        """
        number = self._number(excerpt)
        day = _source_day(excerpt, self.t)
        shown = self.t("explainer.also_of" if further else "explainer.source_of", day=day)
        label = f"[{number}]" if short else f"{shown} [{number}]"
        title = escape_attribute(title_text(excerpt.story, self.lang))
        target = self.href(excerpt)
        return (
            f'[{escape_inline(label)}]({target}){{: .cite data-note="{number}" title="{title}" }}'
        )

    def _number(self, excerpt: Excerpt) -> int:
        key = str(excerpt.cite)
        if key not in self.numbers:
            self.numbers[key] = len(self.numbers) + 1
            self.cited.append(excerpt)
        return self.numbers[key]

    def href(self, excerpt: Excerpt) -> str:
        """Return where a sentence stands, as a post links to it; it counts as cited."""
        self._number(excerpt)
        return f"{{filename}}/{self.lang}/{excerpt.cite.slug}.md#{excerpt.cite.sentence}"

    def marks(self, excerpts: Iterable[Excerpt]) -> str:
        """Return the short links of several sentences."""
        return " ".join(self.mark(excerpt, short=True) for excerpt in excerpts)

    def claim(self, excerpt: Excerpt) -> str:
        """Return a cited sentence with its link; Arabic in place where English is missing."""
        return f"{sentence(excerpt, self.lang)} {self.mark(excerpt)}"


def _source_day(excerpt: Excerpt, t: Catalogue) -> str:
    published = excerpt.story.published
    return t.date(published.when.iso_date) if published else t("date.unknown")


def title_text(story: Story, lang: Lang) -> str:
    """Return a story's title, in Arabic where there is no English to rely on."""
    reliable = None if story.title.doubtful else story.title.text(lang)
    return reliable or story.title.ar


def sentence(excerpt: Excerpt, lang: Lang) -> str:
    """Return an excerpt's text in one language, marked where only the Arabic exists."""
    text = None if lang == "en" and excerpt.sentence.doubtful else excerpt.sentence.text(lang)
    if text is not None:
        return isolate_markdown(escape_inline(text)) if lang == "ar" else escape_inline(text)
    arabic = isolate_markdown(escape_inline(excerpt.sentence.ar))
    return f'<span lang="ar" dir="rtl" class="pending">{arabic}</span>'
