"""Which pages the site has besides its posts, with the template and the values of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ..model import LANGS, Lang, Story
from ..translate.review import ReviewTotals
from .addresses import Page, alternates, page
from .beside import places_on
from .lists import ListPage, lasting_pages, list_pages
from .site import Site, Tag
from .text import displayable

Cut = Callable[[str, Sequence[Any], int], tuple[ListPage[Any], ...]]
"""Cuts a list at a path into pages of so many items."""
TemplatedPage = tuple[Page, str, Mapping[str, Any]]
"""A page, the name of its template, and what the template is given besides the page."""


def site_pages(site: Site) -> tuple[TemplatedPage, ...]:
    """Return every page of both languages, and the front door."""
    title = " · ".join(site.title[lang] for lang in LANGS)
    about = " · ".join(site.about[lang] for lang in LANGS if site.about[lang])
    door = Page("ar", "index.html", title, about, alternates("index.html"), feed="all")
    pages: list[TemplatedPage] = [(door, "chooser", {})]
    for lang in LANGS:
        pages += _Pages(site, lang).all()
    # A list may have more pages in one language, and a subject be of articles in one alone.
    paths = {made.path for made, _, _ in pages}
    settled = []
    for made, template, values in pages:
        there = {lang: path for lang, path in made.alternates.items() if path in paths}
        settled.append((replace(made, alternates=there), template, values))
    return tuple(settled)


def parallel_page(site: Site, story: Story, lang: Lang) -> Page:
    """Return the page of one language that has a story in both languages side by side."""
    return _Pages(site, lang).parallel(story)


class _Pages:
    """Makes the pages of one language."""

    def __init__(self, site: Site, lang: Lang) -> None:
        self.site = site
        self.lang = lang
        self.t = site.catalogues[lang]

    def all(self) -> Iterator[TemplatedPage]:
        """Yield every page."""
        site, t = self.site, self.t
        title, about = site.title[self.lang], site.about[self.lang]
        yield page(self.lang, "index.html", title, about, "index"), "index", {}
        yield from self._archives()
        # Names of subjects are short: ten times as many are as long a page.
        yield from self._list("tags", list_pages, site.tags(self.lang), site.page_size * 10)
        for tag in site.tags(self.lang):
            yield from self._tag(tag)
        yield from self._list("sources", lasting_pages, site.stories, site.page_size)
        review = site.review()
        if site.page_size and len(review) >= 2 * site.page_size:
            # Of several pages the first are those on which there is something to do.
            undone = [row for row in review if row.machine + row.pending + row.failing]
            done = [row for row in review if not row.machine + row.pending + row.failing]
            review = (*undone, *done)
        of_all = {"totals": ReviewTotals.of(review), "remarks": site.remarks}
        rows = self._list("editors", lasting_pages, review, site.page_size, of_all)
        for made, template, values in rows:
            yield replace(made, is_listed=False), template, values
        made = page(self.lang, "about.html", t("about.title"), t("description.about"), "about")
        yield self._under(made), "about", {}
        subjects = []
        for name, subject, lang in site.feeds():
            if lang == self.lang and name.startswith("tag/"):
                subjects.append((name, subject, lang))
        for part in list_pages("feeds.html", subjects, site.page_size * 10):
            made = self._part(part, t("feeds.title"), t("feeds.intro"), "feeds")
            yield self._under(made), "feeds", {"part": part}
        made = page(self.lang, "search.html", t("search.title"), t("search.about"), "search")
        yield self._under(made), "search", {}
        for story in site.stories:
            yield self.parallel(story), "parallel", {"story": story}
        yield from self._beside_explainers()

    def _under(self, made: Page, *crumbs: tuple[str, str]) -> Page:
        """Return a page with what it is part of: the home page, then these names and paths."""
        home = (self.site.title[self.lang], "index.html")
        above = ((name, f"{self.lang}/{path}") for name, path in (home, *crumbs))
        return replace(made, crumbs=tuple(above))

    def _list(
        self,
        name: str,
        cut: Cut,
        items: Sequence[Any],
        size: int,
        of_all: Mapping[str, object] | None = None,
    ) -> Iterator[TemplatedPage]:
        """Yield the pages of a list; the first of them has values `of_all` items, too."""
        title, about = self.t(f"{name}.title"), self.t(f"description.{name}")
        for part in cut(f"{name}.html", items, size):
            made = self._part(part, title, about, name)
            values = {"part": part, **(of_all or {})} if part.is_first else {"part": part}
            yield self._under(made), name, values

    def _part(self, part: ListPage[Any], title: str, about: str, name: str = "") -> Page:
        """Return a page of a list; only the first tells what a new item would change."""
        if not part.is_first:
            title = about = f"{title} ({self.t('pages.place', number=part.number)})"
        return page(self.lang, part.path, title, about, name)

    def _archives(self) -> Iterator[TemplatedPage]:
        """Yield the pages of all articles, and of those of each year and each month."""
        site = self.site
        years, months = site.by_year(self.lang), site.by_month(self.lang)
        periods = []
        for year, items in years:
            if year:
                of_year = tuple(month for month, _ in months if month.startswith(year))
                periods.append((year, len(items), of_year))
        of_all = {"periods": periods}
        yield from self._list(
            "archives", lasting_pages, site.listed(self.lang), site.page_size, of_all
        )
        above = [(self.t("archives.title"), "archives.html")]
        for period, items in (*years, *months):
            if not period:
                continue
            name = self.t.date(period)
            title = self.t("archives.of", period=name)
            about = self.t("archives.description_of", period=name, count=len(items))
            year = period[:4]
            crumbs = [*above, (year, f"archive/{year}.html")] if period != year else above
            for part in lasting_pages(f"archive/{period}.html", items, self.site.page_size):
                made = self._part(part, title, about)
                yield self._under(made, *crumbs), "archive", {"part": part}

    def _tag(self, tag: Tag) -> Iterator[TemplatedPage]:
        about = self.t("tags.description_of", name=tag.name, count=len(tag.items))
        # Asked once: to know it all articles may have to be looked through.
        feed = tag.feed(self.lang) if tag.is_fed else ""
        for part in lasting_pages(tag.path, tag.items, self.site.page_size):
            made = self._part(part, tag.name, about)
            made = self._under(made, (self.t("tags.title"), "tags.html"))
            yield replace(made, feed=feed), "tag", {"tag": tag, "part": part}

    def parallel(self, story: Story) -> Page:
        """Return the page that has a story in both languages side by side."""
        name = displayable(story.title.text_or_original(self.lang))
        title, about = (self.t(f"parallel.{key}", title=name) for key in ("title", "about"))
        made = page(self.lang, f"{story.slug}.parallel.html", title, about)
        # Both languages have the same page of an article that is in Arabic alone.
        is_listed = self.site.translation(story).state != "pending"
        return replace(self._under(made, (name, f"{story.slug}.html")), is_listed=is_listed)

    def _beside_explainers(self) -> Iterator[TemplatedPage]:
        """Yield the pages beside each explainer: its details, and all sentences that it cites."""
        for x in self.site.explainers:
            for name, parts in self.site.beside(x).items():
                shown, of = self.t(f"detail.{name}"), x.title[self.lang]
                title = displayable(self.t("detail.title", name=shown, title=of))
                about = self.t("detail.about", name=shown, title=of)
                contents = self.site.contents_beside(x, name, self.lang)
                for part in parts:
                    made = page(self.lang, part.path, title, about)
                    crumbs = [(of, f"{x.slug}.html")]
                    if not part.is_first:
                        place = self.t("pages.place", number=part.number)
                        if name != "notes":
                            # What it begins with, as a question or a year.
                            begins = next(places_on(part.items[0], self.t), ("", ""))[0]
                            place = " · ".join(filter(None, (begins, place)))
                        made = replace(made, title=f"{title} ({displayable(place)})")
                        crumbs.append((shown, part.first))
                    made = replace(self._under(made, *crumbs), feed=f"{x.slug}.{self.lang}")
                    values = {"x": x, "detail": name, "part": part, "contents": contents}
                    yield made, "detail", values
