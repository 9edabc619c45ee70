"""Values for what Pelican has read: the posts of the build, and a person's own posts and pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Any

from ..dates.when import day
from ..model import LANGS, Dated, Lang
from ..render.addresses import Page
from ..render.html_parts import plain
from ..render.own_posts import OwnPost
from ..render.site import Site


def page_of(site: Site, article: Any) -> Page:
    """Return the page of one of Pelican's posts or pages: the build's, or a person's own.

    One in a third language is shown between the words of the English site.
    """
    lang = _shown_in(article.lang)
    is_made = "content-hash" in article.metadata and article.lang in LANGS
    story = site.story(article.slug) if is_made else None
    explainer = site.explainer(article.slug) if is_made else None
    t = site.catalogues[lang]
    versions = sorted((one.lang, one.save_as) for one in (article, *article.translations))
    crumbs = [(site.title[lang], f"{lang}/index.html")]
    # A page is in no archive.
    if not explainer and article.default_template == "article":
        crumbs.append((t("archives.title"), f"{lang}/archives.html"))
    return Page(
        lang,
        article.save_as,
        plain(article.title),
        plain(article.summary),
        dict(versions),
        kind="article",
        published=story.published if story else None,
        crumbs=tuple(crumbs),
        feed=f"{explainer.slug}.{lang}" if explainer else "",
        # An English page that is all in Arabic is no page of its own for search engines.
        is_listed=not (story and lang == "en" and site.translation(story).state == "pending"),
    )


def pass_over_lists(generator: Any) -> None:
    """Let Pelican's generator of articles leave alone the kinds of lists that have no pages.

    It looks for every article among those of every list before it hears that there is no page.
    """
    for kind, lists in (("TAG", "tags"), ("CATEGORY", "categories"), ("AUTHOR", "authors")):
        if not generator.settings[f"{kind}_SAVE_AS"]:
            setattr(generator, f"generate_{lists}", lambda _: None)


def own_posts(articles: Iterable[Any], settings: Mapping[str, Any]) -> Iterator[OwnPost]:
    """Yield the published posts of Pelican's that no build wrote."""
    for article in articles:
        if "content-hash" in article.metadata:
            continue
        authors = (author.name for author in getattr(article, "authors", ()))
        yield OwnPost(
            path=article.save_as,
            lang=article.lang,
            shown_in=_shown_in(article.lang),
            title=plain(article.title),
            summary=plain(article.summary),
            published=None if _is_default(article, settings) else _dated(article.date),
            updated=_dated(article.modified) if hasattr(article, "modified") else None,
            author=", ".join(authors),
            tags=tuple(tag.name for tag in getattr(article, "tags", ())),
        )


def own_pages(pages: Iterable[Any]) -> Iterator[OwnPost]:
    """Yield the published pages, in the order in which menus show them."""
    for page in pages:
        shown_in = _shown_in(page.lang)
        yield OwnPost(page.save_as, page.lang, shown_in, plain(page.title), plain(page.summary))


def _shown_in(lang: str) -> Lang:
    return lang if lang in LANGS else "en"


def _dated(moment: datetime) -> Dated:
    """Return what a person wrote as date; midnight stands for a day without a time of day."""
    when = day(moment.date())
    if moment.time() != datetime.min.time():
        # A zone knows its offset only on a day, and a time of day has none.
        zone = timezone(moment.utcoffset() or timedelta())
        when = replace(when, precision="minute", clock=moment.time().replace(tzinfo=zone))
    return Dated(when, "")


def _is_default(article: Any, settings: Mapping[str, Any]) -> bool:
    """Tell whether a post has its date from DEFAULT_DATE, and so none that anybody wrote."""
    default = settings.get("DEFAULT_DATE")
    if not default or default == "fs":
        return False
    given = datetime.fromisoformat(default) if isinstance(default, str) else datetime(*default)  # noqa: DTZ001 - the zone is Pelican's
    return bool(article.date.replace(tzinfo=None) == given)
