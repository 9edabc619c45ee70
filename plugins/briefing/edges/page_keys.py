"""Keys of the pages of a site: a page whose key is that of the last build is not made anew.

The key of a page of one story hashes that story, that of a list what it lists, that of any other
page the whole site. This is right only while templates look at nothing else. So what they ask for
is read from them, and one that asks for more makes its pages depend on the whole site, too.
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
from .template_needs import Templates, allows, known_names

STORY_HEAD = frozenset(["slug", "title", "published", "publisher", "short_name"])
"""Attributes of a story. A page that shows a sentence of it and asks the story for nothing else
depends on the sentence and on these, and not on the whole story."""
OF_BODIES = frozenset(["blocks", "body", "each", "known", "minutes", "people", "segments"])
OF_BODIES |= frozenset(["sentence", "sentences"])
"""Attributes that lead to the body of a story. The page of a list that asks for none of them
depends on the rest of each story, and on no sentence but those that it shows."""
GIVEN = frozenset(["article", "contents", "detail", "page", "part", "periods", "remarks", "site"])
GIVEN |= frozenset(["story", "tag", "totals", "x", "DISPLAY_PAGES_ON_MENU"])
"""Names that templates may look up in the context, besides those of functions."""
BOOK_TEMPLATES = "epub/", "whole.html"
"""Templates of what books have besides finished pages."""

_PLAIN = frozenset([str, int, float, bool, type(None), Bilingual, Cite, Sentence, When])
"""Types whose values hold no story: their `repr` says all that there is to them."""
_SHARED = (Answer, Excerpt, Figure)
"""Types whose values several pages or rows show, so that their keys are cached."""
_StoryPart = Literal["whole", "front", "head"]
"""How much of a story a page may show: all of it; all but its body, and of that what lists show
(key points, how far it is translated); or what `STORY_HEAD` names."""


@dataclass(frozen=True)
class SourceKeys:
    """The keys of what a build starts from: all settings, and topics and glossary together.

    `stories` has the key of each story by the name of its seed. Where `settings` is empty no page
    has a key.
    """

    settings: str = ""
    inputs: str = ""
    stories: Mapping[str, str] = field(default_factory=dict)


class PageKeys:
    """The keys of the pages of one build; `context` is that of its templates.

    `has_cards` tells whether pages have pictures for links to them.
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
        # Keys of what several pages show, by `id`; with the value, so that it keeps its `id`.
        self._section_keys: dict[int, tuple[object, str]] = {}
        self._shared_keys: dict[tuple[int, _StoryPart], tuple[object, str]] = {}
        self._head_keys: dict[str, str] = {}
        self._front_keys: dict[str, str] = {}
        self._sentence_key = cache(key_of)

    def key(self, name: str, template: Any, values: Mapping[str, Any]) -> str:
        """Return the key of a page; empty for one that has to be made anew in every build."""
        article = values.get("article")
        if article and "content-hash" not in article.metadata:
            return ""
        page = self._page_of(article) if article else values.get("page")
        # A page that Pelican makes by itself, such as a person's own, may show anything.
        if not isinstance(page, Page):
            return ""
        shown: tuple[object, ...] | None = None
        made_by = self._templates.key
        # Only these templates can have pages that depend on less than the whole site.
        if of_site := known_names(template.name, "site"):
            made_by = self._templates.key_of(template.name)
            needs, of_anything = self._templates.needs(template.name), known_names(template.name)
            if allows(needs, of_site, self._names, of_anything):
                shown = self._shown(page, template.name, values)
        if shown is None:
            post = digest(Path(article.source_path).read_bytes()) if article else ""
            # The sizes of books, which depend on fonts as well.
            shown = (self._whole, post, values.get("downloads"))
        part = values.get("part")
        # Our templates do not show the newest day on these pages, an owner's may.
        is_undated = "story" in values or article or (part and not part.is_first)
        shows_newest = self._has_owners_templates or not is_undated
        newest = self._site.newest(page.lang) if shows_newest else ""
        frame = self._frame, template.name, made_by
        return key_of("page", code_key(), name, frame, newest, page, shown)

    def searched(
        self, lang: Lang, items: Iterable[Explainer | Listed], texts: Mapping[str, object]
    ) -> str:
        """Return the key of what the search index has of some items in a language.

        `texts` has the texts of posts that a person wrote or edited, by path.
        """
        shown: list[object] = []
        for item in items:
            if isinstance(item, Explainer):
                # Without the pages beside it: all their sentences are those of stories.
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
        """Return the key of what a book of these shows besides its finished pages."""
        slugs = [(explainer.slug, explainer.title) for explainer in explainers]
        shown = [self._value(story) for story in stories], slugs
        return key_of(code_key(), self._frame, self._templates.key_of(*BOOK_TEMPLATES), shown)

    def _shown(
        self, page: Page, template: str, values: Mapping[str, Any]
    ) -> tuple[object, ...] | None:
        """Return what a page shows besides what every page does, ``None`` if that is not known."""
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
        near = self._site.neighbours(story.slug, page.lang)
        around = [one and (self._site.path_of(one, page.lang), self._value(one)) for one in near]
        citing = [(one.slug, one.title) for one in self._site.citing(story)]
        # Whether a tag has a page of its own depends on the glossary.
        tags = [self._site.path_of_tag(tag, page.lang) for tag in story.tags]
        return self._value(story), content, around, citing, tags

    def _page_beside(
        self, explainer: Explainer, part: ListPage[Any], contents: object
    ) -> tuple[object, ...]:
        """Return what a page beside an explainer shows; its numbers follow from its sentences."""
        section = part.items[0]
        if id(section) not in self._section_keys:
            key = key_of(self._value(section, "head"))
            self._section_keys[id(section)] = section, key
        shown = self._section_keys[id(section)][1]
        place = self._value(replace(part, items=()))
        # It links to all pages beside the explainer, and may say what an editor's words look like.
        beside = [one.id for one in explainer.details], bool(explainer.written)
        return explainer.slug, explainer.title, shown, contents, place, beside

    def _story(self, story: Story) -> str:
        """Return what stands for a story of which all may be shown."""
        made_of = self._sources.stories.get(story.seed)
        # How much is shown of a withheld story depends on what all explainers cite of it.
        return self._whole if story.withheld or made_of is None else made_of

    def _value(self, value: object, of_story: _StoryPart = "whole") -> object:
        """Return a value whose `repr` says all that pages show of this one."""
        # Called by the million, so the commonest types come first.
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
        cached_by = id(value), of_story
        if cached_by not in self._shared_keys:
            shown: object
            if isinstance(value, Excerpt):
                made_of = self._part_of(value.story, of_story)
                # An editor's remark is the story's, and is shown with the sentence.
                remark = value.story.notes.get(value.cite.sentence)
                shown = str(value.cite), self._sentence_key(value.sentence), made_of, remark
            else:
                shown = self._fields(value, of_story)
            self._shared_keys[cached_by] = value, key_of(shown)
        return self._shared_keys[cached_by][1]

    def _fields(self, value: Any, of_story: _StoryPart) -> list[object]:
        shown: list[object] = []
        for name in field_names(value.__class__):
            one = getattr(value, name)
            # Most are plain or empty: no call for each of a million.
            is_plain = type(one) in _PLAIN or not one
            shown.append(one if is_plain else self._value(one, of_story))
        return shown

    def _part_of(self, story: Story, part: _StoryPart) -> str:
        if part == "whole":
            return self._story(story)
        if part == "head":
            return self._head(story)
        if story.slug not in self._front_keys:
            site = self._site
            # No list of ours shows the names of tags, but an owner's template may.
            tags = [(site.tag_name(*x), site.path_of_tag(*x)) for x in product(story.tags, LANGS)]
            shown = summary_sentences(story), site.translation(story), tags
            head = self._head(story)
            self._front_keys[story.slug] = key_of(replace(story, blocks=()), shown, head)
        return self._front_keys[story.slug]

    def _head(self, story: Story) -> str:
        """Return the key of what is shown of a story beside a sentence of it (`STORY_HEAD`)."""
        if story.slug not in self._head_keys:
            named = [self._site.publisher(story, lang) for lang in LANGS]
            said = (story.title, story.published, story.publisher, story.short_name)
            self._head_keys[story.slug] = key_of(story.slug, said, named)
        return self._head_keys[story.slug]

    def _tag(self, tag: Tag, items: Iterable[Listed]) -> tuple[object, ...]:
        """Return what a page of a subject shows besides the articles that it lists."""
        mentions: list[object] = []
        for item in items:
            for sentence in tag.mentions.get(item.slug, ()):
                # Whether it is a quotation is found by explainers, so no story's key has it.
                is_said = tag.entry and self._site.is_said(tag.entry, item.slug, sentence.id)
                mentions.append((item.slug, self._sentence_key(sentence), is_said))
        return tag.id, tag.name, tag.kind, tag.entry, mentions

    @cached_property
    def _frame(self) -> str:
        """The key of what every page shows, besides what its template says."""
        site = self._site
        explainers = [(one.slug, one.title) for one in site.explainers]
        # Every page shows strings, which an owner may have changed.
        words = [(lang, sorted(site.catalogues[lang].strings.items())) for lang in LANGS]
        own = (site.own_pages, site.owner, self._has_cards)
        return key_of(self._sources.settings, words, explainers, own)

    @cached_property
    def _whole(self) -> str:
        """The key of everything that a page may show."""
        site = self._site
        # With titles, since a person may have edited them in posts.
        stories = [(self._sources.stories.get(story.seed), story.title) for story in site.stories]
        own = (site.own_posts, sorted(site.edited), site.remarks)
        # A page may show anything of the posts and pages that a person wrote or edited.
        posts = [*self._context.get("articles", ()), *self._context.get("pages", ())]
        posts += list(chain.from_iterable(post.translations for post in posts))
        by_hand = []
        for post in posts:
            if "content-hash" not in post.metadata or (post.slug, post.lang) in site.edited:
                by_hand.append(digest(Path(post.source_path).read_bytes()))
        return key_of(self._sources.inputs, stories, own, by_hand)
