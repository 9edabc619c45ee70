"""All that the templates may ask about the site."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import ClassVar

from ..editors.glossary import Entry, Glossary
from ..errors import Problem
from ..explain.matching import NEARLY_THE_SAME, overlap
from ..explain.page import Explainer
from ..language.arabic import stems
from ..model import LANGS, EntryKind, Lang, Sentence, Story, newest_first
from ..translate.review import StoryReview, review
from .addresses import tag_path
from .beside import PAGE_WEIGHT, BesidePage, pages_beside, places_on
from .known import Known, known_of
from .l10n import Catalogue
from .lists import Listed, grouped, month_of, year_of
from .own_posts import Owner, OwnPost
from .posts import Translation, summary_sentences, tag_name, translation_of
from .wording import Wording

MAIN_PAGES = ("archives", "tags", "sources", "about", "search")
"""Pages of the main menu, in order."""
WORDS_A_MINUTE: Mapping[Lang, int] = {"ar": 138, "en": 228}
"""How fast adults read continuous text: the medians of the International Reading Speed Texts."""
NAMED_KINDS: tuple[EntryKind, ...] = ("person", "organisation")
"""Kinds of names that have a page also where no article is tagged with them."""


@dataclass(frozen=True, slots=True)
class Tag:
    """One subject and the articles about it, newest first.

    Of a person or an organisation these are all that name it. `mentions` has the sentences that
    name one of these or a term, by the slug of their story. `entry` is its entry of the glossary,
    ``None`` for other words.
    """

    id: str
    name: str
    kind: EntryKind
    items: tuple[Listed, ...]
    entry: Entry | None = None
    mentions: Mapping[str, tuple[Sentence, ...]] = field(default_factory=dict)

    most_mentions: ClassVar[int] = 12
    """Sentences shown of one article: thirty articles are on a page, and the rest a link away."""

    @property
    def path(self) -> str:
        """The path of its page from a language's folder."""
        return tag_path(self.id)

    @property
    def is_fed(self) -> bool:
        """Whether it has feeds: articles are tagged with it, and do not only name it."""
        return any(self.id in item.tags or isinstance(item, OwnPost) for item in self.items)

    def feed(self, lang: Lang) -> str:
        """Return the name of its feed in a language."""
        return f"{self.path.removesuffix('.html')}.{lang}"


