"""A cited sentence as it stands on its own: who speaks, what it refers to, which dates it means."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import cached_property

from ..dates.arabic import worked_out
from ..dates.english import english_of, names_part
from ..explain.context import antecedents
from ..explain.matching import excerpt as as_excerpt
from ..language.cohesion import continues
from ..model import Bilingual, Excerpt, Explainer, Lang, Mention, Quote, Sentence
from .bidi import isolate_markdown
from .citations import Citations, sentence
from .l10n import Catalogue
from .markdown_text import escape_attribute, escape_inline


def _telling_words(name: str, lang: Lang) -> tuple[str, ...]:
    """Return the words of a name by which a sentence names its speaker: the surname or the noun.

    In Arabic the noun of "the joint statement" stands first, in English last.
    """
    words = name.split()
    return (words[0], words[-1]) if lang == "ar" else (words[-1],)


def _is_clear(ref: Mention, put: str | None, date: str) -> bool:
    """Tell whether a date needs no words before it: a day with its number, a month by its name."""
    return (
        put is None
        or put in date
        or (ref.when is not None and ref.when.precision == "day" and any(map(str.isdigit, put)))
    )


def remark(note: Bilingual, lang: Lang, t: Catalogue) -> str:
    """Return an editor's remark in one language, as one and not as the source's words."""
    shown = escape_inline(t("story.note", text=note[lang]))
    shown = isolate_markdown(shown) if lang == "ar" else shown
    return f'<span class="remark">{shown}</span>'


class Claims:
    """Writes the cited sentences of one page, which it reads once and in order."""

    def __init__(self, explainer: Explainer, cite: Citations) -> None:
        self.explainer = explainer
        self.cite = cite
        self._introduced_already: set[str] = set()
        self._before: dict[str, dict[str, Sentence]] = {}

    def claim(self, excerpt: Excerpt, told: Sequence[str] = ()) -> str:
        """Return a sentence with what it leaves unsaid, and its link.

        `told` are the cites of what stands before it, which need not be told again.
        """
        opening = self.opening(excerpt, told)  # first, so that numbers run as the text does
        mark = self.cite.mark(excerpt)
        return f"{opening}{self.said(excerpt)} {mark}{self.note(excerpt)}"

    def opening(self, excerpt: Excerpt, told: Sequence[str] = ()) -> str:
        """Return what goes before a sentence: who "he" is, or what "that" is."""
        return self._speaker(excerpt) or self._antecedent(excerpt, told)

    def said(self, excerpt: Excerpt, known: Collection[str] = ()) -> str:
        """Return a sentence with the dates it means, but for one that is `known`."""
        return f"{sentence(excerpt, self.cite.lang)}{self.meant(excerpt, known)}"

    def claims(self, excerpts: Collection[Excerpt]) -> str:
        """Return several sentences, a paragraph each."""
        told: list[str] = []
        paragraphs = []
        for excerpt in excerpts:
            paragraphs.append(self.claim(excerpt, told))
            told.append(str(excerpt.cite))
        return "\n\n".join(paragraphs)

    def meant(self, excerpt: Excerpt, known: Collection[str] = ()) -> str:
        """Return in brackets the dates that "last April" and the like mean.

        Nothing where the only one of them is `known`, since it stands above the sentence.
        """
        refs = worked_out(excerpt.story, excerpt.cite.sentence)
        put = self._put(excerpt, refs)
        plain = dict.fromkeys(self._date(r, text) for r, text in zip(refs, put, strict=True))
        if not plain or (len(plain) == 1 and set(plain) <= set(known)):
            return ""
        alone = sum(r.sentence == excerpt.cite.sentence for r in excerpt.story.times) == 1
        told = dict.fromkeys(self._told(r, text) for r, text in zip(refs, put, strict=True))
        clear = alone and all(map(_is_clear, refs, put, plain))
        shown = escape_inline(self.cite.t("charts.separator").join(plain if clear else told))
        shown = isolate_markdown(shown) if self.cite.lang == "ar" else shown
        title = escape_attribute(self.cite.t("explainer.meant"))
        return f' *\\[{shown}\\]*{{: .meant title="{title}" }}'

    def _put(self, excerpt: Excerpt, refs: Sequence[Mention]) -> Sequence[str | None]:
        """Return the words that put each date; ``None`` where the English has none for sure."""
        if self.cite.lang == "ar":
            return [ref.text for ref in refs]
        published = excerpt.story.published
        appeared = published.when if published else None
        return english_of(excerpt.sentence.en or "", refs, appeared)

    def _told(self, ref: Mention, put: str | None) -> str:
        """Return a date that was worked out, behind the words that put it if they are known."""
        date = self._date(ref, put)
        return self.cite.t("explainer.means", text=put, date=date) if put else date

    def _date(self, ref: Mention, put: str | None) -> str:
        """Return a date; its part of a period only if the words shown have one, or none are."""
        has_part = put is None or self.cite.lang == "ar" or names_part(put)
        when = ref.when
        if when is None:
            return ""
        return self.cite.t.dated(when if has_part else replace(when, part=None))

    def note(self, excerpt: Excerpt) -> str:
        """Return the editor's remark on a sentence, told as such."""
        note = excerpt.story.notes.get(excerpt.cite.sentence)
        return f" {remark(note, self.cite.lang, self.cite.t)}" if note else ""

    def _speaker(self, excerpt: Excerpt) -> str:
        """Return who speaks in a sentence that says only "he added", in brackets."""
        quote = self._quotes.get(str(excerpt.cite))
        if quote is None or not continues(excerpt.sentence.ar):
            return ""
        name = quote.speaker[self.cite.lang]
        shown = excerpt.sentence.text(self.cite.lang) or excerpt.sentence.ar
        if any(word in shown for word in _telling_words(name, self.cite.lang)):
            return ""
        return f"*\\[{escape_inline(self._introduced(name, quote.role))}\\]*{{: .speaker }} "

    def _introduced(self, name: str, role: Bilingual | None) -> str:
        """Return a name, with its office where the page has it in brackets for the first time."""
        if role is None or name in self._introduced_already:
            return name
        self._introduced_already.add(name)
        return self.cite.t("list.separator").join((name, role[self.cite.lang]))

    def _antecedent(self, excerpt: Excerpt, told: Sequence[str]) -> str:
        """Return the sentence before one that refers to it, with a link of its own."""
        story = excerpt.story
        if story.slug not in self._before:
            self._before[story.slug] = antecedents(story)
        sentence_before = self._before[story.slug].get(excerpt.cite.sentence)
        if sentence_before is None:
            return ""
        before = as_excerpt(story, sentence_before)
        if told and told[-1] == str(before.cite):
            return ""
        said = sentence(before, self.cite.lang)
        mark = self.cite.mark(before, short=True)
        return f'<span class="before">{said} {mark}</span> '

    @cached_property
    def _quotes(self) -> dict[str, Quote]:
        """The first attribution of each attributed sentence, by its cite."""
        first: dict[str, Quote] = {}
        for quote in self.explainer.quotes:
            first.setdefault(str(quote.excerpt.cite), quote)
        return first
