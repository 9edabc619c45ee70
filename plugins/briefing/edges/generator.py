"""Pelican's part of the site's own pages: indexes, archives, parallel pages, feeds, export."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from importlib.resources import files
from itertools import zip_longest
from pathlib import Path
from typing import Any

from markupsafe import Markup
from pelican.generators import Generator

from .. import render
from ..model import LANGS, Edition, Explainer, Lang, Story
from ..render.bidi import mark_ltr
from ..render.change_items import change_items
from ..render.export import export_text
from ..render.feeds import Feed, Item, atom, json_feed, rss, sitemap
from ..render.markdown_text import displayable
from ..render.pages import Page, Site, alternates, page
from .files import write_atomically

TAG = re.compile(r"<[^<>]+>")
PICTURE = re.compile(r'<figure class="picture">.*?</figure>', re.DOTALL)
OWN_IDS = re.compile(r' (?:id|class)="[^"]*"')


class BriefingGenerator(Generator):  # type: ignore[misc]
    """Writes every page that is not a post. `edition` and `site` are set by the plugin."""

    edition: Edition
    site: Site

    def generate_context(self) -> None:
        """Give all templates the site and the page of each article."""
        self.context["site"] = self.site
        self.context["page_of"] = self.page_of
        self.context["parts_of"] = parts_of
        self.context["url"] = _relative
        self.context["mark_ltr"] = mark_ltr
        self.env.finalize = _finalize

    def generate_output(self, writer: Any) -> None:
        """Write the pages of both languages, then what is for machines."""
        self._chooser(writer)
        for lang in LANGS:
            for made, template, values in self._pages(lang):
                self._write(writer, made, template, values)
        self._machine_files()

    def page_of(self, article: Any) -> Page:
        """Return the page of a post: a story's, an explainer's, or a person's own article."""
        lang: Lang = article.lang
        story = self.site.story(article.slug)
        path = f"{article.slug}.html"
        title = Markup(article.title).striptags()  # noqa: S704 - only to take the tags off
        description = Markup(article.summary).striptags()  # noqa: S704 - as above
        languages = {lang, *(other.lang for other in article.translations)}
        others: Mapping[str, str] = {k: v for k, v in alternates(path).items() if k in languages}
        published = story.published if story else None
        return Page(lang, f"{lang}/{path}", title, description, others, "", "article", published)

    def _write(self, writer: Any, made: Page, template: str, values: dict[str, Any]) -> None:
        writer.write_file(
            made.path,
            self.get_template(template),
            self.context,
            relative_urls=True,
            page=made,
            **values,
        )

    def _chooser(self, writer: Any) -> None:
        title = " · ".join(self.site.title[lang] for lang in LANGS)
        paths = dict(alternates("index.html"))
        made = Page("ar", "index.html", title, self.site.about["en"], paths)
        self._write(writer, made, "chooser", {})

    def _pages(self, lang: Lang) -> Iterator[tuple[Page, str, dict[str, Any]]]:
        """Yield every page of one language with its template and what it shows."""
        t, site = self.site.catalogues[lang], self.site
        about = site.about[lang]
        yield page(lang, "index.html", site.title[lang], about, "index"), "index", {}
        for name in ("archives", "tags", "sources", "about", "editors"):
            title = t(f"{name}.title")
            yield page(lang, f"{name}.html", title, about, name), name, {}
        for tag in site.tags(lang):
            path = tag.path
            yield page(lang, path, tag.name, t("tags.title")), "tag", {"tag": tag}
        for story in site.stories:
            name = displayable(story.title.text(lang) or story.title.ar)
            made = page(lang, f"{story.slug}.parallel.html", t("parallel.title", title=name))
            yield made, "parallel", {"story": story}

    def _machine_files(self) -> None:
        folder = files(render.__package__)
        self._save("data/briefing.json", export_text(self.edition))
        schema = (folder / "briefing.schema.json").read_text(encoding="utf-8")
        self._save("data/briefing.schema.json", schema)
        for name, feed in self._feeds():
            made = feed(f"feeds/{name}")
            self._save(f"feeds/{name}.atom.xml", atom(made("atom.xml")))
            self._save(f"feeds/{name}.rss.xml", rss(made("rss.xml")))
            self._save(f"feeds/{name}.json", json_feed(made("json")))
        self._save("sitemap.xml", sitemap(list(self._sitemap())))
        self._save("robots.txt", f"User-agent: *\nSitemap: {self.site.origin}/sitemap.xml\n")

    def _save(self, path: str, text: str) -> None:
        write_atomically(Path(self.output_path) / path, text.encode())

    def _feeds(self) -> Iterator[tuple[str, Any]]:
        """Yield the name of each feed and what makes it, given its address."""
        for lang in LANGS:
            title, about = self.site.title[lang], self.site.about[lang]
            yield lang, self._feed(title, about, f"{lang}/index.html", lang, self._items(lang))
        both = [item for pair in zip_longest(*map(self._items, LANGS)) for item in pair if item]
        title = " · ".join(self.site.title[lang] for lang in LANGS)
        about = " · ".join(self.site.about[lang] for lang in LANGS)
        yield "all", self._feed(title, about, "index.html", None, both)
        for explainer in self.site.explainers:
            for lang in LANGS:
                yield (
                    f"{explainer.slug}.{lang}",
                    self._feed(
                        explainer.title[lang],
                        explainer.intro[lang],
                        f"{lang}/{explainer.slug}.html",
                        lang,
                        [*self._changes(explainer, lang), *self._items(lang, explainer)],
                    ),
                )

    def _feed(self, title: str, about: str, home: str, lang: Lang | None, items: list[Item]) -> Any:
        origin = self.site.origin
        return lambda stem: (
            lambda ending: Feed(
                title, about, f"{origin}/{stem}.{ending}", f"{origin}/{home}", lang, items
            )
        )

    def _items(self, lang: Lang, explainer: Explainer | None = None) -> list[Item]:
        by_key = {(a.slug, a.lang): a for a in self._articles()}
        stories = explainer.stories if explainer else self.site.stories
        explainers = [explainer] if explainer else self.site.explainers
        items = [
            self._explainer_item(e, lang, by_key[e.slug, lang])
            for e in explainers
            if (e.slug, lang) in by_key
        ]
        return items + [
            self._story_item(story, lang, by_key[story.slug, lang])
            for story in stories
            if (story.slug, lang) in by_key
        ]

    def _changes(self, explainer: Explainer, lang: Lang) -> list[Item]:
        """Return the entries that say what each day brought to an explainer."""
        t, author = self.site.catalogues[lang], self.site.title[lang]
        return change_items(explainer, lang, t, self.site.origin, author)

    def _articles(self) -> list[Any]:
        own = self.context["articles"]
        return [*own, *(other for article in own for other in article.translations)]

    def _story_item(self, story: Story, lang: Lang, article: Any) -> Item:
        t = self.site.catalogues[lang]
        return Item(
            url=f"{self.site.origin}/{lang}/{story.slug}.html",
            lang=lang,
            title=story.title.text(lang) or story.title.ar,
            summary=str(Markup(article.summary).striptags()),  # noqa: S704 - tags are taken off
            html=self._feed_html(article),
            published=story.published,
            updated=story.updated,
            author=self.site.publisher(story, lang) or t("publisher.unknown"),
            tags=tuple(self.site.tag_name(tag, lang) for tag in story.tags),
        )

    def _explainer_item(self, explainer: Explainer, lang: Lang, article: Any) -> Item:
        dated = [s.published for s in explainer.stories if s.published]
        return Item(
            url=f"{self.site.origin}/{lang}/{explainer.slug}.html",
            lang=lang,
            title=explainer.title[lang],
            summary=explainer.intro[lang],
            html=self._feed_html(article),
            published=None,
            updated=max(dated, key=lambda dated: dated.when.instant, default=None),
            author=self.site.title[lang],
        )

    def _feed_html(self, article: Any) -> str:
        """Return a post's content for readers elsewhere.

        Links are absolute, the page's ids are left out, and so are pictures, which need its styles.
        """
        page = f"{self.site.origin}/{article.lang}/{article.slug}.html"
        html = PICTURE.sub("", article.get_content(self.site.origin)).replace(
            'href="#', f'href="{page}#'
        )
        return TAG.sub(lambda tag: OWN_IDS.sub("", tag.group()), html)

    def _sitemap(self) -> Iterator[tuple[str, dict[str, str], str | None]]:
        origin = self.site.origin
        yield f"{origin}/index.html", {"x-default": f"{origin}/index.html"}, None
        changed = {s.slug: (s.updated or s.published) for s in self.site.stories}
        paths = [made.alternates for made, _, _ in self._pages("ar")]
        paths += [self.page_of(article).alternates for article in self.context["articles"]]
        for pair in paths:
            urls = {lang: f"{origin}/{path}" for lang, path in pair.items()}
            for lang in pair:
                slug = Path(pair[lang]).stem
                dated = changed.get(slug)
                yield urls[lang], urls, dated.when.iso if dated else None


FRONT = re.compile(r'^\s*(?:<p[^>]*class="(?:notice|deck)"[^>]*>.*?</p>\s*)+', re.DOTALL)


def parts_of(article: Any) -> tuple[str, str]:
    """Return a post's notice and deck, which stand in the page's head, and the rest of it."""
    html = article.content
    front = FRONT.match(html)
    return (front.group(), html[front.end() :]) if front else ("", html)


def _relative(path: str, page_path: str) -> str:
    """Return a link from one page to a path of the site, as it works from disk, too."""
    return os.path.relpath(path, os.path.dirname(page_path) or ".").replace(os.sep, "/")  # noqa: PTH120 - pure


def _finalize(value: Any) -> Any:
    """Make control and bidi characters harmless in whatever a template prints."""
    return displayable(value) if type(value) is str and not value.isprintable() else value
