"""Pelican's part of the site's own pages: indexes, archives, parallel pages, feeds, export."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from importlib.resources import files
from itertools import chain
from pathlib import Path
from typing import Any

import lxml.html
from markupsafe import Markup, escape
from pelican.generators import Generator

from .. import render
from ..edition import Edition
from ..errors import Problem
from ..explain.page import Explainer
from ..model import LANGS, Change, Lang
from ..render.export import export_text
from ..render.feed_formats import atom, json_feed, rss, sitemap
from ..render.feeds import site_feeds
from ..render.l10n import direction
from ..render.pages import Page, Site, alternates, page
from ..render.text import displayable, isolate_html, isolate_title
from .downloads import FinishedPages, write_books


class BriefingGenerator(Generator):  # type: ignore[misc]
    """Writes every page that is not a post; a subclass of each run knows what it has made.

    `posts_read` is called when Pelican has read all posts, `add` with what is wrong with a
    page; `most_words` are those an explainer may show, 0 is no limit.
    """

    edition: Edition
    site: Site
    posts_read: Callable[[], None]
    add: Callable[[Iterable[Problem]], None]
    most_words: int

    @classmethod
    def of(
        cls,
        edition: Edition,
        site: Site,
        posts_read: Callable[[], None],
        add: Callable[[Iterable[Problem]], None],
        most_words: int,
    ) -> type[BriefingGenerator]:
        """Return the generator of one run: Pelican makes its generators from classes."""
        values = {"edition": edition, "site": site, "most_words": most_words}
        calls = {"posts_read": staticmethod(posts_read), "add": staticmethod(add)}
        return type(cls.__name__, (cls,), values | calls)

    def generate_context(self) -> None:
        """Give all templates the site and the page of each article."""
        self.posts_read()
        self.context["site"] = self.site
        self.context["page_of"] = self.page_of
        self.context["parts_of"] = parts_of
        self.context["direction"] = direction
        # A link from one page to a path of the site, as it works from disk, too.
        self.context["url"] = lambda path, page_path: os.path.relpath(
            path,
            os.path.dirname(page_path) or ".",  # noqa: PTH120 - pure
        ).replace(os.sep, "/")
        self.context["isolate_html"] = isolate_html
        self.context["isolate_title"] = isolate_title

    def generate_output(self, writer: Any) -> None:
        """Write the pages of both languages, then what is for machines."""
        own = self.context["articles"]
        translations = chain.from_iterable(article.translations for article in own)
        self._posts = {(post.slug, post.lang): post for post in (*own, *translations)}
        title = " · ".join(self.site.title[lang] for lang in LANGS)
        chooser = Page("ar", "index.html", title, self.site.about["en"], alternates("index.html"))
        self._write(writer, chooser, "chooser", {})
        for lang in LANGS:
            for made, template, values in self._pages(lang):
                self._write(writer, made, template, values)
        # Made of the pages above, and of the posts, which Pelican has written before.
        root = Path(self.path).parent
        written = FinishedPages(Path(self.output_path), root, self.env, self.context)
        self.add(write_books(self.site, written, Path(self.theme)))
        # What is for machines: the export with its schema, the feeds, the sitemap and robots.txt.
        folder = files(render.__package__)
        self._save("data/briefing.json", export_text(self.edition))
        schema = (folder / "briefing.schema.json").read_text(encoding="utf-8")
        self._save("data/briefing.schema.json", schema)
        for name, feed in site_feeds(self.site, self):
            stem = f"{self.site.origin}/feeds/{name}"
            self._save(f"feeds/{name}.atom.xml", atom(feed, f"{stem}.atom.xml"))
            self._save(f"feeds/{name}.rss.xml", rss(feed, f"{stem}.rss.xml"))
            self._save(f"feeds/{name}.json", json_feed(feed, f"{stem}.json"))
        self._save("sitemap.xml", sitemap(list(self._sitemap())))
        self.add(self._over_budget())
        self._save("robots.txt", f"User-agent: *\nSitemap: {self.site.origin}/sitemap.xml\n")

    def page_of(self, article: Any) -> Page:
        """Return the page of a post: a story's, an explainer's, or a person's own post or page.

        One in a third language is shown between the words of the English site.
        """
        lang: Lang = article.lang if article.lang in LANGS else "en"
        story = self.site.story(article.slug) if article.lang in LANGS else None
        title = Markup(article.title).striptags()  # noqa: S704 - only to take the tags off
        description = Markup(article.summary).striptags()  # noqa: S704 - as above
        versions = (article, *article.translations)
        languages = dict(sorted((one.lang, one.save_as) for one in versions))
        published = story.published if story else None
        path, kind = article.save_as, "article"
        return Page(lang, path, title, description, languages, "", kind, published)

    def paths(self) -> Iterator[str]:
        """Yield the paths of the site's own pages; feeds and data have folders of their own."""
        yield from ("index.html", "sitemap.xml", "robots.txt")
        for lang in LANGS:
            for made, _, _ in self._pages(lang):
                yield made.path

    def _write(self, writer: Any, made: Page, template: str, values: dict[str, Any]) -> None:
        writer.write_file(
            made.path,
            self.get_template(template),
            self.context,
            relative_urls=True,
            page=made,
            **values,
        )

    def _pages(self, lang: Lang) -> Iterator[tuple[Page, str, dict[str, Any]]]:
        """Yield every page of one language with its template and what it shows."""
        t, site = self.site.catalogues[lang], self.site
        about = site.about[lang]
        yield page(lang, "index.html", site.title[lang], about, "index"), "index", {}
        for name in ("archives", "tags", "sources", "about", "editors"):
            title = t(f"{name}.title")
            yield page(lang, f"{name}.html", title, about, name), name, {}
        for tag in site.tags(lang):
            yield page(lang, tag.path, tag.name, t("tags.title")), "tag", {"tag": tag}
        for story in site.stories:
            name = displayable(story.title.text(lang) or story.title.ar)
            made = page(lang, f"{story.slug}.parallel.html", t("parallel.title", title=name))
            yield made, "parallel", {"story": story}
        for x in site.explainers:
            for section in x.details:
                title = t("detail.title", name=t(f"detail.{section.id}"), title=x.title[lang])
                made = page(lang, f"{x.slug}.{section.id}.html", displayable(title))
                yield made, "detail", {"x": x, "section": section}
            title = t("detail.title", name=t("detail.notes"), title=x.title[lang])
            made = page(lang, f"{x.slug}.notes.html", displayable(title))
            yield made, "detail", {"x": x, "section": None}

    def _save(self, path: str, text: str) -> None:
        target = Path(self.output_path) / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode())

    # What feeds say of posts and explainers: see render/feeds.py:Contents -------------------

    def post(self, slug: str, lang: Lang) -> tuple[str, str] | None:
        """Return the summary and the content of a story's post as HTML for other places."""
        article = self._posts.get((slug, lang))
        if article is None:
            return None
        address = f"{self.site.origin}/{lang}/{slug}.html"
        html = article.get_content(self.site.origin)
        return Markup(article.summary).striptags(), for_elsewhere(html, address)  # noqa: S704 - tags are taken off

    def explainer(self, explainer: Explainer, lang: Lang) -> str:
        """Return what a feed shows of an explainer, by the theme's template."""
        return self._feed_part("explainer", explainer, lang)

    def change(self, explainer: Explainer, change: Change, lang: Lang) -> str:
        """Return what a feed says of the articles of one day, by the theme's template."""
        return self._feed_part("change", explainer, lang, change=change)

    def _feed_part(self, name: str, explainer: Explainer, lang: Lang, **values: Any) -> str:
        words = self.site.words[lang]
        template = self.get_template(f"feeds/{name}")
        shown = template.render(self.context, lang=lang, words=words, x=explainer, **values)
        return str(shown).strip()

    def _over_budget(self) -> Iterator[Problem]:
        """Yield a warning for each explainer that shows more words than it may."""
        for x in self.site.explainers:
            for lang in LANGS:
                path = Path(self.output_path, lang, f"{x.slug}.html")
                # What a person has edited is that person's, and so is what could not be written.
                if (x.slug, lang) in self.site.edited or not path.is_file():
                    continue
                shown = words_shown(path.read_text(encoding="utf-8"))
                total = sum(shown.values())
                if self.most_words and total > self.most_words:
                    sections = ", ".join(f"{name} {count}" for name, count in shown.items())
                    message = (
                        f"{lang}: {total} words are shown, {self.most_words} may be: {sections}"
                    )
                    hint = "Shorten what is long, or raise BRIEFING_EXPLAINER_WORDS"
                    yield Problem(f"seeds/topics/{x.slug}.toml", message, hint, error=False)

    def _sitemap(self) -> Iterator[tuple[str, dict[str, str], str | None]]:
        origin = self.site.origin
        yield f"{origin}/index.html", {"x-default": f"{origin}/index.html"}, None
        changed = {s.slug: (s.updated or s.published) for s in self.site.stories}
        paths = [made.alternates for made, _, _ in self._pages("ar")]
        own = (*self.context["articles"], *self.context["pages"])
        paths += [self.page_of(article).alternates for article in own]
        for pair in paths:
            urls = {lang: f"{origin}/{path}" for lang, path in pair.items()}
            for lang in pair:
                dated = changed.get(Path(pair[lang]).stem)
                yield urls[lang], urls, dated.when.iso if dated else None


