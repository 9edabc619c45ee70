"""The owner's look and links, from Pelican's settings and files beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from ..errors import SETTINGS_FILE, BriefingError, Problem
from ..model import LANGS, Bilingual
from ..render.colours import accent_style
from ..render.own_posts import Owner, OwnLink
from ..settings import Settings

OWNERS_STYLE = "theme/css/owner.css"
"""Where the site has the owner's colour and, after it, the owner's own style sheet."""
_SCHEMES = ("http", "https", "mailto", "tel")
_PICTURES = (".svg", ".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif", ".ico")
_AS_LINKS = 'Write each as ("Name", "https://…"); a name or a target may be {"ar": …, "en": …}'


def owner_of(pelican: Mapping[str, Any], settings: Settings, root: Path) -> Owner:
    """Return the owner's look and links; raise `BriefingError` for what cannot be used."""
    wrong: list[tuple[str, str]] = []
    lists = {}
    for name in ("MENUITEMS", "LINKS", "SOCIAL"):
        items = pelican.get(name) or ()
        if not isinstance(items, (tuple, list)):
            wrong.append((f"“{name}” must be a list", _AS_LINKS))
            items = ()
        lists[name] = tuple(_links(name, items, wrong))
    for name in ("logo", "user_css"):
        path = getattr(settings, name)
        if path and not (root / path).is_file():
            message = f"“BRIEFING_{name.upper()}” names {path}, which is not a file"
            wrong.append((message, "Write its path from the project's folder"))
    if settings.logo and Path(settings.logo).suffix.lower() not in _PICTURES:
        message = f"“BRIEFING_LOGO” names {settings.logo}, which is no picture"
        wrong.append((message, f"Use one of {', '.join(_PICTURES)}"))
    for name in ("contact", "imprint"):
        found = _link((name, getattr(settings, name) or "/"))
        if not isinstance(found, OwnLink):
            reason, hint = found
            wrong.append((f"“BRIEFING_{name.upper()}” {reason}", hint))
    if wrong:
        raise BriefingError(*(Problem(SETTINGS_FILE, message, hint) for message, hint in wrong))
    return Owner(
        accent=bool(settings.accent),
        style=bool(settings.user_css),
        logo=f"theme/{Path(settings.logo).name}" if settings.logo else "",
        footer=Bilingual(settings.footer_ar, settings.footer_en),
        contact=settings.contact,
        imprint=settings.imprint,
        menu=lists["MENUITEMS"],
        links=lists["LINKS"],
        social=lists["SOCIAL"],
    )


def owners_files(owner: Owner, settings: Settings, root: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the path and the content of each file that the owner adds to the theme's."""
    if owner.logo:
        yield owner.logo, (root / settings.logo).read_bytes()
    style = accent_style(settings.accent).encode() if owner.accent else b""
    if owner.style:
        style += (root / settings.user_css).read_bytes()
    if style:
        yield OWNERS_STYLE, style


def _links(name: str, items: Sequence[Any], wrong: list[tuple[str, str]]) -> Iterator[OwnLink]:
    """Yield the links of one of Pelican's lists; add to `wrong` what others are, and what to do."""
    for number, item in enumerate(items, 1):
        found = _link(item)
        if isinstance(found, OwnLink):
            yield found
        else:
            reason, hint = found
            wrong.append((f"“{name}”: item {number} {reason}", hint))


def _link(item: Any) -> OwnLink | tuple[str, str]:
    """Return an item of such a list as a link, or what is wrong with it, and what to do."""
    if not isinstance(item, (tuple, list)) or len(item) < 2:  # noqa: PLR2004 - a pair
        return "is not a pair", _AS_LINKS
    label, target = (_both(value) for value in item[:2])
    if label is None or target is None:
        return "is neither text nor both languages", _AS_LINKS
    for lang in LANGS:
        scheme, colon, _ = target[lang].partition(":")
        is_other = colon and "/" not in scheme and scheme.lower() not in _SCHEMES
        # Two slashes begin an address elsewhere, without saying how to get there.
        if is_other or target[lang].startswith("//"):
            return f"leads to “{target[lang]}”", "Use https:, mailto:, tel: or a path of the site"
    return OwnLink(label, target)


def _both(value: Any) -> Bilingual | None:
    if isinstance(value, str) and value:
        return Bilingual(value, value)
    texts = [value.get(lang) for lang in LANGS] if isinstance(value, Mapping) else []
    if texts and all(isinstance(text, str) and text for text in texts):
        return Bilingual(value["ar"], value["en"])
    return None
