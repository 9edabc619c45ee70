"""A person's own posts, pages and files, beside those of the site: no two at one address.

Settled when Pelican has read everything and written nothing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any

from pelican.urlwrappers import Category

from ..errors import SETTINGS_FILE, Problem, some_of
from ..model import LANGS
from ..render.own_posts import Owner
from .outputs import Outputs

_WRITTEN = (
    *("articles", "translations", "hidden_articles", "hidden_translations"),
    *("drafts", "drafts_translations"),
    *("pages", "hidden_pages", "draft_pages", "draft_translations"),
    "staticfiles",
)
"""The lists in which Pelican's generators keep what they will write."""
_LISTED = ("categories", "tags", "authors")
"""Those in which they keep it again by what it is about."""
_OWN_FOLDERS = ("cards", "data", "downloads", "feeds", "search", "theme")
"""Folders of the site that are the build's alone."""
_PAGE_OF_THE_SITE = "a page of the site"
_SITEMAP_PART = re.compile(r"sitemap\.(\d{4}|undated|pages)(-\d+)?\.xml")
"""Parts of the sitemap of a large site, reserved in small ones, too: they grow."""


def settle_own_content(
    generators: Iterable[Any], site_pages: Iterable[str], content: Path, posts: Mapping[str, str]
) -> Iterator[Problem]:
    """Take out what would be written over another page, and yield a problem for each.

    The site's own pages, which are named by their paths, come first, then the posts of stories and
    topics, then what a person put beside them. Small and capital letters are one on many disks.
    `posts` are the files of those that the site is to have, by their pages: where one has none,
    links lead nowhere.
    """
    owners = {path.casefold(): _PAGE_OF_THE_SITE for path in site_pages}
    items: list[Any] = []
    for generator in generators:
        items += chain.from_iterable(getattr(generator, name, ()) for name in _WRITTEN)
    items.sort(key=lambda one: ("content-hash" not in one.metadata, one.relative_source_path))
    refused = set()
    for item in items:
        name = f"{content.name}/{item.relative_source_path}"
        path = item.save_as.casefold()
        owner = _reserved_for(path) or owners.setdefault(path, name)
        if owner != name:
            refused.add(id(item))
            message = f"left out: its address {item.save_as} is that of {owner}"
            yield Problem(name, message, "Give it a Slug of its own, or another name")
        elif path in posts and item.metadata.get("status") in ("draft", "hidden"):
            message = f"its status is “{item.status}”, and its page is on the site all the same"
            hint = "Leave it out by skip = true (a topic: draft = true) in its TOML, and delete it"
            yield Problem(name, message, hint)
        # Pelican asks every draft for its category, and gives one only to what is published.
        if not hasattr(item, "category") and getattr(item, "status", "") == "draft":
            item.category = Category(item.settings["DEFAULT_CATEGORY"], item.settings)
    for generator in generators:
        _take_out(refused, generator)
    without_page = [name for path, name in posts.items() if path not in owners]
    if without_page:
        first, *rest = without_page
        others = f", nor of {some_of(rest)}" if rest else ""
        hint = (
            "If it is edited, mend its lines Slug, Lang and Save_as, or delete it; else let "
            "ARTICLE_PATHS, ARTICLE_EXCLUDES, IGNORE_FILES and READERS have it read"
        )
        yield Problem(first, f"the site has no page of it{others}, and others lead there", hint)


def _reserved_for(path: str) -> str:
    """Return whose an address is whether the site has a page there or not, empty for any other."""
    folder = path.partition("/")[0]
    if folder in _OWN_FOLDERS:
        return f"the site's folder {folder}/"
    return _PAGE_OF_THE_SITE if _SITEMAP_PART.fullmatch(path) else ""


def lost_targets(
    owner: Owner, known: Collection[str], content: Path, outputs: Outputs
) -> Iterator[Problem]:
    """Yield a warning for each path in the owner's links at which the site has nothing.

    `known` are the paths of its pages. In content/extra/ is what is there when it is published, in
    the folder of the site before what was put there by hand.
    """
    targets = [owner.contact, owner.imprint]
    for link in (*owner.menu, *owner.links, *owner.social):
        targets += [link.target[lang] for lang in LANGS]
    for target in dict.fromkeys(targets):
        path = re.split("[?#]", target)[0].strip("/")
        is_there = ":" in target or "@" in target or path.split("/")[0] in _OWN_FOLDERS
        for one in (path, f"{path}/index.html".lstrip("/")):
            is_put = one not in outputs.known and (outputs.site / one).is_file()
            is_there |= one in known or is_put or (content / "extra" / one).is_file()
        if not is_there:
            message = f"a link leads to “{target}”, where the site has nothing"
            hint = "Write the path as in output/, such as pages/imprint-en.html"
            yield Problem(SETTINGS_FILE, message, hint, error=False)


def paths_of(generators: Iterable[Any], *, is_listed: bool) -> set[str]:
    """Return the paths of what Pelican will write: of all, or of drafts and hidden pages alone."""
    paths = set()
    for generator in generators:
        for name in _WRITTEN:
            if is_listed or "hidden" in name or "draft" in name:
                paths |= {item.save_as for item in getattr(generator, name, ())}
    return paths


def _take_out(refused: Collection[int], generator: Any) -> None:
    """Take items, by their identity, out of all that a generator keeps."""
    lists = [getattr(generator, name, []) for name in (*_WRITTEN, "dates")]
    for group in _LISTED:
        found = getattr(generator, group, ())
        lists += found.values() if isinstance(found, dict) else [items for _, items in found]
    lists += [getattr(item, "translations", []) for items in lists for item in items]
    for items in lists:
        items[:] = [item for item in items if id(item) not in refused]
