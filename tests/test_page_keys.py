"""Which pages a change makes anew: those that show it, and no others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from functools import cache
from types import SimpleNamespace

import jinja2
import pytest
from pelican.plugins.briefing.edges.generator import TEMPLATE_FUNCTIONS
from pelican.plugins.briefing.edges.inputs import read_inputs
from pelican.plugins.briefing.edges.making import make_edition
from pelican.plugins.briefing.edges.page_keys import PageKeys, SourceKeys
from pelican.plugins.briefing.edges.store import Store
from pelican.plugins.briefing.edges.template_needs import Templates
from pelican.plugins.briefing.fingerprint import key_of
from pelican.plugins.briefing.model import Bilingual, Sentence, Story
from pelican.plugins.briefing.render.pages import site_pages
from pelican.plugins.briefing.render.site import Site
from render_support import EXPLAINER, site
from support import ARTICLES, ROOT

FOLDER = ROOT / "theme" / "templates"
OF_THE_WHOLE_SITE = {"about", "chooser", "feeds", "index", "search", "tags"}
"""Templates whose pages may show anything."""


@cache
def of_articles() -> Site:
    """Return a site of the five articles, with lists of two a page and without explainers."""
    inputs = read_inputs(ARTICLES, "seeds")
    stories = make_edition(inputs).stories
    return site(stories=stories, explainers=(), glossary=inputs.glossary, page_size=2)


def keys(of: Site, templates: Mapping[str, str] | None = None) -> dict[str, tuple[str, str]]:
    """Return the template and the key of every page of a site besides its posts, by path.

    `templates` has the texts of those that are not the theme's, by name.
    """
    of_theme = jinja2.FileSystemLoader(FOLDER)
    loader = jinja2.ChoiceLoader([jinja2.DictLoader(templates or {}), of_theme])
    environment = jinja2.Environment(loader=loader, autoescape=True)
    questions = {one.name for one in fields(Site)} | set(dir(Site))
    context: Mapping[str, object] = {
        **TEMPLATE_FUNCTIONS,
        "card_of": lambda _: None,
        "page_of": lambda _: None,
        "url": lambda path, _: path,
    }
    sources = SourceKeys("settings", "inputs", {one.seed: key_of(one) for one in of.stories})
    made = PageKeys(of, sources, Templates(environment, Store(None), questions), context)
    found = {}
    for page, template, values in site_pages(of):
        # Of a template what is asked is its name alone.
        named = SimpleNamespace(name=f"{template}.html")
        found[page.path] = template, made.key(page.path, named, {"page": page, **values})
    return found


def changed_pages(change: Story) -> dict[str, set[str]]:
    """Return the paths of pages whose key another version of a story changes, by template."""
    others = tuple(change if one.slug == change.slug else one for one in of_articles().stories)
    after = keys(replace(of_articles(), stories=others))
    found: dict[str, set[str]] = {}
    for path, (template, key) in keys(of_articles()).items():
        if after[path][1] != key:
            found.setdefault(template, set()).add(path)
    return found


def in_english(story: Story, sentence: Sentence) -> Story:
    """Return a story with other English for one of its sentences."""

    def other(one: Sentence) -> Sentence:
        return replace(one, en=f"Anew: {one.en}") if one.id == sentence.id else one

    return story.each(other)


def of_body(story: Story, *, is_named: bool) -> Sentence:
    """Return a sentence of a story's body that no list shows, or only pages of who is named."""
    named = set()
    for tag in of_articles().tags("en"):
        named |= {sentence.id for sentence in tag.mentions.get(story.slug, ())}
    for _, sentence in story.body():
        if sentence.id not in story.summary and (sentence.id in named) == is_named:
            return sentence
    raise AssertionError(story.slug)


@pytest.mark.parametrize("number", range(5))
def test_lists_do_not_hang_on_what_stands_in_a_body(number: int) -> None:
    story = of_articles().stories[number]
    found = changed_pages(in_english(story, of_body(story, is_named=False)))
    assert found.keys() <= {"parallel"} | OF_THE_WHOLE_SITE
    assert len(found["parallel"]) == 2


