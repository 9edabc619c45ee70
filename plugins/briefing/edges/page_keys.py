"""What each page of a site depends on, as a key: one whose key is as it was is not made anew.

A page of one story depends on that story, a page of a list on what it lists, every other page on
the whole site. So it is for as long as its templates ask for no more: what they ask is read from
them, and a template that asks for something else makes its pages depend on the whole site, too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Any

from jinja2 import Environment, nodes
from jinja2.meta import find_referenced_templates, find_undeclared_variables

from ..fingerprint import code_key, digest, key_of
from ..model import LANGS, Story
from ..render.addresses import Page
from ..render.lists import ListPage
from ..render.own_posts import OwnPost
from ..render.site import Site, Tag
from ..translate.review import StoryReview
from .store import Store

FRAME = frozenset(
    [
        "about",
        "catalogues",
        "explainer",
        "explainers",
        "langs",
        "menu",
        "newest",
        "origin",
        "own_pages",
        "owner",
        "title",
    ]
)
"""What any template may ask the site: it is part of every key."""
OF_A_STORY = frozenset(
    [
        "known",
        "minutes",
        "path_of",
        "path_of_tag",
        "people",
        "publisher",
        "summary",
        "tag_name",
        "translation",
    ]
)
"""What follows from one story, and the names of the glossary that are in it."""
MAY_ASK: Mapping[str, frozenset[str]] = {
    "article.html": FRAME | OF_A_STORY | {"citing", "neighbours", "own_post", "story"},
    "parallel.html": FRAME | OF_A_STORY,
    "archive.html": FRAME | OF_A_STORY,
    "archives.html": FRAME | OF_A_STORY | {"by_month", "by_year"},
    "sources.html": FRAME | OF_A_STORY,
    "tag.html": FRAME | OF_A_STORY | {"is_said"},
}
"""What the templates of stories and of lists may ask, for their pages not to depend on all."""
GIVEN = frozenset(("article", "page", "part", "site", "story", "tag", "DISPLAY_PAGES_ON_MENU"))
"""What they may look up in the context besides functions, which every build has."""


@dataclass(frozen=True)
class SourceKeys:
    """The keys of what a build starts from: all settings, and topics and glossary together.

    `stories` has the key of each story by the stem of its seed. Without one of the settings nothing
    is known of any page.
    """

    settings: str = ""
    inputs: str = ""
    stories: Mapping[str, str] = field(default_factory=dict)


class PageKeys:
    """The keys of the pages of one build; `context` is what its templates look names up in.

    `store` keeps what was read from the templates.
    """

    def __init__(
        self,
        site: Site,
        sources: SourceKeys,
        environment: Environment,
        context: Mapping[str, Any],
        store: Store,
    ) -> None:
        self._site = site
        self._sources = sources
        self._page_of: Callable[[Any], Page] = context["page_of"]
        self._environment = environment
        self._functions = frozenset(name for name, value in context.items() if callable(value))
        self._functions |= environment.globals.keys()
        # To read all templates takes as long as to render a hundred pages.
        self._store = store
        self._asked_key = store.key("asked", self._templates, sorted(self._functions))
        self._known_to_ask: dict[str, frozenset[str] | None] = store.get(self._asked_key) or {}

    def key(self, name: str, template: Any, values: Mapping[str, Any]) -> str:
        """Return the key of a page; empty for one that has to be made anew in every build."""
        article = values.get("article")
        if article and "content-hash" not in article.metadata:
            return ""
        page = self._page_of(article) if article else values["page"]
        # A person's own page is Pelican's, and may show whatever there is.
        if not isinstance(page, Page):
            return ""
        shown = self._shown(page, template.name, values)
        if shown is None:
            shown = (self._whole,)
        newest = "" if "story" in values or article else self._site.newest(page.lang)
        return key_of("page", code_key(), name, template.name, self._frame, newest, page, *shown)

    def _shown(
        self, page: Page, template: str, values: Mapping[str, Any]
    ) -> tuple[object, ...] | None:
        """Return what a page shows besides what all do, ``None`` if that may be anything."""
        if template not in self._known_to_ask:
            self._known_to_ask[template] = self._asked(template)
            self._store.put(self._asked_key, self._known_to_ask)
        asked = self._known_to_ask[template]
        if template not in MAY_ASK or asked is None or not asked <= MAY_ASK[template]:
            return None
        if article := values.get("article"):
            story = self._site.story(article.slug)
            if story is None or (article.slug, article.lang) in self._site.edited:
                return None
            return self._story_page(story, page, article.metadata["content-hash"])
        part = values.get("part")
        # The first page of all articles has the years and months, with how many each has.
        if template == "archives.html" and part and part.number == 1:
            return None
        return tuple(self._value(value) for value in values.values() if value is not page)

    def _story_page(self, story: Story, page: Page, content: str) -> tuple[object, ...]:
        around = []
        for item in self._site.neighbours(story.slug, page.lang):
            around.append(item and (self._site.path_of(item, page.lang), item.title))
        citing = [(one.slug, one.title) for one in self._site.citing(story)]
        # A word that an editor tags with may be the name of an entry, or no longer be one.
        tags = [self._site.path_of_tag(tag, page.lang) for tag in story.tags]
        return self._value(story), content, around, citing, tags

    def _value(self, value: object) -> object:
        """Return what stands for a value: its `repr` says all that pages show of it."""
        if isinstance(value, Story):
            # Of what is withheld, the explainers decide how much is left.
            return (
                self._whole
                if value.withheld
                else self._sources.stories.get(value.stem, self._whole)
            )
        if isinstance(value, StoryReview):
            return self._value(value.story)
        if isinstance(value, ListPage):
            return [self._value(item) for item in value.items], value.number, value.paths
        if isinstance(value, Tag):
            said = []
            for slug, sentences in value.mentions.items():
                for sentence in sentences:
                    if value.entry and self._site.is_said(value.entry, slug, sentence.id):
                        said.append((slug, sentence.id))
            return value.id, value.name, value.kind, value.entry, said
        return value if isinstance(value, (str, int, OwnPost)) else self._whole

    @cached_property
    def _frame(self) -> str:
        """The key of what every page shows."""
        site = self._site
        explainers = [(one.slug, one.title) for one in site.explainers]
        words = [(lang, sorted(site.catalogues[lang].strings.items())) for lang in LANGS]
        own = (site.own_pages, site.owner)
        return key_of(self._sources.settings, self._templates, words, explainers, own)

    @cached_property
    def _whole(self) -> str:
        """The key of the whole site."""
        site = self._site
        stories = [(self._sources.stories.get(story.stem), story.title) for story in site.stories]
        return key_of(
            self._sources.inputs, stories, site.own_posts, sorted(site.edited), site.remarks
        )

    @cached_property
    def _templates(self) -> str:
        """The key of all templates that the site's pages may be made of."""
        found = []
        for name in sorted(self._environment.list_templates()):
            found.append((name, digest(self._source(name).encode())))
        return key_of(found)

    def _source(self, name: str) -> str:
        loader = self._environment.loader
        return loader.get_source(self._environment, name)[0] if loader else ""

    def _asked(self, name: str) -> frozenset[str] | None:
        """Return what a template and all that it is made of ask the site; ``None`` if unknown."""
        asked: set[str] = set()
        waiting, seen = [name], set()
        while waiting:
            one = waiting.pop()
            if one in seen:
                continue
            seen.add(one)
            tree = self._environment.parse(self._source(one))
            others = list(find_referenced_templates(tree))
            unknown = find_undeclared_variables(tree) - _set_in(tree) - GIVEN - self._functions
            if None in others or unknown:
                return None
            waiting += [other for other in others if other]
            asked.update(_asked_of_site(tree))
        return frozenset(asked)


def _set_in(tree: nodes.Template) -> set[str]:
    """Return the names that a template sets itself; in one branch they may seem to be unknown."""
    names = {node.name for node in tree.find_all(nodes.Name) if node.ctx != "load"}
    names |= {node.target for node in tree.find_all(nodes.Import)}
    return names | {node.name for node in tree.find_all(nodes.Macro)}


def _asked_of_site(tree: nodes.Template) -> Iterator[str]:
    """Yield the names of what a template may ask the site, by whatever name it calls the site."""
    known = {one.name for one in fields(Site)} | {name for name in dir(Site) if name[0] != "_"}
    names = [node.attr for node in tree.find_all(nodes.Getattr)]
    names += [str(getattr(node.arg, "value", "")) for node in tree.find_all(nodes.Getitem)]
    yield from (name for name in names if name in known)
    # A filter that takes the name of what it asks for.
    for _ in (one for one in tree.find_all(nodes.Filter) if one.name == "attr"):
        yield "attr"
