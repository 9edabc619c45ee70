"""What each page of a site depends on, as a key: one whose key is as it was is not made anew.

A page of one story depends on that story, a page of a list on what it lists, every other page on
the whole site. So it is for as long as its templates ask for no more: what they ask is read from
them, and a template that asks for something else makes its pages depend on the whole site, too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, is_dataclass, replace
from functools import cache, cached_property
from itertools import chain, product
from pathlib import Path
from typing import Any, Literal

from ..dates.when import When
from ..explain.page import Explainer, field_names
from ..fingerprint import code_key, digest, key_of
from ..model import LANGS, Answer, Bilingual, Cite, Excerpt, Figure, Lang, Sentence, Story
from ..render.addresses import Page
from ..render.lists import Listed, ListPage
from ..render.posts import summary_sentences
from ..render.site import Site, Tag
from .template_needs import Templates, allows, known_names, names_of_site

STORY_HEAD = frozenset(["slug", "title", "published", "publisher", "short_name"])
"""What templates may ask a story of which they show a sentence, for its page to depend on that
sentence and on these, and not on all of the story."""
OF_BODIES = frozenset(["blocks", "body", "each", "known", "minutes", "people", "segments"])
OF_BODIES |= frozenset(["sentence", "sentences"])
"""What leads a template to the body of a story. The page of a list that asks for nothing of it
depends on what else there is of each story, and on no sentence but those that it shows."""
GIVEN = frozenset(["article", "contents", "detail", "page", "part", "periods", "remarks", "site"])
GIVEN |= frozenset(["story", "tag", "totals", "x", "DISPLAY_PAGES_ON_MENU"])
"""What they may look up in the context besides functions, which every build has."""

_PLAIN = frozenset([str, int, float, bool, type(None), Bilingual, Cite, Sentence, When])
"""Types of values in which there is no story: their `repr` says all of them."""
_SHARED = (Answer, Excerpt, Figure)
"""Types of values that many pages show: every row of a figure, say, has the figure whole."""
_StoryPart = Literal["whole", "front", "head"]
"""What a page may show of a story in one of its values: all of it, all but its body with what lists
show of that (its key points, how far it is translated), or what `STORY_HEAD` has."""


@dataclass(frozen=True)
class SourceKeys:
    """The keys of what a build starts from: all settings, and topics and glossary together.

    `stories` has the key of each story by the name of its seed. Without one of the settings nothing
    is known of any page.
    """

    settings: str = ""
    inputs: str = ""
    stories: Mapping[str, str] = field(default_factory=dict)


class PageKeys:
    """The keys of the pages of one build; `context` is what its templates look names up in.

    `has_cards` tells whether they have pictures for links to them.
    """

    def __init__(
        self,
        site: Site,
        sources: SourceKeys,
        templates: Templates,
        context: Mapping[str, Any],
        *,
        has_cards: bool = False,
    ) -> None:
        self._site = site
        self._has_cards = has_cards
        self._sources = sources
        self._templates = templates
        self._page_of: Callable[[Any], Page] = context["page_of"]
        self._context = context
        self._has_owners_templates = bool(context.get("THEME_TEMPLATES_OVERRIDES"))
        self._names = GIVEN | {name for name, value in context.items() if callable(value)}
        # What several pages show, by its identity, and kept so that nothing else can have that.
        self._of_section: dict[int, tuple[object, str]] = {}
        self._of_shared: dict[tuple[int, _StoryPart], tuple[object, str]] = {}
        self._heads: dict[str, str] = {}
        self._fronts: dict[str, str] = {}
        # Several sections show each sentence.
        self._sentence_key = cache(key_of)

    def key(self, name: str, template: Any, values: Mapping[str, Any]) -> str:
        """Return the key of a page; empty for one that has to be made anew in every build."""
        article = values.get("article")
        if article and "content-hash" not in article.metadata:
            return ""
        page = self._page_of(article) if article else values.get("page")
        # What Pelican makes by itself, as a person's own page, may show whatever there is.
        if not isinstance(page, Page):
            return ""
        shown: tuple[object, ...] | None = None
        # The other templates are not even read.
        if of_site := names_of_site(template.name):
            needs, of_anything = self._templates.needs(template.name), known_names(template.name)
            if allows(needs, of_site, self._names, of_anything):
                shown = self._shown(page, template.name, values)
        if shown is None:
            post = digest(Path(article.source_path).read_bytes()) if article else ""
            # How large books are follows from fonts, too.
            shown = (self._whole, post, values.get("downloads"))
        part = values.get("part")
        # Ours do not ask for it on pages of a story and later pages of lists, an owner's may.
        is_lasting = "story" in values or article or (part and not part.is_first)
        is_dated = self._has_owners_templates or not is_lasting
        newest = self._site.newest(page.lang) if is_dated else ""
        return key_of("page", code_key(), name, template.name, self._frame, newest, page, shown)

    def searched(
        self, lang: Lang, items: Iterable[Explainer | Listed], texts: Mapping[str, object]
    ) -> str:
        """Return the key of what is searched of some items in a language.

        `texts` are those of posts by a person's hand.
        """
        shown: list[object] = []
        for item in items:
            if isinstance(item, Explainer):
                # The pages beside it have nothing but sentences of stories.
                of_page = self._value((item.slug, item.title, item.intro, item.sections))
                shown.append((of_page, texts.get(f"{lang}/{item.slug}.html")))
                continue
            citing = self._site.citing(item) if isinstance(item, Story) else ()
            made_of = self._story(item) if isinstance(item, Story) else item
            by_hand = texts.get(self._site.path_of(item, lang))
            shown.append((made_of, [one.slug for one in citing], by_hand))
        return key_of("searched", code_key(), self._frame, lang, shown)

    def story_file(self, story: Story) -> str:
        """Return the key of what the export has of a story alone."""
        return key_of("story file", code_key(), self._story(story))

    def volume(self, stories: Iterable[Story], explainers: Iterable[Explainer]) -> str:
        """Return the key of what a book of these shows besides finished pages."""
        # Finished pages are known by their bytes; these are the rest of a book.
        slugs = [(explainer.slug, explainer.title) for explainer in explainers]
        return key_of(code_key(), self._frame, [self._value(story) for story in stories], slugs)

    def _shown(
        self, page: Page, template: str, values: Mapping[str, Any]
    ) -> tuple[object, ...] | None:
        """Return what a page shows besides what all do, ``None`` if that may be anything."""
        if article := values.get("article"):
            story = self._site.story(article.slug)
            is_edited = (article.slug, article.lang) in self._site.edited
            if story is None or is_edited:
                return None
            return self._story_page(story, page, article.metadata["content-hash"])
        part, needs = values.get("part"), self._templates.needs(template)
        if template == "detail.html" and part and needs.of_stories <= STORY_HEAD:
            return self._page_beside(values["x"], part, values["contents"])
        is_list = part and not needs.of_anything & OF_BODIES
        of_story: _StoryPart = "front" if is_list and template != "detail.html" else "whole"
        if template == "tag.html" and part:
            return self._tag(values["tag"], part.items), self._value(part, of_story)
        return tuple(self._value(value, of_story) for value in values.values() if value is not page)

    def _story_page(self, story: Story, page: Page, content: str) -> tuple[object, ...]:
        # Beside a story stand the two next to it, and the titles of explainers.
        around = []
        for item in self._site.neighbours(story.slug, page.lang):
            around.append(item and (self._site.path_of(item, page.lang), self._value(item)))
        citing = [(one.slug, one.title) for one in self._site.citing(story)]
        # A word that an editor tags with may be the name of an entry, or no longer be one.
        tags = [self._site.path_of_tag(tag, page.lang) for tag in story.tags]
        return self._value(story), content, around, citing, tags

    def _page_beside(
        self, explainer: Explainer, part: ListPage[Any], contents: object
    ) -> tuple[object, ...]:
        """Return what a page beside an explainer shows; its numbers follow from its sentences."""
        section = part.items[0]
        if id(section) not in self._of_section:
            key = key_of(self._value(section, "head"))
            self._of_section[id(section)] = section, key
        shown = self._of_section[id(section)][1]
        place = self._value(replace(part, items=()))
        # A page leads to the others that there are.
        beside = [one.id for one in explainer.details]
        return explainer.slug, explainer.title, shown, contents, place, beside

    def _story(self, story: Story) -> str:
        """Return what stands for a story of which all may be shown."""
        made_of = self._sources.stories.get(story.seed)
        # Of what is withheld, the explainers decide how much is left.
        return self._whole if story.withheld or made_of is None else made_of

    def _value(self, value: object, of_story: _StoryPart = "whole") -> object:
        """Return what stands for a value: its `repr` says all that pages show of it."""
        # By the million: what is of one of the commonest types is seen first.
        kind = type(value)
        if kind in _PLAIN:
            return value
        shown: object = value
        if isinstance(value, (tuple, list)):
            shown = [one if type(one) in _PLAIN else self._value(one, of_story) for one in value]
        elif isinstance(value, Story):
            shown = self._part_of(value, of_story)
        elif kind in _SHARED:
            shown = self._shared(value, of_story)
        elif is_dataclass(kind):
            shown = self._fields(value, of_story)
        elif isinstance(value, Mapping):
            shown = [(key, self._value(one, of_story)) for key, one in value.items()]
        elif isinstance(value, (set, frozenset)):
            shown = sorted(map(repr, value))
        return shown

    def _shared(self, value: object, of_story: _StoryPart) -> str:
        """Return the key of a value that is shown more than once."""
        place = id(value), of_story
        if place not in self._of_shared:
            shown: object
            if isinstance(value, Excerpt):
                made_of = self._part_of(value.story, of_story)
                # An editor's remark is the story's, and is shown with the sentence.
                remark = value.story.notes.get(value.cite.sentence)
                shown = str(value.cite), self._sentence_key(value.sentence), made_of, remark
            else:
                shown = self._fields(value, of_story)
            self._of_shared[place] = value, key_of(shown)
        return self._of_shared[place][1]

    def _fields(self, value: Any, of_story: _StoryPart) -> list[object]:
        shown: list[object] = []
        for name in field_names(value.__class__):
            one = getattr(value, name)
            # Most are plain or empty, and there are a million of them.
            is_plain = type(one) in _PLAIN or not one
            shown.append(one if is_plain else self._value(one, of_story))
        return shown

    def _part_of(self, story: Story, part: _StoryPart) -> str:
        if part == "whole":
            return self._story(story)
        if part == "head":
            return self._head(story)
        if story.slug not in self._fronts:
            site = self._site
            # No list of ours has their names, by the glossary, but an owner's template may.
            tags = [(site.tag_name(*x), site.path_of_tag(*x)) for x in product(story.tags, LANGS)]
            shown = summary_sentences(story), site.translation(story), tags
            self._fronts[story.slug] = key_of(replace(story, blocks=()), shown, self._head(story))
        return self._fronts[story.slug]

    def _head(self, story: Story) -> str:
        """Return what stands for a story that is named where a sentence of it is shown."""
        if story.slug not in self._heads:
            named = [self._site.publisher(story, lang) for lang in LANGS]
            said = (story.title, story.published, story.publisher, story.short_name)
            self._heads[story.slug] = key_of(story.slug, said, named)
        return self._heads[story.slug]

    def _tag(self, tag: Tag, items: Iterable[Listed]) -> tuple[object, ...]:
        """Return what a page of a subject shows besides the articles that it lists."""
        mentions: list[object] = []
        for item in items:
            for sentence in tag.mentions.get(item.slug, ()):
                # Which are quotations is for the explainers to say, not for the stories.
                is_said = tag.entry and self._site.is_said(tag.entry, item.slug, sentence.id)
                mentions.append((item.slug, self._sentence_key(sentence), is_said))
        return tag.id, tag.name, tag.kind, tag.entry, mentions

    @cached_property
    def _frame(self) -> str:
        """The key of what every page shows."""
        site = self._site
        explainers = [(one.slug, one.title) for one in site.explainers]
        # An owner may have changed strings, templates, settings: every page shows them.
        words = [(lang, sorted(site.catalogues[lang].strings.items())) for lang in LANGS]
        own = (site.own_pages, site.owner, self._has_cards)
        return key_of(self._sources.settings, self._templates.key, words, explainers, own)

    @cached_property
    def _whole(self) -> str:
        site = self._site
        # Titles, since a person may have written them into posts.
        stories = [(self._sources.stories.get(story.seed), story.title) for story in site.stories]
        own = (site.own_posts, sorted(site.edited), site.remarks)
        # A page may show all of what is by a person's hand.
        posts = [*self._context.get("articles", ()), *self._context.get("pages", ())]
        posts += list(chain.from_iterable(post.translations for post in posts))
        by_hand = []
        for post in posts:
            if "content-hash" not in post.metadata or (post.slug, post.lang) in site.edited:
                by_hand.append(digest(Path(post.source_path).read_bytes()))
        return key_of(self._sources.inputs, stories, own, by_hand)
