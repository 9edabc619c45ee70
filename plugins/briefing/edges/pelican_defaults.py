"""Pelican's settings where a site leaves them as Pelican has them, as the theme needs them.

Nothing is imported that takes a while: every run asks this first.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

from pelican.settings import DEFAULT_CONFIG

from ..model import LANGS
from .files import OF_FILE_MANAGERS

EXAMPLE_ADDRESS = "https://briefing.example"
"""What feeds and canonical links lead to as long as a site has no SITEURL: never a real host."""
NO_DAY = (1970, 1, 1)
"""The day of what has none, for Pelican to sort it last. The theme never shows it."""
_PLACE = "{lang}/{slug}.html"
THEME_DEFAULTS: Mapping[str, Any] = {
    # The posts of a person's own are in their language's folder, as articles are.
    **dict.fromkeys(("ARTICLE_URL", "ARTICLE_SAVE_AS"), _PLACE),
    **dict.fromkeys(("ARTICLE_LANG_URL", "ARTICLE_LANG_SAVE_AS"), _PLACE),
    **dict.fromkeys(("DRAFT_URL", "DRAFT_SAVE_AS"), f"drafts/{_PLACE}"),
    **dict.fromkeys(("DRAFT_LANG_URL", "DRAFT_LANG_SAVE_AS"), f"drafts/{_PLACE}"),
    # The same pages serve a host, a sub-path and the disk.
    "RELATIVE_URLS": True,
    # Pelican compares its own pattern, which has a slash, with names alone: it fits none.
    "IGNORE_FILES": ["**/.*", ".*", *OF_FILE_MANAGERS],
    "DEFAULT_DATE": NO_DAY,
    # The plugin has lists, subjects and feeds in both languages; Pelican's own would mix them, and
    # its templates of these names are other pages.
    "DIRECT_TEMPLATES": [],
    **dict.fromkeys(("AUTHOR_SAVE_AS", "CATEGORY_SAVE_AS", "TAG_SAVE_AS"), ""),
    **dict.fromkeys(("FEED_ALL_ATOM", "CATEGORY_FEED_ATOM", "TRANSLATION_FEED_ATOM"), None),
    **dict.fromkeys(("AUTHOR_FEED_ATOM", "AUTHOR_FEED_RSS"), None),
    # Without Pelican's highlighting of code, for which the theme has no styles.
    "MARKDOWN": {
        "extension_configs": {"markdown.extensions.extra": {}, "markdown.extensions.meta": {}},
        "output_format": "html5",
    },
}
"""What the theme needs where Pelican has another default; docs/settings.md lists it."""


def is_guest(pelican: Mapping[str, Any]) -> bool:
    """Tell whether the theme is neither the plugin's nor made like it: it has no parallel view."""
    return not (Path(pelican["THEME"]) / "templates" / "parallel.html").is_file()


def complete(pelican: dict[str, Any]) -> None:
    """Put what the plugin's theme needs in the place of Pelican's defaults; set ones stay.

    With another theme all of a site stays as it is: what the posts of the build need besides is
    told Pelican when it reads them (reader.py).
    """
    if is_guest(pelican):
        return
    for name, value in THEME_DEFAULTS.items():
        # What is set to Pelican's default cannot be told from what is not set.
        if pelican.get(name) == DEFAULT_CONFIG.get(name):
            # Others put into it what they find missing.
            pelican[name] = deepcopy(value)
    # A post of a person's own without a line Lang is in the language of its folder.
    own = pelican["EXTRA_PATH_METADATA"]
    folders = {lang: {"lang": lang} | own.get(lang, {}) for lang in LANGS}
    pelican["EXTRA_PATH_METADATA"] = {**own, **folders}
