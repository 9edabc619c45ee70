"""A page of the site: where it is, in which languages, what its head says."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from ..language.slugs import slug_for
from ..model import LANGS, Dated, Lang


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the site as the base template needs it.

    `path` is relative to the site's root; `alternates` maps each language to the path of the
    same page in it; `name` is its entry in the menu, empty for pages that are not in it. `crumbs`
    are the names and paths of what it is part of, from the top. `feed` is the name of the feed of
    what it is about, empty where that is the feed of its language; `is_listed` tells whether search
    engines are to find it.
    """

    lang: Lang
    path: str
    title: str
    description: str
    alternates: Mapping[str, str]
    name: str = ""
    kind: str = "website"
    published: Dated | None = None
    crumbs: tuple[tuple[str, str], ...] = ()
    feed: str = ""
    is_listed: bool = True

    @property
    def x_default(self) -> str | None:
        """The page for readers of any language: the front door for homes, else the original."""
        if self.name == "index" or "/" not in self.path:
            return "index.html"
        return self.alternates.get("ar")


def tag_path(tag: str) -> str:
    """Return the path of a tag's page: its glossary id, or an ASCII name made of its words.

    Tags that differ in case, spaces and hyphens alone have one page; C++ and C# have two.
    """
    # Other marks tell tags apart and are lost in a name, so that it carries a digest of them.
    words = re.sub(r"[\s_-]+", "-", tag.strip().casefold())
    slug = slug_for(words)
    if words.isascii() and slug != words:
        slug = f"{slug}-{hashlib.sha256(words.encode()).hexdigest()[:8]}"
    return f"tag/{slug}.html"


def alternates(path: str) -> Mapping[str, str]:
    """Return the paths of one page in every language; `path` is relative to a language's folder."""
    return {lang: f"{lang}/{path}" for lang in LANGS}


def relative(path: str, page_path: str) -> str:
    """Return the link from a page to a path of the site; both are from its root and have no dots.

    The same as `os.path.relpath` from the page's folder, which is slow for links by the thousand.
    """
    above = page_path.split("/")[:-1]
    below = path.split("/")
    shared = 0
    for one, other in zip(above, below, strict=False):
        if one != other:
            break
        shared += 1
    return "/".join([*[".."] * (len(above) - shared), *below[shared:]])


def page(lang: Lang, path: str, title: str, description: str = "", name: str = "") -> Page:
    """Return one of the site's own pages; `path` is relative to the language's folder."""
    return Page(lang, f"{lang}/{path}", title, description, alternates(path), name)