@pytest.mark.parametrize("number", range(5))
def test_pages_of_a_name_hang_on_the_sentences_that_have_it(number: int) -> None:
    story = of_articles().stories[number]
    found = changed_pages(in_english(story, of_body(story, is_named=True)))
    assert found.keys() <= {"parallel", "tag"} | OF_THE_WHOLE_SITE
    assert found["tag"]


@pytest.mark.parametrize("number", range(5))
def test_lists_hang_on_titles_and_key_points(number: int) -> None:
    story = of_articles().stories[number]
    found = changed_pages(in_english(story, story.title))
    assert found.keys() >= {"archive", "archives", "editors", "parallel", "sources"}
    first = story.sentence(story.summary[0])
    assert first
    assert changed_pages(in_english(story, first))["tag"]


@pytest.mark.parametrize("number", range(5))
def test_editors_see_how_much_of_a_body_is_reviewed(number: int) -> None:
    """On the page that lists the story, and on the first, which counts all."""
    story = of_articles().stories[number]
    unreviewed = of_body(story, is_named=False)
    other = story.each(lambda one: replace(one, state="machine") if one == unreviewed else one)
    found = changed_pages(other)
    assert {"ar/editors.html", "en/editors.html"} <= found["editors"]


def test_lists_hang_on_the_names_of_what_their_articles_are_about() -> None:
    """A template of an owner's may show them: what is asked for is what every page may ask."""
    of = of_articles()
    tag = next(one for story in of.stories for one in story.tags if one in of.glossary.entries)
    entry = of.glossary.entries[tag]
    renamed = replace(entry, name=Bilingual(entry.name.ar, "Another name"))
    glossary = replace(of.glossary, entries={**of.glossary.entries, tag: renamed})
    before, after = keys(of), keys(replace(of, glossary=glossary))
    found = {template for path, (template, key) in before.items() if after[path][1] != key}
    assert found >= {"archive", "archives"}


def test_a_page_beside_an_explainer_hangs_on_whether_an_editor_wrote_in_it() -> None:
    """The full timeline says what the rule beside an editor's words means."""
    before = keys(site())
    after = keys(site(explainers=(replace(EXPLAINER, written={}),)))
    changed = {path for path, (_, key) in before.items() if after[path][1] != key}
    assert {"ar/water.timeline.html", "en/water.timeline.html"} <= changed


@pytest.mark.parametrize(
    ("name", "of_pages"),
    [
        ("tag.html", {"tag"}),
        ("article.html", set()),
        ("macros/claims.html", {"detail"}),
        # The pages of a kind have one template, which includes one of these.
        ("details/quotes.html", {"detail"}),
        ("sections/brief.html", set()),
    ],
)
def test_a_template_changes_the_pages_that_are_made_of_it(name: str, of_pages: set[str]) -> None:
    changed = (FOLDER / name).read_text(encoding="utf-8") + "{# anew #}"
    before, after = keys(site()), keys(site(), {name: changed})
    found = {template for path, (template, key) in before.items() if after[path][1] != key}
    assert found - OF_THE_WHOLE_SITE == of_pages
    frame = (FOLDER / "base.html").read_text(encoding="utf-8") + "{# anew #}"
    after = keys(site(), {"base.html": frame})
    assert all(after[path][1] != key for path, (_, key) in before.items())


def test_a_template_may_be_made_of_any_other() -> None:
    """Where the name of another is put together, or one cannot be read."""
    texts = {
        "any.html": "{% include of %}",
        "plain.html": "{% include 'macros/' ~ of %}",
        "wrong.html": "{% if %}",
    }
    loader = jinja2.ChoiceLoader([jinja2.DictLoader(texts), jinja2.FileSystemLoader(FOLDER)])
    templates = Templates(jinja2.Environment(loader=loader, autoescape=True), Store(None), [])
    assert templates.key_of("any.html") == templates.key_of("wrong.html") == templates.key
    assert templates.key_of("plain.html") != templates.key
    assert templates.key_of("macros/") != templates.key_of("macros/claims.html")
