"""The site as an app: its manifest, and what a printed page says at its foot."""

from __future__ import annotations

import json

from ..model import Lang
from .site import Site
from .text import displayable

_PAPER = "#fbfaf6"


def manifest(site: Site, lang: Lang) -> str:
    """Return the web app manifest of a language, as JSON; it lies at the site's root."""
    values = {
        "name": displayable(site.title[lang]),
        "short_name": displayable(site.title[lang]),
        "description": displayable(site.about[lang]),
        "lang": lang,
        "dir": site.catalogues[lang].dir,
        "start_url": f"{lang}/index.html",
        "scope": "./",
        "display": "minimal-ui",
        "background_color": _PAPER,
        "theme_color": _PAPER,
        "icons": [{"src": "theme/icon.svg", "sizes": "any", "type": "image/svg+xml"}],
    }
    return json.dumps(values, ensure_ascii=False, indent=2) + "\n"


def print_style(site: Site, lang: Lang) -> str:
    """Return the style of a printed page's margins: the site's name, and the number of the page."""
    t = site.catalogues[lang]
    name = _css_string(site.title[lang])
    number = _css_string(t("print.page", page="{page}", pages="{pages}"))
    for counter in ("page", "pages"):
        number = number.replace(f"{{{counter}}}", f'" counter({counter}) "')
    start, end = ("right", "left") if t.dir == "rtl" else ("left", "right")
    return (
        "@page {\n"
        f'  @bottom-{start} {{ content: "{name}"; font: 8pt sans-serif; color: #333; }}\n'
        f'  @bottom-{end} {{ content: "{number}"; '
        "font: 8pt sans-serif; color: #333; }\n"
        "}\n"
    )


def _css_string(text: str) -> str:
    """Return a text without what would mean something in a string of CSS."""
    return displayable(text).replace("\\", "").replace('"', "”")
