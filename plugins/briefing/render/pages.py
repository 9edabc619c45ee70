"""What the templates are given: one documented value per page, the same names everywhere."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ..editors.glossary import Entry, Glossary
from ..errors import Problem
from ..explain.page import Explainer
from ..language.numbers import find_numbers
from ..language.slugs import slug_for
from ..model import ENTRY_KINDS, LANGS, Dated, EntryKind, Lang, Sentence, Story
from ..translate.review import StoryReview, review
from .l10n import Catalogue
from .posts import Translation, summary_sentences, tag_name, translation_of
from .wording import Wording

MAIN_PAGES = ("archives", "tags", "sources", "about")
"""Pages of the main menu, in order."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the site as the base template needs it.

    `path` is relative to the site's root; `alternates` maps each language to the path of the
    same page in it; `name` is its entry in the menu, empty for pages that are not in it.
    """

    lang: Lang
    path: str
    title: str
    description: str
    alternates: Mapping[str, str]
    name: str = ""
    kind: str = "website"
    published: Dated | None = None

    @property
    def x_default(self) -> str | None:
        """The page for readers of any language: the front door for homes, else the original."""
        if self.name == "index" or not self.path.startswith(self.lang):
            return "index.html"
        return self.alternates.get("ar")


@dataclass(frozen=True, slots=True)
class Tag:
    """One subject and the stories about it."""

    id: str
    name: str
    kind: str
    stories: tuple[Story, ...]

    @property
    def path(self) -> str:
        """The path of its page from a language's folder."""
        return tag_path(self.id)


SMALLEST_FIGURE = 10
"""Smaller numbers are mostly part of how a sentence is said."""
YEARS = range(1900, 2101)
"""Numbers that stand for themselves as dates; the story's dates are shown elsewhere."""
REACH = 24
"""Characters after a number in which what it counts begins."""


@dataclass(frozen=True, slots=True)
class KnownFigure:
    """A number as a reader can use it: its value, what it counts if the glossary has it, where."""

    value: float
    percent: bool
    qualifier: str | None
    counted: str | None
    sentence: str


@dataclass(frozen=True, slots=True)
class Known:
    """Entries by kind with the id of the first sentence that names each, and the figures."""

    names: Mapping[EntryKind, tuple[tuple[Entry, str], ...]]
    figures: tuple[KnownFigure, ...]


def known_of(story: Story, glossary: Glossary) -> Known:
    """Return what the glossary and the figures tell of a story, each in order of appearance."""
    first: dict[str, str] = {}
    for sentence in story.segments():
        for mention in glossary.mentions(sentence.ar):
            first.setdefault(mention.entry.id, sentence.id)
    # The page lists the kinds one after another, so each of them has its place, filled or not.
    names: dict[EntryKind, list[tuple[Entry, str]]] = {kind: [] for kind in ENTRY_KINDS}
    for entry_id, sentence_id in first.items():
        entry = glossary.entries[entry_id]
        names[entry.kind].append((entry, sentence_id))
    figures: list[KnownFigure] = []
    for sentence in story.segments():
        if sentence.lang == "ar":
            figures += _figures(sentence, glossary)
    return Known({kind: tuple(entries) for kind, entries in names.items()}, tuple(figures))


def _figures(sentence: Sentence, glossary: Glossary) -> Iterator[KnownFigure]:
    """Yield the numbers of a sentence that tell something of their own."""
    for number in find_numbers(sentence.ar):
        is_year = number.value in YEARS and not number.qualifier
        if not number.percent and (number.value < SMALLEST_FIGURE or is_year):
            continue
        # What is counted is the term right after the number; further on it counts something else.
        following = sentence.ar[number.end : number.end + REACH]
        mentions = glossary.mentions(following)
        at_once = bool(mentions) and not following[: mentions[0].start].strip()
        counted = mentions[0].entry.name.en if at_once else None
        yield KnownFigure(number.value, number.percent, number.qualifier, counted, sentence.id)


