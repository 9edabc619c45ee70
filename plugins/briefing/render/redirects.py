"""Pages at addresses that stories and explainers had before, which lead on to where they are."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from ..explain.page import Explainer
from ..model import LANGS, Lang, Story
from .site import Site
from .text import displayable

_BESIDE: tuple[str, ...] = ("", ".parallel")
"""What the addresses of a story's page and of the one beside it end in."""


@dataclass(frozen=True, slots=True)
class Redirect:
    """An address that a page had, and the one that it has: paths from the site's root."""

    lang: Lang
    old: str
    new: str
    title: str


def redirects(site: Site, taken: Collection[str]) -> tuple[Redirect, ...]:
    """Return the redirects of a site; an old address that another page has now is that page's."""
    found: dict[str, Redirect] = {}
    for lang in LANGS:
        moved: list[tuple[Story | Explainer, str]] = []
        moved += [(one, displayable(one.title.text_or_original(lang))) for one in site.stories]
        moved += [(explainer, explainer.title[lang]) for explainer in site.explainers]
        for one, title in moved:
            endings = list(_BESIDE)
            if isinstance(one, Explainer):
                endings = [""]
                for parts in site.beside(one).values():
                    paths = (part.path.removesuffix(".html") for part in parts)
                    endings += [path.removeprefix(one.slug) for path in paths]
            for old_slug in one.old_slugs:
                for ending in endings:
                    old, new = (f"{lang}/{slug}{ending}.html" for slug in (old_slug, one.slug))
                    if old not in taken:
                        found.setdefault(old, Redirect(lang, old, new, title))
    return tuple(found.values())