def words_shown(html: str) -> dict[str, int]:
    """Return how many words each section of an explainer's page shows with all folds closed.

    The numbers of citations are no words.
    """
    shown: dict[str, int] = {}
    for section in lxml.html.fromstring(html).find_class("part"):
        for hidden in section.xpath(".//details/*[not(self::summary)] | .//sup"):
            hidden.drop_tree()
        for hidden in section.find_class("hidden"):
            hidden.drop_tree()
        shown[str(section.get("id"))] = len(section.text_content().split())
    return shown


def parts_of(article: Any) -> tuple[str, str]:
    """Return a post's notices and deck, which the theme shows in the page's head, and the rest."""
    front: list[str] = []
    body: list[str] = []
    for element in lxml.html.fragments_fromstring(article.content):
        if isinstance(element, str):
            # Text before the first block: white space, or a person's own without markup.
            if element.strip():
                body.append(str(escape(element.strip())))
            continue
        classes = set((element.get("class") or "").split())
        in_front = not body and element.tag == "p" and classes & {"notice", "deck"}
        (front if in_front else body).append(_serialised(element))
    return "".join(front), "".join(body)


def for_elsewhere(html: str, page_address: str) -> str:
    """Return a post's HTML for readers elsewhere: links absolute, without the page's ids."""
    parts = []
    for element in lxml.html.fragments_fromstring(html):
        if isinstance(element, str):
            if element.strip():
                parts.append(str(escape(element.strip())))
            continue
        for one in element.iter():
            one.attrib.pop("id", None)
            one.attrib.pop("class", None)
        element.rewrite_links(lambda link: page_address + link if link.startswith("#") else link)
        parts.append(_serialised(element))
    return "".join(parts)


def _serialised(element: Any) -> str:
    return str(lxml.html.tostring(element, encoding="unicode"))