@dataclass(frozen=True)
class Site:
    """All the templates may ask about the site: stories, explainers, names and strings.

    `edited` are the posts, by slug and language, that a person has edited: their text is shown;
    `remarks` are for the editors of topics; `downloads` are what the site can be taken along as, of
    epub, html and zip.
    """

    stories: tuple[Story, ...]
    explainers: tuple[Explainer, ...]
    glossary: Glossary
    catalogues: Mapping[str, Catalogue]
    title: Mapping[str, str]
    about: Mapping[str, str]
    origin: str
    edited: frozenset[tuple[str, Lang]] = frozenset()
    remarks: tuple[Problem, ...] = ()
    downloads: tuple[str, ...] = ()
    langs: Sequence[Lang] = LANGS
    menu: Sequence[str] = MAIN_PAGES

    @cached_property
    def words(self) -> dict[Lang, Wording]:
        """The words round an explainer's claims, by language."""
        return {lang: Wording(self.catalogues[lang], self.glossary) for lang in LANGS}

    def story(self, slug: str) -> Story | None:
        """Return the story of a slug, ``None`` if there is none."""
        return next((s for s in self.stories if s.slug == slug), None)

    def explainer(self, slug: str) -> Explainer | None:
        """Return the explainer of a slug, ``None`` if there is none."""
        return next((e for e in self.explainers if e.slug == slug), None)

    def citing(self, story: Story) -> list[Explainer]:
        """Return the explainers that draw on a story."""
        citing = []
        for explainer in self.explainers:
            if any(source.slug == story.slug for source in explainer.stories):
                citing.append(explainer)
        return citing

    def publisher(self, story: Story, lang: Lang) -> str | None:
        """Return the publisher's name, by the glossary if it has it; ``None`` if unknown."""
        return self.glossary.publisher(story, lang)

    def tag_path(self, tag: str) -> str:
        """Return the path of a tag's page from a language's folder."""
        return tag_path(tag)

    def translation(self, story: Story) -> Translation:
        """Return how much of a story is in English."""
        return translation_of(story)

    def review(self) -> tuple[StoryReview, ...]:
        """Return the state of every story's English, for its editors."""
        return review(self.stories)

    def summary(self, story: Story) -> tuple[Sentence, ...]:
        """Return the key points of a story."""
        return summary_sentences(story)

    def tag_name(self, tag: str, lang: Lang) -> str:
        """Return the name of a tag in a language."""
        return tag_name(tag, lang, self.glossary)

    def tags(self, lang: Lang) -> list[Tag]:
        """Return every tag in use with its stories: those of most stories first, then by name."""
        by_tag: dict[str, list[Story]] = {}
        # Two ways to write a tag (COVID-19, Covid 19) are one page, under the first of them.
        tag_of_path: dict[str, str] = {}
        for story in self.stories:
            for tag in dict.fromkeys(tag_of_path.setdefault(tag_path(t), t) for t in story.tags):
                by_tag.setdefault(tag, []).append(story)
        tags = []
        # By id first, so that tags of one name always come in one order.
        for tag, stories in sorted(by_tag.items()):
            entry = self.glossary.entries.get(tag)
            kind = entry.kind if entry else "term"
            tags.append(Tag(tag, self.tag_name(tag, lang), kind, tuple(stories)))
        return sorted(tags, key=lambda tag: (-len(tag.stories), tag.name.casefold()))

    def known(self, story: Story) -> Known:
        """Return what is known of a story in English without a translation."""
        return known_of(story, self.glossary)

    def people(self, story: Story) -> list[Entry]:
        """Return the people a story names, most often first."""
        counts = self.glossary.counts(sentence.ar for sentence in story.segments())
        named = [(-n, i) for i, n in counts.items() if self.glossary.entries[i].kind == "person"]
        return [self.glossary.entries[i] for _, i in sorted(named)]

    def by_year(self) -> list[tuple[str, list[Story]]]:
        """Return the stories by year, newest first; undated ones under an empty year, last."""
        years: dict[str, list[Story]] = {}
        for story in self.stories:
            year = f"{story.published.when.start.year:04}" if story.published else ""
            years.setdefault(year, []).append(story)
        return list(years.items())


def tag_path(tag: str) -> str:
    """Return the path of a tag's page: its glossary id, or an ASCII name made of its words.

    Tags that differ in case, spaces and hyphens alone have one page; C++ and C# have two.
    """
    # Other marks tell tags apart and are lost in a name, so that it carries a digest of them.
    words = re.sub(r"[\s_-]+", "-", tag.strip().casefold())
    slug = slug_for(words)
    if words.isascii() and slug != words:
        slug = f"{slug}-{hashlib.sha256(words.encode()).hexdigest()[:8]}"
    return f"tag/{slug}.html"


def alternates(path: str) -> Mapping[str, str]:
    """Return the paths of one page in every language; `path` is relative to a language's folder."""
    return {lang: f"{lang}/{path}" for lang in LANGS}


def page(lang: Lang, path: str, title: str, description: str = "", name: str = "") -> Page:
    """Return one of the site's own pages."""
    return Page(lang, f"{lang}/{path}", title, description, alternates(path), name)