@dataclass(frozen=True)
class Site:
    """Stories, explainers, names, strings, and what the owner adds.

    `edited` are the posts, by slug and language, that a person has edited: their text is shown;
    `remarks` are for the editors of topics; `page_size` is how many items a page of a list shows,
    0 for all of them, `page_weight` about how many bytes of what is listed a page beside an
    explainer has. `feed_id` is the site's name in the ids of feeds, `hub` the address of a
    WebSub hub. `downloads` are what the site can be taken along as, of epub, html and zip; `named`
    is what sentences name, where that is known (see `Edition`).
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
    own_posts: tuple[OwnPost, ...] = ()
    own_pages: tuple[OwnPost, ...] = ()
    owner: Owner = field(default_factory=Owner)
    page_size: int = 0
    page_weight: int = PAGE_WEIGHT
    feed_id: str = ""
    hub: str = ""
    downloads: tuple[str, ...] = ()
    named: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    langs: Sequence[Lang] = LANGS
    menu: Sequence[str] = MAIN_PAGES

    def with_story(self, story: Story) -> Site:
        """Return the site with another English of one story, as that story's own pages show it.

        Lists and subjects stay as they are: to put them together anew would take seconds.
        """
        stories = tuple(story if one.slug == story.slug else one for one in self.stories)
        known = ("_citing", "_mentions", "_tags", "_quotes", "_beside", "_path_of_place")
        return _knowing(replace(self, stories=stories), self, known)

    @cached_property
    def words(self) -> dict[Lang, Wording]:
        """The words round an explainer's claims, by language."""
        return {lang: Wording(self.catalogues[lang], self.glossary) for lang in LANGS}

    @cached_property
    def _by_slug(self) -> dict[str, Story]:
        return {story.slug: story for story in self.stories}

    def story(self, slug: str) -> Story | None:
        """Return the story of a slug, ``None`` if there is none."""
        return self._by_slug.get(slug)

    def explainer(self, slug: str) -> Explainer | None:
        """Return the explainer of a slug, ``None`` if there is none."""
        return next((e for e in self.explainers if e.slug == slug), None)

    @cached_property
    def _beside(self) -> dict[str, dict[str, tuple[BesidePage, ...]]]:
        return {x.slug: pages_beside(x, self.page_weight) for x in self.explainers}

    def beside(self, explainer: Explainer) -> dict[str, tuple[BesidePage, ...]]:
        """Return the pages beside an explainer by name: one or more for each of its details."""
        return self._beside[explainer.slug]

    @cached_property
    def _path_of_place(self) -> dict[tuple[str, str, str], str]:
        found: dict[tuple[str, str, str], str] = {}
        for slug, by_name in self._beside.items():
            for name, pages in by_name.items():
                for page in pages if name != "notes" else ():
                    for _, place in places_on(page.items[0], self.catalogues["ar"]):
                        # What goes on from one page to the next begins on the first of them.
                        found.setdefault((slug, name, place), page.path)
        return found

    def path_beside(self, explainer: Explainer, name: str, place: str) -> str:
        """Return where a place of a page beside an explainer is: a path from a language's folder.

        It ends with the place after a ``#``.
        """
        first = f"{explainer.slug}.{name}.html"
        return f"{self._path_of_place.get((explainer.slug, name, place), first)}#{place}"

    def contents_beside(self, explainer: Explainer, name: str, lang: Lang) -> list[tuple[str, str]]:
        """Return what a page beside an explainer has, where that is several: names and paths.

        Of things of one name, such as the days of a year, it is the first.
        """
        section = explainer.detail(name)
        if section is None or len(self._beside[explainer.slug][name]) == 1:
            return []
        found: dict[str, str] = {}
        for label, place in places_on(section, self.catalogues[lang]):
            found.setdefault(label, place)
        return [(label, self.path_beside(explainer, name, at)) for label, at in found.items()]

    @cached_property
    def _citing(self) -> dict[str, list[Explainer]]:
        """The explainers that draw on each story, by its slug."""
        found: dict[str, list[Explainer]] = defaultdict(list)
        for explainer in self.explainers:
            for source in explainer.stories:
                found[source.slug].append(explainer)
        return found

    def citing(self, story: Story) -> list[Explainer]:
        """Return the explainers that draw on a story."""
        return self._citing.get(story.slug, [])

    def newest(self, lang: Lang) -> str:
        """Return the day of the newest article in words, empty where none is dated."""
        newest = next((item.published for item in self.listed(lang) if item.published), None)
        return self.catalogues[lang].date(newest.when.iso_date) if newest else ""

    # Lists -----------------------------------------------------------------------------------

    @cached_property
    def _listed(self) -> dict[Lang, tuple[Listed, ...]]:
        listed: dict[Lang, tuple[Listed, ...]] = {}
        for lang in LANGS:
            items: list[Listed] = [*self.stories]
            items += [post for post in self.own_posts if post.shown_in == lang]
            listed[lang] = tuple(sorted(items, key=newest_first))
        return listed

    def listed(self, lang: Lang) -> tuple[Listed, ...]:
        """Return the articles of a language, the owner's among them, newest first."""
        return self._listed[lang]

    def by_year(self, lang: Lang) -> tuple[tuple[str, tuple[Listed, ...]], ...]:
        """Return the articles by year, newest first; undated ones under an empty year, last."""
        return grouped(self.listed(lang), year_of)

    def by_month(self, lang: Lang) -> tuple[tuple[str, tuple[Listed, ...]], ...]:
        """Return the articles by month, newest first; those of no known month are left out."""
        return tuple((name, items) for name, items in grouped(self.listed(lang), month_of) if name)

    @cached_property
    def _places(self) -> dict[Lang, dict[str, int]]:
        places: dict[Lang, dict[str, int]] = {}
        for lang in LANGS:
            places[lang] = {item.slug: number for number, item in enumerate(self.listed(lang))}
        return places

    def neighbours(self, slug: str, lang: Lang) -> tuple[Listed | None, Listed | None]:
        """Return the older and the newer article beside one, each ``None`` at an end.

        An own post is named by its path.
        """
        place = self._places[lang].get(slug)
        if place is None:
            return None, None
        listed = self.listed(lang)
        older = listed[place + 1] if place + 1 < len(listed) else None
        return older, listed[place - 1] if place else None

    def path_of(self, item: Listed, lang: Lang) -> str:
        """Return the path of an article's page from the site's root."""
        return item.path if isinstance(item, OwnPost) else f"{lang}/{item.slug}.html"

    # Subjects --------------------------------------------------------------------------------

    @cached_property
    def _mentions(self) -> dict[str, dict[str, tuple[Sentence, ...]]]:
        """The sentences that name each person, organisation and term, by entry and story."""
        found: dict[str, dict[str, tuple[Sentence, ...]]] = defaultdict(dict)
        for story in self.stories:
            named: dict[str, dict[str, Sentence]] = defaultdict(dict)
            for sentence in story.segments():
                for entry_id in self._named_in(story, sentence):
                    entry = self.glossary.usual(self.glossary.entries[entry_id])
                    # A term counts where an article is about it, and not wherever the word stands.
                    is_tag = entry.kind == "term" and entry.id in story.tags
                    if is_tag or entry.kind in NAMED_KINDS:
                        named[entry.id].setdefault(sentence.id, sentence)
            for entry_id, sentences in named.items():
                found[entry_id][story.slug] = tuple(sentences.values())
        return found

    def _named_in(self, story: Story, sentence: Sentence) -> Iterable[str]:
        known = self.named.get(story.slug)
        # What is withheld has other words in place of its own.
        if known is not None and not story.withheld:
            return known[sentence.id]
        glossary = self.glossary.with_names(story.names)
        return [mention.entry.id for mention in glossary.mentions(sentence.ar)]

    @cached_property
    def _tags(self) -> dict[Lang, tuple[Tag, ...]]:
        return {lang: self._tags_of(lang) for lang in LANGS}

    def tags(self, lang: Lang) -> tuple[Tag, ...]:
        """Return every subject with its articles: those of most articles first, then by name."""
        return self._tags[lang]

    def _tags_of(self, lang: Lang) -> tuple[Tag, ...]:
        items_of: dict[str, dict[str, Listed]] = defaultdict(dict)
        # Two ways to write a tag (COVID-19, Covid 19) are one page, under the first of them.
        tag_of_path: dict[str, str] = {}
        for item in self.listed(lang):
            named = item.tags
            if isinstance(item, OwnPost):
                # What a person's own post is about is written in words.
                named = tuple(self._entry_of[lang].get(tag.casefold(), tag) for tag in named)
            for tag in named:
                items_of[tag_of_path.setdefault(tag_path(tag), tag)][item.slug] = item
        for entry_id, by_story in self._mentions.items():
            tag = tag_of_path.setdefault(tag_path(entry_id), entry_id)
            for slug in by_story:
                items_of[tag][slug] = self._by_slug[slug]
        tags = []
        # By id first, so that tags of one name always come in one order.
        for tag_id, items in sorted(items_of.items()):
            entry = self.glossary.entries.get(tag_id)
            kind = entry.kind if entry else "term"
            name = self.tag_name(tag_id, lang)
            about = tuple(sorted(items.values(), key=newest_first))
            tags.append(Tag(tag_id, name, kind, about, entry, self._mentions.get(tag_id, {})))
        return tuple(sorted(tags, key=lambda tag: (-len(tag.items), tag.name.casefold())))

    def path_of_tag(self, tag: str, lang: Lang) -> str:
        """Return the path of a subject's page, by its id or a word, from a language's folder."""
        if tag in self.glossary.entries:
            return tag_path(tag)
        return tag_path(self._entry_of[lang].get(tag.casefold(), tag))

    @cached_property
    def _entry_of(self) -> dict[Lang, dict[str, str]]:
        """The ids of the glossary's entries by their names, in small letters."""
        ids: dict[Lang, dict[str, str]] = {}
        for lang in LANGS:
            entries = self.glossary.entries.values()
            ids[lang] = {entry.name[lang].casefold(): entry.id for entry in entries}
        return ids

    @cached_property
    def _quotes(self) -> dict[tuple[str, str], set[str]]:
        """The ids of the sentences in which each speaker is quoted, by name and story."""
        found: dict[tuple[str, str], set[str]] = defaultdict(set)
        for explainer in self.explainers:
            for quote in explainer.quotes:
                cite = quote.excerpt.cite
                found[quote.speaker.ar, cite.slug].add(cite.sentence)
        return found

    def is_said(self, entry: Entry, slug: str, sentence_id: str) -> bool:
        """Tell whether an explainer has found somebody to speak in a sentence of a story."""
        return sentence_id in self._quotes.get((entry.name.ar, slug), ())

    def own_post(self, path: str) -> OwnPost | None:
        """Return a person's own post by the path of its page, ``None`` if there is none."""
        return next((post for post in self.own_posts if post.path == path), None)

    def tag_name(self, tag: str, lang: Lang) -> str:
        """Return the name of a tag in a language, one of the glossary as a heading begins."""
        name = tag_name(tag, lang, self.glossary)
        is_small = tag in self.glossary.entries and name[:2].islower()
        return name[0].upper() + name[1:] if is_small else name

    def feeds(self) -> Iterator[tuple[str, str, Lang | None]]:
        """Yield the name, the title and the language of every feed, in the order of its page."""
        for lang in LANGS:
            yield lang, self.title[lang], lang
        yield "all", " · ".join(self.title[lang] for lang in LANGS), None
        for lang in LANGS:
            for explainer in self.explainers:
                yield f"{explainer.slug}.{lang}", explainer.title[lang], lang
        for lang in LANGS:
            for tag in self.tags(lang):
                if tag.is_fed:
                    yield tag.feed(lang), tag.name, lang

    # One story -------------------------------------------------------------------------------

    def publisher(self, story: Story, lang: Lang) -> str | None:
        """Return the publisher's name, by the glossary if it has it; ``None`` if unknown."""
        return self.glossary.publisher(story, lang)

    def translation(self, story: Story) -> Translation:
        """Return how much of a story is in English."""
        return translation_of(story)

    def review(self) -> tuple[StoryReview, ...]:
        """Return the state of every story's English, for its editors."""
        return review(self.stories)

    def summary(self, story: Story) -> tuple[Sentence, ...]:
        """Return the key points of a story, less those that are nearly its deck if any is left."""
        points = summary_sentences(story)
        deck = frozenset(stems(story.deck.ar)) if story.deck else frozenset[str]()
        others = tuple(p for p in points if overlap(stems(p.ar), deck) < NEARLY_THE_SAME)
        return others or points

    def known(self, story: Story) -> Known:
        """Return what is known of a story in English without a translation."""
        return known_of(story, self.glossary)

    def people(self, story: Story) -> list[Entry]:
        """Return the people a story names, most often first."""
        counts: Counter[str] = Counter()
        for sentence in story.segments():
            for entry_id in self._named_in(story, sentence):
                # A person under two names is one, and has the page of the usual one.
                counts[self.glossary.usual(self.glossary.entries[entry_id]).id] += 1
        named = [(-n, i) for i, n in counts.items() if self.glossary.entries[i].kind == "person"]
        return [self.glossary.entries[i] for _, i in sorted(named)]

    def minutes(self, story: Story, lang: Lang) -> int:
        """Return how many minutes a story takes to read, at least one."""
        texts = (sentence.text_or_original(lang) for sentence in story.segments())
        words = sum(len(text.split()) for text in texts)
        return max(1, round(words / WORDS_A_MINUTE[lang]))


def part_of(site: Site, stories: tuple[Story, ...], explainers: tuple[Explainer, ...]) -> Site:
    """Return a site with some of its stories and explainers, as a book has them."""
    return _knowing(replace(site, stories=stories, explainers=explainers), site, ("_beside",))


def _knowing(site: Site, other: Site, names: Iterable[str]) -> Site:
    """Return a site, which takes over what another one has found out already."""
    for name in names:
        if name in other.__dict__:
            site.__dict__[name] = other.__dict__[name]
    return site
