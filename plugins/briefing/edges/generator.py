"""Generates all pages of the site that are no posts: lists, parallel views, pages of explainers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pelican.generators import Generator

from ..edition import Edition
from ..errors import Problem
from ..model import LANGS
from ..render.addresses import Page, relative
from ..render.beside import side_place, year_place
from ..render.card_drawing import ACCENT
from ..render.cards import card_of, card_texts
from ..render.citations import citation
from ..render.html_parts import PlacedTexts, front_and_body, placed_texts, words_shown
from ..render.l10n import direction
from ..render.lists import grouped, year_of
from ..render.pages import TemplatedPage, site_pages
from ..render.redirects import redirects
from ..render.search import script_words, search_page
from ..render.site import Site
from ..render.sitemap import sitemap_files
from ..render.structured_data import structured_data
from ..render.text import cut_at_word, headline_html, isolate_html, isolate_title
from ..render.web_app import manifest, print_style
from ..settings import Settings
from .card_files import read_card_fonts, write_cards
from .downloads import BookSources, FinishedPages, downloads, write_books
from .files import write_new
from .machine_files import FeedContents, MachineFiles
from .page_keys import PageKeys, SourceKeys
from .pelican_defaults import is_guest
from .pelican_pages import own_pages, own_posts, page_of
from .store import Store
from .template_needs import Templates
from .themes import settle_templates
from .workers import STORIES_TO_COPY

NOT_FOUND = "404.html"
"""The page that hosts show for a missing address of any depth: its links cannot be relative."""

STORIES_TO_SHARE = 100
"""Stories from which it pays to make feeds, search and export in a process of their own: with 100,
115 ms became 74 if all was new, and 69 became 73 if not; with 18, 41 became 44 and 32 became 46."""
TEMPLATE_FUNCTIONS = {
    function.__name__: function
    for function in (
        *(citation, cut_at_word, direction, front_and_body, grouped, headline_html, isolate_html),
        *(isolate_title, script_words, search_page, side_place, structured_data, year_of),
        year_place,
    )
}
"""Functions that templates may call, besides the methods of `site`."""


class BriefingGenerator(Generator):  # type: ignore[misc]
    """Writes every page that is not a post; each run has a subclass with what it has made.

    `posts_read` is called when Pelican has read all posts, `add` with what is wrong with a
    page. `owners_files` are those that the owner adds, by path, `sources` has the keys of what the
    site is made of.
    """

    edition: Edition
    site: Site
    posts_read: Callable[[], None]
    add: Callable[[Iterable[Problem]], None]
    options: Settings
    owners_files: Mapping[str, bytes]
    sources: SourceKeys

    @classmethod
    def of(
        cls,
        posts_read: Callable[[], None],
        add: Callable[[Iterable[Problem]], None],
        **values: Edition | Site | Settings | SourceKeys | Mapping[str, bytes],
    ) -> type[BriefingGenerator]:
        """Return the generator class of one run: Pelican instantiates its generators itself.

        `values` are the attributes above.
        """
        calls = {"posts_read": staticmethod(posts_read), "add": staticmethod(add)}
        return type(cls.__name__, (cls,), values | calls)

    def generate_context(self) -> None:
        """Give all templates the site, and functions for the page, link and card of an article."""
        self.posts_read()
        self._is_guest = is_guest(self.settings)
        self._templated_pages: tuple[TemplatedPage, ...] | None = None
        self._keys: PageKeys | None = None
        self.context["site"] = self.site
        self.context["page_of"] = lambda article: page_of(self.site, article)
        self.context["url"] = self.url
        self.context |= TEMPLATE_FUNCTIONS
        has_cards = self.options.cards and not self._is_guest
        fonts = read_card_fonts(Path(self.theme)) if has_cards else None
        if isinstance(fonts, Problem):
            self.add([fonts])
            fonts = None
        self._card_fonts = fonts
        accent = self.options.accent or ACCENT
        self._card_texts = card_texts(self.site, accent) if fonts else {}
        self.context["card_of"] = partial(card_of, self._card_texts)

    def url(self, path: str, page_path: str) -> str:
        """Return the link from one page to a path of the site, as it works from disk, too."""
        path = path or "index.html"
        if page_path == NOT_FOUND:
            return f"{urlsplit(self.site.origin).path}/{path}"
        return relative(path, page_path)

    def settle(self, taken: set[str], store: Store) -> PageKeys | None:
        """Add a person's own posts and pages to the site; return the keys of pages.

        `taken` are the paths of all that Pelican will write, `store` caches what is read from
        templates and from finished pages. ``None`` where every page has to be made anew.
        """
        self._taken, self._store = taken, store
        articles = self.context["articles"]
        translations = chain.from_iterable(article.translations for article in articles)
        self._posts = {post.save_as: post for post in (*articles, *translations)}
        pages = self.context["pages"]
        self._own_pages = [*pages, *chain.from_iterable(page.translations for page in pages)]
        own = tuple(own_posts(self._posts.values(), self.settings))
        pages_of_own = tuple(own_pages(self._own_pages))
        # Only then: a new `Site` has none of the values that the old one has cached.
        if own or pages_of_own:
            self.site = replace(self.site, own_posts=own, own_pages=pages_of_own)
            self._templated_pages = None
        self.context["site"] = self.site
        hidden = self.context["hidden_articles"]
        settle_templates((*self._posts.values(), *hidden), self.site, self.settings)
        if not self._is_guest and self.sources.settings:
            # `dir` of a dataclass lacks fields without a default.
            questions = {one.name for one in fields(Site)} | set(dir(Site))
            templates = Templates(self.env, store, questions)
            has_cards = bool(self._card_texts)
            self._keys = PageKeys(
                self.site, self.sources, templates, self.context, has_cards=has_cards
            )
        return self._keys

    def article(self, path: str) -> Any:
        """Return Pelican's article of a page that it writes."""
        return self._posts[path]

    @property
    def _pages(self) -> tuple[TemplatedPage, ...]:
        if self._templated_pages is None:
            self._templated_pages = site_pages(self.site)
        return self._templated_pages

    def generate_output(self, writer: Any) -> None:
        """Write the pages of both languages, and the files that programs read.

        In another theme only the export, since it shows nothing but posts.
        """
        folder = Path(self.output_path)
        if self._is_guest:
            MachineFiles(self.site, self.edition, folder, self._store, {}).write_export()
            writer.stop_waiting()
            return
        by_hand = self._texts_by_hand()
        files = MachineFiles(self.site, self.edition, folder, self._store, by_hand)
        if self._keys:
            files.reuse(self._keys, writer.outputs)
        contents = FeedContents(self.site, self._posts, self._shown, self._store)
        words = {lang: self.site.catalogues[lang]("feeds.opened") for lang in LANGS}
        style = self.env.get_template("feeds/feed.css").render(words=words)
        write_feeds = partial(files.write_feeds, contents, style)
        # None of these needs a page, so another process can write them while pages are rendered.
        if STORIES_TO_SHARE <= len(self.site.stories) <= STORIES_TO_COPY:
            with writer.doing((write_feeds, files.write_search, files.write_export)):
                self._write_site(writer)
            return
        others = (files.write_search, files.write_export)
        if len(self.site.stories) > STORIES_TO_COPY:
            write_feeds(writer)
            # Before the pages: forked processes copy the stories, but end before pages take memory.
            writer.together(others, "writing search and export", fewest=2)
        else:
            for write in (write_feeds, *others):
                write()
        self._write_site(writer)

    def _texts_by_hand(self) -> dict[str, PlacedTexts]:
        paths = {f"{lang}/{slug}.html" for slug, lang in self.site.edited}
        paths |= {post.path for post in self.site.own_posts}
        return {
            path: placed_texts(self._posts[path].content) for path in paths & self._posts.keys()
        }

    def _shown(self, template: str, **values: object) -> str:
        return str(self.get_template(template).render(self.context, **values))

    def paths(self) -> Iterator[str]:
        """Yield the paths of the site's own pages, without feeds and data."""
        if self._is_guest:
            return
        yield from ("index.html", "sitemap.xml", "robots.txt", "worker.js", NOT_FOUND)
        moved = [story.old_slugs for story in self.site.stories]
        moved += [explainer.old_slugs for explainer in self.site.explainers]
        if any(moved):
            yield "_redirects"
        for page, _, _ in self._pages:
            yield page.path

    def _write_site(self, writer: Any) -> None:
        """Write all but feeds, search and export."""
        self._write_pages(writer)
        self._write_redirects(writer)
        writer.stop_waiting()
        for path, content in self.owners_files.items():
            self._save(path, content)
        for lang in LANGS:
            self._save(f"manifest.{lang}.webmanifest", manifest(self.site, lang))
            self._save(f"theme/css/print.{lang}.css", print_style(self.site, lang))
        self._save("worker.js", self.env.get_template("worker.js").render())
        if self._card_fonts:
            texts, fonts = self._card_texts, self._card_fonts
            self.add(write_cards(texts, fonts, writer.outputs, writer.workers))
        # A person's own pages are in the sitemap, too.
        pages = [page for page, _, _ in self._pages]
        own = (*self._posts.values(), *self._own_pages)
        pages += [page_of(self.site, article) for article in own]
        for path, text in sitemap_files(self.site, pages):
            self._save(path, text)
        self._save("robots.txt", f"User-agent: *\nSitemap: {self.site.origin}/sitemap.xml\n")
        self.add(self._over_budget())

    def _write(self, writer: Any, page: Page, template: str, values: Mapping[str, Any]) -> None:
        writer.write_file(
            page.path,
            self.get_template(template),
            self.context,
            relative_urls=True,
            page=page,
            **values,
        )

    def _write_pages(self, writer: Any) -> None:
        """Write the pages, the books that are made of them, and what stands for a missing page."""
        for page, template, values in self._pages:
            if template != "feeds":
                self._write(writer, page, template, values)
        # With the posts that Pelican has handed to the writer: books are made of both.
        writer.flush()
        root, folder = Path(self.path).parent, Path(self.output_path)
        written = FinishedPages(folder, root, self.env, self.context, self._store)
        sources = BookSources(self.site, written, Path(self.theme), self._keys)
        self.add(write_books(sources, writer.outputs, self._store, writer.workers))
        # After the books, of which these pages say how large they are.
        for page, template, values in self._pages:
            if template == "feeds":
                offered = downloads(self.site, page.lang, folder)
                self._write(writer, page, template, {**values, "downloads": offered})
        title = " · ".join(self.site.catalogues[lang]("missing.title") for lang in LANGS)
        self._write(writer, Page("ar", NOT_FOUND, title, "", {}, is_listed=False), "missing", {})

    def _write_redirects(self, writer: Any) -> None:
        """Write a page at every old address, and the list that hosts read."""
        base = urlsplit(self.site.origin).path
        taken = {page.path for page, _, _ in self._pages}
        moved = []
        for redirect in redirects(self.site, taken | self._taken):
            page = Page(redirect.lang, redirect.old, redirect.title, "", {}, is_listed=False)
            self._write(writer, page, "redirect", {"redirect": redirect})
            moved.append(f"{base}/{redirect.old} {base}/{redirect.new} 301\n")
        if moved:
            self._save("_redirects", "".join(moved))

    def _save(self, path: str, content: str | bytes) -> None:
        write_new(Path(self.output_path) / path, content)

    def _over_budget(self) -> Iterator[Problem]:
        """Yield a warning for each explainer that shows more words than it may."""
        most = self.options.explainer_words
        for x in self.site.explainers:
            for lang in LANGS:
                path = Path(self.output_path, lang, f"{x.slug}.html")
                # The length of an edited page is its editor's choice.
                if (x.slug, lang) in self.site.edited or not path.is_file():
                    continue
                shown = words_shown(path.read_text(encoding="utf-8"))
                total = sum(shown.values())
                if most and total > most:
                    sections = ", ".join(f"{name} {count}" for name, count in shown.items())
                    message = f"{lang}: {total} words are shown, {most} may be: {sections}"
                    hint = "Shorten what is long, or raise BRIEFING_EXPLAINER_WORDS"
                    topic = f"{self.options.seeds}/topics/{x.slug}.toml"
                    yield Problem(topic, message, hint, error=False)
