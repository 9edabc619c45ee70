"""What a site's owner adds: posts and pages beside those of the build, links, the look."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..model import Bilingual, Dated, Lang


@dataclass(frozen=True, slots=True)
class OwnPost:
    """A person's own post or page as menus, lists, feeds and the sitemap show it.

    `lang` is the language of its text; one in a third language stands in the lists of `shown_in`,
    which are English. `path` is that of its page from the site's root. Texts are plain.
    """

    path: str
    lang: str
    shown_in: Lang
    title: str
    summary: str = ""
    published: Dated | None = None
    updated: Dated | None = None
    author: str = ""
    tags: tuple[str, ...] = ()

    is_own = True
    """What tells it from a story where lists show both."""

    @property
    def slug(self) -> str:
        """What orders posts of one instant."""
        return self.path


@dataclass(frozen=True, slots=True)
class OwnLink:
    """A link of the owner's: its name and its target in each language.

    A target is an address, or a path from the site's root.
    """

    name: Bilingual
    target: Bilingual

    def is_elsewhere(self, lang: Lang) -> bool:
        """Tell whether the target is an address, and no path of the site."""
        # What pelican-quickstart writes for links to come: “#”, the page itself.
        return self.target[lang][:1] == "#" or ":" in self.target[lang].split("/")[0]


@dataclass(frozen=True)
class Owner:
    """The look and the links of the site's owner; empty is the theme's own.

    `accent` tells that a style sheet with the owner's colour was made, `style` that there is one of
    the owner's own; `logo` is the path of a picture from the site's root.
    """

    accent: bool = False
    style: bool = False
    logo: str = ""
    footer: Bilingual = field(default_factory=lambda: Bilingual("", ""))
    contact: str = ""
    imprint: str = ""
    menu: tuple[OwnLink, ...] = ()
    links: tuple[OwnLink, ...] = ()
    social: tuple[OwnLink, ...] = ()
