"""The theme of a site: the one that comes with the plugin, one made like it, or any other.

Another theme shows the posts and knows nothing of the site's other pages; see docs/theming.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import permutations
from pathlib import Path
from typing import Any

from ..errors import BriefingError, Problem, error_at, not_utf8
from ..model import LANGS
from ..render.l10n import Catalogue, read_catalogue
from ..render.site import Site
from ..settings import Settings
from .pelican_defaults import is_guest

_SHADOWED = ("archives", "article", "base", "index", "page", "tag", "tags")
SHADOWED_TEMPLATES = tuple(f"{name}.html" for name in _SHADOWED)
"""What Pelican takes from a theme of its own, without a word, if the site's theme lacks it."""
_PACKAGE = Path(__file__).resolve().parent.parent
_SHIPPED = (_PACKAGE.parent.parent / "themes" / "briefing", _PACKAGE.parent.parent / "theme")
"""Where the theme that comes with the plugin is: installed among Pelican's, where its name is
enough, or at the top of the plugin's repository."""


def shipped_theme() -> Path | None:
    """Return the folder of the theme that comes with the plugin, ``None`` where it is not there."""
    return next((folder for folder in _SHIPPED if folder.is_dir()), None)


def catalogues_of(pelican: Mapping[str, Any], settings: Settings) -> dict[str, Catalogue]:
    """Return the strings by language, of the plugin's own theme where another has none.

    Raise `BriefingError` for what a theme made like the plugin's lacks.
    """
    theme, problems = Path(pelican["THEME"]), []
    if is_guest(pelican):
        theme = shipped_theme() or theme
    else:
        for name in SHADOWED_TEMPLATES:
            if not _has_template(pelican, name):
                hint = "Copy it from the theme that comes with the plugin"
                lacking = f"{theme.name}/templates/{name}"
                problems.append(Problem(lacking, "the theme lacks it", hint))
    catalogues: dict[str, Catalogue] = {}
    for lang in LANGS:
        path = theme / "translations" / f"{lang}.toml"
        name = f"{theme.name}/translations/{lang}.toml"
        try:
            text = path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as error:
            raise BriefingError(not_utf8(name, error)) from None
        except FileNotFoundError:
            hint = "Use the theme that comes with the plugin or copy its translations/"
            raise error_at(name, "the theme lacks it", hint) from None
        catalogues[lang] = read_catalogue(lang, text, settings.locale(lang), name)
    # A string that both lack is told where it is used.
    for one, other in permutations(catalogues.values(), 2):
        if missing := sorted(other.strings.keys() - one.strings.keys()):
            keys = ", ".join(f"“{key}”" for key in missing)
            problems.append(Problem(one.path, f"lacks {keys}", f"Write what {other.path} has"))
    if problems:
        raise BriefingError(*problems)
    return catalogues


def _has_template(pelican: Mapping[str, Any], name: str) -> bool:
    """Tell whether a site's theme has a template, or what its owner puts over the theme."""
    own = map(Path, pelican["THEME_TEMPLATES_OVERRIDES"])
    return any((folder / name).is_file() for folder in (Path(pelican["THEME"], "templates"), *own))


def settle_templates(articles: Iterable[Any], site: Site, pelican: Mapping[str, Any]) -> None:
    """Let explainers have a page of their own where the theme has one, and posts their true day."""
    has_explainer = _has_template(pelican, "explainer.html")
    for article in articles:
        if "content-hash" not in article.metadata or article.lang not in LANGS:
            continue
        if has_explainer and "topic" in article.metadata:
            article.template = "explainer"
        # Pelican sorts by a day, and another theme would show it where only a month is known.
        story = site.story(article.slug)
        if story:
            article.locale_date = site.words[article.lang].day(story)
        if not is_guest(pelican):
            continue
        # Pelican has pages for the subjects of originals alone, which come first here: to those
        # their translations lead.
        for translation in article.translations:
            if "content-hash" in translation.metadata:
                translation.category = article.category
                translation.author, translation.authors = article.author, article.authors
                translation.tags = getattr(article, "tags", [])


def authors_of(site: Site) -> Mapping[tuple[str, str], str]:
    """Return whom another theme names as author of each post of the build, by slug and language.

    Many print one without asking whether there is one; by Pelican's rules it would be the owner.
    """
    named: dict[tuple[str, str], str] = {}
    for lang in LANGS:
        for explainer in site.explainers:
            named[explainer.slug, lang] = site.title[lang]
        for story in site.stories:
            written_by = story.author.name if story.author else site.publisher(story, lang)
            named[story.slug, lang] = written_by or site.title[lang]
    return named
